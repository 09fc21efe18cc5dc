#ifndef SAKIP_SERVICES_GATEWAY_ACCOUNT_H_
#define SAKIP_SERVICES_GATEWAY_ACCOUNT_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/period/period.h"

// Accounts and what their grants allow on a day. Pure; thread-safe.
namespace sakip::gateway {

// A role at an office for the days of an appointment, both ends included. Plt and Plh hold theirs
// under their own name between such dates.
struct Grant {
  std::string role;    // "OPERATOR_SATKER"
  std::string satker;  // "6474"; "00" for the national office
  period::Tanggal valid_from;
  std::optional<period::Tanggal> valid_until;  // nullopt: no end is set

  bool operator==(const Grant&) const = default;
};

struct Account {
  std::string name;    // "akun/operator-6474"
  std::string person;  // NIP, or a system's name; two accounts of one person share it
  std::vector<Grant> grants;

  bool operator==(const Account&) const = default;
};

// INVALID_ARGUMENT for a name that is not "akun/{id}", a person that is not an id, a grant without
// a role in capitals or a satker id, or one that ends before it begins.
absl::Status CheckAccount(const Account& account);

// The grants in force on `day`, in their order.
std::vector<Grant> GrantsOn(const Account& account, period::Tanggal day);

// The accounts that `sakipd init --development-accounts` makes, one role each, in force from
// `from` on. The subject of the development issuer's token is the name without "akun/".
std::vector<Account> DevelopmentAccounts(period::Tanggal from);

}  // namespace sakip::gateway

#endif  // SAKIP_SERVICES_GATEWAY_ACCOUNT_H_
