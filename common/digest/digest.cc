#include "common/digest/digest.h"

#include <openssl/evp.h>

#include <array>
#include <cstdlib>

namespace sakip::digest {

std::string Sha256(std::string_view bytes) {
  // OpenSSL's implicit fetch takes locks; once is enough.
  static const EVP_MD* const digest = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), out.data(), &size, digest, nullptr) != 1) {
    std::abort();  // going on without a digest would forge fingerprints
  }
  return {reinterpret_cast<const char*>(out.data()), size};
}

}  // namespace sakip::digest
