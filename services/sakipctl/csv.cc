#include "services/sakipctl/csv.h"

#include <algorithm>
#include <utility>

#include "common/text/utf8.h"

namespace sakip::sakipctl {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Splits bytes into records; stops at the first fault, after which cells can no longer be trusted.
class Splitter {
 public:
  Splitter(std::string_view text, const std::string& file, Findings& findings)
      : text_(text), file_(file), findings_(findings) {}

  // Nullopt after a fault.
  std::optional<std::vector<CsvRow>> Split() {
    std::vector<CsvRow> records;
    while (pos_ < text_.size()) {
      CsvRow row{.line = line_, .cells = {}};
      if (!ReadRecord(row)) {
        return std::nullopt;
      }
      records.push_back(std::move(row));
      if (records.size() > kCsvRowsMax + 1) {
        Fault("more than " + std::to_string(kCsvRowsMax) + " rows",
              "lebih dari " + std::to_string(kCsvRowsMax) + " baris");
        return std::nullopt;
      }
    }
    return records;
  }

 private:
  bool ReadRecord(CsvRow& row) {
    for (;;) {
      std::string cell;
      if (!(Peek() == '"' ? ReadQuoted(cell) : ReadPlain(cell))) {
        return false;
      }
      row.cells.push_back(std::move(cell));
      if (row.cells.size() > kCsvColumnsMax) {
        Fault("more than " + std::to_string(kCsvColumnsMax) + " columns",
              "lebih dari " + std::to_string(kCsvColumnsMax) + " kolom");
        return false;
      }
      if (Peek() == ',') {
        ++pos_;
        continue;
      }
      SkipLineEnd();
      return true;
    }
  }

  bool ReadPlain(std::string& cell) {
    while (pos_ < text_.size() && Peek() != ',' && !AtLineEnd()) {
      if (Peek() == '"') {
        Fault("a quote inside a cell that does not begin with one",
              "tanda kutip di dalam sel yang tidak diawali tanda kutip");
        return false;
      }
      if (!Append(cell)) {
        return false;
      }
    }
    return true;
  }

  bool ReadQuoted(std::string& cell) {
    const int opened = line_;
    ++pos_;
    while (pos_ < text_.size()) {
      if (Peek() == '"' && pos_ + 1 < text_.size() && text_[pos_ + 1] == '"') {
        ++pos_;
      } else if (Peek() == '"') {
        ++pos_;
        if (pos_ < text_.size() && Peek() != ',' && !AtLineEnd()) {
          Fault("text behind a closing quote", "teks setelah tanda kutip penutup");
          return false;
        }
        return true;
      }
      if (Peek() == '\n') {
        ++line_;
      }
      if (!Append(cell)) {
        return false;
      }
    }
    line_ = opened;
    Fault("a quote is opened and never closed", "tanda kutip dibuka dan tidak ditutup");
    return false;
  }

  bool Append(std::string& cell) {
    cell += text_[pos_++];
    if (cell.size() <= kCsvCellBytesMax) {
      return true;
    }
    Fault("a cell of more than " + std::to_string(kCsvCellBytesMax) + " bytes",
          "sel lebih dari " + std::to_string(kCsvCellBytesMax) + " byte");
    return false;
  }

  char Peek() const { return pos_ < text_.size() ? text_[pos_] : '\n'; }
  bool AtLineEnd() const { return Peek() == '\n' || text_.substr(pos_, 2) == "\r\n"; }

  void SkipLineEnd() {
    if (text_.substr(pos_, 2) == "\r\n") {
      ++pos_;
    }
    if (pos_ < text_.size()) {
      ++pos_;
    }
    ++line_;
  }

  void Fault(std::string english, std::string indonesian) {
    findings_.Add({file_, line_, "", std::move(english), std::move(indonesian)});
  }

  std::string_view text_;
  const std::string& file_;
  Findings& findings_;
  size_t pos_ = 0;
  int line_ = 1;
};

bool CheckBytes(const std::string& file, std::string_view text, Findings& findings) {
  int line = 1;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view one = text.substr(0, end);
    if (!text::IsValidUtf8(one)) {
      findings.Add({file, line, "", "is not valid UTF-8", "bukan UTF-8 yang sah"});
      return false;
    }
    if (one.find('\0') != std::string_view::npos) {
      findings.Add({file, line, "", "holds a NUL byte", "memuat byte NUL"});
      return false;
    }
    text.remove_prefix(std::min(end + 1, text.size()));
    ++line;
  }
  return true;
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
  if (text.substr(0, 3) == kByteOrderMark) {
    text.remove_prefix(3);
  }
  if (!CheckBytes(file, text, findings)) {
    return std::nullopt;
  }
  std::optional<std::vector<CsvRow>> records = Splitter(text, file, findings).Split();
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
    CsvRow& record = (*records)[i];
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
