#ifndef SAKIP_COMMON_STORE_ROCKSDB_TXN_H_
#define SAKIP_COMMON_STORE_ROCKSDB_TXN_H_

#include <rocksdb/db.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "common/store/chain.h"
#include "common/store/rocksdb_settings.h"
#include "common/store/rocksdb_writes.h"
#include "common/store/store.h"
#include "common/store/store_dir.h"
#include "common/store/witness.h"

// The two readers of the embedded store. Not a public header.
namespace sakip::store {

// The open database; shared with snapshots, so that Close cannot pull it from under a reader.
struct OpenDatabase {
  DirLock lock;
  std::unique_ptr<WitnessKeeper> keeper;  // null at rest
  std::unique_ptr<rocksdb::DB> db;        // last: closed before the locks are released
};

// Fixed to a snapshot of `database`, which it releases.
class RocksDbSnapshot final : public Snapshot {
 public:
  RocksDbSnapshot(std::shared_ptr<OpenDatabase> database, const rocksdb::Snapshot* snapshot,
                  Head head);
  ~RocksDbSnapshot() override { database_->db->ReleaseSnapshot(snapshot_); }
  RocksDbSnapshot(const RocksDbSnapshot&) = delete;
  RocksDbSnapshot& operator=(const RocksDbSnapshot&) = delete;

  const Head& head() const override { return head_; }

 private:
  absl::StatusOr<std::optional<std::string>> DoGet(const Table& table,
                                                   std::string_view key) const override;
  absl::Status DoScan(const Table& table, const Range& range, bool reverse,
                      const Visitor& visit) const override;

  std::shared_ptr<OpenDatabase> database_;
  const rocksdb::Snapshot* snapshot_;
  Head head_;
  rocksdb::ReadOptions read_ = CheckedRead();
};

// What the Updates of a group see and change together. Only the writer's thread writes, so the
// database below stands still.
struct GroupState {
  rocksdb::DB& db;
  ReadCache& cache;
  GroupWrites writes{};
  std::unique_ptr<rocksdb::Iterator> iterator{};  // of the last scan, for the next one
};

// Reads through the group's writes, so it sees the Updates before it in the group.
class RocksDbTxn final : public Txn {
 public:
  RocksDbTxn(GroupState& group, const Head& before)
      : group_(group), sequence_(before.sequence + 1), chain_(before.chain, before.sequence + 1) {}

  uint64_t sequence() const override { return sequence_; }
  std::string FinishChain() { return chain_.Finish(); }

 private:
  absl::StatusOr<std::optional<std::string>> DoGet(const Table& table,
                                                   std::string_view key) const override;
  absl::Status DoScan(const Table& table, const Range& range, bool reverse,
                      const Visitor& visit) const override;
  absl::Status DoPut(const Table& table, std::string_view key, std::string_view value) override;
  absl::Status DoDelete(const Table& table, std::string_view key) override;

  GroupState& group_;
  uint64_t sequence_;
  ChainHasher chain_;
};

}  // namespace sakip::store

#endif  // SAKIP_COMMON_STORE_ROCKSDB_TXN_H_
