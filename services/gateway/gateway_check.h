#ifndef SAKIP_SERVICES_GATEWAY_GATEWAY_CHECK_H_
#define SAKIP_SERVICES_GATEWAY_GATEWAY_CHECK_H_

#include "absl/status/status.h"
#include "common/store/store.h"

namespace sakip::gateway {

// Reads the gateway's whole store: every account is valid and under its name, every subject has
// one. OK, or DATA_LOSS that names tables, never a person.
absl::Status CheckGatewayRecords(const store::Snapshot& snapshot);

}  // namespace sakip::gateway

#endif  // SAKIP_SERVICES_GATEWAY_GATEWAY_CHECK_H_
