#include "services/planning/perencanaan_rules.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "services/planning/test_perencanaan.h"
#include "services/planning/test_refusal.h"

namespace sakip::planning {
namespace {

// A store that holds the indikator of TestPerencanaan.
PerencanaanContext Stored() {
  PerencanaanContext context;
  context.satker_known = true;
  context.kode_output = {"3355.003", "3355.994"};
  context.stored.unit_kerja = TestPerencanaan().perencanaan.unit_kerja;
  context.stored.indikator = TestPerencanaan().perencanaan.indikator;
  return context;
}

TEST(PerencanaanRules, AnIndikatorOfAnotherYearsDocumentKeepsWhatItMeasures) {
  struct Case {
    std::function<void(Indikator&)> change;
    std::string refusal;
  };
  const std::vector<Case> cases = {
      {[](Indikator& i) { i.satuan = "orang"; }, "INVALID_FIELD perencanaan.indikator[0].satuan"},
      {[](Indikator& i) { i.polaritas = Polaritas::kMinimize; },
       "INVALID_FIELD perencanaan.indikator[0].polaritas"},
      {[](Indikator& i) { i.akumulasi = Akumulasi::kCumulative; },
       "INVALID_FIELD perencanaan.indikator[0].akumulasi"},
      {[](Indikator& i) { i.jenis_nilai = JenisNilai::kJumlah; },
       "INVALID_FIELD perencanaan.indikator[0].jenis_nilai"},
      {[](Indikator& i) { i.kode_output = "3355.994"; },
       "INVALID_FIELD perencanaan.indikator[0].kode_output"},
      {[](Indikator& i) {
         i.nama = "Lain";
         i.desimal = 2;
         i.unit_kerja = TestName("unitKerja/hukum");
         i.rincian = {"a"};
       },
       ""},
  };
  for (const Case& c : cases) {
    PerencanaanRequest request{"satker/6474", 2018, Mode::kHistoris, false, {}};
    request.perencanaan.indikator = {TestPerencanaan().perencanaan.indikator[0]};
    c.change(request.perencanaan.indikator[0]);
    PerencanaanContext context = Stored();
    EXPECT_EQ(Refusal(DecidePerencanaan(context, request).status()), "") << "used by nobody";
    context.dipakai_tahun_lain = {{TestName("indikator/i1"), TestName("rkt/2017")}};
    EXPECT_EQ(Refusal(DecidePerencanaan(context, request).status()), c.refusal);
  }
}

TEST(PerencanaanRules, ARefusedMeaningTellsTheDocumentAndTheWayOut) {
  PerencanaanRequest request{"satker/6474", 2018, Mode::kBerjalan, false, {}};
  request.perencanaan.indikator = {TestPerencanaan().perencanaan.indikator[0]};
  request.perencanaan.indikator[0].satuan = "orang";
  PerencanaanContext context = Stored();
  context.dipakai_tahun_lain = {{TestName("indikator/i1"), TestName("rkt/2017")}};
  const auto fault = fault::FromStatus(DecidePerencanaan(context, request).status());
  ASSERT_TRUE(fault.has_value());
  ASSERT_EQ(fault->violations.size(), 1u);
  const fault::Violation& v = fault->violations[0];
  EXPECT_NE(v.english.find("satker/6474/rkt/2017"), std::string::npos) << v.english;
  EXPECT_NE(v.english.find("register a new one"), std::string::npos) << v.english;
  EXPECT_NE(v.indonesian.find("satker/6474/rkt/2017"), std::string::npos) << v.indonesian;
}

}  // namespace
}  // namespace sakip::planning
