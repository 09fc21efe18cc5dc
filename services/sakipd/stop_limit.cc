#include "services/sakipd/stop_limit.h"

#include <unistd.h>

#include "services/sakipd/signals.h"

namespace sakip::sakipd {

StopLimit::StopLimit(std::chrono::milliseconds limit, const log::Logger& logger)
    : thread_([this, limit, &logger] {
        std::unique_lock<std::mutex> lock(mutex_);
        if (!changed_.wait_for(lock, limit, [this] { return stopped_; })) {
          logger.Warning("stopped with calls still running");
          _exit(kExitForced);
        }
      }) {}

StopLimit::~StopLimit() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

}  // namespace sakip::sakipd
