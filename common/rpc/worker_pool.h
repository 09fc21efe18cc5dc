#ifndef SAKIP_COMMON_RPC_WORKER_POOL_H_
#define SAKIP_COMMON_RPC_WORKER_POOL_H_

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace sakip::rpc {

// Threads for work that may take long or block. Thread-safe.
class WorkerPool {
 public:
  WorkerPool(int threads, size_t queue_max);
  ~WorkerPool();  // Stop

  // False when the queue is full or the pool stopped; then `work` never runs.
  bool TrySubmit(std::function<void()> work);

  // Runs what is queued, then ends the threads. Idempotent.
  void Stop();

 private:
  void Run();

  const size_t queue_max_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> queue_;
  bool stopped_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace sakip::rpc

#endif  // SAKIP_COMMON_RPC_WORKER_POOL_H_
