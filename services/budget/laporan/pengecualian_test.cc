#include "services/budget/laporan/pengecualian.h"

#include <gmock/gmock.h>

#include "services/budget/laporan/laporan_test_util.h"

namespace sakip::budget {
namespace {

using testing::Buatan;
using ::testing::ElementsAre;
using testing::Hari;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Rp;
using ::testing::SizeIs;
using Jenis = JenisTransaksi;
using Status = StatusTagihan;

// Noon in Jakarta of a day of 2017.
Pencatat Orang(const std::string& orang, int bulan, int hari, int jam = 12) {
  Pencatat pencatat;
  pencatat.orang = orang;
  pencatat.waktu_us = (Hari(bulan, hari).epoch_days() * 24 + jam - 7) * int64_t{3600} * 1'000'000;
  return pencatat;
}

Langkah Langkah1(Status status, period::Tanggal tanggal, int64_t transaksi = 0,
                 const std::string& orang = "pembuat") {
  Langkah langkah;
  langkah.status = status;
  langkah.tanggal = tanggal;
  langkah.nomor = transaksi == 0 ? "" : "N-" + std::to_string(transaksi);
  langkah.transaksi = transaksi;
  langkah.oleh.orang = orang;
  return langkah;
}

Tagihan BuatTagihan(const std::string& id, int64_t jumlah, std::vector<Langkah> langkah) {
  Tagihan tagihan;
  tagihan.id = id;
  tagihan.tahun = 2017;
  tagihan.jenis = JenisTagihan::kLsNonKontraktual;
  tagihan.rincian = {{"2017-A", Rp(jumlah)}};
  tagihan.jumlah = Rp(jumlah);
  tagihan.status = langkah.back().status;
  tagihan.langkah = std::move(langkah);
  return tagihan;
}

AktaPeriode Akta(int bulan, StatusPeriode menjadi, const Pencatat& oleh,
                 const std::string& pembukaan = "") {
  AktaPeriode akta;
  akta.bulan = bulan;
  akta.menjadi = menjadi;
  akta.oleh = oleh;
  akta.pembukaan = pembukaan;
  return akta;
}

class PengecualianTest : public ::testing::Test {
 protected:
  PenyusunPengecualian Penyusun() { return {2017, akta_, Hari(12, 31), LiburTercatat()}; }

  template <class... Dokumen>
  std::vector<Pengecualian> Susun(const Dokumen&... dokumen) {
    PenyusunPengecualian penyusun = Penyusun();
    EXPECT_TRUE((penyusun.Ambil(dokumen).ok() && ...));
    for (const TransaksiJurnal& transaksi : buatan_.jurnal()) {
      BarisJurnal baris{.transaksi = transaksi, .pencatat = {}};
      if (waktu_.contains(transaksi.nomor)) {
        baris.pencatat = waktu_[transaksi.nomor];
      }
      EXPECT_TRUE(penyusun.Ambil(baris).ok());
    }
    return std::move(penyusun).Selesai();
  }

  std::vector<AktaPeriode> akta_;
  Buatan buatan_;
  std::map<int64_t, Pencatat> waktu_;
};

TEST_F(PengecualianTest, NothingToFind) {
  buatan_.Catat(Jenis::kPagu, Hari(1, 1), "2017-A", Akun::kTersedia, Akun::kDipa, 100);
  akta_ = {Akta(1, StatusPeriode::kTutup, Orang("b", 2, 1))};
  Baris baris;
  baris.pagu.id = "2017-A";
  baris.saldo.dipa = Rp(100);
  baris.saldo.tersedia = Rp(1);
  Baris kosong;
  kosong.pagu.id = "2017-B";
  Tagihan tagihan = BuatTagihan(
      "t", 5,
      {Langkah1(Status::kDraft, Hari(3, 1)), Langkah1(Status::kSppIssued, Hari(3, 8), 2),
       Langkah1(Status::kSpmIssued, Hari(3, 9), 3)});
  tagihan.tagihan_lengkap = Hari(3, 1);
  EXPECT_THAT(Susun(baris, kosong, tagihan), IsEmpty());
}

TEST_F(PengecualianTest, ACorrectionAfterTheMonthWasClosed) {
  buatan_.Catat(Jenis::kPagu, Hari(1, 1), "2017-A", Akun::kTersedia, Akun::kDipa, 100);
  buatan_.Catat(Jenis::kSp2dImpor, Hari(1, 9), "2017-A", Akun::kRealisasi, Akun::kTersedia, 40);
  buatan_.Catat(Jenis::kSp2dImpor, Hari(2, 9), "2017-A", Akun::kRealisasi, Akun::kTersedia, 30);
  akta_ = {Akta(1, StatusPeriode::kTutup, Orang("b", 2, 1)),
           Akta(2, StatusPeriode::kTutup, Orang("b", 3, 1))};
  Koreksi koreksi;
  koreksi.id = "sesudah";
  koreksi.acuan = 2;
  koreksi.tanggal = Hari(2, 20);
  koreksi.alasan = "salah akun";
  koreksi.status = StatusUsulan::kDisetujui;
  koreksi.pengusul = Orang("p", 2, 19);
  koreksi.pemutus = Orang("q", 2, 20);
  koreksi.pembalik = 8;
  koreksi.transaksi = 9;
  Koreksi sebelum = koreksi;
  sebelum.id = "sebelum";
  sebelum.acuan = 3;  // February was open until 1 March
  Koreksi ditolak = koreksi;
  ditolak.id = "ditolak";
  ditolak.status = StatusUsulan::kDitolak;
  const auto temuan = Susun(koreksi, sebelum, ditolak);
  ASSERT_THAT(temuan, SizeIs(1));
  EXPECT_EQ(temuan[0].jenis, JenisPengecualian::kKoreksiSetelahTutup);
  EXPECT_EQ(temuan[0].id, "sesudah");
  EXPECT_THAT(temuan[0].transaksi, ElementsAre(2, 8, 9));
  EXPECT_EQ(temuan[0].jumlah, Rp(40));
  EXPECT_EQ(temuan[0].uraian,
            "Transaksi 2 bertanggal 9 Januari 2017 dikoreksi pada 20 Februari 2017, setelah bulan "
            "Januari ditutup, alasan: salah akun.");
}

TEST_F(PengecualianTest, AMonthThatWasReopenedWithWhatWasPutIntoIt) {
  for (int i = 0; i < 4; ++i) {
    buatan_.Catat(Jenis::kPagu, Hari(i == 2 ? 2 : 1, 9), "2017-A", Akun::kTersedia, Akun::kDipa, 1);
  }
  waktu_ = {{1, Orang("x", 1, 9)},    // before
            {2, Orang("x", 2, 11)},   // into January, while it was open again
            {3, Orang("x", 2, 11)},   // into February
            {4, Orang("x", 2, 13)}};  // after it was closed again
  akta_ = {Akta(1, StatusPeriode::kTutup, Orang("b", 2, 1)),
           Akta(1, StatusPeriode::kTerbuka, Orang("k", 2, 10), "buka"),
           Akta(1, StatusPeriode::kTutup, Orang("b", 2, 12))};
  Pembukaan pembukaan;
  pembukaan.id = "buka";
  pembukaan.bulan = 1;
  pembukaan.status = StatusUsulan::kDisetujui;
  pembukaan.pengusul = Orang("p", 2, 9);
  pembukaan.pemutus = Orang("k", 2, 10);
  const auto temuan = Susun(pembukaan);
  ASSERT_THAT(temuan, SizeIs(1));
  EXPECT_EQ(temuan[0].jenis, JenisPengecualian::kPembukaanPeriode);
  EXPECT_EQ(temuan[0].tanggal, Hari(2, 10));
  EXPECT_THAT(temuan[0].transaksi, ElementsAre(2));
  ASSERT_THAT(temuan[0].pelaku, SizeIs(2));
  EXPECT_EQ(temuan[0].pelaku[0].orang, "p");
}

TEST_F(PengecualianTest, ProposedAndApprovedOnOneDayInJakarta) {
  Revisi revisi;
  revisi.id = "sehari";
  revisi.status = StatusUsulan::kDisetujui;
  revisi.pengusul = Orang("a", 3, 1, 0);  // still February in UTC
  revisi.pemutus = Orang("b", 3, 1, 23);
  revisi.transaksi = 7;
  Revisi besoknya = revisi;
  besoknya.id = "besoknya";
  besoknya.pemutus = Orang("b", 3, 2, 0);
  Revisi ditolak = revisi;
  ditolak.id = "ditolak";
  ditolak.status = StatusUsulan::kDitolak;
  const auto temuan = Susun(revisi, besoknya, ditolak);
  ASSERT_THAT(temuan, SizeIs(1));
  EXPECT_EQ(temuan[0].id, "sehari");
  EXPECT_EQ(temuan[0].hal, Pengecualian::Hal::kRevisi);
  EXPECT_EQ(temuan[0].tanggal, Hari(3, 1));
  EXPECT_THAT(temuan[0].transaksi, ElementsAre(7));
}

TEST_F(PengecualianTest, SppAndSpmOfOneDay) {
  const auto temuan = Susun(BuatTagihan("t", 5,
                                        {Langkah1(Status::kSppIssued, Hari(3, 8), 2, "ppk"),
                                         Langkah1(Status::kSpmIssued, Hari(3, 8), 3, "ppspm")}));
  ASSERT_THAT(temuan, SizeIs(1));
  EXPECT_EQ(temuan[0].jenis, JenisPengecualian::kPersetujuanSehari);
  EXPECT_EQ(temuan[0].uraian, "SPP N-2 dan SPM N-3 bertanggal sama, 8 Maret 2017.");
  EXPECT_THAT(temuan[0].transaksi, ElementsAre(2, 3));
  EXPECT_EQ(temuan[0].jumlah, Rp(5));
}

TEST_F(PengecualianTest, ALineOfWhichNothingIsFree) {
  buatan_.Catat(Jenis::kPagu, Hari(1, 1), "2017-A", Akun::kTersedia, Akun::kDipa, 100);
  buatan_.Catat(Jenis::kKomitmen, Hari(2, 1), "2017-A", Akun::kKomitmen, Akun::kTersedia, 100);
  buatan_.Catat(Jenis::kSpp, Hari(3, 1), "2017-A", Akun::kSpp, Akun::kKomitmen, 60);
  waktu_ = {{2, Orang("ppk", 2, 1)}};
  Baris baris;
  baris.pagu.id = "2017-A";
  baris.saldo.dipa = Rp(100);
  baris.saldo.komitmen = Rp(40);
  baris.saldo.spp = Rp(60);
  const auto temuan = Susun(baris);
  ASSERT_THAT(temuan, SizeIs(1));
  EXPECT_EQ(temuan[0].jenis, JenisPengecualian::kHabisTerikat);
  EXPECT_THAT(temuan[0].transaksi, ElementsAre(2));
  EXPECT_EQ(temuan[0].tanggal, Hari(2, 1));
  EXPECT_EQ(temuan[0].pelaku.front().orang, "ppk");
  EXPECT_EQ(temuan[0].uraian,
            "Pagu Rp100 tidak bersisa: realisasi Rp0, komitmen Rp40, dalam SPP dan SPM Rp60.");
}

TEST_F(PengecualianTest, LongerThanTheNorm) {
  Tagihan lambat = BuatTagihan(
      "lambat", 5,
      {Langkah1(Status::kDraft, Hari(3, 1)), Langkah1(Status::kSppIssued, Hari(3, 9), 2)});
  lambat.tagihan_lengkap = Hari(3, 1);
  Tagihan menunggu = BuatTagihan("menunggu", 5, {Langkah1(Status::kDraft, Hari(4, 1))});
  menunggu.tagihan_lengkap = Hari(3, 1);
  Tagihan batal = menunggu;
  batal.id = "batal";
  batal.status = Status::kRejected;
  Komitmen komitmen;
  komitmen.id = "kontrak";
  komitmen.berakhir = Hari(12, 30);
  komitmen.sisa = {{"2017-A", Rp(3)}};
  const auto temuan = Susun(lambat, menunggu, batal, komitmen);
  ASSERT_THAT(temuan, SizeIs(3));
  EXPECT_EQ(temuan[0].id, "lambat");
  EXPECT_THAT(temuan[0].uraian, HasSubstr("SPP terbit pada 9 Maret 2017; batasnya 8 Maret 2017"));
  EXPECT_THAT(temuan[0].uraian, HasSubstr("hari libur nasional belum diperhitungkan"));
  EXPECT_EQ(temuan[1].id, "menunggu");
  EXPECT_THAT(temuan[1].uraian, HasSubstr("belum terbit sampai 31 Desember 2017"));
  EXPECT_EQ(temuan[2].id, "kontrak");
  EXPECT_EQ(temuan[2].jumlah, Rp(3));
}

TEST_F(PengecualianTest, APaymentEnteredUnderAnotherMonth) {
  buatan_.Catat(Jenis::kSp2d, Hari(3, 2), "2017-A", Akun::kRealisasi, Akun::kSpm, 9, "telat");
  buatan_.Catat(Jenis::kSp2d, Hari(3, 2), "2017-A", Akun::kRealisasi, Akun::kSpm, 9, "tepat");
  const auto temuan =
      Susun(BuatTagihan("telat", 9, {Langkah1(Status::kSp2dIssued, Hari(2, 27), 1)}),
            BuatTagihan("tepat", 9, {Langkah1(Status::kSp2dIssued, Hari(3, 1), 2)}));
  ASSERT_THAT(temuan, SizeIs(1));
  EXPECT_EQ(temuan[0].jenis, JenisPengecualian::kDibukukanTerlambat);
  EXPECT_EQ(temuan[0].id, "telat");
  EXPECT_EQ(temuan[0].jumlah, Rp(9));
  EXPECT_EQ(temuan[0].uraian, "SP2D bertanggal 27 Februari 2017 dibukukan pada 2 Maret 2017.");
}

TEST_F(PengecualianTest, SeveralBillsOfOneLineDayAndMaker) {
  const auto draf = [](const std::string& id, int hari, const std::string& orang) {
    return BuatTagihan(id, 5, {Langkah1(Status::kDraft, Hari(3, hari), 0, orang)});
  };
  Tagihan ditolak = draf("d", 1, "a");
  ditolak.status = Status::kRejected;
  EXPECT_THAT(Susun(draf("a", 1, "a"), draf("b", 2, "a"), draf("c", 1, "b"), ditolak), IsEmpty());
  const auto temuan = Susun(draf("a", 1, "a"), draf("b", 1, "a"), draf("c", 1, "a"));
  ASSERT_THAT(temuan, SizeIs(1));
  EXPECT_EQ(temuan[0].jenis, JenisPengecualian::kDipecah);
  EXPECT_EQ(temuan[0].id, "2017-A");
  EXPECT_EQ(temuan[0].jumlah, Rp(15));
  EXPECT_EQ(temuan[0].uraian,
            "3 tagihan atas satu baris pada 1 Maret 2017 oleh satu pembuat, jumlah Rp15.");
}

}  // namespace
}  // namespace sakip::budget
