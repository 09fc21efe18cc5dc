#include "common/money/money.h"

#include "absl/strings/str_cat.h"

namespace sakip::money {
namespace {

absl::Status Overflow(const char* operation, Rupiah a, Rupiah b) {
  return absl::OutOfRangeError(absl::StrCat("amount out of range: ", a.value(), " ", operation, " ",
                                            b.value(), " does not fit 64 bits"));
}

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

absl::Status Bad(std::string_view why) {
  return absl::InvalidArgumentError(absl::StrCat("not an amount in rupiah: ", std::string(why)));
}

// Which of the usual mistakes made `text`, which has a byte that is no digit.
absl::Status ExplainNonDigit(std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case ' ':
      case '\t':
      case '\r':
      case '\n':
        return Bad("it has blanks; write digits only");
      case '.':
      case ',':
        return Bad("it has a '.' or ','; write whole rupiah without separators or decimals");
      case '+':
      case '-':
        return Bad("it has a sign");
      default:
        break;
    }
  }
  return Bad("it has other characters than the digits 0-9");
}

}  // namespace

absl::StatusOr<Rupiah> Add(Rupiah a, Rupiah b) {
  int64_t result = 0;
  if (__builtin_add_overflow(a.value(), b.value(), &result)) {
    return Overflow("+", a, b);
  }
  return Rupiah::FromInt(result);
}

absl::StatusOr<Rupiah> Sub(Rupiah a, Rupiah b) {
  int64_t result = 0;
  if (__builtin_sub_overflow(a.value(), b.value(), &result)) {
    return Overflow("-", a, b);
  }
  return Rupiah::FromInt(result);
}

absl::StatusOr<Rupiah> Neg(Rupiah a) {
  return Sub(Rupiah(), a);
}

absl::StatusOr<Rupiah> Sum(const std::vector<Rupiah>& amounts) {
  // 128 bits hold the sum of any vector that fits in memory, so the order cannot matter.
  __extension__ using Wide = __int128;
  Wide total = 0;
  for (const Rupiah amount : amounts) {
    total += amount.value();
  }
  const auto result = static_cast<int64_t>(total);
  if (result != total) {
    return absl::OutOfRangeError(absl::StrCat("amount out of range: the sum of ", amounts.size(),
                                              " amounts does not fit 64 bits"));
  }
  return Rupiah::FromInt(result);
}

absl::Status CheckEntry(Rupiah amount) {
  if (amount.value() > kRupiahMax || amount.value() < -kRupiahMax) {
    return absl::OutOfRangeError(absl::StrCat("amount out of range: ", amount.value(),
                                              " is beyond ", kRupiahMax, " rupiah"));
  }
  return absl::OkStatus();
}

absl::StatusOr<Rupiah> ParseRupiah(std::string_view text, Sign sign) {
  if (text.empty()) {
    return Bad("it is empty");
  }
  std::string_view digits = text;
  const bool negative = text.front() == '-';
  if (negative) {
    if (sign == Sign::kRefuse) {
      return Bad("a negative amount is not allowed here");
    }
    digits.remove_prefix(1);
    if (digits.empty()) {
      return Bad("it has no digits");
    }
  }
  for (const char c : digits) {
    if (!IsDigit(c)) {
      return ExplainNonDigit(digits);
    }
  }
  if (digits.front() == '0' && (digits.size() > 1 || negative)) {
    return Bad("it starts with 0");
  }
  int64_t value = 0;
  for (const char c : digits) {
    value = value * 10 + (c - '0');
    if (value > kRupiahMax) {
      return absl::OutOfRangeError(
          absl::StrCat("amount out of range: more than ", kRupiahMax, " rupiah"));
    }
  }
  return Rupiah::FromInt(negative ? -value : value);
}

std::string PlainRupiah(Rupiah amount) {
  return absl::StrCat(amount.value());
}

std::string FormatRupiah(Rupiah amount) {
  std::string text = PlainRupiah(amount);
  const size_t first_digit = amount.value() < 0 ? 1 : 0;
  for (size_t at = text.size(); at > first_digit + 3;) {
    at -= 3;
    text.insert(at, 1, '.');
  }
  return text;
}

}  // namespace sakip::money
