#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "services/reporting/lakip_parts.h"

namespace sakip::reporting {
namespace {

using document::Align;
using document::RowKind;

std::vector<const Capaian*> RowsOf(const LakipData& data, std::string_view perjanjian) {
  std::vector<const Capaian*> rows;
  for (const Capaian& capaian : data.capaian) {
    if (capaian.perjanjian == perjanjian) {
      rows.push_back(&capaian);
    }
  }
  return rows;
}

const Rekap* FindRekap(const LakipData& data, TingkatRekap tingkat, std::string_view perjanjian,
                       std::string_view sasaran) {
  for (const Rekap& rekap : data.rekap) {
    if (rekap.tingkat == tingkat && rekap.perjanjian == perjanjian && rekap.sasaran == sasaran) {
      return &rekap;
    }
  }
  return nullptr;
}

int OtherStates(const Rekap& rekap) {
  return rekap.not_applicable + rekap.t_zero + rekap.unit_mismatch;
}

document::Row RekapRow(RowKind kind, std::string title, const Rekap& rekap) {
  return RowOf(kind,
               {TextCell(std::move(title)), CountCell(rekap.jumlah), CountCell(rekap.computed),
                CountCell(rekap.no_case), CountCell(rekap.missing), CountCell(OtherStates(rekap)),
                PersenCell(rekap.rata_mentah), PersenCell(rekap.rata_dibatasi)});
}

// All agreements side by side: how many rows have a number, and what their mean is.
document::Table RekapTable(const LakipData& data, Numbering& numbering) {
  document::Table table;
  table.caption = {.label = numbering.NextTable(),
                   .text = "Rekapitulasi capaian kinerja tahun " + std::to_string(data.tahun)};
  table.small_text = true;
  table.columns = {{.weight = 32}};
  for (int i = 0; i < 7; ++i) {
    table.columns.push_back({.weight = 10, .align = Align::kRight});
  }
  table.header = {HeaderRow({"Perjanjian Kinerja", "Indikator", "Dihitung", "Tidak ada kasus",
                             "Belum dilaporkan", "Tanpa angka lain", "Rata-rata (%)",
                             "Rata-rata dibatasi (%)"})};
  for (const Perjanjian& perjanjian : data.perjanjian) {
    if (const Rekap* rekap = FindRekap(data, TingkatRekap::kPerjanjian, perjanjian.name, "")) {
      table.rows.push_back(RekapRow(RowKind::kBody, PerjanjianTitle(perjanjian), *rekap));
    }
  }
  if (const Rekap* rekap = FindRekap(data, TingkatRekap::kSatker, "", "")) {
    table.rows.push_back(RekapRow(RowKind::kTotal, "Kantor", *rekap));
  }
  return table;
}

// A picture of the table above it, without the office's own row.
std::optional<document::Chart> StatusChart(const LakipData& data, Numbering& numbering) {
  constexpr std::string_view kPrefix = "Perjanjian Kinerja ";
  document::Chart chart{.kind = document::ChartKind::kStackedBar};
  chart.unit = "jumlah indikator";
  chart.series = {{.name = "Dihitung"},
                  {.name = "Tidak ada kasus"},
                  {.name = "Belum dilaporkan"},
                  {.name = "Tanpa angka lain"}};
  for (const Perjanjian& perjanjian : data.perjanjian) {
    const Rekap* rekap = FindRekap(data, TingkatRekap::kPerjanjian, perjanjian.name, "");
    if (rekap == nullptr) {
      continue;
    }
    const std::string title = PerjanjianTitle(perjanjian);
    chart.categories.push_back(title.starts_with(kPrefix) ? title.substr(kPrefix.size()) : title);
    const int counts[] = {rekap->computed, rekap->no_case, rekap->missing, OtherStates(*rekap)};
    for (size_t i = 0; i < chart.series.size(); ++i) {
      chart.series[i].values.emplace_back(counts[i]);
    }
  }
  chart.caption.text =
      "Status pengukuran menurut Perjanjian Kinerja tahun " + std::to_string(data.tahun);
  chart.alt =
      "Diagram batang bertumpuk jumlah indikator tiap Perjanjian Kinerja menurut status "
      "pengukurannya; angkanya sama dengan tabel di atas.";
  constexpr size_t kMax = 24;  // groups in a picture; an office with more has the table alone
  if (chart.categories.size() < 2 || chart.categories.size() > kMax) {
    return std::nullopt;
  }
  chart.caption.label = numbering.NextFigure();
  return chart;
}

std::string MethodText(const LakipData& data) {
  std::set<std::string> rules;
  for (const Capaian& capaian : data.capaian) {
    if (!capaian.aturan.empty()) {
      rules.insert(capaian.aturan);
    }
  }
  std::string text = "Capaian adalah perbandingan realisasi dengan target dalam persen";
  if (!rules.empty()) {
    text += ", dihitung dengan aturan " + *rules.begin();
  }
  text += ".";
  const auto cap = ratio::Ratio::FromDecimal(data.batas_atas);
  if (cap.ok()) {
    text += " Untuk rata-rata, capaian dibatasi paling tinggi " +
            cap->FormatIndonesian(8, /*trim_zeros=*/true) + "%.";
  }
  text +=
      " Indikator tanpa kasus, belum dilaporkan, bertarget nol, atau yang satuan realisasinya "
      "berbeda dari satuan targetnya tidak diberi angka dan tidak ikut dirata-rata.";
  return text;
}

// Number columns hold either a percentage or a state in words.
document::Table CapaianTable(std::string text, const std::vector<const Capaian*>& rows,
                             bool with_sasaran, Numbering& numbering) {
  document::Table table;
  table.caption = {.label = numbering.NextTable(), .text = std::move(text)};
  table.columns = {{.weight = 7, .align = Align::kCenter}};
  std::vector<std::string> header = {"No."};
  if (with_sasaran) {
    table.columns.push_back({.weight = 24});
    header.emplace_back("Sasaran");
  }
  table.columns.push_back({.weight = static_cast<uint16_t>(with_sasaran ? 33 : 45)});
  for (const char* title : {"Target", "Realisasi", "Capaian (%)"}) {
    table.columns.push_back({.weight = 14, .align = Align::kRight});
    header.emplace_back(title);
  }
  header.insert(header.end() - 3, "Indikator kinerja");
  table.header = {HeaderRow(header)};
  for (const Capaian* row : rows) {
    std::vector<document::Cell> cells = {TextCell(std::to_string(row->nomor) + ".")};
    if (with_sasaran) {
      cells.push_back(TextCell(row->sasaran));
    }
    cells.insert(cells.end(), {TextCell(row->uraian), NilaiCell(row->target),
                               NilaiCell(row->realisasi), CapaianCell(*row, /*dibatasi=*/false)});
    table.rows.push_back(BodyRow(std::move(cells)));
  }
  if (with_sasaran) {
    MergeRepeats(table, 1);
  }
  return table;
}

void AddLine(const char* label, const std::string& text, Blocks& out) {
  if (text.empty()) {
    return;
  }
  document::Paragraph paragraph = Body(std::string(label) + " ");
  paragraph.spans[0].bold = true;
  paragraph.spans.push_back({.text = text});
  out.emplace_back(paragraph);
}

void AddAnalysis(const LakipData& data, const Capaian& row, Blocks& out) {
  const auto found =
      std::find_if(data.narasi_indikator.begin(), data.narasi_indikator.end(),
                   [&](const NarasiIndikator& n) { return n.indikator == row.indikator; });
  const bool written = found != data.narasi_indikator.end();
  if (!written && row.alasan.empty()) {
    return;
  }
  document::Paragraph lead = Body(row.uraian + ".");
  lead.spans[0].bold = true;
  lead.spans[0].italic = true;
  if (written && !found->uraian.empty()) {
    lead.spans.push_back({.text = " " + found->uraian});
  }
  out.emplace_back(lead);
  AddLine("Tanpa angka capaian:", row.alasan, out);
  if (written) {
    AddLine("Faktor pendukung:", found->faktor_pendukung, out);
    AddLine("Kendala:", found->kendala, out);
    AddLine("Tindak lanjut:", found->tindak_lanjut, out);
  }
}

// What the outputs behind these rows cost: spending is reported whatever the capaian's state.
void AddSpending(const LakipData& data, const std::vector<const Capaian*>& rows,
                 Numbering& numbering, Blocks& out) {
  document::Table table;
  table.columns = {{.weight = 16}, {.weight = 36}};
  for (int weight : {17, 17, 14}) {
    table.columns.push_back({.weight = static_cast<uint16_t>(weight), .align = Align::kRight});
  }
  table.header = {HeaderRow({"Output", "Uraian", "Pagu (Rp)", "Realisasi (Rp)", "Serapan (%)"})};
  std::set<std::string> seen;
  for (const Capaian* row : rows) {
    for (const BarisAnggaran& line : data.anggaran.output) {
      if (line.kode == row->kode_output && seen.insert(line.kode).second) {
        table.rows.push_back(
            BodyRow({TextCell(line.kode), TextCell(line.uraian), RupiahCell(line.pagu),
                     RupiahCell(line.realisasi), PersenCell(line.serapan)}));
      }
    }
  }
  if (table.rows.empty()) {
    return;
  }
  table.caption = {.label = numbering.NextTable(), .text = "Anggaran yang mendukung"};
  out.emplace_back(table);
}

// "3355" when every row's output belongs to it, else empty.
std::string CommonKegiatan(const LakipData& data, const std::vector<const Capaian*>& rows) {
  std::string kegiatan;
  for (const Capaian* row : rows) {
    const std::string own = KegiatanOf(data, row->kode_output);
    if (own.empty() || (!kegiatan.empty() && own != kegiatan)) {
      return "";
    }
    kegiatan = own;
  }
  return kegiatan;
}

// "a" to "z", then "aa": the level below "1.".
std::string Letters(int number) {
  std::string text;
  for (; number > 0; number = (number - 1) / 26) {
    text.insert(text.begin(), static_cast<char>('a' + (number - 1) % 26));
  }
  return text;
}

void AddSasaran(const LakipData& data, const Perjanjian& perjanjian,
                const std::vector<const Capaian*>& rows, int nomor, Numbering& numbering,
                Blocks& out) {
  const std::string kegiatan = CommonKegiatan(data, rows);
  const std::string label = kegiatan.empty() ? "" : KodeUraian(data, kegiatan);
  document::Heading heading{.level = 4, .number = Letters(nomor) + ".", .id = ""};
  heading.text = kegiatan.empty() ? rows.front()->sasaran
                                  : "Kegiatan " + kegiatan + ": " +
                                        (label.empty() ? rows.front()->sasaran : label);
  heading.id = numbering.NextAnchor("sasaran");
  heading.in_contents = false;
  out.emplace_back(heading);
  out.emplace_back(CapaianTable(kegiatan.empty() ? "Capaian sasaran " + std::to_string(nomor)
                                                 : "Capaian kegiatan " + kegiatan,
                                rows, false, numbering));
  const Rekap* rekap =
      FindRekap(data, TingkatRekap::kSasaran, perjanjian.name, rows.front()->sasaran);
  if (rekap != nullptr && rekap->rata_dibatasi.has_value()) {
    out.emplace_back(Note(
        "Rata-rata " + std::to_string(rekap->computed) + " dari " + std::to_string(rekap->jumlah) +
        " indikator: " + PrintPersen(rekap->rata_dibatasi) + "% (" + rekap->kategori + ")."));
  }
  AddSpending(data, rows, numbering, out);
  for (const Capaian* row : rows) {
    AddAnalysis(data, *row, out);
  }
}

void AddSekretaris(const LakipData& data, const Perjanjian& perjanjian, Numbering& numbering,
                   Blocks& out) {
  // By the text of the sasaran, as the means are, also where its rows stand apart.
  std::vector<std::vector<const Capaian*>> groups;
  for (const Capaian* row : RowsOf(data, perjanjian.name)) {
    const auto same = std::find_if(groups.begin(), groups.end(), [row](const auto& group) {
      return group.front()->sasaran == row->sasaran;
    });
    if (same == groups.end()) {
      groups.push_back({row});
    } else {
      same->push_back(row);
    }
  }
  int nomor = 0;
  for (const auto& group : groups) {
    AddSasaran(data, perjanjian, group, ++nomor, numbering, out);
  }
}

void AddKetua(const LakipData& data, const Perjanjian& perjanjian, Numbering& numbering,
              Blocks& out) {
  const std::vector<const Capaian*> rows = RowsOf(data, perjanjian.name);
  const auto missing = std::count_if(rows.begin(), rows.end(), [](const Capaian* row) {
    return row->status == StatusCapaian::kMissing;
  });
  out.emplace_back(CapaianTable("Capaian " + PerjanjianTitle(perjanjian), rows, true, numbering));
  if (missing > 0) {
    out.emplace_back(Note(std::to_string(missing) + " dari " + std::to_string(rows.size()) +
                          " indikator belum memiliki realisasi yang dilaporkan."));
  }
  for (const Capaian* row : rows) {
    if (row->status != StatusCapaian::kMissing) {
      AddAnalysis(data, *row, out);
    }
  }
}

}  // namespace

void AddCapaian(const LakipData& data, Numbering& numbering, Blocks& out) {
  numbering.Chapter(3);
  out.emplace_back(
      document::Heading{.number = "BAB III", .text = "AKUNTABILITAS KINERJA", .id = "bab-3"});
  out.emplace_back(document::Heading{.level = 2,
                                     .number = numbering.NextSection(),
                                     .text = "Capaian Kinerja Organisasi",
                                     .id = "capaian-kinerja"});
  AddNarasi(data, BagianNarasi::kCapaian, out);
  out.emplace_back(Body(MethodText(data)));
  out.emplace_back(RekapTable(data, numbering));
  const bool with_units =
      std::any_of(data.perjanjian.begin(), data.perjanjian.end(),
                  [](const Perjanjian& one) { return one.jenis == JenisPerjanjian::kSubBagian; });
  if (with_units && FindRekap(data, TingkatRekap::kSatker, "", "") != nullptr) {
    out.emplace_back(
        Note("Baris Kantor mencakup Perjanjian Kinerja kantor sendiri (Ketua dan Sekretaris), "
             "tanpa sub bagian."));
  }
  if (std::optional<document::Chart> chart = StatusChart(data, numbering)) {
    out.emplace_back(*std::move(chart));
  }
  int nomor = 0;
  for (const Perjanjian& perjanjian : data.perjanjian) {
    if (perjanjian.jenis == JenisPerjanjian::kSubBagian) {
      continue;
    }
    out.emplace_back(document::Heading{.level = 3,
                                       .number = std::to_string(++nomor) + ".",
                                       .text = "Capaian " + PerjanjianTitle(perjanjian),
                                       .id = numbering.NextAnchor("perjanjian")});
    if (perjanjian.jenis == JenisPerjanjian::kKetua) {
      AddKetua(data, perjanjian, numbering, out);
    } else {
      AddSekretaris(data, perjanjian, numbering, out);
    }
  }
}

}  // namespace sakip::reporting
