#include "services/performance/entry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/fault/fault.h"
#include "services/performance/test_plan.h"

namespace sakip::performance {
namespace {

using testing::IndikatorName;
using testing::MakeIndikator;
using testing::MakeRealisasi;

Plan MakePlan() {
  Plan plan;
  for (const Indikator& one : {MakeIndikator("persen"), MakeIndikator("laporan", "Laporan")}) {
    plan.indikator.emplace(one.name, one);
  }
  Indikator opini = MakeIndikator("opini", "skala");
  opini.jenis = JenisNilai::kOrdinal;
  plan.indikator.emplace(opini.name, opini);
  return plan;
}

EntryRules MakeRules(bool historis = false) {
  return {
      .satker = "6474", .tahun = 2017, .historis = historis, .may_withdraw = false, .now_us = 42};
}

Entry MakeEntry(const std::string& id, const std::string& periode, const std::string& teks) {
  Entry entry;
  entry.field = "realisasi";
  entry.indikator = IndikatorName(id);
  entry.periode = periode;
  entry.status = StatusRealisasi::kMeasured;
  entry.teks = teks;
  return entry;
}

// The fields that a check of `entry` refuses; empty when it is accepted.
std::vector<std::string> Refused(const Entry& entry, bool historis = false) {
  const auto checked = CheckEntries(MakePlan(), MakeRules(historis), {entry});
  std::vector<std::string> fields;
  if (const auto fault = fault::FromStatus(checked.status())) {
    EXPECT_EQ(fault->reason, fault::Reason::kInvalidField);
    for (const fault::Violation& violation : fault->violations) {
      EXPECT_NE(violation.english, "");
      EXPECT_NE(violation.indonesian, "");
      fields.push_back(violation.field);
    }
  }
  EXPECT_EQ(fields.empty(), checked.ok()) << checked.status();
  return fields;
}

TEST(CheckEntries, MeasuredValues) {
  using Fields = std::vector<std::string>;
  const struct {
    std::string id, teks, angka, satuan;
    Fields refused, refused_historis;
  } cases[] = {
      {"persen", "77,5%", "", "", {}, {}},
      {"persen", "77,5 persen", "", "", {}, {}},
      {"persen", "", "77.5", "%", {}, {}},
      {"persen", "77,5%", "77.5", "%", {}, {}},
      {"persen", "77,5", "", "%", {}, {}},
      {"laporan", "2 Lap", "", "", {}, {}},
      {"opini", "-1 skala", "", "", {}, {}},
      {"persen", "", "", "", {"realisasi.nilai"}, {"realisasi.nilai"}},
      {"persen", "77,5%", "77", "", {"realisasi.nilai.angka"}, {"realisasi.nilai.angka"}},
      {"persen", "77,5%", "", "Lap", {"realisasi.nilai.satuan"}, {"realisasi.nilai.satuan"}},
      {"persen", "selesai", "", "", {"realisasi.nilai.teks"}, {}},
      {"persen", "selesai", "100", "%", {"realisasi.nilai.angka"}, {"realisasi.nilai.angka"}},
      {"persen", "NaN", "", "", {"realisasi.nilai.teks"}, {"realisasi.nilai.teks"}},
      {"persen", "NaN%", "", "", {"realisasi.nilai.teks"}, {"realisasi.nilai.teks"}},
      {"persen", "Inf", "", "", {"realisasi.nilai.teks"}, {"realisasi.nilai.teks"}},
      {"persen", " -infinity %", "", "", {"realisasi.nilai.teks"}, {"realisasi.nilai.teks"}},
      {"persen", "nan Laporan", "", "", {"realisasi.nilai.teks"}, {"realisasi.nilai.teks"}},
      {"persen", "Informasi", "", "", {"realisasi.nilai.teks"}, {}},
      {"persen", "Nanti", "", "", {"realisasi.nilai.teks"}, {}},
      {"persen", "Inf. belum lengkap", "", "", {"realisasi.nilai.teks"}, {}},
      {"persen", "tidak dapat dihitung (NaN)", "", "", {"realisasi.nilai.teks"}, {}},
      {"persen", "-", "", "", {"realisasi.nilai.teks"}, {}},
      {"persen", "100", "", "", {"realisasi.nilai.satuan"}, {}},
      {"laporan", "100%", "", "", {"realisasi.nilai.satuan"}, {}},
      {"persen", "-1%", "", "", {"realisasi.nilai"}, {"realisasi.nilai"}},
      {"laporan", "", "-1", "Laporan", {"realisasi.nilai"}, {"realisasi.nilai"}},
  };
  for (const auto& c : cases) {
    Entry entry = MakeEntry(c.id, "2017", c.teks);
    entry.angka = c.angka;
    entry.satuan = c.satuan;
    SCOPED_TRACE(c.id + " " + c.teks + " " + c.angka + " " + c.satuan);
    EXPECT_EQ(Refused(entry), c.refused);
    EXPECT_EQ(Refused(entry, true), c.refused_historis);
  }
}

TEST(CheckEntries, StatusWithoutValue) {
  Entry entry = MakeEntry("persen", "2017", "Tidak ada kasus");
  entry.status = StatusRealisasi::kNoCase;
  EXPECT_EQ(Refused(entry),
            (std::vector<std::string>{"realisasi.alasan", "realisasi.narasi.uraian"}));
  entry.alasan = "Tidak ada kasus";
  entry.narasi.uraian = "Tidak ada sengketa pada tahun 2017.";
  EXPECT_TRUE(Refused(entry).empty());
  entry.angka = "0";
  EXPECT_EQ(Refused(entry), (std::vector<std::string>{"realisasi.nilai"}));

  Entry na = MakeEntry("persen", "2017", "");
  na.status = StatusRealisasi::kNotApplicable;
  EXPECT_EQ(Refused(na), (std::vector<std::string>{"realisasi.alasan"}));
  na.alasan = "Bukan wewenang satker";
  EXPECT_TRUE(Refused(na).empty());

  for (const auto status : {StatusRealisasi::kMissing, StatusRealisasi::kRejected}) {
    Entry refused = MakeEntry("persen", "2017", "77,5%");
    refused.status = status;
    EXPECT_EQ(Refused(refused), (std::vector<std::string>{"realisasi.status"}));
  }
  Entry both = MakeEntry("persen", "2017", "77,5%");
  both.alasan = "karena";
  EXPECT_EQ(Refused(both), (std::vector<std::string>{"realisasi.alasan"}));
}

TEST(CheckEntries, AWithdrawalHasAnEtagAndAReasonAndNothingElse) {
  EntryRules rules = MakeRules();
  rules.may_withdraw = true;
  const auto refused = [&](const Entry& entry) {
    std::vector<std::string> fields;
    const auto fault = fault::FromStatus(CheckEntries(MakePlan(), rules, {entry}).status())
                           .value_or(fault::Fault());
    for (const fault::Violation& violation : fault.violations) {
      fields.push_back(violation.field);
    }
    return fields;
  };
  Entry entry = MakeEntry("persen", "2017", "");
  entry.status = StatusRealisasi::kMissing;
  EXPECT_EQ(refused(entry), (std::vector<std::string>{"realisasi.alasan", "realisasi.etag"}));
  entry.alasan = "Salah indikator";
  entry.etag = "00aa";
  EXPECT_TRUE(refused(entry).empty());
  entry.narasi.kendala = "x";
  entry.teks = "1%";
  EXPECT_EQ(refused(entry), (std::vector<std::string>{"realisasi.nilai", "realisasi.narasi"}));
}

TEST(CheckEntries, PeriodAndOwner) {
  EXPECT_EQ(Refused(MakeEntry("persen", "2018", "1%")),
            (std::vector<std::string>{"realisasi.periode"}));
  EXPECT_EQ(Refused(MakeEntry("persen", "2017-13", "1%")),
            (std::vector<std::string>{"realisasi.periode"}));
  EXPECT_TRUE(Refused(MakeEntry("persen", "2017-12", "1%")).empty());
  Entry other = MakeEntry("persen", "2017", "1%");
  other.indikator = "satker/6471/indikator/persen";
  EXPECT_EQ(Refused(other), (std::vector<std::string>{"realisasi.indikator"}));
  other.indikator = IndikatorName(std::string(78, 'x'));
  EXPECT_EQ(Refused(other), (std::vector<std::string>{"realisasi.indikator"}));
}

TEST(RealisasiName, ReadsBackWhatItWrites) {
  for (const char* id : {"3355.003", "a~b", "x~2016"}) {
    for (const char* periode : {"2017", "2017-TW2", "2017-06"}) {
      const auto name = RealisasiName(IndikatorName(id), period::Periode::Parse(periode).value());
      ASSERT_TRUE(name.ok()) << name.status();
      const auto key = ParseRealisasiName(*name);
      ASSERT_TRUE(key.ok()) << key.status();
      EXPECT_EQ(key->indikator, IndikatorName(id));
      EXPECT_EQ(key->periode.ToString(), periode);
    }
  }
  for (const char* bad : {"satker/6474/realisasi/x", "satker/6474/realisasi/x~2017-13",
                          "satker/6474/realisasi/~2017", "satker/6474/indikator/x~2017"}) {
    EXPECT_FALSE(ParseRealisasiName(bad).ok()) << bad;
  }
}

TEST(CheckEntries, NamesEveryUnknownIndikator) {
  Entry first = MakeEntry("persen", "2017", "1%");
  Entry second = MakeEntry("x", "2017", "1%");
  second.field = "realisasi[1]";
  Entry third = MakeEntry("y", "2017", "1%");
  third.field = "realisasi[2]";
  const auto checked = CheckEntries(MakePlan(), MakeRules(), {first, second, third});
  const auto fault = fault::FromStatus(checked.status());
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->reason, fault::Reason::kUnknownReference);
  EXPECT_EQ(fault->metadata.at("indikator"), IndikatorName("x"));
  ASSERT_EQ(fault->violations.size(), 2u);
  EXPECT_EQ(fault->violations[1].field, "realisasi[2].indikator");
}

TEST(CheckEntries, ARepeatNamesBothRows) {
  Entry first = MakeEntry("persen", "2017", "1%");
  first.field = "realisasi[0]";
  Entry second = MakeEntry("persen", "2017", "2%");
  second.field = "realisasi[1]";
  const auto fault =
      fault::FromStatus(CheckEntries(MakePlan(), MakeRules(), {first, second}).status());
  ASSERT_TRUE(fault);
  ASSERT_EQ(fault->violations.size(), 1u);
  EXPECT_EQ(fault->violations[0].field, "realisasi[1]");
  EXPECT_THAT(fault->violations[0].english, ::testing::HasSubstr("realisasi[0]"));
}

TEST(CheckEntries, KeepsTheTextAndReadsTheNumber) {
  const auto checked =
      CheckEntries(MakePlan(), MakeRules(true), {MakeEntry("laporan", "2017", "1.200 Lap")});
  ASSERT_TRUE(checked.ok()) << checked.status();
  const Realisasi& one = checked->front();
  EXPECT_EQ(one.nilai.raw, "1.200 Lap");
  EXPECT_EQ(one.nilai.angka, "1200");
  EXPECT_EQ(one.nilai.satuan, "Lap");
  EXPECT_TRUE(one.historis);
  EXPECT_EQ(one.update_us, 42);
}

TEST(CheckEtag, OnlyTheStoredOneCorrects) {
  Realisasi stored = MakeRealisasi("persen", "2017", "1%");
  stored.etag = "00aa";
  const Realisasi entered = MakeRealisasi("persen", "2017", "2%");
  const Realisasi other = MakeRealisasi("persen", "2017-01", "2%");
  EXPECT_TRUE(CheckEtag({stored}, entered, "00aa").ok());
  EXPECT_TRUE(CheckEtag({stored}, other, "").ok());
  for (const auto& status : {CheckEtag({stored}, entered, ""), CheckEtag({stored}, entered, "00ab"),
                             CheckEtag({stored}, other, "00aa"), CheckEtag({}, entered, "00aa")}) {
    const auto fault = fault::FromStatus(status);
    ASSERT_TRUE(fault);
    EXPECT_EQ(fault->reason, fault::Reason::kEtagMismatch);
    EXPECT_NE(fault->english, "");
  }
}

TEST(Merge, OnlyWhatDiffersChanges) {
  const Realisasi same = MakeRealisasi("laporan", "2017", "2 Laporan");
  Realisasi again = same;
  again.update_us = 7;
  const Realisasi old = MakeRealisasi("persen", "2017-02", "1%");
  const Realisasi corrected = MakeRealisasi("persen", "2017-02", "2%");
  const Realisasi fresh = MakeRealisasi("persen", "2017-01", "3%");
  const auto merged = Merge({same, old}, {again, corrected, fresh}, {Entry{}, Entry{}, Entry{}});
  ASSERT_TRUE(merged.ok()) << merged.status();
  ASSERT_EQ(merged->changed.size(), 2u);
  EXPECT_TRUE(SameContent(merged->changed[0], corrected));
  ASSERT_EQ(merged->all.size(), 3u);
  EXPECT_EQ(merged->all[0].update_us, 0);
  EXPECT_TRUE(SameContent(merged->all[1], fresh));
  EXPECT_TRUE(SameContent(merged->all[2], corrected));
}

TEST(Merge, AnIndikatorHasOneKindOfPeriodInAYear) {
  const char* const kinds[] = {"2017", "2017-TW1", "2017-01"};
  Entry entry;
  entry.field = "realisasi[4]";
  for (const char* stored : kinds) {
    for (const char* entered : kinds) {
      const auto merged = Merge({MakeRealisasi("persen", stored, "1%")},
                                {MakeRealisasi("persen", entered, "2%")}, {entry});
      EXPECT_EQ(merged.ok(), std::string(stored) == entered) << stored << " " << entered;
      if (const auto fault = fault::FromStatus(merged.status())) {
        EXPECT_EQ(fault->violations[0].field, "realisasi[4].periode");
      }
    }
  }
}

// Stored values of an indikator, what is entered, and the field refused; empty when it is taken.
TEST(CheckCumulative, AValueDoesNotFallWithinTheYear) {
  using Values = std::vector<std::pair<std::string, std::string>>;
  const struct {
    Akumulasi akumulasi;
    Values stored, entered;
    std::string refused, text;
  } cases[] = {
      {Akumulasi::kCumulative, {{"2017-TW1", "5"}}, {{"2017-TW2", "5"}}, "", ""},
      {Akumulasi::kCumulative,
       {{"2017-TW1", "5"}},
       {{"2017-TW3", "4,5"}},
       "r0.nilai",
       "is below 5 of 2017-TW1"},
      {Akumulasi::kCumulative,
       {{"2017-TW2", "5"}},
       {{"2017-TW1", "6"}},
       "r0.nilai",
       "is above 5 of 2017-TW2"},
      {Akumulasi::kCumulative, {{"2017-TW1", "9"}}, {{"2017-TW1", "5"}, {"2017-TW2", "6"}}, "", ""},
      {Akumulasi::kCumulative,
       {},
       {{"2017-TW2", "4"}, {"2017-TW1", "5"}},
       "r0.nilai",
       "is below 5 of 2017-TW1"},
      {Akumulasi::kCumulative, {{"2017-01", "9"}, {"2017-02", "8"}}, {{"2017-03", "8"}}, "", ""},
      {Akumulasi::kCumulative, {{"2017-01", "9 Lap"}}, {{"2017-02", "8"}}, "", ""},
      {Akumulasi::kLast, {{"2017-TW1", "5"}}, {{"2017-TW2", "4"}}, "", ""},
      {Akumulasi::kSum, {{"2017-TW1", "5"}}, {{"2017-TW2", "4"}}, "", ""},
  };
  for (const auto& c : cases) {
    Plan plan;
    for (const char* id : {"a", "b"}) {
      plan.indikator.emplace(IndikatorName(id),
                             MakeIndikator(id, "", Polaritas::kMaximize, c.akumulasi));
    }
    std::vector<Realisasi> stored = {MakeRealisasi("a", "2017-12", "100")};
    std::vector<Realisasi> entered;
    std::vector<Entry> entries;
    for (const auto& [periode, text] : c.stored) {
      stored.push_back(MakeRealisasi("b", periode, text));
    }
    for (const auto& [periode, text] : c.entered) {
      entered.push_back(MakeRealisasi("b", periode, text));
      entries.push_back(MakeEntry("b", periode, text));
      entries.back().field = "r" + std::to_string(entries.size() - 1);
    }
    const auto merged = Merge(stored, entered, entries);
    ASSERT_TRUE(merged.ok()) << merged.status();
    const auto fault = fault::FromStatus(CheckCumulative(plan, merged->all, entered, entries));
    ASSERT_EQ(fault.has_value(), !c.refused.empty()) << c.entered[0].first;
    if (fault) {
      ASSERT_EQ(fault->violations.size(), 1u);
      EXPECT_EQ(fault->violations[0].field, c.refused);
      EXPECT_THAT(fault->violations[0].english, ::testing::StartsWith(c.text));
    }
  }
}

TEST(Merge, AWithdrawnValueLeavesRoomForAnotherKindOfPeriod) {
  const Realisasi june = MakeRealisasi("persen", "2017-06", "1%");
  const Realisasi gone = MakeRealisasi("persen", "2017-06", "", StatusRealisasi::kMissing);
  const Realisasi year = MakeRealisasi("persen", "2017", "2%");
  EXPECT_TRUE(Merge({june}, {gone}, {Entry{}}).ok());
  EXPECT_TRUE(Merge({gone}, {year}, {Entry{}}).ok());
  EXPECT_TRUE(Merge({gone}, {june}, {Entry{}}).ok());
  EXPECT_FALSE(Merge({gone, year}, {june}, {Entry{}}).ok());
  EXPECT_TRUE(Merge({june, year}, {gone}, {Entry{}}).ok());
}

TEST(CanonicalBytes, CoverEveryFieldButTheTimeAndTheEtag) {
  const Realisasi base = MakeRealisasi("persen", "2017", "1%");
  void (*const changes[])(Realisasi&) = {
      [](Realisasi& r) { r.indikator += "x"; },
      [](Realisasi& r) { r.periode = period::Periode::Parse("2017-01").value(); },
      [](Realisasi& r) { r.status = StatusRealisasi::kNoCase; },
      [](Realisasi& r) { r.nilai.raw += " "; },
      [](Realisasi& r) { r.nilai.angka += "1"; },
      [](Realisasi& r) { r.nilai.satuan = "x"; },
      [](Realisasi& r) { r.alasan = "x"; },
      [](Realisasi& r) { r.narasi.uraian = "x"; },
      [](Realisasi& r) { r.narasi.faktor_pendukung = "x"; },
      [](Realisasi& r) { r.narasi.kendala = "x"; },
      [](Realisasi& r) { r.narasi.tindak_lanjut = "x"; },
      [](Realisasi& r) { r.historis = true; },
  };
  for (const auto change : changes) {
    Realisasi other = base;
    change(other);
    EXPECT_FALSE(SameContent(base, other));
  }
  Realisasi later = base;
  later.update_us = 9;
  later.etag = "x";
  EXPECT_TRUE(SameContent(base, later));
}

TEST(KeepNewestNarasiTest, LeavesOneNarrativeForEachIndikator) {
  std::vector<Realisasi> year;
  for (const char* text : {"Januari", "Februari", "", "lain"}) {
    Realisasi one = MakeRealisasi(year.size() < 3 ? "10" : "11", "2017-01", "1");
    one.narasi.uraian = text;
    year.push_back(one);
  }
  KeepNewestNarasi(year);
  std::vector<std::string> left;
  for (const Realisasi& one : year) {
    left.push_back(one.narasi.uraian);
  }
  EXPECT_EQ(left, (std::vector<std::string>{"", "Februari", "", "lain"}));
}

}  // namespace
}  // namespace sakip::performance
