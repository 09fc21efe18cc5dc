#ifndef SAKIP_COMMON_RPC_CRYPTO_H_
#define SAKIP_COMMON_RPC_CRYPTO_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// The few primitives common/rpc needs, over OpenSSL. Thread-safe.
namespace sakip::rpc {

std::string Sha256(std::string_view bytes);                              // 32 bytes
std::string HmacSha256(std::string_view key, std::string_view message);  // 32 bytes
// In time that does not depend on where they differ.
bool EqualSecret(std::string_view a, std::string_view b);
// From the system's generator; ends the process when there is none.
std::string RandomBytes(size_t count);

// RFC 4648 section 5, without padding. Decoding accepts the one canonical spelling only.
std::string EncodeBase64Url(std::string_view bytes);
std::optional<std::string> DecodeBase64Url(std::string_view text);
std::string EncodeHex(std::string_view bytes);

}  // namespace sakip::rpc

#endif  // SAKIP_COMMON_RPC_CRYPTO_H_
