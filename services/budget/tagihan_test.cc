#include "services/budget/tagihan.h"

#include <gtest/gtest.h>

#include <functional>

#include "services/budget/tagihan_test_util.h"

namespace sakip::budget {
namespace {

using fault::Reason;

// ---- Draft

struct Rusak {
  const char* why;
  JenisTagihan jenis;
  std::function<void(Tagihan&)> rusak;
  Fields fields;
};
constexpr auto kLs = JenisTagihan::kLsNonKontraktual;
const Rusak kRusak[] = {
    {"id without its year", kLs, [](Tagihan& t) { t.id = "gaji-01"; }, {"tagihan.name"}},
    {"year of the id is another", kLs, [](Tagihan& t) { t.id = "2018-t"; }, {"tagihan.name"}},
    {"no lines", kLs, [](Tagihan& t) { t.rincian.clear(); }, {"tagihan.rincian"}},
    {"zero", kLs, [](Tagihan& t) { t.rincian[0].jumlah = Rp(0); }, {"tagihan.rincian[0].jumlah"}},
    {"negative",
     kLs,
     [](Tagihan& t) { t.rincian[1].jumlah = Rp(-5); },
     {"tagihan.rincian[1].jumlah"}},
    {"sum beyond int64",
     kLs,
     [](Tagihan& t) { t.rincian[0].jumlah = t.rincian[1].jumlah = Rp(kMax); },
     {"tagihan.rincian[0].jumlah", "tagihan.rincian[1].jumlah"}},
    {"sum beyond an amount",
     kLs,
     [](Tagihan& t) { t.rincian[0].jumlah = t.rincian[1].jumlah = Rp(money::kRupiahMax); },
     {"tagihan.rincian"}},
    {"line twice",
     kLs,
     [](Tagihan& t) { t.rincian[1].pagu = t.rincian[0].pagu; },
     {"tagihan.rincian[1].pagu"}},
    {"line of 2016",
     kLs,
     [](Tagihan& t) { t.rincian[1].pagu = "2016-01.3355.003"; },
     {"tagihan.rincian[1].pagu"}},
    {"total that is not the lines'",
     kLs,
     [](Tagihan& t) { t.jumlah = Rp(499); },
     {"tagihan.jumlah"}},
    {"UP with lines", JenisTagihan::kUp, [](Tagihan&) {}, {"tagihan.rincian", "tagihan.jumlah"}},
    {"TUP of nothing",
     JenisTagihan::kTup,
     [](Tagihan& t) { t.rincian.clear(); },
     {"tagihan.jumlah"}},
    {"SP4HL above an amount",
     JenisTagihan::kSp4hl,
     [](Tagihan& t) {
       t.rincian.clear();
       t.jumlah = Rp(money::kRupiahMax + 1);
     },
     {"tagihan.jumlah"}},
    {"contract bill without one",
     JenisTagihan::kLsKontraktual,
     [](Tagihan&) {},
     {"tagihan.komitmen"}},
    {"salary with a contract",
     JenisTagihan::kLsGaji,
     [](Tagihan& t) { t.komitmen = "2017-k1"; },
     {"tagihan.komitmen"}},
    {"deductions before the SPM",
     kLs,
     [](Tagihan& t) { t.potongan = Rp(1); },
     {"tagihan.potongan"}},
    {"grant money with an LS",
     kLs,
     [](Tagihan& t) { t.pendapatan_hibah = Rp(1); },
     {"tagihan.pendapatan_hibah"}},
    {"negative grant money",
     JenisTagihan::kSphl,
     [](Tagihan& t) { t.pendapatan_hibah = Rp(-1); },
     {"tagihan.pendapatan_hibah"}},
    {"ends before its papers are complete",
     kLs,
     [](Tagihan& t) {
       t.tagihan_lengkap = Hari(3, 2);
       t.berlaku_sampai = Hari(3, 1);
     },
     {"tagihan.berlaku_sampai"}},
    {"papers complete tomorrow",
     kLs,
     [](Tagihan& t) { t.tagihan_lengkap = Hari(12, 2); },
     {"tagihan.tanggal_lengkap"}},
    {"three at once",
     kLs,
     [](Tagihan& t) {
       t.rincian[0].jumlah = Rp(-1);
       t.komitmen = "2017-k1";
       t.potongan = Rp(1);
     },
     {"tagihan.rincian[0].jumlah", "tagihan.komitmen", "tagihan.potongan"}},
};

TEST(TagihanTest, WhatIsWrongWithADraftByItself) {
  for (const Rusak& c : kRusak) {
    Kantor kantor = KantorUji();
    kantor.hari_ini = Hari(12, 1);
    Tagihan tagihan = Biasa();
    tagihan.jenis = c.jenis;
    c.rusak(tagihan);
    const absl::Status status = BuatTagihan(kantor.buku, kantor.Pembuat(), tagihan).status();
    EXPECT_EQ(ReasonOf(status), Reason::kInvalidField) << c.why << ": " << status;
    EXPECT_EQ(FieldsOf(status), c.fields) << c.why;
  }
}

TEST(TagihanTest, WhatADraftMayNotName) {
  struct Case {
    const char* why;
    Tagihan tagihan;
    Reason reason;
    Fields fields;
  };
  Tagihan asing = Kontraktual(1);
  asing.komitmen = "2017-k9";
  Tagihan lain =
      TagihanUji("2017-t1", JenisTagihan::kLsKontraktual, {{"3355.003", 1}, {"3356.001", 1}});
  lain.komitmen = "2017-k1";
  const auto ls = JenisTagihan::kLsNonKontraktual;
  const Case cases[] = {
      {"two unknown lines",
       TagihanUji("2017-t1", ls, {{"9999.001", 1}, {"3355.003", 1}, {"9999.002", 1}}),
       Reason::kUnknownReference,
       {"tagihan.rincian[0].pagu", "tagihan.rincian[2].pagu"}},
      {"unknown komitmen", asing, Reason::kUnknownReference, {"tagihan.komitmen"}},
      {"line the komitmen lacks", lain, Reason::kInvalidField, {"tagihan.rincian[1].pagu"}},
      {"LS on a line of HIBAH",
       TagihanUji("2017-t1", ls, {{"3364.001", 1}}),
       Reason::kInvalidField,
       {"tagihan.rincian[0].pagu"}},
      {"SPHL on a line of RM",
       TagihanUji("2017-t1", JenisTagihan::kSphl, {{"3364.001", 1}, {"3355.003", 1}}),
       Reason::kInvalidField,
       {"tagihan.rincian[1].pagu"}},
  };
  for (const Case& c : cases) {
    Kantor kantor = KantorUji();
    const absl::Status status = BuatTagihan(kantor.buku, kantor.Pembuat(), c.tagihan).status();
    EXPECT_EQ(ReasonOf(status), c.reason) << c.why << ": " << status;
    EXPECT_EQ(FieldsOf(status), c.fields) << c.why;
  }
}

TEST(TagihanTest, ADraftReservesNothingAndIsMadeOnce) {
  Kantor kantor = KantorUji();
  ASSERT_TRUE(kantor.Jalankan(Biasa(), StatusTagihan::kDraft, kHari).ok());
  EXPECT_EQ(kantor.buku.tagihan.at("2017-t1").jumlah, Rp(500)) << "the sum of its lines";
  EXPECT_EQ(kantor.saldo("3355.003").spp, Rp(0));
  EXPECT_TRUE(kantor.buku.tugas.at("pembuat").contains(Tugas::kPembuat));

  const auto lagi = BuatTagihan(kantor.buku, kantor.Pembuat(), Biasa());
  ASSERT_TRUE(lagi.ok());
  EXPECT_EQ(CountWrites(*lagi), 0U);
  Tagihan lain = Biasa();
  lain.uraian = "lain";
  lain.berlaku_sampai = Hari(5, 1);
  const absl::Status status = BuatTagihan(kantor.buku, kantor.Pembuat(), lain).status();
  EXPECT_EQ(ReasonOf(status), Reason::kAlreadyExists);
  EXPECT_EQ(FieldsOf(status), (Fields{"tagihan.uraian", "tagihan.berlaku_sampai"}));
}

TEST(TagihanTest, ADraftOfAReleasedKomitmenIsRefused) {
  Kantor kantor = KantorUji();
  ASSERT_TRUE(kantor
                  .Lakukan(kantor.Ppk(), LepasKomitmen(kantor.buku, kantor.Ppk(), "2017-k1",
                                                       Hari(2, 1), "selesai"))
                  .ok());
  const absl::Status status = BuatTagihan(kantor.buku, kantor.Pembuat(), Kontraktual(1)).status();
  EXPECT_EQ(ReasonOf(status), Reason::kWrongState);
  EXPECT_EQ(FactsOf(status), (Facts{{"state", "SELESAI"}, {"required", "AKTIF"}}));
}

// ---- Where the money is after every step

TEST(TagihanTest, EachStepMovesTheReservation) {
  struct Case {
    StatusTagihan sampai;
    int64_t tersedia, spp, spm, realisasi;
  };
  const Case cases[] = {
      {StatusTagihan::kDraft, 700, 0, 0, 0},       {StatusTagihan::kSppIssued, 300, 400, 0, 0},
      {StatusTagihan::kSppTested, 300, 400, 0, 0}, {StatusTagihan::kSpmIssued, 300, 0, 400, 0},
      {StatusTagihan::kSent, 300, 0, 400, 0},      {StatusTagihan::kSp2dIssued, 300, 0, 0, 400},
  };
  for (const Case& c : cases) {
    Kantor kantor = KantorUji();
    ASSERT_TRUE(kantor.Jalankan(Biasa(), c.sampai, kHari).ok());
    const Saldo saldo = kantor.saldo("3355.003");
    EXPECT_EQ(saldo.tersedia, Rp(c.tersedia));
    EXPECT_EQ(saldo.spp, Rp(c.spp));
    EXPECT_EQ(saldo.spm, Rp(c.spm));
    EXPECT_EQ(saldo.realisasi, Rp(c.realisasi));
    EXPECT_EQ(saldo.komitmen, Rp(300)) << "the contract's money is another's";
    EXPECT_EQ(kantor.buku.tagihan.at("2017-t1").status, c.sampai);

    // Refused from here, everything is as it was.
    const absl::Status tolak = kantor.Lakukan(
        kantor.Ppspm(), TolakTagihan(kantor.buku, kantor.Ppspm(), Isi(), "berkas kurang"));
    if (c.sampai == StatusTagihan::kSp2dIssued) {
      EXPECT_EQ(ReasonOf(tolak), Reason::kWrongState) << "paid: a correction is the way";
      EXPECT_NE(std::string(tolak.message()).find("correction"), std::string::npos);
      continue;
    }
    ASSERT_TRUE(tolak.ok()) << tolak;
    EXPECT_EQ(kantor.saldo("3355.003").tersedia, Rp(700));
    EXPECT_EQ(kantor.saldo("3356.001").tersedia, Rp(500));
    EXPECT_EQ(kantor.buku.tagihan.at("2017-t1").langkah.back().alasan, "berkas kurang");
  }
}

TEST(TagihanTest, ARejectedContractBillGoesBackToTheContractWhileThatIsActive) {
  for (const bool dilepas : {false, true}) {
    for (const StatusTagihan sampai : {StatusTagihan::kSppIssued, StatusTagihan::kSent}) {
      Kantor kantor = KantorUji();
      ASSERT_TRUE(kantor.Jalankan(Kontraktual(200), sampai, kHari).ok());
      EXPECT_EQ(kantor.saldo("3355.003").komitmen, Rp(100));
      EXPECT_EQ(kantor.buku.komitmen.at("2017-k1").sisa, RincianUji({{"3355.003", 100}}));
      if (dilepas) {
        ASSERT_TRUE(kantor
                        .Lakukan(kantor.Ppk(), LepasKomitmen(kantor.buku, kantor.Ppk(), "2017-k1",
                                                             kHari, "selesai"))
                        .ok());
      }
      ASSERT_TRUE(
          kantor.Lakukan(kantor.Ppspm(), TolakTagihan(kantor.buku, kantor.Ppspm(), Isi(), "salah"))
              .ok());
      EXPECT_EQ(kantor.saldo("3355.003").komitmen, Rp(dilepas ? 0 : 300));
      EXPECT_EQ(kantor.saldo("3355.003").tersedia, Rp(dilepas ? 1000 : 700));
      EXPECT_EQ(kantor.buku.komitmen.at("2017-k1").sisa,
                RincianUji({{"3355.003", dilepas ? 0 : 300}}));
    }
  }
}

TEST(TagihanTest, LessThanTheSpmIsPaidAndTheRestGoesBack) {
  Kantor kantor = KantorUji();
  ASSERT_TRUE(kantor.Jalankan(Biasa(), StatusTagihan::kSent, kHari).ok());
  ASSERT_TRUE(
      kantor
          .Lakukan(kantor.Bendahara(), CatatSp2d(kantor.buku, kantor.Bendahara(),
                                                 Sp2d("SP2D/1", RincianUji({{"3355.003", 150}}))))
          .ok());
  EXPECT_EQ(kantor.saldo("3355.003").realisasi, Rp(150));
  EXPECT_EQ(kantor.saldo("3355.003").tersedia, Rp(550));
  EXPECT_EQ(kantor.saldo("3356.001").realisasi, Rp(0));
  EXPECT_EQ(kantor.saldo("3356.001").tersedia, Rp(500));
  EXPECT_EQ(kantor.buku.tagihan.at("2017-t1").dibayar, RincianUji({{"3355.003", 150}}));

  ASSERT_TRUE(kantor.Jalankan(Kontraktual(200, "2017-t2"), StatusTagihan::kSent, kHari).ok());
  IsiSp2d isi = Sp2d("SP2D/2", RincianUji({{"3355.003", 120}}));
  isi.langkah.id = "2017-t2";
  ASSERT_TRUE(
      kantor.Lakukan(kantor.Bendahara(), CatatSp2d(kantor.buku, kantor.Bendahara(), isi)).ok());
  EXPECT_EQ(kantor.saldo("3355.003").komitmen, Rp(180)) << "100 unbilled and 80 not paid";
  EXPECT_EQ(kantor.buku.komitmen.at("2017-k1").sisa, RincianUji({{"3355.003", 180}}));
}

TEST(TagihanTest, MoneyOfTheTreasurerAndOfGrants) {
  struct Case {
    const char* why;
    Tagihan tagihan;
    int64_t up, tup, hibah;  // afterwards; before 200, 100, 50
    int64_t realisasi_rm, realisasi_hibah;
  };
  const Case cases[] = {
      {"UP is no realisasi", TagihanKas("2017-t1", JenisTagihan::kUp, 80), 280, 100, 50, 0, 0},
      {"nor is TUP", TagihanKas("2017-t1", JenisTagihan::kTup, 80), 200, 180, 50, 0, 0},
      {"GUP is, and refills", TagihanUji("2017-t1", JenisTagihan::kGup, {{"3355.003", 200}}), 200,
       100, 50, 200, 0},
      {"GUP nihil does not refill",
       TagihanUji("2017-t1", JenisTagihan::kGupNihil, {{"3355.003", 200}}), 0, 100, 50, 200, 0},
      {"PTUP uses TUP", TagihanUji("2017-t1", JenisTagihan::kPtup, {{"3355.003", 60}}), 200, 40, 50,
       60, 0},
      {"SPHL: received and spent", Sphl(300, 280), 200, 100, 30, 0, 300},
      {"SPHL: spent what was there", Sphl(50, 0), 200, 100, 0, 0, 50},
      {"SP4HL: returned", TagihanKas("2017-t1", JenisTagihan::kSp4hl, 50), 200, 100, 0, 0, 0},
  };
  for (const Case& c : cases) {
    Kantor kantor = KantorUji();
    kantor.buku.kas.up = Rp(200);
    kantor.buku.kas.tup = Rp(100);
    kantor.buku.kas.hibah = Rp(50);
    const absl::Status status = kantor.Jalankan(c.tagihan, StatusTagihan::kSp2dIssued, kHari);
    ASSERT_TRUE(status.ok()) << c.why << ": " << status;
    EXPECT_EQ(kantor.buku.kas.up, Rp(c.up)) << c.why;
    EXPECT_EQ(kantor.buku.kas.tup, Rp(c.tup)) << c.why;
    EXPECT_EQ(kantor.buku.kas.hibah, Rp(c.hibah)) << c.why;
    EXPECT_EQ(kantor.saldo("3355.003").realisasi, Rp(c.realisasi_rm)) << c.why;
    EXPECT_EQ(kantor.saldo("3364.001").realisasi, Rp(c.realisasi_hibah)) << c.why;
    EXPECT_EQ(kantor.saldo("3364.001").tersedia, Rp(700 - c.realisasi_hibah)) << c.why;
  }
}

TEST(TagihanTest, MoreThanTheTreasurerOrTheGrantHolds) {
  struct Case {
    const char* why;
    Tagihan tagihan;
    const char* akun;
  };
  const Case cases[] = {
      {"GUP", TagihanUji("2017-t1", JenisTagihan::kGup, {{"3355.003", 201}}), "UP"},
      {"GUP nihil", TagihanUji("2017-t1", JenisTagihan::kGupNihil, {{"3355.003", 201}}), "UP"},
      {"PTUP", TagihanUji("2017-t1", JenisTagihan::kPtup, {{"3355.003", 101}}), "TUP"},
      {"SPHL", Sphl(300, 249), "KAS_HIBAH"},
      {"SP4HL", TagihanKas("2017-t1", JenisTagihan::kSp4hl, 51), "KAS_HIBAH"},
  };
  for (const Case& c : cases) {
    Kantor kantor = KantorUji();
    kantor.buku.kas.up = Rp(200);
    kantor.buku.kas.tup = Rp(100);
    kantor.buku.kas.hibah = Rp(50);
    const absl::Status status = kantor.Jalankan(c.tagihan, StatusTagihan::kSp2dIssued, kHari);
    EXPECT_EQ(ReasonOf(status), Reason::kAmountExceeded) << c.why << ": " << status;
    EXPECT_EQ(FactsOf(status)["account"], c.akun) << c.why;
    EXPECT_EQ(FactsOf(status)["shortfall"], "1") << c.why;
    EXPECT_EQ(kantor.buku.tagihan.at("2017-t1").status, StatusTagihan::kSent) << c.why;
  }
}

// ---- Expiry

TEST(TagihanTest, WhatRanOutGivesItsMoneyBack) {
  Kantor kantor = KantorUji();
  Tagihan lewat = Biasa();
  lewat.berlaku_sampai = Hari(3, 20);
  Tagihan termin = Kontraktual(120, "2017-t2");
  termin.berlaku_sampai = Hari(3, 20);
  Tagihan masih = TagihanUji("2017-t3", JenisTagihan::kLsGaji, {{"3356.001", 10}});
  masih.berlaku_sampai = Hari(12, 1);
  Tagihan dibayar = TagihanUji("2017-t4", JenisTagihan::kLsGaji, {{"3356.001", 20}});
  dibayar.berlaku_sampai = Hari(3, 20);
  Tagihan terkirim = TagihanUji("2017-t5", JenisTagihan::kLsGaji, {{"3356.001", 40}});
  terkirim.berlaku_sampai = Hari(3, 20);
  ASSERT_TRUE(kantor.Jalankan(lewat, StatusTagihan::kSppIssued, kHari).ok());
  ASSERT_TRUE(kantor.Jalankan(termin, StatusTagihan::kSpmIssued, kHari).ok());
  ASSERT_TRUE(kantor.Jalankan(terkirim, StatusTagihan::kSent, kHari).ok());
  ASSERT_TRUE(kantor.Jalankan(masih, StatusTagihan::kSppIssued, kHari).ok());
  ASSERT_TRUE(kantor.Jalankan(dibayar, StatusTagihan::kSp2dIssued, kHari).ok());

  // On its last day nothing has run out.
  const auto dini = LepasKedaluwarsa(kantor.buku, kantor.Bendahara(), Hari(3, 20));
  ASSERT_TRUE(dini.ok());
  EXPECT_EQ(CountWrites(*dini), 0U);

  const auto lepas = [&](period::Tanggal per) {
    return kantor.Lakukan(kantor.Bendahara(),
                          LepasKedaluwarsa(kantor.buku, kantor.Bendahara(), per));
  };
  ASSERT_TRUE(lepas(Hari(3, 21)).ok());
  EXPECT_EQ(kantor.buku.tagihan.at("2017-t1").status, StatusTagihan::kExpired);
  EXPECT_EQ(kantor.buku.tagihan.at("2017-t2").status, StatusTagihan::kExpired);
  EXPECT_EQ(kantor.buku.tagihan.at("2017-t3").status, StatusTagihan::kSppIssued);
  EXPECT_EQ(kantor.buku.tagihan.at("2017-t4").status, StatusTagihan::kSp2dIssued);
  EXPECT_EQ(kantor.saldo("3355.003").komitmen, Rp(300)) << "back to the contract";
  EXPECT_EQ(kantor.saldo("3355.003").tersedia, Rp(700));
  EXPECT_EQ(kantor.saldo("3356.001").tersedia, Rp(430));

  // The contract's own last day is 30 November.
  ASSERT_TRUE(lepas(Hari(12, 1)).ok());
  EXPECT_EQ(kantor.buku.komitmen.at("2017-k1").status, StatusKomitmen::kKedaluwarsa);
  EXPECT_EQ(kantor.saldo("3355.003").komitmen, Rp(0));
  EXPECT_EQ(kantor.saldo("3355.003").tersedia, Rp(1000));
  EXPECT_EQ(kantor.buku.tagihan.at("2017-t3").status, StatusTagihan::kSppIssued) << "its last day";

  // The paying office has it and may have paid: the SP2D finds its place whenever it comes.
  IsiSp2d sp2d = Sp2d("SP2D/5");
  sp2d.langkah.id = "2017-t5";
  sp2d.langkah.tanggal = Hari(4, 3);
  ASSERT_TRUE(
      kantor.Lakukan(kantor.Bendahara(), CatatSp2d(kantor.buku, kantor.Bendahara(), sp2d)).ok());
  EXPECT_EQ(kantor.saldo("3356.001").realisasi, Rp(60));
}

// A contract that is billed in full has nothing to give back; what the next one gives back is not
// its own.
TEST(TagihanTest, AnExpiredContractNamesItsOwnTransactionsAlone) {
  struct Case {
    const char* why;
    int64_t terpakai;                // of the 300 of 2017-k1
    std::vector<int64_t> transaksi;  // of 2017-k1 beside its signing, counted from there
  };
  const Case cases[] = {
      {"nothing left", 300, {2}},
      {"something left", 299, {2, 3}},
  };
  for (const Case& c : cases) {
    Kantor kantor = KantorUji();
    const int64_t awal = kantor.buku.nomor_terakhir;  // signs 2017-k1
    ASSERT_TRUE(
        kantor
            .Lakukan(kantor.Ppk(), CatatKomitmen(kantor.buku, kantor.Ppk(),
                                                 KomitmenUji("2017-k2", {{"3356.001", 50}})))
            .ok());
    ASSERT_TRUE(kantor.Jalankan(Kontraktual(c.terpakai), StatusTagihan::kSppIssued, kHari).ok());
    const auto lepas = LepasKedaluwarsa(kantor.buku, kantor.Bendahara(), Hari(12, 1));
    ASSERT_TRUE(lepas.ok()) << c.why;
    kantor.Terapkan(kantor.Bendahara(), *lepas);
    std::vector<int64_t> harap = {awal};
    for (const int64_t satu : c.transaksi) {
      harap.push_back(awal + satu);
    }
    EXPECT_EQ(kantor.buku.komitmen.at("2017-k1").status, StatusKomitmen::kKedaluwarsa) << c.why;
    EXPECT_EQ(kantor.buku.komitmen.at("2017-k1").transaksi, harap) << c.why;
    EXPECT_EQ(kantor.buku.komitmen.at("2017-k2").transaksi,
              (std::vector<int64_t>{awal + 1, kantor.buku.nomor_terakhir}))
        << c.why;
    for (const Temuan& temuan : Verify(kantor.Lengkap())) {
      ADD_FAILURE() << c.why << ": " << temuan.invariant << " " << temuan.what;
    }
  }
}

TEST(TagihanTest, ABillAndItsContractThatRunOutTogether) {
  Kantor kantor = KantorUji();
  Tagihan termin = Kontraktual(120);
  termin.berlaku_sampai = Hari(3, 20);
  ASSERT_TRUE(kantor.Jalankan(termin, StatusTagihan::kSpmIssued, kHari).ok());
  const auto lepas = LepasKedaluwarsa(kantor.buku, kantor.Bendahara(), Hari(12, 1));
  ASSERT_TRUE(lepas.ok());
  ASSERT_EQ(lepas->komitmen.size(), 1U) << "one new version, though two things happened to it";
  EXPECT_EQ(lepas->komitmen.front().sisa, RincianUji({{"3355.003", 0}}));
  ASSERT_EQ(lepas->jurnal.size(), 2U);
  const std::vector<int64_t>& transaksi = lepas->komitmen.front().transaksi;
  EXPECT_EQ(transaksi.back(), lepas->jurnal[1].transaksi.nomor);
  EXPECT_EQ(transaksi[transaksi.size() - 2], lepas->jurnal[0].transaksi.nomor);
  kantor.Terapkan(kantor.Bendahara(), *lepas);
  EXPECT_EQ(kantor.saldo("3355.003").tersedia, Rp(1000));
}

TEST(TagihanTest, TheDayOfAnExpiryIsOfTheYearThatItEnds) {
  struct Case {
    const char* why;
    period::Tanggal sampai;  // of the bill
    period::Tanggal per;
    bool desember_tutup;
    std::optional<period::Tanggal> dibukukan;  // unset: nothing ran out, or refused
    std::optional<Reason> reason;
  };
  constexpr Reason kSalah = Reason::kInvalidField;
  const Case cases[] = {
      {"within the year", Hari(3, 20), Hari(4, 1), false, Hari(4, 1), std::nullopt},
      {"its last day is 31 December", Hari(12, 31), Hari(1, 1, 2018), false, Hari(12, 31), {}},
      {"found out weeks later", Hari(12, 31), Hari(1, 15, 2018), false, Hari(12, 31), {}},
      {"not yet", Hari(12, 31), Hari(12, 31), false, std::nullopt, {}},
      {"tomorrow", Hari(12, 31), Hari(1, 16, 2018), false, {}, kSalah},
      {"before its year", Hari(12, 1, 2016), Hari(12, 5, 2016), false, {}, kSalah},
      {"the books are closed", Hari(12, 31), Hari(1, 1, 2018), true, {}, Reason::kPeriodClosed},
      {"closed, with nothing to write", Hari(12, 31), Hari(12, 31), true, std::nullopt, {}},
  };
  for (const Case& c : cases) {
    Kantor kantor = KantorUji();
    kantor.hari_ini = Hari(1, 15, 2018);
    ASSERT_TRUE(kantor.Jalankan(Biasa(), StatusTagihan::kSppIssued, kHari).ok());
    kantor.buku.komitmen.clear();
    kantor.buku.tagihan.at("2017-t1").berlaku_sampai = c.sampai;
    kantor.buku.bulan_tutup[11] = c.desember_tutup;
    const auto lepas = LepasKedaluwarsa(kantor.buku, kantor.Bendahara(), c.per);
    EXPECT_EQ(ReasonOf(lepas.status()), c.reason) << c.why << ": " << lepas.status();
    if (c.reason) {
      EXPECT_EQ(FieldsOf(lepas.status()), Fields{"per_tanggal"}) << c.why;
      continue;
    }
    ASSERT_TRUE(lepas.ok()) << c.why;
    ASSERT_EQ(lepas->jurnal.size(), c.dibukukan ? 1U : 0U) << c.why;
    if (c.dibukukan) {
      EXPECT_EQ(lepas->jurnal.front().transaksi.tanggal, *c.dibukukan) << c.why;
      EXPECT_EQ(lepas->tagihan.front().langkah.back().tanggal, *c.dibukukan) << c.why;
    }
  }
}

TEST(TagihanTest, TheWholeLifeHoldsEveryInvariant) {
  Kantor kantor = KantorUji();
  ASSERT_TRUE(kantor.Jalankan(Biasa("2017-a"), StatusTagihan::kSp2dIssued, kHari).ok());
  ASSERT_TRUE(kantor.Jalankan(Kontraktual(100, "2017-b"), StatusTagihan::kSent, kHari).ok());
  ASSERT_TRUE(kantor.Jalankan(Sphl(70, 90, "2017-c"), StatusTagihan::kSp2dIssued, kHari).ok());
  const auto posisi = Lipat(kantor.Jurnal());
  ASSERT_TRUE(posisi.ok());
  EXPECT_EQ(posisi->kas, kantor.buku.kas);
  for (const auto& [id, baris] : kantor.buku.baris) {
    EXPECT_EQ(posisi->baris.at(id), baris.saldo) << id;
    EXPECT_EQ(Pelanggaran(baris.saldo), "") << id;
  }
}

}  // namespace
}  // namespace sakip::budget
