#include "bench/posting/null_store.h"

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "common/store/chain.h"

namespace sakip::bench {
namespace {

using store::Head;
using store::Range;
using store::Reader;
using store::Table;

std::string FullKey(const Table& table, std::string_view key) {
  std::string full;
  full.reserve(key.size() + 1);
  full.append(1, static_cast<char>(table.id)).append(key);
  return full;
}

std::string FullEnd(const Table& table, const Range& range) {
  return range.end.empty() ? std::string(1, static_cast<char>(table.id + 1))
                           : FullKey(table, range.end);
}

using Overlay = std::map<std::string, std::optional<std::string>>;

struct State {
  mutable std::recursive_mutex
      mutex;  // an Update holds it; the snapshot of a replay check comes inside
  std::unordered_map<std::string, std::string> values;
  std::set<std::string> keys;  // of `values`, for scans
  Head head{.sequence = 0, .chain = store::EmptyChain()};
  bool frozen = false;
};

std::optional<std::string> Find(const State& state, const std::string& full) {
  const auto found = state.values.find(full);
  return found == state.values.end() ? std::nullopt : std::optional<std::string>(found->second);
}

// `state` with `overlay` over it, in key order.
void ScanBoth(const State& state, const Overlay& overlay, const Table& table, const Range& range,
              bool reverse, const Reader::Visitor& visit) {
  std::string begin = FullKey(table, range.begin);
  std::string end = FullEnd(table, range);
  while (begin < end) {
    std::optional<std::string> key;
    if (auto it = state.keys.lower_bound(reverse ? end : begin); reverse) {
      if (it != state.keys.begin() && *std::prev(it) >= begin) {
        key = *std::prev(it);
      }
    } else if (it != state.keys.end() && *it < end) {
      key = *it;
    }
    if (auto it = overlay.lower_bound(reverse ? end : begin); reverse) {
      if (it != overlay.begin() && std::prev(it)->first >= begin &&
          (!key || std::prev(it)->first > *key)) {
        key = std::prev(it)->first;
      }
    } else if (it != overlay.end() && it->first < end && (!key || it->first < *key)) {
      key = it->first;
    }
    if (!key) {
      return;
    }
    const auto own = overlay.find(*key);
    const std::optional<std::string> value = own == overlay.end() ? Find(state, *key) : own->second;
    if (value && !visit(std::string_view(*key).substr(1), *value)) {
      return;
    }
    (reverse ? end : begin) = reverse ? *key : *key + '\0';
  }
}

class NullTxn final : public store::Txn {
 public:
  explicit NullTxn(const State& state) : state_(state) {}
  uint64_t sequence() const override { return state_.head.sequence + 1; }
  Overlay TakeWrites() { return std::move(overlay_); }

 private:
  absl::StatusOr<std::optional<std::string>> DoGet(const Table& table,
                                                   std::string_view key) const override {
    const std::string full = FullKey(table, key);
    const auto own = overlay_.find(full);
    return own == overlay_.end() ? Find(state_, full) : own->second;
  }
  absl::Status DoScan(const Table& table, const Range& range, bool reverse,
                      const Reader::Visitor& visit) const override {
    ScanBoth(state_, overlay_, table, range, reverse, visit);
    return absl::OkStatus();
  }
  absl::Status DoPut(const Table& table, std::string_view key, std::string_view value) override {
    overlay_[FullKey(table, key)] = std::string(value);
    return absl::OkStatus();
  }
  absl::Status DoDelete(const Table& table, std::string_view key) override {
    overlay_[FullKey(table, key)] = std::nullopt;
    return absl::OkStatus();
  }

  const State& state_;
  Overlay overlay_;
};

class NullSnapshot final : public store::Snapshot {
 public:
  explicit NullSnapshot(std::shared_ptr<const State> state) : state_(std::move(state)) {
    const std::lock_guard lock(state_->mutex);
    head_ = state_->head;
  }
  const Head& head() const override { return head_; }

 private:
  absl::StatusOr<std::optional<std::string>> DoGet(const Table& table,
                                                   std::string_view key) const override {
    const std::lock_guard lock(state_->mutex);
    return Find(*state_, FullKey(table, key));
  }
  absl::Status DoScan(const Table& table, const Range& range, bool reverse,
                      const Reader::Visitor& visit) const override {
    const std::lock_guard lock(state_->mutex);
    ScanBoth(*state_, {}, table, range, reverse, visit);
    return absl::OkStatus();
  }

  std::shared_ptr<const State> state_;
  Head head_;
};

class NullStoreImpl final : public NullStore {
 public:
  NullStoreImpl(std::string service, Mode mode)
      : identity_{.service = std::move(service), .store_id = std::string(32, '0'), .epoch = 1},
        mode_(mode) {}

  const store::Identity& identity() const override { return identity_; }
  std::unique_ptr<store::Snapshot> GetSnapshot() const override {
    return std::make_unique<NullSnapshot>(state_);
  }
  void Close() override {}
  void Freeze() override {
    const std::lock_guard lock(state_->mutex);
    state_->frozen = true;
  }

 private:
  void DoSubmit(UpdateFn fn, Done done) override {
    absl::StatusOr<Head> outcome = Commit(fn);
    Answer(done, std::move(outcome));
  }

  absl::StatusOr<Head> Commit(const UpdateFn& fn) {
    const std::lock_guard lock(state_->mutex);
    State& state = *state_;
    if (state.frozen && mode_ == Mode::kAnswersOnly) {
      return state.head;
    }
    NullTxn txn(state);
    if (absl::Status status = Run(fn, txn); !status.ok()) {
      return status;
    }
    if (txn.writes() > 0) {
      Install(txn.TakeWrites(), state);
      ++state.head.sequence;
    }
    return state.head;
  }

  static void Install(Overlay overlay, State& state) {
    for (auto& [key, value] : overlay) {
      if (state.frozen) {
        const auto found = state.values.find(key);
        if (found != state.values.end() && value) {
          found->second = *std::move(value);
        }
      } else if (value) {
        state.keys.insert(key);
        state.values[key] = *std::move(value);
      } else {
        state.keys.erase(key);
        state.values.erase(key);
      }
    }
  }

  const store::Identity identity_;
  const Mode mode_;
  const std::shared_ptr<State> state_ = std::make_shared<State>();
};

}  // namespace

std::unique_ptr<NullStore> NewNullStore(std::string service, NullStore::Mode mode) {
  return std::make_unique<NullStoreImpl>(std::move(service), mode);
}

}  // namespace sakip::bench
