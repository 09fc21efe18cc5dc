#include "common/rpc/records_check.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/rpc/canonical.h"
#include "common/rpc/crypto.h"
#include "common/rpc/records.h"
#include "common/status/status_macros.h"
#include "common/store/big_endian.h"

namespace sakip::rpc {
namespace {

using sakip::storage::v1::AuditRecord;
using sakip::storage::v1::ChangeRecord;
using sakip::storage::v1::IdempotencyRecord;
using store::Snapshot;

constexpr uint32_t kSchema = 1;
constexpr size_t kNumberBytes = 8;
constexpr uint8_t kServiceTableMax = 199;
constexpr uint8_t kTableMax = 254;

absl::Status Wrong(std::string_view what) {
  return absl::DataLossError(std::string(what));
}

template <class Record>
absl::StatusOr<Record> Parse(std::string_view bytes) {
  Record record;
  if (!record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) ||
      record.schema() != kSchema) {
    return Wrong("a record cannot be read");
  }
  return record;
}

// The number that is the whole key, which must be the one after `last`.
absl::StatusOr<uint64_t> NextNumber(std::string_view key, uint64_t last) {
  if (key.size() != kNumberBytes) {
    return Wrong("a key is not 8 bytes");
  }
  const uint64_t number = store::ReadBigEndian64(key);
  if (number != last + 1) {
    return Wrong(absl::StrCat("after number ", last, " comes ", number));
  }
  return number;
}

// The numbers of events, as the feed itself has them.
struct Feed {
  uint64_t last = 0;
  std::map<std::string, uint64_t, std::less<>> of_satker;
  std::map<uint64_t, std::string> satker;  // by cursor
};

Feed ReadFeed(const Snapshot& snapshot, Findings& findings) {
  Feed feed;
  findings.ForEach(
      snapshot, kFeedTable, [&](std::string_view key, std::string_view value) -> absl::Status {
        const absl::StatusOr<uint64_t> cursor = NextNumber(key, feed.last);
        feed.last = key.size() == kNumberBytes ? store::ReadBigEndian64(key) : feed.last;
        RETURN_IF_ERROR(cursor.status());
        ASSIGN_OR_RETURN(const ChangeRecord change, Parse<ChangeRecord>(value));
        const uint64_t number = ++feed.of_satker[change.satker()];
        feed.satker[*cursor] = change.satker();
        if (change.satker_number() != number) {
          return Wrong(absl::StrCat("event ", *cursor, " is number ", number, " of satker ",
                                    change.satker(), ", it says ", change.satker_number()));
        }
        return absl::OkStatus();
      });
  return feed;
}

void CheckFeedCounts(const Snapshot& snapshot, const Feed& feed, Findings& findings) {
  size_t counters = 0;
  findings.ForEach(
      snapshot, kFeedCountTable, [&](std::string_view key, std::string_view value) -> absl::Status {
        ++counters;
        const auto of_satker = feed.of_satker.find(key);
        const uint64_t events = key.empty()                         ? feed.last
                                : of_satker == feed.of_satker.end() ? 0
                                                                    : of_satker->second;
        if (value.size() != kNumberBytes || store::ReadBigEndian64(value) != events) {
          return Wrong(absl::StrCat("a counter is not the ", events, " events there are"));
        }
        return absl::OkStatus();
      });
  const size_t expected = feed.of_satker.size() + (feed.last > 0 ? 1 : 0);
  if (counters != expected) {
    findings.Add(kFeedCountTable, absl::StrCat(counters, " counters instead of ", expected));
  }
}

void CheckFeedBySatker(const Snapshot& snapshot, const Feed& feed, Findings& findings) {
  size_t entries = 0;
  findings.ForEach(
      snapshot, kFeedBySatkerTable,
      [&](std::string_view key, std::string_view value) -> absl::Status {
        ++entries;
        if (key.size() <= kNumberBytes || !value.empty()) {
          return Wrong("an entry is not a key alone");
        }
        const uint64_t cursor = store::ReadBigEndian64(key.substr(key.size() - kNumberBytes));
        const auto event = feed.satker.find(cursor);
        if (event == feed.satker.end() || FeedBySatkerKey(event->second, cursor) != key) {
          return Wrong(absl::StrCat("event ", cursor, " is not of that office"));
        }
        return absl::OkStatus();
      });
  if (entries != feed.satker.size()) {
    findings.Add(kFeedBySatkerTable,
                 absl::StrCat(entries, " entries for ", feed.satker.size(), " events"));
  }
}

void CheckAudit(const Snapshot& snapshot, uint64_t events, Findings& findings) {
  uint64_t last = 0;
  findings.ForEach(
      snapshot, kAuditTable, [&](std::string_view key, std::string_view value) -> absl::Status {
        const absl::StatusOr<uint64_t> number = NextNumber(key, last);
        last = key.size() == kNumberBytes ? store::ReadBigEndian64(key) : last;
        RETURN_IF_ERROR(number.status());
        ASSIGN_OR_RETURN(AuditRecord record, Parse<AuditRecord>(value));
        const std::string digest = std::exchange(*record.mutable_digest(), {});
        record.DiscardUnknownFields();
        if (record.number() != *number || digest != Sha256(CanonicalBytes(record))) {
          return Wrong(absl::StrCat("number ", *number, " is not what was recorded"));
        }
        if (record.sequence() == 0 || record.sequence() > snapshot.head().sequence) {
          return Wrong(absl::StrCat("number ", *number, " is of a commit that is not there"));
        }
        return absl::OkStatus();
      });
  if (last != events) {
    findings.Add(kAuditTable, absl::StrCat("ends at number ", last, ", the feed at ", events));
  }
}

void CheckAnswers(const Snapshot& snapshot, uint64_t events, Findings& findings) {
  uint64_t answers = 0;
  findings.ForEach(snapshot, kIdempotencyTable,
                   [&](std::string_view key, std::string_view value) -> absl::Status {
                     ++answers;
                     if (key.find('\0') == std::string_view::npos) {
                       return Wrong("a key has no account or no request");
                     }
                     return Parse<IdempotencyRecord>(value).status();
                   });
  if (answers != events) {
    findings.Add(kIdempotencyTable, absl::StrCat(answers, " answers for ", events, " events"));
  }
}

}  // namespace

void Findings::Add(const store::Table& table, std::string_view what) {
  if (shown_.size() == kShown) {
    ++more_;
    return;
  }
  shown_.push_back(absl::StrCat("table ", std::string(table.name), " (", int{table.id},
                                "): ", std::string(what)));
}

void Findings::ForEach(
    const store::Snapshot& snapshot, const store::Table& table,
    const std::function<absl::Status(std::string_view key, std::string_view value)>& visit) {
  const absl::Status read =
      snapshot.Scan(table, {}, [&](std::string_view key, std::string_view value) {
        if (const absl::Status status = visit(key, value); !status.ok()) {
          Add(table, absl::StrCat(status.message()));
        }
        return true;
      });
  if (!read.ok()) {
    Add(table, absl::StrCat(read.message()));
  }
}

void Findings::CheckOwners(const store::Snapshot& snapshot,
                           const std::vector<store::Table>& tables) {
  const std::vector<store::Table> ours = {kIdempotencyTable, kAuditTable, kFeedTable,
                                          kFeedCountTable, kFeedBySatkerTable};
  for (uint8_t id = 1; id <= kTableMax; ++id) {
    const auto is_it = [id](const store::Table& table) { return table.id == id; };
    const std::vector<store::Table>& owners = id <= kServiceTableMax ? tables : ours;
    if (std::any_of(owners.begin(), owners.end(), is_it)) {
      continue;
    }
    const store::Table nobodys{.id = id, .name = "of nobody"};
    const auto entries = snapshot.List(nobodys, {}, 1);
    if (!entries.ok() || !entries->empty()) {
      Add(nobodys, entries.ok() ? "holds records" : absl::StrCat(entries.status().message()));
    }
  }
}

absl::Status Findings::ToStatus() const {
  if (shown_.empty()) {
    return absl::OkStatus();
  }
  std::string message = absl::StrJoin(shown_, "\n");
  if (more_ > 0) {
    absl::StrAppend(&message, "\nand ", more_, " more");
  }
  return absl::DataLossError(message);
}

void CheckRpcRecords(const store::Snapshot& snapshot, Findings& findings) {
  const Feed feed = ReadFeed(snapshot, findings);
  CheckFeedCounts(snapshot, feed, findings);
  CheckFeedBySatker(snapshot, feed, findings);
  CheckAudit(snapshot, feed.last, findings);
  CheckAnswers(snapshot, feed.last, findings);
}

}  // namespace sakip::rpc
