#ifndef SAKIP_COMMON_NILAI_NILAI_H_
#define SAKIP_COMMON_NILAI_NILAI_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

// What an office writes as a target or realisasi: "77,5%", "2 Laporan", "12 Bln". Pure and
// thread-safe.
namespace sakip::nilai {

inline constexpr size_t kTextBytesMax = 200;
inline constexpr int kIntegerDigitsMax = 15;
inline constexpr int kDecimalDigitsMax = 8;

struct Nilai {
  std::string raw;    // as entered, every byte
  std::string angka;  // canonical decimal: "77.5", "100", "-1"; '.' as decimal point, no leading or
                      // trailing zeros, never "-0". Ratio::FromDecimal reads it.
  std::string satuan;  // as entered, trimmed: "%", "Laporan", "Bln"; empty when none was written

  friend bool operator==(const Nilai&, const Nilai&) = default;
};

enum class Sign { kRefuse, kAllow };

// Reads a number and then an optional unit, by Indonesian convention: the comma is the decimal
// point, a dot groups exactly three digits. "1.963.169" is 1963169, "0,20%" is 0.2 "%",
// "1dokumen" is 1 "dokumen". The unit starts with a letter or '%'.
// INVALID_ARGUMENT, each with its own message: empty; over kTextBytesMax; not UTF-8 or with hidden
// characters; no number ("Tidak ada kasus", "NaN", "Rp 5"); a dot that does not group three digits
// ("77.5", ambiguous: write a comma or use the field `angka`; also "0.200"); a comma that groups
// ("1,234.5"); an exponent ("1e3"); a '-' unless kAllow; more than 15 integer or 8 decimal digits;
// anything else after the number ("2-3 Laporan", "1 963").
absl::StatusOr<Nilai> ParseNilai(std::string_view text, Sign sign = Sign::kRefuse);

// The machine form -?[0-9]{1,15}(\.[0-9]{1,8})? and nothing else; answers the canonical decimal
// ("007.50" -> "7.5", "-0" -> "0"). INVALID_ARGUMENT otherwise.
absl::StatusOr<std::string> ParseAngka(std::string_view text);

// Whether two units mean the same: letter case and blanks aside, known short forms included
// (kAliases in nilai.cc: lap/laporan, persen/%, ...). An empty unit equals only an empty one.
bool SameSatuan(std::string_view a, std::string_view b);

}  // namespace sakip::nilai

#endif  // SAKIP_COMMON_NILAI_NILAI_H_
