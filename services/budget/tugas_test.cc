#include "services/budget/tugas.h"

#include <gtest/gtest.h>

#include "services/budget/test_kantor.h"

namespace sakip::budget {
namespace {

using fault::Reason;

struct Case {
  const char* why;
  std::set<Tugas> jabatan;  // held today
  std::set<Tugas> pernah;   // done earlier in the office-year
  Tugas tugas;
  std::string conflict;  // empty: he may
};

TEST(TugasTest, DutiesThatExcludeEachOther) {
  const Case cases[] = {
      {"a PPK who is nothing else", {Tugas::kPpk}, {}, Tugas::kPpk, ""},
      {"a PPK may go on", {Tugas::kPpk}, {Tugas::kPpk}, Tugas::kPpk, ""},
      {"held today", {Tugas::kPpk, Tugas::kPpspm}, {}, Tugas::kPpspm, "PPK"},
      {"the other way round", {Tugas::kPpk, Tugas::kPpspm}, {}, Tugas::kPpk, "PPSPM"},
      {"done in spring, officer changed", {Tugas::kPpspm}, {Tugas::kPpk}, Tugas::kPpspm, "PPK"},
      {"was PPSPM", {Tugas::kPpk}, {Tugas::kPpspm}, Tugas::kPpk, "PPSPM"},
      {"bendahara is no PPK", {Tugas::kPpk}, {Tugas::kBendahara}, Tugas::kPpk, "BENDAHARA"},
      {"bendahara is no PPSPM", {Tugas::kBendahara}, {}, Tugas::kPpspm, "BENDAHARA"},
      {"bendahara is no KPA", {Tugas::kBendahara}, {}, Tugas::kKpa, "BENDAHARA"},
      {"a PPK is no bendahara", {}, {Tugas::kPpk}, Tugas::kBendahara, "PPK"},
      {"a PPSPM is no bendahara", {}, {Tugas::kPpspm}, Tugas::kBendahara, "PPSPM"},
      {"the KPA is no bendahara", {Tugas::kKpa}, {}, Tugas::kBendahara, "KPA"},
      {"KPA may be PPK", {Tugas::kKpa, Tugas::kPpk}, {Tugas::kKpa}, Tugas::kPpk, ""},
      {"KPA may be PPSPM", {Tugas::kKpa, Tugas::kPpspm}, {Tugas::kKpa}, Tugas::kPpspm, ""},
      {"a PPK may be KPA", {Tugas::kPpk}, {Tugas::kPpk}, Tugas::kKpa, ""},
      {"KPA who is PPK is no PPSPM", {Tugas::kKpa, Tugas::kPpk}, {}, Tugas::kPpspm, "PPK"},
      {"a maker may become anything", {}, {Tugas::kPembuat}, Tugas::kPpspm, ""},
      {"anybody may make", {Tugas::kPpk, Tugas::kBendahara}, {Tugas::kKpa}, Tugas::kPembuat, ""},
  };
  for (const Case& c : cases) {
    Kantor kantor;
    kantor.buku.tugas["budi"] = c.pernah;
    const absl::Status status = CheckTugas(kantor.buku, kantor.Orang("budi", c.jabatan), c.tugas);
    if (c.conflict.empty()) {
      EXPECT_TRUE(status.ok()) << c.why << ": " << status;
      continue;
    }
    ASSERT_EQ(ReasonOf(status), Reason::kDutyConflict) << c.why;
    EXPECT_EQ(FactsOf(status), (std::map<std::string, std::string>{
                                   {"duty", std::string(Nama(c.tugas))}, {"conflict", c.conflict}}))
        << c.why;
  }
}

TEST(TugasTest, AnotherAccountIsTheSamePerson) {
  Kantor kantor;
  kantor.buku.tugas["budi"] = {Tugas::kPpk};
  const Pelaku kedua = kantor.Orang("budi", {Tugas::kPpspm}, "akun/budi-2");
  EXPECT_EQ(ReasonOf(CheckTugas(kantor.buku, kedua, Tugas::kPpspm)), Reason::kDutyConflict);
  EXPECT_EQ(ReasonOf(CheckBukanSendiri(kedua, kantor.Orang("budi").pencatat, "revisi 1")),
            Reason::kDutyConflict);
}

TEST(TugasTest, AnotherPersonApprovesUnderTheSameAccount) {
  // A shared account is bad practice, but the person is what counts.
  Kantor kantor;
  const Pelaku siti = kantor.Orang("siti", {}, "akun/bersama");
  const Pelaku budi = kantor.Orang("budi", {}, "akun/bersama");
  EXPECT_TRUE(CheckBukanSendiri(siti, budi.pencatat, "revisi 1").ok());
}

TEST(TugasTest, WhatAnotherPersonDidDoesNotBind) {
  Kantor kantor;
  kantor.buku.tugas["siti"] = {Tugas::kPpk};
  EXPECT_TRUE(CheckTugas(kantor.buku, kantor.Orang("budi", {Tugas::kPpspm}), Tugas::kPpspm).ok());
}

}  // namespace
}  // namespace sakip::budget
