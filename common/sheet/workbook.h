#ifndef SAKIP_COMMON_SHEET_WORKBOOK_H_
#define SAKIP_COMMON_SHEET_WORKBOOK_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/sheet/zip_reader.h"

// How a workbook hangs together: which parts hold the sheet, the texts and the styles. Internal
// to common/sheet.
namespace sakip::sheet {

struct Workbook {
  std::string sheet;                      // the chosen one
  std::vector<std::string> other_sheets;  // other visible ones
  std::string sheet_part;
  std::string strings_part;  // empty: the workbook has none
  std::string styles_part;   // empty: the workbook has none
  bool dates_from_1904 = false;
};

// `wanted` is a sheet's name; empty: the first visible one. Refuses macros, what is no workbook,
// and parts outside the archive.
absl::StatusOr<Workbook> ReadWorkbook(ZipReader& zip, std::string_view wanted);

}  // namespace sakip::sheet

#endif  // SAKIP_COMMON_SHEET_WORKBOOK_H_
