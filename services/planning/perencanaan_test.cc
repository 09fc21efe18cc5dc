#include "services/planning/perencanaan.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "services/planning/test_refusal.h"

namespace sakip::planning {
namespace {

constexpr JenisPerjanjianKinerja kKetua = JenisPerjanjianKinerja::kKetua;
constexpr JenisPerjanjianKinerja kSubBagian = JenisPerjanjianKinerja::kSubBagian;

std::string Name(std::string_view rest) {
  return "satker/6474/" + std::string(rest);
}

Target Text(std::string teks) {
  return {std::move(teks), "", "", KeadaanTarget::kTerbaca};
}

// A whole, valid office-year in small.
PerencanaanRequest Request() {
  PerencanaanRequest request{"satker/6474", 2017, Mode::kBerjalan, {}};
  Perencanaan& p = request.perencanaan;
  p.unit_kerja = {{Name("unitKerja/hukum"), "Sub Bagian Hukum", "HUKUM"}};
  p.pegawai = {{"golongan", "Golongan III", 9}, {"golongan", "Golongan II", 6}};
  p.indikator = {{Name("indikator/i1"),
                  "Partisipasi pemilih",
                  "%",
                  Polaritas::kMaximize,
                  Akumulasi::kLast,
                  JenisNilai::kPersentase,
                  1,
                  "",
                  "",
                  {}},
                 {Name("indikator/o1"),
                  "Laporan SAI",
                  "Laporan",
                  Polaritas::kMaximize,
                  Akumulasi::kSum,
                  JenisNilai::kJumlah,
                  0,
                  "3355.003",
                  Name("unitKerja/hukum"),
                  {"LPJ"}}};
  p.renstra = Renstra{Name("renstra/2015-2019"),
                      2015,
                      2019,
                      "Kpts 1/2015",
                      "Mandiri",
                      {{1, "Misi satu"}, {2, "Misi dua"}},
                      {{1, "Tujuan satu"}},
                      {{1, "Sasaran satu", {Name("indikator/i1")}}},
                      {{1, "Persentase partisipasi", Name("indikator/i1")}}};
  p.rkt = Rkt{
      Name("rkt/2017"), 2017, {{1, "Akuntabilitas", Name("indikator/o1"), "", Text("2 Laporan")}}};
  p.perjanjian_kinerja = {{Name("perjanjianKinerja/2017-ketua"),
                           2017,
                           kKetua,
                           "",
                           "PERJANJIAN KINERJA",
                           {{1, "Kualitas", Name("indikator/i1"), "", Text("77,5%")}}},
                          {Name("perjanjianKinerja/2017-hukum"),
                           2017,
                           kSubBagian,
                           Name("unitKerja/hukum"),
                           "PERJANJIAN KINERJA",
                           {{1, "Kualitas", Name("indikator/i1"), "", Text("80%")}}}};
  p.rencana_aksi = RencanaAksi{Name("rencanaAksi/2017"),
                               2017,
                               {{1,
                                 "Keuangan",
                                 "Jumlah laporan",
                                 Text("1 laporan"),
                                 "Membuat LPJ",
                                 {1, 2, 12},
                                 Name("unitKerja/hukum"),
                                 ""}}};
  return request;
}

PerencanaanContext Empty() {
  PerencanaanContext context;
  context.satker_known = true;
  context.kode_output = {"3355.003"};
  return context;
}

// The store after `request` was written.
PerencanaanContext After(const PerencanaanRequest& request) {
  PerencanaanContext context = Empty();
  auto written = DecidePerencanaan(Empty(), request);
  EXPECT_TRUE(written.ok()) << written.status();
  context.stored = *std::move(written);
  context.renstra = {*context.stored.renstra};
  context.stored.renstra.reset();
  return context;
}

size_t Count(const Perencanaan& p) {
  return p.unit_kerja.size() + (p.pegawai.empty() ? 0 : 1) + p.indikator.size() +
         (p.renstra ? 1 : 0) + (p.rkt ? 1 : 0) + p.perjanjian_kinerja.size() +
         (p.rencana_aksi ? 1 : 0);
}

TEST(Perencanaan, AWholeOfficeYearIsWrittenWithItsTargetsRead) {
  const auto changes = DecidePerencanaan(Empty(), Request());
  ASSERT_TRUE(changes.ok()) << changes.status();
  EXPECT_EQ(Count(*changes), 9u);
  EXPECT_EQ(changes->rkt->baris[0].target.angka, "2");
  EXPECT_EQ(changes->perjanjian_kinerja[0].baris[0].target.angka, "77.5");
  EXPECT_EQ(changes->rencana_aksi->baris[0].target->satuan, "laporan");
}

TEST(Perencanaan, ARepeatedImportChangesNothing) {
  const auto changes = DecidePerencanaan(After(Request()), Request());
  ASSERT_TRUE(changes.ok()) << changes.status();
  EXPECT_EQ(Count(*changes), 0u);
}

TEST(Perencanaan, OnlyTheDocumentThatDiffersIsReplacedAndReferencesResolveInTheStore) {
  PerencanaanRequest request{"satker/6474", 2017, Mode::kBerjalan, {}};
  request.perencanaan.rkt = Request().perencanaan.rkt;
  request.perencanaan.rkt->baris[0].target = Text("3 Laporan");
  const auto changes = DecidePerencanaan(After(Request()), request);
  ASSERT_TRUE(changes.ok()) << changes.status();
  EXPECT_EQ(Count(*changes), 1u);
  EXPECT_EQ(changes->rkt->baris[0].target.angka, "3");
}

TEST(Perencanaan, AnUnknownOfficeIsAnUnknownReference) {
  PerencanaanContext context = Empty();
  context.satker_known = false;
  EXPECT_EQ(Refusal(DecidePerencanaan(context, Request()).status()), "UNKNOWN_REFERENCE parent");
}

TEST(Perencanaan, ARenstraSharesNoYearWithAnother) {
  PerencanaanContext context = Empty();
  context.renstra = {{Name("renstra/2019-2023"), 2019, 2023, "", "", {}, {}, {}, {}}};
  EXPECT_EQ(Refusal(DecidePerencanaan(context, Request()).status()),
            "INVALID_FIELD perencanaan.renstra.tahun_dari");
}

struct Case {
  std::function<void(PerencanaanRequest&)> change;
  std::string refusal;  // of "perencanaan." paths, with P. for perencanaan.
};

void Expect(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    PerencanaanRequest request = Request();
    c.change(request);
    std::string refusal = Refusal(DecidePerencanaan(Empty(), request).status());
    for (size_t at; (at = refusal.find("perencanaan.")) != std::string::npos;) {
      refusal.replace(at, 12, "P.");
    }
    EXPECT_EQ(refusal, c.refusal);
  }
}

TEST(Perencanaan, RegistriesThatAreRefused) {
  using R = PerencanaanRequest&;
  Expect({
      {[](R r) { r.perencanaan.unit_kerja[0].name = "satker/6371/unitKerja/hukum"; },
       "INVALID_FIELD P.unit_kerja[0].name P.indikator[1].unit_kerja "
       "P.perjanjian_kinerja[1].unit_kerja P.rencana_aksi.baris[0].pelaksana"},
      {[](R r) { r.perencanaan.unit_kerja.push_back(r.perencanaan.unit_kerja[0]); },
       "INVALID_FIELD P.unit_kerja[1].name"},
      {[](R r) { r.perencanaan.unit_kerja[0].nama = ""; }, "INVALID_FIELD P.unit_kerja[0].nama"},
      {[](R r) { r.perencanaan.pegawai[1].uraian = "Golongan III"; },
       "INVALID_FIELD P.pegawai[1].uraian"},
      {[](R r) { r.perencanaan.pegawai[1].jumlah = -1; }, "INVALID_FIELD P.pegawai[1].jumlah"},
      {[](R r) { r.perencanaan.indikator[1].kode_output = "3355.999"; },
       "UNKNOWN_REFERENCE P.indikator[1].kode_output"},
      {[](R r) { r.perencanaan.indikator[1].unit_kerja = Name("unitKerja/x"); },
       "UNKNOWN_REFERENCE P.indikator[1].unit_kerja"},
      {[](R r) { r.perencanaan.indikator[1].unit_kerja = "satker/6371/unitKerja/hukum"; },
       "INVALID_FIELD P.indikator[1].unit_kerja"},
      {[](R r) { r.perencanaan.indikator.push_back(r.perencanaan.indikator[0]); },
       "INVALID_FIELD P.indikator[2].name"},
      {[](R r) { r.perencanaan.indikator[0].polaritas = {}; },
       "INVALID_FIELD P.indikator[0].polaritas"},
      {[](R r) { r.perencanaan.indikator[0].akumulasi = {}; },
       "INVALID_FIELD P.indikator[0].akumulasi"},
      {[](R r) { r.perencanaan.indikator[0].jenis_nilai = {}; },
       "INVALID_FIELD P.indikator[0].jenis_nilai"},
      {[](R r) { r.perencanaan.indikator[0].desimal = 9; }, "INVALID_FIELD P.indikator[0].desimal"},
  });
}

TEST(Perencanaan, RenstraThatAreRefused) {
  using R = PerencanaanRequest&;
  Expect({
      {[](R r) { r.perencanaan.renstra->tahun_sampai = 2014; },
       "INVALID_FIELD P.renstra.tahun_sampai"},
      {[](R r) {
         r.perencanaan.renstra->tahun_sampai = 2016;
         r.perencanaan.renstra->name = Name("renstra/2015-2016");
       },
       "INVALID_FIELD P.renstra.tahun_dari"},
      {[](R r) { r.perencanaan.renstra->name = Name("renstra/2015"); },
       "INVALID_FIELD P.renstra.name"},
      {[](R r) { r.perencanaan.renstra->visi = ""; }, "INVALID_FIELD P.renstra.visi"},
      {[](R r) { r.perencanaan.renstra->misi[1].nomor = 3; },
       "INVALID_FIELD P.renstra.misi[1].nomor"},
      {[](R r) { r.perencanaan.renstra->misi[1].nomor = 1; },
       "INVALID_FIELD P.renstra.misi[1].nomor"},
      {[](R r) { r.perencanaan.renstra->tujuan.clear(); }, "INVALID_FIELD P.renstra.tujuan"},
      {[](R r) { r.perencanaan.renstra->sasaran[0].nomor = 0; },
       "INVALID_FIELD P.renstra.sasaran[0].nomor"},
      {[](R r) { r.perencanaan.renstra->sasaran[0].indikator.push_back(Name("indikator/i1")); },
       "INVALID_FIELD P.renstra.sasaran[0].indikator[1]"},
      {[](R r) { r.perencanaan.renstra->sasaran[0].indikator[0] = Name("indikator/x"); },
       "UNKNOWN_REFERENCE P.renstra.sasaran[0].indikator[0]"},
      {[](R r) { r.perencanaan.renstra->iku[0].nomor = 2; },
       "INVALID_FIELD P.renstra.iku[0].nomor"},
      {[](R r) { r.perencanaan.renstra->iku[0].indikator = Name("indikator/x"); },
       "UNKNOWN_REFERENCE P.renstra.iku[0].indikator"},
  });
}

TEST(Perencanaan, PlansThatAreRefused) {
  using R = PerencanaanRequest&;
  Expect({
      {[](R r) { r.perencanaan.rkt->name = Name("rkt/2017-awal"); }, "INVALID_FIELD P.rkt.name"},
      {[](R r) { r.perencanaan.rkt->tahun = 2018; }, "INVALID_FIELD P.rkt.tahun"},
      {[](R r) { r.perencanaan.rkt->baris.clear(); }, "INVALID_FIELD P.rkt.baris"},
      {[](R r) { r.perencanaan.rkt->baris[0].nomor = 2; }, "INVALID_FIELD P.rkt.baris[0].nomor"},
      {[](R r) { r.perencanaan.rkt->baris[0].indikator = Name("indikator/x"); },
       "UNKNOWN_REFERENCE P.rkt.baris[0].indikator"},
      {[](R r) { r.perencanaan.rkt->baris[0].indikator = "satker/6371/indikator/i1"; },
       "INVALID_FIELD P.rkt.baris[0].indikator"},
      {[](R r) { r.perencanaan.rkt->baris[0].target = Text("2 Dokumen"); },
       "INVALID_FIELD P.rkt.baris[0].target.satuan"},
      {[](R r) { r.perencanaan.rkt->baris[0].target = Text("banyak"); },
       "INVALID_FIELD P.rkt.baris[0].target.teks"},
      {[](R r) { r.perencanaan.perjanjian_kinerja[0].name = Name("perjanjianKinerja/ketua"); },
       "INVALID_FIELD P.perjanjian_kinerja[0].name"},
      {[](R r) { r.perencanaan.perjanjian_kinerja[0].name = Name("perjanjianKinerja/20170"); },
       "INVALID_FIELD P.perjanjian_kinerja[0].name"},
      {[](R r) { r.perencanaan.perjanjian_kinerja[0].tahun = 2016; },
       "INVALID_FIELD P.perjanjian_kinerja[0].tahun"},
      {[](R r) { r.perencanaan.perjanjian_kinerja[0].jenis = {}; },
       "INVALID_FIELD P.perjanjian_kinerja[0].jenis"},
      {[](R r) { r.perencanaan.perjanjian_kinerja[0].unit_kerja = Name("unitKerja/hukum"); },
       "INVALID_FIELD P.perjanjian_kinerja[0].unit_kerja"},
      {[](R r) { r.perencanaan.perjanjian_kinerja[1].unit_kerja = ""; },
       "INVALID_FIELD P.perjanjian_kinerja[1].unit_kerja"},
      {[](R r) { r.perencanaan.perjanjian_kinerja[1].unit_kerja = Name("unitKerja/x"); },
       "UNKNOWN_REFERENCE P.perjanjian_kinerja[1].unit_kerja"},
      {[](R r) { r.perencanaan.perjanjian_kinerja[1].name = Name("perjanjianKinerja/2017-ketua"); },
       "INVALID_FIELD P.perjanjian_kinerja[1].name"},
      // Field violations first, references after them.
      {[](R r) {
         r.perencanaan.rkt->baris[0].indikator = Name("indikator/x");
         r.perencanaan.perjanjian_kinerja[0].judul = "";
       },
       "INVALID_FIELD P.perjanjian_kinerja[0].judul P.rkt.baris[0].indikator"},
  });
}

TEST(Perencanaan, RencanaAksiThatAreRefused) {
  using R = PerencanaanRequest&;
  Expect({
      {[](R r) { r.perencanaan.rencana_aksi->name = Name("rencanaAksi/2016"); },
       "INVALID_FIELD P.rencana_aksi.name"},
      {[](R r) {
         r.perencanaan.rencana_aksi->baris[0].bulan = {1, 13};
       },
       "INVALID_FIELD P.rencana_aksi.baris[0].bulan[1]"},
      {[](R r) {
         r.perencanaan.rencana_aksi->baris[0].bulan = {2, 1};
       },
       "INVALID_FIELD P.rencana_aksi.baris[0].bulan[1]"},
      {[](R r) {
         r.perencanaan.rencana_aksi->baris[0].bulan = {2, 2};
       },
       "INVALID_FIELD P.rencana_aksi.baris[0].bulan[1]"},
      {[](R r) { r.perencanaan.rencana_aksi->baris[0].pelaksana = ""; },
       "INVALID_FIELD P.rencana_aksi.baris[0].pelaksana"},
      {[](R r) { r.perencanaan.rencana_aksi->baris[0].pelaksana = Name("unitKerja/x"); },
       "UNKNOWN_REFERENCE P.rencana_aksi.baris[0].pelaksana"},
      {[](R r) { r.perencanaan.rencana_aksi->baris[0].target.reset(); },
       "INVALID_FIELD P.rencana_aksi.baris[0].target"},
      {[](R r) { r.perencanaan.rencana_aksi->baris[0].nomor = 7; },
       "INVALID_FIELD P.rencana_aksi.baris[0].nomor"},
  });
}

TEST(Perencanaan, HistoricalDocumentsAreKeptAsWritten) {
  PerencanaanRequest request = Request();
  request.mode = Mode::kHistoris;
  Perencanaan& p = request.perencanaan;
  p.indikator[0].satuan = "";
  p.rkt->baris[0].target = Text("100%");
  p.perjanjian_kinerja[0].baris[0].target = Text("Tidak ada kasus");
  p.rencana_aksi->baris[0].target.reset();
  p.rencana_aksi->baris[0].pelaksana = "";
  const auto changes = DecidePerencanaan(Empty(), request);
  ASSERT_TRUE(changes.ok()) << changes.status();
  EXPECT_EQ(changes->rkt->baris[0].target,
            (Target{"100%", "100", "%", KeadaanTarget::kSatuanBerbeda}));
  EXPECT_EQ(changes->perjanjian_kinerja[0].baris[0].target,
            (Target{"Tidak ada kasus", "", "", KeadaanTarget::kBukanAngka}));

  request.mode = Mode::kBerjalan;
  EXPECT_EQ(Refusal(DecidePerencanaan(Empty(), request).status()).substr(0, 13), "INVALID_FIELD");
}

TEST(Perencanaan, AnOfficeHoldsNoMoreThanOneAnswerCarries) {
  PerencanaanRequest request = Request();
  const UnitKerja unit = request.perencanaan.unit_kerja[0];
  for (size_t i = 0; i < kUnitKerjaMax; ++i) {
    request.perencanaan.unit_kerja.push_back(unit);
    request.perencanaan.unit_kerja.back().name += std::to_string(i);
  }
  EXPECT_EQ(Refusal(DecidePerencanaan(Empty(), request).status()),
            "INVALID_FIELD perencanaan.unit_kerja");
}

TEST(Perencanaan, AgreementsAreReadFromTheTopDown) {
  std::vector<PerjanjianKinerja> list(3);
  list[0] = {"a/2017-umum", 2017, kSubBagian, "", "", {}};
  list[1] = {"a/2017-hukum", 2017, kSubBagian, "", "", {}};
  list[2] = {"a/2017-z", 2017, kKetua, "", "", {}};
  SortForReading(list);
  EXPECT_EQ(list[0].name, "a/2017-z");
  EXPECT_EQ(list[1].name, "a/2017-hukum");
}

}  // namespace
}  // namespace sakip::planning
