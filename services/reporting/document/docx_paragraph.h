// Paragraphs and runs of a Word document. Lengths are twentieths of a point, as in the format.
#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_DOCX_PARAGRAPH_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_DOCX_PARAGRAPH_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "services/reporting/document/document.h"
#include "services/reporting/document/docx_plan.h"
#include "services/reporting/document/docx_xml.h"

namespace sakip::document {

struct DocxIndent {
  int left = 0;
  int hanging = 0;
};

// What a paragraph has beyond its style.
struct DocxLook {
  std::string_view style;
  bool keep_next = false;
  bool new_page = false;
  std::optional<std::size_t> list = {};  // index in DocxPlan::lists
  std::uint8_t list_level = 0;
  std::optional<int> before = {};
  std::optional<DocxIndent> indent = {};
  std::optional<Align> align = {};
  const DocxSection* ends = nullptr;  // the section whose last paragraph this is
};

// A paragraph while its runs are written.
class DocxParagraph {
 public:
  DocxParagraph(XmlWriter& xml, const DocxLook& look);
  ~DocxParagraph();
  DocxParagraph(const DocxParagraph&) = delete;
  DocxParagraph& operator=(const DocxParagraph&) = delete;

  // A line feed starts a new line within the paragraph.
  void Run(std::string_view text, bool bold = false, bool italic = false);
  void Tab();
  void Break();
  // A field that shows `shown` until Word calculates it anew.
  void Field(std::string_view instruction, std::string_view shown);
  void FieldMark(std::string_view kind);  // begin, separate, end
  void Instruction(std::string_view text);

 private:
  XmlWriter& xml_;
};

// w:sectPr: page size, margins, head and foot, page numbers.
void WriteSection(XmlWriter& xml, const DocxSection& section);

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_DOCX_PARAGRAPH_H_
