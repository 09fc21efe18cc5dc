#ifndef SAKIP_SERVICES_SAKIPD_ADMIN_COMMANDS_H_
#define SAKIP_SERVICES_SAKIPD_ADMIN_COMMANDS_H_

#include <cstdint>

#include "common/clock/clock.h"
#include "services/sakipd/admin_server.h"
#include "services/sakipd/options.h"
#include "services/sakipd/stores.h"

namespace sakip::sakipd {

// What serve does when asked over its admin socket: "backup" and "verify" of its open stores.
// FAILED_PRECONDITION when the asker means the stores of another folder. A backup leaves
// `disk_reserve_bytes` of the stores' disk. The others outlive the answer.
AdminServer::Handler AdminCommands(const Stores& stores, uint64_t disk_reserve_bytes,
                                   const OpenStores& open, const clock::Clock& clock);

}  // namespace sakip::sakipd

#endif  // SAKIP_SERVICES_SAKIPD_ADMIN_COMMANDS_H_
