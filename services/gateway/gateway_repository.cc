#include "services/gateway/gateway_repository.h"

#include <utility>

#include "common/resource_name/resource_name.h"
#include "common/status/status_macros.h"
#include "sakip/storage/v1/gateway.pb.h"
#include "services/gateway/gateway_keys.h"

namespace sakip::gateway {
namespace {

namespace record = ::sakip::storage::v1;

constexpr uint32_t kSchema = 1;

template <class Record>
absl::StatusOr<Record> Parse(std::string_view bytes) {
  Record parsed;
  if (!parsed.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) ||
      parsed.schema() != kSchema) {
    return absl::DataLossError("a record of the gateway's store cannot be read");
  }
  return parsed;
}

absl::StatusOr<Account> ToAccount(const record::AccountRecord& stored) {
  Account account{.name = stored.account(), .person = stored.person(), .grants = {}};
  for (const record::GrantRecord& grant : stored.grants()) {
    ASSIGN_OR_RETURN(const period::Tanggal from, period::Tanggal::ParseIso(grant.valid_from()));
    std::optional<period::Tanggal> until;
    if (!grant.valid_until().empty()) {
      ASSIGN_OR_RETURN(until, period::Tanggal::ParseIso(grant.valid_until()));
    }
    account.grants.push_back(
        {.role = grant.role(), .satker = grant.satker(), .valid_from = from, .valid_until = until});
  }
  return account;
}

}  // namespace

absl::StatusOr<std::optional<Account>> FindAccount(const store::Reader& reader,
                                                   std::string_view name) {
  ASSIGN_OR_RETURN(const std::optional<std::string> bytes, reader.Get(kAccountTable, name));
  if (!bytes) {
    return std::nullopt;
  }
  ASSIGN_OR_RETURN(const auto stored, Parse<record::AccountRecord>(*bytes));
  absl::StatusOr<Account> account = ToAccount(stored);
  if (!account.ok()) {
    return absl::DataLossError("an account's dates cannot be read");
  }
  return *std::move(account);
}

absl::StatusOr<std::optional<Account>> FindAccountOf(const store::Reader& reader,
                                                     std::string_view issuer,
                                                     std::string_view subject) {
  ASSIGN_OR_RETURN(const std::optional<std::string> bytes,
                   reader.Get(kSubjectTable, SubjectKey(issuer, subject)));
  if (!bytes) {
    return std::nullopt;
  }
  ASSIGN_OR_RETURN(const auto stored, Parse<record::SubjectRecord>(*bytes));
  return FindAccount(reader, stored.account());
}

absl::StatusOr<std::vector<Refusal>> ListRefusals(const store::Reader& reader, size_t limit) {
  std::vector<Refusal> refusals;
  absl::Status bad;
  const absl::Status scanned =
      reader.ScanReverse(kRefusalTable, {}, [&](std::string_view, std::string_view value) {
        if (refusals.size() >= limit) {
          return false;
        }
        const auto stored = Parse<record::RefusalRecord>(value);
        if (!stored.ok()) {
          bad = stored.status();
          return false;
        }
        refusals.push_back({.time_us = stored->time_us(),
                            .method = stored->method(),
                            .code = stored->code(),
                            .account = stored->account(),
                            .trace_id = stored->trace_id(),
                            .suppressed = stored->suppressed()});
        return true;
      });
  RETURN_IF_ERROR(scanned);
  RETURN_IF_ERROR(bad);
  return refusals;
}

absl::Status PutAccount(store::Txn& txn, const Account& account) {
  RETURN_IF_ERROR(CheckAccount(account));
  record::AccountRecord stored;
  stored.set_schema(kSchema);
  stored.set_account(account.name);
  stored.set_person(account.person);
  for (const Grant& grant : account.grants) {
    record::GrantRecord* added = stored.add_grants();
    added->set_role(grant.role);
    added->set_satker(grant.satker);
    added->set_valid_from(grant.valid_from.Iso());
    if (grant.valid_until) {
      added->set_valid_until(grant.valid_until->Iso());
    }
  }
  return txn.Put(kAccountTable, account.name, stored.SerializeAsString());
}

absl::Status PutSubject(store::Txn& txn, std::string_view issuer, std::string_view subject,
                        std::string_view account) {
  if (!resource_name::IsId(issuer) || !resource_name::IsId(subject)) {
    return absl::InvalidArgumentError("an issuer and a subject are ids");
  }
  record::SubjectRecord stored;
  stored.set_schema(kSchema);
  stored.set_account(std::string(account));
  return txn.Put(kSubjectTable, SubjectKey(issuer, subject), stored.SerializeAsString());
}

absl::Status AppendRefusal(store::Txn& txn, const Refusal& refusal) {
  record::RefusalRecord stored;
  stored.set_schema(kSchema);
  stored.set_time_us(refusal.time_us);
  stored.set_method(refusal.method);
  stored.set_code(refusal.code);
  stored.set_account(refusal.account);
  stored.set_trace_id(refusal.trace_id);
  stored.set_suppressed(refusal.suppressed);
  return txn.Put(kRefusalTable, RefusalKey(txn.sequence()), stored.SerializeAsString());
}

}  // namespace sakip::gateway
