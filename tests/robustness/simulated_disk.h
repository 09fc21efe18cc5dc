#ifndef SAKIP_TESTS_ROBUSTNESS_SIMULATED_DISK_H_
#define SAKIP_TESTS_ROBUSTNESS_SIMULATED_DISK_H_

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace sakip::robustness {

// What a power cut leaves. Synced bytes stay in every model.
enum class CutModel {
  kDropUnsynced,        // every unsynced byte is gone
  kSectorsElseZero,     // random 512-byte sectors of the unsynced bytes are there, the rest is zero
  kSectorsElseGarbage,  // the same, the rest is garbage
  kNamesUndone,  // one of the above, and creates, renames and deletes since the last sync of the
                 // folder are undone: all of them, or all but the first few
};
inline constexpr int kCutModels = 4;
const char* Name(CutModel model);

enum class DiskOp { kCreate, kAppend, kSync, kRename, kDelete, kSyncFolder };
const char* Name(DiskOp op);

// How much of a call that reports an error happened all the same. Half of an append is its first
// bytes; half of anything else is nothing.
enum class Effect { kNone, kHalf, kWhole };

// One call that fails; the disk is well before and after. As on Linux, the bytes of a failed sync
// count as clean afterwards: a later sync that succeeds does not write them.
struct DiskFault {
  DiskOp op = DiskOp::kSync;
  uint64_t nth = 1;       // 1: the next such call
  std::string file = "";  // only calls on a file whose name contains this; never on OPTIONS, which
                          // RocksDB can do without
  bool retryable = false;
  Effect effect = Effect::kNone;
};

// A disk below one folder of files that are only appended to, as a RocksDB folder is. Works on the
// real files, remembers what is durable, and can lose the rest. RocksDB's LOG and LOCK go past it.
// Thread-safe; outlives every file opened through it.
class SimulatedDisk final : public rocksdb::FileSystemWrapper {
 public:
  // What is in `folder` now counts as durable.
  SimulatedDisk(std::string folder, uint64_t seed);
  const char* Name() const override { return "SimulatedDisk"; }

  void FailOnce(DiskFault fault);
  // When the fault's call failed, if it has.
  std::optional<std::chrono::steady_clock::time_point> failed_at() const;

  // The power goes at the n-th change from now on (1: the next): that one may happen whole, in part
  // or not at all, and reports an error, as does every later one.
  void CutAt(uint64_t nth_change);
  bool off() const;
  uint64_t changes() const;  // calls that change the disk, so far

  // Leaves the folder as a cut at this moment would, and turns the power on again. Nobody has a
  // file open.
  void PowerCut(CutModel model, uint64_t seed);

  // From now on, of every `one_in` reads about one has a bit turned over; 0: none.
  void FlipBitsOnRead(uint64_t one_in);
  uint64_t flipped() const;

  rocksdb::IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* file,
                                    rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus ReopenWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                       std::unique_ptr<rocksdb::FSWritableFile>* file,
                                       rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus ReuseWritableFile(const std::string& path, const std::string& old_path,
                                      const rocksdb::FileOptions& options,
                                      std::unique_ptr<rocksdb::FSWritableFile>* file,
                                      rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewSequentialFile(const std::string& path, const rocksdb::FileOptions& options,
                                      std::unique_ptr<rocksdb::FSSequentialFile>* file,
                                      rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewRandomAccessFile(const std::string& path,
                                        const rocksdb::FileOptions& options,
                                        std::unique_ptr<rocksdb::FSRandomAccessFile>* file,
                                        rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewDirectory(const std::string& path, const rocksdb::IOOptions& options,
                                 std::unique_ptr<rocksdb::FSDirectory>* folder,
                                 rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus DeleteFile(const std::string& path, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus Truncate(const std::string& path, size_t size,
                             const rocksdb::IOOptions& options,
                             rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to,
                               const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus LinkFile(const std::string& from, const std::string& to,
                             const rocksdb::IOOptions& options,
                             rocksdb::IODebugContext* debug) override;

 private:
  friend class DiskFile;
  friend class DiskFolder;

  // A file's bytes, whatever its name.
  struct Content {
    std::string written;                          // what a reader sees
    std::string durable;                          // what is on the disk for certain
    std::vector<std::pair<size_t, size_t>> lost;  // [begin, end): of failed syncs, never written
    void Sync();
    void LoseUnsynced() { lost.emplace_back(durable.size(), written.size()); }
  };
  using ContentPtr = std::shared_ptr<Content>;
  using Names = std::map<std::string, ContentPtr>;
  using NameChange = std::vector<std::pair<std::string, ContentPtr>>;  // null: the name is gone

  struct Fate {
    rocksdb::IOStatus status;
    Effect effect = Effect::kWhole;
  };

  // All with mutex_ held.
  Fate Decide(DiskOp op, const std::string& name);
  void Change(const NameChange& change);
  static void Apply(const NameChange& change, Names& names);
  static std::string AfterCut(const Content& content, CutModel model, std::mt19937_64& random);

  // The name in the folder; nullopt for a file that is not simulated.
  std::optional<std::string> NameOf(const std::string& path) const;
  void MaybeFlip(const rocksdb::Slice& read, char* scratch, rocksdb::Slice* result);
  friend class FlippingReader;
  friend class FlippingSequence;

  const std::string folder_;
  mutable std::mutex mutex_;
  std::mt19937_64 random_;
  Names now_;
  Names durable_;
  std::vector<NameChange> unsynced_;  // durable_ and these make now_
  std::optional<DiskFault> fault_;
  std::optional<std::chrono::steady_clock::time_point> failed_at_;
  uint64_t changes_ = 0;
  uint64_t cut_at_ = 0;  // 0: never
  bool off_ = false;
  uint64_t flip_one_in_ = 0;
  uint64_t flipped_ = 0;
};

// The disk as RocksDB takes it.
struct DiskEnv {
  DiskEnv(const std::string& folder, uint64_t seed)
      : disk(std::make_shared<SimulatedDisk>(folder, seed)), env(rocksdb::NewCompositeEnv(disk)) {}
  std::shared_ptr<SimulatedDisk> disk;
  std::unique_ptr<rocksdb::Env> env;
};

}  // namespace sakip::robustness

#endif  // SAKIP_TESTS_ROBUSTNESS_SIMULATED_DISK_H_
