#ifndef SAKIP_COMMON_RATIO_RATIO_H_
#define SAKIP_COMMON_RATIO_RATIO_H_

#include <gmpxx.h>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/money/money.h"

// Exact rationals for capaian, serapan and their means. Compare and band the exact value; round
// once, at the end, half away from zero. No binary floating point is used anywhere: 0.1 is 1/10.
namespace sakip::ratio {

inline constexpr int kDecimalsMax = 30;
// Longest text FromDecimal reads, which callers write: a bound on the work they can ask for.
inline constexpr size_t kTextBytesMax = 4096;
// Longest text FromCanonical reads, which we write: the exact mean over the 50,000 rows that an
// office-year may hold, each with a target of 15 and 8 digits, stays below it.
inline constexpr size_t kCanonicalBytesMax = size_t{4} << 20;

// A value, always in lowest terms with a positive denominator. Thread-safe as an int is.
class Ratio {
 public:
  Ratio() = default;  // 0

  static Ratio FromInt(int64_t value);
  static Ratio FromRupiah(money::Rupiah amount);

  // num/den. INVALID_ARGUMENT when `den` is 0.
  static absl::StatusOr<Ratio> FromFraction(int64_t num, int64_t den);
  static absl::StatusOr<Ratio> FromFraction(money::Rupiah num, money::Rupiah den);

  // "77.5", "-0.25", "100": -?[0-9]+(\.[0-9]+)? and nothing else, else INVALID_ARGUMENT.
  static absl::StatusOr<Ratio> FromDecimal(std::string_view text);

  // What ToCanonical wrote, exactly: INVALID_ARGUMENT for "2/4", "1/-2", "3", "0/2", "+1/2".
  static absl::StatusOr<Ratio> FromCanonical(std::string_view text);

  // "num/den" in lowest terms, the denominator always present and positive: "31/40", "-1/2", "0/1".
  std::string ToCanonical() const;

  // Rounded half away from zero to exactly `decimals` places, '.' as decimal point, no grouping:
  // "109.61166667" for 8, "-1" for -1/2 and 0. What rounds to zero has no sign.
  // `decimals` is 0..kDecimalsMax.
  std::string RoundHalfAway(int decimals) const;

  // The same rounding as officials read it: decimal comma, dots between thousands: "109,61",
  // "1.234,50". `trim_zeros` drops zeros at the end of the decimals ("77,50" -> "77,5"; "100,00"
  // -> "100"). No percent sign.
  std::string FormatIndonesian(int decimals, bool trim_zeros = false) const;

  // -1, 0 or 1.
  int Sign() const;
  bool IsZero() const { return Sign() == 0; }

  friend Ratio operator+(const Ratio& a, const Ratio& b) { return Ratio(a.value_ + b.value_); }
  friend Ratio operator-(const Ratio& a, const Ratio& b) { return Ratio(a.value_ - b.value_); }
  friend Ratio operator*(const Ratio& a, const Ratio& b) { return Ratio(a.value_ * b.value_); }
  friend Ratio operator-(const Ratio& a) { return Ratio(-a.value_); }

  friend bool operator==(const Ratio& a, const Ratio& b) { return a.value_ == b.value_; }
  friend std::strong_ordering operator<=>(const Ratio& a, const Ratio& b) {
    if (a.value_ == b.value_) {
      return std::strong_ordering::equal;
    }
    return a.value_ < b.value_ ? std::strong_ordering::less : std::strong_ordering::greater;
  }

  // INVALID_ARGUMENT when `b` is zero: the caller must have a state for it (T_ZERO), not a number.
  friend absl::StatusOr<Ratio> Div(const Ratio& a, const Ratio& b);

 private:
  // Canonical already, as every result of mpq arithmetic is.
  explicit Ratio(mpq_class value) : value_(std::move(value)) {}

  mpq_class value_;
};

absl::StatusOr<Ratio> Div(const Ratio& a, const Ratio& b);

Ratio Min(const Ratio& a, const Ratio& b);
Ratio Max(const Ratio& a, const Ratio& b);
Ratio Abs(const Ratio& a);

Ratio Sum(const std::vector<Ratio>& values);  // 0 for nothing

// The arithmetic mean. INVALID_ARGUMENT for an empty vector: no rows is a state, not a number.
absl::StatusOr<Ratio> Mean(const std::vector<Ratio>& values);

// part/whole × 100, exact: serapan. INVALID_ARGUMENT when `whole` is 0.
absl::StatusOr<Ratio> Percent(money::Rupiah part, money::Rupiah whole);

}  // namespace sakip::ratio

#endif  // SAKIP_COMMON_RATIO_RATIO_H_
