#include "common/store/memory_store.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "common/store/chain.h"
#include "common/store/failed_snapshot.h"
#include "common/store/serial_writer.h"

namespace sakip::store {
namespace {

std::string FullKey(const Table& table, std::string_view key) {
  std::string full(1, static_cast<char>(table.id));
  full.append(key);
  return full;
}

// The first full key after `range` of `table`.
std::string FullEnd(const Table& table, const Range& range) {
  return range.end.empty() ? std::string(1, static_cast<char>(table.id + 1))
                           : FullKey(table, range.end);
}

// A key with its value, nullopt being a deletion.
using Cell = std::pair<std::string, std::optional<std::string>>;
using Overlay = std::map<std::string, std::optional<std::string>>;

// Every version of every key. A step locks and copies, so a visitor never runs under the lock.
class Versions {
 public:
  std::optional<std::string> Get(const std::string& key, uint64_t at) const {
    std::lock_guard lock(mutex_);
    auto found = cells_.find(key);
    return found == cells_.end() ? std::nullopt : ValueAt(found->second, at);
  }

  // The first live cell in [begin, end).
  std::optional<Cell> First(const std::string& begin, const std::string& end, uint64_t at) const {
    std::lock_guard lock(mutex_);
    for (auto it = cells_.lower_bound(begin); it != cells_.end() && it->first < end; ++it) {
      if (std::optional<std::string> value = ValueAt(it->second, at)) {
        return Cell(it->first, std::move(value));
      }
    }
    return std::nullopt;
  }

  // The last live cell in [begin, end).
  std::optional<Cell> Last(const std::string& begin, const std::string& end, uint64_t at) const {
    std::lock_guard lock(mutex_);
    for (auto it = cells_.lower_bound(end); it != cells_.begin();) {
      --it;
      if (it->first < begin) {
        return std::nullopt;
      }
      if (std::optional<std::string> value = ValueAt(it->second, at)) {
        return Cell(it->first, std::move(value));
      }
    }
    return std::nullopt;
  }

  void Install(uint64_t sequence, Overlay&& writes) {
    std::lock_guard lock(mutex_);
    for (auto& [key, value] : writes) {
      cells_[key].push_back({.sequence = sequence, .value = std::move(value)});
    }
  }

 private:
  struct Version {
    uint64_t sequence = 0;
    std::optional<std::string> value;
  };

  static std::optional<std::string> ValueAt(const std::vector<Version>& versions, uint64_t at) {
    auto found = std::find_if(versions.rbegin(), versions.rend(),
                              [at](const Version& version) { return version.sequence <= at; });
    return found == versions.rend() ? std::nullopt : found->value;
  }

  mutable std::mutex mutex_;
  std::map<std::string, std::vector<Version>> cells_;
};

// The versions at one moment under the writes of an Update.
struct View {
  std::shared_ptr<const Versions> versions;
  uint64_t at = 0;
  Overlay overlay;

  std::optional<std::string> Get(const Table& table, std::string_view key) const {
    const std::string full = FullKey(table, key);
    auto own = overlay.find(full);
    return own == overlay.end() ? versions->Get(full, at) : own->second;
  }

  // The first or last cell in [begin, end); a deletion in the overlay counts as a cell.
  std::optional<Cell> Next(const std::string& begin, const std::string& end, bool reverse) const {
    std::optional<Cell> base =
        reverse ? versions->Last(begin, end, at) : versions->First(begin, end, at);
    auto own = overlay.lower_bound(reverse ? end : begin);
    if (reverse) {
      if (own == overlay.begin() || std::prev(own)->first < begin) {
        return base;
      }
      --own;
    } else if (own == overlay.end() || own->first >= end) {
      return base;
    }
    const bool base_first =
        base.has_value() && (reverse ? base->first > own->first : base->first < own->first);
    return base_first ? base : Cell(own->first, own->second);
  }

  void Scan(const Table& table, const Range& range, bool reverse,
            const Reader::Visitor& visit) const {
    std::string begin = FullKey(table, range.begin);
    std::string end = FullEnd(table, range);
    while (std::optional<Cell> cell = Next(begin, end, reverse)) {
      const std::string_view key = cell->first;
      if (cell->second.has_value() && !visit(key.substr(1), *cell->second)) {
        return;
      }
      if (reverse) {
        end = cell->first;
      } else {
        begin = cell->first + '\0';
      }
    }
  }
};

class MemorySnapshot final : public Snapshot {
 public:
  MemorySnapshot(std::shared_ptr<const Versions> versions, Head head)
      : head_(std::move(head)),
        view_{.versions = std::move(versions), .at = head_.sequence, .overlay = {}} {}

  const Head& head() const override { return head_; }

 private:
  absl::StatusOr<std::optional<std::string>> DoGet(const Table& table,
                                                   std::string_view key) const override {
    return view_.Get(table, key);
  }
  absl::Status DoScan(const Table& table, const Range& range, bool reverse,
                      const Visitor& visit) const override {
    view_.Scan(table, range, reverse, visit);
    return absl::OkStatus();
  }

  Head head_;
  View view_;
};

class MemoryTxn final : public Txn {
 public:
  MemoryTxn(std::shared_ptr<const Versions> versions, const Head& before)
      : view_{.versions = std::move(versions), .at = before.sequence, .overlay = {}},
        chain_(before.chain, before.sequence + 1) {}

  uint64_t sequence() const override { return view_.at + 1; }
  Overlay TakeWrites() { return std::move(view_.overlay); }
  std::string FinishChain() { return chain_.Finish(); }

 private:
  absl::StatusOr<std::optional<std::string>> DoGet(const Table& table,
                                                   std::string_view key) const override {
    return view_.Get(table, key);
  }
  absl::Status DoScan(const Table& table, const Range& range, bool reverse,
                      const Visitor& visit) const override {
    view_.Scan(table, range, reverse, visit);
    return absl::OkStatus();
  }
  absl::Status DoPut(const Table& table, std::string_view key, std::string_view value) override {
    view_.overlay[FullKey(table, key)] = std::string(value);
    chain_.Put(table.id, key, value);
    return absl::OkStatus();
  }
  absl::Status DoDelete(const Table& table, std::string_view key) override {
    view_.overlay[FullKey(table, key)] = std::nullopt;
    chain_.Delete(table.id, key);
    return absl::OkStatus();
  }

  View view_;
  ChainHasher chain_;
};

class MemoryStore final : public Store {
 public:
  explicit MemoryStore(Identity identity)
      : identity_(std::move(identity)),
        head_{.sequence = 0, .chain = EmptyChain()},
        writer_([this](std::vector<PendingUpdate> group) {
          Commit(std::move(group));
          return true;
        }) {}
  ~MemoryStore() override { writer_.Close(); }

  const Identity& identity() const override { return identity_; }

  std::unique_ptr<Snapshot> GetSnapshot() const override {
    std::lock_guard lock(mutex_);
    if (closed_) {
      return std::make_unique<FailedSnapshot>(absl::UnavailableError("the store is closed"));
    }
    return std::make_unique<MemorySnapshot>(versions_, head_);
  }

  void Close() override {
    writer_.Close();
    std::lock_guard lock(mutex_);
    closed_ = true;
  }

 private:
  void DoSubmit(UpdateFn fn, Done done) override {
    PendingUpdate update{.fn = std::move(fn), .done = std::move(done)};
    if (!writer_.Submit(update)) {
      Answer(update.done, absl::UnavailableError("the store is closed"));
    }
  }

  // What a group installs stays invisible until head_ moves: snapshots read up to head_.
  void Commit(std::vector<PendingUpdate> group) {
    std::vector<absl::StatusOr<Head>> outcomes;
    Head head = head_;  // only this thread changes it
    for (PendingUpdate& update : group) {
      MemoryTxn txn(versions_, head);
      absl::Status status = Run(update.fn, txn);
      update.fn = nullptr;
      if (status.ok() && txn.writes() > 0) {
        head = {.sequence = txn.sequence(), .chain = txn.FinishChain()};
        versions_->Install(head.sequence, txn.TakeWrites());
      }
      outcomes.push_back(status.ok() ? absl::StatusOr<Head>(head) : status);
    }
    {
      std::lock_guard lock(mutex_);
      head_ = head;
    }
    for (size_t i = 0; i < group.size(); ++i) {
      Answer(group[i].done, std::move(outcomes[i]));
    }
  }

  const Identity identity_;
  const std::shared_ptr<Versions> versions_ = std::make_shared<Versions>();
  mutable std::mutex mutex_;
  Head head_;            // guarded by mutex_
  bool closed_ = false;  // guarded by mutex_
  SerialWriter writer_;  // last: its thread uses the others
};

}  // namespace

std::unique_ptr<Store> NewMemoryStore(std::string service) {
  ChainHasher hash(service, 0);
  const std::string id = absl::BytesToHexString(hash.Finish().substr(0, 16));
  return std::make_unique<MemoryStore>(
      Identity{.service = std::move(service), .store_id = id, .epoch = 1});
}

}  // namespace sakip::store
