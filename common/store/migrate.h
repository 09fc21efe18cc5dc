#ifndef SAKIP_COMMON_STORE_MIGRATE_H_
#define SAKIP_COMMON_STORE_MIGRATE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/store/backup.h"
#include "common/store/rocksdb_store.h"

// Brings a store at rest from an earlier program's format to this one's, by ordered steps of one
// format each.
namespace sakip::store {

struct MigrationStep {
  uint32_t from = 0;
  uint32_t to = 0;
  std::string what;      // for the operator, one line
  uint64_t records = 0;  // that it writes
};

struct MigrationReport {
  uint32_t from = 0;
  uint32_t to = 0;
  std::vector<MigrationStep> steps;  // empty: nothing to do
  BackupManifest backup;  // of a real run with steps, unless it finished an earlier one's
};

// What would be done; changes no file. FAILED_PRECONDITION for a format this program does not know
// and for another service's store; DATA_LOSS for one that is damaged, or whose log ends within a
// record, as a power cut leaves it: an earlier format has no witness that would tell the two apart.
absl::StatusOr<MigrationReport> PlanMigration(const RocksDbOptions& options);

// Backs up to `backup.to` first, verified, then writes each step in one atomic write that also
// carries the new format. Safe to repeat after a crash: a step is done or not, and a finished store
// is left as it is; one that a crash left between its steps and its identity file is finished
// without another backup. The witness is made where the old format had none.
absl::StatusOr<MigrationReport> Migrate(const RocksDbOptions& options, const BackupOptions& backup);

}  // namespace sakip::store

#endif  // SAKIP_COMMON_STORE_MIGRATE_H_
