#ifndef SAKIP_SERVICES_PLANNING_PLANNING_CHECK_H_
#define SAKIP_SERVICES_PLANNING_PLANNING_CHECK_H_

#include "absl/status/status.h"
#include "common/store/store.h"

namespace sakip::planning {

// Reads planning's whole store: every record is readable and under its key, and what it refers to
// is there. OK, or DATA_LOSS that names tables and resources, never a person or a text.
absl::Status CheckPlanningRecords(const store::Snapshot& snapshot);

}  // namespace sakip::planning

#endif  // SAKIP_SERVICES_PLANNING_PLANNING_CHECK_H_
