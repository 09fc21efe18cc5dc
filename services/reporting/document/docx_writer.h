// An editable Word document (ECMA-376, transitional): named styles, real headings, captions and
// lists, a contents field that already shows its entries with page numbers, repeated header rows,
// landscape sections for wide tables, charts as pictures with alternative text. Pure function: the
// same arguments give the same bytes. Safe to call from several threads.
#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_DOCX_WRITER_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_DOCX_WRITER_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/reporting/document/document.h"
#include "services/reporting/document/pdf_writer.h"

namespace sakip::document {

// `pages` as PagesOfHeadings gives them; a heading that is not among them shows no page number.
// INVALID_ARGUMENT when Validate refuses the document; FAILED_PRECONDITION and INTERNAL as
// WritePdf, from its charts. Every text is escaped; control and bidi characters come out as
// "[U+202E]".
absl::StatusOr<std::string> WriteDocx(const Document& document,
                                      const std::vector<HeadingPage>& pages);

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_DOCX_WRITER_H_
