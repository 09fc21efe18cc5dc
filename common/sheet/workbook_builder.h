#ifndef SAKIP_COMMON_SHEET_WORKBOOK_BUILDER_H_
#define SAKIP_COMMON_SHEET_WORKBOOK_BUILDER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Workbooks for tests, byte by byte, so that they can be wrong in any way.
namespace sakip::sheet {

struct ZipEntry {
  std::string name;
  std::string bytes;
  bool deflate = false;
  uint16_t flags = 0;
  uint16_t made_by = 20;
  uint32_t attributes = 0;
  std::optional<uint32_t> claimed_size = std::nullopt;  // instead of the real one
  std::optional<uint32_t> checksum = std::nullopt;      // instead of the right one
  bool operator==(const ZipEntry&) const = default;
};

std::string BuildZip(const std::vector<ZipEntry>& entries);

// A workbook of one sheet "Data"; `rows` is the inside of <sheetData>, `after` what follows it.
// Styles: 0 General, 1 date (14), 2 "dd/mm/yyyy hh:mm", 3 "#,##0.00", 4 "h:mm". Shared strings: as
// given, each the inside of an <si>.
std::vector<ZipEntry> BookParts(std::string_view rows, std::string_view after = "",
                                const std::vector<std::string>& strings = {});

// The part of that name, which must be there.
std::string& PartOf(std::vector<ZipEntry>& entries, std::string_view name);

// Replaces the first `from`, which must be there.
void Replace(std::string& text, std::string_view from, std::string_view to);

inline constexpr std::string_view kSheetPart = "xl/worksheets/sheet1.xml";

}  // namespace sakip::sheet

#endif  // SAKIP_COMMON_SHEET_WORKBOOK_BUILDER_H_
