#include "services/reporting/document/chart_parts.h"

#include <algorithm>

#include "services/reporting/document/chart_metrics.h"
#include "services/reporting/document/text.h"

namespace sakip::document {
namespace {

constexpr double kTitleSize = 9;
constexpr double kTitleLeading = 12;
constexpr double kLegendRow = 13;
constexpr double kSwatch = 13;  // with the space behind it

std::string CutTo(std::string_view text, double size, double width) {
  std::size_t end = 0;
  for (std::size_t pos = 0; pos < text.size();) {
    NextCodePoint(text, pos);
    if (SansWidth(text.substr(0, pos), size) > width - size) {  // an ellipsis is one em wide
      break;
    }
    end = pos;
  }
  return std::string(text.substr(0, end)) + "…";
}

std::int64_t StepsTo(std::int64_t value, std::int64_t step) {
  return value == 0 ? 0 : (value - 1) / step + 1;
}

}  // namespace

std::string ChartText(std::string_view text) {
  return VisibleText(text, LineFeeds::kSpace);
}

double BoldWidth(std::string_view text, double size) {
  return SansWidth(text, size) * 1.1;
}

std::string Shorten(std::string_view text, double size, double width) {
  return SansWidth(text, size) <= width ? std::string(text) : CutTo(text, size, width);
}

std::vector<std::string> WrapLabel(std::string_view text, double size, double width,
                                   std::size_t max_lines) {
  std::vector<std::string> lines(1);
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t end = std::min(text.find(' ', pos), text.size());
    const std::string word(text.substr(pos, end - pos));
    const std::string joined = lines.back().empty() ? word : lines.back() + " " + word;
    if (SansWidth(joined, size) <= width || lines.back().empty()) {
      lines.back() = joined;
    } else if (lines.size() == max_lines) {
      lines.back() = CutTo(joined, size, width);
      break;
    } else {
      lines.push_back(word);
    }
    pos = end + 1;
  }
  for (std::string& line : lines) {
    line = Shorten(line, size, width);
  }
  return lines;
}

double WidestLine(const std::vector<std::string>& lines, double size) {
  double widest = 0;
  for (const std::string& line : lines) {
    widest = std::max(widest, SansWidth(line, size));
  }
  return widest;
}

double Scale::Share(double value) const {
  const double low = static_cast<double>(low_steps) * static_cast<double>(step);
  const double high = static_cast<double>(high_steps) * static_cast<double>(step);
  return std::clamp((value - low) / (high - low), 0.0, 1.0);
}

Scale RoundScale(std::int64_t min, std::int64_t max, std::int64_t least) {
  const std::int64_t below = min < 0 ? -min : 0;
  const std::int64_t above = std::max<std::int64_t>(max, 0);
  for (std::int64_t power = 1;; power *= 10) {  // ends: the sums of a chart are below 10^18
    for (const std::int64_t factor : {1, 2, 5}) {
      const std::int64_t step = power * factor;
      const std::int64_t steps = StepsTo(below, step) + StepsTo(above, step);
      if (step >= least && steps <= 6) {
        return {step, -StepsTo(below, step), StepsTo(above, step) + (steps == 0 ? 1 : 0)};
      }
    }
  }
}

Scale AmountScale(std::int64_t min, std::int64_t max, std::int64_t divisor) {
  const bool flat = min >= 0 && max <= 0;
  return RoundScale(min, flat ? divisor : max, std::max<std::int64_t>(divisor / 10000, 1));
}

std::string TickLabel(const Scale& scale, std::int64_t index, std::int64_t divisor) {
  int decimals = 0;  // that show the step exactly, at most 4
  for (std::int64_t rest = scale.step % divisor; rest != 0 && decimals < 4; ++decimals) {
    rest = rest * 10 % divisor;  // divisor <= 10^12: no overflow
  }
  return FormatScaled(scale.step * index, divisor, decimals);
}

ChartHead LayOutHead(const Chart& chart, const std::string& unit, double width, bool legend) {
  ChartHead head;
  double y = 0;
  if (!chart.title.empty()) {
    head.title = WrapLabel(ChartText(chart.title), kTitleSize, width / 1.1, 2);
    y = static_cast<double>(head.title.size()) * kTitleLeading + 2;
  }
  head.unit = unit.empty() ? "" : Shorten(unit, kChartTextSize, width);
  const double unit_width = SansWidth(head.unit, kChartTextSize);
  head.unit_y = y;
  double x = 0;
  for (std::size_t i = 0; legend && i < chart.series.size(); ++i) {
    const std::string name =
        Shorten(ChartText(chart.series[i].name), kChartTextSize, width - kSwatch);
    const double entry = kSwatch + SansWidth(name, kChartTextSize);
    const double room = y == head.unit_y && unit_width > 0 ? width - unit_width - 12 : width;
    if (x > 0 ? x + entry > room : entry > room && room < width) {
      x = 0;
      y += kLegendRow;
    }
    head.legend.push_back({x, y, name});
    x += entry + 16;
  }
  const bool row = !head.legend.empty() || !head.unit.empty();
  head.height = y + (row ? kLegendRow + 1 : 0) + 6;
  return head;
}

void DrawHead(const ChartHead& head, double width, const Colour* fills, Canvas& canvas) {
  double baseline = kTitleSize;
  for (const std::string& line : head.title) {
    canvas.Text(0, baseline, {.size = kTitleSize, .bold = true, .colour = kChartInk}, line);
    baseline += kTitleLeading;
  }
  for (std::size_t i = 0; i < head.legend.size(); ++i) {
    const ChartHead::Entry& entry = head.legend[i];
    if (fills[i].red > 0xD0) {  // the lightest fill needs an edge on white
      canvas.Box(entry.x, entry.y + 2, 9, 7, kChartQuiet);
      canvas.Box(entry.x + 0.4, entry.y + 2.4, 8.2, 6.2, fills[i]);
    } else {
      canvas.Box(entry.x, entry.y + 2, 9, 7, fills[i]);
    }
    canvas.Text(entry.x + kSwatch, entry.y + 8.5, {.size = kChartTextSize, .colour = kChartInk},
                entry.name);
  }
  if (!head.unit.empty()) {
    canvas.Text(width, head.unit_y + 8.5,
                {.size = kChartTextSize, .anchor = Anchor::kEnd, .colour = kChartQuiet}, head.unit);
  }
}

bool Rect::Overlaps(const Rect& other) const {
  return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
}

bool Rect::Crosses(const Point& from, const Point& to) const {
  double enter = 0;
  double leave = 1;
  const double starts[] = {from.x, from.y};
  const double deltas[] = {to.x - from.x, to.y - from.y};
  const double lows[] = {left, top};
  const double highs[] = {right, bottom};
  for (int axis = 0; axis < 2; ++axis) {
    if (deltas[axis] == 0) {
      if (starts[axis] < lows[axis] || starts[axis] > highs[axis]) {
        return false;
      }
      continue;
    }
    const double a = (lows[axis] - starts[axis]) / deltas[axis];
    const double b = (highs[axis] - starts[axis]) / deltas[axis];
    enter = std::max(enter, std::min(a, b));
    leave = std::min(leave, std::max(a, b));
  }
  return enter <= leave;
}

Rect TextRect(double x, double baseline, const TextStyle& style, std::string_view text) {
  const double width = style.bold ? BoldWidth(text, style.size) : SansWidth(text, style.size);
  const double left = style.anchor == Anchor::kStart    ? x
                      : style.anchor == Anchor::kMiddle ? x - width / 2
                                                        : x - width;
  return {left, baseline - style.size * 0.72, left + width, baseline + style.size * 0.1};
}

}  // namespace sakip::document
