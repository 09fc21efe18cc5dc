#ifndef SAKIP_COMMON_STORE_BACKUP_FILES_H_
#define SAKIP_COMMON_STORE_BACKUP_FILES_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/store/backup.h"
#include "common/store/fd.h"

struct evp_md_ctx_st;

// Files and folders for backup.cc, made durable one by one. What the system refuses is UNKNOWN and
// names the path. Not a public header.
namespace sakip::store::files {

// SHA-256 of what was added, as 64 hexadecimal digits.
class Sha256Hex {
 public:
  Sha256Hex();
  void Add(std::string_view bytes);
  // Once.
  std::string Finish();

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

// Copies the bytes of a regular file to a new one and syncs that; never a link, so that damage to
// one does not reach the other. `name` of the answer is empty.
absl::StatusOr<BackupFile> Copy(const std::string& from, const std::string& to);

// At most `bytes_max` bytes; NOT_FOUND when there is no such file.
absl::StatusOr<std::string> ReadWhole(const std::string& path, size_t bytes_max);

absl::Status WriteNew(const std::string& path, std::string_view bytes);

// In order. INTERNAL for an entry of `dir` that is no regular file, unless `any_kind`.
absl::StatusOr<std::vector<std::string>> Names(const std::string& dir, bool any_kind = false);

// ALREADY_EXISTS when something of that name is there. Private to the user.
absl::Status MakeDir(const std::string& dir);

// The folder that `path` stands in, with its parents.
absl::Status MakeParent(const std::string& path);

// Whether both are on one file system; false when that is not known.
bool OnOneDisk(const std::string& a, const std::string& b);

// RESOURCE_EXHAUSTED unless the disk that `dir` is on has so many bytes free.
absl::Status RequireSpace(const std::string& dir, uint64_t bytes);

// Within one file system.
absl::Status Rename(const std::string& from, const std::string& to);

// Removes a folder with all in it at the end of its scope.
class DirRemover {
 public:
  explicit DirRemover(std::string dir) : dir_(std::move(dir)) {}
  ~DirRemover();
  DirRemover(DirRemover&& other) noexcept : dir_(std::exchange(other.dir_, {})) {}
  DirRemover& operator=(DirRemover&&) = delete;
  const std::string& dir() const { return dir_; }

 private:
  std::string dir_;
};

// A folder of its own for what must not stay: a copy of a backup holds personal data. Locked while
// it is used, so that the next one of the same prefix removes what a killed process left.
class ScratchDir {
 public:
  // <parent>/<prefix>XXXXXX, where X is a letter or a digit.
  static absl::StatusOr<ScratchDir> Make(const std::string& parent, std::string_view prefix);
  const std::string& dir() const { return remover_.dir(); }

 private:
  ScratchDir(Fd lock, DirRemover remover) : lock_(std::move(lock)), remover_(std::move(remover)) {}

  Fd lock_;
  DirRemover remover_;  // last: removed before it is unlocked
};

}  // namespace sakip::store::files

#endif  // SAKIP_COMMON_STORE_BACKUP_FILES_H_
