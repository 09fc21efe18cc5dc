#ifndef SAKIP_SERVICES_BUDGET_DIPA_WIRE_H_
#define SAKIP_SERVICES_BUDGET_DIPA_WIRE_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "sakip/budget/v1/dipa_service.pb.h"
#include "services/budget/dokumen.h"
#include "services/budget/kode.h"
#include "services/budget/wire_parts.h"

// Revisions and the crosswalk: the public messages to domain structs and back. Pure.
namespace sakip::budget {

inline constexpr std::string_view kRevisiPattern = "satker/{satker}/revisi/{revisi}";

// `path` begins the fields: "revisi".
Revisi ToRevisi(const v1::Revisi& wire, const std::string& path, WireReader* reader);
// The proposal, checked by itself (CheckRevisi): INVALID_FIELD with everything that is wrong.
absl::StatusOr<Revisi> ToRevisi(std::string_view satker, const v1::ProposeRevisiRequest& request);

// INVALID_FIELD unless the parent is satker/00, and for codes given twice or of another level.
absl::StatusOr<std::vector<Padanan>> ToPadanan(const v1::ImportPadananRequest& request);

// Without `baris` and `rencana`, as a listing shows it.
v1::Revisi ToWireRingkas(std::string_view satker, const Revisi& revisi);
v1::Revisi ToWire(std::string_view satker, const Revisi& revisi);
v1::RencanaPenarikan ToWire(const RencanaPenarikan& rencana);
v1::Padanan ToWire(const Padanan& padanan);
v1::JenisBelanja ToWire(JenisBelanja jenis);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_DIPA_WIRE_H_
