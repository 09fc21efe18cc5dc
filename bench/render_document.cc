// render_document FORMAT PAGES FILE: one synthetic report in one format, for bench/documents.
// FORMAT is pdf, html, docx or xlsx. The report has the make-up of a LAKIP: chapters, justified
// text, tables of seven columns, charts, contents.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/money/money.h"
#include "services/reporting/document/document.h"
#include "services/reporting/document/docx_writer.h"
#include "services/reporting/document/html_writer.h"
#include "services/reporting/document/pdf_writer.h"
#include "services/reporting/document/xlsx_writer.h"

namespace sakip::document {
namespace {

constexpr int kSectionsOfChapter = 5;
constexpr int kRowsOfTable = 18;

Table BudgetTable(int chapter, int section) {
  Table table;
  table.caption = {.label = "Tabel " + std::to_string(chapter) + "." + std::to_string(section),
                   .text = "Pagu, realisasi dan sisa menurut output"};
  table.small_text = true;
  table.columns = {{.weight = 10}, {.weight = 34}};
  Row header{.cells = {{.text = "Kode", .bold = true}, {.text = "Uraian", .bold = true}}};
  for (const char* name : {"Pagu (Rp)", "Realisasi (Rp)", "Sisa (Rp)", "Serapan (%)", "Target"}) {
    table.columns.push_back({.weight = 14, .align = Align::kRight});
    header.cells.push_back({.text = name, .bold = true});
  }
  table.header = {header};
  for (int i = 0; i < kRowsOfTable; ++i) {
    const int64_t pagu = 4'100'000 + 17'351'000 * i + 1'000 * section;
    const int64_t realisasi = pagu - 75'750 * (i + 1);
    const auto money = [](int64_t units) {
      return Cell{.text = money::FormatRupiah(money::Rupiah::FromInt(units)),
                  .number = Number{.units = units}};
    };
    table.rows.push_back(
        {.cells = {{.text = std::to_string(3355 + i) + ".00" + std::to_string(section)},
                   {.text = "Layanan dukungan penyelenggaraan pemilihan umum di tingkat kota"},
                   money(pagu),
                   money(realisasi),
                   money(pagu - realisasi),
                   {.text = "99,06", .number = Number{.units = 9906, .decimals = 2}},
                   {.text = "12 Bulan"}}});
  }
  return table;
}

Chart BudgetChart(int chapter) {
  Chart chart;
  chart.caption = {.label = "Gambar " + std::to_string(chapter) + ".1",
                   .text = "Pagu dan realisasi menurut kegiatan"};
  chart.unit = "juta rupiah";
  chart.divisor = 1'000'000;
  chart.decimals = 1;
  chart.alt = "Diagram batang pagu dan realisasi; angkanya sama dengan tabel.";
  chart.series = {{.name = "Pagu"}, {.name = "Realisasi"}};
  for (int i = 0; i < 8; ++i) {
    chart.categories.push_back(std::to_string(3355 + i));
    chart.series[0].values.emplace_back(1'998'944'000 / (i + 1));
    chart.series[1].values.emplace_back(1'734'104'605 / (i + 1));
  }
  return chart;
}

// A page holds about one section with its table.
Document Report(int pages) {
  const int chapters = std::max(1, (pages - 3) / (kSectionsOfChapter + 1));
  Document report;
  report.title = "Laporan Kinerja";
  report.language = "id";
  report.author = "Komisi Pemilihan Umum";
  report.running_head = "Laporan Kinerja";
  report.date = "2018-02-02";
  report.blocks.emplace_back(
      Cover{.institution = {"KOMISI PEMILIHAN UMUM"}, .title = "LAPORAN KINERJA", .year = "2017"});
  report.blocks.emplace_back(Contents{.title = "DAFTAR ISI"});
  const std::string text =
      "Pengukuran kinerja dilakukan dengan membandingkan realisasi terhadap target yang ditetapkan "
      "dalam perjanjian kinerja, untuk setiap indikator dan setiap sasaran strategis, sehingga "
      "diperoleh gambaran capaian yang dapat dipertanggungjawabkan kepada masyarakat. ";
  for (int chapter = 1; chapter <= chapters; ++chapter) {
    const std::string id = "bab-" + std::to_string(chapter);
    report.blocks.emplace_back(Heading{
        .number = "BAB " + std::to_string(chapter), .text = "AKUNTABILITAS KINERJA", .id = id});
    report.blocks.emplace_back(BudgetChart(chapter));
    for (int section = 1; section <= kSectionsOfChapter; ++section) {
      report.blocks.emplace_back(
          Heading{.level = 2,
                  .number = std::string(1, static_cast<char>('@' + section)) + ".",
                  .text = "Capaian sasaran strategis",
                  .id = id + "-" + std::to_string(section)});
      for (int i = 0; i < 3; ++i) {
        report.blocks.emplace_back(Paragraph{.spans = {{.text = text + text}}});
      }
      report.blocks.emplace_back(BudgetTable(chapter, section));
    }
  }
  return report;
}

absl::StatusOr<std::string> Render(const std::string& format, const Document& report) {
  if (format == "pdf") {
    return WritePdf(report);
  }
  if (format == "html") {
    return WriteHtml(report);
  }
  if (format == "xlsx") {
    return WriteXlsx(report);
  }
  if (format == "docx") {
    const auto pages = PagesOfHeadings(report);
    return pages.ok() ? WriteDocx(report, *pages) : pages.status();
  }
  return absl::InvalidArgumentError("no such format: " + format);
}

}  // namespace
}  // namespace sakip::document

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "render_document FORMAT PAGES FILE\n";
    return 64;
  }
  const auto file = sakip::document::Render(argv[1], sakip::document::Report(std::stoi(argv[2])));
  if (!file.ok()) {
    std::cerr << file.status().message() << "\n";
    return 70;
  }
  std::ofstream(argv[3], std::ios::binary) << *file;
  return 0;
}
