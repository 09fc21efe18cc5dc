#ifndef SAKIP_SERVICES_SAKIPCTL_TABLE_H_
#define SAKIP_SERVICES_SAKIPCTL_TABLE_H_

#include <string>
#include <vector>

namespace sakip::sakipctl {

enum class Align { kLeft, kRight };

struct Column {
  std::string heading;
  Align align = Align::kLeft;
};

// A table for terminals: columns as wide as their widest cell in characters, long texts wrapped
// between words at kTableTextMax.
class Table {
 public:
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  // As many cells as there are columns; a missing one is empty.
  void Add(std::vector<std::string> cells);
  // A line across, such as above totals.
  void Rule() { rows_.emplace_back(); }
  std::string Text() const;

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;  // an empty one is a rule
};

inline constexpr size_t kTableTextMax = 52;

// `text` in lines of at most `width` characters, broken at blanks; a longer word is cut.
std::vector<std::string> Wrap(const std::string& text, size_t width);

// What may be printed to a terminal: control characters of data become '?'.
std::string Printable(const std::string& text);

}  // namespace sakip::sakipctl

#endif  // SAKIP_SERVICES_SAKIPCTL_TABLE_H_
