#include "common/store/rocksdb_writes.h"

namespace sakip::store {
namespace {

// What an entry of a hash map costs beside its bytes.
constexpr size_t kEntryBytes = 112;

}  // namespace

const Cell* GroupWrites::Find(std::string_view key) const {
  const auto found = map_.find(key);
  return found == map_.end() ? nullptr : &found->second;
}

void GroupWrites::Set(std::string key, Cell value) {
  if (undo_.empty()) {
    bytes_before_ = bytes_;
  }
  bytes_ += key.size() + (value ? value->size() : 0);
  const auto [place, is_new] = map_.try_emplace(std::move(key));
  undo_.emplace_back(place, is_new ? std::nullopt : std::optional<Cell>(std::move(place->second)));
  place->second = std::move(value);
}

void GroupWrites::RollBack() {
  if (undo_.empty()) {
    return;
  }
  for (; !undo_.empty(); undo_.pop_back()) {
    auto& [place, before] = undo_.back();
    if (before) {
      place->second = *std::move(before);
    } else {
      map_.erase(place);
    }
  }
  bytes_ = bytes_before_;
}

const Cell* ReadCache::Find(std::string_view key) {
  if (const auto found = young_.find(key); found != young_.end()) {
    return &found->second;
  }
  const auto found = old_.find(key);
  if (found == old_.end()) {
    return nullptr;
  }
  auto entry = old_.extract(found);
  return Keep(std::move(entry.key()), std::move(entry.mapped()));
}

void ReadCache::Insert(std::string_view key, const Cell& value) {
  Keep(std::string(key), value);
}

void ReadCache::Written(std::string_view key, const Cell& value) {
  for (Map* map : {&young_, &old_}) {
    if (const auto found = map->find(key); found != map->end()) {
      // What was looked for and not there, and then written, is seldom asked for again.
      if (found->second && value) {
        found->second = value;
      } else {
        map->erase(found);
      }
    }
  }
}

const Cell* ReadCache::Keep(std::string key, Cell value) {
  const size_t bytes = kEntryBytes + key.size() + (value ? value->size() : 0);
  if (young_bytes_ + bytes > half_bytes_max_) {
    old_ = std::exchange(young_, {});
    young_bytes_ = 0;
  }
  young_bytes_ += bytes;
  return &young_.insert_or_assign(std::move(key), std::move(value)).first->second;
}

}  // namespace sakip::store
