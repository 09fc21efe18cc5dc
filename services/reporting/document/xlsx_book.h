// A workbook being written: libxlsxwriter with the errors kept, formats shared and the temporary
// folder taken care of. Internal to xlsx_writer. Not thread-safe; several may be used at once.
#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_XLSX_BOOK_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_XLSX_BOOK_H_

#include <xlsxwriter.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "services/reporting/document/document.h"

namespace sakip::document {

enum class XlsxBorder : std::uint8_t { kNone, kGrid, kSum };

struct XlsxStyle {
  Align align = Align::kLeft;
  XlsxBorder border = XlsxBorder::kNone;
  bool bold = false;
  bool wrap = false;
  bool header = false;  // grey, centred vertically
  bool link = false;
  std::uint8_t size = 10;          // points
  std::string number_format = {};  // empty: General

  auto operator<=>(const XlsxStyle&) const = default;
};

// The format that shows a number as it is printed: {8906, 2} "#,##0.00", {775, 1, true} "#,##0.0%".
std::string NumberFormat(const Number& number);

// Whether the format holds the number exactly: at most 15 digits.
bool FitsSheet(const Number& number);

class XlsxBook {
 public:
  // INTERNAL when there is no temporary folder with room for `bytes` beside what other books of
  // this process were promised and still hold.
  static absl::StatusOr<std::unique_ptr<XlsxBook>> New(std::uint64_t bytes);
  ~XlsxBook();
  XlsxBook(const XlsxBook&) = delete;
  XlsxBook& operator=(const XlsxBook&) = delete;

  // The same properties give the same bytes: the file's date is the document's.
  void SetProperties(const Document& document);
  lxw_worksheet* AddSheet(const std::string& name);
  void Text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& text,
            XlsxStyle style);
  // FitsSheet(number).
  void Value(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Number& number,
             XlsxStyle style);
  void Link(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& to_sheet,
            const std::string& text, XlsxStyle style);
  lxw_format* Format(const XlsxStyle& style);
  // Keeps the first error; Finish answers it.
  void Check(lxw_error error);

  // The file. INTERNAL when anything failed. Call once.
  absl::StatusOr<std::string> Finish();

 private:
  // A share of the temporary folder's room, until it goes.
  class Room {
   public:
    // None when `available` has not that much left.
    static std::unique_ptr<Room> Take(std::uint64_t bytes, std::uint64_t available);
    ~Room();
    Room(const Room&) = delete;
    Room& operator=(const Room&) = delete;

   private:
    explicit Room(std::uint64_t bytes) : bytes_(bytes) {}
    std::uint64_t bytes_;
  };

  XlsxBook(std::filesystem::path folder, std::unique_ptr<Room> room);
  void Close();

  std::unique_ptr<Room> room_;
  std::filesystem::path folder_;
  lxw_workbook* book_ = nullptr;  // until Close
  lxw_error error_ = LXW_NO_ERROR;
  std::map<XlsxStyle, lxw_format*> formats_;
};

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_XLSX_BOOK_H_
