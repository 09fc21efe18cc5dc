#include "services/gateway/gateway_check.h"

#include <optional>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "common/rpc/records_check.h"
#include "common/status/status_macros.h"
#include "common/store/big_endian.h"
#include "sakip/storage/v1/gateway.pb.h"
#include "services/gateway/account.h"
#include "services/gateway/gateway_keys.h"
#include "services/gateway/gateway_repository.h"

namespace sakip::gateway {
namespace {

using rpc::Findings;
using store::Snapshot;

constexpr uint32_t kSchema = 1;

absl::Status Wrong(std::string_view what) {
  return absl::DataLossError(std::string(what));
}

void CheckAccounts(const Snapshot& snapshot, Findings& findings) {
  findings.ForEach(
      snapshot, kAccountTable, [&](std::string_view key, std::string_view) -> absl::Status {
        ASSIGN_OR_RETURN(const auto account, FindAccount(snapshot, key));
        if (!account.has_value() || account->name != key) {
          return Wrong("an account is not under its name");
        }
        return CheckAccount(*account).ok() ? absl::OkStatus() : Wrong("an account is not valid");
      });
}

void CheckSubjects(const Snapshot& snapshot, Findings& findings) {
  findings.ForEach(
      snapshot, kSubjectTable, [&](std::string_view key, std::string_view) -> absl::Status {
        const size_t nul = key.find('\0');
        if (nul == std::string_view::npos) {
          return Wrong("a key has no issuer or no subject");
        }
        ASSIGN_OR_RETURN(const auto account,
                         FindAccountOf(snapshot, key.substr(0, nul), key.substr(nul + 1)));
        return account.has_value() ? absl::OkStatus() : Wrong("a subject's account is not there");
      });
}

void CheckRefusals(const Snapshot& snapshot, Findings& findings) {
  findings.ForEach(
      snapshot, kRefusalTable, [&](std::string_view key, std::string_view value) -> absl::Status {
        if (key.size() != 8 || store::ReadBigEndian64(key) > snapshot.head().sequence) {
          return Wrong("a key is no commit");
        }
        sakip::storage::v1::RefusalRecord record;
        if (!record.ParseFromArray(value.data(), static_cast<int>(value.size())) ||
            record.schema() != kSchema) {
          return Wrong("a record cannot be read");
        }
        return absl::OkStatus();
      });
}

}  // namespace

absl::Status CheckGatewayRecords(const store::Snapshot& snapshot) {
  Findings findings;
  rpc::CheckRpcRecords(snapshot, findings);
  findings.CheckOwners(snapshot, {kAccountTable, kSubjectTable, kRefusalTable});
  CheckAccounts(snapshot, findings);
  CheckSubjects(snapshot, findings);
  CheckRefusals(snapshot, findings);
  return findings.ToStatus();
}

}  // namespace sakip::gateway
