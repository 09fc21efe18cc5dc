#ifndef SAKIP_SERVICES_PLANNING_TEST_PERENCANAAN_H_
#define SAKIP_SERVICES_PLANNING_TEST_PERENCANAAN_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/planning/perencanaan.h"
#include "services/planning/planning.h"
#include "services/planning/register.h"

// Small, valid inputs for tests; every field that can be set is set.
namespace sakip::planning {

inline Register TestRegister() {
  using Tingkat = TingkatSatker;
  return {{{"satker/00", "KPU", Tingkat::kPusat, "", "2015-01-01", "", ""},
           {"satker/64", "KPU Provinsi Kalimantan Timur", Tingkat::kProvinsi, "satker/00",
            "2015-01-01", "", ""},
           {"satker/6474", "Sekretariat KPU Kota Bontang", Tingkat::kKabkota, "satker/64",
            "2015-01-01", "2099-12-31", "658474"}},
          {{JenisKode::kProgram, "01", "Dukungan Manajemen", "", 2015, 2020},
           {JenisKode::kKegiatan, "3355", "Akuntabilitas", "01", 2015, 2020},
           {JenisKode::kOutput, "3355.003", "Laporan", "3355", 2015, 2020}}};
}

inline std::string TestName(std::string_view rest) {
  return "satker/6474/" + std::string(rest);
}

inline Target TestTarget(std::string teks) {
  return {std::move(teks), "", "", KeadaanTarget::kTerbaca};
}

// The office-year 2017 of satker/6474: 9 resources.
inline PerencanaanRequest TestPerencanaan() {
  PerencanaanRequest request{"satker/6474", 2017, Mode::kBerjalan, false, {}};
  Perencanaan& p = request.perencanaan;
  const std::string hukum = TestName("unitKerja/hukum");
  const std::string i1 = TestName("indikator/i1");
  const std::string o1 = TestName("indikator/o1");
  p.unit_kerja = {{hukum, "Sub Bagian Hukum", "HUKUM"}};
  p.pegawai = {{"golongan", "Golongan III", 9}, {"golongan", "Golongan II", 6}};
  p.indikator = {{i1,
                  "Partisipasi pemilih",
                  "%",
                  Polaritas::kMaximize,
                  Akumulasi::kLast,
                  JenisNilai::kPersentase,
                  1,
                  "",
                  "",
                  {}},
                 {o1,
                  "Laporan SAI",
                  "Laporan",
                  Polaritas::kMinimize,
                  Akumulasi::kSum,
                  JenisNilai::kJumlah,
                  0,
                  "3355.003",
                  hukum,
                  {"LPJ"}}};
  p.renstra = Renstra{TestName("renstra/2015-2019"),
                      2015,
                      2019,
                      "Kpts 1/2015",
                      "Mandiri",
                      {{1, "Misi satu"}, {2, "Misi dua"}},
                      {{1, "Tujuan satu"}},
                      {{1, "Sasaran satu", {i1}}},
                      {{1, "Persentase partisipasi", i1}}};
  p.rkt = Rkt{TestName("rkt/2017"),
              2017,
              {{1, "Akuntabilitas", o1, "Jumlah laporan", TestTarget("2 Laporan")}}};
  p.perjanjian_kinerja = {{TestName("perjanjianKinerja/2017-hukum"),
                           2017,
                           JenisPerjanjianKinerja::kSubBagian,
                           hukum,
                           "PERJANJIAN KINERJA HUKUM",
                           {{1, "Kualitas", i1, "", TestTarget("80%")}}},
                          {TestName("perjanjianKinerja/2017-ketua"),
                           2017,
                           JenisPerjanjianKinerja::kKetua,
                           "",
                           "PERJANJIAN KINERJA KETUA",
                           {{1, "Kualitas", i1, "", TestTarget("77,5%")}}}};
  p.rencana_aksi = RencanaAksi{TestName("rencanaAksi/2017"),
                               2017,
                               {{1,
                                 "Keuangan",
                                 "Jumlah laporan",
                                 TestTarget("1 laporan"),
                                 "Membuat LPJ",
                                 {1, 2, 12},
                                 hukum,
                                 "meragukan"}}};
  return request;
}

}  // namespace sakip::planning

#endif  // SAKIP_SERVICES_PLANNING_TEST_PERENCANAAN_H_
