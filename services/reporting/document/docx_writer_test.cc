#include "services/reporting/document/docx_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "services/reporting/document/docx_testing.h"
#include "services/reporting/document/sample_document.h"

namespace sakip::document {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const Word& Sample() {
  static const Word kSample(SampleDocument(),
                            {{"bab-1", "1"}, {"bab-1-a", "1"}, {"ikhtisar", "ii"}});
  return kSample;
}

std::vector<std::string> Names(const std::vector<ZipPart>& parts) {
  std::vector<std::string> names;
  for (const ZipPart& part : parts) {
    names.push_back(part.name);
  }
  return names;
}

TEST(DocxWriter, IsAPackageWhoseEveryPartIsReadable) {
  const std::vector<ZipPart>& parts = Sample().parts;
  EXPECT_EQ(parts.front().name, "[Content_Types].xml");
  const std::string& types = parts.front().bytes;
  for (const ZipPart& part : parts) {
    if (part.name.ends_with(".png")) {
      EXPECT_THAT(part.bytes, StartsWith("\x89PNG"));
    } else {
      EXPECT_NE(ParseXml(part.bytes).name, "") << part.name;
      EXPECT_THAT(types, testing::AnyOf(HasSubstr("\"/" + part.name + "\""),
                                        HasSubstr("Extension=\"rels\"")));
    }
  }
  const XmlNode relations = Sample().Xml("word/_rels/document.xml.rels");
  for (const XmlNode* relation : relations.All("Relationship")) {
    EXPECT_THAT(Names(parts), Contains("word/" + relation->Attribute("Target")));
  }
}

TEST(DocxWriter, GivesTheSameBytesAgain) {
  const Document document = SampleDocument();
  EXPECT_EQ(*WriteDocx(document, {}), *WriteDocx(document, {}));
}

TEST(DocxWriter, BearsTheDateOfTheDocument) {
  struct Case {
    const char* date;
    const char* stamp;
  };
  for (const auto& [date, stamp] :
       {Case{"2018-02-02", "2018-02-02 00:00:00"}, Case{"1945-08-17", "1980-01-01 00:00:00"},
        Case{"2999-01-01", "2107-12-31 00:00:00"}}) {
    Document document = Around({Paragraph{.spans = {{"Isi"}}}});
    document.date = date;
    const Word word(document);
    for (const ZipPart& part : word.parts) {
      EXPECT_EQ(part.date, stamp) << part.name;
    }
    const std::string& core = word.Part("docProps/core.xml");
    EXPECT_THAT(core, AllOf(HasSubstr("<dc:title>Laporan</dc:title>"),
                            HasSubstr("<dc:creator>Sekretariat</dc:creator>"),
                            HasSubstr(std::string(date) + "T00:00:00Z</dcterms:created>")));
  }
}

TEST(DocxWriter, SaysWhichLanguageItIsIn) {
  EXPECT_THAT(Sample().Part("word/styles.xml"), HasSubstr("<w:lang w:val=\"id-ID\""));
  EXPECT_THAT(Sample().Part("word/settings.xml"),
              AllOf(HasSubstr("w:val=\"id-ID\""), Not(HasSubstr("updateFields"))));
}

TEST(DocxWriter, UsesOnlyStylesItDefines) {
  std::set<std::string> defined;
  const XmlNode styles = Sample().Xml("word/styles.xml");
  for (const XmlNode* style : styles.All("w:style")) {
    defined.insert(style->Attribute("w:styleId"));
  }
  for (const char* name : {"w:pStyle", "w:tblStyle"}) {
    for (const XmlNode* use : Sample().body.All(name)) {
      EXPECT_TRUE(defined.contains(use->Attribute("w:val"))) << use->Attribute("w:val");
    }
  }
}

TEST(DocxWriter, MakesHeadingsThatWordKnows) {
  EXPECT_THAT(Sample().Texts("Heading1"), Contains("BAB I\nPENDAHULUAN"));
  EXPECT_THAT(Sample().Texts("Heading2"), Contains("A.\tLatar Belakang"));
  EXPECT_THAT(Sample().Texts("Heading3"), ElementsAre("1.\tVisi dan Misi"));
  const Word word(Around(
      {Heading{1, "", "Satu", "satu"}, Heading{2, "1.", "Di luar daftar isi", "dua", false}}));
  EXPECT_THAT(word.Texts("Heading1"), ElementsAre("Satu"));
  EXPECT_THAT(word.Texts("Unlisted2"), ElementsAre("1.\tDi luar daftar isi"));
}

TEST(DocxWriter, FillsTheContentsWithLinksAndPages) {
  EXPECT_THAT(Sample().Texts("TOCHeading"), ElementsAre("DAFTAR ISI"));
  EXPECT_THAT(Sample().Texts("TOC1"),
              AllOf(Contains("BAB I\tPENDAHULUAN\t1"), Contains("IKHTISAR EKSEKUTIF\tii"),
                    Contains("BAB IV\tPENUTUP")));
  EXPECT_THAT(Sample().Texts("TOC2"), Contains("A.\tLatar Belakang\t1"));
  EXPECT_THAT(Sample().Part("word/document.xml"),
              HasSubstr(" TOC \\o &quot;1-3&quot; \\h \\z \\u "));
  std::set<std::string> bookmarks;
  for (const XmlNode* bookmark : Sample().body.All("w:bookmarkStart")) {
    EXPECT_TRUE(bookmarks.insert(bookmark->Attribute("w:name")).second);
  }
  const std::vector<const XmlNode*> links = Sample().body.All("w:hyperlink");
  EXPECT_EQ(links.size(), 15U);
  for (const XmlNode* link : links) {
    EXPECT_TRUE(bookmarks.contains(link->Attribute("w:anchor")));
  }
}

TEST(DocxWriter, ClosesEveryField) {
  int open = 0;
  for (const XmlNode* mark : Sample().body.All("w:fldChar")) {
    const std::string kind = mark->Attribute("w:fldCharType");
    open += kind == "begin" ? 1 : 0;
    open -= kind == "end" ? 1 : 0;
    EXPECT_GE(open, 0);
  }
  EXPECT_EQ(open, 0);
}

TEST(DocxWriter, ParagraphsKeepTheirSpansAlignmentAndLines) {
  const Word word(Around({Paragraph{
      .spans = {{"tebal", true}, {" miring", false, true}, {"\nbaru"}}, .align = Align::kRight}}));
  const XmlNode* paragraph = word.Paragraphs("BodyText").front();
  EXPECT_EQ(paragraph->Words(), "tebal miring\nbaru");
  EXPECT_EQ(paragraph->First("w:jc")->Attribute("w:val"), "right");
  EXPECT_NE(paragraph->All("w:r")[0]->First("w:b"), nullptr);
  EXPECT_NE(paragraph->All("w:r")[1]->First("w:i"), nullptr);
}

// Sections: their page numbers, orientation, and the first words that stand on them.
std::vector<std::string> SectionsOf(const Word& word) {
  std::vector<std::string> sections;
  for (const XmlNode* section : word.body.All("w:sectPr")) {
    const XmlNode* number = section->First("w:pgNumType");
    std::string text = number->Attribute("w:fmt");
    text += number->Attribute("w:start").empty() ? "" : " from " + number->Attribute("w:start");
    text += section->First("w:pgSz")->Attribute("w:orient").empty() ? "" : " landscape";
    text += section->First("w:headerReference") == nullptr ? " bare" : "";
    sections.push_back(text);
  }
  return sections;
}

TEST(DocxWriter, GivesCoverFrontBodyAndWideTablesTheirSections) {
  EXPECT_THAT(SectionsOf(Sample()), ElementsAre("decimal from 1 bare", "lowerRoman from 1",
                                                "decimal from 1", "decimal landscape"));
  const Word word(Around({Heading{1, "", "Satu", "satu"}, Paragraph{.spans = {{"Isi"}}},
                          Heading{2, "A.", "Lebar", "lebar"},
                          Table{.columns = {{1}}, .rows = {TextRow({"x"})}, .landscape = true},
                          Paragraph{.spans = {{"Sesudah"}}}}));
  EXPECT_THAT(SectionsOf(word), ElementsAre("decimal from 1", "decimal landscape", "decimal"));
  const XmlNode* last_of_first = word.Paragraphs("BodyText").front();
  EXPECT_NE(last_of_first->First("w:sectPr"), nullptr);  // the heading goes with the table
}

TEST(DocxWriter, BreaksPagesOnlyWhereAsked) {
  const Word word(Around({Paragraph{.spans = {{"Satu"}}}, PageBreak{},
                          Paragraph{.spans = {{"Dua"}}}, PageBreak{}, Heading{1, "", "Bab", "bab"},
                          PageBreak{}, Table{.columns = {{1}}, .rows = {TextRow({"x"})}}}));
  std::vector<std::string> broken;
  for (const XmlNode* paragraph : word.body.All("w:p")) {
    if (paragraph->First("w:pageBreakBefore") != nullptr) {
      broken.push_back(paragraph->Words());
    }
  }
  // The chapter's style breaks; in front of the table stands a paragraph for it.
  EXPECT_THAT(broken, ElementsAre("Dua", ""));
}

TEST(DocxWriter, SpacesByStyleAndNotByEmptyParagraphs) {
  for (const XmlNode* paragraph : Sample().body.All("w:p")) {
    if (!paragraph->Words().empty() || paragraph->First("w:drawing") != nullptr) {
      continue;
    }
    const std::string style = paragraph->First("w:pStyle")->Attribute("w:val");
    // Cells hold a paragraph in any case; separators carry section ends and are a point high.
    EXPECT_TRUE(style == "Separator" || style == "Signature" || style.starts_with("Table"))
        << style;
  }
}

std::vector<std::string> Sequences(const Word& word) {
  std::vector<std::string> found;
  for (const XmlNode* instruction : word.body.All("w:instrText")) {
    if (instruction->text.starts_with(" SEQ ")) {
      found.push_back(instruction->text);
    }
  }
  return found;
}

TEST(DocxWriter, NumbersCaptionsByFieldsThatPrintTheirLabels) {
  const auto table = [](const std::string& label) {
    return Table{.caption = {label, "x"}, .columns = {{1}}, .rows = {TextRow({"x"})}};
  };
  const Word word(Around({Heading{1, "", "Satu", "a"}, table("Tabel 1.1"), table("Tabel 1.2"),
                          Heading{1, "", "Dua", "b"}, table("Tabel 2.1"), table("Tabel 2.3"),
                          table("Gambar 7"), table("Gambar 8"), table("Tabel tanpa nomor"),
                          table("Tabel 2.04"), table("Tabel 5a")}));
  EXPECT_THAT(
      Sequences(word),
      ElementsAre(" SEQ Tabel \\* ARABIC \\s 1 \\r 1 ", " SEQ Tabel \\* ARABIC \\s 1 ",
                  " SEQ Tabel \\* ARABIC \\s 1 \\r 1 ", " SEQ Tabel \\* ARABIC \\s 1 \\r 3 ",
                  " SEQ Gambar \\* ARABIC \\r 7 ", " SEQ Gambar \\* ARABIC "));
  EXPECT_THAT(
      word.Texts("Caption"),
      ElementsAre("Tabel 1.1  x", "Tabel 1.2  x", "Tabel 2.1  x", "Tabel 2.3  x", "Gambar 7  x",
                  "Gambar 8  x", "Tabel tanpa nomor  x", "Tabel 2.04  x", "Tabel 5a  x"));
}

TEST(DocxWriter, SetsChartsAsPicturesThatSayWhatTheyShow) {
  const Word word(Around({Chart{.caption = {"Gambar 1", "Serapan"},
                                .unit = "persen",
                                .categories = {"A", "B"},
                                .series = {{"S", {1, 2}}},
                                .alt = "Batang A \"1\" & B <2>"}}));
  const XmlNode* picture = word.body.First("wp:docPr");
  ASSERT_NE(picture, nullptr);
  EXPECT_EQ(picture->Attribute("descr"), "Batang A \"1\" & B <2>");
  EXPECT_EQ(picture->Attribute("name"), "Gambar 1");
  const std::string& png = word.Part("word/media/gambar-1.png");
  ASSERT_GT(png.size(), 24U);
  const auto number = [&png](std::size_t at) {
    return static_cast<unsigned char>(png[at]) << 8 | static_cast<unsigned char>(png[at + 1]);
  };
  const XmlNode* extent = word.body.First("wp:extent");
  const double width = std::stod(extent->Attribute("cx")) / 914400;  // inches
  const double height = std::stod(extent->Attribute("cy")) / 914400;
  EXPECT_NEAR(number(18) / width, 300, 1);
  EXPECT_NEAR(number(22) / height, 300, 2);
  EXPECT_THAT(word.Texts("FigureCaption"), ElementsAre("Gambar 1  Serapan"));
}

TEST(DocxWriter, SignaturesStandSideBySide) {
  const Word one(Around({Signatures{{{{"Bontang"}, "", {"NIP"}}}}}));
  EXPECT_THAT(one.Texts("SignatureBlank"), ElementsAre("\t"));
  EXPECT_EQ(one.body.All("w:tc")[0]->Words(), "");
  const Word two(
      Around({Signatures{{{{"Ketua"}, "Budi", {}}, {{"Bontang", "Sekretaris"}, "Ani", {}}}}}));
  EXPECT_EQ(two.body.All("w:tc")[0]->Words(), "KetuaBudi");
  EXPECT_EQ(two.body.All("w:tc")[2]->Words(), "BontangSekretarisAni");
  // The shorter party starts a line lower, so that the names stand at one height.
  const std::vector<const XmlNode*> lines = two.Paragraphs("Signature");
  EXPECT_EQ(lines[0]->First("w:spacing")->Attribute("w:before"), "760");
}

TEST(DocxWriter, HasARunningHeadAndPageNumbers) {
  EXPECT_EQ(Sample().Xml("word/header.xml").Words(),
            "Laporan Kinerja Sekretariat KPU Kota Bontang Tahun 2017");
  EXPECT_THAT(Sample().Part("word/footer.xml"), HasSubstr(" PAGE "));
}

TEST(DocxWriter, ALongRunningHeadIsCutToOneLine) {
  Document document = Around({});
  document.running_head = std::string(5000, 'M');
  const std::string head = Word(document).Xml("word/header.xml").Words();
  EXPECT_THAT(head, testing::EndsWith("M…"));
  EXPECT_LT(head.size(), 100U);
}

TEST(DocxWriter, RefusesAnInvalidDocument) {
  EXPECT_EQ(WriteDocx({}, {}).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(DocxWriter, AnEmptyDocumentIsStillADocument) {
  const Word word(Around({}));
  EXPECT_EQ(word.body.All("w:p").size(), 1U);
  EXPECT_EQ(word.body.All("w:sectPr").size(), 1U);
}

// A document with `text` in every place that takes one.
Document Everywhere(const std::string& text) {
  Document document{
      .title = text, .language = "id", .author = text, .running_head = text, .date = "2018-02-02"};
  document.blocks = {
      Cover{{text}, text, text, text, {text}},
      Contents{text, 4},
      Heading{1, text, text, "a"},
      Heading{2, text, text, "b"},
      Paragraph{.spans = {{text, true, true}}},
      Paragraph{.spans = {{text}}, .style = ParagraphStyle::kListItem, .marker = text},
      Paragraph{.spans = {{text}}, .style = ParagraphStyle::kLead},
      Table{.caption = {text, text},
            .columns = {{1}, {1}},
            .header = {TextRow({text, text})},
            .rows = {TextRow({text, text})}},
      Paragraph{.spans = {{text}}, .style = ParagraphStyle::kNote},
      Chart{.caption = {text, text},
            .title = text,
            .unit = text,
            .categories = {text},
            .series = {{text, {1}}},
            .alt = text},
      Signatures{{{{text}, text, {text}}}}};
  return document;
}

std::string Skeleton(const XmlNode& node) {
  std::string out = "<" + node.name;
  for (const XmlNode& child : node.children) {
    if (child.name != "w:br" && child.name != "w:t" && child.name != "w:ind") {
      out += Skeleton(child);
    }
  }
  return out + ">";
}

TEST(DocxWriter, HostileTextsStayTexts) {
  const Word harmless(Everywhere("kata"), {{"a", "1"}, {"b", "1"}});
  for (const std::string& text : std::vector<std::string>{
           "</w:t></w:r></w:p><w:p/>", "\"/><w:evil w:x=\"", "&lt;&#0;&amp;", "]]><!--",
           "\x01\x02\x1F teks", "\u202Eterbalik", "{language}", "=cmd|' /C calc'!A0",
           "\" HYPERLINK \"http://x\" \\h ", "\uFEFF\uFFFE\u200B", "%1", "a\nb\r\nc\td"}) {
    const Word word(Everywhere(text), {{"a", "1"}, {"b", "1"}});
    ASSERT_EQ(word.parts.size(), harmless.parts.size());
    for (const ZipPart& part : word.parts) {
      if (!part.name.ends_with(".png")) {
        const XmlNode root = word.Xml(part.name);
        EXPECT_EQ(Skeleton(root), Skeleton(harmless.Xml(part.name))) << part.name << ": " << text;
        EXPECT_THAT(part.bytes, Each(testing::Truly([](char c) {
                      return static_cast<unsigned char>(c) >= 0x20 || c == '\n';
                    })));
        EXPECT_THAT(part.bytes, Not(HasSubstr("\u202E")));
      }
    }
  }
  const Word marked(Around({Paragraph{.spans = {{"a\u202Eb\x01"}}}}));
  EXPECT_THAT(marked.Texts("BodyText"), ElementsAre("a[U+202E]b[U+0001]"));
  EXPECT_THAT(Word(Around({Paragraph{.spans = {{"{language}"}}}})).Texts("BodyText"),
              ElementsAre("{language}"));
}

TEST(DocxWriter, LongTextsComeOutWhole) {
  const std::string no_spaces(5000, 'x');
  std::string megabyte;
  while (megabyte.size() < (std::size_t{1} << 20)) {
    megabyte += "Rp1.000 & <teks> ";
  }
  const Word word(Around({Paragraph{.spans = {{megabyte}}},
                          Table{.columns = {{1}, {1}}, .rows = {TextRow({no_spaces, megabyte})}}}));
  EXPECT_EQ(word.Texts("BodyText").front(), megabyte);
  EXPECT_THAT(word.Texts("TableText"), ElementsAre(no_spaces, megabyte));
  const std::vector<const XmlNode*> columns = word.body.All("w:gridCol");
  EXPECT_NEAR(std::stoi(columns[0]->Attribute("w:w")), 4393, 2);
}

}  // namespace
}  // namespace sakip::document
