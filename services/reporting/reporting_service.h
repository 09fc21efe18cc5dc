#ifndef SAKIP_SERVICES_REPORTING_REPORTING_SERVICE_H_
#define SAKIP_SERVICES_REPORTING_REPORTING_SERVICE_H_

#include "common/rpc/client.h"
#include "common/rpc/handler.h"

namespace sakip::reporting {

// The methods of sakip.reporting.v1.ReportingService. The clients outlive the table.
rpc::MethodTable ReportingMethods(const rpc::Client* planning, const rpc::Client* performance,
                                  const rpc::Client* budget);

}  // namespace sakip::reporting

#endif  // SAKIP_SERVICES_REPORTING_REPORTING_SERVICE_H_
