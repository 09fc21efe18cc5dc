#ifndef SAKIP_COMMON_SHEET_CSV_H_
#define SAKIP_COMMON_SHEET_CSV_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"

// The records of a strict CSV (RFC 4180): UTF-8, quotes doubled inside quotes, LF or CRLF. The
// text of a cell is kept as it is: no trimming, no number guessing. Pure; thread-safe.
namespace sakip::sheet {

struct CsvLimits {
  size_t rows = 0;  // below the header
  size_t columns = 0;
  size_t cell_bytes = 0;
};

struct CsvRecord {
  int line = 0;                    // where it starts in the file, from 1
  std::vector<std::string> cells;  // at least one
};

// Why reading ended, at which line.
struct CsvFault {
  int line = 0;
  std::string english;
  std::string indonesian;
};

// Hands over record after record (`visit` may move cells out; false ends the reading). A byte
// order mark is passed over. Bytes that are no text are found before the first record. Nullopt
// when everything was read or `visit` ended it; after a fault cells can no longer be trusted.
std::optional<CsvFault> ReadCsvRecords(std::string_view text, char separator,
                                       const CsvLimits& limits,
                                       absl::FunctionRef<bool(CsvRecord&)> visit);

// The one of comma, semicolon and tab that is most frequent, outside quotes, in the first line at
// or behind `first_line` that has any; comma when none does. Looks at 64 KiB at most.
char DetectSeparator(std::string_view text, int first_line);

}  // namespace sakip::sheet

#endif  // SAKIP_COMMON_SHEET_CSV_H_
