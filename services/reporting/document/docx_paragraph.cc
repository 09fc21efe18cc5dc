#include "services/reporting/document/docx_paragraph.h"

namespace sakip::document {
namespace {

const char* JustificationOf(Align align) {
  switch (align) {
    case Align::kLeft:
      return "left";
    case Align::kCenter:
      return "center";
    case Align::kRight:
      return "right";
    case Align::kJustify:
      return "both";
  }
  return "left";
}

// The schema prescribes the order.
void WriteProperties(XmlWriter& xml, const DocxLook& look) {
  const Element properties(xml, "w:pPr");
  xml.Empty("w:pStyle", {{"w:val", look.style}});
  if (look.keep_next) {
    xml.Empty("w:keepNext");
  }
  if (look.new_page) {
    xml.Empty("w:pageBreakBefore");
  }
  if (look.list) {
    const Element numbering(xml, "w:numPr");
    xml.Empty("w:ilvl", {{"w:val", std::to_string(look.list_level)}});
    xml.Empty("w:numId", {{"w:val", std::to_string(*look.list + 1)}});
  }
  if (look.before) {
    xml.Empty("w:spacing", {{"w:before", std::to_string(*look.before)}});
  }
  if (look.indent) {
    xml.Empty("w:ind", {{"w:left", std::to_string(look.indent->left)},
                        {"w:hanging", std::to_string(look.indent->hanging)}});
  }
  if (look.align) {
    xml.Empty("w:jc", {{"w:val", JustificationOf(*look.align)}});
  }
  if (look.ends != nullptr) {
    WriteSection(xml, *look.ends);
  }
}

}  // namespace

DocxParagraph::DocxParagraph(XmlWriter& xml, const DocxLook& look) : xml_(xml) {
  xml_.Open("w:p");
  WriteProperties(xml_, look);
}

DocxParagraph::~DocxParagraph() {
  xml_.Close("w:p");
}

void DocxParagraph::Run(std::string_view text, bool bold, bool italic) {
  if (text.empty()) {
    return;
  }
  const Element run(xml_, "w:r");
  if (bold || italic) {
    const Element properties(xml_, "w:rPr");
    if (bold) {
      xml_.Raw("<w:b/><w:bCs/>");
    }
    if (italic) {
      xml_.Raw("<w:i/><w:iCs/>");
    }
  }
  const std::string visible = VisibleText(text, LineFeeds::kKeep);
  std::string_view rest = visible;
  for (;;) {
    const std::size_t end = rest.find('\n');
    {
      const Element words(xml_, "w:t", {{"xml:space", "preserve"}});
      xml_.Text(rest.substr(0, end));
    }
    if (end == std::string_view::npos) {
      break;
    }
    xml_.Empty("w:br");
    rest.remove_prefix(end + 1);
  }
}

void DocxParagraph::Tab() {
  xml_.Raw("<w:r><w:tab/></w:r>");
}

void DocxParagraph::Break() {
  xml_.Raw("<w:r><w:br/></w:r>");
}

void DocxParagraph::FieldMark(std::string_view kind) {
  const Element run(xml_, "w:r");
  xml_.Empty("w:fldChar", {{"w:fldCharType", kind}});
}

void DocxParagraph::Instruction(std::string_view text) {
  const Element run(xml_, "w:r");
  const Element instruction(xml_, "w:instrText", {{"xml:space", "preserve"}});
  xml_.Text(text);
}

void DocxParagraph::Field(std::string_view instruction, std::string_view shown) {
  FieldMark("begin");
  Instruction(instruction);
  FieldMark("separate");
  Run(shown);
  FieldMark("end");
}

void WriteSection(XmlWriter& xml, const DocxSection& section) {
  const Element properties(xml, "w:sectPr");
  if (!section.cover) {
    xml.Raw(
        "<w:headerReference w:type=\"default\" r:id=\"rIdHeader\"/>"
        "<w:footerReference w:type=\"default\" r:id=\"rIdFooter\"/>");
  }
  xml.Raw("<w:type w:val=\"nextPage\"/>");
  if (section.cover) {
    xml.Raw(
        "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"2360\" w:right=\"1300\" "
        "w:bottom=\"1200\" w:left=\"1300\" w:header=\"870\" w:footer=\"720\" w:gutter=\"0\"/>");
  } else if (section.landscape) {
    xml.Raw(
        "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/><w:pgMar w:top=\"1720\" "
        "w:right=\"1240\" w:bottom=\"1240\" w:left=\"1240\" w:header=\"870\" w:footer=\"720\" "
        "w:gutter=\"0\"/>");
  } else {
    xml.Raw(
        "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1720\" w:right=\"1420\" "
        "w:bottom=\"1480\" w:left=\"1700\" w:header=\"870\" w:footer=\"720\" w:gutter=\"0\"/>");
  }
  const bool roman = section.numbering == Numbering::kRoman;
  xml.Raw(roman ? "<w:pgNumType w:fmt=\"lowerRoman\"" : "<w:pgNumType w:fmt=\"decimal\"");
  xml.Raw(section.restart ? " w:start=\"1\"/>" : "/>");
}

}  // namespace sakip::document
