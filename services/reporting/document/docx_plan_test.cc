#include "services/reporting/document/docx_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/reporting/document/docx_numbering.h"
#include "services/reporting/document/docx_package_reader.h"

namespace sakip::document {
namespace {

using testing::ElementsAre;

Block Item(std::string marker, std::uint8_t depth = 0) {
  return Paragraph{.spans = {{"butir"}},
                   .style = ParagraphStyle::kListItem,
                   .marker = std::move(marker),
                   .depth = depth};
}

// By item: the number of its list, or -1.
std::vector<int> ListsOf(const std::vector<Block>& blocks) {
  std::vector<int> lists;
  for (const auto& list : PlanDocx(blocks).list_of) {
    lists.push_back(list ? static_cast<int>(*list) : -1);
  }
  return lists;
}

TEST(DocxPlan, MarkersThatCountUpAreOneList) {
  EXPECT_THAT(ListsOf({Item("1."), Item("2."), Item("3.")}), ElementsAre(0, 0, 0));
  EXPECT_THAT(ListsOf({Item("•"), Item("•")}), ElementsAre(0, 0));
  EXPECT_THAT(ListsOf({Item("(a)"), Item("(b)")}), ElementsAre(0, 0));
  EXPECT_THAT(ListsOf({Item("h."), Item("i."), Item("j.")}), ElementsAre(0, 0, 0));
  EXPECT_THAT(ListsOf({Item("i."), Item("ii."), Item("iii."), Item("iv.")}),
              ElementsAre(0, 0, 0, 0));
}

TEST(DocxPlan, AnotherCountIsAnotherList) {
  EXPECT_THAT(ListsOf({Item("1."), Item("3.")}), ElementsAre(0, 1));
  EXPECT_THAT(ListsOf({Item("1."), Item("2)")}), ElementsAre(0, 1));
  EXPECT_THAT(ListsOf({Item("1."), Paragraph{}, Item("2.")}), ElementsAre(0, -1, 1));
}

TEST(DocxPlan, ANestedListDoesNotEndTheOneAround) {
  EXPECT_THAT(ListsOf({Item("1."), Item("a.", 1), Item("b.", 1), Item("2."), Item("a.", 1)}),
              ElementsAre(0, 1, 1, 0, 2));
}

TEST(DocxPlan, MarkersWordWouldPrintOtherwiseStayTexts) {
  for (const char* marker : {"", "01.", "1.1.", "xx", "Pertama", "0.", "10000.", "\u202E", "(("}) {
    EXPECT_THAT(ListsOf({Item(marker)}), ElementsAre(-1)) << marker;
  }
}

// What Word prints for each item of a list is what its marker says.
TEST(DocxPlan, ListsPrintTheirMarkers) {
  for (const char* first : {"1.", "(4)", "c)", "B.", "i.", "–", "7"}) {
    const DocxPlan plan = PlanDocx({Item(first)});
    ASSERT_EQ(plan.lists.size(), 1U) << first;
    EXPECT_EQ(MarkerOf(plan.lists[0], plan.lists[0].start), first);
  }
}

TEST(DocxPlan, NumberingStartsWhereTheMarkerDoes) {
  std::string part;
  {
    XmlWriter xml([&part](std::string_view bytes) { part += bytes; });
    WriteNumbering(xml, PlanDocx({Item("(4)", 1)}).lists);
  }
  const XmlNode numbering = ParseXml(part);
  const std::vector<const XmlNode*> levels = numbering.All("w:lvl");
  ASSERT_EQ(levels.size(), 4U);
  EXPECT_EQ(levels[1]->First("w:start")->Attribute("w:val"), "4");
  EXPECT_EQ(levels[1]->First("w:lvlText")->Attribute("w:val"), "(%2)");
  EXPECT_EQ(numbering.All("w:num").size(), 1U);
}

}  // namespace
}  // namespace sakip::document
