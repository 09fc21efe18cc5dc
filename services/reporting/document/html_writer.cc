#include "services/reporting/document/html_writer.h"

#include <string_view>

#include "absl/strings/str_cat.h"
#include "services/reporting/document/chart.h"
#include "services/reporting/document/html_style.h"
#include "services/reporting/document/html_text.h"

namespace sakip::document {
namespace {

std::string Inline(std::string_view text) {
  return EscapeHtml(text, LineFeeds::kSpace);
}

std::string Lines(const std::vector<std::string>& lines, std::string_view css) {
  std::string out;
  for (const std::string& line : lines) {
    absl::StrAppend(&out, "<p class=\"", absl::string_view(css.data(), css.size()), "\">",
                    Inline(line), "</p>\n");
  }
  return out;
}

std::string CaptionText(const Caption& caption) {
  const bool both = !caption.label.empty() && !caption.text.empty();
  return absl::StrCat(Inline(caption.label), both ? " " : "", Inline(caption.text));
}

const char* AlignClass(Align align) {
  switch (align) {
    case Align::kLeft:
    case Align::kJustify:
      return "";
    case Align::kCenter:
      return "c";
    case Align::kRight:
      return "r";
  }
  return "";
}

const char* ParagraphClass(const Paragraph& paragraph) {
  if (paragraph.style == ParagraphStyle::kLead) {
    return "lead";
  }
  if (paragraph.style == ParagraphStyle::kNote) {
    return "note";
  }
  switch (paragraph.align) {
    case Align::kLeft:
      return "left";
    case Align::kCenter:
      return "center";
    case Align::kRight:
      return "right";
    case Align::kJustify:
      return "justify";
  }
  return "";
}

const char* RowClass(RowKind kind) {
  switch (kind) {
    case RowKind::kBody:
      return "";
    case RowKind::kGroup:
      return " class=\"group\"";
    case RowKind::kSubtotal:
      return " class=\"subtotal\"";
    case RowKind::kTotal:
      return " class=\"total\"";
  }
  return "";
}

std::string Spans(const Cell& cell, int rows) {
  std::string out;
  if (cell.col_span > 1) {
    absl::StrAppend(&out, " colspan=\"", static_cast<int>(cell.col_span), "\"");
  }
  if (rows > 1) {
    absl::StrAppend(&out, " rowspan=\"", rows, "\"");
  }
  return out;
}

// The cell of `row` that starts at `column`, if one does.
const Cell* CellAt(const Row& row, std::size_t column) {
  std::size_t at = 0;
  for (const Cell& cell : row.cells) {
    if (at == column) {
      return &cell;
    }
    at += cell.col_span;
  }
  return nullptr;
}

int MergedRows(const Table& table, std::size_t row, std::size_t column) {
  int rows = 1;
  for (std::size_t r = row + 1; r < table.rows.size(); ++r, ++rows) {
    const Cell* below = CellAt(table.rows[r], column);
    if (below == nullptr || !below->merge_above) {
      break;
    }
  }
  return rows;
}

std::string HeaderRows(const Table& table) {
  std::string out = "<thead>\n";
  for (const Row& row : table.header) {
    out += "<tr>";
    for (const Cell& cell : row.cells) {
      absl::StrAppend(&out, "<th scope=\"", cell.col_span > 1 ? "colgroup" : "col", "\"",
                      Spans(cell, cell.row_span), ">", EscapeHtml(cell.text, LineFeeds::kKeep),
                      "</th>");
    }
    out += "</tr>\n";
  }
  return out + "</thead>\n";
}

std::string BodyRow(const Table& table, std::size_t index) {
  const Row& row = table.rows[index];
  std::string out = absl::StrCat("<tr", RowClass(row.kind), ">");
  std::size_t column = 0;
  for (const Cell& cell : row.cells) {
    const bool names_row = column == 0 && row.kind != RowKind::kBody;
    const char* tag = names_row ? "th" : "td";
    if (!cell.merge_above) {
      const char* align = AlignClass(cell.align.value_or(table.columns[column].align));
      absl::StrAppend(&out, "<", tag, names_row ? " scope=\"row\"" : "",
                      Spans(cell, MergedRows(table, index, column)));
      if (*align != '\0' || cell.bold) {
        absl::StrAppend(&out, " class=\"", align, *align != '\0' && cell.bold ? " " : "",
                        cell.bold ? "b" : "", "\"");
      }
      absl::StrAppend(&out, ">", EscapeHtml(cell.text, LineFeeds::kKeep), "</", tag, ">");
    }
    column += cell.col_span;
  }
  return out + "</tr>\n";
}

class HtmlWriter {
 public:
  explicit HtmlWriter(const Document& document) : document_(document) {}

  std::string Write() {
    for (const Block& block : document_.blocks) {
      const auto* paragraph = std::get_if<Paragraph>(&block);
      SetList(paragraph != nullptr && paragraph->style == ParagraphStyle::kListItem);
      std::visit(*this, block);
    }
    SetList(false);
    return absl::StrCat(
        "<!DOCTYPE html>\n<html lang=\"", Inline(document_.language),
        "\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
        "<meta name=\"author\" content=\"",
        Inline(document_.author), "\">\n<meta name=\"date\" content=\"", Inline(document_.date),
        "\">\n<title>", Inline(document_.title), "</title>\n<style>",
        absl::string_view(HtmlStyle().data(), HtmlStyle().size()),
        "</style>\n</head>\n<body>\n<main>\n", out_, "</main>\n</body>\n</html>\n");
  }

  void operator()(const Cover& cover) {
    absl::StrAppend(&out_, "<header class=\"cover\">\n<div>",
                    Lines(cover.institution, "institution"), "</div>\n<div><p class=\"doc-title\">",
                    Inline(cover.title), "</p>\n");
    if (!cover.subtitle.empty()) {
      absl::StrAppend(&out_, "<p>", Inline(cover.subtitle), "</p>\n");
    }
    absl::StrAppend(&out_, "<p class=\"year\">", Inline(cover.year), "</p></div>\n<div>",
                    Lines(cover.imprint, "imprint"), "</div>\n</header>\n");
  }

  void operator()(const Heading& heading) {
    const int level = heading.level;
    absl::StrAppend(&out_, "<h", level, " id=\"", Inline(heading.id), "\">");
    if (!heading.number.empty()) {
      absl::StrAppend(&out_, "<span class=\"no\">", Inline(heading.number), "</span> ");
    }
    absl::StrAppend(&out_, Inline(heading.text), "</h", level, ">\n");
  }

  void operator()(const Paragraph& paragraph) {
    const bool item = paragraph.style == ParagraphStyle::kListItem;
    if (item) {
      absl::StrAppend(&out_, "<div class=\"item d", static_cast<int>(paragraph.depth),
                      "\" role=\"listitem\"><span class=\"marker\">", Inline(paragraph.marker),
                      "</span><span>");
    } else {
      absl::StrAppend(&out_, "<p class=\"", ParagraphClass(paragraph), "\">");
    }
    for (const Span& span : paragraph.spans) {
      absl::StrAppend(&out_, span.bold ? "<b>" : "", span.italic ? "<i>" : "",
                      EscapeHtml(span.text, LineFeeds::kKeep), span.italic ? "</i>" : "",
                      span.bold ? "</b>" : "");
    }
    out_ += item ? "</span></div>\n" : "</p>\n";
  }

  void operator()(const Table& table) {
    const std::string caption = CaptionText(table.caption);
    absl::StrAppend(&out_, "<div class=\"scroll", table.landscape ? " landscape" : "",
                    "\" tabindex=\"0\" role=\"region\" aria-label=\"",
                    caption.empty() ? "Tabel" : caption, "\">\n<table",
                    table.small_text ? " class=\"small\"" : "", ">\n");
    if (!caption.empty()) {
      absl::StrAppend(&out_, "<caption>", caption, "</caption>\n");
    }
    if (!table.header.empty()) {
      out_ += HeaderRows(table);
    }
    out_ += "<tbody>\n";
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      out_ += BodyRow(table, i);
    }
    out_ += "</tbody>\n</table>\n</div>\n";
  }

  void operator()(const Chart& chart) {
    absl::StrAppend(&out_, "<figure>", ChartSvg(chart, kChartSvgWidth));
    if (const std::string caption = CaptionText(chart.caption); !caption.empty()) {
      absl::StrAppend(&out_, "<figcaption>", caption, "</figcaption>");
    }
    out_ += "</figure>\n";
  }

  void operator()(const Contents& contents) {
    absl::StrAppend(&out_, "<nav aria-label=\"",
                    contents.title.empty() ? "Daftar isi" : Inline(contents.title), "\">\n");
    if (!contents.title.empty()) {
      absl::StrAppend(&out_, "<h1>", Inline(contents.title), "</h1>\n");
    }
    out_ += "<ol>\n";
    for (const Block& block : document_.blocks) {
      const auto* heading = std::get_if<Heading>(&block);
      if (heading == nullptr || !heading->in_contents || heading->level > contents.depth) {
        continue;
      }
      absl::StrAppend(&out_, "<li class=\"l", static_cast<int>(heading->level), "\"><a href=\"#",
                      Inline(heading->id), "\">", Inline(heading->number),
                      heading->number.empty() ? "" : " ", Inline(heading->text), "</a></li>\n");
    }
    out_ += "</ol>\n</nav>\n";
  }

  void operator()(const PageBreak&) { out_ += "<hr class=\"page\" aria-hidden=\"true\">\n"; }

  void operator()(const Signatures& signatures) {
    out_ += "<div class=\"sign\">\n";
    for (const Signatory& party : signatures.parties) {
      absl::StrAppend(&out_, "<div>", Lines(party.above, "above"),
                      party.name.empty() ? "<p class=\"name blank\">&nbsp;"
                                         : absl::StrCat("<p class=\"name\">", Inline(party.name)),
                      "</p>\n", Lines(party.below, "below"), "</div>\n");
    }
    out_ += "</div>\n";
  }

 private:
  void SetList(bool open) {
    if (open != in_list_) {
      out_ += open ? "<div class=\"list\" role=\"list\">\n" : "</div>\n";
      in_list_ = open;
    }
  }

  const Document& document_;
  std::string out_;
  bool in_list_ = false;
};

}  // namespace

absl::StatusOr<std::string> WriteHtml(const Document& document) {
  if (absl::Status status = Validate(document); !status.ok()) {
    return status;
  }
  return HtmlWriter(document).Write();
}

}  // namespace sakip::document
