#include "services/budget/laporan_anggaran_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "common/ratio/ratio.h"
#include "services/budget/documents_fixture.h"

namespace sakip::budget {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr int64_t kJuta = 1'000'000;
constexpr char kLain[] = "satker/6474/pagu/2017-01.3356.011";  // pagu 16.966.000
constexpr char kHibah[] = "satker/6474/pagu/2017-06.3364.029~HIBAH";

template <class Request>
Request Tahun(int tahun = 2017) {
  Request request;
  request.set_parent(kParent);
  request.set_tahun(tahun);
  return request;
}

std::string Rupiah(int64_t jumlah) {
  return money::FormatRupiah(money::Rupiah::FromInt(jumlah));
}

// "89,06"
std::string Persen(const common::v1::Rasio& rasio) {
  const auto exact = ratio::Ratio::FromCanonical(rasio.eksak());
  EXPECT_TRUE(exact.ok()) << rasio.eksak();
  return exact.ok() ? exact->FormatIndonesian(2) : "";
}

// In millions: pagu, lalu, bulan, sampai, sisa, komitmen, outstanding.
std::vector<int64_t> Angka(const v1::BarisLppa& baris) {
  return {baris.pagu() / kJuta,
          baris.realisasi_lalu() / kJuta,
          baris.realisasi_bulan() / kJuta,
          baris.realisasi_sampai() / kJuta,
          baris.sisa() / kJuta,
          baris.komitmen() / kJuta,
          baris.outstanding() / kJuta};
}

class LaporanAnggaranTest : public DocumentsTest {
 protected:
  v1::Lppa Lppa(int bulan, v1::Kelompok kelompok = v1::KELOMPOK_UNSPECIFIED,
                int64_t sampai_nomor = 0) {
    auto request = Tahun<v1::GetLppaRequest>();
    request.set_bulan(bulan);
    request.set_kelompok(kelompok);
    request.set_sampai_nomor(sampai_nomor);
    const auto response = As<v1::GetLppaResponse>("operator", request);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? response->lppa() : v1::Lppa();
  }
  v1::Lppa Lra(const std::string& per_tanggal = "",
               v1::Kelompok kelompok = v1::KELOMPOK_UNSPECIFIED) {
    auto request = Tahun<v1::GetLraRequest>();
    request.set_per_tanggal(per_tanggal);
    request.set_kelompok(kelompok);
    const auto response = As<v1::GetLraResponse>("operator", request);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? response->lra() : v1::Lppa();
  }

  void PayKind(const std::string& id, v1::JenisTagihan jenis, const Lines& lines, int64_t jumlah,
               const std::string& day, int64_t pendapatan_hibah = 0) {
    v1::CreateTagihanRequest request = Bill(id, lines, jenis);
    request.mutable_tagihan()->set_jumlah(jumlah);
    request.mutable_tagihan()->set_pendapatan_hibah(pendapatan_hibah);
    ASSERT_THAT(As<v1::CreateTagihanResponse>("operator", request), IsOk());
    Bring(id, v1::STATUS_TAGIHAN_SP2D_ISSUED, day);
  }

  // Revisi 1 of March: grant money enters the DIPA, and with it halaman III, 10 million of unknown
  // kind a month.
  void Revise() {
    v1::ProposeRevisiRequest request;
    request.set_parent(kParent);
    v1::Revisi* revisi = request.mutable_revisi();
    revisi->set_name(NamaUji("revisi", "2017-01"));
    revisi->set_tahun(2017);
    revisi->set_nomor(1);
    revisi->set_tanggal("2017-03-15");
    revisi->set_jenis(v1::JENIS_REVISI_PAGU_BERUBAH);
    revisi->set_kewenangan(v1::KEWENANGAN_KANWIL_DJPB);
    revisi->set_nomor_dokumen("S-1/2017");
    revisi->set_alasan("hibah daerah");
    v1::Pagu* pagu = revisi->add_baris();
    *pagu = WirePagu(bontang::kRows[20]);  // 3364.029
    pagu->set_name(kHibah);
    pagu->set_sumber_dana(v1::SUMBER_DANA_HIBAH);
    pagu->set_jumlah(200 * kJuta);
    for (int bulan = 1; bulan <= 12; ++bulan) {
      v1::RencanaPenarikan* rencana = revisi->add_rencana();
      rencana->set_bulan(bulan);
      rencana->set_jenis_belanja(v1::JENIS_BELANJA_BARANG);
      rencana->set_jumlah(10 * kJuta);
    }
    ASSERT_THAT(As<v1::ProposeRevisiResponse>("operator", request), IsOk());
    v1::DecideRevisiRequest decide;
    decide.set_name(revisi->name());
    decide.set_setuju(true);
    ASSERT_THAT(As<v1::DecideRevisiResponse>("admin", decide), IsOk());
  }

  // Of the payment of `id`, dated in April: what `lines` say stands in its place.
  void Correct(const std::string& id, const Lines& lines) {
    v1::ProposeKoreksiRequest request;
    request.set_parent(kParent);
    v1::Koreksi* koreksi = request.mutable_koreksi();
    koreksi->set_name(NamaUji("koreksi", "2017-" + id));
    koreksi->set_tahun(2017);
    koreksi->set_acuan(NumberOf(id, v1::STATUS_TAGIHAN_SP2D_ISSUED));
    koreksi->set_tanggal("2017-04-20");
    koreksi->set_alasan("salah baris");
    Fill(lines, koreksi->mutable_pengganti());
    ASSERT_THAT(As<v1::ProposeKoreksiResponse>("operator", request), IsOk());
    v1::DecideKoreksiRequest decide;
    decide.set_name(koreksi->name());
    decide.set_setuju(true);
    ASSERT_THAT(As<v1::DecideKoreksiResponse>("kpa", decide), IsOk());
  }

  // January to March: a salary, UP (no realisasi), GUP, a contract with a bill on its way, a grant.
  void FirstQuarter() {
    Pay("2017-gaji", {{kBesar, 100 * kJuta}}, "2017-01-16");
    PayKind("2017-up", v1::JENIS_TAGIHAN_UP, {}, 50 * kJuta, "2017-01-20");
    PayKind("2017-gup", v1::JENIS_TAGIHAN_GUP, {{kLine, 10 * kJuta}}, 0, "2017-02-10");
    ASSERT_THAT(As<v1::CreateKomitmenResponse>("ppk", Contract("2017-k", {{kBesar, 30 * kJuta}})),
                IsOk());
    Revise();
    v1::CreateTagihanRequest bill =
        Bill("2017-sewa", {{kBesar, 12 * kJuta}}, v1::JENIS_TAGIHAN_LS_KONTRAKTUAL);
    bill.mutable_tagihan()->set_komitmen(NamaUji("komitmen", "2017-k"));
    bill.mutable_tagihan()->set_tanggal_lengkap("2017-03-01");
    ASSERT_THAT(As<v1::CreateTagihanResponse>("operator", bill), IsOk());
    ASSERT_THAT(Spp("2017-sewa", "2017-03-20"), IsOk());
  }
  // Grant money spent and acknowledged, spending paid back.
  void April() {
    PayKind("2017-sphl", v1::JENIS_TAGIHAN_SPHL, {{kHibah, 80 * kJuta}}, 0, "2017-04-03",
            120 * kJuta);
    v1::PostSetoranRequest request;
    request.set_parent(kParent);
    v1::Setoran* setoran = request.mutable_setoran();
    setoran->set_name(NamaUji("setoran", "2017-sspb"));
    setoran->set_tahun(2017);
    setoran->set_jenis(v1::JENIS_SETORAN_PENGEMBALIAN);
    setoran->set_acuan(NumberOf("2017-gaji", v1::STATUS_TAGIHAN_SP2D_ISSUED));
    Fill({{kBesar, 5 * kJuta}}, setoran->mutable_rincian());
    setoran->set_nomor_bukti("NTPN-1");
    setoran->set_tanggal("2017-04-05");
    ASSERT_THAT(As<v1::PostSetoranResponse>("bendahara", request), IsOk());
  }
};

TEST_F(LaporanAnggaranTest, AnOfficeYearCountedByHand) {
  FirstQuarter();
  April();
  // Of 3.511.812.000 each figure shows its millions.
  EXPECT_THAT(Angka(Lppa(1).total()), ElementsAre(3511, 0, 100, 100, 3411, 0, 0));
  EXPECT_THAT(Angka(Lppa(2).total()), ElementsAre(3511, 100, 10, 110, 3401, 30, 0));
  EXPECT_THAT(Angka(Lppa(3).total()), ElementsAre(3711, 110, 0, 110, 3601, 18, 12));
  EXPECT_THAT(Angka(Lppa(3).total_tanpa_hibah()), ElementsAre(3511, 110, 0, 110, 3401, 18, 12));
  EXPECT_THAT(Angka(Lppa(4).total()), ElementsAre(3711, 110, 75, 185, 3526, 18, 12));
  EXPECT_THAT(Angka(Lppa(4).total_tanpa_hibah()), ElementsAre(3511, 110, -5, 105, 3406, 18, 12));
  EXPECT_EQ(Lppa(1).baris_size(), 22);
  EXPECT_EQ(Lppa(3).baris_size(), 23);

  EXPECT_THAT(Angka(Lra("2017-04-04").total()), ElementsAre(3711, 110, 80, 190, 3521, 18, 12));
  EXPECT_THAT(Angka(Lra().total()), ElementsAre(3711, 185, 0, 185, 3526, 18, 12));
  EXPECT_EQ(Lra().bulan(), 12);
  const v1::Lppa sumber = Lra("", v1::KELOMPOK_SUMBER_DANA);
  ASSERT_EQ(sumber.baris_size(), 2);
  EXPECT_EQ(sumber.baris(0).kode(), "HIBAH");
  EXPECT_EQ(Persen(sumber.baris(0).serapan()), "40,00");
  ExpectVerified();
}

TEST_F(LaporanAnggaranTest, AClosedMonthStaysWhatItWas) {
  FirstQuarter();
  Close(3);
  const v1::Lppa februari = Lppa(2);
  const v1::Lppa maret = Lppa(3, v1::KELOMPOK_OUTPUT);
  EXPECT_TRUE(februari.tutup());
  EXPECT_FALSE(Lppa(4).tutup());
  const int64_t nomor = februari.nomor();
  April();
  Correct("2017-gup", {{kLine, 8 * kJuta}, {kLain, 2 * kJuta}});
  for (const auto& [sebelum, sesudah] :
       {std::pair(februari, Lppa(2)), std::pair(maret, Lppa(3, v1::KELOMPOK_OUTPUT))}) {
    EXPECT_GT(sesudah.nomor(), nomor);
    v1::Lppa sama = sesudah;
    sama.set_nomor(nomor);
    EXPECT_EQ(sama.SerializeAsString(), sebelum.SerializeAsString());
  }
  EXPECT_THAT(Angka(Lppa(4).total()), ElementsAre(3711, 110, 75, 185, 3526, 18, 12));
  // And what April was before anything of it was entered.
  EXPECT_THAT(Angka(Lppa(4, v1::KELOMPOK_BARIS, nomor).total()),
              ElementsAre(3711, 110, 0, 110, 3601, 18, 12));
  EXPECT_EQ(Lppa(4, v1::KELOMPOK_BARIS, nomor).nomor(), nomor);
}

TEST_F(LaporanAnggaranTest, BontangAsItsLakipPrintsIt) {
  ASSERT_THAT(Call(Import(2, true)), IsOk());
  const v1::Lppa lra = Lra();
  ASSERT_EQ(lra.baris_size(), 22);
  EXPECT_EQ(Rupiah(lra.total().pagu()), "3.511.812.000");
  EXPECT_EQ(Rupiah(lra.total().realisasi_sampai()), "3.127.524.380");
  EXPECT_EQ(Rupiah(lra.total().sisa()), "384.287.620");
  EXPECT_EQ(Persen(lra.total().serapan()), "89,06");
  EXPECT_EQ(Rupiah(lra.saldo_impor()), "3.127.524.380");
  EXPECT_EQ(lra.total().SerializeAsString(), lra.total_tanpa_hibah().SerializeAsString());
  std::vector<std::string> kegiatan;
  const v1::Lppa per_kegiatan = Lra("", v1::KELOMPOK_KEGIATAN);
  for (const v1::BarisLppa& baris : per_kegiatan.baris()) {
    kegiatan.push_back(baris.kode() + " " + Persen(baris.serapan()));
  }
  EXPECT_THAT(kegiatan, ElementsAre("3355 86,75", "3356 86,56", "3357 88,28", "3360 99,85",
                                    "3361 99,80", "3362 97,35", "3363 86,28", "3364 92,43"));
  EXPECT_EQ(Lra("2017-12-30").total().realisasi_sampai(), 0);
}

TEST_F(LaporanAnggaranTest, AReportNamesTheMomentItIsFrom) {
  auto request = Tahun<v1::GetLppaRequest>();
  request.set_bulan(12);
  const auto sebelum = As<v1::GetLppaResponse>("operator", request);
  const auto posted = Call(Post(7, "2017-satu", 5));
  ASSERT_THAT(posted, IsOk());
  request.set_consistency_token(posted->consistency_token());
  const auto sesudah = As<v1::GetLppaResponse>("operator", request);
  ASSERT_THAT(sesudah, IsOk());
  EXPECT_EQ(sebelum->revision().store(), sesudah->revision().store());
  EXPECT_LT(sebelum->revision().sequence(), sesudah->revision().sequence());
  EXPECT_EQ(sesudah->lppa().total().realisasi_sampai(), 5);
  EXPECT_EQ(sesudah->lppa().nomor(), sebelum->lppa().nomor() + 1);
}

// Each import enters one rupiah on each of two lines: a report that saw half of one would show it.
TEST_F(LaporanAnggaranTest, AReportNeverSeesHalfOfAWrite) {
  constexpr int kImports = 40;
  std::jthread writer([&] {
    for (int i = 0; i < kImports; ++i) {
      v1::ImportAnggaranRequest request;
      request.set_parent(kParent);
      request.set_tahun(2017);
      for (const char* line : {kLine, kBesar}) {
        const std::string id = "2017-" + std::to_string(i) + (line == kLine ? "-a" : "-b");
        *request.add_realisasi() = WireRealisasi(id, line, 1);
      }
      EXPECT_THAT(As<v1::ImportAnggaranResponse>("integrasi", request), IsOk());
    }
  });
  int64_t sampai = 0;
  while (sampai < 2 * kImports && !HasFailure()) {
    const v1::Lppa lppa = Lppa(12);
    ASSERT_GE(lppa.baris_size(), 3);
    EXPECT_EQ(lppa.baris(0).realisasi_sampai(), lppa.baris(2).realisasi_sampai());
    EXPECT_GE(lppa.total().realisasi_sampai(), sampai);
    EXPECT_EQ(lppa.nomor(), 22 + lppa.total().realisasi_sampai());
    sampai = lppa.total().realisasi_sampai();
  }
}

TEST_F(LaporanAnggaranTest, NothingEnteredIsAnEmptyReport) {
  auto request = Tahun<v1::GetLraRequest>(2016);
  const auto response = As<v1::GetLraResponse>("operator", request);
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->lra().baris_size(), 0);
  EXPECT_FALSE(response->lra().has_total());
  EXPECT_THAT(
      As<v1::GetPenarikanResponse>("operator", Tahun<v1::GetPenarikanRequest>(2016))->baris(),
      IsEmpty());
}

TEST_F(LaporanAnggaranTest, WhatCannotBeAsked) {
  auto lra = Tahun<v1::GetLraRequest>();
  lra.set_per_tanggal("2018-01-01");
  EXPECT_THAT(rpc::FieldsOf(As<v1::GetLraResponse>("operator", lra).status()),
              ElementsAre("per_tanggal"));
  lra = Tahun<v1::GetLraRequest>();
  lra.set_kelompok(static_cast<v1::Kelompok>(99));
  EXPECT_THAT(As<v1::GetLraResponse>("operator", lra), IsRefused(Reason::kInvalidField));
  auto lppa = Tahun<v1::GetLppaRequest>();
  EXPECT_THAT(As<v1::GetLppaResponse>("operator", lppa), IsRefused(Reason::kInvalidField));
  auto dua = Tahun<v1::GetPerbandinganRequest>();
  dua.set_tahun_awal(2017);
  EXPECT_THAT(rpc::FieldsOf(As<v1::GetPerbandinganResponse>("operator", dua).status()),
              ElementsAre("tahun_awal"));
  dua.set_tahun_awal(2016);
  dua.set_kelompok(v1::KELOMPOK_AKUN);
  EXPECT_THAT(rpc::FieldsOf(As<v1::GetPerbandinganResponse>("operator", dua).status()),
              ElementsAre("kelompok"));
  v1::ListKartuRequest kartu;
  kartu.set_name("satker/6474/pagu/2017-01.9999.999");
  EXPECT_THAT(As<v1::ListKartuResponse>("operator", kartu), IsRefused(Reason::kNotFound));
  lppa.set_bulan(1);
  EXPECT_THAT(As<v1::GetLppaResponse>("operator-lain", lppa), IsRefused(Reason::kPermissionDenied));
}

TEST_F(LaporanAnggaranTest, SpendingAgainstHalamanIII) {
  FirstQuarter();
  April();
  const auto response = As<v1::GetPenarikanResponse>("operator", Tahun<v1::GetPenarikanRequest>());
  ASSERT_THAT(response, IsOk());
  // Bontang's lines have no akun: their spending stands beside the plan of 52.
  ASSERT_EQ(response->baris_size(), 24);
  const auto teks = [&](int i) {
    const v1::BarisPenarikan& baris = response->baris(i);
    return std::to_string(baris.bulan()) + " " + std::to_string(baris.jenis_belanja()) + ": " +
           std::to_string(baris.rencana() / kJuta) + " " +
           std::to_string(baris.realisasi() / kJuta) + " " +
           std::to_string(baris.selisih() / kJuta) + " " +
           (baris.has_deviasi() ? Persen(baris.deviasi()) : "-") + " " +
           std::to_string(baris.rencana_kumulatif() / kJuta) + " " +
           std::to_string(baris.realisasi_kumulatif() / kJuta);
  };
  EXPECT_EQ(teks(0), "1 0: 0 100 100 - 0 100");
  EXPECT_EQ(teks(1), "1 52: 0 0 0 - 0 0");  // halaman III is of 15 March
  EXPECT_EQ(teks(5), "3 52: 10 0 -10 -100,00 10 0");
  EXPECT_EQ(teks(6), "4 0: 0 75 75 - 0 185");
  EXPECT_EQ(teks(23), "12 52: 10 0 -10 -100,00 100 0");
}

TEST_F(LaporanAnggaranTest, TheCardOfALineHasEveryEntryWithItsBalances) {
  FirstQuarter();
  April();
  v1::ListKartuRequest request;
  request.set_name(kBesar);
  request.set_page_size(4);
  std::vector<std::string> kartu;
  v1::SaldoBaris sampai;
  do {
    const auto response = As<v1::ListKartuResponse>("operator", request);
    ASSERT_THAT(response, IsOk());
    EXPECT_LE(response->baris_size(), 4);
    for (const v1::BarisKartu& baris : response->baris()) {
      EXPECT_EQ(baris.sebelum().SerializeAsString(), sampai.SerializeAsString());
      sampai = baris.sesudah();
      EXPECT_EQ(sampai.pagu(), sampai.komitmen() + sampai.spp() + sampai.spm() +
                                   sampai.realisasi() + sampai.tersedia());
      kartu.push_back(v1::JenisTransaksi_Name(baris.transaksi().jenis()).substr(16) + " " +
                      std::to_string(sampai.komitmen() / kJuta) + " " +
                      std::to_string(sampai.spp() / kJuta) + " " +
                      std::to_string(sampai.spm() / kJuta) + " " +
                      std::to_string(sampai.realisasi() / kJuta));
    }
    request.set_page_token(response->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(kartu,
              ElementsAre("PAGU 0 0 0 0", "SPP 0 100 0 0", "SPM 0 0 100 0", "SP2D 0 0 0 100",
                          "KOMITMEN 30 0 0 100", "SPP 18 12 0 100", "PENGEMBALIAN 18 12 0 95"));
}

TEST_F(LaporanAnggaranTest, WhatIsNotFinishedWithItsAge) {
  FirstQuarter();
  v1::CreateTagihanRequest draf = Bill("2017-draf", {{kLine, kJuta}});
  draf.mutable_tagihan()->set_tanggal_lengkap("2018-01-25");
  ASSERT_THAT(As<v1::CreateTagihanResponse>("operator", draf), IsOk());
  auto request = Tahun<v1::ListOutstandingRequest>();
  const auto teks = [&] {
    std::vector<std::string> hasil;
    const auto response = As<v1::ListOutstandingResponse>("operator", request);
    EXPECT_THAT(response, IsOk());
    for (const v1::BarisOutstanding& baris : response->baris()) {
      hasil.push_back(baris.name().substr(12) + " " + baris.status() + " " + baris.nomor() + " " +
                      baris.sejak() + " " + std::to_string(baris.umur()) + " " +
                      std::to_string(baris.jumlah() / kJuta) + " " + baris.batas() +
                      (baris.terlambat() ? " lambat" : ""));
    }
    return hasil;
  };
  // Today is 2 February 2018.
  EXPECT_THAT(
      teks(),
      ElementsAre("komitmen/2017-k AKTIF K/2017-k 2017-02-01 366 18 2017-11-30 lambat",
                  "tagihan/2017-sewa SPP_ISSUED IssueSppRequest/2017-sewa 2017-03-20 319 12 ",
                  "tagihan/2017-draf DRAFT  2018-02-02 0 0 2018-02-01 lambat"));
  request.set_per_tanggal("2017-03-22");
  EXPECT_EQ(teks()[0], "komitmen/2017-k AKTIF K/2017-k 2017-02-01 49 18 2017-11-30");
}

TEST_F(LaporanAnggaranTest, WhatAnInspectorShouldLookAt) {
  FirstQuarter();
  Close(3);
  Correct("2017-gup", {{kLine, 8 * kJuta}, {kLain, 2 * kJuta}});
  ASSERT_THAT(Draft("2017-habis", {{kLain, 14'966'000}}), IsOk());
  ASSERT_THAT(Draft("2017-lain", {{kLain, 1}}), IsOk());
  ASSERT_THAT(Spp("2017-habis", "2017-05-02"), IsOk());
  v1::ListPengecualianRequest request = Tahun<v1::ListPengecualianRequest>();
  request.set_per_tanggal("2017-05-31");
  const auto response = As<v1::ListPengecualianResponse>("operator", request);
  ASSERT_THAT(response, IsOk());
  std::vector<std::string> temuan;
  for (const v1::Pengecualian& satu : response->pengecualian()) {
    temuan.push_back(std::to_string(satu.jenis()) + " " + satu.name().substr(12));
    EXPECT_FALSE(satu.uraian().empty());
    EXPECT_FALSE(satu.pelaku().empty());
    EXPECT_EQ(satu.pelaku(0).asal(), "203.0.113.7");
  }
  EXPECT_THAT(temuan,
              ElementsAre("1 koreksi/2017-2017-gup",                    // of February
                          "3 tagihan/2017-gaji", "3 tagihan/2017-gup",  // SPP, SPM one day
                          "3 tagihan/2017-up", "3 revisi/2017-01",      // proposed, approved
                          "3 koreksi/2017-2017-gup", "4 pagu/2017-01.3356.011",
                          "5 tagihan/2017-sewa",  // papers of 1 March, SPP of 20 March
                          "7 pagu/2017-01.3355.994", "7 pagu/2017-01.3356.011"));
  const v1::Pengecualian& koreksi = response->pengecualian(0);
  EXPECT_EQ(koreksi.jumlah(), 10 * kJuta);
  EXPECT_EQ(koreksi.transaksi_size(), 3);
  EXPECT_EQ(koreksi.transaksi(0), NumberOf("2017-gup", v1::STATUS_TAGIHAN_SP2D_ISSUED));
}

TEST_F(LaporanAnggaranTest, TwoYears) {
  const auto response = [&](v1::Kelompok kelompok) {
    auto request = Tahun<v1::GetPerbandinganRequest>();
    request.set_tahun_awal(2016);
    request.set_kelompok(kelompok);
    const auto hasil = As<v1::GetPerbandinganResponse>("operator", request);
    EXPECT_THAT(hasil, IsOk());
    return *hasil;
  };
  EXPECT_EQ(response(v1::KELOMPOK_OUTPUT).baris_size(), 22);
  v1::ImportAnggaranRequest import;
  import.set_parent(kParent);
  import.set_request_id(TestRequestId(9));
  import.set_tahun(2016);
  *import.add_pagu() = WirePagu(bontang::kRows[0]);  // 3355.003
  import.mutable_pagu(0)->set_name("satker/6474/pagu/2016-01.3355.003");
  import.mutable_pagu(0)->set_tahun(2016);
  import.mutable_pagu(0)->set_jumlah(400);
  *import.add_realisasi() = WireRealisasi("2016-saldo", "satker/6474/pagu/2016-01.3355.003", 100);
  import.mutable_realisasi(0)->set_tanggal("2016-12-31");
  ASSERT_THAT(Call(import), IsOk());
  const v1::GetPerbandinganResponse kegiatan = response(v1::KELOMPOK_KEGIATAN);
  ASSERT_EQ(kegiatan.baris_size(), 8);
  const v1::BarisPerbandingan& baris = kegiatan.baris(0);
  EXPECT_EQ(baris.kode(), "3355");
  EXPECT_THAT(baris.kode_awal(), ElementsAre("3355"));
  EXPECT_EQ(baris.uraian(), "Kegiatan 3355");
  EXPECT_EQ(baris.pagu_awal(), 400);
  EXPECT_EQ(Persen(baris.serapan_awal()), "25,00");
  EXPECT_EQ(baris.pagu(), 1'998'944'000);
  EXPECT_EQ(Persen(baris.serapan()), "0,00");
  EXPECT_FALSE(kegiatan.baris(1).has_serapan_awal());
}

}  // namespace
}  // namespace sakip::budget
