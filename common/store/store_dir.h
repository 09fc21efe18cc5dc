#ifndef SAKIP_COMMON_STORE_STORE_DIR_H_
#define SAKIP_COMMON_STORE_STORE_DIR_H_

#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/store/fd.h"
#include "common/store/store.h"

// The folder of an embedded store, apart from what the engine keeps in <dir>/db. What the system
// refuses (permissions, a full disk) is UNKNOWN.
namespace sakip::store {

// The format this program reads and writes, and the oldest it can migrate from.
inline constexpr uint32_t kFormat = 3;
inline constexpr uint32_t kFormatMin = 1;

std::string DatabaseDir(const std::string& dir);

// Identity as the bytes that stand both in <dir>/identity and in the database.
std::string EncodeIdentity(const Identity& identity);

// Of any format from kFormatMin on. FAILED_PRECONDITION for a newer one, DATA_LOSS for anything
// else that EncodeIdentity does not write.
absl::StatusOr<Identity> DecodeIdentity(std::string_view bytes);

// A new random id for a store of `service`.
absl::StatusOr<Identity> NewIdentity(std::string service);

// NOT_FOUND when there is no store; says what to run.
absl::StatusOr<std::string> ReadIdentityFile(const std::string& dir);

// Durable when it returns OK: file and folder are synced.
absl::Status WriteIdentityFile(const std::string& dir, const std::string& bytes);

// Whether the name stands for the open file: it may have been moved or replaced.
bool IsStill(int fd, const std::string& path);

// Makes the names in `dir` durable.
absl::Status SyncDir(const std::string& dir);

// Creates `dir` with its parents unless it is there and empty; ALREADY_EXISTS when it is not empty.
absl::Status MakeEmptyDir(const std::string& dir);

// Holds the folder itself, and <dir>/lock where an earlier program left it, until destroyed.
// Changes no file. NOT_FOUND when there is no folder; UNAVAILABLE when someone else, in any
// process, holds it.
class DirLock {
 public:
  static absl::StatusOr<DirLock> Take(const std::string& dir);

  // FAILED_PRECONDITION when the name stands for another folder now, or for none. Thread-safe.
  absl::Status CheckStillThere() const;

 private:
  DirLock(std::string dir, Fd folder, Fd file)
      : dir_(std::move(dir)), folder_(std::move(folder)), file_(std::move(file)) {}

  std::string dir_;
  Fd folder_;
  Fd file_;
};

}  // namespace sakip::store

#endif  // SAKIP_COMMON_STORE_STORE_DIR_H_
