// For tests: a Word document taken apart, by other code than wrote it.
#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_DOCX_PACKAGE_READER_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_DOCX_PACKAGE_READER_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sakip::document {

struct ZipPart {
  std::string name;
  std::string bytes;
  std::string date;  // "2018-02-02 00:00:00"
};

// The parts in their order; empty for what is no archive.
std::vector<ZipPart> ReadZip(std::string_view bytes);

struct XmlNode {
  std::string name;  // as written: "w:p"
  std::map<std::string, std::string> attributes;
  std::string text;  // directly inside
  std::vector<XmlNode> children;

  // All elements below with this name, in document order.
  std::vector<const XmlNode*> All(std::string_view wanted) const&;
  const XmlNode* First(std::string_view wanted) const&;  // nullptr when there is none
  std::string Attribute(const std::string& key) const;   // empty when absent
  // The texts of all w:t below; w:br is a line feed, w:tab a tab.
  std::string Words() const;
};

// The root element; a name of "" when `text` is not well-formed XML, and `text` then says why.
XmlNode ParseXml(std::string_view text);

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_DOCX_PACKAGE_READER_H_
