#ifndef SAKIP_SERVICES_GATEWAY_DEV_TOKEN_H_
#define SAKIP_SERVICES_GATEWAY_DEV_TOKEN_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

// Tokens of the development issuer, for demos and tests; production identity providers come beside
// it (TokenVerifier). Pure and thread-safe. One token is
//   "dev." base64url(subject) "." expiry "." base64url(HMAC-SHA256(key, all before this dot))
// base64url without padding; expiry in whole seconds since 1970-01-01T00:00Z, decimal, no leading
// zero. A text has one meaning: any other spelling of a valid token is refused.
namespace sakip::gateway {

inline constexpr size_t kDevKeyBytesMin = 32;
inline constexpr size_t kDevSubjectBytesMax = 80;
inline constexpr size_t kDevTokenBytesMax = 256;
// A leaked development token must die: none is made or taken that lives longer than this.
inline constexpr int64_t kDevLifetimeSecondsMax = int64_t{7} * 24 * 3600;

struct DevClaims {
  std::string subject;  // "operator-6474"; names an account, grants nothing by itself
  int64_t expires_s = 0;
  bool operator==(const DevClaims&) const = default;
};

// `key` is the bytes in the file that `sakipd init` made (see DecodeDevKey). INVALID_ARGUMENT for
// a short key, a subject that is empty, too long or not [a-zA-Z0-9._~-], or a negative expiry.
absl::StatusOr<std::string> MakeDevToken(std::string_view key, const DevClaims& claims);

// What the token says, if `key` signed it, it has not expired at `now_s` and does not outlive
// kDevLifetimeSecondsMax. UNAUTHENTICATED otherwise; the message is for logs, not for callers.
absl::StatusOr<DevClaims> VerifyDevToken(std::string_view key, std::string_view token,
                                         int64_t now_s);

// The key in a key file's text: 64 hexadecimal digits and a line feed. INVALID_ARGUMENT otherwise.
absl::StatusOr<std::string> DecodeDevKey(std::string_view file_text);
// The file's text for 32 random bytes.
std::string EncodeDevKey(std::string_view key);

}  // namespace sakip::gateway

#endif  // SAKIP_SERVICES_GATEWAY_DEV_TOKEN_H_
