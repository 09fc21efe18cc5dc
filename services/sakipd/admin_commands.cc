#include "services/sakipd/admin_commands.h"

#include <algorithm>
#include <set>
#include <string>

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

absl::StatusOr<std::string> BackUpOpenStores(const Stores& stores,
                                             const std::set<Service>& services,
                                             const std::string& to, const OpenStores& open,
                                             const clock::Clock& clock, const Say& say) {
  if (!to.starts_with("/")) {
    return absl::InvalidArgumentError("to: must be an absolute path");
  }
  return BackUpServices(
      services, to, clock,
      [&](Service service, const store::BackupOptions& options) {
        return store::BackUp(*open.at(service), StoreDir(stores.data, service), options);
      },
      say);
}

}  // namespace

AdminServer::Handler AdminCommands(const Stores& stores, const OpenStores& open,
                                   const clock::Clock& clock) {
  return [&](const AdminRequest& request, const Say& say) -> absl::StatusOr<std::string> {
    ASSIGN_OR_RETURN(const std::set<Service> services, ServicesOf(request, open));
    if (request.command == "backup") {
      return BackUpOpenStores(stores, services, request.to, open, clock, say);
    }
    if (request.command == "verify") {
      return VerifyOpenStores(stores, services, open, say);
    }
    return absl::InvalidArgumentError(absl::StrCat("there is no command ", request.command));
  };
}

}  // namespace sakip::sakipd
