#include "services/budget/budget_wire.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "common/clock/clock.h"
#include "common/resource_name/resource_name.h"
#include "common/rpc/crypto.h"
#include "common/status/status_macros.h"

namespace sakip::budget {
namespace {

using money::Rupiah;

constexpr std::string_view kRealisasiPattern =
    "satker/{satker}/realisasiAnggaran/{realisasi_anggaran}";

constexpr EnumPair<v1::SumberDana, SumberDana> kSumberDana[] = {
    {v1::SUMBER_DANA_RM, SumberDana::kRm},
    {v1::SUMBER_DANA_PNBP, SumberDana::kPnbp},
    {v1::SUMBER_DANA_HLN, SumberDana::kHln},
    {v1::SUMBER_DANA_HIBAH, SumberDana::kHibah},
};
static_assert(std::size(kSumberDana) == v1::SumberDana_ARRAYSIZE - 1);
constexpr EnumPair<v1::JenisRealisasi, JenisRealisasi> kJenisRealisasi[] = {
    {v1::JENIS_REALISASI_SALDO_IMPOR, JenisRealisasi::kSaldoImpor},
    {v1::JENIS_REALISASI_SP2D, JenisRealisasi::kSp2d},
};
static_assert(std::size(kJenisRealisasi) == v1::JenisRealisasi_ARRAYSIZE - 1);
constexpr EnumPair<v1::AkunJurnal, Akun> kAkun[] = {
    {v1::AKUN_JURNAL_DIPA, Akun::kDipa},
    {v1::AKUN_JURNAL_TERSEDIA, Akun::kTersedia},
    {v1::AKUN_JURNAL_REALISASI, Akun::kRealisasi},
    {v1::AKUN_JURNAL_KOMITMEN, Akun::kKomitmen},
    {v1::AKUN_JURNAL_SPP, Akun::kSpp},
    {v1::AKUN_JURNAL_SPM, Akun::kSpm},
    {v1::AKUN_JURNAL_UP, Akun::kUp},
    {v1::AKUN_JURNAL_TUP, Akun::kTup},
    {v1::AKUN_JURNAL_KAS_HIBAH, Akun::kKasHibah},
    {v1::AKUN_JURNAL_RETUR, Akun::kRetur},
    {v1::AKUN_JURNAL_LUAR, Akun::kLuar},
};
static_assert(std::size(kAkun) == v1::AkunJurnal_ARRAYSIZE - 1);
constexpr EnumPair<v1::JenisTransaksi, JenisTransaksi> kJenisTransaksi[] = {
    {v1::JENIS_TRANSAKSI_PAGU, JenisTransaksi::kPagu},
    {v1::JENIS_TRANSAKSI_SALDO_IMPOR, JenisTransaksi::kSaldoImpor},
    {v1::JENIS_TRANSAKSI_SP2D_IMPOR, JenisTransaksi::kSp2dImpor},
    {v1::JENIS_TRANSAKSI_REVISI, JenisTransaksi::kRevisi},
    {v1::JENIS_TRANSAKSI_KOMITMEN, JenisTransaksi::kKomitmen},
    {v1::JENIS_TRANSAKSI_LEPAS_KOMITMEN, JenisTransaksi::kLepasKomitmen},
    {v1::JENIS_TRANSAKSI_SPP, JenisTransaksi::kSpp},
    {v1::JENIS_TRANSAKSI_SPM, JenisTransaksi::kSpm},
    {v1::JENIS_TRANSAKSI_SP2D, JenisTransaksi::kSp2d},
    {v1::JENIS_TRANSAKSI_TOLAK, JenisTransaksi::kTolak},
    {v1::JENIS_TRANSAKSI_KEDALUWARSA, JenisTransaksi::kKedaluwarsa},
    {v1::JENIS_TRANSAKSI_PENGEMBALIAN, JenisTransaksi::kPengembalian},
    {v1::JENIS_TRANSAKSI_SETORAN_UP, JenisTransaksi::kSetoranUp},
    {v1::JENIS_TRANSAKSI_SETORAN_TUP, JenisTransaksi::kSetoranTup},
    {v1::JENIS_TRANSAKSI_RETUR, JenisTransaksi::kRetur},
    {v1::JENIS_TRANSAKSI_BAYAR_RETUR, JenisTransaksi::kBayarRetur},
    {v1::JENIS_TRANSAKSI_PEMBALIK, JenisTransaksi::kPembalik},
    {v1::JENIS_TRANSAKSI_KOREKSI, JenisTransaksi::kKoreksi},
};
static_assert(std::size(kJenisTransaksi) == v1::JenisTransaksi_ARRAYSIZE - 1);

Realisasi ToRealisasi(const v1::RealisasiAnggaran& wire, const std::string& path,
                      WireReader* reader) {
  Realisasi realisasi;
  realisasi.id = reader->Id(kRealisasiPattern, wire.name(), path + ".name");
  realisasi.pagu = reader->PaguId(wire.pagu(), path + ".pagu");
  realisasi.jenis = reader->Enum(kJenisRealisasi, wire.jenis(), path + ".jenis");
  realisasi.jumlah = Rupiah::FromInt(wire.jumlah());
  realisasi.tanggal = reader->Tanggal(wire.tanggal(), path + ".tanggal");
  realisasi.keterangan = wire.keterangan();
  realisasi.nomor_sp2d = wire.nomor_sp2d();
  return realisasi;
}

// What cannot be read is told before what does not fit together: the second may follow from the
// first.
absl::StatusOr<Usulan> Checked(Usulan usulan, WireReader reader) {
  if (reader.ok()) {
    CheckUsulan(usulan, &reader.violations());
  }
  RETURN_IF_ERROR(reader.ToStatus());
  return usulan;
}

v1::BarisAnggaran ToWire(const BarisAnggaran& baris) {
  v1::BarisAnggaran wire;
  wire.set_kode(baris.kode);
  wire.set_uraian(baris.uraian);
  wire.set_pagu(baris.pagu.value());
  wire.set_realisasi(baris.realisasi.value());
  wire.set_sisa(baris.sisa.value());
  if (baris.serapan) {
    wire.mutable_serapan()->set_eksak(baris.serapan->ToCanonical());
    wire.mutable_serapan()->set_desimal(baris.serapan->RoundHalfAway(8));
  }
  return wire;
}

}  // namespace

Pagu ToPagu(const v1::Pagu& wire, const std::string& path, WireReader* reader) {
  return {.id = reader->PaguId(wire.name(), path + ".name"),
          .tahun = wire.tahun(),
          .kode_program = wire.kode_program(),
          .kode_kegiatan = wire.kode_kegiatan(),
          .kode_output = wire.kode_output(),
          .uraian = wire.uraian(),
          .sumber_dana = reader->Enum(kSumberDana, wire.sumber_dana(), path + ".sumber_dana"),
          .jumlah = Rupiah::FromInt(wire.jumlah()),
          .kode_ro = wire.kode_ro(),
          .kode_komponen = wire.kode_komponen(),
          .kode_subkomponen = wire.kode_subkomponen(),
          .akun = wire.akun(),
          .lokasi = wire.lokasi(),
          .kppn = wire.kppn()};
}

absl::StatusOr<Usulan> ToUsulan(const v1::ImportAnggaranRequest& request,
                                period::Tanggal hari_ini) {
  Usulan usulan;
  ASSIGN_OR_RETURN(usulan.satker, resource_name::SatkerOf(request.parent()));
  WireReader reader(usulan.satker);
  usulan.tahun = request.tahun();
  usulan.hari_ini = hari_ini;
  for (int i = 0; i < request.pagu_size(); ++i) {
    usulan.pagu.push_back(ToPagu(request.pagu(i), Indexed("pagu", i), &reader));
  }
  for (int i = 0; i < request.realisasi_size(); ++i) {
    usulan.realisasi.push_back(ToRealisasi(request.realisasi(i), Indexed("realisasi", i), &reader));
  }
  return Checked(std::move(usulan), std::move(reader));
}

absl::StatusOr<Usulan> ToUsulan(const v1::PostRealisasiRequest& request, period::Tanggal hari_ini) {
  Usulan usulan;
  usulan.bentuk = Usulan::Bentuk::kSatuRealisasi;
  ASSIGN_OR_RETURN(usulan.satker, resource_name::SatkerOf(request.parent()));
  WireReader reader(usulan.satker);
  usulan.hari_ini = hari_ini;
  usulan.realisasi.push_back(ToRealisasi(request.realisasi(), "realisasi", &reader));
  usulan.tahun = TahunOf(usulan.realisasi.front().pagu).value_or(0);
  return Checked(std::move(usulan), std::move(reader));
}

absl::StatusOr<Usulan> ToUsulan(const v1::BatchPostRealisasiRequest& request,
                                period::Tanggal hari_ini) {
  Usulan usulan;
  ASSIGN_OR_RETURN(usulan.satker, resource_name::SatkerOf(request.parent()));
  WireReader reader(usulan.satker);
  usulan.tahun = request.tahun();
  usulan.hari_ini = hari_ini;
  for (int i = 0; i < request.realisasi_size(); ++i) {
    usulan.realisasi.push_back(ToRealisasi(request.realisasi(i), Indexed("realisasi", i), &reader));
  }
  RETURN_IF_ERROR(reader.ToStatus());
  return usulan;
}

absl::StatusOr<std::string> ToPaguId(std::string_view satker, int32_t tahun,
                                     const std::string& name) {
  if (name.empty()) {
    return std::string();
  }
  WireReader reader{std::string(satker)};
  std::string id = reader.PaguId(name, "pagu");
  if (reader.ok() && TahunOf(id) != tahun) {
    reader.violations().Add("pagu", "must be a line of the asked year",
                            "harus baris pagu dari tahun yang diminta");
  }
  RETURN_IF_ERROR(reader.ToStatus());
  return id;
}

v1::Pagu ToWire(std::string_view satker, const Pagu& pagu) {
  v1::Pagu wire;
  wire.set_name(NamaPagu(satker, pagu.id));
  wire.set_tahun(pagu.tahun);
  wire.set_kode_program(pagu.kode_program);
  wire.set_kode_kegiatan(pagu.kode_kegiatan);
  wire.set_kode_output(pagu.kode_output);
  wire.set_uraian(pagu.uraian);
  wire.set_sumber_dana(ToWire(pagu.sumber_dana));
  wire.set_jumlah(pagu.jumlah.value());
  wire.set_kode_ro(pagu.kode_ro);
  wire.set_kode_komponen(pagu.kode_komponen);
  wire.set_kode_subkomponen(pagu.kode_subkomponen);
  wire.set_akun(pagu.akun);
  wire.set_lokasi(pagu.lokasi);
  wire.set_kppn(pagu.kppn);
  wire.set_kode_penuh(KodePenuh(pagu));
  return wire;
}

v1::Pagu ToWire(std::string_view satker, const Baris& baris) {
  v1::Pagu wire = ToWire(satker, baris.pagu);
  const Saldo& saldo = baris.saldo;
  wire.set_jumlah(saldo.dipa.value());
  wire.set_realisasi(saldo.realisasi.value());
  wire.set_tersedia(saldo.tersedia.value());
  wire.set_komitmen(saldo.komitmen.value());
  wire.set_outstanding(saldo.spp.value() + saldo.spm.value());
  return wire;
}

v1::RealisasiAnggaran ToWire(std::string_view satker, const Realisasi& realisasi) {
  v1::RealisasiAnggaran wire;
  wire.set_name(NamaRealisasi(satker, realisasi.id));
  wire.set_pagu(NamaPagu(satker, realisasi.pagu));
  wire.set_jenis(WireOf(kJenisRealisasi, realisasi.jenis));
  wire.set_jumlah(realisasi.jumlah.value());
  wire.set_tanggal(realisasi.tanggal.Iso());
  wire.set_keterangan(realisasi.keterangan);
  wire.set_nomor_sp2d(realisasi.nomor_sp2d);
  return wire;
}

std::string NamaDokumen(std::string_view satker, const TransaksiJurnal& transaksi) {
  switch (transaksi.jenis) {
    case JenisTransaksi::kPagu:
      return "PAGU";
    case JenisTransaksi::kSaldoImpor:
    case JenisTransaksi::kSp2dImpor:
      return NamaRealisasi(satker, transaksi.dokumen);
    case JenisTransaksi::kRevisi:
      return NamaDokumen(satker, "revisi", transaksi.dokumen);
    case JenisTransaksi::kKomitmen:
    case JenisTransaksi::kLepasKomitmen:
      return NamaDokumen(satker, "komitmen", transaksi.dokumen);
    case JenisTransaksi::kSpp:
    case JenisTransaksi::kSpm:
    case JenisTransaksi::kSp2d:
    case JenisTransaksi::kTolak:
      return NamaDokumen(satker, "tagihan", transaksi.dokumen);
    case JenisTransaksi::kKedaluwarsa: {
      // A bill gives back what it reserved, a contract what it bound.
      const bool bill =
          std::any_of(transaksi.entri.begin(), transaksi.entri.end(), [](const Entri& entri) {
            return entri.kredit > Rupiah() &&
                   (entri.akun == Akun::kSpp || entri.akun == Akun::kSpm);
          });
      return NamaDokumen(satker, bill ? "tagihan" : "komitmen", transaksi.dokumen);
    }
    case JenisTransaksi::kPengembalian:
    case JenisTransaksi::kSetoranUp:
    case JenisTransaksi::kSetoranTup:
    case JenisTransaksi::kRetur:
    case JenisTransaksi::kBayarRetur:
      return NamaDokumen(satker, "setoran", transaksi.dokumen);
    case JenisTransaksi::kPembalik:
    case JenisTransaksi::kKoreksi:
      return NamaDokumen(satker, "koreksi", transaksi.dokumen);
  }
  return {};
}

v1::TransaksiJurnal ToWire(std::string_view satker, const JurnalTersimpan& jurnal) {
  const TransaksiJurnal& transaksi = jurnal.baris.transaksi;
  const Pencatat& pencatat = jurnal.baris.pencatat;
  v1::TransaksiJurnal wire;
  wire.set_nomor(transaksi.nomor);
  wire.set_dokumen(NamaDokumen(satker, transaksi));
  wire.set_tanggal(transaksi.tanggal.Iso());
  for (const Entri& entri : transaksi.entri) {
    v1::EntriJurnal* one = wire.add_entri();
    one->set_akun(WireOf(kAkun, entri.akun));
    one->set_pagu(NamaDokumen(satker, "pagu", entri.pagu));
    one->set_debit(entri.debit.value());
    one->set_kredit(entri.kredit.value());
  }
  wire.set_pencatat(pencatat.akun);
  wire.set_waktu(clock::FormatRfc3339({pencatat.waktu_us}));
  wire.set_jenis(ToWire(transaksi.jenis));
  wire.set_acuan(transaksi.acuan);
  wire.set_orang(pencatat.orang);
  wire.set_request_id(pencatat.request_id);
  wire.set_asal(pencatat.asal);
  wire.set_rantai(rpc::EncodeHex(jurnal.rantai));
  return wire;
}

v1::SumberDana ToWire(SumberDana sumber) {
  return WireOf(kSumberDana, sumber);
}

v1::JenisTransaksi ToWire(JenisTransaksi jenis) {
  return WireOf(kJenisTransaksi, jenis);
}

v1::Anggaran ToWire(const Anggaran& anggaran) {
  v1::Anggaran wire;
  for (const BarisAnggaran& baris : anggaran.output) {
    *wire.add_output() = ToWire(baris);
  }
  for (const BarisAnggaran& baris : anggaran.kegiatan) {
    *wire.add_kegiatan() = ToWire(baris);
  }
  for (const BarisAnggaran& baris : anggaran.program) {
    *wire.add_program() = ToWire(baris);
  }
  if (anggaran.total) {
    *wire.mutable_total() = ToWire(*anggaran.total);
  }
  wire.set_saldo_impor(anggaran.saldo_impor.value());
  return wire;
}

}  // namespace sakip::budget
