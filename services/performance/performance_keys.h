#ifndef SAKIP_SERVICES_PERFORMANCE_PERFORMANCE_KEYS_H_
#define SAKIP_SERVICES_PERFORMANCE_PERFORMANCE_KEYS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "common/period/period.h"
#include "common/store/big_endian.h"
#include "common/store/store.h"

// The layout of performance's store; no other file knows it. Parts are separated by NUL, which no
// id contains.
namespace sakip::performance {

// satker NUL year(4 digits) NUL indikator id NUL period -> RealisasiKinerjaRecord
inline constexpr store::Table kRealisasiTable{.id = 1, .name = "realisasi"};
// satker NUL year(4 digits) NUL perjanjian id NUL row number(4) -> CapaianRecord
inline constexpr store::Table kCapaianTable{.id = 2, .name = "capaian"};
// satker NUL year(4 digits) -> PengukuranRecord
inline constexpr store::Table kPengukuranTable{.id = 3, .name = "pengukuran"};

// "satker/6474/indikator/3355.003" -> "3355.003".
inline std::string_view LastSegment(std::string_view name) {
  return name.substr(name.rfind('/') + 1);
}

inline std::string OfficeYearKey(std::string_view satker, int tahun) {
  return std::string(satker) + '\0' + std::to_string(tahun);
}

inline store::Range OfficeYearRange(std::string_view satker, int tahun) {
  return store::PrefixRange(OfficeYearKey(satker, tahun) + '\0');
}

// The last month and the kind, which order as periods do: "06a" June, "06b" the second quarter,
// "12c" the year.
inline std::string PeriodeKey(const period::Periode& periode) {
  std::string key = std::to_string(periode.last_bulan() + 100).substr(1);
  switch (periode.kind()) {
    case period::Periode::Kind::kBulan:
      return key + 'a';
    case period::Periode::Kind::kTriwulan:
      return key + 'b';
    case period::Periode::Kind::kTahun:
      return key + 'c';
  }
  return key;
}

inline std::string RealisasiTableKey(std::string_view satker, std::string_view indikator,
                                     const period::Periode& periode) {
  std::string key = OfficeYearKey(satker, periode.tahun().value());
  key += '\0';
  key += LastSegment(indikator);
  key += '\0';
  return key + PeriodeKey(periode);
}

inline std::string CapaianTableKey(std::string_view satker, int tahun, std::string_view perjanjian,
                                   int nomor) {
  std::string key = OfficeYearKey(satker, tahun);
  key += '\0';
  key += LastSegment(perjanjian);
  key += '\0';
  store::AppendBigEndian32(key, static_cast<uint32_t>(nomor));
  return key;
}

}  // namespace sakip::performance

#endif  // SAKIP_SERVICES_PERFORMANCE_PERFORMANCE_KEYS_H_
