#include "services/budget/tagihan_langkah.h"

#include <gtest/gtest.h>

#include <functional>

#include "services/budget/tagihan_test_util.h"

namespace sakip::budget {
namespace {

using fault::Reason;

TEST(TagihanTest, EveryStepFollowsOneState) {
  using Langkahkan = std::function<absl::Status(const Kantor&)>;
  struct Case {
    const char* nama;
    StatusTagihan dari;
    Langkahkan langkah;
  };
  const Case cases[] = {
      {"SPP", StatusTagihan::kDraft,
       [](const Kantor& k) { return TerbitkanSpp(k.buku, k.Ppk(), Isi("X")).status(); }},
      {"test", StatusTagihan::kSppIssued,
       [](const Kantor& k) { return UjiSpp(k.buku, k.Ppspm(), Isi()).status(); }},
      {"SPM", StatusTagihan::kSppTested,
       [](const Kantor& k) { return TerbitkanSpm(k.buku, k.Ppspm(), Isi("X"), Rp(0)).status(); }},
      {"send", StatusTagihan::kSpmIssued,
       [](const Kantor& k) { return KirimSpm(k.buku, k.Ppspm(), Isi()).status(); }},
      {"SP2D", StatusTagihan::kSent,
       [](const Kantor& k) { return CatatSp2d(k.buku, k.Bendahara(), Sp2d("X")).status(); }},
  };
  const StatusTagihan states[] = {StatusTagihan::kDraft,     StatusTagihan::kSppIssued,
                                  StatusTagihan::kSppTested, StatusTagihan::kSpmIssued,
                                  StatusTagihan::kSent,      StatusTagihan::kSp2dIssued};
  for (const StatusTagihan state : states) {
    Kantor kantor = KantorUji();
    ASSERT_TRUE(kantor.Jalankan(Biasa(), state, kHari).ok());
    for (const Case& c : cases) {
      const absl::Status status = c.langkah(kantor);
      if (c.dari == state) {
        EXPECT_TRUE(status.ok()) << c.nama << ": " << status;
      } else {
        EXPECT_EQ(ReasonOf(status), Reason::kWrongState)
            << c.nama << " after " << static_cast<int>(state) << ": " << status;
      }
    }
  }
  Kantor kantor = KantorUji();
  ASSERT_TRUE(kantor.Jalankan(Biasa(), StatusTagihan::kDraft, kHari).ok());
  const absl::Status tanpa_spp = TerbitkanSpm(kantor.buku, kantor.Ppspm(), Isi("X"), {}).status();
  EXPECT_EQ(FactsOf(tanpa_spp), (Facts{{"state", "DRAFT"}, {"required", "SPP_TESTED"}}));
  for (const Case& c : cases) {
    EXPECT_EQ(ReasonOf(c.langkah(Kantor())), Reason::kNotFound) << c.nama;
  }
}

TEST(TagihanTest, AFinishedBillTakesNoStep) {
  Kantor kantor = KantorUji();
  ASSERT_TRUE(kantor.Jalankan(Biasa(), StatusTagihan::kSppIssued, kHari).ok());
  const auto tolak = [&] {
    return kantor.Lakukan(kantor.Ppk(), TolakTagihan(kantor.buku, kantor.Ppk(), Isi(), "batal"));
  };
  ASSERT_TRUE(tolak().ok());
  EXPECT_EQ(ReasonOf(tolak()), Reason::kWrongState) << "the money is given back once";
  EXPECT_EQ(ReasonOf(UjiSpp(kantor.buku, kantor.Ppspm(), Isi()).status()), Reason::kWrongState);
  EXPECT_EQ(kantor.saldo("3355.003").tersedia, Rp(700));
}

TEST(TagihanTest, AnSppTakesWhatIsThereAndNotARupiahMore) {
  struct Case {
    const char* why;
    Tagihan tagihan;
    std::optional<Reason> reason;
    Fields fields;
    Facts facts;
  };
  const auto ls = JenisTagihan::kLsNonKontraktual;
  const Case cases[] = {
      {"all that is left",
       TagihanUji("2017-t1", ls, {{"3355.003", 700}, {"3356.001", 500}}),
       std::nullopt,
       {},
       {}},
      {"one rupiah more than is left",
       TagihanUji("2017-t1", ls, {{"3355.003", 701}}),
       Reason::kPaguExceeded,
       {"rincian[0].jumlah"},
       {{"line", IdBaris("3355.003")},
        {"tersedia", "700"},
        {"jumlah", "701"},
        {"shortfall", "1"},
        {"violations", "1"}}},
      {"two short lines of two",
       TagihanUji("2017-t1", ls, {{"3355.003", 702}, {"3356.001", 501}}),
       Reason::kPaguExceeded,
       {"rincian[0].jumlah", "rincian[1].jumlah"},
       {{"line", IdBaris("3355.003")},
        {"tersedia", "700"},
        {"jumlah", "702"},
        {"shortfall", "2"},
        {"violations", "2"}}},
      {"one short line takes the other with it",
       TagihanUji("2017-t1", ls, {{"3355.003", 1}, {"3356.001", 501}}),
       Reason::kPaguExceeded,
       {"rincian[1].jumlah"},
       {{"line", IdBaris("3356.001")},
        {"tersedia", "500"},
        {"jumlah", "501"},
        {"shortfall", "1"},
        {"violations", "1"}}},
      {"all of a contract", Kontraktual(300), std::nullopt, {}, {}},
      {"more than the contract, though the line has it",
       Kontraktual(301),
       Reason::kAmountExceeded,
       {"rincian[0].jumlah"},
       {{"document", "2017-k1"},
        {"line", IdBaris("3355.003")},
        {"saldo", "300"},
        {"jumlah", "301"},
        {"shortfall", "1"},
        {"violations", "1"}}},
  };
  for (const Case& c : cases) {
    Kantor kantor = KantorUji();
    const int64_t sebelum = kantor.buku.nomor_terakhir;
    const absl::Status status = kantor.Jalankan(c.tagihan, StatusTagihan::kSppIssued, kHari);
    EXPECT_EQ(ReasonOf(status), c.reason) << c.why << ": " << status;
    EXPECT_EQ(status.ok(), !c.reason) << c.why;
    EXPECT_EQ(FieldsOf(status), c.fields) << c.why;
    EXPECT_EQ(FactsOf(status), c.facts) << c.why;
    EXPECT_EQ(kantor.buku.nomor_terakhir, sebelum + (c.reason ? 0 : 1)) << c.why;
  }
}

TEST(TagihanTest, AnSppOnAContractThatWasReleasedMeanwhileIsRefused) {
  Kantor kantor = KantorUji();
  ASSERT_TRUE(kantor.Jalankan(Kontraktual(10), StatusTagihan::kDraft, kHari).ok());
  ASSERT_TRUE(kantor
                  .Lakukan(kantor.Ppk(),
                           LepasKomitmen(kantor.buku, kantor.Ppk(), "2017-k1", kHari, "selesai"))
                  .ok());
  EXPECT_EQ(ReasonOf(TerbitkanSpp(kantor.buku, kantor.Ppk(), Isi("X")).status()),
            Reason::kWrongState);
}

TEST(TagihanTest, WhatAPaymentMayNotBe) {
  struct Case {
    const char* why;
    IsiSp2d isi;
    std::optional<Reason> reason;
    Fields fields;
  };
  IsiSp2d mundur = Sp2d("N");
  mundur.tanggal_buku = Hari(4, 1);
  const Case cases[] = {
      {"all of it", Sp2d("N"), std::nullopt, {}},
      {"as much as the SPM, said", Sp2d("N", Biasa().rincian), std::nullopt, {}},
      {"one rupiah more than the SPM",
       Sp2d("N", RincianUji({{"3355.003", 401}, {"3356.001", 100}})),
       Reason::kAmountExceeded,
       {"dibayar[0].jumlah"}},
      {"more on both lines",
       Sp2d("N", RincianUji({{"3355.003", 401}, {"3356.001", 101}})),
       Reason::kAmountExceeded,
       {"dibayar[0].jumlah", "dibayar[1].jumlah"}},
      {"moved from line to line, the total the same",
       Sp2d("N", RincianUji({{"3355.003", 300}, {"3356.001", 200}})),
       Reason::kAmountExceeded,
       {"dibayar[1].jumlah"}},
      {"less than was deducted",
       Sp2d("N", RincianUji({{"3355.003", 49}})),
       Reason::kAmountExceeded,
       {"dibayar"}},
      {"exactly what was deducted", Sp2d("N", RincianUji({{"3355.003", 50}})), std::nullopt, {}},
      {"a line the SPM lacks",
       Sp2d("N", RincianUji({{"3364.001", 60}})),
       Reason::kInvalidField,
       {"dibayar[0].pagu"}},
      {"nothing on a line",
       Sp2d("N", RincianUji({{"3355.003", 400}, {"3356.001", 0}})),
       Reason::kInvalidField,
       {"dibayar[1].jumlah"}},
      {"a line twice",
       Sp2d("N", RincianUji({{"3355.003", 60}, {"3355.003", 60}})),
       Reason::kInvalidField,
       {"dibayar[1].pagu"}},
      {"no number, and a booking day for an open month",
       mundur,
       Reason::kInvalidField,
       {"tanggal_buku"}},
      {"no number", Sp2d(""), Reason::kInvalidField, {"nomor"}},
  };
  for (const Case& c : cases) {
    Kantor kantor = KantorUji();
    ASSERT_TRUE(kantor.Jalankan(Biasa(), StatusTagihan::kSppTested, kHari).ok());
    ASSERT_TRUE(kantor
                    .Lakukan(kantor.Ppspm(),
                             TerbitkanSpm(kantor.buku, kantor.Ppspm(), Isi("SPM/1"), Rp(50)))
                    .ok());
    ASSERT_TRUE(kantor.Lakukan(kantor.Ppspm(), KirimSpm(kantor.buku, kantor.Ppspm(), Isi())).ok());
    const absl::Status status = CatatSp2d(kantor.buku, kantor.Bendahara(), c.isi).status();
    EXPECT_EQ(ReasonOf(status), c.reason) << c.why << ": " << status;
    EXPECT_EQ(FieldsOf(status), c.fields) << c.why;
  }
}

TEST(TagihanTest, DeductionsOfAnSpm) {
  struct Case {
    const char* why;
    Tagihan tagihan;
    int64_t potongan;
    bool ok;
  };
  const Case cases[] = {
      {"none", Biasa(), 0, true},
      {"all of it, as GUP nihil has", Biasa(), 500, true},
      {"one rupiah above gross", Biasa(), 501, false},
      {"negative", Biasa(), -1, false},
      {"near int64", Biasa(), kMax, false},
      {"from cash for the treasurer", TagihanKas("2017-t1", JenisTagihan::kUp, 10), 1, false},
  };
  for (const Case& c : cases) {
    Kantor kantor = KantorUji();
    ASSERT_TRUE(kantor.Jalankan(c.tagihan, StatusTagihan::kSppTested, kHari).ok());
    const auto spm = TerbitkanSpm(kantor.buku, kantor.Ppspm(), Isi("N"), Rp(c.potongan));
    EXPECT_EQ(spm.ok(), c.ok) << c.why;
    if (c.ok) {
      EXPECT_EQ(spm->tagihan.front().potongan, Rp(c.potongan)) << c.why;
    } else {
      EXPECT_EQ(FieldsOf(spm.status()), Fields{"potongan"}) << c.why;
    }
  }
}

TEST(TagihanTest, DatesOfSteps) {
  struct Case {
    const char* why;
    period::Tanggal tanggal;
    Fields fields;  // of the SPM; empty: accepted
  };
  const Case cases[] = {
      {"the day of the test", kHari, {}},
      {"today", Hari(6, 30), {}},
      {"tomorrow", Hari(7, 1), {"tanggal"}},
      {"before the test", Hari(3, 14), {"tanggal"}},
      {"last year", Hari(12, 31, 2016), {"tanggal", "tanggal"}},
      {"next year", Hari(1, 1, 2018), {"tanggal", "tanggal"}},
  };
  for (const Case& c : cases) {
    Kantor kantor = KantorUji();
    kantor.hari_ini = Hari(6, 30);
    ASSERT_TRUE(kantor.Jalankan(Biasa(), StatusTagihan::kSppTested, kHari).ok());
    const absl::Status status =
        TerbitkanSpm(kantor.buku, kantor.Ppspm(), Isi("N", c.tanggal), Rp(0)).status();
    EXPECT_EQ(FieldsOf(status), c.fields) << c.why << ": " << status;
    EXPECT_EQ(status.ok(), c.fields.empty()) << c.why;
  }
}

TEST(TagihanTest, AnSppFollowsItsPapersWheneverTheDraftWasEntered) {
  Kantor kantor = KantorUji();
  Tagihan tagihan = Biasa();
  tagihan.tagihan_lengkap = Hari(3, 10);
  ASSERT_TRUE(kantor.Jalankan(tagihan, StatusTagihan::kDraft, kHari).ok());
  EXPECT_EQ(FieldsOf(TerbitkanSpp(kantor.buku, kantor.Ppk(), Isi("N", Hari(3, 9))).status()),
            Fields{"tanggal"});
  EXPECT_TRUE(TerbitkanSpp(kantor.buku, kantor.Ppk(), Isi("N", Hari(3, 10))).ok());
}

TEST(TagihanTest, AClosedMonthTakesNoMoneyButAPaymentCanBeBookedLater) {
  Kantor kantor = KantorUji();
  ASSERT_TRUE(kantor.Jalankan(Biasa(), StatusTagihan::kSent, kHari).ok());
  kantor.buku.bulan_tutup[2] = true;  // March
  const absl::Status tutup = CatatSp2d(kantor.buku, kantor.Bendahara(), Sp2d("N")).status();
  EXPECT_EQ(ReasonOf(tutup), Reason::kPeriodClosed);
  EXPECT_EQ(FactsOf(tutup), (Facts{{"month", "2017-03"}}));
  EXPECT_EQ(FieldsOf(tutup), Fields{"tanggal"});
  EXPECT_EQ(ReasonOf(TolakTagihan(kantor.buku, kantor.Ppspm(), Isi(), "x").status()),
            Reason::kPeriodClosed);

  IsiSp2d isi = Sp2d("N");
  isi.tanggal_buku = Hari(3, 31);
  EXPECT_EQ(FieldsOf(CatatSp2d(kantor.buku, kantor.Bendahara(), isi).status()),
            Fields{"tanggal_buku"})
      << "closed too";
  isi.tanggal_buku = Hari(2, 1);
  EXPECT_EQ(FieldsOf(CatatSp2d(kantor.buku, kantor.Bendahara(), isi).status()),
            Fields{"tanggal_buku"})
      << "before it was paid";
  isi.tanggal_buku = Hari(4, 2);
  const auto dibukukan = CatatSp2d(kantor.buku, kantor.Bendahara(), isi);
  ASSERT_TRUE(dibukukan.ok()) << dibukukan.status();
  EXPECT_EQ(dibukukan->jurnal.front().transaksi.tanggal, Hari(4, 2));
  EXPECT_EQ(dibukukan->tagihan.front().langkah.back().tanggal, kHari);
}

TEST(TagihanTest, AStepThatMovesNothingMayBeDatedInAClosedMonth) {
  Kantor kantor = KantorUji();
  ASSERT_TRUE(kantor.Jalankan(Biasa(), StatusTagihan::kSppIssued, kHari).ok());
  ASSERT_TRUE(
      kantor.Jalankan(TagihanKas("2017-up", JenisTagihan::kUp, 5), StatusTagihan::kDraft, kHari)
          .ok());
  kantor.buku.bulan_tutup[2] = true;
  EXPECT_TRUE(UjiSpp(kantor.buku, kantor.Ppspm(), Isi()).ok());
  EXPECT_TRUE(TerbitkanSpp(kantor.buku, kantor.Ppk(), Isi("N", kHari, "2017-up")).ok())
      << "an SPP of UP reserves nothing";
}

TEST(TagihanTest, NothingFollowsAfterTheLastDay) {
  Kantor kantor = KantorUji();
  Tagihan tagihan = Biasa();
  tagihan.berlaku_sampai = Hari(3, 20);
  ASSERT_TRUE(kantor.Jalankan(tagihan, StatusTagihan::kSppIssued, kHari).ok());
  EXPECT_TRUE(UjiSpp(kantor.buku, kantor.Ppspm(), Isi("", Hari(3, 20))).ok()) << "the last day";
  const absl::Status lewat = UjiSpp(kantor.buku, kantor.Ppspm(), Isi("", Hari(3, 21))).status();
  EXPECT_EQ(ReasonOf(lewat), Reason::kDocumentExpired);
  EXPECT_EQ(FactsOf(lewat), (Facts{{"until", "2017-03-20"}}));

  // The paying office's answer to a sent one is told whenever it comes.
  tagihan.id = "2017-t2";
  tagihan.rincian = RincianUji({{"3355.003", 1}});
  ASSERT_TRUE(kantor.Jalankan(tagihan, StatusTagihan::kSent, kHari).ok());
  const IsiLangkah sesudah = Isi("", Hari(4, 21), "2017-t2");
  EXPECT_TRUE(TolakTagihan(kantor.buku, kantor.Ppspm(), sesudah, "ditolak KPPN").ok());
}

TEST(TagihanTest, ANumberIsBorneOnce) {
  Kantor kantor = KantorUji();
  ASSERT_TRUE(kantor.Jalankan(Biasa(), StatusTagihan::kSp2dIssued, kHari).ok());
  const Tagihan kedua = TagihanUji("2017-t2", JenisTagihan::kLsNonKontraktual, {{"3355.003", 1}});
  ASSERT_TRUE(kantor.Jalankan(kedua, StatusTagihan::kDraft, kHari).ok());
  const absl::Status sama =
      TerbitkanSpp(kantor.buku, kantor.Ppk(), Isi("SPP/2017-t1", kHari, "2017-t2")).status();
  EXPECT_EQ(ReasonOf(sama), Reason::kAlreadyExists);
  EXPECT_EQ(FactsOf(sama),
            (Facts{{"document", "2017-t1"}, {"field", "nomor"}, {"violations", "1"}}));
  EXPECT_EQ(FieldsOf(sama), Fields{"nomor"});
  // An SPP and an SPM may share a number: they are numbered apart.
  EXPECT_TRUE(TerbitkanSpp(kantor.buku, kantor.Ppk(), Isi("SPM/2017-t1", kHari, "2017-t2")).ok());
}

TEST(TagihanTest, DutiesOfABill) {
  struct Case {
    const char* why;
    StatusTagihan sampai;  // by pembuat, ppk, ppspm
    bool ok;
    std::string orang;  // who does the next step
    std::string akun;
  };
  const Case cases[] = {
      {"SPP by the PPK", StatusTagihan::kDraft, true, "ppk", ""},
      {"SPP by the maker", StatusTagihan::kDraft, false, "pembuat", ""},
      {"SPP by the maker's other account", StatusTagihan::kDraft, false, "pembuat", "akun/dua"},
      {"SPP by a bendahara", StatusTagihan::kDraft, false, "bendahara", ""},
      {"test by the PPSPM", StatusTagihan::kSppIssued, true, "ppspm", ""},
      {"test by who issued the SPP", StatusTagihan::kSppIssued, false, "ppk", ""},
      {"the same under another account", StatusTagihan::kSppIssued, false, "ppk", "akun/dua"},
      {"test by the maker", StatusTagihan::kSppIssued, false, "pembuat", ""},
      {"SPM by who tested", StatusTagihan::kSppTested, true, "ppspm", ""},
      {"SPM by a PPSPM who did not test", StatusTagihan::kSppTested, false, "ppspm2", ""},
      {"SPM by the PPK", StatusTagihan::kSppTested, false, "ppk", ""},
      {"sent by another PPSPM", StatusTagihan::kSpmIssued, true, "ppspm2", ""},
      {"sent by the maker", StatusTagihan::kSpmIssued, false, "pembuat", ""},
      {"SP2D recorded by the bendahara", StatusTagihan::kSent, true, "bendahara", ""},
      {"SP2D recorded by the maker", StatusTagihan::kSent, true, "pembuat", ""},
      {"SP2D recorded by the PPSPM", StatusTagihan::kSent, false, "ppspm", ""},
      {"SP2D recorded by the PPK", StatusTagihan::kSent, false, "ppk", ""},
  };
  const std::map<std::string, std::set<Tugas>> jabatan = {{"bendahara", {Tugas::kBendahara}}};
  for (const Case& c : cases) {
    Kantor kantor = KantorUji();
    ASSERT_TRUE(kantor.Jalankan(Biasa(), c.sampai, kHari).ok());
    const auto held = jabatan.find(c.orang);
    const Pelaku pelaku =
        kantor.Orang(c.orang, held == jabatan.end() ? std::set<Tugas>{} : held->second, c.akun);
    absl::Status status;
    switch (c.sampai) {
      case StatusTagihan::kDraft:
        status = TerbitkanSpp(kantor.buku, pelaku, Isi("N")).status();
        break;
      case StatusTagihan::kSppIssued:
        status = UjiSpp(kantor.buku, pelaku, Isi()).status();
        break;
      case StatusTagihan::kSppTested:
        status = TerbitkanSpm(kantor.buku, pelaku, Isi("N"), Rp(0)).status();
        break;
      case StatusTagihan::kSpmIssued:
        status = KirimSpm(kantor.buku, pelaku, Isi()).status();
        break;
      default:
        status = CatatSp2d(kantor.buku, pelaku, Sp2d("N")).status();
    }
    EXPECT_EQ(status.ok(), c.ok) << c.why << ": " << status;
    if (!c.ok) {
      EXPECT_EQ(ReasonOf(status), Reason::kDutyConflict) << c.why;
    }
  }
}

TEST(TagihanTest, WhoRejectsOrWithdrawsABill) {
  struct Case {
    const char* why;
    const char* orang;
    std::set<Tugas> jabatan;
    const char* boleh;  // a letter a state, as below; who may not: DUTY_CONFLICT
  };
  const Case cases[] = {
      {"its maker", "pembuat", {Tugas::kPembuat}, "DIT--"},
      {"another operator", "operator", {Tugas::kPembuat}, "-----"},
      {"a PPK", "ppk2", {Tugas::kPpk}, "DITM-"},
      {"a PPSPM", "ppspm2", {Tugas::kPpspm}, "DITMS"},
      {"the treasurer", "bendahara", {Tugas::kBendahara}, "----S"},
      {"a system, without a duty at the office", "sistem", {}, "----S"},
      {"a KPA", "kpa", {Tugas::kKpa}, "-----"},
      {"a maker who is PPK", "pembuat", {Tugas::kPembuat, Tugas::kPpk}, "DITM-"},
  };
  constexpr std::pair<char, StatusTagihan> kStatus[] = {{'D', StatusTagihan::kDraft},
                                                        {'I', StatusTagihan::kSppIssued},
                                                        {'T', StatusTagihan::kSppTested},
                                                        {'M', StatusTagihan::kSpmIssued},
                                                        {'S', StatusTagihan::kSent}};
  for (const auto& [huruf, sampai] : kStatus) {
    Kantor kantor = KantorUji();
    ASSERT_TRUE(kantor.Jalankan(Biasa(), sampai, kHari).ok());
    for (const Case& c : cases) {
      const Pelaku pelaku = kantor.Orang(c.orang, c.jabatan);
      const absl::Status status = TolakTagihan(kantor.buku, pelaku, Isi(), "salah").status();
      const bool boleh = std::string_view(c.boleh).find(huruf) != std::string_view::npos;
      EXPECT_EQ(status.ok(), boleh) << c.why << ", " << huruf << ": " << status;
      if (!boleh) {
        EXPECT_EQ(ReasonOf(status), Reason::kDutyConflict) << c.why << ", " << huruf;
      }
    }
  }
  Kantor kantor = KantorUji();
  ASSERT_TRUE(kantor.Jalankan(Biasa(), StatusTagihan::kDraft, kHari).ok());
  EXPECT_EQ(FactsOf(TolakTagihan(kantor.buku, kantor.Bendahara(), Isi(), "x").status()),
            (Facts{{"duty", "PEMBUAT, PPK, PPSPM"}, {"conflict", ""}}));
}

TEST(TagihanTest, WhoDidWhatIsKeptForTheYear) {
  Kantor kantor = KantorUji();
  ASSERT_TRUE(kantor.Jalankan(Biasa(), StatusTagihan::kSp2dIssued, kHari).ok());
  EXPECT_EQ(kantor.buku.tugas.at("ppk"), std::set<Tugas>{Tugas::kPpk});
  EXPECT_EQ(kantor.buku.tugas.at("ppspm"), std::set<Tugas>{Tugas::kPpspm});
  EXPECT_EQ(kantor.buku.tugas.at("bendahara"), std::set<Tugas>{Tugas::kBendahara});
}

}  // namespace
}  // namespace sakip::budget
