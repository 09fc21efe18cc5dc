#include "services/budget/berkas_service.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/fault/fault.h"
#include "common/resource_name/resource_name.h"
#include "common/status/status_macros.h"
#include "sakip/budget/v1/berkas_service.pb.h"
#include "sakip/budget/v1/laporan_anggaran_service.pb.h"
#include "services/budget/berkas.h"
#include "services/budget/berkas_impor.h"
#include "services/budget/berkas_susun.h"
#include "services/budget/dipa_wire.h"
#include "services/budget/laporan_wire.h"
#include "services/budget/mutation.h"
#include "services/budget/planning_register.h"
#include "services/budget/refusals.h"
#include "services/budget/rekonsiliasi.h"
#include "services/budget/revisi.h"

namespace sakip::budget {
namespace {

using rpc::Call;
using store::Txn;

constexpr EnumPair<v1::FormatBerkas, bool> kXlsx[] = {
    {v1::FORMAT_BERKAS_CSV, false},
    {v1::FORMAT_BERKAS_XLSX, true},
};
constexpr EnumPair<v1::CaraImpor, bool> kPerBaris[] = {
    {v1::CARA_IMPOR_SEMUA, false},
    {v1::CARA_IMPOR_PER_BARIS, true},
};

absl::StatusOr<IsiBerkas> Baca(const Call& call, JenisBerkas jenis, int32_t tahun,
                               const v1::Berkas& berkas) {
  WireReader reader(call.satker);
  const bool xlsx = reader.Enum(kXlsx, berkas.format(), "berkas.format");
  RETURN_IF_ERROR(reader.ToStatus());
  std::vector<PetaKolom> peta;
  for (const v1::PetaKolom& satu : berkas.peta()) {
    peta.push_back({.kolom = satu.kolom(), .judul = satu.judul()});
  }
  return BacaBerkas(jenis, tahun, HariIni(call), berkas.isi(), xlsx, peta);
}

// ---- POK

struct PokSiap {
  Revisi kepala;
  IsiBerkas isi;
  Register daftar;
};

absl::StatusOr<PokSiap> SiapkanPok(const rpc::Client& planning, const Call& call,
                                   const v1::ImportBerkasPokRequest& request) {
  WireReader reader(call.satker);
  PokSiap siap;
  siap.kepala = ToRevisi(request.revisi(), "revisi", &reader);
  if (!siap.kepala.baris.empty()) {
    reader.violations().Add("revisi.baris", "the lines come from the file",
                            "baris pagu berasal dari berkas");
  }
  RETURN_IF_ERROR(reader.ToStatus());
  ASSIGN_OR_RETURN(siap.isi, Baca(call, JenisBerkas::kPok, siap.kepala.tahun, request.berkas()));
  RETURN_IF_ERROR(SalahToStatus(siap.isi.salah));
  ASSIGN_OR_RETURN(siap.daftar, ReadRegister(planning, call, request.parent(), siap.kepala.tahun));
  return siap;
}

absl::StatusOr<v1::ImportBerkasPokResponse> ImportPok(Txn& txn, const Call& call,
                                                      const v1::ImportBerkasPokRequest& request,
                                                      const PokSiap& siap) {
  Kebutuhan kebutuhan = budget::KebutuhanOf(call);
  kebutuhan.semua_baris = true;
  kebutuhan.revisi = {siap.kepala.id};
  const auto putuskan = [&](const Buku& buku, const Pelaku& pelaku) -> absl::StatusOr<Perubahan> {
    ASSIGN_OR_RETURN(const RevisiBerkas berkas, SusunRevisi(buku, siap.kepala, siap.isi));
    absl::StatusOr<Perubahan> hasil = AjukanRevisi(buku, pelaku, berkas.revisi, siap.daftar.kode);
    return hasil.ok() ? std::move(hasil)
                      : DenganBaris(hasil.status(), berkas.nomor, siap.isi.satu_kode);
  };
  RETURN_IF_ERROR(Jalankan(txn, call, siap.kepala.tahun, kebutuhan, putuskan).status());
  ASSIGN_OR_RETURN(const Revisi stored,
                   Tersimpan<Revisi>(txn, call.satker, siap.kepala.id, request.revisi().name()));
  v1::ImportBerkasPokResponse response;
  *response.mutable_revisi() = ToWire(call.satker, stored);
  response.set_baris(static_cast<int32_t>(siap.isi.baris.size()));
  return response;
}

// ---- SP2D

absl::StatusOr<Sp2dSiap> SiapkanSp2d(const Call& call, const v1::ImportBerkasSp2dRequest& request) {
  WireReader reader(call.satker);
  Sp2dSiap siap;
  siap.tahun = request.tahun();
  siap.per_baris = reader.Enum(kPerBaris, request.cara(), "cara");
  RETURN_IF_ERROR(reader.ToStatus());
  ASSIGN_OR_RETURN(siap.isi, Baca(call, JenisBerkas::kSp2d, siap.tahun, request.berkas()));
  siap.daftar = Kelompokkan(&siap.isi);
  if (!siap.per_baris) {
    RETURN_IF_ERROR(SalahToStatus(siap.isi.salah));
  }
  return siap;
}

// ---- Pembanding

struct PembandingSiap {
  SetPembanding set;  // without its lines
  IsiBerkas isi;
};

absl::StatusOr<PembandingSiap> SiapkanPembanding(const Call& call,
                                                 const v1::ImportBerkasPembandingRequest& request) {
  v1::PutPembandingRequest kepala;
  kepala.set_tahun(request.tahun());
  kepala.set_sumber(request.sumber());
  kepala.set_per_tanggal(request.per_tanggal());
  PembandingSiap siap;
  ASSIGN_OR_RETURN(siap.set, ToSetPembanding(kepala, call.satker, HariIni(call)));
  ASSIGN_OR_RETURN(siap.isi,
                   Baca(call, JenisBerkas::kPembanding, request.tahun(), request.berkas()));
  RETURN_IF_ERROR(SalahToStatus(siap.isi.salah));
  return siap;
}

// Gives each row its line; INVALID_FIELD for a line that two rows turn out to be.
absl::StatusOr<SetPembanding> IsiSet(const Buku& buku, const PembandingSiap& siap) {
  SetPembanding set = siap.set;
  PenentuBaris penentu(buku);
  Refusals refusals(fault::Reason::kInvalidField);
  std::map<std::string, int> dilihat;
  for (const BarisBerkas& baris : siap.isi.baris) {
    const absl::StatusOr<std::string> pagu = penentu.AtauBaru(baris);
    if (!pagu.ok()) {
      const fault::Fault fault = *fault::FromStatus(pagu.status());
      refusals.Add(JalurBaris(baris.nomor, "sumber_dana"), fault.violations.front().english,
                   fault.violations.front().indonesian);
      continue;
    }
    const auto [pertama, baru] = dilihat.emplace(*pagu, baris.nomor);
    if (!baru) {
      const std::string nomor = std::to_string(pertama->second);
      refusals.Add(JalurBaris(baris.nomor, ""), "is the same line as row " + nomor,
                   "baris pagu yang sama dengan baris " + nomor);
    }
    set.jumlah[*pagu] = baris.pagu.jumlah;
  }
  RETURN_IF_ERROR(refusals.ToStatus());
  return set;
}

absl::StatusOr<v1::ImportBerkasPembandingResponse> ImportPembanding(
    Txn& txn, const Call& call, const v1::ImportBerkasPembandingRequest& request,
    const PembandingSiap& siap) {
  Kebutuhan kebutuhan;
  for (const BarisBerkas& baris : siap.isi.baris) {
    for (std::string& calon : CalonBaris(baris)) {
      kebutuhan.baris.insert(std::move(calon));
    }
  }
  ASSIGN_OR_RETURN(const Buku buku, LoadBuku(txn, call.satker, request.tahun(), kebutuhan));
  ASSIGN_OR_RETURN(const SetPembanding set, IsiSet(buku, siap));
  ASSIGN_OR_RETURN(const int32_t selisih, SimpanPembanding(txn, call, request.tahun(), set));
  v1::ImportBerkasPembandingResponse response;
  response.set_baris(static_cast<int32_t>(siap.isi.baris.size()));
  response.set_selisih(selisih);
  return response;
}

}  // namespace

rpc::MethodTable BerkasMethods(const rpc::Client* planning) {
  rpc::MethodTable table("sakip.budget.v1.BerkasService");
  // Files are read on the worker pool: the store's writer sees rows only.
  const auto siapkan_pok = [planning](const Call& call, const v1::ImportBerkasPokRequest& request) {
    return SiapkanPok(*planning, call, request);
  };
  table.PreparedMutation<v1::ImportBerkasPokRequest, v1::ImportBerkasPokResponse, PokSiap>(
      "ImportBerkasPok", siapkan_pok, ImportPok);
  table.PreparedMutation<v1::ImportBerkasSp2dRequest, v1::ImportBerkasSp2dResponse, Sp2dSiap>(
      "ImportBerkasSp2d", SiapkanSp2d,
      [](Txn& txn, const Call& call, const v1::ImportBerkasSp2dRequest&, const Sp2dSiap& siap) {
        return ImporSp2d(txn, call, siap);
      });
  table.PreparedMutation<v1::ImportBerkasPembandingRequest, v1::ImportBerkasPembandingResponse,
                         PembandingSiap>("ImportBerkasPembanding", SiapkanPembanding,
                                         ImportPembanding);
  return table;
}

}  // namespace sakip::budget
