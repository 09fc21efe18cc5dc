// A table measured: column edges, broken cells, row heights. No pages yet.
#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_PDF_TABLE_GRID_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_PDF_TABLE_GRID_H_

#include <vector>

#include "services/reporting/document/document.h"
#include "services/reporting/document/pdf_flow.h"
#include "services/reporting/document/pdf_fonts.h"
#include "services/reporting/document/pdf_text.h"

namespace sakip::document {

struct CellBox {
  std::vector<TextLine> lines = {};
  TypeStyle style;
  std::size_t column = 0;
  std::size_t col_span = 1;
  std::size_t row_span = 1;  // header only
  bool merge_above = false;
  bool starts_merge = false;  // the row below merges into this cell
};

struct RowBox {
  RowKind kind = RowKind::kBody;
  std::vector<CellBox> cells = {};
  double height = 0;
  // With the text of cells merged into the row above, for a row that starts a page.
  double height_alone = 0;
};

struct TableGrid {
  std::vector<double> edges;  // columns + 1, from the page's left edge
  std::vector<RowBox> header;
  std::vector<RowBox> rows;
  // First row of each run that merged cells hold together; a run taller than `max_run` is left as
  // single rows whose first one holds all the text.
  std::vector<std::size_t> runs;
  double pad_x = 4;
  double pad_y = 3;
  double leading = 11.5;

  double HeaderHeight() const;
};

TableGrid MeasureTable(const Table& table, const FontSet& fonts, const PageShape& shape);

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_PDF_TABLE_GRID_H_
