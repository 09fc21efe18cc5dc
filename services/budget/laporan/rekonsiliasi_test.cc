#include "services/budget/laporan/rekonsiliasi.h"

#include <gmock/gmock.h>

#include "services/budget/laporan/laporan_test_util.h"

namespace sakip::budget {
namespace {

using testing::Buatan;
using ::testing::ElementsAre;
using testing::Hari;
using ::testing::IsEmpty;
using testing::Rp;
using Jenis = JenisTransaksi;
using Sumber = SumberPembanding;

// A: pagu 100, spent 40 in January and 20 in March. B: pagu 50, nothing spent.
Buatan Jurnal() {
  Buatan buatan;
  buatan.Catat(Jenis::kPagu, Hari(1, 1), "2017-A", Akun::kTersedia, Akun::kDipa, 100);
  buatan.Catat(Jenis::kPagu, Hari(1, 1), "2017-B", Akun::kTersedia, Akun::kDipa, 50);
  buatan.Catat(Jenis::kSp2dImpor, Hari(1, 15), "2017-A", Akun::kRealisasi, Akun::kTersedia, 40);
  buatan.Catat(Jenis::kSp2dImpor, Hari(3, 15), "2017-A", Akun::kRealisasi, Akun::kTersedia, 20);
  return buatan;
}

Pembanding Satu(Sumber sumber, int bulan, const std::string& pagu, int64_t jumlah) {
  return {.sumber = sumber, .tanggal = Hari(bulan, 28), .pagu = pagu, .jumlah = Rp(jumlah)};
}

PenyusunRekonsiliasi Susun(const std::vector<Pembanding>& pembanding) {
  std::set<period::Tanggal> hari;
  for (const Pembanding& satu : pembanding) {
    hari.insert(satu.tanggal);
  }
  PenyusunRekonsiliasi penyusun(hari);
  const Buatan buatan = Jurnal();
  for (const TransaksiJurnal& transaksi : buatan.jurnal()) {
    EXPECT_TRUE(penyusun.Ambil(transaksi).ok());
  }
  for (const SetPembanding& set : Kumpulkan(pembanding)) {
    EXPECT_TRUE(penyusun.Ambil(set).ok());
  }
  return penyusun;
}

// On 2017-04-10, the settled ones too.
std::vector<std::string> Teks(const std::vector<Pembanding>& pembanding,
                              const std::vector<Penjelasan>& penjelasan = {}) {
  std::vector<std::string> teks;
  const auto hasil = Susun(pembanding).Selesai(penjelasan, Hari(4, 10), true);
  EXPECT_TRUE(hasil.ok());
  for (const Selisih& satu : *hasil) {
    const char* const status[] = {"terbuka", "dijelaskan", "selesai"};
    teks.push_back(
        satu.pagu + " " + std::to_string(static_cast<int>(satu.sumber)) + ": " +
        std::to_string(satu.di_sini.value()) + "-" + std::to_string(satu.di_sana.value()) + "=" +
        std::to_string(satu.selisih.value()) + " " + status[static_cast<int>(satu.status)] + " " +
        satu.sejak.Iso() + " " + std::to_string(satu.umur) + satu.penjelasan);
  }
  return teks;
}

TEST(RekonsiliasiTest, Cases) {
  struct Case {
    const char* what;
    std::vector<Pembanding> pembanding;
    std::vector<std::string> selisih;
  };
  const Case cases[] = {
      {"all agree",
       {Satu(Sumber::kPok, 1, "2017-A", 100), Satu(Sumber::kPok, 1, "2017-B", 50),
        Satu(Sumber::kSp2d, 1, "2017-A", 40), Satu(Sumber::kLppa, 3, "2017-A", 60)},
       {}},
      {"a payment that the treasury does not know",
       {Satu(Sumber::kSp2d, 3, "2017-A", 40)},
       {"2017-A 1: 60-40=20 terbuka 2017-03-28 13"}},
      {"a line that they do not list counts 0 there",
       {Satu(Sumber::kPok, 1, "2017-A", 100)},
       {"2017-B 0: 50-0=50 terbuka 2017-01-28 72"}},
      {"a line that does not exist here",
       {Satu(Sumber::kSp2d, 1, "2017-A", 40), Satu(Sumber::kSp2d, 1, "2017-C", 7)},
       {"2017-C 1: 0-7=-7 terbuka 2017-01-28 72"}},
      {"and is not listed any more",
       {Satu(Sumber::kSp2d, 1, "2017-A", 40), Satu(Sumber::kSp2d, 1, "2017-C", 7),
        Satu(Sumber::kSp2d, 2, "2017-A", 40)},
       {"2017-C 1: 0-0=0 selesai 2017-01-28 31"}},
      {"the age counts from the first comparison of the row",
       {Satu(Sumber::kSp2d, 1, "2017-A", 39), Satu(Sumber::kSp2d, 2, "2017-A", 38)},
       {"2017-A 1: 40-38=2 terbuka 2017-01-28 72"}},
      {"settled, then different again: a new row",
       {Satu(Sumber::kSp2d, 1, "2017-A", 39), Satu(Sumber::kSp2d, 2, "2017-A", 40),
        Satu(Sumber::kSp2d, 3, "2017-A", 40)},
       {"2017-A 1: 60-40=20 terbuka 2017-03-28 13"}},
      {"settled, and its age stands still",
       {Satu(Sumber::kSp2d, 1, "2017-A", 39), Satu(Sumber::kSp2d, 2, "2017-A", 40),
        Satu(Sumber::kSp2d, 3, "2017-A", 60)},
       {"2017-A 1: 60-60=0 selesai 2017-01-28 31"}},
      {"three sources of one line",
       {Satu(Sumber::kPok, 3, "2017-A", 90), Satu(Sumber::kPok, 3, "2017-B", 50),
        Satu(Sumber::kSp2d, 3, "2017-A", 60), Satu(Sumber::kLppa, 3, "2017-A", 61)},
       {"2017-A 0: 100-90=10 terbuka 2017-03-28 13", "2017-A 2: 60-61=-1 terbuka 2017-03-28 13"}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.what);
    EXPECT_EQ(Teks(c.pembanding), c.selisih);
  }
}

TEST(RekonsiliasiTest, AnExplanationStandsForItsVeryFigures) {
  const std::vector<Penjelasan> penjelasan = {{.sumber = Sumber::kSp2d,
                                               .pagu = "2017-A",
                                               .di_sini = Rp(40),
                                               .di_sana = Rp(39),
                                               .teks = " retur",
                                               .oleh = {}}};
  EXPECT_THAT(Teks({Satu(Sumber::kSp2d, 1, "2017-A", 39)}, penjelasan),
              ElementsAre("2017-A 1: 40-39=1 dijelaskan 2017-01-28 72 retur"));
  EXPECT_THAT(Teks({Satu(Sumber::kSp2d, 1, "2017-A", 39), Satu(Sumber::kSp2d, 2, "2017-A", 39)},
                   penjelasan),
              ElementsAre("2017-A 1: 40-39=1 dijelaskan 2017-01-28 72 retur"));
  EXPECT_THAT(Teks({Satu(Sumber::kSp2d, 1, "2017-A", 39), Satu(Sumber::kSp2d, 3, "2017-A", 59)},
                   penjelasan),
              ElementsAre("2017-A 1: 60-59=1 terbuka 2017-01-28 72"));
  EXPECT_THAT(Teks({Satu(Sumber::kLppa, 1, "2017-A", 39)}, penjelasan),
              ElementsAre("2017-A 2: 40-39=1 terbuka 2017-01-28 72"));
}

TEST(RekonsiliasiTest, SettledOnesOnlyWhenAskedFor) {
  const auto penyusun =
      Susun({Satu(Sumber::kSp2d, 1, "2017-A", 39), Satu(Sumber::kSp2d, 2, "2017-A", 40)});
  EXPECT_THAT(*penyusun.Selesai({}, Hari(4, 10), false), IsEmpty());
  EXPECT_EQ(penyusun.Berbeda(Sumber::kSp2d), 0);
  EXPECT_EQ(Susun({Satu(Sumber::kSp2d, 1, "2017-C", 39)}).Berbeda(Sumber::kSp2d), 2);
}

TEST(RekonsiliasiTest, SetsComeInTheOrderOfTheirDays) {
  PenyusunRekonsiliasi penyusun({Hari(1, 28), Hari(2, 28)});
  SetPembanding set{.sumber = Sumber::kPok, .tanggal = Hari(2, 28), .jumlah = {}};
  EXPECT_TRUE(penyusun.Ambil(set).ok());
  set.tanggal = Hari(1, 28);
  EXPECT_FALSE(penyusun.Ambil(set).ok());
  set.tanggal = Hari(3, 1);
  EXPECT_FALSE(penyusun.Ambil(set).ok());
}

}  // namespace
}  // namespace sakip::budget
