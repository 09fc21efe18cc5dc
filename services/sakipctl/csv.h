#ifndef SAKIP_SERVICES_SAKIPCTL_CSV_H_
#define SAKIP_SERVICES_SAKIPCTL_CSV_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/sakipctl/finding.h"

// Tables of a data package: CSV as common/sheet/csv.h reads it, with commas and a header row of
// known columns. Pure.
namespace sakip::sakipctl {

inline constexpr size_t kCsvRowsMax = 20'000;
inline constexpr size_t kCsvColumnsMax = 64;
inline constexpr size_t kCsvCellBytesMax = size_t{64} << 10;

struct CsvRow {
  int line = 0;  // where it starts in the file; the header is line 1
  std::vector<std::string> cells;
};

struct CsvTable {
  std::string file;
  std::vector<std::string> columns;
  std::vector<CsvRow> rows;
};

// Reads `text`. The header must hold exactly `columns`, in any order; rows are returned in the
// order of `columns`. Every fault is added to `findings` with its place; nullopt when the table
// cannot be used at all.
std::optional<CsvTable> ReadCsv(const std::string& file, std::string_view text,
                                const std::vector<std::string>& columns, Findings& findings);

}  // namespace sakip::sakipctl

#endif  // SAKIP_SERVICES_SAKIPCTL_CSV_H_
