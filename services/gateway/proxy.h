#ifndef SAKIP_SERVICES_GATEWAY_PROXY_H_
#define SAKIP_SERVICES_GATEWAY_PROXY_H_

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/log/log.h"
#include "common/rpc/server.h"

namespace grpc {
class ChannelInterface;
}

namespace sakip::gateway {

// Forwards calls to the services as bytes. The only metadata that leaves are the caller's signed
// principal and the trace id: nothing else that a client sends reaches a service, and gRPC ends a
// program that passes on metadata it finds malformed. Answers come back as they are; a service that
// cannot be reached is kDependencyDown at once. Thread-safe.
class Proxy : public rpc::RawHandler {
 public:
  struct Upstream {
    std::string service;  // "sakip.planning.v1.PlanningService"
    std::shared_ptr<grpc::ChannelInterface> channel;
  };
  // The pointers outlive the proxy.
  struct Options {
    const rpc::Authenticator* authenticator = nullptr;
    const log::Logger* logger = nullptr;
    std::vector<Upstream> upstreams = {};
    // Taken off the deadline, so that the service's refusal still reaches the client in time.
    std::chrono::milliseconds deadline_margin{50};
  };

  // NOT_FOUND for a service that this program has no proto of.
  static absl::StatusOr<std::unique_ptr<Proxy>> Make(Options options);

  // Cancels what is under way, as Cancel, and waits for it.
  ~Proxy() override = default;

  // Ends every call under way with kShuttingDown; later ones are refused with it. Idempotent.
  virtual void Cancel() = 0;
};

}  // namespace sakip::gateway

#endif  // SAKIP_SERVICES_GATEWAY_PROXY_H_
