#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_PDF_FINISH_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_PDF_FINISH_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace sakip::document {

// Adds what cairo 1.16 cannot write: the mark of a tagged file, its language (BCP 47), the one
// element that holds all others, the alternative texts of its figures in drawing order, the scope
// of header cells; and a file id made of the content alone. INTERNAL when qpdf refuses the file.
// This header and its source are C++17: clang 14 cannot compile qpdf 11's headers as C++20.
absl::StatusOr<std::string> FinishPdf(const std::string& pdf, const std::string& language,
                                      const std::vector<std::string>& alternatives);

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_PDF_FINISH_H_
