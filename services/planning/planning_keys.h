#ifndef SAKIP_SERVICES_PLANNING_PLANNING_KEYS_H_
#define SAKIP_SERVICES_PLANNING_PLANNING_KEYS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "common/store/store.h"

// The layout of planning's store; no other file knows it. Parts are separated by NUL, which no id
// contains; years are four digits.
namespace sakip::planning {

// satker -> SatkerRecord
inline constexpr store::Table kSatkerTable{.id = 1, .name = "satker"};
// satker NUL id -> UnitKerjaRecord
inline constexpr store::Table kUnitKerjaTable{.id = 2, .name = "unit_kerja"};
// satker NUL year -> PegawaiTahunRecord
inline constexpr store::Table kPegawaiTable{.id = 3, .name = "pegawai"};
// code NUL first year -> RegisterKodeRecord
inline constexpr store::Table kKodeTable{.id = 4, .name = "kode"};
// satker NUL id -> IndikatorRecord
inline constexpr store::Table kIndikatorTable{.id = 5, .name = "indikator"};
// satker NUL period -> RenstraRecord
inline constexpr store::Table kRenstraTable{.id = 6, .name = "renstra"};
// satker NUL year -> RktRecord
inline constexpr store::Table kRktTable{.id = 7, .name = "rkt"};
// satker NUL id -> PerjanjianKinerjaRecord. An id begins with its year: a year is a range.
inline constexpr store::Table kPerjanjianKinerjaTable{.id = 8, .name = "perjanjian_kinerja"};
// satker NUL year -> RencanaAksiRecord
inline constexpr store::Table kRencanaAksiTable{.id = 9, .name = "rencana_aksi"};

inline std::string Key(std::string_view first, std::string_view second) {
  std::string key(first);
  key += '\0';
  key += second;
  return key;
}

// The key of a resource named "satker/{satker}/{collection}/{id}".
inline std::string KeyOf(std::string_view name) {
  constexpr std::string_view kSatker = "satker/";
  const std::string_view rest = name.substr(kSatker.size());
  return Key(rest.substr(0, rest.find('/')), rest.substr(rest.rfind('/') + 1));
}

// The key of an office named "satker/{satker}".
inline std::string SatkerKey(std::string_view name) {
  return std::string(name.substr(name.rfind('/') + 1));
}

inline std::string KodeKey(std::string_view kode, int32_t tahun_dari) {
  return Key(kode, std::to_string(tahun_dari));
}

// Everything of one office (its area code) or of one code.
inline store::Range Under(std::string_view first) {
  return store::PrefixRange(Key(first, ""));
}

// Agreements of one year.
inline store::Range OfYear(std::string_view satker, int32_t tahun) {
  return store::PrefixRange(Key(satker, std::to_string(tahun)));
}

// `range` from behind `key` on; the whole range when `key` is empty.
inline store::Range Behind(store::Range range, std::string_view key) {
  if (!key.empty()) {
    range.begin = std::string(key) + '\0';
  }
  return range;
}

}  // namespace sakip::planning

#endif  // SAKIP_SERVICES_PLANNING_PLANNING_KEYS_H_
