#ifndef SAKIP_COMMON_STORE_BIG_ENDIAN_H_
#define SAKIP_COMMON_STORE_BIG_ENDIAN_H_

#include <cstdint>
#include <string>
#include <string_view>

// Fixed-width unsigned integers whose byte order is their numeric order, for keys and records.
namespace sakip::store {

inline void AppendBigEndian32(std::string& out, uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>((value >> shift) & 0xffU));
  }
}

inline void AppendBigEndian64(std::string& out, uint64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>((value >> shift) & 0xffU));
  }
}

// Of the first 8 bytes of `bytes`, which has at least so many.
inline uint64_t ReadBigEndian64(std::string_view bytes) {
  uint64_t value = 0;
  for (size_t i = 0; i < 8; ++i) {
    value = (value << 8) | static_cast<uint8_t>(bytes[i]);
  }
  return value;
}

}  // namespace sakip::store

#endif  // SAKIP_COMMON_STORE_BIG_ENDIAN_H_
