#ifndef SAKIP_SERVICES_BUDGET_BUDGET_SERVICE_H_
#define SAKIP_SERVICES_BUDGET_BUDGET_SERVICE_H_

#include "common/rpc/client.h"
#include "common/rpc/handler.h"

namespace sakip::budget {

// The methods of sakip.budget.v1.BudgetService. `planning` reaches the planning service, whose
// registers an import is checked against; it outlives the table.
rpc::MethodTable BudgetMethods(const rpc::Client* planning);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_BUDGET_SERVICE_H_
