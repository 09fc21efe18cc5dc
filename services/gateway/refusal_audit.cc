#include "services/gateway/refusal_audit.h"

#include <mutex>
#include <string>
#include <utility>

namespace sakip::gateway {

// Shared with the queued Updates.
struct RefusalAudit::State {
  std::mutex mutex;
  size_t pending = 0;
  int64_t second = 0;
  uint64_t this_second = 0;
  uint64_t suppressed = 0;
};

RefusalAudit::RefusalAudit(store::Store& store, const clock::Clock& clock,
                           const log::Logger& logger, Limits limits)
    : store_(store),
      clock_(clock),
      logger_(logger),
      limits_(limits),
      state_(std::make_shared<State>()) {}

RefusalAudit::RefusalAudit(store::Store& store, const clock::Clock& clock,
                           const log::Logger& logger)
    : RefusalAudit(store, clock, logger, Limits()) {}

void RefusalAudit::Record(Refusal refusal) {
  refusal.time_us = clock_.Now().micros;
  {
    const std::lock_guard lock(state_->mutex);
    const int64_t second = refusal.time_us / 1'000'000;
    if (second != state_->second) {
      state_->second = second;
      state_->this_second = 0;
    }
    if (state_->pending >= limits_.pending_max || state_->this_second >= limits_.per_second_max) {
      ++state_->suppressed;
      logger_.Warning("refusal not recorded", {{"method", refusal.method},
                                               {"code", refusal.code},
                                               {"account", refusal.account},
                                               {"trace_id", refusal.trace_id}});
      return;
    }
    ++state_->pending;
    ++state_->this_second;
    refusal.suppressed = std::exchange(state_->suppressed, 0);
  }
  store_.Submit(
      [refusal](store::Txn& txn) { return AppendRefusal(txn, refusal); },
      [state = state_, suppressed = refusal.suppressed](const absl::StatusOr<store::Head>& head) {
        const std::lock_guard lock(state->mutex);
        --state->pending;
        if (!head.ok()) {
          state->suppressed += suppressed + 1;
        }
      });
}

}  // namespace sakip::gateway
