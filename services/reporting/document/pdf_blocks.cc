#include "services/reporting/document/pdf_blocks.h"

#include <algorithm>
#include <utility>

#include "services/reporting/document/chart_cairo.h"
#include "services/reporting/document/chart_metrics.h"
#include "services/reporting/document/pdf_front.h"
#include "services/reporting/document/pdf_lines.h"
#include "services/reporting/document/text.h"

namespace sakip::document {
namespace {

std::unique_ptr<LineBlock> HeadingLines(const Heading& heading, const FontSet& fonts,
                                        const PageShape& shape) {
  struct Look {
    TypeStyle style;
    double before;
    double after;
  };
  const Look looks[] = {{{kSans, 15, 20, true}, 0, 20},
                        {{kSans, 12, 16, true}, 18, 6},
                        {{kSans, 10.5, 14.5, true}, 13, 5},
                        {{kSans, 10.5, 14.5, true, true}, 10, 4}};
  const Look& look = looks[heading.level - 1];
  auto block = std::make_unique<LineBlock>();
  block->tag = "H" + std::to_string(heading.level);
  block->heading_id = heading.id;
  block->keep_together = true;
  block->new_page = heading.level == 1;
  block->before = look.before;
  block->after = look.after;
  if (heading.level == 1) {
    if (!heading.number.empty()) {
      block->Add(fonts, {{heading.number}}, look.style, shape.left, shape.TextWidth(),
                 Align::kCenter);
    }
    block->Add(fonts, {{heading.text}}, look.style, shape.left, shape.TextWidth(), Align::kCenter);
    return block;
  }
  double indent = 0;
  if (!heading.number.empty()) {
    const std::string number = VisibleText(heading.number, LineFeeds::kSpace);
    indent = std::clamp(SansWidth(number, look.style.size) * 1.08 + 8, 20.0, 90.0);
  }
  block->Add(fonts, {{heading.text}}, look.style, shape.left + indent, shape.TextWidth() - indent,
             Align::kLeft);
  if (indent > 0) {
    block->AddMarker(heading.number, look.style, shape.left, indent - 4);
  }
  return block;
}

std::unique_ptr<LineBlock> ParagraphLines(const Paragraph& paragraph, const FontSet& fonts,
                                          const PageShape& shape) {
  auto block = std::make_unique<LineBlock>();
  TypeStyle style;
  Align align = paragraph.align;
  double indent = 0;
  switch (paragraph.style) {
    case ParagraphStyle::kBody:
      block->after = 8;
      break;
    case ParagraphStyle::kListItem:
      block->after = 4;
      indent = 22 + 20.0 * paragraph.depth;
      break;
    case ParagraphStyle::kNote:
      style = {kSans, 8, 11, false, false, kGrey};
      align = align == Align::kJustify ? Align::kLeft : align;
      block->before = 5;
      block->after = 12;
      break;
    case ParagraphStyle::kLead:
      style = {kSans, 12, 17, true};
      align = Align::kCenter;
      block->keep_together = true;
      block->before = 6;
      block->after = 8;
      break;
  }
  block->Add(fonts, paragraph.spans, style, shape.left + indent, shape.TextWidth() - indent, align);
  if (indent > 0 && !paragraph.marker.empty()) {
    block->AddMarker(paragraph.marker, style, shape.left + indent - 22, 20);
  }
  return block;
}

class ChartBlock : public PlacedBlock {
 public:
  ChartBlock(const Chart& chart, const FontSet& fonts, const PageShape& shape)
      : chart_(chart), shape_(shape) {
    const TypeStyle style{kSans, 9, 12.5, true};
    if (!chart.caption.label.empty() || !chart.caption.text.empty()) {
      caption_.Add(fonts, CaptionSpans(chart.caption), style, shape.left, shape.TextWidth(),
                   Align::kLeft);
      caption_height_ = style.leading * static_cast<double>(caption_.lines.size());
    }
    caption_.tag = "Caption";
    height_ = ChartHeight(chart, shape.TextWidth());
    const double room = std::max(
        shape.TextHeight() - std::min(caption_height_, shape.TextHeight() / 3) - 40, 100.0);
    scale_ = std::min(1.0, room / height_);
  }

  double HeadHeight(double tail) const override {
    return kBefore + height_ * scale_ + kGap + caption_height_ + tail;
  }

  void Place(Flow& flow, double tail) override {
    flow.Gap(kBefore);
    if (!flow.Fits(HeadHeight(tail) - kBefore)) {
      flow.BreakPage();
    }
    const double top = flow.Advance(height_ * scale_);
    flow.Draw([this, top](const DrawContext& context) {
      const double width = shape_.TextWidth();
      cairo_tag_begin(context.cr, "Figure", nullptr);
      cairo_save(context.cr);
      cairo_translate(context.cr, shape_.left + width * (1 - scale_) / 2, top);
      cairo_scale(context.cr, scale_, scale_);
      DrawChartOnCairo(chart_, width, context.cr, *context.fonts);
      cairo_restore(context.cr);
      cairo_tag_end(context.cr, "Figure");
    });
    flow.Gap(kGap);
    if (!caption_.lines.empty()) {
      caption_.Place(flow, tail);
    }
    flow.Gap(tail > 0 ? 0 : 16);
  }

 private:
  static constexpr double kBefore = 10;
  static constexpr double kGap = 6;
  const Chart& chart_;
  PageShape shape_;
  LineBlock caption_;
  double caption_height_ = 0;
  double height_ = 0;
  double scale_ = 1;
};

class SignatureBlock : public PlacedBlock {
 public:
  SignatureBlock(const Signatures& signatures, const FontSet& fonts, const PageShape& shape) {
    const double width = shape.TextWidth() * 0.44;
    for (std::size_t i = 0; i < signatures.parties.size(); ++i) {
      const Signatory& party = signatures.parties[i];
      const bool right = i + 1 == signatures.parties.size();
      Column column;
      column.x = right ? shape.width - shape.right - width : shape.left;
      column.width = width;
      column.name = party.name;
      for (const std::string& line : party.above) {
        column.above.Add(fonts, {{line}}, kStyle, column.x, width, Align::kCenter);
      }
      if (!party.name.empty()) {
        column.below.Add(fonts, {{party.name, true}}, kStyle, column.x, width, Align::kCenter);
      }
      for (const std::string& line : party.below) {
        column.below.Add(fonts, {{line}}, kStyle, column.x, width, Align::kCenter);
      }
      above_ = std::max(above_, static_cast<double>(column.above.lines.size()) * kStyle.leading);
      const double blank = party.name.empty() ? kStyle.leading : 0;
      below_ =
          std::max(below_, blank + static_cast<double>(column.below.lines.size()) * kStyle.leading);
      columns_.push_back(std::move(column));
    }
  }

  double HeadHeight(double tail) const override {
    return kBefore + above_ + kRoomToSign + below_ + tail;
  }

  void Place(Flow& flow, double tail) override {
    flow.Gap(kBefore);
    const double height = above_ + kRoomToSign + below_;
    if (!flow.Fits(height + tail)) {
      flow.BreakPage();
    }
    const double top = flow.Advance(height);
    flow.Draw([this, top](const DrawContext& context) {
      for (const Column& column : columns_) {
        DrawColumn(context, column, top);
      }
    });
    flow.Gap(16);
  }

 private:
  struct Column {
    double x = 0;
    double width = 0;
    std::string name;
    LineBlock above;
    LineBlock below;
  };
  static constexpr TypeStyle kStyle{kSerif, 11.5, 16};
  static constexpr double kBefore = 22;
  static constexpr double kRoomToSign = 62;

  void DrawColumn(const DrawContext& context, const Column& column, double top) const {
    cairo_tag_begin(context.cr, "P", nullptr);
    // The last lines, who signs, stand at one height.
    double y = top + above_ - static_cast<double>(column.above.lines.size()) * kStyle.leading;
    for (const PlacedLine& line : column.above.lines) {
      DrawLine(context.cr, line.line, line.style, line.x, y);
      y += line.style.leading;
    }
    y = top + above_ + kRoomToSign;
    if (column.name.empty()) {
      SetColour(context.cr, kBlack);
      cairo_set_line_width(context.cr, 0.6);
      const double dashes[] = {1, 2};
      cairo_set_dash(context.cr, dashes, 2, 0);
      cairo_move_to(context.cr, column.x + column.width * 0.12, y + BaselineOf(kStyle));
      cairo_rel_line_to(context.cr, column.width * 0.76, 0);
      cairo_stroke(context.cr);
      cairo_set_dash(context.cr, nullptr, 0, 0);
      y += kStyle.leading;
    }
    for (const PlacedLine& line : column.below.lines) {
      DrawLine(context.cr, line.line, line.style, line.x, y);
      y += line.style.leading;
    }
    cairo_tag_end(context.cr, "P");
  }

  std::vector<Column> columns_;
  double above_ = 0;
  double below_ = 0;
};

class BreakBlock : public PlacedBlock {
 public:
  explicit BreakBlock(const PageBreak& page_break) : numbering_(page_break.numbering) {}
  double HeadHeight(double) const override { return 0; }
  void Place(Flow& flow, double) override {
    flow.BreakPage();
    flow.RestartNumbers(numbering_);
  }

 private:
  Numbering numbering_;
};

}  // namespace

std::vector<Span> CaptionSpans(const Caption& caption) {
  const bool both = !caption.label.empty() && !caption.text.empty();
  return {{VisibleText(caption.label, LineFeeds::kSpace) + (both ? "  " : "")},
          {VisibleText(caption.text, LineFeeds::kSpace)}};
}

std::unique_ptr<PlacedBlock> PlaceableBlock(const Block& block, const Document& document,
                                            const FontSet& fonts, const PageShape& shape) {
  struct Visitor {
    const Document& document;
    const FontSet& fonts;
    const PageShape& shape;

    std::unique_ptr<PlacedBlock> operator()(const Cover& b) const {
      return PlaceableCover(b, fonts, shape);
    }
    std::unique_ptr<PlacedBlock> operator()(const Heading& b) const {
      return HeadingLines(b, fonts, shape);
    }
    std::unique_ptr<PlacedBlock> operator()(const Paragraph& b) const {
      return ParagraphLines(b, fonts, shape);
    }
    std::unique_ptr<PlacedBlock> operator()(const Table& b) const {
      return PlaceableTable(b, fonts, shape);
    }
    std::unique_ptr<PlacedBlock> operator()(const Chart& b) const {
      return std::make_unique<ChartBlock>(b, fonts, shape);
    }
    std::unique_ptr<PlacedBlock> operator()(const Contents& b) const {
      return PlaceableContents(b, document, fonts, shape);
    }
    std::unique_ptr<PlacedBlock> operator()(const PageBreak& b) const {
      return std::make_unique<BreakBlock>(b);
    }
    std::unique_ptr<PlacedBlock> operator()(const Signatures& b) const {
      return std::make_unique<SignatureBlock>(b, fonts, shape);
    }
  };
  return std::visit(Visitor{document, fonts, shape}, block);
}

}  // namespace sakip::document
