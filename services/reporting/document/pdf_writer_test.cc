#include "services/reporting/document/pdf_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <thread>

#include "services/reporting/document/html_writer.h"
#include "services/reporting/document/sample_document.h"

namespace sakip::document {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// A PDF in a file of its own, looked at with poppler's tools. SAKIP_KEEP=1 keeps it and says where.
class PdfFile {
 public:
  explicit PdfFile(const std::string& bytes, const std::string& name = "dokumen") {
    std::string pattern = (std::filesystem::temp_directory_path() / "sakip-pdf-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    path_ = folder_ / (name + ".pdf");
    std::ofstream(path_, std::ios::binary) << bytes;
    if (std::getenv("SAKIP_KEEP") != nullptr) {
      std::fprintf(stderr, "kept: %s\n", path_.c_str());
    }
  }
  ~PdfFile() {
    if (std::getenv("SAKIP_KEEP") == nullptr) {
      std::filesystem::remove_all(folder_);
    }
  }
  PdfFile(const PdfFile&) = delete;
  PdfFile& operator=(const PdfFile&) = delete;

  std::string Run(const std::string& tool, const std::string& after = "") const {
    FILE* pipe = popen((tool + " '" + path_.string() + "' " + after + " 2>&1").c_str(), "r");
    std::string out;
    std::array<char, 4096> buffer{};
    for (std::size_t n; (n = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
      out.append(buffer.data(), n);
    }
    EXPECT_EQ(pclose(pipe), 0) << tool << ": " << out;
    return out;
  }
  std::vector<std::string> Pages(const std::string& mode = "-layout") const {
    std::vector<std::string> pages(1);
    for (const char c : Run("pdftotext " + mode, "-")) {
      if (c == '\f') {
        pages.emplace_back();
      } else {
        pages.back() += c;
      }
    }
    pages.pop_back();  // each page ends with a form feed
    return pages;
  }

 private:
  std::filesystem::path folder_;
  std::filesystem::path path_;
};

std::string Pdf(const Document& document) {
  const absl::StatusOr<std::string> pdf = WritePdf(document);
  EXPECT_TRUE(pdf.ok()) << pdf.status();
  return pdf.value_or("");
}

Document With(std::vector<Block> blocks) {
  return {.title = "Laporan",
          .language = "id",
          .running_head = "Kepala",
          .date = "2018-02-02",
          .blocks = std::move(blocks)};
}

std::string WithoutSpaces(std::string text) {
  std::erase_if(text, [](unsigned char c) { return std::isspace(c) != 0; });
  return text;
}

Table LongTable(int rows) {
  Table table{.caption = {"Tabel 1", "Daftar"},
              .columns = {{1, Align::kCenter}, {5}, {2, Align::kRight}},
              .header = {{.cells = {{.text = "Nomor"}, {.text = "Uraian"}, {.text = "Nilai"}}}}};
  for (int i = 1; i <= rows; ++i) {
    table.rows.push_back({.cells = {{.text = std::to_string(i)},
                                    {.text = "Baris-" + std::to_string(i)},
                                    {.text = "1.963.169." + std::to_string(100 + i)}}});
  }
  table.rows.push_back(
      {RowKind::kTotal, {{.text = "Jumlah", .col_span = 2}, {.text = "9.999.999.999"}}});
  return table;
}

TEST(PdfWriter, SampleHasEveryCellAndIsTaggedWithEmbeddedFonts) {
  const Document document = SampleDocument();
  const PdfFile pdf(Pdf(document), "laporan");
  if (std::getenv("SAKIP_KEEP") != nullptr) {
    const PdfFile html(WriteHtml(document).value_or(""), "laporan.html");
  }
  const std::string text = WithoutSpaces(pdf.Run("pdftotext -raw", "-"));
  for (const Block& block : document.blocks) {
    if (const auto* table = std::get_if<Table>(&block)) {
      for (const Row& row : table->rows) {
        for (const Cell& cell : row.cells) {
          EXPECT_TRUE(text.find(WithoutSpaces(cell.text)) != std::string::npos) << cell.text;
        }
      }
    }
    if (const auto* heading = std::get_if<Heading>(&block)) {
      EXPECT_TRUE(text.find(WithoutSpaces(heading->number + heading->text)) != std::string::npos)
          << heading->id;
    }
  }
  const std::string info = pdf.Run("pdfinfo");
  EXPECT_THAT(info, HasSubstr("Tagged:          yes"));
  EXPECT_THAT(info, HasSubstr(document.title));
  const std::string structure = pdf.Run("pdfinfo -struct");
  EXPECT_EQ(structure.substr(0, 8), "Document");  // no complaint of poppler before it
  EXPECT_THAT(structure, HasSubstr("TH"));
  EXPECT_THAT(pdf.Run("qpdf --check"), HasSubstr("No syntax or stream encoding errors"));
  const std::string source = pdf.Run("qpdf --qdf --object-streams=disable", "-");
  EXPECT_THAT(source, HasSubstr("/Alt (Diagram batang pagu"));
  EXPECT_THAT(source, HasSubstr("/Lang (id-ID)"));
  EXPECT_THAT(source, HasSubstr("/Subtype /Link"));
  EXPECT_THAT(source, HasSubstr("/DisplayDocTitle true"));
  const auto count_of = [&source](const char* what) {
    const std::regex pattern(what);
    return std::distance(std::sregex_iterator(source.begin(), source.end(), pattern),
                         std::sregex_iterator());
  };
  EXPECT_GT(count_of("/S /TH\\b"), 20);
  EXPECT_EQ(count_of("/Scope /Column"), count_of("/S /TH\\b"));
  EXPECT_EQ(count_of("/Alt \\("), count_of("/S /Figure"));
  std::istringstream fonts(pdf.Run("pdffonts"));
  std::string line;
  std::getline(fonts, line);
  std::getline(fonts, line);
  int count = 0;
  for (; std::getline(fonts, line); ++count) {
    EXPECT_TRUE(std::regex_search(line, std::regex("\\+Liberation.* yes +yes +yes "))) << line;
  }
  EXPECT_GE(count, 4);
}

TEST(PdfWriter, SameDocumentSameBytes) {
  const Document document = SampleDocument();
  const std::string first = Pdf(document);
  EXPECT_EQ(Pdf(document), first);
  Document other = document;
  other.title += ".";
  EXPECT_NE(Pdf(other), first);
}

TEST(PdfWriter, ThreadsDoNotDisturbEachOther) {
  const Document document = SampleDocument();
  const std::string expected = Pdf(document);
  std::array<std::string, 4> results;
  std::vector<std::thread> threads;
  for (std::string& result : results) {
    threads.emplace_back([&] { result = WritePdf(document).value_or(""); });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  for (const std::string& result : results) {
    EXPECT_TRUE(result == expected);
  }
}

TEST(PdfWriter, ContentsNameTheRealPages) {
  const PdfFile pdf(Pdf(SampleDocument()));
  const std::vector<std::string> pages = pdf.Pages();
  // Headings that stand alone on a line, by the number in the foot of their page.
  const std::regex foot("Halaman ([ivxlc]+|[0-9]+)( dari ([0-9]+))?\\s*$");
  std::map<std::string, std::string> labels;
  std::smatch match;
  int contents_page = -1;
  for (std::size_t i = 1; i < pages.size(); ++i) {
    ASSERT_TRUE(std::regex_search(pages[i], match, foot)) << pages[i];
    for (const char* title : {"BAB I\n", "BAB II\n", "BAB III\n", "BAB IV\n", "LAMPIRAN 1\n",
                              "LAMPIRAN 3\n", "KATA PENGANTAR\n", "IKHTISAR EKSEKUTIF\n"}) {
      if (pages[i].find(std::string(" ") + title) != std::string::npos) {
        labels[std::string(title, std::strlen(title) - 1)] = match[1];
      }
    }
    contents_page =
        pages[i].find("DAFTAR ISI") != std::string::npos ? static_cast<int>(i) : contents_page;
  }
  ASSERT_EQ(labels.size(), 8U);
  EXPECT_EQ(labels["KATA PENGANTAR"], "i");
  EXPECT_EQ(labels["BAB I"], "1");
  ASSERT_GT(contents_page, 0);
  std::istringstream contents(pages[static_cast<std::size_t>(contents_page)]);
  int checked = 0;
  for (std::string line; std::getline(contents, line);) {
    for (const auto& [title, label] : labels) {
      if (std::regex_search(line, match,
                            std::regex("^\\s*" + title + "(?: .*)? ([ivx]+|[0-9]+)$"))) {
        EXPECT_EQ(match[1], label) << line;
        ++checked;
      }
    }
  }
  EXPECT_EQ(checked, 8);
  EXPECT_THAT(pages[0], Not(HasSubstr("Halaman")));
}

// The numbers another format prints in its contents are those of this PDF.
TEST(PdfWriter, PagesOfHeadingsAreThoseInTheFoot) {
  const Document document = SampleDocument();
  const absl::StatusOr<std::vector<HeadingPage>> headings = PagesOfHeadings(document);
  ASSERT_TRUE(headings.ok()) << headings.status();
  std::map<std::string, std::string> pages;
  for (const HeadingPage& heading : *headings) {
    pages[heading.id] = heading.page;
  }
  const std::vector<std::string> printed = PdfFile(Pdf(document)).Pages("-raw");
  std::size_t expected = 0;
  for (const Block& block : document.blocks) {
    const auto* heading = std::get_if<Heading>(&block);
    if (heading == nullptr || !heading->in_contents) {
      continue;
    }
    ASSERT_LT(expected, headings->size());
    EXPECT_EQ((*headings)[expected++].id, heading->id);
    const std::string foot = "Halaman " + pages[heading->id];
    bool found = false;
    for (const std::string& page : printed) {
      found = found || (page.find(foot) != std::string::npos &&
                        page.find(heading->text.substr(0, 20)) != std::string::npos);
    }
    EXPECT_TRUE(found) << heading->text << " not on " << foot;
  }
  EXPECT_EQ(headings->size(), expected);
  EXPECT_GT(expected, 8U);
  EXPECT_EQ(PagesOfHeadings(document, {.max_pages = 2}).status().code(),
            absl::StatusCode::kResourceExhausted);
}

TEST(PdfWriter, HeadingsAreBookmarks) {
  const PdfFile pdf(Pdf(SampleDocument()));
  const std::string outlines = pdf.Run("qpdf --json --json-key=outlines");
  for (const char* title :
       {"BAB III AKUNTABILITAS KINERJA", "B. Realisasi Anggaran", "LAMPIRAN 3 RENCANA AKSI"}) {
    EXPECT_THAT(outlines, HasSubstr(title));
  }
}

TEST(PdfWriter, HeaderRowStandsOnEachPageAndNoRowIsLost) {
  const PdfFile pdf(Pdf(With({LongTable(120)})));
  const std::vector<std::string> pages = pdf.Pages();
  ASSERT_GE(pages.size(), 3U);
  std::string all;
  for (const std::string& page : pages) {
    EXPECT_THAT(page, HasSubstr("Uraian"));
    all += page;
  }
  for (int i = 1; i <= 120; ++i) {
    EXPECT_THAT(all, HasSubstr("Baris-" + std::to_string(i) + " "));
  }
  EXPECT_THAT(pages[1], HasSubstr("Tabel 1 (lanjutan)"));
}

// Whatever the length: never a header without two rows, never a last row or a total alone.
TEST(PdfWriter, NoLonelyRows) {
  for (int rows = 38; rows <= 46; ++rows) {
    for (int lines = 0; lines < 3; ++lines) {
      std::vector<Block> blocks;
      for (int i = 0; i < lines; ++i) {
        blocks.emplace_back(Paragraph{.spans = {{"Satu baris."}}});
      }
      blocks.emplace_back(LongTable(rows));
      const PdfFile pdf(Pdf(With(blocks)));
      for (const std::string& page : pdf.Pages()) {
        const std::regex row("Baris-|Jumlah");
        const auto count = std::distance(std::sregex_iterator(page.begin(), page.end(), row),
                                         std::sregex_iterator());
        EXPECT_GE(count, 2) << rows << " rows\n" << page;
      }
    }
  }
}

// The last page of a table carries two of its rows, not one and the sum.
TEST(PdfWriter, ATotalHasTwoRowsAboveIt) {
  for (int rows = 38; rows <= 46; ++rows) {
    const PdfFile pdf(Pdf(With({LongTable(rows)})));
    const std::string last = pdf.Pages().back();
    EXPECT_THAT(last, HasSubstr("Baris-" + std::to_string(rows) + " "));
    EXPECT_THAT(last, HasSubstr("Baris-" + std::to_string(rows - 1) + " "));
  }
}

TEST(PdfWriter, ShortGroupsStayWithTheirSubtotal) {
  Table table = LongTable(60);
  for (std::size_t i = 0; i < 12; ++i) {  // four rows, their sum, and so on
    table.rows.insert(table.rows.begin() + static_cast<std::ptrdiff_t>(i * 5 + 4),
                      {RowKind::kSubtotal,
                       {{.text = "Subjumlah-" + std::to_string(i), .col_span = 2}, {.text = "9"}}});
  }
  for (int filler = 1; filler < 6; ++filler) {
    std::vector<Block> blocks(static_cast<std::size_t>(filler),
                              Paragraph{.spans = {{"Satu baris."}}});
    blocks.emplace_back(table);
    for (const std::string& page : PdfFile(Pdf(With(blocks))).Pages()) {
      for (int i = 0; i < 12; ++i) {
        if (page.find("Subjumlah-" + std::to_string(i) + " ") != std::string::npos) {
          EXPECT_THAT(page, HasSubstr("Baris-" + std::to_string(i * 4 + 1) + " ")) << filler;
        }
      }
    }
  }
}

TEST(PdfWriter, SmallTablesAreNotParted) {
  for (int filler = 25; filler < 45; ++filler) {
    std::vector<Block> blocks(
        static_cast<std::size_t>(filler),
        Paragraph{.spans = {{"pengisi"}}, .style = ParagraphStyle::kListItem});
    blocks.emplace_back(LongTable(6));
    for (const std::string& page : PdfFile(Pdf(With(blocks))).Pages()) {
      EXPECT_EQ(page.find("Baris-1 ") == std::string::npos,
                page.find("Jumlah") == std::string::npos)
          << filler;
    }
  }
}

TEST(PdfWriter, ParagraphsLeaveNoSingleLines) {
  std::string text;
  for (int i = 0; i < 90; ++i) {
    text += "kata" + std::to_string(i) + " ";
  }
  for (int filler = 20; filler < 60; ++filler) {
    std::vector<Block> blocks(
        static_cast<std::size_t>(filler),
        Paragraph{.spans = {{"pengisi"}}, .style = ParagraphStyle::kListItem});
    blocks.emplace_back(Paragraph{.spans = {{text}}});
    const PdfFile pdf(Pdf(With(blocks)));
    for (const std::string& page : pdf.Pages()) {
      std::istringstream lines(page);
      int count = 0;
      for (std::string line; std::getline(lines, line);) {
        count += line.find("kata") != std::string::npos ? 1 : 0;
      }
      EXPECT_NE(count, 1) << filler << "\n" << page;
    }
  }
}

TEST(PdfWriter, HeadingsStayWithWhatFollows) {
  for (int filler = 20; filler < 60; filler += 1) {
    std::vector<Block> blocks(
        static_cast<std::size_t>(filler),
        Paragraph{.spans = {{"pengisi"}}, .style = ParagraphStyle::kListItem});
    blocks.emplace_back(Heading{2, "A.", "Judul", "a"});
    blocks.emplace_back(Heading{3, "1.", "Anak", "a-1"});
    blocks.emplace_back(LongTable(5));
    const PdfFile pdf(Pdf(With(blocks)));
    for (const std::string& page : pdf.Pages()) {
      if (page.find("Judul") != std::string::npos) {
        EXPECT_THAT(page, HasSubstr("Baris-2 ")) << filler;
      }
    }
  }
}

TEST(PdfWriter, WideTablesTurnTheirPages) {
  Table wide = LongTable(3);
  wide.landscape = true;
  const PdfFile pdf(Pdf(With({Paragraph{.spans = {{"Sebelum"}}}, Heading{2, "", "Judul lebar", "w"},
                              wide, Paragraph{.spans = {{"Sesudah"}}}})));
  const std::string info = pdf.Run("pdfinfo -f 1 -l 9");
  EXPECT_THAT(info, HasSubstr("Page    1 size:  595.28 x 841.89"));
  EXPECT_THAT(info, HasSubstr("Page    2 size:  841.89 x 595.28"));
  EXPECT_THAT(info, HasSubstr("Page    3 size:  595.28 x 841.89"));
  EXPECT_THAT(pdf.Pages()[1], HasSubstr("Judul lebar"));
}

TEST(PdfWriter, RowsTallerThanAPageKeepAllTheirText) {
  std::string text;
  for (int i = 0; i < 3000; ++i) {
    text += "w" + std::to_string(i) + " ";
  }
  Table table = LongTable(4);
  table.rows[1].cells[1].text = text;
  const PdfFile pdf(Pdf(With({table})));
  std::istringstream words(pdf.Run("pdftotext -raw", "-"));
  std::set<std::string> seen;
  for (std::string word; words >> word;) {
    seen.insert(word);
  }
  for (int i = 0; i < 3000; ++i) {
    ASSERT_TRUE(seen.contains("w" + std::to_string(i))) << i;
  }
}

TEST(PdfWriter, HostileTextsAreSet) {
  const std::string texts[] = {"<script>alert(1)</script>",
                               "=cmd|' /C calc'!A0",
                               "\u202Egpj.exe\u2066",
                               "(\\) Tj ET",
                               std::string("a\0\x01\x1B[31m", 8),
                               std::string(5000, 'W'),
                               "شلوم עברית 漢字 😀 é",
                               "\n\n\n",
                               "'",
                               "name='x' internal",
                               "&amp;</b>%s%n"};
  for (const std::string& text : texts) {
    Document document = With({
        Cover{{text}, text, text, text, {text}},
        Contents{text, 4},
        Heading{1, text, text, "a"},
        Heading{2, text, text, "b"},
        Paragraph{.spans = {{text, true, true}}},
        Paragraph{.spans = {{text}}, .style = ParagraphStyle::kListItem, .marker = text},
        Table{.caption = {text, text},
              .columns = {{}, {}},
              .header = {{.cells = {{.text = text}, {.text = text}}}},
              .rows = {{.cells = {{.text = text}, {.text = "x"}}}}},
        Chart{.caption = {text, text},
              .title = text,
              .unit = text,
              .categories = {text},
              .series = {{text, {5}}},
              .alt = text},
        Signatures{{{{text}, text, {text}}}},
    });
    document.title = document.author = document.running_head = text;
    const absl::StatusOr<std::string> pdf = WritePdf(document);
    ASSERT_TRUE(pdf.ok()) << text.substr(0, 40) << pdf.status();
    const PdfFile file(*pdf);
    EXPECT_THAT(file.Run("qpdf --check"), HasSubstr("No syntax or stream encoding errors"));
  }
}

TEST(PdfWriter, AMegabyteOfTextIsSetAndBounded) {
  std::string words;
  for (int i = 0; words.size() < (1U << 20); ++i) {
    words += "kata" + std::to_string(i) + " ";
  }
  const PdfFile pdf(Pdf(With({Paragraph{.spans = {{words}}}})));
  EXPECT_THAT(pdf.Pages("-raw").back(), HasSubstr("Halaman"));
  EXPECT_TRUE(WritePdf(With({Paragraph{.spans = {{std::string(1U << 20, 'x')}}}})).ok());
  words.resize(1U << 17);
  EXPECT_EQ(WritePdf(With({Paragraph{.spans = {{words}}}}), {.max_pages = 9}).status().code(),
            absl::StatusCode::kResourceExhausted);
}

TEST(PdfWriter, AnEmptyDocumentIsOnePage) {
  const PdfFile pdf(Pdf(With({})));
  EXPECT_EQ(pdf.Pages().size(), 1U);
}

TEST(PdfWriter, RefusesAnInvalidDocument) {
  Document document = With({});
  document.date = "kemarin";
  EXPECT_EQ(WritePdf(document).status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace sakip::document
