#include "common/store/store_dir.h"

#include <fcntl.h>
#include <openssl/rand.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/store/fd.h"

namespace sakip::store {
namespace {

namespace fs = std::filesystem;

constexpr size_t kStoreIdDigits = 32;
constexpr size_t kIdentityBytesMax = 4096;

// UNKNOWN is the disk's or the system's error, INTERNAL would be the program's.
absl::Status Failed(const std::string& what, int error) {
  return absl::UnknownError(absl::StrCat(what, ": ", std::generic_category().message(error)));
}

bool IsMissing(int error) {
  return error == ENOENT || error == ENOTDIR;
}

absl::Status NoStore(const std::string& dir) {
  return absl::NotFoundError(absl::StrCat("no store in '", dir, "': make one with `sakipd init`"));
}

absl::Status WriteSyncedFile(const std::string& path, std::string_view bytes) {
  Fd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  if (fd.get() < 0) {
    return Failed(absl::StrCat("create '", path, "'"), errno);
  }
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd.get(), bytes.data(), bytes.size());
    if (written < 0) {
      return Failed(absl::StrCat("write '", path, "'"), errno);
    }
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  if (::fsync(fd.get()) != 0) {
    return Failed(absl::StrCat("sync '", path, "'"), errno);
  }
  return absl::OkStatus();
}

bool IsServiceName(std::string_view name) {
  return !name.empty() && name.size() <= 32 &&
         std::all_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool IsStoreId(std::string_view id) {
  return id.size() == kStoreIdDigits && std::all_of(id.begin(), id.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

}  // namespace

bool IsStill(int fd, const std::string& path) {
  struct stat opened {};
  struct stat named {};
  return ::fstat(fd, &opened) == 0 && ::stat(path.c_str(), &named) == 0 &&
         opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

absl::Status SyncDir(const std::string& dir) {
  Fd fd(::open(dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd.get() < 0 || ::fsync(fd.get()) != 0) {
    return Failed(absl::StrCat("sync folder '", dir, "'"), errno);
  }
  return absl::OkStatus();
}

std::string DatabaseDir(const std::string& dir) {
  return absl::StrCat(dir, "/db");
}

std::string EncodeIdentity(const Identity& identity) {
  return absl::StrCat("sakip-store ", identity.format, "\nservice ", identity.service,
                      "\nstore_id ", identity.store_id, "\nepoch ", identity.epoch, "\n");
}

absl::StatusOr<Identity> DecodeIdentity(std::string_view bytes) {
  const absl::Status damaged = absl::DataLossError("the identity of the store is damaged");
  const std::vector<std::string> words = absl::StrSplit(std::string(bytes), absl::ByAnyChar(" \n"));
  Identity identity;
  if (words.size() < 2 || words[0] != "sakip-store" ||
      !absl::SimpleAtoi(words[1], &identity.format)) {
    return damaged;
  }
  if (identity.format > kFormat) {
    return absl::FailedPreconditionError(absl::StrCat("the store has format ", identity.format,
                                                      ", this program knows up to ", kFormat,
                                                      ": use the newer program that made it"));
  }
  if (identity.format < kFormatMin) {
    return damaged;
  }
  if (words.size() != 9 || !absl::SimpleAtoi(words[7], &identity.epoch)) {
    return damaged;
  }
  identity.service = words[3];
  identity.store_id = words[5];
  if (!IsServiceName(identity.service) || !IsStoreId(identity.store_id) ||
      EncodeIdentity(identity) != bytes) {
    return damaged;
  }
  return identity;
}

absl::StatusOr<Identity> NewIdentity(std::string service) {
  if (!IsServiceName(service)) {
    return absl::InvalidArgumentError(
        absl::StrCat("'", service, "' is no service name: 1 to 32 lower-case letters"));
  }
  std::array<unsigned char, kStoreIdDigits / 2> id{};
  if (RAND_bytes(id.data(), static_cast<int>(id.size())) != 1) {
    return absl::InternalError("no random numbers for the store id");
  }
  const std::string raw(id.begin(), id.end());
  return Identity{.service = std::move(service),
                  .store_id = absl::BytesToHexString(raw),
                  .epoch = 1,
                  .format = kFormat};
}

absl::StatusOr<std::string> ReadIdentityFile(const std::string& dir) {
  Fd fd(::open(absl::StrCat(dir, "/identity").c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() < 0 && IsMissing(errno)) {
    return NoStore(dir);
  }
  if (fd.get() < 0) {
    return Failed(absl::StrCat("open '", dir, "/identity'"), errno);
  }
  std::string bytes(kIdentityBytesMax, '\0');
  const ssize_t count = ::read(fd.get(), bytes.data(), bytes.size());
  if (count < 0) {
    return Failed(absl::StrCat("read '", dir, "/identity'"), errno);
  }
  bytes.resize(static_cast<size_t>(count));
  return bytes;
}

absl::Status WriteIdentityFile(const std::string& dir, const std::string& bytes) {
  const std::string path = absl::StrCat(dir, "/identity");
  const std::string unfinished = path + ".new";
  if (absl::Status status = WriteSyncedFile(unfinished, bytes); !status.ok()) {
    return status;
  }
  if (std::rename(unfinished.c_str(), path.c_str()) != 0) {
    return Failed(absl::StrCat("rename to '", path, "'"), errno);
  }
  return SyncDir(dir);
}

absl::Status MakeEmptyDir(const std::string& dir) {
  std::error_code error;
  fs::create_directories(dir, error);
  if (error) {
    return absl::UnknownError(absl::StrCat("create folder '", dir, "': ", error.message()));
  }
  const bool empty = fs::is_empty(dir, error);
  if (error) {
    return absl::UnknownError(absl::StrCat("read folder '", dir, "': ", error.message()));
  }
  if (!empty) {
    return absl::AlreadyExistsError(
        absl::StrCat("'", dir, "' is not empty: a store is made only in an empty folder"));
  }
  if (::chmod(dir.c_str(), 0700) != 0) {
    return Failed(absl::StrCat("make folder '", dir, "' private"), errno);
  }
  // The folder's own name must survive a power cut too.
  return SyncDir(fs::absolute(fs::path(dir) / "..").string());
}

absl::StatusOr<DirLock> DirLock::Take(const std::string& dir) {
  Fd folder(::open(dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.get() < 0) {
    return IsMissing(errno) ? NoStore(dir) : Failed(absl::StrCat("open '", dir, "'"), errno);
  }
  const std::string path = absl::StrCat(dir, "/lock");
  Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0 && errno != ENOENT) {
    return Failed(absl::StrCat("open '", path, "'"), errno);
  }
  for (const Fd* fd : {&folder, &file}) {
    if (fd->get() < 0 || ::flock(fd->get(), LOCK_EX | LOCK_NB) == 0) {
      continue;
    }
    if (errno == EWOULDBLOCK) {
      return absl::UnavailableError(
          absl::StrCat("the store in '", dir, "' is open already: one process at a time"));
    }
    return Failed(absl::StrCat("lock '", dir, "'"), errno);
  }
  return DirLock(dir, std::move(folder), std::move(file));
}

absl::Status DirLock::CheckStillThere() const {
  return IsStill(folder_.get(), dir_)
             ? absl::OkStatus()
             : absl::FailedPreconditionError(absl::StrCat(
                   "the folder '", dir_,
                   "' is no longer the one that was opened: it was moved, removed or replaced"));
}

}  // namespace sakip::store
