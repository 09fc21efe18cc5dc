#include "services/gateway/authenticator.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "common/fault/fault.h"
#include "common/rpc/passport.h"
#include "common/status/status_macros.h"
#include "services/gateway/account.h"
#include "services/gateway/gateway_repository.h"

namespace sakip::gateway {
namespace {

constexpr std::string_view kScheme = "Bearer ";
constexpr size_t kTokenBytesMax = 4096;

absl::Status NotAuthenticated() {
  return fault::Refuse(fault::Reason::kNotAuthenticated, "", "");
}

// The token of RFC 6750's header; empty for any other text, two headers in one included.
std::string_view TokenOf(std::string_view header) {
  if (!header.starts_with(kScheme) || header.size() > kScheme.size() + kTokenBytesMax) {
    return {};
  }
  header.remove_prefix(kScheme.size());
  const bool clean = std::all_of(header.begin(), header.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~+/=").find(c) != std::string_view::npos;
  });
  return clean ? header : std::string_view();
}

rpc::Principal PrincipalOn(const Account& account, period::Tanggal day) {
  rpc::Principal principal{.account = account.name, .person = account.person, .grants = {}};
  for (const Grant& grant : GrantsOn(account, day)) {
    principal.grants.push_back({.role = grant.role, .satker = grant.satker});
  }
  return principal;
}

}  // namespace

absl::StatusOr<rpc::Authenticator::Identity> TokenAuthenticator::Authenticate(
    const std::function<std::string(std::string_view key)>& metadata) const {
  const std::string header = metadata("authorization");
  const std::string_view token = TokenOf(header);
  if (token.empty()) {
    return NotAuthenticated();
  }
  const clock::Timestamp now = parts_.clock->Now();
  for (const std::unique_ptr<TokenVerifier>& verifier : parts_.verifiers) {
    const absl::StatusOr<Subject> subject = verifier->Verify(token, now.micros / 1'000'000);
    if (!subject.ok()) {
      continue;
    }
    const absl::StatusOr<std::optional<Account>> account =
        FindAccountOf(*parts_.store->GetSnapshot(), subject->issuer, subject->subject);
    if (!account.ok()) {
      parts_.logger->Error("account cannot be read",
                           {{"reason", std::string(account.status().message())}});
      return fault::Refuse(fault::Reason::kInternal, "", "");
    }
    if (!*account) {
      return NotAuthenticated();
    }
    Identity identity{.principal = PrincipalOn(**account, clock::InJakarta(now)), .passport = {}};
    identity.principal.origin = metadata(rpc::kPeerKey);
    identity.passport = rpc::SignPassport(identity.principal, parts_.internal_key, now);
    return identity;
  }
  return NotAuthenticated();
}

}  // namespace sakip::gateway
