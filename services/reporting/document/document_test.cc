#include "services/reporting/document/document.h"

#include <gtest/gtest.h>

#include <cctype>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "services/reporting/document/block_rules.h"
#include "services/reporting/document/canonical.h"
#include "services/reporting/document/text.h"

namespace sakip::document {
namespace {

Document Small() {
  Document document{.title = "Laporan", .language = "id", .date = "2018-02-02"};
  document.blocks = {
      Cover{.institution = {"KOMISI PEMILIHAN UMUM"}, .title = "LAPORAN KINERJA", .year = "2017"},
      Heading{.number = "BAB I", .text = "PENDAHULUAN", .id = "bab-1"},
      Paragraph{.spans = {{.text = "Teks", .bold = true}}},
      Table{.columns = {{}, {.weight = 2, .align = Align::kRight}},
            .header = {{.cells = {{.text = "Uraian"}, {.text = "Pagu"}}}},
            .rows = {{.cells = {{.text = "Layanan"}, {.text = "1.963.169.000"}}}}},
      Chart{.categories = {"3355"}, .series = {{"Pagu", {1998944000}}}, .alt = "Grafik"},
      Contents{.title = "DAFTAR ISI"},
      PageBreak{Numbering::kArabic},
      Signatures{.parties = {{.above = {"Sekretaris"}}}}};
  return document;
}

class RandomDocument {
 public:
  explicit RandomDocument(std::uint32_t seed) : engine_(seed) {}

  Document Make() {
    Document d{Text(), Text(), Text(), Text(), Text(), {}};
    for (std::uint32_t i = Below(12); i > 0; --i) {
      d.blocks.push_back(MakeBlock());
    }
    return d;
  }

 private:
  std::uint32_t Below(std::uint32_t n) { return static_cast<std::uint32_t>(engine_()) % n; }
  bool Flag() { return Below(2) == 1; }
  std::int64_t Int64() {
    return static_cast<std::int64_t>(std::uint64_t{engine_()} << 32 | engine_());
  }
  std::uint8_t Byte() { return static_cast<std::uint8_t>(Below(256)); }
  std::string Text() {
    std::string text;
    for (std::uint32_t i = Below(20); i > 0; --i) {
      text.push_back(static_cast<char>(Below(256)));
    }
    return text;
  }
  template <class F>
  auto Many(F make) {
    std::vector<decltype(make())> items;
    for (std::uint32_t i = Below(4); i > 0; --i) {
      items.push_back(make());
    }
    return items;
  }
  std::vector<std::string> Texts() {
    return Many([&] { return Text(); });
  }
  Align AnyAlign() { return static_cast<Align>(Below(4)); }
  Row MakeRow() {
    return {static_cast<RowKind>(Below(4)), Many([&] {
              return Cell{Text(),
                          Flag() ? std::optional(AnyAlign()) : std::nullopt,
                          Flag(),
                          Byte(),
                          Byte(),
                          Flag(),
                          Flag() ? std::optional(Number{Int64(), Byte(), Flag()}) : std::nullopt};
            })};
  }
  Block MakeBlock() {
    switch (Below(8)) {
      case 0:
        return Cover{Texts(), Text(), Text(), Text(), Texts()};
      case 1:
        return Heading{Byte(), Text(), Text(), Text(), Flag()};
      case 2:
        return Paragraph{Many([&] {
                           return Span{Text(), Flag(), Flag()};
                         }),
                         static_cast<ParagraphStyle>(Below(4)), AnyAlign(), Text(), Byte()};
      case 3:
        return Table{{Text(), Text()},
                     Many([&] {
                       return Column{static_cast<std::uint16_t>(Below(65536)), AnyAlign()};
                     }),
                     Many([&] { return MakeRow(); }),
                     Many([&] { return MakeRow(); }),
                     Flag(),
                     Flag()};
      case 4:
        return Chart{static_cast<ChartKind>(Below(4)),
                     {Text(), Text()},
                     Text(),
                     Text(),
                     Int64(),
                     Byte(),
                     Texts(),
                     Many([&] {
                       return Series{Text(), Many([&] {
                                       return Flag() ? std::optional<std::int64_t>(-1 - Byte())
                                                     : std::nullopt;
                                     })};
                     }),
                     Text(),
                     Flag() ? std::optional(Int64()) : std::nullopt,
                     Text()};
      case 5:
        return Contents{Text(), Byte()};
      case 6:
        return PageBreak{static_cast<Numbering>(Below(3))};
      default:
        return Signatures{Many([&] { return Signatory{Texts(), Text(), Texts()}; })};
    }
  }

  std::mt19937 engine_;
};

TEST(Canonical, RoundTripsAnyDocument) {
  const std::uint32_t seed = std::random_device{}();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  RandomDocument random(seed);
  for (int i = 0; i < 500; ++i) {
    const Document document = random.Make();
    const std::string bytes = Encode(document);
    const absl::StatusOr<Document> parsed = Parse(bytes);
    ASSERT_TRUE(parsed.ok()) << parsed.status();
    ASSERT_EQ(*parsed, document);
    ASSERT_EQ(Encode(*parsed), bytes);
  }
}

TEST(Canonical, EveryTruncationIsRefused) {
  const std::string bytes = Encode(Small());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    ASSERT_EQ(Parse(std::string_view(bytes).substr(0, length)).status().code(),
              absl::StatusCode::kInvalidArgument)
        << length;
  }
  EXPECT_FALSE(Parse(bytes + '\0').ok());
}

// A changed byte is either refused or stands for another document: two byte strings never mean
// the same document.
TEST(Canonical, EveryChangedByteIsRefusedOrAnotherDocument) {
  const Document document = Small();
  const std::string bytes = Encode(document);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (const int flip : {0x01, 0x80, 0xFF}) {
      std::string changed = bytes;
      changed[i] = static_cast<char>(changed[i] ^ flip);
      const absl::StatusOr<Document> parsed = Parse(changed);
      if (parsed.ok()) {
        ASSERT_NE(*parsed, document) << i;
        ASSERT_EQ(Encode(*parsed), changed) << i;
      }
    }
  }
}

TEST(Canonical, HugeCountsDoNotAllocate) {
  std::string bytes("SKDM\x02", 5);
  bytes.append(20, '\0');   // five empty strings
  bytes.append(4, '\xFF');  // 4 billion blocks
  EXPECT_EQ(Parse(bytes).status().code(), absl::StatusCode::kInvalidArgument);
}

// The hash is a report's identity in other people's files: this value never changes for version 2.
TEST(Canonical, HashOfAFixedDocumentIsFixed) {
  EXPECT_EQ(ContentHash(Small()),
            "f8e2c1cb6f6e959e269a7f2bd1b720662a6281066cec4f14d3a5c067f73bb98c");
}

// Small() as stores of the previous format hold it.
constexpr absl::string_view kSmallVersion1 =
    "534b444d01000000074c61706f72616e00000002696400000000000000000000000a323031382d30322d3032"
    "000000080000000001000000154b4f4d4953492050454d494c4948414e20554d554d0000000f4c41504f5241"
    "4e204b494e45524a410000000000000004323031370000000001010000000542414220490000000b50454e44"
    "4148554c55414e000000056261622d310102000000010000000454656b730100000300000000000300000000"
    "00000000000000020001000002020000000100000000020000000655726169616e0000010100000000045061"
    "67750000010100000000010000000002000000074c6179616e616e00000101000000000d312e3936332e3136"
    "392e303030000001010000000400000000000000000000000000000000000000000000000001000000000100"
    "00000433333535000000010000000450616775000000010100000000772577000000000647726166696b0500"
    "00000a444146544152204953490206020700000001000000010000000a53656b726574617269730000000000"
    "000000";

TEST(Canonical, ReadsDocumentsOfVersion1) {
  const std::string bytes = absl::HexStringToBytes(kSmallVersion1);
  const absl::StatusOr<Document> parsed = Parse(bytes);
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  EXPECT_EQ(*parsed, Small());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    ASSERT_FALSE(Parse(std::string_view(bytes).substr(0, length)).ok()) << length;
  }
  EXPECT_FALSE(Parse(bytes + '\0').ok());
}

// What version 1 could not say is damage there, and so is a version nobody has written.
TEST(Canonical, RefusesWhatAVersionDoesNotKnow) {
  const std::string bytes = absl::HexStringToBytes(kSmallVersion1);
  std::string line_chart = bytes;
  const std::size_t block = bytes.find('\4' + std::string(24, '\0') + '\1');  // tag, kind, texts
  ASSERT_NE(block, std::string::npos);
  line_chart[block + 1] = 2;
  EXPECT_FALSE(Parse(line_chart).ok());
  for (const char version : {'\0', '\3', '\xFF'}) {
    std::string other = Encode(Small());
    other[4] = version;
    EXPECT_FALSE(Parse(other).ok());
  }
  std::string mixed = bytes;
  mixed[4] = 2;
  EXPECT_FALSE(Parse(mixed).ok());
}

TEST(Canonical, HashFeelsEveryField) {
  const Document base = Small();
  const auto changed = [&](auto change) {
    Document document = base;
    change(document);
    return ContentHash(document) != ContentHash(base);
  };
  EXPECT_TRUE(changed([](Document& d) { d.title += "x"; }));
  EXPECT_TRUE(
      changed([](Document& d) { std::get<Table>(d.blocks[3]).rows[0].cells[1].bold = true; }));
  EXPECT_TRUE(changed([](Document& d) { std::get<Chart>(d.blocks[4]).series[0].values[0] = 1; }));
  EXPECT_TRUE(changed([](Document& d) {
    std::get<Table>(d.blocks[3]).rows[0].cells[1].number = Number{1963169000};
  }));
  EXPECT_TRUE(changed([](Document& d) { std::get<Chart>(d.blocks[4]).reference = 0; }));
  EXPECT_TRUE(changed([](Document& d) { std::get<Chart>(d.blocks[4]).reference_label = "Pagu"; }));
  EXPECT_TRUE(changed([](Document& d) { std::swap(d.blocks[1], d.blocks[2]); }));
  EXPECT_TRUE(changed([](Document& d) {  // text moved over a field border
    std::get<Heading>(d.blocks[1]).number = "BAB ";
    std::get<Heading>(d.blocks[1]).text = "IPENDAHULUAN";
  }));
}

TEST(Validate, AcceptsTheSmallDocument) {
  EXPECT_TRUE(Validate(Small()).ok()) << Validate(Small());
}

TEST(Validate, RefusesWhatWritersCannotSet) {
  struct Case {
    const char* what;
    void (*change)(Document&);
  };
  const Case cases[] = {
      {"empty title", [](Document& d) { d.title.clear(); }},
      {"date with month 13", [](Document& d) { d.date = "2018-13-02"; }},
      {"date in words", [](Document& d) { d.date = "2 Februari 2018"; }},
      {"language with markup", [](Document& d) { d.language = "\"><b>"; }},
      {"cover in the middle", [](Document& d) { d.blocks.push_back(Cover{}); }},
      {"level 0", [](Document& d) { std::get<Heading>(d.blocks[1]).level = 0; }},
      {"level 5", [](Document& d) { std::get<Heading>(d.blocks[1]).level = 5; }},
      {"id with markup", [](Document& d) { std::get<Heading>(d.blocks[1]).id = "a\"b"; }},
      {"id twice", [](Document& d) { d.blocks.push_back(d.blocks[1]); }},
      {"invalid UTF-8",
       [](Document& d) { std::get<Paragraph>(d.blocks[2]).spans[0].text = "\xC0\x80"; }},
      {"no columns", [](Document& d) { std::get<Table>(d.blocks[3]).columns.clear(); }},
      {"weight 0", [](Document& d) { std::get<Table>(d.blocks[3]).columns[0].weight = 0; }},
      {"row too short", [](Document& d) { std::get<Table>(d.blocks[3]).rows[0].cells.pop_back(); }},
      {"row too wide",
       [](Document& d) { std::get<Table>(d.blocks[3]).rows[0].cells[0].col_span = 2; }},
      {"span 0", [](Document& d) { std::get<Table>(d.blocks[3]).header[0].cells[0].col_span = 0; }},
      {"row span past header",
       [](Document& d) { std::get<Table>(d.blocks[3]).header[0].cells[0].row_span = 2; }},
      {"merge in first row",
       [](Document& d) { std::get<Table>(d.blocks[3]).rows[0].cells[0].merge_above = true; }},
      {"number with 9 decimals",
       [](Document& d) {
         std::get<Table>(d.blocks[3]).rows[0].cells[1].number = Number{1, 9};
       }},
      {"chart without alt", [](Document& d) { std::get<Chart>(d.blocks[4]).alt.clear(); }},
      {"chart divisor 0", [](Document& d) { std::get<Chart>(d.blocks[4]).divisor = 0; }},
      {"series too long",
       [](Document& d) { std::get<Chart>(d.blocks[4]).series[0].values.emplace_back(1); }},
      {"contents depth 0", [](Document& d) { std::get<Contents>(d.blocks[5]).depth = 0; }},
      {"three signatories",
       [](Document& d) { std::get<Signatures>(d.blocks[7]).parties.resize(3); }},
  };
  for (const Case& c : cases) {
    Document document = Small();
    c.change(document);
    EXPECT_EQ(Validate(document).code(), absl::StatusCode::kInvalidArgument) << c.what;
  }
}

TEST(Validate, KnowsWhichChartsCanBeDrawn) {
  constexpr std::int64_t kMost = kMaxChartValue;
  using Values = std::vector<std::optional<std::int64_t>>;
  struct Case {
    const char* what;
    ChartKind kind;
    Values values;  // one series each
    std::optional<std::int64_t> reference;
    const char* label;
    bool good;
  };
  const Case cases[] = {
      {"bars below zero", ChartKind::kGroupedBar, {-kMost, 1}, {}, "", true},
      {"bars with a level", ChartKind::kGroupedBar, {1}, 1, "Target", false},
      {"stack up to the limit", ChartKind::kStackedBar, {kMost - 1, 1, {}}, {}, "", true},
      {"stack above the limit", ChartKind::kStackedBar, {kMost, 1}, {}, "", false},
      {"four at the limit", ChartKind::kStackedBar, {kMost, kMost, kMost, kMost}, {}, "", false},
      {"stack below zero", ChartKind::kStackedBar, {2, -1}, {}, "", false},
      {"line without a level", ChartKind::kLine, {-1}, {}, "", true},
      {"line at a level", ChartKind::kLine, {-1}, -kMost, "Target", true},
      {"level outside", ChartKind::kLine, {-1}, -kMost - 1, "Target", false},
      {"level without a label", ChartKind::kLine, {1}, 1, "", false},
      {"label without a level", ChartKind::kLine, {1}, {}, "Target", false},
      {"label that is no UTF-8", ChartKind::kLine, {1}, 1, "\xFF", false},
      {"curve", ChartKind::kSerapanCurve, {1, 2}, 3, "Pagu", true},
      {"curve without pagu", ChartKind::kSerapanCurve, {1}, {}, "", false},
      {"curve of nothing", ChartKind::kSerapanCurve, {1}, 0, "Pagu", false},
  };
  for (const Case& c : cases) {
    Document document = Small();
    Chart& chart = std::get<Chart>(document.blocks[4]);
    chart.kind = c.kind;
    chart.series.clear();
    for (const auto& value : c.values) {
      chart.series.push_back({"Seri", {value}});
    }
    chart.reference = c.reference;
    chart.reference_label = c.label;
    EXPECT_EQ(Validate(document).ok(), c.good) << c.what << ": " << Validate(document);
  }
}

TEST(Validate, HeaderMayGroupColumns) {
  Document document = Small();
  Table& table = std::get<Table>(document.blocks[3]);
  table.columns.resize(3);
  table.rows.clear();
  table.header = {{.cells = {{.text = "Uraian", .row_span = 2}, {.text = "Bulan", .col_span = 2}}},
                  {.cells = {{.text = "B1"}, {.text = "B2"}}}};
  EXPECT_TRUE(Validate(document).ok()) << Validate(document);
  table.header[1].cells.pop_back();
  EXPECT_FALSE(Validate(document).ok());
}

// b: body, g: group heading, s: subtotal, t: total; a row kept with the next one is in capitals.
TEST(BlockRules, RowsStayWithTheirSumsAndHeadings) {
  const std::vector<std::string> tables = {
      "",       "b",    "Bb",        "BbBb",        "BbbGbBb",
      "BbbBBt", "BBSt", "BbbbbBBs",  "BBBBBsBBBBs", "BBBBBsbbbbbBBs",
      "BSt",    "SSt",  "GBBsGBBSt",
  };
  for (const std::string& table : tables) {
    std::vector<Row> rows;
    for (const char c : table) {
      const std::size_t kind = std::string("bgst").find(static_cast<char>(std::tolower(c)));
      rows.push_back({.kind = static_cast<RowKind>(kind)});
    }
    std::string kept = table;
    const std::vector<bool> keep = RowsKeptWithNext(rows);
    for (std::size_t r = 0; r < rows.size(); ++r) {
      kept[r] = static_cast<char>(keep[r] ? std::toupper(table[r]) : std::tolower(table[r]));
    }
    EXPECT_EQ(kept, table);
  }
}

TEST(VisibleText, ShowsWhatWouldDeceive) {
  struct Case {
    std::string in;
    std::string out;
  };
  const Case cases[] = {
      {"Rp 1.000", "Rp 1.000"},
      {"a\tb\r\nc\rd\ne", "a b\nc\nd\ne"},
      {std::string("a\0b", 3), "a[U+0000]b"},
      {"\x1B[31m", "[U+001B][31m"},
      {"\u202Efdp.exe", "[U+202E]fdp.exe"},
      {"\u2066x\u2069", "[U+2066]x[U+2069]"},
      {"\u200B\uFEFF", "[U+200B][U+FEFF]"},
      {"\u2028", "\n"},
      {"\U000E0041", "[U+E0041]"},
      {"\U0001FFFE", "[U+1FFFE]"},
      {"kafé 漢字 😀", "kafé 漢字 😀"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(VisibleText(c.in, LineFeeds::kKeep), c.out);
  }
  EXPECT_EQ(VisibleText("a\r\nb", LineFeeds::kSpace), "a b");
}

TEST(Utf8, KnowsWellFormedFromMalformed) {
  for (const char* good : {"", "abc", "é", "漢", "😀", "\xEF\xBF\xBD"}) {
    EXPECT_TRUE(IsValidUtf8(good)) << good;
  }
  for (const char* bad : {"\x80", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                          "\xF8\x88\x80\x80\x80", "\xC3", "\xE2\x82", "a\xFF"}) {
    EXPECT_FALSE(IsValidUtf8(bad));
  }
}

}  // namespace
}  // namespace sakip::document
