#ifndef SAKIP_COMMON_STORE_ROCKSDB_OPEN_H_
#define SAKIP_COMMON_STORE_ROCKSDB_OPEN_H_

#include <rocksdb/db.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/store/rocksdb_store.h"
#include "common/store/store.h"
#include "common/store/store_dir.h"
#include "common/store/witness.h"

// The steps of opening an embedded store. Not a public header. Their errors are those of
// OpenRocksDbStore.
namespace sakip::store {

// Where the witness of a store stands: as configured, or <dir>.witness.
std::string WitnessFileOf(const std::string& dir, const std::string& witness_file);

// DATA_LOSS about the store: what `found` says, that nothing was changed, what to run.
absl::Status Lost(const RocksDbOptions& options, absl::string_view found);

// A folder whose lock is held, and what its identity file says.
struct ClaimedDir {
  DirLock lock;
  Identity identity;
  std::string record;  // the bytes of the identity file
};

// Of any known format.
absl::StatusOr<ClaimedDir> ClaimDir(const RocksDbOptions& options);

struct ReadOnlyDatabase {
  std::unique_ptr<rocksdb::DB> db;
  Identity identity;
  Head head;
};

// Step one. Changes no file. `any_format` also takes a database whose migration was written when
// the identity file was not: the identity is then the database's.
absl::StatusOr<ReadOnlyDatabase> OpenReadOnly(const RocksDbOptions& options,
                                              const ClaimedDir& claimed, bool any_format);

// The witness of a store; says what to run when there is none.
absl::StatusOr<Witness> WitnessOf(const RocksDbOptions& options);

// Whether the witness fits what step one found.
absl::Status CheckWitness(const RocksDbOptions& options, const ReadOnlyDatabase& found,
                          const Witness& witness);

// Step two. `on_error` hears of background errors.
absl::StatusOr<std::unique_ptr<rocksdb::DB>> OpenForWriting(
    const RocksDbOptions& options, const Head& expected,
    std::function<void(const std::string&)> on_error);

// The database of a new store, with its first records.
absl::Status CreateDatabase(const std::string& dir, const std::string& identity);

}  // namespace sakip::store

#endif  // SAKIP_COMMON_STORE_ROCKSDB_OPEN_H_
