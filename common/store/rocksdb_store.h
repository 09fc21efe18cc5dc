#ifndef SAKIP_COMMON_STORE_ROCKSDB_STORE_H_
#define SAKIP_COMMON_STORE_ROCKSDB_STORE_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "common/store/store.h"

namespace rocksdb {
class Env;
}

// The embedded engine: one folder on a local disk, one process. The folder's files are described in
// docs/DATA_FORMAT.md. Never fork after opening a store.
namespace sakip::store {

// The process's exit code after a failed write: EX_IOERR.
inline constexpr int kExitIoError = 74;

// Called once, on the first I/O error of the write path, from any thread. A failed write may still
// be durable, so nothing of it is answered and the process must end: a caller that hears nothing
// asks again with its request id after the restart. If the handler returns, as in tests, the store
// answers nothing that was under way and refuses the rest.
using FatalHandler = std::function<void(const std::string& message)>;

// For tests only: a file system that fails.
struct RocksDbTestOptions {
  rocksdb::Env* env = nullptr;  // outlives the store; nullptr is the real one
};

struct RocksDbOptions {
  std::string dir;
  std::string service;      // whose store it must be
  FatalHandler on_fatal{};  // default: one JSON line to stderr, then _exit(kExitIoError)
  RocksDbTestOptions test_only{};
};

// Makes an empty store of `service` (lower-case letters, 1 to 32) in `dir`, which is missing or an
// empty folder. ALREADY_EXISTS when something is in it. A crash before the end leaves a folder that
// neither opens nor can be initialised until an operator removes it.
absl::StatusOr<Identity> InitRocksDbStore(const std::string& dir, std::string service);

// Opens what init made; never creates. NOT_FOUND: no store there. FAILED_PRECONDITION: another
// service's store, or a format this program does not know. UNAVAILABLE: another process, or this
// one, has it open. DATA_LOSS: the folder's parts are damaged or do not belong together.
absl::StatusOr<std::unique_ptr<Store>> OpenRocksDbStore(const RocksDbOptions& options);

}  // namespace sakip::store

#endif  // SAKIP_COMMON_STORE_ROCKSDB_STORE_H_
