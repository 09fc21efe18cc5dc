#include <cstdint>
#include <iterator>
#include <string>
#include <vector>

#include "services/reporting/lakip_parts.h"

namespace sakip::reporting {
namespace {

using document::Align;
using document::RowKind;

// One block of rows per kelompok with its own sum: totals are made, never typed.
document::Table PegawaiTable(const LakipData& data, Numbering& numbering) {
  document::Table table;
  table.caption = {.label = numbering.NextTable(), .text = "Komposisi pegawai"};
  table.columns = {{.weight = 70}, {.weight = 30, .align = Align::kRight}};
  table.header = {HeaderRow({"Uraian", "Jumlah (orang)"})};
  // Rows of one kelompok together, in the order in which the kelompok first appear.
  std::vector<Pegawai> pegawai;
  for (const Pegawai& row : data.pegawai) {
    auto place = pegawai.end();
    while (place != pegawai.begin() && std::prev(place)->kelompok != row.kelompok) {
      --place;
    }
    pegawai.insert(place == pegawai.begin() ? pegawai.end() : place, row);
  }
  int64_t sum = 0;
  for (size_t i = 0; i < pegawai.size(); ++i) {
    const Pegawai& row = pegawai[i];
    if (i == 0 || pegawai[i - 1].kelompok != row.kelompok) {
      document::Row group{.kind = RowKind::kGroup};
      group.cells = {{.text = "Menurut " + row.kelompok, .col_span = 2}};
      table.rows.push_back(group);
      sum = 0;
    }
    sum += row.jumlah;
    table.rows.push_back(BodyRow({TextCell(row.uraian), CountCell(row.jumlah)}));
    if (i + 1 == pegawai.size() || pegawai[i + 1].kelompok != row.kelompok) {
      table.rows.push_back(RowOf(RowKind::kSubtotal, {TextCell("Jumlah"), CountCell(sum)}));
    }
  }
  return table;
}

void AddSection(const LakipData& data, BagianNarasi bagian, const char* title, const char* id,
                Numbering& numbering, Blocks& out) {
  if (!HasNarasi(data, bagian)) {
    return;
  }
  out.emplace_back(
      document::Heading{.level = 2, .number = numbering.NextSection(), .text = title, .id = id});
  AddNarasi(data, bagian, out);
}

}  // namespace

void AddPendahuluan(const LakipData& data, Numbering& numbering, Blocks& out) {
  numbering.Chapter(1);
  out.emplace_back(document::Heading{.number = "BAB I", .text = "PENDAHULUAN", .id = "bab-1"});
  const size_t before = out.size();
  AddSection(data, BagianNarasi::kGambaranUmum, "Gambaran Umum", "gambaran-umum", numbering, out);
  AddSection(data, BagianNarasi::kTugasDanFungsi, "Tugas dan Fungsi", "tugas-dan-fungsi", numbering,
             out);
  AddSection(data, BagianNarasi::kIsuStrategis, "Isu Strategis", "isu-strategis", numbering, out);
  if (HasNarasi(data, BagianNarasi::kOrganisasi) || !data.pegawai.empty()) {
    out.emplace_back(document::Heading{.level = 2,
                                       .number = numbering.NextSection(),
                                       .text = "Organisasi dan Pegawai",
                                       .id = "organisasi"});
    AddNarasi(data, BagianNarasi::kOrganisasi, out);
    if (!data.pegawai.empty()) {
      out.emplace_back(PegawaiTable(data, numbering));
    }
  }
  if (out.size() == before) {
    AddEmptyNote(out);
  }
}

}  // namespace sakip::reporting
