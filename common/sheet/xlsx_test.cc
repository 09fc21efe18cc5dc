#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "common/sheet/sheet.h"
#include "common/sheet/sheet_testing.h"
#include "common/sheet/workbook_builder.h"

namespace sakip::sheet {
namespace {

using testing::ElementsAreArray;
using testing::StartsWith;

using Parts = std::vector<ZipEntry>;

const std::vector<std::string>& Strings() {
  static const std::vector<std::string> kStrings = {
      "<t>nama</t>", "<t xml:space=\"preserve\"> a </t>",
      "<r><t>te</t></r><r><rPr><b/></rPr><t>bal</t></r><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh>",
      "<t>a_x000D_&#10;b_x005F_x0041__x0041_</t>"};
  return kStrings;
}

// "<row r=1>" around the cells of one row.
std::string OneRow(const std::string& cells) {
  return "<row r=\"1\">" + cells + "</row>";
}

struct CellCase {
  const char* name;
  std::string rows;
  std::vector<std::string> lines;
};

class XlsxReads : public testing::TestWithParam<CellCase> {};

TEST_P(XlsxReads, AllCells) {
  const Reading reading = Read(BuildZip(BookParts(GetParam().rows, "", Strings())));
  EXPECT_EQ(Refusals(reading), "");
  EXPECT_THAT(reading.lines, ElementsAreArray(GetParam().lines));
  EXPECT_EQ(reading.summary.format, Format::kXlsx);
  EXPECT_EQ(reading.summary.sheet, "Data");
}

INSTANTIATE_TEST_SUITE_P(
    All, XlsxReads,
    testing::Values(
        CellCase{"shared_string", OneRow(R"(<c r="A1" t="s"><v>0</v></c>)"), {"1: nama"}},
        CellCase{"spaces_stay", OneRow(R"(<c r="A1" t="s"><v>1</v></c>)"), {"1:  a "}},
        CellCase{"rich_text", OneRow(R"(<c r="A1" t="s"><v>2</v></c>)"), {"1: tebal"}},
        CellCase{"escapes", OneRow(R"(<c r="A1" t="s"><v>3</v></c>)"), {"1: a\nb_x0041_A"}},
        CellCase{"inline",
                 OneRow(R"(<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>)"),
                 {"1: ab"}},
        CellCase{"string_value", OneRow(R"(<c r="A1" t="str"><v>abc</v></c>)"), {"1: abc"}},
        CellCase{"amount", OneRow(R"(<c r="A1"><v>3511812000</v></c>)"), {"1: #3511812000"}},
        CellCase{"many_digits",
                 OneRow(R"(<c r="A1"><v>12345678901234567890</v></c>)"),
                 {"1: #12345678901234567890"}},
        CellCase{"exponent", OneRow(R"(<c r="A1"><v>3.51E9</v></c>)"), {"1: #3.51E9"}},
        CellCase{"fraction", OneRow(R"(<c r="A1"><v>0.1</v></c>)"), {"1: #0.1"}},
        CellCase{"binary_fraction",
                 OneRow(R"(<c r="A1"><v>0.10000000000000001</v></c>)"),
                 {"1: #0.10000000000000001"}},
        CellCase{"negative", OneRow(R"(<c r="A1" s="3"><v>-5</v></c>)"), {"1: #-5"}},
        CellCase{"truth", OneRow(R"(<c r="A1" t="b"><v>1</v></c>)"), {"1: ?1"}},
        CellCase{"date", OneRow(R"(<c r="A1" s="1"><v>43133</v></c>)"), {"1: @2018-02-02"}},
        CellCase{
            "date_with_time", OneRow(R"(<c r="A1" s="2"><v>43133.75</v></c>)"), {"1: ~2018-02-02"}},
        CellCase{
            "time_of_day_is_a_number", OneRow(R"(<c r="A1" s="4"><v>0.75</v></c>)"), {"1: #0.75"}},
        CellCase{"iso_date",
                 OneRow(R"(<c r="A1" t="d"><v>2018-02-02T00:00:00</v></c>)"),
                 {"1: @2018-02-02"}},
        CellCase{
            "text_with_a_date_style", OneRow(R"(<c r="A1" s="1" t="s"><v>0</v></c>)"), {"1: nama"}},
        CellCase{"no_places",
                 "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>",
                 {"1: #1|#2", "2: #3"}},
        CellCase{
            "gaps",
            R"(<row r="3"><c r="B3"><v>1</v></c><c r="D3"><v>2</v></c></row><row r="9"><c r="A9"><v>3</v></c></row>)",
            {"3: |#1||#2", "9: #3"}},
        CellCase{
            "styled_empty_cells",
            R"(<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row><row r="2"><c r="A2" s="1"/></row>)",
            {"1: #1"}},
        CellCase{"foreign_elements",
                 OneRow(R"(<c r="A1"><x:f xmlns:x="urn:x">1</x:f><v>1</v></c>)"),
                 {"1: #1"}},
        CellCase{"cdata",
                 OneRow(R"(<c r="A1" t="inlineStr"><is><t><![CDATA[a<b]]>&amp;</t></is></c>)"),
                 {"1: a<b&"}}),
    [](const auto& tested) { return std::string(tested.param.name); });

struct BadCellCase {
  const char* name;
  std::string rows;
  std::string after;
  const char* refusal;
};

class XlsxCells : public testing::TestWithParam<BadCellCase> {};

TEST_P(XlsxCells, AreRefusedSayingWhere) {
  Options options;
  options.limits.rows = 3;
  options.limits.columns = 4;
  options.limits.cells = 8;
  options.limits.cell_chars = 40;
  const Reading reading =
      Read(BuildZip(BookParts(GetParam().rows, GetParam().after, Strings())), options);
  EXPECT_THAT(Refusals(reading), StartsWith(GetParam().refusal));
}

std::string Repeat(std::string_view text, size_t times) {
  std::string all;
  for (size_t i = 0; i < times; ++i) {
    all += text;
  }
  return all;
}

std::string ManyRows(size_t rows, const std::string& cells) {
  return Repeat("<row>" + cells + "</row>", rows);
}

constexpr char kOneAtB2[] = R"(<row r="2"><c r="B2"><v>1</v></c></row>)";

INSTANTIATE_TEST_SUITE_P(
    All, XlsxCells,
    testing::Values(
        BadCellCase{"formula", R"(<row r="12"><c r="C12"><f>SUM(A1)</f><v>1</v></c></row>)", "",
                    "berkas[12].C: memuat rumus"},
        BadCellCase{"shared_formula", OneRow(R"(<c r="A1"><f t="shared" si="0"/><v>1</v></c>)"), "",
                    "berkas[1].A: memuat rumus"},
        BadCellCase{"error", OneRow(R"(<c r="A1" t="e"><v>#REF!</v></c>)"), "",
                    "berkas[1].A: memuat nilai galat"},
        BadCellCase{"all_at_once",
                    OneRow(R"(<c r="A1"><f>1</f></c><c r="B1" t="e"><v>#N/A</v></c>)"), "",
                    "berkas[1].A: memuat rumus; salin lalu tempel sebagai nilai; berkas[1].B: "
                    "memuat nilai"},
        BadCellCase{"merged", kOneAtB2, R"(<mergeCells><mergeCell ref="A2:B3"/></mergeCells>)",
                    "berkas[2].A: termasuk sel gabungan"},
        BadCellCase{"merged_from_above", kOneAtB2,
                    R"(<mergeCells><mergeCell ref="B1:C9"/></mergeCells>)",
                    "berkas[1].B: termasuk sel gabungan"},
        BadCellCase{"damaged_merge", kOneAtB2, R"(<mergeCells><mergeCell ref="B1:"/></mergeCells>)",
                    "berkas: sel gabungan"},
        BadCellCase{"not_a_number", OneRow(R"(<c r="A1"><v>NaN</v></c>)"), "",
                    "berkas[1].A: bukan angka"},
        BadCellCase{"hexadecimal", OneRow(R"(<c r="A1"><v>0x10</v></c>)"), "",
                    "berkas[1].A: bukan angka"},
        BadCellCase{"comma_number", OneRow(R"(<c r="A1"><v>1,5</v></c>)"), "",
                    "berkas[1].A: bukan angka"},
        BadCellCase{"long_number", OneRow("<c r=\"A1\"><v>" + std::string(65, '1') + "</v></c>"),
                    "", "berkas[1].A: bukan angka"},
        BadCellCase{"day_that_never_was", OneRow(R"(<c r="A1" s="1"><v>60</v></c>)"), "",
                    "berkas[1].A: berformat tanggal"},
        BadCellCase{"negative_date", OneRow(R"(<c r="A1" s="1"><v>-1</v></c>)"), "",
                    "berkas[1].A: berformat tanggal"},
        BadCellCase{"late_date", OneRow(R"(<c r="A1" s="1"><v>2958466</v></c>)"), "",
                    "berkas[1].A: berformat tanggal"},
        BadCellCase{"bad_iso_date", OneRow(R"(<c r="A1" t="d"><v>2018-02-30</v></c>)"), "",
                    "berkas[1].A: bukan tanggal"},
        BadCellCase{"no_such_string", OneRow(R"(<c r="A1" t="s"><v>99</v></c>)"), "",
                    "berkas[1].A: merujuk teks"},
        BadCellCase{"negative_string", OneRow(R"(<c r="A1" t="s"><v>-1</v></c>)"), "",
                    "berkas[1].A: merujuk teks"},
        BadCellCase{"unknown_type", OneRow(R"(<c r="A1" t="z"><v>1</v></c>)"), "",
                    "berkas[1].A: jenis isinya"},
        BadCellCase{"two_values", OneRow(R"(<c r="A1"><v>1</v><v>2</v></c>)"), "",
                    "berkas[1].A: memuat lebih dari satu nilai"},
        BadCellCase{"control", OneRow(R"(<c r="A1" t="str"><v>a_x0007_</v></c>)"), "",
                    "berkas[1].A: memuat karakter kendali"},
        BadCellCase{"bidi", OneRow(R"(<c r="A1" t="str"><v>a&#x202E;b</v></c>)"), "",
                    "berkas[1].A: memuat karakter kendali"},
        BadCellCase{"long_text", OneRow("<c t=\"str\"><v>" + std::string(41, 'x') + "</v></c>"), "",
                    "berkas[1].A: lebih dari 40 karakter"},
        BadCellCase{
            "very_long_text",
            OneRow("<c t=\"inlineStr\"><is><t>" + std::string(300'000, 'x') + "</t></is></c>"), "",
            "berkas[1].A: lebih dari 40 karakter"},
        BadCellCase{"long_text_of_escapes",
                    OneRow("<c t=\"inlineStr\"><is><t>" + Repeat("_x0041_", 24) + "</t></is></c>"),
                    "", "berkas[1].A: lebih dari 40"},
        BadCellCase{"many_rows", ManyRows(5, "<c><v>1</v></c>"), "",
                    "berkas[5]: lebih dari 3 baris"},
        BadCellCase{"many_columns", OneRow(R"(<c r="E1"><v>1</v></c>)"), "",
                    "berkas[1]: lebih dari 4 kolom"},
        BadCellCase{"many_cells", ManyRows(3, "<c><v>1</v></c><c><v>1</v></c><c><v>1</v></c>"), "",
                    "berkas[3]: lebih dari 8 sel"},
        BadCellCase{"row_twice", OneRow("<c><v>1</v></c>") + OneRow("<c><v>1</v></c>"), "",
                    "berkas[1]: urutan baris"},
        BadCellCase{"cell_twice", OneRow(R"(<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>)"), "",
                    "berkas[1]: urutan baris"},
        BadCellCase{"cell_of_another_row", OneRow(R"(<c r="A2"><v>1</v></c>)"), "",
                    "berkas[1]: urutan baris"},
        BadCellCase{"row_beyond_the_format", R"(<row r="1048577"><c><v>1</v></c></row>)", "",
                    "berkas: urutan baris"},
        BadCellCase{"column_beyond_the_format", OneRow(R"(<c r="XFE1"><v>1</v></c>)"), "",
                    "berkas[1]: urutan baris"},
        BadCellCase{"cell_in_a_cell", OneRow("<c><c/></c>"), "", "berkas[1]: urutan baris"},
        BadCellCase{"no_rows", "", "", "berkas: tidak memuat baris"}),
    [](const auto& tested) { return std::string(tested.param.name); });

struct BadBookCase {
  const char* name;
  std::function<void(Parts&)> change;
  const char* refusal;
};

class Workbooks : public testing::TestWithParam<BadBookCase> {};

TEST_P(Workbooks, AreRefused) {
  Parts parts = BookParts(OneRow("<c><v>1</v></c>"), "", Strings());
  ASSERT_EQ(Refusals(Read(BuildZip(parts))), "");
  GetParam().change(parts);
  EXPECT_THAT(Refusals(Read(BuildZip(parts))), StartsWith(GetParam().refusal));
}

using Change = std::function<void(Parts&)>;

Change Add(const ZipEntry& entry) {
  return [entry](Parts& parts) { parts.push_back(entry); };
}

Change AddNamed(const std::string& name) {
  return Add({name, "x"});
}

Change In(std::string_view part, const std::string& from, const std::string& to) {
  return [=](Parts& parts) { Replace(PartOf(parts, part), from, to); };
}

// In front of the root element of the sheet.
Change Prologue(const std::string& text) {
  return In(kSheetPart, "<worksheet", text + "<worksheet");
}

Change Without(std::string_view name) {
  return [name](Parts& parts) {
    std::erase_if(parts, [name](const ZipEntry& entry) { return entry.name == name; });
  };
}

Change Cut(std::string_view name, size_t size) {
  return [=](Parts& parts) { PartOf(parts, name).resize(size); };
}

Change Encrypt() {
  return [](Parts& parts) { parts[0].flags = 1; };
}

Change ClaimSize(size_t entry, uint32_t size) {
  return [=](Parts& parts) { parts[entry].claimed_size = size; };
}

Change WrongChecksum() {
  return [](Parts& parts) { parts[4].checksum = 1; };
}

Change AddMany(int count) {
  return [count](Parts& parts) {
    for (int i = 0; i < count; ++i) {
      parts.push_back({std::to_string(i), ""});
    }
  };
}

Change BecomeText() {
  return [](Parts& parts) { parts = {{"readme.txt", "x"}}; };
}

constexpr std::string_view kTypes = "[Content_Types].xml";
constexpr std::string_view kBook = "xl/workbook.xml";
constexpr std::string_view kLinks = "xl/_rels/workbook.xml.rels";
constexpr char kPlainType[] = "openxmlformats-officedocument.spreadsheetml.sheet";
constexpr char kMacroType[] = "ms-excel.sheet.macroEnabled";
constexpr char kExternalEntity[] = R"(<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>)";
constexpr char kBillionLaughs[] = R"(<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>)";
constexpr char kManySheet[] = R"(<sheet name="S" r:id="rId1"/>)";
constexpr char kMacros[] = "berkas: buku kerja memuat makro";
constexpr char kNoWorkbook[] = "berkas: bukan buku kerja Excel";
constexpr char kIncomplete[] = "berkas: buku kerja tidak lengkap";
constexpr char kBadXml[] = "berkas: buku kerja memuat XML yang rusak";
constexpr char kDtd[] = "berkas: buku kerja memuat XML dengan deklarasi";
constexpr char kOdd[] = "berkas: arsip memuat entri yang tidak lazim";
const ZipEntry kLink = {"a", "/etc/passwd", false, 0, 3 << 8, 0120777U << 16};

// The analyzer loses sight of what std::function holds.
// NOLINTBEGIN(clang-analyzer-cplusplus.NewDeleteLeaks)
INSTANTIATE_TEST_SUITE_P(
    All, Workbooks,
    testing::Values(
        BadBookCase{"macros", AddNamed("xl/vbaProject.bin"), kMacros},
        BadBookCase{"macro_sheet", AddNamed("xl/macrosheets/sheet1.xml"), kMacros},
        BadBookCase{"macro_type", In(kTypes, kPlainType, kMacroType), kMacros},
        BadBookCase{"word_document", In(kTypes, "spreadsheetml.sheet", "wordprocessingml.document"),
                    kNoWorkbook},
        BadBookCase{"some_archive", BecomeText(), kNoWorkbook},
        BadBookCase{"sheet_without_name", In(kBook, "\"Data\"", "\"\""), kNoWorkbook},
        BadBookCase{"no_package_links", Without("_rels/.rels"), kIncomplete},
        BadBookCase{"no_book_links", Without(kLinks), kIncomplete},
        BadBookCase{"no_sheet_part", Without(kSheetPart), kIncomplete},
        BadBookCase{"no_strings_part", Without("xl/sharedStrings.xml"), kIncomplete},
        BadBookCase{"sheet_outside", In(kLinks, "worksheets/sheet1.xml", "../../etc/passwd"),
                    kIncomplete},
        BadBookCase{"external_sheet",
                    In(kLinks, "Id=\"rId1\"", "TargetMode=\"External\" Id=\"rId1\""),
                    "berkas: lembar 'Data' bukan"},
        BadBookCase{"chart_sheet", In(kLinks, "/worksheet\"", "/chartsheet\""),
                    "berkas: lembar 'Data' bukan"},
        BadBookCase{"no_visible_sheet", In(kBook, "<sheet ", "<sheet state=\"veryHidden\" "),
                    "berkas: tidak memiliki lembar"},
        BadBookCase{"many_sheets", In(kBook, "<sheets>", "<sheets>" + Repeat(kManySheet, 300)),
                    "berkas: buku kerja memuat lebih dari 256 lembar"}),
    [](const auto& tested) { return std::string(tested.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Xml, Workbooks,
    testing::Values(BadBookCase{"doctype", Prologue("<!DOCTYPE worksheet>"), kDtd},
                    BadBookCase{"external_entity", Prologue(kExternalEntity), kDtd},
                    BadBookCase{"billion_laughs", Prologue(kBillionLaughs), kDtd},
                    BadBookCase{"unknown_entity", In(kSheetPart, "<v>1", "<v>&e;"), kBadXml},
                    BadBookCase{"cut_xml", Cut(kSheetPart, 300), kBadXml},
                    BadBookCase{"empty_xml", Cut("xl/styles.xml", 0), kBadXml},
                    BadBookCase{"invalid_utf8", In(kSheetPart, "<v>1", "<v>\xFF"), kBadXml},
                    BadBookCase{"deep_xml", In(kSheetPart, "<sheetData>", Repeat("<a>", 40)),
                                kBadXml}),
    [](const auto& tested) { return std::string(tested.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Zip, Workbooks,
    testing::Values(BadBookCase{"parent_name", AddNamed("xl/../../etc/passwd"), kOdd},
                    BadBookCase{"absolute_name", AddNamed("/etc/passwd"), kOdd},
                    BadBookCase{"backslash_name", AddNamed("xl\\a"), kOdd},
                    BadBookCase{"name_with_nul", AddNamed(std::string("a\0b", 3)), kOdd},
                    BadBookCase{"long_name", AddNamed(std::string(256, 'a')), kOdd},
                    BadBookCase{"name_twice", AddNamed("XL/worksheets/Sheet1.xml"), kOdd},
                    BadBookCase{"symbolic_link", Add(kLink), kOdd},
                    BadBookCase{"encrypted_entry", Encrypt(), kOdd},
                    BadBookCase{"many_entries", AddMany(1'000),
                                "berkas: arsip memuat lebih dari 1000 entri"},
                    BadBookCase{"size_too_small", ClaimSize(4, 200), "berkas: arsip rusak"},
                    BadBookCase{"wrong_checksum", WrongChecksum(), "berkas: arsip rusak"},
                    BadBookCase{"size_too_large", ClaimSize(4, 100'000), "berkas: arsip rusak"}),
    [](const auto& tested) { return std::string(tested.param.name); });

// NOLINTEND(clang-analyzer-cplusplus.NewDeleteLeaks)

}  // namespace
}  // namespace sakip::sheet
