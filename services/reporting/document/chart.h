// Charts, drawn once for every format: DrawChart lays out, a Canvas puts marks on cairo, SVG or
// anything else. Text widths come from a table inside (Liberation Sans has the metrics of
// Helvetica), so a chart looks the same everywhere and needs no font to be laid out.
#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_CHART_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_CHART_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/reporting/document/document.h"

namespace sakip::document {

// 8-bit sRGB. Fills differ in lightness, so that a grey print still tells them apart.
struct Colour {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
};

enum class Anchor { kStart, kMiddle, kEnd };

struct TextStyle {
  double size = 8;
  bool bold = false;
  Anchor anchor = Anchor::kStart;
  Colour colour = {};
};

struct Point {
  double x = 0;
  double y = 0;
};

struct Stroke {
  double thickness = 1;
  Colour colour = {};
  double dash = 0;  // solid when 0
  double gap = 0;
};

// Coordinates in points, y downwards, origin at the chart's top left.
class Canvas {
 public:
  virtual ~Canvas() = default;
  virtual void Box(double x, double y, double width, double height, Colour fill) = 0;
  virtual void Line(double x1, double y1, double x2, double y2, double thickness,
                    Colour colour) = 0;
  // Two points or more.
  virtual void Polyline(const std::vector<Point>& points, const Stroke& stroke) = 0;
  virtual void Polygon(const std::vector<Point>& points, Colour fill) = 0;
  virtual void Text(double x, double baseline, const TextStyle& style, std::string_view text) = 0;
};

// Height the chart takes at this width. `chart` has passed Validate.
double ChartHeight(const Chart& chart, double width);

void DrawChart(const Chart& chart, double width, Canvas& canvas);

// An <svg> element for an HTML page: text as text, no ids, no namespace, scales with its place.
std::string ChartSvg(const Chart& chart, double width);
inline constexpr double kChartSvgWidth = 480;  // of the viewBox; a page scales the picture

// A PNG of the chart at `width` points and `dots_per_inch` (72..600), on white. In chart_png.cc,
// library document_pdf: it needs cairo and the Liberation fonts (FAILED_PRECONDITION without them).
// Same chart, same bytes.
absl::StatusOr<std::string> ChartPng(const Chart& chart, double width, int dots_per_inch);

// value / divisor, rounded half away from zero, in Indonesian form: 1.963,2; -0,5.
std::string FormatScaled(std::int64_t value, std::int64_t divisor, int decimals);

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_CHART_H_
