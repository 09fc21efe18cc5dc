#ifndef SAKIP_SERVICES_GATEWAY_GATEWAY_SERVICE_H_
#define SAKIP_SERVICES_GATEWAY_GATEWAY_SERVICE_H_

#include <functional>
#include <string>

#include "common/rpc/handler.h"
#include "common/rpc/server.h"
#include "services/gateway/refusal_audit.h"

namespace sakip::gateway {

// What the gateway answers itself. `version` is the release, "0.1.0".
rpc::MethodTable GatewayMethods(std::string version);

// For rpc::ServerOptions::on_refusal: whatever the gateway refuses or a service refused behind it
// goes on record. `audit` outlives the server.
std::function<void(const rpc::CallRefusal&)> RecordedIn(RefusalAudit& audit);

}  // namespace sakip::gateway

#endif  // SAKIP_SERVICES_GATEWAY_GATEWAY_SERVICE_H_
