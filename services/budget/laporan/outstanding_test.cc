#include "services/budget/laporan/outstanding.h"

#include <gmock/gmock.h>

#include "services/budget/laporan/laporan_test_util.h"

namespace sakip::budget {
namespace {

using ::testing::ElementsAre;
using testing::Hari;
using testing::Rp;
using Status = StatusTagihan;

TEST(NormaTest, WorkingDays) {
  struct Case {
    int hari;  // of March 2017; the 1st is a Wednesday
    int hari_kerja;
    HariLibur libur;
    int sampai;
  };
  const Case cases[] = {
      {1, 0, {}, 1},
      {1, 2, {}, 3},
      {1, 3, {}, 6},
      {1, 5, {}, 8},
      {4, 1, {}, 6},
      {5, 5, {}, 10},
      {3, 10, {}, 17},
      {1, 1, {Hari(3, 2)}, 3},
      {2, 1, {Hari(3, 3)}, 6},
      {2, 1, {Hari(3, 4)}, 3},
      {1, 3, {Hari(3, 2), Hari(3, 6)}, 8},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(TambahHariKerja(Hari(3, c.hari), c.hari_kerja, c.libur), Hari(3, c.sampai))
        << c.hari << " + " << c.hari_kerja;
  }
}

TEST(NormaTest, OfTheYear) {
  EXPECT_EQ(NormaSpp(JenisTagihan::kLsGaji, 2012), nullptr);
  EXPECT_EQ(NormaSpp(JenisTagihan::kLsGaji, 2022)->hari_kerja, 5);
  EXPECT_EQ(NormaSpp(JenisTagihan::kLsGaji, 2023)->hari_kerja, 3);
  EXPECT_EQ(NormaSpp(JenisTagihan::kLsKontraktual, 2024)->hari_kerja, 5);
  EXPECT_EQ(NormaSpp(JenisTagihan::kGup, 2024), nullptr);
}

Langkah Langkah1(Status status, period::Tanggal tanggal, const std::string& nomor = "") {
  Langkah langkah;
  langkah.status = status;
  langkah.tanggal = tanggal;
  langkah.nomor = nomor;
  return langkah;
}

Tagihan BuatTagihan(const std::string& id, JenisTagihan jenis, int64_t jumlah,
                    std::vector<Langkah> langkah) {
  Tagihan tagihan;
  tagihan.id = id;
  tagihan.tahun = 2017;
  tagihan.jenis = jenis;
  tagihan.jumlah = Rp(jumlah);
  tagihan.tagihan_lengkap = Hari(3, 1);  // by the norm the SPP is out on 8 March
  tagihan.status = langkah.back().status;
  tagihan.langkah = std::move(langkah);
  return tagihan;
}

std::vector<std::string> Teks(PenyusunOutstanding penyusun) {
  std::vector<std::string> teks;
  for (const BarisOutstanding& baris : std::move(penyusun).Selesai()) {
    teks.push_back(baris.id + " " + baris.nomor + " " + baris.sejak.Iso() + " " +
                   std::to_string(baris.umur) + " " + std::to_string(baris.jumlah.value()) + " " +
                   (baris.batas ? baris.batas->Iso() : "-") + (baris.terlambat ? " lambat" : ""));
  }
  return teks;
}

TEST(OutstandingTest, TheOldestFirstWithWhatTheyHold) {
  PenyusunOutstanding penyusun(Hari(3, 9), LiburTercatat());
  const auto ambil = [&](const auto& dokumen) { ASSERT_TRUE(penyusun.Ambil(dokumen).ok()); };
  ambil(BuatTagihan("draf", JenisTagihan::kLsNonKontraktual, 10,
                    {Langkah1(Status::kDraft, Hari(3, 2))}));
  ambil(BuatTagihan(
      "spp", JenisTagihan::kLsGaji, 20,
      {Langkah1(Status::kDraft, Hari(2, 1)), Langkah1(Status::kSppIssued, Hari(2, 3), "SPP-1"),
       Langkah1(Status::kSppTested, Hari(2, 5))}));
  ambil(BuatTagihan("spm", JenisTagihan::kLsGaji, 30,
                    {Langkah1(Status::kSppIssued, Hari(2, 3), "SPP-2"),
                     Langkah1(Status::kSpmIssued, Hari(2, 4), "SPM-2")}));
  ambil(BuatTagihan("up", JenisTagihan::kUp, 40,
                    {Langkah1(Status::kSppIssued, Hari(2, 6), "SPP-3")}));
  ambil(BuatTagihan("lunas", JenisTagihan::kLsGaji, 50,
                    {Langkah1(Status::kSp2dIssued, Hari(1, 6), "SP2D-4")}));
  ambil(BuatTagihan("tolak", JenisTagihan::kLsGaji, 60, {Langkah1(Status::kRejected, Hari(1, 6))}));
  ambil(BuatTagihan("nanti", JenisTagihan::kLsGaji, 70,
                    {Langkah1(Status::kSppIssued, Hari(4, 6), "SPP-5")}));
  Komitmen komitmen;
  komitmen.id = "kontrak";
  komitmen.nomor_kontrak = "K-7";
  komitmen.tanggal = Hari(2, 5);
  komitmen.berakhir = Hari(3, 8);
  komitmen.sisa = {{"2017-A", Rp(3)}, {"2017-B", Rp(4)}};
  ambil(komitmen);
  komitmen.id = "kontrak-selesai";
  komitmen.status = StatusKomitmen::kSelesai;
  ambil(komitmen);
  EXPECT_THAT(
      Teks(std::move(penyusun)),
      ElementsAre("spm SPM-2 2017-02-04 33 30 -", "spp SPP-1 2017-02-05 32 20 -",
                  "kontrak K-7 2017-02-05 32 7 2017-03-08 lambat", "up SPP-3 2017-02-06 31 0 -",
                  "draf  2017-03-02 7 0 2017-03-08 lambat", "nanti SPP-5 2017-04-06 0 70 -"));
}

TEST(OutstandingTest, OnItsLastDayNothingIsLate) {
  PenyusunOutstanding penyusun(Hari(3, 8), LiburTercatat());
  ASSERT_TRUE(penyusun
                  .Ambil(BuatTagihan("draf", JenisTagihan::kLsGaji, 10,
                                     {Langkah1(Status::kDraft, Hari(3, 2))}))
                  .ok());
  EXPECT_THAT(Teks(std::move(penyusun)), ElementsAre("draf  2017-03-02 6 0 2017-03-08"));
}

}  // namespace
}  // namespace sakip::budget
