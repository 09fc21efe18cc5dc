#ifndef SAKIP_SERVICES_SAKIPD_COMPOSITION_H_
#define SAKIP_SERVICES_SAKIPD_COMPOSITION_H_

#include <chrono>
#include <memory>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/clock/clock.h"
#include "common/log/log.h"
#include "services/sakipd/options.h"

namespace sakip::sakipd {

// The release, "0.1.0".
inline constexpr std::string_view kVersion = SAKIP_VERSION;

// The services of one process, put together: stores, servers, and between them channels inside the
// process where the peer is here, over the network where it is not.
class Composition {
 public:
  // Opens and starts everything, says "ready" in the log and writes the ready file. On an error
  // nothing is left running. The status of stores that do not open names every one, one a line;
  // NOT_FOUND names `sakipd init`, UNAVAILABLE says that a store or an address is in use. Clock and
  // logger outlive it.
  static absl::StatusOr<std::unique_ptr<Composition>> Start(const ServeSettings& settings,
                                                            const clock::Clock& clock,
                                                            log::Logger& logger);
  // Stops at once what Stop has not stopped.
  virtual ~Composition() = default;

  // Refuses new calls, gives running ones until `timeout`, gateway first, then the services in
  // reverse order of their start; closes the stores. A backup that runs is given up.
  virtual void Stop(std::chrono::milliseconds timeout) = 0;
};

}  // namespace sakip::sakipd

#endif  // SAKIP_SERVICES_SAKIPD_COMPOSITION_H_
