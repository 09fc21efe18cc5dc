#include "services/budget/skor_rules.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "services/budget/skor_test_util.h"

namespace sakip::budget {
namespace {

using testing::R;
using testing::Shipped;

std::string Berkas(const std::string& nama) {
  std::ifstream file("services/budget/rules/" + nama + ".textproto", std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  EXPECT_FALSE(bytes.str().empty()) << nama;
  return bytes.str();
}

std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(ShippedSkorRules, AreTheFilesByteForByte) {
  ASSERT_EQ(ShippedIkpaFiles().size(), 2u);
  ASSERT_EQ(ShippedNkaFiles().size(), 2u);
  EXPECT_EQ(ShippedIkpaFiles()[0], Berkas("ikpa-2022"));
  EXPECT_EQ(ShippedIkpaFiles()[1], Berkas("ikpa-2024"));
  EXPECT_EQ(ShippedNkaFiles()[0], Berkas("nka-2021"));
  EXPECT_EQ(ShippedNkaFiles()[1], Berkas("nka-2023"));
}

TEST(ShippedSkorRules, AreChosenByFiscalYear) {
  const struct {
    int tahun;
    std::string ikpa, nka;  // the name; empty: no set covers the year
  } cases[] = {
      {2020, "", ""},
      {2021, "", "nka-2021"},
      {2022, "ikpa-2022", "nka-2021"},
      {2023, "ikpa-2022", "nka-2023"},
      {2024, "ikpa-2024", "nka-2023"},
      {2100, "ikpa-2024", "nka-2023"},
  };
  for (const auto& c : cases) {
    const IkpaRules* ikpa = Shipped().ikpa.ForYear(c.tahun);
    const NkaRules* nka = Shipped().nka.ForYear(c.tahun);
    EXPECT_EQ(ikpa == nullptr ? "" : ikpa->id.substr(0, ikpa->id.find('@')), c.ikpa) << c.tahun;
    EXPECT_EQ(nka == nullptr ? "" : nka->id.substr(0, nka->id.find('@')), c.nka) << c.tahun;
  }
  EXPECT_EQ(Shipped().ikpa.ForYear(2024)->id.size(), std::string("ikpa-2024@").size() + 12);
}

TEST(ShippedSkorRules, HoldThePublishedWeights) {
  const auto& dulu = *Shipped().ikpa.ForYear(2022);
  const auto& kini = *Shipped().ikpa.ForYear(2024);
  EXPECT_EQ(dulu.bobot.size(), 8u);
  EXPECT_EQ(kini.bobot.size(), 7u);
  EXPECT_EQ(dulu.bobot[1].bobot, R("10"));
  EXPECT_EQ(kini.bobot[1].bobot, R("15"));
  EXPECT_FALSE(dulu.dispensasi_mengurangi);
  EXPECT_TRUE(kini.dispensasi_mengurangi);
  EXPECT_EQ(kini.target_penyerapan.at(53)[1], R("40"));
  EXPECT_EQ(kini.kode_revisi.size(), 14u);
  EXPECT_TRUE(kini.kode_revisi.contains("239"));
}

TEST(ParseRules, AnyByteMakesAnotherId) {
  const std::string text = Berkas("nka-2021");
  EXPECT_EQ(ParseNkaRules(text)->id, ParseNkaRules(text)->id);
  EXPECT_NE(ParseNkaRules(text)->id, ParseNkaRules(text + "\n")->id);
}

// Reads and checks, as the program does at its start.
template <typename Rules>
absl::Status Berlaku(absl::StatusOr<Rules> rules) {
  return rules.ok() ? SkorRuleBook<Rules>::Of({*rules}).status() : rules.status();
}

TEST(IkpaRules, RefusesWhatItCannotCompute) {
  const std::string text = Berkas("ikpa-2024");
  EXPECT_TRUE(Berlaku(ParseIkpaRules(text)).ok());
  const struct {
    std::string from, to;
  } cases[] = {
      {"schema: 1", "schema: 2"},
      {"schema: 1", "schemas: 1"},
      {"nama: \"ikpa-2024\"", ""},
      {"tahun_dari: 2024", "tahun_dari: 24"},
      {"tahun_dari: 2024", "tahun_dari: 2024 tahun_sampai: 2023"},
      {"REVISI_DIPA bobot: \"10\"", "REVISI_DIPA bobot: \"11\""},
      {"REVISI_DIPA bobot: \"10\"", "REVISI_DIPA bobot: \"0\""},
      {"REVISI_DIPA bobot: \"10\"", "REVISI_DIPA bobot: \"10%\""},
      {"REVISI_DIPA bobot: \"10\"", "REVISI_DIPA bobot: \"10.000000001\""},
      {"IKPA_INDIKATOR_REVISI_DIPA", "IKPA_INDIKATOR_UNSPECIFIED"},
      {"IKPA_INDIKATOR_REVISI_DIPA", "IKPA_INDIKATOR_UP_TUP"},
      {"IKPA_INDIKATOR_REVISI_DIPA", "IKPA_INDIKATOR_DISPENSASI_SPM"},
      {"kuota_revisi: 1", "kuota_revisi: 0"},
      {"toleransi_deviasi: \"5\"", "toleransi_deviasi: \"-5\""},
      {"toleransi_deviasi: \"5\"", "toleransi_deviasi: \"101\""},
      {"batas_deviasi: \"100\"", "batas_deviasi: \"120\""},
      {"batas_deviasi: \"100\"", ""},
      {"rata_jenis: SKOR_RATA_JENIS_PAGU", ""},
      {"jenis_belanja: \"51\"", "jenis_belanja: \"54\""},
      {"jenis_belanja: \"51\"", "jenis_belanja: \"52\""},
      {"target: \"20\" target: \"50\"", "target: \"50\" target: \"20\""},
      {"target: \"20\" target: \"50\"", "target: \"20\""},
      {"target: \"20\" target: \"50\"", "target: \"0\" target: \"50\""},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(Berlaku(ParseIkpaRules(Replaced(text, c.from, c.to))).code(),
              absl::StatusCode::kInvalidArgument)
        << c.from << " -> " << c.to;
  }
}

TEST(NkaRules, RefusesWhatItCannotCompute) {
  const std::string text = Berkas("nka-2023");
  EXPECT_TRUE(Berlaku(ParseNkaRules(text)).ok());
  const struct {
    std::string from, to;
  } cases[] = {
      {"schema: 1", "schema: 2"},
      {"nama: \"Perencanaan\"", "nama: \"Pelaksanaan\""},
      {"nama: \"Perencanaan\"", ""},
      {"bobot: \"50\"", "bobot: \"51\""},
      {"bobot: \"75\"", "bobot: \"74\""},
      {"bobot: \"75\"", "bobot: \"\""},
      {"NKA_KOMPONEN_EFISIENSI_SBK", "NKA_KOMPONEN_CAPAIAN_RO"},
      {"NKA_KOMPONEN_EFISIENSI_SBK", "NKA_KOMPONEN_IKPA"},
      {"NKA_KOMPONEN_EFISIENSI_SBK", "NKA_KOMPONEN_UNSPECIFIED"},
      {"agregasi_ro: NKA_AGREGASI_RERATA_GEOMETRIK", ""},
      {"tanpa_kasus: NKA_TANPA_KASUS_DIKELUARKAN", ""},
      {"batas_capaian_ro: \"100\"", "batas_capaian_ro: \"120\""},
      {"batas_efisiensi: \"20\"", "batas_efisiensi: \"0\""},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(Berlaku(ParseNkaRules(Replaced(text, c.from, c.to))).code(),
              absl::StatusCode::kInvalidArgument)
        << c.from << " -> " << c.to;
  }
}

TEST(SkorRuleBook, RefusesTwoSetsOfOneYear) {
  const auto a = ParseNkaRules(Berkas("nka-2021"));
  const auto b =
      ParseNkaRules(Replaced(Berkas("nka-2023"), "tahun_dari: 2023", "tahun_dari: 2022"));
  ASSERT_TRUE(a.ok() && b.ok());
  EXPECT_EQ(SkorRuleBook<NkaRules>::Of({*b, *a}).status().code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace sakip::budget
