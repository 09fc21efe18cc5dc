#include "services/reporting/document/chart.h"

#include <algorithm>
#include <vector>

#include "services/reporting/document/chart_metrics.h"
#include "services/reporting/document/text.h"

namespace sakip::document {
namespace {

constexpr Colour kInk{0x22, 0x22, 0x22};
constexpr Colour kQuiet{0x55, 0x55, 0x55};
constexpr Colour kGrid{0xD6, 0xD6, 0xD6};
constexpr Colour kPaper{0xFF, 0xFF, 0xFF};
constexpr Colour kFills[] = {
    {0xB4, 0xBE, 0xCB}, {0x1F, 0x3A, 0x5F}, {0x7D, 0x8B, 0x9C}, {0xE2, 0xE5, 0xEA}};

constexpr double kTextSize = 8;
constexpr double kLineHeight = 9.6;
constexpr double kBarHeight = 8.4;
constexpr double kBarGap = 1.2;
constexpr double kBandPadding = 9;
constexpr double kGap = 6;
constexpr std::size_t kMaxLabelLines = 3;

// `text` cut to `width`, with an ellipsis when something is lost.
std::string Shorten(std::string_view text, double width, bool must_mark) {
  if (!must_mark && SansWidth(text, kTextSize) <= width) {
    return std::string(text);
  }
  std::size_t end = 0;
  for (std::size_t pos = 0; pos < text.size();) {
    NextCodePoint(text, pos);
    if (SansWidth(text.substr(0, pos), kTextSize) > width - kTextSize) {
      break;
    }
    end = pos;
  }
  return std::string(text.substr(0, end)) + "…";
}

std::vector<std::string> Wrap(std::string_view text, double width) {
  std::vector<std::string> lines(1);
  std::size_t pos = 0;
  while (pos < text.size()) {
    const std::size_t end = std::min(text.find(' ', pos), text.size());
    const std::string_view word = text.substr(pos, end - pos);
    const std::string joined =
        lines.back().empty() ? std::string(word) : lines.back() + " " + std::string(word);
    if (SansWidth(joined, kTextSize) <= width || lines.back().empty()) {
      lines.back() = joined;
    } else if (lines.size() == kMaxLabelLines) {
      lines.back() = Shorten(lines.back(), width, true);
      break;
    } else {
      lines.emplace_back(word);
    }
    pos = end + 1;
  }
  for (std::string& line : lines) {
    line = Shorten(line, width, false);
  }
  return lines;
}

std::string Clean(std::string_view text) {
  return VisibleText(text, LineFeeds::kSpace);
}

// 1, 2 or 5 times a power of ten, so that at most five steps reach `max`.
std::int64_t NiceStep(std::int64_t max) {
  for (std::int64_t power = 1;; power *= 10) {  // ends: max <= kMaxChartValue
    for (const std::int64_t factor : {1, 2, 5}) {
      if ((max - 1) / 5 < power * factor) {
        return power * factor;
      }
    }
  }
}

// Decimals that show `step` exactly, at most 4.
int TickDecimals(std::int64_t step, std::int64_t divisor) {
  int decimals = 0;
  for (std::int64_t rest = step % divisor; rest != 0 && decimals < 4; ++decimals) {
    rest = rest * 10 % divisor;  // divisor <= 10^12: no overflow
  }
  return decimals;
}

// Everything DrawChart places, computed before the first mark.
struct Layout {
  std::vector<std::vector<std::string>> labels;        // per category
  std::vector<std::vector<std::string>> value_labels;  // per series, per category
  std::vector<double> band_heights;
  double top = 0;  // of the plot
  double label_width = 0;
  double plot_width = 0;  // up to the axis' end
  double height = 0;
  std::int64_t step = 1;
  std::int64_t ticks = 1;  // steps on the axis
};

double LegendTop(const Chart& chart) {
  return chart.title.empty() ? 0 : 14;
}

std::int64_t MaxValue(const Chart& chart) {
  std::int64_t max = 0;
  for (const Series& series : chart.series) {
    for (const auto& value : series.values) {
      max = std::max(max, value.value_or(0));
    }
  }
  return max > 0 ? max : chart.divisor;
}

void LayOutLabels(const Chart& chart, double width, Layout& layout) {
  double widest = 0;
  for (const std::string& category : chart.categories) {
    layout.labels.push_back(Wrap(Clean(category), width * 0.34));
    for (const std::string& line : layout.labels.back()) {
      widest = std::max(widest, SansWidth(line, kTextSize));
    }
    const double bars = static_cast<double>(chart.series.size()) * (kBarHeight + kBarGap);
    const double text = static_cast<double>(layout.labels.back().size()) * kLineHeight;
    layout.band_heights.push_back(std::max(bars, text) + kBandPadding);
  }
  layout.label_width = widest + kGap;
}

Layout LayOut(const Chart& chart, double width) {
  Layout layout;
  LayOutLabels(chart, width, layout);
  double widest = 0;
  for (const Series& series : chart.series) {
    auto& labels = layout.value_labels.emplace_back();
    for (const auto& value : series.values) {
      labels.push_back(value ? FormatScaled(*value, chart.divisor, chart.decimals)
                             : "tidak ada data");
      widest = std::max(widest, SansWidth(labels.back(), kTextSize));
    }
  }
  const std::int64_t max = MaxValue(chart);
  layout.step = NiceStep(max);
  layout.ticks = (max - 1) / layout.step + 1;
  // A bar may end short of the axis' end; its label may not end past the chart's.
  const double share = static_cast<double>(max) /
                       (static_cast<double>(layout.step) * static_cast<double>(layout.ticks));
  const double room = width - layout.label_width;
  layout.plot_width = std::min((room - widest - kGap) / share, room - 14);
  layout.top = LegendTop(chart) + 20;
  layout.height = layout.top + 20;
  for (const double band : layout.band_heights) {
    layout.height += band;
  }
  return layout;
}

void DrawLegend(const Chart& chart, double width, Canvas& canvas) {
  if (!chart.title.empty()) {
    canvas.Text(0, 9, {.size = 9, .bold = true, .colour = kInk}, Clean(chart.title));
  }
  const double y = LegendTop(chart);
  double x = 0;
  for (std::size_t i = 0; i < chart.series.size(); ++i) {
    const std::string name = Shorten(Clean(chart.series[i].name), width / 5, false);
    canvas.Box(x, y + 2, 9, 7, kFills[i]);
    canvas.Text(x + 13, y + 8.5, {.size = kTextSize, .colour = kInk}, name);
    x += 13 + SansWidth(name, kTextSize) + 16;
  }
  if (!chart.unit.empty()) {
    canvas.Text(width, y + 8.5, {.size = kTextSize, .anchor = Anchor::kEnd, .colour = kQuiet},
                Shorten("dalam " + Clean(chart.unit), std::max(width - x, 40.0), false));
  }
}

void DrawAxis(const Chart& chart, const Layout& layout, Canvas& canvas) {
  const double bottom = layout.height - 18;
  const int decimals = TickDecimals(layout.step, chart.divisor);
  for (std::int64_t i = 0; i <= layout.ticks; ++i) {
    const double x = layout.label_width +
                     layout.plot_width * static_cast<double>(i) / static_cast<double>(layout.ticks);
    canvas.Line(x, layout.top, x, bottom, i == 0 ? 0.8 : 0.5, i == 0 ? kQuiet : kGrid);
    canvas.Text(x, bottom + 11, {.size = 7.5, .anchor = Anchor::kMiddle, .colour = kQuiet},
                FormatScaled(layout.step * i, chart.divisor, decimals));
  }
}

void DrawBand(const Chart& chart, const Layout& layout, std::size_t category, double y,
              Canvas& canvas) {
  const double middle = y + layout.band_heights[category] / 2;
  const auto& lines = layout.labels[category];
  double baseline = middle - static_cast<double>(lines.size()) * kLineHeight / 2 + 7.5;
  for (const std::string& line : lines) {
    canvas.Text(layout.label_width - kGap, baseline,
                {.size = kTextSize, .anchor = Anchor::kEnd, .colour = kInk}, line);
    baseline += kLineHeight;
  }
  const double pitch = kBarHeight + kBarGap;
  double bar_y = middle - static_cast<double>(chart.series.size()) * pitch / 2 + kBarGap / 2;
  for (std::size_t s = 0; s < chart.series.size(); ++s, bar_y += pitch) {
    const auto& value = chart.series[s].values[category];
    const double full = static_cast<double>(layout.step) * static_cast<double>(layout.ticks);
    const double length =
        std::max(0.0, static_cast<double>(value.value_or(0)) / full * layout.plot_width);
    if (length > 0) {
      canvas.Box(layout.label_width, bar_y, std::max(length, 0.6), kBarHeight, kFills[s]);
    }
    const std::string& label = layout.value_labels[s][category];
    const double label_x = layout.label_width + length + 3;
    // Paper under the label: a line of the grid must not run through a figure.
    canvas.Box(label_x - 1, bar_y, SansWidth(label, kTextSize) + 2, kBarHeight, kPaper);
    canvas.Text(label_x, bar_y + 7, {.size = kTextSize, .colour = value ? kInk : kQuiet}, label);
  }
}

}  // namespace

double ChartHeight(const Chart& chart, double width) {
  return LayOut(chart, width).height;
}

void DrawChart(const Chart& chart, double width, Canvas& canvas) {
  const Layout layout = LayOut(chart, width);
  DrawLegend(chart, width, canvas);
  DrawAxis(chart, layout, canvas);
  double y = layout.top;
  for (std::size_t i = 0; i < chart.categories.size(); ++i) {
    DrawBand(chart, layout, i, y, canvas);
    y += layout.band_heights[i];
  }
}

std::string FormatScaled(std::int64_t value, std::int64_t divisor, int decimals) {
  std::int64_t scale = 1;
  for (int i = 0; i < decimals; ++i) {
    scale *= 10;
  }
  // Unsigned, so that the smallest value has an absolute value too.
  const std::uint64_t size =
      value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  const auto unit = static_cast<std::uint64_t>(divisor);
  const auto parts = static_cast<std::uint64_t>(scale);
  std::uint64_t whole = size / unit;
  std::uint64_t fraction = (size % unit * parts + unit / 2) / unit;
  if (fraction == parts) {
    ++whole;
    fraction = 0;
  }
  std::string text = std::to_string(whole);
  for (std::size_t i = text.size(); i > 3; i -= 3) {
    text.insert(i - 3, ".");
  }
  if (decimals > 0) {
    const std::string digits = std::to_string(fraction);
    text += "," + std::string(static_cast<std::size_t>(decimals) - digits.size(), '0') + digits;
  }
  return (value < 0 && (whole != 0 || fraction != 0) ? "-" : "") + text;
}

}  // namespace sakip::document
