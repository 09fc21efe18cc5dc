#include "services/reporting/document/text.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_format.h"

namespace sakip::document {
namespace {

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

// Sorted. Joiners (U+200C, U+200D) are ordinary letters' business in some scripts and stay.
constexpr Range kInvisible[] = {
    {0x0000, 0x0008}, {0x000B, 0x000C}, {0x000E, 0x001F}, {0x007F, 0x009F}, {0x061C, 0x061C},
    {0x180E, 0x180E}, {0x200B, 0x200B}, {0x200E, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x206F},
    {0xFDD0, 0xFDEF}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xFFFE, 0xFFFF}, {0xE0000, 0xE007F},
};

bool IsInvisible(std::uint32_t code) {
  if ((code & 0xFFFE) == 0xFFFE) {
    return true;
  }
  const auto* range = std::find_if(std::begin(kInvisible), std::end(kInvisible),
                                   [code](const Range& r) { return code <= r.last; });
  return range != std::end(kInvisible) && code >= range->first;
}

// Length of the sequence a lead byte starts, 0 for a byte that starts none.
std::size_t SequenceLength(unsigned char lead) {
  if (lead < 0x80) {
    return 1;
  }
  if (lead >= 0xC2 && lead <= 0xDF) {
    return 2;
  }
  if (lead >= 0xE0 && lead <= 0xEF) {
    return 3;
  }
  return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

}  // namespace

bool IsValidUtf8(std::string_view text) {
  std::size_t pos = 0;
  while (pos < text.size()) {
    const auto lead = static_cast<unsigned char>(text[pos]);
    const std::size_t length = SequenceLength(lead);
    if (length == 0 || length > text.size() - pos) {
      return false;
    }
    for (std::size_t i = 1; i < length; ++i) {
      if ((static_cast<unsigned char>(text[pos + i]) & 0xC0) != 0x80) {
        return false;
      }
    }
    std::size_t at = pos;
    const std::uint32_t code = NextCodePoint(text, at);
    if ((length == 3 && (code < 0x800 || (code >= 0xD800 && code <= 0xDFFF))) ||
        (length == 4 && (code < 0x10000 || code > 0x10FFFF))) {
      return false;
    }
    pos += length;
  }
  return true;
}

std::uint32_t NextCodePoint(std::string_view text, std::size_t& pos) {
  const auto lead = static_cast<unsigned char>(text[pos]);
  const std::size_t length = SequenceLength(lead);
  if (length <= 1) {
    ++pos;
    return lead;
  }
  std::uint32_t code = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    code = (code << 6) | (static_cast<unsigned char>(text[pos + i]) & 0x3FU);
  }
  pos += length;
  return code;
}

std::string VisibleText(std::string_view text, LineFeeds line_feeds) {
  const char line_feed = line_feeds == LineFeeds::kKeep ? '\n' : ' ';
  std::string out;
  out.reserve(text.size());
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t start = pos;
    const std::uint32_t code = NextCodePoint(text, pos);
    if (code == '\r') {
      out += line_feed;
      pos += pos < text.size() && text[pos] == '\n' ? 1 : 0;
    } else if (code == '\n' || code == 0x2028 || code == 0x2029) {
      out += line_feed;
    } else if (code == '\t') {
      out += ' ';
    } else if (IsInvisible(code)) {
      absl::StrAppendFormat(&out, "[U+%04X]", code);
    } else {
      out.append(text, start, pos - start);
    }
  }
  return out;
}

}  // namespace sakip::document
