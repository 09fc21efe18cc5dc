#include "services/sakipd/admin_commands.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "common/status/status_macros.h"
#include "services/sakipd/backup.h"
#include "services/sakipd/verify.h"

namespace sakip::sakipd {
namespace {

// Exactly what is open here: an operator who asks for all must not get a part.
absl::StatusOr<std::set<Service>> ServicesOf(const AdminRequest& request, const OpenStores& open) {
  std::set<Service> services;
  for (const std::string& name : request.services) {
    const auto* const found = std::find_if(kServices.begin(), kServices.end(),
                                           [&](Service service) { return Name(service) == name; });
    if (found == kServices.end() || !open.contains(*found)) {
      return absl::FailedPreconditionError(
          absl::StrCat("the process that listens here does not serve ", name,
                       "; give services, and for others the admin-socket of their process"));
    }
    services.insert(*found);
  }
  if (services.empty()) {
    return absl::InvalidArgumentError("no services are named");
  }
  return services;
}

// A socket that several processes are told to share must not answer for another's stores.
absl::Status CheckData(const AdminRequest& request, const Stores& stores) {
  std::error_code error;
  if (std::filesystem::equivalent(request.data, stores.data, error) && !error) {
    return absl::OkStatus();
  }
  return absl::FailedPreconditionError(absl::StrCat(
      "the process that listens here serves the stores in ", stores.data, ", not those in ",
      request.data,
      "; give the admin-socket of their process, or off for stores that no process serves"));
}

absl::StatusOr<std::string> BackUpOpenStores(const BackupSettings& settings, const OpenStores& open,
                                             const clock::Clock& clock, const Say& say) {
  if (!settings.to.starts_with("/")) {
    return absl::InvalidArgumentError("to: must be an absolute path");
  }
  return BackUpServices(
      settings, clock,
      [&](Service service, const store::BackupOptions& options) {
        return store::BackUp(*open.at(service), StoreDir(settings.stores.data, service), options);
      },
      say);
}

}  // namespace

AdminServer::Handler AdminCommands(const Stores& stores, uint64_t disk_reserve_bytes,
                                   const OpenStores& open, const clock::Clock& clock) {
  return [&stores, disk_reserve_bytes, &open, &clock](
             const AdminRequest& request, const Say& say) -> absl::StatusOr<std::string> {
    RETURN_IF_ERROR(CheckData(request, stores));
    ASSIGN_OR_RETURN(const std::set<Service> services, ServicesOf(request, open));
    if (request.command == "backup") {
      return BackUpOpenStores({.stores = {stores.data, stores.witness_dir, services},
                               .admin_socket = {},
                               .to = request.to,
                               .disk_reserve_bytes = disk_reserve_bytes},
                              open, clock, say);
    }
    if (request.command == "verify") {
      return VerifyOpenStores(stores, services, open, request.digest, say);
    }
    return absl::InvalidArgumentError(absl::StrCat("there is no command ", request.command));
  };
}

}  // namespace sakip::sakipd
