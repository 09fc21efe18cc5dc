#ifndef SAKIP_COMMON_MONEY_MONEY_H_
#define SAKIP_COMMON_MONEY_MONEY_H_

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// Money is whole rupiah; sen do not exist here. Nothing wraps: there are no arithmetic operators,
// only functions that report what does not fit. All functions are pure and thread-safe.
namespace sakip::money {

// The largest magnitude of one entered amount (a pagu line, a realisasi): 10^15, some 300 times
// the state budget. Sums may use all of int64, so 9,000 entries always fit.
inline constexpr int64_t kRupiahMax = 1'000'000'000'000'000;

class Rupiah {
 public:
  constexpr Rupiah() = default;  // Rp 0

  // Any int64; use CheckEntry where the amount was entered by somebody.
  static constexpr Rupiah FromInt(int64_t rupiah) { return Rupiah(rupiah); }

  constexpr int64_t value() const { return value_; }

  // NOLINTNEXTLINE(modernize-use-nullptr): version 14 mistakes the 0 of a rewritten comparison
  friend constexpr auto operator<=>(Rupiah, Rupiah) = default;

 private:
  explicit constexpr Rupiah(int64_t value) : value_(value) {}

  int64_t value_ = 0;
};

// OUT_OF_RANGE, naming the operation and its operands, when the result does not fit int64.
absl::StatusOr<Rupiah> Add(Rupiah a, Rupiah b);
absl::StatusOr<Rupiah> Sub(Rupiah a, Rupiah b);
absl::StatusOr<Rupiah> Neg(Rupiah a);

// The exact total, whatever the order: only a total outside int64 is OUT_OF_RANGE, never an
// intermediate one. The sum of nothing is 0.
absl::StatusOr<Rupiah> Sum(const std::vector<Rupiah>& amounts);

// OUT_OF_RANGE unless |amount| <= kRupiahMax.
absl::Status CheckEntry(Rupiah amount);

enum class Sign { kRefuse, kAllow };

// Plain ASCII digits, the form of data packages and JSON: "1963169000". INVALID_ARGUMENT for an
// empty text, blanks, separators, decimals, a leading zero (more likely a code than an amount),
// words such as "NaN", and any sign; OUT_OF_RANGE above kRupiahMax. Sign::kAllow takes one leading
// '-'; "-0" is refused.
absl::StatusOr<Rupiah> ParseRupiah(std::string_view text, Sign sign = Sign::kRefuse);

// The form ParseRupiah reads: "1963169000", "-1000".
std::string PlainRupiah(Rupiah amount);

// The form officials read: "1.963.169.000", "-1.000". No "Rp": tables carry it in the heading.
std::string FormatRupiah(Rupiah amount);

}  // namespace sakip::money

#endif  // SAKIP_COMMON_MONEY_MONEY_H_
