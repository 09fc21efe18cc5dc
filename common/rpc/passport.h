#ifndef SAKIP_COMMON_RPC_PASSPORT_H_
#define SAKIP_COMMON_RPC_PASSPORT_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/clock/clock.h"
#include "common/rpc/server.h"

// How the gateway tells a service who calls: the principal, signed with a key that only the
// processes of one installation share, good for the longest call. Thread-safe.
namespace sakip::rpc {

inline constexpr char kPassportMetadata[] = "sakip-passport-bin";
inline constexpr char kTraceMetadata[] = "sakip-trace-id";

// Binary. `key` has at least kPassportKeyBytesMin bytes.
std::string SignPassport(const Principal& principal, std::string_view key, clock::Timestamp now);

// The principal of a passport that `key` signed and that has not expired at `now`; else
// kNotAuthenticated with the catalogue's text, whatever was wrong.
absl::StatusOr<Principal> VerifyPassport(std::string_view passport, std::string_view key,
                                         clock::Timestamp now);

// For services: the identity is the passport's.
class PassportAuthenticator final : public Authenticator {
 public:
  // The clock outlives it.
  PassportAuthenticator(std::string key, const clock::Clock& clock)
      : key_(std::move(key)), clock_(&clock) {}

  absl::StatusOr<Identity> Authenticate(
      const std::function<std::string(std::string_view key)>& metadata) const override;

 private:
  std::string key_;
  const clock::Clock* clock_;
};

}  // namespace sakip::rpc

#endif  // SAKIP_COMMON_RPC_PASSPORT_H_
