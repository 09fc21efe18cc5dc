#ifndef SAKIP_SERVICES_REPORTING_REPORTING_SERVICE_FIXTURE_H_
#define SAKIP_SERVICES_REPORTING_REPORTING_SERVICE_FIXTURE_H_

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_replace.h"
#include "common/rpc/testing.h"
#include "sakip/budget/v1/budget_service.pb.h"
#include "sakip/performance/v1/performance_service.pb.h"
#include "sakip/planning/v1/planning_service.pb.h"
#include "sakip/reporting/v1/reporting_service.pb.h"
#include "services/budget/budget_service.h"
#include "services/performance/performance_service.h"
#include "services/planning/planning_service.h"
#include "services/reporting/reporting_service.h"

// For tests: reporting over a memory store beside the three real services it reads from, and a
// small office to enter into them.
namespace sakip::reporting {

using fault::Reason;
using rpc::FieldsOf;
using rpc::IsOk;
using rpc::IsRefused;
using rpc::TestRequestId;

inline constexpr char kParent[] = "satker/6474";

inline constexpr std::string_view kRegisterText = R"pb(
  parent: "satker/00"
  satker {
    name: "satker/00"
    nama: "Sekretariat Jenderal KPU"
    tingkat: TINGKAT_SATKER_PUSAT
    berlaku_dari: "2015-01-01"
  }
  satker {
    name: "satker/64"
    nama: "KPU Provinsi Contoh"
    tingkat: TINGKAT_SATKER_PROVINSI
    induk: "satker/00"
    berlaku_dari: "2015-01-01"
  }
  satker {
    name: "satker/6474"
    nama: "Sekretariat KPU Kota Contoh"
    tingkat: TINGKAT_SATKER_KABKOTA
    induk: "satker/64"
    berlaku_dari: "2015-01-01"
  }
  kode { jenis: JENIS_KODE_PROGRAM kode: "01" uraian: "Dukungan" tahun_dari: 2015 }
  kode { jenis: JENIS_KODE_KEGIATAN kode: "3355" uraian: "Keuangan" induk: "01" tahun_dari: 2015 }
  kode {
    jenis: JENIS_KODE_OUTPUT
    kode: "3355.003"
    uraian: "Laporan"
    induk: "3355"
    tahun_dari: 2015
  }
  kode {
    jenis: JENIS_KODE_OUTPUT
    kode: "3355.010"
    uraian: "Advokasi"
    induk: "3355"
    tahun_dari: 2015
  }
)pb";

// YEAR is replaced by the year asked for.
inline constexpr std::string_view kPlanText = R"pb(
  unit_kerja { name: "satker/6474/unitKerja/kul" nama: "Sub Bagian KUL" singkatan: "KUL" }
  pegawai { kelompok: "golongan" uraian: "Golongan III" jumlah: 9 }
  indikator {
    name: "satker/6474/indikator/laporan"
    nama: "Jumlah laporan keuangan"
    satuan: "Laporan"
    polaritas: POLARITAS_MAXIMIZE
    akumulasi: AKUMULASI_SUM
    jenis_nilai: JENIS_NILAI_JUMLAH
    kode_output: "3355.003"
    unit_kerja: "satker/6474/unitKerja/kul"
  }
  indikator {
    name: "satker/6474/indikator/advokasi"
    nama: "Penyelesaian sengketa"
    satuan: "%"
    polaritas: POLARITAS_MAXIMIZE
    akumulasi: AKUMULASI_LAST
    jenis_nilai: JENIS_NILAI_PERSENTASE
    kode_output: "3355.010"
  }
  renstra {
    name: "satker/6474/renstra/2015-2019"
    tahun_dari: 2015
    tahun_sampai: 2019
    visi: "Mandiri"
    misi { nomor: 1 uraian: "Misi satu" }
    tujuan { nomor: 1 uraian: "Tujuan satu" }
    sasaran { nomor: 1 uraian: "Sasaran satu" indikator: "satker/6474/indikator/laporan" }
    iku { nomor: 1 uraian: "Laporan" indikator: "satker/6474/indikator/laporan" }
  }
  rkt {
    name: "satker/6474/rkt/YEAR"
    tahun: YEAR
    baris {
      nomor: 1
      sasaran: "Keuangan tertib"
      indikator: "satker/6474/indikator/laporan"
      target { teks: "2 Laporan" }
    }
  }
  perjanjian_kinerja {
    name: "satker/6474/perjanjianKinerja/YEAR-sekretaris"
    tahun: YEAR
    jenis: JENIS_PERJANJIAN_KINERJA_SEKRETARIS
    judul: "PERJANJIAN KINERJA SEKRETARIS"
    baris {
      nomor: 1
      sasaran: "Keuangan tertib"
      indikator: "satker/6474/indikator/laporan"
      target { teks: "2 Laporan" }
    }
    baris {
      nomor: 2
      sasaran: "Sengketa selesai"
      indikator: "satker/6474/indikator/advokasi"
      target { teks: "100%" }
    }
  }
  rencana_aksi {
    name: "satker/6474/rencanaAksi/YEAR"
    tahun: YEAR
    baris {
      nomor: 1
      sasaran: "Keuangan tertib"
      indikator: "Jumlah laporan"
      target { teks: "2 Laporan" }
      kegiatan: "Menyusun laporan"
      bulan: [ 6, 12 ]
      pelaksana: "satker/6474/unitKerja/kul"
    }
  }
)pb";

inline constexpr std::string_view kRealisasiText = R"pb(
  parent: "satker/6474"
  tahun: YEAR
  realisasi {
    indikator: "satker/6474/indikator/laporan"
    periode: "YEAR-06"
    status: STATUS_REALISASI_MEASURED
    nilai { teks: "1 Laporan" }
  }
  realisasi {
    indikator: "satker/6474/indikator/laporan"
    periode: "YEAR-12"
    status: STATUS_REALISASI_MEASURED
    nilai { teks: "1 Laporan" }
    narasi { uraian: "Kedua laporan selesai tepat waktu." }
  }
  realisasi {
    indikator: "satker/6474/indikator/advokasi"
    periode: "YEAR"
    status: STATUS_REALISASI_NO_CASE
    alasan: "Tidak ada sengketa"
    narasi { uraian: "Tidak ada sengketa yang diajukan." }
  }
)pb";

inline constexpr std::string_view kAnggaranText = R"pb(
  parent: "satker/6474"
  tahun: YEAR
  pagu {
    name: "satker/6474/pagu/YEAR-01.3355.003"
    tahun: YEAR
    kode_program: "01"
    kode_kegiatan: "3355"
    kode_output: "3355.003"
    uraian: "Laporan keuangan"
    sumber_dana: SUMBER_DANA_RM
    jumlah: 27404000
  }
  pagu {
    name: "satker/6474/pagu/YEAR-01.3355.010"
    tahun: YEAR
    kode_program: "01"
    kode_kegiatan: "3355"
    kode_output: "3355.010"
    uraian: "Advokasi hukum"
    sumber_dana: SUMBER_DANA_RM
    jumlah: 5000000
  }
  realisasi {
    name: "satker/6474/realisasiAnggaran/YEAR-saldo-3355.010"
    pagu: "satker/6474/pagu/YEAR-01.3355.010"
    jenis: JENIS_REALISASI_SALDO_IMPOR
    jumlah: 2208500
    tanggal: "YEAR-12-31"
  }
)pb";

inline constexpr std::string_view kNaskahText = R"pb(
  name: "satker/6474/naskahLakip/YEAR"
  tahun: YEAR
  tempat: "Contoh"
  tanggal: "2018-02-02"
  jabatan_penandatangan: "Sekretaris KPU Kota Contoh"
  narasi { bagian: BAGIAN_NARASI_KATA_PENGANTAR paragraf: "Laporan ini disusun." paragraf: "Dua." }
  narasi { bagian: BAGIAN_NARASI_SIMPULAN paragraf: "Kinerja <b>baik</b> & tertib." }
)pb";

template <class Message>
Message FromText(std::string_view text, int tahun = 2017) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      absl::StrReplaceAll(absl::string_view(text.data(), text.size()),
                          {{"YEAR", std::to_string(tahun)}}),
      &message));
  return message;
}

class ReportingServiceTest : public ::testing::Test {
 protected:
  static rpc::TestServer::Options Named(std::string name) {
    rpc::TestServer::Options options;
    options.name = std::move(name);
    return options;
  }

  std::string NewId() { return TestRequestId(++requests_); }

  void EnterRegister() {
    auto request = FromText<planning::v1::ImportRegisterRequest>(kRegisterText);
    request.set_request_id(NewId());
    ASSERT_THAT(planning_.Call<planning::v1::ImportRegisterResponse>("ImportRegister", request),
                IsOk());
  }
  void EnterPlan(int tahun = 2017) {
    planning::v1::ImportPerencanaanRequest request;
    request.set_parent(kParent);
    request.set_tahun(tahun);
    request.set_request_id(NewId());
    *request.mutable_perencanaan() = FromText<planning::v1::Perencanaan>(kPlanText, tahun);
    ASSERT_THAT(
        planning_.Call<planning::v1::ImportPerencanaanResponse>("ImportPerencanaan", request),
        IsOk());
  }
  void RefreshCapaian(int tahun = 2017) {
    performance::v1::RefreshCapaianRequest request;
    request.set_parent("satker/6474");
    request.set_tahun(tahun);
    request.set_request_id(NewId());
    ASSERT_THAT(
        performance_.Call<performance::v1::RefreshCapaianResponse>("RefreshCapaian", request),
        IsOk());
  }

  void EnterRealisasi(int tahun = 2017) {
    auto request = FromText<performance::v1::ImportRealisasiRequest>(kRealisasiText, tahun);
    request.set_request_id(NewId());
    ASSERT_THAT(
        performance_.Call<performance::v1::ImportRealisasiResponse>("ImportRealisasi", request),
        IsOk());
  }
  void EnterAnggaran(int tahun = 2017) {
    auto request = FromText<budget::v1::ImportAnggaranRequest>(kAnggaranText, tahun);
    request.set_request_id(NewId());
    ASSERT_THAT(budget_.Call<budget::v1::ImportAnggaranResponse>("ImportAnggaran", request),
                IsOk());
  }
  void EnterNaskah(int tahun = 2017) {
    auto request = NaskahRequest();
    *request.mutable_naskah() = FromText<v1::NaskahLakip>(kNaskahText, tahun);
    ASSERT_THAT(Import(request), IsOk());
  }
  void EnterOffice(int tahun = 2017) {
    EnterPlan(tahun);
    EnterRealisasi(tahun);
    EnterAnggaran(tahun);
    EnterNaskah(tahun);
  }
  // The naskah of 2017 with another simpulan, so that the report's content differs.
  void ChangeNaskah(const std::string& simpulan) {
    auto request = NaskahRequest();
    request.mutable_naskah()->mutable_narasi(1)->set_paragraf(0, simpulan);
    const auto response = Import(request);
    ASSERT_THAT(response, IsOk());
    EXPECT_TRUE(response->changed());
  }

  v1::ImportNaskahLakipRequest NaskahRequest() {
    v1::ImportNaskahLakipRequest request;
    request.set_parent(kParent);
    request.set_request_id(NewId());
    *request.mutable_naskah() = FromText<v1::NaskahLakip>(kNaskahText);
    return request;
  }
  v1::CreateLakipRequest CreateRequest(int tahun = 2017) {
    v1::CreateLakipRequest request;
    request.set_parent(kParent);
    request.set_request_id(NewId());
    request.set_tahun(tahun);
    return request;
  }

  absl::StatusOr<v1::ImportNaskahLakipResponse> Import(
      const v1::ImportNaskahLakipRequest& request) const {
    return reporting_.Call<v1::ImportNaskahLakipResponse>("ImportNaskahLakip", request);
  }
  absl::StatusOr<v1::GetNaskahLakipResponse> GetNaskah(const std::string& name) const {
    v1::GetNaskahLakipRequest request;
    request.set_name(name);
    return reporting_.Call<v1::GetNaskahLakipResponse>("GetNaskahLakip", request);
  }
  absl::StatusOr<v1::CreateLakipResponse> Create(const v1::CreateLakipRequest& request) const {
    return reporting_.Call<v1::CreateLakipResponse>("CreateLakip", request);
  }
  absl::StatusOr<v1::GetLakipResponse> Get(const std::string& name) const {
    v1::GetLakipRequest request;
    request.set_name(name);
    return reporting_.Call<v1::GetLakipResponse>("GetLakip", request);
  }
  absl::StatusOr<v1::RenderLakipResponse> Render(const std::string& name,
                                                 v1::FormatDokumen format) const {
    v1::RenderLakipRequest request;
    request.set_name(name);
    request.set_format(format);
    return reporting_.Call<v1::RenderLakipResponse>("RenderLakip", request);
  }
  std::string Html(const std::string& name) const {
    const auto response = Render(name, v1::FORMAT_DOKUMEN_HTML);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? response->isi() : std::string();
  }
  absl::StatusOr<v1::ListLakipResponse> List(int page_size = 0, std::string token = {}) const {
    v1::ListLakipRequest request;
    request.set_parent(kParent);
    request.set_page_size(page_size);
    request.set_page_token(std::move(token));
    return reporting_.Call<v1::ListLakipResponse>("ListLakip", request);
  }
  std::vector<std::string> Versions() const {
    const auto response = List();
    EXPECT_THAT(response, IsOk());
    std::vector<std::string> names;
    if (response.ok()) {
      for (const v1::Lakip& lakip : response->lakip()) {
        names.push_back(lakip.name());
      }
    }
    return names;
  }
  uint64_t Sequence() { return reporting_.store().GetSnapshot()->head().sequence; }

  rpc::TestServer planning_{{planning::PlanningMethods()}, Named("planning")};
  rpc::TestServer performance_{{performance::PerformanceMethods(&planning_.client())},
                               Named("performance")};
  rpc::TestServer budget_{{budget::BudgetMethods(&planning_.client())}, Named("budget")};
  rpc::TestServer reporting_{
      {ReportingMethods(&planning_.client(), &performance_.client(), &budget_.client())},
      Named("reporting")};
  int requests_ = 0;
};

}  // namespace sakip::reporting

#endif  // SAKIP_SERVICES_REPORTING_REPORTING_SERVICE_FIXTURE_H_
