#ifndef SAKIP_SERVICES_BUDGET_PEMBAYARAN_SERVICE_H_
#define SAKIP_SERVICES_BUDGET_PEMBAYARAN_SERVICE_H_

#include "common/rpc/handler.h"

namespace sakip::budget {

// The methods of sakip.budget.v1.PembayaranService.
rpc::MethodTable PembayaranMethods();

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_PEMBAYARAN_SERVICE_H_
