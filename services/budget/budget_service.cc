#include "services/budget/budget_service.h"

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

Pencatat PencatatOf(const Call& call) {
  return {.akun = call.principal.account,
          .orang = call.principal.person,
          .waktu_us = call.now_us,
          .request_id = call.request_id};
}

// Lines and postings that are new, and lines whose balance is.
void Announce(const Call& call, const std::string& satker, const Perubahan& perubahan) {
  std::set<std::string> announced;
  const auto announce = [&](std::string name) {
    if (announced.insert(name).second) {
      call.Changed(std::move(name));
    }
  };
  for (const Pagu& pagu : perubahan.pagu) {
    announce(NamaPagu(satker, pagu.id));
  }
  for (const Realisasi& realisasi : perubahan.realisasi) {
    announce(NamaRealisasi(satker, realisasi.id));
    announce(NamaPagu(satker, realisasi.pagu));
  }
}

absl::StatusOr<Perubahan> Enter(Txn& txn, const Call& call, const Usulan& usulan,
                                const Register& daftar) {
  ASSIGN_OR_RETURN(const Buku buku, LoadBuku(txn, usulan));
  ASSIGN_OR_RETURN(Perubahan perubahan, Decide(buku, usulan, daftar.kode));
  RETURN_IF_ERROR(
      Save(txn, usulan.satker, usulan.tahun, perubahan, PencatatOf(call), daftar.sumber));
  Announce(call, usulan.satker, perubahan);
  return perubahan;
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
  ASSIGN_OR_RETURN(const Usulan usulan, ToUsulan(request));
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

absl::StatusOr<v1::GetPaguResponse> GetPagu(const Reader& reader, const Call&,
                                            const v1::GetPaguRequest& request) {
  ASSIGN_OR_RETURN(const auto ids,
                   resource_name::Match("satker/{satker}/pagu/{pagu}", request.name()));
  ASSIGN_OR_RETURN(const std::optional<Baris> baris, FindBaris(reader, ids[0], ids[1]));
  if (!baris) {
    return fault::Refuse(fault::Reason::kNotFound, request.name() + " does not exist",
                         request.name() + " tidak ada");
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
  for (const BarisJurnal& baris : halaman.rows) {
    *response.add_transaksi() = ToWire(satker, baris);
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
    ASSIGN_OR_RETURN(prepared.usulan, ToUsulan(request));
    ASSIGN_OR_RETURN(prepared.daftar,
                     ReadRegister(*planning, call, request.parent(), request.tahun()));
    return prepared;
  };
  table.PreparedMutation<v1::ImportAnggaranRequest, v1::ImportAnggaranResponse, Prepared>(
      "ImportAnggaran", prepare, ImportAnggaran);
  table.Mutation<v1::PostRealisasiRequest, v1::PostRealisasiResponse>("PostRealisasi",
                                                                      PostRealisasi);
  table.Read<v1::GetPaguRequest, v1::GetPaguResponse>("GetPagu", GetPagu);
  table.Read<v1::ListPaguRequest, v1::ListPaguResponse>("ListPagu", ListPagu);
  table.Read<v1::ListJurnalRequest, v1::ListJurnalResponse>("ListJurnal", ListJurnalOf);
  // An office-year may have thousands of lines.
  table.LongRead<v1::GetAnggaranRequest, v1::GetAnggaranResponse>("GetAnggaran", GetAnggaran);
  table.Read<v1::ListChangesRequest, v1::ListChangesResponse>("ListChanges", ListChanges);
  return table;
}

}  // namespace sakip::budget
