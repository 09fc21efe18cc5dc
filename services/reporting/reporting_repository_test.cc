#include "services/reporting/reporting_repository.h"

#include <gtest/gtest.h>

#include "common/store/memory_store.h"
#include "sakip/storage/v1/reporting.pb.h"
#include "services/reporting/reporting_keys.h"

namespace sakip::reporting {
namespace {

using namespace std::string_literals;  // NOLINT: keys hold NUL

VersiLakip Version(std::string satker, int tahun, int64_t versi) {
  return {.satker = std::move(satker),
          .tahun = tahun,
          .versi = versi,
          .hash = "abc",
          .sumber = {{.layanan = "planning", .store = "s", .epoch = 2, .sequence = 3}},
          .pembuat = "akun/uji",
          .waktu_us = 5};
}

class ReportingRepositoryTest : public ::testing::Test {
 protected:
  absl::Status Append(const VersiLakip& lakip) {
    return store_->Update([&](store::Txn& txn) { return AppendLakip(txn, lakip, "model"); })
        .status();
  }
  void Put(const store::Table& table, std::string_view key, const std::string& value) {
    ASSERT_TRUE(store_->Update([&](store::Txn& txn) { return txn.Put(table, key, value); }).ok());
  }

  std::unique_ptr<store::Store> store_ = store::NewMemoryStore("reporting");
};

// Keys are in stores that exist.
TEST_F(ReportingRepositoryTest, KeysAreWhatTheyWere) {
  EXPECT_EQ(kNaskahTable.id, 1);
  EXPECT_EQ(kLakipTable.id, 2);
  EXPECT_EQ(kModelTable.id, 3);
  EXPECT_EQ(YearKey("6474", 2017), "6474\0002017"s);
  EXPECT_EQ(VersionKey("6474", 2017, 258), "6474\0002017\0\0\0\0\0\0\0\001\002"s);
}

TEST_F(ReportingRepositoryTest, AVersionIsReadAsItWasWrittenAndNeverWrittenAgain) {
  ASSERT_TRUE(Append(Version("6474", 2017, 1)).ok());
  const auto snapshot = store_->GetSnapshot();
  const auto found = FindLakip(*snapshot, "6474", 2017, 1);
  ASSERT_TRUE(found.ok() && found->has_value());
  const VersiLakip& lakip = **found;
  EXPECT_EQ(lakip.satker, "6474");
  EXPECT_EQ(lakip.tahun, 2017);
  EXPECT_EQ(lakip.versi, 1);
  EXPECT_EQ(lakip.hash, "abc");
  ASSERT_EQ(lakip.sumber.size(), 1u);
  EXPECT_EQ(lakip.sumber[0].layanan, "planning");
  EXPECT_EQ(lakip.sumber[0].store, "s");
  EXPECT_EQ(lakip.sumber[0].epoch, 2u);
  EXPECT_EQ(lakip.sumber[0].sequence, 3u);
  EXPECT_EQ(lakip.pembuat, "akun/uji");
  EXPECT_EQ(lakip.waktu_us, 5);
  EXPECT_EQ(LoadModel(*snapshot, lakip).value_or(""), "model");
  EXPECT_EQ(Append(Version("6474", 2017, 1)).code(), absl::StatusCode::kInternal);
}

TEST_F(ReportingRepositoryTest, AnOfficeAndAYearSeeOnlyTheirOwnVersions) {
  for (const auto& [satker, tahun] : {std::pair("64", 2017), std::pair("6474", 2016),
                                      std::pair("6474", 2018), std::pair("6475", 2017)}) {
    ASSERT_TRUE(Append(Version(satker, tahun, 7)).ok());
  }
  const auto snapshot = store_->GetSnapshot();
  EXPECT_FALSE(NewestLakip(*snapshot, "6474", 2017)->has_value());
  EXPECT_EQ((*NewestLakip(*snapshot, "64", 2017))->versi, 7);
  const auto page = ListLakip(*snapshot, "6474", "", 10);
  ASSERT_TRUE(page.ok());
  ASSERT_EQ(page->rows.size(), 2u);
  EXPECT_EQ(page->rows[0].tahun, 2016);
  EXPECT_EQ(page->rows[1].tahun, 2018);
  EXPECT_EQ(page->next, "");
}

TEST_F(ReportingRepositoryTest, TheNewestVersionIsTheOneWithTheHighestNumber) {
  for (const int64_t versi : {1, 2, 255, 256}) {
    ASSERT_TRUE(Append(Version("6474", 2017, versi)).ok());
  }
  EXPECT_EQ((*NewestLakip(*store_->GetSnapshot(), "6474", 2017))->versi, 256);
}

TEST_F(ReportingRepositoryTest, WhatCannotBeReadIsDataLoss) {
  sakip::storage::v1::LakipRecord newer;
  newer.set_schema(2);
  Put(kLakipTable, VersionKey("6474", 2017, 1), newer.SerializeAsString());
  Put(kNaskahTable, YearKey("6474", 2017), "\xff\xff");
  const auto snapshot = store_->GetSnapshot();
  const auto lost = absl::StatusCode::kDataLoss;
  EXPECT_EQ(FindLakip(*snapshot, "6474", 2017, 1).status().code(), lost);
  EXPECT_EQ(NewestLakip(*snapshot, "6474", 2017).status().code(), lost);
  EXPECT_EQ(ListLakip(*snapshot, "6474", "", 10).status().code(), lost);
  EXPECT_EQ(FindNaskah(*snapshot, "6474", 2017).status().code(), lost);
  EXPECT_EQ(LoadModel(*snapshot, Version("6474", 2017, 1)).status().code(), lost);
}

}  // namespace
}  // namespace sakip::reporting
