#include "services/gateway/account.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace sakip::gateway {
namespace {

period::Tanggal Day(const char* iso) {
  return period::Tanggal::ParseIso(iso).value();
}

Account Kpa() {
  return {.name = "akun/kpa-6474",
          .person = "196801011990031001",
          .grants = {{.role = "KPA",
                      .satker = "6474",
                      .valid_from = Day("2017-01-02"),
                      .valid_until = Day("2017-12-31")},
                     {.role = "OPERATOR_SATKER",
                      .satker = "6474",
                      .valid_from = Day("2017-06-01"),
                      .valid_until = std::nullopt}}};
}

TEST(GrantsOn, CountsBothEndsOfAnAppointment) {
  const struct {
    const char* day;
    std::vector<std::string> roles;
  } kCases[] = {
      {"2017-01-01", {}},
      {"2017-01-02", {"KPA"}},
      {"2017-06-01", {"KPA", "OPERATOR_SATKER"}},
      {"2017-12-31", {"KPA", "OPERATOR_SATKER"}},
      {"2018-01-01", {"OPERATOR_SATKER"}},
      {"2999-01-01", {"OPERATOR_SATKER"}},
  };
  for (const auto& c : kCases) {
    std::vector<std::string> roles;
    for (const Grant& grant : GrantsOn(Kpa(), Day(c.day))) {
      roles.push_back(grant.role);
    }
    EXPECT_EQ(roles, c.roles) << c.day;
  }
}

TEST(CheckAccount, TakesAWholeAccount) {
  EXPECT_EQ(CheckAccount(Kpa()), absl::OkStatus());
}

TEST(CheckAccount, RefusesEachBrokenPart) {
  const struct {
    const char* what;
    void (*breaks)(Account&);
  } kCases[] = {
      {"name without akun/", [](Account& a) { a.name = "kpa-6474"; }},
      {"name with a blank", [](Account& a) { a.name = "akun/kpa 6474"; }},
      {"no person", [](Account& a) { a.person = ""; }},
      {"role in lower case", [](Account& a) { a.grants[0].role = "kpa"; }},
      {"no role", [](Account& a) { a.grants[0].role = ""; }},
      {"satker of three digits", [](Account& a) { a.grants[0].satker = "647"; }},
      {"ends before it begins", [](Account& a) { a.grants[0].valid_until = Day("2017-01-01"); }},
  };
  for (const auto& c : kCases) {
    Account account = Kpa();
    c.breaks(account);
    EXPECT_EQ(CheckAccount(account).code(), absl::StatusCode::kInvalidArgument) << c.what;
  }
}

TEST(DevelopmentAccounts, AreValidAndDistinctPersons) {
  std::set<std::string> names;
  std::set<std::string> persons;
  const std::vector<Account> accounts = DevelopmentAccounts(Day("2018-02-02"));
  for (const Account& account : accounts) {
    EXPECT_EQ(CheckAccount(account), absl::OkStatus()) << account.name;
    EXPECT_EQ(GrantsOn(account, Day("2018-02-02")).size(), 1U) << account.name;
    names.insert(account.name);
    persons.insert(account.person);
  }
  EXPECT_EQ(names.size(), accounts.size());
  EXPECT_EQ(persons.size(), accounts.size());
  EXPECT_TRUE(names.contains("akun/integrasi-6474"));
}

}  // namespace
}  // namespace sakip::gateway
