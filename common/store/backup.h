#ifndef SAKIP_COMMON_STORE_BACKUP_H_
#define SAKIP_COMMON_STORE_BACKUP_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/store/rocksdb_store.h"
#include "common/store/store.h"

// Copies of one store that are proven by restoring them. RocksDB backs up, verifies and restores a
// damaged store without a word, so a copy counts only when it was restored into a folder of its
// own, read in full, and holds the very state its source had (docs/DATA_FORMAT.md has the layout).
namespace sakip::store {

struct BackupFile {
  std::string name;  // below the backup's db/ folder
  uint64_t bytes = 0;
  std::string sha256;  // 64 hexadecimal digits
};

// The file `manifest` of a backup; it ends with the SHA-256 of all before it.
struct BackupManifest {
  Identity identity;
  Head head;
  std::string digest;   // StateDigest at `head`
  std::string program;  // "sakipd 0.1.0"
  std::string time;     // "2018-02-02T08:00:00Z", when it was made; never compared
  std::vector<BackupFile> files;
};

// DATA_LOSS for anything EncodeManifest does not write, FAILED_PRECONDITION for a newer layout.
std::string EncodeManifest(const BackupManifest& manifest);
absl::StatusOr<BackupManifest> DecodeManifest(std::string_view bytes);

// SHA-256, hexadecimal, over every entry of every table but the store's own, in key order, and the
// head: two stores with the same digest answer every read the same, whatever their epoch or format.
absl::StatusOr<std::string> StateDigest(const Snapshot& snapshot);

// A service's own look at its records (balances, parseable records); DATA_LOSS says what is wrong.
using CheckRecords = std::function<absl::Status(const Snapshot& snapshot)>;

// Asked between files and between long steps; true ends the work with CANCELLED, and what it made
// is removed.
using Stop = std::function<bool()>;

struct BackupOptions {
  std::string to;  // folder to make; ALREADY_EXISTS when it is there
  std::string program;
  std::string time;
  CheckRecords check{};
  uint64_t disk_reserve_bytes = 0;  // left free where `to` is on the store's own disk
  Stop stop{};
};

// Copies, restores the copy beside it, compares, and only then gives the folder its name: `to`
// exists whole and verified or not at all (what is left of a failed one ends in ".partial" and may
// be removed). DATA_LOSS names the damaged file of source or copy. UNKNOWN: the disk refuses.
// RESOURCE_EXHAUSTED: it has not twice the store's size free. CANCELLED: the store was closed.
// `dir` is the folder of `store`: the files as of one commit are linked in <dir>/checkpoint
// meanwhile, on the same disk, so that no writer waits for a copy. One at a time for a store.
absl::StatusOr<BackupManifest> BackUp(RocksDbStore& store, const std::string& dir,
                                      const BackupOptions& options);
// The same of a store at rest, of any known format, whose lock it takes.
absl::StatusOr<BackupManifest> BackUpAtRest(const RocksDbOptions& source,
                                            const BackupOptions& options);

// Reads a backup in full as a restore would, in a folder below `scratch` that it removes, with what
// killed processes left of theirs. DATA_LOSS names the file; FAILED_PRECONDITION: `from` is no
// backup, or of a newer program.
absl::StatusOr<BackupManifest> VerifyBackup(const std::string& from, const std::string& scratch,
                                            const CheckRecords& check, const Stop& stop = {});

struct RestoreOptions {
  CheckRecords check{};
  // Accepts that what the target's witness saw after the backup is lost. Never a matter of course:
  // a drill that takes the witness of the real store leaves the real store refused.
  bool replace_witness = false;
  Stop stop{};
};

// What Restore refuses before it touches anything. FAILED_PRECONDITION: no backup, another
// service's, a witness that is there without `replace_witness`, a witness of another store.
// UNAVAILABLE: a running store uses the witness.
absl::Status CheckRestore(const std::string& from, const RocksDbOptions& target,
                          bool replace_witness);

// Verifies, copies into `target.dir`, which is missing or an empty folder (ALREADY_EXISTS), gives
// the store a new epoch, higher than the backup's and than any the witness saw, so that tokens and
// cursors from before are refused, and writes the witness. The identity file comes last: a crash
// leaves a folder that does not open and that is removed by hand.
absl::StatusOr<Identity> Restore(const std::string& from, const RocksDbOptions& target,
                                 const RestoreOptions& options);

}  // namespace sakip::store

#endif  // SAKIP_COMMON_STORE_BACKUP_H_
