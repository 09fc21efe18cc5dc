#ifndef SAKIP_COMMON_STORE_WITNESS_H_
#define SAKIP_COMMON_STORE_WITNESS_H_

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/store/fd.h"
#include "common/store/store.h"

// What a store had, told by a file that is not in it (best on another disk): RocksDB opens a
// damaged or missing log as a shorter one with OK, and an old copy of a folder looks like a store.
// Two slots of 512 bytes at offsets 0 and 4096, written in turn, so that a torn write spoils one:
// docs/DATA_FORMAT.md has the bytes.
namespace sakip::store {

struct Witness {
  std::string store_id;
  uint64_t epoch = 0;
  Head head;

  bool operator==(const Witness& other) const {
    return store_id == other.store_id && epoch == other.epoch &&
           head.sequence == other.head.sequence && head.chain == other.head.chain;
  }
};

// The newer of the slots that are whole. NOT_FOUND: no file. DATA_LOSS: no slot is whole.
absl::StatusOr<Witness> ReadWitness(const std::string& file);

// A witness file, open for writing and locked until destroyed. A running store holds it for its
// life, so that nobody makes another store in its place while it goes on: its files are found by
// name, wherever its folder was moved to. Who replaces a witness that is there takes it before and
// holds it until all is done; the lock stays with the file that was replaced.
class WitnessLock {
 public:
  // NOT_FOUND: no file. UNAVAILABLE: a running store uses it. UNKNOWN: the system refuses.
  static absl::StatusOr<WitnessLock> Take(const std::string& file);

 private:
  friend class WitnessKeeper;
  WitnessLock(Fd fd, std::string file) : fd_(std::move(fd)), file_(std::move(file)) {}

  Fd fd_;
  std::string file_;
};

// Makes or replaces the file; durable when it returns OK. For init, restore, migrate and an
// operator who accepts the store as it is. Whether a store uses it is for the caller: WitnessLock.
absl::Status WriteWitness(const std::string& file, const Witness& witness);

// DATA_LOSS unless a store with this identity and head is what the witness saw or a later state of
// it. `chain_at` gives the store's chain at a sequence, nullopt when it has none.
absl::Status CompareWitness(
    const Witness& witness, const Identity& identity, const Head& head,
    const std::function<absl::StatusOr<std::optional<std::string>>(uint64_t sequence)>& chain_at);

// Writes the newest head of an open store into its witness file: within 200 ms of a commit, and at
// Close. Damage to what was written after the last time cannot be told from a torn tail. A failed
// write calls `on_fatal`. Thread-safe.
class WitnessKeeper {
 public:
  static absl::StatusOr<std::unique_ptr<WitnessKeeper>> Open(
      WitnessLock lock, Witness last, std::function<void(const std::string& message)> on_fatal);
  ~WitnessKeeper() { Close(); }
  WitnessKeeper(const WitnessKeeper&) = delete;
  WitnessKeeper& operator=(const WitnessKeeper&) = delete;

  void Saw(const Head& head);  // durable group heads only; never blocks on the disk
  void Close();                // writes the last head seen. Idempotent.

 private:
  WitnessKeeper(WitnessLock lock, Witness last, int next_slot, uint64_t counter,
                std::function<void(const std::string&)> on_fatal);
  void Loop();
  absl::Status Write(const Witness& witness);

  const WitnessLock lock_;
  const std::function<void(const std::string&)> on_fatal_;
  std::mutex mutex_;
  std::condition_variable wake_;
  Witness newest_;       // guarded by mutex_
  bool closed_ = false;  // guarded by mutex_
  Witness written_;      // the loop's only, as the rest
  int next_slot_;
  uint64_t counter_;  // of the slot written last
  std::mutex join_mutex_;
  std::thread thread_;  // last: it uses the others
};

}  // namespace sakip::store

#endif  // SAKIP_COMMON_STORE_WITNESS_H_
