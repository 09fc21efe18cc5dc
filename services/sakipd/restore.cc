#include <filesystem>
#include <iostream>
#include <map>
#include <string>
#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "common/status/status_macros.h"
#include "common/store/backup.h"
#include "services/sakipd/backup.h"
#include "services/sakipd/exit_codes.h"
#include "services/sakipd/subcommands.h"

namespace sakip::sakipd {
namespace {

namespace fs = std::filesystem;

std::string FolderOf(const RestoreSettings& settings, Service service) {
  return absl::StrCat(settings.from, "/", std::string(Name(service)));
}

absl::Status Of(Service service, const absl::Status& status) {
  return absl::Status(status.code(),
                      absl::StrCat(std::string(Name(service)), ": ", status.message()));
}

// Never onto something that is there: the operator moves it away and keeps it.
absl::Status CheckTargets(const RestoreSettings& settings) {
  Failures failures;
  for (const Service service : settings.stores.services) {
    const std::string dir = StoreDir(settings.stores.data, service);
    std::error_code error;
    const bool free = !fs::exists(fs::symlink_status(dir, error)) ||
                      (fs::is_directory(dir, error) && fs::is_empty(dir, error));
    if (!free) {
      failures.Add(service, absl::AlreadyExistsError(absl::StrCat(
                                dir, " is there; move it away, for evidence, and restore again")));
    }
  }
  return failures.status();
}

// Every backup is read in full before the first store is made.
absl::Status CheckBackups(const RestoreSettings& settings, const Say& say) {
  Failures failures;
  for (const Service service : settings.stores.services) {
    const absl::StatusOr<store::BackupManifest> manifest =
        store::VerifyBackup(FolderOf(settings, service), settings.stores.data, CheckOf(service));
    if (!manifest.ok()) {
      failures.Add(service, manifest.status());
      continue;
    }
    RETURN_IF_ERROR(say(absl::StrCat(std::string(Name(service)), ": VERIFIED: ", Summary(*manifest),
                                     ", made ", manifest->time)));
  }
  return failures.status();
}

absl::Status RestoreAll(const RestoreSettings& settings, const Say& say) {
  RETURN_IF_ERROR(CheckTargets(settings));
  std::error_code error;
  fs::create_directories(settings.stores.data, error);
  if (error) {
    return absl::UnknownError(absl::StrCat(settings.stores.data, ": ", error.message()));
  }
  RETURN_IF_ERROR(CheckBackups(settings, say));
  for (const Service service : settings.stores.services) {
    const absl::StatusOr<store::Identity> identity = store::Restore(
        FolderOf(settings, service), StoreAt(settings.stores, service), CheckOf(service));
    if (!identity.ok()) {
      return Of(service, identity.status());
    }
    RETURN_IF_ERROR(say(absl::StrCat(std::string(Name(service)), ": restored in ",
                                     StoreDir(settings.stores.data, service), ": store ",
                                     identity->store_id, ", epoch ", identity->epoch)));
  }
  return absl::OkStatus();
}

}  // namespace

int RunRestore(const config::Config& config) {
  const absl::StatusOr<RestoreSettings> settings = RestoreSettingsFrom(config);
  if (!settings.ok()) {
    return Fail(Command::kRestore, settings.status(), kExitConfig);
  }
  if (const absl::Status status = RestoreAll(*settings, Printed()); !status.ok()) {
    return Fail(Command::kRestore, status);
  }
  std::cout << "restored; tokens and page marks from before are refused from now on\n";
  if (settings->stores.services.contains(Service::kGateway)) {
    std::cout << "gateway: keys are not in a backup; make new ones with: sakipd init --if-missing "
                 "--data="
              << settings->stores.data << "\n";
  }
  return kExitOk;
}

}  // namespace sakip::sakipd
