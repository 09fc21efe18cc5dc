#include "services/planning/perencanaan.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "services/planning/test_perencanaan.h"
#include "services/planning/test_refusal.h"

namespace sakip::planning {
namespace {

constexpr JenisPerjanjianKinerja kKetua = JenisPerjanjianKinerja::kKetua;
constexpr JenisPerjanjianKinerja kSubBagian = JenisPerjanjianKinerja::kSubBagian;

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

size_t Count(const Perencanaan& changes) {
  return NamesOf(changes, "satker/6474", 2017).size();
}

TEST(Perencanaan, AWholeOfficeYearIsWrittenWithItsTargetsRead) {
  const auto changes = DecidePerencanaan(Empty(), TestPerencanaan());
  ASSERT_TRUE(changes.ok()) << changes.status();
  EXPECT_EQ(Count(*changes), 9u);
  EXPECT_EQ(changes->rkt->baris[0].target.angka, "2");
  EXPECT_EQ(changes->perjanjian_kinerja[1].baris[0].target.angka, "77.5");
  EXPECT_EQ(changes->rencana_aksi->baris[0].target->satuan, "laporan");
}

TEST(Perencanaan, ARepeatedImportChangesNothing) {
  const auto changes = DecidePerencanaan(After(TestPerencanaan()), TestPerencanaan());
  ASSERT_TRUE(changes.ok()) << changes.status();
  EXPECT_EQ(Count(*changes), 0u);
}

TEST(Perencanaan, OnlyTheDocumentThatDiffersIsReplacedAndReferencesResolveInTheStore) {
  PerencanaanRequest request{"satker/6474", 2017, Mode::kBerjalan, false, {}};
  request.perencanaan.rkt = TestPerencanaan().perencanaan.rkt;
  request.perencanaan.rkt->baris[0].target = TestTarget("3 Laporan");
  const auto changes = DecidePerencanaan(After(TestPerencanaan()), request);
  ASSERT_TRUE(changes.ok()) << changes.status();
  EXPECT_EQ(Count(*changes), 1u);
  EXPECT_EQ(changes->rkt->baris[0].target.angka, "3");
}

TEST(Perencanaan, AnUnknownOfficeIsAnUnknownReference) {
  PerencanaanContext context = Empty();
  context.satker_known = false;
  EXPECT_EQ(Refusal(DecidePerencanaan(context, TestPerencanaan()).status()),
            "UNKNOWN_REFERENCE parent");
}

TEST(Perencanaan, ARenstraSharesNoYearWithAnother) {
  PerencanaanContext context = Empty();
  context.renstra = {{TestName("renstra/2019-2023"), 2019, 2023, "", "", {}, {}, {}, {}}};
  EXPECT_EQ(Refusal(DecidePerencanaan(context, TestPerencanaan()).status()),
            "INVALID_FIELD perencanaan.renstra.tahun_dari");
}

struct Case {
  std::function<void(PerencanaanRequest&)> change;
  std::string refusal;  // of "perencanaan." paths, with P. for perencanaan.
};

void Expect(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    PerencanaanRequest request = TestPerencanaan();
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
      {[](R r) { r.satker_given = true; }, "INVALID_FIELD P.satker"},
      {[](R r) { r.perencanaan.unit_kerja[0].name = "satker/6371/unitKerja/hukum"; },
       "INVALID_FIELD P.unit_kerja[0].name P.indikator[1].unit_kerja "
       "P.perjanjian_kinerja[0].unit_kerja P.rencana_aksi.baris[0].pelaksana"},
      {[](R r) { r.perencanaan.unit_kerja.push_back(r.perencanaan.unit_kerja[0]); },
       "INVALID_FIELD P.unit_kerja[1].name"},
      {[](R r) { r.perencanaan.unit_kerja[0].nama = ""; }, "INVALID_FIELD P.unit_kerja[0].nama"},
      {[](R r) { r.perencanaan.pegawai[1].uraian = "Golongan III"; },
       "INVALID_FIELD P.pegawai[1].uraian"},
      {[](R r) { r.perencanaan.pegawai[1].jumlah = -1; }, "INVALID_FIELD P.pegawai[1].jumlah"},
      {[](R r) { r.perencanaan.indikator[1].kode_output = "3355.999"; },
       "UNKNOWN_REFERENCE P.indikator[1].kode_output"},
      {[](R r) { r.perencanaan.indikator[1].unit_kerja = TestName("unitKerja/x"); },
       "UNKNOWN_REFERENCE P.indikator[1].unit_kerja"},
      {[](R r) { r.perencanaan.indikator[1].unit_kerja = "satker/6371/unitKerja/hukum"; },
       "INVALID_FIELD P.indikator[1].unit_kerja"},
      {[](R r) { r.perencanaan.indikator.push_back(r.perencanaan.indikator[0]); },
       "INVALID_FIELD P.indikator[2].name"},
      {[](R r) { r.perencanaan.indikator[0].polaritas = {}; },
       "INVALID_FIELD P.indikator[0].polaritas"},
      {[](R r) { r.perencanaan.indikator[0].akumulasi = {}; },
       "INVALID_FIELD P.indikator[0].akumulasi"},
      {[](R r) { r.perencanaan.indikator[1].jenis_nilai = JenisNilai::kOrdinal; },
       "INVALID_FIELD P.indikator[1].akumulasi"},
      {[](R r) {
         r.perencanaan.indikator[0].jenis_nilai = JenisNilai::kOrdinal;
         r.perencanaan.indikator[0].akumulasi = Akumulasi::kAverage;
       },
       "INVALID_FIELD P.indikator[0].akumulasi"},
      {[](R r) { r.perencanaan.indikator[0].jenis_nilai = JenisNilai::kOrdinal; }, ""},
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
         r.perencanaan.renstra->name = TestName("renstra/2015-2016");
       },
       "INVALID_FIELD P.renstra.tahun_dari"},
      {[](R r) { r.perencanaan.renstra->name = TestName("renstra/2015"); },
       "INVALID_FIELD P.renstra.name"},
      {[](R r) { r.perencanaan.renstra->visi = ""; }, "INVALID_FIELD P.renstra.visi"},
      {[](R r) { r.perencanaan.renstra->misi[1].nomor = 3; },
       "INVALID_FIELD P.renstra.misi[1].nomor"},
      {[](R r) { r.perencanaan.renstra->misi[1].nomor = 1; },
       "INVALID_FIELD P.renstra.misi[1].nomor"},
      {[](R r) { r.perencanaan.renstra->tujuan.clear(); }, "INVALID_FIELD P.renstra.tujuan"},
      {[](R r) { r.perencanaan.renstra->sasaran[0].nomor = 0; },
       "INVALID_FIELD P.renstra.sasaran[0].nomor"},
      {[](R r) { r.perencanaan.renstra->sasaran[0].indikator.push_back(TestName("indikator/i1")); },
       "INVALID_FIELD P.renstra.sasaran[0].indikator[1]"},
      {[](R r) { r.perencanaan.renstra->sasaran[0].indikator[0] = TestName("indikator/x"); },
       "UNKNOWN_REFERENCE P.renstra.sasaran[0].indikator[0]"},
      {[](R r) { r.perencanaan.renstra->iku[0].nomor = 2; },
       "INVALID_FIELD P.renstra.iku[0].nomor"},
      {[](R r) { r.perencanaan.renstra->iku[0].indikator = TestName("indikator/x"); },
       "UNKNOWN_REFERENCE P.renstra.iku[0].indikator"},
  });
}

TEST(Perencanaan, PlansThatAreRefused) {
  using R = PerencanaanRequest&;
  Expect({
      {[](R r) { r.perencanaan.rkt->name = TestName("rkt/2017-awal"); },
       "INVALID_FIELD P.rkt.name"},
      {[](R r) { r.perencanaan.rkt->tahun = 2018; }, "INVALID_FIELD P.rkt.tahun"},
      {[](R r) { r.perencanaan.rkt->baris.clear(); }, "INVALID_FIELD P.rkt.baris"},
      {[](R r) { r.perencanaan.rkt->baris[0].nomor = 2; }, "INVALID_FIELD P.rkt.baris[0].nomor"},
      {[](R r) { r.perencanaan.rkt->baris[0].indikator = TestName("indikator/x"); },
       "UNKNOWN_REFERENCE P.rkt.baris[0].indikator"},
      {[](R r) {
         r.perencanaan.rkt->baris.push_back(r.perencanaan.rkt->baris[0]);
         r.perencanaan.rkt->baris[1].nomor = 2;
       },
       "INVALID_FIELD P.rkt.baris[1].indikator"},
      {[](R r) { r.perencanaan.rkt->baris[0].indikator = "satker/6371/indikator/i1"; },
       "INVALID_FIELD P.rkt.baris[0].indikator"},
      {[](R r) { r.perencanaan.rkt->baris[0].target = TestTarget("2 Dokumen"); },
       "INVALID_FIELD P.rkt.baris[0].target.satuan"},
      {[](R r) { r.perencanaan.rkt->baris[0].target = TestTarget("banyak"); },
       "INVALID_FIELD P.rkt.baris[0].target.teks"},
      {[](R r) { r.perencanaan.perjanjian_kinerja[1].name = TestName("perjanjianKinerja/ketua"); },
       "INVALID_FIELD P.perjanjian_kinerja[1].name"},
      {[](R r) { r.perencanaan.perjanjian_kinerja[1].name = TestName("perjanjianKinerja/20170"); },
       "INVALID_FIELD P.perjanjian_kinerja[1].name"},
      {[](R r) { r.perencanaan.perjanjian_kinerja[1].tahun = 2016; },
       "INVALID_FIELD P.perjanjian_kinerja[1].tahun"},
      {[](R r) { r.perencanaan.perjanjian_kinerja[1].jenis = {}; },
       "INVALID_FIELD P.perjanjian_kinerja[1].jenis"},
      {[](R r) { r.perencanaan.perjanjian_kinerja[1].unit_kerja = TestName("unitKerja/hukum"); },
       "INVALID_FIELD P.perjanjian_kinerja[1].unit_kerja"},
      {[](R r) { r.perencanaan.perjanjian_kinerja[0].unit_kerja = ""; },
       "INVALID_FIELD P.perjanjian_kinerja[0].unit_kerja"},
      {[](R r) { r.perencanaan.perjanjian_kinerja[0].unit_kerja = TestName("unitKerja/x"); },
       "UNKNOWN_REFERENCE P.perjanjian_kinerja[0].unit_kerja"},
      {[](R r) {
         r.perencanaan.perjanjian_kinerja[0].name = r.perencanaan.perjanjian_kinerja[1].name;
       },
       "INVALID_FIELD P.perjanjian_kinerja[1].name"},
      // Field violations first, references after them.
      {[](R r) {
         r.perencanaan.rkt->baris[0].indikator = TestName("indikator/x");
         r.perencanaan.perjanjian_kinerja[1].judul = "";
       },
       "INVALID_FIELD P.perjanjian_kinerja[1].judul P.rkt.baris[0].indikator"},
  });
}

TEST(Perencanaan, RencanaAksiThatAreRefused) {
  using R = PerencanaanRequest&;
  Expect({
      {[](R r) { r.perencanaan.rencana_aksi->name = TestName("rencanaAksi/2016"); },
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
      {[](R r) { r.perencanaan.rencana_aksi->baris[0].pelaksana = TestName("unitKerja/x"); },
       "UNKNOWN_REFERENCE P.rencana_aksi.baris[0].pelaksana"},
      {[](R r) { r.perencanaan.rencana_aksi->baris[0].target.reset(); },
       "INVALID_FIELD P.rencana_aksi.baris[0].target"},
      {[](R r) { r.perencanaan.rencana_aksi->baris[0].nomor = 7; },
       "INVALID_FIELD P.rencana_aksi.baris[0].nomor"},
  });
}

TEST(Perencanaan, HistoricalDocumentsAreKeptAsWritten) {
  PerencanaanRequest request = TestPerencanaan();
  request.mode = Mode::kHistoris;
  Perencanaan& p = request.perencanaan;
  p.indikator[0].satuan = "";
  p.rkt->baris[0].target = TestTarget("100%");
  p.perjanjian_kinerja[1].baris[0].target = TestTarget("Tidak ada kasus");
  p.rencana_aksi->baris[0].target.reset();
  p.rencana_aksi->baris[0].pelaksana = "";
  const auto changes = DecidePerencanaan(Empty(), request);
  ASSERT_TRUE(changes.ok()) << changes.status();
  EXPECT_EQ(changes->rkt->baris[0].target,
            (Target{"100%", "100", "%", KeadaanTarget::kSatuanBerbeda}));
  EXPECT_EQ(changes->perjanjian_kinerja[1].baris[0].target,
            (Target{"Tidak ada kasus", "", "", KeadaanTarget::kBukanAngka}));

  request.mode = Mode::kBerjalan;
  EXPECT_EQ(Refusal(DecidePerencanaan(Empty(), request).status()).substr(0, 13), "INVALID_FIELD");
}

TEST(Perencanaan, AnOfficeHoldsNoMoreThanOneAnswerCarries) {
  PerencanaanRequest request = TestPerencanaan();
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
