#ifndef SAKIP_SERVICES_GATEWAY_TOKEN_VERIFIER_H_
#define SAKIP_SERVICES_GATEWAY_TOKEN_VERIFIER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "services/gateway/dev_token.h"

namespace sakip::gateway {

// Whom an identity provider vouches for. Claims beyond these two are never read: what the subject
// may do stands in the gateway's own store.
struct Subject {
  std::string issuer;
  std::string subject;
};

// One identity provider. Thread-safe; must not block.
class TokenVerifier {
 public:
  virtual ~TokenVerifier() = default;
  // UNAUTHENTICATED for a token that is another issuer's, forged, malformed or out of its time; the
  // message is never shown to a caller.
  virtual absl::StatusOr<Subject> Verify(std::string_view token, int64_t now_s) const = 0;
};

// The name of the development issuer in the store.
inline constexpr std::string_view kDevelopmentIssuer = "dev";

class DevTokenVerifier final : public TokenVerifier {
 public:
  explicit DevTokenVerifier(std::string key) : key_(std::move(key)) {}

  absl::StatusOr<Subject> Verify(std::string_view token, int64_t now_s) const override;

 private:
  const std::string key_;
};

}  // namespace sakip::gateway

#endif  // SAKIP_SERVICES_GATEWAY_TOKEN_VERIFIER_H_
