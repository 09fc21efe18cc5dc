#ifndef SAKIP_TESTS_ROBUSTNESS_ACKNOWLEDGED_H_
#define SAKIP_TESTS_ROBUSTNESS_ACKNOWLEDGED_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/store/store.h"

namespace sakip::robustness {

inline constexpr store::Table kEntries{.id = 1, .name = "entries", .append_only = true};
inline constexpr store::Table kCounters{.id = 2, .name = "counters"};

// What is wrong with a store's answers. Empty lists are what we promise.
struct Findings {
  uint64_t lost = 0;               // acknowledged entries that are not there
  std::vector<std::string> wrong;  // anything else, one line each; the first few
  bool fine() const { return lost == 0 && wrong.empty(); }
  std::string Text() const;
};

// What a store has acknowledged to its writers, kept outside it, and the check of the store's
// answers against that. The n-th operation of a writer inserts its n-th entry, whose value begins
// with the operation's sequence, and counts it, so that a loss, a hole, a double, a wrong byte and
// a broken chain all show. Thread-safe.
class Acknowledged {
 public:
  Acknowledged(int writers, uint64_t seed);

  // The next operation of `writer`, who has no other under way.
  store::Store::UpdateFn Next(int writer, size_t value_bytes);
  // `writer` heard that its last operation is durable.
  void Ack(int writer, const store::Head& head);
  // `writer` heard that nothing of its last operation was written.
  void Refuse(int writer);
  uint64_t acks() const;

  // Reads everything in every way. An error when the store gave one; otherwise what its answers
  // have wrong. An operation under way may be there wholly or not at all; what was there once is
  // expected from then on, because it was seen.
  absl::StatusOr<Findings> Check(const store::Snapshot& snapshot);

 private:
  struct Writer {
    uint64_t acknowledged = 0;
    std::vector<size_t> value_bytes;        // of each operation ever begun
    std::map<uint64_t, store::Head> heads;  // of the acknowledged ones, by entry number
  };
  struct Stored {
    int writer = 0;
    uint64_t number = 0;
  };

  std::string Payload(int writer, uint64_t number, size_t bytes) const;
  absl::Status ReadEntries(const store::Snapshot& snapshot, Findings& findings,
                           std::map<uint64_t, Stored>& by_sequence) const;
  void CheckEntry(std::string_view key, std::string_view value, std::vector<uint64_t>& counts,
                  Findings& findings, std::map<uint64_t, Stored>& by_sequence) const;
  absl::Status CheckCounters(const store::Snapshot& snapshot, const std::vector<uint64_t>& counts,
                             Findings& findings) const;
  void CheckChain(const store::Head& head, const std::map<uint64_t, Stored>& by_sequence,
                  Findings& findings) const;

  mutable std::mutex mutex_;
  const uint64_t seed_;
  std::vector<Writer> writers_;
  uint64_t acks_ = 0;
};

}  // namespace sakip::robustness

#endif  // SAKIP_TESTS_ROBUSTNESS_ACKNOWLEDGED_H_
