#include "common/sheet/worksheet.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "common/period/period.h"
#include "common/sheet/styles.h"
#include "common/sheet/xml_reader.h"
#include "common/status/status_macros.h"

namespace sakip::sheet {
namespace {

constexpr int kRowMax = 1'048'576;     // of the format
constexpr size_t kColumnMax = 16'384;  // of the format
constexpr size_t kMergesMax = 100'000;
constexpr size_t kNumberBytesMax = 64;

struct Place {
  int row = 0;
  size_t column = 0;
};

std::optional<int> ParsePositive(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool all = error == std::errc() && end == text.data() + text.size();
  return all && value > 0 ? std::optional(value) : std::nullopt;
}

// "C12".
std::optional<Place> ParsePlace(std::string_view text) {
  Place place;
  size_t column = 0;
  while (!text.empty() && text.front() >= 'A' && text.front() <= 'Z' && column <= kColumnMax) {
    column = column * 26 + static_cast<size_t>(text.front() - 'A' + 1);
    text.remove_prefix(1);
  }
  const std::optional<int> row = ParsePositive(text);
  if (column == 0 || column > kColumnMax || !row.has_value() || *row > kRowMax) {
    return std::nullopt;
  }
  place.row = *row;
  place.column = column - 1;
  return place;
}

// "-12.50E+3": what the format calls a number, and nothing that only some readers take for one.
bool IsNumber(std::string_view text) {
  const auto digits = [&text] {
    const size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
    text.remove_prefix(count);
    return count > 0;
  };
  const auto skip = [&text](std::string_view any) {
    const bool found = !text.empty() && any.find(text.front()) != std::string_view::npos;
    text.remove_prefix(found ? 1 : 0);
    return found;
  };
  if (text.size() > kNumberBytesMax) {
    return false;
  }
  skip("-");
  if (!digits() || (skip(".") && !digits())) {
    return false;
  }
  if (skip("eE")) {
    skip("+-");
    if (!digits()) {
      return false;
    }
  }
  return text.empty();
}

absl::Status Confused(int row) {
  return Refuse(row, "is a workbook whose rows and cells are out of order",
                "urutan baris dan sel di buku kerja tidak sah");
}

class SheetHandler : public XmlHandler {
 public:
  SheetHandler(const Workbook& book, const SharedStrings& strings, const std::vector<bool>& dates,
               const Options& options, Collector& collector)
      : book_(book),
        strings_(strings),
        dates_(dates),
        options_(options),
        bytes_max_(CellBytesMax(options.limits)),
        collector_(collector),
        inline_(bytes_max_) {}

  absl::Status Start(std::string_view name, const Attributes& attributes) override {
    if (in_cell_) {
      return StartInCell(name);
    }
    if (name == "sheetData") {
      in_data_ = true;
    } else if (name == "row" && in_data_) {
      return StartRow(attributes);
    } else if (name == "c" && in_row_) {
      return StartCell(attributes);
    } else if (name == "mergeCell") {
      return AddMerge(attributes.Find("ref").value_or(""));
    }
    return absl::OkStatus();
  }

  absl::Status End(std::string_view name) override {
    if (in_cell_) {
      inline_.End(name);
      in_value_ = in_value_ && name != "v";
      in_inline_ = in_inline_ && name != "is";
    }
    if (name == "c" && in_cell_) {
      in_cell_ = false;
      return EndCell();
    }
    if (name == "row" && in_row_) {
      in_row_ = false;
      return collector_.EndRow();
    }
    in_data_ = in_data_ && name != "sheetData";
    return absl::OkStatus();
  }

  absl::Status Text(std::string_view text) override {
    if (in_value_) {
      value_.append(text.substr(0, bytes_max_ - std::min(bytes_max_, value_.size())));
    } else if (in_inline_) {
      inline_.Text(text);
    }
    return absl::OkStatus();
  }

  // After the whole sheet: merged cells count only where cells were used.
  absl::Status CheckMerges() {
    for (const auto& [first, last] : merges_) {
      const int row = std::max(first.row, options_.first_row);
      if (last.row < row || row > collector_.last_row() ||
          first.column > collector_.last_column()) {
        continue;
      }
      RETURN_IF_ERROR(collector_.RefuseCellAt(row, first.column, "is part of merged cells",
                                              "termasuk sel gabungan; pisahkan dahulu"));
    }
    return absl::OkStatus();
  }

 private:
  absl::Status StartRow(const Attributes& attributes) {
    const auto given = attributes.Find("r");
    const std::optional<int> number = given ? ParsePositive(*given) : std::optional(row_ + 1);
    if (in_row_ || !number.has_value() || *number <= row_ || *number > kRowMax) {
      return Confused(row_);
    }
    in_row_ = true;
    row_ = *number;
    next_column_ = 0;
    collector_.BeginRow(row_);
    return absl::OkStatus();
  }

  absl::Status StartCell(const Attributes& attributes) {
    const auto given = attributes.Find("r");
    const std::optional<Place> place =
        given ? ParsePlace(*given) : std::optional(Place{row_, next_column_});
    if (!place.has_value() || place->row != row_ || place->column < next_column_ ||
        place->column >= kColumnMax) {
      return Confused(row_);
    }
    column_ = place->column;
    next_column_ = column_ + 1;
    type_ = attributes.Find("t").value_or("n");
    style_ = ParsePositive(attributes.Find("s").value_or("0")).value_or(0);
    in_cell_ = true;
    in_value_ = false;
    in_inline_ = false;
    formula_ = false;
    values_ = 0;
    value_.clear();
    inline_.Clear();
    return absl::OkStatus();
  }

  absl::Status StartInCell(std::string_view name) {
    if (name == "c" || name == "row" || name == "sheetData") {
      return Confused(row_);
    }
    formula_ = formula_ || name == "f";
    in_value_ = in_value_ || name == "v";
    in_inline_ = in_inline_ || name == "is";
    values_ += name == "v" || name == "is" ? 1 : 0;
    inline_.Start(name);
    return absl::OkStatus();
  }

  absl::Status EndCell() {
    if (formula_) {
      return Bad("holds a formula; paste values instead",
                 "memuat rumus; salin lalu tempel sebagai nilai");
    }
    if (values_ > 1) {
      return Bad("holds several values", "memuat lebih dari satu nilai");
    }
    if (type_ == "inlineStr") {
      return collector_.AddCell(column_, CellType::kText, inline_.Take());
    }
    if (value_.empty()) {
      return absl::OkStatus();
    }
    if (type_ == "n") {
      return EndNumber();
    }
    if (type_ == "s") {
      return EndShared();
    }
    if (type_ == "str") {
      const bool cut = value_.size() >= bytes_max_;
      return collector_.AddCell(column_, CellType::kText, cut ? value_ : DecodeEscapes(value_));
    }
    if (type_ == "b" && (value_ == "0" || value_ == "1")) {
      return collector_.AddCell(column_, CellType::kBool, value_);
    }
    if (type_ == "d") {
      return EndIsoDate();
    }
    if (type_ == "e") {
      return Bad("holds an error value", "memuat nilai galat (misalnya #REF! atau #N/A)");
    }
    return Bad("has a type that is not known", "jenis isinya tidak dikenal");
  }

  absl::Status EndNumber() {
    if (!IsNumber(value_)) {
      return Bad("is no valid number", "bukan angka yang sah");
    }
    if (static_cast<size_t>(style_) >= dates_.size() || !dates_[static_cast<size_t>(style_)]) {
      return collector_.AddCell(column_, CellType::kNumber, value_);
    }
    std::optional<SerialDate> date = ParseSerial(value_, book_.dates_from_1904);
    if (!date.has_value()) {
      return Bad("is shown as a date and is none",
                 "berformat tanggal, tetapi isinya bukan tanggal");
    }
    return collector_.AddCell(column_, date->has_time ? CellType::kDateTime : CellType::kDate,
                              std::move(date->iso));
  }

  absl::Status EndShared() {
    size_t index = 0;
    const auto [end, error] = std::from_chars(value_.data(), value_.data() + value_.size(), index);
    const auto text = error == std::errc() && end == value_.data() + value_.size()
                          ? strings_.Get(index)
                          : std::nullopt;
    if (!text.has_value()) {
      return Bad("refers to a text that is not in the workbook",
                 "merujuk teks yang tidak ada di buku kerja");
    }
    return collector_.AddCell(column_, CellType::kText, std::string(*text));
  }

  // "2018-02-02" or "2018-02-02T00:00:00".
  absl::Status EndIsoDate() {
    constexpr size_t kDateBytes = 10;
    const std::string_view rest =
        std::string_view(value_).substr(std::min(kDateBytes, value_.size()));
    const auto date = period::Tanggal::ParseIso(std::string_view(value_).substr(0, kDateBytes));
    if (!date.ok() || (!rest.empty() && rest.front() != 'T')) {
      return Bad("is no valid date", "bukan tanggal yang sah");
    }
    const bool has_time = rest.find_first_not_of("T0:.Z") != std::string_view::npos;
    return collector_.AddCell(column_, has_time ? CellType::kDateTime : CellType::kDate,
                              date->Iso());
  }

  absl::Status AddMerge(std::string_view reference) {
    const size_t colon = reference.find(':');
    const auto first = ParsePlace(reference.substr(0, colon));
    const auto last =
        colon == std::string_view::npos ? first : ParsePlace(reference.substr(colon + 1));
    if (!first.has_value() || !last.has_value() || merges_.size() >= kMergesMax) {
      return Refuse(0, "has too many or damaged merged cells",
                    "sel gabungan terlalu banyak atau rusak");
    }
    merges_.emplace_back(*first, *last);
    return absl::OkStatus();
  }

  absl::Status Bad(std::string english, std::string indonesian) {
    return collector_.RefuseCell(column_, std::move(english), std::move(indonesian));
  }

  const Workbook& book_;
  const SharedStrings& strings_;
  const std::vector<bool>& dates_;
  const Options& options_;
  const size_t bytes_max_;
  Collector& collector_;

  bool in_data_ = false;
  bool in_row_ = false;
  bool in_cell_ = false;
  bool in_value_ = false;
  bool in_inline_ = false;
  int row_ = 0;
  size_t next_column_ = 0;
  // The cell that is being read.
  size_t column_ = 0;
  std::string type_;
  int style_ = 0;
  bool formula_ = false;
  int values_ = 0;
  std::string value_;
  RichText inline_;

  std::vector<std::pair<Place, Place>> merges_;
};

}  // namespace

absl::Status ReadWorksheet(ZipReader& zip, const Workbook& book, const SharedStrings& strings,
                           const std::vector<bool>& dates, const Options& options,
                           Collector& collector) {
  SheetHandler handler(book, strings, dates, options, collector);
  RETURN_IF_ERROR(ReadXml(zip, book.sheet_part, handler));
  return handler.CheckMerges();
}

}  // namespace sakip::sheet
