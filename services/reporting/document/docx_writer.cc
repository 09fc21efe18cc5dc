#include "services/reporting/document/docx_writer.h"

#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "services/reporting/document/chart.h"
#include "services/reporting/document/chart_metrics.h"
#include "services/reporting/document/docx_blocks.h"
#include "services/reporting/document/docx_numbering.h"
#include "services/reporting/document/docx_parts.h"
#include "services/reporting/document/docx_plan.h"
#include "services/reporting/document/docx_xml.h"
#include "services/reporting/document/text.h"
#include "services/reporting/document/zip_writer.h"

namespace sakip::document {
namespace {

constexpr std::string_view kWord = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr std::string_view kRelations =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view kPackageRelations =
    "http://schemas.openxmlformats.org/package/2006/relationships";
constexpr int kDotsPerInch = 300;

// A head of many lines would push the text off its pages; the PDF cuts it too.
std::string OneLine(const std::string& text) {
  constexpr double kSize = 8;
  const double room = DocxPage{}.width - 10;
  double width = 0;
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t begin = pos;
    NextCodePoint(text, pos);
    width += SansWidth(std::string_view(text).substr(begin, pos - begin), kSize);
    if (width > room) {
      return text.substr(0, begin) + "…";
    }
  }
  return text;
}

class DocxPackage {
 public:
  DocxPackage(const Document& document, const std::vector<HeadingPage>& pages)
      : document_(document),
        pages_(pages),
        plan_(PlanDocx(document.blocks)),
        language_(document.language == "id" ? "id-ID" : document.language),
        zip_(document.date) {
    for (const Block& block : document.blocks) {
      if (const auto* chart = std::get_if<Chart>(&block)) {
        charts_.push_back(chart);
      }
    }
  }

  absl::StatusOr<std::string> Write() {
    WriteContentTypes();
    WritePackageRelations();
    WriteCore();
    WriteApplication();
    WriteDocumentRelations();
    Part("word/document.xml", [this](XmlWriter& xml) {
      const Element root(
          xml, "w:document",
          {{"xmlns:w", kWord},
           {"xmlns:r", kRelations},
           {"xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"},
           {"xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"},
           {"xmlns:pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"}});
      const Element body(xml, "w:body");
      DocxBody(xml, document_, plan_, pages_).Write();
    });
    WriteHeadAndFoot();
    Part("word/numbering.xml", [this](XmlWriter& xml) { WriteNumbering(xml, plan_.lists); });
    WriteConstant("word/styles.xml", DocxStyles());
    WriteConstant("word/fontTable.xml", DocxFontTable());
    WriteConstant("word/settings.xml", DocxSettings());
    if (absl::Status status = WriteCharts(); !status.ok()) {
      return status;
    }
    return zip_.Finish();
  }

 private:
  template <typename Content>
  void Part(const std::string& name, const Content& content) {
    zip_.BeginPart(name);
    XmlWriter xml([this](std::string_view bytes) { zip_.Write(bytes); });
    content(xml);
  }

  void WriteConstant(const std::string& name, std::string_view text) {
    zip_.BeginPart(name);
    zip_.Write(absl::StrReplaceAll(absl::string_view(text.data(), text.size()),
                                   {{"{language}", language_}}));
  }

  void WriteContentTypes() {
    Part("[Content_Types].xml", [](XmlWriter& xml) {
      const Element types(
          xml, "Types",
          {{"xmlns", "http://schemas.openxmlformats.org/package/2006/content-types"}});
      const auto usual = [&xml](std::string_view extension, std::string_view type) {
        xml.Empty("Default", {{"Extension", extension}, {"ContentType", type}});
      };
      const auto part = [&xml](std::string_view name, const std::string& type) {
        xml.Empty("Override", {{"PartName", name}, {"ContentType", type}});
      };
      usual("rels", "application/vnd.openxmlformats-package.relationships+xml");
      usual("xml", "application/xml");
      usual("png", "image/png");
      const std::string office = "application/vnd.openxmlformats-officedocument.";
      part("/word/document.xml", office + "wordprocessingml.document.main+xml");
      for (const char* name :
           {"styles", "numbering", "settings", "fontTable", "header", "footer"}) {
        part(absl::StrCat("/word/", name, ".xml"),
             absl::StrCat(office, "wordprocessingml.", name, "+xml"));
      }
      part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
      part("/docProps/app.xml", office + "extended-properties+xml");
    });
  }

  static void Relation(XmlWriter& xml, std::string_view id, std::string_view type,
                       const std::string& target) {
    xml.Empty("Relationship", {{"Id", id}, {"Type", type}, {"Target", target}});
  }

  static std::string Office(std::string_view kind) {
    return std::string(kRelations) + "/" + std::string(kind);
  }

  void WritePackageRelations() {
    Part("_rels/.rels", [](XmlWriter& xml) {
      const Element relations(xml, "Relationships", {{"xmlns", kPackageRelations}});
      Relation(xml, "rId1", Office("officeDocument"), "word/document.xml");
      Relation(xml, "rId2",
               "http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
               "core-properties",
               "docProps/core.xml");
      Relation(xml, "rId3", Office("extended-properties"), "docProps/app.xml");
    });
  }

  void WriteDocumentRelations() {
    Part("word/_rels/document.xml.rels", [this](XmlWriter& xml) {
      const Element relations(xml, "Relationships", {{"xmlns", kPackageRelations}});
      Relation(xml, "rIdStyles", Office("styles"), "styles.xml");
      Relation(xml, "rIdNumbering", Office("numbering"), "numbering.xml");
      Relation(xml, "rIdSettings", Office("settings"), "settings.xml");
      Relation(xml, "rIdFonts", Office("fontTable"), "fontTable.xml");
      Relation(xml, "rIdHeader", Office("header"), "header.xml");
      Relation(xml, "rIdFooter", Office("footer"), "footer.xml");
      for (std::size_t i = 1; i <= charts_.size(); ++i) {
        Relation(xml, absl::StrCat("rIdGambar", i), Office("image"),
                 absl::StrCat("media/gambar-", i, ".png"));
      }
    });
  }

  void WriteCore() {
    Part("docProps/core.xml", [this](XmlWriter& xml) {
      const Element core(
          xml, "cp:coreProperties",
          {{"xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"},
           {"xmlns:dc", "http://purl.org/dc/elements/1.1/"},
           {"xmlns:dcterms", "http://purl.org/dc/terms/"},
           {"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"}});
      const auto field = [&xml](std::string_view name, std::string_view text,
                                XmlAttributes attributes = {}) {
        const Element element(xml, name, attributes);
        xml.Text(text);
      };
      const std::string moment = document_.date + "T00:00:00Z";
      field("dc:title", document_.title);
      field("dc:creator", document_.author);
      field("dc:language", language_);
      field("dcterms:created", moment, {{"xsi:type", "dcterms:W3CDTF"}});
      field("dcterms:modified", moment, {{"xsi:type", "dcterms:W3CDTF"}});
    });
  }

  void WriteApplication() {
    Part("docProps/app.xml", [](XmlWriter& xml) {
      xml.Raw(
          "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/"
          "extended-properties\"><Application>SAKIP</Application></Properties>");
    });
  }

  void WriteHeadAndFoot() {
    Part("word/header.xml", [this](XmlWriter& xml) {
      const Element header(xml, "w:hdr", {{"xmlns:w", kWord}});
      // Without a text there is no line under it either.
      DocxParagraph(xml, {.style = document_.running_head.empty() ? "Normal" : "Header"})
          .Run(OneLine(VisibleText(document_.running_head, LineFeeds::kSpace)));
    });
    Part("word/footer.xml", [](XmlWriter& xml) {
      const Element footer(xml, "w:ftr", {{"xmlns:w", kWord}});
      DocxParagraph paragraph(xml, {.style = "Footer"});
      paragraph.Run("Halaman ");
      paragraph.Field(" PAGE ", "1");
    });
  }

  // One picture in memory at a time.
  absl::Status WriteCharts() {
    for (std::size_t i = 0; i < charts_.size(); ++i) {
      const absl::StatusOr<std::string> png = ChartPng(*charts_[i], DocxPage{}.width, kDotsPerInch);
      if (!png.ok()) {
        return png.status();
      }
      zip_.BeginPart(absl::StrCat("word/media/gambar-", i + 1, ".png"), false);
      zip_.Write(*png);
    }
    return absl::OkStatus();
  }

  const Document& document_;
  const std::vector<HeadingPage>& pages_;
  DocxPlan plan_;
  std::string language_;
  ZipWriter zip_;
  std::vector<const Chart*> charts_;
};

}  // namespace

absl::StatusOr<std::string> WriteDocx(const Document& document,
                                      const std::vector<HeadingPage>& pages) {
  if (absl::Status status = Validate(document); !status.ok()) {
    return status;
  }
  return DocxPackage(document, pages).Write();
}

}  // namespace sakip::document
