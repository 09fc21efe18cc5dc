#ifndef SAKIP_TESTS_ROBUSTNESS_DAMAGE_H_
#define SAKIP_TESTS_ROBUSTNESS_DAMAGE_H_

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "tests/robustness/acknowledged.h"
#include "tests/robustness/harness.h"

namespace sakip::robustness {

enum class FileKind { kLog, kTable, kManifest, kCurrent, kOptions, kEngineId, kIdentity, kWitness };
inline constexpr int kFileKinds = 8;
const char* Name(FileKind kind);

enum class Damage { kFlip, kTruncate, kRemove };

enum class Outcome {
  kRefused,   // does not open, and nothing in its folder changed
  kDataLoss,  // opens; reading it is DATA_LOSS
  kScrubbed,  // answers everything right; the scrub names the damage
  kHarmless,  // answers everything right, and the scrub finds nothing
  kBroken,    // anything else: a promise is broken
};
inline constexpr int kOutcomes = 5;
const char* Name(Outcome outcome);

struct DamageCase {
  FileKind kind = FileKind::kLog;
  Damage damage = Damage::kFlip;
};

struct DamageResult {
  Outcome outcome = Outcome::kBroken;
  std::string what;  // the file, the place, and how it ended
};

// A store with several table files and a log, closed in order, so that everything that it
// acknowledged is witnessed. Each case damages a copy of it.
class DamagedStore {
 public:
  explicit DamagedStore(uint64_t seed);

  // Of every kind in turn, seven flips and two truncations for each removal.
  DamageCase Draw();
  DamageResult Run(const DamageCase& damage);
  uint64_t acks() const { return acknowledged_.acks(); }

  // The same store on a disk that turns bits over while it is read; the files are well.
  DamageResult RunOnFlippingDisk(uint64_t one_in);

  // A backup of the damaged copy: refused, or it restores to all that was acknowledged.
  DamageResult RunBackupOf(const DamageCase& damage);

  // A verified backup in which one file was damaged afterwards: refused whatever the file.
  DamageResult RunDamagedBackup(Damage damage);

 private:
  std::string Copy();
  // Damages one file of `paths` in `dir`; says what it did.
  std::string Spoil(const std::string& dir, const std::vector<std::string>& paths, Damage damage);
  std::string Spoil(const std::string& dir, const DamageCase& damage);
  DamageResult OpenAndRead(const store::RocksDbOptions& options, const std::string& what);
  DamageResult Read(store::RocksDbStore& store, const std::string& what);

  ScratchDir scratch_;
  const std::string original_;
  std::mt19937_64 random_;
  Acknowledged acknowledged_;
  uint64_t cases_ = 0;
};

}  // namespace sakip::robustness

#endif  // SAKIP_TESTS_ROBUSTNESS_DAMAGE_H_
