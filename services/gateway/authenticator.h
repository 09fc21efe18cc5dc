#ifndef SAKIP_SERVICES_GATEWAY_AUTHENTICATOR_H_
#define SAKIP_SERVICES_GATEWAY_AUTHENTICATOR_H_

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/clock/clock.h"
#include "common/log/log.h"
#include "common/rpc/server.h"
#include "common/store/store.h"
#include "services/gateway/token_verifier.h"

namespace sakip::gateway {

// "authorization: Bearer <token>" -> the account in the gateway's store -> its grants of today,
// signed for the services. Every failure is the same UNAUTHENTICATED. The store is read on each
// call, so that a withdrawn grant ends at once. Thread-safe.
class TokenAuthenticator final : public rpc::Authenticator {
 public:
  struct Parts {
    const store::Store* store = nullptr;
    const clock::Clock* clock = nullptr;
    const log::Logger* logger = nullptr;
    std::string internal_key = {};                               // signs passports
    std::vector<std::unique_ptr<TokenVerifier>> verifiers = {};  // asked in this order
  };
  explicit TokenAuthenticator(Parts parts) : parts_(std::move(parts)) {}

  absl::StatusOr<Identity> Authenticate(
      const std::function<std::string(std::string_view key)>& metadata) const override;

 private:
  const Parts parts_;
};

}  // namespace sakip::gateway

#endif  // SAKIP_SERVICES_GATEWAY_AUTHENTICATOR_H_
