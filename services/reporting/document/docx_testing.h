// For tests: documents to write, and what was written.
#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_DOCX_TESTING_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_DOCX_TESTING_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/reporting/document/docx_package_reader.h"
#include "services/reporting/document/docx_writer.h"

namespace sakip::document {

inline Document Around(std::vector<Block> blocks) {
  return {.title = "Laporan",
          .language = "id",
          .author = "Sekretariat",
          .running_head = "Laporan 2017",
          .date = "2018-02-02",
          .blocks = std::move(blocks)};
}

class Word {
 public:
  explicit Word(const Document& document, const std::vector<HeadingPage>& pages = {}) {
    const absl::StatusOr<std::string> bytes = WriteDocx(document, pages);
    EXPECT_TRUE(bytes.ok()) << bytes.status();
    parts = ReadZip(bytes.value_or(""));
    body = Xml("word/document.xml");
  }

  const std::string& Part(const std::string& name) const {
    const auto part = std::find_if(parts.begin(), parts.end(),
                                   [&name](const ZipPart& p) { return p.name == name; });
    static const std::string kNone;
    return part == parts.end() ? kNone : part->bytes;
  }

  XmlNode Xml(const std::string& name) const {
    XmlNode root = ParseXml(Part(name));
    EXPECT_NE(root.name, "") << name << ": " << root.text;
    return root;
  }

  std::vector<const XmlNode*> Paragraphs(std::string_view style) const {
    std::vector<const XmlNode*> found = body.All("w:p");
    std::erase_if(found, [style](const XmlNode* p) {
      const XmlNode* own = p->First("w:pStyle");
      return own == nullptr || own->Attribute("w:val") != style;
    });
    return found;
  }

  std::vector<std::string> Texts(std::string_view style) const {
    std::vector<std::string> texts;
    for (const XmlNode* paragraph : Paragraphs(style)) {
      texts.push_back(paragraph->Words());
    }
    return texts;
  }

  std::vector<ZipPart> parts;
  XmlNode body;
};

inline Row TextRow(std::vector<std::string> texts, RowKind kind = RowKind::kBody) {
  Row row{.kind = kind};
  for (std::string& text : texts) {
    row.cells.push_back({.text = std::move(text)});
  }
  return row;
}

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_DOCX_TESTING_H_
