#include "services/reporting/document/chart.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/reporting/document/chart_parts.h"

namespace sakip::document {
namespace {

struct Mark {
  Rect rect;
  std::string text;
};

// Keeps what was drawn.
class RecordingCanvas : public Canvas {
 public:
  void Box(double x, double y, double width, double height, Colour fill) override {
    EXPECT_GE(width, 0);
    EXPECT_GE(height, 0);
    if (fill.red != 0xFF) {  // not the paper under a label
      boxes.push_back({{x, y, x + width, y + height}, ""});
    }
  }
  void Line(double x1, double y1, double x2, double y2, double, Colour) override {
    points.insert(points.end(), {{x1, y1}, {x2, y2}});
  }
  void Polyline(const std::vector<Point>& line, const Stroke& stroke) override {
    EXPECT_GE(line.size(), 2U);
    points.insert(points.end(), line.begin(), line.end());
    (stroke.thickness > 1 ? lines : thin_lines).push_back(line);
  }
  void Polygon(const std::vector<Point>& shape, Colour) override {
    points.insert(points.end(), shape.begin(), shape.end());
    shapes.push_back(shape);
  }
  void Text(double x, double baseline, const TextStyle& style, std::string_view text) override {
    EXPECT_FALSE(text.empty());
    texts.push_back({TextRect(x, baseline, style, text), std::string(text)});
  }

  bool Shows(std::string_view text) const {
    return std::any_of(texts.begin(), texts.end(),
                       [text](const Mark& mark) { return mark.text == text; });
  }
  const Rect& Where(std::string_view text) const {
    for (const Mark& mark : texts) {
      if (mark.text == text) {
        return mark.rect;
      }
    }
    ADD_FAILURE() << "no label " << text;
    return texts.front().rect;
  }

  std::vector<Mark> boxes;
  std::vector<Mark> texts;
  std::vector<Point> points;
  std::vector<std::vector<Point>> lines;  // of series
  std::vector<std::vector<Point>> thin_lines;
  std::vector<std::vector<Point>> shapes;
};

// No label on another, everything inside the picture.
void ExpectLegible(const Chart& chart, double width) {
  RecordingCanvas canvas;
  DrawChart(chart, width, canvas);
  const double height = ChartHeight(chart, width);
  const auto inside = [&](const Rect& rect, const std::string& what) {
    EXPECT_GE(rect.left, -0.1) << what;
    EXPECT_LE(rect.right, width + 0.1) << what;
    EXPECT_GE(rect.top, -0.1) << what;
    EXPECT_LE(rect.bottom, height + 0.1) << what;
  };
  for (const Mark& box : canvas.boxes) {
    inside(box.rect, "a box");
  }
  for (const Point& point : canvas.points) {
    inside({point.x, point.y, point.x, point.y}, "a line");
  }
  for (std::size_t i = 0; i < canvas.texts.size(); ++i) {
    const Mark& a = canvas.texts[i];
    inside(a.rect, a.text);
    for (std::size_t j = i + 1; j < canvas.texts.size(); ++j) {
      EXPECT_FALSE(a.rect.Overlaps(canvas.texts[j].rect))
          << a.text << " over " << canvas.texts[j].text << " at width " << width;
    }
  }
}

Chart EightKegiatan() {
  return {.title = "Pagu dan realisasi",
          .unit = "juta rupiah",
          .divisor = 1000000,
          .decimals = 1,
          .categories = {"3355 Pelaksanaan akuntabilitas pengelolaan administrasi keuangan", "3356",
                         "3357", "3360", "3361", "3362", "3363", "3364"},
          .series = {{"Pagu",
                      {1998944000, 26498000, 126699000, 457193000, 12248000, 10000000, 50000000,
                       830230000}},
                     {"Realisasi",
                      {1734104605, 22937100, 111855800, 456505750, 12223200, 9735000, 43140000,
                       std::nullopt}}},
          .alt = "Pagu dan realisasi per kegiatan"};
}

Chart RandomChart(std::mt19937_64& random) {
  const auto below = [&random](std::uint64_t n) { return random() % n; };
  const std::string words[] = {"Januari",
                               "3355",
                               "Pelaksanaan",
                               "akuntabilitas",
                               "II",
                               "WWWWWWW",
                               "pengelolaan-administrasi-keuangan-yang-tertib",
                               "2017",
                               "d.a."};
  const auto name = [&] {
    std::string text = words[below(9)];
    for (std::uint64_t more = below(4) == 0 ? below(12) : below(2); more > 0; --more) {
      text += " " + words[below(9)];
    }
    return text;
  };
  Chart chart{.kind = static_cast<ChartKind>(below(4)), .alt = "a"};
  chart.title = below(2) == 0 ? "" : name();
  chart.unit = below(3) == 0 ? "" : below(5) == 0 ? name() : "juta rupiah";
  chart.divisor = below(2) == 0 ? 1 : 1000000;
  chart.decimals = static_cast<std::uint8_t>(below(5));
  const std::uint64_t size = std::uint64_t{1} << below(57);
  const auto value = [&]() -> std::optional<std::int64_t> {
    if (below(6) == 0) {
      return std::nullopt;
    }
    const auto amount = static_cast<std::int64_t>(below(size));
    return below(5) == 0 && chart.kind != ChartKind::kStackedBar ? -amount : amount;
  };
  for (std::uint64_t n = below(24) + 1; n > 0; --n) {
    chart.categories.push_back(name());
  }
  for (std::uint64_t n = below(4) + 1; n > 0; --n) {
    Series series{name(), {}};
    for (std::size_t i = 0; i < chart.categories.size(); ++i) {
      series.values.push_back(value());
    }
    chart.series.push_back(std::move(series));
  }
  const bool lines = chart.kind == ChartKind::kLine || chart.kind == ChartKind::kSerapanCurve;
  if (chart.kind == ChartKind::kSerapanCurve || (lines && below(2) == 0)) {
    chart.reference = static_cast<std::int64_t>(below(size)) + 1;
    chart.reference_label = name();
  }
  return chart;
}

TEST(Chart, WhateverTheDataLabelsStandApartAndInside) {
  const std::uint64_t seed = std::random_device{}();
  std::mt19937_64 random(seed);
  for (int round = 0; round < 1500 && !testing::Test::HasFailure(); ++round) {
    const Chart chart = RandomChart(random);
    const double width = 300 + static_cast<double>(random() % 400);
    SCOPED_TRACE(testing::Message() << "seed " << seed << " round " << round << " kind "
                                    << static_cast<int>(chart.kind));
    ExpectLegible(chart, width);
  }
}

TEST(Chart, TheLargestChartFitsAPageAndIsLegible) {
  Chart chart{.alt = "a"};
  for (int i = 0; i < 24; ++i) {
    chart.categories.push_back("Kegiatan yang namanya panjang sekali nomor " + std::to_string(i));
  }
  for (const char* name : {"Pagu", "Realisasi", "Sisa", "Blokir"}) {
    chart.series.push_back({name, std::vector<std::optional<std::int64_t>>(24, 1234567)});
  }
  for (const ChartKind kind : {ChartKind::kGroupedBar, ChartKind::kStackedBar, ChartKind::kLine}) {
    chart.kind = kind;
    ExpectLegible(chart, 439);
    EXPECT_LT(ChartHeight(chart, 439), 700) << static_cast<int>(kind);
  }
}

// What a printer without colours leaves of a chart: the greys of its fills (0 is black), and the
// dashes of its lines.
class GreyCanvas : public RecordingCanvas {
 public:
  void Box(double x, double y, double width, double height, Colour fill) override {
    RecordingCanvas::Box(x, y, width, height, fill);
    const int grey = Grey(fill);
    if (grey != Grey(kChartPaper) && grey != Grey(kChartQuiet)) {  // nor the edge of a light fill
      greys.insert(grey);
    }
  }
  void Polyline(const std::vector<Point>& line, const Stroke& stroke) override {
    RecordingCanvas::Polyline(line, stroke);
    if (stroke.thickness > 1) {  // a series
      dashes.insert({stroke.dash, stroke.gap});
    }
  }

  std::set<int> greys;
  std::set<std::pair<double, double>> dashes;

 private:
  static int Grey(Colour c) { return (299 * c.red + 587 * c.green + 114 * c.blue) / 1000; }
};

TEST(Chart, SeriesAreToldApartWithoutColours) {
  Chart chart{.categories = {"I", "II"}, .alt = "a"};
  for (const char* name : {"Pagu", "Realisasi", "Sisa", "Blokir"}) {
    chart.series.push_back({name, {3, 4}});
  }
  for (const ChartKind kind : {ChartKind::kGroupedBar, ChartKind::kStackedBar}) {
    chart.kind = kind;
    GreyCanvas canvas;
    DrawChart(chart, 439, canvas);
    ASSERT_EQ(canvas.greys.size(), 4U);
    for (auto grey = canvas.greys.begin(); std::next(grey) != canvas.greys.end(); ++grey) {
      EXPECT_GE(*std::next(grey) - *grey, 32);
    }
  }
  chart.kind = ChartKind::kLine;
  GreyCanvas canvas;
  DrawChart(chart, 439, canvas);
  EXPECT_EQ(canvas.dashes.size(), 4U);
}

TEST(Chart, BarsAreInProportionAndMissingValuesHaveNone) {
  RecordingCanvas canvas;
  DrawChart(EightKegiatan(), 425, canvas);
  ASSERT_EQ(canvas.boxes.size(), 2U + 15U);  // two in the legend; one value is missing
  const auto length = [&](std::size_t i) {
    return canvas.boxes[i].rect.right - canvas.boxes[i].rect.left;
  };
  EXPECT_NEAR(length(3) / length(2), 1734104605.0 / 1998944000.0, 1e-6);
  for (const char* text : {"1.998,9", "9,7", "tidak ada data", "2.000", "dalam juta rupiah"}) {
    EXPECT_TRUE(canvas.Shows(text)) << text;
  }
}

TEST(Chart, NegativeBarsPointLeft) {
  RecordingCanvas canvas;
  DrawChart({.categories = {"a", "b"}, .series = {{"s", {-37, 74}}}, .alt = "a"}, 400, canvas);
  ASSERT_EQ(canvas.boxes.size(), 3U);
  const Rect& minus = canvas.boxes[1].rect;
  const Rect& plus = canvas.boxes[2].rect;
  EXPECT_NEAR(minus.right, plus.left, 0.01);
  EXPECT_NEAR((minus.right - minus.left) * 2, plus.right - plus.left, 0.01);
  EXPECT_LT(canvas.Where("-37").right, minus.left);
}

TEST(Chart, StackedBarsAddUp) {
  RecordingCanvas canvas;
  DrawChart({.kind = ChartKind::kStackedBar,
             .categories = {"Ketua", "Sekretaris", "Sub bagian"},
             .series = {{"Dihitung", {12, 8, std::nullopt}}, {"Tanpa kasus", {4, 0, std::nullopt}}},
             .alt = "a"},
            400, canvas);
  ASSERT_EQ(canvas.boxes.size(), 2U + 3U);  // a zero and missing values draw nothing
  const auto& boxes = canvas.boxes;
  EXPECT_NEAR(boxes[2].rect.right, boxes[3].rect.left, 0.01);
  EXPECT_NEAR((boxes[2].rect.right - boxes[2].rect.left) / 12,
              (boxes[4].rect.right - boxes[4].rect.left) / 8, 0.01);
  for (const char* text : {"16", "12", "4", "8", "tidak ada data"}) {
    EXPECT_TRUE(canvas.Shows(text)) << text;
  }
  EXPECT_GT(canvas.Where("16").left, boxes[3].rect.right);
}

TEST(Chart, StackedBarsSayWhenAPartIsMissing) {
  RecordingCanvas canvas;
  DrawChart({.kind = ChartKind::kStackedBar,
             .categories = {"a"},
             .series = {{"x", {7}}, {"y", {std::nullopt}}},
             .alt = "a"},
            400, canvas);
  EXPECT_TRUE(canvas.Shows("7 (belum lengkap)"));
}

TEST(Chart, LinesHaveGapsAndNamesAtTheirEnds) {
  RecordingCanvas canvas;
  DrawChart({.kind = ChartKind::kLine,
             .unit = "persen",
             .categories = {"2013", "2014", "2015", "2016", "2017"},
             .series = {{"Bontang", {80, 85, std::nullopt, 90, 95}}, {"Kutai", {-10, 0, 5, 10, 7}}},
             .alt = "a",
             .reference = 86,
             .reference_label = "Target"},
            430, canvas);
  ASSERT_EQ(canvas.lines.size(), 3U);                 // two stretches and a whole line
  EXPECT_EQ(canvas.shapes.size(), 9U);                // a marker for each value
  const std::vector<Point>& whole = canvas.lines[0];  // the first series is drawn last, on top
  ASSERT_EQ(whole.size(), 5U);
  EXPECT_GT(whole[0].y, whole[1].y);  // below the axis, where 0 is
  const Rect& name = canvas.Where("Bontang");
  EXPECT_GT(name.left, whole[4].x);
  for (const char* text : {"Kutai", "Target", "86", "95", "2013", "2017", "dalam persen", "-20"}) {
    EXPECT_TRUE(canvas.Shows(text)) << text;
  }
}

Chart Serapan() {
  Chart chart{.kind = ChartKind::kSerapanCurve,
              .unit = "juta rupiah",
              .divisor = 1000000,
              .decimals = 1,
              .series = {{"Realisasi", {}}, {"Rencana", {}}},
              .alt = "a",
              .reference = 3511812000,
              .reference_label = "Pagu"};
  for (int month = 1; month <= 12; ++month) {
    chart.categories.push_back("B" + std::to_string(month));
    chart.series[0].values.push_back(3127524380 / 12 * month);
    chart.series[1].values.push_back(3511812000 / 12 * month);
  }
  chart.series[0].values.back() = 3127524380;
  return chart;
}

TEST(Chart, SerapanIsAPercentageOfTheReference) {
  RecordingCanvas canvas;
  const Chart chart = Serapan();
  DrawChart(chart, 439, canvas);
  for (const char* text : {"89,06%", "100,00%", "0%", "100%", "B1", "B12", "Pagu",
                           "3.511,8 juta rupiah", "dalam persen dari Pagu"}) {
    EXPECT_TRUE(canvas.Shows(text)) << text;
  }
  ASSERT_EQ(canvas.lines.size(), 2U);
  const double zero = canvas.Where("0%").bottom;
  const double full = canvas.Where("100%").bottom;
  const double plan = canvas.lines[0].back().y;
  const double last = canvas.lines[1].back().y;
  EXPECT_NEAR((canvas.Where("0%").bottom - last) / (zero - full), 0.8906, 0.02);
  EXPECT_LT(plan, last);
  // The area under the realised line: its points and two on the axis.
  EXPECT_EQ(canvas.shapes[0].size(), 14U);
}

TEST(Chart, SerapanBeyondTheReferenceStaysInThePicture) {
  Chart chart = Serapan();
  chart.series[0].values.back() = 4000000000;
  RecordingCanvas canvas;
  DrawChart(chart, 439, canvas);
  EXPECT_TRUE(canvas.Shows("113,90%"));
  EXPECT_TRUE(canvas.Shows("120%"));
  ExpectLegible(chart, 439);
}

TEST(Chart, ExtremesAreDrawn) {
  for (const std::int64_t value :
       {-kMaxChartValue, std::int64_t{-1}, std::int64_t{0}, std::int64_t{1}, kMaxChartValue}) {
    Chart chart{.categories = {std::string(5000, 'x')}, .series = {{"s", {value}}}, .alt = "a"};
    ASSERT_TRUE(
        Validate({.title = "t", .language = "id", .date = "2018-02-02", .blocks = {chart}}).ok());
    for (const ChartKind kind : {ChartKind::kGroupedBar, ChartKind::kStackedBar, ChartKind::kLine,
                                 ChartKind::kSerapanCurve}) {
      chart.kind = kind;
      chart.reference =
          kind == ChartKind::kSerapanCurve ? std::optional<std::int64_t>(1) : std::nullopt;
      chart.reference_label = chart.reference ? "Pagu" : "";
      const std::string svg = ChartSvg(chart, 400);
      EXPECT_NE(svg.find("</svg>"), std::string::npos) << value;
      EXPECT_EQ(svg.find("nan"), std::string::npos) << value;
      EXPECT_EQ(svg.find("inf"), std::string::npos) << value;
      ExpectLegible(chart, 400);
    }
  }
}

TEST(FormatPercent, RoundsHalfAwayFromZero) {
  struct Case {
    std::int64_t part, whole;
    int decimals;
    const char* text;
  };
  const Case cases[] = {
      {3127524380, 3511812000, 2, "89,06%"},
      {1, 8, 1, "12,5%"},
      {1, 8, 0, "13%"},
      {-1, 8, 0, "-13%"},
      {99999, 100000, 2, "100,00%"},
      {-1, 1000000, 2, "0,00%"},
      {2000, 1, 1, "200.000,0%"},
      {kMaxChartValue - 1, kMaxChartValue, 2, "100,00%"},
      {kMaxChartValue, 1, 2, "10.000.000.000.000.000.000,00%"},
      {kMaxChartValue / 3, kMaxChartValue, 4, "33,3333%"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(FormatPercent(c.part, c.whole, c.decimals), c.text);
  }
}

TEST(FormatScaled, IndonesianForm) {
  struct Case {
    std::int64_t value, divisor;
    int decimals;
    const char* text;
  };
  constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
  const Case cases[] = {
      {0, 1, 0, "0"},
      {1963169000, 1, 0, "1.963.169.000"},
      {1998944000, 1000000, 1, "1.998,9"},
      {999950000, 1000000, 1, "1.000,0"},  // 999,95 rounds up into the next thousand
      {50000, 1000000, 1, "0,1"},
      {49999, 1000000, 1, "0,0"},
      {-50000, 1000000, 1, "-0,1"},
      {-49999, 1000000, 1, "0,0"},
      {1, 3, 4, "0,3333"},
      {kMax, 1, 0, "9.223.372.036.854.775.807"},
      {-kMax - 1, 1, 0, "-9.223.372.036.854.775.808"},
      {kMax, 1000000000000, 4, "9.223.372,0369"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(FormatScaled(c.value, c.divisor, c.decimals), c.text);
  }
}

}  // namespace
}  // namespace sakip::document
