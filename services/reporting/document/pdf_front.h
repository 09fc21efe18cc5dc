#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_PDF_FRONT_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_PDF_FRONT_H_

#include <memory>

#include "services/reporting/document/pdf_blocks.h"

namespace sakip::document {

// A cover whose texts don't fit its page is set smaller, at last cut: it is one page in any case.
std::unique_ptr<PlacedBlock> PlaceableCover(const Cover& cover, const FontSet& fonts,
                                            const PageShape& shape);

std::unique_ptr<PlacedBlock> PlaceableContents(const Contents& contents, const Document& document,
                                               const FontSet& fonts, const PageShape& shape);

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_PDF_FRONT_H_
