#include "common/store/rocksdb_scrub.h"

#include <rocksdb/env.h>
#include <rocksdb/file_checksum.h>
#include <rocksdb/sst_file_reader.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/store/rocksdb_settings.h"

namespace sakip::store {
namespace {

constexpr size_t kChunkBytes = size_t{256} << 10;

absl::Status Stopped() {
  return absl::CancelledError("the scrub was stopped");
}

// Waits until what was read so far was worth the time that passed.
class Pace {
 public:
  Pace(uint64_t bytes_per_second, StopSignal& stop) : rate_(bytes_per_second), stop_(stop) {}

  // CANCELLED when stopped.
  absl::Status Read(uint64_t bytes) {
    bytes_ += bytes;
    std::chrono::nanoseconds wait{0};
    if (rate_ > 0) {
      const std::chrono::nanoseconds due =
          std::chrono::seconds(bytes_ / rate_) +
          std::chrono::nanoseconds(bytes_ % rate_ * 1'000'000'000 / rate_);
      wait = due - (std::chrono::steady_clock::now() - start_);
    }
    return stop_.Sleep(wait) ? absl::OkStatus() : Stopped();
  }

 private:
  const uint64_t rate_;
  StopSignal& stop_;
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  uint64_t bytes_ = 0;
};

// What the system may refuse for a while, as when it has no more file descriptors.
absl::Status OpenError(const std::string& path, const rocksdb::Status& status) {
  return absl::UnknownError(absl::StrCat("cannot open '", path, "': ", status.ToString()));
}

// A disk that fails to read has lost the bytes, though it says so.
absl::Status FileError(const std::string& path, const rocksdb::Status& status) {
  if (status.IsIOError() && !status.IsPathNotFound()) {
    return absl::DataLossError(
        absl::StrCat("the disk fails to read table file '", path, "': ", status.ToString()));
  }
  return absl::DataLossError(
      absl::StrCat("table file '", path, "' is damaged: ", status.ToString()));
}

// The whole file against the checksum that the manifest has of it.
absl::Status CheckFile(const rocksdb::Options& options, const rocksdb::LiveFileMetaData& meta,
                       const std::string& path, Pace& pace) {
  rocksdb::FileChecksumGenContext context;
  context.file_name = path;
  context.requested_checksum_func_name = meta.file_checksum_func_name;
  std::unique_ptr<rocksdb::FileChecksumGenerator> checksum =
      options.file_checksum_gen_factory->CreateFileChecksumGenerator(context);
  if (checksum == nullptr) {
    return absl::DataLossError(absl::StrCat("table file '", path, "' has no known file checksum"));
  }
  std::unique_ptr<rocksdb::SequentialFile> file;
  rocksdb::Status status = options.env->NewSequentialFile(path, &file, rocksdb::EnvOptions());
  if (status.IsIOError() && !status.IsPathNotFound()) {
    return OpenError(path, status);
  }
  std::string buffer(kChunkBytes, '\0');
  while (status.ok()) {
    rocksdb::Slice chunk;
    status = file->Read(buffer.size(), &chunk, buffer.data());
    if (!status.ok() || chunk.empty()) {
      break;
    }
    checksum->Update(chunk.data(), chunk.size());
    if (absl::Status stopped = pace.Read(chunk.size()); !stopped.ok()) {
      return stopped;
    }
  }
  if (!status.ok()) {
    return FileError(path, status);
  }
  checksum->Finalize();
  if (checksum->GetChecksum() != meta.file_checksum) {
    return absl::DataLossError(
        absl::StrCat("table file '", path, "' is damaged: its file checksum differs"));
  }
  return absl::OkStatus();
}

// Each block against its own checksum.
absl::Status CheckBlocks(const rocksdb::Options& options, const std::string& path, uint64_t bytes,
                         Pace& pace) {
  rocksdb::SstFileReader reader(options);
  rocksdb::Status status = reader.Open(path);
  if (status.IsIOError() && !status.IsPathNotFound()) {
    return OpenError(path, status);
  }
  if (status.ok()) {
    status = reader.VerifyChecksum(CheckedRead());
  }
  return status.ok() ? pace.Read(bytes) : FileError(path, status);
}

bool IsLive(rocksdb::DB& db, uint64_t file_number) {
  std::vector<rocksdb::LiveFileMetaData> files;
  db.GetLiveFilesMetaData(&files);
  return std::any_of(files.begin(), files.end(),
                     [&](const auto& file) { return file.file_number == file_number; });
}

}  // namespace

void StopSignal::Stop() {
  {
    std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  wake_.notify_all();
}

bool StopSignal::Sleep(std::chrono::nanoseconds time) {
  std::unique_lock lock(mutex_);
  return !wake_.wait_for(lock, time, [this] { return stopped_; });
}

absl::Status ScrubTableFiles(rocksdb::DB& db, uint64_t bytes_per_second, StopSignal& stop) {
  std::vector<rocksdb::LiveFileMetaData> files;
  db.GetLiveFilesMetaData(&files);
  const rocksdb::Options options = db.GetOptions();
  Pace pace(bytes_per_second, stop);
  for (const rocksdb::LiveFileMetaData& file : files) {
    const std::string path = absl::StrCat(file.directory, "/", file.relative_filename);
    absl::Status status = CheckFile(options, file, path, pace);
    if (status.ok()) {
      status = CheckBlocks(options, path, file.size, pace);
    }
    // A compaction may have removed it meanwhile.
    if (!status.ok() && (absl::IsCancelled(status) || IsLive(db, file.file_number))) {
      return status;
    }
  }
  return absl::OkStatus();
}

}  // namespace sakip::store
