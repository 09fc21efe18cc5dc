#include "services/reporting/document/chart.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

namespace sakip::document {
namespace {

struct Mark {
  double left, top, right, bottom;
  std::string text;
};

// Keeps what was drawn. Text boxes are taken a little smaller than the type, as an eye does.
class RecordingCanvas : public Canvas {
 public:
  void Box(double x, double y, double width, double height, Colour fill) override {
    if (fill.red != 0xFF) {  // not the paper under a label
      boxes.push_back({x, y, x + width, y + height, ""});
    }
  }
  void Line(double, double, double, double, double, Colour) override {}
  void Text(double x, double baseline, const TextStyle& style, std::string_view text) override {
    const double width = static_cast<double>(text.size()) * style.size * 0.44;
    const double left = style.anchor == Anchor::kStart    ? x
                        : style.anchor == Anchor::kMiddle ? x - width / 2
                                                          : x - width;
    texts.push_back({left, baseline - style.size * 0.7, left + width, baseline, std::string(text)});
  }
  std::vector<Mark> boxes;
  std::vector<Mark> texts;
};

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

TEST(Chart, NoLabelOverlapsAnotherAndAllStayInside) {
  for (const double width : {360.0, 425.0, 700.0}) {
    RecordingCanvas canvas;
    const Chart chart = EightKegiatan();
    DrawChart(chart, width, canvas);
    const double height = ChartHeight(chart, width);
    for (std::size_t i = 0; i < canvas.texts.size(); ++i) {
      const Mark& a = canvas.texts[i];
      EXPECT_GE(a.left, -0.1) << a.text;
      EXPECT_LE(a.right, width + 0.1) << a.text;
      EXPECT_LE(a.bottom, height) << a.text;
      for (std::size_t j = i + 1; j < canvas.texts.size(); ++j) {
        const Mark& b = canvas.texts[j];
        EXPECT_FALSE(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
            << a.text << " over " << b.text << " at width " << width;
      }
    }
  }
}

TEST(Chart, BarsAreInProportionAndMissingValuesHaveNone) {
  RecordingCanvas canvas;
  DrawChart(EightKegiatan(), 425, canvas);
  ASSERT_EQ(canvas.boxes.size(), 2U + 15U);  // two in the legend; one value is missing
  const auto length = [&](std::size_t i) { return canvas.boxes[i].right - canvas.boxes[i].left; };
  EXPECT_NEAR(length(3) / length(2), 1734104605.0 / 1998944000.0, 1e-6);
  const auto shown = [&](std::string_view text) {
    return std::any_of(canvas.texts.begin(), canvas.texts.end(),
                       [&](const Mark& mark) { return mark.text == text; });
  };
  EXPECT_TRUE(shown("1.998,9"));
  EXPECT_TRUE(shown("9,7"));
  EXPECT_TRUE(shown("tidak ada data"));
  EXPECT_TRUE(shown("2.000"));  // the axis
  EXPECT_TRUE(shown("dalam juta rupiah"));
}

TEST(Chart, ExtremesAreDrawn) {
  for (const std::int64_t value :
       {-kMaxChartValue, std::int64_t{-1}, std::int64_t{0}, std::int64_t{1}, kMaxChartValue}) {
    const Chart chart{
        .categories = {std::string(5000, 'x')}, .series = {{"s", {value}}}, .alt = "a"};
    ASSERT_TRUE(
        Validate({.title = "t", .language = "id", .date = "2018-02-02", .blocks = {chart}}).ok());
    EXPECT_NE(ChartSvg(chart, 400).find("</svg>"), std::string::npos) << value;
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
