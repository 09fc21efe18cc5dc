#include "common/sheet/sheet.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "common/fault/fault.h"
#include "common/sheet/collector.h"
#include "common/sheet/csv.h"
#include "common/sheet/shared_strings.h"
#include "common/sheet/styles.h"
#include "common/sheet/workbook.h"
#include "common/sheet/worksheet.h"
#include "common/sheet/zip_reader.h"
#include "common/status/status_macros.h"

namespace sakip::sheet {
namespace {

constexpr std::string_view kZip("PK\x03\x04", 4);

struct Signature {
  std::string_view bytes;
  const char* english;
  const char* indonesian;
};

// Files that are neither, and what their owner can do about it.
constexpr std::array<Signature, 5> kRefused = {{
    {"\xD0\xCF\x11\xE0", "is encrypted or an old .xls file; save it as .xlsx without a password",
     "terenkripsi atau berformat .xls lama; simpan sebagai .xlsx tanpa kata sandi"},
    {"\xFF\xFE", "is UTF-16 text; save it as UTF-8", "berupa teks UTF-16; simpan sebagai UTF-8"},
    {"\xFE\xFF", "is UTF-16 text; save it as UTF-8", "berupa teks UTF-16; simpan sebagai UTF-8"},
    {"%PDF", "is a PDF", "berupa PDF; yang diterima CSV atau XLSX"},
    {"PK\x05\x06", "is an empty archive", "arsip kosong"},
}};

bool StartsWith(std::string_view bytes, std::string_view start) {
  return bytes.substr(0, start.size()) == start;
}

absl::Status CheckFile(std::string_view bytes, const Limits& limits) {
  if (bytes.size() > limits.file_bytes) {
    const std::string most = std::to_string(limits.file_bytes);
    return Refuse(0, "has more than " + most + " bytes", "lebih dari " + most + " byte");
  }
  if (StartsWith(bytes, kZip)) {
    return absl::OkStatus();
  }
  for (const Signature& refused : kRefused) {
    if (StartsWith(bytes, refused.bytes)) {
      return Refuse(0, refused.english, refused.indonesian);
    }
  }
  return absl::OkStatus();
}

absl::Status ReadXlsx(std::string_view bytes, const Options& options, Collector& collector,
                      Summary& summary) {
  ASSIGN_OR_RETURN(const std::unique_ptr<ZipReader> zip, ZipReader::Open(bytes, options.limits));
  ASSIGN_OR_RETURN(Workbook book, ReadWorkbook(*zip, options.sheet));
  ASSIGN_OR_RETURN(const std::vector<bool> dates, ReadDateStyles(*zip, book.styles_part));
  ASSIGN_OR_RETURN(const SharedStrings strings,
                   ReadSharedStrings(*zip, book.strings_part, options.limits));
  summary.sheet = book.sheet;
  summary.other_sheets = std::move(book.other_sheets);
  return ReadWorksheet(*zip, book, strings, dates, options, collector);
}

absl::Status AddRecord(CsvRecord& record, Collector& collector) {
  collector.BeginRow(record.line);
  for (size_t column = 0; column < record.cells.size(); ++column) {
    RETURN_IF_ERROR(collector.AddCell(column, CellType::kText, std::move(record.cells[column])));
  }
  return collector.EndRow();
}

absl::Status ReadCsv(std::string_view text, const Options& options, Collector& collector) {
  const char separator = options.separator.value_or(DetectSeparator(text, options.first_row));
  const Limits& limits = options.limits;
  absl::Status status;
  const auto fault = ReadCsvRecords(
      text, separator, {limits.rows, limits.columns, CellBytesMax(limits)}, [&](CsvRecord& record) {
        status = AddRecord(record, collector);
        return status.ok();
      });
  return fault.has_value() ? Refuse(fault->line, fault->english, fault->indonesian) : status;
}

}  // namespace

const Cell& Row::At(size_t column) const {
  static const Cell kNone;
  return column < cells.size() ? cells[column] : kNone;
}

absl::StatusOr<Summary> ReadSheet(std::string_view bytes, const Options& options,
                                  RowVisitor visit) {
  Summary summary;
  Collector collector(options, visit);
  absl::Status status = CheckFile(bytes, options.limits);
  if (status.ok() && StartsWith(bytes, kZip)) {
    summary.format = Format::kXlsx;
    status = ReadXlsx(bytes, options, collector, summary);
  } else if (status.ok()) {
    status = ReadCsv(bytes, options, collector);
  }
  if (status.ok() && collector.last_row() == 0) {
    status = Refuse(0, "holds no rows", "tidak memuat baris");
  }
  fault::Violations all;
  all.AddStatus(options.field, collector.violations().ToStatus());
  if (!collector.ended()) {
    all.AddStatus(options.field, status);
  }
  RETURN_IF_ERROR(all.ToStatus());
  summary.rows = collector.rows();
  return summary;
}

std::string ColumnName(size_t column) {
  std::string name;
  for (size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
    name.insert(name.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return name;
}

std::string CellField(std::string_view field, int row, size_t column) {
  return std::string(field) + "[" + std::to_string(row) + "]." + ColumnName(column);
}

}  // namespace sakip::sheet
