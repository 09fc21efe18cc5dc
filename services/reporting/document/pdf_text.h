// Text broken into lines that stand alone, so that page breaks are the caller's.
#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_PDF_TEXT_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_PDF_TEXT_H_

#include <cairo.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "services/reporting/document/chart.h"
#include "services/reporting/document/document.h"
#include "services/reporting/document/pdf_fonts.h"

namespace sakip::document {

inline constexpr const char* kSerif = "Liberation Serif";
inline constexpr const char* kSans = "Liberation Sans";

inline constexpr Colour kBlack{0x1A, 0x1A, 0x1A};
inline constexpr Colour kGrey{0x55, 0x55, 0x55};
inline constexpr Colour kRule{0x9A, 0xA0, 0xA8};
inline constexpr Colour kNavy{0x1F, 0x3A, 0x5F};

struct TypeStyle {
  const char* family = kSerif;
  double size = 11.5;
  double leading = 17;  // distance of baselines
  bool bold = false;
  bool italic = false;
  Colour colour = kBlack;
};

// One line; keeps the layout it belongs to alive.
struct TextLine {
  std::shared_ptr<PangoLayout> layout;
  PangoLayoutLine* line = nullptr;
  double offset = 0;  // from the left edge of the column, by alignment
  double width = 0;
  bool last = false;  // of its text
};

// At least one line, an empty text included. Linear in the text's length, with or without spaces.
std::vector<TextLine> BreakText(const FontSet& fonts, const std::vector<Span>& spans,
                                const TypeStyle& style, double width, Align align);
std::vector<TextLine> BreakText(const FontSet& fonts, std::string_view text, const TypeStyle& style,
                                double width, Align align);

// `top` is the upper edge of the line's leading.
void DrawLine(cairo_t* cr, const TextLine& line, const TypeStyle& style, double x, double top);

// One line, cut with an ellipsis at `max_width` when that is positive. `x` is the anchor.
void DrawText(cairo_t* cr, const FontSet& fonts, const TypeStyle& style, double x, double baseline,
              Anchor anchor, std::string_view text, double max_width = 0);

void SetColour(cairo_t* cr, Colour colour);

// Where the baseline of a line stands below its upper edge.
double BaselineOf(const TypeStyle& style);

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_PDF_TEXT_H_
