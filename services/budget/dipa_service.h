#ifndef SAKIP_SERVICES_BUDGET_DIPA_SERVICE_H_
#define SAKIP_SERVICES_BUDGET_DIPA_SERVICE_H_

#include "common/rpc/client.h"
#include "common/rpc/handler.h"

namespace sakip::budget {

// The methods of sakip.budget.v1.DipaService.
rpc::MethodTable DipaMethods(const rpc::Client* planning);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_DIPA_SERVICE_H_
