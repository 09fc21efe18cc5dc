#ifndef SAKIP_COMMON_SHEET_SHEET_TESTING_H_
#define SAKIP_COMMON_SHEET_SHEET_TESTING_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "common/fault/fault.h"
#include "common/sheet/sheet.h"

// Readings of a sheet in one line, for tests.
namespace sakip::sheet {

// "2: a|#12|@2018-02-02|" for a row: numbers with '#', dates '@', dates with a time '~', truth
// values '?'.
inline std::string Line(const Row& row) {
  std::string line = std::to_string(row.number) + ":";
  for (const Cell& cell : row.cells) {
    constexpr std::string_view kMarks[] = {"", "", "#", "?", "@", "~"};
    line += (line.back() == ':' ? " " : "|") + std::string(kMarks[static_cast<size_t>(cell.type)]) +
            cell.text;
  }
  return line;
}

struct Reading {
  std::vector<std::string> lines;
  Summary summary;
  std::vector<fault::Violation> violations;  // empty when it was read
};

inline Reading Read(std::string_view bytes, const Options& options = {}) {
  Reading reading;
  const auto summary = ReadSheet(bytes, options, [&reading](const Row& row) {
    reading.lines.push_back(Line(row));
    return true;
  });
  if (summary.ok()) {
    reading.summary = *summary;
  } else if (const auto fault = fault::FromStatus(summary.status())) {
    reading.violations = fault->violations;
  } else {
    reading.violations.push_back({"", std::string(summary.status().message()), ""});
  }
  return reading;
}

// "berkas[2].A: text; ..." of what was refused, in Indonesian.
inline std::string Refusals(const Reading& reading) {
  std::string all;
  for (const fault::Violation& one : reading.violations) {
    all += (all.empty() ? "" : "; ") + one.field + ": " + one.indonesian;
  }
  return all;
}

}  // namespace sakip::sheet

#endif  // SAKIP_COMMON_SHEET_SHEET_TESTING_H_
