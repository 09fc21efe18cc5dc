#ifndef SAKIP_SERVICES_REPORTING_REPORTING_KEYS_H_
#define SAKIP_SERVICES_REPORTING_REPORTING_KEYS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "common/store/big_endian.h"
#include "common/store/store.h"

// The layout of reporting's store; no other file knows it. Parts are separated by NUL, which no id
// contains.
namespace sakip::reporting {

// satker NUL year(4 digits) -> NaskahRecord
inline constexpr store::Table kNaskahTable{.id = 1, .name = "naskah"};
// satker NUL year(4 digits) NUL version(8) -> LakipRecord
inline constexpr store::Table kLakipTable{.id = 2, .name = "lakip", .append_only = true};
// the same key -> canonical bytes of the document model
inline constexpr store::Table kModelTable{.id = 3, .name = "model", .append_only = true};

inline std::string YearKey(std::string_view satker, int tahun) {
  return std::string(satker) + '\0' + std::to_string(tahun);
}

inline std::string VersionKey(std::string_view satker, int tahun, int64_t versi) {
  std::string key = YearKey(satker, tahun) + '\0';
  store::AppendBigEndian64(key, static_cast<uint64_t>(versi));
  return key;
}

inline store::Range VersionsOfYear(std::string_view satker, int tahun) {
  return store::PrefixRange(YearKey(satker, tahun) + '\0');
}

inline store::Range VersionsOfSatker(std::string_view satker) {
  return store::PrefixRange(std::string(satker) + '\0');
}

inline int TahunOf(std::string_view version_key) {
  return std::stoi(std::string(version_key.substr(version_key.size() - 13, 4)));
}

inline int64_t VersiOf(std::string_view version_key) {
  return static_cast<int64_t>(store::ReadBigEndian64(version_key.substr(version_key.size() - 8)));
}

}  // namespace sakip::reporting

#endif  // SAKIP_SERVICES_REPORTING_REPORTING_KEYS_H_
