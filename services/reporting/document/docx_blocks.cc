#include "services/reporting/document/docx_blocks.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/reporting/document/block_rules.h"
#include "services/reporting/document/chart.h"
#include "services/reporting/document/chart_metrics.h"
#include "services/reporting/document/text.h"

namespace sakip::document {
namespace {

constexpr int kAfterTable = 280;

}  // namespace

std::string DocxBookmark(std::size_t heading) {
  return absl::StrFormat("_Toc%09d", heading + 1);
}

int DocxNumberColumn(const std::string& number, double size, double least, double most) {
  const std::string visible = VisibleText(number, LineFeeds::kSpace);
  const double width = SansWidth(visible, size) * 1.1 + 8;
  return static_cast<int>(std::lround(std::clamp(width, least, most) * 20));
}

DocxBody::DocxBody(XmlWriter& xml, const Document& document, const DocxPlan& plan,
                   const std::vector<HeadingPage>& pages)
    : xml_(xml), document_(document), plan_(plan) {
  for (const HeadingPage& page : pages) {
    pages_.emplace(page.id, page.page);
  }
}

void DocxBody::Write() {
  for (block_ = 0; block_ < document_.blocks.size(); ++block_) {
    stays_with_next_ = StaysWithNext(document_.blocks, plan_.landscape, block_);
    std::visit(*this, document_.blocks[block_]);
    if (section_ + 1 < plan_.sections.size() && block_ == plan_.sections[section_].last_block) {
      ++section_;
      after_table_ = false;
    }
  }
  if (after_table_ || document_.blocks.empty()) {
    const DocxParagraph end(xml_, {.style = "Separator"});  // the body doesn't end with a table
  }
  WriteSection(xml_, plan_.sections.back());
}

DocxLook DocxBody::First(std::string_view style) {
  DocxLook look{.style = style, .new_page = plan_.new_page[block_]};
  if (after_table_) {
    look.before = kAfterTable;
  }
  after_table_ = false;
  return look;
}

void DocxBody::SeparateTables() {
  if (after_table_ || plan_.new_page[block_]) {
    const DocxParagraph separator(xml_, First("Separator"));
  }
}

void DocxBody::EndSection(DocxLook& look) {
  const DocxSection& section = plan_.sections[section_];
  if (section_ + 1 < plan_.sections.size() && block_ == section.last_block) {
    look.ends = &section;
  }
}

void DocxBody::EndSectionAfterTable() {
  after_table_ = true;
  DocxLook look{.style = "Separator"};
  EndSection(look);
  if (look.ends != nullptr) {
    const DocxParagraph end(xml_, look);
  }
}

void DocxBody::operator()(const Heading& heading) {
  constexpr std::array<std::string_view, 4> kListed = {"Heading1", "Heading2", "Heading3",
                                                       "Heading4"};
  constexpr std::array<std::string_view, 4> kUnlisted = {"TOCHeading", "Unlisted2", "Unlisted3",
                                                         "Unlisted4"};
  const std::size_t level = heading.level - 1U;
  chapter_ += heading.level == 1 && heading.in_contents ? 1 : 0;
  DocxLook look = First(heading.in_contents ? kListed[level] : kUnlisted[level]);
  look.before.reset();  // its style has more
  if (heading.level > 1) {
    look.new_page = plan_.new_page[block_];
    const int column = DocxNumberColumn(heading.number, heading.level == 2 ? 12 : 10.5, 22, 90);
    if (heading.number.empty()) {
      look.indent = DocxIndent{};
    } else if (column > 440) {
      look.indent = DocxIndent{column, column};
    }
  } else {
    look.new_page = false;
  }
  EndSection(look);
  DocxParagraph paragraph(xml_, look);
  const std::string id = std::to_string(headings_);
  xml_.Empty("w:bookmarkStart", {{"w:id", id}, {"w:name", DocxBookmark(headings_)}});
  const std::string number = VisibleText(heading.number, LineFeeds::kSpace);
  if (!number.empty()) {
    paragraph.Run(number);
    heading.level == 1 ? paragraph.Break() : paragraph.Tab();
  }
  paragraph.Run(VisibleText(heading.text, LineFeeds::kSpace));
  xml_.Empty("w:bookmarkEnd", {{"w:id", id}});
  ++headings_;
}

void DocxBody::operator()(const Paragraph& paragraph) {
  constexpr std::array<std::string_view, 4> kLists = {"List", "List2", "List3", "List4"};
  DocxLook look;
  switch (paragraph.style) {
    case ParagraphStyle::kBody:
      look = First("BodyText");
      break;
    case ParagraphStyle::kListItem:
      look = First(kLists[paragraph.depth]);
      look.list = plan_.list_of[block_];
      look.list_level = paragraph.depth;
      break;
    case ParagraphStyle::kNote:
      look = First("Note");
      look.before.reset();
      break;
    case ParagraphStyle::kLead:
      look = First("Lead");
      break;
  }
  const bool note = paragraph.style == ParagraphStyle::kNote;
  const Align usual = note ? Align::kLeft : Align::kJustify;
  const Align align = note && paragraph.align == Align::kJustify ? Align::kLeft : paragraph.align;
  if (align != usual && paragraph.style != ParagraphStyle::kLead) {
    look.align = align;
  }
  look.keep_next = stays_with_next_;
  EndSection(look);
  const bool item = paragraph.style == ParagraphStyle::kListItem;
  if (item && !look.list && paragraph.marker.empty()) {
    look.indent = DocxIndent{440 + 400 * paragraph.depth, 0};
  }
  DocxParagraph written(xml_, look);
  if (item && !look.list && !paragraph.marker.empty()) {
    written.Run(VisibleText(paragraph.marker, LineFeeds::kSpace));
    written.Tab();
  }
  for (const Span& span : paragraph.spans) {
    written.Run(span.text, span.bold, span.italic);
  }
}

void DocxBody::operator()(const Table& table) {
  if (HasText(table.caption)) {
    DocxLook look = First("Caption");
    look.before.reset();
    WriteCaption(table.caption, look);
  } else {
    SeparateTables();
  }
  WriteDocxTable(xml_, table, DocxPageOf(plan_.landscape[block_]), stays_with_next_);
  EndSectionAfterTable();
}

void DocxBody::WriteCaption(const Caption& caption, DocxLook look) {
  DocxParagraph paragraph(xml_, look);
  WriteLabel(VisibleText(caption.label, LineFeeds::kSpace), paragraph);
  if (!caption.label.empty() && !caption.text.empty()) {
    paragraph.Run("  ");
  }
  paragraph.Run(VisibleText(caption.text, LineFeeds::kSpace));
}

// "Tabel 3.1" is the word, the chapter as text, and the field that counts the tables of the
// chapter. The field may start anew at a number of ours, so it always prints what the label says.
void DocxBody::WriteLabel(const std::string& label, DocxParagraph& paragraph) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const std::size_t digits = label.find_last_not_of("0123456789") + 1;
  const auto word = static_cast<std::size_t>(std::find_if_not(label.begin(), label.end(), letter) -
                                             label.begin());
  int number = 0;
  std::from_chars(label.data() + digits, label.data() + label.size(), number);
  const bool fits = word > 0 && word <= 20 && word < digits && label[word] == ' ' && number > 0 &&
                    number <= 9999 && std::to_string(number) == label.substr(digits);
  if (!fits) {
    paragraph.Run(label);
    return;
  }
  const bool by_chapter = digits > word + 1;
  Sequence& sequence = sequences_[label.substr(0, word)];
  const bool follows = number == sequence.value + 1 && sequence.chapter == chapter_;
  sequence = {number, chapter_};
  paragraph.Run(label.substr(0, digits));
  paragraph.Field(
      absl::StrCat(" SEQ ", label.substr(0, word), " \\* ARABIC", by_chapter ? " \\s 1" : "",
                   follows ? "" : absl::StrCat(" \\r ", number), " "),
      std::to_string(number));
}

DocxPicture DocxPictureOf(const Chart& chart) {
  const DocxPage page;
  const double height = ChartHeight(chart, page.width);
  const double scale = std::min(1.0, (page.height - 110) / height);
  return {page.width * scale, height * scale};
}

void DocxBody::operator()(const Chart& chart) {
  const bool caption = HasText(chart.caption);
  DocxLook look = First("Figure");
  look.keep_next = caption || stays_with_next_;
  if (!caption) {
    EndSection(look);
  }
  {
    const DocxParagraph paragraph(xml_, look);
    WritePicture(chart, chart.caption);
  }
  if (caption) {
    DocxLook below{.style = "FigureCaption", .keep_next = stays_with_next_};
    EndSection(below);
    WriteCaption(chart.caption, below);
  }
}

void DocxBody::WritePicture(const Chart& chart, const Caption& caption) {
  const DocxPicture size = DocxPictureOf(chart);
  const auto emu = [](double points) { return std::to_string(std::lround(points * 12700)); };
  const std::string cx = emu(size.width);
  const std::string cy = emu(size.height);
  const std::string number = std::to_string(++charts_);
  const std::string name =
      caption.label.empty() ? "Gambar " + number : VisibleText(caption.label, LineFeeds::kSpace);
  const Element run(xml_, "w:r");
  const Element drawing(xml_, "w:drawing");
  const Element in_line(xml_, "wp:inline",
                        {{"distT", "0"}, {"distB", "0"}, {"distL", "0"}, {"distR", "0"}});
  xml_.Empty("wp:extent", {{"cx", cx}, {"cy", cy}});
  xml_.Empty("wp:docPr", {{"id", number}, {"name", name}, {"descr", chart.alt}});
  xml_.Raw(
      "<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/></wp:cNvGraphicFramePr>"
      "<a:graphic><a:graphicData "
      "uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr>");
  xml_.Empty("pic:cNvPr", {{"id", number}, {"name", name}, {"descr", chart.alt}});
  xml_.Raw("<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>");
  xml_.Empty("a:blip", {{"r:embed", "rIdGambar" + number}});
  xml_.Raw(
      "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" "
      "y=\"0\"/>");
  xml_.Empty("a:ext", {{"cx", cx}, {"cy", cy}});
  xml_.Raw(
      "</a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>"
      "</a:graphicData></a:graphic>");
}

}  // namespace sakip::document
