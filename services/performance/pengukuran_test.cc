#include "services/performance/pengukuran.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "services/performance/test_plan.h"

namespace sakip::performance {
namespace {

using testing::MakeIndikator;
using testing::MakeRealisasi;
using testing::R;
using testing::Rules;
using testing::Tertulis;

constexpr char kUnit[] = "satker/6474/perjanjianKinerja/2017-unit";

struct Year {
  Plan plan;
  std::vector<Realisasi> realisasi;
};

// One agreement with these targets, each realised at `text`.
Year OneAgreement(const std::vector<std::string>& targets, const std::string& text,
                  JenisPerjanjian jenis = JenisPerjanjian::kSubBagian) {
  Year year;
  Perjanjian& pk = year.plan.perjanjian.emplace_back();
  pk.name = kUnit;
  pk.jenis = jenis;
  for (size_t i = 0; i < targets.size(); ++i) {
    const std::string id = std::to_string(10 + i);
    const Indikator indikator = MakeIndikator(id);
    year.plan.indikator.emplace(indikator.name, indikator);
    pk.baris.push_back({.nomor = static_cast<int>(i) + 1,
                        .sasaran = "Sasaran " + std::to_string(i / 2),
                        .indikator = indikator.name,
                        .uraian = "",
                        .target = Tertulis(targets[i])});
    year.realisasi.push_back(MakeRealisasi(id, "2017", text));
  }
  return year;
}

RekapCapaian Of(const std::vector<RekapCapaian>& rekap, TingkatRekap tingkat) {
  for (const RekapCapaian& one : rekap) {
    if (one.tingkat == tingkat) {
      return one;
    }
  }
  ADD_FAILURE() << "no such rekap";
  return {};
}

RekapCapaian MeanOf(const std::vector<std::string>& targets, std::optional<int> cap) {
  const Year year = OneAgreement(targets, "100%");
  const auto got = Ukur(year.plan, year.realisasi, Rules(cap));
  EXPECT_TRUE(got.ok()) << got.status();
  return Of(got->ringkasan.rekap, TingkatRekap::kPerjanjian);
}

TEST(Rekap, PublishedTargetsAllRealisedAtAHundredPercent) {
  const std::vector<std::string> program_data = {"100%", "80%", "85%", "60%", "100%", "100%"};
  const std::vector<std::string> kul = {"80%",  "2 Laporan", "5 Laporan", "80%", "98%",  "100%",
                                        "100%", "100%",      "90%",       "90%", "100%", "75%"};
  const struct {
    const std::vector<std::string>& targets;
    std::string mentah, dibatasi;
    int computed, mismatch;
  } cases[] = {
      {program_data, "118,22", "109,61", 6, 0},
      {kul, "110,76", "108,43", 10, 2},
  };
  for (const auto& c : cases) {
    const RekapCapaian rekap = MeanOf(c.targets, 120);
    EXPECT_EQ(rekap.rata_mentah->FormatIndonesian(2), c.mentah);
    EXPECT_EQ(rekap.rata_dibatasi->FormatIndonesian(2), c.dibatasi);
    EXPECT_EQ(rekap.computed, c.computed);
    EXPECT_EQ(rekap.unit_mismatch, c.mismatch);
    EXPECT_EQ(rekap.jumlah, c.computed + c.mismatch);
    EXPECT_EQ(rekap.kategori, "Sangat Tinggi");
    EXPECT_EQ(MeanOf(c.targets, std::nullopt).rata_dibatasi->FormatIndonesian(2), c.mentah);
  }
  EXPECT_EQ(MeanOf(program_data, 100).rata_dibatasi->FormatIndonesian(2), "100,00");
}

TEST(Rekap, LevelsInOrderAndTheOfficeOfItsOwnAgreementsOnly) {
  Year year = OneAgreement({"100%", "80%", "50%"}, "100%");
  Perjanjian ketua = year.plan.perjanjian[0];
  ketua.name = "satker/6474/perjanjianKinerja/2017-ketua";
  ketua.jenis = JenisPerjanjian::kKetua;
  ketua.baris.resize(1);
  year.plan.perjanjian.insert(year.plan.perjanjian.begin(), ketua);
  const auto got = Ukur(year.plan, year.realisasi, Rules());
  ASSERT_TRUE(got.ok()) << got.status();
  std::vector<std::string> order;
  for (const RekapCapaian& one : got->ringkasan.rekap) {
    order.push_back(one.perjanjian.substr(one.perjanjian.rfind('-') + 1) + "/" + one.sasaran + "/" +
                    one.rata_dibatasi->FormatIndonesian(2, true) + "/" +
                    std::to_string(one.jumlah));
  }
  EXPECT_EQ(order, (std::vector<std::string>{"ketua/Sasaran 0/100/1", "ketua//100/1",
                                             "unit/Sasaran 0/110/2", "unit/Sasaran 1/120/1",
                                             "unit//113,33/3", "//100/1"}));
  EXPECT_EQ(got->ringkasan.batas_atas, "120");
  EXPECT_EQ(got->ringkasan.aturan, Rules().id);
}

TEST(Rekap, WithoutAComputedRowThereIsNoMean) {
  const Year year = OneAgreement({"0", "2 Laporan"}, "100%", JenisPerjanjian::kKetua);
  const auto got = Ukur(year.plan, year.realisasi, Rules());
  ASSERT_TRUE(got.ok()) << got.status();
  const RekapCapaian satker = Of(got->ringkasan.rekap, TingkatRekap::kSatker);
  EXPECT_EQ(satker.rata_mentah, std::nullopt);
  EXPECT_EQ(satker.rata_dibatasi, std::nullopt);
  EXPECT_EQ(satker.kategori, "");
  EXPECT_EQ(satker.t_zero, 1);
  EXPECT_EQ(satker.unit_mismatch, 1);
}

TEST(Ukur, OneRealisasiServesEveryRowThatNamesTheIndikator) {
  Year year = OneAgreement({"100%"}, "50%");
  year.plan.perjanjian.push_back(year.plan.perjanjian[0]);
  year.plan.perjanjian[1].name += "2";
  year.plan.perjanjian[1].baris[0].target = Tertulis("50%");
  const auto got = Ukur(year.plan, year.realisasi, Rules());
  ASSERT_TRUE(got.ok()) << got.status();
  ASSERT_EQ(got->capaian.size(), 2u);
  EXPECT_EQ(got->capaian[0].dibatasi, R("50"));
  EXPECT_EQ(got->capaian[1].dibatasi, R("100"));
}

TEST(Ukur, RefusesARowWhoseIndikatorThePlanDoesNotHold) {
  Year year = OneAgreement({"100%"}, "50%");
  year.plan.indikator.clear();
  EXPECT_EQ(Ukur(year.plan, year.realisasi, Rules()).status().code(), absl::StatusCode::kInternal);
}

TEST(Ukur, AYearWithoutAgreementsHasNothing) {
  const auto got = Ukur(Plan{}, {}, Rules());
  ASSERT_TRUE(got.ok());
  EXPECT_TRUE(got->capaian.empty());
  EXPECT_TRUE(got->ringkasan.rekap.empty());
}

TEST(Rekap, UnmeasuredRowsMoveNoMeanAndOrderChangesNothing) {
  const uint32_t seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 100; ++round) {
    std::vector<std::string> targets(1 + random() % 12);
    for (std::string& target : targets) {
      target = std::to_string(random() % 150) + "%";
    }
    Year year = OneAgreement(targets, std::to_string(random() % 120) + "%");
    const auto before = Ukur(year.plan, year.realisasi, Rules());
    ASSERT_TRUE(before.ok());
    std::vector<Capaian> shuffled = before->capaian;
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    EXPECT_EQ(Rekapitulasi(shuffled, Rules()), before->ringkasan.rekap);

    for (const StatusRealisasi status : {StatusRealisasi::kNoCase, StatusRealisasi::kMissing}) {
      const std::string id = status == StatusRealisasi::kNoCase ? "no-case" : "missing";
      const Indikator indikator = MakeIndikator(id);
      year.plan.indikator.emplace(indikator.name, indikator);
      std::vector<BarisPerjanjian>& baris = year.plan.perjanjian[0].baris;
      baris.push_back({.nomor = static_cast<int>(baris.size()) + 1,
                       .sasaran = "Sasaran 0",
                       .indikator = indikator.name,
                       .uraian = "",
                       .target = Tertulis("90%")});
      if (status == StatusRealisasi::kNoCase) {
        year.realisasi.push_back(MakeRealisasi(id, "2017", "Tidak ada kasus", status));
      }
    }
    const auto after = Ukur(year.plan, year.realisasi, Rules());
    ASSERT_TRUE(after.ok());
    ASSERT_EQ(after->ringkasan.rekap.size(), before->ringkasan.rekap.size());
    for (size_t i = 0; i < after->ringkasan.rekap.size(); ++i) {
      EXPECT_EQ(after->ringkasan.rekap[i].rata_mentah, before->ringkasan.rekap[i].rata_mentah);
      EXPECT_EQ(after->ringkasan.rekap[i].rata_dibatasi, before->ringkasan.rekap[i].rata_dibatasi);
    }
  }
}

}  // namespace
}  // namespace sakip::performance
