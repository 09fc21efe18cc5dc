#include "common/rpc/records.h"

#include "common/failpoint/failpoint.h"
#include "common/rpc/canonical.h"
#include "common/rpc/crypto.h"
#include "common/status/status_macros.h"
#include "common/store/big_endian.h"

namespace sakip::rpc {
namespace {

using failpoint::Defect;
using sakip::storage::v1::AuditRecord;
using sakip::storage::v1::ChangeRecord;
using sakip::storage::v1::IdempotencyRecord;
using store::AppendBigEndian64;

constexpr uint32_t kSchema = 1;

std::string IdempotencyKey(std::string_view account, std::string_view request_id) {
  return std::string(account).append(1, '\0').append(request_id);
}

// Counts one more event under `key` and gives its number.
absl::StatusOr<uint64_t> CountOne(store::Txn& txn, std::string_view key) {
  ASSIGN_OR_RETURN(const std::optional<std::string> stored, txn.Get(kFeedCountTable, key));
  if (stored.has_value() && stored->size() != 8) {
    return absl::DataLossError("a feed counter is not 8 bytes");
  }
  const uint64_t number = stored.has_value() ? store::ReadBigEndian64(*stored) + 1 : 1;
  std::string value;
  AppendBigEndian64(value, number);
  RETURN_IF_ERROR(txn.Put(kFeedCountTable, key, value));
  return number;
}

absl::Status WriteAudit(store::Txn& txn, const Call& call, std::string_view satker,
                        std::string_view fingerprint, uint64_t number) {
  AuditRecord record;
  record.set_schema(kSchema);
  record.set_number(number);
  record.set_sequence(txn.sequence());
  record.set_time_us(call.now_us);
  record.set_account(call.principal.account);
  record.set_person(call.principal.person);
  record.set_method(call.method);
  record.set_satker(std::string(satker));
  record.set_request_id(call.request_id);
  record.set_fingerprint(std::string(fingerprint));
  record.set_trace_id(call.trace_id);
  record.set_origin(call.principal.origin);
  record.set_digest(Sha256(CanonicalBytes(record)));
  return txn.Put(kAuditTable, FeedKey(number), record.SerializeAsString());
}

std::string SatkerOf(const Call& call) {
  return std::string(call.satker.empty() ? kNationalSatker : std::string_view(call.satker));
}

absl::Status WriteAnswer(store::Txn& txn, const Call& call, std::string_view fingerprint,
                         std::string_view response) {
  IdempotencyRecord answer;
  answer.set_schema(kSchema);
  answer.set_method(call.method);
  answer.set_fingerprint(std::string(fingerprint));
  answer.set_response(std::string(response));
  answer.set_sequence(txn.sequence());
  answer.set_time_us(call.now_us);
  return txn.Put(kIdempotencyTable, IdempotencyKey(call.principal.account, call.request_id),
                 answer.SerializeAsString());
}

}  // namespace

std::string FeedKey(uint64_t cursor) {
  std::string key;
  AppendBigEndian64(key, cursor);
  return key;
}

std::string FeedBySatkerPrefix(std::string_view satker) {
  return std::string(satker).append(1, '\0');
}

std::string FeedBySatkerKey(std::string_view satker, uint64_t cursor) {
  std::string key = FeedBySatkerPrefix(satker);
  AppendBigEndian64(key, cursor);
  return key;
}

absl::StatusOr<std::optional<IdempotencyRecord>> FindAnswer(const store::Reader& reader,
                                                            std::string_view account,
                                                            std::string_view request_id) {
  ASSIGN_OR_RETURN(const std::optional<std::string> stored,
                   reader.Get(kIdempotencyTable, IdempotencyKey(account, request_id)));
  if (!stored.has_value()) {
    return std::nullopt;
  }
  IdempotencyRecord record;
  if (!record.ParseFromString(*stored) || record.schema() != kSchema) {
    return absl::DataLossError("an idempotency record cannot be read");
  }
  return record;
}

absl::Status WriteRecords(store::Txn& txn, const Call& call, std::string_view fingerprint,
                          std::string_view response) {
  const std::string satker = SatkerOf(call);
  if (!failpoint::Planted(Defect::kRecordApart)) {
    RETURN_IF_ERROR(WriteAnswer(txn, call, fingerprint, response));
  }
  ASSIGN_OR_RETURN(const uint64_t cursor, CountOne(txn, {}));
  ASSIGN_OR_RETURN(const uint64_t satker_number, CountOne(txn, satker));
  ChangeRecord change;
  change.set_schema(kSchema);
  change.set_satker(satker);
  change.set_satker_number(satker_number);
  change.set_method(call.method);
  for (const std::string& resource : call.changed) {
    change.add_resources(resource);
  }
  change.set_time_us(call.now_us);
  RETURN_IF_ERROR(txn.Put(kFeedTable, FeedKey(cursor), change.SerializeAsString()));
  RETURN_IF_ERROR(txn.Put(kFeedBySatkerTable, FeedBySatkerKey(satker, cursor), {}));
  return failpoint::Planted(Defect::kAuditApart)
             ? absl::OkStatus()
             : WriteAudit(txn, call, satker, fingerprint, cursor);
}

bool RecordsApart() {
  return failpoint::Planted(Defect::kRecordApart) || failpoint::Planted(Defect::kAuditApart);
}

absl::Status WriteRecordsApart(store::Txn& txn, const Call& call, std::string_view fingerprint,
                               std::string_view response) {
  if (failpoint::Planted(Defect::kRecordApart)) {
    return WriteAnswer(txn, call, fingerprint, response);
  }
  uint64_t number = 1;
  RETURN_IF_ERROR(txn.ScanReverse(kAuditTable, {}, [&](std::string_view key, std::string_view) {
    number = store::ReadBigEndian64(key) + 1;
    return false;
  }));
  return WriteAudit(txn, call, SatkerOf(call), fingerprint, number);
}

}  // namespace sakip::rpc
