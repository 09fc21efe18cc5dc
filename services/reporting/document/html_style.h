#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_HTML_STYLE_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_HTML_STYLE_H_

#include <string_view>

namespace sakip::document {

// report.css, byte for byte.
std::string_view HtmlStyle();

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_HTML_STYLE_H_
