#ifndef SAKIP_COMMON_RPC_POLICY_H_
#define SAKIP_COMMON_RPC_POLICY_H_

#include <string>
#include <string_view>
#include <vector>

#include "common/rpc/call.h"

// What each role may do, and how far from its office it reaches. One table (policy.cc); whatever
// it does not say is denied. Pure; thread-safe.
namespace sakip::rpc {

// How far a grant of a role reaches from the grant's office.
enum class Reach {
  kOwn,       // that office only
  kProvince,  // an office with a two-digit code and those whose code starts with it
  kNational,  // every office, and the national data under "00"
};

struct Role {
  std::string_view name;  // "OPERATOR_SATKER"
  Reach reach = Reach::kOwn;
  std::vector<std::string_view> permissions;  // sorted
};

// Every role, in the order of the documentation.
const std::vector<Role>& Roles();
// Null for an unknown one: such a grant allows nothing.
const Role* FindRole(std::string_view name);
// True for a permission that some method may ask for; others stop a server's start.
bool IsPermission(std::string_view permission);

// The permissions that the grants carry somewhere; sorted, once each.
std::vector<std::string> PermissionsOf(const Principal& principal);

// Whether some grant carries `permission` at all.
bool MayCall(const Principal& principal, std::string_view permission);
// Whether some grant carries `permission` and reaches the office with area code `satker` ("6474";
// "00" for national data). An empty `satker` means data of no office: MayCall.
bool Allowed(const Principal& principal, std::string_view permission, std::string_view satker);

}  // namespace sakip::rpc

#endif  // SAKIP_COMMON_RPC_POLICY_H_
