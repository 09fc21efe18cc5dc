// What the chart types share: fitting texts, round axes, the head above a plot, places that are
// still free. Lengths are points, as on the Canvas.
#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_CHART_PARTS_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_CHART_PARTS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/reporting/document/chart.h"

namespace sakip::document {

inline constexpr Colour kChartInk{0x22, 0x22, 0x22};
inline constexpr Colour kChartQuiet{0x55, 0x55, 0x55};
inline constexpr Colour kChartGrid{0xD6, 0xD6, 0xD6};
inline constexpr Colour kChartPaper{0xFF, 0xFF, 0xFF};
inline constexpr double kChartTextSize = 8;
inline constexpr double kChartTickSize = 7.5;
inline constexpr double kLineSpacing = 1.2;  // of the text size

// Visible characters on one line.
std::string ChartText(std::string_view text);
// Width of bold text, generous.
double BoldWidth(std::string_view text, double size);
// `text` cut to `width`, with an ellipsis when something is lost.
std::string Shorten(std::string_view text, double size, double width);
// At most `max_lines` lines, at least one; what does not fit ends in an ellipsis.
std::vector<std::string> WrapLabel(std::string_view text, double size, double width,
                                   std::size_t max_lines);
double WidestLine(const std::vector<std::string>& lines, double size);

// An axis from low_steps * step (not above 0) to high_steps * step (not below 0).
struct Scale {
  std::int64_t step = 1;
  std::int64_t low_steps = 0;
  std::int64_t high_steps = 1;

  std::int64_t Ticks() const { return high_steps - low_steps + 1; }
  // Where `value` stands between the ends, 0..1.
  double Share(double value) const;
};

// A step of 1, 2 or 5 times a power of ten, at least `least`, so that at most six reach
// over `min`..`max` and 0.
Scale RoundScale(std::int64_t min, std::int64_t max, std::int64_t least);
// The scale of amounts shown with `divisor`: never finer than its labels, which have at most four
// decimals.
Scale AmountScale(std::int64_t min, std::int64_t max, std::int64_t divisor);
// "1.500": the tick `index` steps from 0.
std::string TickLabel(const Scale& scale, std::int64_t index, std::int64_t divisor);

// 100 * part / whole, rounded half away from zero: "89,06%". `whole` is positive.
std::string FormatPercent(std::int64_t part, std::int64_t whole, int decimals);

// Title, legend and unit above the plot.
struct ChartHead {
  struct Entry {
    double x = 0;
    double y = 0;
    std::string name = {};
  };
  std::vector<std::string> title = {};
  std::vector<Entry> legend = {};
  std::string unit = {};
  double unit_y = 0;
  double height = 0;  // where the plot may start
};
ChartHead LayOutHead(const Chart& chart, const std::string& unit, double width, bool legend);
// `fills`: one per series.
void DrawHead(const ChartHead& head, double width, const Colour* fills, Canvas& canvas);

struct Rect {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;

  bool Overlaps(const Rect& other) const;
  bool Crosses(const Point& from, const Point& to) const;
};

// Where the ink of `text` stands.
Rect TextRect(double x, double baseline, const TextStyle& style, std::string_view text);

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_CHART_PARTS_H_
