#include "common/clock/clock.h"

#include <limits>

#include "gtest/gtest.h"

namespace sakip::clock {
namespace {

constexpr int64_t kSecond = 1'000'000;
constexpr int64_t kHour = 3'600 * kSecond;

TEST(Clock, TheDayChangesAtMidnightInJakarta) {
  const int64_t midnight = 17 * kHour;  // 1970-01-02 00:00 in Jakarta
  EXPECT_EQ(InJakarta({midnight - 1}).Iso(), "1970-01-01");
  EXPECT_EQ(InJakarta({midnight}).Iso(), "1970-01-02");
  EXPECT_EQ(InJakarta({-7 * kHour}).Iso(), "1970-01-01");
  EXPECT_EQ(InJakarta({-7 * kHour - 1}).Iso(), "1969-12-31");
}

TEST(Clock, Rfc3339) {
  EXPECT_EQ(FormatRfc3339({0}), "1970-01-01T00:00:00.000000Z");
  EXPECT_EQ(FormatRfc3339({-1}), "1969-12-31T23:59:59.999999Z");
  EXPECT_EQ(FormatRfc3339({1'517'540'645 * kSecond + 6}), "2018-02-02T03:04:05.000006Z");
  EXPECT_EQ(FormatRfc3339({std::numeric_limits<int64_t>::max()}), "9999-12-31T23:59:59.999999Z");
  EXPECT_EQ(FormatRfc3339({std::numeric_limits<int64_t>::min()}), "0001-01-01T00:00:00.000000Z");
  EXPECT_EQ(InJakarta({std::numeric_limits<int64_t>::max()}).Iso(), "9999-12-31");
  EXPECT_EQ(InJakarta({std::numeric_limits<int64_t>::min()}).Iso(), "0001-01-01");
}

TEST(Clock, FakeClockStandsStillUntilTold) {
  FakeClock clock({5});
  EXPECT_EQ(clock.Now(), Timestamp{5});
  EXPECT_EQ(clock.Now(), Timestamp{5});
  clock.Advance(10);
  EXPECT_EQ(clock.Now(), Timestamp{15});
  clock.Set({1});
  EXPECT_EQ(clock.Now(), Timestamp{1});
}

TEST(Clock, SystemClockIsInMicroseconds) {
  // Between 2020 and 2100: a wrong unit would be outside.
  const Timestamp now = SystemClock().Now();
  EXPECT_GT(now.micros, 1'577'836'800 * kSecond);
  EXPECT_LT(now.micros, 4'102'444'800 * kSecond);
}

}  // namespace
}  // namespace sakip::clock
