// The body of a Word document, block after block.
#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_DOCX_BLOCKS_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_DOCX_BLOCKS_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "services/reporting/document/document.h"
#include "services/reporting/document/docx_paragraph.h"
#include "services/reporting/document/docx_plan.h"
#include "services/reporting/document/docx_table.h"
#include "services/reporting/document/docx_xml.h"
#include "services/reporting/document/pdf_writer.h"

namespace sakip::document {

class DocxBody {
 public:
  // What is given must outlive this.
  DocxBody(XmlWriter& xml, const Document& document, const DocxPlan& plan,
           const std::vector<HeadingPage>& pages);

  // The content of w:body.
  void Write();

  void operator()(const Cover& cover);
  void operator()(const Heading& heading);
  void operator()(const Paragraph& paragraph);
  void operator()(const Table& table);
  void operator()(const Chart& chart);
  void operator()(const Contents& contents);
  void operator()(const PageBreak&) {}
  void operator()(const Signatures& signatures);

 private:
  // What Word calls the last number of a sequence, to know which number its field will print.
  struct Sequence {
    int value = 0;
    int chapter = 0;
  };

  // The look of a block's first paragraph, with the page break and the space it has to bring.
  DocxLook First(std::string_view style);
  // The same for a block without a paragraph of its own in front.
  void SeparateTables();
  // Lets `look` end the section if this block does.
  void EndSection(DocxLook& look);
  // For blocks that end with a table.
  void EndSectionAfterTable();

  void WriteCaption(const Caption& caption, DocxLook look);
  void WriteLabel(const std::string& label, DocxParagraph& paragraph);
  void WritePicture(const Chart& chart, const Caption& caption);
  void WriteEntry(const Heading& heading, std::size_t ordinal, DocxParagraph& paragraph);

  XmlWriter& xml_;
  const Document& document_;
  const DocxPlan& plan_;
  std::map<std::string_view, std::string_view> pages_;  // by heading id
  std::map<std::string, Sequence> sequences_;           // by name
  std::size_t block_ = 0;
  std::size_t section_ = 0;
  std::size_t headings_ = 0;
  std::size_t charts_ = 0;
  int chapter_ = 0;
  bool stays_with_next_ = false;
  bool after_table_ = false;
};

// In points: how large the picture of a chart is set on a portrait page.
struct DocxPicture {
  double width = 0;
  double height = 0;
};
DocxPicture DocxPictureOf(const Chart& chart);

// The bookmark of the document's n-th heading, from 0.
std::string DocxBookmark(std::size_t heading);

// Room for a number in front of a heading's text, in twentieths of a point.
int DocxNumberColumn(const std::string& number, double size, double least, double most);

// Has it anything to show?
inline bool HasText(const Caption& caption) {
  return !caption.label.empty() || !caption.text.empty();
}

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_DOCX_BLOCKS_H_
