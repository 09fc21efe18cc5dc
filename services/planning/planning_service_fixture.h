#ifndef SAKIP_SERVICES_PLANNING_PLANNING_SERVICE_FIXTURE_H_
#define SAKIP_SERVICES_PLANNING_PLANNING_SERVICE_FIXTURE_H_

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/fault/fault.h"
#include "common/rpc/testing.h"
#include "sakip/planning/v1/planning_service.pb.h"
#include "services/planning/planning_service.h"

namespace sakip::planning {

// The registers that the office-year below needs.
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
    nama: "KPU Provinsi Kalimantan Timur"
    tingkat: TINGKAT_SATKER_PROVINSI
    induk: "satker/00"
    berlaku_dari: "2015-01-01"
  }
  satker {
    name: "satker/6474"
    nama: "Sekretariat KPU Kota Bontang"
    tingkat: TINGKAT_SATKER_KABKOTA
    induk: "satker/64"
    berlaku_dari: "2015-01-01"
    berlaku_sampai: "2099-12-31"
    kode_dipa: "658474"
  }
  kode { jenis: JENIS_KODE_PROGRAM kode: "01" uraian: "Dukungan" tahun_dari: 2015 }
  kode { jenis: JENIS_KODE_KEGIATAN kode: "3355" uraian: "Keuangan" induk: "01" tahun_dari: 2015 }
  kode {
    jenis: JENIS_KODE_OUTPUT
    kode: "3355.003"
    uraian: "Laporan"
    induk: "3355"
    tahun_dari: 2015
    tahun_sampai: 2020
  }
)pb";

// One office-year with 9 resources, every field set; targets as text.
inline constexpr std::string_view kPerencanaanText = R"pb(
  unit_kerja { name: "satker/6474/unitKerja/kul" nama: "Sub Bagian KUL" singkatan: "KUL" }
  pegawai { kelompok: "golongan" uraian: "Golongan III" jumlah: 9 }
  pegawai { kelompok: "golongan" uraian: "Golongan II" }
  indikator {
    name: "satker/6474/indikator/3355.003"
    nama: "Laporan SAI"
    satuan: "Lap"
    polaritas: POLARITAS_MINIMIZE
    akumulasi: AKUMULASI_SUM
    jenis_nilai: JENIS_NILAI_JUMLAH
    desimal: 2
    kode_output: "3355.003"
    unit_kerja: "satker/6474/unitKerja/kul"
    rincian: "LPJ"
    rincian: "LRA"
  }
  indikator {
    name: "satker/6474/indikator/ss1a"
    nama: "Partisipasi pemilih"
    satuan: "%"
    polaritas: POLARITAS_MAXIMIZE
    akumulasi: AKUMULASI_LAST
    jenis_nilai: JENIS_NILAI_PERSENTASE
  }
  renstra {
    name: "satker/6474/renstra/2015-2019"
    tahun_dari: 2015
    tahun_sampai: 2019
    dasar_hukum: "Keputusan 1/2015"
    visi: "Mandiri"
    misi { nomor: 1 uraian: "Misi satu" }
    misi { nomor: 2 uraian: "Misi dua" }
    tujuan { nomor: 1 uraian: "Tujuan satu" }
    sasaran { nomor: 1 uraian: "Sasaran satu" indikator: "satker/6474/indikator/ss1a" }
    iku { nomor: 1 uraian: "Persentase" indikator: "satker/6474/indikator/ss1a" }
  }
  rkt {
    name: "satker/6474/rkt/2017"
    tahun: 2017
    baris {
      nomor: 1
      sasaran: "Keuangan"
      indikator: "satker/6474/indikator/3355.003"
      uraian: "Jumlah laporan"
      target { teks: "1.200" satuan: "Lap" }
    }
  }
  perjanjian_kinerja {
    name: "satker/6474/perjanjianKinerja/2017-ketua"
    tahun: 2017
    jenis: JENIS_PERJANJIAN_KINERJA_KETUA
    judul: "PERJANJIAN KINERJA KETUA"
    baris {
      nomor: 1
      sasaran: "Kualitas"
      indikator: "satker/6474/indikator/ss1a"
      target { teks: "77,5%" }
    }
  }
  perjanjian_kinerja {
    name: "satker/6474/perjanjianKinerja/2017-a-kul"
    tahun: 2017
    jenis: JENIS_PERJANJIAN_KINERJA_SUB_BAGIAN
    unit_kerja: "satker/6474/unitKerja/kul"
    judul: "PERJANJIAN KINERJA KUL"
    baris {
      nomor: 1
      sasaran: "Kualitas"
      indikator: "satker/6474/indikator/ss1a"
      target { angka: "80" satuan: "%" }
    }
  }
  rencana_aksi {
    name: "satker/6474/rencanaAksi/2017"
    tahun: 2017
    baris {
      nomor: 1
      sasaran: "Keuangan"
      indikator: "Jumlah laporan"
      target { teks: "1 laporan" }
      kegiatan: "Membuat LPJ"
      bulan: [ 1, 2, 12 ]
      pelaksana: "satker/6474/unitKerja/kul"
      catatan: "meragukan"
    }
  }
)pb";

template <class Message>
Message FromText(std::string_view text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(std::string(text), &message));
  return message;
}

class PlanningServiceTest : public testing::Test {
 protected:
  PlanningServiceTest() : server_({PlanningMethods()}) {}

  static v1::ImportRegisterRequest Register(int id) {
    auto request = FromText<v1::ImportRegisterRequest>(kRegisterText);
    request.set_request_id(rpc::TestRequestId(id));
    return request;
  }

  static v1::ImportPerencanaanRequest Plan(int id) {
    v1::ImportPerencanaanRequest request;
    request.set_parent("satker/6474");
    request.set_request_id(rpc::TestRequestId(id));
    request.set_tahun(2017);
    *request.mutable_perencanaan() = FromText<v1::Perencanaan>(kPerencanaanText);
    return request;
  }

  // Registers and office-year, with request ids 1 and 2.
  void Fill() {
    ASSERT_THAT(Import(Register(1)), rpc::IsOk());
    ASSERT_THAT(Import(Plan(2)), rpc::IsOk());
  }

  absl::StatusOr<v1::ImportRegisterResponse> Import(const v1::ImportRegisterRequest& request) {
    return server_.Call<v1::ImportRegisterResponse>("ImportRegister", request);
  }
  absl::StatusOr<v1::ImportPerencanaanResponse> Import(
      const v1::ImportPerencanaanRequest& request) {
    return server_.Call<v1::ImportPerencanaanResponse>("ImportPerencanaan", request);
  }

  absl::StatusOr<v1::GetPerencanaanResponse> GetYear(std::string parent, int tahun) {
    v1::GetPerencanaanRequest request;
    request.set_parent(std::move(parent));
    request.set_tahun(tahun);
    return server_.Call<v1::GetPerencanaanResponse>("GetPerencanaan", request);
  }

  // A Get... method by resource name.
  template <class Response, class Request>
  absl::StatusOr<Response> Get(std::string_view method, std::string name) {
    Request request;
    request.set_name(std::move(name));
    return server_.Call<Response>(method, request);
  }

  rpc::TestServer server_;
};

}  // namespace sakip::planning

#endif  // SAKIP_SERVICES_PLANNING_PLANNING_SERVICE_FIXTURE_H_
