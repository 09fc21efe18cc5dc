#ifndef SAKIP_SERVICES_SAKIPD_INIT_H_
#define SAKIP_SERVICES_SAKIPD_INIT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/clock/clock.h"
#include "services/sakipd/options.h"

namespace sakip::sakipd {

// Makes the chosen services' stores, and for the gateway its two keys and, where asked, the
// development accounts. Answers what was done, one line each, for the operator.
// ALREADY_EXISTS, and nothing made, when one of them exists and `if_missing` is not set.
// FAILED_PRECONDITION, and nothing made, for a folder with something in it that is no store: a
// crash in the middle leaves one; the message names it. FAILED_PRECONDITION, too, for a missing
// store whose witness is there. Gateway keys and accounts that a crash kept from being made are
// made by a run with `if_missing`.
absl::StatusOr<std::vector<std::string>> Init(const InitSettings& settings,
                                              const clock::Clock& clock);

}  // namespace sakip::sakipd

#endif  // SAKIP_SERVICES_SAKIPD_INIT_H_
