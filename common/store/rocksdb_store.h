#ifndef SAKIP_COMMON_STORE_ROCKSDB_STORE_H_
#define SAKIP_COMMON_STORE_ROCKSDB_STORE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
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

// Called once, on the first I/O error of the write path (the witness included), from any thread. A
// failed write may still be durable, so nothing of it is answered and the process must end: a
// caller that hears nothing asks again with its request id after the restart. If the handler
// returns, as in tests, the store answers nothing that was under way and refuses the rest.
using FatalHandler = std::function<void(const std::string& message)>;

// What an operator should hear of a store that goes on. Called from any thread; be quick.
enum class Notice {
  kStorageLow,     // the disk reserve is reached: writes are refused from now on
  kStorageEnough,  // there is space again: writes are taken
};
using NoticeHandler = std::function<void(Notice notice, const std::string& message)>;

// For tests only: a file system that fails, and so little memory that files are written often.
struct RocksDbTestOptions {
  rocksdb::Env* env = nullptr;      // outlives the store; nullptr is the real one
  uint64_t write_buffer_bytes = 0;  // 0: the usual
};

struct RocksDbOptions {
  std::string dir;
  std::string service;         // whose store it must be
  std::string witness_file{};  // common/store/witness.h; empty: <dir>.witness
  // Free bytes of the disk below which an Update that writes is refused as StorageLow; 0: none.
  // One that writes nothing (a replay) and every read go on. The reserve is what RocksDB needs to
  // stay whole: it does not survive a full disk.
  uint64_t disk_reserve_bytes = 0;
  FatalHandler on_fatal{};  // default: one JSON line to stderr, then _exit(kExitIoError)
  NoticeHandler on_notice{};
  RocksDbTestOptions test_only{};
};

// Makes an empty store of `service` (lower-case letters, 1 to 32) in `dir`, which is missing or an
// empty folder, and its witness. ALREADY_EXISTS when something is in it. FAILED_PRECONDITION when a
// witness is there: a store was here before, so its disk may just not be mounted. A crash before
// the end leaves a folder that neither opens nor can be initialised until an operator removes it.
absl::StatusOr<Identity> InitRocksDbStore(const std::string& dir, std::string service,
                                          const std::string& witness_file = "");

// Thread-safe.
class RocksDbStore : public Store {
 public:
  // A copy of the files as of one commit, in the folder `to`, which must not exist, and a snapshot
  // of that very commit. Writers wait for the flush of what is in memory, milliseconds. The copy is
  // what stands in a store's db/ folder; its identity file is for the caller to write. Never call
  // it from an UpdateFn or a Done. ALREADY_EXISTS; UNKNOWN: the disk refuses; UNAVAILABLE after
  // Close.
  virtual absl::StatusOr<std::unique_ptr<Snapshot>> Checkpoint(const std::string& to) = 0;

  // Reads every byte of every table file against its block checksums and its file checksum, and
  // sees that no commit is missing between the first and the last. DATA_LOSS names the file, which
  // is damaged or which the disk fails to read. Reads slowly on purpose when `bytes_per_second` is
  // not 0. Ends early with CANCELLED on Close.
  virtual absl::Status Scrub(uint64_t bytes_per_second) const = 0;
};

// Opens what init made, in two steps; never creates. First read-only, which changes no file: the
// identity, the head, and the head's past against the witness. Only when they fit, for writing:
// that replaces a damaged log by a shortened one and destroys the evidence.
//   NOT_FOUND            no store there, and no witness of one
//   FAILED_PRECONDITION  another service's store, a format this program does not know (the message
//                        says whether to migrate or to use the newer program), or no witness
//   UNAVAILABLE          another process, or this one, has it open, or uses its witness
//   DATA_LOSS            damaged, cut short, rolled back to an older copy, or emptied; the message
//                        says which and what to run. Nothing was touched.
//   UNKNOWN              the disk or the system refuses (permissions, read-only)
absl::StatusOr<std::unique_ptr<RocksDbStore>> OpenRocksDbStore(const RocksDbOptions& options);

// The same first step and nothing more: no file changes while it is open, each Update is
// FAILED_PRECONDITION, Checkpoint too. Holds the folder's lock. For verify, backup and migrate on a
// store at rest. With `any_format` also opens the formats of earlier programs, without a witness
// where that format has none, and a store whose migration stopped between its two last writes.
// `without_witness` neither needs nor compares one: only for `verify --renew-witness`.
absl::StatusOr<std::unique_ptr<RocksDbStore>> OpenRocksDbStoreAtRest(const RocksDbOptions& options,
                                                                     bool any_format = false,
                                                                     bool without_witness = false);

}  // namespace sakip::store

#endif  // SAKIP_COMMON_STORE_ROCKSDB_STORE_H_
