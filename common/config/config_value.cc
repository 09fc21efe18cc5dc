#include "common/config/config_value.h"

#include <optional>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "common/text/utf8.h"

namespace sakip::config {
namespace {

struct Unit {
  std::string_view suffix;
  int64_t factor;
};
constexpr Unit kDurations[] = {{"ms", 1}, {"s", 1'000}, {"m", 60'000}, {"h", 3'600'000}};
constexpr Unit kSizes[] = {
    {"KiB", int64_t{1} << 10}, {"MiB", int64_t{1} << 20}, {"GiB", int64_t{1} << 30}};

absl::Status Wants(std::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("must be ", std::string(what)));
}

std::optional<int64_t> Integer(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) {
    text.remove_prefix(1);
  }
  if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  int64_t value = 0;
  for (const char c : text) {
    const int64_t digit = negative ? '0' - c : c - '0';
    if (__builtin_mul_overflow(value, 10, &value) || __builtin_add_overflow(value, digit, &value)) {
      return std::nullopt;
    }
  }
  return value;
}

template <size_t N>
std::optional<int64_t> WithUnit(std::string_view text, const Unit (&units)[N]) {
  int64_t factor = 1;
  for (const Unit& unit : units) {
    // "ms" comes before "s" in the table, so the longer suffix wins.
    if (text.ends_with(unit.suffix)) {
      text.remove_suffix(unit.suffix.size());
      factor = unit.factor;
      break;
    }
  }
  const auto count = text.starts_with('-') ? std::nullopt : Integer(text);
  int64_t value = 0;
  if (!count || __builtin_mul_overflow(*count, factor, &value)) {
    return std::nullopt;
  }
  return value;
}

absl::StatusOr<ParsedValue> InRange(const Option& option, std::optional<int64_t> value) {
  if (!value) {
    return Wants(TypeName(option.type));
  }
  if (*value < option.min || *value > option.max) {
    return Wants(absl::StrCat("between ", option.min, " and ", option.max));
  }
  return ParsedValue{*value, {}};
}

bool IsAddress(std::string_view text) {
  if (text.starts_with("unix:")) {
    return text.size() > 6 && text[5] == '/';
  }
  const size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) {
    return false;
  }
  const std::string_view port_text = text.substr(colon + 1);
  const auto port = Integer(port_text);
  if (!port || port_text.size() > 5 || *port < 0 || *port > 65535) {
    return false;
  }
  std::string_view host = text.substr(0, colon);
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) {
    host = host.substr(1, host.size() - 2);
  }
  return !host.empty() && host.find_first_not_of(bracketed ? "0123456789abcdefABCDEF:."
                                                           : "0123456789abcdefghijklmnopqrstuvwxyz"
                                                             "ABCDEFGHIJKLMNOPQRSTUVWXYZ.-_") ==
                              std::string_view::npos;
}

absl::StatusOr<ParsedValue> AddressList(std::string_view text) {
  ParsedValue value;
  while (!text.empty()) {
    const size_t comma = text.find(',');
    const std::string_view address = text.substr(0, comma);
    if (!IsAddress(address) || (comma != std::string_view::npos && comma + 1 == text.size())) {
      return Wants(TypeName(Type::kAddressList));
    }
    value.list.emplace_back(address);
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
  }
  return value;
}

}  // namespace

absl::StatusOr<ParsedValue> ParseValue(const Option& option, std::string_view text) {
  if (text::HasControlOrBidi(text)) {
    return Wants("UTF-8 without control or hidden characters");
  }
  switch (option.type) {
    case Type::kString:
    case Type::kPath:
      return ParsedValue{};
    case Type::kBool:
      if (text != "true" && text != "false") {
        return Wants(TypeName(option.type));
      }
      return ParsedValue{text == "true" ? 1 : 0, {}};
    case Type::kInt:
      return InRange(option, Integer(text));
    case Type::kDurationMs:
      return InRange(option, WithUnit(text, kDurations));
    case Type::kBytes:
      return InRange(option, WithUnit(text, kSizes));
    case Type::kAddressList:
      return AddressList(text);
  }
  return absl::InternalError("unknown option type");
}

std::string_view TypeName(Type type) {
  switch (type) {
    case Type::kString:
      return "text";
    case Type::kPath:
      return "a path";
    case Type::kBool:
      return "true or false";
    case Type::kInt:
      return "a whole number";
    case Type::kDurationMs:
      return "a duration such as 500ms, 30s, 5m or 2h";
    case Type::kBytes:
      return "a size such as 65536, 64KiB, 4MiB or 1GiB";
    case Type::kAddressList:
      return "addresses host:port, [ipv6]:port or unix:/path, separated by commas";
  }
  return "text";
}

}  // namespace sakip::config
