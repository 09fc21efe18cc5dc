#include "services/reporting/document/hostile_document.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace sakip::document {
namespace {

using std::string_literals::operator""s;

std::vector<std::string> Markup() {
  return {
      "<script>alert(1)</script>",
      "\"><img src=x onerror=alert(1)>",
      "' onload='alert(1)",
      "<svg/onload=alert(1)>",
      "<a href=\"javascript:alert(1)\">x</a>",
      "</title></style></textarea><script src=//a.invalid></script>",
      "<style>@import url(//a.invalid)</style>",
      "<!-- x",
      "x -->",
      "]]>",
      "<![CDATA[x]]>",
      "<?xml version=\"1.0\"?>",
      "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>&e;",
      "&#x1;&#0;&#xFFFE;",
      "&amp;lt;b&gt;",
      "</w:t></w:r></w:p><w:altChunk r:id=\"rId1\"/>",
      "</t></si></sst>",
      "</v></c><c t=\"str\"><f>1+1</f></c>",
      "javascript:alert(1)",
      "data:text/html,<b>x</b>",
      "http://a.invalid/x?y=1",
      "file:///etc/passwd",
      "\\\\a.invalid\\share",
      "{{7*7}} ${7*7} <%= 7*7 %>",
      "%s%n%d%08x",
      "$(touch x) `touch x` ; touch x",
      "'; DROP TABLE lakip; --",
      "TOC \\o \"1-9\" \\h INCLUDETEXT \"x\"",
  };
}

std::vector<std::string> Formulas() {
  return {
      "=cmd|' /C calc'!A0",
      "=1+1",
      "+1+1",
      "-2+3",
      "@SUM(1+1)",
      "{=1+1}",
      "=HYPERLINK(\"http://a.invalid\",\"x\")",
      "=WEBSERVICE(\"http://a.invalid\")",
      "\t=1+2",
      "\r=1+3",
      "\n=1+4",
      " =1+5",
      "\"=1+6",
      "'=1+7",
      "＝1+8",
      "DDE(\"cmd\";\"/C calc\";\"x\")",
      "&F&P&G&\"Arial\"&99X",
      "&L&&&R",
      "_x0041_ _x0000_",
      "'!A1:[1]Sheet1!B2*?/\\",
      "History",
      "daftar",
      "12345678901234567890",
      "1e308 NaN #REF! TRUE",
      "1e5",
      "00123",
      "../../xl/workbook.xml",
      "word/document.xml",
  };
}

std::vector<std::string> PdfSyntax() {
  return {
      ")>>endobj",
      ")/S/JavaScript/JS(app.alert(1))>>",
      "<</S/URI/URI(http://a.invalid)>>",
      "(((",
      "\\",
      "\\)\\(\\055",
      "%%EOF",
      "endstream endobj 1 0 obj",
      "rect=[0 0 1 1] uri='http://a.invalid' dest='x'",
      "x' y='1\\'",
  };
}

std::vector<std::string> Unicode() {
  return {
      "a\0b"s,
      "\x01\x08\x1B[31mx\x7F",
      "\xC2\x85\xC2\x9Bx",
      "\u202Efdp.exe",
      "\u2066x\u2069\u200Ey",
      "\u061Cx\u200By\uFEFFz",
      "x\u2028y\u2029z",
      "\U000E0041\U000E007Fx",
      "x\uFFFE\uFFFF\U0001FFFEy",
      "x\uFFF9y\uFFFAz\uFFFB",
      "😀👨\u200D👩\u200D👧",
      "e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301x",
      "العربية עברית",
      "漢字 ไทย देवनागरी",
      "\uE000x\U0010FFFDy",
      "\u00A0x\u00ADy",
      "   ",
      "  x  ",
      "x\n\n\n\ny",
  };
}

// Pictures take long: up to four texts share one.
Chart HostileChart(const std::vector<std::string>& texts) {
  static_assert(static_cast<int>(ChartKind::kSerapanCurve) == 3);
  const auto kind = static_cast<ChartKind>(texts.front().size() % 4);
  const bool level = kind == ChartKind::kLine || kind == ChartKind::kSerapanCurve;
  std::string all;
  for (const std::string& text : texts) {
    all += text + " ";
  }
  Chart chart{.kind = kind,
              .caption = {all, all},
              .title = all,
              .unit = all,
              .categories = texts,
              .alt = all,
              .reference = level ? std::optional<std::int64_t>(3) : std::nullopt,
              .reference_label = level ? all : ""};
  for (const std::string& text : texts) {
    chart.series.push_back({text, std::vector<std::optional<std::int64_t>>(texts.size(), 2)});
  }
  return chart;
}

}  // namespace

const std::vector<std::string>& HostileTexts() {
  static const std::vector<std::string> kTexts = [] {
    std::vector<std::string> all;
    for (const auto& some : {Markup(), Formulas(), PdfSyntax(), Unicode()}) {
      all.insert(all.end(), some.begin(), some.end());
    }
    return all;
  }();
  return kTexts;
}

Document HostileDocument(const std::string& document_text, const std::vector<std::string>& texts) {
  const std::string& d = document_text;
  Document document{
      .title = d, .language = "id", .author = d, .running_head = d, .date = "2018-02-02"};
  document.blocks = {Cover{{d}, d, d, d, {d}}, Contents{.title = d, .depth = 4}};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::string& t = texts[i];
    const std::string id = "teks-" + std::to_string(i);
    const std::vector<Block> blocks = {
        Heading{.level = 2, .number = t, .text = t, .id = id},
        Paragraph{.spans = {{t}, {t, true, true}}},
        Paragraph{.spans = {{t}}, .style = ParagraphStyle::kListItem, .marker = t},
        Paragraph{.spans = {{t}}, .style = ParagraphStyle::kLead},
        Table{.caption = {t, t},
              .columns = {{2}, {1, Align::kRight}},
              .header = {{.cells = {{.text = t, .row_span = 2}, {.text = t}}},
                         {.cells = {{.text = t}}}},
              .rows = {{RowKind::kGroup, {{.text = t, .col_span = 2}}},
                       {.cells = {{.text = t}, {.text = t}}},
                       {.cells = {{.text = t, .merge_above = true}, {.text = t}}},
                       {RowKind::kTotal, {{.text = t}, {.text = t}}}}},
        Paragraph{.spans = {{t}}, .style = ParagraphStyle::kNote},
        Signatures{{{{t}, t, {t}}, {{t}, "", {t}}}}};
    document.blocks.insert(document.blocks.end(), blocks.begin(), blocks.end());
    if (i % 4 == 3 || i + 1 == texts.size()) {
      document.blocks.emplace_back(HostileChart(
          {texts.begin() + static_cast<int>(i / 4 * 4), texts.begin() + static_cast<int>(i) + 1}));
    }
  }
  return document;
}

Document HugeDocument() {
  constexpr std::size_t kMillion = 1'000'000;
  std::string words;
  while (words.size() < kMillion) {
    words += "kata =1+1 ";
  }
  Document document{.title = "Besar", .language = "id", .date = "2018-02-02"};
  document.blocks = {Heading{.text = "Besar", .id = "besar"}, Paragraph{.spans = {{words}}},
                     Table{.columns = {{}}, .rows = {{.cells = {{.text = words}}}}}};
  return document;
}

}  // namespace sakip::document
