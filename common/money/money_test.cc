#include "common/money/money.h"

#include <algorithm>
#include <limits>
#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sakip::money {
namespace {

using testing::HasSubstr;

constexpr int64_t kMax = std::numeric_limits<int64_t>::max();
constexpr int64_t kMin = std::numeric_limits<int64_t>::min();

Rupiah Rp(int64_t value) {
  return Rupiah::FromInt(value);
}

uint64_t Seed() {
  return 20170501 + static_cast<uint64_t>(GTEST_FLAG_GET(random_seed));
}

TEST(Money, ArithmeticNeverWraps) {
  EXPECT_EQ(*Add(Rp(kMax - 1), Rp(1)), Rp(kMax));
  EXPECT_EQ(*Sub(Rp(3'511'812'000), Rp(3'127'524'380)), Rp(384'287'620));
  EXPECT_EQ(*Neg(Rp(5)), Rp(-5));
  for (const auto& result : {Add(Rp(kMax), Rp(1)), Add(Rp(kMin), Rp(-1)), Sub(Rp(kMin), Rp(1)),
                             Sub(Rp(0), Rp(kMin)), Neg(Rp(kMin)), Sum({Rp(kMax), Rp(1)})}) {
    EXPECT_EQ(result.status().code(), absl::StatusCode::kOutOfRange);
  }
  EXPECT_THAT(std::string(Add(Rp(kMax), Rp(1)).status().message()),
              HasSubstr("9223372036854775807 + 1"));
}

TEST(Money, SumLooksOnlyAtTheTotal) {
  EXPECT_EQ(*Sum({}), Rp(0));
  EXPECT_EQ(*Sum({Rp(kMax), Rp(kMax), Rp(-kMax)}), Rp(kMax));
}

TEST(Money, SumDoesNotDependOnOrder) {
  const uint64_t seed = Seed();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 random(seed);
  std::uniform_int_distribution<int64_t> any(kMin, kMax);
  for (int round = 0; round < 200; ++round) {
    std::vector<Rupiah> amounts;
    amounts.reserve(9);
    for (int i = 0; i < round % 9; ++i) {
      amounts.push_back(Rp(any(random)));
    }
    const auto before = Sum(amounts);
    std::shuffle(amounts.begin(), amounts.end(), random);
    const auto after = Sum(amounts);
    ASSERT_EQ(before.ok(), after.ok());
    if (before.ok()) {
      ASSERT_EQ(*before, *after);
    }
  }
}

TEST(Money, ParseReadsWhatPlainWrote) {
  const uint64_t seed = Seed();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 random(seed);
  std::uniform_int_distribution<int64_t> entry(-kRupiahMax, kRupiahMax);
  for (int round = 0; round < 1000; ++round) {
    const Rupiah amount = Rp(entry(random));
    ASSERT_EQ(*ParseRupiah(PlainRupiah(amount), Sign::kAllow), amount);
    std::string shown = FormatRupiah(amount);
    std::erase(shown, '.');
    ASSERT_EQ(shown, PlainRupiah(amount));
  }
}

TEST(Money, ParseRefusesWithTheReason) {
  struct Case {
    const char* text;
    const char* reason;
  };
  for (const Case& c : {
           Case{"", "empty"},
           Case{"-1", "negative"},
           Case{"+1", "sign"},
           Case{"1-", "sign"},
           Case{"1.963.169", "separators"},
           Case{"1963169,00", "separators"},
           Case{" 1", "blanks"},
           Case{"1\n", "blanks"},
           Case{"NaN", "other characters"},
           Case{"1e3", "other characters"},
           Case{"٣", "other characters"},
           Case{"007", "starts with 0"},
           Case{"1000000000000001", "out of range"},
           Case{"99999999999999999999999999", "out of range"},
       }) {
    const auto result = ParseRupiah(c.text);
    ASSERT_FALSE(result.ok()) << c.text;
    EXPECT_THAT(std::string(result.status().message()), HasSubstr(c.reason)) << c.text;
  }
  EXPECT_FALSE(ParseRupiah("-", Sign::kAllow).ok());
  EXPECT_FALSE(ParseRupiah("--1", Sign::kAllow).ok());
  EXPECT_FALSE(ParseRupiah("-0", Sign::kAllow).ok());
  EXPECT_EQ(*ParseRupiah("0"), Rp(0));
  EXPECT_EQ(*ParseRupiah("1000000000000000"), Rp(kRupiahMax));
}

TEST(Money, EntriesHaveALimit) {
  EXPECT_TRUE(CheckEntry(Rp(-kRupiahMax)).ok());
  EXPECT_EQ(CheckEntry(Rp(kRupiahMax + 1)).code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(CheckEntry(Rp(kMin)).code(), absl::StatusCode::kOutOfRange);
}

TEST(Money, FormatGroupsThousands) {
  EXPECT_EQ(FormatRupiah(Rp(0)), "0");
  EXPECT_EQ(FormatRupiah(Rp(999)), "999");
  EXPECT_EQ(FormatRupiah(Rp(-999)), "-999");
  EXPECT_EQ(FormatRupiah(Rp(-1000)), "-1.000");
  EXPECT_EQ(FormatRupiah(Rp(1'963'169'000)), "1.963.169.000");
  EXPECT_EQ(FormatRupiah(Rp(kMin)), "-9.223.372.036.854.775.808");
}

}  // namespace
}  // namespace sakip::money
