#ifndef SAKIP_SERVICES_BUDGET_BUDGET_KEYS_H_
#define SAKIP_SERVICES_BUDGET_BUDGET_KEYS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "common/store/big_endian.h"
#include "common/store/store.h"

// The layout of the budget's store; no other file knows it. Parts are separated by NUL, which no id
// contains; numbers are big-endian, so that the order of keys is their order.
namespace sakip::budget {

// satker NUL line id -> PaguRecord. A line id begins with its year: a year is a range.
inline constexpr store::Table kPaguTable{.id = 1, .name = "pagu", .append_only = true};
// satker NUL posting id -> RealisasiRecord
inline constexpr store::Table kRealisasiTable{.id = 2, .name = "realisasi", .append_only = true};
// satker NUL year(4 digits) NUL number(8) -> TransaksiRecord
inline constexpr store::Table kJurnalTable{.id = 3, .name = "jurnal", .append_only = true};
// satker NUL line id NUL number(8) -> SaldoRecord: the line's balances right after that transaction
inline constexpr store::Table kKartuTable{.id = 4, .name = "kartu", .append_only = true};
// satker NUL line id -> SaldoRecord: the line's balances now
inline constexpr store::Table kSaldoTable{.id = 5, .name = "saldo"};
// satker NUL year(4 digits) NUL code -> KodeRecord
inline constexpr store::Table kKodeTable{.id = 6, .name = "kode", .append_only = true};

inline std::string IdKey(std::string_view satker, std::string_view id) {
  std::string key(satker);
  key += '\0';
  key += id;
  return key;
}

inline std::string NumberKey(std::string_view satker, std::string_view year_or_line,
                             int64_t nomor) {
  std::string key = IdKey(satker, year_or_line);
  key += '\0';
  store::AppendBigEndian64(key, static_cast<uint64_t>(nomor));
  return key;
}

inline std::string KodeKey(std::string_view satker, int32_t tahun, std::string_view kode) {
  return IdKey(satker, std::to_string(tahun)) + '\0' + std::string(kode);
}

// The ids of a year's lines, and of nothing else in their table.
inline store::Range LinesOfYear(std::string_view satker, int32_t tahun) {
  return store::PrefixRange(IdKey(satker, std::to_string(tahun) + "-"));
}

// Everything under (satker, year) or (satker, line) in a table whose keys continue after a NUL.
inline store::Range Under(std::string_view satker, std::string_view year_or_line) {
  return store::PrefixRange(IdKey(satker, year_or_line) + '\0');
}

inline store::Range OfSatker(std::string_view satker) {
  return store::PrefixRange(IdKey(satker, ""));
}

// `range` from behind `key` on; the whole range when `key` is empty.
inline store::Range Behind(store::Range range, std::string_view key) {
  if (!key.empty()) {
    range.begin = std::string(key) + '\0';
  }
  return range;
}

// The last part of a key: an id or a code.
inline std::string_view LastPart(std::string_view key) {
  return key.substr(key.rfind('\0') + 1);
}

// The number at the end of a key of NumberKey.
inline int64_t NumberOf(std::string_view key) {
  return static_cast<int64_t>(store::ReadBigEndian64(key.substr(key.size() - 8)));
}

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_BUDGET_KEYS_H_
