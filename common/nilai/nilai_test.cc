#include "common/nilai/nilai.h"

#include <random>

#include "common/ratio/ratio.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sakip::nilai {
namespace {

using testing::HasSubstr;

TEST(Nilai, ReadsWhatOfficesWrite) {
  struct Case {
    const char* text;
    const char* angka;
    const char* satuan;
  };
  for (const Case& c : {
           Case{"77,5%", "77.5", "%"},
           Case{"77,5 %", "77.5", "%"},
           Case{"100 persen", "100", "persen"},
           Case{"2 Laporan", "2", "Laporan"},
           Case{"1dokumen", "1", "dokumen"},
           Case{"12 Bln", "12", "Bln"},
           Case{"12\u00A0Bln\u00A0", "12", "Bln"},
           Case{"100", "100", ""},
           Case{" 100\n", "100", ""},
           Case{"1.963.169", "1963169", ""},
           Case{"1.963.169,50", "1963169.5", ""},
           Case{"1.963", "1963", ""},
           Case{"0,20%", "0.2", "%"},
           Case{"1,234", "1.234", ""},
           Case{"007", "7", ""},
           Case{"0,00", "0", ""},
           Case{"3 SP2D", "3", "SP2D"},
           Case{"5 Laporan Keuangan", "5", "Laporan Keuangan"},
           Case{"4 eksemplar", "4", "eksemplar"},
           Case{"123456789012345,12345678", "123456789012345.12345678", ""},
       }) {
    const auto nilai = ParseNilai(c.text);
    ASSERT_TRUE(nilai.ok()) << c.text << ": " << nilai.status();
    EXPECT_EQ(*nilai, (Nilai{c.text, c.angka, c.satuan}));
  }
}

TEST(Nilai, RefusesWithTheReason) {
  struct Case {
    const char* text;
    const char* reason;
  };
  for (const Case& c : {
           Case{"", "empty"},
           Case{" \u00A0", "empty"},
           Case{"Tidak ada kasus", "no number"},
           Case{"NaN", "no number"},
           Case{"Inf", "no number"},
           Case{"Rp 1.000", "no number"},
           Case{"%", "no number"},
           Case{"-", "no number"},
           Case{"--5", "no number"},
           Case{"+5", "no number"},
           Case{",5", "no number"},
           Case{"٣", "no number"},
           Case{"77.5", "angka"},
           Case{"77.50", "angka"},
           Case{"1.2345", "angka"},
           Case{"100.", "angka"},
           Case{"1.963.16", "angka"},
           Case{"1963.169", "angka"},
           Case{"0.200", "angka"},
           Case{"1,234.5", "comma"},
           Case{"1,234,567", "comma"},
           Case{"77,", "after the decimal comma"},
           Case{"77,%", "after the decimal comma"},
           Case{"1e3", "exponent"},
           Case{"1E-3", "exponent"},
           Case{"1 e3", "exponent"},
           Case{"0x10", "exponent"},
           Case{"-5", "negative"},
           Case{"2-3 Laporan", "unit"},
           Case{"1 963 169", "unit"},
           Case{"5/6", "unit"},
           Case{"1234567890123456", "15 digits"},
           Case{"1.234.567.890.123.456", "15 digits"},
           Case{"0,123456789", "8 digits"},
           Case{"5\x01", "hidden"},
           Case{"5 \u202Elap", "hidden"},
           Case{"5\xFF", "hidden"},
       }) {
    const auto nilai = ParseNilai(c.text);
    ASSERT_FALSE(nilai.ok()) << c.text;
    EXPECT_EQ(nilai.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(nilai.status().message()), HasSubstr(c.reason)) << c.text;
  }
  EXPECT_FALSE(ParseNilai("1 " + std::string(kTextBytesMax, 'a')).ok());
}

TEST(Nilai, NegativeWhenAllowed) {
  EXPECT_EQ(ParseNilai("-5 Laporan", Sign::kAllow)->angka, "-5");
  EXPECT_EQ(ParseNilai("-0,0", Sign::kAllow)->angka, "0");
  EXPECT_FALSE(ParseNilai("- 5", Sign::kAllow).ok());
}

TEST(Nilai, AngkaTakesOnlyTheMachineForm) {
  EXPECT_EQ(*ParseAngka("77.5"), "77.5");
  EXPECT_EQ(*ParseAngka("007.50"), "7.5");
  EXPECT_EQ(*ParseAngka("-0"), "0");
  EXPECT_EQ(*ParseAngka("-1.00"), "-1");
  for (const char* text : {"", "-", ".", "1.", ".5", "+1", "77,5", "1 ", " 1", "1e3", "NaN",
                           "1.2.3", "--1", "1%", "1234567890123456", "0.123456789"}) {
    EXPECT_FALSE(ParseAngka(text).ok()) << text;
  }
}

TEST(Nilai, AngkaIsCanonicalAndExact) {
  const uint64_t seed = 20170503 + static_cast<uint64_t>(GTEST_FLAG_GET(random_seed));
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 random(seed);
  std::uniform_int_distribution<int64_t> any(-999'999'999'999, 999'999'999'999);
  std::uniform_int_distribution<int> places(0, 8);
  for (int round = 0; round < 1000; ++round) {
    const std::string text =
        ratio::Ratio::FromFraction(any(random), 1000)->RoundHalfAway(places(random));
    const std::string angka = *ParseAngka(text);
    ASSERT_EQ(*ratio::Ratio::FromDecimal(angka), *ratio::Ratio::FromDecimal(text)) << text;
    ASSERT_EQ(*ParseAngka(angka), angka);
    // What we print for officials reads back as the same number.
    const std::string shown = ratio::Ratio::FromDecimal(text)->FormatIndonesian(8, true);
    ASSERT_EQ(ParseNilai(shown, Sign::kAllow)->angka, angka) << shown;
  }
}

TEST(Nilai, SameSatuan) {
  for (const auto& [a, b] : std::initializer_list<std::pair<const char*, const char*>>{
           {"Laporan", "laporan"},
           {"Lap", "LAPORAN"},
           {"dok", "Dokumen"},
           {"Bln", "bulan"},
           {"keg", "Kegiatan"},
           {"org", "orang"},
           {"%", "Persen"},
           {" Laporan  Keuangan", "laporan\tkeuangan "},
           {"Laporan\u00A0Keuangan", "laporan keuangan"},
           {"", "  "},
       }) {
    EXPECT_TRUE(SameSatuan(a, b)) << a << " / " << b;
    EXPECT_TRUE(SameSatuan(b, a)) << a << " / " << b;
  }
  EXPECT_FALSE(SameSatuan("", "%"));
  EXPECT_FALSE(SameSatuan("Laporan", "%"));
  EXPECT_FALSE(SameSatuan("Lap Keuangan", "Laporan Keuangan"));
}

}  // namespace
}  // namespace sakip::nilai
