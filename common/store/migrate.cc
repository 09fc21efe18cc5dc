#include "common/store/migrate.h"

#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/failpoint/failpoint.h"
#include "common/status/status_macros.h"
#include "common/store/backup_files.h"
#include "common/store/backup_records.h"
#include "common/store/rocksdb_open.h"
#include "common/store/store_dir.h"
#include "common/store/witness.h"

namespace sakip::store {
namespace {

constexpr uint32_t kFormatWithoutWitness = 1;

struct Step {
  uint32_t from;  // to the next number
  const char* what;
  // What the step writes beside the identity.
  std::vector<Entry> (*records)(const Head& head);
};

// One for each format before this one, in order.
constexpr std::array kSteps = {
    Step{.from = 1,
         .what = "keep the chain of the newest commit, by which a witness knows the store",
         .records =
             [](const Head& head) {
               // The chain of an empty store is known to all.
               return head.sequence == 0 ? std::vector<Entry>() : std::vector{ChainEntry(head)};
             }},
    Step{.from = 2,
         .what = "close the store to programs that cannot read the budget's documents",
         .records = [](const Head&) { return std::vector<Entry>(); }},
};
static_assert(kSteps.size() == kFormat - kFormatMin);

// A store at rest. `database` is the truth: a step writes it first and the file after.
struct Found {
  Identity file;
  Identity database;
  Head head;
};

absl::StatusOr<Found> Look(const RocksDbOptions& options, const ClaimedDir& claimed) {
  if (claimed.identity.format == kFormatWithoutWitness) {
    RETURN_IF_ERROR(CheckLog(options.dir));
  }
  ASSIGN_OR_RETURN(ReadOnlyDatabase database, OpenReadOnly(options, claimed, /*any_format=*/true));
  if (claimed.identity.format != kFormatWithoutWitness) {
    ASSIGN_OR_RETURN(const Witness witness, WitnessOf(options));
    RETURN_IF_ERROR(CheckWitness(options, database, witness));
  }
  return Found{.file = claimed.identity,
               .database = std::move(database.identity),
               .head = std::move(database.head)};
}

MigrationReport ReportOf(const Found& found) {
  MigrationReport report{.from = found.file.format, .to = kFormat, .steps = {}, .backup = {}};
  for (const Step& step : kSteps) {
    if (step.from < found.file.format) {
      continue;
    }
    const bool written = step.from < found.database.format;
    report.steps.push_back({.from = step.from,
                            .to = step.from + 1,
                            .what = written ? absl::StrCat("finish: ", step.what) : step.what,
                            .records = written ? 0 : step.records(found.head).size() + 1});
  }
  return report;
}

// Format 1 left no chains to compare, so only what contradicts a witness is refused. Of later ones
// Look compared it.
absl::Status CheckOldWitness(const std::string& file, const Found& found) {
  const absl::StatusOr<Witness> witness = ReadWitness(file);
  if (absl::IsNotFound(witness.status())) {
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(witness.status());
  const Head& head = found.head;
  return CompareWitness(*witness, found.database, head,
                        [&](uint64_t sequence) -> absl::StatusOr<std::optional<std::string>> {
                          return sequence == head.sequence ? head.chain : witness->head.chain;
                        });
}

absl::Status RunSteps(const RocksDbOptions& options, const BackupManifest& backup) {
  ASSIGN_OR_RETURN(const ClaimedDir claimed, ClaimDir(options));
  ASSIGN_OR_RETURN(const Found found, Look(options, claimed));
  const bool interrupted = found.database.format != found.file.format;
  if (!interrupted && found.head.chain != backup.head.chain) {
    return absl::FailedPreconditionError(
        absl::StrCat("the store in '", options.dir, "' was written to after its backup"));
  }
  const std::string witness = WitnessFileOf(options.dir, options.witness_file);
  if (absl::Status status = CheckOldWitness(witness, found); !status.ok()) {
    return absl::IsDataLoss(status) ? Lost(options, status.message()) : status;
  }
  Identity identity = found.database;
  for (const Step& step : kSteps) {
    if (step.from < identity.format) {
      continue;
    }
    identity.format = step.from + 1;
    std::vector<Entry> records = step.records(found.head);
    records.push_back(IdentityEntry(identity));
    RETURN_IF_ERROR(WriteOwnRecords(options.dir, records));
    failpoint::Reach(failpoint::Point::kMigrateStep);
  }
  RETURN_IF_ERROR(files::MakeParent(witness));
  // Before the file: a store of this format without a witness would not open.
  RETURN_IF_ERROR(WriteWitness(
      witness, {.store_id = identity.store_id, .epoch = identity.epoch, .head = found.head}));
  return WriteIdentityFile(options.dir, EncodeIdentity(identity));
}

// That no record of a service changed.
absl::Status CheckSame(const RocksDbOptions& options, const std::string& digest) {
  ASSIGN_OR_RETURN(const std::unique_ptr<RocksDbStore> store, OpenRocksDbStoreAtRest(options));
  ASSIGN_OR_RETURN(const std::string now, StateDigest(*store->GetSnapshot()));
  if (now != digest) {
    return absl::DataLossError(absl::StrCat("the store in '", options.dir,
                                            "' changed under the migration: restore its backup"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<MigrationReport> PlanMigration(const RocksDbOptions& options) {
  ASSIGN_OR_RETURN(const ClaimedDir claimed, ClaimDir(options));
  if (claimed.identity.format == kFormat) {
    return MigrationReport{.from = kFormat, .to = kFormat, .steps = {}, .backup = {}};
  }
  ASSIGN_OR_RETURN(const Found found, Look(options, claimed));
  return ReportOf(found);
}

absl::StatusOr<MigrationReport> Migrate(const RocksDbOptions& options,
                                        const BackupOptions& backup) {
  ASSIGN_OR_RETURN(MigrationReport report, PlanMigration(options));
  if (report.steps.empty()) {
    return report;
  }
  // The run that was interrupted wrote its steps after a verified backup.
  const bool interrupted = report.steps.front().records == 0;
  if (!interrupted) {
    ASSIGN_OR_RETURN(report.backup, BackUpAtRest(options, backup));
  }
  RETURN_IF_ERROR(RunSteps(options, report.backup));
  if (!interrupted) {
    RETURN_IF_ERROR(CheckSame(options, report.backup.digest));
  }
  return report;
}

}  // namespace sakip::store
