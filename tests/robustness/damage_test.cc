// P3: damage is detected, never served.
#include "tests/robustness/damage.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>

namespace sakip::robustness {
namespace {

using Tally = std::array<uint64_t, kOutcomes>;

void Print(const char* what, uint64_t cases, uint64_t acknowledged, const Tally& tally) {
  std::printf("P3 %s: %lu cases, %lu acknowledged each", what, cases, acknowledged);
  for (int outcome = 0; outcome < kOutcomes; ++outcome) {
    std::printf(", %lu %s", tally[static_cast<size_t>(outcome)],
                Name(static_cast<Outcome>(outcome)));
  }
  std::printf(", seed %lu\n", Seed());
}

TEST(DamageTest, DamageIsDetectedAndNeverServed) {
  const uint64_t cases = Size(100, 1'000);
  DamagedStore store(Seed());
  Tally tally{};
  for (uint64_t i = 0; i < cases; ++i) {
    const DamageCase damage = store.Draw();
    const DamageResult result = store.Run(damage);
    if (!Variable("SAKIP_VERBOSE").empty()) {
      std::printf("%s: %s\n", Name(result.outcome), result.what.c_str());
    }
    EXPECT_NE(result.outcome, Outcome::kBroken) << "SAKIP_SEED=" << Seed() << ", " << result.what;
    // Every byte of these counts, so damage that nobody noticed was read from somewhere else.
    if (damage.kind == FileKind::kTable || damage.kind == FileKind::kLog ||
        damage.kind == FileKind::kIdentity) {
      EXPECT_NE(result.outcome, Outcome::kHarmless) << result.what;
    }
    ++tally[static_cast<size_t>(result.outcome)];
  }
  // If only the scrub saw damaged tables, the answers came from somewhere else: a shared cache did
  // that once.
  EXPECT_GT(tally[static_cast<size_t>(Outcome::kDataLoss)], 0U);
  Print("damage", cases, store.acks(), tally);
}

TEST(DamageTest, ABackupOfADamagedStoreIsNeverVerified) {
  const uint64_t cases = Size(40, 400);
  DamagedStore store(Seed());
  Tally tally{};
  for (uint64_t i = 0; i < cases; ++i) {
    const DamageResult result = store.RunBackupOf(store.Draw());
    EXPECT_NE(result.outcome, Outcome::kBroken) << "SAKIP_SEED=" << Seed() << ", " << result.what;
    ++tally[static_cast<size_t>(result.outcome)];
  }
  Print("backups of a damaged store", cases, store.acks(), tally);
}

TEST(DamageTest, ADamagedBackupIsRefused) {
  const uint64_t cases = Size(30, 300);
  DamagedStore store(Seed());
  Tally tally{};
  for (uint64_t i = 0; i < cases; ++i) {
    const Damage damage = i % 3 == 0   ? Damage::kTruncate
                          : i % 3 == 1 ? Damage::kFlip
                                       : Damage::kRemove;
    const DamageResult result = store.RunDamagedBackup(damage);
    EXPECT_EQ(result.outcome, Outcome::kRefused) << "SAKIP_SEED=" << Seed() << ", " << result.what;
    ++tally[static_cast<size_t>(result.outcome)];
  }
  Print("damaged backups", cases, store.acks(), tally);
}

TEST(DamageTest, BitsFlippedOnTheWayFromTheDiskAreNeverServed) {
  const uint64_t cases = Size(20, 200);
  DamagedStore store(Seed());
  Tally tally{};
  for (uint64_t i = 0; i < cases; ++i) {
    const DamageResult result = store.RunOnFlippingDisk(i % 2 == 0 ? 20 : 200);
    EXPECT_NE(result.outcome, Outcome::kBroken) << "SAKIP_SEED=" << Seed() << ", " << result.what;
    ++tally[static_cast<size_t>(result.outcome)];
  }
  Print("bits flipped on read", cases, store.acks(), tally);
}

}  // namespace
}  // namespace sakip::robustness
