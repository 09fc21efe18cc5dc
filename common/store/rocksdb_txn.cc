#include "common/store/rocksdb_txn.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/failpoint/failpoint.h"
#include "common/store/rocksdb_records.h"

namespace sakip::store {
namespace {

// Visits [range) of `table` and never forgets the iterator's status: at a damaged block an iterator
// just ends.
absl::Status ScanWith(rocksdb::Iterator& it, const Table& table, const Range& range, bool reverse,
                      const Reader::Visitor& visit) {
  const std::string begin = FullKey(table, range.begin);
  const std::string end = range.end.empty() ? std::string(1, static_cast<char>(table.id + 1))
                                            : FullKey(table, range.end);
  if (reverse) {
    it.SeekForPrev(end);
    if (it.Valid() && it.key() == rocksdb::Slice(end)) {
      it.Prev();
    }
  } else {
    it.Seek(begin);
  }
  while (it.Valid()) {
    const std::string_view key = ToView(it.key());
    if (reverse ? key < begin : key >= end) {
      break;
    }
    if (!visit(key.substr(1), ToView(it.value()))) {
      break;
    }
    if (reverse) {
      it.Prev();
    } else {
      it.Next();
    }
  }
  if (it.status().ok() || failpoint::Planted(failpoint::Defect::kIgnoreIteratorStatus)) {
    return absl::OkStatus();
  }
  return ReadError(it.status());
}

absl::StatusOr<std::optional<std::string>> Found(const rocksdb::Status& status,
                                                 rocksdb::PinnableSlice& value) {
  if (status.IsNotFound()) {
    return std::optional<std::string>();
  }
  if (!status.ok()) {
    return ReadError(status);
  }
  return std::optional<std::string>(value.ToString());
}

absl::Status Batched(const rocksdb::Status& status) {
  return status.ok() ? absl::OkStatus()
                     : absl::InternalError(absl::StrCat("batch: ", status.ToString()));
}

}  // namespace

RocksDbSnapshot::RocksDbSnapshot(std::shared_ptr<OpenDatabase> database,
                                 const rocksdb::Snapshot* snapshot, Head head)
    : database_(std::move(database)), snapshot_(snapshot), head_(std::move(head)) {
  read_.snapshot = snapshot_;
}

absl::StatusOr<std::optional<std::string>> RocksDbSnapshot::DoGet(const Table& table,
                                                                  std::string_view key) const {
  rocksdb::PinnableSlice value;
  rocksdb::DB& db = *database_->db;
  return Found(db.Get(read_, db.DefaultColumnFamily(), FullKey(table, key), &value), value);
}

absl::Status RocksDbSnapshot::DoScan(const Table& table, const Range& range, bool reverse,
                                     const Visitor& visit) const {
  std::unique_ptr<rocksdb::Iterator> it(database_->db->NewIterator(read_));
  return ScanWith(*it, table, range, reverse, visit);
}

absl::StatusOr<std::optional<std::string>> RocksDbTxn::DoGet(const Table& table,
                                                             std::string_view key) const {
  rocksdb::PinnableSlice value;
  return Found(batch_.GetFromBatchAndDB(&db_, CheckedRead(), FullKey(table, key), &value), value);
}

absl::Status RocksDbTxn::DoScan(const Table& table, const Range& range, bool reverse,
                                const Visitor& visit) const {
  std::unique_ptr<rocksdb::Iterator> it(batch_.NewIteratorWithBase(db_.NewIterator(CheckedRead())));
  return ScanWith(*it, table, range, reverse, visit);
}

absl::Status RocksDbTxn::DoPut(const Table& table, std::string_view key, std::string_view value) {
  chain_.Put(table.id, key, value);
  return Batched(batch_.Put(FullKey(table, key), ToSlice(value)));
}

absl::Status RocksDbTxn::DoDelete(const Table& table, std::string_view key) {
  chain_.Delete(table.id, key);
  return Batched(batch_.Delete(FullKey(table, key)));
}

}  // namespace sakip::store
