#ifndef SAKIP_SERVICES_GATEWAY_GATEWAY_REPOSITORY_H_
#define SAKIP_SERVICES_GATEWAY_GATEWAY_REPOSITORY_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/store/store.h"
#include "services/gateway/account.h"

// Maps the gateway's records to its structs. A record that cannot be read is DATA_LOSS.
namespace sakip::gateway {

// A call refused for want of identity or permission.
struct Refusal {
  int64_t time_us = 0;
  std::string method;
  std::string code;     // "UNAUTHENTICATED" or "PERMISSION_DENIED"
  std::string account;  // empty where the caller is not known
  std::string trace_id;
  uint64_t suppressed = 0;  // refusals counted instead of recorded since the one before

  bool operator==(const Refusal&) const = default;
};

// nullopt when there is none.
absl::StatusOr<std::optional<Account>> FindAccount(const store::Reader& reader,
                                                   std::string_view name);
absl::StatusOr<std::optional<Account>> FindAccountOf(const store::Reader& reader,
                                                     std::string_view issuer,
                                                     std::string_view subject);
// The last `limit` refusals, newest first.
absl::StatusOr<std::vector<Refusal>> ListRefusals(const store::Reader& reader, size_t limit);

// INVALID_ARGUMENT where CheckAccount says so. Replaces an account of that name.
absl::Status PutAccount(store::Txn& txn, const Account& account);
// `issuer` and `subject` are ids (common/resource_name).
absl::Status PutSubject(store::Txn& txn, std::string_view issuer, std::string_view subject,
                        std::string_view account);
// One an Update.
absl::Status AppendRefusal(store::Txn& txn, const Refusal& refusal);

}  // namespace sakip::gateway

#endif  // SAKIP_SERVICES_GATEWAY_GATEWAY_REPOSITORY_H_
