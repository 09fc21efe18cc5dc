#include "services/budget/budget_repository.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "common/status/status_macros.h"
#include "common/store/memory_store.h"
#include "services/budget/bontang_2017.h"
#include "services/budget/budget_keys.h"

namespace sakip::budget {
namespace {

using money::Rupiah;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Pencatat kPencatat{.akun = "akun/uji",
                         .orang = "198001012005011001",
                         .waktu_us = 1517540645000006,
                         .request_id = "00000000-0000-4000-8000-000000000001",
                         .asal = "127.0.0.1"};

class BudgetRepositoryTest : public ::testing::Test {
 protected:
  absl::Status Enter(const Usulan& usulan) {
    return store_
        ->Update([&](store::Txn& txn) -> absl::Status {
          ASSIGN_OR_RETURN(const Buku buku, LoadBuku(txn, usulan));
          ASSIGN_OR_RETURN(const Perubahan perubahan, Decide(buku, usulan, bontang::Register()));
          const size_t before = txn.writes();
          RETURN_IF_ERROR(Save(txn, usulan.satker, usulan.tahun, perubahan, kPencatat,
                               {.store = "0123", .epoch = 1, .sequence = 7}));
          EXPECT_LE(txn.writes() - before, CountWrites(perubahan));
          return absl::OkStatus();
        })
        .status();
  }

  Usulan Posting(const std::string& id, const std::string& pagu, int64_t jumlah) {
    Usulan usulan;
    usulan.bentuk = Usulan::Bentuk::kSatuRealisasi;
    usulan.satker = "6474";
    usulan.tahun = 2017;
    usulan.realisasi.push_back({.id = id,
                                .pagu = pagu,
                                .jenis = JenisRealisasi::kSaldoImpor,
                                .jumlah = Rupiah::FromInt(jumlah),
                                .tanggal = *period::Tanggal::Of(2017, 2, 3),
                                .keterangan = "tahap I",
                                .nomor_sp2d = ""});
    return usulan;
  }

  std::unique_ptr<store::Store> store_ = store::NewMemoryStore("budget");
};

TEST_F(BudgetRepositoryTest, WhatWasSavedIsLoaded) {
  const Usulan usulan = bontang::Proposal();
  ASSERT_TRUE(Enter(usulan).ok());
  const auto snapshot = store_->GetSnapshot();

  const auto lines = LoadBaris(*snapshot, "6474", 2017);
  ASSERT_TRUE(lines.ok()) << lines.status();
  ASSERT_EQ(lines->size(), 22U);
  for (size_t i = 0; i < 22; ++i) {
    EXPECT_EQ((*lines)[i].pagu, usulan.pagu[i]);
    EXPECT_EQ((*lines)[i].saldo.realisasi, usulan.realisasi[i].jumlah);
    EXPECT_EQ(**FindBaris(*snapshot, "6474", usulan.pagu[i].id), (*lines)[i]);
  }
  const auto kode = LoadKode(*snapshot, "6474", 2017);
  ASSERT_TRUE(kode.ok());
  EXPECT_EQ(*kode, bontang::Register());
  const auto buku = LoadBukuLengkap(*snapshot, "6474", 2017);
  ASSERT_TRUE(buku.ok()) << buku.status();
  EXPECT_EQ(buku->jurnal.size(), 44U);
  EXPECT_EQ(Verify(*buku), std::vector<Temuan>());

  const auto jurnal = ListJurnal(*snapshot, "6474", 2017, "", "", 500);
  ASSERT_TRUE(jurnal.ok());
  EXPECT_EQ(jurnal->rows.back().baris.transaksi.dokumen, "2017-saldo-3364.032");
  EXPECT_EQ(jurnal->rows.back().baris.pencatat, kPencatat);
  EXPECT_EQ(jurnal->rows.back().rantai, buku->rantai);
}

TEST_F(BudgetRepositoryTest, OfficesAndYearsDoNotMeet) {
  Usulan usulan = bontang::Proposal();
  ASSERT_TRUE(Enter(usulan).ok());
  usulan.satker = "64";
  ASSERT_TRUE(Enter(usulan).ok());
  const auto snapshot = store_->GetSnapshot();
  EXPECT_EQ(LoadBaris(*snapshot, "64", 2017)->size(), 22U);
  EXPECT_EQ(ListJurnal(*snapshot, "64", 2017, "", "", 500)->rows.front().baris.transaksi.nomor, 1);
  EXPECT_THAT(*LoadBaris(*snapshot, "6474", 2018), IsEmpty());
  EXPECT_THAT(*LoadBaris(*snapshot, "6400", 2017), IsEmpty());
  EXPECT_THAT(ListJurnal(*snapshot, "6474", 2018, "", "", 500)->rows, IsEmpty());
  EXPECT_THAT(ListJurnal(*snapshot, "6474", 2018, "2017-01.3355.003", "", 500)->rows, IsEmpty());
  EXPECT_THAT(*LoadKode(*snapshot, "6474", 2018), IsEmpty());
}

TEST_F(BudgetRepositoryTest, APostingIsAnsweredWithItsLineAsItWasRightAfterIt) {
  Usulan usulan = bontang::Proposal();
  usulan.realisasi.clear();
  ASSERT_TRUE(Enter(usulan).ok());
  const std::string line = "2017-01.3355.003";
  ASSERT_TRUE(Enter(Posting("satu", line, 1000)).ok());
  ASSERT_TRUE(Enter(Posting("dua", line, 500)).ok());
  ASSERT_TRUE(Enter(Posting("satu", line, 1000)).ok());
  const auto snapshot = store_->GetSnapshot();
  const auto satu = FindHasil(*snapshot, "6474", "satu");
  ASSERT_TRUE(satu.ok()) << satu.status();
  EXPECT_EQ((*satu)->realisasi, Posting("satu", line, 1000).realisasi.front());
  EXPECT_EQ((*satu)->baris.saldo.realisasi, Rupiah::FromInt(1000));
  EXPECT_EQ((*satu)->nomor, 23);
  EXPECT_EQ((*FindBaris(*snapshot, "6474", line))->saldo.realisasi, Rupiah::FromInt(1500));
  EXPECT_FALSE(FindHasil(*snapshot, "6474", "tiga")->has_value());
}

TEST_F(BudgetRepositoryTest, TheJournalOfOneLineSkipsTheOthers) {
  ASSERT_TRUE(Enter(bontang::Proposal()).ok());
  const auto snapshot = store_->GetSnapshot();
  const std::string line = "2017-01.3355.003";
  const auto first = ListJurnal(*snapshot, "6474", 2017, line, "", 1);
  ASSERT_TRUE(first.ok());
  ASSERT_EQ(first->rows.size(), 1U);
  EXPECT_EQ(first->rows[0].baris.transaksi.nomor, 1);
  const auto second = ListJurnal(*snapshot, "6474", 2017, line, first->next, 1);
  ASSERT_TRUE(second.ok());
  ASSERT_EQ(second->rows.size(), 1U);
  EXPECT_EQ(second->rows[0].baris.transaksi.nomor, 23);
  EXPECT_EQ(second->next, "");
}

TEST_F(BudgetRepositoryTest, ARefusedImportLeavesNothing) {
  Usulan usulan = bontang::Proposal();
  usulan.realisasi[21].jumlah = Rupiah::FromInt(115100001);
  EXPECT_FALSE(Enter(usulan).ok());
  EXPECT_EQ(store_->GetSnapshot()->head().sequence, 0U);
}

TEST_F(BudgetRepositoryTest, AFinancialRecordCannotBeOverwritten) {
  ASSERT_TRUE(Enter(bontang::Proposal()).ok());
  const struct {
    const store::Table& table;
    std::string key;
  } cases[] = {
      {kPaguTable, IdKey("6474", "2017-01.3355.003")},
      {kRealisasiTable, IdKey("6474", "2017-saldo-3355.003")},
      {kJurnalTable, NumberKey("6474", "2017", 1)},
      {kKartuTable, NumberKey("6474", "2017-01.3355.003", 1)},
      {kKodeTable, KodeKey("6474", 2017, "3355")},
  };
  for (const auto& c : cases) {
    const auto put = store_->Update([&](store::Txn& txn) { return txn.Put(c.table, c.key, "x"); });
    EXPECT_EQ(put.status().code(), absl::StatusCode::kInternal) << c.table.name;
    const auto gone = store_->Update([&](store::Txn& txn) { return txn.Delete(c.table, c.key); });
    EXPECT_EQ(gone.status().code(), absl::StatusCode::kInternal) << c.table.name;
  }
}

TEST_F(BudgetRepositoryTest, APostingReadsAndWritesFewRecords) {
  Usulan usulan = bontang::Proposal();
  usulan.realisasi.clear();
  ASSERT_TRUE(Enter(usulan).ok());
  ASSERT_TRUE(store_
                  ->Update([&](store::Txn& txn) -> absl::Status {
                    const Usulan one = Posting("satu", "2017-01.3355.003", 1000);
                    ASSIGN_OR_RETURN(const Buku buku, LoadBuku(txn, one));
                    ASSIGN_OR_RETURN(const Perubahan perubahan, Decide(buku, one, {}));
                    RETURN_IF_ERROR(Save(txn, "6474", 2017, perubahan, kPencatat));
                    // Posting, transaction, its place on the card, the line's balance, the head.
                    EXPECT_EQ(txn.writes(), 5U);
                    return absl::OkStatus();
                  })
                  .ok());
}

TEST_F(BudgetRepositoryTest, ManyPostingsToOneLineWriteItsBalanceOnce) {
  Usulan usulan = bontang::Proposal();
  usulan.realisasi.clear();
  ASSERT_TRUE(Enter(usulan).ok());
  Usulan many = Posting("0", "2017-01.3355.003", 1);
  for (int i = 1; i < 10; ++i) {
    many.realisasi.push_back(Posting(std::to_string(i), "2017-01.3355.003", 1).realisasi[0]);
  }
  ASSERT_TRUE(store_
                  ->Update([&](store::Txn& txn) -> absl::Status {
                    ASSIGN_OR_RETURN(const Buku buku, LoadBuku(txn, many));
                    ASSIGN_OR_RETURN(const Perubahan perubahan, Decide(buku, many, {}));
                    RETURN_IF_ERROR(Save(txn, "6474", 2017, perubahan, kPencatat));
                    EXPECT_EQ(txn.writes(), 3U * 10 + 2);
                    return absl::OkStatus();
                  })
                  .ok());
  EXPECT_THAT(Verify(*LoadBukuLengkap(*store_->GetSnapshot(), "6474", 2017)), IsEmpty());
}

TEST_F(BudgetRepositoryTest, BytesThatCannotBeReadAreDataLossNotAnEmptyAnswer) {
  ASSERT_TRUE(store_
                  ->Update([](store::Txn& txn) {
                    return txn.Put(kPaguTable, IdKey("6474", "2017-01.3355.003"), "\xff");
                  })
                  .ok());
  const auto snapshot = store_->GetSnapshot();
  EXPECT_EQ(LoadBaris(*snapshot, "6474", 2017).status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(ListBaris(*snapshot, "6474", 2017, "", 5).status().code(), absl::StatusCode::kDataLoss);
}

// Bytes of existing stores: a change here is a new format.
TEST(BudgetKeysTest, KeysAreWhatTheDataFormatPageSays) {
  using namespace std::string_literals;  // NOLINT: keys hold NUL
  EXPECT_EQ(IdKey("6474", "2017-01.3355.003"), "6474\0"s + "2017-01.3355.003");
  EXPECT_EQ(NumberKey("6474", "2017", 258), "6474\0"s + "2017\0"s + "\0\0\0\0\0\0\x01\x02"s);
  EXPECT_EQ(KodeKey("6474", 2017, "3355"), "6474\0"s + "2017\0"s + "3355");
  EXPECT_EQ(NumberOf(NumberKey("6474", "2017", 258)), 258);
  EXPECT_EQ(LastPart(KodeKey("6474", 2017, "3355")), "3355");
  EXPECT_EQ(SignKey("6474", 2017, kJenisDokumen<Tagihan>.huruf, "2017-ls"),
            "6474\0"s + "2017\0"s + "t\0"s + "2017-ls");
  EXPECT_EQ(SignKey("6474", 2017, DigitOf(JenisNomor::kSp2d), "0001"),
            "6474\0"s + "2017\0"s + "3\0"s + "0001");
  EXPECT_EQ(SignKey("6474", 2017, DigitOf(JenisNomor::kSp2dBaris), "0001\0002017-01"s),
            "6474\0"s + "2017\0"s + "6\0"s + "0001\0"s + "2017-01");
  EXPECT_EQ(TugasKey("6474", 2017, "198001", DigitOf(Tugas::kPpk)),
            "6474\0"s + "2017\0"s + "198001\0"s + "2");
  EXPECT_EQ(AcuanKey("6474", 2017, 1, 2),
            "6474\0"s + "2017\0"s + "\0\0\0\0\0\0\0\x01\0"s + "\0\0\0\0\0\0\0\x02"s);
  std::set<uint8_t> ids;
  for (const store::Table& table :
       {kPaguTable,    kRealisasiTable,  kJurnalTable,    kKartuTable,     kSaldoTable,
        kKodeTable,    kKepalaTable,     kLabelTable,     kTagihanTable,   kKomitmenTable,
        kRevisiTable,  kSetoranTable,    kKoreksiTable,   kPembukaanTable, kDokumenTable,
        kTerbukaTable, kNomorTable,      kTugasTable,     kAcuanTable,     kAktaTable,
        kPadananTable, kPembandingTable, kPenjelasanTable}) {
    ids.insert(table.id);
  }
  EXPECT_EQ(ids.size(), 23U);
}

}  // namespace
}  // namespace sakip::budget
