#include "services/budget/dipa_service.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "common/resource_name/resource_name.h"
#include "common/rpc/page.h"
#include "common/status/status_macros.h"
#include "sakip/budget/v1/dipa_service.pb.h"
#include "services/budget/budget_repository.h"
#include "services/budget/dipa_wire.h"
#include "services/budget/mutation.h"
#include "services/budget/planning_register.h"
#include "services/budget/refusals.h"
#include "services/budget/revisi.h"

namespace sakip::budget {
namespace {

using rpc::Call;
using store::Reader;
using store::Txn;

Kebutuhan KebutuhanRevisi(const Call& call, const std::string& id) {
  Kebutuhan kebutuhan = KebutuhanOf(call);
  kebutuhan.semua_baris = true;
  kebutuhan.revisi = {id};
  return kebutuhan;
}

absl::StatusOr<v1::ProposeRevisiResponse> ProposeRevisi(Txn& txn, const Call& call,
                                                        const v1::ProposeRevisiRequest& request,
                                                        const Register& daftar) {
  ASSIGN_OR_RETURN(const Revisi revisi, ToRevisi(call.satker, request));
  RETURN_IF_ERROR(Jalankan(txn, call, revisi.tahun, KebutuhanRevisi(call, revisi.id),
                           [&](const Buku& buku, const Pelaku& pelaku) {
                             return AjukanRevisi(buku, pelaku, revisi, daftar.kode);
                           })
                      .status());
  ASSIGN_OR_RETURN(const Revisi stored,
                   Tersimpan<Revisi>(txn, call.satker, revisi.id, request.revisi().name()));
  v1::ProposeRevisiResponse response;
  *response.mutable_revisi() = ToWireRingkas(call.satker, stored);
  return response;
}

absl::StatusOr<v1::DecideRevisiResponse> DecideRevisi(Txn& txn, const Call& call,
                                                      const v1::DecideRevisiRequest& request,
                                                      const Register& daftar) {
  ASSIGN_OR_RETURN(const Alamat alamat, AlamatOf(kRevisiPattern, request.name()));
  RETURN_IF_ERROR(Jalankan(
                      txn, call, alamat.tahun, KebutuhanRevisi(call, alamat.id),
                      [&](const Buku& buku, const Pelaku& pelaku) {
                        return PutuskanRevisi(buku, pelaku, alamat.id, request.setuju(),
                                              request.alasan(), daftar.kode);
                      },
                      daftar.sumber)
                      .status());
  ASSIGN_OR_RETURN(const Revisi stored,
                   Tersimpan<Revisi>(txn, call.satker, alamat.id, request.name()));
  v1::DecideRevisiResponse response;
  *response.mutable_revisi() = ToWireRingkas(call.satker, stored);
  return response;
}

absl::StatusOr<v1::GetRevisiResponse> GetRevisi(const Reader& reader, const Call&,
                                                const v1::GetRevisiRequest& request) {
  ASSIGN_OR_RETURN(const Alamat alamat, AlamatOf(kRevisiPattern, request.name()));
  ASSIGN_OR_RETURN(const Revisi stored,
                   Tersimpan<Revisi>(reader, alamat.satker, alamat.id, request.name()));
  v1::GetRevisiResponse response;
  *response.mutable_revisi() = ToWire(alamat.satker, stored);
  return response;
}

absl::StatusOr<v1::ListRevisiResponse> ListRevisi(const Reader& reader, const Call& call,
                                                  const v1::ListRevisiRequest& request) {
  ASSIGN_OR_RETURN(const rpc::Page page, rpc::StartPage(call, request));
  ASSIGN_OR_RETURN(const auto halaman, ListDokumen<Revisi>(reader, call.satker, request.tahun(),
                                                           page.after, page.size));
  v1::ListRevisiResponse response;
  for (const Revisi& revisi : halaman.rows) {
    *response.add_revisi() = ToWireRingkas(call.satker, revisi);
  }
  if (!halaman.next.empty()) {
    response.set_next_page_token(rpc::NextToken(page, halaman.next));
  }
  return response;
}

absl::StatusOr<v1::GetRencanaPenarikanResponse> GetRencanaPenarikan(
    const Reader& reader, const Call& call, const v1::GetRencanaPenarikanRequest& request) {
  WireReader wire(call.satker);
  ASSIGN_OR_RETURN(const period::Tanggal akhir, period::Tanggal::Of(request.tahun(), 12, 31));
  const period::Tanggal sampai =
      wire.TanggalBila(request.per_tanggal(), "per_tanggal").value_or(akhir);
  RETURN_IF_ERROR(wire.ToStatus());
  ASSIGN_OR_RETURN(const RencanaBerlaku berlaku,
                   LoadRencana(reader, call.satker, request.tahun(), sampai));
  v1::GetRencanaPenarikanResponse response;
  std::vector<RencanaPenarikan> rencana = berlaku.rencana;
  std::sort(rencana.begin(), rencana.end(), [](const auto& a, const auto& b) {
    return std::pair(a.bulan, a.jenis) < std::pair(b.bulan, b.jenis);
  });
  for (const RencanaPenarikan& one : rencana) {
    *response.add_rencana() = ToWire(one);
  }
  response.set_revisi(NamaDokumen(call.satker, "revisi", berlaku.revisi));
  return response;
}

absl::StatusOr<v1::ImportPadananResponse> ImportPadanan(Txn& txn, const Call& call,
                                                        const v1::ImportPadananRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<Padanan> padanan, ToPadanan(request));
  Refusals exists(fault::Reason::kAlreadyExists);
  v1::ImportPadananResponse response;
  for (size_t i = 0; i < padanan.size(); ++i) {
    const Padanan& row = padanan[i];
    ASSIGN_OR_RETURN(const std::optional<Padanan> stored, FindPadanan(txn, row.lama));
    if (stored && stored->baru != row.baru) {
      exists.Add(Indexed("padanan", static_cast<int>(i)) + ".baru",
                 row.lama + " is stored with the counterpart " + stored->baru,
                 row.lama + " tersimpan dengan padanan " + stored->baru);
    } else if (!stored) {
      RETURN_IF_ERROR(SavePadanan(txn, row));
      call.Changed(NamaDokumen(call.satker, "padanan", row.lama));
      response.set_padanan_added(response.padanan_added() + 1);
    }
  }
  RETURN_IF_ERROR(exists.ToStatus());
  return response;
}

absl::StatusOr<v1::ListPadananResponse> ListPadanan(const Reader& reader, const Call& call,
                                                    const v1::ListPadananRequest& request) {
  ASSIGN_OR_RETURN(const rpc::Page page, rpc::StartPage(call, request));
  ASSIGN_OR_RETURN(const std::vector<Padanan> all, LoadPadanan(reader));
  v1::ListPadananResponse response;
  for (const Padanan& padanan : all) {
    if (padanan.lama <= page.after) {
      continue;
    }
    if (static_cast<size_t>(response.padanan_size()) == page.size) {
      response.set_next_page_token(rpc::NextToken(page, response.padanan().rbegin()->lama()));
      break;
    }
    *response.add_padanan() = ToWire(padanan);
  }
  return response;
}

}  // namespace

rpc::MethodTable DipaMethods(const rpc::Client* planning) {
  rpc::MethodTable table("sakip.budget.v1.DipaService");
  // A proposal that is wrong by itself is refused before planning is asked.
  const auto prepare_propose =
      [planning](const Call& call,
                 const v1::ProposeRevisiRequest& request) -> absl::StatusOr<Register> {
    RETURN_IF_ERROR(ToRevisi(call.satker, request).status());
    return ReadRegister(*planning, call, request.parent(), request.revisi().tahun());
  };
  const auto prepare_decide =
      [planning](const Call& call,
                 const v1::DecideRevisiRequest& request) -> absl::StatusOr<Register> {
    ASSIGN_OR_RETURN(const Alamat alamat, AlamatOf(kRevisiPattern, request.name()));
    return request.setuju() ? ReadRegister(*planning, call, "satker/" + alamat.satker, alamat.tahun)
                            : Register();
  };
  table.PreparedMutation<v1::ProposeRevisiRequest, v1::ProposeRevisiResponse, Register>(
      "ProposeRevisi", prepare_propose, ProposeRevisi);
  table.PreparedMutation<v1::DecideRevisiRequest, v1::DecideRevisiResponse, Register>(
      "DecideRevisi", prepare_decide, DecideRevisi);
  table.Read<v1::GetRevisiRequest, v1::GetRevisiResponse>("GetRevisi", GetRevisi);
  // Revisions are stored whole: a page of them may be thousands of lines.
  table.LongRead<v1::ListRevisiRequest, v1::ListRevisiResponse>("ListRevisi", ListRevisi);
  table.LongRead<v1::GetRencanaPenarikanRequest, v1::GetRencanaPenarikanResponse>(
      "GetRencanaPenarikan", GetRencanaPenarikan);
  table.Mutation<v1::ImportPadananRequest, v1::ImportPadananResponse>("ImportPadanan",
                                                                      ImportPadanan);
  table.LongRead<v1::ListPadananRequest, v1::ListPadananResponse>("ListPadanan", ListPadanan);
  return table;
}

}  // namespace sakip::budget
