#include <algorithm>
#include <utility>

#include "services/reporting/document/block_rules.h"
#include "services/reporting/document/pdf_blocks.h"
#include "services/reporting/document/pdf_columns.h"
#include "services/reporting/document/pdf_lines.h"
#include "services/reporting/document/pdf_table_grid.h"

namespace sakip::document {
namespace {

constexpr Colour kHeaderFill{0xE3, 0xE7, 0xED};
constexpr Colour kGroupFill{0xF2, 0xF4, 0xF6};
constexpr double kHair = 0.4;
constexpr double kStrong = 1.0;

// Rows [begin, end) that should not be parted.
struct Segment {
  std::size_t begin;
  std::size_t end;
};

class TableBlock : public PlacedBlock {
 public:
  TableBlock(const Table& table, const FontSet& fonts, const PageShape& shape)
      : fonts_(fonts), shape_(shape), grid_(MeasureTable(table, fonts, shape)) {
    if (!table.caption.label.empty() || !table.caption.text.empty()) {
      caption_ = CaptionLines(CaptionSpans(table.caption), 9, true);
      const std::string& name =
          table.caption.label.empty() ? table.caption.text : table.caption.label;
      continued_ = CaptionLines({{name + " (lanjutan)"}}, 8, false);
      if (continued_.size() > 2) {
        continued_.resize(2);
      }
    }
    FindSegments(table.rows);
  }

  double HeadHeight(double tail) const override {
    const double head = kBefore + LinesHeight(caption_) + grid_.HeaderHeight();
    double whole = head + tail;
    for (const Segment& segment : segments_) {
      whole += SegmentHeight(segment, segment.begin == 0);
    }
    if (segments_.size() <= 1 || whole <= shape_.TextHeight() * kKeptWhole) {
      // More than half a page of it need not stand under a heading: rows may be parted then.
      return std::min(whole, shape_.TextHeight() * 0.5);
    }
    return std::min(head + SegmentHeight(segments_.front(), true), shape_.TextHeight() * 0.5);
  }

  void Place(Flow& flow, double tail) override {
    flow.Gap(kBefore);
    const double head = HeadHeight(tail) - kBefore;
    if (!flow.Fits(head) && !flow.AtTop()) {
      flow.BreakPage();
    }
    StartPart(flow, caption_);
    for (const Segment& segment : segments_) {
      const double after = segment.end == grid_.rows.size() ? tail : 0;
      if (!flow.Fits(SegmentHeight(segment, part_empty_) + after) && !part_empty_) {
        NextPage(flow);
      }
      const bool whole = flow.Fits(SegmentHeight(segment, part_empty_));
      for (std::size_t row = segment.begin; row < segment.end; ++row) {
        PlaceRow(flow, row, whole);
      }
    }
    EndPart(flow);
    flow.Gap(tail > 0 ? 3 : 14);
  }

 private:
  static constexpr double kBefore = 10;

  std::vector<PlacedLine> CaptionLines(const std::vector<Span>& spans, double size,
                                       bool bold) const {
    LineBlock block;
    block.Add(fonts_, spans, {kSans, size, size + 3.5, bold, !bold}, shape_.left,
              shape_.TextWidth(), Align::kLeft);
    const auto most = static_cast<std::size_t>(shape_.TextHeight() / 4 / (size + 3.5));
    block.lines.resize(std::min(block.lines.size(), most));  // a caption is no essay
    return std::move(block.lines);
  }

  static double LinesHeight(const std::vector<PlacedLine>& lines) {
    return lines.empty() ? 0 : static_cast<double>(lines.size()) * lines.front().style.leading + 4;
  }

  void FindSegments(const std::vector<Row>& rows) {
    const std::vector<bool> keep = RowsKeptWithNext(rows);
    for (std::size_t i = 0; i < grid_.runs.size(); ++i) {
      const std::size_t begin = grid_.runs[i];
      const std::size_t end = i + 1 < grid_.runs.size() ? grid_.runs[i + 1] : rows.size();
      if (begin > 0 && keep[begin - 1]) {
        segments_.back().end = end;
      } else {
        segments_.push_back({begin, end});
      }
    }
  }

  double RowHeight(std::size_t row, bool alone) const {
    return alone ? grid_.rows[row].height_alone : grid_.rows[row].height;
  }

  double SegmentHeight(const Segment& segment, bool first_on_page) const {
    double height = 0;
    for (std::size_t row = segment.begin; row < segment.end; ++row) {
      height += RowHeight(row, first_on_page && row == segment.begin);
    }
    return height;
  }

  void StartPart(Flow& flow, const std::vector<PlacedLine>& caption) {
    const double height = LinesHeight(caption);
    if (height > 0) {
      const double top = flow.Advance(height);
      flow.Draw(BeginTag("Table"));
      flow.Draw([caption, top](const DrawContext& context) {
        cairo_tag_begin(context.cr, "Caption", nullptr);
        double y = top;
        for (const PlacedLine& line : caption) {
          DrawLine(context.cr, line.line, line.style, line.x, y);
          y += line.style.leading;
        }
        cairo_tag_end(context.cr, "Caption");
      });
    }
    const double top = flow.Advance(grid_.HeaderHeight());
    if (height <= 0) {
      flow.Draw(BeginTag("Table"));
    }
    flow.Draw([this, top](const DrawContext& context) { DrawHeader(context.cr, top); });
    part_empty_ = true;
    part_bottom_ = top + grid_.HeaderHeight();
  }

  void EndPart(Flow& flow) {
    flow.Draw([this, y = part_bottom_](const DrawContext& context) {
      Rule(context.cr, grid_.edges.front(), y, grid_.edges.back(), y, kStrong, kBlack);
    });
    flow.Draw(EndTag("Table"));
  }

  void NextPage(Flow& flow) {
    EndPart(flow);
    flow.BreakPage();
    StartPart(flow, continued_);
  }

  // `whole`: the segment is known to fit here. Otherwise the row starts a new page if that helps,
  // and is cut into parts if it is taller than a page.
  void PlaceRow(Flow& flow, std::size_t index, bool whole) {
    const RowBox& row = grid_.rows[index];
    if (!whole && !part_empty_ && !flow.Fits(RowHeight(index, false))) {
      NextPage(flow);
    }
    std::size_t most = 0;
    for (const CellBox& cell : row.cells) {
      most = std::max(most, cell.lines.size());
    }
    std::size_t from = 0;
    while (!flow.Fits(RowHeight(index, part_empty_)) && from < most) {
      const auto fitting = static_cast<std::size_t>(
          std::max(1.0, (flow.Remaining() - 2 * grid_.pad_y) / grid_.leading));
      if (most - from <= fitting) {
        break;
      }
      DrawRowPart(flow, index, from, from + fitting,
                  static_cast<double>(fitting) * grid_.leading + 2 * grid_.pad_y);
      from += fitting;
      NextPage(flow);
    }
    const double height = from == 0
                              ? RowHeight(index, part_empty_)
                              : static_cast<double>(most - from) * grid_.leading + 2 * grid_.pad_y;
    DrawRowPart(flow, index, from, most, height);
  }

  void DrawRowPart(Flow& flow, std::size_t index, std::size_t from, std::size_t to, double height) {
    const double top = flow.Advance(height);
    flow.Draw(
        [this, index, from, to, height, top, first = part_empty_](const DrawContext& context) {
          DrawRow(context.cr, index, from, to, top, height, first);
        });
    part_empty_ = false;
    part_bottom_ = top + height;
  }

  static void Rule(cairo_t* cr, double x1, double y1, double x2, double y2, double width,
                   Colour colour) {
    SetColour(cr, colour);
    cairo_set_line_width(cr, width);
    cairo_move_to(cr, x1, y1);
    cairo_line_to(cr, x2, y2);
    cairo_stroke(cr);
  }

  void Fill(cairo_t* cr, double top, double height, Colour colour) const {
    SetColour(cr, colour);
    cairo_rectangle(cr, grid_.edges.front(), top, grid_.edges.back() - grid_.edges.front(), height);
    cairo_fill(cr);
  }

  void DrawCellText(cairo_t* cr, const CellBox& cell, const char* tag, std::size_t from,
                    std::size_t to, double top) const {
    cairo_tag_begin(cr, tag, nullptr);
    for (std::size_t i = from; i < std::min(to, cell.lines.size()); ++i) {
      DrawLine(cr, cell.lines[i], cell.style, grid_.edges[cell.column] + grid_.pad_x, top);
      top += grid_.leading;
    }
    cairo_tag_end(cr, tag);
  }

  void DrawHeader(cairo_t* cr, double top) const {
    const double height = grid_.HeaderHeight();
    Rule(cr, grid_.edges.front(), top, grid_.edges.back(), top, kStrong, kBlack);
    if (height <= 0) {
      return;
    }
    Fill(cr, top, height, kHeaderFill);
    Rule(cr, grid_.edges.front(), top, grid_.edges.back(), top, kStrong, kBlack);
    double y = top;
    for (std::size_t r = 0; r < grid_.header.size(); ++r) {
      cairo_tag_begin(cr, "TR", nullptr);
      for (const CellBox& cell : grid_.header[r].cells) {
        double cell_height = 0;
        for (std::size_t i = r; i < r + cell.row_span; ++i) {
          cell_height += grid_.header[i].height;
        }
        const double text = static_cast<double>(cell.lines.size()) * grid_.leading;
        DrawCellText(cr, cell, "TH", 0, cell.lines.size(), y + (cell_height - text) / 2);
        DrawCellFrame(cr, cell, y, cell_height, r > 0);
      }
      cairo_tag_end(cr, "TR");
      y += grid_.header[r].height;
    }
    Rule(cr, grid_.edges.front(), y, grid_.edges.back(), y, 0.8, kBlack);
  }

  // Left and upper edge; the table's own outer edges stay open.
  void DrawCellFrame(cairo_t* cr, const CellBox& cell, double top, double height,
                     bool upper) const {
    const double left = grid_.edges[cell.column];
    const double right = grid_.edges[cell.column + cell.col_span];
    if (cell.column > 0) {
      Rule(cr, left, top, left, top + height, kHair, kRule);
    }
    if (upper) {
      Rule(cr, left, top, right, top, kHair, kRule);
    }
  }

  void DrawRow(cairo_t* cr, std::size_t index, std::size_t from, std::size_t to, double top,
               double height, bool first_on_page) const {
    const RowBox& row = grid_.rows[index];
    if (row.kind == RowKind::kGroup || row.kind == RowKind::kSubtotal) {
      Fill(cr, top, height, kGroupFill);
    } else if (row.kind == RowKind::kTotal) {
      Fill(cr, top, height, kHeaderFill);
    }
    cairo_tag_begin(cr, "TR", nullptr);
    for (const CellBox& cell : row.cells) {
      const bool hidden = cell.merge_above && !first_on_page;
      DrawCellText(cr, cell, "TD", hidden ? to : from, to, top + grid_.pad_y);
      DrawCellFrame(cr, cell, top, height, !first_on_page && !cell.merge_above);
    }
    cairo_tag_end(cr, "TR");
    if (row.kind == RowKind::kTotal && !first_on_page) {
      Rule(cr, grid_.edges.front(), top, grid_.edges.back(), top, kStrong, kBlack);
    }
  }

  const FontSet& fonts_;
  PageShape shape_;
  TableGrid grid_;
  std::vector<PlacedLine> caption_;
  std::vector<PlacedLine> continued_;
  std::vector<Segment> segments_;
  bool part_empty_ = true;  // no row on this page yet
  double part_bottom_ = 0;
};

}  // namespace

std::unique_ptr<PlacedBlock> PlaceableTable(const Table& table, const FontSet& fonts,
                                            const PageShape& shape) {
  return std::make_unique<TableBlock>(table, fonts, shape);
}

}  // namespace sakip::document
