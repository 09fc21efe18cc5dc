#include "common/sheet/shared_strings.h"

#include <algorithm>
#include <utility>

#include "common/sheet/collector.h"
#include "common/sheet/xml_reader.h"
#include "common/status/status_macros.h"

namespace sakip::sheet {
namespace {

constexpr size_t kEscapeBytes = 7;  // _x000D_

std::optional<uint32_t> HexDigit(char c) {
  if (c >= '0' && c <= '9') {
    return static_cast<uint32_t>(c - '0');
  }
  if (c >= 'a' && c <= 'f') {
    return static_cast<uint32_t>(c - 'a' + 10);
  }
  if (c >= 'A' && c <= 'F') {
    return static_cast<uint32_t>(c - 'A' + 10);
  }
  return std::nullopt;
}

// The character of "_x000D_" at the start of `text`; nullopt for anything else and for surrogates.
std::optional<uint32_t> Escaped(std::string_view text) {
  if (text.size() < kEscapeBytes || text.substr(0, 2) != "_x" || text[kEscapeBytes - 1] != '_') {
    return std::nullopt;
  }
  uint32_t value = 0;
  for (const char c : text.substr(2, 4)) {
    const std::optional<uint32_t> digit = HexDigit(c);
    if (!digit.has_value()) {
      return std::nullopt;
    }
    value = value * 16 + *digit;
  }
  return value >= 0xD800 && value <= 0xDFFF ? std::nullopt : std::optional(value);
}

void AppendUtf8(std::string& out, uint32_t value) {
  if (value < 0x80) {
    out += static_cast<char>(value);
  } else if (value < 0x800) {
    out += static_cast<char>(0xC0U | (value >> 6U));
    out += static_cast<char>(0x80U | (value & 0x3FU));
  } else {
    out += static_cast<char>(0xE0U | (value >> 12U));
    out += static_cast<char>(0x80U | ((value >> 6U) & 0x3FU));
    out += static_cast<char>(0x80U | (value & 0x3FU));
  }
}

class StringsHandler : public XmlHandler {
 public:
  explicit StringsHandler(const Limits& limits) : limits_(limits), text_(CellBytesMax(limits)) {}

  absl::Status Start(std::string_view name, const Attributes&) override {
    if (name == "si") {
      in_item_ = true;
      text_.Clear();
    }
    text_.Start(name);
    return absl::OkStatus();
  }
  absl::Status End(std::string_view name) override {
    text_.End(name);
    if (name == "si" && in_item_) {
      in_item_ = false;
      if (!strings_.Add(text_.Take(), limits_)) {
        return Refuse(0, "is a workbook with too much text",
                      "buku kerja memuat terlalu banyak teks");
      }
    }
    return absl::OkStatus();
  }
  absl::Status Text(std::string_view text) override {
    text_.Text(text);
    return absl::OkStatus();
  }

  SharedStrings Take() { return std::move(strings_); }

 private:
  const Limits& limits_;
  RichText text_;
  SharedStrings strings_;
  bool in_item_ = false;
};

}  // namespace

size_t CellBytesMax(const Limits& limits) {
  return limits.cell_chars * 4 + 1;
}

void RichText::Start(std::string_view name) {
  in_text_ = in_text_ || name == "t";
  in_phonetic_ = in_phonetic_ || name == "rPh";
}

void RichText::End(std::string_view name) {
  in_text_ = in_text_ && name != "t";
  in_phonetic_ = in_phonetic_ && name != "rPh";
}

void RichText::Text(std::string_view text) {
  if (in_text_ && !in_phonetic_) {
    text_.append(text.substr(0, bytes_max_ - std::min(bytes_max_, text_.size())));
  }
}

std::string RichText::Take() {
  std::string text = std::exchange(text_, {});
  return text.size() < bytes_max_ ? DecodeEscapes(std::move(text)) : text;
}

std::string DecodeEscapes(std::string text) {
  if (text.find("_x") == std::string::npos) {
    return text;
  }
  std::string plain;
  for (std::string_view rest = text; !rest.empty();) {
    const std::optional<uint32_t> value = Escaped(rest);
    if (value.has_value()) {
      AppendUtf8(plain, *value);
    } else {
      plain += rest.front();
    }
    rest.remove_prefix(value.has_value() ? kEscapeBytes : 1);
  }
  return plain;
}

std::optional<std::string_view> SharedStrings::Get(size_t index) const {
  if (index >= ends_.size()) {
    return std::nullopt;
  }
  const size_t begin = index == 0 ? 0 : ends_[index - 1];
  return std::string_view(texts_).substr(begin, ends_[index] - begin);
}

bool SharedStrings::Add(std::string_view text, const Limits& limits) {
  if (texts_.size() + text.size() > limits.shared_text_bytes ||
      ends_.size() >= limits.shared_strings) {
    return false;
  }
  if (texts_.capacity() == 0) {
    texts_.reserve(limits.shared_text_bytes);  // pages that are not written to cost nothing
  }
  texts_.append(text);
  ends_.push_back(static_cast<uint32_t>(texts_.size()));
  return true;
}

absl::StatusOr<SharedStrings> ReadSharedStrings(ZipReader& zip, const std::string& part,
                                                const Limits& limits) {
  StringsHandler handler(limits);
  if (!part.empty()) {
    RETURN_IF_ERROR(ReadXml(zip, part, handler));
  }
  return handler.Take();
}

}  // namespace sakip::sheet
