#include "services/reporting/document/pdf_front.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "services/reporting/document/chart_metrics.h"
#include "services/reporting/document/pdf_lines.h"
#include "services/reporting/document/text.h"

namespace sakip::document {
namespace {

class CoverBlock : public PlacedBlock {
 public:
  CoverBlock(const Cover& cover, const FontSet& fonts, const PageShape& shape) : shape_(shape) {
    institution_ = Part(fonts, cover.institution, {kSans, 17, 24, true}, 150);
    title_ = Part(fonts, {cover.title}, {kSans, 30, 38, true, false, kNavy}, 160);
    subtitle_ = Part(fonts, {cover.subtitle}, {kSans, 13, 19}, 90);
    year_ = Part(fonts, {cover.year}, {kSans, 24, 32, true}, 64);
    imprint_ = Part(fonts, cover.imprint, {kSans, 11.5, 17}, 110);
  }

  double HeadHeight(double) const override { return 0; }

  void Place(Flow& flow, double) override {
    flow.AddCover([this](const DrawContext& context) { Draw(context.cr); });
  }

 private:
  // The lines of a part, within `max_height`.
  std::vector<PlacedLine> Part(const FontSet& fonts, const std::vector<std::string>& texts,
                               TypeStyle style, double max_height) const {
    const double x = shape_.left - 20;
    const double width = shape_.width - 2 * x;
    for (;; style.size *= 0.8, style.leading *= 0.8) {
      LineBlock block;
      for (const std::string& text : texts) {
        if (!text.empty()) {
          block.Add(fonts, {{VisibleText(text, LineFeeds::kSpace)}}, style, x, width,
                    Align::kCenter);
        }
      }
      const auto most = static_cast<std::size_t>(max_height / style.leading);
      if (block.lines.size() > most && style.size < 7) {
        block.lines.resize(most);
      }
      if (block.lines.size() <= most) {
        return std::move(block.lines);
      }
    }
  }

  static double DrawPart(cairo_t* cr, const std::vector<PlacedLine>& lines, const char* tag,
                         double y) {
    if (lines.empty()) {
      return y;
    }
    cairo_tag_begin(cr, tag, nullptr);
    for (const PlacedLine& line : lines) {
      DrawLine(cr, line.line, line.style, line.x, y);
      y += line.style.leading;
    }
    cairo_tag_end(cr, tag);
    return y;
  }

  void Rule(cairo_t* cr, double y, double half_width, double thickness) const {
    SetColour(cr, kNavy);
    cairo_set_line_width(cr, thickness);
    cairo_move_to(cr, shape_.width / 2 - half_width, y);
    cairo_rel_line_to(cr, 2 * half_width, 0);
    cairo_stroke(cr);
  }

  void Draw(cairo_t* cr) const {
    double y = DrawPart(cr, institution_, "P", 118) + 22;
    Rule(cr, y, 212, 2.2);
    Rule(cr, y + 4, 212, 0.6);
    y = DrawPart(cr, title_, "H1", 345) + 14;
    y = DrawPart(cr, subtitle_, "P", y) + 16;
    DrawPart(cr, year_, "P", y);
    if (!imprint_.empty()) {
      const double height = static_cast<double>(imprint_.size()) * imprint_.front().style.leading;
      const double top = shape_.height - 92 - height;
      Rule(cr, top - 18, 212, 0.6);
      DrawPart(cr, imprint_, "P", top);
    }
  }

  PageShape shape_;
  std::vector<PlacedLine> institution_;
  std::vector<PlacedLine> title_;
  std::vector<PlacedLine> subtitle_;
  std::vector<PlacedLine> year_;
  std::vector<PlacedLine> imprint_;
};

class ContentsBlock : public PlacedBlock {
 public:
  ContentsBlock(const Contents& contents, const Document& document, const FontSet& fonts,
                const PageShape& shape)
      : shape_(shape), title_(contents.title) {
    if (!title_.empty()) {
      title_lines_.Add(fonts, {{title_}}, {kSans, 15, 20, true}, shape.left, shape.TextWidth(),
                       Align::kCenter);
      title_lines_.tag = "H1";
      title_lines_.new_page = true;
      title_lines_.keep_together = true;
      title_lines_.after = 20;
    }
    for (const Block& block : document.blocks) {
      const auto* heading = std::get_if<Heading>(&block);
      if (heading != nullptr && heading->in_contents && heading->level <= contents.depth) {
        entries_.push_back(MakeEntry(*heading, fonts));
      }
    }
  }

  double HeadHeight(double) const override { return title_.empty() ? 40 : 0; }

  void Place(Flow& flow, double) override {
    if (!title_.empty()) {
      title_lines_.Place(flow, 40);
    }
    for (const Entry& entry : entries_) {
      PlaceEntry(flow, entry);
    }
    flow.Gap(16);
  }

 private:
  struct Entry {
    std::string id;
    TypeStyle style;
    double before = 0;
    double number_x = 0;
    double number_width = 0;
    std::string number = {};
    std::vector<TextLine> lines = {};
    double text_x = 0;
  };
  static constexpr double kPageColumn = 34;  // at the right, kept free of text

  Entry MakeEntry(const Heading& heading, const FontSet& fonts) const {
    struct Look {
      TypeStyle style;
      double before;
      double indent;
      double number_column;  // at least
    };
    const Look looks[] = {{{kSans, 10, 14, true}, 8, 0, 48},
                          {{kSans, 9.5, 14}, 1.5, 16, 22},
                          {{kSans, 9.5, 13.5}, 0.5, 38, 26},
                          {{kSans, 9, 13}, 0, 64, 30}};
    const Look& look = looks[heading.level - 1];
    Entry entry{.id = heading.id, .style = look.style, .before = look.before};
    entry.number = VisibleText(heading.number, LineFeeds::kSpace);
    entry.number_x = shape_.left + look.indent;
    entry.number_width =
        std::min(std::max(look.number_column, SansWidth(entry.number, look.style.size) * 1.1 + 8),
                 shape_.TextWidth() / 3);
    entry.text_x = entry.number_x + (entry.number.empty() ? 0 : entry.number_width);
    const double right = shape_.width - shape_.right - kPageColumn;
    entry.lines = BreakText(fonts, VisibleText(heading.text, LineFeeds::kSpace), look.style,
                            right - entry.text_x, Align::kLeft);
    return entry;
  }

  // An entry is broken over pages only when it is longer than one.
  void PlaceEntry(Flow& flow, const Entry& entry) const {
    flow.Gap(entry.before);
    const double leading = entry.style.leading;
    std::size_t begin = 0;
    while (begin < entry.lines.size()) {
      const std::size_t left = entry.lines.size() - begin;
      if (!flow.Fits(leading * static_cast<double>(left)) && !flow.AtTop()) {
        flow.BreakPage();
      }
      const auto room = static_cast<std::size_t>(std::max(1.0, flow.Remaining() / leading));
      const std::size_t end = begin + std::min(room, left);
      const double top = flow.Advance(leading * static_cast<double>(end - begin));
      flow.Draw([this, &entry, begin, end, top](const DrawContext& context) {
        DrawEntry(context, entry, begin, end, top);
      });
      begin = end;
    }
  }

  void DrawEntry(const DrawContext& context, const Entry& entry, std::size_t begin, std::size_t end,
                 double top) const {
    cairo_t* cr = context.cr;
    cairo_tag_begin(cr, "P", nullptr);
    cairo_tag_begin(cr, CAIRO_TAG_LINK, ("dest='" + entry.id + "'").c_str());
    if (begin == 0) {
      DrawText(cr, *context.fonts, entry.style, entry.number_x, top + BaselineOf(entry.style),
               Anchor::kStart, entry.number, entry.number_width - 4);
    }
    double y = top;
    for (std::size_t i = begin; i < end; ++i, y += entry.style.leading) {
      DrawLine(cr, entry.lines[i], entry.style, entry.text_x, y);
    }
    const TextLine& last = entry.lines[end - 1];
    if (last.last) {
      const double right = shape_.width - shape_.right;
      const double baseline = y - entry.style.leading + BaselineOf(entry.style);
      const std::string& label = context.page_labels->at(entry.id);
      DrawText(cr, *context.fonts, entry.style, right, baseline, Anchor::kEnd, label);
      DrawLeader(cr, entry.text_x + last.offset + last.width + 4,
                 right - SansWidth(label, entry.style.size) * 1.1 - 4, baseline);
    }
    cairo_tag_end(cr, CAIRO_TAG_LINK);
    cairo_tag_end(cr, "P");
  }

  // Dots on one grid for all entries, so that they stand in columns.
  static void DrawLeader(cairo_t* cr, double from, double to, double baseline) {
    constexpr double kPitch = 4.5;
    SetColour(cr, kGrey);
    cairo_set_line_width(cr, 0.9);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    for (double x = std::ceil(from / kPitch) * kPitch; x < to; x += kPitch) {
      cairo_move_to(cr, x, baseline - 0.5);
      cairo_line_to(cr, x, baseline - 0.5);
    }
    cairo_stroke(cr);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_BUTT);
  }

  PageShape shape_;
  std::string title_;
  LineBlock title_lines_;
  std::vector<Entry> entries_;
};

}  // namespace

std::unique_ptr<PlacedBlock> PlaceableCover(const Cover& cover, const FontSet& fonts,
                                            const PageShape& shape) {
  return std::make_unique<CoverBlock>(cover, fonts, shape);
}

std::unique_ptr<PlacedBlock> PlaceableContents(const Contents& contents, const Document& document,
                                               const FontSet& fonts, const PageShape& shape) {
  return std::make_unique<ContentsBlock>(contents, document, fonts, shape);
}

}  // namespace sakip::document
