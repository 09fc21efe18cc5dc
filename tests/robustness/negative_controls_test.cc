// The harness must catch what it is for: each planted defect breaks the promise that forbids it.
#include <gtest/gtest.h>

#include <cstdio>
#include <functional>
#include <string>

#include "tests/robustness/damage.h"
#include "tests/robustness/harness.h"
#include "tests/robustness/io_error.h"
#include "tests/robustness/power_loss.h"

namespace sakip::robustness {
namespace {

using failpoint::Defect;

constexpr uint64_t kRoundsMost = 20;
constexpr uint64_t kCasesMost = 50;

// What the first broken round of a store that loses power says; empty when none broke.
std::string BrokenByPowerLoss() {
  for (uint64_t i = 0; i < kRoundsMost; ++i) {
    PowerLoss store(Seed() + i);
    if (const CutRound round = store.Round(); !round.problem.empty()) {
      return round.problem;
    }
  }
  return "";
}

std::string BrokenByDamage(FileKind kind, Damage damage) {
  DamagedStore store(Seed());
  for (uint64_t i = 0; i < kCasesMost; ++i) {
    const DamageResult result = store.Run({.kind = kind, .damage = damage});
    if (result.outcome == Outcome::kBroken) {
      return result.what;
    }
  }
  return "";
}

std::string BrokenByIoErrors() {
  for (uint64_t number = 0; number < kCasesMost; ++number) {
    if (const IoErrorRun run = RunIoError(number, Seed()); !run.problem.empty()) {
      return run.what + ": " + run.problem;
    }
  }
  return "";
}

TEST(NegativeControlsTest, EveryPlantedDefectIsCaught) {
  if (!failpoint::kCompiledIn) {
    GTEST_SKIP() << "this build holds no defects: configure with SAKIP_TEST_SWITCHES=ON";
  }
  struct Control {
    Defect defect;
    std::function<std::string()> check;
  };
  const std::vector<Control> controls = {
      {Defect::kNoSync, BrokenByPowerLoss},
      {Defect::kAnswerBeforeWrite, BrokenByPowerLoss},
      {Defect::kNoWitness, [] { return BrokenByDamage(FileKind::kLog, Damage::kFlip); }},
      {Defect::kNoWitness, [] { return BrokenByDamage(FileKind::kLog, Damage::kRemove); }},
      {Defect::kIgnoreIteratorStatus,
       [] { return BrokenByDamage(FileKind::kTable, Damage::kFlip); }},
      {Defect::kRetryAfterSyncError, BrokenByIoErrors},
  };
  size_t caught = 0;
  for (const Control& control : controls) {
    const Planted planted(control.defect);
    const std::string broken = control.check();
    EXPECT_NE(broken, "") << failpoint::Name(control.defect) << " was not caught";
    caught += broken.empty() ? 0 : 1;
    std::printf("  %s: %s\n", std::string(failpoint::Name(control.defect)).c_str(),
                broken.empty() ? "NOT CAUGHT" : broken.c_str());
  }
  std::printf("negative controls: %zu of %zu caught\n", caught, controls.size());
}

}  // namespace
}  // namespace sakip::robustness
