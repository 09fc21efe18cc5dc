#include "services/sakipctl/show_plan.h"

#include "services/sakipctl/print.h"
#include "services/sakipctl/table.h"

namespace sakip::sakipctl {
namespace {

namespace plan = planning::v1;

template <class Rows>
std::string Numbered(const std::string& heading, const Rows& rows) {
  Table table({{"No", Align::kRight}, {heading}});
  for (const auto& row : rows) {
    table.Add({std::to_string(row.nomor()), row.uraian()});
  }
  return table.Text() + "\n";
}

std::string BarisText(const google::protobuf::RepeatedPtrField<plan::BarisRencana>& rows) {
  Table table(
      {{"No", Align::kRight}, {"Sasaran"}, {"Kode"}, {"Indikator"}, {"Target", Align::kRight}});
  for (const plan::BarisRencana& row : rows) {
    table.Add({std::to_string(row.nomor()), row.sasaran(), LastId(row.indikator()), row.uraian(),
               Nilai(row.target())});
  }
  return table.Text();
}

}  // namespace

std::string SatkerText(const plan::Satker& satker) {
  Table table({{"Kode"}, {"Nama"}, {"Induk"}, {"Berlaku dari"}, {"Sampai"}});
  table.Add({LastId(satker.name()), satker.nama(), LastId(satker.induk()), satker.berlaku_dari(),
             satker.berlaku_sampai()});
  return table.Text();
}

std::string RenstraText(const plan::Renstra& renstra) {
  std::string text =
      "Renstra " + LastId(renstra.name()) + ", " + std::to_string(renstra.tahun_dari()) + "-" +
      std::to_string(renstra.tahun_sampai()) + "\nVisi: " + Printable(renstra.visi()) + "\n\n";
  text += Numbered("Misi", renstra.misi()) + Numbered("Tujuan", renstra.tujuan());
  Table sasaran({{"No", Align::kRight}, {"Sasaran"}, {"Indikator"}});
  for (const plan::Sasaran& one : renstra.sasaran()) {
    std::string codes;
    for (const std::string& name : one.indikator()) {
      codes += (codes.empty() ? "" : ", ") + LastId(name);
    }
    sasaran.Add({std::to_string(one.nomor()), one.uraian(), codes});
  }
  return text + sasaran.Text() + "\n" + Numbered("Indikator Kinerja Utama", renstra.iku());
}

std::string IndikatorText(const google::protobuf::RepeatedPtrField<plan::Indikator>& indikator) {
  Table table({{"Kode"}, {"Nama"}, {"Satuan"}, {"Arah"}, {"Output"}, {"Unit kerja"}});
  for (const plan::Indikator& one : indikator) {
    table.Add({LastId(one.name()), one.nama(), one.satuan(),
               one.polaritas() == plan::POLARITAS_MINIMIZE ? "makin kecil makin baik"
                                                           : "makin besar makin baik",
               one.kode_output(), LastId(one.unit_kerja())});
  }
  return table.Text();
}

std::string RktText(const plan::Rkt& rkt) {
  return "Rencana Kinerja Tahunan " + std::to_string(rkt.tahun()) + "\n" + BarisText(rkt.baris());
}

std::string PerjanjianText(const plan::PerjanjianKinerja& pk) {
  return LastId(pk.name()) + ": " + Printable(pk.judul()) + "\n" + BarisText(pk.baris());
}

std::string RencanaAksiText(const plan::RencanaAksi& all) {
  Table table({{"No", Align::kRight},
               {"Indikator"},
               {"Kegiatan"},
               {"Target", Align::kRight},
               {"B1..B12"},
               {"Pelaksana"}});
  for (const plan::BarisRencanaAksi& row : all.baris()) {
    std::string months(12, '.');
    for (const int bulan : row.bulan()) {
      if (bulan >= 1 && bulan <= 12) {
        months[static_cast<size_t>(bulan - 1)] = 'x';
      }
    }
    table.Add({std::to_string(row.nomor()), row.indikator(), row.kegiatan(), Nilai(row.target()),
               months, LastId(row.pelaksana())});
  }
  return "Rencana Aksi " + std::to_string(all.tahun()) + "\n" + table.Text();
}

}  // namespace sakip::sakipctl
