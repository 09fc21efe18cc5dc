#ifndef SAKIP_COMMON_SHEET_COLLECTOR_H_
#define SAKIP_COMMON_SHEET_COLLECTOR_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "common/fault/fault.h"
#include "common/sheet/sheet.h"

// What the readers of both formats share. Internal to common/sheet; not thread-safe.
namespace sakip::sheet {

// A refusal at a place in the file: the whole file (row 0), or a row. ReadSheet puts the name of
// the file in front.
absl::Status Refuse(int row, std::string english, std::string indonesian);

// Takes cells one by one, checks them, and hands over whole rows.
class Collector {
 public:
  Collector(const Options& options, RowVisitor visit) : options_(options), visit_(visit) {}

  // The calls below answer a status that is not OK when reading must end: a refusal, or, with
  // `ended()`, because enough was seen.

  void BeginRow(int number);
  // `column` increases within a row.
  absl::Status AddCell(size_t column, CellType type, std::string text);
  absl::Status RefuseCell(size_t column, std::string english, std::string indonesian);
  // The same for a cell of a row that has ended.
  absl::Status RefuseCellAt(int row, size_t column, std::string english, std::string indonesian);
  absl::Status EndRow();

  bool ended() const { return ended_; }
  int64_t rows() const { return rows_; }
  const fault::Violations& violations() const { return violations_; }
  // The last row and the rightmost column that hold anything; row 0 when none does.
  int last_row() const { return last_row_; }
  size_t last_column() const { return last_column_; }

 private:
  absl::Status End();
  absl::Status CheckLimits(size_t column);
  bool Skipped(int row) const { return row < options_.first_row; }

  const Options& options_;
  RowVisitor visit_;
  Row row_;
  bool bad_row_ = false;
  bool ended_ = false;
  fault::Violations violations_;
  size_t violation_count_ = 0;
  size_t row_count_ = 0;
  size_t cells_ = 0;
  size_t text_bytes_ = 0;
  int64_t rows_ = 0;
  int last_row_ = 0;
  size_t last_column_ = 0;
};

}  // namespace sakip::sheet

#endif  // SAKIP_COMMON_SHEET_COLLECTOR_H_
