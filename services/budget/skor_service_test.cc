#include <string>
#include <vector>

#include "sakip/budget/v1/dipa_service.pb.h"
#include "services/budget/budget_service_fixture.h"
#include "services/budget/dipa_service.h"
#include "services/budget/skor_handlers.h"
#include "services/budget/skor_test_util.h"

namespace sakip::budget {
namespace {

constexpr int64_t kJuta = 1'000'000;
constexpr char kPegawai[] = "WA.3355.EBA.994.001.A.511111";
constexpr char kBarang[] = "WA.3355.EBA.994.002.A.521111";
constexpr char kModal[] = "WA.3355.EBB.951.053.A.532111";

// Halaman III of the first three months, in millions.
struct Rencana {
  int64_t pegawai, barang, modal;
};

// One office-year of three lines, of jenis 51, 52 and 53, that a person can add up.
class SkorServiceTest : public BudgetServiceTest {
 protected:
  SkorServiceTest() { dipa_.clock().Set({.micros = 1'767'225'600'000'000}); }  // 2026-01-01

  std::string Nama(const std::string& kode) const {
    return NamaPagu("6474", std::to_string(tahun_) + "-" + kode);
  }

  v1::Pagu WireBaris(const std::string& kode, int64_t juta) const {
    v1::Pagu pagu;
    pagu.set_name(Nama(kode));
    pagu.set_tahun(tahun_);
    pagu.set_kode_program(kode.substr(0, 2));
    pagu.set_kode_kegiatan(kode.substr(3, 4));
    pagu.set_kode_output(kode.substr(3, 8));
    pagu.set_kode_ro(kode.substr(12, 3));
    pagu.set_kode_komponen(kode.substr(16, 3));
    pagu.set_kode_subkomponen(kode.substr(20, 1));
    pagu.set_akun(kode.substr(22));
    pagu.set_uraian("Baris " + kode.substr(22));
    pagu.set_sumber_dana(v1::SUMBER_DANA_RM);
    pagu.set_jumlah(juta * kJuta);
    return pagu;
  }

  void ImporKode() {
    planning_v1::ImportRegisterRequest request;
    request.set_parent("satker/00");
    request.set_request_id(TestRequestId(2));
    const auto add = [&](planning_v1::JenisKode jenis, const char* kode, const char* induk) {
      planning_v1::Kode* wire = request.add_kode();
      wire->set_jenis(jenis);
      wire->set_kode(kode);
      wire->set_uraian(kode);
      wire->set_induk(induk);
      wire->set_tahun_dari(2021);
    };
    add(planning_v1::JENIS_KODE_PROGRAM, "WA", "");
    add(planning_v1::JENIS_KODE_KEGIATAN, "3355", "WA");
    add(planning_v1::JENIS_KODE_OUTPUT, "3355.EBA", "3355");
    add(planning_v1::JENIS_KODE_OUTPUT, "3355.EBB", "3355");
    ASSERT_THAT(planning_.Call<planning_v1::ImportRegisterResponse>("ImportRegister", request),
                IsOk());
  }

  void Impor(int tahun, int64_t pegawai, int64_t barang, int64_t modal) {
    tahun_ = tahun;
    ImporKode();
    v1::ImportAnggaranRequest request;
    request.set_parent(kParent);
    request.set_request_id(TestRequestId(3));
    request.set_tahun(tahun);
    *request.add_pagu() = WireBaris(kPegawai, pegawai);
    *request.add_pagu() = WireBaris(kBarang, barang);
    *request.add_pagu() = WireBaris(kModal, modal);
    ASSERT_THAT(Call<v1::ImportAnggaranResponse>("BudgetService/ImportAnggaran", request), IsOk());
  }

  void Bayar(const std::string& kode, int bulan, int64_t juta) {
    v1::PostRealisasiRequest request;
    request.set_parent(kParent);
    request.set_request_id(TestRequestId(++id_));
    const std::string nomor = std::to_string(tahun_) + "-" + std::to_string(id_);
    v1::RealisasiAnggaran* realisasi = request.mutable_realisasi();
    realisasi->set_name(NamaRealisasi("6474", nomor));
    realisasi->set_pagu(Nama(kode));
    realisasi->set_jenis(v1::JENIS_REALISASI_SP2D);
    realisasi->set_nomor_sp2d(nomor);
    realisasi->set_jumlah(juta * kJuta);
    realisasi->set_tanggal(Tanggal(bulan, 20));
    ASSERT_THAT(Call<v1::PostRealisasiResponse>("BudgetService/PostRealisasi", request), IsOk());
  }

  v1::Revisi WireRevisi(int nomor, int bulan, int hari, const std::string& kode) const {
    v1::Revisi revisi;
    revisi.set_name("satker/6474/revisi/" + std::to_string(tahun_) + "-rev-" +
                    std::to_string(nomor));
    revisi.set_tahun(tahun_);
    revisi.set_nomor(nomor);
    revisi.set_tanggal(Tanggal(bulan, hari));
    revisi.set_jenis(v1::JENIS_REVISI_ADMINISTRASI);
    revisi.set_kewenangan(v1::KEWENANGAN_KANWIL_DJPB);
    revisi.set_kode(kode);
    revisi.set_nomor_dokumen("S-" + std::to_string(nomor));
    revisi.set_alasan("Pemutakhiran");
    return revisi;
  }

  static void Isi(const std::vector<Rencana>& rencana, v1::Revisi* revisi) {
    for (size_t i = 0; i < rencana.size(); ++i) {
      const auto add = [&](v1::JenisBelanja jenis, int64_t juta) {
        v1::RencanaPenarikan* sel = revisi->add_rencana();
        sel->set_bulan(static_cast<int32_t>(i) + 1);
        sel->set_jenis_belanja(jenis);
        sel->set_jumlah(juta * kJuta);
      };
      add(v1::JENIS_BELANJA_PEGAWAI, rencana[i].pegawai);
      add(v1::JENIS_BELANJA_BARANG, rencana[i].barang);
      add(v1::JENIS_BELANJA_MODAL, rencana[i].modal);
    }
  }

  void Revisi(const v1::Revisi& revisi, bool setuju = true) {
    v1::ProposeRevisiRequest usul;
    usul.set_parent(kParent);
    usul.set_request_id(TestRequestId(++id_));
    *usul.mutable_revisi() = revisi;
    dipa_.ActAs(rpc::TestPrincipalWith("OPERATOR_SATKER", "6474"));
    ASSERT_THAT(Call<v1::ProposeRevisiResponse>("DipaService/ProposeRevisi", usul), IsOk());
    v1::DecideRevisiRequest putusan;
    putusan.set_name(revisi.name());
    putusan.set_request_id(TestRequestId(++id_));
    putusan.set_setuju(setuju);
    putusan.set_alasan("Sesuai");
    rpc::Principal admin = rpc::TestPrincipalWith("ADMIN_NASIONAL", "00");
    admin.account += "-admin";
    admin.person += "-admin";
    dipa_.ActAs(admin);
    ASSERT_THAT(Call<v1::DecideRevisiResponse>("DipaService/DecideRevisi", putusan), IsOk());
    dipa_.ActAs(rpc::TestPrincipal());
  }

  template <class Response, class Request>
  absl::StatusOr<Response> Call(const std::string& method, const Request& request) {
    return dipa_.Call<Response>("/sakip.budget.v1." + method, request);
  }

  v1::GetIkpaRequest IkpaSampai(int bulan) const {
    v1::GetIkpaRequest request;
    request.set_parent(kParent);
    request.set_tahun(tahun_);
    request.set_bulan(bulan);
    return request;
  }
  absl::StatusOr<v1::GetIkpaResponse> Ikpa(const v1::GetIkpaRequest& request) {
    return GetIkpa(*dipa_.store().GetSnapshot(), SaatIni(), request);
  }
  v1::GetNkaRequest NkaDengan(const std::vector<v1::CapaianOutput>& capaian) const {
    v1::GetNkaRequest request;
    request.set_parent(kParent);
    request.set_tahun(tahun_);
    request.mutable_capaian()->Add(capaian.begin(), capaian.end());
    return request;
  }
  absl::StatusOr<v1::GetNkaResponse> Nka(const v1::GetNkaRequest& request) {
    return GetNka(*dipa_.store().GetSnapshot(), SaatIni(), request);
  }
  rpc::Call SaatIni() {
    rpc::Call call;
    call.now_us = dipa_.clock().Now().micros;
    return call;
  }

  static v1::CapaianOutput Capaian(const std::string& kode, const std::string& target,
                                   const std::string& realisasi) {
    v1::CapaianOutput capaian;
    capaian.set_kode_output(kode);
    capaian.set_target(target);
    capaian.set_realisasi(realisasi);
    return capaian;
  }

  std::string Tanggal(int bulan, int hari) const {
    return period::Tanggal::Of(tahun_, bulan, hari).value().Iso();
  }

  int tahun_ = 2024;
  int id_ = 100;
  rpc::TestServer dipa_{{BudgetMethods(&planning_.client()), DipaMethods(&planning_.client())}};
};

// "50,00" of the component called so; "-" without a value.
std::string NilaiOf(const v1::Skor& skor, const std::string& nama) {
  for (const v1::KomponenSkor& komponen : skor.komponen()) {
    if (komponen.nama() == nama) {
      return komponen.has_nilai() ? komponen.nilai().desimal() : "-";
    }
  }
  return "no such component";
}

const v1::KomponenSkor& KomponenOf(const v1::Skor& skor, const std::string& nama) {
  for (const v1::KomponenSkor& komponen : skor.komponen()) {
    if (komponen.nama() == nama) {
      return komponen;
    }
  }
  return v1::KomponenSkor::default_instance();
}

// Every step on the wire is worth what it says, as far as its rounded figures tell.
void ExpectMenjelaskan(const v1::Skor& skor) {
  std::vector<v1::LangkahSkor> langkah(skor.langkah().begin(), skor.langkah().end());
  for (const v1::KomponenSkor& komponen : skor.komponen()) {
    langkah.insert(langkah.end(), komponen.langkah().begin(), komponen.langkah().end());
  }
  EXPECT_GT(langkah.size(), 3u);
  for (const v1::LangkahSkor& satu : langkah) {
    SCOPED_TRACE(satu.nama() + ": " + satu.rumus());
    LangkahSkor tanpa_nama{.nama = {}, .rumus = satu.rumus(), .masukan = {}, .hasil = {}};
    std::erase(tanpa_nama.rumus, '.');  // between thousands
    testing::Penilai penilai(tanpa_nama);
    const auto hasil = ratio::Ratio::FromCanonical(satu.hasil().eksak());
    ASSERT_TRUE(hasil.ok());
    EXPECT_LT(ratio::Abs(penilai.Jumlah() - *hasil), testing::R("0.000001"));
    EXPECT_TRUE(penilai.AtEnd());
  }
}

// The first quarter of 2024, worked by hand beside each figure.
class IkpaTriwulanSatu : public SkorServiceTest {
 protected:
  IkpaTriwulanSatu() {
    Impor(2024, 1200, 600, 200);
    v1::Revisi dipa = WireRevisi(1, 1, 2, "");  // without a code: does not count
    Isi({{100, 50, 0}, {100, 50, 0}, {100, 50, 50}}, &dipa);
    Revisi(dipa);
    v1::Revisi geser = WireRevisi(2, 2, 10, "201");  // counts
    geser.set_jenis(v1::JENIS_REVISI_PERGESERAN);
    *geser.add_baris() = WireBaris(kBarang, 550);
    *geser.add_baris() = WireBaris(kModal, 250);
    Revisi(geser);
    v1::Revisi ditolak = WireRevisi(3, 2, 20, "211");
    Revisi(ditolak, /*setuju=*/false);
    v1::Revisi rencana = WireRevisi(3, 3, 5, "211");  // counts
    rencana.set_name(rencana.name() + "b");
    Isi({{100, 50, 0}, {100, 50, 0}, {100, 50, 100}}, &rencana);
    Revisi(rencana);
    for (const int bulan : {1, 2, 3}) {
      Bayar(kPegawai, bulan, 100);
    }
    Bayar(kBarang, 1, 40);
    Bayar(kBarang, 2, 50);
    Bayar(kBarang, 3, 60);
    Bayar(kModal, 3, 20);
  }
};

TEST_F(IkpaTriwulanSatu, IsWhatAPersonWorksOutFromTheSameBooks) {
  v1::GetIkpaRequest request = IkpaSampai(3);
  request.mutable_nilai_luar()->set_penyelesaian_tagihan("90");
  request.mutable_nilai_luar()->set_dispensasi_spm("0.25");
  const auto answer = Ikpa(request);
  ASSERT_THAT(answer, IsOk());
  const v1::Skor& skor = answer->skor();
  EXPECT_EQ(skor.rule_set().substr(0, 10), "ikpa-2024@");
  // Two that count in a quarter that has one for free.
  EXPECT_EQ(NilaiOf(skor, "Revisi DIPA"), "50.00000000");
  // January 600 × 20 % / 2000 = 6; February 0; March (550 × 20 % + 250 × 80 %) / 2000 = 15.5.
  EXPECT_EQ(NilaiOf(skor, "Deviasi Halaman III DIPA"), "92.83333333");
  // 51 and 52 reach their targets; 53: 20 of 250 × 10 % is 80. (1200 + 550 + 250 × 80 %) / 2000.
  EXPECT_EQ(NilaiOf(skor, "Penyerapan Anggaran"), "97.50000000");
  EXPECT_EQ(NilaiOf(skor, "Penyelesaian Tagihan"), "90.00000000");
  // What nobody told drops out, and says so.
  for (const char* nama : {"Belanja Kontraktual", "Pengelolaan UP dan TUP", "Capaian Output"}) {
    EXPECT_EQ(NilaiOf(skor, nama), "-") << nama;
    EXPECT_FALSE(KomponenOf(skor, nama).has_bobot_efektif()) << nama;
    EXPECT_NE(KomponenOf(skor, nama).keterangan(), "") << nama;
  }
  // (10 × 50 + 15 × 92.8333 + 20 × 97.5 + 10 × 90) / 55 - 0.25
  EXPECT_EQ(skor.nilai().desimal(), "85.97727273");
  EXPECT_EQ(KomponenOf(skor, "Penyerapan Anggaran").bobot(), "20.00");
  EXPECT_EQ(KomponenOf(skor, "Penyerapan Anggaran").bobot_efektif().eksak(), "400/11");
  EXPECT_EQ(skor.langkah().rbegin()->hasil().eksak(), skor.nilai().eksak());
  ExpectMenjelaskan(skor);
}

TEST_F(IkpaTriwulanSatu, TakesEachMonthAsItStoodThen) {
  const auto answer = Ikpa(IkpaSampai(2));
  ASSERT_THAT(answer, IsOk());
  // March's revision does not count yet; the mean deviation of 6 and 0 is within the tolerance.
  EXPECT_EQ(NilaiOf(answer->skor(), "Revisi DIPA"), "100.00000000");
  EXPECT_EQ(NilaiOf(answer->skor(), "Deviasi Halaman III DIPA"), "100.00000000");
  EXPECT_EQ(KomponenOf(answer->skor(), "Penyerapan Anggaran").keterangan(),
            "Triwulan I belum selesai");
}

TEST_F(IkpaTriwulanSatu, RefusesEveryValueThatIsNoScore) {
  v1::GetIkpaRequest request = IkpaSampai(3);
  request.mutable_nilai_luar()->set_up_tup("100.01");
  request.mutable_nilai_luar()->set_dispensasi_spm("-1");
  const auto answer = Ikpa(request);
  EXPECT_THAT(answer, IsRefused(Reason::kInvalidField));
  EXPECT_THAT(rpc::FieldsOf(answer.status()),
              ::testing::ElementsAre("nilai_luar.up_tup", "nilai_luar.dispensasi_spm"));
}

TEST_F(SkorServiceTest, WeighsDispensasiWhereTheRulesOfTheYearDo) {
  Impor(2023, 1200, 600, 200);
  v1::GetIkpaRequest request = IkpaSampai(1);
  request.mutable_nilai_luar()->set_dispensasi_spm("80");
  const auto answer = Ikpa(request);
  ASSERT_THAT(answer, IsOk());
  EXPECT_EQ(NilaiOf(answer->skor(), "Dispensasi SPM"), "80.00000000");
}

TEST_F(SkorServiceTest, AYearWithoutRulesIsNamed) {
  tahun_ = 2017;
  const auto ikpa = Ikpa(IkpaSampai(12));
  EXPECT_THAT(ikpa, IsRefused(Reason::kNoData));
  EXPECT_THAT(ikpa.status().message(), ::testing::HasSubstr("2017"));
  const auto nka = Nka(NkaDengan({}));
  EXPECT_THAT(nka, IsRefused(Reason::kNoData));
  EXPECT_THAT(nka.status().message(), ::testing::HasSubstr("2017"));
}

// Two RO of 1800 and 200 million.
class Nka2022 : public SkorServiceTest {
 protected:
  Nka2022() {
    Impor(2022, 1200, 600, 200);
    v1::Revisi dipa = WireRevisi(1, 1, 2, "");
    Isi({{1000, 500, 0}}, &dipa);
    Revisi(dipa);
    Bayar(kPegawai, 1, 1000);
    Bayar(kBarang, 1, 500);
  }
};

TEST_F(Nka2022, IsWhatAPersonWorksOutFromTheSameBooks) {
  v1::CapaianOutput tanpa_kasus = Capaian("3355.EBB.951", "4", "");
  tanpa_kasus.set_tidak_ada_kasus(true);
  const auto answer = Nka(NkaDengan({Capaian("3355.EBA.994", "12", "12"), tanpa_kasus}));
  ASSERT_THAT(answer, IsOk());
  const v1::Skor& skor = answer->skor();
  EXPECT_EQ(skor.rule_set().substr(0, 9), "nka-2021@");
  EXPECT_EQ(NilaiOf(skor, "Penyerapan Anggaran"), "75.00000000");  // 1500 of 2000
  EXPECT_EQ(NilaiOf(skor, "Konsistensi"), "100.00000000");         // as planned, to December
  EXPECT_EQ(NilaiOf(skor, "Capaian RO"), "100.00000000");
  // (1800 - 1500) / 1800 = 16.67 %; 50 + 16.67 / 20 × 50
  EXPECT_EQ(NilaiOf(skor, "Nilai Efisiensi"), "91.66666667");
  // 0.097 × 75 + 0.182 × 100 + 0.435 × 100 + 0.286 × 91.6667
  EXPECT_EQ(skor.nilai().desimal(), "95.19166667");
  ExpectMenjelaskan(skor);
  ASSERT_GT(skor.catatan_size(), 0);
  EXPECT_THAT(skor.catatan(0), ::testing::HasSubstr("3355.EBB.951"));
}

TEST_F(Nka2022, AnRoThatNobodyReportedIsNeitherZeroNorDone) {
  const auto answer = Nka(NkaDengan({Capaian("3355.EBA.994", "12", "12")}));
  ASSERT_THAT(answer, IsOk());
  EXPECT_EQ(NilaiOf(answer->skor(), "Capaian RO"), "-");
  EXPECT_THAT(KomponenOf(answer->skor(), "Capaian RO").keterangan(),
              ::testing::HasSubstr("3355.EBB.951"));
}

TEST_F(Nka2022, RefusesOutputsThatAreNone) {
  const auto answer =
      Nka(NkaDengan({Capaian("3355.EBA.994", "12", "12"), Capaian("3355.EBA.994", "12", "-1"),
                     Capaian("3355.EBA", "1", "1")}));
  EXPECT_THAT(answer, IsRefused(Reason::kInvalidField));
  EXPECT_THAT(rpc::FieldsOf(answer.status()),
              ::testing::ElementsAre("capaian[1].kode_output", "capaian[2].kode_output"));
}

}  // namespace
}  // namespace sakip::budget
