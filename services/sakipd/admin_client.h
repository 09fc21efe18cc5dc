#ifndef SAKIP_SERVICES_SAKIPD_ADMIN_CLIENT_H_
#define SAKIP_SERVICES_SAKIPD_ADMIN_CLIENT_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "services/sakipd/admin_protocol.h"
#include "services/sakipd/options.h"

namespace sakip::sakipd {

// Has the `sakipd serve` that listens at `path` do it, prints what it says, and answers the exit
// code. nullopt when nobody listens there: then the stores are at rest, or served by a process that
// listens elsewhere.
std::optional<int> AskServeAndPrint(Command command, const std::string& path,
                                    const AdminRequest& request);

// What to add when a store that should be at rest is open in another process.
absl::Status WithSocketHint(const absl::Status& status, const std::string& path);

}  // namespace sakip::sakipd

#endif  // SAKIP_SERVICES_SAKIPD_ADMIN_CLIENT_H_
