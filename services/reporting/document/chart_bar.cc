#include "services/reporting/document/chart_bar.h"

#include <algorithm>

#include "services/reporting/document/chart_metrics.h"

namespace sakip::document {
namespace {

// Neighbours differ in lightness.
constexpr Colour kGroupedFills[] = {
    {0xB4, 0xBE, 0xCB}, {0x1F, 0x3A, 0x5F}, {0x7D, 0x8B, 0x9C}, {0xE2, 0xE5, 0xEA}};
constexpr Colour kStackedFills[] = {
    {0x1F, 0x3A, 0x5F}, {0xB4, 0xBE, 0xCB}, {0x6F, 0x7D, 0x8E}, {0xE2, 0xE5, 0xEA}};

constexpr double kGap = 6;            // between names and plot
constexpr double kLabelGap = 3;       // between a bar and its label
constexpr double kAxisFoot = 20;      // for the tick labels
constexpr double kTickOverhang = 14;  // of the last tick label, at most
constexpr double kFullHeight = 580;   // what fits on a page beside a caption
constexpr std::size_t kNameLines = 3;

bool IsDark(Colour colour) {
  return 299 * colour.red + 587 * colour.green + 114 * colour.blue < 128 * 1000;
}

}  // namespace

BarChart::BarChart(const Chart& chart, double width) : chart_(chart), width_(width) {
  const std::string unit = ChartText(chart.unit);
  head_ = LayOutHead(chart, unit.empty() ? "" : "dalam " + unit, width, true);
  FillBands();
  SetSizes();
  SetPlot();
}

BarChart::Bar BarChart::SumBar(std::size_t category) const {
  Bar bar;
  bool complete = true;
  for (const Series& series : chart_.series) {
    if (const auto& value = series.values[category]) {
      bar.value = bar.value.value_or(0) + std::max<std::int64_t>(*value, 0);
    } else {
      complete = false;
    }
  }
  if (bar.value) {
    bar.label = FormatScaled(*bar.value, chart_.divisor, chart_.decimals) +
                (complete ? "" : " (belum lengkap)");
  }
  return bar;
}

void BarChart::FillBands() {
  for (std::size_t c = 0; c < chart_.categories.size(); ++c) {
    Band band;
    if (Stacked()) {
      band.bars.push_back(SumBar(c));
    } else {
      for (const Series& series : chart_.series) {
        const auto& value = series.values[c];
        band.bars.push_back(
            {value, value ? FormatScaled(*value, chart_.divisor, chart_.decimals) : ""});
      }
    }
    for (Bar& bar : band.bars) {
      bar.label = bar.value ? bar.label : "tidak ada data";
    }
    bands_.push_back(std::move(band));
  }
}

// Full size, or as much smaller as many bars need to stay on one page; never below 6 points.
void BarChart::SetSizes() {
  const double thickness = Stacked() ? 12 : 8.4;
  const double between = Stacked() ? 0 : 1.2;
  for (int percent = 100;; percent -= 5) {
    const double factor = percent / 100.0;
    size_ = std::max(kChartTextSize * factor, 6.0);
    bar_ = std::max(thickness * factor, 4.7);
    pitch_ = bar_ + between * factor;
    name_width_ = 0;
    height_ = head_.height + kAxisFoot;
    for (std::size_t c = 0; c < bands_.size(); ++c) {
      Band& band = bands_[c];
      band.name = WrapLabel(ChartText(chart_.categories[c]), size_, width_ * 0.34, kNameLines);
      name_width_ = std::max(name_width_, WidestLine(band.name, size_));
      const double bars = static_cast<double>(band.bars.size()) * pitch_;
      const double text = static_cast<double>(band.name.size()) * size_ * kLineSpacing;
      band.height = std::max(bars, text) + std::max(9 * factor, 4.0);
      height_ += band.height;
    }
    if (height_ <= kFullHeight || percent <= 50) {
      return;
    }
  }
}

void BarChart::SetPlot() {
  std::int64_t min = 0;
  std::int64_t max = 0;
  double before = 0;  // room for the labels of negative and of other bars
  double after = kTickOverhang;
  for (const Band& band : bands_) {
    for (const Bar& bar : band.bars) {
      min = std::min(min, bar.value.value_or(0));
      max = std::max(max, bar.value.value_or(0));
      double& side = bar.value.value_or(0) < 0 ? before : after;
      side = std::max(side, SansWidth(bar.label, size_) + kLabelGap + 1);
    }
  }
  scale_ = AmountScale(min, max, chart_.divisor);
  const double room = width_ - name_width_ - kGap;
  values_shown_ = before + after <= room * 0.6;
  if (!values_shown_) {
    before = min < 0 ? kTickOverhang : 0;
    after = kTickOverhang;
  }
  left_ = name_width_ + kGap + before;
  plot_width_ = room - before - after;
  // Bars that end short of the axis leave room for their labels.
  const double reach = scale_.Share(static_cast<double>(max));
  if (min >= 0 && reach > 0) {
    plot_width_ = std::min((room - after) / reach, room - kTickOverhang);
  }
}

void BarChart::DrawAxis(Canvas& canvas) const {
  const double bottom = height_ - 18;
  std::vector<std::int64_t> order = {0, scale_.high_steps, scale_.low_steps};
  for (std::int64_t i = scale_.low_steps; i <= scale_.high_steps; ++i) {
    order.push_back(i);
    const double x = X(static_cast<double>(i) * static_cast<double>(scale_.step));
    if (i != 0) {
      canvas.Line(x, head_.height, x, bottom, 0.5, kChartGrid);
    }
  }
  // Long figures: as many as stand beside each other, the ends first.
  std::vector<Rect> taken;
  for (const std::int64_t i : order) {
    const std::string label = TickLabel(scale_, i, chart_.divisor);
    const TextStyle style{.size = kChartTickSize, .anchor = Anchor::kMiddle, .colour = kChartQuiet};
    const double half = SansWidth(label, kChartTickSize) / 2;
    const double x = std::clamp(X(static_cast<double>(i) * static_cast<double>(scale_.step)),
                                std::min(half, width_ / 2), std::max(width_ - half, width_ / 2));
    Rect rect = TextRect(x, bottom + 11, style, label);
    rect.left -= 4;
    if (std::none_of(taken.begin(), taken.end(),
                     [&rect](const Rect& other) { return rect.Overlaps(other); })) {
      taken.push_back(rect);
      canvas.Text(x, bottom + 11, style, label);
    }
  }
}

void BarChart::DrawLabel(const Bar& bar, double top, Canvas& canvas) const {
  if (!values_shown_) {
    return;
  }
  const bool negative = bar.value.value_or(0) < 0;
  const double end = X(static_cast<double>(bar.value.value_or(0)));
  const double width = SansWidth(bar.label, size_);
  const double x = negative ? end - kLabelGap : end + kLabelGap;
  // Paper under the label: a line of the grid must not run through a figure.
  canvas.Box((negative ? x - width : x) - 1, top, width + 2, bar_, kChartPaper);
  canvas.Text(x, top + bar_ / 2 + size_ * 0.36,
              {.size = size_,
               .anchor = negative ? Anchor::kEnd : Anchor::kStart,
               .colour = bar.value ? kChartInk : kChartQuiet},
              bar.label);
}

void BarChart::DrawSegments(std::size_t category, double top, Canvas& canvas) const {
  double sum = 0;
  for (std::size_t s = 0; s < chart_.series.size(); ++s) {
    const std::int64_t value = chart_.series[s].values[category].value_or(0);
    if (value <= 0) {
      continue;
    }
    const double x = X(sum);
    sum += static_cast<double>(value);
    const double length = std::max(X(sum) - x, 0.6);
    canvas.Box(x, top, length, bar_, kStackedFills[s]);
    if (x > X(0)) {
      canvas.Line(x, top, x, top + bar_, 0.5, kChartPaper);
    }
    const double size = std::min(size_, 7.5);
    const std::string label = FormatScaled(value, chart_.divisor, chart_.decimals);
    if (SansWidth(label, size) + 4 <= length && size <= bar_) {
      canvas.Text(x + length / 2, top + bar_ / 2 + size * 0.36,
                  {.size = size,
                   .anchor = Anchor::kMiddle,
                   .colour = IsDark(kStackedFills[s]) ? kChartPaper : kChartInk},
                  label);
    }
  }
  if (sum > 0) {  // the lightest fill needs an edge on white
    const double end = X(sum);
    for (const double y : {top, top + bar_}) {
      canvas.Line(X(0), y, end, y, 0.4, kChartQuiet);
    }
    canvas.Line(end, top, end, top + bar_, 0.4, kChartQuiet);
  }
}

void BarChart::DrawBand(std::size_t category, double top, Canvas& canvas) const {
  const Band& band = bands_[category];
  const double middle = top + band.height / 2;
  const double leading = size_ * kLineSpacing;
  double baseline = middle - static_cast<double>(band.name.size()) * leading / 2 + size_ * 0.94;
  for (const std::string& line : band.name) {
    canvas.Text(name_width_, baseline, {.size = size_, .anchor = Anchor::kEnd, .colour = kChartInk},
                line);
    baseline += leading;
  }
  double y = middle - static_cast<double>(band.bars.size()) * pitch_ / 2 + (pitch_ - bar_) / 2;
  for (std::size_t s = 0; s < band.bars.size(); ++s, y += pitch_) {
    const double from = X(0);
    const double to = X(static_cast<double>(band.bars[s].value.value_or(0)));
    if (Stacked()) {
      DrawSegments(category, y, canvas);
    } else if (from != to) {
      canvas.Box(std::min(from, to), y, std::max(std::abs(to - from), 0.6), bar_, kGroupedFills[s]);
    }
    DrawLabel(band.bars[s], y, canvas);
  }
}

void BarChart::Draw(Canvas& canvas) const {
  DrawHead(head_, width_, Stacked() ? kStackedFills : kGroupedFills, canvas);
  DrawAxis(canvas);
  double top = head_.height;
  for (std::size_t c = 0; c < bands_.size(); ++c) {
    DrawBand(c, top, canvas);
    top += bands_[c].height;
  }
  // Last, over the ends of the bars.
  canvas.Line(X(0), head_.height, X(0), height_ - 18, 0.8, kChartQuiet);
}

}  // namespace sakip::document
