#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_PDF_LINES_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_PDF_LINES_H_

#include <string>
#include <vector>

#include "services/reporting/document/pdf_blocks.h"
#include "services/reporting/document/pdf_text.h"

namespace sakip::document {

struct PlacedLine {
  TextLine line;
  TypeStyle style;
  double x = 0;  // from the page's left edge
};

// Running lines: headings, paragraphs, captions. Broken over pages with at least two lines on each
// side; a text of up to three lines is never broken.
class LineBlock : public PlacedBlock {
 public:
  std::vector<PlacedLine> lines;
  std::string tag = "P";
  std::string heading_id;      // link target when not empty
  bool new_page = false;       // starts a page
  bool keep_together = false;  // broken only when longer than a page
  double before = 0;
  double after = 0;

  void Add(const FontSet& fonts, const std::vector<Span>& spans, const TypeStyle& style, double x,
           double width, Align align);

  // A number or bullet in front of the first line.
  void AddMarker(const std::string& text, const TypeStyle& style, double x, double max_width);

  double HeadHeight(double tail) const override;
  void Place(Flow& flow, double tail) override;

 private:
  struct Marker {
    std::string text;
    TypeStyle style;
    double x = 0;
    double max_width = 0;
  };

  double Height(std::size_t begin, std::size_t end) const;
  std::size_t FittingEnd(std::size_t begin, double room) const;
  // Where the part that starts at `begin` ends on this page; `begin` asks for a new page.
  std::size_t ChooseEnd(const Flow& flow, std::size_t begin, double tail) const;
  void PlaceRange(Flow& flow, std::size_t begin, std::size_t end);

  Marker marker_;
};

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_PDF_LINES_H_
