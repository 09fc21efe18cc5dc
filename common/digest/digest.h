#ifndef SAKIP_COMMON_DIGEST_DIGEST_H_
#define SAKIP_COMMON_DIGEST_DIGEST_H_

#include <string>
#include <string_view>

// Thread-safe; an error of the crypto library ends the process.
namespace sakip::digest {

std::string Sha256(std::string_view bytes);  // 32 bytes

}  // namespace sakip::digest

#endif  // SAKIP_COMMON_DIGEST_DIGEST_H_
