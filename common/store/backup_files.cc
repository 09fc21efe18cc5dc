#include "common/store/backup_files.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/status/status_macros.h"
#include "common/store/fd.h"

namespace sakip::store::files {
namespace {

namespace fs = std::filesystem;

constexpr size_t kPieceBytes = size_t{1} << 20;

absl::Status Failed(std::string_view what, const std::string& path, int error) {
  return absl::UnknownError(
      absl::StrCat(std::string(what), " '", path, "': ", std::generic_category().message(error)));
}

// A hash that cannot be computed means a broken crypto library; a false one would be worse.
void Require(int openssl_result) {
  if (openssl_result != 1) {
    std::abort();
  }
}

absl::StatusOr<size_t> ReadPiece(const Fd& fd, const std::string& path, std::string& piece) {
  for (;;) {
    const ssize_t count = ::read(fd.get(), piece.data(), piece.size());
    if (count >= 0) {
      return static_cast<size_t>(count);
    }
    if (errno != EINTR) {
      return Failed("read", path, errno);
    }
  }
}

absl::Status WriteAll(const Fd& fd, const std::string& path, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd.get(), bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) {
      return Failed("write", path, errno);
    }
    bytes.remove_prefix(written < 0 ? 0 : static_cast<size_t>(written));
  }
  return absl::OkStatus();
}

// A folder of this user's that nobody holds; -1 for anything else.
Fd LockedOwn(const std::string& dir) {
  Fd fd(::open(dir.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  struct stat info {};
  if (fd.get() < 0 || ::fstat(fd.get(), &info) != 0 || info.st_uid != ::geteuid() ||
      ::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
    return Fd(-1);
  }
  return fd;
}

// What processes that were killed left: nobody holds it.
void RemoveStale(const std::string& parent, std::string_view prefix) {
  constexpr size_t kRandomLetters = 6;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(parent, ignored)) {
    const std::string name = entry.path().filename().string();
    if (name.size() != prefix.size() + kRandomLetters || name.rfind(prefix, 0) != 0) {
      continue;
    }
    if (const Fd lock = LockedOwn(entry.path().string()); lock.get() >= 0) {
      fs::remove_all(entry.path(), ignored);
    }
  }
}

int OpenNew(const std::string& path) {
  return ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
}

}  // namespace

void Sha256Hex::Free::operator()(evp_md_ctx_st* context) const {
  EVP_MD_CTX_free(context);
}

Sha256Hex::Sha256Hex() : context_(EVP_MD_CTX_new()) {
  Require(context_ != nullptr ? 1 : 0);
  Require(EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr));
}

void Sha256Hex::Add(std::string_view bytes) {
  Require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()));
}

std::string Sha256Hex::Finish() {
  std::array<unsigned char, 32> hash{};
  Require(EVP_DigestFinal_ex(context_.get(), hash.data(), nullptr));
  return absl::BytesToHexString(std::string(hash.begin(), hash.end()));
}

absl::StatusOr<BackupFile> Copy(const std::string& from, const std::string& to) {
  const Fd in(::open(from.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (in.get() < 0) {
    return Failed("open", from, errno);
  }
  const Fd out(OpenNew(to));
  if (out.get() < 0) {
    return Failed("create", to, errno);
  }
  BackupFile copied;
  Sha256Hex hash;
  std::string piece(kPieceBytes, '\0');
  for (;;) {
    ASSIGN_OR_RETURN(const size_t count, ReadPiece(in, from, piece));
    if (count == 0) {
      break;
    }
    const std::string_view bytes(piece.data(), count);
    hash.Add(bytes);
    RETURN_IF_ERROR(WriteAll(out, to, bytes));
    copied.bytes += count;
  }
  if (::fsync(out.get()) != 0) {
    return Failed("sync", to, errno);
  }
  copied.sha256 = hash.Finish();
  return copied;
}

absl::StatusOr<std::string> ReadWhole(const std::string& path, size_t bytes_max) {
  const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (fd.get() < 0 && (errno == ENOENT || errno == ENOTDIR)) {
    return absl::NotFoundError(absl::StrCat("there is no '", path, "'"));
  }
  if (fd.get() < 0) {
    return Failed("open", path, errno);
  }
  std::string bytes;
  std::string piece(std::min(kPieceBytes, bytes_max + 1), '\0');
  while (bytes.size() <= bytes_max) {
    ASSIGN_OR_RETURN(const size_t count, ReadPiece(fd, path, piece));
    if (count == 0) {
      return bytes;
    }
    bytes.append(piece, 0, count);
  }
  return absl::DataLossError(absl::StrCat("'", path, "' is longer than such a file ever is"));
}

absl::Status WriteNew(const std::string& path, std::string_view bytes) {
  const Fd fd(OpenNew(path));
  if (fd.get() < 0) {
    return Failed("create", path, errno);
  }
  RETURN_IF_ERROR(WriteAll(fd, path, bytes));
  return ::fsync(fd.get()) == 0 ? absl::OkStatus() : Failed("sync", path, errno);
}

absl::StatusOr<std::vector<std::string>> Names(const std::string& dir, bool any_kind) {
  std::vector<std::string> names;
  std::error_code error;
  fs::directory_iterator it(dir, error);
  for (; !error && it != fs::directory_iterator(); it.increment(error)) {
    if (!any_kind && it->symlink_status(error).type() != fs::file_type::regular) {
      return absl::InternalError(absl::StrCat("'", it->path().string(), "' is no plain file"));
    }
    names.push_back(it->path().filename().string());
  }
  if (error) {
    return absl::UnknownError(absl::StrCat("read folder '", dir, "': ", error.message()));
  }
  std::sort(names.begin(), names.end());
  return names;
}

absl::Status MakeDir(const std::string& dir) {
  if (::mkdir(dir.c_str(), 0700) == 0) {
    return absl::OkStatus();
  }
  return errno == EEXIST ? absl::AlreadyExistsError(absl::StrCat("'", dir, "' is there already"))
                         : Failed("create folder", dir, errno);
}

absl::Status MakeParent(const std::string& path) {
  const fs::path parent = fs::absolute(path).parent_path();
  std::error_code error;
  fs::create_directories(parent, error);
  return error ? Failed("create folder", parent.string(), error.value()) : absl::OkStatus();
}

bool OnOneDisk(const std::string& a, const std::string& b) {
  struct stat one {};
  struct stat other {};
  return ::stat(a.c_str(), &one) == 0 && ::stat(b.c_str(), &other) == 0 &&
         one.st_dev == other.st_dev;
}

absl::Status RequireSpace(const std::string& dir, uint64_t bytes) {
  std::error_code error;
  const fs::space_info space = fs::space(dir, error);
  if (error) {
    return Failed("measure the disk of", dir, error.value());
  }
  if (space.available >= bytes) {
    return absl::OkStatus();
  }
  return absl::ResourceExhaustedError(absl::StrCat("the disk of '", dir, "' has ", space.available,
                                                   " bytes free, ", bytes, " are needed"));
}

absl::Status Rename(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) {
    return Failed(absl::StrCat("rename '", from, "' to"), to, errno);
  }
  return absl::OkStatus();
}

absl::StatusOr<ScratchDir> ScratchDir::Make(const std::string& parent, std::string_view prefix) {
  RemoveStale(parent, prefix);
  for (;;) {
    std::string dir = absl::StrCat(parent, "/", std::string(prefix), "XXXXXX");
    if (::mkdtemp(dir.data()) == nullptr) {
      return Failed("create a folder in", parent, errno);
    }
    DirRemover remover(dir);
    Fd lock = LockedOwn(dir);
    std::error_code error;
    if (lock.get() >= 0 && fs::exists(dir, error)) {
      return ScratchDir(std::move(lock), std::move(remover));
    }
    // Taken for stale between the two calls: once more.
  }
}

DirRemover::~DirRemover() {
  if (!dir_.empty()) {
    std::error_code ignored;
    fs::remove_all(dir_, ignored);
  }
}

}  // namespace sakip::store::files
