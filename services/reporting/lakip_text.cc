#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/numbers.h"
#include "services/reporting/lakip_parts.h"

namespace sakip::reporting {
namespace {

constexpr std::string_view kNothing = "–";

std::string Angka(const std::string& angka) {
  const auto value = ratio::Ratio::FromDecimal(angka);
  return value.ok() ? value->FormatIndonesian(8, /*trim_zeros=*/true) : angka;
}

// Whether `teks` already names a unit: it holds a letter or a percent sign.
bool NamesUnit(std::string_view teks) {
  return std::any_of(teks.begin(), teks.end(), [](char c) {
    return c == '%' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  });
}

std::string WithUnit(std::string number, const std::string& satuan) {
  if (satuan.empty()) {
    return number;
  }
  return satuan == "%" ? number + "%" : number + " " + satuan;
}

// Absent when it does not fit.
std::optional<document::Number> Rounded(const ratio::Ratio& value, uint8_t decimals) {
  std::string digits = value.RoundHalfAway(decimals);
  std::erase(digits, '.');
  document::Number number{.decimals = decimals};
  if (!absl::SimpleAtoi(digits, &number.units)) {
    return std::nullopt;
  }
  return number;
}

bool IsExact(const ratio::Ratio& value, int decimals) {
  const auto rounded = ratio::Ratio::FromDecimal(value.RoundHalfAway(decimals));
  return rounded.ok() && *rounded == value;
}

}  // namespace

void Numbering::Chapter(int number) {
  chapter_ = number;
  table_ = 0;
  figure_ = 0;
  section_ = 0;
}

std::string Numbering::NextTable() {
  return "Tabel " + std::to_string(chapter_) + "." + std::to_string(++table_);
}

std::string Numbering::NextFigure() {
  return "Gambar " + std::to_string(chapter_) + "." + std::to_string(++figure_);
}

std::string Numbering::NextSection() {
  return std::string(1, static_cast<char>('A' + section_++)) + ".";
}

std::string Numbering::NextAnchor(std::string_view what) {
  return std::string(what) + "-" + std::to_string(++anchor_);
}

std::string PrintNilai(const NilaiTeks& nilai) {
  if (!nilai.teks.empty()) {
    return NamesUnit(nilai.teks) ? nilai.teks : WithUnit(nilai.teks, nilai.satuan);
  }
  if (!nilai.angka.empty()) {
    return WithUnit(Angka(nilai.angka), nilai.satuan);
  }
  return std::string(kNothing);
}

std::string_view StatusText(StatusCapaian status) {
  switch (status) {
    case StatusCapaian::kComputed:
      return "Dihitung";
    case StatusCapaian::kNoCase:
      return "Tidak ada kasus";
    case StatusCapaian::kNotApplicable:
      return "Tidak berlaku";
    case StatusCapaian::kMissing:
      return "Belum dilaporkan";
    case StatusCapaian::kTargetZero:
      return "Target nol";
    case StatusCapaian::kUnitMismatch:
      return "Satuan berbeda";
  }
  return kNothing;
}

std::string PrintCapaian(const Capaian& capaian, bool dibatasi) {
  if (capaian.status != StatusCapaian::kComputed) {
    return std::string(StatusText(capaian.status));
  }
  return PrintPersen(dibatasi ? capaian.dibatasi : capaian.mentah);
}

std::string PrintPersen(const std::optional<ratio::Ratio>& persen) {
  return persen.has_value() ? persen->FormatIndonesian(2) : std::string(kNothing);
}

std::string PerjanjianTitle(const Perjanjian& perjanjian) {
  switch (perjanjian.jenis) {
    case JenisPerjanjian::kKetua:
      return "Perjanjian Kinerja Ketua";
    case JenisPerjanjian::kSekretaris:
      return "Perjanjian Kinerja Sekretaris";
    case JenisPerjanjian::kSubBagian:
      return "Perjanjian Kinerja " + perjanjian.unit_kerja;
  }
  return "Perjanjian Kinerja";
}

document::Paragraph Body(std::string text) {
  return {.spans = {{.text = std::move(text)}}};
}

document::Paragraph Note(std::string text) {
  return {.spans = {{.text = std::move(text)}},
          .style = document::ParagraphStyle::kNote,
          .align = document::Align::kLeft};
}

document::Paragraph ListItem(std::string marker, std::string text) {
  return {.spans = {{.text = std::move(text)}},
          .style = document::ParagraphStyle::kListItem,
          .marker = std::move(marker)};
}

document::Cell TextCell(std::string text) {
  return {.text = std::move(text)};
}

document::Cell CountCell(int64_t count) {
  return {.text = ratio::Ratio::FromInt(count).FormatIndonesian(0),
          .number = document::Number{.units = count}};
}

document::Cell RupiahCell(money::Rupiah amount) {
  return {.text = money::FormatRupiah(amount), .number = document::Number{.units = amount.value()}};
}

document::Cell PersenCell(const std::optional<ratio::Ratio>& persen) {
  return {.text = PrintPersen(persen),
          .number = persen.has_value() ? Rounded(*persen, 2) : std::nullopt};
}

document::Cell CapaianCell(const Capaian& capaian, bool dibatasi) {
  const std::optional<ratio::Ratio>& value = dibatasi ? capaian.dibatasi : capaian.mentah;
  const bool number = capaian.status == StatusCapaian::kComputed && value.has_value();
  return {.text = PrintCapaian(capaian, dibatasi),
          .number = number ? Rounded(*value, 2) : std::nullopt};
}

document::Cell NilaiCell(const NilaiTeks& nilai) {
  document::Cell cell = TextCell(PrintNilai(nilai));
  const auto value = ratio::Ratio::FromDecimal(nilai.angka);
  for (uint8_t decimals = 0; value.ok() && decimals <= 8; ++decimals) {
    const std::string printed = value->FormatIndonesian(decimals);
    const bool percent = cell.text == printed + "%";
    if (IsExact(*value, decimals) && (percent || cell.text == printed)) {
      cell.number = Rounded(*value, decimals);
      if (cell.number.has_value()) {
        cell.number->percent = percent;
      }
      break;
    }
  }
  return cell;
}

document::Row RowOf(document::RowKind kind, std::vector<document::Cell> cells) {
  return {.kind = kind, .cells = std::move(cells)};
}

document::Row BodyRow(std::vector<document::Cell> cells) {
  return RowOf(document::RowKind::kBody, std::move(cells));
}

document::Row HeaderRow(std::vector<std::string> cells) {
  document::Row row;
  for (std::string& cell : cells) {
    row.cells.push_back({.text = std::move(cell), .align = document::Align::kCenter, .bold = true});
  }
  return row;
}

void MergeRepeats(document::Table& table, size_t column) {
  const document::Row* above = nullptr;
  for (document::Row& row : table.rows) {
    const bool comparable = row.kind == document::RowKind::kBody && column < row.cells.size();
    if (comparable && above != nullptr && column < above->cells.size() &&
        above->cells[column].text == row.cells[column].text) {
      row.cells[column].merge_above = true;
    }
    above = row.kind == document::RowKind::kBody ? &row : nullptr;
  }
}

bool HasNarasi(const LakipData& data, BagianNarasi bagian) {
  return data.naskah.has_value() &&
         std::any_of(data.naskah->narasi.begin(), data.naskah->narasi.end(),
                     [&](const Narasi& narasi) { return narasi.bagian == bagian; });
}

void AddEmptyNote(Blocks& out) {
  out.emplace_back(Note("Bagian ini belum diisi."));
}

void AddNarasi(const LakipData& data, BagianNarasi bagian, Blocks& out) {
  if (!data.naskah.has_value()) {
    return;
  }
  for (const Narasi& narasi : data.naskah->narasi) {
    if (narasi.bagian != bagian) {
      continue;
    }
    for (const std::string& paragraf : narasi.paragraf) {
      out.emplace_back(Body(paragraf));
    }
  }
}

const Indikator* FindIndikator(const LakipData& data, std::string_view name) {
  const auto found = std::find_if(data.indikator.begin(), data.indikator.end(),
                                  [&](const Indikator& i) { return i.name == name; });
  return found == data.indikator.end() ? nullptr : &*found;
}

std::string KegiatanOf(const LakipData& data, std::string_view output) {
  const auto found = std::find_if(data.kode.begin(), data.kode.end(), [&](const Kode& k) {
    return k.jenis == JenisKode::kOutput && k.kode == output;
  });
  return found == data.kode.end() ? std::string(output.substr(0, output.find('.'))) : found->induk;
}

std::string KodeUraian(const LakipData& data, std::string_view kode) {
  const auto found = std::find_if(data.kode.begin(), data.kode.end(),
                                  [&](const Kode& k) { return k.kode == kode; });
  return found == data.kode.end() ? std::string() : found->uraian;
}

}  // namespace sakip::reporting
