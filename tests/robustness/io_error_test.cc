// P4: an I/O error stops the store, not the truth.
#include "tests/robustness/io_error.h"

#include <gtest/gtest.h>

#include <cstdio>

namespace sakip::robustness {
namespace {

TEST(IoErrorTest, AnIoErrorStopsTheStoreNotTheTruth) {
  const uint64_t runs = Size(40, 400);
  uint64_t acknowledged = 0;
  uint64_t voids = 0;
  uint64_t broken = 0;
  for (uint64_t number = 0; number < runs; ++number) {
    const IoErrorRun run = RunIoError(number, Seed());
    EXPECT_EQ(run.problem, "") << "SAKIP_SEED=" << Seed() << ", " << run.what;
    acknowledged += run.acknowledged;
    voids += run.counts ? 0 : 1;
    broken += run.problem.empty() ? 0 : 1;
  }
  std::printf("P4 I/O errors: %lu runs, %lu acknowledged, %lu broken, %lu void, seed %lu\n", runs,
              acknowledged, broken, voids, Seed());
  EXPECT_LE(voids, runs / 10) << "too many runs proved nothing";
}

}  // namespace
}  // namespace sakip::robustness
