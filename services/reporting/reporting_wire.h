#ifndef SAKIP_SERVICES_REPORTING_REPORTING_WIRE_H_
#define SAKIP_SERVICES_REPORTING_REPORTING_WIRE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "sakip/budget/v1/budget.pb.h"
#include "sakip/common/v1/revision.pb.h"
#include "sakip/performance/v1/performance.pb.h"
#include "sakip/planning/v1/planning.pb.h"
#include "sakip/reporting/v1/reporting.pb.h"
#include "services/reporting/lakip_data.h"
#include "services/reporting/reporting_repository.h"

// Between wire messages and reporting's plain values.
namespace sakip::reporting {

// Parts of an office-year. A ratio that a peer sent in no canonical form is INTERNAL.
void FromWire(const planning::v1::Perencanaan& wire, LakipData& data);
absl::Status FromWire(const performance::v1::Pengukuran& wire, LakipData& data);
absl::Status FromWire(const budget::v1::Anggaran& wire, LakipData& data);
Sumber SumberOf(std::string layanan, const common::v1::Revision& revision);

// The request's naskah after the rules that field options cannot state: each bagian once, the year
// equal to the name's, a calendar date.
absl::StatusOr<Naskah> FromWire(const v1::NaskahLakip& wire, const std::string& satker);
v1::NaskahLakip ToWire(const std::string& satker, int tahun, const Naskah& naskah);
v1::Lakip ToWire(const VersiLakip& lakip);

}  // namespace sakip::reporting

#endif  // SAKIP_SERVICES_REPORTING_REPORTING_WIRE_H_
