#include "services/reporting/document/pdf_table_grid.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "services/reporting/document/pdf_columns.h"

namespace sakip::document {
namespace {

class Measurer {
 public:
  Measurer(const Table& table, const FontSet& fonts, const PageShape& shape)
      : table_(table), fonts_(fonts), shape_(shape) {
    const TableType type = TypeOf(table);
    style_ = {kSans, type.size, type.leading};
    grid_.pad_x = type.pad_x;
    grid_.pad_y = type.pad_y;
    grid_.leading = type.leading;
  }

  TableGrid Measure() {
    MeasureColumns();
    for (const Row& row : table_.rows) {
      grid_.rows.push_back(MeasureRow(row));
    }
    MeasureHeader();
    MarkMerges();
    MeasureRuns();
    return std::move(grid_);
  }

 private:
  TypeStyle StyleOf(const Row& row, const Cell& cell, bool header) const {
    TypeStyle style = style_;
    style.bold = header || cell.bold || row.kind != RowKind::kBody;
    return style;
  }

  void MeasureColumns() {
    grid_.edges.push_back(shape_.left);
    for (const double width : ColumnWidths(table_, shape_.TextWidth())) {
      grid_.edges.push_back(grid_.edges.back() + width);
    }
  }

  CellBox MeasureCell(const Row& row, const Cell& cell, std::size_t column, bool header) const {
    CellBox box{.style = StyleOf(row, cell, header),
                .column = column,
                .col_span = cell.col_span,
                .row_span = cell.row_span,
                .merge_above = cell.merge_above};
    Align align = cell.align.value_or(header ? Align::kCenter : table_.columns[column].align);
    align = align == Align::kJustify ? Align::kLeft : align;
    const double width = grid_.edges[column + cell.col_span] - grid_.edges[column];
    box.lines =
        BreakText(fonts_, cell.text, box.style, std::max(width - 2 * grid_.pad_x, 4.0), align);
    return box;
  }

  double TextHeight(const CellBox& cell) const {
    return static_cast<double>(cell.lines.size()) * grid_.leading + 2 * grid_.pad_y;
  }

  RowBox MeasureRow(const Row& row) const {
    RowBox box{.kind = row.kind};
    std::size_t column = 0;
    for (const Cell& cell : row.cells) {
      box.cells.push_back(MeasureCell(row, cell, column, false));
      column += cell.col_span;
    }
    return box;
  }

  void MeasureHeader() {
    std::vector<std::size_t> covered(table_.columns.size(), 0);
    for (const Row& row : table_.header) {
      RowBox& box = grid_.header.emplace_back();
      box.height = grid_.leading + 2 * grid_.pad_y;
      std::size_t column = 0;
      const auto skip = [&] {
        while (column < covered.size() && covered[column] > 0) {
          --covered[column++];
        }
      };
      for (const Cell& cell : row.cells) {
        skip();
        CellBox& added = box.cells.emplace_back(MeasureCell(row, cell, column, true));
        CutHeaderCell(added);
        for (std::size_t i = 0; i < cell.col_span; ++i) {
          covered[column++] = cell.row_span - 1U;
        }
        if (cell.row_span == 1) {
          box.height = std::max(box.height, TextHeight(added));
        }
      }
      skip();
    }
    StretchHeader();
  }

  // A header that fills the page would leave no room for rows: it alone may lose text.
  void CutHeaderCell(CellBox& cell) const {
    const double room = shape_.TextHeight() * kMostOfPage /
                        static_cast<double>(std::max<std::size_t>(table_.header.size(), 1));
    const auto most = static_cast<std::size_t>(std::max(1.0, room / grid_.leading));
    if (cell.lines.size() > most) {
      cell.lines.resize(most);
    }
  }

  void StretchHeader() {
    for (std::size_t r = 0; r < grid_.header.size(); ++r) {
      for (const CellBox& cell : grid_.header[r].cells) {
        double height = 0;
        for (std::size_t i = r; i < r + cell.row_span; ++i) {
          height += grid_.header[i].height;
        }
        grid_.header[r + cell.row_span - 1].height += std::max(0.0, TextHeight(cell) - height);
      }
    }
  }

  void MarkMerges() {
    for (std::size_t r = 1; r < grid_.rows.size(); ++r) {
      for (const CellBox& cell : grid_.rows[r].cells) {
        for (CellBox& above : grid_.rows[r - 1].cells) {
          if (cell.merge_above && above.column == cell.column) {
            above.starts_merge = !above.merge_above;
          }
        }
      }
    }
  }

  bool ContinuesRun(std::size_t row) const {
    return row > 0 && std::any_of(grid_.rows[row].cells.begin(), grid_.rows[row].cells.end(),
                                  [](const CellBox& cell) { return cell.merge_above; });
  }

  // Heights of the rows of one run when merged text flows over its rows; false if that is too tall.
  bool FlowRun(std::size_t begin, std::size_t end) {
    std::vector<double> heights;
    for (std::size_t r = begin; r < end; ++r) {
      double height = grid_.leading + 2 * grid_.pad_y;
      for (const CellBox& cell : grid_.rows[r].cells) {
        height = std::max(height, cell.merge_above || cell.starts_merge ? 0.0 : TextHeight(cell));
      }
      heights.push_back(height);
    }
    for (std::size_t r = begin; r < end; ++r) {
      for (const CellBox& cell : grid_.rows[r].cells) {
        if (cell.starts_merge) {
          const std::size_t last = MergeEnd(r, cell.column, end);
          const double sum =
              std::accumulate(heights.begin() + static_cast<std::ptrdiff_t>(r - begin),
                              heights.begin() + static_cast<std::ptrdiff_t>(last - begin), 0.0);
          heights[last - 1 - begin] += std::max(0.0, TextHeight(cell) - sum);
        }
      }
    }
    if (std::accumulate(heights.begin(), heights.end(), 0.0) > shape_.TextHeight() * kMostOfPage) {
      return false;
    }
    for (std::size_t r = begin; r < end; ++r) {
      grid_.rows[r].height = grid_.rows[r].height_alone = heights[r - begin];
    }
    return true;
  }

  // One past the last row, before `end`, that the cell starting at `row` reaches.
  std::size_t MergeEnd(std::size_t row, std::size_t column, std::size_t end) const {
    std::size_t last = row + 1;
    while (last < end && std::any_of(grid_.rows[last].cells.begin(), grid_.rows[last].cells.end(),
                                     [column](const CellBox& c) {
                                       return c.column == column && c.merge_above;
                                     })) {
      ++last;
    }
    return last;
  }

  void MeasureRuns() {
    for (std::size_t begin = 0; begin < grid_.rows.size();) {
      std::size_t end = begin + 1;
      while (end < grid_.rows.size() && ContinuesRun(end)) {
        ++end;
      }
      grid_.runs.push_back(begin);
      if (!FlowRun(begin, end)) {
        for (std::size_t r = begin; r < end; ++r) {
          MeasureAlone(grid_.rows[r]);
          if (r > begin) {
            grid_.runs.push_back(r);
          }
        }
      }
      begin = end;
    }
  }

  void MeasureAlone(RowBox& row) const {
    row.height = row.height_alone = grid_.leading + 2 * grid_.pad_y;
    for (const CellBox& cell : row.cells) {
      row.height_alone = std::max(row.height_alone, TextHeight(cell));
      row.height = std::max(row.height, cell.merge_above ? 0.0 : TextHeight(cell));
    }
  }

  const Table& table_;
  const FontSet& fonts_;
  const PageShape& shape_;
  TypeStyle style_;
  TableGrid grid_;
};

}  // namespace

double TableGrid::HeaderHeight() const {
  return std::accumulate(header.begin(), header.end(), 0.0,
                         [](double sum, const RowBox& row) { return sum + row.height; });
}

TableGrid MeasureTable(const Table& table, const FontSet& fonts, const PageShape& shape) {
  return Measurer(table, fonts, shape).Measure();
}

}  // namespace sakip::document
