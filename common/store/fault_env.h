#ifndef SAKIP_COMMON_STORE_FAULT_ENV_H_
#define SAKIP_COMMON_STORE_FAULT_ENV_H_

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <atomic>
#include <memory>
#include <string>
#include <utility>

// For tests: a file system on which the disk breaks when told so.
namespace sakip::store {

// kOneLogSync heals after one failure.
enum class Fault { kNone, kLogSync, kOneLogSync, kLogAppend, kTableAppend, kTableRead };

// Thread-safe; outlives every file.
class FaultFileSystem final : public rocksdb::FileSystemWrapper {
 public:
  FaultFileSystem() : FileSystemWrapper(rocksdb::FileSystem::Default()) {}
  const char* Name() const override { return "FaultFileSystem"; }

  // From now on every such call fails.
  void Break(Fault fault) { fault_ = fault; }
  bool Broken(Fault fault) const { return fault_ == fault; }
  // The same, and heals it.
  bool BrokenOnce(Fault fault) { return fault_.compare_exchange_strong(fault, Fault::kNone); }

  // Syncs of the log that succeeded.
  int log_syncs() const { return log_syncs_; }
  void CountLogSync() { ++log_syncs_; }

  rocksdb::IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* file,
                                    rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewSequentialFile(const std::string& path, const rocksdb::FileOptions& options,
                                      std::unique_ptr<rocksdb::FSSequentialFile>* file,
                                      rocksdb::IODebugContext* debug) override;

 private:
  std::atomic<Fault> fault_ = Fault::kNone;
  std::atomic<int> log_syncs_ = 0;
};

class FaultFile final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  FaultFile(std::unique_ptr<rocksdb::FSWritableFile> file, FaultFileSystem& disk, bool log)
      : FSWritableFileOwnerWrapper(std::move(file)), disk_(disk), log_(log) {}

  rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                           rocksdb::IODebugContext* debug) override {
    return AppendFails() ? Error() : FSWritableFileOwnerWrapper::Append(data, options, debug);
  }
  rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                           const rocksdb::DataVerificationInfo& check,
                           rocksdb::IODebugContext* debug) override {
    return AppendFails() ? Error()
                         : FSWritableFileOwnerWrapper::Append(data, options, check, debug);
  }
  rocksdb::IOStatus Sync(const rocksdb::IOOptions& options,
                         rocksdb::IODebugContext* debug) override {
    return Synced(SyncFails() ? Error() : FSWritableFileOwnerWrapper::Sync(options, debug));
  }
  rocksdb::IOStatus Fsync(const rocksdb::IOOptions& options,
                          rocksdb::IODebugContext* debug) override {
    return Synced(SyncFails() ? Error() : FSWritableFileOwnerWrapper::Fsync(options, debug));
  }

 private:
  bool AppendFails() const { return disk_.Broken(log_ ? Fault::kLogAppend : Fault::kTableAppend); }
  bool SyncFails() {
    return log_ && (disk_.Broken(Fault::kLogSync) || disk_.BrokenOnce(Fault::kOneLogSync));
  }
  rocksdb::IOStatus Synced(rocksdb::IOStatus status) {
    if (log_ && status.ok()) {
      disk_.CountLogSync();
    }
    return status;
  }
  static rocksdb::IOStatus Error() { return rocksdb::IOStatus::IOError("injected"); }

  FaultFileSystem& disk_;
  const bool log_;
};

inline rocksdb::IOStatus FaultFileSystem::NewWritableFile(
    const std::string& path, const rocksdb::FileOptions& options,
    std::unique_ptr<rocksdb::FSWritableFile>* file, rocksdb::IODebugContext* debug) {
  rocksdb::IOStatus status = FileSystemWrapper::NewWritableFile(path, options, file, debug);
  const bool log = path.ends_with(".log");
  if (status.ok() && (log || path.ends_with(".sst"))) {
    *file = std::make_unique<FaultFile>(std::move(*file), *this, log);
  }
  return status;
}

class FaultReader final : public rocksdb::FSSequentialFileOwnerWrapper {
 public:
  FaultReader(std::unique_ptr<rocksdb::FSSequentialFile> file, FaultFileSystem& disk)
      : FSSequentialFileOwnerWrapper(std::move(file)), disk_(disk) {}
  rocksdb::IOStatus Read(size_t count, const rocksdb::IOOptions& options, rocksdb::Slice* bytes,
                         char* buffer, rocksdb::IODebugContext* debug) override {
    return disk_.Broken(Fault::kTableRead)
               ? rocksdb::IOStatus::IOError("injected")
               : FSSequentialFileOwnerWrapper::Read(count, options, bytes, buffer, debug);
  }

 private:
  FaultFileSystem& disk_;
};

inline rocksdb::IOStatus FaultFileSystem::NewSequentialFile(
    const std::string& path, const rocksdb::FileOptions& options,
    std::unique_ptr<rocksdb::FSSequentialFile>* file, rocksdb::IODebugContext* debug) {
  rocksdb::IOStatus status = FileSystemWrapper::NewSequentialFile(path, options, file, debug);
  if (status.ok() && path.ends_with(".sst")) {
    *file = std::make_unique<FaultReader>(std::move(*file), *this);
  }
  return status;
}

// An Env on a FaultFileSystem.
struct FaultyDisk {
  std::shared_ptr<FaultFileSystem> files = std::make_shared<FaultFileSystem>();
  std::unique_ptr<rocksdb::Env> env = rocksdb::NewCompositeEnv(files);
};

}  // namespace sakip::store

#endif  // SAKIP_COMMON_STORE_FAULT_ENV_H_
