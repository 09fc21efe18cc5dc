#ifndef SAKIP_COMMON_STORE_ROCKSDB_COMMIT_H_
#define SAKIP_COMMON_STORE_ROCKSDB_COMMIT_H_

#include <rocksdb/db.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "common/store/rocksdb_store.h"
#include "common/store/rocksdb_writes.h"
#include "common/store/serial_writer.h"
#include "common/store/store.h"

// The write path of the embedded store. Not a public header.
namespace sakip::store {

// Calls the handler once; a second caller waits for it, so that it cannot answer anyone meanwhile.
// Thread-safe.
class Fatal {
 public:
  // No handler: one JSON line to stderr, unless nobody reads it, then _exit(kExitIoError).
  explicit Fatal(FatalHandler handler);
  void Stop(const std::string& message);
  bool stopped() const { return stopped_; }

 private:
  const FatalHandler handler_;
  std::once_flag once_;
  std::atomic<bool> stopped_ = false;
};

// Refuses writes before the disk is full. The writer's thread only.
class DiskReserve {
 public:
  DiskReserve(std::string dir, uint64_t bytes, NoticeHandler on_notice);

  // Looks at the disk; UNKNOWN when it cannot.
  absl::Status Look();
  // What a write gets now: OK or StorageLow.
  const absl::Status& refusal() const { return refusal_; }

 private:
  const std::string dir_;
  const uint64_t bytes_;
  const NoticeHandler on_notice_;
  absl::Status refusal_;
};

// Decides and writes groups. The writer's thread only.
class Committer {
 public:
  struct Hooks {
    std::function<void(const Store::Done& done, absl::StatusOr<Head> outcome)> answer;
    std::function<absl::Status(const Store::UpdateFn& fn, Txn& txn)> run;
    std::function<absl::Status()> check_folder;     // that it is still the store's, before a group
    std::function<void(const Head& head)> durable;  // the head of a group is on disk
  };

  Committer(std::string service, Head head, DiskReserve reserve, std::shared_ptr<Fatal> fatal,
            Hooks hooks);

  // False after a failed write: whether it is on disk is not known, so nobody is answered.
  bool Commit(rocksdb::DB& db, std::vector<PendingUpdate> updates);

 private:
  struct Group;

  void RunInGroup(PendingUpdate update, Group& group);
  absl::Status Write(Group& group);
  void AnswerAll(Group& group);
  bool Stop(const absl::Status& status);

  const std::string service_;
  Head head_;
  ReadCache cache_;
  DiskReserve reserve_;
  const std::shared_ptr<Fatal> fatal_;
  const Hooks hooks_;
};

}  // namespace sakip::store

#endif  // SAKIP_COMMON_STORE_ROCKSDB_COMMIT_H_
