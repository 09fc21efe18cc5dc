#include "common/store/rocksdb_txn.h"

#include <iterator>
#include <utility>

#include "common/failpoint/failpoint.h"
#include "common/store/rocksdb_records.h"

namespace sakip::store {
namespace {

// Larger values are left to RocksDB's own cache.
constexpr size_t kCachedValueBytesMax = size_t{4} << 10;

// The first full key behind `range` of `table`.
std::string FullEnd(const Table& table, const Range& range) {
  return range.end.empty() ? std::string(1, static_cast<char>(table.id + 1))
                           : FullKey(table, range.end);
}

// At the last key before `end`.
void SeekBefore(rocksdb::Iterator& it, const std::string& end) {
  it.SeekForPrev(end);
  if (it.Valid() && it.key() == rocksdb::Slice(end)) {
    it.Prev();
  }
}

absl::Status ScanStatus(const rocksdb::Iterator& it) {
  if (it.status().ok() || failpoint::Planted(failpoint::Defect::kIgnoreIteratorStatus)) {
    return absl::OkStatus();
  }
  return ReadError(it.status());
}

// Visits [range) of `table` and never forgets the iterator's status: at a damaged block an iterator
// just ends.
absl::Status ScanWith(rocksdb::Iterator& it, const Table& table, const Range& range, bool reverse,
                      const Reader::Visitor& visit) {
  const std::string begin = FullKey(table, range.begin);
  const std::string end = FullEnd(table, range);
  if (reverse) {
    SeekBefore(it, end);
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
  return ScanStatus(it);
}

// The same over `it` with `writes` above it.
absl::Status ScanMerged(rocksdb::Iterator& it, const GroupWrites::Map& writes, const Table& table,
                        const Range& range, bool reverse, const Reader::Visitor& visit) {
  const std::string begin = FullKey(table, range.begin);
  const std::string end = FullEnd(table, range);
  // The group's own keys of the range, from where the scan starts.
  auto first = writes.lower_bound(begin);
  auto last = writes.lower_bound(end);
  if (first == last) {
    return ScanWith(it, table, range, reverse, visit);
  }
  reverse ? SeekBefore(it, end) : it.Seek(begin);
  for (;;) {
    const bool stored =
        it.Valid() && (reverse ? ToView(it.key()) >= begin : ToView(it.key()) < end);
    const bool owned = first != last;
    if (!stored && !owned) {
      break;
    }
    const auto own = reverse && owned ? std::prev(last) : first;
    // Below 0: the own key comes next; above: the stored one; 0: the own one in its place.
    int order = owned ? -1 : 1;
    if (stored && owned) {
      order = std::string_view(own->first).compare(ToView(it.key()));
      order = reverse ? -order : order;
    }
    const std::string_view key = order <= 0 ? std::string_view(own->first) : ToView(it.key());
    const bool deleted = order <= 0 && !own->second;
    if (!deleted &&
        !visit(key.substr(1), order <= 0 ? std::string_view(*own->second) : ToView(it.value()))) {
      break;
    }
    if (order >= 0) {
      reverse ? it.Prev() : it.Next();
    }
    if (order <= 0) {
      reverse ? --last : ++first;
    }
  }
  return ScanStatus(it);
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
  const std::string full = FullKey(table, key);
  if (const Cell* written = group_.writes.Find(full); written != nullptr) {
    return *written;
  }
  if (const Cell* known = group_.cache.Find(full); known != nullptr) {
    return *known;
  }
  rocksdb::PinnableSlice value;
  rocksdb::DB& db = group_.db;
  absl::StatusOr<Cell> found =
      Found(db.Get(CheckedRead(), db.DefaultColumnFamily(), full, &value), value);
  if (found.ok() && value.size() <= kCachedValueBytesMax) {
    group_.cache.Insert(full, *found);
  }
  return found;
}

absl::Status RocksDbTxn::DoScan(const Table& table, const Range& range, bool reverse,
                                const Visitor& visit) const {
  // Taken out meanwhile: `visit` may scan.
  std::unique_ptr<rocksdb::Iterator> it = std::move(group_.iterator);
  if (it == nullptr) {
    it.reset(group_.db.NewIterator(CheckedRead()));
  }
  absl::Status status = ScanMerged(*it, group_.writes.map(), table, range, reverse, visit);
  if (it->status().ok()) {
    group_.iterator = std::move(it);
  }
  return status;
}

absl::Status RocksDbTxn::DoPut(const Table& table, std::string_view key, std::string_view value) {
  chain_.Put(table.id, key, value);
  group_.writes.Set(FullKey(table, key), std::string(value));
  return absl::OkStatus();
}

absl::Status RocksDbTxn::DoDelete(const Table& table, std::string_view key) {
  chain_.Delete(table.id, key);
  group_.writes.Set(FullKey(table, key), std::nullopt);
  return absl::OkStatus();
}

}  // namespace sakip::store
