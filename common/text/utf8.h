#ifndef SAKIP_COMMON_TEXT_UTF8_H_
#define SAKIP_COMMON_TEXT_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

// What a text from outside may hold. Pure and thread-safe.
namespace sakip::text {

// One decoded character: its value and its length in bytes (1..4).
struct CodePoint {
  uint32_t value = 0;
  size_t bytes = 0;
};

// The character at the start of `text`; nullopt when `text` is empty or does not start with
// well-formed UTF-8 (Unicode 15, table 3-7: no overlong form, no surrogate, nothing above 10FFFF).
std::optional<CodePoint> DecodeFirst(std::string_view text);

bool IsValidUtf8(std::string_view text);

// Characters in valid UTF-8; each byte that is not part of a well-formed character counts as one.
size_t CountCodePoints(std::string_view text);

// Whether line feed and tab are ordinary text here (a narrative) or control characters (a name).
enum class LineBreaks { kRefuse, kAllow };

// True when `text` has a character an official cannot see or that reorders the others: C0 and C1
// controls and DEL, zero-width and direction marks (U+200B-200F), bidi overrides and isolates
// (U+202A-202E, U+2066-2069), BOM (U+FEFF), noncharacters. CR is a control in both modes.
// Invalid UTF-8 answers true.
bool HasControlOrBidi(std::string_view text, LineBreaks line_breaks = LineBreaks::kRefuse);

}  // namespace sakip::text

#endif  // SAKIP_COMMON_TEXT_UTF8_H_
