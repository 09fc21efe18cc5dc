#include "common/sheet/xml_reader.h"

#include <expat.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>

#include "common/sheet/collector.h"
#include "common/status/status_macros.h"

namespace sakip::sheet {
namespace {

constexpr char kSeparator = '|';  // expat writes namespace|name
constexpr int kDepthMax = 32;
// Expat parses an unfinished tag again with each piece; unbounded, that is quadratic.
constexpr size_t kTagBytesMax = size_t{256} << 10;

constexpr std::array<std::string_view, 4> kNamespaces = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/package/2006/relationships",
    "http://schemas.openxmlformats.org/package/2006/content-types"};
constexpr std::array<std::string_view, 2> kRelationshipIds = {
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships|id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships|id"};

struct FreeParser {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};
using Parser = std::unique_ptr<XML_ParserStruct, FreeParser>;

struct Reading {
  XML_Parser parser = nullptr;
  XmlHandler* handler = nullptr;
  absl::Status status;
  int depth = 0;

  void Check(absl::Status answer) {
    if (!answer.ok() && status.ok()) {
      status = std::move(answer);
      XML_StopParser(parser, XML_FALSE);
    }
  }
};

// Empty for an element of another namespace.
std::string_view LocalName(std::string_view name) {
  const size_t bar = name.rfind(kSeparator);
  if (bar == std::string_view::npos ||
      std::count(kNamespaces.begin(), kNamespaces.end(), name.substr(0, bar)) == 0) {
    return {};
  }
  return name.substr(bar + 1);
}

absl::Status NotXml() {
  return Refuse(0, "is a workbook with damaged XML", "buku kerja memuat XML yang rusak");
}

// Expat may still call handlers for what it had scanned when it was stopped.
void XMLCALL OnStart(void* data, const XML_Char* name, const XML_Char** attributes) {
  Reading& reading = *static_cast<Reading*>(data);
  if (++reading.depth > kDepthMax) {
    reading.Check(NotXml());
  }
  const std::string_view local = LocalName(name);
  if (reading.status.ok() && !local.empty()) {
    reading.Check(reading.handler->Start(local, Attributes(attributes)));
  }
}

void XMLCALL OnEnd(void* data, const XML_Char* name) {
  Reading& reading = *static_cast<Reading*>(data);
  --reading.depth;
  const std::string_view local = LocalName(name);
  if (reading.status.ok() && !local.empty()) {
    reading.Check(reading.handler->End(local));
  }
}

void XMLCALL OnText(void* data, const XML_Char* text, int length) {
  Reading& reading = *static_cast<Reading*>(data);
  if (reading.status.ok()) {
    reading.Check(reading.handler->Text(std::string_view(text, static_cast<size_t>(length))));
  }
}

void XMLCALL OnDoctype(void* data, const XML_Char*, const XML_Char*, const XML_Char*, int) {
  static_cast<Reading*>(data)->Check(
      Refuse(0, "is a workbook whose XML declares a document type or entities",
             "buku kerja memuat XML dengan deklarasi DTD atau entitas"));
}

}  // namespace

std::optional<std::string_view> Attributes::Find(std::string_view name) const {
  for (const char* const* pair = pairs_; *pair != nullptr; pair += 2) {
    if (name == *pair) {
      return std::string_view(pair[1]);
    }
  }
  return std::nullopt;
}

std::optional<std::string_view> Attributes::RelationshipId() const {
  for (const std::string_view name : kRelationshipIds) {
    if (const auto id = Find(name)) {
      return id;
    }
  }
  return std::nullopt;
}

absl::Status ReadXml(ZipReader& zip, std::string_view part, XmlHandler& handler) {
  const Parser parser(XML_ParserCreateNS("UTF-8", kSeparator));
  if (parser == nullptr) {
    return absl::ResourceExhaustedError("no memory for an XML parser");
  }
  Reading reading{.parser = parser.get(), .handler = &handler, .status = {}, .depth = 0};
  XML_SetUserData(parser.get(), &reading);
  XML_SetElementHandler(parser.get(), OnStart, OnEnd);
  XML_SetCharacterDataHandler(parser.get(), OnText);
  XML_SetStartDoctypeDeclHandler(parser.get(), OnDoctype);
  size_t fed = 0;
  const auto feed = [&](std::string_view piece) -> absl::Status {
    const XML_Status parsed =
        XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()), XML_FALSE);
    RETURN_IF_ERROR(reading.status);
    fed += piece.size();
    const XML_Index at = std::max<XML_Index>(XML_GetCurrentByteIndex(parser.get()), 0);
    if (parsed != XML_STATUS_OK || fed - static_cast<size_t>(at) > kTagBytesMax + piece.size()) {
      return NotXml();
    }
    return absl::OkStatus();
  };
  RETURN_IF_ERROR(zip.Inflate(part, feed));
  const XML_Status ended = XML_Parse(parser.get(), "", 0, XML_TRUE);
  RETURN_IF_ERROR(reading.status);
  return ended == XML_STATUS_OK ? absl::OkStatus() : NotXml();
}

}  // namespace sakip::sheet
