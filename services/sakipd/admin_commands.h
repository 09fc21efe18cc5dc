#ifndef SAKIP_SERVICES_SAKIPD_ADMIN_COMMANDS_H_
#define SAKIP_SERVICES_SAKIPD_ADMIN_COMMANDS_H_

#include "common/clock/clock.h"
#include "services/sakipd/admin_server.h"
#include "services/sakipd/options.h"
#include "services/sakipd/stores.h"

namespace sakip::sakipd {

// What serve does when asked over its admin socket: "backup" and "verify" of its open stores.
// `stores`, `open` and `clock` outlive the answer.
AdminServer::Handler AdminCommands(const Stores& stores, const OpenStores& open,
                                   const clock::Clock& clock);

}  // namespace sakip::sakipd

#endif  // SAKIP_SERVICES_SAKIPD_ADMIN_COMMANDS_H_
