#include "services/budget/laporan/perbandingan.h"

#include <gmock/gmock.h>

#include "services/budget/laporan/laporan_test_util.h"

namespace sakip::budget {
namespace {

using ::testing::ElementsAre;
using testing::Rp;

BarisAnggaran Satu(const std::string& kode, int64_t pagu, int64_t realisasi) {
  BarisAnggaran baris;
  baris.kode = kode;
  baris.uraian = "U " + kode;
  baris.pagu = Rp(pagu);
  baris.realisasi = Rp(realisasi);
  return baris;
}

std::vector<std::string> Teks(const std::vector<BarisPerbandingan>& baris) {
  std::vector<std::string> teks;
  for (const BarisPerbandingan& satu : baris) {
    std::string awal;
    for (const std::string& kode : satu.kode_awal) {
      awal += kode + ",";
    }
    const auto persen = [](const std::optional<ratio::Ratio>& serapan) {
      return serapan ? serapan->FormatIndonesian(2) : "-";
    };
    teks.push_back(satu.kode + "<" + awal + " " + satu.uraian + " " +
                   std::to_string(satu.pagu_awal.value()) + "/" + persen(satu.serapan_awal) + " " +
                   std::to_string(satu.pagu.value()) + "/" + persen(satu.serapan));
  }
  return teks;
}

TEST(PerbandinganTest, OverTheCrosswalk) {
  const auto padanan = DaftarPadanan::Of(
      {{"3355.003", "3355.EBA", ""}, {"3355.007", "3355.EBA", ""}, {"3356.008", "3356.EBB", ""}});
  ASSERT_TRUE(padanan.ok());
  const auto hasil =
      Bandingkan({Satu("3355.003", 100, 50), Satu("3355.007", 300, 150), Satu("3356.008", 10, 10),
                  Satu("3364.029", 7, 0)},
                 2020, {Satu("3355.EBA", 500, 100), Satu("3360.EBC", 9, 9)}, 2021, *padanan);
  ASSERT_TRUE(hasil.ok());
  EXPECT_THAT(Teks(*hasil),
              ElementsAre("3355.EBA<3355.003,3355.007, U 3355.EBA 400/50,00 500/20,00",
                          "3356.EBB<3356.008, U 3356.008 10/100,00 0/-",
                          "3360.EBC< U 3360.EBC 0/- 9/100,00", "<3364.029, U 3364.029 7/0,00 0/-"));
}

TEST(PerbandinganTest, WithinOneGenerationCodesStandForThemselves) {
  const auto hasil = Bandingkan({Satu("3355", 100, 50), Satu("3356", 10, 10)}, 2016,
                                {Satu("3355", 200, 50)}, 2017, *DaftarPadanan::Of({}));
  EXPECT_THAT(Teks(*hasil), ElementsAre("3355<3355, U 3355 100/50,00 200/25,00",
                                        "3356<3356, U 3356 10/100,00 0/-"));
}

}  // namespace
}  // namespace sakip::budget
