#include "services/budget/dipa_wire.h"

#include <iterator>

#include "common/status/status_macros.h"
#include "services/budget/budget_wire.h"
#include "services/budget/revisi.h"

namespace sakip::budget {
namespace {

constexpr EnumPair<v1::JenisRevisi, JenisRevisi> kJenisRevisi[] = {
    {v1::JENIS_REVISI_DIPA_AWAL, JenisRevisi::kDipaAwal},
    {v1::JENIS_REVISI_PAGU_BERUBAH, JenisRevisi::kPaguBerubah},
    {v1::JENIS_REVISI_PERGESERAN, JenisRevisi::kPergeseran},
    {v1::JENIS_REVISI_ADMINISTRASI, JenisRevisi::kAdministrasi},
};
static_assert(std::size(kJenisRevisi) == v1::JenisRevisi_ARRAYSIZE - 1);
constexpr EnumPair<v1::Kewenangan, Kewenangan> kKewenangan[] = {
    {v1::KEWENANGAN_KPA, Kewenangan::kKpa},
    {v1::KEWENANGAN_KANWIL_DJPB, Kewenangan::kKanwilDjpb},
    {v1::KEWENANGAN_DJA, Kewenangan::kDja},
};
static_assert(std::size(kKewenangan) == v1::Kewenangan_ARRAYSIZE - 1);
constexpr EnumPair<v1::JenisBelanja, JenisBelanja> kJenisBelanja[] = {
    {v1::JENIS_BELANJA_PEGAWAI, JenisBelanja::kPegawai},
    {v1::JENIS_BELANJA_BARANG, JenisBelanja::kBarang},
    {v1::JENIS_BELANJA_MODAL, JenisBelanja::kModal},
    {v1::JENIS_BELANJA_BANSOS, JenisBelanja::kBansos},
};

}  // namespace

Revisi ToRevisi(const v1::Revisi& wire, const std::string& path, WireReader* reader) {
  Revisi revisi;
  revisi.id = reader->Id(kRevisiPattern, wire.name(), path + ".name");
  revisi.tahun = wire.tahun();
  revisi.nomor = wire.nomor();
  revisi.tanggal = reader->Tanggal(wire.tanggal(), path + ".tanggal");
  revisi.jenis = reader->Enum(kJenisRevisi, wire.jenis(), path + ".jenis");
  revisi.kewenangan = reader->Enum(kKewenangan, wire.kewenangan(), path + ".kewenangan");
  revisi.kode = wire.kode();
  revisi.nomor_dokumen = wire.nomor_dokumen();
  revisi.alasan = wire.alasan();
  for (int i = 0; i < wire.baris_size(); ++i) {
    revisi.baris.push_back(ToPagu(wire.baris(i), Indexed(path + ".baris", i), reader));
  }
  for (int i = 0; i < wire.rencana_size(); ++i) {
    const v1::RencanaPenarikan& one = wire.rencana(i);
    revisi.rencana.push_back(
        {.bulan = one.bulan(),
         .jenis = reader->Enum(kJenisBelanja, one.jenis_belanja(),
                               Indexed(path + ".rencana", i) + ".jenis_belanja"),
         .jumlah = money::Rupiah::FromInt(one.jumlah())});
  }
  return revisi;
}

absl::StatusOr<Revisi> ToRevisi(std::string_view satker, const v1::ProposeRevisiRequest& request) {
  WireReader reader{std::string(satker)};
  Revisi revisi = ToRevisi(request.revisi(), "revisi", &reader);
  if (reader.ok()) {
    CheckRevisi(revisi, "revisi.", &reader.violations());
  }
  RETURN_IF_ERROR(reader.ToStatus());
  return revisi;
}

absl::StatusOr<std::vector<Padanan>> ToPadanan(const v1::ImportPadananRequest& request) {
  if (request.parent() != "satker/00") {
    fault::Violations violations;
    violations.Add("parent", "must be satker/00: the crosswalk is national",
                   "harus satker/00: padanan kode berlaku nasional");
    return violations.ToStatus();
  }
  std::vector<Padanan> padanan;
  for (const v1::Padanan& wire : request.padanan()) {
    padanan.push_back({.lama = wire.lama(), .baru = wire.baru(), .keterangan = wire.keterangan()});
  }
  RETURN_IF_ERROR(DaftarPadanan::Of(padanan).status());
  return padanan;
}

v1::Revisi ToWireRingkas(std::string_view satker, const Revisi& revisi) {
  v1::Revisi wire;
  wire.set_name(NamaDokumen(satker, "revisi", revisi.id));
  wire.set_tahun(revisi.tahun);
  wire.set_nomor(revisi.nomor);
  wire.set_tanggal(revisi.tanggal.Iso());
  wire.set_jenis(WireOf(kJenisRevisi, revisi.jenis));
  wire.set_kewenangan(WireOf(kKewenangan, revisi.kewenangan));
  wire.set_kode(revisi.kode);
  wire.set_nomor_dokumen(revisi.nomor_dokumen);
  wire.set_alasan(revisi.alasan);
  wire.set_status(ToWire(revisi.status));
  *wire.mutable_pengusul() = ToWire(revisi.pengusul);
  if (revisi.pemutus) {
    *wire.mutable_pemutus() = ToWire(*revisi.pemutus);
  }
  wire.set_alasan_putusan(revisi.alasan_putusan);
  wire.set_transaksi(revisi.transaksi);
  return wire;
}

v1::Revisi ToWire(std::string_view satker, const Revisi& revisi) {
  v1::Revisi wire = ToWireRingkas(satker, revisi);
  for (const Pagu& pagu : revisi.baris) {
    *wire.add_baris() = ToWire(satker, pagu);
  }
  for (const RencanaPenarikan& rencana : revisi.rencana) {
    *wire.add_rencana() = ToWire(rencana);
  }
  return wire;
}

v1::RencanaPenarikan ToWire(const RencanaPenarikan& rencana) {
  v1::RencanaPenarikan wire;
  wire.set_bulan(rencana.bulan);
  wire.set_jenis_belanja(ToWire(rencana.jenis));
  wire.set_jumlah(rencana.jumlah.value());
  return wire;
}

v1::Padanan ToWire(const Padanan& padanan) {
  v1::Padanan wire;
  wire.set_lama(padanan.lama);
  wire.set_baru(padanan.baru);
  wire.set_keterangan(padanan.keterangan);
  return wire;
}

v1::JenisBelanja ToWire(JenisBelanja jenis) {
  return WireOf(kJenisBelanja, jenis);
}

}  // namespace sakip::budget
