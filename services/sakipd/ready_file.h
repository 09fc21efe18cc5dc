#ifndef SAKIP_SERVICES_SAKIPD_READY_FILE_H_
#define SAKIP_SERVICES_SAKIPD_READY_FILE_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "services/sakipd/options.h"

namespace sakip::sakipd {

// Where a server listens that was told `listen` and got `port` (0: not TCP): "127.0.0.1:40123".
std::string BoundAddress(const std::string& listen, int port);

// Writes the gateway's address and a line feed or, without a gateway among `addresses`, each one a
// line as "planning 127.0.0.1:40123". Whoever sees the file sees all of it.
absl::Status WriteReadyFile(const std::string& path,
                            const std::vector<std::pair<Service, std::string>>& addresses);

// A script that waits for the file must not find an earlier run's. OK when there is none.
absl::Status RemoveReadyFile(const std::string& path);

}  // namespace sakip::sakipd

#endif  // SAKIP_SERVICES_SAKIPD_READY_FILE_H_
