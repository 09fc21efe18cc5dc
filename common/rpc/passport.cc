#include "common/rpc/passport.h"

#include "common/fault/fault.h"
#include "common/rpc/crypto.h"
#include "common/rpc/limits.h"
#include "sakip/storage/v1/rpc.pb.h"

namespace sakip::rpc {
namespace {

constexpr size_t kMacBytes = 32;

std::string Mac(std::string_view key, std::string_view body) {
  // The mark keeps the key from ever signing anything else that looks alike.
  return HmacSha256(key, std::string("sakip-passport-v1\n").append(body));
}

}  // namespace

std::string SignPassport(const Principal& principal, std::string_view key, clock::Timestamp now) {
  sakip::storage::v1::Passport passport;
  passport.set_account(principal.account);
  passport.set_person(principal.person);
  for (const Grant& grant : principal.grants) {
    auto* out = passport.add_grants();
    out->set_role(grant.role);
    out->set_satker(grant.satker);
  }
  passport.set_expires_us(now.micros + kPassportLifeUs);
  passport.set_origin(principal.origin);
  const std::string body = passport.SerializeAsString();
  return Mac(key, body) + body;
}

absl::StatusOr<Principal> VerifyPassport(std::string_view passport, std::string_view key,
                                         clock::Timestamp now) {
  const absl::Status refused = fault::Refuse(fault::Reason::kNotAuthenticated, "", "");
  if (key.size() < kPassportKeyBytesMin || passport.size() <= kMacBytes) {
    return refused;
  }
  const std::string_view body = passport.substr(kMacBytes);
  if (!EqualSecret(passport.substr(0, kMacBytes), Mac(key, body))) {
    return refused;
  }
  sakip::storage::v1::Passport record;
  if (!record.ParseFromArray(body.data(), static_cast<int>(body.size())) ||
      now.micros >= record.expires_us() || record.account().empty()) {
    return refused;
  }
  Principal principal;
  principal.account = record.account();
  principal.person = record.person();
  principal.origin = record.origin();
  for (const auto& grant : record.grants()) {
    principal.grants.push_back({grant.role(), grant.satker()});
  }
  return principal;
}

absl::StatusOr<Authenticator::Identity> PassportAuthenticator::Authenticate(
    const std::function<std::string(std::string_view key)>& metadata) const {
  std::string passport = metadata(kPassportMetadata);
  absl::StatusOr<Principal> principal = VerifyPassport(passport, key_, clock_->Now());
  if (!principal.ok()) {
    return principal.status();
  }
  return Identity{*std::move(principal), std::move(passport)};
}

}  // namespace sakip::rpc
