#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/store/memory_store.h"
#include "services/budget/budget_check.h"
#include "services/gateway/gateway_check.h"
#include "services/performance/performance_check.h"
#include "services/planning/planning_check.h"
#include "services/reporting/reporting_check.h"
#include "tests/compat/old_stores.h"

namespace sakip::compat {
namespace {

using store::Table;
using testing::HasSubstr;

using Check = absl::Status (*)(const store::Snapshot& snapshot);

const std::map<std::string, Check>& Checks() {
  static const std::map<std::string, Check> kChecks = {
      {"budget", budget::CheckBudgetRecords},
      {"gateway", gateway::CheckGatewayRecords},
      {"performance", performance::CheckPerformanceRecords},
      {"planning", planning::CheckPlanningRecords},
      {"reporting", reporting::CheckReportingRecords},
  };
  return kChecks;
}

// Real records of Bontang 2017, in memory so that a test can break one and mend it.
class RecordsCheckTest : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    const auto stored = OpenRocksDbStoreAtRest(stores_.Options(service()), /*any_format=*/true);
    ASSERT_TRUE(stored.ok()) << stored.status();
    const auto snapshot = (*stored)->GetSnapshot();
    // As many commits, since records name theirs.
    for (uint64_t i = 1; i < snapshot->head().sequence; ++i) {
      Put({.id = 250, .name = "test"}, "", std::to_string(i));
    }
    ASSERT_TRUE(store_
                    ->Update([&](store::Txn& txn) {
                      EXPECT_TRUE(txn.Delete({.id = 250, .name = "test"}, "").ok());
                      return CopyAll(*snapshot, txn);
                    })
                    .ok());
  }

  static absl::Status CopyAll(const store::Snapshot& from, store::Txn& txn) {
    for (uint8_t id = 1; id < 255; ++id) {
      const Table table{.id = id, .name = "copied"};
      const auto entries = from.List(table, {}, SIZE_MAX);
      if (!entries.ok()) {
        return entries.status();
      }
      for (const store::Entry& entry : *entries) {
        if (absl::Status status = txn.Put(table, entry.key, entry.value); !status.ok()) {
          return status;
        }
      }
    }
    return absl::OkStatus();
  }

  const std::string& service() const { return GetParam(); }
  absl::Status Run() const { return Checks().at(service())(*store_->GetSnapshot()); }

  void Put(const Table& table, const std::string& key, const std::string& value) {
    ASSERT_TRUE(store_->Update([&](store::Txn& txn) { return txn.Put(table, key, value); }).ok());
  }
  void Delete(const Table& table, const std::string& key) {
    ASSERT_TRUE(store_->Update([&](store::Txn& txn) { return txn.Delete(table, key); }).ok());
  }
  std::vector<store::Entry> All(const Table& table) const {
    return *store_->GetSnapshot()->List(table, {}, SIZE_MAX);
  }

  void ExpectRefused(const std::string& why) const {
    const absl::Status status = Run();
    EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss) << why;
    EXPECT_THAT(std::string(status.message()), HasSubstr("table ")) << why;
  }

  OldStores stores_{1};
  std::unique_ptr<store::Store> store_ = store::NewMemoryStore(GetParam());
};

TEST_P(RecordsCheckTest, WhatTheProgramWroteIsGood) {
  EXPECT_TRUE(Run().ok()) << Run();
}

TEST_P(RecordsCheckTest, ARecordThatCannotBeReadIsFound) {
  int tables = 0;
  for (uint8_t id = 1; id < 255; ++id) {
    const Table table{.id = id, .name = "test"};
    for (const store::Entry& entry : All(table)) {
      Put(table, entry.key, "\xff\xff");
      ExpectRefused(absl::StrCat("table ", int{id}));
      Put(table, entry.key, entry.value);
    }
    tables += All(table).empty() ? 0 : 1;
  }
  EXPECT_GT(tables, 1);
  EXPECT_TRUE(Run().ok()) << Run();
}

TEST_P(RecordsCheckTest, ARecordUnderAnotherKeyIsFound) {
  for (uint8_t id = 1; id < 255; ++id) {
    const Table table{.id = id, .name = "test"};
    const std::vector<store::Entry> entries = All(table);
    if (entries.empty()) {
      continue;
    }
    Put(table, "stray", entries[0].value);
    ExpectRefused(absl::StrCat("table ", int{id}));
    Delete(table, "stray");
  }
}

TEST_P(RecordsCheckTest, ATableOfNobodyIsFound) {
  for (const uint8_t id : {uint8_t{100}, uint8_t{199}, uint8_t{200}, uint8_t{254}}) {
    const Table table{.id = id, .name = "test"};
    Put(table, "k", "v");
    EXPECT_THAT(std::string(Run().message()), HasSubstr(absl::StrCat("(", int{id}, "): holds")));
    Delete(table, "k");
  }
  EXPECT_TRUE(Run().ok()) << Run();
}

// Only tables from which no record may vanish unnoticed.
TEST_P(RecordsCheckTest, AMissingRecordIsFound) {
  const std::map<std::string, std::vector<uint8_t>> needed = {
      {"budget", {1, 2, 3, 4, 5}}, {"gateway", {1}},      {"performance", {1, 2, 3}},
      {"planning", {1, 5}},        {"reporting", {2, 3}},
  };
  std::vector<uint8_t> tables = needed.at(service());
  if (!All({.id = 211, .name = "audit"}).empty()) {
    tables.insert(tables.end(), {210, 211, 212, 213, 214});
  }
  for (const uint8_t id : tables) {
    const Table table{.id = id, .name = "test"};
    const std::vector<store::Entry> entries = All(table);
    ASSERT_FALSE(entries.empty()) << int{id};
    Delete(table, entries[0].key);
    ExpectRefused(absl::StrCat("table ", int{id}));
    Put(table, entries[0].key, entries[0].value);
  }
  EXPECT_TRUE(Run().ok()) << Run();
}

TEST_P(RecordsCheckTest, ItSaysTwentyThingsAndCountsTheRest) {
  for (uint8_t id = 100; id < 130; ++id) {
    Put({.id = id, .name = "test"}, "k", "v");
  }
  const std::string message(Run().message());
  EXPECT_THAT(message, HasSubstr("(119)"));
  EXPECT_THAT(message, testing::Not(HasSubstr("(120)")));
  EXPECT_THAT(message, HasSubstr("and 10 more"));
}

INSTANTIATE_TEST_SUITE_P(Services, RecordsCheckTest,
                         testing::Values("planning", "performance", "budget", "reporting",
                                         "gateway"),
                         [](const auto& service) { return service.param; });

// A balance that reads well and is not what the journal makes.
class BudgetCheckTest : public RecordsCheckTest {};

TEST_P(BudgetCheckTest, AWrongBalanceIsFound) {
  for (const uint8_t id : {uint8_t{4}, uint8_t{5}}) {
    const Table table{.id = id, .name = "saldo"};
    const std::vector<store::Entry> entries = All(table);
    ASSERT_GT(entries.size(), 1U);
    Put(table, entries[0].key, entries[1].value);
    EXPECT_THAT(std::string(Run().message()), HasSubstr("satker 6474, 2017: I3"));
    Put(table, entries[0].key, entries[0].value);
  }
}

INSTANTIATE_TEST_SUITE_P(Budget, BudgetCheckTest, testing::Values("budget"));

}  // namespace
}  // namespace sakip::compat
