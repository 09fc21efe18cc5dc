#ifndef SAKIP_SERVICES_BUDGET_BUDGET_WIRE_H_
#define SAKIP_SERVICES_BUDGET_BUDGET_WIRE_H_

#include <string_view>

#include "absl/status/statusor.h"
#include "sakip/budget/v1/budget.pb.h"
#include "sakip/budget/v1/budget_service.pb.h"
#include "services/budget/budget_records.h"
#include "services/budget/decide.h"
#include "services/budget/totals.h"

// The public messages to domain structs and back. Pure.
namespace sakip::budget {

// The proposal, checked by itself (CheckUsulan): INVALID_FIELD with everything that is wrong, names
// of another office included.
absl::StatusOr<Usulan> ToUsulan(const v1::ImportAnggaranRequest& request);
absl::StatusOr<Usulan> ToUsulan(const v1::PostRealisasiRequest& request);

// The id of the line that a listing of `satker` and `tahun` is limited to; empty for an empty name.
// INVALID_FIELD for a line of another office or year.
absl::StatusOr<std::string> ToPaguId(std::string_view satker, int32_t tahun,
                                     const std::string& name);

v1::Pagu ToWire(std::string_view satker, const Baris& baris);
v1::RealisasiAnggaran ToWire(std::string_view satker, const Realisasi& realisasi);
v1::TransaksiJurnal ToWire(std::string_view satker, const BarisJurnal& baris);
v1::Anggaran ToWire(const Anggaran& anggaran);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_BUDGET_WIRE_H_
