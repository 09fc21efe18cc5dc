#include "services/budget/pembukuan_service.h"

#include <string>
#include <vector>

#include "common/clock/clock.h"
#include "common/fault/fault.h"
#include "common/rpc/crypto.h"
#include "common/status/status_macros.h"
#include "sakip/budget/v1/pembukuan_service.pb.h"
#include "services/budget/budget_repository.h"
#include "services/budget/mutation.h"
#include "services/budget/pembayaran_wire.h"
#include "services/budget/pembukuan_wire.h"
#include "services/budget/periode.h"

namespace sakip::budget {
namespace {

using rpc::Call;
using store::Reader;
using store::Txn;

constexpr std::string_view kPembukaanPattern = "satker/{satker}/pembukaan/{pembukaan}";
constexpr int32_t kBulanMax = 12;

absl::StatusOr<v1::ClosePeriodeResponse> ClosePeriode(Txn& txn, const Call& call,
                                                      const v1::ClosePeriodeRequest& request) {
  ASSIGN_OR_RETURN(const period::Tanggal tutup_buku,
                   ToTanggal(request.tanggal_tutup_buku(), "tanggal_tutup_buku"));
  Kebutuhan kebutuhan = KebutuhanOf(call);
  kebutuhan.semua_baris = true;
  ASSIGN_OR_RETURN(const std::vector<TransaksiJurnal> jurnal,
                   LoadTransaksi(txn, call.satker, request.tahun()));
  RETURN_IF_ERROR(
      Jalankan(txn, call, request.tahun(), kebutuhan, [&](const Buku& buku, const Pelaku& pelaku) {
        return TutupPeriode(buku, pelaku, jurnal, request.tahun(), request.bulan(), tutup_buku);
      }).status());
  ASSIGN_OR_RETURN(const std::vector<AktaPeriode> akta,
                   LoadPeriode(txn, call.satker, request.tahun()));
  v1::ClosePeriodeResponse response;
  *response.mutable_periode() = ToWire(call.satker, request.bulan(), akta);
  return response;
}

absl::StatusOr<v1::ProposePembukaanResponse> ProposePembukaan(
    Txn& txn, const Call& call, const v1::ProposePembukaanRequest& request) {
  ASSIGN_OR_RETURN(const Pembukaan pembukaan, ToPembukaan(call.satker, request.pembukaan()));
  Kebutuhan kebutuhan = KebutuhanOf(call);
  kebutuhan.pembukaan = {pembukaan.id};
  RETURN_IF_ERROR(
      Jalankan(txn, call, pembukaan.tahun, kebutuhan, [&](const Buku& buku, const Pelaku& pelaku) {
        return AjukanPembukaan(buku, pelaku, pembukaan);
      }).status());
  ASSIGN_OR_RETURN(const Pembukaan stored, Tersimpan<Pembukaan>(txn, call.satker, pembukaan.id,
                                                                request.pembukaan().name()));
  v1::ProposePembukaanResponse response;
  *response.mutable_pembukaan() = ToWire(call.satker, stored);
  return response;
}

absl::StatusOr<v1::DecidePembukaanResponse> DecidePembukaan(
    Txn& txn, const Call& call, const v1::DecidePembukaanRequest& request) {
  ASSIGN_OR_RETURN(const Alamat alamat, AlamatOf(kPembukaanPattern, request.name()));
  Kebutuhan kebutuhan = KebutuhanOf(call);
  kebutuhan.pembukaan = {alamat.id};
  RETURN_IF_ERROR(
      Jalankan(txn, call, alamat.tahun, kebutuhan, [&](const Buku& buku, const Pelaku& pelaku) {
        return PutuskanPembukaan(buku, pelaku, alamat.id, request.setuju(), request.alasan());
      }).status());
  ASSIGN_OR_RETURN(const Pembukaan stored,
                   Tersimpan<Pembukaan>(txn, call.satker, alamat.id, request.name()));
  v1::DecidePembukaanResponse response;
  *response.mutable_pembukaan() = ToWire(call.satker, stored);
  return response;
}

absl::StatusOr<v1::ListPeriodeResponse> ListPeriode(const Reader& reader, const Call& call,
                                                    const v1::ListPeriodeRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<AktaPeriode> akta,
                   LoadPeriode(reader, call.satker, request.tahun()));
  v1::ListPeriodeResponse response;
  for (int32_t bulan = 1; bulan <= kBulanMax; ++bulan) {
    *response.add_periode() = ToWire(call.satker, bulan, akta);
  }
  return response;
}

absl::StatusOr<v1::GetRantaiResponse> GetRantaiOf(const Reader& reader, const Call& call,
                                                  const v1::GetRantaiRequest& request) {
  ASSIGN_OR_RETURN(const std::optional<TitikRantai> titik,
                   GetRantai(reader, call.satker, request.tahun(), request.nomor()));
  v1::GetRantaiResponse response;
  if (!titik && request.nomor() != 0) {
    const std::string nomor = std::to_string(request.nomor());
    return fault::Refuse(fault::Reason::kNotFound, "the journal has no transaction " + nomor,
                         "jurnal tidak memuat transaksi " + nomor);
  }
  if (titik) {
    response.set_nomor(titik->nomor);
    response.set_rantai(rpc::EncodeHex(titik->rantai));
    response.set_waktu(clock::FormatRfc3339({titik->waktu_us}));
  }
  return response;
}

}  // namespace

rpc::MethodTable PembukuanMethods() {
  rpc::MethodTable table("sakip.budget.v1.PembukuanService");
  table.Mutation<v1::ClosePeriodeRequest, v1::ClosePeriodeResponse>("ClosePeriode", ClosePeriode);
  table.Mutation<v1::ProposePembukaanRequest, v1::ProposePembukaanResponse>("ProposePembukaan",
                                                                            ProposePembukaan);
  table.Mutation<v1::DecidePembukaanRequest, v1::DecidePembukaanResponse>("DecidePembukaan",
                                                                          DecidePembukaan);
  table.Read<v1::ListPeriodeRequest, v1::ListPeriodeResponse>("ListPeriode", ListPeriode);
  // A chain from before it was stored is computed from the first transaction on.
  table.LongRead<v1::GetRantaiRequest, v1::GetRantaiResponse>("GetRantai", GetRantaiOf);
  return table;
}

}  // namespace sakip::budget
