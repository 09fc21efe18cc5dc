#include "services/performance/rule_set.h"

#include <gtest/gtest.h>

#include "services/performance/test_plan.h"

namespace sakip::performance {
namespace {

using testing::R;
using testing::Rules;

TEST(Kategori, BandsLeaveNoGap) {
  const struct {
    std::string_view value, kategori;
  } cases[] = {
      {"0", "Sangat Rendah"},    {"50", "Sangat Rendah"},
      {"50.5", "Sangat Rendah"}, {"50.99999999", "Sangat Rendah"},
      {"51", "Rendah"},          {"65.5", "Rendah"},
      {"66", "Sedang"},          {"75.99999999", "Sedang"},
      {"76", "Tinggi"},          {"90.4", "Tinggi"},
      {"90.99999999", "Tinggi"}, {"91", "Sangat Tinggi"},
      {"120", "Sangat Tinggi"},  {"-1", "Sangat Rendah"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(KategoriOf(Rules(), R(c.value)), c.kategori) << c.value;
  }
}

TEST(Kategori, JudgesTheExactValueNotTheRoundedOne) {
  const auto just_below = ratio::Div(R("272999999999"), R("3000000000")).value();
  EXPECT_EQ(just_below.RoundHalfAway(2), "91.00");
  EXPECT_EQ(KategoriOf(Rules(), just_below), "Tinggi");
}

TEST(Batasi, CapsAndFloors) {
  EXPECT_EQ(Batasi(Rules(), R("166.5")), R("120"));
  EXPECT_EQ(Batasi(Rules(), R("-20")), R("0"));
  EXPECT_EQ(Batasi(Rules(), R("99.9")), R("99.9"));
  EXPECT_EQ(Batasi(Rules(std::nullopt), R("166.5")), R("166.5"));
}

TEST(RuleBook, RefusesAnInvalidSet) {
  const auto refused = [](void (*spoil)(RuleSet&)) {
    RuleSet rules = Rules();
    spoil(rules);
    return !RuleBook::Of({rules}).ok();
  };
  EXPECT_TRUE(RuleBook::Of({Rules()}).ok());
  EXPECT_TRUE(refused([](RuleSet& r) { r.id.clear(); }));
  EXPECT_TRUE(refused([](RuleSet& r) { r.tahun_dari = 1999; }));
  EXPECT_TRUE(refused([](RuleSet& r) { r.tahun_sampai = 2014; }));
  EXPECT_TRUE(refused([](RuleSet& r) { r.batas_atas = R("0"); }));
  EXPECT_TRUE(refused([](RuleSet& r) { r.kategori.clear(); }));
  EXPECT_TRUE(refused([](RuleSet& r) { r.kategori[0].dari = R("10"); }));
  EXPECT_TRUE(refused([](RuleSet& r) { r.kategori[2].dari = R("51"); }));
  EXPECT_TRUE(refused([](RuleSet& r) { r.kategori[3].dari.reset(); }));
  EXPECT_TRUE(refused([](RuleSet& r) { r.kategori[3].nama = "Sedang"; }));
}

TEST(RuleBook, ChoosesByFiscalYearAndRefusesTwoForOneYear) {
  RuleSet old = Rules();
  old.tahun_sampai = 2020;
  RuleSet next = Rules(110);
  next.id = "capaian-2021@000000000000";
  next.tahun_dari = 2021;
  const auto book = RuleBook::Of({next, old});
  ASSERT_TRUE(book.ok()) << book.status();
  EXPECT_EQ(book->ForYear(2014), nullptr);
  EXPECT_EQ(book->ForYear(2015)->id, old.id);
  EXPECT_EQ(book->ForYear(2020)->id, old.id);
  EXPECT_EQ(book->ForYear(2100)->id, next.id);
  next.tahun_dari = 2020;
  EXPECT_FALSE(RuleBook::Of({old, next}).ok());
}

}  // namespace
}  // namespace sakip::performance
