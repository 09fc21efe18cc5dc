#include "services/reporting/document/pdf_columns.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <string_view>

#include "services/reporting/document/chart_metrics.h"
#include "services/reporting/document/text.h"

namespace sakip::document {
namespace {

double WidestWord(std::string_view text, double size) {
  double widest = 0;
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t end = text.find_first_of(" \n-", begin);
    end = end == std::string_view::npos ? text.size() : end + (text[end] == '-' ? 1 : 0);
    widest = std::max(widest, SansWidth(text.substr(begin, end - begin), size));
    begin = std::max(end, begin) + (end < text.size() && text[end] != '-' ? 1 : 0);
    while (begin < text.size() && (text[begin] == ' ' || text[begin] == '\n')) {
      ++begin;
    }
  }
  return widest;
}

// The least width of each column: its longest word, so that no number is ever broken, but no
// column may take more than its fair share for one monstrous word.
class LeastWidths {
 public:
  LeastWidths(const Table& table, double total)
      : type_(TypeOf(table)),
        most_(total / std::max(2.0, static_cast<double>(table.columns.size()) * 0.5)),
        least_(table.columns.size(), 0),
        covered_(table.columns.size(), 0) {
    for (const Row& row : table.header) {
      Look(row, true);
    }
    for (const Row& row : table.rows) {
      Look(row, false);
    }
  }

  const std::vector<double>& widths() const { return least_; }

 private:
  void Look(const Row& row, bool header) {
    std::size_t column = 0;
    const auto skip = [&] {
      while (header && column < covered_.size() && covered_[column] > 0) {
        --covered_[column++];
      }
    };
    for (const Cell& cell : row.cells) {
      skip();
      if (cell.col_span == 1) {
        const bool bold = header || cell.bold || row.kind != RowKind::kBody;
        const std::string text = VisibleText(cell.text, LineFeeds::kKeep);
        const double width = WidestWord(text, type_.size * (bold ? 1.08 : 1));
        least_[column] = std::max(least_[column], std::min(width + 2 * type_.pad_x + 1, most_));
      }
      for (std::size_t i = 0; i < cell.col_span; ++i, ++column) {
        covered_[column] = header ? cell.row_span - 1U : 0;
      }
    }
    skip();
  }

  TableType type_;
  double most_;
  std::vector<double> least_;
  std::vector<std::size_t> covered_;  // header rows a row span still covers
};

}  // namespace

TableType TypeOf(const Table& table) {
  return table.small_text ? TableType{7.2, 9.4, 3, 2.4} : TableType{};
}

std::vector<double> ColumnWidths(const Table& table, double total) {
  std::vector<double> least = LeastWidths(table, total).widths();
  const double needed = std::accumulate(least.begin(), least.end(), 0.0);
  if (needed > total) {
    for (double& width : least) {
      width *= total / needed;
    }
  }
  // Columns below their least width are set to it; the others share what is left by weight.
  std::vector<bool> fixed(least.size(), false);
  std::vector<double> widths(least.size(), 0);
  for (bool changed = true; changed;) {
    changed = false;
    double room = total;
    double weights = 0;
    for (std::size_t i = 0; i < least.size(); ++i) {
      (fixed[i] ? room : weights) += fixed[i] ? -least[i] : table.columns[i].weight;
    }
    for (std::size_t i = 0; i < least.size(); ++i) {
      widths[i] = fixed[i] ? least[i] : room * table.columns[i].weight / weights;
      if (!fixed[i] && widths[i] < least[i] - 0.001) {
        fixed[i] = true;
        changed = true;
      }
    }
  }
  return widths;
}

}  // namespace sakip::document
