// P2: every acknowledged write survives a power cut, and the store opens without a human.
#include "tests/robustness/power_loss.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <optional>

namespace sakip::robustness {
namespace {

constexpr uint64_t kRoundsOfAStore = 10;

TEST(PowerLossTest, EveryAcknowledgedWriteSurvivesAPowerCut) {
  const uint64_t rounds = Size(100, 1'000);
  uint64_t acknowledged = 0;
  uint64_t lost = 0;
  uint64_t voids = 0;
  std::optional<PowerLoss> store;
  for (uint64_t i = 0; i < rounds; ++i) {
    const uint64_t seed = Seed() + i / kRoundsOfAStore;
    if (i % kRoundsOfAStore == 0 || !store.has_value()) {
      store.emplace(seed);
    }
    const CutRound round = store->Round();
    EXPECT_EQ(round.problem, "") << "SAKIP_SEED=" << seed << ", round " << i % kRoundsOfAStore
                                 << ": " << round.what;
    acknowledged += round.acknowledged;
    lost += round.lost;
    voids += round.counts ? 0 : 1;
    if (!round.problem.empty()) {
      store.reset();
    }
  }
  std::printf("P2 power loss: %lu rounds, %lu acknowledged, %lu lost, %lu void, seed %lu\n", rounds,
              acknowledged, lost, voids, Seed());
  EXPECT_LE(voids, rounds / 10) << "too many rounds proved nothing";
}

}  // namespace
}  // namespace sakip::robustness
