#include "services/reporting/reporting_service.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/escaping.h"
#include "common/fault/fault.h"
#include "common/resource_name/resource_name.h"
#include "common/rpc/changes.h"
#include "common/rpc/crypto.h"
#include "common/rpc/page.h"
#include "common/status/status_macros.h"
#include "sakip/reporting/v1/reporting_service.pb.h"
#include "services/reporting/collect.h"
#include "services/reporting/document/canonical.h"
#include "services/reporting/lakip.h"
#include "services/reporting/render.h"
#include "services/reporting/reporting_repository.h"
#include "services/reporting/reporting_wire.h"

namespace sakip::reporting {
namespace {

using rpc::Call;
using store::Reader;
using store::Txn;

// A file that is larger does not fit an answer.
constexpr size_t kFileBytesMax = (size_t{4} << 20) - 4096;

absl::Status NotFound(const std::string& name) {
  return fault::Refuse(fault::Reason::kNotFound, name + " does not exist", name + " tidak ada");
}

// "2017-3" -> (2017, 3); nullopt for anything else, "2017-03" included: a version has one name.
std::optional<std::pair<int, int64_t>> ParseVersion(std::string_view id) {
  const size_t dash = std::min(id.find('-'), id.size());
  int tahun = 0;
  int64_t versi = 0;
  std::from_chars(id.data(), id.data() + dash, tahun);
  std::from_chars(id.data() + std::min(dash + 1, id.size()), id.data() + id.size(), versi);
  if (id != std::to_string(tahun) + "-" + std::to_string(versi)) {
    return std::nullopt;
  }
  return std::pair(tahun, versi);
}

absl::StatusOr<VersiLakip> Load(const Reader& reader, const std::string& name) {
  ASSIGN_OR_RETURN(const auto ids, resource_name::Match("satker/{satker}/lakip/{lakip}", name));
  const auto version = ParseVersion(ids[1]);
  if (!version.has_value()) {
    return NotFound(name);
  }
  ASSIGN_OR_RETURN(auto lakip, FindLakip(reader, ids[0], version->first, version->second));
  if (!lakip.has_value()) {
    return NotFound(name);
  }
  return *std::move(lakip);
}

absl::StatusOr<v1::ImportNaskahLakipResponse> ImportNaskahLakip(
    Txn& txn, const Call& call, const v1::ImportNaskahLakipRequest& request) {
  ASSIGN_OR_RETURN(const Naskah naskah, FromWire(request.naskah(), call.satker));
  ASSIGN_OR_RETURN(const bool changed,
                   SaveNaskah(txn, call.satker, request.naskah().tahun(), naskah));
  if (changed) {
    call.Changed(request.naskah().name());
  }
  v1::ImportNaskahLakipResponse response;
  response.set_changed(changed);
  return response;
}

absl::StatusOr<v1::GetNaskahLakipResponse> GetNaskahLakip(
    const Reader& reader, const Call&, const v1::GetNaskahLakipRequest& request) {
  ASSIGN_OR_RETURN(
      const auto ids,
      resource_name::Match("satker/{satker}/naskahLakip/{naskah_lakip}", request.name()));
  int tahun = 0;
  std::from_chars(ids[1].data(), ids[1].data() + ids[1].size(), tahun);
  ASSIGN_OR_RETURN(const auto naskah, FindNaskah(reader, ids[0], tahun));
  if (!naskah.has_value() || ids[1] != std::to_string(tahun)) {
    return NotFound(request.name());
  }
  v1::GetNaskahLakipResponse response;
  *response.mutable_naskah_lakip() = ToWire(ids[0], tahun, *naskah);
  return response;
}

absl::StatusOr<v1::CreateLakipResponse> CreateLakip(Txn& txn, const Call& call,
                                                    const v1::CreateLakipRequest& request,
                                                    const LakipData& collected) {
  LakipData data = collected;
  ASSIGN_OR_RETURN(data.naskah, FindNaskah(txn, call.satker, request.tahun()));
  ASSIGN_OR_RETURN(const document::Document document, BuildLakip(data));
  ASSIGN_OR_RETURN(const auto newest, NewestLakip(txn, call.satker, request.tahun()));
  const std::string hash = document::ContentHash(document);
  v1::CreateLakipResponse response;
  if (newest.has_value() && newest->hash == hash) {
    *response.mutable_lakip() = ToWire(*newest);
    return response;
  }
  if (newest.has_value()) {
    RETURN_IF_ERROR(CheckNotOlder(data.sumber, newest->sumber));
  }
  const VersiLakip lakip{.satker = call.satker,
                         .tahun = request.tahun(),
                         .versi = newest.has_value() ? newest->versi + 1 : 1,
                         .hash = hash,
                         .sumber = data.sumber,
                         .pembuat = call.principal.account,
                         .waktu_us = call.now_us};
  RETURN_IF_ERROR(AppendLakip(txn, lakip, document::Encode(document)));
  *response.mutable_lakip() = ToWire(lakip);
  response.set_created(true);
  call.Changed(response.lakip().name());
  return response;
}

absl::StatusOr<v1::GetLakipResponse> GetLakip(const Reader& reader, const Call&,
                                              const v1::GetLakipRequest& request) {
  ASSIGN_OR_RETURN(const VersiLakip lakip, Load(reader, request.name()));
  v1::GetLakipResponse response;
  *response.mutable_lakip() = ToWire(lakip);
  return response;
}

absl::StatusOr<v1::ListLakipResponse> ListLakipVersions(const Reader& reader, const Call& call,
                                                        const v1::ListLakipRequest& request) {
  ASSIGN_OR_RETURN(const rpc::Page page, rpc::StartPage(call, request));
  ASSIGN_OR_RETURN(const HalamanLakip halaman,
                   ListLakip(reader, call.satker, page.after, page.size));
  v1::ListLakipResponse response;
  for (const VersiLakip& lakip : halaman.rows) {
    *response.add_lakip() = ToWire(lakip);
  }
  if (!halaman.next.empty()) {
    response.set_next_page_token(rpc::NextToken(page, halaman.next));
  }
  return response;
}

absl::StatusOr<v1::RenderLakipResponse> RenderLakip(const Reader& reader, const Call&,
                                                    const v1::RenderLakipRequest& request) {
  ASSIGN_OR_RETURN(const VersiLakip lakip, Load(reader, request.name()));
  ASSIGN_OR_RETURN(const std::string model, LoadModel(reader, lakip));
  ASSIGN_OR_RETURN(Berkas berkas, Render(model, request.format()));
  if (berkas.isi.size() > kFileBytesMax) {
    return fault::Refuse(
        fault::Reason::kMessageTooLarge,
        "the file has " + std::to_string(berkas.isi.size()) + " bytes and does not fit one answer",
        "berkas berukuran " + std::to_string(berkas.isi.size()) + " byte, melebihi satu jawaban");
  }
  v1::RenderLakipResponse response;
  response.set_sha256(absl::BytesToHexString(rpc::Sha256(berkas.isi)));
  response.set_isi(std::move(berkas.isi));
  response.set_media_type(berkas.media_type);
  response.set_nama_berkas("LAKIP-" + std::to_string(lakip.tahun) + "-" + lakip.satker + "-v" +
                           std::to_string(lakip.versi) + "." + berkas.ekstensi);
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

rpc::MethodTable ReportingMethods(const rpc::Client* planning, const rpc::Client* performance,
                                  const rpc::Client* budget) {
  const Peers peers{.planning = planning, .performance = performance, .budget = budget};
  rpc::MethodTable table("sakip.reporting.v1.ReportingService");
  table.Mutation<v1::ImportNaskahLakipRequest, v1::ImportNaskahLakipResponse>("ImportNaskahLakip",
                                                                              ImportNaskahLakip);
  table.Read<v1::GetNaskahLakipRequest, v1::GetNaskahLakipResponse>("GetNaskahLakip",
                                                                    GetNaskahLakip);
  table.PreparedMutation<v1::CreateLakipRequest, v1::CreateLakipResponse, LakipData>(
      "CreateLakip",
      [peers](const Call& call, const v1::CreateLakipRequest& request) {
        return Collect(peers, call, call.satker, request.tahun());
      },
      CreateLakip);
  table.Read<v1::GetLakipRequest, v1::GetLakipResponse>("GetLakip", GetLakip);
  table.Read<v1::ListLakipRequest, v1::ListLakipResponse>("ListLakip", ListLakipVersions);
  table.LongRead<v1::RenderLakipRequest, v1::RenderLakipResponse>("RenderLakip", RenderLakip);
  table.Read<v1::ListChangesRequest, v1::ListChangesResponse>("ListChanges", ListChanges);
  return table;
}

}  // namespace sakip::reporting
