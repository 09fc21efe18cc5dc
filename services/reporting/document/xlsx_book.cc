#include "services/reporting/document/xlsx_book.h"

#include <stdlib.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <mutex>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "services/reporting/document/xlsx_sheets.h"

namespace sakip::document {
namespace {

constexpr lxw_color_t kGrey = 0xE7E6E6;
constexpr lxw_color_t kRule = 0xA6A6A6;
constexpr lxw_color_t kLinkBlue = 0x0563C1;
constexpr std::int64_t kExact = 1'000'000'000'000'000;  // 10^15: what fits 15 digits is below

absl::Status Failed(std::string_view what) {
  return absl::InternalError(absl::StrCat("xlsx: ", absl::string_view(what.data(), what.size())));
}

double PowerOfTen(int exponent) {
  double power = 1;
  for (; exponent > 0; --exponent) {
    power *= 10;
  }
  return power;
}

// Noon of the date the document bears: 0, which midnight of 1970-01-01 is, would mean the clock.
time_t DateOf(const Document& document) {
  const auto number = [&document](std::size_t from, std::size_t length) {
    int value = 0;
    for (const char digit : document.date.substr(from, length)) {
      value = value * 10 + (digit - '0');
    }
    return value;
  };
  const std::chrono::sys_days day = std::chrono::year(number(0, 4)) /
                                    std::chrono::month(static_cast<unsigned>(number(5, 2))) /
                                    std::chrono::day(static_cast<unsigned>(number(8, 2)));
  return static_cast<time_t>(day.time_since_epoch().count()) * 86400 + 43200;
}

std::uint8_t AlignmentOf(Align align) {
  switch (align) {
    case Align::kLeft:
    case Align::kJustify:
      return LXW_ALIGN_LEFT;
    case Align::kCenter:
      return LXW_ALIGN_CENTER;
    case Align::kRight:
      return LXW_ALIGN_RIGHT;
  }
  return LXW_ALIGN_LEFT;
}

void SetBorder(lxw_format* format, XlsxBorder border) {
  switch (border) {
    case XlsxBorder::kNone:
      return;
    case XlsxBorder::kGrid:
      format_set_border(format, LXW_BORDER_THIN);
      format_set_border_color(format, kRule);
      return;
    case XlsxBorder::kSum:
      format_set_border(format, LXW_BORDER_THIN);
      format_set_border_color(format, kRule);
      format_set_top(format, LXW_BORDER_MEDIUM);
      format_set_top_color(format, LXW_COLOR_BLACK);
      return;
  }
}

// Someone who edits and confirms a cell that begins so would make a formula of it, unless it is
// formatted as text.
bool LooksLikeFormula(std::string_view text) {
  for (const std::string_view lead :
       {"=", "+", "-", "@", "\n", " ", "＝", "＋", "－", "＠", "\""}) {
    if (text.substr(0, lead.size()) == lead) {
      return true;
    }
  }
  return false;
}

// libxlsxwriter turns the date of the properties into text with gmtime, whose result is shared.
std::mutex close_mutex;

std::mutex room_mutex;
std::uint64_t room_taken = 0;  // of all books

}  // namespace

std::unique_ptr<XlsxBook::Room> XlsxBook::Room::Take(std::uint64_t bytes, std::uint64_t available) {
  const std::lock_guard lock(room_mutex);
  if (available < room_taken || available - room_taken < bytes) {
    return nullptr;
  }
  room_taken += bytes;
  return std::unique_ptr<Room>(new Room(bytes));
}

XlsxBook::Room::~Room() {
  const std::lock_guard lock(room_mutex);
  room_taken -= bytes_;
}

std::string NumberFormat(const Number& number) {
  return absl::StrCat("#,##0", number.decimals > 0 ? "." : "", std::string(number.decimals, '0'),
                      number.percent ? "%" : "");
}

bool FitsSheet(const Number& number) {
  return number.units > -kExact && number.units < kExact;
}

XlsxBook::XlsxBook(std::filesystem::path folder, std::unique_ptr<Room> room)
    : room_(std::move(room)), folder_(std::move(folder)) {
  std::string tmpdir = folder_.string();
  lxw_workbook_options options{};
  options.tmpdir = tmpdir.data();
  book_ = workbook_new_opt((folder_ / "book.xlsx").c_str(), &options);
}

XlsxBook::~XlsxBook() {
  Close();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

absl::StatusOr<std::unique_ptr<XlsxBook>> XlsxBook::New(std::uint64_t bytes) {
  std::error_code error;
  const std::filesystem::path temporary = std::filesystem::temp_directory_path(error);
  if (error) {
    return Failed("there is no temporary folder: " + error.message());
  }
  // The library does not notice a full disk and would leave a damaged file.
  const auto space = std::filesystem::space(temporary, error);
  std::unique_ptr<Room> room = error ? nullptr : Room::Take(bytes, space.available);
  if (room == nullptr) {
    return Failed(temporary.string() + " has no room");
  }
  std::string folder = (temporary / "sakip-xlsx-XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) {
    return Failed("cannot make a folder in " + temporary.string());
  }
  std::unique_ptr<XlsxBook> book(new XlsxBook(folder, std::move(room)));
  if (book->book_ == nullptr) {
    return Failed("no workbook");
  }
  return book;
}

void XlsxBook::Check(lxw_error error) {
  if (error_ == LXW_NO_ERROR) {
    error_ = error;
  }
}

void XlsxBook::SetProperties(const Document& document) {
  constexpr std::size_t kPropertyMax = 255;
  std::string title = CellText(document.title, kPropertyMax);
  std::string author = CellText(document.author, kPropertyMax);
  lxw_doc_properties properties{};
  properties.title = title.data();
  properties.author = author.data();
  properties.company = author.data();
  properties.created = DateOf(document);
  Check(workbook_set_properties(book_, &properties));
}

lxw_worksheet* XlsxBook::AddSheet(const std::string& name) {
  return workbook_add_worksheet(book_, name.c_str());
}

lxw_format* XlsxBook::Format(const XlsxStyle& style) {
  lxw_format*& format = formats_[style];
  if (format != nullptr) {
    return format;
  }
  format = workbook_add_format(book_);
  format_set_font_name(format, "Arial");
  format_set_font_size(format, style.size);
  format_set_align(format, AlignmentOf(style.align));
  format_set_align(format, style.header ? LXW_ALIGN_VERTICAL_CENTER : LXW_ALIGN_VERTICAL_TOP);
  SetBorder(format, style.border);
  if (style.bold) {
    format_set_bold(format);
  }
  if (style.wrap) {
    format_set_text_wrap(format);
  }
  if (style.header) {
    format_set_bg_color(format, kGrey);
  }
  if (style.link) {
    format_set_font_color(format, kLinkBlue);
    format_set_underline(format, LXW_UNDERLINE_SINGLE);
  }
  if (!style.number_format.empty()) {
    format_set_num_format(format, style.number_format.c_str());
  }
  return format;
}

void XlsxBook::Text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& text,
                    XlsxStyle style) {
  const std::string cell = CellText(text, kCellTextMax);
  if (cell.empty()) {
    Check(worksheet_write_blank(sheet, row, column, Format(style)));
    return;
  }
  style.number_format = LooksLikeFormula(cell) ? "@" : "";
  Check(worksheet_write_string(sheet, row, column, cell.c_str(), Format(style)));
}

void XlsxBook::Value(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Number& number,
                     XlsxStyle style) {
  // Both are exact, so the quotient is the double nearest to the printed number.
  const double value =
      static_cast<double>(number.units) / PowerOfTen(number.decimals + (number.percent ? 2 : 0));
  style.number_format = NumberFormat(number);
  Check(worksheet_write_number(sheet, row, column, value, Format(style)));
}

void XlsxBook::Link(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column,
                    const std::string& to_sheet, const std::string& text, XlsxStyle style) {
  style.link = true;
  const std::string target = "internal:'" + to_sheet + "'!A1";
  Check(worksheet_write_url_opt(sheet, row, column, target.c_str(), Format(style), text.c_str(),
                                nullptr));
}

void XlsxBook::Close() {
  if (book_ != nullptr) {
    const std::lock_guard lock(close_mutex);
    Check(workbook_close(std::exchange(book_, nullptr)));
  }
}

absl::StatusOr<std::string> XlsxBook::Finish() {
  Close();
  if (error_ != LXW_NO_ERROR) {
    return Failed(lxw_strerror(error_));
  }
  std::ifstream in(folder_ / "book.xlsx", std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (!in || bytes.empty()) {
    return Failed("cannot read the file back");
  }
  return bytes;
}

}  // namespace sakip::document
