#include "services/planning/register.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "services/planning/test_refusal.h"

namespace sakip::planning {
namespace {

constexpr TingkatSatker kPusat = TingkatSatker::kPusat;
constexpr TingkatSatker kProvinsi = TingkatSatker::kProvinsi;
constexpr TingkatSatker kKabkota = TingkatSatker::kKabkota;
constexpr JenisKode kProgram = JenisKode::kProgram;
constexpr JenisKode kKegiatan = JenisKode::kKegiatan;
constexpr JenisKode kOutput = JenisKode::kOutput;

Satker Office(std::string id, TingkatSatker tingkat, std::string induk) {
  return {"satker/" + id, "Kantor " + id, tingkat, std::move(induk), "2015-01-01", "", ""};
}

std::vector<Satker> Bontang() {
  return {Office("00", kPusat, ""), Office("64", kProvinsi, "satker/00"),
          Office("6474", kKabkota, "satker/64")};
}

std::vector<Kode> Codes() {
  return {{kProgram, "01", "Dukungan Manajemen", "", 2015, 2020},
          {kKegiatan, "3355", "Akuntabilitas", "01", 2015, 2020},
          {kOutput, "3355.003", "Laporan", "3355", 2015, 2020}};
}

TEST(Register, ParentsMayComeInTheRequestOrFromTheStore) {
  const auto whole = DecideRegister({}, {Bontang(), Codes()});
  ASSERT_TRUE(whole.ok()) << whole.status();
  EXPECT_EQ(whole->satker.size(), 3u);
  EXPECT_EQ(whole->kode.size(), 3u);

  const std::vector<Satker> upper = {Bontang()[0], Bontang()[1]};
  const std::vector<Kode> kegiatan = {Codes()[0], Codes()[1]};
  const auto rest = DecideRegister({upper, kegiatan}, {{Bontang()[2]}, {Codes()[2]}});
  ASSERT_TRUE(rest.ok()) << rest.status();
  EXPECT_EQ(rest->satker, std::vector<Satker>{Bontang()[2]});
  EXPECT_EQ(rest->kode, std::vector<Kode>{Codes()[2]});
}

TEST(Register, OnlyWhatDiffersIsWritten) {
  const Register stored = {Bontang(), Codes()};
  const auto same = DecideRegister(stored, stored);
  ASSERT_TRUE(same.ok()) << same.status();
  EXPECT_TRUE(same->satker.empty());
  EXPECT_TRUE(same->kode.empty());

  Register renamed = stored;
  renamed.satker[2].nama = "Sekretariat KPU Kota Bontang";
  renamed.kode[2].uraian = "Laporan Keuangan";
  const auto changed = DecideRegister(stored, renamed);
  ASSERT_TRUE(changed.ok()) << changed.status();
  EXPECT_EQ(changed->satker, std::vector<Satker>{renamed.satker[2]});
  EXPECT_EQ(changed->kode, std::vector<Kode>{renamed.kode[2]});
}

TEST(Register, OfficesThatAreRefused) {
  struct Case {
    std::function<void(std::vector<Satker>&)> change;
    std::string refusal;
  };
  const std::vector<Case> cases = {
      {[](auto& s) { s[2].induk = "satker/63"; }, "UNKNOWN_REFERENCE satker[2].induk"},
      {[](auto& s) { s[2].induk = "satker/00"; }, "UNKNOWN_REFERENCE satker[2].induk"},
      {[](auto& s) { s.erase(s.begin() + 1); }, "UNKNOWN_REFERENCE satker[1].induk"},
      {[](auto& s) { s[2].induk = ""; }, "INVALID_FIELD satker[2].induk"},
      {[](auto& s) { s[0].induk = "satker/00"; }, "INVALID_FIELD satker[0].induk"},
      {[](auto& s) { s[2].tingkat = kProvinsi; }, "INVALID_FIELD satker[2].tingkat"},
      {[](auto& s) { s[2].tingkat = {}; }, "INVALID_FIELD satker[2].tingkat"},
      {[](auto& s) { s[2].name = "satker/647"; }, "INVALID_FIELD satker[2].name"},
      {[](auto& s) { s[2].name = "satker/0001"; }, "INVALID_FIELD satker[2].name"},
      {[](auto& s) { s[2].nama = ""; }, "INVALID_FIELD satker[2].nama"},
      {[](auto& s) { s[2].kode_dipa = "12345x"; }, "INVALID_FIELD satker[2].kode_dipa"},
      {[](auto& s) { s[2].kode_dipa = "12345"; }, "INVALID_FIELD satker[2].kode_dipa"},
      {[](auto& s) { s[2].berlaku_dari = "2015-02-30"; }, "INVALID_FIELD satker[2].berlaku_dari"},
      {[](auto& s) { s[2].berlaku_sampai = "x"; }, "INVALID_FIELD satker[2].berlaku_sampai"},
      {[](auto& s) { s[2].berlaku_sampai = "2014-12-31"; },
       "INVALID_FIELD satker[2].berlaku_sampai"},
      {[](auto& s) { s[2].berlaku_sampai = "2015-01-01"; }, ""},
      {[](auto& s) { s.push_back(s[2]); }, "INVALID_FIELD satker[3].name"},
      // Wrong fields come before wrong references, and both are told.
      {[](auto& s) {
         s[1].induk = "satker/31";
         s[2].nama = "";
       },
       "INVALID_FIELD satker[2].nama satker[1].induk"},
  };
  for (const Case& c : cases) {
    std::vector<Satker> satker = Bontang();
    c.change(satker);
    EXPECT_EQ(Refusal(DecideRegister({}, {satker, {}}).status()), c.refusal);
  }
}

TEST(Register, AnOfficeIsCoveredByTheDatesOfItsParent) {
  struct Case {
    std::function<void(std::vector<Satker>&)> change;
    std::string refusal;
  };
  const std::vector<Case> cases = {
      {[](auto& s) { s[2].berlaku_dari = "2014-12-31"; }, "UNKNOWN_REFERENCE satker[2].induk"},
      {[](auto& s) { s[2].berlaku_dari = "2015-01-02"; }, ""},
      {[](auto& s) { s[1].berlaku_sampai = "2020-12-31"; }, "UNKNOWN_REFERENCE satker[2].induk"},
      {[](auto& s) { s[1].berlaku_sampai = s[2].berlaku_sampai = "2020-12-31"; }, ""},
      {[](auto& s) {
         s[1].berlaku_sampai = "2020-12-31";
         s[2].berlaku_sampai = "2021-01-01";
       },
       "UNKNOWN_REFERENCE satker[2].induk"},
      // A date that is none is told alone.
      {[](auto& s) { s[1].berlaku_dari = "x"; }, "INVALID_FIELD satker[1].berlaku_dari"},
  };
  for (const Case& c : cases) {
    std::vector<Satker> satker = Bontang();
    c.change(satker);
    EXPECT_EQ(Refusal(DecideRegister({}, {satker, {}}).status()), c.refusal);
  }
}

TEST(Register, AStoredOfficeKeepsAParentThatCoversIt) {
  Satker later = Bontang()[1];
  later.berlaku_dari = "2016-01-01";
  Satker ended = Bontang()[1];
  ended.berlaku_sampai = "2020-12-31";
  EXPECT_EQ(Refusal(DecideRegister({Bontang(), {}}, {{later}, {}}).status()),
            "UNKNOWN_REFERENCE satker[0].berlaku_dari");
  EXPECT_EQ(Refusal(DecideRegister({Bontang(), {}}, {{ended}, {}}).status()),
            "UNKNOWN_REFERENCE satker[0].berlaku_sampai");
}

TEST(Register, CodesThatAreRefused) {
  struct Case {
    std::function<void(std::vector<Kode>&)> change;
    std::string refusal;
  };
  const std::vector<Case> cases = {
      {[](auto& k) { k[1].induk = "02"; }, "UNKNOWN_REFERENCE kode[1].induk"},
      {[](auto& k) { k[1].induk = "3355.003"; }, "UNKNOWN_REFERENCE kode[1].induk"},
      {[](auto& k) { k[1].tahun_sampai = 2021; }, "UNKNOWN_REFERENCE kode[1].induk"},
      {[](auto& k) { k[1].tahun_sampai = 0; }, "UNKNOWN_REFERENCE kode[1].induk"},
      {[](auto& k) { k[2].tahun_dari = 2014; }, "UNKNOWN_REFERENCE kode[2].induk"},
      {[](auto& k) { k[2].induk = "3356"; }, "INVALID_FIELD kode[2].kode kode[2].induk"},
      {[](auto& k) { k[2].kode = "3355."; }, "INVALID_FIELD kode[2].kode"},
      {[](auto& k) { k[2].kode = "33550.1"; }, "INVALID_FIELD kode[2].kode"},
      {[](auto& k) { k[2].kode = ""; }, "INVALID_FIELD kode[2].kode kode[2].kode"},
      {[](auto& k) { k[2].induk = ""; }, "INVALID_FIELD kode[2].induk"},
      {[](auto& k) { k[0].induk = "3355"; }, "INVALID_FIELD kode[0].induk"},
      {[](auto& k) { k[2].jenis = {}; }, "INVALID_FIELD kode[2].jenis"},
      {[](auto& k) { k[2].uraian = ""; }, "INVALID_FIELD kode[2].uraian"},
      {[](auto& k) { k[2].tahun_sampai = 2014; }, "INVALID_FIELD kode[2].tahun_sampai"},
      {[](auto& k) { k[0].tahun_dari = 2009; }, "INVALID_FIELD kode[0].tahun_dari"},
      {[](auto& k) { k.push_back(k[2]); }, "INVALID_FIELD kode[3].kode"},
      {[](auto& k) {
         k.push_back({kOutput, "3355.003", "Lagi", "3355", 2020, 2020});
       },
       "INVALID_FIELD kode[3].tahun_dari"},
      // The same code again in later years, under a parent whose years join up.
      {[](auto& k) {
         k[2].tahun_sampai = 2017;
         k.push_back({kOutput, "3355.003", "Lagi", "3355", 2018, 2020});
       },
       ""},
      {[](auto& k) {
         k[0].tahun_sampai = 2017;
         k.push_back({kProgram, "01", "Dukungan", "", 2018, 0});
         k[2].tahun_sampai = 0;
         k[1].tahun_sampai = 0;
       },
       ""},
  };
  for (const Case& c : cases) {
    std::vector<Kode> kode = Codes();
    c.change(kode);
    EXPECT_EQ(Refusal(DecideRegister({}, {{}, kode}).status()), c.refusal);
  }
}

TEST(Register, AStoredCodeKeepsItsParentAndItsYears) {
  Kode ended = Codes()[0];
  ended.tahun_sampai = 2018;
  EXPECT_EQ(Refusal(DecideRegister({{}, Codes()}, {{}, {ended}}).status()),
            "UNKNOWN_REFERENCE kode[0].tahun_sampai");
  const Kode overlapping = {kOutput, "3355.003", "Lagi", "3355", 2018, 2020};
  EXPECT_EQ(Refusal(DecideRegister({{}, Codes()}, {{}, {overlapping}}).status()),
            "INVALID_FIELD kode[0].tahun_dari");
}

TEST(Register, TheCodesOfAYearFitIntoOneAnswer) {
  std::vector<Kode> many;
  for (size_t i = 0; i < 4300; ++i) {
    many.push_back({kProgram, "P" + std::to_string(i), std::string(400, 'x'), "", 2015, 2016});
  }
  EXPECT_EQ(Refusal(DecideRegister({}, {{}, many}).status()), "INVALID_FIELD kode");
  for (Kode& kode : many) {
    kode.uraian.resize(300);
  }
  EXPECT_EQ(Refusal(DecideRegister({}, {{}, many}).status()), "");
}

TEST(Register, ACodesPerYearLimitKeepsAnswersSmall) {
  std::vector<Kode> many;
  for (size_t i = 0; i < kKodePerTahunMax; ++i) {
    many.push_back({kProgram, "P" + std::to_string(i), "Program", "", 2015, 2016});
  }
  EXPECT_EQ(Refusal(DecideRegister({}, {{}, many}).status()), "");
  const Kode later = {kProgram, "Q", "Program", "", 2017, 0};
  EXPECT_EQ(Refusal(DecideRegister({{}, many}, {{}, {later}}).status()), "");
  const Kode one_more = {kProgram, "Q", "Program", "", 2016, 0};
  EXPECT_EQ(Refusal(DecideRegister({{}, many}, {{}, {one_more}}).status()), "INVALID_FIELD kode");
}

}  // namespace
}  // namespace sakip::planning
