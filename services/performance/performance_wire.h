#ifndef SAKIP_SERVICES_PERFORMANCE_PERFORMANCE_WIRE_H_
#define SAKIP_SERVICES_PERFORMANCE_PERFORMANCE_WIRE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "sakip/performance/v1/performance.pb.h"
#include "sakip/planning/v1/planning_service.pb.h"
#include "services/performance/entry.h"
#include "services/performance/pengukuran.h"
#include "services/performance/plan.h"
#include "services/performance/realisasi.h"

// Public messages <-> domain values.
namespace sakip::performance {

// UNIMPLEMENTED for an indikator whose polarity, accumulation or kind of value this release does
// not know.
absl::StatusOr<Plan> PlanOf(const planning::v1::GetPerencanaanResponse& response);

// `field` is the message's path in its request.
Entry EntryOf(const v1::Realisasi& message, std::string field);

v1::Realisasi ToWire(const Realisasi& realisasi);
v1::Capaian ToWire(const Capaian& capaian);
v1::RekapCapaian ToWire(const RekapCapaian& rekap);

v1::Pengukuran ToWire(const std::vector<Realisasi>& realisasi, const std::vector<Capaian>& capaian,
                      const Ringkasan& ringkasan);

}  // namespace sakip::performance

#endif  // SAKIP_SERVICES_PERFORMANCE_PERFORMANCE_WIRE_H_
