#include "services/gateway/account.h"

#include <algorithm>
#include <string_view>

#include "common/resource_name/resource_name.h"
#include "common/status/status_macros.h"

namespace sakip::gateway {
namespace {

bool IsRole(std::string_view role) {
  return !role.empty() && role.size() <= 40 && std::all_of(role.begin(), role.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || c == '_';
  });
}

}  // namespace

absl::Status CheckAccount(const Account& account) {
  RETURN_IF_ERROR(resource_name::Match("akun/{akun}", account.name).status());
  if (!resource_name::IsId(account.person)) {
    return absl::InvalidArgumentError("an account's person is an id");
  }
  for (const Grant& grant : account.grants) {
    if (!IsRole(grant.role)) {
      return absl::InvalidArgumentError("a role is written in capitals and '_'");
    }
    if (!resource_name::IsSatkerId(grant.satker)) {
      return absl::InvalidArgumentError("a grant names the office by its satker id");
    }
    if (grant.valid_until && *grant.valid_until < grant.valid_from) {
      return absl::InvalidArgumentError("a grant ends before it begins");
    }
  }
  return absl::OkStatus();
}

std::vector<Grant> GrantsOn(const Account& account, period::Tanggal day) {
  std::vector<Grant> grants;
  for (const Grant& grant : account.grants) {
    if (grant.valid_from <= day && (!grant.valid_until || day <= *grant.valid_until)) {
      grants.push_back(grant);
    }
  }
  return grants;
}

std::vector<Account> DevelopmentAccounts(period::Tanggal from) {
  struct Row {
    const char* id;
    const char* role;
    const char* satker;
  };
  constexpr Row kRows[] = {
      {"integrasi-6474", "INTEGRATION", "6474"},
      {"integrasi-00", "INTEGRATION", "00"},
      {"operator-6474", "OPERATOR_SATKER", "6474"},
      {"ppk-6474", "PPK", "6474"},
      {"ppspm-6474", "PPSPM", "6474"},
      {"bendahara-6474", "BENDAHARA", "6474"},
      {"kpa-6474", "KPA", "6474"},
      {"verifikator-64", "VERIFIKATOR_PROVINSI", "64"},
      {"admin-00", "ADMIN_NASIONAL", "00"},
      {"apip-00", "APIP", "00"},
  };
  std::vector<Account> accounts;
  for (const Row& row : kRows) {
    accounts.push_back({.name = std::string("akun/") + row.id,
                        .person = row.id,
                        .grants = {{.role = row.role,
                                    .satker = row.satker,
                                    .valid_from = from,
                                    .valid_until = std::nullopt}}});
  }
  return accounts;
}

}  // namespace sakip::gateway
