#include "services/sakipctl/csv.h"

#include <algorithm>
#include <utility>

#include "common/sheet/csv.h"

namespace sakip::sakipctl {
namespace {

// The first record is the header. Nullopt after a fault.
std::optional<std::vector<sheet::CsvRecord>> ReadRecords(const std::string& file,
                                                         std::string_view text,
                                                         Findings& findings) {
  std::vector<sheet::CsvRecord> records;
  std::optional<sheet::CsvFault> fault =
      sheet::ReadCsvRecords(text, ',', {kCsvRowsMax, kCsvColumnsMax, kCsvCellBytesMax},
                            [&records](sheet::CsvRecord& record) {
                              records.push_back(std::move(record));
                              return true;
                            });
  if (fault.has_value()) {
    findings.Add({file, fault->line, "", std::move(fault->english), std::move(fault->indonesian)});
    return std::nullopt;
  }
  return records;
}

// For each wanted column its place in `header`; nullopt when one is missing, unknown or twice.
std::optional<std::vector<size_t>> MatchHeader(const std::string& file,
                                               const std::vector<std::string>& header,
                                               const std::vector<std::string>& columns,
                                               Findings& findings) {
  bool usable = true;
  const auto fault = [&](const std::string& column, const char* english, const char* indonesian) {
    findings.Add({file, 1, column, english, indonesian});
    usable = false;
  };
  for (const std::string& name : header) {
    if (std::count(columns.begin(), columns.end(), name) == 0) {
      fault(name, "is no column of this file", "bukan kolom berkas ini");
    } else if (std::count(header.begin(), header.end(), name) > 1) {
      fault(name, "stands more than once in the header",
            "muncul lebih dari sekali di kepala tabel");
    }
  }
  std::vector<size_t> places;
  for (const std::string& name : columns) {
    const auto found = std::find(header.begin(), header.end(), name);
    if (found == header.end()) {
      fault(name, "is missing in the header", "tidak ada di kepala tabel");
    } else {
      places.push_back(static_cast<size_t>(found - header.begin()));
    }
  }
  return usable ? std::optional(places) : std::nullopt;
}

}  // namespace

std::optional<CsvTable> ReadCsv(const std::string& file, std::string_view text,
                                const std::vector<std::string>& columns, Findings& findings) {
  std::optional<std::vector<sheet::CsvRecord>> records = ReadRecords(file, text, findings);
  if (!records.has_value()) {
    return std::nullopt;
  }
  if (records->empty()) {
    findings.Add(
        {file, 1, "", "is empty; a header row is needed", "kosong; baris kepala tabel diperlukan"});
    return std::nullopt;
  }
  const auto places = MatchHeader(file, records->front().cells, columns, findings);
  if (!places.has_value()) {
    return std::nullopt;
  }
  CsvTable table{.file = file, .columns = columns, .rows = {}};
  for (size_t i = 1; i < records->size(); ++i) {
    sheet::CsvRecord& record = (*records)[i];
    if (record.cells.size() != columns.size()) {
      findings.Add({file, record.line, "",
                    "has " + std::to_string(record.cells.size()) + " cells; the header has " +
                        std::to_string(columns.size()),
                    "memiliki " + std::to_string(record.cells.size()) + " sel; kepala tabel " +
                        std::to_string(columns.size())});
      continue;
    }
    CsvRow row{.line = record.line, .cells = {}};
    for (const size_t place : *places) {
      row.cells.push_back(std::move(record.cells[place]));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace sakip::sakipctl
