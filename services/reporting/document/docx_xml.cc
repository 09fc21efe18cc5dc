#include "services/reporting/document/docx_xml.h"

namespace sakip::document {
namespace {

constexpr std::size_t kBuffer = std::size_t{64} << 10;

}  // namespace

std::string EscapeXml(std::string_view text, LineFeeds line_feeds) {
  const std::string visible = VisibleText(text, line_feeds);
  std::string out;
  out.reserve(visible.size());
  for (const char c : visible) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

XmlWriter::XmlWriter(Sink sink) : sink_(std::move(sink)) {
  Raw("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
}

XmlWriter::~XmlWriter() {
  sink_(buffer_);
}

void XmlWriter::Tag(std::string_view name, XmlAttributes attributes) {
  buffer_ += '<';
  buffer_ += name;
  for (const auto& [key, value] : attributes) {
    buffer_ += ' ';
    buffer_ += key;
    buffer_ += "=\"";
    buffer_ += EscapeXml(value, LineFeeds::kSpace);
    buffer_ += '"';
  }
}

void XmlWriter::Open(std::string_view name, XmlAttributes attributes) {
  Tag(name, attributes);
  buffer_ += '>';
}

void XmlWriter::Close(std::string_view name) {
  buffer_ += "</";
  buffer_ += name;
  buffer_ += '>';
  FlushIfLarge();
}

void XmlWriter::Empty(std::string_view name, XmlAttributes attributes) {
  Tag(name, attributes);
  buffer_ += "/>";
}

void XmlWriter::Text(std::string_view text) {
  buffer_ += EscapeXml(text, LineFeeds::kSpace);
  FlushIfLarge();
}

void XmlWriter::Raw(std::string_view markup) {
  buffer_ += markup;
  FlushIfLarge();
}

void XmlWriter::FlushIfLarge() {
  if (buffer_.size() >= kBuffer) {
    sink_(buffer_);
    buffer_.clear();
  }
}

}  // namespace sakip::document
