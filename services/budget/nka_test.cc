#include "services/budget/nka.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "common/fault/fault.h"
#include "services/budget/skor_test_util.h"

namespace sakip::budget {
namespace {

using money::Rupiah;
using ratio::Ratio;
using testing::ExpectMenjelaskan;
using testing::HasilOf;
using testing::KomponenOf;
using testing::NilaiOf;
using testing::R;
using testing::Shipped;

const NkaRules& Rules(int tahun = 2021) {
  return *Shipped().nka.ForYear(tahun);
}

Skor Hitung(const FaktaNka& fakta, const NkaRules& rules = Rules()) {
  const auto skor = HitungNka(rules, fakta);
  EXPECT_TRUE(skor.ok()) << skor.status();
  if (!skor.ok()) {
    return {};
  }
  ExpectMenjelaskan(*skor);
  return *skor;
}

RoNka Ro(std::string kode, int64_t pagu, int64_t realisasi, int64_t target = 1,
         int64_t volume = 1) {
  return {.kode = std::move(kode),
          .status = StatusRo::kTerukur,
          .target = Ratio::FromInt(target),
          .volume = Ratio::FromInt(volume),
          .pagu = Rupiah::FromInt(pagu),
          .realisasi = Rupiah::FromInt(realisasi)};
}

// The 22 outputs of KPU Kota Bontang in 2017, all at 100%.
FaktaNka Bontang() {
  FaktaNka fakta;
  fakta.ro = {
      Ro("3355.003", 27404000, 27355950),     Ro("3355.007", 8371000, 7458250),
      Ro("3355.994", 1963169000, 1699290405), Ro("3356.008", 9532000, 8172800),
      Ro("3356.011", 16966000, 14764300),     Ro("3357.001", 21417000, 20898500),
      Ro("3357.003", 76092000, 70746500),     Ro("3357.010", 21942000, 15755100),
      Ro("3357.026", 7248000, 4455700),       Ro("3360.009", 4100000, 4100000),
      Ro("3360.013", 11309000, 10697500),     Ro("3360.994", 441784000, 441708250),
      Ro("3361.004", 5724000, 5724000),       Ro("3361.005", 6524000, 6499200),
      Ro("3362.006", 10000000, 9735000),      Ro("3363.010", 5000000, 2208500),
      Ro("3363.011", 536452000, 464652150),   Ro("3363.013", 2300000, 2300000),
      Ro("3364.003", 36550000, 34887600),     Ro("3364.027", 5726000, 5260332),
      Ro("3364.029", 179102000, 159192400),   Ro("3364.032", 115100000, 111661943),
  };
  return fakta;
}

RoNka& Advokasi(FaktaNka& fakta) {
  return fakta.ro[15];
}

TEST(Efisiensi, OfAWholeOffice) {
  const Skor skor = Hitung(Bontang());
  EXPECT_EQ(HasilOf(skor, "Pengeluaran seharusnya"), "3.511.812.000,00");
  EXPECT_EQ(HasilOf(skor, "Realisasi RO yang diperhitungkan"), "3.127.524.380,00");
  EXPECT_EQ(HasilOf(skor, "Efisiensi"), "10,94");
  EXPECT_EQ(NilaiOf(skor, "EFISIENSI"), "77,36");
  EXPECT_EQ(NilaiOf(skor, "PENYERAPAN"), "89,06");
  EXPECT_EQ(NilaiOf(skor, "CAPAIAN_RO"), "100,00");
}

TEST(TanpaKasus, TheRuleSetChoosesAndTheScoreMoves) {
  FaktaNka fakta = Bontang();
  Advokasi(fakta).status = StatusRo::kTanpaKasus;
  NkaRules rules = Rules();
  ASSERT_EQ(rules.tanpa_kasus, RoTanpaKasus::kDikeluarkan);
  Skor skor = Hitung(fakta, rules);
  EXPECT_EQ(HasilOf(skor, "Efisiensi"), "10,88");
  EXPECT_EQ(NilaiOf(skor, "CAPAIAN_RO"), "100,00");
  EXPECT_EQ(NilaiOf(skor, "PENYERAPAN"), "89,06");  // its money was spent all the same
  ASSERT_EQ(skor.catatan.size(), 1u);
  EXPECT_EQ(skor.catatan[0], "RO 3363.010 tidak diperhitungkan: tidak ada kasus");

  rules.tanpa_kasus = RoTanpaKasus::kNol;
  skor = Hitung(fakta, rules);
  EXPECT_EQ(HasilOf(skor, "Efisiensi"), "10,82");
  EXPECT_EQ(NilaiOf(skor, "EFISIENSI"), "77,04");
  EXPECT_EQ(NilaiOf(skor, "CAPAIAN_RO"), "0,00");
}

TEST(Efisiensi, IsClampedSoThatNoScoreLeavesItsRange) {
  const struct {
    int64_t pagu, realisasi;
    std::string efisiensi, nilai;
  } cases[] = {
      {1000, 1000, "0,00", "50,00"},
      {1000, 900, "10,00", "75,00"},
      {1000, 800, "20,00", "100,00"},
      {10000, 2597, "74,03", "100,00"},  // the 74,03 that was once published as 235
      {1000, 0, "100,00", "100,00"},
      {1000, 1200, "-20,00", "0,00"},
      {1000, 9000, "-800,00", "0,00"},
  };
  for (const auto& c : cases) {
    FaktaNka fakta;
    fakta.ro = {Ro("A.1", c.pagu, c.realisasi)};
    const Skor skor = Hitung(fakta);
    EXPECT_EQ(HasilOf(skor, "Efisiensi"), c.efisiensi);
    EXPECT_EQ(NilaiOf(skor, "EFISIENSI"), c.nilai);
  }
}

TEST(CapaianRo, IsAGeometricMeanUnlessTheRuleSetSaysOtherwise) {
  FaktaNka fakta;
  fakta.ro = {Ro("A.1", 10, 10, 4, 5), Ro("A.2", 10, 10, 10, 9)};  // 125, cut to 100, and 90
  EXPECT_EQ(NilaiOf(Hitung(fakta), "CAPAIAN_RO"), "94,87");
  NkaRules rules = Rules();
  rules.agregasi_ro = AgregasiRo::kRerata;
  EXPECT_EQ(NilaiOf(Hitung(fakta, rules), "CAPAIAN_RO"), "95,00");
}

TEST(CapaianRo, WhatCannotBeMeasuredIsAStateNotANumber) {
  FaktaNka fakta;
  fakta.ro = {Ro("A.1", 10, 10, 0, 5), Ro("A.2", 10, 10, 10, 9)};
  Skor skor = Hitung(fakta);
  EXPECT_EQ(NilaiOf(skor, "CAPAIAN_RO"), "90,00");
  EXPECT_EQ(skor.catatan[0], "RO A.1 tidak diperhitungkan: target 0");

  fakta.ro[1].status = StatusRo::kBelumDilaporkan;
  skor = Hitung(fakta);
  for (const char* kode : {"CAPAIAN_RO", "EFISIENSI"}) {
    EXPECT_EQ(KomponenOf(skor, kode).status, StatusKomponen::kBelumAda);
    EXPECT_EQ(KomponenOf(skor, kode).alasan, "Capaian RO belum dilaporkan: A.2");
  }
  EXPECT_EQ(skor.hasil, R("100"));  // penyerapan alone

  fakta.ro = {Ro("A.1", 0, 0, 1, 0)};
  skor = Hitung(fakta);
  EXPECT_EQ(NilaiOf(skor, "CAPAIAN_RO"), "0,00");
  EXPECT_EQ(KomponenOf(skor, "EFISIENSI").status, StatusKomponen::kTidakTerhitung);
  EXPECT_EQ(KomponenOf(skor, "PENYERAPAN").status, StatusKomponen::kTidakTerhitung);

  fakta.ro.clear();
  skor = Hitung(fakta);
  EXPECT_EQ(skor.hasil, std::nullopt);
  EXPECT_NE(skor.alasan, "");
}

FaktaNka Bulanan(const std::vector<int64_t>& rpd, const std::vector<int64_t>& realisasi) {
  FaktaNka fakta;
  fakta.sampai_bulan = static_cast<int>(rpd.size());
  for (size_t i = 0; i < rpd.size(); ++i) {
    fakta.rpd[i] = Rupiah::FromInt(rpd[i]);
    fakta.realisasi[i] = Rupiah::FromInt(realisasi[i]);
  }
  return fakta;
}

TEST(Konsistensi, IsCumulative) {
  const struct {
    std::vector<int64_t> rpd, realisasi;  // of each month alone
    std::string nilai;
  } cases[] = {
      {{100, 120, 110}, {90, 140, 70}, "92,12"},  // 100, 220, 330 and 90, 230, 300 from January on
      {{100, 100}, {100, 100}, "100,00"},
      {{100}, {300}, "0,00"},
      {{0, 100}, {0, 50}, "50,00"},   // a month with neither is no month
      {{0, 100}, {10, 90}, "50,00"},  // spent without a plan, then as planned
      {{0, 0}, {0, 10}, ""},
      {{0}, {0}, ""},
  };
  for (const auto& c : cases) {
    const Skor skor = Hitung(Bulanan(c.rpd, c.realisasi));
    EXPECT_EQ(NilaiOf(skor, "KONSISTENSI"), c.nilai) << ::testing::PrintToString(c.rpd);
  }
}

TEST(Konsistensi, SaysWhichMonthsItLeftOut) {
  const Skor skor = Hitung(Bulanan({0, 100}, {0, 50}));
  EXPECT_EQ(skor.catatan,
            std::vector<std::string>{
                "Konsistensi Januari tidak diperhitungkan: tanpa rencana dan belanja"});
}

// What LAN published of one of its offices for 2021.
TEST(Total, WeighsAsPublished) {
  const Skor skor = TotalNka(Rules(), {{KomponenNka::kPenyerapan, Terhitung(R("95.53"))},
                                       {KomponenNka::kKonsistensi, Terhitung(R("99.61"))},
                                       {KomponenNka::kCapaianRo, Terhitung(R("99.72"))},
                                       {KomponenNka::kEfisiensi, Terhitung(R("59.98"))}});
  ExpectMenjelaskan(skor);
  EXPECT_EQ(skor.hasil->FormatIndonesian(3), "87,928");
  EXPECT_EQ(KomponenOf(skor, "CAPAIAN_RO").aspek, "Implementasi");
  EXPECT_EQ(KomponenOf(skor, "CAPAIAN_RO").bobot_efektif, R("43.5"));
}

TEST(Total, MissingComponentsDropOutWithinTheirAspek) {
  FaktaNka fakta;
  fakta.ro = {Ro("A.1", 100, 95, 10, 8)};
  fakta.efisiensi_sbk.nilai = R("60");
  fakta.ikpa.nilai = R("96");
  Skor skor = Hitung(fakta, Rules(2024));
  EXPECT_EQ(HasilOf(skor, "Aspek Perencanaan"), "75,00");
  EXPECT_EQ(skor.hasil, R("85.5"));

  fakta.efisiensi_sbk = {.nilai = std::nullopt, .tidak_berlaku = true};
  skor = Hitung(fakta, Rules(2024));
  EXPECT_EQ(skor.hasil, R("88"));  // planning is capaian alone, still half
  EXPECT_EQ(KomponenOf(skor, "CAPAIAN_RO").bobot_efektif, R("50"));

  fakta.ikpa.nilai.reset();
  skor = Hitung(fakta, Rules(2024));
  EXPECT_EQ(skor.hasil, R("80"));
  EXPECT_EQ(KomponenOf(skor, "CAPAIAN_RO").bobot_efektif, R("100"));
}

TEST(HitungNka, RefusesFactsThatCannotBe) {
  const struct {
    std::string field;
    std::function<void(FaktaNka&)> spoil;
  } cases[] = {
      {"sampai_bulan", [](FaktaNka& f) { f.sampai_bulan = 13; }},
      {"rpd[4]", [](FaktaNka& f) { f.rpd[4] = Rupiah::FromInt(-1); }},
      {"ro[1].kode", [](FaktaNka& f) { f.ro[1].kode = "3355 007"; }},
      {"ro[1].kode", [](FaktaNka& f) { f.ro[1].kode = ""; }},
      {"ro[1].kode", [](FaktaNka& f) { f.ro[1].kode = f.ro[0].kode; }},
      {"ro[2].target", [](FaktaNka& f) { f.ro[2].target = R("-1"); }},
      {"ro[2].volume", [](FaktaNka& f) { f.ro[2].volume = R("-0.5"); }},
      {"ro[2].pagu", [](FaktaNka& f) { f.ro[2].pagu = Rupiah::FromInt(-1); }},
      {"ikpa.nilai", [](FaktaNka& f) { f.ikpa.nilai = R("235"); }},
      {"efisiensi_sbk.nilai", [](FaktaNka& f) { f.efisiensi_sbk.nilai = R("-20"); }},
  };
  for (const auto& c : cases) {
    FaktaNka fakta = Bontang();
    c.spoil(fakta);
    const auto fault = fault::FromStatus(HitungNka(Rules(), fakta).status());
    ASSERT_TRUE(fault.has_value()) << c.field;
    ASSERT_EQ(fault->violations.size(), 1u) << c.field;
    EXPECT_EQ(fault->violations[0].field, c.field);
  }
}

RoNka AcakRo(std::mt19937_64& random, int nomor) {
  const auto draw = [&](int64_t to) {
    return random() % 4 == 0 ? 0 : std::uniform_int_distribution<int64_t>(0, to)(random);
  };
  RoNka ro = Ro("3355." + std::to_string(nomor), draw(money::kRupiahMax), 0, draw(100), draw(120));
  ro.realisasi = Rupiah::FromInt(draw(ro.pagu.value() + 1));
  switch (random() % 12) {
    case 0:
      ro.status = StatusRo::kBelumDilaporkan;
      break;
    case 1:
    case 2:
      ro.status = StatusRo::kTanpaKasus;
      break;
    default:
      break;
  }
  return ro;
}

TEST(HitungNka, ExplainsEveryNumberWhateverTheFactsAndTheirOrder) {
  const uint64_t seed = std::random_device()();
  SCOPED_TRACE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 100; ++round) {
    FaktaNka fakta;
    fakta.sampai_bulan = 1 + static_cast<int>(random() % 12);
    const int rows = static_cast<int>(random() % 8);
    for (int i = 0; i < rows; ++i) {
      fakta.ro.push_back(AcakRo(random, i));
    }
    for (size_t i = 0; i < fakta.rpd.size(); ++i) {
      fakta.rpd[i] = Rupiah::FromInt(static_cast<int64_t>(random() % 3 * (random() % 1'000'000)));
      fakta.realisasi[i] = Rupiah::FromInt(static_cast<int64_t>(random() % 1'000'000) - 1000);
    }
    if (random() % 2 == 0) {
      fakta.ikpa.nilai = Ratio::FromFraction(static_cast<int64_t>(random() % 701), 7).value();
    }
    NkaRules rules = Rules(random() % 2 == 0 ? 2021 : 2024);
    rules.tanpa_kasus = random() % 2 == 0 ? RoTanpaKasus::kNol : RoTanpaKasus::kDikeluarkan;
    const Skor skor = Hitung(fakta, rules);
    EXPECT_EQ(Hitung(fakta, rules), skor);
    std::shuffle(fakta.ro.begin(), fakta.ro.end(), random);
    EXPECT_EQ(Hitung(fakta, rules), skor);
  }
}

}  // namespace
}  // namespace sakip::budget
