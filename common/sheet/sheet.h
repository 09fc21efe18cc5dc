#ifndef SAKIP_COMMON_SHEET_SHEET_H_
#define SAKIP_COMMON_SHEET_SHEET_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"

// Rows of text cells from a CSV or XLSX file that somebody uploaded, hostile or not. Rows are
// handed over one at a time, so 200,000 of them take no more memory than the shared strings of
// the workbook. Pure: no file, no network, no clock. Thread-safe: no shared state.
namespace sakip::sheet {

enum class Format : uint8_t { kCsv, kXlsx };

enum class CellType : uint8_t {
  kEmpty,
  kText,
  kNumber,    // XLSX only: the literal of the file, "3511812000", "3.51E9", "0.1"; never rounded
  kBool,      // XLSX only: "1" or "0"
  kDate,      // XLSX only: "2018-02-02", from a number that its style shows as a date
  kDateTime,  // XLSX only: the same for a date with a time of day; the text holds the day alone
};

// In a CSV every cell that is not empty is kText: what it means is for the reader of the column.
struct Cell {
  CellType type = CellType::kEmpty;
  std::string text;  // valid UTF-8 without control or bidi characters; line feed and tab may occur
  bool operator==(const Cell&) const = default;
};

struct Row {
  // XLSX: the row's number in the sheet. CSV: the line where the record starts. From 1.
  int number = 0;
  std::vector<Cell> cells;  // from column A on; empty cells at the end are left out

  const Cell& At(size_t column) const;  // column A is 0; an empty cell beyond the end
};

// What is refused rather than read. Within the defaults no file takes more than 64 MiB,
// its own bytes included, or about 2 s.
struct Limits {
  size_t file_bytes = size_t{32} << 20;
  size_t rows = 200'000;  // below the header
  size_t columns = 100;   // the rightmost one that holds anything
  size_t cells = 4'000'000;
  size_t cell_chars = 4'000;
  size_t text_bytes = size_t{128} << 20;  // of all cells together: one shared string may serve many
  // XLSX only. 200,000 rows of 16 columns are about 126 MiB of XML, read in 2.4 s.
  size_t inflated_bytes = size_t{128} << 20;
  size_t inflate_ratio =
      250;  // beyond the first MiB of a part; sheets with real data stay far below
  size_t zip_entries = 1'000;
  size_t shared_strings = 1'000'000;
  size_t shared_text_bytes = size_t{24} << 20;
};

struct Options {
  std::string field = "berkas";   // how refusals name the file
  std::string sheet;              // XLSX: the sheet of this name; empty: the first visible one
  std::optional<char> separator;  // CSV: ',' ';' or '\t'; nullopt: the one the first lines use most
  int first_row = 1;  // rows above (titles, letter heads) are neither checked nor handed over
  Limits limits;
};

struct Summary {
  Format format = Format::kCsv;
  std::string sheet;                      // XLSX: the sheet that was read
  std::vector<std::string> other_sheets;  // XLSX: visible sheets that were not
  int64_t rows = 0;                       // handed over
};

// Called for every row that holds anything, in order. False ends the reading early: answer it
// once there is nothing more to learn (a list of complaints that is long enough).
using RowVisitor = absl::FunctionRef<bool(const Row&)>;

// Reads `bytes`: XLSX when they are a ZIP archive, else CSV (UTF-8, with or without a byte order
// mark; RFC 4180 quotes; LF or CRLF).
//
// Refuses with kInvalidField, all violations of cells at once (fault::kViolationsMax end the
// reading), each at `CellField`; what damages the structure ends the reading at `field` or at its
// row. A row with a violation is not handed over. Rows may have been handed over before a refusal
// (merged cells stand at the end of the file): act on them only after OK.
//
// Refused are, of both: files, rows, columns, cells and texts over `limits`, text that is not
// UTF-8, control and bidi characters, a file without any row. Of XLSX: formulas, error values,
// merged cells within the rows and columns used, macros, encryption, DTDs, damaged or odd
// archives. Of CSV: NUL, UTF-16, unclosed and misplaced quotes. Other parts of an archive
// (pictures, nested archives, links to other files) are never opened. CR LF inside a cell becomes
// LF. Dates of both workbook calendars (1900 with its 29 February, 1904) are converted; a number
// with a time-only style stays a number.
absl::StatusOr<Summary> ReadSheet(std::string_view bytes, const Options& options, RowVisitor visit);

// "A" for 0, "Z" for 25, "AA" for 26.
std::string ColumnName(size_t column);

// The path of a cell, "berkas[12].C" for row 12, column 2. For the complaints of those who read
// the rows: one spelling everywhere.
std::string CellField(std::string_view field, int row, size_t column);

}  // namespace sakip::sheet

#endif  // SAKIP_COMMON_SHEET_SHEET_H_
