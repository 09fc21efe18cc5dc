#include "services/budget/laporan/penarikan.h"

#include <gmock/gmock.h>

#include "services/budget/laporan/laporan_test_util.h"

namespace sakip::budget {
namespace {

using testing::Buatan;
using testing::BuatPagu;
using ::testing::ElementsAre;
using testing::Hari;
using ::testing::IsEmpty;
using testing::Rp;
using Jenis = JenisTransaksi;

const std::string kBarang = "2017-01.3355.003.001.051.A.521211";
const std::string kTanpaAkun = "2017-01.3355.007";

std::vector<Pagu> Baris() {
  return {BuatPagu("01", "3355", "3355.003", "521211"), BuatPagu("01", "3355", "3355.007", "")};
}

Buatan Jurnal() {
  Buatan buatan;
  buatan.Catat(Jenis::kPagu, Hari(1, 1), kBarang, Akun::kTersedia, Akun::kDipa, 1000);
  buatan.Catat(Jenis::kSp2dImpor, Hari(1, 10), kBarang, Akun::kRealisasi, Akun::kTersedia, 90);
  buatan.Catat(Jenis::kSp2dImpor, Hari(2, 10), kBarang, Akun::kRealisasi, Akun::kTersedia, 60);
  buatan.Catat(Jenis::kPengembalian, Hari(2, 20), kBarang, Akun::kTersedia, Akun::kRealisasi, 10);
  buatan.Catat(Jenis::kRevisi, Hari(3, 1), kBarang, Akun::kTersedia, Akun::kDipa, 500);
  return buatan;
}

// 100 a month from January; from February on 40 a month.
RencanaAkhirBulan Rencana() {
  RencanaAkhirBulan rencana;
  for (size_t akhir = 0; akhir < 12; ++akhir) {
    for (int32_t bulan = 1; bulan <= 12; ++bulan) {
      rencana[akhir].push_back(
          {.bulan = bulan, .jenis = JenisBelanja::kBarang, .jumlah = Rp(akhir == 0 ? 100 : 40)});
    }
  }
  return rencana;
}

Bulanan Susun(const Buatan& buatan, const RencanaAkhirBulan& rencana) {
  const std::vector<Pagu> baris = Baris();
  PenyusunBulanan penyusun(baris);
  for (const TransaksiJurnal& transaksi : buatan.jurnal()) {
    EXPECT_TRUE(penyusun.Ambil(transaksi).ok());
  }
  return *penyusun.Selesai(rencana);
}

TEST(PenarikanTest, EachMonthAgainstThePlanInForceAtItsEnd) {
  const auto baris = SusunPenarikan(Susun(Jurnal(), Rencana()), Rencana());
  ASSERT_TRUE(baris.ok());
  ASSERT_EQ(baris->size(), 12U);
  std::vector<std::string> teks;
  for (size_t i = 0; i < 3; ++i) {
    const BarisPenarikan& satu = (*baris)[i];
    EXPECT_EQ(satu.jenis, JenisBelanja::kBarang);
    teks.push_back(std::to_string(satu.bulan) + ": " + std::to_string(satu.rencana.value()) + " " +
                   std::to_string(satu.realisasi.value()) + " " +
                   std::to_string(satu.selisih.value()) + " " + satu.deviasi->FormatIndonesian(2) +
                   " " + std::to_string(satu.rencana_kumulatif.value()) + " " +
                   std::to_string(satu.realisasi_kumulatif.value()));
  }
  EXPECT_THAT(teks, ElementsAre("1: 100 90 -10 -10,00 100 90", "2: 40 50 10 25,00 140 140",
                                "3: 40 0 -40 -100,00 180 140"));
}

TEST(PenarikanTest, PaguOfEachMonth) {
  const Bulanan bulanan = Susun(Jurnal(), Rencana());
  const BulananJenis& barang = bulanan.at(JenisBelanja::kBarang);
  EXPECT_EQ(barang.pagu[1], Rp(1000));
  EXPECT_EQ(barang.pagu[2], Rp(1500));
  EXPECT_EQ(barang.pagu[11], Rp(1500));
}

TEST(PenarikanTest, NoPlanNoRows) {
  EXPECT_THAT(*SusunPenarikan(Susun(Jurnal(), {}), {}), IsEmpty());
}

TEST(PenarikanTest, SpendingWithoutAPlanHasNoDeviation) {
  Buatan buatan = Jurnal();
  buatan.Catat(Jenis::kPagu, Hari(1, 1), kTanpaAkun, Akun::kTersedia, Akun::kDipa, 10);
  buatan.Catat(Jenis::kSp2dImpor, Hari(5, 1), kTanpaAkun, Akun::kRealisasi, Akun::kTersedia, 7);
  const auto baris = SusunPenarikan(Susun(buatan, Rencana()), Rencana());
  ASSERT_EQ(baris->size(), 24U);
  const BarisPenarikan& mei = (*baris)[8];  // lines without an akun come before 52
  EXPECT_EQ(mei.bulan, 5);
  EXPECT_EQ(mei.jenis, std::nullopt);
  EXPECT_EQ(mei.realisasi, Rp(7));
  EXPECT_EQ(mei.deviasi, std::nullopt);
}

}  // namespace
}  // namespace sakip::budget
