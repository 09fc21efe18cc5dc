#include <string>

#include "services/reporting/lakip_parts.h"

namespace sakip::reporting {
namespace {

using document::Align;
using document::RowKind;

document::Row AnggaranRow(RowKind kind, std::string kode, std::string uraian,
                          const BarisAnggaran& baris) {
  return RowOf(kind,
               {TextCell(std::move(kode)), TextCell(std::move(uraian)), RupiahCell(baris.pagu),
                RupiahCell(baris.realisasi), RupiahCell(baris.sisa), PersenCell(baris.serapan)});
}

document::Table EmptyTable(std::string text, const char* first, Numbering& numbering) {
  document::Table table;
  table.caption = {.label = numbering.NextTable(), .text = std::move(text)};
  table.small_text = true;
  table.columns = {{.weight = 12}, {.weight = 33}};
  for (int weight : {16, 16, 14, 11}) {
    table.columns.push_back({.weight = static_cast<uint16_t>(weight), .align = Align::kRight});
  }
  table.header = {
      HeaderRow({first, "Uraian", "Pagu (Rp)", "Realisasi (Rp)", "Sisa (Rp)", "Serapan (%)"})};
  return table;
}

// The totals that offices leave out: after each kegiatan its sum, at the end the office's.
document::Table OutputTable(const LakipData& data, Numbering& numbering) {
  document::Table table = EmptyTable("Pagu dan realisasi menurut output", "Output", numbering);
  const std::vector<BarisAnggaran>& rows = data.anggaran.output;
  for (size_t i = 0; i < rows.size(); ++i) {
    table.rows.push_back(AnggaranRow(RowKind::kBody, rows[i].kode, rows[i].uraian, rows[i]));
    const std::string kegiatan = KegiatanOf(data, rows[i].kode);
    if (i + 1 < rows.size() && KegiatanOf(data, rows[i + 1].kode) == kegiatan) {
      continue;
    }
    for (const BarisAnggaran& sum : data.anggaran.kegiatan) {
      if (sum.kode == kegiatan) {
        table.rows.push_back(
            AnggaranRow(RowKind::kSubtotal, kegiatan, "Jumlah kegiatan " + kegiatan, sum));
      }
    }
  }
  table.rows.push_back(AnggaranRow(RowKind::kTotal, "", "Jumlah", data.anggaran.total));
  return table;
}

document::Table GroupTable(const LakipData& data, const char* text, const char* first,
                           const std::vector<BarisAnggaran>& rows, Numbering& numbering) {
  document::Table table = EmptyTable(text, first, numbering);
  for (const BarisAnggaran& row : rows) {
    table.rows.push_back(AnggaranRow(RowKind::kBody, row.kode, row.uraian, row));
  }
  table.rows.push_back(AnggaranRow(RowKind::kTotal, "", "Jumlah", data.anggaran.total));
  return table;
}

document::Chart KegiatanChart(const LakipData& data, Numbering& numbering) {
  document::Chart chart;
  chart.caption = {
      .label = numbering.NextFigure(),
      .text = "Pagu dan realisasi menurut kegiatan tahun " + std::to_string(data.tahun)};
  chart.unit = "juta rupiah";
  chart.divisor = 1'000'000;
  chart.decimals = 1;
  document::Series pagu{.name = "Pagu"};
  document::Series realisasi{.name = "Realisasi"};
  for (const BarisAnggaran& row : data.anggaran.kegiatan) {
    chart.categories.push_back(row.kode);
    pagu.values.emplace_back(row.pagu.value());
    realisasi.values.emplace_back(row.realisasi.value());
  }
  chart.series = {pagu, realisasi};
  chart.alt =
      "Diagram batang pagu dan realisasi tiap kegiatan; angkanya sama dengan tabel di atas.";
  return chart;
}

std::string SummaryText(const LakipData& data) {
  const BarisAnggaran& total = data.anggaran.total;
  return "Pagu tahun " + std::to_string(data.tahun) + " sebesar Rp" +
         money::FormatRupiah(total.pagu) + " direalisasikan sebesar Rp" +
         money::FormatRupiah(total.realisasi) + " atau " + PrintPersen(total.serapan) +
         "%, sehingga tersisa Rp" + money::FormatRupiah(total.sisa) + ".";
}

// A picture holds at most 24 groups; an office with more is served by the table alone.
constexpr size_t kChartCategoriesMax = 24;

}  // namespace

void AddAnggaran(const LakipData& data, Numbering& numbering, Blocks& out) {
  out.emplace_back(document::Heading{.level = 2,
                                     .number = numbering.NextSection(),
                                     .text = "Realisasi Anggaran",
                                     .id = "realisasi-anggaran"});
  AddNarasi(data, BagianNarasi::kRealisasiAnggaran, out);
  out.emplace_back(Body(SummaryText(data)));
  out.emplace_back(OutputTable(data, numbering));
  if (data.anggaran.saldo_impor.value() > 0) {
    out.emplace_back(Note("Realisasi sebesar Rp" + money::FormatRupiah(data.anggaran.saldo_impor) +
                          " diambil sebagai saldo dari laporan, tanpa rincian SP2D."));
  }
  out.emplace_back(GroupTable(data, "Pagu dan realisasi menurut kegiatan", "Kegiatan",
                              data.anggaran.kegiatan, numbering));
  if (data.anggaran.kegiatan.size() <= kChartCategoriesMax) {
    out.emplace_back(KegiatanChart(data, numbering));
  }
  out.emplace_back(GroupTable(data, "Pagu dan realisasi menurut program", "Program",
                              data.anggaran.program, numbering));
}

}  // namespace sakip::reporting
