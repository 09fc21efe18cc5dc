#ifndef SAKIP_SERVICES_SAKIPCTL_REGISTER_CHECK_H_
#define SAKIP_SERVICES_SAKIPCTL_REGISTER_CHECK_H_

#include "absl/status/status.h"
#include "services/sakipctl/connection.h"
#include "services/sakipctl/finding.h"
#include "services/sakipctl/package.h"

namespace sakip::sakipctl {

// For a caller who may not write the national register: each code of the package, and its own
// office, must stand there already with the same content. What does not becomes a finding; a status
// that is not OK is the server's refusal.
absl::Status CheckRegister(const Connection& connection, const Package& package,
                           Findings& findings);

}  // namespace sakip::sakipctl

#endif  // SAKIP_SERVICES_SAKIPCTL_REGISTER_CHECK_H_
