#include "common/ratio/ratio.h"

#include <cstdlib>
#include <limits>
#include <random>

#include "gtest/gtest.h"

namespace sakip::ratio {
namespace {

Ratio Dec(std::string_view text) {
  return *Ratio::FromDecimal(text);
}
Ratio Frac(int64_t num, int64_t den) {
  return *Ratio::FromFraction(num, den);
}

uint64_t Seed() {
  return 20170502 + static_cast<uint64_t>(GTEST_FLAG_GET(random_seed));
}

TEST(Ratio, RoundsHalvesAwayFromZero) {
  struct Case {
    const char* value;
    int decimals;
    const char* rounded;
  };
  for (const Case& c : {
           Case{"0.5", 0, "1"},
           Case{"-0.5", 0, "-1"},
           Case{"2.5", 0, "3"},
           Case{"-2.5", 0, "-3"},
           Case{"0.49999999999999999999", 0, "0"},
           Case{"-0.4", 0, "0"},
           Case{"-0.004", 2, "0.00"},
           Case{"1.005", 2, "1.01"},
           Case{"0.125", 2, "0.13"},
           Case{"99.995", 2, "100.00"},
           Case{"77.5", 8, "77.50000000"},
           Case{"0.05", 1, "0.1"},
           Case{"0", 2, "0.00"},
       }) {
    EXPECT_EQ(Dec(c.value).RoundHalfAway(c.decimals), c.rounded) << c.value;
  }
}

// Sub-bagian Program dan Data 2017: targets 100, 80, 85, 60, 100, 100, each realised 100.
TEST(Ratio, MeansOfTheSampleOffice) {
  std::vector<Ratio> raw;
  std::vector<Ratio> capped;
  for (const int64_t target : {100, 80, 85, 60, 100, 100}) {
    raw.push_back(Frac(10'000, target));
    capped.push_back(Min(raw.back(), Ratio::FromInt(120)));
  }
  EXPECT_EQ(Mean(raw)->FormatIndonesian(2), "118,22");
  EXPECT_EQ(Mean(capped)->FormatIndonesian(2), "109,61");
  EXPECT_EQ(Mean(capped)->RoundHalfAway(8), "109.60784314");
  EXPECT_EQ(Mean(raw)->RoundHalfAway(4), "118.2190");
  EXPECT_EQ(Percent(money::Rupiah::FromInt(3'127'524'380), money::Rupiah::FromInt(3'511'812'000))
                ->FormatIndonesian(2),
            "89,06");
}

TEST(Ratio, RoundsOnceFromTheExactValue) {
  EXPECT_EQ(Dec("109.61166666666666").RoundHalfAway(8), "109.61166667");
  EXPECT_EQ(Dec("109.61166666666666").FormatIndonesian(2), "109,61");
  EXPECT_EQ(Dec("118.2189").FormatIndonesian(2), "118,22");
  // Through 8 decimals it would become 0.50000000 and then 1.
  EXPECT_EQ(Dec("0.4999999999").RoundHalfAway(0), "0");
}

TEST(Ratio, FormatsAsOfficialsRead) {
  EXPECT_EQ(Dec("77.5").FormatIndonesian(2, true), "77,5");
  EXPECT_EQ(Dec("100").FormatIndonesian(2, true), "100");
  EXPECT_EQ(Dec("100").FormatIndonesian(0, true), "100");
  EXPECT_EQ(Dec("1234567.5").FormatIndonesian(2), "1.234.567,50");
  EXPECT_EQ(Dec("-1234.5").FormatIndonesian(1), "-1.234,5");
  EXPECT_EQ(Dec("-123").FormatIndonesian(0), "-123");
  EXPECT_EQ(Dec("1000000").FormatIndonesian(0), "1.000.000");
}

TEST(Ratio, DivisionByZeroIsAStatus) {
  EXPECT_EQ(Div(Dec("1"), Ratio()).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_FALSE(Ratio::FromFraction(1, 0).ok());
  EXPECT_FALSE(Percent(money::Rupiah::FromInt(1), money::Rupiah()).ok());
  EXPECT_FALSE(Mean({}).ok());
}

TEST(Ratio, DecimalTakesOnlyDecimals) {
  for (const char* text : {"", "-", ".", "1.", ".5", "1e3", "NaN", "inf", " 1", "1 ", "+1", "1,5",
                           "--1", "1.-5", "0x10", "1/2", "1.2.3"}) {
    EXPECT_FALSE(Ratio::FromDecimal(text).ok()) << text;
  }
  EXPECT_FALSE(Ratio::FromDecimal(std::string(5000, '1')).ok());
  EXPECT_EQ(Dec("007.50"), Frac(15, 2));
  EXPECT_EQ(Dec("010"), Ratio::FromInt(10));  // never octal
  EXPECT_EQ(Dec("-0"), Ratio());
  EXPECT_EQ(Dec("0.1") + Dec("0.2"), Dec("0.3"));
}

TEST(Ratio, CanonicalTextHasOneSpelling) {
  EXPECT_EQ(Dec("77.5").ToCanonical(), "155/2");
  EXPECT_EQ(Ratio().ToCanonical(), "0/1");
  EXPECT_EQ(Frac(1, -2).ToCanonical(), "-1/2");
  for (const char* text : {"2/4", "1/-2", "3", "0/2", "+1/2", "1/0", "-0/1", "01/2", "1/02",
                           "1/2/3", "", "/", " 1/2", "1/2 "}) {
    EXPECT_FALSE(Ratio::FromCanonical(text).ok()) << text;
  }
}

TEST(Ratio, ComparesExactly) {
  EXPECT_LT(Dec("0.333333333333333333333333"), Frac(1, 3));
  EXPECT_GT(Frac(-1, 3), Frac(-1, 2));
  EXPECT_EQ(Max(Frac(1, 3), Frac(2, 6)), Frac(1, 3));
  EXPECT_EQ(Abs(Frac(-1, 3)), Frac(1, 3));
  const int64_t min = std::numeric_limits<int64_t>::min();
  EXPECT_EQ(Ratio::FromInt(min).ToCanonical(), "-9223372036854775808/1");
}

// Against integers: small fractions n/d computed in 64 bits.
TEST(Ratio, AgreesWithIntegerArithmetic) {
  const uint64_t seed = Seed();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 random(seed);
  std::uniform_int_distribution<int64_t> numerator(-1'000'000, 1'000'000);
  std::uniform_int_distribution<int64_t> denominator(1, 1000);
  for (int round = 0; round < 2000; ++round) {
    const int64_t a = numerator(random);
    const int64_t b = denominator(random);
    const int64_t c = numerator(random);
    const int64_t d = denominator(random);
    const Ratio x = Frac(a, b);
    const Ratio y = Frac(c, d);
    ASSERT_EQ(x + y, Frac(a * d + c * b, b * d));
    ASSERT_EQ(x - y, Frac(a * d - c * b, b * d));
    ASSERT_EQ(x * y, Frac(a * c, b * d));
    if (c != 0) {
      ASSERT_EQ(*Div(x, y), Frac(a * d, b * c));
    }
    ASSERT_EQ(x < y, a * d < c * b);
    ASSERT_EQ(*Ratio::FromCanonical(x.ToCanonical()), x);
    const int64_t magnitude = (int64_t{200} * std::abs(a) + b) / (2 * b);
    ASSERT_EQ(Dec(x.RoundHalfAway(2)), Frac(a < 0 ? -magnitude : magnitude, 100)) << a << "/" << b;
  }
}

// Targets without a common factor make the exact mean as long as all of them together; whatever is
// written must be readable again.
TEST(Ratio, MeansOverManyOddTargetsSurviveTheirText) {
  std::mt19937_64 random(Seed());
  SCOPED_TRACE(testing::Message() << "seed " << Seed());
  std::uniform_int_distribution<int64_t> digits(100'000'000'000'000, 999'999'999'999'999);
  std::vector<Ratio> rows;
  for (int i = 0; i < 2000; ++i) {
    rows.push_back(Frac(digits(random), digits(random)));
  }
  const Ratio mean = *Mean(rows);
  const std::string text = mean.ToCanonical();
  EXPECT_GT(text.size(), 10 * kTextBytesMax);
  const auto back = Ratio::FromCanonical(text);
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(*back, mean);
}

}  // namespace
}  // namespace sakip::ratio
