// Which sheets a document makes and what they are called, before any file. Internal to xlsx_writer.
#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_XLSX_SHEETS_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_XLSX_SHEETS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "services/reporting/document/document.h"

namespace sakip::document {

inline constexpr std::string_view kListSheet = "Daftar";

struct TableSheet {
  const Table* table = nullptr;  // in the document
  // "Tabel 3.1" from the caption, "Lampiran 2.1" from the headings. 1..31 of letters,
  // digits and " .,()-" (an underscore could begin a code), unique whatever the case, not
  // kListSheet.
  std::string name = {};
  std::string title = {};  // the caption, or the heading of a table without one
  std::string place = {};  // the chapter and the heading it stands under; may be empty
};

// One for each table, in document order. `document` has passed Validate and outlives the result.
std::vector<TableSheet> TableSheets(const Document& document);

// `text` as VisibleText shows it, cut to `max` UTF-16 units with "[dipotong]" as its end. Excel
// reads "_x0041_" as "A": such a text is escaped, so that it stays what it is.
std::string CellText(std::string_view text, std::size_t max);
inline constexpr std::size_t kCellTextMax = 32767;

// For a page header, one line. & begins a code there; doubled, as it should be written, "&&G" makes
// libxlsxwriter 1.1.4 look for a picture and free the text it then writes. So & becomes ＆.
std::string HeaderText(std::string_view text, std::size_t max);

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_XLSX_SHEETS_H_
