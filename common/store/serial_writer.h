#ifndef SAKIP_COMMON_STORE_SERIAL_WRITER_H_
#define SAKIP_COMMON_STORE_SERIAL_WRITER_H_

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "common/store/store.h"

namespace sakip::store {

// At most so many Updates share one commit.
inline constexpr size_t kGroupMax = 64;

struct PendingUpdate {
  Store::UpdateFn fn;
  Store::Done done;
};

// Runs alone on the writer's thread, between two groups: what it sees stands still. `stopped`: the
// writer stopped before, there is nothing to do but to tell whoever waits.
using WriterJob = std::function<void(bool stopped)>;

// For engines: one thread that commits queued Updates in groups, in order. It takes what is queued
// and never waits for a group to fill: under load the groups grow by themselves. Thread-safe.
class SerialWriter {
 public:
  // Runs and answers a group on the writer's thread. False when the outcome is unknown: the writer
  // then stops and answers nobody any more.
  using CommitGroup = std::function<bool(std::vector<PendingUpdate>)>;

  explicit SerialWriter(CommitGroup commit);
  ~SerialWriter() { Close(); }
  SerialWriter(const SerialWriter&) = delete;
  SerialWriter& operator=(const SerialWriter&) = delete;

  // False, and nothing taken, after Close or a stop.
  bool Submit(PendingUpdate& update);

  // Queues `job` behind the Updates so far. False, and nothing taken, after Close or a stop.
  bool SubmitJob(WriterJob job);

  // Returns when everything queued is answered and the thread has ended. Idempotent.
  void Close();

 private:
  // An Update, or a job.
  struct Item {
    PendingUpdate update;
    WriterJob job;
  };

  void Loop();
  std::vector<Item> Take();
  bool Run(std::vector<Item> items);

  const CommitGroup commit_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Item> queue_;  // guarded by mutex_
  bool closed_ = false;     // guarded by mutex_
  std::mutex join_mutex_;
  std::thread thread_;  // last: it uses the others
};

}  // namespace sakip::store

#endif  // SAKIP_COMMON_STORE_SERIAL_WRITER_H_
