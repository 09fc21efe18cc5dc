#include <algorithm>
#include <string>

#include "services/reporting/lakip_parts.h"

namespace sakip::reporting {
namespace {

using document::Align;

void AddPart(const char* text, const char* id, Blocks& out) {
  out.emplace_back(document::Heading{.level = 3, .text = text, .id = id, .in_contents = false});
}

void AddButir(const std::vector<Butir>& butir, Blocks& out) {
  for (const Butir& item : butir) {
    out.emplace_back(ListItem(std::to_string(item.nomor) + ".", item.uraian));
  }
}

document::Table SasaranTable(const Renstra& renstra, Numbering& numbering) {
  document::Table table;
  table.caption = {.label = numbering.NextTable(),
                   .text = "Sasaran strategis dan indikator kinerja Renstra " +
                           std::to_string(renstra.tahun_dari) + "–" +
                           std::to_string(renstra.tahun_sampai)};
  table.columns = {{.weight = 8, .align = Align::kCenter}, {.weight = 34}, {.weight = 58}};
  table.header = {HeaderRow({"No.", "Sasaran strategis", "Indikator kinerja"})};
  for (const SasaranRenstra& sasaran : renstra.sasaran) {
    for (const std::string& indikator : sasaran.indikator) {
      table.rows.push_back(BodyRow({TextCell(std::to_string(sasaran.nomor) + "."),
                                    TextCell(sasaran.uraian), TextCell(indikator)}));
    }
  }
  MergeRepeats(table, 0);
  MergeRepeats(table, 1);
  return table;
}

document::Table IkuTable(const Renstra& renstra, Numbering& numbering) {
  document::Table table;
  table.caption = {.label = numbering.NextTable(), .text = "Indikator Kinerja Utama"};
  table.columns = {{.weight = 8, .align = Align::kCenter}, {.weight = 92}};
  table.header = {HeaderRow({"No.", "Indikator Kinerja Utama"})};
  for (const Butir& iku : renstra.iku) {
    table.rows.push_back(
        BodyRow({TextCell(std::to_string(iku.nomor) + "."), TextCell(iku.uraian)}));
  }
  return table;
}

document::Table RencanaTable(std::string text, const std::vector<BarisRencana>& baris,
                             Numbering& numbering) {
  document::Table table;
  table.caption = {.label = numbering.NextTable(), .text = std::move(text)};
  table.columns = {{.weight = 7, .align = Align::kCenter},
                   {.weight = 34},
                   {.weight = 43},
                   {.weight = 16, .align = Align::kRight}};
  table.header = {HeaderRow({"No.", "Sasaran", "Indikator kinerja", "Target"})};
  for (const BarisRencana& row : baris) {
    table.rows.push_back(BodyRow({TextCell(std::to_string(row.nomor) + "."), TextCell(row.sasaran),
                                  TextCell(row.uraian), NilaiCell(row.target)}));
  }
  MergeRepeats(table, 1);
  return table;
}

void AddRenstra(const Renstra& renstra, Numbering& numbering, Blocks& out) {
  const std::string period =
      std::to_string(renstra.tahun_dari) + "–" + std::to_string(renstra.tahun_sampai);
  out.emplace_back(document::Heading{.level = 2,
                                     .number = numbering.NextSection(),
                                     .text = "Rencana Strategis " + period,
                                     .id = "renstra"});
  if (!renstra.dasar_hukum.empty()) {
    out.emplace_back(
        Body("Rencana Strategis " + period + " disusun berdasarkan " + renstra.dasar_hukum + "."));
  }
  AddPart("Visi", "renstra-visi", out);
  out.emplace_back(Body(renstra.visi));
  if (!renstra.misi.empty()) {
    AddPart("Misi", "renstra-misi", out);
    AddButir(renstra.misi, out);
  }
  if (!renstra.tujuan.empty()) {
    AddPart("Tujuan", "renstra-tujuan", out);
    AddButir(renstra.tujuan, out);
  }
  if (!renstra.sasaran.empty()) {
    AddPart("Sasaran Strategis", "renstra-sasaran", out);
    out.emplace_back(SasaranTable(renstra, numbering));
  }
  if (!renstra.iku.empty()) {
    AddPart("Indikator Kinerja Utama", "renstra-iku", out);
    out.emplace_back(IkuTable(renstra, numbering));
  }
}

}  // namespace

void AddPerencanaan(const LakipData& data, Numbering& numbering, Blocks& out) {
  const std::string tahun = std::to_string(data.tahun);
  numbering.Chapter(2);
  out.emplace_back(
      document::Heading{.number = "BAB II", .text = "PERENCANAAN KINERJA", .id = "bab-2"});
  AddNarasi(data, BagianNarasi::kPerencanaan, out);
  if (data.renstra.has_value()) {
    AddRenstra(*data.renstra, numbering, out);
  }
  if (!data.rkt.empty()) {
    out.emplace_back(document::Heading{.level = 2,
                                       .number = numbering.NextSection(),
                                       .text = "Rencana Kinerja Tahunan " + tahun,
                                       .id = "rkt"});
    out.emplace_back(RencanaTable("Rencana Kinerja Tahunan " + tahun, data.rkt, numbering));
  }
  out.emplace_back(document::Heading{.level = 2,
                                     .number = numbering.NextSection(),
                                     .text = "Perjanjian Kinerja " + tahun,
                                     .id = "perjanjian-kinerja"});
  for (const Perjanjian& perjanjian : data.perjanjian) {
    if (perjanjian.jenis != JenisPerjanjian::kSubBagian) {
      out.emplace_back(RencanaTable(PerjanjianTitle(perjanjian) + " tahun " + tahun,
                                    perjanjian.baris, numbering));
    }
  }
  const bool units =
      std::any_of(data.perjanjian.begin(), data.perjanjian.end(),
                  [](const Perjanjian& one) { return one.jenis == JenisPerjanjian::kSubBagian; });
  out.emplace_back(Body(std::string("Perjanjian Kinerja selengkapnya") +
                        (units ? ", termasuk dari sub bagian," : "") + " ada dalam Lampiran 1."));
}

}  // namespace sakip::reporting
