#include "services/performance/performance_repository.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "common/store/memory_store.h"
#include "services/performance/performance_keys.h"
#include "services/performance/performance_records.h"
#include "services/performance/test_plan.h"

namespace sakip::performance {
namespace {

using testing::IndikatorName;
using testing::MakeRealisasi;
using testing::R;
using testing::Rules;

const OfficeYear kYear{"6474", 2017};

Capaian Row(const std::string& pk, int nomor, StatusCapaian status = StatusCapaian::kMissing) {
  Capaian row;
  row.perjanjian = "satker/6474/perjanjianKinerja/" + pk;
  row.nomor = nomor;
  row.sasaran = "Sasaran";
  row.status = status;
  row.aturan = Rules().id;
  return row;
}

Pengukuran Of(std::vector<Capaian> rows) {
  Pengukuran pengukuran;
  pengukuran.ringkasan.rekap = Rekapitulasi(rows, Rules());
  pengukuran.ringkasan.aturan = Rules().id;
  pengukuran.ringkasan.batas_atas = "120";
  pengukuran.ringkasan.perencanaan = {.store = "ab", .epoch = 2, .sequence = 7};
  pengukuran.capaian = std::move(rows);
  return pengukuran;
}

class Repository : public ::testing::Test {
 protected:
  void PutAll(const std::vector<Realisasi>& realisasi) {
    const auto head = store_->Update([&](store::Txn& txn) {
      for (const Realisasi& one : realisasi) {
        if (auto status = PutRealisasi(txn, "6474", one); !status.ok()) {
          return status;
        }
      }
      return absl::OkStatus();
    });
    ASSERT_TRUE(head.ok()) << head.status();
  }

  // Whether it changed what a reader sees.
  bool Put(const Pengukuran& pengukuran) {
    bool changed = false;
    const auto head = store_->Update([&](store::Txn& txn) {
      const auto result = PutPengukuran(txn, kYear, pengukuran);
      changed = result.value_or(false);
      return result.status();
    });
    EXPECT_TRUE(head.ok()) << head.status();
    return changed;
  }

  std::unique_ptr<store::Store> store_ = store::NewMemoryStore("performance");
};

TEST_F(Repository, RealisasiComesBackWhole) {
  Realisasi one = MakeRealisasi("3355.003", "2017-TW2", "1.200,5 Lap");
  one.alasan = "a";
  one.narasi = {.uraian = "b", .faktor_pendukung = "c", .kendala = "d", .tindak_lanjut = "e"};
  one.historis = true;
  one.update_us = 1'500'000'000'000'001;
  PutAll({one});
  const auto found = FindRealisasi(*store_->GetSnapshot(), "6474", {one.indikator, one.periode});
  ASSERT_TRUE(found.ok() && *found) << found.status();
  EXPECT_TRUE(SameContent(**found, one));
  EXPECT_EQ((*found)->update_us, one.update_us);
  EXPECT_EQ((*found)->etag, EtagOf(one));
  EXPECT_EQ((*found)->etag.size(), 16u);
}

TEST_F(Repository, RealisasiOfOneYearInTheOrderOfIndikatorAndPeriod) {
  PutAll({MakeRealisasi("b", "2017-12", "4"), MakeRealisasi("b", "2017-02", "3"),
          MakeRealisasi("ab", "2017", "2"), MakeRealisasi("a", "2017-TW2", "1"),
          MakeRealisasi("a", "2017-TW1", "0"), MakeRealisasi("a", "2016", "9"),
          MakeRealisasi("a", "2018-01", "9")});
  const auto snapshot = store_->GetSnapshot();
  std::string seen;
  std::string after;
  for (int page = 0; page < 3; ++page) {
    const auto listed = ListRealisasi(*snapshot, kYear, after, 2);
    ASSERT_TRUE(listed.ok()) << listed.status();
    for (const Realisasi& one : listed->entries) {
      seen += one.nilai.raw;
    }
    after = listed->last_key;
    EXPECT_EQ(listed->more, page < 2) << page;
  }
  EXPECT_EQ(seen, "01234");
  const auto none = ListRealisasi(*snapshot, {"64", 2017}, "", 10);
  ASSERT_TRUE(none.ok());
  EXPECT_TRUE(none->entries.empty());
}

TEST_F(Repository, PengukuranComesBackWhole) {
  std::vector<Capaian> rows;
  for (const StatusCapaian status :
       {StatusCapaian::kComputed, StatusCapaian::kNoCase, StatusCapaian::kNotApplicable,
        StatusCapaian::kMissing, StatusCapaian::kTZero, StatusCapaian::kUnitMismatch}) {
    Capaian row = Row("2017-ketua", static_cast<int>(rows.size()) + 1, status);
    row.alasan = "alasan";
    rows.push_back(row);
  }
  rows[0].jenis = JenisPerjanjian::kSubBagian;
  rows[0].unit_kerja = "satker/6474/unitKerja/hukum";
  rows[0].indikator = IndikatorName("x");
  rows[0].uraian = "Uraian";
  rows[0].kode_output = "3355.003";
  rows[0].target = testing::Tertulis("60%");
  rows[0].status_realisasi = StatusRealisasi::kMeasured;
  rows[0].realisasi = testing::Tertulis("100%");
  rows[0].mentah = ratio::Div(R("500"), R("3")).value();
  rows[0].dibatasi = R("120");
  rows[0].kategori = "Sangat Tinggi";
  rows[0].penjelasan = {"satu", "dua"};
  const Pengukuran all = Of(rows);
  EXPECT_TRUE(Put(all));
  const auto snapshot = store_->GetSnapshot();
  EXPECT_EQ(LoadCapaian(*snapshot, kYear).value(), all.capaian);
  EXPECT_EQ(FindRingkasan(*snapshot, kYear).value(), all.ringkasan);
}

TEST_F(Repository, PutPengukuranWritesWhatDiffersAndRemovesWhatIsGone) {
  std::vector<Capaian> rows = {Row("2017-ketua", 1), Row("2017-ketua", 2), Row("2017-ketua", 300),
                               Row("2017-unit", 1)};
  EXPECT_TRUE(Put(Of(rows)));
  EXPECT_FALSE(Put(Of(rows)));
  rows.erase(rows.begin() + 1);
  rows[1].alasan = "lain";
  EXPECT_TRUE(Put(Of(rows)));
  EXPECT_EQ(LoadCapaian(*store_->GetSnapshot(), kYear).value(), rows);
  Pengukuran newer = Of(rows);
  newer.ringkasan.perencanaan.sequence = 8;
  EXPECT_FALSE(Put(newer));
  EXPECT_EQ(FindRingkasan(*store_->GetSnapshot(), kYear).value()->perencanaan.sequence, 8u);
  newer.ringkasan.batas_atas = "110";
  EXPECT_TRUE(Put(newer));
}

TEST_F(Repository, AnUnreadableRecordIsDataLoss) {
  PutAll({MakeRealisasi("a", "2017", "1")});
  const auto head = store_->Update([&](store::Txn& txn) {
    return txn.Put(
        kRealisasiTable,
        RealisasiTableKey("6474", IndikatorName("a"), period::Periode::Parse("2017").value()),
        "\x08\x63");  // schema 99
  });
  ASSERT_TRUE(head.ok());
  EXPECT_EQ(LoadRealisasi(*store_->GetSnapshot(), kYear).status().code(),
            absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace sakip::performance
