#include "services/budget/ikpa.h"

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

constexpr int64_t kJuta = 1'000'000;

const IkpaRules& Rules(int tahun) {
  return *Shipped().ikpa.ForYear(tahun);
}

std::array<Rupiah, 12> Sama(int64_t juta) {
  std::array<Rupiah, 12> bulan;
  bulan.fill(Rupiah::FromInt(juta * kJuta));
  return bulan;
}

// The same in every month; millions.
BelanjaIkpa Belanja(int jenis, int64_t pagu, int64_t rpd, int64_t realisasi) {
  return {.jenis = jenis, .pagu = Sama(pagu), .rpd = Sama(rpd), .realisasi = Sama(realisasi)};
}

Skor Hitung(const FaktaIkpa& fakta, int tahun = 2024) {
  const auto skor = HitungIkpa(Rules(tahun), fakta);
  EXPECT_TRUE(skor.ok()) << skor.status();
  if (!skor.ok()) {
    return {};
  }
  ExpectMenjelaskan(*skor);
  return *skor;
}

FaktaIkpa Januari() {
  FaktaIkpa fakta;
  fakta.sampai_bulan = 1;
  fakta.belanja = {Belanja(51, 1900, 150, 148), Belanja(52, 1500, 40, 52), Belanja(53, 100, 10, 0)};
  return fakta;
}

TEST(Deviasi, IsWeightedByPaguFrom2024On) {
  const Skor skor = Hitung(Januari());
  EXPECT_EQ(HasilOf(skor, "Deviasi 51 Januari"), "1,33");
  EXPECT_EQ(HasilOf(skor, "Deviasi 52 Januari"), "30,00");
  EXPECT_EQ(HasilOf(skor, "Deviasi 53 Januari"), "100,00");
  EXPECT_EQ(HasilOf(skor, "Rata-rata deviasi"), "16,44");
  EXPECT_EQ(NilaiOf(skor, "DEVIASI_HALAMAN_III"), "83,56");
}

TEST(Langkah, CanBeReadWithItsFigures) {
  const Skor skor = Hitung(Januari());
  const auto& langkah = KomponenOf(skor, "DEVIASI_HALAMAN_III").langkah;
  ASSERT_EQ(langkah.size(), 6u);
  EXPECT_EQ(DenganAngka(langkah[1]), "min(100; |52.000.000 − 40.000.000| / 40.000.000 × 100)");
  EXPECT_EQ(DenganAngka(langkah[3]),
            "(1.900.000.000 × 1,33333333 + 1.500.000.000 × 30 + 100.000.000 × 100) / "
            "(1.900.000.000 + 1.500.000.000 + 100.000.000)");
  EXPECT_EQ(DenganAngka(langkah[5]), "100 − 16,43809524");
  EXPECT_EQ(DenganAngka(skor.langkah.back()), "(10 × 100 + 15 × 83,56190476) / (10 + 15)");
}

TEST(Deviasi, IsASimpleMeanBefore) {
  const Skor skor = Hitung(Januari(), 2022);
  EXPECT_EQ(HasilOf(skor, "Rata-rata deviasi"), "43,78");
  EXPECT_EQ(NilaiOf(skor, "DEVIASI_HALAMAN_III"), "56,22");
}

TEST(Deviasi, OfOneMonth) {
  const struct {
    int64_t rpd, realisasi;
    std::string nilai;
  } cases[] = {
      {100, 100, "100,00"}, {100, 95, "100,00"},                      // the tolerance itself
      {100, 94, "94,00"},   {100, 106, "94,00"}, {100, 300, "0,00"},  // at most 100
      {0, 0, "100,00"},     {0, 1, "0,00"},                           // spent without a plan
      {100, -20, "0,00"},                                             // more returned than spent
  };
  for (const auto& c : cases) {
    FaktaIkpa fakta;
    fakta.sampai_bulan = 1;
    fakta.belanja = {Belanja(52, 1000, c.rpd, c.realisasi)};
    EXPECT_EQ(NilaiOf(Hitung(fakta), "DEVIASI_HALAMAN_III"), c.nilai)
        << c.rpd << " " << c.realisasi;
  }
}

TEST(Deviasi, AJenisWithoutPaguDoesNotCountAndWithoutAnyThereIsNoValue) {
  FaktaIkpa fakta = Januari();
  fakta.belanja.push_back(Belanja(57, 0, 0, 0));
  EXPECT_EQ(NilaiOf(Hitung(fakta), "DEVIASI_HALAMAN_III"), "83,56");
  fakta.belanja = {Belanja(57, 0, 0, 0)};
  EXPECT_EQ(KomponenOf(Hitung(fakta), "DEVIASI_HALAMAN_III").status, StatusKomponen::kBelumAda);
}

TEST(Revisi, OneAQuarterIsFree) {
  const struct {
    int sampai_bulan;
    std::array<int, 4> revisi;
    std::string nilai;
  } cases[] = {
      {12, {0, 0, 0, 0}, "100,00"}, {12, {1, 1, 1, 1}, "100,00"}, {12, {0, 2, 0, 0}, "87,50"},
      {12, {2, 2, 2, 2}, "50,00"},  {6, {1, 3, 9, 9}, "66,67"},   {1, {4, 0, 0, 0}, "25,00"},
  };
  for (const auto& c : cases) {
    FaktaIkpa fakta;
    fakta.sampai_bulan = c.sampai_bulan;
    fakta.revisi = c.revisi;
    EXPECT_EQ(NilaiOf(Hitung(fakta), "REVISI_DIPA"), c.nilai);
  }
}

TEST(Penyerapan, AgainstTheTargetOfEachFinishedQuarter) {
  FaktaIkpa fakta;
  fakta.belanja = {Belanja(52, 1200, 100, 60)};  // 15, 30, 45, 60 percent of 15, 50, 70, 90
  fakta.sampai_bulan = 2;
  EXPECT_EQ(KomponenOf(Hitung(fakta), "PENYERAPAN_ANGGARAN").status, StatusKomponen::kBelumAda);
  const struct {
    int sampai_bulan;
    std::string nilai;
  } cases[] = {{3, "100,00"}, {5, "100,00"}, {6, "80,00"}, {9, "74,76"}, {12, "72,74"}};
  for (const auto& c : cases) {
    fakta.sampai_bulan = c.sampai_bulan;
    EXPECT_EQ(NilaiOf(Hitung(fakta), "PENYERAPAN_ANGGARAN"), c.nilai) << c.sampai_bulan;
  }
}

TEST(Penyerapan, UsesThePaguOfTheQuarterAndItsShare) {
  FaktaIkpa fakta;
  fakta.sampai_bulan = 3;
  fakta.belanja = {Belanja(52, 300, 15, 15), Belanja(53, 100, 0, 0)};
  fakta.belanja[0].pagu[11] = Rupiah::FromInt(1);
  EXPECT_EQ(NilaiOf(Hitung(fakta), "PENYERAPAN_ANGGARAN"), "75,00");  // (300 × 100 + 100 × 0) / 400
  EXPECT_EQ(NilaiOf(Hitung(fakta, 2022), "PENYERAPAN_ANGGARAN"), "50,00");
}

std::map<IndikatorIkpa, NilaiKomponen> Contoh2024() {
  return {{IndikatorIkpa::kRevisiDipa, Terhitung(R("100"))},
          {IndikatorIkpa::kDeviasiHalamanIii, Terhitung(R("88.4"))},
          {IndikatorIkpa::kPenyerapanAnggaran, Terhitung(R("95.2"))},
          {IndikatorIkpa::kBelanjaKontraktual, Terhitung(R("100"))},
          {IndikatorIkpa::kPenyelesaianTagihan, Terhitung(R("98"))},
          {IndikatorIkpa::kUpTup, Terhitung(R("96.5"))},
          {IndikatorIkpa::kCapaianOutput, Terhitung(R("99.1"))}};
}

TEST(Total, WeighsWhatApplies) {
  auto nilai = Contoh2024();
  Skor skor = TotalIkpa(Rules(2024), nilai, Ratio());
  ExpectMenjelaskan(skor);
  EXPECT_EQ(skor.hasil, R("96.525"));
  EXPECT_EQ(skor.hasil->FormatIndonesian(2), "96,53");

  nilai[IndikatorIkpa::kBelanjaKontraktual] =
      TanpaNilai(StatusKomponen::kTidakBerlaku, "Tidak ada kontrak");
  skor = TotalIkpa(Rules(2024), nilai, Ratio());
  ExpectMenjelaskan(skor);
  EXPECT_EQ(skor.hasil->FormatIndonesian(2), "96,14");
  EXPECT_EQ(KomponenOf(skor, "BELANJA_KONTRAKTUAL").alasan, "Tidak ada kontrak");
  EXPECT_EQ(KomponenOf(skor, "CAPAIAN_OUTPUT").bobot_efektif.FormatIndonesian(2), "27,78");
}

TEST(Total, DispensasiIsAWeightIn2022AndADeductionFrom2024On) {
  auto nilai = Contoh2024();
  EXPECT_EQ(TotalIkpa(Rules(2024), nilai, R("1.5")).hasil, R("95.025"));
  EXPECT_EQ(TotalIkpa(Rules(2024), {{IndikatorIkpa::kRevisiDipa, Terhitung(R("1"))}}, R("2")).hasil,
            R("0"));
  nilai[IndikatorIkpa::kDispensasiSpm] = Terhitung(R("0"));
  const Skor skor = TotalIkpa(Rules(2022), nilai, Ratio());
  ExpectMenjelaskan(skor);
  EXPECT_EQ(skor.hasil, R("92.105"));  // 9652.5 − 5 × 88.4, of 100
}

TEST(Total, NothingIsNotZero) {
  const Skor skor = TotalIkpa(Rules(2024), {}, Ratio());
  ExpectMenjelaskan(skor);
  EXPECT_EQ(skor.hasil, std::nullopt);
  EXPECT_NE(skor.alasan, "");
}

TEST(HitungIkpa, TakesWhatTheLedgerCannotKnow) {
  FaktaIkpa fakta = Januari();
  fakta.belanja_kontraktual.tidak_berlaku = true;
  fakta.penyelesaian_tagihan.nilai = R("98");
  fakta.pengurang_dispensasi = R("0.5");
  const Skor skor = Hitung(fakta);
  EXPECT_EQ(skor.aturan, Rules(2024).id);
  EXPECT_EQ(KomponenOf(skor, "BELANJA_KONTRAKTUAL").status, StatusKomponen::kTidakBerlaku);
  EXPECT_EQ(KomponenOf(skor, "UP_TUP").status, StatusKomponen::kBelumAda);
  EXPECT_EQ(NilaiOf(skor, "PENYELESAIAN_TAGIHAN"), "98,00");
  // (10 × 100 + 15 × 83,56 + 10 × 98) / 35 − 0,5
  EXPECT_EQ(skor.hasil->FormatIndonesian(2), "91,88");
}

TEST(HitungIkpa, RefusesFactsThatCannotBe) {
  const struct {
    std::string field;
    int tahun;
    std::function<void(FaktaIkpa&)> spoil;
  } cases[] = {
      {"sampai_bulan", 2024, [](FaktaIkpa& f) { f.sampai_bulan = 0; }},
      {"sampai_bulan", 2024, [](FaktaIkpa& f) { f.sampai_bulan = 13; }},
      {"revisi[2]", 2024, [](FaktaIkpa& f) { f.revisi[2] = -1; }},
      {"belanja[0].jenis", 2024, [](FaktaIkpa& f) { f.belanja[0].jenis = 54; }},
      {"belanja[1].jenis", 2024, [](FaktaIkpa& f) { f.belanja[1].jenis = 51; }},
      {"belanja[1].pagu[3]", 2024,
       [](FaktaIkpa& f) { f.belanja[1].pagu[3] = Rupiah::FromInt(-1); }},
      {"belanja[1].rpd[3]", 2024, [](FaktaIkpa& f) { f.belanja[1].rpd[3] = Rupiah::FromInt(-1); }},
      {"up_tup.nilai", 2024, [](FaktaIkpa& f) { f.up_tup.nilai = R("100.01"); }},
      {"up_tup", 2024, [](FaktaIkpa& f) { f.up_tup = {.nilai = R("9"), .tidak_berlaku = true}; }},
      {"capaian_output.nilai", 2024, [](FaktaIkpa& f) { f.capaian_output.nilai = R("-1"); }},
      {"pengurang_dispensasi", 2024, [](FaktaIkpa& f) { f.pengurang_dispensasi = R("101"); }},
      {"pengurang_dispensasi", 2022, [](FaktaIkpa& f) { f.pengurang_dispensasi = R("1"); }},
      {"dispensasi_spm", 2024, [](FaktaIkpa& f) { f.dispensasi_spm.nilai = R("90"); }},
  };
  for (const auto& c : cases) {
    FaktaIkpa fakta = Januari();
    c.spoil(fakta);
    const auto fault = fault::FromStatus(HitungIkpa(Rules(c.tahun), fakta).status());
    ASSERT_TRUE(fault.has_value()) << c.field;
    ASSERT_EQ(fault->violations.size(), 1u) << c.field;
    EXPECT_EQ(fault->violations[0].field, c.field);
  }
}

std::array<Rupiah, 12> Acak(std::mt19937_64& random, int64_t from, int64_t to) {
  std::array<Rupiah, 12> bulan;
  for (Rupiah& one : bulan) {
    // Zero often, for it is what divides.
    one = Rupiah::FromInt(
        random() % 4 == 0 ? 0 : std::uniform_int_distribution<int64_t>(from, to)(random));
  }
  return bulan;
}

NilaiDiberikan AcakDiberikan(std::mt19937_64& random) {
  NilaiDiberikan diberikan;
  if (random() % 3 == 0) {
    diberikan.tidak_berlaku = random() % 2 == 0;
  } else {
    diberikan.nilai = Ratio::FromFraction(static_cast<int64_t>(random() % 10'001), 100).value();
  }
  return diberikan;
}

TEST(HitungIkpa, ExplainsEveryNumberWhateverTheFactsAndTheirOrder) {
  const uint64_t seed = std::random_device()();
  SCOPED_TRACE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 60; ++round) {
    FaktaIkpa fakta;
    fakta.sampai_bulan = 1 + static_cast<int>(random() % 12);
    for (int& revisi : fakta.revisi) {
      revisi = static_cast<int>(random() % 5);
    }
    for (const int jenis : {51, 52, 53, 57}) {
      if (random() % 4 != 0) {
        fakta.belanja.push_back({.jenis = jenis,
                                 .pagu = Acak(random, 1, money::kRupiahMax),
                                 .rpd = Acak(random, 1, money::kRupiahMax / 12),
                                 .realisasi = Acak(random, -1000, money::kRupiahMax / 12)});
      }
    }
    fakta.belanja_kontraktual = AcakDiberikan(random);
    fakta.penyelesaian_tagihan = AcakDiberikan(random);
    fakta.up_tup = AcakDiberikan(random);
    fakta.capaian_output = AcakDiberikan(random);
    const int tahun = random() % 2 == 0 ? 2022 : 2025;
    const Skor skor = Hitung(fakta, tahun);
    EXPECT_EQ(Hitung(fakta, tahun), skor);
    std::shuffle(fakta.belanja.begin(), fakta.belanja.end(), random);
    EXPECT_EQ(Hitung(fakta, tahun), skor);
  }
}

}  // namespace
}  // namespace sakip::budget
