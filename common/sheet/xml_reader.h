#ifndef SAKIP_COMMON_SHEET_XML_READER_H_
#define SAKIP_COMMON_SHEET_XML_READER_H_

#include <optional>
#include <string_view>

#include "absl/status/status.h"
#include "common/sheet/zip_reader.h"

// One XML part of a workbook as a stream of events. Internal to common/sheet.
namespace sakip::sheet {

// The attributes of one element, alive during Start only.
class Attributes {
 public:
  explicit Attributes(const char* const* pairs) : pairs_(pairs) {}
  // An attribute without a namespace.
  std::optional<std::string_view> Find(std::string_view name) const;
  // r:id, whichever of the two relationship namespaces it is written in.
  std::optional<std::string_view> RelationshipId() const;

 private:
  const char* const* pairs_;
};

// `name` is the local name of an element of the workbook's own namespaces (spreadsheet, package
// relationships, content types); elements of others are not reported, their children are. A
// refusal ends the reading.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual absl::Status Start(std::string_view name, const Attributes& attributes) = 0;
  virtual absl::Status End(std::string_view name) = 0;
  // Character data in pieces of any size.
  virtual absl::Status Text(std::string_view text) = 0;
};

// Refuses XML that is not well-formed, any DTD (so there are no entities), nesting beyond 32
// and single tags beyond 256 KiB. Memory does not grow with the part.
absl::Status ReadXml(ZipReader& zip, std::string_view part, XmlHandler& handler);

}  // namespace sakip::sheet

#endif  // SAKIP_COMMON_SHEET_XML_READER_H_
