#include <algorithm>
#include <string>

#include "services/reporting/lakip_parts.h"

namespace sakip::reporting {
namespace {

using document::Align;

document::Heading UnitHeading(const std::string& prefix, size_t index, const std::string& text) {
  return {.level = 2,
          .number = std::to_string(index) + ".",
          .text = text,
          .id = prefix + "-" + std::to_string(index)};
}

document::Paragraph Lead(std::string text) {
  return {.spans = {{.text = std::move(text), .bold = true}},
          .style = document::ParagraphStyle::kLead,
          .align = Align::kCenter};
}

document::Table PerjanjianTable(const Perjanjian& perjanjian) {
  document::Table table;
  table.columns = {{.weight = 7, .align = Align::kCenter},
                   {.weight = 33},
                   {.weight = 44},
                   {.weight = 16, .align = Align::kRight}};
  table.header = {HeaderRow({"No.", "Sasaran", "Indikator kinerja", "Target"})};
  for (const BarisRencana& row : perjanjian.baris) {
    table.rows.push_back(BodyRow({TextCell(std::to_string(row.nomor) + "."), TextCell(row.sasaran),
                                  TextCell(row.uraian), NilaiCell(row.target)}));
  }
  MergeRepeats(table, 1);
  return table;
}

void AddPerjanjian(const LakipData& data, Blocks& out) {
  out.emplace_back(
      document::Heading{.number = "LAMPIRAN 1", .text = "PERJANJIAN KINERJA", .id = "lampiran-1"});
  size_t index = 0;
  for (const Perjanjian& perjanjian : data.perjanjian) {
    out.emplace_back(UnitHeading("lampiran-1", ++index, PerjanjianTitle(perjanjian)));
    out.emplace_back(Lead(perjanjian.judul));
    out.emplace_back(PerjanjianTable(perjanjian));
  }
}

document::Table PengukuranTable(const std::vector<const Capaian*>& rows) {
  document::Table table;
  table.small_text = true;
  table.columns = {{.weight = 6, .align = Align::kCenter}, {.weight = 25}, {.weight = 31}};
  for (int i = 0; i < 4; ++i) {
    table.columns.push_back({.weight = 11, .align = Align::kRight});
  }
  table.header = {HeaderRow({"No.", "Sasaran", "Indikator kinerja", "Target", "Realisasi",
                             "Capaian (%)", "Dibatasi (%)"})};
  for (const Capaian* row : rows) {
    table.rows.push_back(BodyRow(
        {TextCell(std::to_string(row->nomor) + "."), TextCell(row->sasaran), TextCell(row->uraian),
         NilaiCell(row->target), NilaiCell(row->realisasi), CapaianCell(*row, false),
         row->status == StatusCapaian::kComputed ? CapaianCell(*row, true) : TextCell("–")}));
  }
  MergeRepeats(table, 1);
  return table;
}

// "Pengukuran Kinerja Ketua" for "Perjanjian Kinerja Ketua".
std::string PengukuranTitle(const Perjanjian& perjanjian) {
  constexpr std::string_view kPerjanjian = "Perjanjian";
  return "Pengukuran" + PerjanjianTitle(perjanjian).substr(kPerjanjian.size());
}

void AddTotals(const LakipData& data, const Perjanjian& perjanjian, document::Table& table) {
  for (const Rekap& rekap : data.rekap) {
    if (rekap.tingkat != TingkatRekap::kPerjanjian || rekap.perjanjian != perjanjian.name) {
      continue;
    }
    document::Row total{.kind = document::RowKind::kTotal};
    const std::string counted =
        std::to_string(rekap.computed) + " dari " + std::to_string(rekap.jumlah) + " indikator";
    total.cells = {
        {.text = rekap.computed == 0 ? "Tidak ada indikator yang dihitung" : "Rata-rata " + counted,
         .col_span = 5},
        PersenCell(rekap.rata_mentah),
        PersenCell(rekap.rata_dibatasi)};
    total.cells[0].align = Align::kLeft;
    table.rows.push_back(total);
  }
}

void AddPengukuran(const LakipData& data, Blocks& out) {
  out.emplace_back(
      document::Heading{.number = "LAMPIRAN 2", .text = "PENGUKURAN KINERJA", .id = "lampiran-2"});
  size_t index = 0;
  for (const Perjanjian& perjanjian : data.perjanjian) {
    std::vector<const Capaian*> rows;
    for (const Capaian& capaian : data.capaian) {
      if (capaian.perjanjian == perjanjian.name) {
        rows.push_back(&capaian);
      }
    }
    if (rows.empty()) {
      continue;
    }
    out.emplace_back(UnitHeading("lampiran-2", ++index, PengukuranTitle(perjanjian)));
    document::Table table = PengukuranTable(rows);
    AddTotals(data, perjanjian, table);
    out.emplace_back(table);
    for (const Capaian* row : rows) {
      if (!row->alasan.empty() && row->status != StatusCapaian::kMissing) {
        out.emplace_back(Note("Baris " + std::to_string(row->nomor) + ": " + row->alasan));
      }
    }
  }
}

document::Table RencanaAksiTable(const LakipData& data) {
  document::Table table;
  table.landscape = true;
  table.small_text = true;
  table.columns = {{.weight = 30, .align = Align::kCenter},
                   {.weight = 150},
                   {.weight = 150},
                   {.weight = 70},
                   {.weight = 170}};
  document::Row top = HeaderRow(
      {"No.", "Sasaran", "Indikator kinerja", "Target", "Kegiatan", "Bulan", "Pelaksana"});
  for (document::Cell& cell : top.cells) {
    cell.row_span = 2;
  }
  top.cells[5].row_span = 1;
  top.cells[5].col_span = 12;
  document::Row months;
  for (int month = 1; month <= 12; ++month) {
    table.columns.push_back({.weight = 22, .align = Align::kCenter});
    months.cells.push_back(
        {.text = "B" + std::to_string(month), .align = Align::kCenter, .bold = true});
  }
  table.columns.push_back({.weight = 80});
  table.header = {top, months};
  for (const BarisRencanaAksi& row : data.rencana_aksi) {
    std::vector<document::Cell> cells = {TextCell(std::to_string(row.nomor) + "."),
                                         TextCell(row.sasaran), TextCell(row.indikator),
                                         NilaiCell(row.target), TextCell(row.kegiatan)};
    for (int month = 1; month <= 12; ++month) {
      const bool marked = std::count(row.bulan.begin(), row.bulan.end(), month) > 0;
      cells.push_back(TextCell(marked ? "√" : ""));
    }
    cells.push_back(TextCell(row.pelaksana));
    table.rows.push_back(BodyRow(std::move(cells)));
  }
  MergeRepeats(table, 1);
  MergeRepeats(table, 2);
  return table;
}

// Rows with the same remark share one line.
void AddCatatan(const LakipData& data, Blocks& out) {
  std::vector<std::pair<std::string, std::string>> remarks;  // remark -> "4, 8, 19"
  for (const BarisRencanaAksi& row : data.rencana_aksi) {
    if (row.catatan.empty()) {
      continue;
    }
    const auto same = std::find_if(remarks.begin(), remarks.end(),
                                   [&](const auto& one) { return one.first == row.catatan; });
    if (same == remarks.end()) {
      remarks.emplace_back(row.catatan, std::to_string(row.nomor));
    } else {
      same->second += ", " + std::to_string(row.nomor);
    }
  }
  for (const auto& [remark, rows] : remarks) {
    out.emplace_back(Note("Baris " + rows + ": " + remark));
  }
}

void AddRencanaAksi(const LakipData& data, Blocks& out) {
  if (data.rencana_aksi.empty()) {
    return;
  }
  out.emplace_back(
      document::Heading{.number = "LAMPIRAN 3", .text = "RENCANA AKSI", .id = "lampiran-3"});
  out.emplace_back(RencanaAksiTable(data));
  AddCatatan(data, out);
}

}  // namespace

void AddLampiran(const LakipData& data, Blocks& out) {
  AddPerjanjian(data, out);
  AddPengukuran(data, out);
  AddRencanaAksi(data, out);
}

}  // namespace sakip::reporting
