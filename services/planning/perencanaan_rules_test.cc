#include "services/planning/perencanaan_rules.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "services/planning/test_perencanaan.h"
#include "services/planning/test_refusal.h"

namespace sakip::planning {
namespace {

constexpr JenisPerjanjianKinerja kKetua = JenisPerjanjianKinerja::kKetua;
constexpr JenisPerjanjianKinerja kSekretaris = JenisPerjanjianKinerja::kSekretaris;
constexpr JenisPerjanjianKinerja kSubBagian = JenisPerjanjianKinerja::kSubBagian;

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

// An agreement of 2017 named "2017-<id>".
PerjanjianKinerja Agreement(const std::string& id, JenisPerjanjianKinerja jenis,
                            const std::string& unit = "") {
  return {TestName("perjanjianKinerja/2017-" + id),
          2017,
          jenis,
          unit.empty() ? "" : TestName("unitKerja/" + unit),
          "PERJANJIAN KINERJA",
          {{1, "Kualitas", TestName("indikator/i1"), "", {"80%", "80", "%"}}}};
}

TEST(PerencanaanRules, NobodyHasTwoAgreementsOfAYear) {
  struct Case {
    std::vector<PerjanjianKinerja> stored;
    std::vector<PerjanjianKinerja> asked;
    std::string refusal;
  };
  const auto ketua = Agreement("ketua", kKetua);
  const auto hukum = Agreement("hukum", kSubBagian, "hukum");
  const std::vector<Case> cases = {
      {{}, {ketua, Agreement("sekretaris", kSekretaris), hukum}, ""},
      {{ketua, hukum}, {ketua, hukum}, ""},
      {{ketua}, {Agreement("sekretaris", kSekretaris)}, ""},
      {{hukum}, {Agreement("umum", kSubBagian, "umum")}, ""},
      {{ketua}, {Agreement("a", kKetua)}, "INVALID_FIELD P[0].jenis"},
      {{}, {ketua, Agreement("a", kKetua)}, "INVALID_FIELD P[1].jenis"},
      {{},
       {Agreement("a", kSekretaris), ketua, Agreement("b", kSekretaris)},
       "INVALID_FIELD P[2].jenis"},
      {{hukum}, {ketua, Agreement("a", kSubBagian, "hukum")}, "INVALID_FIELD P[1].unit_kerja"},
      {{}, {hukum, Agreement("a", kSubBagian, "hukum")}, "INVALID_FIELD P[1].unit_kerja"},
      // The stored one becomes another's in the same request.
      {{ketua}, {Agreement("a", kKetua), Agreement("ketua", kSekretaris)}, ""},
  };
  for (const Case& c : cases) {
    PerencanaanContext context = Stored();
    context.stored.unit_kerja.push_back({TestName("unitKerja/umum"), "Umum", ""});
    context.stored.perjanjian_kinerja = c.stored;
    PerencanaanRequest request{"satker/6474", 2017, Mode::kBerjalan, false, {}};
    request.perencanaan.perjanjian_kinerja = c.asked;
    std::string refusal = Refusal(DecidePerencanaan(context, request).status());
    const std::string list = "perencanaan.perjanjian_kinerja";
    for (size_t at; (at = refusal.find(list)) != std::string::npos;) {
      refusal.replace(at, list.size(), "P");
    }
    EXPECT_EQ(refusal, c.refusal);
  }
}

}  // namespace
}  // namespace sakip::planning
