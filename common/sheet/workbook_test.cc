#include "common/sheet/workbook.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xlsxwriter.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "common/sheet/sheet.h"
#include "common/sheet/sheet_testing.h"
#include "common/sheet/styles.h"
#include "common/sheet/workbook_builder.h"

namespace sakip::sheet {
namespace {

using testing::ElementsAre;
using testing::StartsWith;

using Parts = std::vector<ZipEntry>;

constexpr char kOne[] = R"(<row r="1"><c r="A1"><v>1</v></c></row>)";

std::string Repeat(std::string_view text, size_t times) {
  std::string all;
  for (size_t i = 0; i < times; ++i) {
    all += text;
  }
  return all;
}

// Three sheets: a hidden one, "Data" and "Lain".
std::string ThreeSheets() {
  Parts parts = BookParts(kOne);
  Replace(PartOf(parts, "xl/workbook.xml"), "<sheets>",
          R"(<sheets><sheet name="Rahasia" state="hidden" r:id="rId8"/>)");
  Replace(PartOf(parts, "xl/workbook.xml"), "</sheets>",
          R"(<sheet name="Lain" r:id="rId9"/></sheets>)");
  std::string& links = PartOf(parts, "xl/_rels/workbook.xml.rels");
  std::string link = links.substr(links.find("<Relationship "));
  link.resize(link.find("/>") + 2);
  Replace(link, "rId1", "rId9");
  Replace(link, "sheet1", "sheet2");
  Replace(links, "</Relationships>", link + "</Relationships>");
  std::string lain = PartOf(parts, kSheetPart);
  Replace(lain, "<v>1</v>", "<v>2</v>");
  parts.push_back({"xl/worksheets/sheet2.xml", lain, true});
  return BuildZip(parts);
}

TEST(Workbook, FirstVisibleSheetIsReadAndTheOthersNamed) {
  const Reading reading = Read(ThreeSheets());
  EXPECT_EQ(Refusals(reading), "");
  EXPECT_THAT(reading.lines, ElementsAre("1: #1"));
  EXPECT_EQ(reading.summary.sheet, "Data");
  EXPECT_THAT(reading.summary.other_sheets, ElementsAre("Lain"));
}

TEST(Workbook, SheetIsChosenByName) {
  Options options;
  options.sheet = "Lain";
  const Reading reading = Read(ThreeSheets(), options);
  EXPECT_THAT(reading.lines, ElementsAre("1: #2"));
  EXPECT_THAT(reading.summary.other_sheets, ElementsAre("Data"));
  options.sheet = "Tidak Ada";
  EXPECT_THAT(Refusals(Read(ThreeSheets(), options)),
              StartsWith("berkas: tidak memiliki lembar 'Tidak Ada'"));
}

TEST(Workbook, TitlesAboveTheFirstRowMayBeMergedAndCalculated) {
  const std::string rows =
      R"(<row r="1"><c r="A1"><f>1</f></c></row><row r="3"><c r="A3"><v>1</v></c></row>)";
  Options options;
  options.first_row = 3;
  const std::string merges = R"(<mergeCells><mergeCell ref="A1:F2"/></mergeCells>)";
  EXPECT_EQ(Refusals(Read(BuildZip(BookParts(rows, merges)), options)), "");
  options.first_row = 2;
  EXPECT_THAT(Refusals(Read(BuildZip(BookParts(rows, merges)), options)),
              StartsWith("berkas[2].A: termasuk sel gabungan"));
}

TEST(Workbook, MergesBeyondTheUsedCellsDoNotMatter) {
  const std::string merges =
      R"(<mergeCells><mergeCell ref="B1:C1"/><mergeCell ref="A2:A3"/></mergeCells>)";
  EXPECT_EQ(Refusals(Read(BuildZip(BookParts(kOne, merges)))), "");
}

TEST(Workbook, OtherPartsAreNeverOpened) {
  Parts parts = BookParts(kOne);
  parts.push_back({"xl/embeddings/nested.zip", BuildZip(parts)});
  parts.push_back({"xl/externalLinks/externalLink1.xml", "<no"});
  parts.push_back({"xl/media/image1.png", std::string(size_t{1} << 20, '\0'), true});
  Options options;
  options.limits.inflated_bytes = 10'000;
  EXPECT_EQ(Refusals(Read(BuildZip(parts), options)), "");
}

TEST(Workbook, HasNoStylesNorStringsOfNecessity) {
  Parts parts = BookParts(kOne);
  std::string& links = PartOf(parts, "xl/_rels/workbook.xml.rels");
  links.erase(links.find("<Relationship Id=\"rId2\""));
  links += "</Relationships>";
  EXPECT_THAT(Read(BuildZip(parts)).lines, ElementsAre("1: #1"));
}

TEST(Workbook, DatesFrom1904) {
  Parts parts = BookParts(R"(<row><c s="1"><v>0</v></c><c s="1"><v>41671</v></c></row>)");
  Replace(PartOf(parts, "xl/workbook.xml"), "<workbookPr", "<workbookPr date1904=\"1\"");
  EXPECT_THAT(Read(BuildZip(parts)).lines, ElementsAre("1: @1904-01-01|@2018-02-02"));
}

struct SerialCase {
  const char* serial;
  bool from_1904;
  const char* iso;  // nullptr: no date
  bool has_time;
};

class Serials : public testing::TestWithParam<SerialCase> {};

TEST_P(Serials, AreDays) {
  const auto date = ParseSerial(GetParam().serial, GetParam().from_1904);
  ASSERT_EQ(date.has_value(), GetParam().iso != nullptr) << GetParam().serial;
  if (date.has_value()) {
    EXPECT_EQ(date->iso, GetParam().iso);
    EXPECT_EQ(date->has_time, GetParam().has_time);
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, Serials,
    testing::Values(
        SerialCase{"1", false, "1900-01-01", false}, SerialCase{"59", false, "1900-02-28", false},
        SerialCase{"60", false, nullptr, false}, SerialCase{"61", false, "1900-03-01", false},
        SerialCase{"25569", false, "1970-01-01", false},
        SerialCase{"43133.0", false, "2018-02-02", false},
        SerialCase{"43133.000001", false, "2018-02-02", true},
        SerialCase{"2958465", false, "9999-12-31", false},
        SerialCase{"2958466", false, nullptr, false}, SerialCase{"0", false, nullptr, false},
        SerialCase{"0.5", false, nullptr, false}, SerialCase{"0", true, "1904-01-01", false},
        SerialCase{"60", true, "1904-03-01", false},
        SerialCase{"2957003", true, "9999-12-31", false},
        SerialCase{"2957004", true, nullptr, false}, SerialCase{"", false, nullptr, false},
        SerialCase{".5", false, nullptr, false}, SerialCase{"5.", false, nullptr, false},
        SerialCase{"-1", false, nullptr, false}, SerialCase{"4.3E4", false, nullptr, false},
        SerialCase{"99999999999999999999", false, nullptr, false}));

TEST(DateFormat, IsToldFromNumbersAndTimes) {
  for (const char* date : {"dd/mm/yyyy", "d", "yyyy", "mmm", "mmm\\-yy", "[$-421]dd mmmm yyyy;@",
                           "[Red]DD-MM-YY", "dd/mm/yyyy hh:mm", "m/d/yy h:mm"}) {
    EXPECT_TRUE(IsDateFormat(date)) << date;
  }
  for (const char* other :
       {"General", "0", "#,##0.00", "h:mm:ss", "mm:ss", "[h]:mm", "[mm]", "\"day\"0", "\\d0", "_d0",
        "*y0", "[Yellow]0", "0;dd", "0.00E+00", "@", ""}) {
    EXPECT_FALSE(IsDateFormat(other)) << other;
  }
}

// --- hostile sizes: each at once, in memory that does not grow with what was announced

class Hostile : public testing::Test {
 protected:
  void SetUp() override { begin_ = std::chrono::steady_clock::now(); }
  void TearDown() override {
    const auto taken = std::chrono::steady_clock::now() - begin_;
    // The limit of the optimised build is 2 s; sanitizers on a busy machine get more.
    EXPECT_LT(taken, std::chrono::seconds(30));
  }

 private:
  std::chrono::steady_clock::time_point begin_;
};

TEST_F(Hostile, ZipBombOfWhitespace) {
  Parts parts = BookParts(kOne);
  PartOf(parts, kSheetPart).insert(0, std::string(size_t{256} << 20, ' '));
  parts[4].deflate = true;
  const std::string bytes = BuildZip(parts);
  ASSERT_LT(bytes.size(), size_t{2} << 20);
  EXPECT_THAT(Refusals(Read(bytes)), StartsWith("berkas: "));
}

TEST_F(Hostile, ZipBombWithinTheRatioStopsAtTheTotal) {
  Options options;
  options.limits.inflate_ratio = 100'000;
  options.limits.inflated_bytes = size_t{8} << 20;
  Parts parts = BookParts(Repeat("<row></row>", 900'000));
  EXPECT_EQ(Refusals(Read(BuildZip(parts), options)), "berkas: terlalu besar setelah dimekarkan");
}

TEST_F(Hostile, RepetitionStopsAtTheRatio) {
  Parts parts = BookParts(Repeat("<row/>", 1'000'000));
  parts[4].deflate = true;
  EXPECT_EQ(Refusals(Read(BuildZip(parts))), "berkas: terlalu besar setelah dimekarkan");
}

TEST_F(Hostile, OneHugeTag) {
  for (const std::string& part : {"<row r=\"" + std::string(size_t{24} << 20, '1') + "\"/>",
                                  "<!--" + std::string(size_t{24} << 20, 'x') + "-->",
                                  "<" + std::string(size_t{24} << 20, 'x') + "/>"}) {
    EXPECT_EQ(Refusals(Read(BuildZip(BookParts(part)))),
              "berkas: buku kerja memuat XML yang rusak");
  }
}

TEST_F(Hostile, ManyEmptySharedStrings) {
  Options options;
  options.limits.shared_strings = 10'000;
  EXPECT_EQ(
      Refusals(Read(BuildZip(BookParts(kOne, "", std::vector<std::string>(10'001))), options)),
      "berkas: buku kerja memuat terlalu banyak teks");
}

TEST_F(Hostile, LargeSharedStrings) {
  const std::vector<std::string> strings(30, "<t>" + std::string(size_t{1} << 20, 'x') + "</t>");
  EXPECT_EQ(Refusals(Read(BuildZip(BookParts(kOne, "", strings)))), "");  // each is cut
  Options options;
  options.limits.shared_text_bytes = 100'000;
  EXPECT_EQ(Refusals(Read(BuildZip(BookParts(kOne, "", strings)), options)),
            "berkas: buku kerja memuat terlalu banyak teks");
}

TEST_F(Hostile, OneLargeStringInEveryCell) {
  const std::string row = "<row>" + Repeat("<c t=\"s\"><v>0</v></c>", 100) + "</row>";
  EXPECT_THAT(Refusals(Read(BuildZip(
                  BookParts(Repeat(row, 1'000), "", {"<t>" + std::string(4'000, 'x') + "</t>"})))),
              testing::HasSubstr("lebih dari 134217728 byte teks"));
}

TEST_F(Hostile, TwoHundredThousandRows) {
  const std::string row =
      "<row><c t=\"s\"><v>0</v></c>" + Repeat("<c><v>3511812000</v></c>", 5) + "</row>";
  int64_t rows = 0;
  const auto summary = ReadSheet(BuildZip([&] {
                                   Parts parts =
                                       BookParts(Repeat(row, 200'000), "", {"<t>521211</t>"});
                                   parts[4].deflate = true;
                                   return parts;
                                 }()),
                                 {.field = "berkas",
                                  .sheet = {},
                                  .separator = {},
                                  .first_row = 1,
                                  .limits = {.inflate_ratio = 100'000}},
                                 [&rows](const Row& one) {
                                   rows += one.At(5).text == "3511812000" ? 1 : 0;
                                   return true;
                                 });
  ASSERT_TRUE(summary.ok()) << summary.status();
  EXPECT_EQ(rows, 200'000);
}

TEST_F(Hostile, ManyMergedCells) {
  const std::string merges = Repeat(R"(<mergeCell ref="Z9:Z10"/>)", 100'001);
  EXPECT_EQ(Refusals(Read(BuildZip(BookParts(kOne, merges)))),
            "berkas: sel gabungan terlalu banyak atau rusak");
}

// --- workbooks that other programs wrote

TEST(Written, ByLibxlsxwriter) {
  const std::string path = testing::TempDir() + "sheet_workbook_test.xlsx";
  lxw_workbook* book = workbook_new(path.c_str());
  lxw_worksheet* sheet = workbook_add_worksheet(book, "SP2D");
  lxw_format* date = workbook_add_format(book);
  format_set_num_format(date, "dd/mm/yyyy");
  worksheet_write_string(sheet, 0, 0, "Nomor & <tanggal>", nullptr);
  worksheet_write_string(sheet, 0, 1, "0001234", nullptr);
  worksheet_write_number(sheet, 1, 0, 3511812000, nullptr);
  lxw_datetime day = {.year = 2018, .month = 2, .day = 2, .hour = 0, .min = 0, .sec = 0};
  worksheet_write_datetime(sheet, 1, 1, &day, date);
  worksheet_write_boolean(sheet, 1, 2, 1, nullptr);
  worksheet_write_blank(sheet, 1, 3, date);
  worksheet_write_string(sheet, 4, 1, "baris\ndua", nullptr);
  ASSERT_EQ(workbook_close(book), LXW_NO_ERROR);
  std::ifstream file(path, std::ios::binary);
  const Reading reading = Read(std::string(std::istreambuf_iterator<char>(file), {}));
  std::remove(path.c_str());
  EXPECT_EQ(Refusals(reading), "");
  EXPECT_THAT(reading.lines, ElementsAre("1: Nomor & <tanggal>|0001234",
                                         "2: #3511812000|@2018-02-02|?1", "5: |baris\ndua"));
  EXPECT_EQ(reading.summary.sheet, "SP2D");
}

TEST(Written, ByOpenpyxl) {
  std::ifstream file("tests/fuzz/corpus/sheet_file/openpyxl.xlsx", std::ios::binary);
  const Reading reading = Read(std::string(std::istreambuf_iterator<char>(file), {}));
  EXPECT_EQ(Refusals(reading), "");
  EXPECT_THAT(reading.lines,
              ElementsAre("1: Nomor SP2D|Tanggal|Jumlah|Uraian|Sah",
                          "2: 180011301000001|@2018-02-02|#3511812000|Belanja ATK|?1",
                          "4: 000123|~2018-12-31|#0.1"));
  EXPECT_EQ(reading.summary.sheet, "Daftar SP2D");
  EXPECT_THAT(reading.summary.other_sheets, ElementsAre("Catatan"));
}

}  // namespace
}  // namespace sakip::sheet
