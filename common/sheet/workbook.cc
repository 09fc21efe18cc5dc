#include "common/sheet/workbook.h"

#include <algorithm>
#include <map>
#include <utility>

#include "common/sheet/collector.h"
#include "common/sheet/xml_reader.h"
#include "common/status/status_macros.h"
#include "common/text/utf8.h"

namespace sakip::sheet {
namespace {

constexpr size_t kSheetsMax = 256;
constexpr size_t kRelationshipsMax = 2'000;
constexpr size_t kSheetNameBytesMax = 124;  // 31 characters
constexpr std::string_view kWorkbookType = "spreadsheetml.sheet.main+xml";
constexpr std::string_view kTemplateType = "spreadsheetml.template.main+xml";

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

absl::Status NoWorkbook() {
  return Refuse(0, "is not an Excel workbook (.xlsx)", "bukan buku kerja Excel (.xlsx)");
}

absl::Status TooManySheets() {
  return Refuse(0, "is a workbook of more than " + std::to_string(kSheetsMax) + " sheets",
                "buku kerja memuat lebih dari " + std::to_string(kSheetsMax) + " lembar");
}

class ContentTypes : public XmlHandler {
 public:
  absl::Status Start(std::string_view name, const Attributes& attributes) override {
    const std::string_view type = attributes.Find("ContentType").value_or("");
    if ((name != "Override" && name != "Default") || type.empty()) {
      return absl::OkStatus();
    }
    if (type.find("macroEnabled") != std::string_view::npos ||
        type.find("vbaProject") != std::string_view::npos) {
      macros_ = true;
    }
    if (EndsWith(type, kWorkbookType) || EndsWith(type, kTemplateType)) {
      workbook_ = true;
    }
    return absl::OkStatus();
  }
  absl::Status End(std::string_view) override { return absl::OkStatus(); }
  absl::Status Text(std::string_view) override { return absl::OkStatus(); }

  bool macros() const { return macros_; }
  bool workbook() const { return workbook_; }

 private:
  bool macros_ = false;
  bool workbook_ = false;
};

struct Target {
  std::string type;
  std::string part;
};

// Where the relationships of one part lead, inside the archive; links to the outside are left out.
class Relationships : public XmlHandler {
 public:
  // `folder` is that of the part the relationships belong to: "" or "xl/".
  explicit Relationships(std::string_view folder) : folder_(folder) {}

  absl::Status Start(std::string_view name, const Attributes& attributes) override {
    if (name != "Relationship" || attributes.Find("TargetMode").value_or("") == "External") {
      return absl::OkStatus();
    }
    if (targets_.size() >= kRelationshipsMax) {
      return TooManySheets();
    }
    const std::string_view target = attributes.Find("Target").value_or("");
    std::string part =
        target.substr(0, 1) == "/" ? std::string(target.substr(1)) : folder_ + std::string(target);
    targets_.emplace(std::string(attributes.Find("Id").value_or("")),
                     Target{std::string(attributes.Find("Type").value_or("")), std::move(part)});
    return absl::OkStatus();
  }
  absl::Status End(std::string_view) override { return absl::OkStatus(); }
  absl::Status Text(std::string_view) override { return absl::OkStatus(); }

  // The part of the first relationship of the type; empty when there is none.
  std::string PartOfType(std::string_view type) const {
    const auto found = std::find_if(targets_.begin(), targets_.end(), [type](const auto& target) {
      return EndsWith(target.second.type, type);
    });
    return found == targets_.end() ? "" : found->second.part;
  }
  // The part of a worksheet; empty when the id leads elsewhere.
  std::string Worksheet(std::string_view id) const {
    const auto found = targets_.find(id);
    return found == targets_.end() || !EndsWith(found->second.type, "/worksheet")
               ? ""
               : found->second.part;
  }

 private:
  std::string folder_;
  std::map<std::string, Target, std::less<>> targets_;
};

struct ListedSheet {
  std::string name;
  std::string id;
  bool visible = true;
};

class SheetList : public XmlHandler {
 public:
  absl::Status Start(std::string_view name, const Attributes& attributes) override {
    if (name == "workbookPr") {
      const std::string_view from_1904 = attributes.Find("date1904").value_or("0");
      dates_from_1904_ = from_1904 == "1" || from_1904 == "true" || from_1904 == "on";
    }
    if (name != "sheet") {
      return absl::OkStatus();
    }
    if (sheets_.size() >= kSheetsMax) {
      return TooManySheets();
    }
    const std::string_view title = attributes.Find("name").value_or("");
    if (title.empty() || title.size() > kSheetNameBytesMax || text::HasControlOrBidi(title)) {
      return NoWorkbook();
    }
    sheets_.push_back({std::string(title), std::string(attributes.RelationshipId().value_or("")),
                       attributes.Find("state").value_or("visible") == "visible"});
    return absl::OkStatus();
  }
  absl::Status End(std::string_view) override { return absl::OkStatus(); }
  absl::Status Text(std::string_view) override { return absl::OkStatus(); }

  bool DatesFrom1904() const { return dates_from_1904_; }
  const std::vector<ListedSheet>& sheets() const { return sheets_; }

 private:
  bool dates_from_1904_ = false;
  std::vector<ListedSheet> sheets_;
};

absl::Status CheckTypes(ZipReader& zip) {
  if (!zip.Has("[Content_Types].xml")) {
    return NoWorkbook();
  }
  ContentTypes types;
  RETURN_IF_ERROR(ReadXml(zip, "[Content_Types].xml", types));
  if (types.macros() || zip.HasNameWith("vbaproject") || zip.HasNameWith("xl/macrosheets/")) {
    return Refuse(0, "is a workbook with macros; save it as .xlsx without macros",
                  "buku kerja memuat makro; simpan sebagai .xlsx tanpa makro");
  }
  return types.workbook() ? absl::OkStatus() : NoWorkbook();
}

absl::StatusOr<ListedSheet> Choose(const std::vector<ListedSheet>& sheets,
                                   std::string_view wanted) {
  for (const ListedSheet& sheet : sheets) {
    if (wanted.empty() ? sheet.visible : sheet.name == wanted) {
      return sheet;
    }
  }
  if (wanted.empty()) {
    return Refuse(0, "has no visible sheet", "tidak memiliki lembar yang terlihat");
  }
  return Refuse(0, "has no sheet '" + std::string(wanted) + "'",
                "tidak memiliki lembar '" + std::string(wanted) + "'");
}

}  // namespace

absl::StatusOr<Workbook> ReadWorkbook(ZipReader& zip, std::string_view wanted) {
  RETURN_IF_ERROR(CheckTypes(zip));
  Relationships package("");
  RETURN_IF_ERROR(ReadXml(zip, "_rels/.rels", package));
  const std::string main = package.PartOfType("/officeDocument");
  const size_t slash = main.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : main.substr(0, slash + 1);
  SheetList list;
  RETURN_IF_ERROR(ReadXml(zip, main, list));
  Relationships parts(folder);
  RETURN_IF_ERROR(ReadXml(zip, folder + "_rels/" + main.substr(folder.size()) + ".rels", parts));

  Workbook book;
  book.dates_from_1904 = list.DatesFrom1904();
  ASSIGN_OR_RETURN(const ListedSheet chosen, Choose(list.sheets(), wanted));
  book.sheet = chosen.name;
  book.sheet_part = parts.Worksheet(chosen.id);
  book.strings_part = parts.PartOfType("/sharedStrings");
  book.styles_part = parts.PartOfType("/styles");
  if (book.sheet_part.empty()) {
    return Refuse(0, "has a sheet '" + chosen.name + "' that holds no cells",
                  "lembar '" + chosen.name + "' bukan lembar kerja bersel");
  }
  for (const ListedSheet& sheet : list.sheets()) {
    if (sheet.visible && sheet.name != chosen.name) {
      book.other_sheets.push_back(sheet.name);
    }
  }
  return book;
}

}  // namespace sakip::sheet
