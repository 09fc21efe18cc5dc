#ifndef SAKIP_SERVICES_REPORTING_REPORTING_CHECK_H_
#define SAKIP_SERVICES_REPORTING_REPORTING_CHECK_H_

#include "absl/status/status.h"
#include "common/store/store.h"

namespace sakip::reporting {

// Reads reporting's whole store: every record is readable, versions are dense, and each report is
// the document whose hash it has. OK, or DATA_LOSS that names tables, offices and years.
absl::Status CheckReportingRecords(const store::Snapshot& snapshot);

}  // namespace sakip::reporting

#endif  // SAKIP_SERVICES_REPORTING_REPORTING_CHECK_H_
