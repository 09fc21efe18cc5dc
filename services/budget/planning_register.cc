#include "services/budget/planning_register.h"

#include <utility>

#include "common/fault/fault.h"
#include "common/status/status_macros.h"
#include "sakip/planning/v1/planning_service.pb.h"
#include "services/budget/refusals.h"

namespace sakip::budget {
namespace {

namespace planning_v1 = ::sakip::planning::v1;

constexpr std::string_view kGetPerencanaan = "/sakip.planning.v1.PlanningService/GetPerencanaan";

// A level that this release does not know names nothing here.
std::optional<JenisKode> ToJenis(planning_v1::JenisKode jenis) {
  switch (jenis) {
    case planning_v1::JENIS_KODE_PROGRAM:
      return JenisKode::kProgram;
    case planning_v1::JENIS_KODE_KEGIATAN:
      return JenisKode::kKegiatan;
    case planning_v1::JENIS_KODE_OUTPUT:
      return JenisKode::kOutput;
    default:
      return std::nullopt;
  }
}

absl::Status UnknownSatker(const std::string& parent) {
  Refusals refusals(fault::Reason::kUnknownReference);
  refusals.Add("parent", parent + " is not registered", parent + " belum terdaftar");
  return refusals.ToStatus();
}

}  // namespace

absl::StatusOr<Register> ReadRegister(const rpc::Client& planning, const rpc::Call& call,
                                      const std::string& parent, int32_t tahun) {
  planning_v1::GetPerencanaanRequest request;
  request.set_parent(parent);
  request.set_tahun(tahun);
  auto response =
      planning.UnaryFor<planning_v1::GetPerencanaanResponse>(call, kGetPerencanaan, request);
  if (response.status().code() == absl::StatusCode::kNotFound) {
    return UnknownSatker(parent);
  }
  RETURN_IF_ERROR(response.status());
  Register found;
  for (const planning_v1::Kode& wire : response->perencanaan().kode()) {
    if (const std::optional<JenisKode> jenis = ToJenis(wire.jenis())) {
      found.kode[wire.kode()] = {
          .jenis = *jenis, .kode = wire.kode(), .uraian = wire.uraian(), .induk = wire.induk()};
    }
  }
  found.sumber = {.store = response->revision().store(),
                  .epoch = response->revision().epoch(),
                  .sequence = response->revision().sequence()};
  return found;
}

}  // namespace sakip::budget
