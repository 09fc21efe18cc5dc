#include "common/period/period.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "gtest/gtest.h"

namespace sakip::period {
namespace {

Periode P(std::string_view text) {
  return *Periode::Parse(text);
}
Tanggal D(std::string_view text) {
  return *Tanggal::ParseIso(text);
}

TEST(Period, EveryPeriodReadsBack) {
  for (int year = TahunAnggaran::kMin; year <= TahunAnggaran::kMax; ++year) {
    const TahunAnggaran tahun = *TahunAnggaran::Of(year);
    std::vector<Periode> all = {Periode::OfTahun(tahun)};
    for (int i = 1; i <= 4; ++i) {
      all.push_back(Periode::OfTriwulan(tahun, *Triwulan::Of(i)));
    }
    for (int i = 1; i <= 12; ++i) {
      all.push_back(Periode::OfBulan(tahun, *Bulan::Of(i)));
    }
    for (const Periode& periode : all) {
      ASSERT_EQ(P(periode.ToString()), periode);
      ASSERT_LE(periode.Awal(), periode.Akhir());
    }
    std::sort(all.begin(), all.end());
    ASSERT_EQ(std::unique(all.begin(), all.end()), all.end());
    ASSERT_EQ(all.back(), Periode::OfTahun(tahun));
  }
}

TEST(Period, OtherSpellingsAreRefused) {
  for (const char* text : {"",         "17",        "02017",   "2017-",    "2017-6",   "2017-00",
                           "2017-13",  "2017-006",  "2017-TW", "2017-TW0", "2017-TW5", "2017-TW02",
                           "2017-tw2", "2017/06",   "2009",    "2101",     "-2017",    "2017-TW2 ",
                           " 2017",    "2017-TWII", "20x7",    "2017-0x"}) {
    EXPECT_FALSE(Periode::Parse(text).ok()) << text;
  }
}

TEST(Period, KnowsItsDays) {
  EXPECT_EQ(P("2017").Awal(), D("2017-01-01"));
  EXPECT_EQ(P("2017").Akhir(), D("2017-12-31"));
  EXPECT_EQ(P("2017-TW2").Awal(), D("2017-04-01"));
  EXPECT_EQ(P("2017-TW2").Akhir(), D("2017-06-30"));
  EXPECT_EQ(P("2020-02").Akhir(), D("2020-02-29"));
  EXPECT_EQ(P("2100-02").Akhir(), D("2100-02-28"));
  EXPECT_EQ(P("2017-12").Akhir(), D("2017-12-31"));
}

TEST(Period, ReadsAsOfficialsWrite) {
  EXPECT_EQ(P("2017").FormatIndonesian(), "Tahun 2017");
  EXPECT_EQ(P("2017-TW2").FormatIndonesian(), "Triwulan II Tahun 2017");
  EXPECT_EQ(P("2017-06").FormatIndonesian(), "Juni 2017");
  EXPECT_EQ(D("2018-02-02").Panjang(), "2 Februari 2018");
  EXPECT_EQ(D("2017-12-31").Panjang(), "31 Desember 2017");
}

TEST(Period, SortsByEndThenShorterFirst) {
  EXPECT_LT(P("2017-06"), P("2017-TW2"));
  EXPECT_LT(P("2017-TW2"), P("2017-07"));
  EXPECT_LT(P("2017-12"), P("2017-TW4"));
  EXPECT_LT(P("2017-TW4"), P("2017"));
  EXPECT_LT(P("2017"), P("2018-01"));
}

TEST(Period, MonthsBelongToQuarters) {
  for (int i = 1; i <= 12; ++i) {
    const Triwulan triwulan = Bulan::Of(i)->triwulan();
    EXPECT_LE(triwulan.first_bulan(), i);
    EXPECT_GE(triwulan.last_bulan(), i);
  }
  EXPECT_EQ(Bulan::Of(5)->Nama(), "Mei");
  EXPECT_EQ(Triwulan::Of(4)->Romawi(), "IV");
  EXPECT_FALSE(Bulan::Of(0).ok());
  EXPECT_FALSE(Bulan::Of(13).ok());
  EXPECT_FALSE(Triwulan::Of(5).ok());
}

TEST(Tanggal, OnlyRealDates) {
  for (const char* text :
       {"2017-02-29", "2100-02-29", "2017-04-31", "2017-00-01", "2017-13-01", "2017-01-00",
        "2017-01-32", "0000-01-01", "2017-1-01", "2017-01-1 ", "2017/01/01", "20170101", "",
        "2017-01-01T", "-017-01-01", "2017-+1-01"}) {
    EXPECT_FALSE(Tanggal::ParseIso(text).ok()) << text;
  }
  EXPECT_TRUE(Tanggal::ParseIso("2016-02-29").ok());
  EXPECT_FALSE(Tanggal::Of(int64_t{1} << 40, 1, 1).ok());
  EXPECT_FALSE(Tanggal::Of(2017, 1, int64_t{1} << 33).ok());
}

TEST(Tanggal, EveryDayCountsOne) {
  EXPECT_EQ(D("1970-01-01").epoch_days(), 0);
  EXPECT_EQ(D("2017-12-31").epoch_days(), 17531);
  Tanggal before = Tanggal::FromEpochDays(D("1899-12-31").epoch_days());
  for (int64_t days = D("1900-01-01").epoch_days(); days < D("2105-01-01").epoch_days(); ++days) {
    const Tanggal date = Tanggal::FromEpochDays(days);
    ASSERT_EQ(date.epoch_days(), days);
    ASSERT_GT(date, before);
    ASSERT_EQ(D(date.Iso()), date);
    before = date;
  }
  EXPECT_EQ(Tanggal::FromEpochDays(std::numeric_limits<int64_t>::max()).Iso(), "9999-12-31");
  EXPECT_EQ(Tanggal::FromEpochDays(std::numeric_limits<int64_t>::min()).Iso(), "0001-01-01");
}

}  // namespace
}  // namespace sakip::period
