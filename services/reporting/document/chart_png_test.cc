#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "services/reporting/document/chart.h"

namespace sakip::document {
namespace {

Chart TwoBars() {
  return {.title = "Pagu dan realisasi",
          .unit = "juta rupiah",
          .categories = {"3355", "3356"},
          .series = {{"Pagu", {100, 200}}, {"Realisasi", {90, 150}}},
          .alt = "Pagu dan realisasi"};
}

// The big-endian number at `offset` of the file: 16 is the width, 20 the height.
unsigned Field(const std::string& png, std::size_t offset) {
  unsigned value = 0;
  for (std::size_t i = offset; i < offset + 4; ++i) {
    value = value << 8U | static_cast<unsigned char>(png.at(i));
  }
  return value;
}

TEST(ChartPng, HasTheSizeAskedForAndNoTransparency) {
  const Chart chart = TwoBars();
  for (const int dots : {72, 150, 300}) {
    const absl::StatusOr<std::string> png = ChartPng(chart, 400, dots);
    ASSERT_TRUE(png.ok()) << png.status();
    ASSERT_EQ(png->substr(0, 8), "\x89PNG\r\n\x1A\n");
    EXPECT_EQ(Field(*png, 16), static_cast<unsigned>(std::ceil(400 * dots / 72.0)));
    EXPECT_NEAR(Field(*png, 20), ChartHeight(chart, 400) * dots / 72, 1);
    EXPECT_EQ(png->at(25), 2);  // red, green, blue
    EXPECT_GT(png->size(), 2000U);
  }
}

TEST(ChartPng, SameChartSameBytes) {
  Chart chart = TwoBars();
  const std::string first = *ChartPng(chart, 400, 150);
  EXPECT_TRUE(*ChartPng(chart, 400, 150) == first);
  chart.series[0].values[0] = 101;
  EXPECT_FALSE(*ChartPng(chart, 400, 150) == first);
}

TEST(ChartPng, RefusesSizesOutsideItsLimits) {
  for (const int dots : {0, 71, 601}) {
    EXPECT_EQ(ChartPng(TwoBars(), 400, dots).status().code(), absl::StatusCode::kInvalidArgument);
  }
  EXPECT_EQ(ChartPng(TwoBars(), 0, 150).status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace sakip::document
