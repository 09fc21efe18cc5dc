// PDF on A4, tagged, with bookmarks, linked contents and embedded fonts. Pure function: the same
// document gives the same bytes (with the same library and font package versions). Safe to call
// from several threads: each call has its own font map; cairo, pango and fontconfig lock what they
// share.
#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_PDF_WRITER_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_PDF_WRITER_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/reporting/document/document.h"

namespace sakip::document {

struct PdfOptions {
  int max_pages = 3000;  // a runaway document ends here, not with the machine's memory
};

// Errors:
//   INVALID_ARGUMENT     Validate refuses the document
//   FAILED_PRECONDITION  the Liberation fonts are missing (Debian: fonts-liberation2); no other
//                        font is taken instead, or line breaks would differ between machines
//   RESOURCE_EXHAUSTED   more than max_pages pages
//   INTERNAL             cairo or qpdf reports a failure
absl::StatusOr<std::string> WritePdf(const Document& document, const PdfOptions& options = {});

// Where the PDF's layout puts the headings with in_contents, of every level, for formats that show
// page numbers without laying out pages themselves.
struct HeadingPage {
  std::string id;    // Heading::id
  std::string page;  // as printed at its foot: "iv", "12"

  bool operator==(const HeadingPage&) const = default;
};

// In document order; the errors of WritePdf.
absl::StatusOr<std::vector<HeadingPage>> PagesOfHeadings(const Document& document,
                                                         const PdfOptions& options = {});

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_PDF_WRITER_H_
