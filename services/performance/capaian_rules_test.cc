#include "services/performance/capaian_rules.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "services/performance/test_plan.h"

namespace sakip::performance {
namespace {

using testing::R;

std::string Shipped() {
  return std::string(ShippedRuleFiles().front());
}

std::string Replaced(const std::string& from, const std::string& to) {
  std::string text = Shipped();
  const size_t at = text.find("\n" + from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at + 1, from.size(), to);
}

TEST(ShippedRules, AreTheFileByteForByte) {
  std::ifstream file("services/performance/rules/capaian-2015.textproto", std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  ASSERT_FALSE(bytes.str().empty());
  EXPECT_EQ(Shipped(), bytes.str());
}

TEST(ShippedRules, CoverTheYearsFrom2015) {
  const auto book = ShippedRules();
  ASSERT_TRUE(book.ok()) << book.status();
  EXPECT_EQ(book->ForYear(2014), nullptr);
  const RuleSet* rules = book->ForYear(2017);
  ASSERT_NE(rules, nullptr);
  EXPECT_EQ(book->ForYear(2100), rules);
  EXPECT_EQ(rules->id.substr(0, 13), "capaian-2015@");
  EXPECT_EQ(rules->id.size(), 13u + 12u);
  EXPECT_EQ(rules->batas_atas, R("120"));
  EXPECT_EQ(rules->batas_bawah, R("0"));
  EXPECT_EQ(rules->maximize, Rumus::kRasio);
  EXPECT_EQ(rules->minimize, Rumus::kCermin);
  EXPECT_EQ(rules->maximize_nol, TargetNol::kStatus);
  EXPECT_EQ(rules->minimize_nol, TargetNol::kStatus);
  EXPECT_EQ(KategoriOf(*rules, R("90.4")), "Tinggi");
  EXPECT_EQ(KategoriOf(*rules, R("91")), "Sangat Tinggi");
}

TEST(ParseRuleSet, ATargetOfZeroMayHaveAValueInAnotherSet) {
  const auto rules =
      ParseRuleSet(Replaced("target_nol_minimize: CAPAIAN_TARGET_NOL_STATUS",
                            "target_nol_minimize: CAPAIAN_TARGET_NOL_SERATUS_ATAU_NOL"));
  ASSERT_TRUE(rules.ok()) << rules.status();
  EXPECT_EQ(rules->maximize_nol, TargetNol::kStatus);
  EXPECT_EQ(rules->minimize_nol, TargetNol::kSeratusAtauNol);
}

TEST(ParseRuleSet, AnyByteMakesAnotherId) {
  const auto a = ParseRuleSet(Shipped());
  const auto b = ParseRuleSet(Shipped() + "\n");
  ASSERT_TRUE(a.ok() && b.ok());
  EXPECT_NE(a->id, b->id);
  EXPECT_EQ(a->id, ParseRuleSet(Shipped())->id);
}

TEST(ParseRuleSet, RefusesWhatItCannotCompute) {
  EXPECT_TRUE(ParseRuleSet(Shipped()).ok());
  for (const auto& text : {
           std::string("not a rule set"),
           Shipped() + "unknown_field: 1\n",
           Replaced("schema: 1", "schema: 2"),
           Replaced("nama: \"capaian-2015\"", ""),
           Replaced("rumus_maximize: CAPAIAN_RUMUS_RASIO", ""),
           Replaced("rumus_minimize: CAPAIAN_RUMUS_CERMIN", ""),
           Replaced("target_nol_maximize: CAPAIAN_TARGET_NOL_STATUS", ""),
           Replaced("agregasi: CAPAIAN_AGREGASI_RERATA", ""),
           Replaced("batas_atas: \"120\"", "batas_atas: \"120%\""),
           Replaced("kategori { nama: \"Rendah\" dari: \"51\" }",
                    "kategori { nama: \"Rendah\" dari: \"lima\" }"),
       }) {
    EXPECT_EQ(ParseRuleSet(text).status().code(), absl::StatusCode::kInvalidArgument);
  }
}

}  // namespace
}  // namespace sakip::performance
