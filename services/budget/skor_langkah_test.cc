#include "services/budget/skor_langkah.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "services/budget/skor_test_util.h"

namespace sakip::budget {
namespace {

using ratio::Ratio;
using testing::R;

Ratio Pangkat(const Ratio& value, size_t n) {
  Ratio power = R("1");
  for (size_t i = 0; i < n; ++i) {
    power = power * value;
  }
  return power;
}

Ratio Rerata(const std::vector<Ratio>& values) {
  const auto mean = RerataGeometrik(values);
  EXPECT_TRUE(mean.ok()) << mean.status();
  return mean.value_or(Ratio());
}

TEST(DenganAngka, PutsFiguresInPlaceOfWholeNames) {
  const LangkahSkor langkah{
      .nama = "x",
      .rumus = "max(0; |RA − RA_2|) × (batas + 1)",
      .masukan = {Masukan("RA", R("-1.5")), Masukan("RA_2", R("2000")), Masukan("batas", R("100"))},
      .hasil = {}};
  EXPECT_EQ(DenganAngka(langkah), "max(0; |(-1,5) − 2.000|) × (100 + 1)");
}

// The annex of PMK 22/2021: an eselon I with two programmes.
TEST(RerataGeometrik, TheRegulationsOwnExample) {
  const Ratio dua_pertiga = Ratio::FromFraction(200, 3).value();
  const Ratio a = Rerata({R("100"), R("90")});
  const Ratio b = Rerata({dua_pertiga, dua_pertiga, R("100")});
  const Ratio program = Rerata({a, b});
  const Ratio unit = Rerata({program, R("100")});
  EXPECT_EQ(a.FormatIndonesian(2), "94,87");
  EXPECT_EQ(b.FormatIndonesian(2), "76,31");
  EXPECT_EQ(program.FormatIndonesian(2), "85,09");
  EXPECT_EQ(unit.FormatIndonesian(2), "92,24");
}

TEST(RerataGeometrik, RootsThatEndAreExact) {
  EXPECT_EQ(Rerata({R("100"), R("100"), R("100")}), R("100"));
  EXPECT_EQ(Rerata({R("4"), R("9")}), R("6"));
  EXPECT_EQ(Rerata({R("0.25"), R("1")}), R("0.5"));
  EXPECT_EQ(Rerata({R("99.72")}), R("99.72"));
  EXPECT_EQ(Rerata({R("100"), R("0"), R("90")}), R("0"));
}

TEST(RerataGeometrik, RefusesNothingAndNegatives) {
  EXPECT_EQ(RerataGeometrik({}).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(RerataGeometrik({R("4"), R("-9")}).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(RerataGeometrik, CutsTheTrueRootAtTheStatedDigitForEveryOrder) {
  const uint64_t seed = std::random_device()();
  SCOPED_TRACE(seed);
  std::mt19937_64 random(seed);
  const Ratio digit = ratio::Div(R("1"), Pangkat(R("10"), kDesimalGeometrik)).value();
  for (int round = 0; round < 50; ++round) {
    std::vector<Ratio> values(1 + random() % 12);
    Ratio product = R("1");
    for (Ratio& value : values) {
      value = Ratio::FromFraction(static_cast<int64_t>(random() % 100'000), 997).value();
      product = product * value;
    }
    const Ratio mean = Rerata(values);
    EXPECT_LE(Pangkat(mean, values.size()), product);
    EXPECT_GT(Pangkat(mean + digit, values.size()), product);
    std::shuffle(values.begin(), values.end(), random);
    EXPECT_EQ(Rerata(values), mean);
  }
}

}  // namespace
}  // namespace sakip::budget
