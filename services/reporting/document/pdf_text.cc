#include "services/reporting/document/pdf_text.h"

#include <algorithm>
#include <cstddef>

#include "services/reporting/document/text.h"

namespace sakip::document {
namespace {

// Pango shapes the rest of a paragraph again for each line it breaks: a megabyte in one layout
// takes minutes. Text goes in pieces; the last line of a piece starts the next one.
constexpr std::size_t kPiece = 6000;

struct FormattedText {
  struct Run {
    std::size_t begin;
    std::size_t end;
    bool bold;
    bool italic;
  };
  std::string text;
  std::vector<Run> runs;
};

FormattedText Join(const std::vector<Span>& spans) {
  FormattedText joined;
  for (const Span& span : spans) {
    const std::size_t begin = joined.text.size();
    joined.text += VisibleText(span.text, LineFeeds::kKeep);
    joined.runs.push_back({begin, joined.text.size(), span.bold, span.italic});
  }
  return joined;
}

PangoFontDescription* Describe(const TypeStyle& style) {
  PangoFontDescription* font = pango_font_description_new();
  pango_font_description_set_family_static(font, style.family);
  pango_font_description_set_absolute_size(font, style.size * PANGO_SCALE);
  pango_font_description_set_weight(font, style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_style(font, style.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  return font;
}

std::shared_ptr<PangoLayout> NewLayout(const FontSet& fonts, const TypeStyle& style,
                                       std::string_view text) {
  std::shared_ptr<PangoLayout> layout(pango_layout_new(fonts.context()), GObjectUnref{});
  PangoFontDescription* font = Describe(style);
  pango_layout_set_font_description(layout.get(), font);
  pango_font_description_free(font);
  pango_layout_set_auto_dir(layout.get(), FALSE);
  pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  return layout;
}

PangoAttrList* Attributes(const FormattedText& text, std::size_t begin, std::size_t end) {
  PangoAttrList* list = pango_attr_list_new();
  const auto add = [&](PangoAttribute* attribute, const FormattedText::Run& run) {
    attribute->start_index = static_cast<guint>(std::max(run.begin, begin) - begin);
    attribute->end_index = static_cast<guint>(std::min(run.end, end) - begin);
    pango_attr_list_insert(list, attribute);
  };
  for (const FormattedText::Run& run : text.runs) {
    if (run.end <= begin || run.begin >= end) {
      continue;
    }
    if (run.bold) {
      add(pango_attr_weight_new(PANGO_WEIGHT_BOLD), run);
    }
    if (run.italic) {
      add(pango_attr_style_new(PANGO_STYLE_ITALIC), run);
    }
  }
  return list;
}

PangoAlignment PangoAlign(Align align) {
  switch (align) {
    case Align::kLeft:
    case Align::kJustify:
      return PANGO_ALIGN_LEFT;
    case Align::kCenter:
      return PANGO_ALIGN_CENTER;
    case Align::kRight:
      return PANGO_ALIGN_RIGHT;
  }
  return PANGO_ALIGN_LEFT;
}

std::size_t PieceEnd(const std::string& text, std::size_t begin) {
  std::size_t end = std::min(begin + kPiece, text.size());
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
    ++end;
  }
  return end;
}

std::vector<TextLine> Break(const FontSet& fonts, const FormattedText& text, const TypeStyle& style,
                            double width, Align align) {
  std::vector<TextLine> lines;
  std::size_t begin = 0;
  for (bool done = false; !done;) {
    const std::size_t end = PieceEnd(text.text, begin);
    const auto layout =
        NewLayout(fonts, style, std::string_view(text.text).substr(begin, end - begin));
    PangoAttrList* attributes = Attributes(text, begin, end);
    pango_layout_set_attributes(layout.get(), attributes);
    pango_attr_list_unref(attributes);
    pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout.get(), PangoAlign(align));
    pango_layout_set_justify(layout.get(), align == Align::kJustify);
    const int count = pango_layout_get_line_count(layout.get());
    const int taken = end == text.text.size() ? count : std::max(count - 1, 1);
    PangoLayoutIter* iter = pango_layout_get_iter(layout.get());
    for (int i = 0; i < taken; ++i, pango_layout_iter_next_line(iter)) {
      PangoRectangle box;
      pango_layout_iter_get_line_extents(iter, nullptr, &box);
      lines.push_back({layout, pango_layout_iter_get_line_readonly(iter),
                       static_cast<double>(box.x) / PANGO_SCALE,
                       static_cast<double>(box.width) / PANGO_SCALE});
    }
    if (taken < count) {
      begin += static_cast<std::size_t>(pango_layout_iter_get_line_readonly(iter)->start_index);
    } else {
      begin = end;
    }
    pango_layout_iter_free(iter);
    done = end == text.text.size();
  }
  lines.back().last = true;
  return lines;
}

}  // namespace

std::vector<TextLine> BreakText(const FontSet& fonts, const std::vector<Span>& spans,
                                const TypeStyle& style, double width, Align align) {
  return Break(fonts, Join(spans), style, width, align);
}

std::vector<TextLine> BreakText(const FontSet& fonts, std::string_view text, const TypeStyle& style,
                                double width, Align align) {
  return Break(fonts, {VisibleText(text, LineFeeds::kKeep), {}}, style, width, align);
}

void SetColour(cairo_t* cr, Colour colour) {
  cairo_set_source_rgb(cr, colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0);
}

double BaselineOf(const TypeStyle& style) {
  return style.leading / 2 + style.size * 0.34;
}

void DrawLine(cairo_t* cr, const TextLine& line, const TypeStyle& style, double x, double top) {
  SetColour(cr, style.colour);
  cairo_move_to(cr, x + line.offset, top + BaselineOf(style));
  pango_cairo_show_layout_line(cr, line.line);
}

void DrawText(cairo_t* cr, const FontSet& fonts, const TypeStyle& style, double x, double baseline,
              Anchor anchor, std::string_view text, double max_width) {
  const std::string visible = VisibleText(text, LineFeeds::kSpace);
  const auto layout =
      NewLayout(fonts, style, std::string_view(visible).substr(0, PieceEnd(visible, 0)));
  pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
  int width = 0;
  pango_layout_get_size(layout.get(), &width, nullptr);
  if (max_width > 0 && width > max_width * PANGO_SCALE) {
    pango_layout_set_width(layout.get(), static_cast<int>(max_width * PANGO_SCALE));
    pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
    pango_layout_get_size(layout.get(), &width, nullptr);
  }
  const double shift = anchor == Anchor::kStart ? 0 : anchor == Anchor::kMiddle ? 0.5 : 1;
  SetColour(cr, style.colour);
  cairo_move_to(cr, x - shift * width / PANGO_SCALE, baseline);
  pango_cairo_show_layout_line(cr, pango_layout_get_line_readonly(layout.get(), 0));
}

}  // namespace sakip::document
