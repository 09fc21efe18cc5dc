#ifndef SAKIP_COMMON_TEXT_ESCAPE_H_
#define SAKIP_COMMON_TEXT_ESCAPE_H_

#include <string>
#include <string_view>

namespace sakip::text {

// The inside of a JSON string, without the quotes: printable ASCII only, on one line. Other
// characters become \uXXXX (a surrogate pair above FFFF), bytes that are not UTF-8 become \ufffd,
// so any input gives valid JSON.
std::string EscapeJson(std::string_view text);

// The same with quotes around it.
std::string QuoteJson(std::string_view text);

}  // namespace sakip::text

#endif  // SAKIP_COMMON_TEXT_ESCAPE_H_
