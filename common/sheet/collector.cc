#include "common/sheet/collector.h"

#include <algorithm>
#include <utility>

#include "common/status/status_macros.h"
#include "common/text/utf8.h"

namespace sakip::sheet {
namespace {

constexpr size_t kUtf8BytesMax = 4;  // of one character

absl::Status TooMany(int row, size_t most, const std::string& english,
                     const std::string& indonesian) {
  return Refuse(row, "more than " + std::to_string(most) + " " + english,
                "lebih dari " + std::to_string(most) + " " + indonesian);
}

// CR LF becomes LF; a CR alone stays, and is refused as a control character.
void NormalizeLineEnds(std::string& text) {
  size_t out = text.find('\r');
  for (size_t in = out; in < text.size(); ++in) {
    if (text[in] == '\r' && in + 1 < text.size() && text[in + 1] == '\n') {
      continue;
    }
    text[out++] = text[in];
  }
  text.resize(std::min(out, text.size()));
}

// The common case, without decoding character by character.
bool IsPrintableAscii(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace

absl::Status Refuse(int row, std::string english, std::string indonesian) {
  fault::Violations violations;
  violations.Add(row == 0 ? "" : "[" + std::to_string(row) + "]", std::move(english),
                 std::move(indonesian));
  return violations.ToStatus();
}

void Collector::BeginRow(int number) {
  row_.number = number;
  row_.cells.clear();
  bad_row_ = false;
}

absl::Status Collector::CheckLimits(size_t column) {
  const Limits& limits = options_.limits;
  if (column >= limits.columns) {
    return TooMany(row_.number, limits.columns, "columns", "kolom");
  }
  if (++cells_ > limits.cells) {
    return TooMany(row_.number, limits.cells, "cells", "sel");
  }
  if (text_bytes_ > limits.text_bytes) {
    return TooMany(row_.number, limits.text_bytes, "bytes of text", "byte teks");
  }
  return absl::OkStatus();
}

absl::Status Collector::AddCell(size_t column, CellType type, std::string text) {
  if (text.empty() || Skipped(row_.number)) {
    return absl::OkStatus();
  }
  text_bytes_ += text.size();
  RETURN_IF_ERROR(CheckLimits(column));
  const size_t most = options_.limits.cell_chars;
  if (text.size() > most * kUtf8BytesMax ||
      (text.size() > most && text::CountCodePoints(text) > most)) {
    return RefuseCell(column, "has more than " + std::to_string(most) + " characters",
                      "lebih dari " + std::to_string(most) + " karakter");
  }
  NormalizeLineEnds(text);
  if (!IsPrintableAscii(text) && text::HasControlOrBidi(text, text::LineBreaks::kAllow)) {
    return RefuseCell(column, "has control or direction characters",
                      "memuat karakter kendali atau pengarah teks yang tidak terlihat");
  }
  row_.cells.resize(column + 1);
  row_.cells[column] = Cell{type, std::move(text)};
  return absl::OkStatus();
}

absl::Status Collector::RefuseCell(size_t column, std::string english, std::string indonesian) {
  bad_row_ = true;
  if (!Skipped(row_.number)) {
    last_column_ = std::max(last_column_, column);
  }
  return RefuseCellAt(row_.number, column, std::move(english), std::move(indonesian));
}

absl::Status Collector::RefuseCellAt(int row, size_t column, std::string english,
                                     std::string indonesian) {
  if (Skipped(row)) {
    return absl::OkStatus();
  }
  last_row_ = std::max(last_row_, row);
  violations_.Add(CellField("", row, column), std::move(english), std::move(indonesian));
  return ++violation_count_ >= fault::kViolationsMax ? End() : absl::OkStatus();
}

absl::Status Collector::EndRow() {
  if (row_.cells.empty() && !bad_row_) {
    return absl::OkStatus();
  }
  if (++row_count_ > options_.limits.rows + 1) {
    return TooMany(row_.number, options_.limits.rows, "rows", "baris");
  }
  last_row_ = row_.number;
  if (!row_.cells.empty()) {
    last_column_ = std::max(last_column_, row_.cells.size() - 1);
  }
  if (bad_row_) {
    return absl::OkStatus();
  }
  ++rows_;
  return visit_(row_) ? absl::OkStatus() : End();
}

absl::Status Collector::End() {
  ended_ = true;
  return absl::CancelledError("enough was seen");
}

}  // namespace sakip::sheet
