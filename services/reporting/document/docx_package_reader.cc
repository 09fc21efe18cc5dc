#include "services/reporting/document/docx_package_reader.h"

#include <expat.h>
#include <zlib.h>

#include <cstdint>
#include <cstring>
#include <memory>

#include "absl/strings/str_format.h"

namespace sakip::document {
namespace {

std::uint32_t Number(std::string_view bytes, std::size_t at, int length) {
  std::uint32_t value = 0;
  for (int i = length - 1; i >= 0; --i) {
    value = value << 8 | static_cast<unsigned char>(bytes.at(at + static_cast<std::size_t>(i)));
  }
  return value;
}

std::string Inflate(std::string_view bytes, std::size_t size) {
  std::string out(size, '\0');
  z_stream stream = {};
  inflateInit2(&stream, -MAX_WBITS);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int result = inflate(&stream, Z_FINISH);
  inflateEnd(&stream);
  return result == Z_STREAM_END && stream.total_out == size ? out : "not a deflate stream";
}

void Collect(const XmlNode& node, std::string_view wanted, std::vector<const XmlNode*>& out) {
  for (const XmlNode& child : node.children) {
    if (child.name == wanted) {
      out.push_back(&child);
    }
    Collect(child, wanted, out);
  }
}

void CollectWords(const XmlNode& node, std::string& out) {
  if (node.name == "w:t") {
    out += node.text;
  } else if (node.name == "w:br") {
    out += '\n';
  } else if (node.name == "w:tab") {
    out += '\t';
  }
  for (const XmlNode& child : node.children) {
    if (child.name != "w:pPr") {
      CollectWords(child, out);
    }
  }
}

struct Builder {
  std::vector<XmlNode> open = {{}};  // the last one is being filled
};

void Start(void* data, const XML_Char* name, const XML_Char** attributes) {
  XmlNode& node = static_cast<Builder*>(data)->open.emplace_back();
  node.name = name;
  for (; *attributes != nullptr; attributes += 2) {
    node.attributes[attributes[0]] = attributes[1];
  }
}

void End(void* data, const XML_Char*) {
  auto& open = static_cast<Builder*>(data)->open;
  XmlNode node = std::move(open.back());
  open.pop_back();
  open.back().children.push_back(std::move(node));
}

void Text(void* data, const XML_Char* text, int length) {
  static_cast<Builder*>(data)->open.back().text.append(text, static_cast<std::size_t>(length));
}

}  // namespace

std::vector<ZipPart> ReadZip(std::string_view bytes) {
  const std::size_t end = bytes.rfind("PK\x05\x06");
  if (end == std::string_view::npos) {
    return {};
  }
  std::vector<ZipPart> parts;
  std::size_t at = Number(bytes, end + 16, 4);
  for (std::uint32_t i = Number(bytes, end + 10, 2); i > 0; --i) {
    const std::size_t packed = Number(bytes, at + 20, 4);
    const std::size_t size = Number(bytes, at + 24, 4);
    const std::size_t name = Number(bytes, at + 28, 2);
    const std::size_t local = Number(bytes, at + 42, 4);
    const std::size_t data =
        local + 30 + Number(bytes, local + 26, 2) + Number(bytes, local + 28, 2);
    const std::uint32_t time = Number(bytes, at + 12, 2);
    const std::uint32_t date = Number(bytes, at + 14, 2);
    const std::string_view content = bytes.substr(data, packed);
    parts.push_back(
        {std::string(bytes.substr(at + 46, name)),
         Number(bytes, at + 10, 2) == 0 ? std::string(content) : Inflate(content, size),
         absl::StrFormat("%04d-%02d-%02d %02d:%02d:%02d", (date >> 9) + 1980, date >> 5 & 15,
                         date & 31, time >> 11, time >> 5 & 63, (time & 31) * 2)});
    at += 46 + name + Number(bytes, at + 30, 2) + Number(bytes, at + 32, 2);
  }
  return parts;
}

std::vector<const XmlNode*> XmlNode::All(std::string_view wanted) const& {
  std::vector<const XmlNode*> found;
  Collect(*this, wanted, found);
  return found;
}

const XmlNode* XmlNode::First(std::string_view wanted) const& {
  const std::vector<const XmlNode*> found = All(wanted);
  return found.empty() ? nullptr : found.front();
}

std::string XmlNode::Attribute(const std::string& key) const {
  const auto found = attributes.find(key);
  return found == attributes.end() ? "" : found->second;
}

std::string XmlNode::Words() const {
  std::string words;
  CollectWords(*this, words);
  return words;
}

XmlNode ParseXml(std::string_view text) {
  Builder builder;
  const std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)> parser(
      XML_ParserCreate("UTF-8"), XML_ParserFree);
  XML_SetUserData(parser.get(), &builder);
  XML_SetElementHandler(parser.get(), Start, End);
  XML_SetCharacterDataHandler(parser.get(), Text);
  if (XML_Parse(parser.get(), text.data(), static_cast<int>(text.size()), 1) != XML_STATUS_OK) {
    XmlNode broken;
    broken.text = absl::StrFormat("line %d: %s", XML_GetCurrentLineNumber(parser.get()),
                                  XML_ErrorString(XML_GetErrorCode(parser.get())));
    return broken;
  }
  return std::move(builder.open.front().children.front());
}

}  // namespace sakip::document
