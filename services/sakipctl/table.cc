#include "services/sakipctl/table.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "common/text/utf8.h"

namespace sakip::sakipctl {
namespace {

std::string Padded(const std::string& text, size_t width, Align align) {
  const size_t length = text::CountCodePoints(text);
  const std::string blanks(width > length ? width - length : 0, ' ');
  return align == Align::kLeft ? text + blanks : blanks + text;
}

// The bytes of the first `count` characters.
size_t BytesOf(std::string_view text, size_t count) {
  size_t bytes = 0;
  while (count-- > 0 && bytes < text.size()) {
    const auto point = text::DecodeFirst(text.substr(bytes));
    bytes += point.has_value() ? point->bytes : 1;
  }
  return bytes;
}

std::string TrimmedRight(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace

std::vector<std::string> Wrap(const std::string& text, size_t width) {
  std::vector<std::string> lines;
  std::string_view rest = text;
  while (text::CountCodePoints(rest) > width) {
    const size_t most = BytesOf(rest, width);
    const size_t blank = rest.substr(0, most + 1).rfind(' ');
    const bool between_words = blank != std::string_view::npos && blank > 0;
    lines.emplace_back(rest.substr(0, between_words ? blank : most));
    rest.remove_prefix(between_words ? blank + 1 : most);
  }
  lines.emplace_back(rest);
  return lines;
}

std::string Printable(const std::string& text) {
  std::string out;
  for (std::string_view rest = text; !rest.empty();) {
    const auto point = text::DecodeFirst(rest);
    const std::string_view one = rest.substr(0, point.has_value() ? point->bytes : 1);
    const bool blank = one == "\n" || one == "\t";
    const bool hidden = !blank && text::HasControlOrBidi(one);
    out += blank ? " " : hidden ? "?" : std::string(one);
    rest.remove_prefix(one.size());
  }
  return out;
}

void Table::Add(std::vector<std::string> cells) {
  cells.resize(columns_.size());
  for (std::string& cell : cells) {
    cell = Printable(cell);
  }
  rows_.push_back(std::move(cells));
}

std::string Table::Text() const {
  std::vector<size_t> widths;
  for (size_t c = 0; c < columns_.size(); ++c) {
    size_t width = text::CountCodePoints(columns_[c].heading);
    for (const auto& row : rows_) {
      width = row.empty() ? width
                          : std::max(width, std::min(text::CountCodePoints(row[c]), kTableTextMax));
    }
    widths.push_back(width);
  }
  std::string text;
  const auto line = [&](const std::vector<std::string>& cells) {
    std::string out;
    for (size_t c = 0; c < columns_.size(); ++c) {
      out += (c == 0 ? "" : "  ") + Padded(cells[c], widths[c], columns_[c].align);
    }
    text += TrimmedRight(std::move(out)) + "\n";
  };
  const auto rule = [&] {
    std::string out;
    for (size_t c = 0; c < columns_.size(); ++c) {
      out += (c == 0 ? "" : "  ") + std::string(widths[c], '-');
    }
    text += out + "\n";
  };
  std::vector<std::string> headings;
  for (const Column& column : columns_) {
    headings.push_back(column.heading);
  }
  line(headings);
  rule();
  for (const auto& row : rows_) {
    if (row.empty()) {
      rule();
      continue;
    }
    std::vector<std::vector<std::string>> wrapped;
    size_t height = 1;
    for (size_t c = 0; c < columns_.size(); ++c) {
      wrapped.push_back(Wrap(row[c], widths[c]));
      height = std::max(height, wrapped.back().size());
    }
    for (size_t i = 0; i < height; ++i) {
      std::vector<std::string> cells;
      cells.reserve(wrapped.size());
      for (const auto& lines : wrapped) {
        cells.push_back(i < lines.size() ? lines[i] : "");
      }
      line(cells);
    }
  }
  return text;
}

}  // namespace sakip::sakipctl
