#include "tests/robustness/simulated_disk.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace sakip::robustness {

using rocksdb::FileOptions;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

namespace {

namespace fs = std::filesystem;

constexpr size_t kSectorBytes = 512;

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

uint64_t Below(uint64_t limit, std::mt19937_64& random) {
  return std::uniform_int_distribution<uint64_t>(0, limit - 1)(random);
}

}  // namespace

const char* Name(CutModel model) {
  switch (model) {
    case CutModel::kDropUnsynced:
      return "drop-unsynced";
    case CutModel::kSectorsElseZero:
      return "sectors-else-zero";
    case CutModel::kSectorsElseGarbage:
      return "sectors-else-garbage";
    case CutModel::kNamesUndone:
      return "names-undone";
  }
  return "?";
}

const char* Name(DiskOp op) {
  switch (op) {
    case DiskOp::kCreate:
      return "create";
    case DiskOp::kAppend:
      return "append";
    case DiskOp::kSync:
      return "sync";
    case DiskOp::kRename:
      return "rename";
    case DiskOp::kDelete:
      return "delete";
    case DiskOp::kSyncFolder:
      return "sync-folder";
  }
  return "?";
}

class DiskFile final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  DiskFile(std::unique_ptr<rocksdb::FSWritableFile> file, SimulatedDisk& disk, std::string name,
           SimulatedDisk::ContentPtr content)
      : FSWritableFileOwnerWrapper(std::move(file)),
        disk_(disk),
        name_(std::move(name)),
        content_(std::move(content)) {}

  IOStatus Append(const Slice& data, const IOOptions& options, IODebugContext* debug) override {
    std::lock_guard lock(disk_.mutex_);
    const SimulatedDisk::Fate fate = disk_.Decide(DiskOp::kAppend, name_);
    Slice part = data;
    if (fate.effect != Effect::kWhole) {
      part = Slice(data.data(), fate.effect == Effect::kHalf ? data.size() / 2 : 0);
    }
    IOStatus written = FSWritableFileOwnerWrapper::Append(part, options, debug);
    content_->written.append(part.data(), part.size());
    return fate.status.ok() ? written : fate.status;
  }
  IOStatus Append(const Slice& data, const IOOptions& options,
                  const rocksdb::DataVerificationInfo& /*check*/, IODebugContext* debug) override {
    return Append(data, options, debug);
  }
  IOStatus PositionedAppend(const Slice& /*data*/, uint64_t /*offset*/,
                            const IOOptions& /*options*/, IODebugContext* /*debug*/) override {
    return IOStatus::NotSupported("direct I/O is not simulated");
  }
  IOStatus PositionedAppend(const Slice& data, uint64_t offset, const IOOptions& options,
                            const rocksdb::DataVerificationInfo& /*check*/,
                            IODebugContext* debug) override {
    return PositionedAppend(data, offset, options, debug);
  }
  IOStatus Truncate(uint64_t size, const IOOptions& options, IODebugContext* debug) override {
    std::lock_guard lock(disk_.mutex_);
    if (disk_.off_) {
      return IOStatus::IOError("the power is off");
    }
    content_->written.resize(size);
    content_->durable.resize(std::min<size_t>(size, content_->durable.size()));
    content_->lost.clear();
    return FSWritableFileOwnerWrapper::Truncate(size, options, debug);
  }
  IOStatus Sync(const IOOptions& /*options*/, IODebugContext* /*debug*/) override {
    // The real file needs no sync: what is durable here is decided by the simulation.
    std::lock_guard lock(disk_.mutex_);
    const SimulatedDisk::Fate fate = disk_.Decide(DiskOp::kSync, name_);
    if (fate.effect == Effect::kWhole) {
      content_->Sync();
    } else if (!disk_.off_) {
      content_->LoseUnsynced();
    }
    return fate.status;
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    return Sync(options, debug);
  }
  IOStatus RangeSync(uint64_t /*offset*/, uint64_t /*bytes*/, const IOOptions& /*options*/,
                     IODebugContext* /*debug*/) override {
    return IOStatus::OK();  // promises nothing
  }
  IOStatus Allocate(uint64_t /*offset*/, uint64_t /*length*/, const IOOptions& /*options*/,
                    IODebugContext* /*debug*/) override {
    return IOStatus::OK();
  }

 private:
  SimulatedDisk& disk_;
  const std::string name_;
  const SimulatedDisk::ContentPtr content_;
};

class DiskFolder final : public rocksdb::FSDirectoryWrapper {
 public:
  DiskFolder(std::unique_ptr<rocksdb::FSDirectory> folder, SimulatedDisk& disk)
      : FSDirectoryWrapper(std::move(folder)), disk_(disk) {}

  IOStatus Fsync(const IOOptions& /*options*/, IODebugContext* /*debug*/) override {
    std::lock_guard lock(disk_.mutex_);
    const SimulatedDisk::Fate fate = disk_.Decide(DiskOp::kSyncFolder, "");
    if (fate.effect == Effect::kWhole) {
      disk_.durable_ = disk_.now_;
      disk_.unsynced_.clear();
    }
    return fate.status;
  }
  IOStatus FsyncWithDirOptions(const IOOptions& options, IODebugContext* debug,
                               const rocksdb::DirFsyncOptions& /*why*/) override {
    return Fsync(options, debug);
  }

 private:
  SimulatedDisk& disk_;
};

class FlippingReader final : public rocksdb::FSRandomAccessFileOwnerWrapper {
 public:
  FlippingReader(std::unique_ptr<rocksdb::FSRandomAccessFile> file, SimulatedDisk& disk)
      : FSRandomAccessFileOwnerWrapper(std::move(file)), disk_(disk) {}

  IOStatus Read(uint64_t offset, size_t n, const IOOptions& options, Slice* result, char* scratch,
                IODebugContext* debug) const override {
    Slice read;
    IOStatus status =
        FSRandomAccessFileOwnerWrapper::Read(offset, n, options, &read, scratch, debug);
    disk_.MaybeFlip(read, scratch, result);
    return status;
  }
  IOStatus MultiRead(rocksdb::FSReadRequest* requests, size_t count, const IOOptions& options,
                     IODebugContext* debug) override {
    for (size_t i = 0; i < count; ++i) {
      rocksdb::FSReadRequest& request = requests[i];
      request.status =
          Read(request.offset, request.len, options, &request.result, request.scratch, debug);
    }
    return IOStatus::OK();
  }

 private:
  SimulatedDisk& disk_;
};

class FlippingSequence final : public rocksdb::FSSequentialFileOwnerWrapper {
 public:
  FlippingSequence(std::unique_ptr<rocksdb::FSSequentialFile> file, SimulatedDisk& disk)
      : FSSequentialFileOwnerWrapper(std::move(file)), disk_(disk) {}

  IOStatus Read(size_t n, const IOOptions& options, Slice* result, char* scratch,
                IODebugContext* debug) override {
    Slice read;
    IOStatus status = FSSequentialFileOwnerWrapper::Read(n, options, &read, scratch, debug);
    disk_.MaybeFlip(read, scratch, result);
    return status;
  }

 private:
  SimulatedDisk& disk_;
};

void SimulatedDisk::Content::Sync() {
  durable.append(written, durable.size(), std::string::npos);
  for (const auto& [begin, end] : lost) {
    std::fill_n(durable.begin() + static_cast<std::ptrdiff_t>(begin), end - begin, '\0');
  }
}

SimulatedDisk::SimulatedDisk(std::string folder, uint64_t seed)
    : FileSystemWrapper(rocksdb::FileSystem::Default()),
      folder_(fs::path(std::move(folder)).lexically_normal().string()),
      random_(seed) {
  for (const auto& file : fs::directory_iterator(folder_)) {
    if (const std::optional<std::string> name = NameOf(file.path()); name.has_value()) {
      const std::string bytes = ReadFile(file.path());
      now_[*name] =
          std::make_shared<Content>(Content{.written = bytes, .durable = bytes, .lost = {}});
    }
  }
  durable_ = now_;
}

void SimulatedDisk::FailOnce(DiskFault fault) {
  std::lock_guard lock(mutex_);
  fault_ = std::move(fault);
  failed_at_.reset();
}

std::optional<std::chrono::steady_clock::time_point> SimulatedDisk::failed_at() const {
  std::lock_guard lock(mutex_);
  return failed_at_;
}

void SimulatedDisk::CutAt(uint64_t nth_change) {
  std::lock_guard lock(mutex_);
  cut_at_ = changes_ + nth_change;
}

bool SimulatedDisk::off() const {
  std::lock_guard lock(mutex_);
  return off_;
}

uint64_t SimulatedDisk::changes() const {
  std::lock_guard lock(mutex_);
  return changes_;
}

void SimulatedDisk::FlipBitsOnRead(uint64_t one_in) {
  std::lock_guard lock(mutex_);
  flip_one_in_ = one_in;
}

uint64_t SimulatedDisk::flipped() const {
  std::lock_guard lock(mutex_);
  return flipped_;
}

std::optional<std::string> SimulatedDisk::NameOf(const std::string& path) const {
  const fs::path normal = fs::path(path).lexically_normal();
  const std::string name = normal.filename();
  if (normal.parent_path() != folder_ || name.starts_with("LOG") || name == "LOCK") {
    return std::nullopt;
  }
  return name;
}

SimulatedDisk::Fate SimulatedDisk::Decide(DiskOp op, const std::string& name) {
  const IOStatus power = IOStatus::IOError("the power is off");
  if (off_) {
    return {.status = power, .effect = Effect::kNone};
  }
  if (++changes_ == cut_at_) {
    off_ = true;
    return {.status = power, .effect = static_cast<Effect>(Below(3, random_))};
  }
  if (!fault_.has_value() || fault_->op != op || name.starts_with("OPTIONS") ||
      name.find(fault_->file) == std::string::npos || --fault_->nth > 0) {
    return {};
  }
  IOStatus failed = IOStatus::IOError("injected: " + std::string(robustness::Name(op)), name);
  failed.SetRetryable(fault_->retryable);
  const Effect effect = fault_->effect;
  fault_.reset();
  failed_at_ = std::chrono::steady_clock::now();
  return {.status = failed, .effect = effect};
}

void SimulatedDisk::Apply(const NameChange& change, Names& names) {
  for (const auto& [name, content] : change) {
    if (content == nullptr) {
      names.erase(name);
    } else {
      names[name] = content;
    }
  }
}

void SimulatedDisk::Change(const NameChange& change) {
  Apply(change, now_);
  unsynced_.push_back(change);
}

void SimulatedDisk::MaybeFlip(const Slice& read, char* scratch, Slice* result) {
  *result = read;
  std::lock_guard lock(mutex_);
  if (flip_one_in_ == 0 || read.empty() || Below(flip_one_in_, random_) != 0) {
    return;
  }
  if (read.data() != scratch) {
    std::copy_n(read.data(), read.size(), scratch);
    *result = Slice(scratch, read.size());
  }
  char& byte = scratch[Below(read.size(), random_)];
  byte = static_cast<char>(byte ^ (1 << Below(8, random_)));
  ++flipped_;
}

IOStatus SimulatedDisk::NewWritableFile(const std::string& path, const FileOptions& options,
                                        std::unique_ptr<rocksdb::FSWritableFile>* file,
                                        IODebugContext* debug) {
  const std::optional<std::string> name = NameOf(path);
  if (!name.has_value()) {
    return FileSystemWrapper::NewWritableFile(path, options, file, debug);
  }
  std::lock_guard lock(mutex_);
  const Fate fate = Decide(DiskOp::kCreate, *name);
  if (fate.effect != Effect::kWhole) {
    return fate.status;
  }
  IOStatus status = FileSystemWrapper::NewWritableFile(path, options, file, debug);
  if (!status.ok()) {
    return status;
  }
  auto content = std::make_shared<Content>();
  Change({{*name, content}});
  *file = std::make_unique<DiskFile>(std::move(*file), *this, *name, std::move(content));
  return fate.status;
}

IOStatus SimulatedDisk::ReopenWritableFile(const std::string& path, const FileOptions& options,
                                           std::unique_ptr<rocksdb::FSWritableFile>* file,
                                           IODebugContext* debug) {
  const std::optional<std::string> name = NameOf(path);
  if (name.has_value()) {
    return IOStatus::NotSupported("appending to an old file is not simulated");
  }
  return FileSystemWrapper::ReopenWritableFile(path, options, file, debug);
}

IOStatus SimulatedDisk::ReuseWritableFile(const std::string& /*path*/,
                                          const std::string& /*old_path*/,
                                          const FileOptions& /*options*/,
                                          std::unique_ptr<rocksdb::FSWritableFile>* /*file*/,
                                          IODebugContext* /*debug*/) {
  return IOStatus::NotSupported("recycling files is not simulated");
}

IOStatus SimulatedDisk::NewSequentialFile(const std::string& path, const FileOptions& options,
                                          std::unique_ptr<rocksdb::FSSequentialFile>* file,
                                          IODebugContext* debug) {
  IOStatus status = FileSystemWrapper::NewSequentialFile(path, options, file, debug);
  if (status.ok() && NameOf(path).has_value()) {
    *file = std::make_unique<FlippingSequence>(std::move(*file), *this);
  }
  return status;
}

IOStatus SimulatedDisk::NewRandomAccessFile(const std::string& path, const FileOptions& options,
                                            std::unique_ptr<rocksdb::FSRandomAccessFile>* file,
                                            IODebugContext* debug) {
  IOStatus status = FileSystemWrapper::NewRandomAccessFile(path, options, file, debug);
  if (status.ok() && NameOf(path).has_value()) {
    *file = std::make_unique<FlippingReader>(std::move(*file), *this);
  }
  return status;
}

IOStatus SimulatedDisk::NewDirectory(const std::string& path, const IOOptions& options,
                                     std::unique_ptr<rocksdb::FSDirectory>* folder,
                                     IODebugContext* debug) {
  IOStatus status = FileSystemWrapper::NewDirectory(path, options, folder, debug);
  if (status.ok() && NameOf(path + "/x").has_value()) {
    *folder = std::make_unique<DiskFolder>(std::move(*folder), *this);
  }
  return status;
}

IOStatus SimulatedDisk::DeleteFile(const std::string& path, const IOOptions& options,
                                   IODebugContext* debug) {
  const std::optional<std::string> name = NameOf(path);
  if (!name.has_value()) {
    return FileSystemWrapper::DeleteFile(path, options, debug);
  }
  std::lock_guard lock(mutex_);
  const Fate fate = Decide(DiskOp::kDelete, *name);
  if (fate.effect != Effect::kWhole) {
    return fate.status;
  }
  IOStatus status = FileSystemWrapper::DeleteFile(path, options, debug);
  if (status.ok()) {
    Change({{*name, nullptr}});
  }
  return fate.status.ok() ? status : fate.status;
}

IOStatus SimulatedDisk::Truncate(const std::string& path, size_t size, const IOOptions& options,
                                 IODebugContext* debug) {
  if (NameOf(path).has_value()) {
    return IOStatus::NotSupported("cutting an old file is not simulated");
  }
  return FileSystemWrapper::Truncate(path, size, options, debug);
}

IOStatus SimulatedDisk::RenameFile(const std::string& from, const std::string& to,
                                   const IOOptions& options, IODebugContext* debug) {
  const std::optional<std::string> old_name = NameOf(from);
  const std::optional<std::string> new_name = NameOf(to);
  if (!old_name.has_value() || !new_name.has_value()) {
    return FileSystemWrapper::RenameFile(from, to, options, debug);
  }
  std::lock_guard lock(mutex_);
  const Fate fate = Decide(DiskOp::kRename, *new_name);
  if (fate.effect != Effect::kWhole) {
    return fate.status;
  }
  IOStatus status = FileSystemWrapper::RenameFile(from, to, options, debug);
  if (status.ok()) {
    Change({{*new_name, now_.at(*old_name)}, {*old_name, nullptr}});
  }
  return fate.status.ok() ? status : fate.status;
}

IOStatus SimulatedDisk::LinkFile(const std::string& from, const std::string& to,
                                 const IOOptions& options, IODebugContext* debug) {
  if (NameOf(to).has_value()) {
    return IOStatus::NotSupported("links are not simulated");
  }
  return FileSystemWrapper::LinkFile(from, to, options, debug);
}

std::string SimulatedDisk::AfterCut(const Content& content, CutModel model,
                                    std::mt19937_64& random) {
  std::string bytes = content.durable;
  const size_t unsynced = content.written.size() - bytes.size();
  if (model == CutModel::kDropUnsynced || unsynced == 0) {
    return bytes;
  }
  // The length is written by itself: it may cover all of the unsynced bytes or some.
  const size_t size =
      Below(2, random) == 0 ? content.written.size() : bytes.size() + Below(unsynced + 1, random);
  while (bytes.size() < size) {
    const size_t sector_end = (bytes.size() / kSectorBytes + 1) * kSectorBytes;
    const size_t part = std::min(sector_end, size) - bytes.size();
    if (Below(2, random) == 0) {
      bytes.append(content.written, bytes.size(), part);
    } else if (model == CutModel::kSectorsElseZero) {
      bytes.append(part, '\0');
    } else {
      std::generate_n(std::back_inserter(bytes), part,
                      [&] { return static_cast<char>(Below(256, random)); });
    }
  }
  return bytes;
}

void SimulatedDisk::PowerCut(CutModel model, uint64_t seed) {
  std::lock_guard lock(mutex_);
  std::mt19937_64 random(seed);
  Names left = now_;
  CutModel bytes = model;
  if (model == CutModel::kNamesUndone) {
    bytes = static_cast<CutModel>(Below(3, random));
    left = durable_;
    const size_t kept = Below(2, random) == 0 ? 0 : Below(unsynced_.size() + 1, random);
    for (size_t i = 0; i < kept; ++i) {
      Apply(unsynced_[i], left);
    }
  }
  for (const auto& [name, content] : now_) {
    fs::remove(fs::path(folder_) / name);
  }
  now_.clear();
  for (const auto& [name, content] : left) {
    const std::string after = AfterCut(*content, bytes, random);
    std::ofstream(fs::path(folder_) / name, std::ios::binary) << after;
    now_[name] = std::make_shared<Content>(Content{.written = after, .durable = after, .lost = {}});
  }
  durable_ = now_;
  unsynced_.clear();
  fault_.reset();
  cut_at_ = 0;
  off_ = false;
}

}  // namespace sakip::robustness
