#include "common/ratio/ratio.h"

#include <cassert>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace sakip::ratio {
namespace {

static_assert(sizeof(long) == sizeof(int64_t), "gmpxx takes int64 as long");

bool AllDigits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

mpz_class PowerOfTen(size_t exponent) {
  mpz_class power;
  mpz_ui_pow_ui(power.get_mpz_t(), 10, exponent);
  return power;
}

absl::Status Bad(std::string_view text, const char* form) {
  return absl::InvalidArgumentError(
      absl::StrCat("not a number of the form ", form, ": ", std::string(text.substr(0, 40))));
}

}  // namespace

Ratio Ratio::FromInt(int64_t value) {
  return Ratio(mpq_class(static_cast<long>(value)));
}

Ratio Ratio::FromRupiah(money::Rupiah amount) {
  return FromInt(amount.value());
}

absl::StatusOr<Ratio> Ratio::FromFraction(int64_t num, int64_t den) {
  return Div(FromInt(num), FromInt(den));
}

absl::StatusOr<Ratio> Ratio::FromFraction(money::Rupiah num, money::Rupiah den) {
  return FromFraction(num.value(), den.value());
}

absl::StatusOr<Ratio> Ratio::FromDecimal(std::string_view text) {
  static constexpr char kForm[] = "-?digits(.digits)?";
  if (text.size() > kTextBytesMax) {
    return Bad(text, kForm);
  }
  std::string_view whole = text;
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) {
    whole.remove_prefix(1);
  }
  std::string_view decimals;
  if (const size_t point = whole.find('.'); point != std::string_view::npos) {
    decimals = whole.substr(point + 1);
    whole = whole.substr(0, point);
    if (!AllDigits(decimals)) {
      return Bad(text, kForm);
    }
  }
  if (!AllDigits(whole)) {
    return Bad(text, kForm);
  }
  mpq_class value(mpz_class(std::string(whole).append(decimals), 10), PowerOfTen(decimals.size()));
  value.canonicalize();
  return Ratio(negative ? mpq_class(-value) : value);
}

absl::StatusOr<Ratio> Ratio::FromCanonical(std::string_view text) {
  static constexpr char kForm[] = "num/den in lowest terms";
  const size_t slash = text.find('/');
  if (text.size() > kCanonicalBytesMax || slash == std::string_view::npos) {
    return Bad(text.substr(0, kTextBytesMax), kForm);
  }
  std::string_view num = text.substr(0, slash);
  if (!num.empty() && num.front() == '-') {
    num.remove_prefix(1);
  }
  const std::string_view den = text.substr(slash + 1);
  if (!AllDigits(num) || !AllDigits(den) || den.front() == '0') {
    return Bad(text, kForm);
  }
  mpq_class value{std::string(text), 10};
  value.canonicalize();
  Ratio result(std::move(value));
  if (result.ToCanonical() != text) {
    return Bad(text, kForm);
  }
  return result;
}

std::string Ratio::ToCanonical() const {
  return absl::StrCat(value_.get_num().get_str(), "/", value_.get_den().get_str());
}

std::string Ratio::RoundHalfAway(int decimals) const {
  assert(decimals >= 0 && decimals <= kDecimalsMax);
  const auto places = static_cast<size_t>(decimals);
  // floor(|x| + 1/2) on x scaled to units of the last place rounds halves away from zero.
  const mpz_class& den = value_.get_den();
  const mpz_class twice = abs(value_.get_num()) * PowerOfTen(places) * 2 + den;
  const mpz_class rounded = twice / (den * 2);
  std::string text = rounded.get_str();
  if (text.size() <= places) {
    text.insert(0, places + 1 - text.size(), '0');
  }
  if (places > 0) {
    text.insert(text.size() - places, 1, '.');
  }
  return Sign() < 0 && rounded != 0 ? "-" + text : text;
}

std::string Ratio::FormatIndonesian(int decimals, bool trim_zeros) const {
  std::string text = RoundHalfAway(decimals);
  size_t whole_end = text.find('.');
  if (whole_end == std::string::npos) {
    whole_end = text.size();
  } else {
    text[whole_end] = ',';
    if (trim_zeros) {
      text.erase(text.find_last_not_of('0') + 1);
      if (text.back() == ',') {
        text.pop_back();
      }
    }
  }
  const size_t first_digit = text.front() == '-' ? 1 : 0;
  for (size_t at = whole_end; at > first_digit + 3;) {
    at -= 3;
    text.insert(at, 1, '.');
  }
  return text;
}

int Ratio::Sign() const {
  return sgn(value_);
}

absl::StatusOr<Ratio> Div(const Ratio& a, const Ratio& b) {
  if (b.IsZero()) {
    return absl::InvalidArgumentError("division by zero");
  }
  return Ratio(mpq_class(a.value_ / b.value_));
}

Ratio Min(const Ratio& a, const Ratio& b) {
  return b < a ? b : a;
}

Ratio Max(const Ratio& a, const Ratio& b) {
  return a < b ? b : a;
}

Ratio Abs(const Ratio& a) {
  return a.Sign() < 0 ? -a : a;
}

Ratio Sum(const std::vector<Ratio>& values) {
  Ratio total;
  for (const Ratio& value : values) {
    total = total + value;
  }
  return total;
}

absl::StatusOr<Ratio> Mean(const std::vector<Ratio>& values) {
  if (values.empty()) {
    return absl::InvalidArgumentError("the mean of no values");
  }
  return Div(Sum(values), Ratio::FromInt(static_cast<int64_t>(values.size())));
}

absl::StatusOr<Ratio> Percent(money::Rupiah part, money::Rupiah whole) {
  return Div(Ratio::FromRupiah(part) * Ratio::FromInt(100), Ratio::FromRupiah(whole));
}

}  // namespace sakip::ratio
