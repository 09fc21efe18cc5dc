#include "common/store/rocksdb_writes.h"

#include <gtest/gtest.h>

#include <string>

namespace sakip::store {
namespace {

std::string ValueOf(const Cell* cell) {
  return cell == nullptr ? "unknown" : cell->value_or("none");
}

TEST(GroupWritesTest, KeepsTheLastValueOfAKey) {
  GroupWrites writes;
  writes.Set("a", "1");
  writes.Set("b", "2");
  writes.Set("a", "3");
  writes.Set("b", std::nullopt);
  EXPECT_EQ(ValueOf(writes.Find("a")), "3");
  EXPECT_EQ(ValueOf(writes.Find("b")), "none");
  EXPECT_EQ(ValueOf(writes.Find("c")), "unknown");
  EXPECT_EQ(writes.bytes(), 7U);
}

TEST(GroupWritesTest, RollsBackToTheUpdateBefore) {
  GroupWrites writes;
  writes.BeginUpdate();
  writes.Set("a", "1");
  writes.Set("b", "1");
  writes.BeginUpdate();
  writes.Set("a", "2");
  writes.Set("a", "3");
  writes.Set("b", std::nullopt);
  writes.Set("c", "2");
  writes.RollBack();
  EXPECT_EQ(ValueOf(writes.Find("a")), "1");
  EXPECT_EQ(ValueOf(writes.Find("b")), "1");
  EXPECT_EQ(ValueOf(writes.Find("c")), "unknown");
  EXPECT_EQ(writes.map().size(), 2U);
  EXPECT_EQ(writes.bytes(), 4U);
  writes.BeginUpdate();
  writes.RollBack();
  EXPECT_EQ(writes.map().size(), 2U);
}

TEST(ReadCacheTest, KnowsWhatWasWritten) {
  ReadCache cache(4096);
  cache.Insert("balance", "1");
  cache.Insert("posting", std::nullopt);
  EXPECT_EQ(ValueOf(cache.Find("posting")), "none");
  cache.Written("balance", "2");
  cache.Written("posting", "9");
  cache.Written("never read", "9");
  EXPECT_EQ(ValueOf(cache.Find("balance")), "2");
  EXPECT_EQ(ValueOf(cache.Find("posting")), "unknown");
  EXPECT_EQ(ValueOf(cache.Find("never read")), "unknown");
  cache.Written("balance", std::nullopt);
  EXPECT_EQ(ValueOf(cache.Find("balance")), "unknown");
}

TEST(ReadCacheTest, DropsWhatIsNotUsedAndNothingThatWasWrittenMeanwhile) {
  ReadCache cache(4096);
  cache.Insert("used", "1");
  cache.Insert("unused", "1");
  for (int i = 0; i < 1000; ++i) {
    cache.Insert("filler " + std::to_string(i), "x");
    ASSERT_NE(cache.Find("used"), nullptr) << i;
  }
  EXPECT_EQ(cache.Find("unused"), nullptr);
  cache.Written("used", "2");
  EXPECT_EQ(ValueOf(cache.Find("used")), "2");
}

}  // namespace
}  // namespace sakip::store
