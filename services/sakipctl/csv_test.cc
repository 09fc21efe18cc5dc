#include "services/sakipctl/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace sakip::sakipctl {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Csv, ReadsQuotesLineEndsAndAnyColumnOrder) {
  Findings findings;
  const auto table = ReadCsv("a.csv",
                             "\xEF\xBB\xBF"
                             "b,a\r\n\"x, \"\"y\"\"\nz\",1\r\n,2",
                             {"a", "b"}, findings);
  EXPECT_THAT(findings.all(), IsEmpty());
  ASSERT_TRUE(table.has_value());
  ASSERT_EQ(table->rows.size(), 2U);
  EXPECT_THAT(table->rows[0].cells, ElementsAre("1", "x, \"y\"\nz"));
  EXPECT_EQ(table->rows[0].line, 2);
  EXPECT_THAT(table->rows[1].cells, ElementsAre("2", ""));
  EXPECT_EQ(table->rows[1].line, 4);
}

struct BadCase {
  const char* name;
  std::string text;
  int row;
  const char* column;
  const char* english;
};

class CsvRefuses : public testing::TestWithParam<BadCase> {};

TEST_P(CsvRefuses, SayingWhere) {
  Findings findings;
  ReadCsv("a.csv", GetParam().text, {"a", "b"}, findings);
  ASSERT_FALSE(findings.empty());
  const Finding& first = findings.all().front();
  EXPECT_EQ(first.file, "a.csv");
  EXPECT_EQ(first.row, GetParam().row);
  EXPECT_EQ(first.column, GetParam().column);
  EXPECT_THAT(first.english, HasSubstr(GetParam().english));
  EXPECT_FALSE(first.indonesian.empty());
}

INSTANTIATE_TEST_SUITE_P(
    All, CsvRefuses,
    testing::Values(
        BadCase{"empty", "", 1, "", "is empty"},
        BadCase{"missing_column", "a\n1\n", 1, "b", "is missing"},
        BadCase{"unknown_column", "a,b,c\n", 1, "c", "is no column"},
        BadCase{"column_twice", "a,b,a\n", 1, "a", "more than once"},
        BadCase{"short_row", "a,b\n1\n", 2, "", "has 1 cells"},
        BadCase{"long_row", "a,b\n1,2\n1,2,3\n", 3, "", "has 3 cells"},
        BadCase{"unclosed_quote", "a,b\n1,\"2\n3\n", 2, "", "never closed"},
        BadCase{"text_behind_quote", "a,b\n\"1\"x,2\n", 2, "", "behind a closing quote"},
        BadCase{"quote_inside", "a,b\n1\"1,2\n", 2, "", "quote inside a cell"},
        BadCase{"not_utf8", "a,b\n1,\xC3\x28\n", 2, "", "not valid UTF-8"},
        BadCase{"nul", std::string("a,b\n1,\0\n", 8), 2, "", "NUL"},
        BadCase{"large_cell", "a,b\n1," + std::string(kCsvCellBytesMax + 1, 'x'), 2, "",
                "a cell of more than"},
        BadCase{"columns", std::string(kCsvColumnsMax, ',') + "\n", 1, "", "more than 64 columns"},
        BadCase{"rows", "a,b\n" + std::string(kCsvRowsMax + 1, '\n'),
                static_cast<int>(kCsvRowsMax) + 3, "", "more than 20000 rows"}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(Csv, TellsOfEveryBadRow) {
  Findings findings;
  ReadCsv("a.csv", "a,b\n1\n1,2\n3\n", {"a", "b"}, findings);
  EXPECT_EQ(findings.all().size(), 2U);
}

}  // namespace
}  // namespace sakip::sakipctl
