#include "services/reporting/document/block_rules.h"

#include <algorithm>

namespace sakip::document {
namespace {

bool IsSum(const Row& row) {
  return row.kind == RowKind::kSubtotal || row.kind == RowKind::kTotal;
}

}  // namespace

bool IsNote(const Block& block) {
  const auto* paragraph = std::get_if<Paragraph>(&block);
  return paragraph != nullptr && paragraph->style == ParagraphStyle::kNote;
}

std::vector<bool> LandscapeBlocks(const std::vector<Block>& blocks) {
  std::vector<bool> landscape(blocks.size(), false);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const auto* table = std::get_if<Table>(&blocks[i]);
    if (table == nullptr || !table->landscape) {
      continue;
    }
    landscape[i] = true;
    std::size_t first = i;  // of the introduction, then of the headings
    while (first > 0 && i - first < 2 && std::holds_alternative<Paragraph>(blocks[first - 1]) &&
           !landscape[first - 1]) {
      --first;
    }
    const std::size_t introduction = first;
    while (first > 0 && std::holds_alternative<Heading>(blocks[first - 1])) {
      --first;
    }
    if (first < introduction) {
      std::fill(landscape.begin() + static_cast<std::ptrdiff_t>(first),
                landscape.begin() + static_cast<std::ptrdiff_t>(i), true);
    }
    for (std::size_t j = i + 1; j < blocks.size() && IsNote(blocks[j]); ++j) {
      landscape[j] = true;
    }
  }
  return landscape;
}

bool StaysWithNext(const std::vector<Block>& blocks, const std::vector<bool>& landscape,
                   std::size_t i) {
  if (i + 1 >= blocks.size()) {
    return false;
  }
  const Block& next = blocks[i + 1];
  const auto* heading = std::get_if<Heading>(&next);
  if ((heading != nullptr && heading->level == 1) || std::holds_alternative<PageBreak>(next) ||
      std::holds_alternative<Cover>(next) || landscape[i] != landscape[i + 1]) {
    return false;
  }
  if (std::holds_alternative<Heading>(blocks[i])) {
    return true;
  }
  if (const auto* paragraph = std::get_if<Paragraph>(&blocks[i])) {
    const bool announces = !paragraph->spans.empty() && paragraph->spans.back().text.ends_with(':');
    return paragraph->style == ParagraphStyle::kLead || announces ||
           std::holds_alternative<Signatures>(next);
  }
  return IsNote(next) &&
         (std::holds_alternative<Table>(blocks[i]) || std::holds_alternative<Chart>(blocks[i]));
}

std::vector<bool> RowsKeptWithNext(const std::vector<Row>& rows) {
  constexpr std::size_t kShortGroup = 6;  // rows, with the subtotal
  std::vector<bool> keep(rows.size(), false);
  std::size_t group = 0;  // the first row after the last subtotal
  std::size_t body = 0;   // one past the last row that sums nothing
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (r + 1 < rows.size()) {
      keep[r] = r == 0 || rows[r].kind == RowKind::kGroup || IsSum(rows[r + 1]);
    }
    if (rows[r].kind == RowKind::kSubtotal) {
      if (r - group < kShortGroup) {
        std::fill(keep.begin() + static_cast<std::ptrdiff_t>(group),
                  keep.begin() + static_cast<std::ptrdiff_t>(r), true);
      }
      group = r + 1;
    }
    body = IsSum(rows[r]) ? body : r + 1;
  }
  if (body >= 2) {
    keep[body - 2] = true;
  }
  return keep;
}

}  // namespace sakip::document
