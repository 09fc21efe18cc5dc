#ifndef SAKIP_COMMON_STORE_ROCKSDB_WRITES_H_
#define SAKIP_COMMON_STORE_ROCKSDB_WRITES_H_

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

// What the writer's thread keeps of the embedded store in memory, by full key: the writes of the
// group under way, and what it lately read. Not a public header. The writer's thread only.
namespace sakip::store {

// A value, or nullopt where there is none (any more).
using Cell = std::optional<std::string>;

// The writes of a group of Updates, each key's last one, in key order.
class GroupWrites {
 public:
  using Map = std::map<std::string, Cell, std::less<>>;

  // Null: not written.
  const Cell* Find(std::string_view key) const;
  void Set(std::string key, Cell value);

  // What is Set from here on can be rolled back.
  void BeginUpdate() { undo_.clear(); }
  void RollBack();

  const Map& map() const { return map_; }
  // Of keys and values that were Set, also twice.
  size_t bytes() const { return bytes_; }

 private:
  Map map_;
  size_t bytes_ = 0;
  size_t bytes_before_ = 0;
  std::vector<std::pair<Map::iterator, std::optional<Cell>>> undo_;  // what was there before
};

// Cells of the database, so that a balance, a counter or a line that is used again and again is not
// searched for each time. True as long as whoever writes to the database says so. Bounded: when the
// younger half is full, the older is dropped.
class ReadCache {
 public:
  explicit ReadCache(size_t bytes_max) : half_bytes_max_(bytes_max / 2) {}

  // Null: not known. Valid until the next call.
  const Cell* Find(std::string_view key);
  void Insert(std::string_view key, const Cell& value);
  // `key` was written.
  void Written(std::string_view key, const Cell& value);

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  using Map = std::unordered_map<std::string, Cell, Hash, std::equal_to<>>;

  const Cell* Keep(std::string key, Cell value);

  const size_t half_bytes_max_;
  size_t young_bytes_ = 0;
  Map young_;
  Map old_;
};

}  // namespace sakip::store

#endif  // SAKIP_COMMON_STORE_ROCKSDB_WRITES_H_
