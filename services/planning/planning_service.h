#ifndef SAKIP_SERVICES_PLANNING_PLANNING_SERVICE_H_
#define SAKIP_SERVICES_PLANNING_PLANNING_SERVICE_H_

#include "common/rpc/handler.h"

namespace sakip::planning {

// The methods of sakip.planning.v1.PlanningService.
rpc::MethodTable PlanningMethods();

}  // namespace sakip::planning

#endif  // SAKIP_SERVICES_PLANNING_PLANNING_SERVICE_H_
