#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_HTML_TEXT_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_HTML_TEXT_H_

#include <string>
#include <string_view>

#include "services/reporting/document/text.h"

namespace sakip::document {

// Safe as element content and inside double quotes. VisibleText is applied; under kKeep a line
// feed becomes <br>.
std::string EscapeHtml(std::string_view text, LineFeeds line_feeds);

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_HTML_TEXT_H_
