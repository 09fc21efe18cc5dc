#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "common/status/status_macros.h"
#include "services/budget/budget_check.h"
#include "services/budget/budget_repository.h"
#include "tests/compat/old_stores.h"

namespace sakip::compat {
namespace {

using money::Rupiah;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr char kLine[] = "2017-01.3355.994";

// A budget that was written before entries were chained, migrated and written to by this program.
class OldBudgetTest : public testing::TestWithParam<int> {
 protected:
  void SetUp() override {
    const auto report = Migrate(stores_.Options("budget"), stores_.Backup("budget"));
    ASSERT_TRUE(report.ok()) << report.status();
    auto opened = OpenRocksDbStore(stores_.Options("budget"));
    ASSERT_TRUE(opened.ok()) << opened.status();
    store_ = *std::move(opened);
  }

  // Entries of the fixture: 22 lines, 22 totals, and with format 2 five postings.
  static int64_t Entries() { return GetParam() == 1 ? 44 : 49; }
  static int64_t Realisasi() { return 3'127'524'380 + (GetParam() == 1 ? 0 : 15'000); }

  absl::Status Post(const std::string& id, int64_t jumlah) {
    budget::Usulan usulan;
    usulan.bentuk = budget::Usulan::Bentuk::kSatuRealisasi;
    usulan.satker = "6474";
    usulan.tahun = 2017;
    usulan.hari_ini = *period::Tanggal::Of(2018, 2, 2);
    usulan.realisasi.push_back({.id = id,
                                .pagu = kLine,
                                .jenis = budget::JenisRealisasi::kSaldoImpor,
                                .jumlah = Rupiah::FromInt(jumlah),
                                .tanggal = *period::Tanggal::Of(2017, 12, 1),
                                .keterangan = "",
                                .nomor_sp2d = ""});
    return store_
        ->Update([&](store::Txn& txn) -> absl::Status {
          ASSIGN_OR_RETURN(const budget::Buku buku, LoadBuku(txn, usulan));
          ASSIGN_OR_RETURN(const budget::Perubahan perubahan, Decide(buku, usulan, {}));
          return Save(txn, "6474", 2017, perubahan,
                      {.akun = "akun/uji",
                       .orang = "198001012005011001",
                       .waktu_us = 1517540645000006,
                       .request_id = "00000000-0000-4000-8000-000000000001",
                       .asal = ""});
        })
        .status();
  }

  int64_t TotalRealisasi() const {
    int64_t total = 0;
    const auto lines = budget::LoadBaris(*store_->GetSnapshot(), "6474", 2017);
    EXPECT_TRUE(lines.ok()) << lines.status();
    for (const budget::Baris& baris : lines.value_or(std::vector<budget::Baris>())) {
      total += baris.saldo.realisasi.value();
    }
    return total;
  }

  absl::Status Check() const { return budget::CheckBudgetRecords(*store_->GetSnapshot()); }

  OldStores stores_{GetParam()};
  std::unique_ptr<store::Store> store_;
};

TEST_P(OldBudgetTest, HasTheSameFiguresAndIsClean) {
  EXPECT_EQ(TotalRealisasi(), Realisasi());
  EXPECT_TRUE(Check().ok()) << Check();
  const auto snapshot = store_->GetSnapshot();
  const auto kepala = budget::LoadKepala(*snapshot, "6474", 2017);
  ASSERT_TRUE(kepala.ok()) << kepala.status();
  EXPECT_EQ(kepala->nomor, Entries());
  const auto jurnal = budget::ListJurnal(*snapshot, "6474", 2017, "", "", 500);
  ASSERT_TRUE(jurnal.ok()) << jurnal.status();
  ASSERT_THAT(jurnal->rows, SizeIs(Entries()));
  EXPECT_EQ(jurnal->rows[0].rantai, "");
  EXPECT_THAT(jurnal->rows[0].sesudah, SizeIs(1));
  const auto kartu = budget::ListKartu(*snapshot, "6474", kLine, "", 50);
  ASSERT_TRUE(kartu.ok()) << kartu.status();
  EXPECT_EQ(kartu->rows.back().sesudah, (*budget::FindBaris(*snapshot, "6474", kLine))->saldo);
}

TEST_P(OldBudgetTest, GoesOnWithTheChainOverAllThatWasThere) {
  const auto before = budget::GetRantai(*store_->GetSnapshot(), "6474", 2017, 0);
  ASSERT_TRUE(before.ok() && before->has_value()) << before.status();
  EXPECT_EQ((*before)->nomor, Entries());
  ASSERT_TRUE(Post("2017-baru-1", 500).ok());
  ASSERT_TRUE(Post("2017-baru-2", 700).ok());
  EXPECT_EQ(TotalRealisasi(), Realisasi() + 1200);
  EXPECT_TRUE(Check().ok()) << Check();
  const auto snapshot = store_->GetSnapshot();
  // What was exported from the old entries holds for ever.
  EXPECT_EQ((*budget::GetRantai(*snapshot, "6474", 2017, Entries()))->rantai, (*before)->rantai);
  const auto buku = budget::LoadBukuLengkap(*snapshot, "6474", 2017);
  ASSERT_TRUE(buku.ok());
  EXPECT_EQ(buku->jurnal.back().rantai, buku->rantai);
  const auto old = budget::FindHasil(*snapshot, "6474", "2017-saldo-3355.994");
  ASSERT_TRUE(old.ok() && old->has_value()) << old.status();
  EXPECT_EQ((*old)->baris.saldo.realisasi, Rupiah::FromInt(1'699'290'405));
  const auto kartu = budget::ListKartu(*snapshot, "6474", kLine, "", 50);
  ASSERT_TRUE(kartu.ok()) << kartu.status();
  for (size_t i = 1; i < kartu->rows.size(); ++i) {
    EXPECT_EQ(kartu->rows[i].sebelum, kartu->rows[i - 1].sesudah);
  }
}

TEST_P(OldBudgetTest, AnExportedDigestIsProvenOrRefuted) {
  ASSERT_TRUE(Post("2017-baru-1", 500).ok());
  const auto snapshot = store_->GetSnapshot();
  const int64_t last = Entries() + 1;
  std::vector<budget::DigestRantai> digests;
  for (const int64_t nomor : {int64_t{1}, Entries(), last}) {
    digests.push_back({.satker = "6474",
                       .tahun = 2017,
                       .nomor = nomor,
                       .rantai = (*budget::GetRantai(*snapshot, "6474", 2017, nomor))->rantai});
  }
  budget::BudgetReport report;
  EXPECT_TRUE(budget::CheckBudgetRecords(*snapshot, digests, &report).ok());
  EXPECT_EQ(report.digest, 3U);
  EXPECT_EQ(report.satker, 1U);
  EXPECT_EQ(report.tahun, 1U);
  EXPECT_EQ(report.transaksi, static_cast<size_t>(last));
  digests[1].rantai[0] = static_cast<char>(digests[1].rantai[0] ^ 1);
  digests[2].nomor = last + 1;
  const absl::Status refuted = budget::CheckBudgetRecords(*snapshot, digests, &report);
  EXPECT_EQ(refuted.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(refuted.message()), HasSubstr("is another in this store"));
  EXPECT_THAT(std::string(refuted.message()), HasSubstr("does not go that far"));
  EXPECT_EQ(report.digest, 1U);
}

INSTANTIATE_TEST_SUITE_P(Formats, OldBudgetTest, testing::Values(1, 2),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace sakip::compat
