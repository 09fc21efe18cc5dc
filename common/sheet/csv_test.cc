#include "common/sheet/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "common/sheet/sheet.h"
#include "common/sheet/sheet_testing.h"

namespace sakip::sheet {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::IsEmpty;
using testing::StartsWith;

struct GoodCase {
  const char* name;
  std::string text;
  std::vector<std::string> lines;
};

class CsvReads : public testing::TestWithParam<GoodCase> {};

TEST_P(CsvReads, AllRows) {
  const Reading reading = Read(GetParam().text);
  EXPECT_EQ(Refusals(reading), "");
  EXPECT_THAT(reading.lines, ElementsAreArray(GetParam().lines));
  EXPECT_EQ(reading.summary.format, Format::kCsv);
  EXPECT_EQ(reading.summary.rows, static_cast<int64_t>(GetParam().lines.size()));
}

INSTANTIATE_TEST_SUITE_P(
    All, CsvReads,
    testing::Values(GoodCase{"comma", "a,b\n1,2\n", {"1: a|b", "2: 1|2"}},
                    GoodCase{"semicolon",
                             "akun;jumlah\n521211;1.000,50\n",
                             {"1: akun|jumlah", "2: 521211|1.000,50"}},
                    GoodCase{"tab", "a\tb\n1,5\t2\n", {"1: a|b", "2: 1,5|2"}},
                    GoodCase{"separator_in_quotes_does_not_count", "\"a;b;c\",d\n", {"1: a;b;c|d"}},
                    GoodCase{"separator_below_a_title", "Laporan\na;b\n", {"1: Laporan", "2: a|b"}},
                    GoodCase{"one_column", "a\nb\n", {"1: a", "2: b"}},
                    GoodCase{"crlf", "a,b\r\n1,2\r\n", {"1: a|b", "2: 1|2"}},
                    GoodCase{"no_end", "a,b", {"1: a|b"}},
                    GoodCase{"mark",
                             "\xEF\xBB\xBF"
                             "a,b\n",
                             {"1: a|b"}},
                    GoodCase{"quotes", "\"x, \"\"y\"\"\",z\n", {"1: x, \"y\"|z"}},
                    GoodCase{"lines_in_a_cell", "\"x\r\ny\",z\nw\n", {"1: x\ny|z", "3: w"}},
                    GoodCase{"empty_lines", "a\n\n,,\nb\n", {"1: a", "4: b"}},
                    GoodCase{"empty_cells", ",a,,b,,\n", {"1: |a||b"}},
                    GoodCase{"spaces_stay", " a ,b\n", {"1:  a |b"}},
                    GoodCase{"long_numbers_stay",
                             "a\n0012345678901234567890\n",
                             {"1: a", "2: 0012345678901234567890"}},
                    GoodCase{"header_of_pk", "PK,Nama\n", {"1: PK|Nama"}}),
    [](const auto& tested) { return std::string(tested.param.name); });

struct BadCase {
  const char* name;
  std::string text;
  const char* refusal;
};

class CsvOf : public testing::TestWithParam<BadCase> {};

TEST_P(CsvOf, IsRefusedSayingWhere) {
  Options options;
  options.limits.rows = 5;
  options.limits.columns = 4;
  options.limits.cell_chars = 10;
  options.limits.file_bytes = size_t{1} << 20;
  EXPECT_THAT(Refusals(Read(GetParam().text, options)), StartsWith(GetParam().refusal));
}

INSTANTIATE_TEST_SUITE_P(
    All, CsvOf,
    testing::Values(
        BadCase{"nothing", "", "berkas: tidak memuat baris"},
        BadCase{"only_empty_lines", "\n\n,,\n", "berkas: tidak memuat baris"},
        BadCase{"too_large_a_file", std::string((size_t{1} << 20) + 1, 'x'),
                "berkas: lebih dari 1048576 byte"},
        BadCase{"one_long_line", std::string(size_t{1} << 20, 'x'),
                "berkas[1]: sel lebih dari 41 byte"},
        BadCase{"many_columns", std::string(100'000, ','), "berkas[1]: lebih dari 4 kolom"},
        BadCase{"many_rows", "a\n1\n2\n3\n4\n5\n6\n", "berkas[8]: lebih dari 5 baris"},
        BadCase{"unclosed_quote", "a,b\n1,\"2\n3\n", "berkas[2]: tanda kutip dibuka"},
        BadCase{"quote_inside", "a,b\n1\"1,2\n", "berkas[2]: tanda kutip di dalam sel"},
        BadCase{"text_behind_quote", "a,b\n\"1\"x,2\n", "berkas[2]: teks setelah tanda kutip"},
        BadCase{"not_utf8", "a,b\n1,\xC3\x28\n", "berkas[2]: bukan UTF-8"},
        BadCase{"mixed_encodings", "a\n\xC3\xA9\n\xE9\n", "berkas[3]: bukan UTF-8"},
        BadCase{"utf16",
                std::string("\xFF\xFE"
                            "a\0\n\0",
                            6),
                "berkas: berupa teks UTF-16"},
        BadCase{"nul", std::string("a,b\n1,\0\n", 8), "berkas[2]: memuat byte NUL"},
        BadCase{"long_cell", "a,b\n1,12345678901\n", "berkas[2].B: lebih dari 10 karakter"},
        BadCase{"control", "a,b\n1,\x07\n", "berkas[2].B: memuat karakter kendali"},
        BadCase{"lone_cr", "a,b\n\"1\rx\",2\n", "berkas[2].A: memuat karakter kendali"},
        BadCase{"bidi", "a,b\n1,x\xE2\x80\xAEy\n", "berkas[2].B: memuat karakter kendali"},
        BadCase{"every_cell", "a\n\x07,\x07\nok\n\x07\n",
                "berkas[2].A: memuat karakter kendali atau pengarah teks yang tidak terlihat; "
                "berkas[2].B: memuat karakter kendali atau pengarah teks yang tidak terlihat; "
                "berkas[4].A: memuat"},
        BadCase{"pdf", "%PDF-1.7\n", "berkas: berupa PDF"},
        BadCase{"old_excel", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
                "berkas: terenkripsi atau berformat .xls"}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(Csv, RowsWithViolationsAreNotHandedOver) {
  EXPECT_THAT(Read("a\n\x07\nb\n").lines, ElementsAre("1: a", "3: b"));
}

TEST(Csv, AHundredViolationsEndTheReading) {
  std::string text;
  for (int i = 0; i < 1000; ++i) {
    text += "\x07\n";
  }
  EXPECT_EQ(Read(text + "ok\n").violations.size(), fault::kViolationsMax);
}

TEST(Csv, TitlesAboveTheFirstRowAreNotRead) {
  Options options;
  options.first_row = 3;
  const Reading reading = Read("Judul;\x07\nx,x,x,x\na;b\n", options);
  EXPECT_EQ(Refusals(reading), "");
  EXPECT_THAT(reading.lines, ElementsAre("3: a|b"));
}

TEST(Csv, SeparatorCanBeGiven) {
  Options options;
  options.separator = ';';
  EXPECT_THAT(Read("a,b,c;d\n", options).lines, ElementsAre("1: a,b,c|d"));
}

TEST(Csv, AVisitorEndsTheReading) {
  int rows = 0;
  const auto summary = ReadSheet("a\nb\n\x07\n", {}, [&rows](const Row&) { return ++rows < 2; });
  ASSERT_TRUE(summary.ok());
  EXPECT_EQ(rows, 2);
}

TEST(Csv, TwoHundredThousandRowsOfTheirDefaults) {
  std::string text = "kode,jumlah\n";
  for (int i = 0; i < 200'000; ++i) {
    text += "521211,3511812000\n";
  }
  EXPECT_EQ(Read(text).summary.rows, 200'001);
  EXPECT_EQ(Refusals(Read(text + "1,2\n")), "berkas[200003]: lebih dari 200000 baris");
}

TEST(CellField, NamesColumnsAsOfficesDo) {
  EXPECT_EQ(CellField("berkas", 12, 2), "berkas[12].C");
  EXPECT_EQ(ColumnName(25), "Z");
  EXPECT_EQ(ColumnName(26), "AA");
  EXPECT_EQ(ColumnName(16'383), "XFD");
}

TEST(Row, HasEmptyCellsBeyondItsEnd) {
  EXPECT_EQ(Row{}.At(7), Cell{});
}

}  // namespace
}  // namespace sakip::sheet
