#ifndef SAKIP_SERVICES_PERFORMANCE_PERFORMANCE_CHECK_H_
#define SAKIP_SERVICES_PERFORMANCE_PERFORMANCE_CHECK_H_

#include "absl/status/status.h"
#include "common/store/store.h"

namespace sakip::performance {

// Reads performance's whole store: every record is readable and under its key, no row has a value
// nobody entered, and the means follow from the rows. OK, or DATA_LOSS that names tables, offices
// and years, never a person or a text.
absl::Status CheckPerformanceRecords(const store::Snapshot& snapshot);

}  // namespace sakip::performance

#endif  // SAKIP_SERVICES_PERFORMANCE_PERFORMANCE_CHECK_H_
