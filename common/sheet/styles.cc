#include "common/sheet/styles.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <map>

#include "common/period/period.h"
#include "common/sheet/collector.h"
#include "common/sheet/xml_reader.h"
#include "common/status/status_macros.h"

namespace sakip::sheet {
namespace {

constexpr size_t kStylesMax = 65'536;  // Excel's own most is 65,490
constexpr size_t kFormatsMax = 10'000;
constexpr int64_t kLastDay = 2'932'896;  // 9999-12-31 in days since 1970-01-01

// The formats every workbook has without listing them: 14-17 and 22 show dates, 27-36 and 50-58 do
// in East Asian editions (ECMA-376 part 1, 18.8.30).
bool IsBuiltInDate(int id) {
  return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
}

std::optional<int> Integer(std::optional<std::string_view> text) {
  int value = 0;
  if (!text.has_value()) {
    return std::nullopt;
  }
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  return error == std::errc() && end == text->data() + text->size() ? std::optional(value)
                                                                    : std::nullopt;
}

class Styles : public XmlHandler {
 public:
  absl::Status Start(std::string_view name, const Attributes& attributes) override {
    if (name == "cellXfs") {
      in_cell_formats_ = true;
    } else if (name == "xf" && in_cell_formats_) {
      ids_.push_back(Integer(attributes.Find("numFmtId")).value_or(0));
    } else if (name == "numFmt" && !in_cell_formats_) {
      if (const auto id = Integer(attributes.Find("numFmtId"))) {
        custom_[*id] = IsDateFormat(attributes.Find("formatCode").value_or(""));
      }
    }
    if (ids_.size() > kStylesMax || custom_.size() > kFormatsMax) {
      return Refuse(0, "is a workbook with too many styles",
                    "buku kerja memuat terlalu banyak gaya");
    }
    return absl::OkStatus();
  }
  absl::Status End(std::string_view name) override {
    if (name == "cellXfs") {
      in_cell_formats_ = false;
    }
    return absl::OkStatus();
  }
  absl::Status Text(std::string_view) override { return absl::OkStatus(); }

  std::vector<bool> Dates() const {
    std::vector<bool> dates;
    for (const int id : ids_) {
      const auto custom = custom_.find(id);
      dates.push_back(custom == custom_.end() ? IsBuiltInDate(id) : custom->second);
    }
    return dates;
  }

 private:
  bool in_cell_formats_ = false;
  std::vector<int> ids_;
  std::map<int, bool> custom_;
};

bool AllDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "h]", "mm]", "ss]": hours, minutes or seconds that count on, unlike "Red]".
bool IsElapsed(std::string_view code) {
  const size_t letters = code.find_first_not_of("hmsHMS");
  return letters != std::string_view::npos && letters > 0 && code[letters] == ']';
}

// The letters of the first section of a format code that stand for something, in lower case.
std::string FormatLetters(std::string_view code) {
  std::string letters;
  bool quoted = false;
  bool bracketed = false;
  for (size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (quoted || bracketed) {
      quoted = quoted && c != '"';
      bracketed = bracketed && c != ']';
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == ';') {
      break;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '[') {
      bracketed = true;
      letters += IsElapsed(code.substr(i + 1)) ? "h" : "";
    } else {
      letters += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    }
  }
  return letters;
}

}  // namespace

bool IsDateFormat(std::string_view code) {
  const std::string letters = FormatLetters(code);
  const auto has = [&letters](const char* any) {
    return letters.find_first_of(any) != std::string::npos;
  };
  return has("yd") || (has("m") && !has("hs"));  // m beside hours or seconds is minutes
}

std::optional<SerialDate> ParseSerial(std::string_view serial, bool dates_from_1904) {
  constexpr int64_t kDay1900 = -25'569;  // 1899-12-30 in days since 1970-01-01
  constexpr int64_t kDay1904 = -24'107;  // 1904-01-01
  constexpr int64_t kNeverWas = 60;
  const size_t dot = std::min(serial.find('.'), serial.size());
  const std::string_view fraction = serial.substr(std::min(dot + 1, serial.size()));
  int64_t days = 0;
  const auto [end, error] = std::from_chars(serial.data(), serial.data() + dot, days);
  if (dot == 0 || error != std::errc() || !AllDigits(serial.substr(0, dot)) ||
      !AllDigits(fraction) || (dot < serial.size() && fraction.empty())) {
    return std::nullopt;
  }
  if (!dates_from_1904 && (days == 0 || days == kNeverWas)) {
    return std::nullopt;
  }
  if (days > kLastDay - kDay1900) {
    return std::nullopt;
  }
  int64_t day = days + (dates_from_1904 ? kDay1904 : kDay1900);
  if (!dates_from_1904 && days < kNeverWas) {
    ++day;
  }
  if (day > kLastDay) {
    return std::nullopt;
  }
  return SerialDate{period::Tanggal::FromEpochDays(day).Iso(),
                    fraction.find_first_not_of('0') != std::string_view::npos};
}

absl::StatusOr<std::vector<bool>> ReadDateStyles(ZipReader& zip, const std::string& part) {
  Styles styles;
  if (!part.empty()) {
    RETURN_IF_ERROR(ReadXml(zip, part, styles));
  }
  return styles.Dates();
}

}  // namespace sakip::sheet
