// The tables of a document as a workbook for calculating on: a first sheet that lists them with
// links, then one sheet for each table under its heading and caption. Cells with a Number are
// numbers in the printed format, all others are texts: nothing is ever a formula. Header rows are
// frozen and repeated in print; pages are A4, as wide as the table. Pure function: the same
// document gives the same bytes. Safe to call from several threads.
#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_XLSX_WRITER_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_XLSX_WRITER_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/reporting/document/document.h"

namespace sakip::document {

// INVALID_ARGUMENT when Validate refuses the document; INTERNAL when the library or the temporary
// folder fails. A text beyond the format's 32,767 characters of a cell is cut and says so at its
// end. Numbers beyond 15 digits, which the format would round, come out as texts. Control and bidi
// characters come out as "[U+202E]".
absl::StatusOr<std::string> WriteXlsx(const Document& document);

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_XLSX_WRITER_H_
