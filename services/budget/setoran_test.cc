#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "services/budget/koreksi.h"
#include "services/budget/koreksi_fixture.h"

namespace sakip::budget {
namespace {

using fault::Reason;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

using Fields = std::vector<std::string>;

TEST(SetoranTest, WhatIsPaidBackIsAvailableAgain) {
  Kantor kantor = Buatan();
  ASSERT_TRUE(Setor(&kantor, Pengembalian("2017-sspb", kBayar, {{kA, 100}})).ok());
  EXPECT_EQ(kantor.saldo(kA).realisasi, Rp(200));
  EXPECT_EQ(kantor.saldo(kA).tersedia, Rp(800));
  const Setoran& stored = kantor.buku.setoran.at("2017-sspb");
  EXPECT_EQ(stored.jumlah, Rp(100)) << "the sum of its lines";
  EXPECT_EQ(stored.pencatat.orang, "bendahara");
  const TransaksiJurnal& transaksi = kantor.buku.transaksi.at(stored.transaksi);
  EXPECT_EQ(transaksi.jenis, JenisTransaksi::kPengembalian);
  EXPECT_EQ(transaksi.acuan, kBayar);
  EXPECT_THAT(Tersisa(kantor.buku, kBayar),
              ElementsAre(Pair(IdBaris(kA), Rp(200)), Pair(IdBaris(kB), Rp(50))));

  const absl::Status status =
      Setor(&kantor, Pengembalian("2017-sspb-2", kBayar, {{kA, 201}, {kB, 51}, {kHibah, 1}}));
  EXPECT_EQ(ReasonOf(status), Reason::kAmountExceeded);
  EXPECT_THAT(FieldsOf(status),
              ElementsAre("setoran.rincian[0].jumlah", "setoran.rincian[1].jumlah",
                          "setoran.rincian[2].jumlah"));
  EXPECT_EQ(FactsOf(status).at("saldo"), "200");
  EXPECT_EQ(FactsOf(status).at("shortfall"), "1");
  EXPECT_EQ(FactsOf(status).at("line"), IdBaris(kA));
  ASSERT_TRUE(Setor(&kantor, Pengembalian("2017-sspb-3", kBayar, {{kA, 200}, {kB, 50}})).ok());
  EXPECT_TRUE(Tersisa(kantor.buku, kBayar).empty());
}

TEST(SetoranTest, CashOfTheTreasurerGoesBack) {
  Kantor kantor = Buatan();
  ASSERT_TRUE(kantor
                  .Jalankan(TagihanKas("2017-up", JenisTagihan::kUp, 500),
                            StatusTagihan::kSp2dIssued, Hari(2, 1))
                  .ok());
  const absl::Status status =
      Setor(&kantor, SetoranUji("2017-s", JenisSetoran::kSetoranUp, 0, 501));
  EXPECT_EQ(ReasonOf(status), Reason::kAmountExceeded);
  EXPECT_EQ(FactsOf(status).at("account"), "UP");
  EXPECT_EQ(ReasonOf(Setor(&kantor, SetoranUji("2017-s", JenisSetoran::kSetoranTup, 0, 1))),
            Reason::kAmountExceeded);
  ASSERT_TRUE(Setor(&kantor, SetoranUji("2017-s", JenisSetoran::kSetoranUp, 0, 500)).ok());
  EXPECT_EQ(kantor.buku.kas.up, Rp(0));
}

TEST(SetoranTest, AReturIsPaidAgainAndLeavesTheRealisasi) {
  Kantor kantor = Buatan();
  ASSERT_TRUE(Setor(&kantor, SetoranUji("2017-r", JenisSetoran::kRetur, kBayar, 350)).ok());
  EXPECT_EQ(kantor.buku.kas.retur, Rp(350));
  EXPECT_EQ(kantor.saldo(kA).realisasi, Rp(300));
  EXPECT_EQ(ReasonOf(Setor(&kantor, SetoranUji("2017-r2", JenisSetoran::kRetur, kBayar, 1))),
            Reason::kAmountExceeded)
      << "all of it came back already";
  const int64_t retur = kantor.buku.setoran.at("2017-r").transaksi;
  ASSERT_TRUE(Setor(&kantor, SetoranUji("2017-b", JenisSetoran::kBayarRetur, retur, 300)).ok());
  EXPECT_EQ(ReasonOf(Setor(&kantor, SetoranUji("2017-b2", JenisSetoran::kBayarRetur, retur, 51))),
            Reason::kAmountExceeded);
  EXPECT_EQ(kantor.buku.kas.retur, Rp(50));
  EXPECT_TRUE(Setor(&kantor, SetoranUji("2017-r2", JenisSetoran::kRetur, kBayar, 300)).ok())
      << "it came back once more";
  EXPECT_EQ(ReasonOf(Setor(&kantor, SetoranUji("2017-b3", JenisSetoran::kBayarRetur, kBayar, 1))),
            Reason::kWrongState)
      << "a payment is no retur";
  EXPECT_THAT(Verify(kantor.Lengkap()), IsEmpty());
}

TEST(SetoranTest, ReturAndPengembalianShareWhatWasPaid) {
  const Setoran retur = SetoranUji("2017-r", JenisSetoran::kRetur, kBayar, 300);
  const Setoran kembali = Pengembalian("2017-s", kBayar, {{kA, 51}});
  for (const auto& [satu, lain] : {std::pair{retur, kembali}, std::pair{kembali, retur}}) {
    Kantor kantor = Buatan();
    ASSERT_TRUE(Setor(&kantor, satu).ok());
    const absl::Status status = Setor(&kantor, lain);
    EXPECT_EQ(ReasonOf(status), Reason::kAmountExceeded) << lain.id << " " << status;
    EXPECT_EQ(FactsOf(status).at("shortfall"), "1") << lain.id;
  }
  // Written past the decision, verify tells.
  Kantor kantor = Buatan();
  Setoran lebih = retur;
  lebih.jumlah = Rp(350);
  ASSERT_TRUE(Setor(&kantor, kembali).ok());
  Buku tanpa = kantor.buku;
  tanpa.transaksi.erase(kantor.buku.setoran.at("2017-s").transaksi);
  ASSERT_TRUE(
      kantor.Lakukan(kantor.Bendahara(), CatatSetoran(tanpa, kantor.Bendahara(), lebih)).ok());
  const std::vector<Temuan> temuan = Verify(kantor.Lengkap());
  ASSERT_EQ(temuan.size(), 1U);
  EXPECT_EQ(temuan.front().invariant, "I10");
}

TEST(SetoranTest, ACorrectionKeepsWhatCameBack) {
  Kantor kantor = Buatan();
  ASSERT_TRUE(Setor(&kantor, SetoranUji("2017-r", JenisSetoran::kRetur, kBayar, 300)).ok());
  ASSERT_TRUE(Sahkan(&kantor, KoreksiUji("2017-k1", kBayar, {{kB, 350}})).ok());
  ASSERT_TRUE(Sahkan(&kantor, KoreksiUji("2017-k2", kantor.buku.koreksi.at("2017-k1").transaksi,
                                         {{kA, 350}}))
                  .ok());
  const int64_t kini = kantor.buku.koreksi.at("2017-k2").transaksi;
  const auto setor = [&](Setoran setoran) {
    setoran.tanggal = Hari(6, 1);
    return ReasonOf(Setor(&kantor, setoran));
  };
  EXPECT_EQ(setor(SetoranUji("2017-r2", JenisSetoran::kRetur, kini, 51)), Reason::kAmountExceeded);
  EXPECT_EQ(setor(Pengembalian("2017-s", kini, {{kA, 51}})), Reason::kAmountExceeded);
  EXPECT_EQ(setor(SetoranUji("2017-r2", JenisSetoran::kRetur, kini, 50)), std::nullopt);
  EXPECT_EQ(setor(SetoranUji("2017-b", JenisSetoran::kBayarRetur,
                             kantor.buku.setoran.at("2017-r").transaksi, 300)),
            std::nullopt);
  EXPECT_EQ(setor(Pengembalian("2017-s", kini, {{kA, 300}})), std::nullopt);
  EXPECT_THAT(Verify(kantor.Lengkap()), IsEmpty());
}

TEST(SetoranTest, OnlyWhatWasTransferredComesBack) {
  struct Satu {
    JenisTagihan jenis;
    int64_t potongan;
    int64_t kembali;  // at most
  };
  for (const Satu& c : {Satu{JenisTagihan::kLsNonKontraktual, 0, 100},
                        Satu{JenisTagihan::kLsNonKontraktual, 30, 70},
                        Satu{JenisTagihan::kGup, 0, 100}, Satu{JenisTagihan::kGupNihil, 0, 0},
                        Satu{JenisTagihan::kPtup, 0, 0}, Satu{JenisTagihan::kSphl, 0, 0}}) {
    Kantor kantor = Buatan();
    for (const auto& [id, jenis] :
         {std::pair{"2017-up", JenisTagihan::kUp}, std::pair{"2017-tup", JenisTagihan::kTup}}) {
      ASSERT_TRUE(
          kantor.Jalankan(TagihanKas(id, jenis, 500), StatusTagihan::kSp2dIssued, Hari(2, 1)).ok());
    }
    const bool hibah = c.jenis == JenisTagihan::kSphl;
    Tagihan tagihan = TagihanUji("2017-t", c.jenis, {{hibah ? kHibah : kA, 100}});
    tagihan.pendapatan_hibah = Rp(hibah ? 100 : 0);
    ASSERT_TRUE(kantor.Jalankan(tagihan, StatusTagihan::kSp2dIssued, Hari(3, 6)).ok());
    kantor.buku.tagihan.at("2017-t").potongan = Rp(c.potongan);
    const int64_t nomor = kantor.buku.nomor_terakhir;
    EXPECT_EQ(
        ReasonOf(Setor(&kantor, SetoranUji("2017-r", JenisSetoran::kRetur, nomor, c.kembali + 1))),
        c.kembali == 0 ? Reason::kWrongState : Reason::kAmountExceeded)
        << static_cast<int>(c.jenis);
    if (c.kembali > 0) {
      EXPECT_TRUE(
          Setor(&kantor, SetoranUji("2017-r", JenisSetoran::kRetur, nomor, c.kembali)).ok());
    }
  }
}

TEST(SetoranTest, WhatComesBackOfAGrantIsHeldAgain) {
  Kantor kantor = Buatan();
  Tagihan tagihan = TagihanUji("2017-t", JenisTagihan::kSphl, {{kHibah, 100}});
  tagihan.pendapatan_hibah = Rp(150);
  ASSERT_TRUE(kantor.Jalankan(tagihan, StatusTagihan::kSp2dIssued, Hari(3, 6)).ok());
  ASSERT_EQ(kantor.buku.kas.hibah, Rp(50));
  ASSERT_TRUE(
      Setor(&kantor, Pengembalian("2017-s", kantor.buku.nomor_terakhir, {{kHibah, 40}})).ok());
  EXPECT_EQ(kantor.buku.kas.hibah, Rp(90));
  EXPECT_EQ(kantor.saldo(kHibah).tersedia, Rp(940));
  EXPECT_THAT(Verify(kantor.Lengkap()), IsEmpty());
}

struct Case {
  const char* what;
  Setoran setoran;
  std::function<void(Setoran&, Kantor&)> change;
  Reason reason;
  Fields fields;
};

void Tolak(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    Kantor kantor = Buatan();
    Setoran setoran = c.setoran;
    c.change(setoran, kantor);
    const absl::Status status = Setor(&kantor, setoran);
    EXPECT_EQ(ReasonOf(status), c.reason) << c.what << ": " << status;
    EXPECT_EQ(FieldsOf(status), c.fields) << c.what;
    EXPECT_TRUE(kantor.buku.setoran.empty()) << c.what;
  }
}

const auto kNothing = [](Setoran&, Kantor&) {};

TEST(SetoranTest, SaysWhatIsWrongWithItsFields) {
  const Setoran kembali = Pengembalian("2017-s", kBayar, {{kA, 1}});
  const Setoran up = SetoranUji("2017-s", JenisSetoran::kSetoranUp, 0, 1);
  Tolak({
      {"nothing of the kind",
       Pengembalian("2018-s", 0, {}),
       [](Setoran& s, Kantor&) { s.nomor_bukti = ""; },
       Reason::kInvalidField,
       {"setoran.name", "setoran.nomor_bukti", "setoran.acuan", "setoran.rincian"}},
      {"zero and below, one line twice",
       Pengembalian("2017-s", kBayar, {{kA, 0}, {kB, -1}, {kB, 1}}),
       kNothing,
       Reason::kInvalidField,
       {"setoran.rincian[0].jumlah", "setoran.rincian[1].jumlah", "setoran.rincian[2].pagu"}},
      {"another sum",
       kembali,
       [](Setoran& s, Kantor&) { s.jumlah = Rp(2); },
       Reason::kInvalidField,
       {"setoran.jumlah"}},
      {"lines for cash",
       up,
       [](Setoran& s, Kantor&) {
         s.rincian = RincianUji({{kA, 1}});
       },
       Reason::kInvalidField,
       {"setoran.rincian"}},
      {"a transaction for cash",
       up,
       [](Setoran& s, Kantor&) { s.acuan = kBayar; },
       Reason::kInvalidField,
       {"setoran.acuan"}},
      {"of tomorrow",
       kembali,
       [](Setoran&, Kantor& k) { k.hari_ini = Hari(4, 2); },
       Reason::kInvalidField,
       {"setoran.tanggal"}},
      {"before it was paid",
       kembali,
       [](Setoran& s, Kantor&) { s.tanggal = Hari(3, 5); },
       Reason::kInvalidField,
       {"setoran.tanggal"}},
  });
}

TEST(SetoranTest, TakesFromAPaymentThatStands) {
  const Setoran kembali = Pengembalian("2017-s", kBayar, {{kA, 1}});
  Tolak({
      {"unknown transaction",
       Pengembalian("2017-s", 99, {{kA, 1}}),
       kNothing,
       Reason::kNotFound,
       {}},
      {"a line's pagu", Pengembalian("2017-s", 1, {{kA, 1}}), kNothing, Reason::kWrongState, {}},
      {"a total without documents",
       Pengembalian("2017-s", kSaldo, {{kB, 1}}),
       kNothing,
       Reason::kWrongState,
       {}},
      {"a receipt in use",
       kembali,
       [](Setoran& s, Kantor& k) {
         k.buku.nomor[{JenisNomor::kBukti, s.nomor_bukti}] = "2017-x";
       },
       Reason::kAlreadyExists,
       {"setoran.nomor_bukti"}},
      {"in a closed month",
       kembali,
       [](Setoran&, Kantor& k) { k.buku.bulan_tutup[3] = true; },
       Reason::kPeriodClosed,
       {"setoran.tanggal"}},
      {"a payment that was undone",
       kembali,
       [](Setoran&, Kantor& k) {
         ASSERT_TRUE(Sahkan(&k, KoreksiUji("2017-k", kBayar, {{kA, 350}})).ok());
       },
       Reason::kWrongState,
       {}},
  });
}

TEST(SetoranTest, IsTheBendaharasAndTheSameAgainIsNothing) {
  const Setoran kembali = Pengembalian("2017-s", kBayar, {{kA, 1}});
  Kantor kantor = Buatan();
  EXPECT_EQ(ReasonOf(CatatSetoran(kantor.buku, kantor.Ppk(), kembali).status()),
            Reason::kDutyConflict);
  ASSERT_TRUE(Setor(&kantor, kembali).ok());
  const auto again = CatatSetoran(kantor.buku, kantor.Bendahara(), kembali);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(CountWrites(*again), 0U);
  EXPECT_THAT(FieldsOf(Setor(&kantor, Pengembalian("2017-s", kBayar, {{kA, 2}}))),
              ElementsAre("setoran.rincian", "setoran.jumlah"));
}

}  // namespace
}  // namespace sakip::budget
