#ifndef SAKIP_SERVICES_SAKIPD_LIBRARY_LOGS_H_
#define SAKIP_SERVICES_SAKIPD_LIBRARY_LOGS_H_

#include "common/log/log.h"

namespace sakip::sakipd {

// Sends gRPC's errors to `logger`, at most ten lines a second, and silences protobuf: both quote
// text of strangers, and protobuf one line for every bad string. `logger` lives until the process
// ends. Call once, before gRPC starts.
void RouteLibraryLogs(const log::Logger& logger);

}  // namespace sakip::sakipd

#endif  // SAKIP_SERVICES_SAKIPD_LIBRARY_LOGS_H_
