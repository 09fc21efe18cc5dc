#include "services/reporting/document/docx_table.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "services/reporting/document/block_rules.h"
#include "services/reporting/document/chart_metrics.h"
#include "services/reporting/document/docx_paragraph.h"
#include "services/reporting/document/pdf_columns.h"

namespace sakip::document {
namespace {

constexpr std::string_view kHeaderFill = "E3E7ED";
constexpr std::string_view kGroupFill = "F2F4F6";

enum class Merge { kNone, kStart, kGoesOn };

struct CellLook {
  std::string_view style;
  Align align = Align::kLeft;
  std::string_view fill = {};
  bool header = false;
  bool keep_next = false;
  bool rule_above = false;
  Merge merge = Merge::kNone;
};

bool MergesUp(const Row& row) {
  return std::any_of(row.cells.begin(), row.cells.end(),
                     [](const Cell& cell) { return cell.merge_above; });
}

class TableWriter {
 public:
  TableWriter(XmlWriter& xml, const Table& table, const DocxPage& page)
      : xml_(xml), table_(table), page_(page), type_(TypeOf(table)) {
    double edge = 0;
    edges_.push_back(0);
    for (const double width : ColumnWidths(table, page.width)) {
      edge += width;
      edges_.push_back(static_cast<int>(std::lround(edge * 20)));
    }
    for (const Row& row : table.header) {
      header_height_ += HeightOf(row, true);
    }
    for (const Row& row : table.rows) {
      heights_.push_back(HeightOf(row, false));
    }
    KeepRowsTogether();
  }

  void Write(bool keep_next) {
    const Element element(xml_, "w:tbl");
    WriteProperties();
    {
      const Element grid(xml_, "w:tblGrid");
      for (std::size_t i = 1; i < edges_.size(); ++i) {
        xml_.Empty("w:gridCol", {{"w:w", std::to_string(edges_[i] - edges_[i - 1])}});
      }
    }
    WriteHeader();
    for (std::size_t r = 0; r < table_.rows.size(); ++r) {
      const bool last = r + 1 == table_.rows.size();
      WriteRow(r, last ? keep_next : keep_[r]);
    }
  }

 private:
  // About what the row takes on paper: enough to tell a row from a page.
  double HeightOf(const Row& row, bool header) const {
    double most = 1;
    std::size_t column = 0;
    for (const Cell& cell : row.cells) {
      const std::size_t end = std::min(column + cell.col_span, edges_.size() - 1);
      const double width = (edges_[end] - edges_[std::min(column, end)]) / 20.0 - 2 * type_.pad_x;
      const bool one_row = !cell.merge_above && (!header || cell.row_span == 1);
      if (one_row) {
        const double feeds =
            static_cast<double>(std::count(cell.text.begin(), cell.text.end(), '\n'));
        most = std::max(most,
                        feeds + std::ceil(SansWidth(cell.text, type_.size) / std::max(width, 4.0)));
      }
      column += cell.col_span;
    }
    return most * type_.leading + 2 * type_.pad_y;
  }

  // Rows under one merged cell stay together too if that is not too much, and so does a short
  // table.
  void KeepRowsTogether() {
    const std::vector<Row>& rows = table_.rows;
    const double height = std::accumulate(heights_.begin(), heights_.end(), header_height_);
    if (height < page_.height * kKeptWhole) {
      keep_.assign(rows.size(), true);
      return;
    }
    keep_ = RowsKeptWithNext(rows);
    for (std::size_t begin = 0; begin < rows.size();) {
      std::size_t end = begin + 1;
      double run = heights_[begin];
      for (; end < rows.size() && MergesUp(rows[end]); ++end) {
        run += heights_[end];
      }
      if (run < page_.height * kMostOfPage) {
        std::fill(keep_.begin() + static_cast<std::ptrdiff_t>(begin),
                  keep_.begin() + static_cast<std::ptrdiff_t>(end) - 1, true);
      }
      begin = end;
    }
  }

  void WriteProperties() {
    const Element properties(xml_, "w:tblPr");
    xml_.Empty("w:tblStyle", {{"w:val", table_.small_text ? "ReportTableSmall" : "ReportTable"}});
    xml_.Empty("w:tblW", {{"w:w", std::to_string(edges_.back())}, {"w:type", "dxa"}});
    xml_.Raw("<w:tblLayout w:type=\"fixed\"/>");
    if (!table_.caption.text.empty()) {
      xml_.Empty("w:tblCaption", {{"w:val", table_.caption.text}});
    }
  }

  void WriteRowProperties(bool repeated, bool whole) {
    if (!repeated && !whole) {
      return;
    }
    const Element properties(xml_, "w:trPr");
    if (whole) {
      xml_.Empty("w:cantSplit");
    }
    if (repeated) {
      xml_.Empty("w:tblHeader");
    }
  }

  void WriteHeader() {
    // A header that fills the page would leave no room for rows: such a one is not repeated.
    const bool fits = header_height_ < page_.height * kMostOfPage;
    std::vector<std::uint8_t> covered(table_.columns.size(), 0);  // rows, by a span from above
    std::vector<std::uint8_t> span(table_.columns.size(), 1);     // columns of that span
    for (const Row& row : table_.header) {
      const Element element(xml_, "w:tr");
      WriteRowProperties(fits, fits);
      const CellLook look{.style = table_.small_text ? "TableHeaderSmall" : "TableHeader",
                          .align = Align::kCenter,
                          .fill = kHeaderFill,
                          .header = true,
                          .keep_next = fits};
      std::size_t column = 0;
      const auto skip = [&] {
        while (column < covered.size() && covered[column] > 0) {
          const std::size_t width = span[column];
          CellLook below = look;
          below.merge = Merge::kGoesOn;
          WriteCell("", column, width, below);
          for (std::size_t i = 0; i < width; ++i) {
            --covered[column++];
          }
        }
      };
      for (const Cell& cell : row.cells) {
        skip();
        CellLook own = look;
        own.align = cell.align.value_or(Align::kCenter);
        own.merge = cell.row_span > 1 ? Merge::kStart : Merge::kNone;
        WriteCell(cell.text, column, cell.col_span, own);
        span[column] = cell.col_span;
        for (std::size_t i = 0; i < cell.col_span; ++i) {
          covered[column++] = static_cast<std::uint8_t>(cell.row_span - 1);
        }
      }
      skip();
    }
  }

  void WriteRow(std::size_t index, bool keep_next) {
    const Row& row = table_.rows[index];
    const Element element(xml_, "w:tr");
    WriteRowProperties(false, heights_[index] < page_.height * kMostOfPage);
    std::size_t column = 0;
    for (const Cell& cell : row.cells) {
      const bool strong = cell.bold || row.kind != RowKind::kBody;
      CellLook look{.style = StyleOf(strong),
                    .align = cell.align.value_or(table_.columns[column].align),
                    .keep_next = keep_next,
                    .rule_above = row.kind == RowKind::kTotal};
      if (row.kind != RowKind::kBody) {
        look.fill = row.kind == RowKind::kTotal ? kHeaderFill : kGroupFill;
      }
      if (cell.merge_above) {
        look.merge = Merge::kGoesOn;
      } else if (MergesBelow(index, column)) {
        look.merge = Merge::kStart;
      }
      WriteCell(cell.merge_above ? "" : cell.text, column, cell.col_span, look);
      column += cell.col_span;
    }
  }

  bool MergesBelow(std::size_t row, std::size_t column) const {
    if (row + 1 >= table_.rows.size()) {
      return false;
    }
    std::size_t at = 0;
    for (const Cell& cell : table_.rows[row + 1].cells) {
      if (at >= column) {
        return at == column && cell.merge_above;
      }
      at += cell.col_span;
    }
    return false;
  }

  std::string_view StyleOf(bool strong) const {
    if (table_.small_text) {
      return strong ? "TableStrongSmall" : "TableTextSmall";
    }
    return strong ? "TableStrong" : "TableText";
  }

  void WriteCell(std::string_view text, std::size_t column, std::size_t columns,
                 const CellLook& look) {
    const Element cell(xml_, "w:tc");
    {
      const Element properties(xml_, "w:tcPr");
      xml_.Empty("w:tcW", {{"w:w", std::to_string(edges_[column + columns] - edges_[column])},
                           {"w:type", "dxa"}});
      if (columns > 1) {
        xml_.Empty("w:gridSpan", {{"w:val", std::to_string(columns)}});
      }
      if (look.merge == Merge::kStart) {
        xml_.Empty("w:vMerge", {{"w:val", "restart"}});
      } else if (look.merge == Merge::kGoesOn) {
        xml_.Empty("w:vMerge");
      }
      if (look.rule_above) {
        xml_.Raw(
            "<w:tcBorders><w:top w:val=\"single\" w:sz=\"8\" w:space=\"0\" "
            "w:color=\"1A1A1A\"/></w:tcBorders>");
      }
      if (!look.fill.empty()) {
        xml_.Empty("w:shd", {{"w:val", "clear"}, {"w:color", "auto"}, {"w:fill", look.fill}});
      }
      if (look.header) {
        xml_.Raw("<w:vAlign w:val=\"center\"/>");
      }
    }
    DocxLook paragraph{.style = look.style, .keep_next = look.keep_next};
    const Align usual = look.header ? Align::kCenter : Align::kLeft;
    const Align align = look.align == Align::kJustify ? Align::kLeft : look.align;
    if (align != usual) {
      paragraph.align = align;
    }
    DocxParagraph(xml_, paragraph).Run(text);
  }

  XmlWriter& xml_;
  const Table& table_;
  DocxPage page_;
  TableType type_;
  std::vector<int> edges_;  // columns + 1
  double header_height_ = 0;
  std::vector<double> heights_;
  std::vector<bool> keep_;  // by row: stays with the next one
};

}  // namespace

DocxPage DocxPageOf(bool landscape) {
  return landscape ? DocxPage{717.89, 447.28} : DocxPage{};
}

void WriteDocxTable(XmlWriter& xml, const Table& table, const DocxPage& page, bool keep_next) {
  if (!table.header.empty() || !table.rows.empty()) {
    TableWriter(xml, table, page).Write(keep_next);
  }
}

}  // namespace sakip::document
