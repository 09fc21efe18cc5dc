#ifndef SAKIP_COMMON_STORE_ROCKSDB_SCRUB_H_
#define SAKIP_COMMON_STORE_ROCKSDB_SCRUB_H_

#include <rocksdb/db.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "absl/status/status.h"

namespace sakip::store {

// Ends a slow job early. Thread-safe.
class StopSignal {
 public:
  void Stop();
  // False when stopped before the time is over.
  bool Sleep(std::chrono::nanoseconds time);

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopped_ = false;  // guarded by mutex_
};

// RocksDbStore::Scrub. Not a public header.
absl::Status ScrubTableFiles(rocksdb::DB& db, uint64_t bytes_per_second, StopSignal& stop);

}  // namespace sakip::store

#endif  // SAKIP_COMMON_STORE_ROCKSDB_SCRUB_H_
