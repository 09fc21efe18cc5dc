#include "services/performance/performance_service.h"

#include <gmock/gmock.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/fault/fault.h"
#include "common/rpc/testing.h"
#include "sakip/performance/v1/performance_service.pb.h"
#include "services/performance/fake_planning.h"

namespace sakip::performance {
namespace {

using fault::Reason;
using rpc::FieldsOf;
using rpc::IsOk;
using rpc::IsRefused;
using rpc::TestRequestId;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

namespace plan_pb = ::sakip::planning::v1;

constexpr char kParent[] = "satker/6474";
constexpr char kKetua[] = "satker/6474/perjanjianKinerja/2017-ketua";
constexpr char kUnit[] = "satker/6474/perjanjianKinerja/2017-program-data";

std::string IndikatorName(const std::string& id) {
  return std::string(kParent) + "/indikator/" + id;
}

void AddIndikator(plan_pb::Perencanaan& plan, const std::string& id, const std::string& satuan) {
  plan_pb::Indikator& indikator = *plan.add_indikator();
  indikator.set_name(IndikatorName(id));
  indikator.set_nama("Indikator " + id);
  indikator.set_satuan(satuan);
  indikator.set_polaritas(plan_pb::POLARITAS_MAXIMIZE);
  indikator.set_akumulasi(plan_pb::AKUMULASI_SUM);
  indikator.set_jenis_nilai(satuan == "%" ? plan_pb::JENIS_NILAI_PERSENTASE
                                          : plan_pb::JENIS_NILAI_JUMLAH);
  indikator.set_kode_output("3355.003");
}

plan_pb::PerjanjianKinerja& AddPerjanjian(plan_pb::Perencanaan& plan, const std::string& name,
                                          plan_pb::JenisPerjanjianKinerja jenis) {
  plan_pb::PerjanjianKinerja& pk = *plan.add_perjanjian_kinerja();
  pk.set_name(name);
  pk.set_tahun(2017);
  pk.set_jenis(jenis);
  return pk;
}

void AddBaris(plan_pb::PerjanjianKinerja& pk, const std::string& id, const std::string& angka,
              const std::string& satuan) {
  plan_pb::BarisRencana& baris = *pk.add_baris();
  baris.set_nomor(pk.baris_size());
  baris.set_sasaran("Sasaran");
  baris.set_indikator(IndikatorName(id));
  baris.mutable_target()->set_teks(angka + satuan);
  baris.mutable_target()->set_angka(angka);
  baris.mutable_target()->set_satuan(satuan);
}

// Ketua: "partisipasi" 77,5% and "laporan" 2; the unit: p0..p5 with published targets.
plan_pb::Perencanaan Plan2017() {
  plan_pb::Perencanaan plan;
  AddIndikator(plan, "partisipasi", "%");
  AddIndikator(plan, "laporan", "Laporan");
  plan_pb::PerjanjianKinerja& unit =
      AddPerjanjian(plan, kUnit, plan_pb::JENIS_PERJANJIAN_KINERJA_SUB_BAGIAN);
  unit.set_unit_kerja("satker/6474/unitKerja/program-data");
  int number = 0;
  for (const char* target : {"100", "80", "85", "60", "100", "100"}) {
    const std::string id = "p" + std::to_string(number++);
    AddIndikator(plan, id, "%");
    AddBaris(unit, id, target, "%");
  }
  plan_pb::PerjanjianKinerja& ketua =
      AddPerjanjian(plan, kKetua, plan_pb::JENIS_PERJANJIAN_KINERJA_KETUA);
  AddBaris(ketua, "partisipasi", "77.5", "%");
  AddBaris(ketua, "laporan", "2", "Laporan");
  return plan;
}

v1::Realisasi Measured(const std::string& id, const std::string& teks,
                       const std::string& periode = "2017") {
  v1::Realisasi realisasi;
  realisasi.set_indikator(IndikatorName(id));
  realisasi.set_periode(periode);
  realisasi.set_status(v1::STATUS_REALISASI_MEASURED);
  realisasi.mutable_nilai()->set_teks(teks);
  return realisasi;
}

v1::Realisasi NoCase(const std::string& id) {
  v1::Realisasi realisasi = Measured(id, "Tidak ada kasus");
  realisasi.set_status(v1::STATUS_REALISASI_NO_CASE);
  realisasi.set_alasan("Tidak ada kasus");
  realisasi.mutable_narasi()->set_uraian("Tidak ada kasus pada tahun 2017.");
  return realisasi;
}

class PerformanceService : public ::testing::Test {
 protected:
  PerformanceService() { planning_.Set(Plan2017()); }

  v1::RecordRealisasiRequest RecordRequest(const v1::Realisasi& realisasi) {
    v1::RecordRealisasiRequest request;
    request.set_parent(kParent);
    request.set_request_id(TestRequestId(++requests_));
    *request.mutable_realisasi() = realisasi;
    return request;
  }

  absl::StatusOr<v1::RecordRealisasiResponse> Record(const v1::Realisasi& realisasi) {
    return server_.Call<v1::RecordRealisasiResponse>("RecordRealisasi", RecordRequest(realisasi));
  }

  v1::ImportRealisasiRequest ImportRequest(const std::vector<v1::Realisasi>& realisasi) {
    v1::ImportRealisasiRequest request;
    request.set_parent(kParent);
    request.set_request_id(TestRequestId(++requests_));
    request.set_tahun(2017);
    for (const v1::Realisasi& one : realisasi) {
      *request.add_realisasi() = one;
    }
    return request;
  }

  absl::StatusOr<v1::ImportRealisasiResponse> Import(
      const v1::ImportRealisasiRequest& request) const {
    return server_.Call<v1::ImportRealisasiResponse>("ImportRealisasi", request);
  }

  absl::StatusOr<v1::RefreshCapaianResponse> Refresh() {
    v1::RefreshCapaianRequest request;
    request.set_parent(kParent);
    request.set_request_id(TestRequestId(++requests_));
    request.set_tahun(2017);
    return server_.Call<v1::RefreshCapaianResponse>("RefreshCapaian", request);
  }

  v1::Pengukuran Pengukuran(int tahun = 2017) const {
    v1::GetPengukuranRequest request;
    request.set_parent(kParent);
    request.set_tahun(tahun);
    const auto got = server_.Call<v1::GetPengukuranResponse>("GetPengukuran", request);
    EXPECT_THAT(got, IsOk());
    return got.ok() ? got->pengukuran() : v1::Pengukuran();
  }

  v1::RekapCapaian Rekap(v1::TingkatRekap tingkat, const std::string& perjanjian) const {
    const v1::Pengukuran pengukuran = Pengukuran();
    for (const v1::RekapCapaian& rekap : pengukuran.rekap()) {
      if (rekap.tingkat() == tingkat && rekap.perjanjian_kinerja() == perjanjian) {
        return rekap;
      }
    }
    ADD_FAILURE() << "no such rekap";
    return {};
  }

  testing::FakePlanning planning_;
  rpc::TestServer server_{{PerformanceMethods(&planning_.client())}};
  int requests_ = 0;
};

TEST_F(PerformanceService, RecordsAValueAndExplainsItsCapaian) {
  const auto recorded = Record(Measured("partisipasi", "79,9%"));
  ASSERT_THAT(recorded, IsOk());
  EXPECT_NE(recorded->consistency_token(), "");
  const v1::Realisasi& realisasi = recorded->realisasi();
  EXPECT_EQ(realisasi.name(), "satker/6474/realisasi/partisipasi~2017");
  EXPECT_EQ(realisasi.nilai().angka(), "79.9");
  EXPECT_EQ(realisasi.nilai().satuan(), "%");
  EXPECT_EQ(realisasi.update_time(), "2018-02-02T03:04:05.000000Z");
  EXPECT_EQ(realisasi.etag().size(), 16u);
  ASSERT_EQ(recorded->capaian_size(), 1);
  const v1::Capaian& capaian = recorded->capaian(0);
  EXPECT_EQ(capaian.perjanjian_kinerja(), kKetua);
  EXPECT_EQ(capaian.uraian(), "Indikator partisipasi");
  EXPECT_EQ(capaian.kode_output(), "3355.003");
  EXPECT_EQ(capaian.status(), v1::STATUS_CAPAIAN_COMPUTED);
  EXPECT_EQ(capaian.mentah().eksak(), "3196/31");
  EXPECT_EQ(capaian.mentah().desimal(), "103.09677419");
  EXPECT_EQ(capaian.kategori(), "Sangat Tinggi");
  EXPECT_THAT(capaian.aturan(), HasSubstr("capaian-2015@"));
  EXPECT_THAT(capaian.penjelasan(), ElementsAre("Rumus: realisasi / target × 100 (maximize)",
                                                "Perhitungan: 79,9 / 77,5 × 100 ≈ 103,09677419",
                                                "Kategori: Sangat Tinggi"));

  v1::GetRealisasiRequest get;
  get.set_name(realisasi.name());
  get.set_consistency_token(recorded->consistency_token());
  const auto got = server_.Call<v1::GetRealisasiResponse>("GetRealisasi", get);
  ASSERT_THAT(got, IsOk());
  EXPECT_EQ(got->realisasi().SerializeAsString(), realisasi.SerializeAsString());
}

TEST_F(PerformanceService, EveryRowHasAStateAndTheNamedMomentOfPlanning) {
  ASSERT_THAT(Record(Measured("partisipasi", "79,9%")), IsOk());
  const v1::Pengukuran pengukuran = Pengukuran();
  ASSERT_EQ(pengukuran.capaian_size(), 8);
  EXPECT_EQ(pengukuran.capaian(0).status(), v1::STATUS_CAPAIAN_COMPUTED);
  for (int i = 1; i < 8; ++i) {
    EXPECT_EQ(pengukuran.capaian(i).status(), v1::STATUS_CAPAIAN_MISSING) << i;
    EXPECT_EQ(pengukuran.capaian(i).alasan(), "Realisasi belum dilaporkan");
    EXPECT_FALSE(pengukuran.capaian(i).has_dibatasi());
  }
  EXPECT_EQ(pengukuran.perencanaan().sequence(), 1u);
  EXPECT_EQ(pengukuran.perencanaan().store().size(), 32u);
  EXPECT_EQ(pengukuran.batas_atas(), "120");
  const v1::RekapCapaian satker = Rekap(v1::TINGKAT_REKAP_SATKER, "");
  EXPECT_EQ(satker.jumlah(), 2);
  EXPECT_EQ(satker.jumlah_missing(), 1);
  EXPECT_EQ(satker.rata_mentah().desimal(), "103.09677419");
}

TEST_F(PerformanceService, ImportsAUnitsYearWithItsPublishedMeans) {
  std::vector<v1::Realisasi> all;
  for (int i = 0; i < 6; ++i) {
    all.push_back(Measured("p" + std::to_string(i), "100%"));
  }
  const auto imported = Import(ImportRequest(all));
  ASSERT_THAT(imported, IsOk());
  EXPECT_EQ(imported->changed(), 6);
  EXPECT_EQ(imported->capaian(), 8);
  const v1::RekapCapaian unit = Rekap(v1::TINGKAT_REKAP_PERJANJIAN, kUnit);
  EXPECT_EQ(unit.rata_mentah().desimal(), "118.21895425");
  EXPECT_EQ(unit.rata_dibatasi().desimal(), "109.60784314");
  EXPECT_EQ(unit.jumlah_computed(), 6);

  const auto again = Import(ImportRequest(all));
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->changed(), 0);

  all[3] = NoCase("p3");
  const auto corrected = Import(ImportRequest(all));
  ASSERT_THAT(corrected, IsOk());
  EXPECT_EQ(corrected->changed(), 1);
  const v1::RekapCapaian without = Rekap(v1::TINGKAT_REKAP_PERJANJIAN, kUnit);
  EXPECT_EQ(without.jumlah_no_case(), 1);
  EXPECT_EQ(without.jumlah_computed(), 5);
  EXPECT_EQ(without.rata_mentah().desimal(), "108.52941176");
}

TEST_F(PerformanceService, AHistoricalImportKeepsTextsAsStates) {
  v1::ImportRealisasiRequest request = ImportRequest({Measured("laporan", "100%")});
  const auto refused = Import(request);
  EXPECT_THAT(FieldsOf(refused.status()), ElementsAre("realisasi[0].nilai.satuan"));
  EXPECT_EQ(Pengukuran().capaian_size(), 0);
  request.set_historis(true);
  ASSERT_THAT(Import(request), IsOk());
  const v1::Pengukuran pengukuran = Pengukuran();
  EXPECT_EQ(pengukuran.capaian(1).status(), v1::STATUS_CAPAIAN_UNIT_MISMATCH);
  EXPECT_EQ(pengukuran.capaian(1).alasan(),
            "Satuan target (\"Laporan\") berbeda dengan satuan realisasi (\"%\")");
  EXPECT_TRUE(pengukuran.realisasi(0).historis());
}

TEST_F(PerformanceService, ACorrectionBringsTheEtagItRead) {
  const auto first = Record(Measured("partisipasi", "70%"));
  ASSERT_THAT(first, IsOk());
  v1::Realisasi next = Measured("partisipasi", "79,9%");
  const auto without = Record(next);
  EXPECT_THAT(without, IsRefused(Reason::kEtagMismatch));
  EXPECT_THAT(std::string(without.status().message()), HasSubstr("etag"));
  next.set_etag("0000000000000000");
  EXPECT_THAT(Record(next), IsRefused(Reason::kEtagMismatch));
  next.set_etag(first->realisasi().etag());
  const auto corrected = Record(next);
  ASSERT_THAT(corrected, IsOk());
  EXPECT_NE(corrected->realisasi().etag(), first->realisasi().etag());
  EXPECT_EQ(corrected->capaian(0).mentah().desimal(), "103.09677419");
  v1::Realisasi absent = Measured("laporan", "2 Laporan");
  absent.set_etag(first->realisasi().etag());
  EXPECT_THAT(Record(absent), IsRefused(Reason::kEtagMismatch));
}

TEST_F(PerformanceService, PeriodsAddUpAndOneKindIsUsedInAYear) {
  ASSERT_THAT(Record(Measured("laporan", "1 Laporan", "2017-03")), IsOk());
  const auto june = Record(Measured("laporan", "1 Lap", "2017-06"));
  ASSERT_THAT(june, IsOk());
  EXPECT_EQ(june->capaian(0).mentah().desimal(), "100.00000000");
  EXPECT_EQ(june->capaian(0).realisasi().teks(), "2 Laporan");
  for (const char* periode : {"2017", "2017-TW1"}) {
    EXPECT_THAT(FieldsOf(Record(Measured("laporan", "2 Laporan", periode)).status()),
                ElementsAre("realisasi.periode"));
  }
}

TEST_F(PerformanceService, ACumulativeValueDoesNotFallUnlessItIsHistorical) {
  plan_pb::Perencanaan plan = Plan2017();
  plan.mutable_indikator(1)->set_akumulasi(plan_pb::AKUMULASI_CUMULATIVE);
  planning_.Set(plan);
  ASSERT_THAT(Record(Measured("laporan", "2 Laporan", "2017-TW1")), IsOk());
  const v1::Realisasi less = Measured("laporan", "1 Laporan", "2017-TW2");
  EXPECT_THAT(FieldsOf(Record(less).status()), ElementsAre("realisasi.nilai"));
  v1::ImportRealisasiRequest request = ImportRequest({less});
  EXPECT_THAT(FieldsOf(Import(request).status()), ElementsAre("realisasi[0].nilai"));
  EXPECT_EQ(Pengukuran().realisasi_size(), 1);
  request.set_historis(true);
  EXPECT_THAT(Import(request), IsOk());
}

TEST_F(PerformanceService, RefusesWhatItCannotTake) {
  EXPECT_THAT(Record(Measured("tidak-ada", "1%")), IsRefused(Reason::kUnknownReference));
  const struct {
    v1::Realisasi realisasi;
    std::string field;
  } cases[] = {
      {Measured("partisipasi", "delapan puluh"), "realisasi.nilai.teks"},
      {Measured("partisipasi", "NaN"), "realisasi.nilai.teks"},
      {Measured("partisipasi", "-5%"), "realisasi.nilai"},
      {Measured("partisipasi", "5 Lap"), "realisasi.nilai.satuan"},
      {Measured("partisipasi", ""), "realisasi.nilai"},
      {Measured("partisipasi", "5%", "2017-13"), "realisasi.periode"},
      {Measured("partisipasi", "5%", "2012"), "realisasi.periode"},
  };
  for (const auto& c : cases) {
    const auto refused = Record(c.realisasi);
    EXPECT_THAT(refused, IsRefused(Reason::kInvalidField));
    EXPECT_THAT(FieldsOf(refused.status()), ElementsAre(c.field));
  }
  v1::Realisasi no_case = Measured("partisipasi", "");
  no_case.set_status(v1::STATUS_REALISASI_NO_CASE);
  EXPECT_THAT(FieldsOf(Record(no_case).status()),
              UnorderedElementsAre("realisasi.alasan", "realisasi.narasi.uraian"));
  no_case.set_status(v1::STATUS_REALISASI_MISSING);
  EXPECT_THAT(FieldsOf(Import(ImportRequest({no_case})).status()),
              ElementsAre("realisasi[0].status"));

  const auto many = Import(ImportRequest({Measured("p0", "1%"), Measured("p0", "2%"),
                                          Measured("p1", "x"), Measured("p2", "1%", "2016")}));
  EXPECT_THAT(
      FieldsOf(many.status()),
      UnorderedElementsAre("realisasi[1]", "realisasi[2].nilai.teks", "realisasi[3].periode"));
  EXPECT_EQ(Pengukuran().realisasi_size(), 0);
}

TEST_F(PerformanceService, AnOfficePlanningDoesNotKnowIsNotFound) {
  v1::ImportRealisasiRequest request = ImportRequest({});
  request.set_parent("satker/9999");
  server_.ActAs(rpc::TestPrincipalWith("INTEGRATION", "9999"));
  planning_.server().ActAs(rpc::TestPrincipalWith("INTEGRATION", "9999"));
  EXPECT_THAT(Import(request), IsRefused(Reason::kNotFound));
  server_.ActAs(rpc::TestPrincipal());
  request.set_parent(kParent);
  request.set_tahun(2014);
  EXPECT_THAT(FieldsOf(Import(request).status()), ElementsAre("tahun"));
}

TEST_F(PerformanceService, WithoutPlanningNothingIsWritten) {
  const rpc::Client nobody(
      grpc::CreateChannel("unix:/nonexistent/planning.sock", grpc::InsecureChannelCredentials()));
  rpc::TestServer alone({PerformanceMethods(&nobody)});
  EXPECT_THAT(alone.Call<v1::RecordRealisasiResponse>(
                  "RecordRealisasi", RecordRequest(Measured("partisipasi", "79,9%"))),
              IsRefused(Reason::kDependencyDown));
}

TEST_F(PerformanceService, ARepeatedRequestIsAnsweredTheSameAndAnotherContentRefused) {
  v1::RecordRealisasiRequest request = RecordRequest(Measured("partisipasi", "70%"));
  const auto first = server_.Call<v1::RecordRealisasiResponse>("RecordRealisasi", request);
  ASSERT_THAT(first, IsOk());
  plan_pb::Perencanaan changed = Plan2017();
  changed.clear_perjanjian_kinerja();
  planning_.Set(changed);
  const auto again = server_.Call<v1::RecordRealisasiResponse>("RecordRealisasi", request);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
  request.mutable_realisasi()->mutable_nilai()->set_teks("71%");
  EXPECT_THAT(server_.Call<v1::RecordRealisasiResponse>("RecordRealisasi", request),
              IsRefused(Reason::kRequestIdReused));
}

TEST_F(PerformanceService, ValidateOnlyChangesNothing) {
  v1::RecordRealisasiRequest request = RecordRequest(Measured("partisipasi", "79,9%"));
  request.set_validate_only(true);
  const auto checked = server_.Call<v1::RecordRealisasiResponse>("RecordRealisasi", request);
  ASSERT_THAT(checked, IsOk());
  EXPECT_EQ(checked->capaian_size(), 1);
  EXPECT_EQ(Pengukuran().realisasi_size(), 0);
  EXPECT_EQ(Pengukuran().capaian_size(), 0);
}

TEST_F(PerformanceService, RefreshFollowsThePlan) {
  ASSERT_THAT(Record(Measured("partisipasi", "62%")), IsOk());
  EXPECT_EQ(Pengukuran().capaian(0).mentah().desimal(), "80.00000000");
  plan_pb::Perencanaan plan = Plan2017();
  plan.mutable_perjanjian_kinerja()->RemoveLast();
  AddBaris(AddPerjanjian(plan, kKetua, plan_pb::JENIS_PERJANJIAN_KINERJA_KETUA), "partisipasi",
           "62", "%");
  planning_.Set(plan);
  EXPECT_EQ(Pengukuran().capaian(0).mentah().desimal(), "80.00000000");
  const auto refreshed = Refresh();
  ASSERT_THAT(refreshed, IsOk());
  EXPECT_EQ(refreshed->capaian(), 7);
  const v1::Pengukuran after = Pengukuran();
  EXPECT_EQ(after.capaian_size(), 7);
  EXPECT_EQ(after.capaian(0).mentah().desimal(), "100.00000000");
  EXPECT_EQ(after.perencanaan().sequence(), 2u);
}

TEST_F(PerformanceService, AYearWithoutDataIsEmpty) {
  const v1::Pengukuran empty = Pengukuran(2018);
  EXPECT_EQ(empty.ByteSizeLong(), 0u);
  for (const char* name : {"satker/6474/realisasi/partisipasi~2017", "satker/6474/realisasi/x"}) {
    v1::GetRealisasiRequest request;
    request.set_name(name);
    EXPECT_THAT(server_.Call<v1::GetRealisasiResponse>("GetRealisasi", request),
                IsRefused(Reason::kNotFound));
  }
}

TEST_F(PerformanceService, ListsPageInOrder) {
  std::vector<v1::Realisasi> all;
  for (int i = 5; i >= 0; --i) {
    all.push_back(Measured("p" + std::to_string(i), "100%"));
  }
  ASSERT_THAT(Import(ImportRequest(all)), IsOk());
  v1::ListRealisasiRequest request;
  request.set_parent(kParent);
  request.set_tahun(2017);
  request.set_page_size(4);
  const auto first = server_.Call<v1::ListRealisasiResponse>("ListRealisasi", request);
  ASSERT_THAT(first, IsOk());
  ASSERT_EQ(first->realisasi_size(), 4);
  EXPECT_EQ(first->realisasi(0).indikator(), IndikatorName("p0"));
  request.set_page_token(first->next_page_token());
  const auto second = server_.Call<v1::ListRealisasiResponse>("ListRealisasi", request);
  ASSERT_THAT(second, IsOk());
  ASSERT_EQ(second->realisasi_size(), 2);
  EXPECT_EQ(second->realisasi(1).indikator(), IndikatorName("p5"));
  EXPECT_EQ(second->next_page_token(), "");

  v1::ListCapaianRequest capaian;
  capaian.set_parent(kParent);
  capaian.set_tahun(2017);
  capaian.set_page_size(5);
  std::vector<std::string> rows;
  for (int page = 0; page < 2; ++page) {
    const auto listed = server_.Call<v1::ListCapaianResponse>("ListCapaian", capaian);
    ASSERT_THAT(listed, IsOk());
    for (const v1::Capaian& row : listed->capaian()) {
      rows.push_back(row.perjanjian_kinerja().substr(35) + std::to_string(row.nomor()));
    }
    capaian.set_page_token(listed->next_page_token());
  }
  EXPECT_EQ(capaian.page_token(), "");
  EXPECT_THAT(rows,
              ElementsAre("ketua1", "ketua2", "program-data1", "program-data2", "program-data3",
                          "program-data4", "program-data5", "program-data6"));
}

TEST_F(PerformanceService, TheFeedNamesWhatChanged) {
  ASSERT_THAT(Record(Measured("partisipasi", "79,9%")), IsOk());
  ASSERT_THAT(Import(ImportRequest({Measured("partisipasi", "79,9%")})), IsOk());
  planning_.Set(Plan2017());  // another office's write moves planning's revision
  ASSERT_THAT(Refresh(), IsOk());
  EXPECT_EQ(Pengukuran().perencanaan().sequence(), 2u);
  server_.ActAs(rpc::TestPrincipalWith("APIP", "00"));
  const auto listed =
      server_.Call<v1::ListChangesResponse>("ListChanges", v1::ListChangesRequest());
  ASSERT_THAT(listed, IsOk());
  ASSERT_GE(listed->events_size(), 1);
  EXPECT_EQ(listed->events(0).satker(), kParent);
  EXPECT_THAT(listed->events(0).resources(),
              ElementsAre("satker/6474/realisasi/partisipasi~2017", "satker/6474/pengukuran/2017"));
  for (int i = 1; i < listed->events_size(); ++i) {
    EXPECT_THAT(listed->events(i).resources(), IsEmpty());
  }
}

TEST_F(PerformanceService, OnlyWhoMayWriteWrites) {
  server_.ActAs(rpc::TestPrincipalWith("APIP", "00"));
  EXPECT_THAT(Record(Measured("partisipasi", "79,9%")), IsRefused(Reason::kPermissionDenied));
  EXPECT_EQ(Pengukuran().realisasi_size(), 0);
  server_.ActAs(rpc::TestPrincipalWith("OPERATOR_SATKER", "6471"));
  EXPECT_THAT(Record(Measured("partisipasi", "79,9%")), IsRefused(Reason::kPermissionDenied));
  server_.ActAsNobody();
  EXPECT_THAT(Record(Measured("partisipasi", "79,9%")), IsRefused(Reason::kNotAuthenticated));
}

}  // namespace
}  // namespace sakip::performance
