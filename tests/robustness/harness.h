#ifndef SAKIP_TESTS_ROBUSTNESS_HARNESS_H_
#define SAKIP_TESTS_ROBUSTNESS_HARNESS_H_

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "common/failpoint/failpoint.h"
#include "common/store/rocksdb_store.h"
#include "common/store/store.h"
#include "tests/robustness/acknowledged.h"

// What the tests of this folder share. README.md says how to run and replay them.
namespace sakip::robustness {

using Clock = std::chrono::steady_clock;

// A variable of the environment; empty when it is not set.
std::string Variable(const char* name);

// T1 when the environment says SAKIP_ROBUSTNESS=T1, else T0.
uint64_t Size(uint64_t t0, uint64_t t1);

// SAKIP_SEED, or 42.
uint64_t Seed();

// Of [from, to].
uint64_t Draw(std::mt19937_64& random, uint64_t from, uint64_t to);

// A new folder in memory where the system has one, removed at the end.
class ScratchDir {
 public:
  ScratchDir();
  ~ScratchDir();
  ScratchDir(const ScratchDir&) = delete;
  ScratchDir& operator=(const ScratchDir&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// Every file below `folder` by its name there; empty folders are not told.
std::map<std::string, std::string> Files(const std::string& folder);
std::string ReadBytes(const std::string& path);
void WriteBytes(const std::string& path, const std::string& bytes);

// The store under test, of the service "planning".
store::RocksDbOptions StoreAt(const std::string& dir);

// A defect for the time of a scope.
class Planted {
 public:
  explicit Planted(failpoint::Defect defect) : defect_(defect) { failpoint::Plant(defect_, true); }
  ~Planted() { failpoint::Plant(defect_, false); }
  Planted(const Planted&) = delete;
  Planted& operator=(const Planted&) = delete;

 private:
  const failpoint::Defect defect_;
};

// A handler that returns, and what it heard. Outlives the store.
class FatalWatch {
 public:
  store::FatalHandler Handler();
  bool WaitFor(std::chrono::milliseconds most) const;
  int calls() const;
  std::string message() const;
  Clock::time_point first() const;
  bool returned() const { return returned_; }

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  int calls_ = 0;
  std::string message_;
  Clock::time_point first_;
  std::atomic<bool> returned_ = false;
};

// Writers in closed loops: each begins its next operation when the one before is answered, and ends
// at the first refusal.
class Traffic {
 public:
  Traffic(store::Store& store, Acknowledged& acknowledged, const FatalWatch& fatal, int writers,
          size_t value_bytes);
  ~Traffic() { Stop(); }
  Traffic(const Traffic&) = delete;
  Traffic& operator=(const Traffic&) = delete;

  // Waits for so many acknowledgements from now; false when time is up or everyone has ended.
  bool WaitForAcks(uint64_t count, std::chrono::milliseconds most) const;

  // Ends it: operations that nobody has answered stay so. For a store that failed, after its Close.
  void Stop();

  // After Stop.
  int unanswered() const { return unanswered_; }
  // Acknowledged although begun after the handler had returned.
  int acked_after_fatal() const { return acked_after_fatal_; }
  std::optional<Clock::time_point> last_ack() const;

 private:
  struct Call;
  void Write(int writer);

  store::Store& store_;
  Acknowledged& acknowledged_;
  const FatalWatch& fatal_;
  const size_t value_bytes_;
  std::atomic<bool> stop_ = false;
  std::atomic<int> running_;
  std::atomic<int> unanswered_ = 0;
  std::atomic<int> acked_after_fatal_ = 0;
  std::atomic<Clock::rep> last_ack_ = 0;
  std::vector<std::thread> threads_;
};

}  // namespace sakip::robustness

#endif  // SAKIP_TESTS_ROBUSTNESS_HARNESS_H_
