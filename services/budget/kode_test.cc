#include "services/budget/kode.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "services/budget/test_kantor.h"

namespace sakip::budget {
namespace {

using ::testing::ElementsAre;

using Fields = std::vector<std::string>;

Pagu Lama() {
  Pagu pagu = BarisUji("3355.003", 100);
  pagu.kode_ro = "001";
  pagu.kode_komponen = "051";
  pagu.kode_subkomponen = "A";
  pagu.akun = "521211";
  pagu.lokasi = "16.74";
  pagu.kppn = "046";
  pagu.id = "2017-01.3355.003.001.051.A.521211";
  return pagu;
}

Pagu Baru() {
  Pagu pagu = Lama();
  pagu.tahun = 2021;
  pagu.kode_program = "WA";
  pagu.kode_output = "3355.EBA";
  pagu.kode_ro = "994";
  pagu.kode_komponen = "002";
  pagu.id = "2021-WA.3355.EBA.994.002.A.521211";
  return pagu;
}

Fields Periksa(const Pagu& pagu) {
  fault::Violations violations;
  CheckKode(pagu, "pagu[3].", &violations);
  return FieldsOf(violations.ToStatus());
}

TEST(KodeTest, TheFullCodeOfBothGenerationsAsDeepAsTheLineGoes) {
  EXPECT_EQ(KodePenuh(Lama()), "076.01.01.3355.003.001.051.A.521211");
  EXPECT_EQ(KodePenuh(Baru()), "076.01.WA.3355.EBA.994.002.A.521211");
  EXPECT_EQ(KodePenuh(BarisUji("3355.003", 100)), "076.01.01.3355.003");
  EXPECT_EQ(IdDariKode(Baru()), "2021-WA.3355.EBA.994.002.A.521211");
}

struct Case {
  const char* what;
  Pagu pagu;
  std::function<void(Pagu&)> change;
  Fields fields;
};

void Jalankan(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    Pagu pagu = c.pagu;
    c.change(pagu);
    EXPECT_EQ(Periksa(pagu), c.fields) << c.what;
  }
}

TEST(KodeTest, ALineMayEndAtAnyDepth) {
  const auto same = [](Pagu&) {};
  Jalankan({
      {"old, whole", Lama(), same, {}},
      {"new, whole", Baru(), same, {}},
      {"output only", BarisUji("3355.003", 1), same, {}},
      {"deeper in the id alone", BarisUji("3355.003", 1), [](Pagu& p) { p.id += ".001.051"; }, {}},
      {"down to the suboutput",
       Lama(),
       [](Pagu& p) {
         p.akun = p.kode_subkomponen = p.kode_komponen = "";
         p.id = "2017-01.3355.003.001";
       },
       {}},
      {"the treasury's sign for no subkomponen",
       Lama(),
       [](Pagu& p) {
         p.kode_subkomponen = "0A";
         p.id = "2017-01.3355.003.001.051.0A.521211";
       },
       {}},
  });
}

TEST(KodeTest, EachGenerationHasItsOwnForms) {
  Jalankan({
      {"new program in an old year",
       Lama(),
       [](Pagu& p) {
         p.kode_program = "WA";
         p.id = "2017-WA.3355.003.001.051.A.521211";
       },
       {"pagu[3].kode_program"}},
      {"old program in a new year",
       Baru(),
       [](Pagu& p) {
         p.kode_program = "01";
         p.id = "2021-01.3355.EBA.994.002.A.521211";
       },
       {"pagu[3].kode_program"}},
      {"old output in a new year",
       Baru(),
       [](Pagu& p) {
         p.kode_output = "3355.003";
         p.id = "2021-WA.3355.003.994.002.A.521211";
       },
       {"pagu[3].kode_output"}},
      {"small letters",
       Baru(),
       [](Pagu& p) {
         p.kode_output = "3355.eba";
         p.id = "2021-WA.3355.eba.994.002.A.521211";
       },
       {"pagu[3].kode_output"}},
      {"kegiatan of five digits",
       Lama(),
       [](Pagu& p) { p.kode_kegiatan = "33550"; },
       {"pagu[3].kode_kegiatan"}},
  });
}

TEST(KodeTest, AkunAndIdFollowTheCodes) {
  Jalankan({
      {"akun of five digits",
       Lama(),
       [](Pagu& p) {
         p.akun = "52121";
         p.id = "2017-01.3355.003.001.051.A.52121";
       },
       {"pagu[3].akun"}},
      {"akun with a letter",
       Lama(),
       [](Pagu& p) {
         p.akun = "52121O";
         p.id = "2017-01.3355.003.001.051.A.52121O";
       },
       {"pagu[3].akun"}},
      {"akun of income",
       Lama(),
       [](Pagu& p) {
         p.akun = "425911";
         p.id = "2017-01.3355.003.001.051.A.425911";
       },
       {"pagu[3].akun"}},
      {"a part below an empty one",
       Lama(),
       [](Pagu& p) {
         p.kode_komponen = "";
         p.id = "2017-01.3355.003.001.A.521211";
       },
       {"pagu[3].kode_subkomponen"}},
      {"id of another akun", Lama(), [](Pagu& p) { p.akun = "521219"; }, {"pagu[3].name"}},
      {"sumber dana in the id",
       Lama(),
       [](Pagu& p) {
         p.sumber_dana = SumberDana::kPnbp;
         p.id += "~PNBP";
       },
       {}},
      {"another sumber dana in the id", Lama(), [](Pagu& p) { p.id += "~PNBP"; }, {"pagu[3].name"}},
  });
}

TEST(KodeTest, EverythingWrongIsNamedAtOnce) {
  Jalankan({
      {"lokasi without a dot", Lama(), [](Pagu& p) { p.lokasi = "16740"; }, {"pagu[3].lokasi"}},
      {"kppn of two digits", Lama(), [](Pagu& p) { p.kppn = "46"; }, {"pagu[3].kppn"}},
      {"everything at once",
       Lama(),
       [](Pagu& p) {
         p.kode_program = "1";
         p.akun = "99";
         p.kppn = "x";
       },
       {"pagu[3].kode_program", "pagu[3].akun", "pagu[3].kppn", "pagu[3].name"}},
  });
}

TEST(KodeTest, TheJenisBelanjaIsThatOfTheAkun) {
  EXPECT_EQ(JenisBelanjaOf("511111"), JenisBelanja::kPegawai);
  EXPECT_EQ(JenisBelanjaOf("521211"), JenisBelanja::kBarang);
  EXPECT_EQ(JenisBelanjaOf("532111"), JenisBelanja::kModal);
  EXPECT_EQ(JenisBelanjaOf("571111"), JenisBelanja::kBansos);
  for (const char* akun : {"", "52", "521", "541111", "5211111", "52121a"}) {
    EXPECT_EQ(JenisBelanjaOf(akun), std::nullopt) << akun;
  }
  for (const char* kode : {"51", "52", "53", "57"}) {
    EXPECT_EQ(KodeOf(*ParseJenisBelanja(kode)), kode);
  }
  for (const char* nama : {"RM", "PNBP", "HLN", "HIBAH"}) {
    EXPECT_EQ(Nama(*ParseSumberDana(nama)), nama);
  }
  EXPECT_EQ(ParseSumberDana("rm"), std::nullopt);
}

TEST(PadananTest, FindsTheCounterpartBothWays) {
  const auto daftar = DaftarPadanan::Of({{"01", "WA", ""},
                                         {"06", "CQ", ""},
                                         {"3355", "6634", ""},
                                         {"3355.003", "6634.EBA", ""},
                                         {"3355.007", "6634.EBA", "merged"},
                                         {"3356.008", "6635.EBB", ""}});
  ASSERT_TRUE(daftar.ok()) << daftar.status();
  struct Kasus {
    const char* what;
    const char* kode;
    Generasi dari;
    Generasi ke;
    std::optional<std::string> jadi;
  };
  const Generasi lama = Generasi::kSampai2020;
  const Generasi baru = Generasi::kDari2021;
  const Kasus cases[] = {
      {"program", "01", lama, baru, "WA"},
      {"program back", "CQ", baru, lama, "06"},
      {"kegiatan", "3355", lama, baru, "6634"},
      {"output", "3355.003", lama, baru, "6634.EBA"},
      {"below the output", "3355.003.001.051", lama, baru, "6634.EBA"},
      {"an output without a row", "3355.994", lama, baru, std::nullopt},
      {"one old code stands for it", "6635.EBB", baru, lama, "3356.008"},
      {"two old codes stand for it", "6634.EBA", baru, lama, std::nullopt},
      {"within one generation", "3355.994", lama, lama, "3355.994"},
      {"unknown", "9999", lama, baru, std::nullopt},
  };
  for (const Kasus& c : cases) {
    EXPECT_EQ(daftar->Cari(c.kode, c.dari, c.ke), c.jadi) << c.what;
  }
}

TEST(PadananTest, RefusesCodesTwiceAndOfAnotherLevel) {
  const absl::Status status = DaftarPadanan::Of({{"01", "WA", ""},
                                                 {"01", "CQ", ""},
                                                 {"3355", "6634.EBA", ""},
                                                 {"WA", "01", ""},
                                                 {"3355.EBA", "6634.003", ""}})
                                  .status();
  EXPECT_EQ(ReasonOf(status), fault::Reason::kInvalidField);
  EXPECT_THAT(FieldsOf(status),
              ElementsAre("padanan[1].lama", "padanan[2].baru", "padanan[3].lama",
                          "padanan[3].baru", "padanan[4].lama", "padanan[4].baru"));
}

}  // namespace
}  // namespace sakip::budget
