#include "services/reporting/document/chart_line.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "services/reporting/document/chart_metrics.h"

namespace sakip::document {
namespace {

// Told apart by lightness, dashes and markers: one of them survives any printer.
struct Look {
  Stroke stroke;
  int corners;  // of the marker
};
constexpr Look kLooks[] = {{{1.8, {0x1F, 0x3A, 0x5F}}, 12},
                           {{1.3, {0x6B, 0x78, 0x88}, 5, 3}, 4},
                           {{1.3, {0x45, 0x52, 0x63}, 1.5, 2}, 3},
                           {{1.5, {0x94, 0xA0, 0xAF}, 8, 2}, 5}};
constexpr Colour kAreaFill{0xDD, 0xE3, 0xEA};
constexpr Stroke kReferenceStroke{0.9, {0x22, 0x22, 0x22}, 7, 2};
constexpr Stroke kLeader{0.4, kChartQuiet, 1, 1.5};

constexpr double kGap = 6;
constexpr double kMarker = 2.3;
constexpr double kValueSize = 7;
constexpr double kLabelLeading = kChartTextSize * kLineSpacing;
constexpr std::size_t kMomentLines = 3;

std::vector<Point> Marker(const Point& centre, int corners) {
  constexpr double kTurn = 6.283185307179586;
  std::vector<Point> points;
  for (int i = 0; i < corners; ++i) {
    const double angle = kTurn * (i + (corners == 4 ? 0.5 : 0)) / corners;
    points.push_back({centre.x + kMarker * std::sin(angle), centre.y - kMarker * std::cos(angle)});
  }
  return points;
}

}  // namespace

double LineChart::EndLabel::Height() const {
  return (static_cast<double>(name.size()) + (value.empty() ? 0 : 1)) * kLabelLeading;
}

LineChart::LineChart(const Chart& chart, double width) : chart_(chart), width_(width) {
  const std::string unit = ChartText(chart.unit);
  const std::string level = ChartText(chart.reference_label);
  head_ = LayOutHead(chart,
                     Serapan()      ? "dalam persen" + (level.empty() ? "" : " dari " + level)
                     : unit.empty() ? ""
                                    : "dalam " + unit,
                     width, false);
  SetScale();
  MakeEndLabels();
  SetPlot();
}

double LineChart::Reference() const {
  return std::max(static_cast<double>(chart_.reference.value_or(1)), 1.0);
}

double LineChart::OnAxis(std::int64_t value) const {
  const auto amount = static_cast<double>(value);
  return Serapan() ? amount / Reference() * 100 : amount;
}

Point LineChart::At(std::size_t series, std::size_t moment) const {
  const double slot = (right_ - left_) / static_cast<double>(chart_.categories.size());
  return {left_ + slot * (static_cast<double>(moment) + 0.5),
          Y(OnAxis(chart_.series[series].values[moment].value_or(0)))};
}

std::string LineChart::Value(std::int64_t value, int percent_decimals) const {
  return Serapan() ? FormatPercent(value, std::max<std::int64_t>(chart_.reference.value_or(1), 1),
                                   percent_decimals)
                   : FormatScaled(value, chart_.divisor, chart_.decimals);
}

std::string LineChart::Tick(std::int64_t index) const {
  return Serapan() ? FormatScaled(scale_.step * index, 1, 0) + "%"
                   : TickLabel(scale_, index, chart_.divisor);
}

void LineChart::SetScale() {
  double min = 0;
  double max = Serapan() ? 100 : 0;
  for (const Series& series : chart_.series) {
    for (const auto& value : series.values) {
      min = std::min(min, OnAxis(value.value_or(0)));
      max = std::max(max, OnAxis(value.value_or(0)));
    }
  }
  if (chart_.reference) {
    min = std::min(min, OnAxis(*chart_.reference));
    max = std::max(max, OnAxis(*chart_.reference));
  }
  constexpr double kMost = 9e17;  // percent of a tiny reference; points beyond stand at the edge
  const auto low = static_cast<std::int64_t>(std::floor(std::max(min, -kMost)));
  const auto high = static_cast<std::int64_t>(std::ceil(std::min(max, kMost)));
  scale_ = Serapan() ? RoundScale(low, high, 20) : AmountScale(low, high, chart_.divisor);
}

void LineChart::MakeEndLabels() {
  const double widest = width_ * 0.24;
  const auto add = [&](const std::string& name, std::string value, double value_width) {
    EndLabel label;
    if (!name.empty()) {
      label.name = WrapLabel(name, kChartTextSize, widest, 3);
    }
    label.value = value_width <= width_ * 0.3 ? std::move(value) : "";
    ends_.push_back(std::move(label));
  };
  for (const Series& series : chart_.series) {
    const auto last = std::find_if(series.values.rbegin(), series.values.rend(),
                                   [](const auto& value) { return value.has_value(); });
    const std::string value = last == series.values.rend() ? "tidak ada data" : Value(**last, 2);
    add(ChartText(series.name), value, BoldWidth(value, kChartTextSize));
  }
  if (chart_.reference) {
    std::string value = FormatScaled(*chart_.reference, chart_.divisor, chart_.decimals);
    if (Serapan() && !chart_.unit.empty()) {
      value += " " + ChartText(chart_.unit);
    }
    add(ChartText(chart_.reference_label), value, BoldWidth(value, kChartTextSize));
  }
}

void LineChart::SetPlot() {
  double ticks = 0;
  for (std::int64_t i = scale_.low_steps; i <= scale_.high_steps; ++i) {
    ticks = std::max(ticks, SansWidth(Tick(i), kChartTickSize));
  }
  double column = 0;
  double labels = 0;
  for (const EndLabel& label : ends_) {
    column = std::max(
        {column, WidestLine(label.name, kChartTextSize), BoldWidth(label.value, kChartTextSize)});
    labels += label.Height() + 2;
  }
  left_ = ticks + kGap;
  right_ = width_ - column - 2 * kGap;
  top_ = head_.height + 4;
  bottom_ = top_ + std::max(std::clamp(width_ * 0.4, 130.0, 220.0), labels);
  const std::size_t most = (chart_.categories.size() + 2) / 3;
  for (std::size_t stride = 1; !NameMoments(stride) && stride < most; ++stride) {
  }
  double lines = 0;
  for (const Moment& moment : moments_) {
    lines = std::max(lines, static_cast<double>(moment.lines.size()));
  }
  height_ = bottom_ + 4 + lines * kChartTickSize * kLineSpacing + 3;
  SpreadEndLabels();
}

bool LineChart::NameMoments(std::size_t stride) {
  moments_.assign(chart_.categories.size(), {});
  const double slot = (right_ - left_) / static_cast<double>(moments_.size());
  const double room = slot * static_cast<double>(stride) - 4;
  bool whole = true;
  double taken = -1000;
  for (std::size_t i = 0; i < moments_.size(); i += stride) {
    const std::string name = ChartText(chart_.categories[i]);
    Moment& moment = moments_[i];
    moment.lines = WrapLabel(name, kChartTickSize, std::max(room, 1.0), kMomentLines);
    const bool cut = moment.lines.back().ends_with("…") && !name.ends_with("…");
    whole = whole && !cut &&
            std::none_of(moment.lines.begin(), moment.lines.end(),
                         [](const auto& line) { return line.ends_with("…"); });
    const double half = WidestLine(moment.lines, kChartTickSize) / 2;
    moment.x = std::clamp(At(0, i).x, half, std::max(width_ - half, half));
    if (moment.x - half < taken + 2) {
      moment.lines.clear();
      whole = false;
    } else {
      taken = moment.x + half;
    }
  }
  return whole;
}

void LineChart::SpreadEndLabels() {
  std::vector<EndLabel*> order;
  for (std::size_t i = 0; i < ends_.size(); ++i) {
    EndLabel& label = ends_[i];
    if (i < chart_.series.size()) {
      const auto& values = chart_.series[i].values;
      std::size_t last = values.size();
      while (last > 0 && !values[last - 1]) {
        --last;
      }
      label.from = last > 0 ? At(i, last - 1) : Point{right_, bottom_};
    } else {
      label.from = {right_, Y(OnAxis(*chart_.reference))};
    }
    order.push_back(&label);
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const EndLabel* a, const EndLabel* b) { return a->from.y < b->from.y; });
  // Labels that would overlap share their room evenly around where they belong.
  struct Cluster {
    std::size_t first;
    double height;
    double middle;
    double count;
  };
  std::vector<Cluster> clusters;
  for (std::size_t i = 0; i < order.size(); ++i) {
    Cluster next{i, order[i]->Height() + 2, order[i]->from.y, 1};
    while (!clusters.empty() &&
           clusters.back().middle + clusters.back().height / 2 > next.middle - next.height / 2) {
      const Cluster& last = clusters.back();
      const double count = last.count + next.count;
      next = {last.first, last.height + next.height,
              (last.middle * last.count + next.middle * next.count) / count, count};
      clusters.pop_back();
    }
    clusters.push_back(next);
  }
  for (const Cluster& cluster : clusters) {
    double top = cluster.middle - cluster.height / 2;
    for (std::size_t i = 0; i < static_cast<std::size_t>(cluster.count); ++i) {
      EndLabel* label = order[cluster.first + i];
      label->top = top;
      top += label->Height() + 2;
    }
  }
  double free = top_ - 2;
  for (EndLabel* label : order) {
    label->top = std::max(label->top, free);
    free = label->top + label->Height() + 2;
  }
  double limit = bottom_ + 4;
  std::reverse(order.begin(), order.end());
  for (EndLabel* label : order) {
    label->top = std::min(label->top, limit - label->Height());
    limit = label->top - 2;
  }
}

std::vector<std::pair<std::size_t, std::size_t>> LineChart::Stretches(std::size_t series) const {
  const auto& values = chart_.series[series].values;
  std::vector<std::pair<std::size_t, std::size_t>> stretches;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values[i]) {
      continue;
    }
    if (i > 0 && values[i - 1]) {
      stretches.back().second = i;
    } else {
      stretches.emplace_back(i, i);
    }
  }
  return stretches;
}

std::vector<Point> LineChart::Points(std::size_t series,
                                     std::pair<std::size_t, std::size_t> stretch) const {
  std::vector<Point> points;
  for (std::size_t i = stretch.first; i <= stretch.second; ++i) {
    points.push_back(At(series, i));
  }
  return points;
}

void LineChart::DrawAxes(Canvas& canvas) const {
  for (std::int64_t i = scale_.low_steps; i <= scale_.high_steps; ++i) {
    const double y = Y(static_cast<double>(i) * static_cast<double>(scale_.step));
    canvas.Line(left_, y, right_, y, i == 0 ? 0.8 : 0.5, i == 0 ? kChartQuiet : kChartGrid);
    canvas.Text(left_ - 4, y + kChartTickSize * 0.36,
                {.size = kChartTickSize, .anchor = Anchor::kEnd, .colour = kChartQuiet}, Tick(i));
  }
  for (std::size_t i = 0; i < moments_.size(); ++i) {
    const double x = At(0, i).x;
    canvas.Line(x, bottom_, x, bottom_ + 2.5, 0.5, kChartQuiet);
    double baseline = bottom_ + 4 + kChartTickSize;
    for (const std::string& line : moments_[i].lines) {
      canvas.Text(moments_[i].x, baseline,
                  {.size = kChartTickSize, .anchor = Anchor::kMiddle, .colour = kChartQuiet}, line);
      baseline += kChartTickSize * kLineSpacing;
    }
  }
}

void LineChart::DrawArea(Canvas& canvas) const {
  for (const auto& stretch : Stretches(0)) {
    std::vector<Point> points = Points(0, stretch);
    if (points.size() > 1) {
      points.push_back({points.back().x, Y(0)});
      points.push_back({points.front().x, Y(0)});
      canvas.Polygon(points, kAreaFill);
    }
  }
}

void LineChart::DrawSeries(std::size_t series, Canvas& canvas) const {
  const Look& look = kLooks[series];
  for (const auto& stretch : Stretches(series)) {
    const std::vector<Point> points = Points(series, stretch);
    if (points.size() > 1) {
      canvas.Polyline(points, look.stroke);
    }
    for (const Point& point : points) {
      canvas.Polygon(Marker(point, look.corners), look.stroke.colour);
    }
  }
}

void LineChart::DrawEndLabels(Canvas& canvas) const {
  const double x = right_ + 2 * kGap;
  for (const EndLabel& label : ends_) {
    const double middle = label.top + label.Height() / 2;
    const bool level = std::abs(middle - label.from.y) < 1;
    const std::vector<Point> leader = {
        {label.from.x, label.from.y}, {right_, label.from.y}, {x - 3, middle}};
    if (label.from.x < right_ - kGap * 4 || !level) {
      canvas.Polyline(leader, kLeader);
    }
    double baseline = label.top + kChartTextSize * 0.95;
    for (const std::string& line : label.name) {
      canvas.Text(x, baseline, {.size = kChartTextSize, .colour = kChartInk}, line);
      baseline += kLabelLeading;
    }
    if (!label.value.empty()) {
      canvas.Text(x, baseline, {.size = kChartTextSize, .bold = true, .colour = kChartInk},
                  label.value);
    }
  }
}

// Values beside their points, where they touch neither a line nor each other; the last one stands
// at the end of the line anyway.
void LineChart::DrawValues(Canvas& canvas) const {
  std::vector<std::pair<Point, Point>> lines;
  for (std::size_t s = 0; s < chart_.series.size(); ++s) {
    for (const auto& stretch : Stretches(s)) {
      const std::vector<Point> points = Points(s, stretch);
      for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        lines.emplace_back(points[i], points[i + 1]);
      }
      lines.emplace_back(points.back(), points.back());
    }
  }
  if (chart_.reference) {
    const double y = Y(OnAxis(*chart_.reference));
    lines.emplace_back(Point{left_, y}, Point{right_, y});
  }
  std::vector<Rect> taken;
  for (std::size_t s = 0; s < (Serapan() ? 1 : chart_.series.size()); ++s) {
    const auto& values = chart_.series[s].values;
    for (std::size_t i = 0; i + 1 < values.size(); ++i) {
      if (!values[i]) {
        continue;
      }
      const std::string text = Value(*values[i], 1);
      const Point at = At(s, i);
      const double side = SansWidth(text, kValueSize) / 2 + 1;
      for (const Point& shift : {Point{0, -5.5}, Point{-side, -4}, Point{side, -4}, Point{0, 10},
                                 Point{side, 9}, Point{-side, 9}}) {
        const TextStyle style{.size = kValueSize, .anchor = Anchor::kMiddle, .colour = kChartInk};
        Rect box = TextRect(at.x + shift.x, at.y + shift.y, style, text);
        box = {box.left - 1, box.top - 1, box.right + 1, box.bottom + 1};
        const bool inside = box.left >= left_ && box.right <= right_ && box.top >= top_ - 6 &&
                            box.bottom <= bottom_;
        if (inside &&
            std::none_of(taken.begin(), taken.end(),
                         [&](const Rect& other) { return box.Overlaps(other); }) &&
            std::none_of(lines.begin(), lines.end(),
                         [&](const auto& line) { return box.Crosses(line.first, line.second); })) {
          taken.push_back(box);
          canvas.Text(at.x + shift.x, at.y + shift.y, style, text);
          break;
        }
      }
    }
  }
}

void LineChart::Draw(Canvas& canvas) const {
  DrawHead(head_, width_, nullptr, canvas);
  if (Serapan()) {
    DrawArea(canvas);
  }
  DrawAxes(canvas);
  if (chart_.reference) {
    const double y = Y(OnAxis(*chart_.reference));
    canvas.Polyline({{left_, y}, {right_, y}}, kReferenceStroke);
  }
  for (std::size_t s = chart_.series.size(); s-- > 0;) {  // the first one on top
    DrawSeries(s, canvas);
  }
  DrawValues(canvas);
  DrawEndLabels(canvas);
}

}  // namespace sakip::document
