#include "services/reporting/document/chart.h"

#include "services/reporting/document/chart_bar.h"
#include "services/reporting/document/chart_line.h"
#include "services/reporting/document/chart_parts.h"

namespace sakip::document {
namespace {

bool HasBars(ChartKind kind) {
  switch (kind) {
    case ChartKind::kGroupedBar:
    case ChartKind::kStackedBar:
      return true;
    case ChartKind::kLine:
    case ChartKind::kSerapanCurve:
      return false;
  }
  return true;
}

// Groups of three digits.
std::string Grouped(std::uint64_t whole) {
  std::string text = std::to_string(whole);
  for (std::size_t i = text.size(); i > 3; i -= 3) {
    text.insert(i - 3, ".");
  }
  return text;
}

std::string Signed(bool negative, std::uint64_t whole, std::uint64_t fraction, int decimals) {
  std::string text = Grouped(whole);
  if (decimals > 0) {
    const std::string digits = std::to_string(fraction);
    text += "," + std::string(static_cast<std::size_t>(decimals) - digits.size(), '0') + digits;
  }
  return (negative && (whole != 0 || fraction != 0) ? "-" : "") + text;
}

std::uint64_t Absolute(std::int64_t value) {
  // Unsigned, so that the smallest value has an absolute value too.
  return value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
}

}  // namespace

double ChartHeight(const Chart& chart, double width) {
  return HasBars(chart.kind) ? BarChart(chart, width).height() : LineChart(chart, width).height();
}

void DrawChart(const Chart& chart, double width, Canvas& canvas) {
  if (HasBars(chart.kind)) {
    BarChart(chart, width).Draw(canvas);
  } else {
    LineChart(chart, width).Draw(canvas);
  }
}

std::string FormatScaled(std::int64_t value, std::int64_t divisor, int decimals) {
  std::int64_t scale = 1;
  for (int i = 0; i < decimals; ++i) {
    scale *= 10;
  }
  const std::uint64_t size = Absolute(value);
  const auto unit = static_cast<std::uint64_t>(divisor);
  const auto parts = static_cast<std::uint64_t>(scale);
  std::uint64_t whole = size / unit;
  std::uint64_t fraction = (size % unit * parts + unit / 2) / unit;
  if (fraction == parts) {
    ++whole;
    fraction = 0;
  }
  return Signed(value < 0, whole, fraction, decimals);
}

std::string FormatPercent(std::int64_t part, std::int64_t whole, int decimals) {
  const std::uint64_t size = Absolute(part);
  const auto unit = static_cast<std::uint64_t>(whole);
  std::uint64_t rest = size % unit;
  const auto next_digit = [&rest, unit] {  // long division: 10 * rest fits for amounts of a chart
    rest *= 10;
    const std::uint64_t digit = rest / unit;
    rest %= unit;
    return digit;
  };
  std::uint64_t percent = size / unit * 100 + next_digit() * 10;
  percent += next_digit();
  std::uint64_t fraction = 0;
  std::uint64_t parts = 1;
  for (int i = 0; i < decimals; ++i) {
    fraction = fraction * 10 + next_digit();
    parts *= 10;
  }
  fraction += rest * 2 >= unit ? 1 : 0;
  if (fraction == parts) {
    ++percent;
    fraction = 0;
  }
  return Signed(part < 0, percent, fraction, decimals) + "%";
}

}  // namespace sakip::document
