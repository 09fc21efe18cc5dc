#include "common/sheet/csv.h"

#include <algorithm>
#include <array>
#include <utility>

#include "common/text/utf8.h"

namespace sakip::sheet {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Splits bytes into records; stops at the first fault, after which cells can no longer be trusted.
class Splitter {
 public:
  Splitter(std::string_view text, char separator, const CsvLimits& limits)
      : text_(text), separator_(separator), limits_(limits) {}

  std::optional<CsvFault> Split(absl::FunctionRef<bool(CsvRecord&)> visit) {
    size_t records = 0;
    CsvRecord record;
    while (pos_ < text_.size()) {
      record.line = line_;
      record.cells.clear();
      if (!ReadRecord(record)) {
        return std::move(fault_);
      }
      if (++records > limits_.rows + 1) {
        const std::string most = std::to_string(limits_.rows);
        Fault("more than " + most + " rows", "lebih dari " + most + " baris");
        return std::move(fault_);
      }
      if (!visit(record)) {
        return std::nullopt;
      }
    }
    return std::nullopt;
  }

 private:
  bool ReadRecord(CsvRecord& record) {
    for (;;) {
      std::string cell;
      if (!(Peek() == '"' ? ReadQuoted(cell) : ReadPlain(cell))) {
        return false;
      }
      record.cells.push_back(std::move(cell));
      if (record.cells.size() > limits_.columns) {
        const std::string most = std::to_string(limits_.columns);
        return Fault("more than " + most + " columns", "lebih dari " + most + " kolom");
      }
      if (AtSeparator()) {
        ++pos_;
        continue;
      }
      SkipLineEnd();
      return true;
    }
  }

  bool ReadPlain(std::string& cell) {
    while (pos_ < text_.size() && !AtSeparator() && !AtLineEnd()) {
      if (Peek() == '"') {
        return Fault("a quote inside a cell that does not begin with one",
                     "tanda kutip di dalam sel yang tidak diawali tanda kutip");
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
        if (pos_ < text_.size() && !AtSeparator() && !AtLineEnd()) {
          return Fault("text behind a closing quote", "teks setelah tanda kutip penutup");
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
    return Fault("a quote is opened and never closed", "tanda kutip dibuka dan tidak ditutup");
  }

  bool Append(std::string& cell) {
    cell += text_[pos_++];
    if (cell.size() <= limits_.cell_bytes) {
      return true;
    }
    const std::string most = std::to_string(limits_.cell_bytes);
    return Fault("a cell of more than " + most + " bytes", "sel lebih dari " + most + " byte");
  }

  char Peek() const { return pos_ < text_.size() ? text_[pos_] : '\n'; }
  bool AtSeparator() const { return pos_ < text_.size() && text_[pos_] == separator_; }
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

  bool Fault(std::string english, std::string indonesian) {
    fault_ = CsvFault{line_, std::move(english), std::move(indonesian)};
    return false;
  }

  std::string_view text_;
  const char separator_;
  const CsvLimits& limits_;
  std::optional<CsvFault> fault_;
  size_t pos_ = 0;
  int line_ = 1;
};

std::string_view WithoutMark(std::string_view text) {
  if (text.substr(0, 3) == kByteOrderMark) {
    text.remove_prefix(3);
  }
  return text;
}

std::optional<CsvFault> CheckBytes(std::string_view text) {
  int line = 1;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view one = text.substr(0, end);
    if (!text::IsValidUtf8(one)) {
      return CsvFault{line, "is not valid UTF-8", "bukan UTF-8 yang sah"};
    }
    if (one.find('\0') != std::string_view::npos) {
      return CsvFault{line, "holds a NUL byte", "memuat byte NUL"};
    }
    text.remove_prefix(std::min(end + 1, text.size()));
    ++line;
  }
  return std::nullopt;
}

}  // namespace

std::optional<CsvFault> ReadCsvRecords(std::string_view text, char separator,
                                       const CsvLimits& limits,
                                       absl::FunctionRef<bool(CsvRecord&)> visit) {
  text = WithoutMark(text);
  if (std::optional<CsvFault> fault = CheckBytes(text)) {
    return fault;
  }
  return Splitter(text, separator, limits).Split(visit);
}

char DetectSeparator(std::string_view text, int first_line) {
  constexpr size_t kLook = size_t{64} << 10;
  constexpr std::array<char, 3> kSeparators = {',', ';', '\t'};
  std::array<size_t, 3> counts = {};
  bool quoted = false;
  int line = 1;
  for (const char c : WithoutMark(text).substr(0, kLook)) {
    quoted ^= c == '"';
    if (c == '\n') {
      ++line;
      if (!quoted && std::any_of(counts.begin(), counts.end(), [](size_t n) { return n > 0; })) {
        break;
      }
    }
    for (size_t i = 0; i < kSeparators.size() && line >= first_line && !quoted; ++i) {
      counts[i] += c == kSeparators[i] ? 1U : 0U;
    }
  }
  const auto* const most = std::max_element(counts.begin(), counts.end());
  return kSeparators[static_cast<size_t>(most - counts.begin())];
}

}  // namespace sakip::sheet
