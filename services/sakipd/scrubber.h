#ifndef SAKIP_SERVICES_SAKIPD_SCRUBBER_H_
#define SAKIP_SERVICES_SAKIPD_SCRUBBER_H_

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "common/log/log.h"
#include "services/sakipd/stores.h"

namespace sakip::sakipd {

// Reads every byte of open stores against its checksums, slowly, time after time, so that a rotten
// block is known before it is needed and while a good backup still exists. Damage is an ERROR in
// the log; the process goes on, and whoever reads the damaged part is refused.
class Scrubber {
 public:
  // The first round begins after ten minutes, or `interval` where that is shorter: a process that
  // is restarted every night scrubs too. Stores and logger outlive it.
  Scrubber(const OpenStores& stores, std::chrono::milliseconds interval, const log::Logger& logger);
  // Waits for the store that is being read: close the stores first to end that early.
  ~Scrubber();
  Scrubber(const Scrubber&) = delete;
  Scrubber& operator=(const Scrubber&) = delete;

  void Stop();  // begins no more; does not wait. Idempotent.

 private:
  void Loop();
  void Scrub(Service service, const store::RocksDbStore& store) const;
  bool WaitFor(std::chrono::milliseconds time);  // false when stopped meanwhile

  const OpenStores& stores_;
  const std::chrono::milliseconds interval_;
  const log::Logger& logger_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopped_ = false;  // guarded by mutex_
  std::thread thread_;    // last: it uses the others
};

}  // namespace sakip::sakipd

#endif  // SAKIP_SERVICES_SAKIPD_SCRUBBER_H_
