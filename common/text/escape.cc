#include "common/text/escape.h"

#include "common/text/utf8.h"

namespace sakip::text {
namespace {

void AppendUnit(uint32_t unit, std::string& out) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += "\\u";
  for (const uint32_t shift : {12U, 8U, 4U, 0U}) {
    out += kHex[(unit >> shift) & 0xFU];
  }
}

// Stands for itself.
bool IsPlain(char c) {
  return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

void AppendEscaped(uint32_t value, std::string& out) {
  switch (value) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  if (value >= 0x20 && value < 0x7F) {
    out += static_cast<char>(value);
  } else if (value < 0x10000) {
    AppendUnit(value, out);
  } else {
    AppendUnit(0xD800 + ((value - 0x10000) >> 10U), out);
    AppendUnit(0xDC00 + ((value - 0x10000) & 0x3FFU), out);
  }
}

}  // namespace

std::string EscapeJson(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    size_t plain = 0;
    while (plain < text.size() && IsPlain(text[plain])) {
      ++plain;
    }
    out.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) {
      break;
    }
    const auto first = DecodeFirst(text);
    AppendEscaped(first ? first->value : 0xFFFD, out);
    text.remove_prefix(first ? first->bytes : 1);
  }
  return out;
}

std::string QuoteJson(std::string_view text) {
  return "\"" + EscapeJson(text) + "\"";
}

}  // namespace sakip::text
