#include "services/reporting/document/docx_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/reporting/document/docx_testing.h"

namespace sakip::document {
namespace {

using testing::ElementsAre;

TEST(DocxTable, RepeatsHeaderRowsAndSplitsNoRow) {
  const Word word(Around({Table{.caption = {"Tabel 1.1", "Uji"},
                                .columns = {{1}, {2, Align::kRight}},
                                .header = {TextRow({"A", "B"})},
                                .rows = {TextRow({"1", "2"}), TextRow({"3", "4"})}}}));
  const std::vector<const XmlNode*> rows = word.body.All("w:tr");
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_NE(rows[0]->First("w:tblHeader"), nullptr);
  EXPECT_EQ(rows[1]->First("w:tblHeader"), nullptr);
  for (const XmlNode* row : rows) {
    EXPECT_NE(row->First("w:cantSplit"), nullptr);
  }
  EXPECT_EQ(rows[1]->All("w:jc").size(), 1U);  // the right column
  EXPECT_THAT(word.Texts("TableHeader"), ElementsAre("A", "B"));
  EXPECT_THAT(word.Texts("Caption"), ElementsAre("Tabel 1.1  Uji"));
}

TEST(DocxTable, ColumnsFillThePageByWeight) {
  const Word word(Around({Table{.columns = {{1}, {3}}, .rows = {TextRow({"a", "b"})}}}));
  const std::vector<const XmlNode*> columns = word.body.All("w:gridCol");
  const int first = std::stoi(columns[0]->Attribute("w:w"));
  const int second = std::stoi(columns[1]->Attribute("w:w"));
  EXPECT_NEAR(first + second, 8786, 1);
  EXPECT_NEAR(second, 3 * first, 3);
}

TEST(DocxTable, MergesCellsInHeaderAndBody) {
  Table table{.columns = {{1}, {1}, {1}}};
  table.header = {
      {.cells = {{.text = "Dua baris", .row_span = 2}, {.text = "Lebar", .col_span = 2}}},
      TextRow({"kiri", "kanan"})};
  table.rows = {TextRow({"sama", "1", "2"}), TextRow({"sama", "3", "4"})};
  table.rows[1].cells[0].merge_above = true;
  const Word word(Around({table}));
  const std::vector<const XmlNode*> rows = word.body.All("w:tr");
  ASSERT_EQ(rows.size(), 4U);
  const auto merge = [](const XmlNode* row, std::size_t cell) {
    const XmlNode* mark = row->All("w:tc")[cell]->First("w:vMerge");
    return mark == nullptr ? "none" : mark->Attribute("w:val") == "restart" ? "start" : "goes on";
  };
  EXPECT_STREQ(merge(rows[0], 0), "start");
  EXPECT_STREQ(merge(rows[1], 0), "goes on");
  EXPECT_STREQ(merge(rows[1], 1), "none");
  EXPECT_STREQ(merge(rows[2], 0), "start");
  EXPECT_STREQ(merge(rows[3], 0), "goes on");
  EXPECT_EQ(rows[0]->First("w:gridSpan")->Attribute("w:val"), "2");
  EXPECT_EQ(rows[3]->Words(), "34");  // the merged text stands once
}

std::vector<std::string> KeptRows(const Table& table) {
  const Word word(
      Around({table, Paragraph{.spans = {{"Sumber"}}, .style = ParagraphStyle::kNote}}));
  std::vector<std::string> kept;
  for (const XmlNode* row : word.body.All("w:tr")) {
    if (row->First("w:keepNext") != nullptr) {
      kept.push_back(row->Words());
    }
  }
  return kept;
}

TEST(DocxTable, LeavesNoRowAlone) {
  Table table{.columns = {{1}}};
  table.rows = {TextRow({"pertama"}), TextRow({"kedua"}), TextRow({"Kelompok"}, RowKind::kGroup)};
  for (int i = 0; i < 20; ++i) {
    table.rows.push_back(TextRow({std::to_string(i)}));
  }
  table.rows.push_back(TextRow({"Jumlah"}, RowKind::kTotal));
  EXPECT_THAT(KeptRows(table), ElementsAre("pertama", "Kelompok", "18", "19", "Jumlah"));
}

TEST(DocxTable, KeepsAShortGroupWithItsSubtotal) {
  Table table{.columns = {{1}}};
  for (int i = 0; i < 20; ++i) {
    table.rows.push_back(TextRow({std::to_string(i)}));
  }
  table.rows[12].kind = RowKind::kSubtotal;
  table.rows[16].kind = RowKind::kSubtotal;
  EXPECT_THAT(KeptRows(table), ElementsAre("0", "11", "13", "14", "15", "18", "19"));
}

TEST(DocxTable, DoesNotPartAShortTable) {
  EXPECT_THAT(KeptRows({.columns = {{1}},
                        .rows = {TextRow({"1"}), TextRow({"2"}), TextRow({"3"}), TextRow({"4"})}}),
              ElementsAre("1", "2", "3", "4"));
}

TEST(DocxTable, ARowTallerThanAPageMayBeParted) {
  std::string tall;
  for (int i = 0; i < 2000; ++i) {
    tall += "panjang sekali ";
  }
  const Word word(Around({Table{
      .columns = {{1}, {1}}, .header = {TextRow({"A", tall})}, .rows = {TextRow({"a", tall})}}}));
  EXPECT_EQ(word.body.First("w:cantSplit"), nullptr);
  EXPECT_EQ(word.body.First("w:tblHeader"), nullptr);
}

TEST(DocxTable, LeavesOutATableWithoutRows) {
  const Word word(Around({Table{.columns = {{1}}}}));
  EXPECT_EQ(word.body.First("w:tbl"), nullptr);
}

}  // namespace
}  // namespace sakip::document
