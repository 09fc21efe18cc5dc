#include <filesystem>
#include <iostream>
#include <map>
#include <string>
#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "common/status/status_macros.h"
#include "common/store/backup.h"
#include "common/store/store_dir.h"
#include "common/store/witness.h"
#include "services/sakipd/backup.h"
#include "services/sakipd/exit_codes.h"
#include "services/sakipd/restore_marker.h"
#include "services/sakipd/signals.h"
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

// The hash that ends a manifest tells one backup from any other.
std::string HashOf(const store::BackupManifest& manifest) {
  constexpr size_t kDigits = 64;
  const std::string bytes = store::EncodeManifest(manifest);
  return bytes.substr(bytes.size() - kDigits - 1, kDigits);
}

using Manifests = std::map<Service, store::BackupManifest>;

// Every backup is read in full before the first store is made.
absl::StatusOr<Manifests> CheckBackups(const RestoreSettings& settings, const store::Stop& stop,
                                       const Say& say) {
  Manifests manifests;
  Failures failures;
  for (const Service service : settings.stores.services) {
    const absl::StatusOr<store::BackupManifest> manifest = store::VerifyBackup(
        FolderOf(settings, service), settings.stores.data, CheckOf(service), stop);
    if (absl::IsCancelled(manifest.status())) {
      return manifest.status();
    }
    if (!manifest.ok()) {
      failures.Add(service, manifest.status());
      continue;
    }
    RETURN_IF_ERROR(say(absl::StrCat(std::string(Name(service)), ": VERIFIED: ", Summary(*manifest),
                                     ", made ", manifest->time)));
    manifests[service] = *manifest;
  }
  if (!failures.empty()) {
    return failures.status();
  }
  return manifests;
}

// Nobody's witness is taken without asking, and nothing is begun that will be refused.
absl::Status CheckWitnesses(const RestoreSettings& settings) {
  Failures failures;
  for (const Service service : settings.stores.services) {
    if (const absl::Status status =
            store::CheckRestore(FolderOf(settings, service), StoreAt(settings.stores, service),
                                settings.replace_witness);
        !status.ok()) {
      failures.Add(service, status);
    }
  }
  return failures.status();
}

// What an interrupted restore left of one service's store; never what somebody has open.
absl::Status EmptyUnfinished(const std::string& dir) {
  const absl::StatusOr<store::DirLock> lock = store::DirLock::Take(dir);
  if (absl::IsNotFound(lock.status())) {
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(lock.status());
  std::error_code error;
  for (fs::directory_iterator it(dir, error); !error && it != fs::directory_iterator();
       it.increment(error)) {
    fs::remove_all(it->path(), error);
  }
  return error ? absl::UnknownError(absl::StrCat(dir, ": ", error.message())) : absl::OkStatus();
}

// Whether the interrupted restore itself wrote the witness.
bool IsOwnWitness(const std::string& file, const store::BackupManifest& manifest) {
  const absl::StatusOr<store::Witness> witness = store::ReadWitness(file);
  return witness.ok() && witness->store_id == manifest.identity.store_id &&
         witness->epoch > manifest.identity.epoch && witness->head.chain == manifest.head.chain &&
         witness->head.sequence == manifest.head.sequence;
}

absl::Status RestoreOne(const RestoreSettings& settings, Service service,
                        const store::BackupManifest& manifest, bool again, const store::Stop& stop,
                        const Say& say) {
  const std::string dir = StoreDir(settings.stores.data, service);
  store::RestoreOptions options{
      .check = CheckOf(service), .replace_witness = settings.replace_witness, .stop = stop};
  if (again) {
    RETURN_IF_ERROR(EmptyUnfinished(dir));
    options.replace_witness |= IsOwnWitness(WitnessFile(settings.stores, service), manifest);
  }
  ASSIGN_OR_RETURN(
      const store::Identity identity,
      store::Restore(FolderOf(settings, service), StoreAt(settings.stores, service), options));
  return say(absl::StrCat(std::string(Name(service)), ": restored in ", dir, ": store ",
                          identity.store_id, ", epoch ", identity.epoch));
}

absl::Status RestoreAll(const RestoreSettings& settings, const store::Stop& stop, const Say& say) {
  const bool again = RestoreMarker::IsThere(settings.stores.data);
  if (!again) {
    RETURN_IF_ERROR(CheckTargets(settings));
    RETURN_IF_ERROR(CheckWitnesses(settings));
  }
  std::error_code error;
  fs::create_directories(settings.stores.data, error);
  if (error) {
    return absl::UnknownError(absl::StrCat(settings.stores.data, ": ", error.message()));
  }
  ASSIGN_OR_RETURN(const Manifests manifests, CheckBackups(settings, stop, say));
  RestorePlan plan{.from = Absolute(settings.from), .manifests = {}};
  for (const auto& [service, manifest] : manifests) {
    plan.manifests[service] = HashOf(manifest);
  }
  ASSIGN_OR_RETURN(RestoreMarker marker, RestoreMarker::Take(settings.stores, plan));
  for (const auto& [service, manifest] : manifests) {
    if (marker.finished().contains(service)) {
      RETURN_IF_ERROR(say(absl::StrCat(std::string(Name(service)), ": restored before")));
      continue;
    }
    if (const absl::Status status = RestoreOne(settings, service, manifest, again, stop, say);
        !status.ok()) {
      return absl::Status(Of(service, status).code(),
                          absl::StrCat(Of(service, status).message(),
                                       "\nthe restore is not finished: run it again"));
    }
    RETURN_IF_ERROR(marker.Finish(service));
  }
  return marker.Remove();
}

}  // namespace

int RunRestore(const config::Config& config) {
  const absl::StatusOr<RestoreSettings> settings = RestoreSettingsFrom(config);
  if (!settings.ok()) {
    return Fail(Command::kRestore, settings.status(), kExitConfig);
  }
  if (const absl::Status status = RestoreAll(*settings, StopOnSignal(), Printed()); !status.ok()) {
    return Fail(Command::kRestore, status);
  }
  std::cout << "restored; tokens and page marks from before are refused from now on\n";
  if (settings->stores.services.contains(Service::kGateway)) {
    std::cout << "gateway: keys are not in a backup; make new ones with: sakipd init --if-missing "
              << FlagsOf({settings->stores.data, settings->stores.witness_dir, {Service::kGateway}})
              << "\n";
  }
  return kExitOk;
}

}  // namespace sakip::sakipd
