#ifndef SAKIP_COMMON_SHEET_STYLES_H_
#define SAKIP_COMMON_SHEET_STYLES_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/sheet/zip_reader.h"

// Which numbers of a workbook are dates, and which dates they are. Internal to common/sheet.
namespace sakip::sheet {

// By the index of a cell's style (cellXfs): true for a format that shows a day, month or year.
// `part` may be empty: no style is a date then.
absl::StatusOr<std::vector<bool>> ReadDateStyles(ZipReader& zip, const std::string& part);

// True for a format code that shows a day, month or year ("dd/mm/yyyy"), false for numbers and
// times of day. Letters in quotes, brackets and behind a backslash do not count.
bool IsDateFormat(std::string_view code);

struct SerialDate {
  std::string iso;        // "2018-02-02"
  bool has_time = false;  // the serial had a fraction
};

// The day of a plain decimal serial, "43133" or "43133.5": days since 1899-12-30 in the 1900
// calendar (which has a 29 February 1900, serial 60, that never was), since 1904-01-01 in the
// other. Nullopt when it is no such number or no day up to 9999-12-31. Integers only.
std::optional<SerialDate> ParseSerial(std::string_view serial, bool dates_from_1904);

}  // namespace sakip::sheet

#endif  // SAKIP_COMMON_SHEET_STYLES_H_
