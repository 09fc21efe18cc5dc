#include "services/gateway/dev_token.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "common/rpc/crypto.h"
#include "common/status/status_macros.h"

namespace sakip::gateway {
namespace {

constexpr std::string_view kPrefix = "dev.";

absl::Status Bad(const char* why) {
  return absl::UnauthenticatedError(why);
}

bool IsSubject(std::string_view subject) {
  return !subject.empty() && subject.size() <= kDevSubjectBytesMax &&
         std::all_of(subject.begin(), subject.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '.' || c == '_' || c == '~' || c == '-';
         });
}

absl::StatusOr<std::string> Mac(std::string_view key, std::string_view text) {
  if (key.size() < kDevKeyBytesMin) {
    return absl::InvalidArgumentError("the token key has fewer than 32 bytes");
  }
  return rpc::HmacSha256(key, text);
}

std::optional<int64_t> ParseExpiry(std::string_view text) {
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0 ||
      std::to_string(value) != text) {
    return std::nullopt;
  }
  return value;
}

}  // namespace

absl::StatusOr<std::string> MakeDevToken(std::string_view key, const DevClaims& claims) {
  if (!IsSubject(claims.subject)) {
    return absl::InvalidArgumentError(
        "a subject is 1 to 80 of letters, digits, '.', '_', '~', '-'");
  }
  if (claims.expires_s < 0) {
    return absl::InvalidArgumentError("the expiry is before 1970");
  }
  std::string token(kPrefix);
  token += rpc::EncodeBase64Url(claims.subject);
  token += '.';
  token += std::to_string(claims.expires_s);
  ASSIGN_OR_RETURN(const std::string mac, Mac(key, token));
  token += '.';
  token += rpc::EncodeBase64Url(mac);
  return token;
}

absl::StatusOr<DevClaims> VerifyDevToken(std::string_view key, std::string_view token,
                                         int64_t now_s) {
  if (token.size() > kDevTokenBytesMax || !token.starts_with(kPrefix)) {
    return Bad("not a token of the development issuer");
  }
  const size_t mac_dot = token.rfind('.');
  const std::string_view signed_part = token.substr(0, mac_dot);
  const size_t expiry_dot = signed_part.rfind('.');
  if (expiry_dot < kPrefix.size()) {
    return Bad("the token has too few parts");
  }
  const std::optional<std::string> mac = rpc::DecodeBase64Url(token.substr(mac_dot + 1));
  ASSIGN_OR_RETURN(const std::string expected, Mac(key, signed_part));
  if (!mac || !rpc::EqualSecret(*mac, expected)) {
    return Bad("the token's signature does not verify");
  }
  const std::optional<std::string> subject =
      rpc::DecodeBase64Url(signed_part.substr(kPrefix.size(), expiry_dot - kPrefix.size()));
  const std::optional<int64_t> expires_s = ParseExpiry(signed_part.substr(expiry_dot + 1));
  if (!subject || !IsSubject(*subject) || !expires_s) {
    return Bad("the token's parts are malformed");
  }
  if (*expires_s <= now_s) {
    return Bad("the token has expired");
  }
  if (*expires_s - now_s > kDevLifetimeSecondsMax) {
    return Bad("the token lives longer than seven days");
  }
  return DevClaims{.subject = *subject, .expires_s = *expires_s};
}

absl::StatusOr<std::string> DecodeDevKey(std::string_view file_text) {
  if (file_text.ends_with('\n')) {
    file_text.remove_suffix(1);
  }
  const bool hex = std::all_of(file_text.begin(), file_text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  });
  if (file_text.size() != 2 * kDevKeyBytesMin || !hex) {
    return absl::InvalidArgumentError("a key file holds 64 hexadecimal digits and a line feed");
  }
  return absl::HexStringToBytes(absl::string_view(file_text.data(), file_text.size()));
}

std::string EncodeDevKey(std::string_view key) {
  return rpc::EncodeHex(key) + "\n";
}

}  // namespace sakip::gateway
