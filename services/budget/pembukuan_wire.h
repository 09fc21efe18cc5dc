#ifndef SAKIP_SERVICES_BUDGET_PEMBUKUAN_WIRE_H_
#define SAKIP_SERVICES_BUDGET_PEMBUKUAN_WIRE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "sakip/budget/v1/pembukuan_service.pb.h"
#include "services/budget/dokumen.h"

// Months and the proof of the journal: the public messages to domain structs and back. Pure.
namespace sakip::budget {

// INVALID_FIELD with everything that is wrong with it by itself.
absl::StatusOr<Pembukaan> ToPembukaan(std::string_view satker, const v1::Pembukaan& wire);

// `bulan` with its part of `akta`, which are in the order they were written.
v1::PeriodeAnggaran ToWire(std::string_view satker, int32_t bulan,
                           const std::vector<AktaPeriode>& akta);
v1::Pembukaan ToWire(std::string_view satker, const Pembukaan& pembukaan);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_PEMBUKUAN_WIRE_H_
