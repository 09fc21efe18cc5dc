#include "services/gateway/gateway_service.h"

#include <optional>
#include <utility>

#include "common/clock/clock.h"
#include "common/fault/fault.h"
#include "common/rpc/policy.h"
#include "common/status/status_macros.h"
#include "sakip/gateway/v1/gateway.pb.h"
#include "services/gateway/gateway_repository.h"

namespace sakip::gateway {
namespace {

namespace v1 = ::sakip::gateway::v1;

absl::StatusOr<v1::GetCallerResponse> GetCaller(const store::Reader& reader, const rpc::Call& call,
                                                const v1::GetCallerRequest&) {
  ASSIGN_OR_RETURN(const std::optional<Account> account,
                   FindAccount(reader, call.principal.account));
  if (!account) {
    return fault::Refuse(fault::Reason::kNotAuthenticated, "", "");  // withdrawn since the check
  }
  v1::GetCallerResponse response;
  v1::Caller& caller = *response.mutable_caller();
  caller.set_account(account->name);
  caller.set_person(account->person);
  for (const Grant& grant : GrantsOn(*account, clock::InJakarta({.micros = call.now_us}))) {
    v1::Grant& added = *caller.add_grants();
    added.set_role(grant.role);
    added.set_satker("satker/" + grant.satker);
    added.set_valid_from(grant.valid_from.Iso());
    if (grant.valid_until) {
      added.set_valid_until(grant.valid_until->Iso());
    }
  }
  for (std::string& permission : rpc::PermissionsOf(call.principal)) {
    caller.add_permissions(std::move(permission));
  }
  return response;
}

}  // namespace

rpc::MethodTable GatewayMethods(std::string version) {
  rpc::MethodTable table("sakip.gateway.v1.GatewayService");
  table.Read<v1::GetCallerRequest, v1::GetCallerResponse>("GetCaller", GetCaller);
  table.Read<v1::GetVersionRequest, v1::GetVersionResponse>(
      "GetVersion", [version = std::move(version)](const store::Reader&, const rpc::Call&,
                                                   const v1::GetVersionRequest&) {
        v1::GetVersionResponse response;
        response.set_version(version);
        return absl::StatusOr<v1::GetVersionResponse>(std::move(response));
      });
  return table;
}

std::function<void(const rpc::CallRefusal&)> RecordedIn(RefusalAudit& audit) {
  return [&audit](const rpc::CallRefusal& refusal) {
    audit.Record({.time_us = 0,
                  .method = refusal.method,
                  .code = refusal.code,
                  .account = refusal.account,
                  .trace_id = refusal.trace_id,
                  .suppressed = 0});
  };
}

}  // namespace sakip::gateway
