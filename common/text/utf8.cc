#include "common/text/utf8.h"

namespace sakip::text {
namespace {

uint8_t Byte(std::string_view text, size_t at) {
  return static_cast<uint8_t>(text[at]);
}

// The smallest value that needs this many bytes: anything below is an overlong form.
constexpr uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};

bool IsNoncharacter(uint32_t value) {
  return (value & 0xFFFE) == 0xFFFE || (value >= 0xFDD0 && value <= 0xFDEF);
}

bool IsHidden(uint32_t value, LineBreaks line_breaks) {
  if (value == '\n' || value == '\t') {
    return line_breaks == LineBreaks::kRefuse;
  }
  return value < 0x20 || (value >= 0x7F && value <= 0x9F) || (value >= 0x200B && value <= 0x200F) ||
         (value >= 0x202A && value <= 0x202E) || (value >= 0x2066 && value <= 0x2069) ||
         value == 0xFEFF || IsNoncharacter(value);
}

}  // namespace

std::optional<CodePoint> DecodeFirst(std::string_view text) {
  if (text.empty()) {
    return std::nullopt;
  }
  const uint8_t lead = Byte(text, 0);
  if (lead < 0x80) {
    return CodePoint{lead, 1};
  }
  size_t bytes = 0;
  uint32_t value = 0;
  if (lead >= 0xC2 && lead < 0xE0) {
    bytes = 2;
    value = lead & 0x1FU;
  } else if (lead >= 0xE0 && lead < 0xF0) {
    bytes = 3;
    value = lead & 0x0FU;
  } else if (lead >= 0xF0 && lead < 0xF5) {
    bytes = 4;
    value = lead & 0x07U;
  } else {
    return std::nullopt;
  }
  if (text.size() < bytes) {
    return std::nullopt;
  }
  for (size_t i = 1; i < bytes; ++i) {
    const uint8_t next = Byte(text, i);
    if ((next & 0xC0U) != 0x80U) {
      return std::nullopt;
    }
    value = (value << 6U) | (next & 0x3FU);
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < kSmallest[bytes] || value > 0x10FFFF || surrogate) {
    return std::nullopt;
  }
  return CodePoint{value, bytes};
}

bool IsValidUtf8(std::string_view text) {
  while (!text.empty()) {
    const auto first = DecodeFirst(text);
    if (!first) {
      return false;
    }
    text.remove_prefix(first->bytes);
  }
  return true;
}

size_t CountCodePoints(std::string_view text) {
  size_t count = 0;
  while (!text.empty()) {
    const auto first = DecodeFirst(text);
    text.remove_prefix(first ? first->bytes : 1);
    ++count;
  }
  return count;
}

bool HasControlOrBidi(std::string_view text, LineBreaks line_breaks) {
  while (!text.empty()) {
    const auto first = DecodeFirst(text);
    if (!first || IsHidden(first->value, line_breaks)) {
      return true;
    }
    text.remove_prefix(first->bytes);
  }
  return false;
}

}  // namespace sakip::text
