#ifndef SAKIP_COMMON_STORE_ROCKSDB_TXN_H_
#define SAKIP_COMMON_STORE_ROCKSDB_TXN_H_

#include <rocksdb/db.h>
#include <rocksdb/utilities/write_batch_with_index.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "common/store/chain.h"
#include "common/store/rocksdb_settings.h"
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

// Reads through the group's batch, so it sees the Updates before it in the group. Only the writer's
// thread writes, so the database below the batch stands still.
class RocksDbTxn final : public Txn {
 public:
  RocksDbTxn(rocksdb::DB& db, rocksdb::WriteBatchWithIndex& batch, const Head& before)
      : db_(db),
        batch_(batch),
        sequence_(before.sequence + 1),
        chain_(before.chain, before.sequence + 1) {}

  uint64_t sequence() const override { return sequence_; }
  std::string FinishChain() { return chain_.Finish(); }

 private:
  absl::StatusOr<std::optional<std::string>> DoGet(const Table& table,
                                                   std::string_view key) const override;
  absl::Status DoScan(const Table& table, const Range& range, bool reverse,
                      const Visitor& visit) const override;
  absl::Status DoPut(const Table& table, std::string_view key, std::string_view value) override;
  absl::Status DoDelete(const Table& table, std::string_view key) override;

  rocksdb::DB& db_;
  rocksdb::WriteBatchWithIndex& batch_;
  uint64_t sequence_;
  ChainHasher chain_;
};

}  // namespace sakip::store

#endif  // SAKIP_COMMON_STORE_ROCKSDB_TXN_H_
