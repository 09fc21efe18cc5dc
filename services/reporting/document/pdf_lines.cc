#include "services/reporting/document/pdf_lines.h"

#include <algorithm>
#include <utility>

namespace sakip::document {

DrawOp BeginTag(std::string tag) {
  return [tag = std::move(tag)](const DrawContext& context) {
    cairo_tag_begin(context.cr, tag.c_str(), nullptr);
  };
}

DrawOp EndTag(std::string tag) {
  return [tag = std::move(tag)](const DrawContext& context) {
    cairo_tag_end(context.cr, tag.c_str());
  };
}

void LineBlock::Add(const FontSet& fonts, const std::vector<Span>& spans, const TypeStyle& style,
                    double x, double width, Align align) {
  for (TextLine& line : BreakText(fonts, spans, style, width, align)) {
    lines.push_back({std::move(line), style, x});
  }
}

void LineBlock::AddMarker(const std::string& text, const TypeStyle& style, double x,
                          double max_width) {
  marker_ = {text, style, x, max_width};
}

double LineBlock::Height(std::size_t begin, std::size_t end) const {
  double height = 0;
  for (std::size_t i = begin; i < end; ++i) {
    height += lines[i].style.leading;
  }
  return height;
}

std::size_t LineBlock::FittingEnd(std::size_t begin, double room) const {
  std::size_t end = begin;
  for (; end < lines.size() && lines[end].style.leading <= room + 0.01; ++end) {
    room -= lines[end].style.leading;
  }
  return end;
}

double LineBlock::HeadHeight(double tail) const {
  const bool whole = keep_together || lines.size() <= 3;
  return before + (whole ? Height(0, lines.size()) + after + tail : Height(0, 2));
}

std::size_t LineBlock::ChooseEnd(const Flow& flow, std::size_t begin, double tail) const {
  const std::size_t count = lines.size();
  std::size_t end = FittingEnd(begin, flow.Remaining());
  const bool tail_fits = end == count && flow.Fits(Height(begin, end) + after + tail);
  if (end == count && (tail <= 0 || tail_fits)) {
    return end;
  }
  if (keep_together && begin == 0 && !flow.AtTop()) {
    return begin;
  }
  if (count - begin >= 4) {
    end = std::min(end, count - 2);
  } else if (!flow.AtTop()) {
    return begin;
  }
  if (end < begin + 2 && end < count) {
    return begin;
  }
  return end;
}

void LineBlock::Place(Flow& flow, double tail) {
  if (new_page) {
    flow.BreakPage();
  }
  flow.Gap(before);
  for (std::size_t begin = 0; begin < lines.size();) {
    std::size_t end = ChooseEnd(flow, begin, tail);
    if (end == begin && !flow.AtTop()) {
      flow.BreakPage();
      continue;
    }
    if (end == begin) {  // not even two lines fit on an empty page
      end = std::max(begin + 1, FittingEnd(begin, flow.Remaining()));
    }
    PlaceRange(flow, begin, end);
    begin = end;
    if (begin < lines.size()) {
      flow.BreakPage();
    }
  }
  flow.Gap(after);
}

void LineBlock::PlaceRange(Flow& flow, std::size_t begin, std::size_t end) {
  const double top = flow.Advance(Height(begin, end));
  const std::string target = begin == 0 ? heading_id : "";
  if (!target.empty()) {
    flow.MarkHeading(target);
  }
  flow.Draw([top, target, name = tag, marker = begin == 0 ? marker_ : Marker{},
             part = std::vector<PlacedLine>(lines.begin() + static_cast<std::ptrdiff_t>(begin),
                                            lines.begin() + static_cast<std::ptrdiff_t>(end))](
                const DrawContext& context) {
    if (!target.empty()) {
      cairo_tag_begin(context.cr, CAIRO_TAG_DEST, ("name='" + target + "' internal").c_str());
    }
    cairo_tag_begin(context.cr, name.c_str(), nullptr);
    if (!marker.text.empty()) {
      DrawText(context.cr, *context.fonts, marker.style, marker.x, top + BaselineOf(marker.style),
               Anchor::kStart, marker.text, marker.max_width);
    }
    double y = top;
    for (const PlacedLine& line : part) {
      DrawLine(context.cr, line.line, line.style, line.x, y);
      y += line.style.leading;
    }
    cairo_tag_end(context.cr, name.c_str());
    if (!target.empty()) {
      cairo_tag_end(context.cr, CAIRO_TAG_DEST);
    }
  });
}

}  // namespace sakip::document
