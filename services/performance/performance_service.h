#ifndef SAKIP_SERVICES_PERFORMANCE_PERFORMANCE_SERVICE_H_
#define SAKIP_SERVICES_PERFORMANCE_PERFORMANCE_SERVICE_H_

#include "common/rpc/client.h"
#include "common/rpc/handler.h"

namespace sakip::performance {

// The methods of sakip.performance.v1.PerformanceService. `planning` reaches the planning service
// and outlives the table; writes ask it for the office-year's plan before they decide. Reads and
// checks the rule sets that ship with the program: ends the process when one is invalid, which a
// build's tests rule out.
rpc::MethodTable PerformanceMethods(const rpc::Client* planning);

}  // namespace sakip::performance

#endif  // SAKIP_SERVICES_PERFORMANCE_PERFORMANCE_SERVICE_H_
