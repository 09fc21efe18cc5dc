#include <algorithm>
#include <cctype>
#include <string>

#include "services/reporting/lakip_parts.h"

namespace sakip::reporting {
namespace {

using document::Align;
using document::RowKind;

std::string Upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

document::Cover CoverOf(const LakipData& data) {
  document::Cover cover;
  cover.institution = {"KOMISI PEMILIHAN UMUM", Upper(data.nama_satker)};
  cover.title = "LAPORAN KINERJA";
  cover.year = "TAHUN " + std::to_string(data.tahun);
  if (data.naskah.has_value()) {
    cover.imprint.push_back(Upper(data.naskah->tempat));
    if (data.naskah->tanggal.has_value()) {
      cover.imprint.push_back(std::to_string(data.naskah->tanggal->year()));
    }
  }
  return cover;
}

document::Signatures SignatureOf(const Naskah& naskah) {
  document::Signatory signatory;
  signatory.above = {naskah.tempat, naskah.jabatan_penandatangan};
  if (naskah.tanggal.has_value()) {
    signatory.above[0] += ", " + naskah.tanggal->Panjang();
  }
  signatory.name = naskah.nama_penandatangan;
  return {.parties = {signatory}};
}

void AddRow(document::Table& table, std::string what, document::Cell value) {
  table.rows.push_back(BodyRow({TextCell(std::move(what)), std::move(value)}));
}

// The figures that the ikhtisar rests on, so that no sentence has to repeat them.
document::Table HeadlineTable(const LakipData& data) {
  document::Table table;
  table.caption.text = "Ringkasan kinerja dan anggaran tahun " + std::to_string(data.tahun);
  table.columns = {{.weight = 62}, {.weight = 38, .align = Align::kRight}};
  table.header = {HeaderRow({"Uraian", "Nilai"})};
  for (const Rekap& rekap : data.rekap) {
    if (rekap.tingkat != TingkatRekap::kSatker) {
      continue;
    }
    AddRow(table, "Indikator dalam Perjanjian Kinerja kantor", CountCell(rekap.jumlah));
    AddRow(table, "Indikator yang capaiannya dihitung", CountCell(rekap.computed));
    AddRow(table, "Indikator tanpa kasus", CountCell(rekap.no_case));
    AddRow(table, "Indikator yang belum dilaporkan", CountCell(rekap.missing));
    const int others = rekap.not_applicable + rekap.t_zero + rekap.unit_mismatch;
    if (others > 0) {
      AddRow(table, "Indikator lain tanpa angka capaian", CountCell(others));
    }
    AddRow(table, "Rata-rata capaian indikator yang dihitung (%)", PersenCell(rekap.rata_dibatasi));
  }
  AddRow(table, "Pagu (Rp)", RupiahCell(data.anggaran.total.pagu));
  AddRow(table, "Realisasi anggaran (Rp)", RupiahCell(data.anggaran.total.realisasi));
  AddRow(table, "Sisa anggaran (Rp)", RupiahCell(data.anggaran.total.sisa));
  table.rows.push_back(
      RowOf(RowKind::kTotal, {TextCell("Serapan (%)"), PersenCell(data.anggaran.total.serapan)}));
  return table;
}

}  // namespace

void AddFront(const LakipData& data, Blocks& out) {
  out.emplace_back(CoverOf(data));
  out.emplace_back(document::PageBreak{.numbering = document::Numbering::kRoman});
  out.emplace_back(document::Heading{.text = "KATA PENGANTAR", .id = "kata-pengantar"});
  AddNarasi(data, BagianNarasi::kKataPengantar, out);
  if (!HasNarasi(data, BagianNarasi::kKataPengantar)) {
    AddEmptyNote(out);
  }
  if (data.naskah.has_value()) {
    out.emplace_back(SignatureOf(*data.naskah));
  }
  out.emplace_back(document::Heading{.text = "IKHTISAR EKSEKUTIF", .id = "ikhtisar-eksekutif"});
  AddNarasi(data, BagianNarasi::kIkhtisarEksekutif, out);
  out.emplace_back(HeadlineTable(data));
  out.emplace_back(document::Contents{.title = "DAFTAR ISI", .depth = 2});
  out.emplace_back(document::PageBreak{.numbering = document::Numbering::kArabic});
}

}  // namespace sakip::reporting
