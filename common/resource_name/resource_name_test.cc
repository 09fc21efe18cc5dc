#include "common/resource_name/resource_name.h"

#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sakip::resource_name {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr char kPk[] = "satker/{satker}/perjanjianKinerja/{perjanjian_kinerja}";

TEST(ResourceName, MatchesExactly) {
  EXPECT_THAT(*Match(kPk, "satker/6474/perjanjianKinerja/2017-awal"),
              ElementsAre("6474", "2017-awal"));
  EXPECT_THAT(*Match(kPk, "satker/00/perjanjianKinerja/a.b_c~D"), ElementsAre("00", "a.b_c~D"));
  EXPECT_THAT(*Match("satker/{satker}/visi", "satker/64/visi"), ElementsAre("64"));
  EXPECT_THAT(*Match("kodeRegister", "kodeRegister"), ElementsAre());
}

TEST(ResourceName, RefusesEverythingElse) {
  const std::string long_id(kIdBytesMax + 1, 'a');
  for (const std::string& name : {std::string(),
                                  std::string("/"),
                                  std::string("satker/6474"),
                                  std::string("satker/6474/perjanjianKinerja"),
                                  std::string("satker/6474/perjanjianKinerja/"),
                                  std::string("/satker/6474/perjanjianKinerja/a"),
                                  std::string("satker/6474/perjanjianKinerja/a/"),
                                  std::string("satker/6474//a"),
                                  std::string("satker//perjanjianKinerja/a"),
                                  std::string("Satker/6474/perjanjianKinerja/a"),
                                  std::string("satker/6474/perjanjiankinerja/a"),
                                  std::string("satker/6474/perjanjianKinerja/.."),
                                  std::string("satker/6474/perjanjianKinerja/."),
                                  std::string("satker/6474/perjanjianKinerja/a..b"),
                                  std::string("satker/6474/perjanjianKinerja/a b"),
                                  std::string("satker/6474/perjanjianKinerja/a%2Fb"),
                                  std::string("satker/6474/perjanjianKinerja/\xC3\xA9"),
                                  std::string("satker/6474/perjanjianKinerja/a\0", 32),
                                  std::string("satker/647/perjanjianKinerja/a"),
                                  std::string("satker/64.74/perjanjianKinerja/a"),
                                  std::string("satker/{satker}/perjanjianKinerja/a"),
                                  "satker/6474/perjanjianKinerja/" + long_id}) {
    const auto ids = Match(kPk, name);
    EXPECT_EQ(ids.status().code(), absl::StatusCode::kInvalidArgument) << name;
  }
}

TEST(ResourceName, SaysWhere) {
  EXPECT_THAT(std::string(Match(kPk, "satker/6474/renstra/a").status().message()),
              HasSubstr("part 3 must be perjanjianKinerja"));
  EXPECT_THAT(std::string(Match(kPk, "satker/x/perjanjianKinerja/a\n").status().message()),
              HasSubstr("two or four digits"));
}

TEST(ResourceName, AMalformedPatternIsOurFault) {
  for (const char* pattern : {"", "satker/{}", "satker//{a}", "satker/{satker"}) {
    EXPECT_EQ(Match(pattern, "satker/64").status().code(), absl::StatusCode::kInternal) << pattern;
    EXPECT_EQ(Format(pattern, {"64"}).status().code(), absl::StatusCode::kInternal) << pattern;
  }
}

TEST(ResourceName, FormatWantsTheRightIds) {
  EXPECT_EQ(*Format(kPk, {"6474", "2017"}), "satker/6474/perjanjianKinerja/2017");
  for (const std::vector<std::string>& ids : {std::vector<std::string>{},
                                              {"6474"},
                                              {"6474", "a", "b"},
                                              {"6474", ""},
                                              {"6474", "a/b"},
                                              {"647", "a"}}) {
    EXPECT_EQ(Format(kPk, ids).status().code(), absl::StatusCode::kInvalidArgument);
  }
}

TEST(ResourceName, SatkerOf) {
  EXPECT_EQ(*SatkerOf("satker/6474"), "6474");
  EXPECT_EQ(*SatkerOf("satker/00/renstra/2015"), "00");
  for (const char* name :
       {"", "satker", "satker/", "satker/6474/", "satker/6474//a", "satker/647", "satker/64744",
        "x/6474", "Satker/6474", "satker/6474/..", "satker/6474/a b", "/satker/6474"}) {
    EXPECT_FALSE(SatkerOf(name).ok()) << name;
  }
}

TEST(ResourceName, MatchReadsWhatFormatWrote) {
  const uint64_t seed = 20170504 + static_cast<uint64_t>(GTEST_FLAG_GET(random_seed));
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 3000; ++round) {
    std::string id;
    for (uint64_t i = random() % 90; i > 0; --i) {
      id += "abZ09._~-.../ \x80"[random() % 14];
    }
    const auto name = Format(kPk, {"6474", id});
    ASSERT_EQ(name.ok(), IsId(id)) << id;
    if (name.ok()) {
      ASSERT_THAT(*Match(kPk, *name), ElementsAre("6474", id));
      ASSERT_EQ(*SatkerOf(*name), "6474");
    }
  }
}

}  // namespace
}  // namespace sakip::resource_name
