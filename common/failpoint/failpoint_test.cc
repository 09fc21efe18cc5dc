#include "common/failpoint/failpoint.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <cstdlib>
#include <set>
#include <string>

namespace sakip::failpoint {
namespace {

TEST(FailpointTest, EveryNameIsThereOnce) {
  std::set<std::string_view> names;
  for (int i = 0; i < kPoints; ++i) {
    names.insert(Name(static_cast<Point>(i)));
  }
  for (int i = 0; i < kDefects; ++i) {
    names.insert(Name(static_cast<Defect>(i)));
  }
  EXPECT_EQ(names.count(""), 0U);
  EXPECT_EQ(names.size(), static_cast<size_t>(kPoints + kDefects));
  EXPECT_EQ(Name(static_cast<Point>(kPoints)), "");
  EXPECT_EQ(Name(static_cast<Defect>(kDefects)), "");
}

#ifdef SAKIP_TEST_SWITCHES

// The environment is read once, so each case is a process of its own.
class FailpointDeathTest : public testing::Test {
 protected:
  void SetUp() override { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
};

void ReachThrice(const char* variable, const char* value) {
  ::setenv(variable, value, 1);
  for (int i = 1; i <= 3; ++i) {
    Reach(Point::kFlush);
    Reach(Point::kCommitBegin);
    std::fprintf(stderr, "passed %d\n", i);
  }
  (void)Planted(Defect::kNoSync);
  std::_Exit(0);
}

TEST_F(FailpointDeathTest, KillsAtTheNamedPlaceAndTime) {
  EXPECT_EXIT(ReachThrice("FAILPOINT", "flush:3"), testing::KilledBySignal(SIGKILL), "passed 2\n$");
  EXPECT_EXIT(ReachThrice("FAILPOINT", "flush:4"), testing::ExitedWithCode(0), "passed 3");
  EXPECT_EXIT(ReachThrice("FAILPOINT", "compaction:1"), testing::ExitedWithCode(0), "passed 3");
}

TEST_F(FailpointDeathTest, AMisspeltNameEndsTheProgram) {
  for (const char* value : {"flsh:1", "flush", "flush:", "flush:0", "flush:x", "flush:1x", ":1"}) {
    EXPECT_EXIT(ReachThrice("FAILPOINT", value), testing::ExitedWithCode(2), value) << value;
  }
  EXPECT_EXIT(ReachThrice("DEFECT", "no-synk"), testing::ExitedWithCode(2), "DEFECT=no-synk");
}

TEST_F(FailpointDeathTest, TheEnvironmentPlantsADefect) {
  EXPECT_EXIT(
      {
        ::setenv("DEFECT", "no-sync", 1);
        std::_Exit(Planted(Defect::kNoSync) && !Planted(Defect::kNoWitness) ? 7 : 8);
      },
      testing::ExitedWithCode(7), "");
}

TEST(FailpointTest, ATestPlantsADefectAndTakesItBack) {
  EXPECT_FALSE(Planted(Defect::kNoReserve));
  Plant(Defect::kNoReserve, true);
  EXPECT_TRUE(Planted(Defect::kNoReserve));
  EXPECT_FALSE(Planted(Defect::kNoSync));
  Plant(Defect::kNoReserve, false);
  EXPECT_FALSE(Planted(Defect::kNoReserve));
}

#else

TEST(FailpointTest, ThisBuildHoldsNone) {
  ::setenv("DEFECT", "no-sync", 1);
  EXPECT_FALSE(Planted(Defect::kNoSync));
}

#endif

}  // namespace
}  // namespace sakip::failpoint
