#ifndef SAKIP_SERVICES_SAKIPD_VERIFY_H_
#define SAKIP_SERVICES_SAKIPD_VERIFY_H_

#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "services/sakipd/options.h"
#include "services/sakipd/stores.h"

namespace sakip::sakipd {

// Reads those of the stores that serve has open in full: every byte against its checksums, the
// records as their service sees them, and whether the witness follows. Says a line for each finding
// and each whole store; answers the last line, or a status with the exit code's reason. `digest` is
// the option's text.
absl::StatusOr<std::string> VerifyOpenStores(const Stores& stores,
                                             const std::set<Service>& services,
                                             const OpenStores& open, const std::string& digest,
                                             const Say& say);

}  // namespace sakip::sakipd

#endif  // SAKIP_SERVICES_SAKIPD_VERIFY_H_
