#include "common/rpc/changes.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/clock/clock.h"
#include "common/rpc/limits.h"
#include "common/rpc/records.h"
#include "common/status/status_macros.h"
#include "common/store/big_endian.h"
#include "sakip/storage/v1/rpc.pb.h"

namespace sakip::rpc {
namespace {

using sakip::common::v1::ChangeEvent;
using sakip::storage::v1::ChangeRecord;

absl::StatusOr<ChangeEvent> MakeEvent(uint64_t cursor, std::string_view bytes) {
  ChangeRecord record;
  if (!record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) ||
      record.schema() != 1) {
    return absl::DataLossError(absl::StrCat("change record ", cursor, " cannot be read"));
  }
  ChangeEvent event;
  event.set_cursor(cursor);
  event.set_satker("satker/" + record.satker());
  event.set_satker_number(record.satker_number());
  event.set_method(record.method());
  *event.mutable_resources() = record.resources();
  event.set_time(clock::FormatRfc3339({record.time_us()}));
  return event;
}

// Cursors of the page, from the feed itself or from the office's index.
absl::StatusOr<std::vector<uint64_t>> Cursors(const store::Reader& reader, uint64_t after,
                                              size_t limit, std::string_view satker) {
  const bool all = satker.empty();
  store::Range range;
  range.begin = all ? FeedKey(after + 1) : FeedBySatkerKey(satker, after + 1);
  range.end = all ? std::string() : store::PrefixRange(FeedBySatkerPrefix(satker)).end;
  std::vector<uint64_t> cursors;
  RETURN_IF_ERROR(reader.Scan(
      all ? kFeedTable : kFeedBySatkerTable, range, [&](std::string_view key, std::string_view) {
        cursors.push_back(store::ReadBigEndian64(key.substr(key.size() - 8)));
        return cursors.size() < limit;
      }));
  return cursors;
}

}  // namespace

absl::StatusOr<ChangePage> ListChanges(const store::Reader& reader, uint64_t after, size_t limit,
                                       std::string_view satker) {
  ChangePage page;
  page.next = after;
  if (after == UINT64_MAX) {
    return page;
  }
  const size_t count =
      limit == 0 ? size_t{kPageSizeDefault} : std::min(limit, size_t{kPageSizeMax});
  ASSIGN_OR_RETURN(const std::vector<uint64_t> cursors, Cursors(reader, after, count, satker));
  for (const uint64_t cursor : cursors) {
    ASSIGN_OR_RETURN(const std::optional<std::string> bytes,
                     reader.Get(kFeedTable, FeedKey(cursor)));
    if (!bytes.has_value()) {
      return absl::DataLossError(absl::StrCat("change record ", cursor, " is missing"));
    }
    ASSIGN_OR_RETURN(ChangeEvent event, MakeEvent(cursor, *bytes));
    page.events.push_back(std::move(event));
    page.next = cursor;
  }
  return page;
}

}  // namespace sakip::rpc
