// XML written as it comes, nothing kept but one buffer of fixed size. Elements are scopes, so that
// what is opened is closed; texts are escaped here and nowhere else.
#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_DOCX_XML_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_DOCX_XML_H_

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "services/reporting/document/text.h"

namespace sakip::document {

// Safe as element content and inside double quotes; VisibleText is applied.
std::string EscapeXml(std::string_view text, LineFeeds line_feeds);

using XmlAttributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

class XmlWriter {
 public:
  using Sink = std::function<void(std::string_view)>;

  // Starts with the XML declaration.
  explicit XmlWriter(Sink sink);
  ~XmlWriter();
  XmlWriter(const XmlWriter&) = delete;
  XmlWriter& operator=(const XmlWriter&) = delete;

  void Open(std::string_view name, XmlAttributes attributes = {});
  void Close(std::string_view name);
  void Empty(std::string_view name, XmlAttributes attributes = {});
  void Text(std::string_view text);
  // Markup of ours, never a document's text.
  void Raw(std::string_view markup);

 private:
  void Tag(std::string_view name, XmlAttributes attributes);
  void FlushIfLarge();

  Sink sink_;
  std::string buffer_;
};

class Element {
 public:
  Element(XmlWriter& xml, std::string_view name, XmlAttributes attributes = {})
      : xml_(xml), name_(name) {
    xml_.Open(name_, attributes);
  }
  ~Element() { xml_.Close(name_); }
  Element(const Element&) = delete;
  Element& operator=(const Element&) = delete;

 private:
  XmlWriter& xml_;
  std::string_view name_;  // a literal
};

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_DOCX_XML_H_
