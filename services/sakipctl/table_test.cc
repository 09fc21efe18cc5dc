#include "services/sakipctl/table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sakip::sakipctl {
namespace {

using testing::ElementsAre;

TEST(Table, AlignsByCharactersAndRulesOffTotals) {
  Table table({{"Nama"}, {"Rp", Align::kRight}});
  table.Add({"é", "1.000"});
  table.Rule();
  table.Add({"Jumlah", "10"});
  EXPECT_EQ(table.Text(),
            "Nama       Rp\n"
            "------  -----\n"
            "é       1.000\n"
            "------  -----\n"
            "Jumlah     10\n");
}

TEST(Table, WrapsLongTexts) {
  Table table({{"A"}, {"B", Align::kRight}});
  table.Add({std::string(50, 'x') + " yy", "1"});
  EXPECT_EQ(table.Text(), "A" + std::string(52, ' ') + " B\n" + std::string(52, '-') + "  -\n" +
                              std::string(50, 'x') + "    1\nyy\n");
}

TEST(Wrap, BreaksBetweenWordsAndCutsLongOnes) {
  EXPECT_THAT(Wrap("aa bb cc", 5), ElementsAre("aa bb", "cc"));
  EXPECT_THAT(Wrap("abcdefg", 3), ElementsAre("abc", "def", "g"));
  EXPECT_THAT(Wrap("", 3), ElementsAre(""));
}

TEST(Printable, LetsNoDataSteerTheTerminal) {
  EXPECT_EQ(Printable("a\x1B[2Jb\nc"), "a?[2Jb c");
  EXPECT_EQ(Printable("\xFF"), "?");
}

}  // namespace
}  // namespace sakip::sakipctl
