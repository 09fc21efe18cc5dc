#include "services/budget/budget_wire.h"

#include <string>
#include <utility>

#include "common/clock/clock.h"
#include "common/resource_name/resource_name.h"
#include "common/status/status_macros.h"

namespace sakip::budget {
namespace {

using fault::Violations;
using money::Rupiah;

constexpr std::string_view kPaguPattern = "satker/{satker}/pagu/{pagu}";
constexpr std::string_view kRealisasiPattern =
    "satker/{satker}/realisasiAnggaran/{realisasi_anggaran}";

// The id at the end of `name`; a wrong name or one of another office is a violation.
std::string IdOf(std::string_view pattern, const std::string& name, const std::string& satker,
                 std::string path, Violations* violations) {
  const auto ids = resource_name::Match(pattern, name);
  if (!ids.ok()) {
    violations->AddStatus(path, ids.status());
    return {};
  }
  if (ids->front() != satker) {
    violations->Add(std::move(path), "belongs to another satker than the parent",
                    "milik satker lain daripada induk permintaan");
    return {};
  }
  return ids->back();
}

void UnknownEnum(std::string path, Violations* violations) {
  violations->Add(std::move(path), "is not a value of this field", "bukan nilai isian ini");
}

SumberDana ToSumberDana(v1::SumberDana sumber, std::string path, Violations* violations) {
  switch (sumber) {
    case v1::SUMBER_DANA_RM:
      return SumberDana::kRm;
    case v1::SUMBER_DANA_PNBP:
      return SumberDana::kPnbp;
    case v1::SUMBER_DANA_HLN:
      return SumberDana::kHln;
    case v1::SUMBER_DANA_HIBAH:
      return SumberDana::kHibah;
    default:
      UnknownEnum(std::move(path), violations);
      return SumberDana::kRm;
  }
}

v1::SumberDana ToWire(SumberDana sumber) {
  switch (sumber) {
    case SumberDana::kRm:
      return v1::SUMBER_DANA_RM;
    case SumberDana::kPnbp:
      return v1::SUMBER_DANA_PNBP;
    case SumberDana::kHln:
      return v1::SUMBER_DANA_HLN;
    case SumberDana::kHibah:
      return v1::SUMBER_DANA_HIBAH;
  }
  return v1::SUMBER_DANA_UNSPECIFIED;
}

v1::AkunJurnal ToWire(Akun akun) {
  switch (akun) {
    case Akun::kDipa:
      return v1::AKUN_JURNAL_DIPA;
    case Akun::kTersedia:
      return v1::AKUN_JURNAL_TERSEDIA;
    case Akun::kRealisasi:
      return v1::AKUN_JURNAL_REALISASI;
  }
  return v1::AKUN_JURNAL_UNSPECIFIED;
}

v1::JenisRealisasi ToWire(JenisRealisasi jenis) {
  switch (jenis) {
    case JenisRealisasi::kSaldoImpor:
      return v1::JENIS_REALISASI_SALDO_IMPOR;
  }
  return v1::JENIS_REALISASI_UNSPECIFIED;
}

Pagu ToPagu(const v1::Pagu& wire, const std::string& satker, const std::string& path,
            Violations* violations) {
  return {.id = IdOf(kPaguPattern, wire.name(), satker, path + ".name", violations),
          .tahun = wire.tahun(),
          .kode_program = wire.kode_program(),
          .kode_kegiatan = wire.kode_kegiatan(),
          .kode_output = wire.kode_output(),
          .uraian = wire.uraian(),
          .sumber_dana = ToSumberDana(wire.sumber_dana(), path + ".sumber_dana", violations),
          .jumlah = Rupiah::FromInt(wire.jumlah())};
}

Realisasi ToRealisasi(const v1::RealisasiAnggaran& wire, const std::string& satker,
                      const std::string& path, Violations* violations) {
  if (wire.jenis() != v1::JENIS_REALISASI_SALDO_IMPOR) {
    UnknownEnum(path + ".jenis", violations);
  }
  const auto tanggal = period::Tanggal::ParseIso(wire.tanggal());
  violations->AddStatus(path + ".tanggal", tanggal.status());
  return {.id = IdOf(kRealisasiPattern, wire.name(), satker, path + ".name", violations),
          .pagu = IdOf(kPaguPattern, wire.pagu(), satker, path + ".pagu", violations),
          .jenis = JenisRealisasi::kSaldoImpor,
          .jumlah = Rupiah::FromInt(wire.jumlah()),
          .tanggal = tanggal.ok() ? *tanggal : period::Tanggal::FromEpochDays(0),
          .keterangan = wire.keterangan()};
}

// What cannot be read is told before what does not fit together: the second may follow from the
// first.
absl::StatusOr<Usulan> Checked(Usulan usulan, Violations violations) {
  if (violations.empty()) {
    CheckUsulan(usulan, &violations);
  }
  RETURN_IF_ERROR(violations.ToStatus());
  return usulan;
}

std::string Indexed(std::string_view field, int i) {
  return std::string(field) + "[" + std::to_string(i) + "]";
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

absl::StatusOr<Usulan> ToUsulan(const v1::ImportAnggaranRequest& request) {
  Violations violations;
  Usulan usulan;
  ASSIGN_OR_RETURN(usulan.satker, resource_name::SatkerOf(request.parent()));
  usulan.tahun = request.tahun();
  for (int i = 0; i < request.pagu_size(); ++i) {
    usulan.pagu.push_back(ToPagu(request.pagu(i), usulan.satker, Indexed("pagu", i), &violations));
  }
  for (int i = 0; i < request.realisasi_size(); ++i) {
    usulan.realisasi.push_back(
        ToRealisasi(request.realisasi(i), usulan.satker, Indexed("realisasi", i), &violations));
  }
  return Checked(std::move(usulan), std::move(violations));
}

absl::StatusOr<Usulan> ToUsulan(const v1::PostRealisasiRequest& request) {
  Violations violations;
  Usulan usulan;
  usulan.bentuk = Usulan::Bentuk::kSatuRealisasi;
  ASSIGN_OR_RETURN(usulan.satker, resource_name::SatkerOf(request.parent()));
  usulan.realisasi.push_back(
      ToRealisasi(request.realisasi(), usulan.satker, "realisasi", &violations));
  usulan.tahun = TahunOf(usulan.realisasi.front().pagu).value_or(0);
  return Checked(std::move(usulan), std::move(violations));
}

absl::StatusOr<std::string> ToPaguId(std::string_view satker, int32_t tahun,
                                     const std::string& name) {
  if (name.empty()) {
    return std::string();
  }
  Violations violations;
  std::string id = IdOf(kPaguPattern, name, std::string(satker), "pagu", &violations);
  if (violations.empty() && TahunOf(id) != tahun) {
    violations.Add("pagu", "must be a line of the asked year",
                   "harus baris pagu dari tahun yang diminta");
  }
  RETURN_IF_ERROR(violations.ToStatus());
  return id;
}

v1::Pagu ToWire(std::string_view satker, const Baris& baris) {
  const Pagu& pagu = baris.pagu;
  v1::Pagu wire;
  wire.set_name(NamaPagu(satker, pagu.id));
  wire.set_tahun(pagu.tahun);
  wire.set_kode_program(pagu.kode_program);
  wire.set_kode_kegiatan(pagu.kode_kegiatan);
  wire.set_kode_output(pagu.kode_output);
  wire.set_uraian(pagu.uraian);
  wire.set_sumber_dana(ToWire(pagu.sumber_dana));
  wire.set_jumlah(baris.saldo.dipa.value());
  wire.set_realisasi(baris.saldo.realisasi.value());
  wire.set_tersedia(baris.saldo.tersedia.value());
  return wire;
}

v1::RealisasiAnggaran ToWire(std::string_view satker, const Realisasi& realisasi) {
  v1::RealisasiAnggaran wire;
  wire.set_name(NamaRealisasi(satker, realisasi.id));
  wire.set_pagu(NamaPagu(satker, realisasi.pagu));
  wire.set_jenis(ToWire(realisasi.jenis));
  wire.set_jumlah(realisasi.jumlah.value());
  wire.set_tanggal(realisasi.tanggal.Iso());
  wire.set_keterangan(realisasi.keterangan);
  return wire;
}

v1::TransaksiJurnal ToWire(std::string_view satker, const BarisJurnal& baris) {
  const TransaksiJurnal& transaksi = baris.transaksi;
  v1::TransaksiJurnal wire;
  wire.set_nomor(transaksi.nomor);
  wire.set_dokumen(transaksi.realisasi.empty() ? "PAGU"
                                               : NamaRealisasi(satker, transaksi.realisasi));
  wire.set_tanggal(transaksi.tanggal.Iso());
  for (const Entri& entri : transaksi.entri) {
    v1::EntriJurnal* one = wire.add_entri();
    one->set_akun(ToWire(entri.akun));
    one->set_pagu(NamaPagu(satker, entri.pagu));
    one->set_debit(entri.debit.value());
    one->set_kredit(entri.kredit.value());
  }
  wire.set_pencatat(baris.pencatat.akun);
  wire.set_waktu(clock::FormatRfc3339({baris.pencatat.waktu_us}));
  return wire;
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
