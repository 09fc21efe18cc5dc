#ifndef SAKIP_SERVICES_GATEWAY_REFUSAL_AUDIT_H_
#define SAKIP_SERVICES_GATEWAY_REFUSAL_AUDIT_H_

#include <cstddef>
#include <cstdint>
#include <memory>

#include "common/clock/clock.h"
#include "common/log/log.h"
#include "common/store/store.h"
#include "services/gateway/gateway_repository.h"

namespace sakip::gateway {

// Records refusals without holding up the answer. A stranger can cause refusals at will, so both
// what waits and what is kept a second are bounded: the rest goes to the log and into the next
// record's `suppressed`. Thread-safe. Store, clock and logger outlive it; it may be destroyed while
// records are still queued.
class RefusalAudit {
 public:
  struct Limits {
    size_t pending_max = 64;
    uint64_t per_second_max = 10;
  };

  RefusalAudit(store::Store& store, const clock::Clock& clock, const log::Logger& logger,
               Limits limits);
  // The usual limits.
  RefusalAudit(store::Store& store, const clock::Clock& clock, const log::Logger& logger);

  // `refusal.time_us` and `refusal.suppressed` are filled here.
  void Record(Refusal refusal);

 private:
  struct State;

  store::Store& store_;
  const clock::Clock& clock_;
  const log::Logger& logger_;
  const Limits limits_;
  const std::shared_ptr<State> state_;
};

}  // namespace sakip::gateway

#endif  // SAKIP_SERVICES_GATEWAY_REFUSAL_AUDIT_H_
