#include "common/rpc/policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace sakip::rpc {
namespace {

Principal With(std::string role, std::string satker) {
  return {"akun/uji", "1", {{std::move(role), std::move(satker)}}};
}

struct Case {
  const char* role;
  const char* at;
  const char* permission;
  const char* satker;
  bool allowed;
};

TEST(Policy, Table) {
  const Case cases[] = {
      {"OPERATOR_SATKER", "6474", "planning.import", "6474", true},
      {"OPERATOR_SATKER", "6474", "planning.import", "6471", false},
      {"OPERATOR_SATKER", "64", "planning.import", "6474", false},
      {"OPERATOR_SATKER", "6474", "planning.register.import", "00", false},
      {"OPERATOR_SATKER", "6474", "budget.read", "6474", true},
      {"OPERATOR_SATKER", "6474", "budget.import", "6474", false},
      {"OPERATOR_SATKER", "6474", "budget.realisasi.write", "6474", false},
      {"OPERATOR_SATKER", "6474", "planning.read", "00", false},
      {"OPERATOR_SATKER", "6474", "planning.changes.read", "", false},
      {"BENDAHARA", "6474", "budget.realisasi.write", "6474", true},
      {"BENDAHARA", "6474", "performance.realisasi.write", "6474", false},
      {"VERIFIKATOR_PROVINSI", "64", "performance.read", "64", true},
      {"VERIFIKATOR_PROVINSI", "64", "performance.read", "6474", true},
      {"VERIFIKATOR_PROVINSI", "64", "performance.read", "6500", false},
      {"VERIFIKATOR_PROVINSI", "64", "performance.read", "00", false},
      {"VERIFIKATOR_PROVINSI", "00", "performance.read", "6474", false},
      {"VERIFIKATOR_PROVINSI", "64", "performance.realisasi.write", "6474", false},
      {"ADMIN_NASIONAL", "00", "planning.register.import", "00", true},
      {"ADMIN_NASIONAL", "00", "reporting.read", "6474", true},
      {"ADMIN_NASIONAL", "00", "budget.realisasi.write", "6474", false},
      {"APIP", "00", "reporting.read", "6474", true},
      {"APIP", "00", "reporting.changes.read", "", true},
      {"APIP", "00", "reporting.narasi.write", "6474", false},
      {"INTEGRATION", "6474", "budget.import", "6474", true},
      {"INTEGRATION", "6474", "planning.register.import", "00", false},
      {"INTEGRATION", "00", "planning.register.import", "00", true},
      {"INTEGRATION", "00", "budget.import", "6474", false},
      {"KPA", "6474", "reporting.lakip.create", "6474", true},
      {"PPK", "6474", "reporting.lakip.create", "6474", false},
      {"PUBLIC_READER", "6474", "planning.read", "6474", false},
      {"PLATFORM_OPERATOR", "00", "account.read", "", false},
      {"operator_satker", "6474", "planning.read", "6474", false},
      {"OPERATOR_SATKER", "6474", "", "6474", false},
      {"OPERATOR_SATKER", "", "planning.read", "6474", false},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Allowed(With(c.role, c.at), c.permission, c.satker), c.allowed)
        << c.role << " at " << c.at << ": " << c.permission << " on " << c.satker;
  }
}

TEST(Policy, NobodyMayAnything) {
  for (const Role& role : Roles()) {
    for (const std::string_view permission : role.permissions) {
      EXPECT_FALSE(MayCall(Principal(), permission)) << permission;
      EXPECT_TRUE(IsPermission(permission)) << permission;
    }
  }
  EXPECT_FALSE(IsPermission(""));
  EXPECT_FALSE(IsPermission("planning"));
}

TEST(Policy, GrantsAddUpWithoutMixingOffices) {
  const Principal both{"akun/uji", "1", {{"OPERATOR_SATKER", "6474"}, {"BENDAHARA", "6471"}}};
  EXPECT_TRUE(Allowed(both, "planning.import", "6474"));
  EXPECT_TRUE(Allowed(both, "budget.realisasi.write", "6471"));
  EXPECT_FALSE(Allowed(both, "budget.realisasi.write", "6474"));
  const std::vector<std::string> permissions = PermissionsOf(both);
  EXPECT_TRUE(std::is_sorted(permissions.begin(), permissions.end()));
  EXPECT_THAT(permissions, testing::IsSupersetOf({"planning.import", "budget.realisasi.write"}));
}

}  // namespace
}  // namespace sakip::rpc
