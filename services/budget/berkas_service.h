#ifndef SAKIP_SERVICES_BUDGET_BERKAS_SERVICE_H_
#define SAKIP_SERVICES_BUDGET_BERKAS_SERVICE_H_

#include "common/rpc/client.h"
#include "common/rpc/handler.h"

namespace sakip::budget {

// The methods of sakip.budget.v1.BerkasService.
rpc::MethodTable BerkasMethods(const rpc::Client* planning);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_BERKAS_SERVICE_H_
