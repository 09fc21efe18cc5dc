#include "services/budget/ledger.h"

#include <gtest/gtest.h>

#include <limits>

#include "common/fault/fault.h"
#include "services/budget/test_kantor.h"

namespace sakip::budget {
namespace {

using fault::Reason;
using money::Rupiah;

constexpr int64_t kMax = std::numeric_limits<int64_t>::max();
constexpr int64_t kMin = std::numeric_limits<int64_t>::min();
const period::Tanggal kDay = *period::Tanggal::Of(2017, 6, 30);

Entri Debit(Akun akun, int64_t amount, std::string pagu = "a") {
  return {akun, std::move(pagu), Rp(amount), {}};
}
Entri Kredit(Akun akun, int64_t amount, std::string pagu = "a") {
  return {akun, std::move(pagu), {}, Rp(amount)};
}

Saldo Isi(int64_t dipa, int64_t tersedia, int64_t realisasi = 0) {
  Saldo saldo;
  saldo.dipa = Rp(dipa);
  saldo.tersedia = Rp(tersedia);
  saldo.realisasi = Rp(realisasi);
  return saldo;
}

Catatan Jenis(JenisTransaksi jenis) {
  return {.jenis = jenis, .dokumen = "d", .tanggal = kDay};
}

// One movement on line "a", or between accounts of the office.
Transaksi Gerak(Akun debit, Akun kredit, int64_t jumlah) {
  Susunan susunan;
  susunan.Pindah("a", debit, kredit, Rp(jumlah));
  return *std::move(susunan).Selesai();
}

TEST(TransaksiTest, OnlyBalancedEntriesMakeATransaction) {
  struct Case {
    const char* what;
    std::vector<Entri> entri;
    bool ok;
  };
  const Case cases[] = {
      {"two sides", {Debit(Akun::kTersedia, 5), Kredit(Akun::kDipa, 5)}, true},
      {"split side",
       {Debit(Akun::kTersedia, 2), Debit(Akun::kRealisasi, 3), Kredit(Akun::kDipa, 5)},
       true},
      {"largest", {Debit(Akun::kTersedia, kMax), Kredit(Akun::kDipa, kMax)}, true},
      {"the office", {Debit(Akun::kUp, 5, ""), Kredit(Akun::kLuar, 5, "")}, true},
      {"none", {}, false},
      {"one entry", {Debit(Akun::kTersedia, 5)}, false},
      {"one rupiah apart", {Debit(Akun::kTersedia, 5), Kredit(Akun::kDipa, 4)}, false},
      {"zero amounts", {Debit(Akun::kTersedia, 0), Kredit(Akun::kDipa, 0)}, false},
      {"negative amounts", {Debit(Akun::kTersedia, -5), Kredit(Akun::kDipa, -5)}, false},
      {"smallest", {Debit(Akun::kTersedia, kMin), Kredit(Akun::kDipa, kMin)}, false},
      {"both sides in one entry",
       {{Akun::kTersedia, "a", Rp(5), Rp(5)}, {Akun::kDipa, "a", Rp(5), Rp(5)}},
       false},
      {"sum leaves int64",
       {Debit(Akun::kTersedia, kMax), Debit(Akun::kTersedia, 1), Kredit(Akun::kDipa, kMax),
        Kredit(Akun::kDipa, 1)},
       false},
      {"line account without a line", {Debit(Akun::kSpp, 5, ""), Kredit(Akun::kDipa, 5)}, false},
      {"office account on a line", {Debit(Akun::kUp, 5), Kredit(Akun::kLuar, 5, "")}, false},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Transaksi::Of(c.entri).ok(), c.ok) << c.what;
  }
}

TEST(TransaksiTest, AMovementOfNothingIsNoEntry) {
  Susunan susunan;
  susunan.Pindah("a", Akun::kSpp, Akun::kTersedia, Rp(0));
  EXPECT_TRUE(susunan.empty());
  EXPECT_FALSE(std::move(susunan).Selesai().ok());
}

// Every row of the table in ledger.h, and what it may not take.
TEST(LedgerTest, EveryMovementAndItsLimit) {
  // DIPA 100 = TERSEDIA 40 + REALISASI 10 + KOMITMEN 20 + SPP 15 + SPM 15
  const Saldo awal{.dipa = Rp(100),
                   .tersedia = Rp(40),
                   .realisasi = Rp(10),
                   .saldo_impor = Rp(4),
                   .komitmen = Rp(20),
                   .spp = Rp(15),
                   .spm = Rp(15)};
  const Kas kas{.up = Rp(50), .tup = Rp(30), .hibah = Rp(20), .retur = Rp(5)};
  struct Case {
    const char* why;
    Akun debit;
    Akun kredit;
    int64_t paling_banyak;  // one rupiah more is refused; 0: nothing limits it
    const char* akun;       // that refuses; "" is TERSEDIA
  };
  const Case cases[] = {
      {"revision upwards", Akun::kTersedia, Akun::kDipa, 0, ""},
      {"revision downwards takes what is free", Akun::kDipa, Akun::kTersedia, 40, ""},
      {"contract", Akun::kKomitmen, Akun::kTersedia, 40, ""},
      {"contract released", Akun::kTersedia, Akun::kKomitmen, 20, "KOMITMEN"},
      {"SPP", Akun::kSpp, Akun::kTersedia, 40, ""},
      {"SPP of a contract", Akun::kSpp, Akun::kKomitmen, 20, "KOMITMEN"},
      {"SPM", Akun::kSpm, Akun::kSpp, 15, "SPP"},
      {"SP2D", Akun::kRealisasi, Akun::kSpm, 15, "SPM"},
      {"SPP refused", Akun::kTersedia, Akun::kSpp, 15, "SPP"},
      {"SPM refused", Akun::kTersedia, Akun::kSpm, 15, "SPM"},
      {"imported SP2D", Akun::kRealisasi, Akun::kTersedia, 40, ""},
      {"pengembalian", Akun::kTersedia, Akun::kRealisasi, 10, "REALISASI"},
      {"UP", Akun::kUp, Akun::kLuar, 0, ""},
      {"UP paid back", Akun::kLuar, Akun::kUp, 50, "UP"},
      {"TUP paid back", Akun::kLuar, Akun::kTup, 30, "TUP"},
      {"grant money spent", Akun::kLuar, Akun::kKasHibah, 20, "KAS_HIBAH"},
      {"retur", Akun::kRetur, Akun::kLuar, 0, ""},
      {"retur paid again", Akun::kLuar, Akun::kRetur, 5, "RETUR"},
  };
  for (const Case& c : cases) {
    const int64_t jumlah = c.paling_banyak == 0 ? 1'000'000 : c.paling_banyak;
    Ledger fits({.baris = {{"a", awal}}, .kas = kas}, 0);
    ASSERT_TRUE(fits.Catat(Jenis(JenisTransaksi::kSpp), Gerak(c.debit, c.kredit, jumlah)).ok())
        << c.why;
    EXPECT_EQ(Pelanggaran(fits.saldo("a")), "") << c.why;
    EXPECT_EQ(Pelanggaran(fits.kas()), "") << c.why;
    if (c.paling_banyak == 0) {
      continue;
    }
    Ledger ledger({.baris = {{"a", awal}}, .kas = kas}, 0);
    const absl::Status refused =
        ledger.Catat(Jenis(JenisTransaksi::kSpp), Gerak(c.debit, c.kredit, jumlah + 1));
    const auto facts = FactsOf(refused);
    EXPECT_EQ(facts.at("shortfall"), "1") << c.why;
    EXPECT_EQ(facts.at("jumlah"), std::to_string(jumlah + 1)) << c.why;
    const bool tersedia = std::string(c.akun).empty();
    EXPECT_EQ(ReasonOf(refused), tersedia ? Reason::kPaguExceeded : Reason::kAmountExceeded)
        << c.why;
    EXPECT_EQ(facts.at(tersedia ? "tersedia" : "saldo"), std::to_string(jumlah)) << c.why;
    EXPECT_EQ(facts.count("line"), IsOfLine(c.kredit) ? 1U : 0U) << c.why;
    if (!tersedia) {
      EXPECT_EQ(facts.at("account"), c.akun) << c.why;
    }
    EXPECT_EQ(ledger.saldo("a"), awal) << c.why;
    EXPECT_EQ(ledger.kas(), kas) << c.why;
    EXPECT_EQ(ledger.nomor(), 0) << c.why;
    EXPECT_TRUE(ledger.tercatat().empty()) << c.why;
  }
}

TEST(LedgerTest, APaguBecomesAvailableAndARealisasiTakesFromIt) {
  Ledger ledger({}, 7);
  ASSERT_TRUE(ledger
                  .Catat({.jenis = JenisTransaksi::kPagu, .dokumen = "", .tanggal = kDay},
                         *Transaksi::UntukPagu("a", Rp(100)))
                  .ok());
  ASSERT_TRUE(
      ledger.Catat(Jenis(JenisTransaksi::kSaldoImpor), *Transaksi::UntukRealisasi("a", Rp(30)))
          .ok());
  const Saldo expected{.dipa = Rp(100),
                       .tersedia = Rp(70),
                       .realisasi = Rp(30),
                       .saldo_impor = Rp(30),
                       .komitmen = {},
                       .spp = {},
                       .spm = {}};
  EXPECT_EQ(ledger.saldo("a"), expected);
  ASSERT_EQ(ledger.tercatat().size(), 2U);
  EXPECT_EQ(ledger.tercatat()[0].transaksi.nomor, 8);
  EXPECT_EQ(ledger.tercatat()[1].transaksi.nomor, 9);
  EXPECT_EQ(ledger.tercatat()[1].sesudah.at("a"), expected);
}

TEST(LedgerTest, OneShortLineOfTwoRefusesBoth) {
  Ledger ledger({.baris = {{"a", Isi(100, 100)}, {"b", Isi(10, 10)}}, .kas = {}}, 0);
  Susunan susunan;
  susunan.Pindah("a", Akun::kSpp, Akun::kTersedia, Rp(50));
  susunan.Pindah("b", Akun::kSpp, Akun::kTersedia, Rp(11));
  const absl::Status refused =
      ledger.Catat(Jenis(JenisTransaksi::kSpp), *std::move(susunan).Selesai());
  EXPECT_EQ(FactsOf(refused),
            (std::map<std::string, std::string>{
                {"line", "b"}, {"tersedia", "10"}, {"jumlah", "11"}, {"shortfall", "1"}}));
  EXPECT_EQ(ledger.saldo("a").tersedia, Rp(100));
}

TEST(LedgerTest, ABalanceThatLeavesMoneyIsRefused) {
  Ledger ledger({.baris = {{"a", Isi(kMax, kMax)}}, .kas = {}}, 0);
  const absl::Status status =
      ledger.Catat(Jenis(JenisTransaksi::kPagu), *Transaksi::UntukPagu("a", Rp(1)));
  EXPECT_EQ(status.code(), absl::StatusCode::kOutOfRange);
  EXPECT_TRUE(ledger.tercatat().empty());
  EXPECT_EQ(ledger.saldo("a").dipa, Rp(kMax));
}

TEST(LedgerTest, TheFoldOfAJournalIsWhereTheLedgerStands) {
  Ledger ledger({}, 0);
  const auto catat = [&](Catatan catatan, const Transaksi& transaksi) {
    ASSERT_TRUE(ledger.Catat(std::move(catatan), transaksi).ok());
  };
  catat(Jenis(JenisTransaksi::kPagu), *Transaksi::UntukPagu("a", Rp(100)));
  catat(Jenis(JenisTransaksi::kSaldoImpor), *Transaksi::UntukRealisasi("a", Rp(30)));
  catat(Jenis(JenisTransaksi::kSp2dImpor), *Transaksi::UntukRealisasi("a", Rp(20)));
  catat(Jenis(JenisTransaksi::kSp2d), Gerak(Akun::kUp, Akun::kLuar, 9));
  Catatan pembalik = Jenis(JenisTransaksi::kPembalik);
  pembalik.acuan = 2;
  pembalik.dari_impor = true;
  catat(pembalik, Gerak(Akun::kTersedia, Akun::kRealisasi, 30));
  pembalik.acuan = 3;
  pembalik.dari_impor = false;
  catat(pembalik, Gerak(Akun::kTersedia, Akun::kRealisasi, 20));
  EXPECT_EQ(ledger.saldo("a").saldo_impor, Rp(0));  // the second took back no saldo impor

  std::vector<TransaksiJurnal> jurnal;
  for (const Tercatat& satu : ledger.tercatat()) {
    jurnal.push_back(satu.transaksi);
  }
  const absl::StatusOr<Posisi> posisi = Lipat(jurnal);
  ASSERT_TRUE(posisi.ok());
  EXPECT_EQ(posisi->baris, (DaftarSaldo{{"a", ledger.saldo("a")}}));
  EXPECT_EQ(posisi->kas, ledger.kas());
  EXPECT_EQ(posisi->kas.up, Rp(9));
}

TEST(PelanggaranTest, WhatABalanceMayNotBe) {
  const Saldo baik = Isi(10, 4, 6);
  EXPECT_EQ(Pelanggaran(baik), "");
  Saldo buruk = baik;
  buruk.tersedia = Rp(5);
  EXPECT_NE(Pelanggaran(buruk), "") << "the parts are more than the whole";
  buruk = Isi(10, -1, 11);
  EXPECT_EQ(Pelanggaran(buruk), "TERSEDIA is below 0");
  buruk = Isi(10, 12);
  buruk.spm = Rp(-2);
  EXPECT_EQ(Pelanggaran(buruk), "SPM is below 0");
  buruk = Isi(kMax, kMax, kMax);
  EXPECT_NE(Pelanggaran(buruk), "") << "a sum outside int64 is no equation";
  Kas kas;
  kas.up = Rp(1);
  EXPECT_EQ(Pelanggaran(kas), "");
  kas.hibah = Rp(-1);
  EXPECT_EQ(Pelanggaran(kas), "KAS_HIBAH is below 0");
}

}  // namespace
}  // namespace sakip::budget
