#ifndef SAKIP_SERVICES_BUDGET_BUDGET_KEYS_H_
#define SAKIP_SERVICES_BUDGET_BUDGET_KEYS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "common/store/big_endian.h"
#include "common/store/store.h"
#include "services/budget/dokumen.h"

// The layout of the budget's store; no other file knows it. Parts are separated by NUL, which no id
// contains; numbers are big-endian, so that the order of keys is their order.
namespace sakip::budget {

// satker NUL line id -> PaguRecord. A line id begins with its year: a year is a range.
inline constexpr store::Table kPaguTable{.id = 1, .name = "pagu", .append_only = true};
// satker NUL posting id -> RealisasiRecord
inline constexpr store::Table kRealisasiTable{.id = 2, .name = "realisasi", .append_only = true};
// satker NUL year(4 digits) NUL number(8) -> TransaksiRecord
inline constexpr store::Table kJurnalTable{.id = 3, .name = "jurnal", .append_only = true};
// satker NUL line id NUL number(8) -> nothing: that transaction touched the line. Of transactions
// without balances of their own: SaldoRecord, the line's right after it
inline constexpr store::Table kKartuTable{.id = 4, .name = "kartu", .append_only = true};
// satker NUL line id -> SaldoRecord: the line's balances now
inline constexpr store::Table kSaldoTable{.id = 5, .name = "saldo"};
// satker NUL year(4 digits) NUL code -> KodeRecord
inline constexpr store::Table kKodeTable{.id = 6, .name = "kode", .append_only = true};
// satker NUL year(4 digits) -> KepalaRecord
inline constexpr store::Table kKepalaTable{.id = 7, .name = "kepala"};
// satker NUL line id NUL version(8) -> LabelRecord
inline constexpr store::Table kLabelTable{.id = 8, .name = "label", .append_only = true};
// satker NUL id NUL version(8) -> record; versions are dense from 1
inline constexpr store::Table kTagihanTable{.id = 9, .name = "tagihan", .append_only = true};
inline constexpr store::Table kKomitmenTable{.id = 10, .name = "komitmen", .append_only = true};
inline constexpr store::Table kRevisiTable{.id = 11, .name = "revisi", .append_only = true};
inline constexpr store::Table kSetoranTable{.id = 12, .name = "setoran", .append_only = true};
inline constexpr store::Table kKoreksiTable{.id = 13, .name = "koreksi", .append_only = true};
inline constexpr store::Table kPembukaanTable{.id = 14, .name = "pembukaan", .append_only = true};
// satker NUL year(4 digits) NUL letter of the kind NUL id -> nothing: documents of a year
inline constexpr store::Table kDokumenTable{.id = 15, .name = "dokumen", .append_only = true};
// The same of tagihan and komitmen that are not finished
inline constexpr store::Table kTerbukaTable{.id = 16, .name = "terbuka"};
// satker NUL year(4 digits) NUL kind(1 digit) NUL number -> NomorRecord
inline constexpr store::Table kNomorTable{.id = 17, .name = "nomor", .append_only = true};
// satker NUL year(4 digits) NUL person NUL duty(1 digit) -> nothing
inline constexpr store::Table kTugasTable{.id = 18, .name = "tugas", .append_only = true};
// satker NUL year(4 digits) NUL number(8) NUL number(8) -> nothing: the second names the first
inline constexpr store::Table kAcuanTable{.id = 19, .name = "acuan", .append_only = true};
// satker NUL year(4 digits) NUL number(8), dense from 1 -> AktaPeriodeRecord
inline constexpr store::Table kAktaTable{.id = 20, .name = "akta", .append_only = true};
// old code -> PadananRecord
inline constexpr store::Table kPadananTable{.id = 21, .name = "padanan", .append_only = true};
// satker NUL year(4 digits) NUL source(1 digit) NUL date NUL line id -> PembandingRecord
inline constexpr store::Table kPembandingTable{.id = 22, .name = "pembanding", .append_only = true};
// satker NUL year(4 digits) NUL line id NUL source(1 digit) NUL number(8) -> PenjelasanRecord
inline constexpr store::Table kPenjelasanTable{.id = 23, .name = "penjelasan", .append_only = true};

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

// A kind of document: where its versions are, and its letter in the lists of a year.
struct JenisDokumen {
  const store::Table* table = nullptr;
  char huruf = 0;
};
template <class Dokumen>
inline constexpr JenisDokumen kJenisDokumen{};
template <>
inline constexpr JenisDokumen kJenisDokumen<Tagihan>{.table = &kTagihanTable, .huruf = 't'};
template <>
inline constexpr JenisDokumen kJenisDokumen<Komitmen>{.table = &kKomitmenTable, .huruf = 'k'};
template <>
inline constexpr JenisDokumen kJenisDokumen<Revisi>{.table = &kRevisiTable, .huruf = 'r'};
template <>
inline constexpr JenisDokumen kJenisDokumen<Setoran>{.table = &kSetoranTable, .huruf = 's'};
template <>
inline constexpr JenisDokumen kJenisDokumen<Koreksi>{.table = &kKoreksiTable, .huruf = 'x'};
template <>
inline constexpr JenisDokumen kJenisDokumen<Pembukaan>{.table = &kPembukaanTable, .huruf = 'p'};

// Digit of an enumerator in a key: their order from 1.
template <class Enum>
char DigitOf(Enum value) {
  return static_cast<char>('1' + static_cast<int>(value));
}

// satker NUL year NUL one sign NUL `last`.
inline std::string SignKey(std::string_view satker, int32_t tahun, char sign,
                           std::string_view last) {
  std::string key = IdKey(satker, std::to_string(tahun));
  key += '\0';
  key += sign;
  key += '\0';
  key += last;
  return key;
}

inline std::string TugasKey(std::string_view satker, int32_t tahun, std::string_view orang,
                            char duty) {
  std::string key = IdKey(satker, std::to_string(tahun));
  key += '\0';
  key += orang;
  key += '\0';
  key += duty;
  return key;
}

inline std::string AcuanKey(std::string_view satker, int32_t tahun, int64_t acuan, int64_t nomor) {
  std::string key = NumberKey(satker, std::to_string(tahun), acuan);
  key += '\0';
  store::AppendBigEndian64(key, static_cast<uint64_t>(nomor));
  return key;
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
