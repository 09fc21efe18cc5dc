#include "services/reporting/document/html_writer.h"

#include <string_view>

#include "absl/strings/str_cat.h"
#include "services/reporting/document/chart.h"
#include "services/reporting/document/html_text.h"

namespace sakip::document {
namespace {

constexpr double kChartWidth = 480;  // the viewBox; the picture scales with the page

constexpr std::string_view kStyle = R"(
:root{color-scheme:light}
body{margin:0;background:#eceef1;color:#1b1b1b;font:17px/1.6 "Liberation Serif","Times New Roman",serif}
main{max-width:54rem;margin:0 auto;background:#fff;padding:3rem 4rem;overflow-wrap:anywhere}
.cover{min-height:min(80vh,44rem);display:flex;flex-direction:column;justify-content:space-between;text-align:center;border-bottom:1px solid #999;margin-bottom:3rem;padding-bottom:2rem}
.cover p{margin:0}.institution{font:bold 1.25rem/1.5 "Liberation Sans",Arial,sans-serif}
.doc-title{font:bold 2.2rem/1.3 "Liberation Sans",Arial,sans-serif;color:#1f3a5f}
.year{font:bold 1.7rem/1.6 "Liberation Sans",Arial,sans-serif}
h1,h2,h3,h4{font-family:"Liberation Sans",Arial,sans-serif;line-height:1.3;margin:1.8em 0 .6em;break-after:avoid}
h1{text-align:center;font-size:1.5rem;margin-top:3em}h1 .no{display:block}
h2{font-size:1.2rem}h3{font-size:1.05rem}h4{font-size:1rem;font-style:italic}
p{margin:0 0 .8em;orphans:2;widows:2}.justify{text-align:justify}.center,.lead{text-align:center}.right{text-align:right}
.lead{font:bold 1.1rem/1.5 "Liberation Sans",Arial,sans-serif}.note{font-size:.85rem;color:#444}
.list{margin:0 0 .8em}.item{display:flex;gap:.6em;margin:0 0 .3em}.item .marker{flex:0 0 1.6em;text-align:right}
.d1{margin-left:2em}.d2{margin-left:4em}.d3{margin-left:6em}
nav ol{list-style:none;padding:0}nav a{color:inherit;text-decoration:none}nav a:hover,nav a:focus{text-decoration:underline}.l1{font-weight:bold;margin-top:.5em}.l2{margin-left:1.5em}.l3{margin-left:3em}.l4{margin-left:4.5em}
.scroll{overflow-x:auto;margin:1.2em 0}
table{border-collapse:collapse;width:100%;font:.85rem/1.4 "Liberation Sans",Arial,sans-serif;border-top:1.5px solid #333;border-bottom:1.5px solid #333;overflow-wrap:break-word}
table.small{font-size:.72rem}caption,figcaption{font:bold .9rem/1.4 "Liberation Sans",Arial,sans-serif;text-align:left;padding-bottom:.4em}
th,td{padding:.35em .5em;border:.5px solid #aaa;vertical-align:top;text-align:left}
thead th{background:#e6e9ee;text-align:center;vertical-align:middle}thead{display:table-header-group}tr{break-inside:avoid}
th.r,td.r{text-align:right;font-variant-numeric:tabular-nums}th.c,td.c{text-align:center}
td.b,.total td,.total th,.subtotal td,.subtotal th,.group td,.group th{font-weight:bold}
.group td,.group th,.subtotal td,.subtotal th{background:#f4f5f7}.total td,.total th{border-top:1.5px solid #333}
figure{margin:1.5em 0;break-inside:avoid}svg{width:100%;height:auto}
.sign{display:flex;justify-content:flex-end;gap:10%;text-align:center;margin:2.5em 0;break-inside:avoid}.sign>div{width:45%}.sign p{margin:0}.sign .name{margin-top:4.5em;font-weight:bold}
.blank{border-bottom:1px dotted #333;height:1.4em}
hr.page{border:0;margin:0}
@media(max-width:50rem){main{padding:1.2rem}}
@media print{body{background:#fff;font-size:11pt}main{max-width:none;padding:0}.cover{height:24cm;border:0;break-after:page}h1{margin-top:0;break-before:page}hr.page{break-after:page}.cover+hr.page{display:none}.scroll{overflow:visible}.landscape{page:wide}
@page{size:A4;margin:2.5cm}@page wide{size:A4 landscape;margin:2cm}}
)";

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
        absl::string_view(kStyle.data(), kStyle.size()), "</style>\n</head>\n<body>\n<main>\n",
        out_, "</main>\n</body>\n</html>\n");
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
    absl::StrAppend(&out_, "<figure>", ChartSvg(chart, kChartWidth));
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
