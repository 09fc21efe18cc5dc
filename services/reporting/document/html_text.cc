#include "services/reporting/document/html_text.h"

namespace sakip::document {

std::string EscapeHtml(std::string_view text, LineFeeds line_feeds) {
  const std::string visible = VisibleText(text, line_feeds);
  std::string out;
  out.reserve(visible.size());
  for (const char c : visible) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      case '\n':
        out += "<br>";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace sakip::document
