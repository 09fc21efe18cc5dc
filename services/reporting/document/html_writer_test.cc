#include "services/reporting/document/html_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "services/reporting/document/html_text.h"

namespace sakip::document {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Document WithText(const std::string& text) {
  Document document{
      .title = text, .language = "id", .author = text, .running_head = text, .date = "2018-02-02"};
  document.blocks = {
      Cover{{text}, text, text, text, {text}},
      Heading{.number = text, .text = text.empty() ? "x" : text, .id = "bab-1"},
      Paragraph{.spans = {{text, true, true}}},
      Paragraph{.spans = {{text}}, .style = ParagraphStyle::kListItem, .marker = text},
      Table{.caption = {text, text},
            .columns = {{}},
            .header = {{.cells = {{.text = text}}}},
            .rows = {{.cells = {{.text = text}}}, {RowKind::kTotal, {{.text = text}}}}},
      Chart{.caption = {text, text},
            .title = text,
            .unit = text,
            .categories = {text},
            .series = {{text, {1}}},
            .alt = text.empty() ? "x" : text},
      Contents{.title = text},
      Signatures{{{{text}, text, {text}}}}};
  return document;
}

std::string Html(const Document& document) {
  const absl::StatusOr<std::string> html = WriteHtml(document);
  EXPECT_TRUE(html.ok()) << html.status();
  return html.value_or("");
}

TEST(HtmlWriter, HostileTextsComeOutInert) {
  struct Case {
    std::string in;
    std::string shown;  // as it stands in the source of the page
  };
  const Case cases[] = {
      {"<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
      {"\" onload=\"x", "&quot; onload=&quot;x"},
      {"' onload='x", "&#39; onload=&#39;x"},
      {"</title></style></svg><img src=x>",
       "&lt;/title&gt;&lt;/style&gt;&lt;/svg&gt;&lt;img src=x&gt;"},
      {"&lt;b&gt;", "&amp;lt;b&amp;gt;"},
      {"<!--", "&lt;!--"},
      {"]]>", "]]&gt;"},
      {"\u202Egpj.exe", "[U+202E]gpj.exe"},
      {std::string("a\0\x01\x1B", 4), "a[U+0000][U+0001][U+001B]"},
      {"=cmd|' /C calc'!A0", "=cmd|&#39; /C calc&#39;!A0"},
      {std::string(5000, 'W'), std::string(5000, 'W')},
  };
  const std::string harmless = Html(WithText("aman"));
  const auto tags = [](const std::string& html) {
    return std::count(html.begin(), html.end(), '<');
  };
  for (const Case& c : cases) {
    const std::string html = Html(WithText(c.in));
    EXPECT_EQ(tags(html), tags(harmless)) << c.shown.substr(0, 60);
    EXPECT_THAT(html, HasSubstr("<td>" + c.shown + "</td>"));
    EXPECT_THAT(html, HasSubstr("<title>" + c.shown + "</title>"));
    EXPECT_THAT(html, HasSubstr("<b><i>" + c.shown + "</i></b>"));
    EXPECT_THAT(html, HasSubstr("aria-label=\"" + c.shown + "\""));
  }
}

TEST(HtmlWriter, IsOneFileWithoutScriptsOrOutsideAddresses) {
  const std::string html = Html(WithText("aman"));
  for (const char* forbidden :
       {"<script", "://", "@import", "url(", "<link", "<iframe", "onclick"}) {
    EXPECT_THAT(html, Not(HasSubstr(forbidden)));
  }
  EXPECT_THAT(html, HasSubstr("<html lang=\"id\""));
  EXPECT_EQ(Html(WithText("aman")), html);
}

TEST(HtmlWriter, ContentsLinkToHeadingsThatExist) {
  Document document{.title = "t", .language = "id", .date = "2018-02-02"};
  document.blocks = {
      Contents{.title = "DAFTAR ISI", .depth = 2}, Heading{1, "BAB I", "PENDAHULUAN", "bab-1"},
      Heading{2, "A.", "Umum", "bab-1-a"}, Heading{3, "1.", "Terlalu dalam", "bab-1-a-1"},
      Heading{1, "", "Tersembunyi", "hidden", false}};
  const std::string html = Html(document);
  const std::regex link("href=\"#([a-z0-9-]+)\"");
  int links = 0;
  for (std::sregex_iterator it(html.begin(), html.end(), link), end; it != end; ++it, ++links) {
    EXPECT_THAT(html, HasSubstr("id=\"" + (*it)[1].str() + "\""));
  }
  EXPECT_EQ(links, 2);
  EXPECT_THAT(html, HasSubstr("<a href=\"#bab-1-a\">A. Umum</a>"));
}

TEST(HtmlWriter, TablesSayWhatTheirCellsBelongTo) {
  Document document{.title = "t", .language = "id", .date = "2018-02-02"};
  document.blocks = {Table{
      .caption = {"Tabel 2.1", "Rencana"},
      .columns = {{}, {.align = Align::kRight}, {.align = Align::kCenter}},
      .header = {{.cells = {{.text = "Sasaran", .row_span = 2}, {.text = "Bulan", .col_span = 2}}},
                 {.cells = {{.text = "B1"}, {.text = "B2"}}}},
      .rows = {{.cells = {{.text = "S1"}, {.text = "1.000"}, {.text = "V"}}},
               {.cells = {{.text = "S1", .merge_above = true}, {.text = "2"}, {.text = "V"}}},
               {RowKind::kTotal, {{.text = "Jumlah"}, {.text = "1.002"}, {.text = ""}}}}}};
  const std::string html = Html(document);
  EXPECT_THAT(html, HasSubstr("<caption>Tabel 2.1 Rencana</caption>"));
  EXPECT_THAT(html, HasSubstr("<th scope=\"col\" rowspan=\"2\">Sasaran</th>"
                              "<th scope=\"colgroup\" colspan=\"2\">Bulan</th>"));
  EXPECT_THAT(html, HasSubstr("<td rowspan=\"2\">S1</td><td class=\"r\">1.000</td>"));
  EXPECT_THAT(html, HasSubstr("<tr><td class=\"r\">2</td>"));
  EXPECT_THAT(html, HasSubstr("<tr class=\"total\"><th scope=\"row\">Jumlah</th>"));
}

TEST(HtmlWriter, RefusesAnInvalidDocument) {
  Document document = WithText("x");
  document.date = "kemarin";
  EXPECT_EQ(WriteHtml(document).status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace sakip::document
