#include "common/store/migrate.h"

#include <filesystem>
#include <iostream>
#include <string>
#include <system_error>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/clock/clock.h"
#include "common/status/status_macros.h"
#include "services/sakipd/backup.h"
#include "services/sakipd/exit_codes.h"
#include "services/sakipd/restore_marker.h"
#include "services/sakipd/signals.h"
#include "services/sakipd/subcommands.h"

namespace sakip::sakipd {
namespace {

namespace fs = std::filesystem;

std::string Line(Service service, const std::string& text) {
  return absl::StrCat(std::string(Name(service)), ": ", text);
}

// Says what would be done; answers which services have something to do.
absl::StatusOr<std::set<Service>> Plan(const MigrateSettings& settings, const Say& say) {
  std::set<Service> old;
  Failures failures;
  for (const Service service : settings.stores.services) {
    const absl::StatusOr<store::MigrationReport> plan =
        store::PlanMigration(StoreAt(settings.stores, service));
    if (!plan.ok()) {
      failures.Add(service, Advised(settings.stores, service, plan.status()));
      continue;
    }
    if (plan->steps.empty()) {
      RETURN_IF_ERROR(say(Line(service, absl::StrCat("format ", plan->to, ", nothing to do"))));
      continue;
    }
    old.insert(service);
    for (const store::MigrationStep& step : plan->steps) {
      RETURN_IF_ERROR(say(Line(service, absl::StrCat("format ", step.from, " to ", step.to, ": ",
                                                     step.what, ", ", step.records, " records"))));
    }
  }
  if (!failures.empty()) {
    return failures.status();
  }
  return old;
}

absl::Status MakeFolder(const std::string& path) {
  std::error_code error;
  if (fs::create_directory(path, error)) {
    return absl::OkStatus();
  }
  return error ? absl::UnknownError(absl::StrCat(path, ": ", error.message()))
               : absl::AlreadyExistsError(absl::StrCat(path, " exists; name a folder to make"));
}

// Answers the last line.
absl::StatusOr<std::string> MigrateServices(const MigrateSettings& settings,
                                            const std::set<Service>& services, const Say& say) {
  const std::string folder = Absolute(settings.backup_to);
  RETURN_IF_ERROR(CheckOutsideStores(settings.stores.data, folder));
  RETURN_IF_ERROR(MakeFolder(folder));
  const store::Stop stop = StopOnSignal();
  std::vector<std::string> here;
  std::vector<std::string> finished;
  const clock::SystemClock clock;
  for (const Service service : services) {
    const absl::StatusOr<store::MigrationReport> done =
        store::Migrate(StoreAt(settings.stores, service),
                       {.to = absl::StrCat(folder, "/", std::string(Name(service))),
                        .program = ProgramName(),
                        .time = clock::FormatRfc3339(clock.Now()),
                        .check = CheckOf(service),
                        .stop = stop});
    if (!done.ok()) {
      return absl::Status(done.status().code(),
                          Line(service, std::string(done.status().message())));
    }
    if (done->backup.files.empty()) {  // the steps were written by a run that was interrupted
      finished.emplace_back(Name(service));
      RETURN_IF_ERROR(say(
          Line(service, absl::StrCat("finished what an earlier run began: format ", done->to))));
      continue;
    }
    here.emplace_back(Name(service));
    RETURN_IF_ERROR(say(Line(service, absl::StrCat("backup: ", Summary(done->backup),
                                                   ", VERIFIED; migrated to format ", done->to))));
  }
  std::string last = "migrated";
  if (here.empty()) {
    std::error_code ignored;
    fs::remove(folder, ignored);
  } else {
    absl::StrAppend(&last, "; as they were before, ", absl::StrJoin(here, ", "), " are in ",
                    folder);
  }
  if (!finished.empty()) {
    absl::StrAppend(&last, "; ", absl::StrJoin(finished, ", "),
                    " as before are in the backup-to folder of the run that was interrupted: keep "
                    "it");
  }
  return last;
}

absl::StatusOr<std::string> MigrateStores(const MigrateSettings& settings, const Say& say) {
  RETURN_IF_ERROR(CheckNoRestore(settings.stores));
  ASSIGN_OR_RETURN(const std::set<Service> services, Plan(settings, say));
  if (services.empty()) {
    return std::string("nothing to migrate");
  }
  if (settings.dry_run) {
    return std::string("nothing was changed; without --dry-run each store is backed up first");
  }
  return MigrateServices(settings, services, say);
}

}  // namespace

int RunMigrate(const config::Config& config) {
  const absl::StatusOr<MigrateSettings> settings = MigrateSettingsFrom(config);
  if (!settings.ok()) {
    return Fail(Command::kMigrate, settings.status(), kExitConfig);
  }
  const absl::StatusOr<std::string> done = MigrateStores(*settings, Printed());
  if (!done.ok()) {
    return Fail(Command::kMigrate, done.status());
  }
  std::cout << *done << "\n";
  return kExitOk;
}

}  // namespace sakip::sakipd
