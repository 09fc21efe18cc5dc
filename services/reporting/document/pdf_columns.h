// The measures of a table on pages, the same in PDF and Word.
#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_PDF_COLUMNS_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_PDF_COLUMNS_H_

#include <vector>

#include "services/reporting/document/document.h"

namespace sakip::document {

// The look of a table's text, in points.
struct TableType {
  double size = 8.6;
  double leading = 11.6;
  double pad_x = 4.5;
  double pad_y = 3.2;
};
TableType TypeOf(const Table& table);

// Shares of a page's height. A table no taller than the first is not parted; the other is the most
// that a repeated header, or rows held together by a merged cell, may take.
inline constexpr double kKeptWhole = 0.3;
inline constexpr double kMostOfPage = 0.4;

// Widths of the columns of `table` on a page with `total` points for text, by weight, but wide
// enough that no word is broken that need not be. They add up to `total`. Without a font at hand.
std::vector<double> ColumnWidths(const Table& table, double total);

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_PDF_COLUMNS_H_
