#include "tests/fuzz/sheet_fuzz.h"

#include <cstdio>
#include <cstdlib>
#include <string>

#include "common/fault/fault.h"
#include "common/sheet/sheet.h"
#include "common/sheet/workbook_builder.h"
#include "common/text/utf8.h"

namespace sakip::fuzz {
namespace {

void Demand(bool kept, const char* promise) {
  if (!kept) {
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
  }
}

sheet::Options SmallOptions() {
  sheet::Options options;
  options.limits = {.file_bytes = size_t{1} << 20,
                    .rows = 1'000,
                    .columns = 30,
                    .cells = 10'000,
                    .cell_chars = 200,
                    .text_bytes = size_t{1} << 20,
                    .inflated_bytes = size_t{4} << 20,
                    .inflate_ratio = 250,
                    .zip_entries = 100,
                    .shared_strings = 1'000,
                    .shared_text_bytes = size_t{1} << 18};
  return options;
}

}  // namespace

void SheetFile(std::string_view bytes) {
  const sheet::Options options = SmallOptions();
  int last = 0;
  int64_t rows = 0;
  const auto summary = sheet::ReadSheet(bytes, options, [&](const sheet::Row& row) {
    Demand(row.number > last, "rows come in order");
    Demand(!row.cells.empty() && row.cells.size() <= options.limits.columns, "columns are limited");
    Demand(row.cells.back().type != sheet::CellType::kEmpty, "empty cells at the end are left out");
    for (const sheet::Cell& cell : row.cells) {
      Demand((cell.type == sheet::CellType::kEmpty) == cell.text.empty(), "empty is empty");
      Demand(text::CountCodePoints(cell.text) <= options.limits.cell_chars, "texts are limited");
      Demand(!text::HasControlOrBidi(cell.text, text::LineBreaks::kAllow), "texts are visible");
    }
    last = row.number;
    ++rows;
    return true;
  });
  if (summary.ok()) {
    Demand(rows == summary->rows && rows > 0, "rows are counted");
    return;
  }
  const auto fault = fault::FromStatus(summary.status());
  Demand(fault.has_value() && !fault->violations.empty(), "a refusal lists violations");
  Demand(fault->violations.size() <= fault::kViolationsMax, "violations are limited");
  for (const fault::Violation& violation : fault->violations) {
    Demand(violation.field.substr(0, 6) == "berkas", "a violation names its place");
    Demand(text::IsValidUtf8(violation.indonesian), "a violation is text");
  }
}

void SheetXml(std::string_view bytes) {
  constexpr char kRow[] =
      R"(<row><c t="s"><v>0</v></c><c s="1"><v>43133</v></c><c t="s"><v>1</v></c></row>)";
  for (const std::string_view part :
       {sheet::kSheetPart, std::string_view("xl/sharedStrings.xml"),
        std::string_view("xl/styles.xml"), std::string_view("xl/workbook.xml")}) {
    auto parts = sheet::BookParts(kRow, "", {"<t>a</t>", "<t>b</t>"});
    sheet::PartOf(parts, part) = bytes;
    SheetFile(sheet::BuildZip(parts));
  }
}

}  // namespace sakip::fuzz
