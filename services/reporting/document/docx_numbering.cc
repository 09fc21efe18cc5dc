#include "services/reporting/document/docx_numbering.h"

#include <string>
#include <string_view>

namespace sakip::document {
namespace {

constexpr std::string_view kWord = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

std::string_view FormatName(ListFormat format) {
  switch (format) {
    case ListFormat::kBullet:
      return "bullet";
    case ListFormat::kDecimal:
      return "decimal";
    case ListFormat::kLowerLetter:
      return "lowerLetter";
    case ListFormat::kUpperLetter:
      return "upperLetter";
    case ListFormat::kLowerRoman:
      return "lowerRoman";
  }
  return "decimal";
}

// The levels below and above the list's own are there for whoever goes on writing.
DocxList LevelOf(const DocxList& list, std::uint8_t level) {
  if (level == list.depth || list.format == ListFormat::kBullet) {
    return list;
  }
  const bool letters = level % 2 == 1;
  return {.format = letters ? ListFormat::kLowerLetter : ListFormat::kDecimal,
          .after = level < 2 ? "." : ")"};
}

void WriteLevel(XmlWriter& xml, const DocxList& level, int index) {
  const Element element(xml, "w:lvl", {{"w:ilvl", std::to_string(index)}});
  xml.Empty("w:start", {{"w:val", std::to_string(level.start)}});
  xml.Empty("w:numFmt", {{"w:val", FormatName(level.format)}});
  const bool bullet = level.format == ListFormat::kBullet;
  const std::string text =
      bullet ? level.before : level.before + "%" + std::to_string(index + 1) + level.after;
  xml.Empty("w:lvlText", {{"w:val", text}});
  xml.Raw("<w:lvlJc w:val=\"left\"/>");
  const Element properties(xml, "w:pPr");
  xml.Empty("w:ind", {{"w:left", std::to_string(440 + 400 * index)}, {"w:hanging", "440"}});
}

}  // namespace

void WriteNumbering(XmlWriter& xml, const std::vector<DocxList>& lists) {
  const Element numbering(xml, "w:numbering", {{"xmlns:w", kWord}});
  for (std::size_t i = 0; i < lists.size(); ++i) {
    const Element list(xml, "w:abstractNum", {{"w:abstractNumId", std::to_string(i)}});
    xml.Raw("<w:multiLevelType w:val=\"multilevel\"/>");
    for (std::uint8_t level = 0; level < 4; ++level) {
      WriteLevel(xml, LevelOf(lists[i], level), level);
    }
  }
  for (std::size_t i = 0; i < lists.size(); ++i) {
    const Element num(xml, "w:num", {{"w:numId", std::to_string(i + 1)}});
    xml.Empty("w:abstractNumId", {{"w:val", std::to_string(i)}});
  }
}

}  // namespace sakip::document
