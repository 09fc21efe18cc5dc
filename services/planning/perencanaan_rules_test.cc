#include "services/planning/perencanaan_rules.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "services/planning/test_perencanaan.h"
#include "services/planning/test_refusal.h"
#include "services/planning/ukuran.h"

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

// TestPerencanaan without the Renstra, its Rencana Aksi lengthened to what a year may take, plus
// `more` bytes.
PerencanaanRequest FullYear(size_t more) {
  PerencanaanRequest request = TestPerencanaan();
  request.mode = Mode::kHistoris;
  std::vector<BarisRencanaAksi>& baris = request.perencanaan.rencana_aksi->baris;
  baris[0].catatan.clear();
  // Targets that are read already are left as they are: what is measured here is what is stored.
  const auto read = DecidePerencanaan(Stored(), request);
  EXPECT_TRUE(read.ok()) << read.status();
  baris[0].catatan = std::string(
      kUkuranTahunMax - UkuranTahun(read.ok() ? *read : request.perencanaan) + more, 'x');
  return request;
}

TEST(PerencanaanRules, AYearThatCouldNotBeReadIsRefused) {
  EXPECT_EQ(Refusal(DecidePerencanaan(Stored(), FullYear(0)).status()), "");
  EXPECT_EQ(Refusal(DecidePerencanaan(Stored(), FullYear(1)).status()),
            "INVALID_FIELD perencanaan");
}

TEST(PerencanaanRules, WhatIsStoredOfTheYearCounts) {
  PerencanaanContext context = Stored();
  const PerencanaanRequest full = FullYear(0);
  const auto written = DecidePerencanaan(context, full);
  ASSERT_TRUE(written.ok()) << written.status();
  context.stored = *written;
  context.stored.unit_kerja = Stored().stored.unit_kerja;
  context.stored.indikator = Stored().stored.indikator;
  EXPECT_EQ(Refusal(DecidePerencanaan(context, full).status()), "") << "replaced, not added";

  PerencanaanRequest next{"satker/6474", 2017, Mode::kBerjalan, false, {}};
  next.perencanaan.perjanjian_kinerja = {Agreement("sekretaris", kSekretaris)};
  EXPECT_EQ(Refusal(DecidePerencanaan(context, next).status()), "INVALID_FIELD perencanaan");
  next.perencanaan = {};
  next.perencanaan.pegawai = {{"golongan", "IV", 1}};
  EXPECT_EQ(Refusal(DecidePerencanaan(context, next).status()), "") << "fewer than stored";
}

TEST(PerencanaanRules, UnitsAndIndikatorLeaveRoomForTheLongestRenstra) {
  PerencanaanContext context = Stored();
  context.renstra = {*TestPerencanaan().perencanaan.renstra};
  PerencanaanRequest request{"satker/6474", 2021, Mode::kBerjalan, false, {}};
  request.perencanaan.indikator = context.stored.indikator;
  std::vector<std::string>& rincian = request.perencanaan.indikator[0].rincian;
  const size_t taken = UkuranRegistri(context.stored) + Ukuran(context.renstra[0]);
  rincian = {std::string(kUkuranBersamaMax - taken - 4, 'x')};
  EXPECT_EQ(Refusal(DecidePerencanaan(context, request).status()), "");
  rincian[0] += "x";
  EXPECT_EQ(Refusal(DecidePerencanaan(context, request).status()),
            "INVALID_FIELD perencanaan.indikator");
}

TEST(PerencanaanRules, AnOfficePlansOnlyYearsInWhichItIsInForce) {
  struct Case {
    std::string dari;
    std::string sampai;
    bool accepted;
  };
  const std::vector<Case> cases = {
      {"2015-01-01", "", true},
      {"2017-12-31", "", true},
      {"2018-01-01", "", false},
      {"2015-01-01", "2017-01-01", true},
      {"2015-01-01", "2016-12-31", false},
  };
  for (const Case& c : cases) {
    PerencanaanContext context = Stored();
    context.berlaku_dari = c.dari;
    context.berlaku_sampai = c.sampai;
    const absl::Status status = DecidePerencanaan(context, TestPerencanaan()).status();
    EXPECT_EQ(Refusal(status), c.accepted ? "" : "UNKNOWN_REFERENCE tahun") << c.dari << c.sampai;
    if (!c.accepted) {
      const std::string told = fault::FromStatus(status)->violations[0].english;
      EXPECT_NE(told.find(c.dari + (c.sampai.empty() ? "" : " to " + c.sampai)), std::string::npos)
          << told;
    }
  }
}

}  // namespace
}  // namespace sakip::planning
