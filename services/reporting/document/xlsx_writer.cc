#include "services/reporting/document/xlsx_writer.h"

#include <algorithm>
#include <memory>
#include <string_view>
#include <vector>

#include "common/period/period.h"
#include "common/status/status_macros.h"
#include "services/reporting/document/text.h"
#include "services/reporting/document/xlsx_book.h"
#include "services/reporting/document/xlsx_sheets.h"

namespace sakip::document {
namespace {

constexpr lxw_row_t kHeaderRow = 3;  // under the title, the place and the way back

std::size_t Length(std::string_view text) {
  std::size_t length = 0;
  for (std::size_t pos = 0; pos < text.size(); ++length) {
    NextCodePoint(text, pos);
  }
  return length;
}

std::vector<std::string_view> Words(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
    if (end > 0) {
      words.push_back(text.substr(0, end));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

// Lines that `text` takes in a column of `width` characters.
std::size_t LinesOf(std::string_view text, std::size_t width) {
  std::size_t lines = 1;
  std::size_t used = 0;
  for (const std::string_view word : Words(text)) {
    const std::size_t length = Length(word);
    if (used > 0 && used + 1 + length > width) {
      ++lines;
      used = 0;
    }
    used += length + (used > 0 ? 1 : 0);
    lines += used / (width + 1);
    used %= width + 1;
  }
  return lines;
}

struct HeaderCell {
  const Cell* cell;
  std::size_t row;
  std::size_t column;
};

// Header cells with the columns that they begin at, around those a row span covers.
std::vector<HeaderCell> HeaderCells(const Table& table) {
  std::vector<HeaderCell> cells;
  std::vector<std::size_t> covered_until(table.columns.size(), 0);  // row, per column
  for (std::size_t r = 0; r < table.header.size(); ++r) {
    std::size_t column = 0;
    for (const Cell& cell : table.header[r].cells) {
      while (column < covered_until.size() && covered_until[column] > r) {
        ++column;
      }
      cells.push_back({&cell, r, column});
      for (std::size_t i = 0; i < cell.col_span; ++i) {
        covered_until[column++] = r + cell.row_span;
      }
    }
  }
  return cells;
}

// In characters: the share of the page that the weights give, or what a number or a word of the
// header needs.
std::vector<std::size_t> Widths(const Table& table) {
  constexpr std::size_t kPortrait = 92;
  constexpr std::size_t kLandscape = 136;
  constexpr std::size_t kWidest = 80;
  constexpr std::size_t kWord = 24;
  std::size_t weights = 0;
  for (const Column& column : table.columns) {
    weights += column.weight;
  }
  std::vector<std::size_t> widths;
  for (const Column& column : table.columns) {
    const std::size_t page = table.landscape ? kLandscape : kPortrait;
    widths.push_back(std::clamp<std::size_t>(column.weight * page / weights, 3, kWidest));
  }
  for (const HeaderCell& header : HeaderCells(table)) {
    for (const std::string_view word : Words(header.cell->text)) {
      if (header.cell->col_span == 1) {
        const std::size_t needed = std::min(Length(word), kWord) + 2;
        widths[header.column] = std::max(widths[header.column], needed);
      }
    }
  }
  for (const Row& row : table.rows) {
    std::size_t column = 0;
    for (const Cell& cell : row.cells) {
      if (cell.number && cell.col_span == 1) {
        const std::size_t needed = std::min(Length(cell.text) + 2, kWidest);
        widths[column] = std::max(widths[column], needed);
      }
      column += cell.col_span;
    }
  }
  return widths;
}

class SheetWriter {
 public:
  SheetWriter(XlsxBook& book, const Document& document, const TableSheet& plan)
      : book_(book),
        document_(document),
        plan_(plan),
        table_(*plan.table),
        sheet_(book.AddSheet(plan.name)),
        widths_(Widths(table_)) {}

  void Write() {
    for (std::size_t i = 0; i < widths_.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      book_.Check(
          worksheet_set_column(sheet_, column, column, static_cast<double>(widths_[i]), nullptr));
    }
    book_.Text(sheet_, 0, 0, plan_.title, {.bold = true, .size = 12});
    book_.Text(sheet_, 1, 0, plan_.place, {.size = 9});
    book_.Link(sheet_, 2, 0, std::string(kListSheet), "Kembali ke daftar", {.size = 9});
    WriteHeader();
    lxw_row_t at = kHeaderRow + static_cast<lxw_row_t>(table_.header.size());
    worksheet_freeze_panes(sheet_, at, 0);
    for (const Row& row : table_.rows) {
      WriteRow(row, at++);
    }
    SetPage();
  }

 private:
  std::uint8_t Size() const { return table_.small_text ? 9 : 10; }
  // A column is as wide as so many digits of 11 points; letters are narrower.
  std::size_t Lines(std::string_view text, std::size_t width) const {
    return LinesOf(text, width * 12 / Size());
  }

  void WriteHeader() {
    const std::vector<HeaderCell> cells = HeaderCells(table_);
    for (const HeaderCell& header : cells) {
      WriteHeaderCell(header);
    }
    std::vector<std::size_t> lines(table_.header.size(), 1);
    for (const HeaderCell& header : cells) {
      std::size_t width = 0;
      for (std::size_t i = 0; i < header.cell->col_span; ++i) {
        width += widths_[header.column + i];
      }
      const std::size_t needed = Lines(header.cell->text, width);
      std::size_t& last = lines[header.row + header.cell->row_span - 1];
      const std::size_t above = header.cell->row_span - 1U;
      last = std::max(last, needed > above ? needed - above : 1);
    }
    for (std::size_t r = 0; r < lines.size(); ++r) {
      SetHeight(kHeaderRow + static_cast<lxw_row_t>(r), lines[r]);
    }
  }

  // The format has no height that follows the text: programs that open it do not compute one.
  void SetHeight(lxw_row_t row, std::size_t lines) {
    constexpr std::size_t kMostPoints = 400;
    const std::size_t points = lines * (Size() + 3U) + 3;
    book_.Check(worksheet_set_row(sheet_, row, static_cast<double>(std::min(points, kMostPoints)),
                                  nullptr));
  }

  void WriteHeaderCell(const HeaderCell& header) {
    const Cell& cell = *header.cell;
    const XlsxStyle style{.align = cell.align.value_or(Align::kCenter),
                          .border = XlsxBorder::kGrid,
                          .bold = true,
                          .wrap = true,
                          .header = true,
                          .size = Size()};
    const auto row = kHeaderRow + static_cast<lxw_row_t>(header.row);
    const auto column = static_cast<lxw_col_t>(header.column);
    const auto last_row = row + cell.row_span - 1U;
    const auto last_column = static_cast<lxw_col_t>(column + cell.col_span - 1);
    if (last_row > row || last_column > column) {
      book_.Check(worksheet_merge_range(sheet_, row, column, last_row, last_column, "",
                                        book_.Format(style)));
    }
    book_.Text(sheet_, row, column, cell.text, style);
  }

  // Spanning cells of the body are not merged, and a cell that is one with the cell above says its
  // text again: merged cells can be neither sorted nor filtered.
  void WriteRow(const Row& row, lxw_row_t at) {
    lxw_col_t column = 0;
    std::size_t lines = 1;
    for (const Cell& cell : row.cells) {
      const bool spans = cell.col_span > 1;
      XlsxStyle style{
          .align = spans ? Align::kLeft : cell.align.value_or(table_.columns[column].align),
          .border = row.kind == RowKind::kSubtotal || row.kind == RowKind::kTotal
                        ? XlsxBorder::kSum
                        : XlsxBorder::kGrid,
          .bold = cell.bold || row.kind != RowKind::kBody,
          .wrap = !spans,
          .size = Size()};
      if (cell.number && FitsSheet(*cell.number)) {
        style.wrap = false;
        book_.Value(sheet_, at, column, *cell.number, style);
      } else {
        book_.Text(sheet_, at, column, cell.text, style);
        lines = spans ? lines : std::max(lines, Lines(cell.text, widths_[column]));
      }
      for (int covered = 1; covered < cell.col_span; ++covered) {
        book_.Text(sheet_, at, static_cast<lxw_col_t>(column + covered), "", style);
      }
      column = static_cast<lxw_col_t>(column + cell.col_span);
    }
    SetHeight(at, lines);
  }

  void SetPage() {
    constexpr std::uint8_t kA4 = 9;
    worksheet_set_paper(sheet_, kA4);
    if (table_.landscape) {
      worksheet_set_landscape(sheet_);
    }
    worksheet_fit_to_pages(sheet_, 1, 0);
    worksheet_set_margins(sheet_, 0.6, 0.6, 0.8, 0.8);
    if (!table_.header.empty()) {
      const auto last = kHeaderRow + static_cast<lxw_row_t>(table_.header.size()) - 1;
      book_.Check(worksheet_repeat_rows(sheet_, kHeaderRow, last));
    }
    const std::string& title =
        document_.running_head.empty() ? document_.title : document_.running_head;
    const std::string header = "&L" + HeaderText(title, 80) + "&R" + HeaderText(plan_.name, 31);
    book_.Check(worksheet_set_header(sheet_, header.c_str()));
    book_.Check(worksheet_set_footer(sheet_, "&RHalaman &P dari &N"));
    // Codes such as 3355.003 are texts on purpose.
    book_.Check(worksheet_ignore_errors(sheet_, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:AN1048576"));
  }

  XlsxBook& book_;
  const Document& document_;
  const TableSheet& plan_;
  const Table& table_;
  lxw_worksheet* sheet_;
  std::vector<std::size_t> widths_;
};

void WriteList(XlsxBook& book, const Document& document, const std::vector<TableSheet>& plans) {
  lxw_worksheet* sheet = book.AddSheet(std::string(kListSheet));
  for (const auto& [column, width] : {std::pair(0, 24), std::pair(1, 70), std::pair(2, 60)}) {
    const auto at = static_cast<lxw_col_t>(column);
    book.Check(worksheet_set_column(sheet, at, at, width, nullptr));
  }
  const auto date = period::Tanggal::ParseIso(document.date);
  lxw_row_t row = 0;
  book.Text(sheet, row++, 0, document.title, {.bold = true, .size = 14});
  book.Text(sheet, row++, 0, document.author, {.size = 11});
  book.Text(sheet, row++, 0, date.ok() ? date->Panjang() : document.date, {.size = 11});
  book.Text(sheet, row++, 0,
            "Angka sama dengan yang tercetak dalam laporan; lembar kerja ini tidak memuat rumus.",
            {.size = 9});
  ++row;
  const XlsxStyle head{.border = XlsxBorder::kGrid, .bold = true, .header = true};
  for (const auto& [column, text] :
       {std::pair(0, "Lembar"), std::pair(1, "Tabel"), std::pair(2, "Bagian")}) {
    book.Text(sheet, row, static_cast<lxw_col_t>(column), text, head);
  }
  worksheet_freeze_panes(sheet, ++row, 0);
  const XlsxStyle body{.border = XlsxBorder::kGrid, .wrap = true};
  for (const TableSheet& plan : plans) {
    book.Link(sheet, row, 0, plan.name, plan.name, body);
    book.Text(sheet, row, 1, plan.title, body);
    book.Text(sheet, row, 2, plan.place, body);
    const std::size_t lines = std::max(LinesOf(plan.title, 84), LinesOf(plan.place, 72));
    const double points = static_cast<double>(std::min<std::size_t>(lines * 13 + 3, 400));
    book.Check(worksheet_set_row(sheet, row++, points, nullptr));
  }
  worksheet_set_paper(sheet, 9);
  worksheet_set_landscape(sheet);
  worksheet_fit_to_pages(sheet, 1, 0);
  book.Check(worksheet_set_footer(sheet, "&RHalaman &P dari &N"));
}

// More than the parts of the file can take before they are compressed: markup around each cell,
// and up to six bytes for an escaped character.
std::uint64_t BytesNeeded(const std::vector<TableSheet>& plans) {
  std::uint64_t bytes = std::uint64_t{4} << 20;
  for (const TableSheet& plan : plans) {
    bytes += plan.title.size() + plan.place.size();
    for (const auto* rows : {&plan.table->header, &plan.table->rows}) {
      for (const Row& row : *rows) {
        for (const Cell& cell : row.cells) {
          bytes += 100U * cell.col_span + 6 * std::min(cell.text.size(), kCellTextMax * 4);
        }
      }
    }
  }
  return bytes;
}

}  // namespace

absl::StatusOr<std::string> WriteXlsx(const Document& document) {
  RETURN_IF_ERROR(Validate(document));
  const std::vector<TableSheet> plans = TableSheets(document);
  ASSIGN_OR_RETURN(const std::unique_ptr<XlsxBook> book, XlsxBook::New(BytesNeeded(plans)));
  book->SetProperties(document);
  WriteList(*book, document, plans);
  for (const TableSheet& plan : plans) {
    SheetWriter(*book, document, plan).Write();
  }
  return book->Finish();
}

}  // namespace sakip::document
