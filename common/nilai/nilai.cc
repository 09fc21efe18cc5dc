#include "common/nilai/nilai.h"

#include <algorithm>
#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "common/status/status_macros.h"
#include "common/text/escape.h"
#include "common/text/utf8.h"

namespace sakip::nilai {
namespace {

// Short forms offices use, lower case, each with the word it stands for.
struct Alias {
  std::string_view text;
  std::string_view satuan;
};
constexpr Alias kAliases[] = {
    {"bln", "bulan"},   {"dok", "dokumen"}, {"keg", "kegiatan"},
    {"lap", "laporan"}, {"org", "orang"},   {"persen", "%"},
};

constexpr std::string_view kNoBreakSpace = "\xC2\xA0";  // what Word puts between number and unit

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// ASCII letters, and every byte of a character beyond ASCII.
bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<uint8_t>(c) >= 0x80;
}

absl::Status Bad(std::string_view why, std::string_view text) {
  return absl::InvalidArgumentError(
      absl::StrCat(std::string(why), ": ", text::QuoteJson(text.substr(0, kTextBytesMax))));
}

size_t BlankAtStart(std::string_view text) {
  if (text.starts_with(' ') || text.starts_with('\t') || text.starts_with('\n') ||
      text.starts_with('\r')) {
    return 1;
  }
  return text.starts_with(kNoBreakSpace) ? kNoBreakSpace.size() : 0;
}

std::string_view TrimStart(std::string_view text) {
  while (const size_t blank = BlankAtStart(text)) {
    text.remove_prefix(blank);
  }
  return text;
}

std::string_view Trim(std::string_view text) {
  text = TrimStart(text);
  while (!text.empty()) {
    size_t blank = BlankAtStart(text.substr(text.size() - 1));
    if (blank == 0 && text.ends_with(kNoBreakSpace)) {
      blank = kNoBreakSpace.size();
    }
    if (blank == 0) {
      break;
    }
    text.remove_suffix(blank);
  }
  return text;
}

// Takes the digits at the start of `rest`.
std::string_view TakeDigits(std::string_view& rest) {
  size_t count = 0;
  while (count < rest.size() && IsDigit(rest[count])) {
    ++count;
  }
  const std::string_view digits = rest.substr(0, count);
  rest.remove_prefix(count);
  return digits;
}

std::string Canonical(bool negative, std::string_view whole, std::string_view decimals) {
  whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
  decimals = decimals.substr(0, decimals.find_last_not_of('0') + 1);
  std::string out(whole.empty() ? "0" : whole);
  if (!decimals.empty()) {
    out.append(".").append(decimals);
  }
  return negative && out != "0" ? "-" + out : out;
}

absl::Status CheckDigits(std::string_view whole, std::string_view decimals, std::string_view text) {
  if (whole.size() > kIntegerDigitsMax) {
    return Bad("more than 15 digits before the decimal point", text);
  }
  if (decimals.size() > kDecimalDigitsMax) {
    return Bad("more than 8 digits after the decimal point", text);
  }
  return absl::OkStatus();
}

// The digits before the decimal comma, dots between groups of three removed.
absl::StatusOr<std::string> TakeWhole(std::string_view& rest, std::string_view text) {
  std::string whole(TakeDigits(rest));
  if (!rest.starts_with('.')) {
    return whole;
  }
  if (whole.size() > 3 || whole.front() == '0') {
    return Bad(
        "a dot groups thousands and does not here; write the decimals after a comma, or use the "
        "field angka",
        text);
  }
  while (rest.starts_with('.')) {
    rest.remove_prefix(1);
    const std::string_view group = TakeDigits(rest);
    if (group.size() != 3) {
      return Bad(
          "ambiguous dot: it must group exactly three digits; write the decimals after a comma, or "
          "use the field angka",
          text);
    }
    whole.append(group);
  }
  return whole;
}

absl::StatusOr<std::string_view> TakeDecimals(std::string_view& rest, std::string_view text) {
  if (!rest.starts_with(',')) {
    return std::string_view();
  }
  rest.remove_prefix(1);
  const std::string_view decimals = TakeDigits(rest);
  if (decimals.empty()) {
    return Bad("no digits after the decimal comma", text);
  }
  if (rest.starts_with('.') || rest.starts_with(',')) {
    return Bad("a comma is the decimal point and comes once, after all dots", text);
  }
  return decimals;
}

absl::Status CheckSatuan(std::string_view satuan, std::string_view text) {
  if (satuan.empty()) {
    return absl::OkStatus();
  }
  if (!IsLetter(satuan.front()) && satuan.front() != '%') {
    return Bad("after the number only a unit may follow, starting with a letter or %", text);
  }
  // "1e3" and "0x10" are numbers of other conventions, not units.
  if (std::string_view("eExX").find(satuan.front()) != std::string_view::npos) {
    const size_t sign = satuan.size() > 1 && (satuan[1] == '+' || satuan[1] == '-') ? 1 : 0;
    if (satuan.size() > 1 + sign && IsDigit(satuan[1 + sign])) {
      return Bad("a number with an exponent or prefix; write it out", text);
    }
  }
  return absl::OkStatus();
}

// Lower case in ASCII, single blanks, aliases replaced.
std::string NormalSatuan(std::string_view satuan) {
  std::string out;
  for (std::string_view rest = Trim(satuan); !rest.empty();) {
    if (BlankAtStart(rest) != 0) {
      rest = TrimStart(rest);
      out += ' ';
      continue;
    }
    const char c = rest.front();
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    rest.remove_prefix(1);
  }
  for (const Alias& alias : kAliases) {
    if (out == alias.text) {
      return std::string(alias.satuan);
    }
  }
  return out;
}

}  // namespace

absl::StatusOr<Nilai> ParseNilai(std::string_view text, Sign sign) {
  if (text.size() > kTextBytesMax) {
    return Bad(absl::StrCat("longer than ", kTextBytesMax, " bytes"), text);
  }
  if (text::HasControlOrBidi(text, text::LineBreaks::kAllow)) {
    return Bad("not UTF-8, or with hidden characters", text);
  }
  std::string_view rest = Trim(text);
  if (rest.empty()) {
    return absl::InvalidArgumentError("the value is empty");
  }
  const bool negative = rest.starts_with('-');
  if (negative) {
    rest.remove_prefix(1);
  }
  if (rest.empty() || !IsDigit(rest.front())) {
    return Bad("no number at the start of the value", text);
  }
  if (negative && sign == Sign::kRefuse) {
    return Bad("a negative value is not allowed here", text);
  }
  ASSIGN_OR_RETURN(const std::string whole, TakeWhole(rest, text));
  ASSIGN_OR_RETURN(const std::string_view decimals, TakeDecimals(rest, text));
  RETURN_IF_ERROR(CheckDigits(whole, decimals, text));
  const std::string_view satuan = TrimStart(rest);
  RETURN_IF_ERROR(CheckSatuan(satuan, text));
  return Nilai{std::string(text), Canonical(negative, whole, decimals), std::string(satuan)};
}

absl::StatusOr<std::string> ParseAngka(std::string_view text) {
  std::string_view rest = text;
  const bool negative = rest.starts_with('-');
  if (negative) {
    rest.remove_prefix(1);
  }
  const std::string_view whole = TakeDigits(rest);
  std::string_view decimals;
  bool well_formed = !whole.empty();
  if (rest.starts_with('.')) {
    rest.remove_prefix(1);
    decimals = TakeDigits(rest);
    well_formed = well_formed && !decimals.empty();
  }
  if (!well_formed || !rest.empty()) {
    return Bad("not a number of the form -?digits(.digits)?", text);
  }
  RETURN_IF_ERROR(CheckDigits(whole, decimals, text));
  return Canonical(negative, whole, decimals);
}

bool SameSatuan(std::string_view a, std::string_view b) {
  return NormalSatuan(a) == NormalSatuan(b);
}

}  // namespace sakip::nilai
