#ifndef SAKIP_SERVICES_SAKIPD_STOP_LIMIT_H_
#define SAKIP_SERVICES_SAKIPD_STOP_LIMIT_H_

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "common/log/log.h"

namespace sakip::sakipd {

// While it lives a stop is under way. When it lives longer than `limit`, the process ends with
// kExitForced: a call that waits for a silent peer has until its own deadline, and nobody waits
// that long. That is safe, as a second signal is: what was acknowledged is synced.
class StopLimit {
 public:
  // The logger outlives it.
  StopLimit(std::chrono::milliseconds limit, const log::Logger& logger);
  ~StopLimit();
  StopLimit(const StopLimit&) = delete;
  StopLimit& operator=(const StopLimit&) = delete;

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopped_ = false;
  std::thread thread_;
};

}  // namespace sakip::sakipd

#endif  // SAKIP_SERVICES_SAKIPD_STOP_LIMIT_H_
