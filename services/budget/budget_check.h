#ifndef SAKIP_SERVICES_BUDGET_BUDGET_CHECK_H_
#define SAKIP_SERVICES_BUDGET_BUDGET_CHECK_H_

#include "absl/status/status.h"
#include "common/store/store.h"

namespace sakip::budget {

// Reads the budget's whole store, folds every journal anew and compares (verify.h). OK, or
// DATA_LOSS that names tables, offices, years and lines, never a person or a text.
absl::Status CheckBudgetRecords(const store::Snapshot& snapshot);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_BUDGET_CHECK_H_
