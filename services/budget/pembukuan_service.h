#ifndef SAKIP_SERVICES_BUDGET_PEMBUKUAN_SERVICE_H_
#define SAKIP_SERVICES_BUDGET_PEMBUKUAN_SERVICE_H_

#include "common/rpc/handler.h"

namespace sakip::budget {

// The methods of sakip.budget.v1.PembukuanService.
rpc::MethodTable PembukuanMethods();

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_PEMBUKUAN_SERVICE_H_
