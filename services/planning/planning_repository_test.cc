#include "services/planning/planning_repository.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "common/store/memory_store.h"
#include "services/planning/planning_keys.h"
#include "services/planning/planning_records.h"
#include "services/planning/test_perencanaan.h"

namespace sakip::planning {
namespace {

class PlanningRepositoryTest : public testing::Test {
 protected:
  PlanningRepositoryTest() : store_(store::NewMemoryStore("planning")) {}

  void Write(const store::Store::UpdateFn& fn) {
    const auto head = store_->Update(fn);
    ASSERT_TRUE(head.ok()) << head.status();
  }

  // The store with the register and the office-year of test_perencanaan.h.
  void Fill() {
    Write([](store::Txn& txn) { return SaveRegister(txn, TestRegister()); });
    const PerencanaanRequest request = TestPerencanaan();
    Write([&request](store::Txn& txn) {
      return SavePerencanaan(txn, request.parent, request.tahun, request.perencanaan);
    });
  }

  std::unique_ptr<store::Store> store_;
};

TEST_F(PlanningRepositoryTest, WhatIsWrittenIsReadBackInFull) {
  Fill();
  const auto reader = store_->GetSnapshot();
  const auto loaded = LoadOfficeYear(*reader, "satker/6474", 2017);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  ASSERT_TRUE(loaded->has_value());
  const OfficeYear& year = **loaded;
  const Perencanaan expected = TestPerencanaan().perencanaan;
  EXPECT_EQ(year.satker, TestRegister().satker[2]);
  EXPECT_EQ(year.kode, TestRegister().kode);
  EXPECT_EQ(year.perencanaan.unit_kerja, expected.unit_kerja);
  EXPECT_EQ(year.perencanaan.pegawai, expected.pegawai);
  EXPECT_EQ(year.perencanaan.indikator, expected.indikator);
  EXPECT_EQ(year.perencanaan.renstra, expected.renstra);
  EXPECT_EQ(year.perencanaan.rkt, expected.rkt);
  EXPECT_EQ(year.perencanaan.rencana_aksi, expected.rencana_aksi);
  ASSERT_EQ(year.perencanaan.perjanjian_kinerja.size(), 2u);
  EXPECT_EQ(year.perencanaan.perjanjian_kinerja[0], expected.perjanjian_kinerja[1])
      << "ketua first";
  EXPECT_EQ(year.perencanaan.perjanjian_kinerja[1], expected.perjanjian_kinerja[0]);
}

TEST_F(PlanningRepositoryTest, AnotherYearHasTheRenstraAndRegistersButNoDocuments) {
  Fill();
  const auto reader = store_->GetSnapshot();
  const auto in_period = LoadOfficeYear(*reader, "satker/6474", 2018);
  ASSERT_TRUE(in_period.ok() && in_period->has_value());
  EXPECT_TRUE((*in_period)->perencanaan.renstra.has_value());
  EXPECT_FALSE((*in_period)->perencanaan.rkt.has_value());
  EXPECT_TRUE((*in_period)->perencanaan.perjanjian_kinerja.empty());
  EXPECT_TRUE((*in_period)->perencanaan.pegawai.empty());
  EXPECT_EQ((*in_period)->kode.size(), 3u);

  const auto after = LoadOfficeYear(*reader, "satker/6474", 2021);
  ASSERT_TRUE(after.ok() && after->has_value());
  EXPECT_FALSE((*after)->perencanaan.renstra.has_value());
  EXPECT_TRUE((*after)->kode.empty());

  const auto unknown = LoadOfficeYear(*reader, "satker/6371", 2017);
  ASSERT_TRUE(unknown.ok());
  EXPECT_FALSE(unknown->has_value());
}

TEST_F(PlanningRepositoryTest, AnOfficeSeesNothingOfTheOfficeWhoseCodeItsOwnBegins) {
  Fill();
  const auto reader = store_->GetSnapshot();
  const auto units = ListUnitKerja(*reader, "satker/64", {}, 10);
  ASSERT_TRUE(units.ok());
  EXPECT_TRUE(units->items.empty());
}

TEST_F(PlanningRepositoryTest, AListingContinuesBehindItsLastKey) {
  Fill();
  const auto reader = store_->GetSnapshot();
  const auto first = ListKode(*reader, 2017, {}, 2);
  ASSERT_TRUE(first.ok());
  ASSERT_EQ(first->items.size(), 2u);
  ASSERT_FALSE(first->last_key.empty());
  const auto rest = ListKode(*reader, 2017, first->last_key, 2);
  ASSERT_TRUE(rest.ok());
  ASSERT_EQ(rest->items.size(), 1u);
  EXPECT_EQ(rest->items[0].kode, "3355.003");
  EXPECT_TRUE(rest->last_key.empty());
}

TEST_F(PlanningRepositoryTest, OnlyOutputsInForceInTheYearCanBeReferredTo) {
  Fill();
  const auto reader = store_->GetSnapshot();
  PerencanaanRequest request = TestPerencanaan();
  request.perencanaan.indikator[0].kode_output = "3355";
  const auto context = LoadContext(*reader, request);
  ASSERT_TRUE(context.ok()) << context.status();
  EXPECT_EQ(context->kode_output, std::set<std::string>{"3355.003"});
  request.tahun = 2021;
  const auto later = LoadContext(*reader, request);
  ASSERT_TRUE(later.ok()) << later.status();
  EXPECT_TRUE(later->kode_output.empty());
}

TEST_F(PlanningRepositoryTest, UsersOfAnIndikatorAreLookedForInOtherYearsOnly) {
  Fill();
  const auto reader = store_->GetSnapshot();
  using Users = std::map<std::string, std::string>;
  const auto users = [&reader](int32_t tahun, const std::string& satuan) {
    PerencanaanRequest request = TestPerencanaan();
    request.tahun = tahun;
    request.perencanaan.indikator[0].satuan = satuan;  // i1: agreements and Renstra name it
    const auto context = LoadContext(*reader, request);
    EXPECT_TRUE(context.ok()) << context.status();
    return context.ok() ? context->dipakai_tahun_lain : Users();
  };
  const std::string i1 = TestName("indikator/i1");
  EXPECT_EQ(users(2017, "orang"), Users());
  EXPECT_EQ(users(2018, "%"), Users());
  EXPECT_EQ(users(2018, "orang"), (Users{{i1, TestName("perjanjianKinerja/2017-hukum")}}));

  PerencanaanRequest alone = TestPerencanaan();
  alone.perencanaan.rkt->baris[0].indikator = i1;
  Write([&](store::Txn& txn) {
    return SavePerencanaan(txn, alone.parent, alone.tahun, alone.perencanaan);
  });
  EXPECT_EQ(users(2017, "orang"), Users());
  const auto later = store_->GetSnapshot();
  PerencanaanRequest request = TestPerencanaan();
  request.tahun = 2020;
  request.perencanaan.indikator[0].satuan = "orang";
  const auto context = LoadContext(*later, request);
  ASSERT_TRUE(context.ok()) << context.status();
  EXPECT_EQ(context->dipakai_tahun_lain, (Users{{i1, TestName("rkt/2017")}}));
}

TEST_F(PlanningRepositoryTest, ARenstraOfOtherYearsIsAUserOfItsIndikator) {
  Write([](store::Txn& txn) { return SaveRegister(txn, TestRegister()); });
  PerencanaanRequest request = TestPerencanaan();
  request.perencanaan.rkt.reset();
  request.perencanaan.perjanjian_kinerja.clear();
  Write([&request](store::Txn& txn) {
    return SavePerencanaan(txn, request.parent, request.tahun, request.perencanaan);
  });
  const auto reader = store_->GetSnapshot();
  request.perencanaan.indikator[0].satuan = "orang";
  request.tahun = 2019;
  EXPECT_TRUE(LoadContext(*reader, request)->dipakai_tahun_lain.empty());
  request.tahun = 2020;
  EXPECT_EQ(LoadContext(*reader, request)->dipakai_tahun_lain,
            (std::map<std::string, std::string>{
                {TestName("indikator/i1"), TestName("renstra/2015-2019")}}));
}

TEST_F(PlanningRepositoryTest, ARecordThatCannotBeReadIsDataLoss) {
  Write([](store::Txn& txn) { return txn.Put(kSatkerTable, "6474", "\xff\xff"); });
  EXPECT_EQ(FindSatker(*store_->GetSnapshot(), "satker/6474").status().code(),
            absl::StatusCode::kDataLoss);
  EXPECT_EQ(LoadRegister(*store_->GetSnapshot()).status().code(), absl::StatusCode::kDataLoss);

  std::string other_schema = Encode(TestRegister().satker[2]);
  ASSERT_EQ(other_schema.substr(0, 2), std::string("\x08\x01"));
  other_schema[1] = 2;
  Write([&](store::Txn& txn) { return txn.Put(kSatkerTable, "6474", other_schema); });
  EXPECT_EQ(FindSatker(*store_->GetSnapshot(), "satker/6474").status().code(),
            absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace sakip::planning
