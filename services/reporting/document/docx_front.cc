// The blocks of a Word document that are tables or fields without being called so: cover,
// contents, signatures.
#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "services/reporting/document/docx_blocks.h"
#include "services/reporting/document/text.h"

namespace sakip::document {
namespace {

// Twentieths of a point.
constexpr int kCoverWidth = 9306;
constexpr int kSignatureWidth = 3866;
constexpr int kBeforeSignatures = 440;
constexpr int kSignatureLine = 320;

void WriteLine(XmlWriter& xml, std::string_view style, std::string_view text) {
  DocxParagraph(xml, {.style = style}).Run(VisibleText(text, LineFeeds::kSpace));
}

void BeginTable(XmlWriter& xml, const std::vector<int>& widths) {
  int sum = 0;
  for (const int width : widths) {
    sum += width;
  }
  {
    const Element properties(xml, "w:tblPr");
    xml.Empty("w:tblW", {{"w:w", std::to_string(sum)}, {"w:type", "dxa"}});
    xml.Raw(
        "<w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/>"
        "<w:right w:w=\"0\" w:type=\"dxa\"/></w:tblCellMar>");
  }
  const Element grid(xml, "w:tblGrid");
  for (const int width : widths) {
    xml.Empty("w:gridCol", {{"w:w", std::to_string(width)}});
  }
}

struct CoverLine {
  std::string_view style;
  std::string_view text;
};

void WriteCoverRow(XmlWriter& xml, int height, bool bottom, const std::vector<CoverLine>& lines) {
  const Element row(xml, "w:tr");
  {
    const Element properties(xml, "w:trPr");
    xml.Empty("w:trHeight", {{"w:val", std::to_string(height)}, {"w:hRule", "atLeast"}});
  }
  const Element cell(xml, "w:tc");
  {
    const Element properties(xml, "w:tcPr");
    xml.Empty("w:tcW", {{"w:w", std::to_string(kCoverWidth)}, {"w:type", "dxa"}});
    if (bottom) {
      xml.Raw("<w:vAlign w:val=\"bottom\"/>");
    }
  }
  bool empty = true;
  for (const CoverLine& line : lines) {
    if (!line.text.empty()) {
      WriteLine(xml, line.style, line.text);
      empty = false;
    }
  }
  if (empty) {
    WriteLine(xml, "Normal", "");  // a cell holds at least one paragraph
  }
}

std::vector<CoverLine> Lines(std::string_view style, const std::vector<std::string>& texts) {
  std::vector<CoverLine> lines;
  for (const std::string& text : texts) {
    lines.push_back({style, text});
  }
  return lines;
}

// `missing`: lines the other party has more above its name.
void WriteSignatory(XmlWriter& xml, const Signatory& party, std::size_t missing) {
  DocxLook look{.style = "Signature",
                .before = kBeforeSignatures + kSignatureLine * static_cast<int>(missing)};
  for (const std::string& line : party.above) {
    DocxParagraph(xml, look).Run(VisibleText(line, LineFeeds::kSpace));
    look.before.reset();
  }
  if (party.name.empty()) {
    DocxParagraph(xml, {.style = "SignatureBlank"}).Tab();
  } else {
    WriteLine(xml, "SignatureName", party.name);
  }
  for (const std::string& line : party.below) {
    WriteLine(xml, "Signature", line);
  }
}

}  // namespace

// Rows of a table without lines hold the three parts at their heights, however many lines each
// gets when somebody edits them.
void DocxBody::operator()(const Cover& cover) {
  {
    const Element table(xml_, "w:tbl");
    BeginTable(xml_, {kCoverWidth});
    WriteCoverRow(xml_, 4540, false, Lines("CoverInstitution", cover.institution));
    WriteCoverRow(
        xml_, 5000, false,
        {{"Title", cover.title}, {"Subtitle", cover.subtitle}, {"CoverYear", cover.year}});
    WriteCoverRow(xml_, 3100, true, Lines("CoverImprint", cover.imprint));
  }
  EndSectionAfterTable();
}

void DocxBody::operator()(const Contents& contents) {
  {
    const Element control(xml_, "w:sdt");
    xml_.Raw(
        "<w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/>"
        "<w:docPartUnique/></w:docPartObj></w:sdtPr>");
    const Element content(xml_, "w:sdtContent");
    if (!contents.title.empty()) {
      DocxLook look = First("TOCHeading");
      look.before.reset();
      look.new_page = false;  // its style has it
      DocxParagraph(xml_, look).Run(VisibleText(contents.title, LineFeeds::kSpace));
    }
    constexpr std::array<std::string_view, 4> kStyles = {"TOC1", "TOC2", "TOC3", "TOC4"};
    const auto begin = [&](DocxParagraph& paragraph) {
      paragraph.FieldMark("begin");
      paragraph.Instruction(
          absl::StrCat(" TOC \\o \"1-", static_cast<int>(contents.depth), "\" \\h \\z \\u "));
      paragraph.FieldMark("separate");
    };
    bool begun = false;
    std::size_t ordinal = 0;
    for (const Block& block : document_.blocks) {
      const auto* heading = std::get_if<Heading>(&block);
      if (heading == nullptr) {
        continue;
      }
      if (heading->in_contents && heading->level <= contents.depth) {
        DocxLook look = begun ? DocxLook{} : First("");
        look.new_page = look.new_page && contents.title.empty();
        look.before.reset();
        look.style = kStyles[heading->level - 1U];
        constexpr std::array<int, 4> kIndents = {0, 320, 760, 1280};
        constexpr std::array<double, 4> kSizes = {10, 9.5, 9.5, 9};
        constexpr std::array<double, 4> kColumns = {48, 22, 26, 30};
        const std::size_t level = heading->level - 1U;
        const int column = DocxNumberColumn(heading->number, kSizes[level], kColumns[level], 146);
        if (heading->number.empty()) {
          look.indent = DocxIndent{kIndents[level], 0};
        } else if (column > static_cast<int>(kColumns[level] * 20)) {
          look.indent = DocxIndent{kIndents[level] + column, column};
        }
        DocxParagraph paragraph(xml_, look);
        if (!begun) {
          begin(paragraph);
          begun = true;
        }
        WriteEntry(*heading, ordinal, paragraph);
      }
      ++ordinal;
    }
    DocxParagraph end(xml_, {.style = "Separator"});
    if (!begun) {
      begin(end);
    }
    end.FieldMark("end");
  }
  after_table_ = false;
  DocxLook look{.style = "Separator"};
  EndSection(look);
  if (look.ends != nullptr) {
    const DocxParagraph section_end(xml_, look);  // outside the field, which Word may rewrite
  }
}

void DocxBody::WriteEntry(const Heading& heading, std::size_t ordinal, DocxParagraph& paragraph) {
  const std::string bookmark = DocxBookmark(ordinal);
  const Element link(xml_, "w:hyperlink", {{"w:anchor", bookmark}, {"w:history", "1"}});
  const std::string number = VisibleText(heading.number, LineFeeds::kSpace);
  if (!number.empty()) {
    paragraph.Run(number);
    paragraph.Tab();
  }
  paragraph.Run(VisibleText(heading.text, LineFeeds::kSpace));
  const auto page = pages_.find(heading.id);
  if (page != pages_.end()) {
    paragraph.Tab();
    paragraph.Field(absl::StrCat(" PAGEREF ", bookmark, " \\h "), page->second);
  }
}

// One row and a column for each party, so that each one's lines follow each other.
void DocxBody::operator()(const Signatures& signatures) {
  SeparateTables();
  const std::vector<Signatory>& parties = signatures.parties;
  std::size_t most = 0;
  for (const Signatory& party : parties) {
    most = std::max(most, party.above.size());
  }
  {
    const Element table(xml_, "w:tbl");
    const int gap = 8786 - 2 * kSignatureWidth;
    BeginTable(xml_, {kSignatureWidth, gap, kSignatureWidth});
    const Element row(xml_, "w:tr");
    xml_.Raw("<w:trPr><w:cantSplit/></w:trPr>");
    const auto cell = [&](int width, const Signatory* party) {
      const Element element(xml_, "w:tc");
      {
        const Element properties(xml_, "w:tcPr");
        xml_.Empty("w:tcW", {{"w:w", std::to_string(width)}, {"w:type", "dxa"}});
      }
      if (party == nullptr) {
        WriteLine(xml_, "Signature", "");
      } else {
        WriteSignatory(xml_, *party, most - party->above.size());
      }
    };
    cell(kSignatureWidth, parties.size() == 2 ? &parties.front() : nullptr);
    cell(gap, nullptr);
    cell(kSignatureWidth, &parties.back());
  }
  EndSectionAfterTable();
}

}  // namespace sakip::document
