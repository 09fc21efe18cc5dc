#include "services/reporting/document/document.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "services/reporting/document/text.h"

namespace sakip::document {
namespace {

absl::Status Bad(std::string_view what) {
  return absl::InvalidArgumentError(absl::string_view(what.data(), what.size()));
}

bool AllUtf8(const std::vector<std::string>& texts) {
  return std::all_of(texts.begin(), texts.end(), [](const auto& t) { return IsValidUtf8(t); });
}

bool IsDate(std::string_view date) {
  if (date.size() != 10 || date[4] != '-' || date[7] != '-') {
    return false;
  }
  for (const std::size_t i : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U}) {
    if (date[i] < '0' || date[i] > '9') {
      return false;
    }
  }
  const int month = (date[5] - '0') * 10 + (date[6] - '0');
  const int day = (date[8] - '0') * 10 + (date[9] - '0');
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

bool IsTag(std::string_view text, std::size_t max, std::string_view extra) {
  return !text.empty() && text.size() <= max &&
         std::all_of(text.begin(), text.end(), [extra](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                  extra.find(c) != std::string_view::npos;
         });
}

constexpr std::uint8_t kMaxNumberDecimals = 8;

absl::Status CheckCell(const Cell& cell, std::size_t columns, bool header) {
  if (!IsValidUtf8(cell.text)) {
    return Bad("a cell is not valid UTF-8");
  }
  if (cell.col_span < 1 || cell.col_span > columns) {
    return Bad("a cell's col_span is outside 1..columns");
  }
  if (cell.row_span < 1 || (!header && cell.row_span != 1)) {
    return Bad("row_span is for header rows");
  }
  if (header && cell.merge_above) {
    return Bad("merge_above is for body rows");
  }
  if (cell.number && cell.number->decimals > kMaxNumberDecimals) {
    return Bad("a cell's number has 0..8 decimals");
  }
  return absl::OkStatus();
}

// Header cells fill the grid left to right around the columns that row spans from above cover.
absl::Status CheckHeader(const Table& table) {
  std::vector<std::size_t> covered(table.columns.size(), 0);  // rows still covered, per column
  for (std::size_t r = 0; r < table.header.size(); ++r) {
    std::size_t column = 0;
    const auto skip = [&] {
      while (column < covered.size() && covered[column] > 0) {
        --covered[column++];
      }
    };
    for (const Cell& cell : table.header[r].cells) {
      if (absl::Status status = CheckCell(cell, table.columns.size(), true); !status.ok()) {
        return status;
      }
      skip();
      if (column + cell.col_span > covered.size() || r + cell.row_span > table.header.size()) {
        return Bad("a header cell reaches outside the header");
      }
      for (std::size_t i = 0; i < cell.col_span; ++i, ++column) {
        if (covered[column] != 0) {
          return Bad("header cells overlap");
        }
        covered[column] = cell.row_span - 1U;
      }
    }
    skip();
    if (column != covered.size()) {
      return Bad("a header row does not fill the columns");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckTable(const Table& table) {
  if (table.columns.empty() || table.columns.size() > 40) {
    return Bad("a table has 1..40 columns");
  }
  for (const Column& column : table.columns) {
    if (column.weight < 1 || column.weight > 10000) {
      return Bad("a column's weight is outside 1..10000");
    }
  }
  if (table.header.size() > 4) {
    return Bad("a table has at most 4 header rows");
  }
  if (absl::Status status = CheckHeader(table); !status.ok()) {
    return status;
  }
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    std::size_t columns = 0;
    for (const Cell& cell : table.rows[r].cells) {
      if (absl::Status status = CheckCell(cell, table.columns.size(), false); !status.ok()) {
        return status;
      }
      if (cell.merge_above && (r == 0 || cell.col_span != 1)) {
        return Bad("merge_above needs a row above and col_span 1");
      }
      columns += cell.col_span;
    }
    if (columns != table.columns.size()) {
      return Bad(absl::StrCat("row ", r, " does not fill the columns"));
    }
  }
  return AllUtf8({table.caption.label, table.caption.text}) ? absl::OkStatus()
                                                            : Bad("not valid UTF-8");
}

bool Drawable(std::int64_t value) {
  return value >= -kMaxChartValue && value <= kMaxChartValue;
}

absl::Status CheckReference(const Chart& chart) {
  if (chart.reference_label.empty() == chart.reference.has_value()) {
    return Bad("a chart's reference and its label come together");
  }
  switch (chart.kind) {
    case ChartKind::kGroupedBar:
    case ChartKind::kStackedBar:
      if (chart.reference) {
        return Bad("a bar chart has no reference");
      }
      break;
    case ChartKind::kLine:
      break;
    case ChartKind::kSerapanCurve:
      if (chart.reference.value_or(0) <= 0) {
        return Bad("a serapan curve needs a reference above zero");
      }
      break;
  }
  if (chart.reference && !Drawable(*chart.reference)) {
    return Bad("a chart's reference is outside +-10^17");
  }
  return absl::OkStatus();
}

// Each series has one value per category by now, and none is outside +-kMaxChartValue, so that a
// sum of four fits.
absl::Status CheckStacks(const Chart& chart) {
  for (std::size_t i = 0; i < chart.categories.size(); ++i) {
    std::int64_t sum = 0;
    for (const Series& series : chart.series) {
      const std::int64_t value = series.values[i].value_or(0);
      if (value < 0) {
        return Bad("a stacked bar has no negative values");
      }
      sum += value;
    }
    if (!Drawable(sum)) {
      return Bad("the sum of a stacked bar is above 10^17");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckChart(const Chart& chart) {
  if (chart.categories.empty() || chart.categories.size() > 24 || chart.series.empty() ||
      chart.series.size() > 4) {
    return Bad("a chart has 1..24 categories and 1..4 series");
  }
  if (chart.divisor <= 0 || chart.divisor > 1000000000000 || chart.decimals > 4) {
    return Bad("a chart's divisor is 1..10^12 and its decimals are 0..4");
  }
  if (chart.alt.empty()) {
    return Bad("a chart needs an alternative text");
  }
  for (const Series& series : chart.series) {
    if (series.values.size() != chart.categories.size()) {
      return Bad("each series has one value per category");
    }
    if (!IsValidUtf8(series.name)) {
      return Bad("not valid UTF-8");
    }
    for (const auto& value : series.values) {
      if (value && !Drawable(*value)) {
        return Bad("a chart's value is outside +-10^17");
      }
    }
  }
  if (absl::Status status = CheckReference(chart); !status.ok()) {
    return status;
  }
  if (chart.kind == ChartKind::kStackedBar) {
    if (absl::Status status = CheckStacks(chart); !status.ok()) {
      return status;
    }
  }
  const bool utf8 =
      AllUtf8(chart.categories) && AllUtf8({chart.caption.label, chart.caption.text, chart.title,
                                            chart.unit, chart.alt, chart.reference_label});
  return utf8 ? absl::OkStatus() : Bad("not valid UTF-8");
}

class BlockChecker {
 public:
  absl::Status operator()(const Cover& cover) const {
    if (index != 0) {
      return Bad("a cover is the first block");
    }
    return Utf8(AllUtf8(cover.institution) && AllUtf8(cover.imprint) &&
                AllUtf8({cover.title, cover.subtitle, cover.year}));
  }
  absl::Status operator()(const Heading& heading) {
    if (heading.level < 1 || heading.level > 4 || heading.text.empty()) {
      return Bad("a heading has level 1..4 and a text");
    }
    if (!IsTag(heading.id, 64, "-") || !ids.insert(heading.id).second) {
      return Bad("a heading's id is unique and made of [a-z0-9-], 1..64 bytes");
    }
    return Utf8(AllUtf8({heading.number, heading.text}));
  }
  absl::Status operator()(const Paragraph& paragraph) const {
    if (paragraph.depth > 3) {
      return Bad("a list item's depth is 0..3");
    }
    return Utf8(IsValidUtf8(paragraph.marker) &&
                std::all_of(paragraph.spans.begin(), paragraph.spans.end(),
                            [](const Span& span) { return IsValidUtf8(span.text); }));
  }
  absl::Status operator()(const Table& table) const { return CheckTable(table); }
  absl::Status operator()(const Chart& chart) const { return CheckChart(chart); }
  absl::Status operator()(const Contents& contents) const {
    if (contents.depth < 1 || contents.depth > 4) {
      return Bad("the contents' depth is 1..4");
    }
    return Utf8(IsValidUtf8(contents.title));
  }
  absl::Status operator()(const PageBreak&) const { return absl::OkStatus(); }
  absl::Status operator()(const Signatures& signatures) const {
    if (signatures.parties.empty() || signatures.parties.size() > 2) {
      return Bad("one or two parties sign");
    }
    return Utf8(std::all_of(
        signatures.parties.begin(), signatures.parties.end(), [](const Signatory& party) {
          return AllUtf8(party.above) && IsValidUtf8(party.name) && AllUtf8(party.below);
        }));
  }

  std::size_t index = 0;
  std::set<std::string> ids;

 private:
  static absl::Status Utf8(bool valid) { return valid ? absl::OkStatus() : Bad("not valid UTF-8"); }
};

}  // namespace

absl::Status Validate(const Document& document) {
  if (document.title.empty()) {
    return Bad("document: the title is empty");
  }
  if (!AllUtf8({document.title, document.author, document.running_head})) {
    return Bad("document: not valid UTF-8");
  }
  if (!IsTag(document.language, 16, "-ABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
    return Bad("document: the language is not a language tag");
  }
  if (!IsDate(document.date)) {
    return Bad("document: the date is not YYYY-MM-DD");
  }
  BlockChecker checker;
  for (; checker.index < document.blocks.size(); ++checker.index) {
    if (absl::Status status = std::visit(checker, document.blocks[checker.index]); !status.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat("block ", checker.index, ": ", status.message()));
    }
  }
  return absl::OkStatus();
}

}  // namespace sakip::document
