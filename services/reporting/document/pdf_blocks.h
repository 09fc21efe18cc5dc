// Blocks ready to be placed: their lines are broken for the width they will stand in.
#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_PDF_BLOCKS_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_PDF_BLOCKS_H_

#include <memory>
#include <string>
#include <vector>

#include "services/reporting/document/document.h"
#include "services/reporting/document/pdf_flow.h"
#include "services/reporting/document/pdf_fonts.h"

namespace sakip::document {

class PlacedBlock {
 public:
  virtual ~PlacedBlock() = default;
  // Height of the least part that may stand at the foot of a page, with `tail` following the
  // block's end: what a heading above must find room for.
  virtual double HeadHeight(double tail) const = 0;
  // `tail` is the room the next block needs on the page where this one ends; 0 if it may follow on
  // the next page.
  virtual void Place(Flow& flow, double tail) = 0;
};

// `document` must outlive what these return.
std::unique_ptr<PlacedBlock> PlaceableTable(const Table& table, const FontSet& fonts,
                                            const PageShape& shape);
// Cover, Contents, Heading, Paragraph, Chart, Signatures, PageBreak.
std::unique_ptr<PlacedBlock> PlaceableBlock(const Block& block, const Document& document,
                                            const FontSet& fonts, const PageShape& shape);

// "Tabel 2.1  Pagu dan realisasi".
std::vector<Span> CaptionSpans(const Caption& caption);

DrawOp BeginTag(std::string tag);
DrawOp EndTag(std::string tag);

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_PDF_BLOCKS_H_
