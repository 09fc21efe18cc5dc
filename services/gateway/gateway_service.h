#ifndef SAKIP_SERVICES_GATEWAY_GATEWAY_SERVICE_H_
#define SAKIP_SERVICES_GATEWAY_GATEWAY_SERVICE_H_

#include <string>

#include "common/rpc/handler.h"

namespace sakip::gateway {

// What the gateway answers itself. `version` is the release, "0.1.0".
rpc::MethodTable GatewayMethods(std::string version);

}  // namespace sakip::gateway

#endif  // SAKIP_SERVICES_GATEWAY_GATEWAY_SERVICE_H_
