#include "services/gateway/token_verifier.h"

#include "common/status/status_macros.h"

namespace sakip::gateway {

absl::StatusOr<Subject> DevTokenVerifier::Verify(std::string_view token, int64_t now_s) const {
  ASSIGN_OR_RETURN(DevClaims claims, VerifyDevToken(key_, token, now_s));
  return Subject{.issuer = std::string(kDevelopmentIssuer), .subject = std::move(claims.subject)};
}

}  // namespace sakip::gateway
