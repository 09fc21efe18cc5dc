#ifndef SAKIP_COMMON_RPC_RECORDS_H_
#define SAKIP_COMMON_RPC_RECORDS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "common/store/store.h"
#include "sakip/storage/v1/rpc.pb.h"

// What common/rpc keeps in every service's store, written in the Update of the mutation itself.
// This is the only file that knows the keys. Thread-safe.
namespace sakip::rpc {

// Account, NUL, request id -> IdempotencyRecord.
inline constexpr store::Table kIdempotencyTable{
    .id = 210, .name = "idempotency", .append_only = true};
// Number (8 bytes, big-endian) -> AuditRecord.
inline constexpr store::Table kAuditTable{.id = 211, .name = "audit", .append_only = true};
// Cursor (8 bytes, big-endian) -> ChangeRecord.
inline constexpr store::Table kFeedTable{.id = 212, .name = "feed", .append_only = true};
// Area code -> number of events of that office (8 bytes); empty key -> number of all events.
inline constexpr store::Table kFeedCountTable{.id = 213, .name = "feed_count"};
// Area code, NUL, cursor (8 bytes) -> nothing.
inline constexpr store::Table kFeedBySatkerTable{
    .id = 214, .name = "feed_by_satker", .append_only = true};

// Office of an event or audit record of data that belongs to none.
inline constexpr std::string_view kNationalSatker = "00";

// The answer that `account` got for `request_id`; nullopt when it was never used.
absl::StatusOr<std::optional<sakip::storage::v1::IdempotencyRecord>> FindAnswer(
    const store::Reader& reader, std::string_view account, std::string_view request_id);

// The idempotency record, the audit record and the change event of one mutation.
absl::Status WriteRecords(store::Txn& txn, const Call& call, std::string_view fingerprint,
                          std::string_view response);

// Tests only: whether a defect is planted that makes WriteRecords leave one record out, and the
// write of its own that brings it later.
bool RecordsApart();
absl::Status WriteRecordsApart(store::Txn& txn, const Call& call, std::string_view fingerprint,
                               std::string_view response);

std::string FeedKey(uint64_t cursor);
// Key of kFeedBySatkerTable; its prefix without the cursor.
std::string FeedBySatkerKey(std::string_view satker, uint64_t cursor);
std::string FeedBySatkerPrefix(std::string_view satker);

}  // namespace sakip::rpc

#endif  // SAKIP_COMMON_RPC_RECORDS_H_
