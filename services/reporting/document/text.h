// Text as it may appear in any output format.
#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_TEXT_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sakip::document {

// Well-formed UTF-8: no overlong forms, surrogates or values above U+10FFFF.
bool IsValidUtf8(std::string_view text);

// The code point at `pos`, which is moved past it. `text` must be valid UTF-8 and pos < size().
std::uint32_t NextCodePoint(std::string_view text, std::size_t& pos);

enum class LineFeeds { kKeep, kSpace };

// Makes `text` inert and honest: what cannot be seen but changes how the rest is read (control
// characters, bidi overrides and isolates, tags, non-characters) becomes "[U+202E]". Tabs become
// spaces; CR LF, CR, U+2028 and U+2029 become line feeds, and those spaces under kSpace.
std::string VisibleText(std::string_view text, LineFeeds line_feeds);

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_TEXT_H_
