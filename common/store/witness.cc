#include "common/store/witness.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/failpoint/failpoint.h"
#include "common/store/big_endian.h"
#include "common/store/fd.h"
#include "common/store/store_dir.h"

namespace sakip::store {
namespace {

constexpr std::string_view kMagic = "SAKIPWIT";
constexpr uint32_t kVersion = 1;
constexpr size_t kSlotBytes = 512;
constexpr size_t kSlotDistance = 4096;
constexpr size_t kFileBytes = 2 * kSlotDistance;
constexpr size_t kStoreIdBytes = 32;
constexpr size_t kChainBytes = 32;
constexpr size_t kContentBytes = 8 + 4 + 8 + 8 + 8 + kChainBytes + kStoreIdBytes;
constexpr size_t kCrcOffset = kSlotBytes - 4;
// Leaves time for the write itself within the promised 200 ms.
constexpr std::chrono::milliseconds kInterval{150};

struct Slot {
  uint64_t counter = 0;
  Witness witness;
};

struct Slots {
  std::array<std::optional<Slot>, 2> whole;

  // Of the newer one.
  std::optional<int> Newest() const {
    if (whole[0].has_value() && whole[1].has_value()) {
      return whole[0]->counter > whole[1]->counter ? 0 : 1;
    }
    if (whole[0].has_value()) {
      return 0;
    }
    return whole[1].has_value() ? std::optional<int>(1) : std::nullopt;
  }
};

uint32_t Crc32c(std::string_view bytes) {
  uint32_t crc = 0xffffffffU;
  for (char byte : bytes) {
    crc ^= static_cast<uint8_t>(byte);
    for (int bit = 0; bit < 8; ++bit) {
      crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0x82f63b78U : 0U);
    }
  }
  return ~crc;
}

std::string EncodeSlot(const Slot& slot) {
  std::string bytes(kMagic);
  AppendBigEndian32(bytes, kVersion);
  AppendBigEndian64(bytes, slot.witness.epoch);
  AppendBigEndian64(bytes, slot.counter);
  AppendBigEndian64(bytes, slot.witness.head.sequence);
  bytes += slot.witness.head.chain;
  bytes += slot.witness.store_id;
  bytes.resize(kCrcOffset, '\0');
  AppendBigEndian32(bytes, Crc32c(bytes));
  return bytes;
}

std::optional<Slot> DecodeSlot(std::string_view bytes) {
  Slot slot;
  slot.witness.epoch = ReadBigEndian64(bytes.substr(12));
  slot.counter = ReadBigEndian64(bytes.substr(20));
  slot.witness.head.sequence = ReadBigEndian64(bytes.substr(28));
  slot.witness.head.chain = std::string(bytes.substr(36, kChainBytes));
  slot.witness.store_id = std::string(bytes.substr(36 + kChainBytes, kStoreIdBytes));
  static_assert(kContentBytes == 36 + kChainBytes + kStoreIdBytes);
  if (EncodeSlot(slot) != bytes) {
    return std::nullopt;
  }
  return slot;
}

absl::Status Failed(std::string_view what, const std::string& file, int error) {
  return absl::UnknownError(absl::StrCat(std::string(what), " witness '", file,
                                         "': ", std::generic_category().message(error)));
}

absl::Status WriteAt(int fd, const std::string& file, std::string_view bytes, off_t offset) {
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(fd, bytes.data(), bytes.size(), offset);
    if (written < 0) {
      if (errno == EINTR) {
        continue;
      }
      return Failed("write", file, errno);
    }
    bytes.remove_prefix(static_cast<size_t>(written));
    offset += written;
  }
  return absl::OkStatus();
}

absl::StatusOr<Slots> ReadSlots(int fd, const std::string& file) {
  Slots slots;
  for (size_t i = 0; i < slots.whole.size(); ++i) {
    std::string bytes(kSlotBytes, '\0');
    const ssize_t count =
        ::pread(fd, bytes.data(), bytes.size(), static_cast<off_t>(i * kSlotDistance));
    if (count < 0) {
      return Failed("read", file, errno);
    }
    // A file cut short has a slot of zeros, which is not whole.
    slots.whole[i] = DecodeSlot(bytes);
  }
  return slots;
}

absl::StatusOr<Fd> OpenWitness(const std::string& file, int flags) {
  Fd fd(::open(file.c_str(), flags | O_CLOEXEC, 0600));
  if (fd.get() < 0 && (errno == ENOENT || errno == ENOTDIR)) {
    return absl::NotFoundError(absl::StrCat("there is no witness '", file, "'"));
  }
  if (fd.get() < 0) {
    return Failed("open", file, errno);
  }
  return fd;
}

}  // namespace

absl::StatusOr<WitnessLock> WitnessLock::Take(const std::string& file) {
  for (;;) {
    absl::StatusOr<Fd> fd = OpenWitness(file, O_RDWR);
    if (!fd.ok()) {
      return fd.status();
    }
    if (::flock(fd->get(), LOCK_EX | LOCK_NB) != 0) {
      return errno == EWOULDBLOCK ? absl::UnavailableError(absl::StrCat(
                                        "a running store uses the witness '", file,
                                        "': stop its process first, wherever its folder is now"))
                                  : Failed("lock", file, errno);
    }
    // It may have been replaced before it was locked.
    if (IsStill(fd->get(), file)) {
      return WitnessLock(*std::move(fd), file);
    }
  }
}

absl::StatusOr<Witness> ReadWitness(const std::string& file) {
  absl::StatusOr<Fd> fd = OpenWitness(file, O_RDONLY);
  if (!fd.ok()) {
    return fd.status();
  }
  absl::StatusOr<Slots> slots = ReadSlots(fd->get(), file);
  if (!slots.ok()) {
    return slots.status();
  }
  const std::optional<int> newest = slots->Newest();
  if (!newest.has_value()) {
    return absl::DataLossError(absl::StrCat("both slots of the witness '", file, "' are damaged"));
  }
  return slots->whole[static_cast<size_t>(*newest)]->witness;
}

absl::Status WriteWitness(const std::string& file, const Witness& witness) {
  const std::string unfinished = file + ".new";
  std::string bytes = EncodeSlot({.counter = 1, .witness = witness});
  bytes.resize(kSlotDistance, '\0');
  bytes += EncodeSlot({.counter = 2, .witness = witness});
  bytes.resize(kFileBytes, '\0');
  {
    absl::StatusOr<Fd> fd = OpenWitness(unfinished, O_WRONLY | O_CREAT | O_TRUNC);
    if (!fd.ok()) {
      return absl::IsNotFound(fd.status()) ? Failed("create", file, ENOENT) : fd.status();
    }
    if (absl::Status status = WriteAt(fd->get(), unfinished, bytes, 0); !status.ok()) {
      return status;
    }
    if (::fsync(fd->get()) != 0) {
      return Failed("sync", unfinished, errno);
    }
  }
  if (std::rename(unfinished.c_str(), file.c_str()) != 0) {
    return Failed("rename", file, errno);
  }
  return SyncDir(std::filesystem::absolute(file).parent_path().string());
}

absl::Status CompareWitness(
    const Witness& witness, const Identity& identity, const Head& head,
    const std::function<absl::StatusOr<std::optional<std::string>>(uint64_t sequence)>& chain_at) {
  if (witness.store_id != identity.store_id) {
    return absl::DataLossError(absl::StrCat("is the instance ", identity.store_id,
                                            ", but its witness is of the instance ",
                                            witness.store_id));
  }
  if (identity.epoch < witness.epoch) {
    return absl::DataLossError(absl::StrCat("has epoch ", identity.epoch,
                                            ", but its witness saw epoch ", witness.epoch,
                                            ": it is a copy from before a restore"));
  }
  if (head.sequence < witness.head.sequence) {
    return absl::DataLossError(absl::StrCat(
        "ends at commit ", head.sequence, ", but its witness saw commit ", witness.head.sequence,
        ": its log is damaged or missing, or it is an older copy"));
  }
  absl::StatusOr<std::optional<std::string>> chain = chain_at(witness.head.sequence);
  if (!chain.ok()) {
    return chain.status();
  }
  if (*chain != witness.head.chain) {
    return absl::DataLossError(absl::StrCat(
        "ends at commit ", head.sequence,
        " and has another history than its witness saw at commit ", witness.head.sequence));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<WitnessKeeper>> WitnessKeeper::Open(
    WitnessLock lock, Witness last, std::function<void(const std::string& message)> on_fatal) {
  absl::StatusOr<Slots> slots = ReadSlots(lock.fd_.get(), lock.file_);
  if (!slots.ok()) {
    return slots.status();
  }
  const std::optional<int> newest = slots->Newest();
  if (!newest.has_value()) {
    return absl::DataLossError(
        absl::StrCat("both slots of the witness '", lock.file_, "' are damaged"));
  }
  const Slot& slot = *slots->whole[static_cast<size_t>(*newest)];
  auto keeper = std::unique_ptr<WitnessKeeper>(new WitnessKeeper(
      std::move(lock), slot.witness, 1 - *newest, slot.counter, std::move(on_fatal)));
  {
    // What the store has beyond its witness after a crash is witnessed now.
    std::lock_guard guard(keeper->mutex_);
    keeper->newest_ = std::move(last);
  }
  keeper->wake_.notify_one();
  return keeper;
}

WitnessKeeper::WitnessKeeper(WitnessLock lock, Witness last, int next_slot, uint64_t counter,
                             std::function<void(const std::string&)> on_fatal)
    : lock_(std::move(lock)),
      on_fatal_(std::move(on_fatal)),
      newest_(last),
      written_(std::move(last)),
      next_slot_(next_slot),
      counter_(counter),
      thread_([this] { Loop(); }) {}

void WitnessKeeper::Saw(const Head& head) {
  {
    std::lock_guard lock(mutex_);
    newest_.head = head;
  }
  wake_.notify_one();
}

void WitnessKeeper::Close() {
  {
    std::lock_guard lock(mutex_);
    closed_ = true;
  }
  wake_.notify_one();
  std::lock_guard join_lock(join_mutex_);
  if (thread_.joinable()) {
    thread_.join();
  }
}

// The first commit after a pause is witnessed at once, those that follow it together.
void WitnessKeeper::Loop() {
  auto next = std::chrono::steady_clock::now();
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return closed_ || !(newest_ == written_); });
    if (newest_ == written_) {
      return;
    }
    wake_.wait_until(lock, next, [this] { return closed_; });
    const Witness witness = newest_;
    lock.unlock();
    if (absl::Status status = Write(witness); !status.ok()) {
      on_fatal_(std::string(status.message()));
      return;
    }
    written_ = witness;
    next = std::chrono::steady_clock::now() + kInterval;
    lock.lock();
  }
}

absl::Status WitnessKeeper::Write(const Witness& witness) {
  const std::string bytes = EncodeSlot({.counter = counter_ + 1, .witness = witness});
  const auto offset = static_cast<off_t>(static_cast<size_t>(next_slot_) * kSlotDistance);
  if (absl::Status status = WriteAt(lock_.fd_.get(), lock_.file_, bytes, offset); !status.ok()) {
    return status;
  }
  failpoint::Reach(failpoint::Point::kWitness);
  if (::fdatasync(lock_.fd_.get()) != 0) {
    return Failed("sync", lock_.file_, errno);
  }
  ++counter_;
  next_slot_ = 1 - next_slot_;
  return absl::OkStatus();
}

}  // namespace sakip::store
