#include "services/budget/budget_service.h"

#include <map>
#include <set>
#include <string>
#include <utility>

#include "common/fault/fault.h"
#include "common/resource_name/resource_name.h"
#include "common/rpc/changes.h"
#include "common/rpc/page.h"
#include "common/status/status_macros.h"
#include "sakip/budget/v1/budget_service.pb.h"
#include "services/budget/budget_repository.h"
#include "services/budget/budget_wire.h"
#include "services/budget/mutation.h"
#include "services/budget/nomor_sp2d.h"
#include "services/budget/planning_register.h"

namespace sakip::budget {
namespace {

using rpc::Call;
using store::Reader;
using store::Txn;

// What an import brings along from before its transaction.
struct Prepared {
  Usulan usulan;
  Register daftar;
};

// A need of the duties of who posts, where he has any.
Kebutuhan KebutuhanPemosting(const Call& call) {
  return PelakuOf(call).jabatan.empty() ? Kebutuhan() : KebutuhanOf(call);
}

absl::StatusOr<Perubahan> Enter(Txn& txn, const Call& call, const Usulan& usulan,
                                const Register& daftar) {
  Kebutuhan kebutuhan = KebutuhanOf(usulan);
  kebutuhan.orang = KebutuhanPemosting(call).orang;
  return Jalankan(
      txn, call, usulan.tahun, kebutuhan,
      [&](const Buku& buku, const Pelaku& pelaku) -> absl::StatusOr<Perubahan> {
        ASSIGN_OR_RETURN(Perubahan perubahan, Decide(buku, usulan, daftar.kode));
        RETURN_IF_ERROR(CatatPemosting(buku, pelaku, &perubahan));
        return perubahan;
      },
      daftar.sumber);
}

absl::StatusOr<v1::ImportAnggaranResponse> ImportAnggaran(Txn& txn, const Call& call,
                                                          const v1::ImportAnggaranRequest&,
                                                          const Prepared& prepared) {
  ASSIGN_OR_RETURN(const Perubahan perubahan, Enter(txn, call, prepared.usulan, prepared.daftar));
  v1::ImportAnggaranResponse response;
  response.set_pagu_added(static_cast<int32_t>(perubahan.pagu.size()));
  response.set_realisasi_added(static_cast<int32_t>(perubahan.realisasi.size()));
  return response;
}

absl::StatusOr<v1::PostRealisasiResponse> PostRealisasi(Txn& txn, const Call& call,
                                                        const v1::PostRealisasiRequest& request) {
  ASSIGN_OR_RETURN(const Usulan usulan, ToUsulan(request, HariIni(call)));
  RETURN_IF_ERROR(Enter(txn, call, usulan, Register()).status());
  ASSIGN_OR_RETURN(const std::optional<HasilRealisasi> hasil,
                   FindHasil(txn, usulan.satker, usulan.realisasi.front().id));
  if (!hasil) {
    return absl::InternalError("a posting is not there right after it was entered");
  }
  v1::PostRealisasiResponse response;
  *response.mutable_realisasi() = ToWire(usulan.satker, hasil->realisasi);
  *response.mutable_pagu() = ToWire(usulan.satker, hasil->baris);
  return response;
}

// What became of a posting that was not refused.
absl::StatusOr<int64_t> NomorOf(const Reader& reader, const std::string& satker,
                                const std::string& id,
                                const std::map<std::string_view, int64_t>& baru) {
  if (const auto found = baru.find(id); found != baru.end()) {
    return found->second;
  }
  ASSIGN_OR_RETURN(const std::optional<HasilRealisasi> hasil, FindHasil(reader, satker, id));
  return hasil ? hasil->nomor : 0;
}

void Refused(const absl::Status& status, v1::PutusanRealisasi* putusan) {
  const fault::Fault fault = fault::FromStatus(status).value_or(fault::Fault());
  const fault::ReasonInfo& info = fault::Info(fault.reason);
  putusan->set_alasan(std::string(info.name));
  putusan->set_pesan(fault.english.empty() ? std::string(info.english) : fault.english);
  putusan->set_pesan_lokal(fault.indonesian.empty() ? std::string(info.indonesian)
                                                    : fault.indonesian);
}

absl::StatusOr<v1::BatchPostRealisasiResponse> BatchPostRealisasi(
    Txn& txn, const Call& call, const v1::BatchPostRealisasiRequest& request) {
  ASSIGN_OR_RETURN(const Usulan usulan, ToUsulan(request, HariIni(call)));
  Kebutuhan kebutuhan = KebutuhanPemosting(call);
  for (const Realisasi& realisasi : usulan.realisasi) {
    kebutuhan.baris.insert(realisasi.pagu);
    kebutuhan.realisasi.insert(realisasi.id);
    for (Nomor& nomor : NomorDari(realisasi)) {
      kebutuhan.nomor.insert(std::move(nomor));
    }
  }
  std::vector<absl::Status> satu_satu;
  const auto keputusan = [&](const Buku& buku, const Pelaku& pelaku) -> absl::StatusOr<Perubahan> {
    ASSIGN_OR_RETURN(Putusan putusan, DecideSatuSatu(buku, usulan));
    RETURN_IF_ERROR(CatatPemosting(buku, pelaku, &putusan.perubahan));
    satu_satu = std::move(putusan.satu_satu);
    return std::move(putusan.perubahan);
  };
  ASSIGN_OR_RETURN(const Perubahan perubahan,
                   Jalankan(txn, call, usulan.tahun, kebutuhan, keputusan));
  std::map<std::string_view, int64_t> baru;
  for (const Tercatat& tercatat : perubahan.jurnal) {
    baru[tercatat.transaksi.dokumen] = tercatat.transaksi.nomor;
  }
  v1::BatchPostRealisasiResponse response;
  response.set_ditambahkan(static_cast<int32_t>(perubahan.realisasi.size()));
  for (size_t i = 0; i < satu_satu.size(); ++i) {
    const std::string& id = usulan.realisasi[i].id;
    v1::PutusanRealisasi* putusan = response.add_putusan();
    putusan->set_name(NamaRealisasi(usulan.satker, id));
    putusan->set_diterima(satu_satu[i].ok());
    if (satu_satu[i].ok()) {
      ASSIGN_OR_RETURN(const int64_t nomor, NomorOf(txn, usulan.satker, id, baru));
      putusan->set_nomor(nomor);
    } else {
      Refused(satu_satu[i], putusan);
    }
  }
  return response;
}

// The line's balances from the transactions that were known at `sampai_nomor` and are dated up to
// `per_tanggal`.
absl::StatusOr<Saldo> SaldoPada(const Reader& reader, const std::string& satker,
                                const std::string& pagu, int64_t sampai_nomor,
                                std::optional<period::Tanggal> per_tanggal) {
  Posisi posisi;
  std::set<int64_t> saldo_impor;
  RETURN_IF_ERROR(LoadJurnalBaris(
      reader, satker, pagu, sampai_nomor, [&](const JurnalTersimpan& jurnal) -> absl::Status {
        const TransaksiJurnal& transaksi = jurnal.baris.transaksi;
        if (transaksi.jenis == JenisTransaksi::kSaldoImpor) {
          saldo_impor.insert(transaksi.nomor);
        }
        if (per_tanggal && transaksi.tanggal > *per_tanggal) {
          return absl::OkStatus();
        }
        return Terapkan(transaksi.jenis, saldo_impor.contains(transaksi.acuan), transaksi.entri,
                        &posisi);
      }));
  return posisi.baris[pagu];
}

absl::StatusOr<v1::GetPaguResponse> GetPagu(const Reader& reader, const Call&,
                                            const v1::GetPaguRequest& request) {
  ASSIGN_OR_RETURN(const auto ids,
                   resource_name::Match("satker/{satker}/pagu/{pagu}", request.name()));
  WireReader wire(ids[0]);
  const std::optional<period::Tanggal> per_tanggal =
      wire.TanggalBila(request.per_tanggal(), "per_tanggal");
  RETURN_IF_ERROR(wire.ToStatus());
  ASSIGN_OR_RETURN(std::optional<Baris> baris, FindBaris(reader, ids[0], ids[1]));
  if (!baris) {
    return TidakAda(request.name());
  }
  if (per_tanggal || request.sampai_nomor() != 0) {
    ASSIGN_OR_RETURN(baris->saldo,
                     SaldoPada(reader, ids[0], ids[1], request.sampai_nomor(), per_tanggal));
  }
  v1::GetPaguResponse response;
  *response.mutable_pagu() = ToWire(ids[0], *baris);
  return response;
}

absl::StatusOr<v1::ListPaguResponse> ListPagu(const Reader& reader, const Call& call,
                                              const v1::ListPaguRequest& request) {
  ASSIGN_OR_RETURN(const std::string satker, resource_name::SatkerOf(request.parent()));
  ASSIGN_OR_RETURN(const rpc::Page page, rpc::StartPage(call, request));
  ASSIGN_OR_RETURN(const auto halaman,
                   ListBaris(reader, satker, request.tahun(), page.after, page.size));
  v1::ListPaguResponse response;
  for (const Baris& baris : halaman.rows) {
    *response.add_pagu() = ToWire(satker, baris);
  }
  if (!halaman.next.empty()) {
    response.set_next_page_token(rpc::NextToken(page, halaman.next));
  }
  return response;
}

absl::StatusOr<v1::ListJurnalResponse> ListJurnalOf(const Reader& reader, const Call& call,
                                                    const v1::ListJurnalRequest& request) {
  ASSIGN_OR_RETURN(const std::string satker, resource_name::SatkerOf(request.parent()));
  ASSIGN_OR_RETURN(const std::string pagu, ToPaguId(satker, request.tahun(), request.pagu()));
  ASSIGN_OR_RETURN(const rpc::Page page, rpc::StartPage(call, request));
  ASSIGN_OR_RETURN(const auto halaman,
                   ListJurnal(reader, satker, request.tahun(), pagu, page.after, page.size));
  v1::ListJurnalResponse response;
  for (const JurnalTersimpan& jurnal : halaman.rows) {
    *response.add_transaksi() = ToWire(satker, jurnal);
  }
  if (!halaman.next.empty()) {
    response.set_next_page_token(rpc::NextToken(page, halaman.next));
  }
  return response;
}

absl::StatusOr<v1::GetAnggaranResponse> GetAnggaran(const Reader& reader, const Call&,
                                                    const v1::GetAnggaranRequest& request) {
  ASSIGN_OR_RETURN(const std::string satker, resource_name::SatkerOf(request.parent()));
  ASSIGN_OR_RETURN(const std::vector<Baris> lines, LoadBaris(reader, satker, request.tahun()));
  ASSIGN_OR_RETURN(const DaftarKode kode, LoadKode(reader, satker, request.tahun()));
  ASSIGN_OR_RETURN(const Anggaran anggaran, Jumlahkan(lines, kode));
  v1::GetAnggaranResponse response;
  *response.mutable_anggaran() = ToWire(anggaran);
  return response;
}

absl::StatusOr<v1::ListChangesResponse> ListChanges(const Reader& reader, const Call&,
                                                    const v1::ListChangesRequest& request) {
  ASSIGN_OR_RETURN(
      rpc::ChangePage page,
      rpc::ListChanges(reader, request.after(), static_cast<size_t>(request.page_size())));
  v1::ListChangesResponse response;
  for (auto& event : page.events) {
    *response.add_events() = std::move(event);
  }
  response.set_next(page.next);
  return response;
}

}  // namespace

rpc::MethodTable BudgetMethods(const rpc::Client* planning) {
  rpc::MethodTable table("sakip.budget.v1.BudgetService");
  const auto prepare = [planning](
                           const Call& call,
                           const v1::ImportAnggaranRequest& request) -> absl::StatusOr<Prepared> {
    Prepared prepared;
    ASSIGN_OR_RETURN(prepared.usulan, ToUsulan(request, HariIni(call)));
    ASSIGN_OR_RETURN(prepared.daftar,
                     ReadRegister(*planning, call, request.parent(), request.tahun()));
    return prepared;
  };
  table.PreparedMutation<v1::ImportAnggaranRequest, v1::ImportAnggaranResponse, Prepared>(
      "ImportAnggaran", prepare, ImportAnggaran);
  table.Mutation<v1::PostRealisasiRequest, v1::PostRealisasiResponse>("PostRealisasi",
                                                                      PostRealisasi);
  table.Mutation<v1::BatchPostRealisasiRequest, v1::BatchPostRealisasiResponse>(
      "BatchPostRealisasi", BatchPostRealisasi);
  // A line's balances of an earlier day are added up from its transactions.
  table.LongRead<v1::GetPaguRequest, v1::GetPaguResponse>("GetPagu", GetPagu);
  table.Read<v1::ListPaguRequest, v1::ListPaguResponse>("ListPagu", ListPagu);
  table.Read<v1::ListJurnalRequest, v1::ListJurnalResponse>("ListJurnal", ListJurnalOf);
  // An office-year may have thousands of lines.
  table.LongRead<v1::GetAnggaranRequest, v1::GetAnggaranResponse>("GetAnggaran", GetAnggaran);
  table.Read<v1::ListChangesRequest, v1::ListChangesResponse>("ListChanges", ListChanges);
  return table;
}

}  // namespace sakip::budget
