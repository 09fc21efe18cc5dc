#include "services/performance/measure.h"

#include <gtest/gtest.h>

#include <memory>

#include "common/fault/fault.h"
#include "common/store/memory_store.h"
#include "services/performance/test_plan.h"

namespace sakip::performance {
namespace {

class MeasureTest : public ::testing::Test {
 protected:
  absl::Status MeasureAt(const SourceRevision& revision) {
    Prepared prepared{{"6474", 2017}, &rules_, {}};
    prepared.plan.revision = revision;
    return store_
        ->Update(
            [&](store::Txn& txn) { return Measure(txn, rpc::Call(), prepared, {}, {}).status(); })
        .status();
  }

  RuleSet rules_ = testing::Rules();
  std::unique_ptr<store::Store> store_ = store::NewMemoryStore("performance");
};

TEST_F(MeasureTest, AnOlderMomentOfThePlanNeverReplacesANewerOne) {
  EXPECT_TRUE(MeasureAt({"a", 1, 5}).ok());
  EXPECT_TRUE(MeasureAt({"a", 1, 5}).ok());
  EXPECT_TRUE(MeasureAt({"a", 1, 6}).ok());
  const auto fault = fault::FromStatus(MeasureAt({"a", 1, 5}));
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->reason, fault::Reason::kNotYetVisible);
}

TEST_F(MeasureTest, AfterARestoreOfPlanningItsNumbersStartAnew) {
  EXPECT_TRUE(MeasureAt({"a", 1, 5}).ok());
  EXPECT_TRUE(MeasureAt({"a", 2, 1}).ok());
}

}  // namespace
}  // namespace sakip::performance
