// Compiled as in a release, whatever the build, and linked without the library: what needs a symbol
// of it would not link.
#undef SAKIP_TEST_SWITCHES
#include <gtest/gtest.h>

#include <cstdlib>

#include "common/failpoint/failpoint.h"

namespace sakip::failpoint {
namespace {

static_assert(!kCompiledIn);
static_assert(!Planted(Defect::kNoSync));

TEST(FailpointOffTest, TheEnvironmentDoesNothing) {
  ::setenv("FAILPOINT", "commit-begin:1", 1);
  ::setenv("DEFECT", "no-sync", 1);
  Reach(Point::kCommitBegin);
  EXPECT_FALSE(Planted(Defect::kNoSync));
}

}  // namespace
}  // namespace sakip::failpoint
