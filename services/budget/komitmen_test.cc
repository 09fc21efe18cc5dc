#include "services/budget/komitmen.h"

#include <gtest/gtest.h>

#include <functional>
#include <limits>

#include "services/budget/tagihan.h"
#include "services/budget/test_kantor.h"

namespace sakip::budget {
namespace {

using fault::Reason;
using Fields = std::vector<std::string>;

constexpr int64_t kMax = std::numeric_limits<int64_t>::max();

Kantor KantorUji() {
  Kantor kantor;
  kantor.TambahBaris("3355.003", 1000);
  kantor.TambahBaris("3356.001", 500);
  return kantor;
}

absl::Status Catat(Kantor& kantor, const Komitmen& komitmen) {
  return kantor.Lakukan(kantor.Ppk(), CatatKomitmen(kantor.buku, kantor.Ppk(), komitmen));
}

absl::Status Lepas(Kantor& kantor, const std::string& id, period::Tanggal tanggal) {
  return kantor.Lakukan(kantor.Ppk(),
                        LepasKomitmen(kantor.buku, kantor.Ppk(), id, tanggal, "putus kontrak"));
}

TEST(KomitmenTest, BindsItsLinesAndGivesBackWhatNoBillTook) {
  Kantor kantor = KantorUji();
  ASSERT_TRUE(Catat(kantor, KomitmenUji("2017-k1", {{"3355.003", 600}, {"3356.001", 500}})).ok());
  EXPECT_EQ(kantor.saldo("3355.003").tersedia, Rp(400));
  EXPECT_EQ(kantor.saldo("3355.003").komitmen, Rp(600));
  EXPECT_EQ(kantor.saldo("3356.001").tersedia, Rp(0));
  Tagihan termin = TagihanUji("2017-t1", JenisTagihan::kLsKontraktual, {{"3355.003", 250}});
  termin.komitmen = "2017-k1";
  ASSERT_TRUE(kantor.Jalankan(termin, StatusTagihan::kSp2dIssued, Hari(3, 1)).ok());

  ASSERT_TRUE(Lepas(kantor, "2017-k1", Hari(6, 1)).ok());
  EXPECT_EQ(kantor.saldo("3355.003").komitmen, Rp(0));
  EXPECT_EQ(kantor.saldo("3355.003").tersedia, Rp(750));
  EXPECT_EQ(kantor.saldo("3355.003").realisasi, Rp(250));
  EXPECT_EQ(kantor.saldo("3356.001").tersedia, Rp(500));
  const Komitmen& selesai = kantor.buku.komitmen.at("2017-k1");
  EXPECT_EQ(selesai.status, StatusKomitmen::kSelesai);
  EXPECT_EQ(selesai.alasan, "putus kontrak");
  EXPECT_EQ(selesai.sisa, RincianUji({{"3355.003", 0}, {"3356.001", 0}}));
  EXPECT_EQ(selesai.transaksi, (std::vector<int64_t>{3, 4, 7})) << "signed, its SPP, released";
  EXPECT_EQ(ReasonOf(Lepas(kantor, "2017-k1", Hari(6, 1))), Reason::kWrongState) << "twice";
}

TEST(KomitmenTest, PaysFromTheDayItWasSignedToItsLast) {
  struct Case {
    const char* why;
    period::Tanggal spp;
    Fields fields;
  };
  const Case cases[] = {
      {"the day before it was signed", Hari(1, 9), {"tanggal"}},
      {"the day it was signed", Hari(1, 10), {}},
      {"its last day", Hari(11, 30), {}},
      {"the day after", Hari(12, 1), {"tanggal"}},
  };
  for (const Case& c : cases) {
    Kantor kantor = KantorUji();
    ASSERT_TRUE(Catat(kantor, KomitmenUji("2017-k1", {{"3355.003", 600}})).ok());
    Tagihan termin = TagihanUji("2017-t1", JenisTagihan::kLsKontraktual, {{"3355.003", 250}});
    termin.komitmen = "2017-k1";
    const absl::Status status = kantor.Jalankan(termin, StatusTagihan::kSppIssued, c.spp);
    EXPECT_EQ(status.ok(), c.fields.empty()) << c.why << ": " << status;
    EXPECT_EQ(FieldsOf(status), c.fields) << c.why;
    EXPECT_EQ(kantor.saldo("3355.003").spp, Rp(c.fields.empty() ? 250 : 0)) << c.why;
  }
}

TEST(KomitmenTest, WhatIsWrongByItselfIsNamedAllAtOnce) {
  struct Case {
    const char* why;
    std::function<void(Komitmen&)> rusak;
    Fields fields;
  };
  const Case cases[] = {
      {"id of another year", [](Komitmen& k) { k.id = "2018-k1"; }, {"komitmen.name"}},
      {"id that is the year alone", [](Komitmen& k) { k.id = "2017-"; }, {"komitmen.name"}},
      {"no number", [](Komitmen& k) { k.nomor_kontrak = ""; }, {"komitmen.nomor_kontrak"}},
      {"signed the year before",
       [](Komitmen& k) { k.tanggal = Hari(12, 31, 2016); },
       {"komitmen.tanggal"}},
      {"signed tomorrow",
       [](Komitmen& k) { k.tanggal = k.berakhir = Hari(12, 2); },
       {"komitmen.tanggal"}},
      {"ends before it begins",
       [](Komitmen& k) { k.berakhir = Hari(1, 9); },
       {"komitmen.berakhir"}},
      {"no lines", [](Komitmen& k) { k.rincian.clear(); }, {"komitmen.rincian"}},
      {"zero", [](Komitmen& k) { k.rincian[0].jumlah = Rp(0); }, {"komitmen.rincian[0].jumlah"}},
      {"negative",
       [](Komitmen& k) { k.rincian[1].jumlah = Rp(-1); },
       {"komitmen.rincian[1].jumlah"}},
      {"near int64",
       [](Komitmen& k) { k.rincian[0].jumlah = k.rincian[1].jumlah = Rp(kMax); },
       {"komitmen.rincian[0].jumlah", "komitmen.rincian[1].jumlah"}},
      {"each in range, the total not",
       [](Komitmen& k) { k.rincian[0].jumlah = Rp(money::kRupiahMax); },
       {"komitmen.rincian"}},
      {"line of another year",
       [](Komitmen& k) { k.rincian[0].pagu = "2018-01.3355.003"; },
       {"komitmen.rincian[0].pagu"}},
      {"one line twice",
       [](Komitmen& k) { k.rincian[1].pagu = k.rincian[0].pagu; },
       {"komitmen.rincian[1].pagu"}},
      {"three at once",
       [](Komitmen& k) {
         k.nomor_kontrak = "";
         k.berakhir = Hari(1, 1);
         k.rincian[1].jumlah = Rp(0);
       },
       {"komitmen.nomor_kontrak", "komitmen.berakhir", "komitmen.rincian[1].jumlah"}},
  };
  for (const Case& c : cases) {
    Kantor kantor = KantorUji();
    kantor.hari_ini = Hari(12, 1);
    Komitmen komitmen = KomitmenUji("2017-k1", {{"3355.003", 1}, {"3356.001", 1}});
    c.rusak(komitmen);
    const absl::Status status = Catat(kantor, komitmen);
    EXPECT_EQ(ReasonOf(status), Reason::kInvalidField) << c.why;
    EXPECT_EQ(FieldsOf(status), c.fields) << c.why;
    EXPECT_TRUE(kantor.buku.komitmen.empty()) << c.why;
  }
}

TEST(KomitmenTest, WhatTheOfficeDoesNotAllow) {
  struct Case {
    const char* why;
    std::function<void(Kantor&, Komitmen&)> rusak;
    Reason reason;
    Fields fields;
  };
  const Case cases[] = {
      {"one rupiah too much",
       [](Kantor&, Komitmen& k) { k.rincian[0].jumlah = Rp(1001); },
       Reason::kPaguExceeded,
       {"komitmen.rincian[0].jumlah"}},
      {"both lines short, both named",
       [](Kantor&, Komitmen& k) {
         k.rincian[0].jumlah = Rp(1001);
         k.rincian[1].jumlah = Rp(501);
       },
       Reason::kPaguExceeded,
       {"komitmen.rincian[0].jumlah", "komitmen.rincian[1].jumlah"}},
      {"unknown lines",
       [](Kantor&, Komitmen& k) {
         k.rincian[0].pagu = IdBaris("9999.001");
         k.rincian[1].pagu = "nonsense";
       },
       Reason::kUnknownReference,
       {"komitmen.rincian[0].pagu", "komitmen.rincian[1].pagu"}},
      {"number of another contract",
       [](Kantor& kantor, Komitmen& k) {
         kantor.buku.nomor[{JenisNomor::kKontrak, k.nomor_kontrak}] = "2017-k0";
       },
       Reason::kAlreadyExists,
       {"komitmen.nomor_kontrak"}},
      {"closed month",
       [](Kantor& kantor, Komitmen&) { kantor.buku.bulan_tutup[0] = true; },
       Reason::kPeriodClosed,
       {"komitmen.tanggal"}},
      {"a PPK who was PPSPM",
       [](Kantor& kantor, Komitmen&) { kantor.buku.tugas["ppk"] = {Tugas::kPpspm}; },
       Reason::kDutyConflict,
       {}},
  };
  for (const Case& c : cases) {
    Kantor kantor = KantorUji();
    Komitmen komitmen = KomitmenUji("2017-k1", {{"3355.003", 1}, {"3356.001", 1}});
    c.rusak(kantor, komitmen);
    const absl::Status status = Catat(kantor, komitmen);
    EXPECT_EQ(ReasonOf(status), c.reason) << c.why;
    EXPECT_EQ(FieldsOf(status), c.fields) << c.why;
    EXPECT_EQ(kantor.saldo("3355.003").komitmen, Rp(0)) << c.why;
  }
}

TEST(KomitmenTest, TheShortLineIsNamedWithWhatItLacks) {
  Kantor kantor = KantorUji();
  EXPECT_EQ(FactsOf(Catat(kantor, KomitmenUji("2017-k1", {{"3356.001", 520}}))),
            (std::map<std::string, std::string>{{"line", IdBaris("3356.001")},
                                                {"tersedia", "500"},
                                                {"jumlah", "520"},
                                                {"shortfall", "20"},
                                                {"violations", "1"}}));
}

TEST(KomitmenTest, SentAgainItIsTheSameOrRefused) {
  Kantor kantor = KantorUji();
  Komitmen komitmen = KomitmenUji("2017-k1", {{"3355.003", 600}});
  ASSERT_TRUE(Catat(kantor, komitmen).ok());
  // Whoever sends it, and in whatever state it is.
  ASSERT_TRUE(Lepas(kantor, "2017-k1", Hari(6, 1)).ok());
  const absl::StatusOr<Perubahan> lagi = CatatKomitmen(kantor.buku, kantor.Pembuat(), komitmen);
  ASSERT_TRUE(lagi.ok()) << lagi.status();
  EXPECT_EQ(CountWrites(*lagi), 0U);
  komitmen.uraian = "lain";
  komitmen.rincian[0].jumlah = Rp(601);
  const absl::Status lain = Catat(kantor, komitmen);
  EXPECT_EQ(ReasonOf(lain), Reason::kAlreadyExists);
  EXPECT_EQ(FieldsOf(lain), (Fields{"komitmen.uraian", "komitmen.rincian"}));
}

TEST(KomitmenTest, AReleaseThatIsRefused) {
  Kantor kantor = KantorUji();
  kantor.hari_ini = Hari(12, 1);
  ASSERT_TRUE(Catat(kantor, KomitmenUji("2017-k1", {{"3355.003", 600}})).ok());
  EXPECT_EQ(ReasonOf(Lepas(kantor, "2017-k2", Hari(6, 1))), Reason::kNotFound);
  EXPECT_EQ(FieldsOf(Lepas(kantor, "2017-k1", Hari(1, 9))), Fields{"tanggal"}) << "unsigned yet";
  EXPECT_EQ(FieldsOf(Lepas(kantor, "2017-k1", Hari(12, 2))), Fields{"tanggal"}) << "tomorrow";
  EXPECT_EQ(FieldsOf(Lepas(kantor, "2017-k1", Hari(1, 1, 2018))), (Fields{"tanggal", "tanggal"}))
      << "another year, and tomorrow";
  EXPECT_EQ(FieldsOf(LepasKomitmen(kantor.buku, kantor.Ppk(), "2017-k1", Hari(6, 1), "").status()),
            Fields{"alasan"});
  EXPECT_EQ(
      ReasonOf(LepasKomitmen(kantor.buku, kantor.Bendahara(), "2017-k1", Hari(6, 1), "x").status()),
      Reason::kDutyConflict);
  kantor.buku.bulan_tutup[5] = true;
  EXPECT_EQ(ReasonOf(Lepas(kantor, "2017-k1", Hari(6, 1))), Reason::kPeriodClosed);
  EXPECT_EQ(kantor.saldo("3355.003").komitmen, Rp(600));
}

}  // namespace
}  // namespace sakip::budget
