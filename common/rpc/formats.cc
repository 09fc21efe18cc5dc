#include "common/rpc/formats.h"

#include <algorithm>
#include <cctype>

#include "common/period/period.h"
#include "common/resource_name/resource_name.h"
#include "common/rpc/limits.h"
#include "common/text/utf8.h"

namespace sakip::rpc {
namespace {

using sakip::common::v1::FieldRules;

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

bool IsBase64UrlChar(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
}

// -?[0-9]{1,15}(\.[0-9]{1,8})?
bool IsAngka(std::string_view text) {
  if (!text.empty() && text.front() == '-') {
    text.remove_prefix(1);
  }
  const size_t dot = text.find('.');
  const std::string_view whole = text.substr(0, dot);
  const std::string_view part = dot == std::string_view::npos ? "0" : text.substr(dot + 1);
  return !whole.empty() && whole.size() <= 15 && !part.empty() && part.size() <= 8 &&
         std::all_of(whole.begin(), whole.end(), IsDigit) &&
         std::all_of(part.begin(), part.end(), IsDigit);
}

bool IsBlank(char c) {
  return c == ' ' || c == '\t' || c == '\n';
}

bool HasBlankEnds(std::string_view text) {
  constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
  return IsBlank(text.front()) || IsBlank(text.back()) || text.starts_with(kNoBreakSpace) ||
         text.ends_with(kNoBreakSpace);
}

BrokenRule Must(std::string_view form, std::string_view bentuk) {
  return {std::string("must be ").append(form), std::string("harus berupa ").append(bentuk)};
}

std::optional<BrokenRule> When(bool broken, BrokenRule rule) {
  return broken ? std::optional<BrokenRule>(std::move(rule)) : std::nullopt;
}

std::optional<BrokenRule> CheckText(std::string_view text, text::LineBreaks breaks) {
  if (text::HasControlOrBidi(text, breaks)) {
    return BrokenRule{"has control, direction or zero-width characters",
                      "memuat karakter kendali, arah tulisan, atau lebar nol"};
  }
  return When(HasBlankEnds(text),
              {"must not begin or end with a blank", "tidak boleh diawali atau diakhiri spasi"});
}

}  // namespace

bool IsUuid(std::string_view text) {
  if (text.size() != 36) {
    return false;
  }
  bool any = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (i == 8 || i == 13 || i == 18 || i == 23) {
      if (c != '-') {
        return false;
      }
      continue;
    }
    if (!IsDigit(c) && !(c >= 'a' && c <= 'f')) {
      return false;
    }
    any = any || c != '0';
  }
  return any;
}

std::optional<BrokenRule> CheckFormat(FieldRules::Format format, std::string_view text) {
  switch (format) {
    case FieldRules::FORMAT_UUID:
      return When(!IsUuid(text), Must("a UUID in lower case, not all zero",
                                      "UUID huruf kecil yang tidak seluruhnya nol"));
    case FieldRules::FORMAT_LINE:
      return CheckText(text, text::LineBreaks::kRefuse);
    case FieldRules::FORMAT_TEXT:
      return CheckText(text, text::LineBreaks::kAllow);
    case FieldRules::FORMAT_ID:
      return When(!resource_name::IsId(text), Must("1 to 80 of the characters a-z A-Z 0-9 . _ ~ -",
                                                   "1 sampai 80 karakter a-z A-Z 0-9 . _ ~ -"));
    case FieldRules::FORMAT_SATKER:
      return When(!resource_name::IsSatkerId(text),
                  Must("an area code of two or four digits", "kode wilayah dua atau empat angka"));
    case FieldRules::FORMAT_ANGKA:
      return When(!IsAngka(text),
                  Must("a decimal number such as 77.5, at most 15 digits and 8 decimals",
                       "bilangan desimal seperti 77.5, paling banyak 15 angka dan 8 desimal"));
    case FieldRules::FORMAT_TANGGAL:
      return When(!period::Tanggal::ParseIso(text).ok(),
                  Must("a date such as 2018-02-02", "tanggal seperti 2018-02-02"));
    case FieldRules::FORMAT_PERIODE:
      return When(!period::Periode::Parse(text).ok(),
                  Must("a period such as 2017, 2017-TW2 or 2017-06",
                       "periode seperti 2017, 2017-TW2 atau 2017-06"));
    case FieldRules::FORMAT_TOKEN:
      return When(
          text.size() > kTokenCharsMax || !std::all_of(text.begin(), text.end(), IsBase64UrlChar),
          Must("a token issued by this system", "token yang diterbitkan sistem ini"));
    default:
      return std::nullopt;
  }
}

}  // namespace sakip::rpc
