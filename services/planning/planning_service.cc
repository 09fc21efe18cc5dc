#include "services/planning/planning_service.h"

#include <optional>
#include <string>
#include <utility>

#include "common/fault/fault.h"
#include "common/rpc/changes.h"
#include "common/rpc/page.h"
#include "common/status/status_macros.h"
#include "sakip/planning/v1/planning_service.pb.h"
#include "services/planning/planning_repository.h"
#include "services/planning/planning_wire.h"

namespace sakip::planning {
namespace {

// The value, or NOT_FOUND naming the resource.
template <class T>
absl::StatusOr<T> Found(absl::StatusOr<std::optional<T>> found, const std::string& name) {
  RETURN_IF_ERROR(found.status());
  if (!found->has_value()) {
    return fault::Refuse(fault::Reason::kNotFound, name + " does not exist",
                         name + " tidak ditemukan", {{"name", name}});
  }
  return **std::move(found);
}

// Writes one page into the response.
template <class T, class Repeated>
std::string WritePage(const rpc::Page& page, const Listing<T>& listing, Repeated& out) {
  for (const T& item : listing.items) {
    Write(item, *out.Add());
  }
  return listing.last_key.empty() ? "" : rpc::NextToken(page, listing.last_key);
}

absl::StatusOr<v1::ImportRegisterResponse> ImportRegister(
    store::Txn& txn, const rpc::Call& call, const v1::ImportRegisterRequest& request) {
  if (request.parent() != "satker/00") {
    fault::Violations violations;
    violations.Add("parent", "must be satker/00", "harus satker/00");
    return violations.ToStatus();
  }
  ASSIGN_OR_RETURN(const Register stored, LoadRegister(txn));
  ASSIGN_OR_RETURN(const Register changes, DecideRegister(stored, Read(request)));
  RETURN_IF_ERROR(SaveRegister(txn, changes));
  for (const Satker& satker : changes.satker) {
    call.Changed(satker.name);
  }
  for (const Kode& kode : changes.kode) {
    call.Changed(KodeName(kode));
  }
  v1::ImportRegisterResponse response;
  response.set_satker_changed(static_cast<int32_t>(changes.satker.size()));
  response.set_kode_changed(static_cast<int32_t>(changes.kode.size()));
  return response;
}

absl::StatusOr<v1::ImportPerencanaanResponse> ImportPerencanaan(
    store::Txn& txn, const rpc::Call& call, const v1::ImportPerencanaanRequest& request) {
  PerencanaanRequest asked = Read(request);
  ASSIGN_OR_RETURN(const PerencanaanContext context, LoadContext(txn, asked));
  ASSIGN_OR_RETURN(const Perencanaan changes, DecidePerencanaan(context, std::move(asked)));
  RETURN_IF_ERROR(SavePerencanaan(txn, request.parent(), request.tahun(), changes));
  const std::vector<std::string> names = NamesOf(changes, request.parent(), request.tahun());
  for (const std::string& name : names) {
    call.Changed(name);
  }
  v1::ImportPerencanaanResponse response;
  response.set_changed(static_cast<int32_t>(names.size()));
  return response;
}

absl::StatusOr<v1::GetPerencanaanResponse> GetPerencanaan(
    const store::Reader& reader, const rpc::Call&, const v1::GetPerencanaanRequest& request) {
  ASSIGN_OR_RETURN(
      const OfficeYear year,
      Found(LoadOfficeYear(reader, request.parent(), request.tahun()), request.parent()));
  v1::GetPerencanaanResponse response;
  Write(year, *response.mutable_perencanaan());
  return response;
}

absl::StatusOr<v1::GetSatkerResponse> GetSatker(const store::Reader& reader, const rpc::Call&,
                                                const v1::GetSatkerRequest& request) {
  ASSIGN_OR_RETURN(const Satker satker, Found(FindSatker(reader, request.name()), request.name()));
  v1::GetSatkerResponse response;
  Write(satker, *response.mutable_satker());
  return response;
}

absl::StatusOr<v1::GetIndikatorResponse> GetIndikator(const store::Reader& reader, const rpc::Call&,
                                                      const v1::GetIndikatorRequest& request) {
  ASSIGN_OR_RETURN(const Indikator indikator,
                   Found(FindIndikator(reader, request.name()), request.name()));
  v1::GetIndikatorResponse response;
  Write(indikator, *response.mutable_indikator());
  return response;
}

absl::StatusOr<v1::GetRenstraResponse> GetRenstra(const store::Reader& reader, const rpc::Call&,
                                                  const v1::GetRenstraRequest& request) {
  ASSIGN_OR_RETURN(const Renstra renstra,
                   Found(FindRenstra(reader, request.name()), request.name()));
  v1::GetRenstraResponse response;
  Write(renstra, *response.mutable_renstra());
  return response;
}

absl::StatusOr<v1::GetRktResponse> GetRkt(const store::Reader& reader, const rpc::Call&,
                                          const v1::GetRktRequest& request) {
  ASSIGN_OR_RETURN(const Rkt rkt, Found(FindRkt(reader, request.name()), request.name()));
  v1::GetRktResponse response;
  Write(rkt, *response.mutable_rkt());
  return response;
}

absl::StatusOr<v1::GetPerjanjianKinerjaResponse> GetPerjanjianKinerja(
    const store::Reader& reader, const rpc::Call&, const v1::GetPerjanjianKinerjaRequest& request) {
  ASSIGN_OR_RETURN(const PerjanjianKinerja pk,
                   Found(FindPerjanjianKinerja(reader, request.name()), request.name()));
  v1::GetPerjanjianKinerjaResponse response;
  Write(pk, *response.mutable_perjanjian_kinerja());
  return response;
}

absl::StatusOr<v1::GetRencanaAksiResponse> GetRencanaAksi(
    const store::Reader& reader, const rpc::Call&, const v1::GetRencanaAksiRequest& request) {
  ASSIGN_OR_RETURN(const RencanaAksi rencana_aksi,
                   Found(FindRencanaAksi(reader, request.name()), request.name()));
  v1::GetRencanaAksiResponse response;
  Write(rencana_aksi, *response.mutable_rencana_aksi());
  return response;
}

absl::StatusOr<v1::ListSatkerResponse> ListSatkerPage(const store::Reader& reader,
                                                      const rpc::Call& call,
                                                      const v1::ListSatkerRequest& request) {
  ASSIGN_OR_RETURN(const rpc::Page page, rpc::StartPage(call, request));
  ASSIGN_OR_RETURN(const Listing<Satker> listing,
                   ListSatker(reader, request.induk(), page.after, page.size));
  v1::ListSatkerResponse response;
  response.set_next_page_token(WritePage(page, listing, *response.mutable_satker()));
  return response;
}

absl::StatusOr<v1::ListKodeResponse> ListKodePage(const store::Reader& reader,
                                                  const rpc::Call& call,
                                                  const v1::ListKodeRequest& request) {
  ASSIGN_OR_RETURN(const rpc::Page page, rpc::StartPage(call, request));
  ASSIGN_OR_RETURN(const Listing<Kode> listing,
                   ListKode(reader, request.tahun(), page.after, page.size));
  v1::ListKodeResponse response;
  response.set_next_page_token(WritePage(page, listing, *response.mutable_kode()));
  return response;
}

absl::StatusOr<v1::ListUnitKerjaResponse> ListUnitKerjaPage(
    const store::Reader& reader, const rpc::Call& call, const v1::ListUnitKerjaRequest& request) {
  ASSIGN_OR_RETURN(const rpc::Page page, rpc::StartPage(call, request));
  ASSIGN_OR_RETURN(const Listing<UnitKerja> listing,
                   ListUnitKerja(reader, request.parent(), page.after, page.size));
  v1::ListUnitKerjaResponse response;
  response.set_next_page_token(WritePage(page, listing, *response.mutable_unit_kerja()));
  return response;
}

absl::StatusOr<v1::ListIndikatorResponse> ListIndikatorPage(
    const store::Reader& reader, const rpc::Call& call, const v1::ListIndikatorRequest& request) {
  ASSIGN_OR_RETURN(const rpc::Page page, rpc::StartPage(call, request));
  ASSIGN_OR_RETURN(const Listing<Indikator> listing,
                   ListIndikator(reader, request.parent(), page.after, page.size));
  v1::ListIndikatorResponse response;
  response.set_next_page_token(WritePage(page, listing, *response.mutable_indikator()));
  return response;
}

absl::StatusOr<v1::ListPerjanjianKinerjaResponse> ListPerjanjianKinerjaPage(
    const store::Reader& reader, const rpc::Call& call,
    const v1::ListPerjanjianKinerjaRequest& request) {
  ASSIGN_OR_RETURN(const rpc::Page page, rpc::StartPage(call, request));
  ASSIGN_OR_RETURN(const Listing<PerjanjianKinerja> listing,
                   ListPerjanjianKinerja(reader, request.parent(), page.after, page.size));
  v1::ListPerjanjianKinerjaResponse response;
  response.set_next_page_token(WritePage(page, listing, *response.mutable_perjanjian_kinerja()));
  return response;
}

absl::StatusOr<v1::ListChangesResponse> ListChanges(const store::Reader& reader, const rpc::Call&,
                                                    const v1::ListChangesRequest& request) {
  ASSIGN_OR_RETURN(
      rpc::ChangePage page,
      rpc::ListChanges(reader, request.after(), static_cast<size_t>(request.page_size())));
  v1::ListChangesResponse response;
  for (sakip::common::v1::ChangeEvent& event : page.events) {
    *response.add_events() = std::move(event);
  }
  response.set_next(page.next);
  return response;
}

}  // namespace

rpc::MethodTable PlanningMethods() {
  rpc::MethodTable table("sakip.planning.v1.PlanningService");
  table.Mutation<v1::ImportRegisterRequest, v1::ImportRegisterResponse>("ImportRegister",
                                                                        ImportRegister);
  table.Mutation<v1::ImportPerencanaanRequest, v1::ImportPerencanaanResponse>("ImportPerencanaan",
                                                                              ImportPerencanaan);
  // With a full register, thousands of codes.
  table.LongRead<v1::GetPerencanaanRequest, v1::GetPerencanaanResponse>("GetPerencanaan",
                                                                        GetPerencanaan);
  table.Read<v1::GetSatkerRequest, v1::GetSatkerResponse>("GetSatker", GetSatker);
  table.Read<v1::GetIndikatorRequest, v1::GetIndikatorResponse>("GetIndikator", GetIndikator);
  table.Read<v1::GetRenstraRequest, v1::GetRenstraResponse>("GetRenstra", GetRenstra);
  table.Read<v1::GetRktRequest, v1::GetRktResponse>("GetRkt", GetRkt);
  table.Read<v1::GetPerjanjianKinerjaRequest, v1::GetPerjanjianKinerjaResponse>(
      "GetPerjanjianKinerja", GetPerjanjianKinerja);
  table.Read<v1::GetRencanaAksiRequest, v1::GetRencanaAksiResponse>("GetRencanaAksi",
                                                                    GetRencanaAksi);
  table.Read<v1::ListSatkerRequest, v1::ListSatkerResponse>("ListSatker", ListSatkerPage);
  table.Read<v1::ListKodeRequest, v1::ListKodeResponse>("ListKode", ListKodePage);
  table.Read<v1::ListUnitKerjaRequest, v1::ListUnitKerjaResponse>("ListUnitKerja",
                                                                  ListUnitKerjaPage);
  table.Read<v1::ListIndikatorRequest, v1::ListIndikatorResponse>("ListIndikator",
                                                                  ListIndikatorPage);
  table.Read<v1::ListPerjanjianKinerjaRequest, v1::ListPerjanjianKinerjaResponse>(
      "ListPerjanjianKinerja", ListPerjanjianKinerjaPage);
  table.Read<v1::ListChangesRequest, v1::ListChangesResponse>("ListChanges", ListChanges);
  return table;
}

}  // namespace sakip::planning
