#include "services/budget/koreksi.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <random>

#include "services/budget/koreksi_fixture.h"

namespace sakip::budget {
namespace {

using fault::Reason;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Fields = std::vector<std::string>;

TEST(KoreksiTest, AnEntryIsUndoneAndAnotherStandsInItsPlace) {
  Kantor kantor = Buatan();
  const Koreksi koreksi = KoreksiUji("2017-k", kBayar, {{kA, 50}, {kB, 300}});
  ASSERT_TRUE(Ajukan(&kantor, koreksi).ok());
  EXPECT_EQ(kantor.saldo(kA).realisasi, Rp(300)) << "only asked for";
  const absl::Status status = Putuskan(&kantor, koreksi.id);
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_EQ(kantor.saldo(kA).realisasi, Rp(50));
  EXPECT_EQ(kantor.saldo(kB).realisasi, Rp(500));
  EXPECT_EQ(kantor.saldo(kB).saldo_impor, Rp(200)) << "which was not corrected";
  const Koreksi& stored = kantor.buku.koreksi.at(koreksi.id);
  const TransaksiJurnal& pembalik = kantor.buku.transaksi.at(stored.pembalik);
  const TransaksiJurnal& pengganti = kantor.buku.transaksi.at(stored.transaksi);
  EXPECT_EQ(pembalik.jenis, JenisTransaksi::kPembalik);
  EXPECT_EQ(pembalik.acuan, kBayar);
  EXPECT_EQ(pengganti.jenis, JenisTransaksi::kKoreksi);
  EXPECT_EQ(pengganti.acuan, 0);
  EXPECT_EQ(pengganti.dokumen, koreksi.id);
  EXPECT_EQ(pengganti.tanggal, Hari(5, 4));
  EXPECT_EQ(stored.pengusul.orang, "bendahara");
  EXPECT_EQ(stored.pemutus->orang, "kpa");
  EXPECT_TRUE(Tersisa(kantor.buku, kBayar).empty());
  EXPECT_TRUE(SudahDibalik(kantor.buku, kBayar));
  EXPECT_FALSE(SudahDibalik(kantor.buku, stored.transaksi));
}

TEST(KoreksiTest, UndoesWhatIsLeftAfterMoneyCameBack) {
  Kantor kantor = Buatan();
  ASSERT_TRUE(Setor(&kantor, Pengembalian("2017-s", kBayar, {{kA, 100}})).ok());
  EXPECT_THAT(FieldsOf(Ajukan(&kantor, KoreksiUji("2017-k", kBayar, {{kB, 350}}))),
              ElementsAre("koreksi.pengganti"));
  ASSERT_TRUE(Sahkan(&kantor, KoreksiUji("2017-k", kBayar, {{kB, 250}})).ok());
  EXPECT_EQ(kantor.saldo(kA).realisasi, Rp(0));
  EXPECT_EQ(kantor.saldo(kB).realisasi, Rp(450));
}

// A correction would count as documented, which a saldo impor is not.
TEST(KoreksiTest, ASaldoImporGoesWhole) {
  Kantor kantor = Buatan();
  for (const auto& pengganti : {std::pair{kB, 201}, std::pair{kB, 150}, std::pair{kA, 200}}) {
    const absl::Status status = Ajukan(&kantor, KoreksiUji("2017-k", kSaldo, {pengganti}));
    EXPECT_EQ(ReasonOf(status), Reason::kInvalidField) << pengganti.second;
    EXPECT_THAT(FieldsOf(status), ElementsAre("koreksi.pengganti"));
  }
  ASSERT_TRUE(Sahkan(&kantor, KoreksiUji("2017-k", kSaldo, {})).ok());
  EXPECT_EQ(kantor.saldo(kB).realisasi, Rp(50));
  EXPECT_EQ(kantor.saldo(kB).saldo_impor, Rp(0));
  EXPECT_EQ(kantor.buku.koreksi.at("2017-k").transaksi, 0);
  EXPECT_THAT(Verify(kantor.Lengkap()), IsEmpty());
}

TEST(KoreksiTest, AnImportedPaymentShrinksOrGoesDownToWhatCameBackOfIt) {
  struct Satu {
    const char* what;
    int64_t retur;
    std::vector<std::pair<std::string, int64_t>> pengganti;
    bool boleh;
  };
  const std::vector<Satu> cases = {{"less", 0, {{kA, 60}}, true},
                                   {"on another line", 0, {{kB, 100}}, true},
                                   {"nothing", 0, {}, true},
                                   {"more", 0, {{kA, 101}}, false},
                                   {"money of a grant", 0, {{kHibah, 100}}, false},
                                   {"as much as came back", 60, {{kA, 60}}, true},
                                   {"less than came back", 60, {{kA, 59}}, false},
                                   {"nothing though some came back", 60, {}, false}};
  for (const Satu& c : cases) {
    Kantor kantor = Buatan();
    const int64_t nomor = PostingSp2d(&kantor, kA, 100);
    if (c.retur > 0) {
      ASSERT_TRUE(Setor(&kantor, SetoranUji("2017-r", JenisSetoran::kRetur, nomor, c.retur)).ok());
    }
    const absl::Status status = Sahkan(&kantor, KoreksiUji("2017-k", nomor, c.pengganti));
    EXPECT_EQ(status.ok(), c.boleh) << c.what << ": " << status;
    EXPECT_EQ(ReasonOf(status) == Reason::kInvalidField, !c.boleh) << c.what;
    EXPECT_THAT(Verify(kantor.Lengkap()), IsEmpty()) << c.what;
  }
}

TEST(KoreksiTest, MoneyThatCameBackIsUndoneWhole) {
  struct Satu {
    Setoran setoran;
    Akun akun;
  };
  const std::vector<Satu> cases = {
      {Pengembalian("2017-s", kBayar, {{kA, 100}, {kB, 50}}), Akun::kTersedia},
      {SetoranUji("2017-s", JenisSetoran::kSetoranUp, 0, 500), Akun::kUp},
      {SetoranUji("2017-s", JenisSetoran::kSetoranTup, 0, 500), Akun::kTup},
      {SetoranUji("2017-s", JenisSetoran::kRetur, kBayar, 350), Akun::kRetur}};
  for (const Satu& c : cases) {
    Kantor kantor = Buatan();
    for (const auto& [id, jenis] :
         {std::pair{"2017-up", JenisTagihan::kUp}, std::pair{"2017-tup", JenisTagihan::kTup}}) {
      ASSERT_TRUE(
          kantor.Jalankan(TagihanKas(id, jenis, 500), StatusTagihan::kSp2dIssued, Hari(2, 1)).ok());
    }
    const Saldo a = kantor.saldo(kA);
    const Kas kas = kantor.buku.kas;
    ASSERT_TRUE(Setor(&kantor, c.setoran).ok());
    const int64_t nomor = kantor.buku.setoran.at("2017-s").transaksi;
    EXPECT_EQ(ReasonOf(Ajukan(&kantor, KoreksiUji("2017-k", nomor, {{kA, 1}}))),
              Reason::kInvalidField);
    const absl::Status status = Sahkan(&kantor, KoreksiUji("2017-k", nomor, {}));
    ASSERT_TRUE(status.ok()) << static_cast<int>(c.akun) << " " << status;
    EXPECT_EQ(kantor.saldo(kA), a);
    EXPECT_EQ(kantor.buku.kas, kas);
    EXPECT_EQ(ReasonOf(Ajukan(&kantor, KoreksiUji("2017-k2", nomor, {}))),
              Reason::kAlreadyReversed);
    EXPECT_THAT(Verify(kantor.Lengkap()), IsEmpty());
  }
}

TEST(KoreksiTest, MoneyThatCameBackStaysWhereOthersRestOnIt) {
  Kantor kantor = Buatan();
  const auto setor = [&](const Setoran& setoran) {
    EXPECT_TRUE(Setor(&kantor, setoran).ok()) << setoran.id;
    return kantor.buku.setoran.at(setoran.id).transaksi;
  };
  const auto undo = [&](const std::string& id, int64_t nomor) {
    return ReasonOf(Sahkan(&kantor, KoreksiUji(id, nomor, {})));
  };
  const int64_t retur = setor(SetoranUji("2017-r", JenisSetoran::kRetur, kBayar, 300));
  const int64_t bayar = setor(SetoranUji("2017-b", JenisSetoran::kBayarRetur, retur, 300));
  EXPECT_EQ(undo("2017-k1", retur), Reason::kWrongState) << "it was paid again";
  const int64_t lagi = setor(SetoranUji("2017-r2", JenisSetoran::kRetur, kBayar, 300));
  EXPECT_EQ(undo("2017-k1", bayar), Reason::kWrongState) << "600 would wait of 350";
  EXPECT_EQ(undo("2017-k1", lagi), std::nullopt);
  EXPECT_EQ(undo("2017-k2", bayar), std::nullopt);
  EXPECT_EQ(undo("2017-k3", retur), std::nullopt);
  const int64_t kembali = setor(Pengembalian("2017-s", kBayar, {{kA, 100}}));
  ASSERT_TRUE(Sahkan(&kantor, KoreksiUji("2017-k4", kBayar, {{kB, 250}})).ok());
  EXPECT_EQ(undo("2017-k5", kembali), Reason::kWrongState) << "its payment was corrected";
  EXPECT_THAT(Verify(kantor.Lengkap()), IsEmpty());
}

struct Case {
  const char* what;
  Koreksi koreksi;
  std::function<void(Koreksi&, Kantor&)> change;
  Reason reason;
  Fields fields;
};

void Tolak(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    Kantor kantor = Buatan();
    Koreksi koreksi = c.koreksi;
    c.change(koreksi, kantor);
    const absl::Status status = Ajukan(&kantor, koreksi);
    EXPECT_EQ(ReasonOf(status), c.reason) << c.what << ": " << status;
    EXPECT_EQ(FieldsOf(status), c.fields) << c.what;
    EXPECT_FALSE(kantor.buku.koreksi.contains("2017-k")) << c.what;
  }
}

const auto kNothing = [](Koreksi&, Kantor&) {};

TEST(KoreksiTest, OnlyWhatStandsCanBeUndoneAndOnlyOnce) {
  const auto correct = [](Koreksi&, Kantor& k) {
    ASSERT_TRUE(Sahkan(&k, KoreksiUji("2017-k0", kBayar, {{kA, 350}})).ok());
  };
  const Koreksi biasa = KoreksiUji("2017-k", kBayar, {{kB, 350}});
  Tolak({
      {"nothing of the kind",
       KoreksiUji("2018-k", 0, {{kA, 0}}),
       [](Koreksi& k, Kantor&) { k.alasan = ""; },
       Reason::kInvalidField,
       {"koreksi.name", "koreksi.acuan", "koreksi.alasan", "koreksi.pengganti[0].jumlah"}},
      {"one line twice",
       KoreksiUji("2017-k", kBayar, {{kA, 300}, {kA, 50}}),
       kNothing,
       Reason::kInvalidField,
       {"koreksi.pengganti[1].pagu"}},
      {"unknown transaction", KoreksiUji("2017-k", 99, {}), kNothing, Reason::kNotFound, {}},
      {"a line's pagu", KoreksiUji("2017-k", 1, {}), kNothing, Reason::kWrongState, {}},
      {"a reservation", KoreksiUji("2017-k", 5, {}), kNothing, Reason::kWrongState, {}},
      {"reversal of a reversal", KoreksiUji("2017-k", 8, {}), correct, Reason::kWrongState, {}},
      {"reversing twice", biasa, correct, Reason::kAlreadyReversed, {}},
      {"payment with nothing left",
       biasa,
       [](Koreksi&, Kantor& k) {
         ASSERT_TRUE(Setor(&k, Pengembalian("2017-s", kBayar, {{kA, 300}, {kB, 50}})).ok());
       },
       Reason::kWrongState,
       {}},
  });
}

TEST(KoreksiTest, WhatTakesItsPlaceKeepsTotalKindAndTime) {
  const Koreksi biasa = KoreksiUji("2017-k", kBayar, {{kB, 350}});
  Tolak({
      {"another total",
       KoreksiUji("2017-k", kBayar, {{kB, 349}}),
       kNothing,
       Reason::kInvalidField,
       {"koreksi.pengganti"}},
      {"a payment that vanishes",
       KoreksiUji("2017-k", kBayar, {}),
       kNothing,
       Reason::kInvalidField,
       {"koreksi.pengganti"}},
      {"onto the money of a grant",
       KoreksiUji("2017-k", kBayar, {{kA, 300}, {kHibah, 50}}),
       kNothing,
       Reason::kInvalidField,
       {"koreksi.pengganti"}},
      {"unknown line",
       KoreksiUji("2017-k", kBayar, {{kA, 300}, {"3399.001", 50}}),
       kNothing,
       Reason::kUnknownReference,
       {"koreksi.pengganti[1].pagu"}},
      {"in a closed month",
       biasa,
       [](Koreksi&, Kantor& k) { k.buku.bulan_tutup[4] = true; },
       Reason::kPeriodClosed,
       {"koreksi.tanggal"}},
      {"of tomorrow",
       biasa,
       [](Koreksi&, Kantor& k) { k.hari_ini = Hari(5, 3); },
       Reason::kInvalidField,
       {"koreksi.tanggal"}},
      {"before what it corrects",
       biasa,
       [](Koreksi& k, Kantor&) { k.tanggal = Hari(3, 5); },
       Reason::kInvalidField,
       {"koreksi.tanggal"}},
  });
}

TEST(KoreksiTest, EveryLineWithTooLittleLeftIsNamed) {
  Kantor kantor = Buatan();
  kantor.TambahBaris("3357.001", 10);
  kantor.TambahBaris("3357.002", 20);
  const absl::Status status = Ajukan(
      &kantor, KoreksiUji("2017-k", kBayar, {{"3357.001", 11}, {kA, 318}, {"3357.002", 21}}));
  EXPECT_EQ(ReasonOf(status), Reason::kPaguExceeded);
  EXPECT_THAT(FieldsOf(status),
              ElementsAre("koreksi.pengganti[0].jumlah", "koreksi.pengganti[2].jumlah"));
  // What the old entry held counts as left.
  ASSERT_TRUE(kantor
                  .Jalankan(TagihanUji("2017-b", JenisTagihan::kLsGaji, {{kA, 700}}),
                            StatusTagihan::kSppIssued, Hari(3, 6))
                  .ok());
  EXPECT_TRUE(Sahkan(&kantor, KoreksiUji("2017-k2", kBayar, {{kA, 300}, {kB, 50}})).ok());
}

TEST(KoreksiTest, AnotherPersonWithADutyDecidesOnce) {
  Kantor kantor = Buatan();
  const Koreksi koreksi = KoreksiUji("2017-k", kBayar, {{kB, 350}});
  const auto by = [&](const Pelaku& oleh, bool setuju = true, const std::string& alasan = "") {
    return ReasonOf(
        kantor.Lakukan(oleh, PutuskanKoreksi(kantor.buku, oleh, "2017-k", setuju, alasan)));
  };
  EXPECT_EQ(by(kantor.Kpa()), Reason::kNotFound);
  ASSERT_TRUE(Ajukan(&kantor, koreksi).ok());
  EXPECT_EQ(by(kantor.Orang("bendahara", {Tugas::kKpa}, "akun/lain")), Reason::kDutyConflict);
  EXPECT_EQ(by(kantor.Orang("operator")), Reason::kDutyConflict) << "holds no duty";
  EXPECT_EQ(by(kantor.Kpa(), false), Reason::kInvalidField) << "a rejection without a reason";
  EXPECT_EQ(by(kantor.Ppspm(), false, "bukti kurang"), std::nullopt);
  EXPECT_EQ(kantor.saldo(kA).realisasi, Rp(300));
  EXPECT_EQ(by(kantor.Kpa()), Reason::kWrongState);

  const auto again = AjukanKoreksi(kantor.buku, kantor.Bendahara(), koreksi);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(CountWrites(*again), 0U);
  Koreksi lain = koreksi;
  lain.alasan = "lain";
  EXPECT_EQ(ReasonOf(Ajukan(&kantor, lain)), Reason::kAlreadyExists);
}

TEST(KoreksiTest, OfTwoRequestsForOneEntryOneIsApproved) {
  Kantor kantor = Buatan();
  ASSERT_TRUE(Ajukan(&kantor, KoreksiUji("2017-k1", kBayar, {{kA, 350}})).ok());
  ASSERT_TRUE(Ajukan(&kantor, KoreksiUji("2017-k2", kBayar, {{kB, 350}})).ok());
  ASSERT_TRUE(Putuskan(&kantor, "2017-k2").ok());
  const absl::Status status = Putuskan(&kantor, "2017-k1");
  EXPECT_EQ(ReasonOf(status), Reason::kAlreadyReversed);
  EXPECT_EQ(FactsOf(status).at("by"), "2017-k2");
}

// Whatever is corrected and corrected again, the money that was paid stays what it was.
TEST(KoreksiTest, RandomCorrectionsNeverChangeWhatWasPaid) {
  const uint32_t seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 acak(seed);
  const auto antara = [&](int64_t dari, int64_t sampai) {
    return std::uniform_int_distribution<int64_t>(dari, sampai)(acak);
  };
  const std::vector<std::string> baris = {kA, kB, "3357.001", "3357.002"};
  Kantor kantor = Buatan();
  kantor.TambahBaris("3357.001", 300);
  kantor.TambahBaris("3357.002", 100);
  int64_t kini = kBayar;
  int diterima = 0;
  for (int i = 0; i < 300; ++i) {
    const std::string id = "2017-k" + std::to_string(i);
    std::map<std::string, int64_t> bagian;
    for (int64_t sisa = 350; sisa > 0;) {
      const int64_t satu = antara(1, sisa);
      bagian[baris[static_cast<size_t>(antara(0, 3))]] += satu;
      sisa -= satu;
    }
    // Now and then of another total, or of an entry that was undone.
    bagian.begin()->second += antara(0, 9) == 0 ? 1 : 0;
    const int64_t acuan = antara(0, 9) == 0 ? antara(1, kantor.buku.nomor_terakhir) : kini;
    const absl::Status status =
        Sahkan(&kantor, KoreksiUji(id, acuan, {bagian.begin(), bagian.end()}));
    if (status.ok() && acuan == kini) {
      ++diterima;
      kini = kantor.buku.koreksi.at(id).transaksi;
    }
    int64_t total = 0;
    for (const auto& [pagu, jumlah] : Tersisa(kantor.buku, kini)) {
      total += jumlah.value();
    }
    ASSERT_EQ(total, 350) << id;
    for (const auto& [pagu, satu] : kantor.buku.baris) {
      ASSERT_EQ(Pelanggaran(satu.saldo), "") << id << " " << pagu;
    }
  }
  EXPECT_GT(diterima, 20);
  EXPECT_THAT(Verify(kantor.Lengkap()), IsEmpty());
  const auto posisi = Lipat(kantor.Jurnal());
  ASSERT_TRUE(posisi.ok());
  for (const auto& [pagu, satu] : kantor.buku.baris) {
    EXPECT_EQ(satu.saldo, posisi->baris.at(pagu)) << pagu;
  }
}

}  // namespace
}  // namespace sakip::budget
