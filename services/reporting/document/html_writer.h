// One self-contained HTML file: no scripts, no outside addresses. Pure function: same document,
// same bytes. Safe to call from several threads.
#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_HTML_WRITER_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_HTML_WRITER_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/reporting/document/document.h"

namespace sakip::document {

// INVALID_ARGUMENT when Validate refuses the document. Every text is escaped; control and bidi
// characters come out as visible "[U+202E]".
absl::StatusOr<std::string> WriteHtml(const Document& document);

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_HTML_WRITER_H_
