#include "services/gateway/authenticator.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "common/fault/fault.h"
#include "common/rpc/passport.h"
#include "common/rpc/testing.h"
#include "services/gateway/gateway_keys.h"
#include "services/gateway/gateway_test_world.h"

namespace sakip::gateway {
namespace {

using rpc::IsRefused;

class AuthenticatorTest : public testing::Test {
 protected:
  absl::StatusOr<rpc::Authenticator::Identity> Ask(const std::string& header) {
    return world_.authenticator->Authenticate([&](std::string_view key) {
      if (key == rpc::kPeerKey) {
        return std::string("203.0.113.7");
      }
      return key == "authorization" ? header : "Bearer " + world_.Token("admin-00");
    });
  }

  GatewayTestWorld world_;
};

TEST_F(AuthenticatorTest, KnowsTheAccountBehindAToken) {
  const auto identity = Ask(world_.Bearer("operator-6474"));
  ASSERT_TRUE(identity.ok()) << identity.status();
  EXPECT_EQ(identity->principal.account, "akun/operator-6474");
  EXPECT_EQ(identity->principal.origin, "203.0.113.7");
  EXPECT_EQ(identity->principal.grants,
            (std::vector<rpc::Grant>{{.role = "OPERATOR_SATKER", .satker = "6474"}}));
  EXPECT_EQ(
      rpc::VerifyPassport(identity->passport, world_.internal_key, world_.clock.Now()).value(),
      identity->principal);
}

TEST_F(AuthenticatorTest, RefusesEverythingElseWithOneText) {
  const std::string good = world_.Token("operator-6474");
  const struct {
    const char* what;
    std::string header;
  } kCases[] = {
      {"no header", ""},
      {"scheme alone", "Bearer"},
      {"no token", "Bearer "},
      {"blanks for a token", "Bearer    "},
      {"other scheme", "Basic " + good},
      {"scheme in lower case", "bearer " + good},
      {"two blanks", "Bearer  " + good},
      {"blank behind", "Bearer " + good + " "},
      {"two tokens", "Bearer " + good + ",Bearer " + good},
      {"token without scheme", good},
      {"token of nobody", "Bearer " + world_.Token("nobody")},
      {"expired", "Bearer " + world_.Token("operator-6474", GatewayTestWorld::kNowS)},
      {"lives too long", "Bearer " + world_.Token("operator-6474", GatewayTestWorld::kNowS +
                                                                       kDevLifetimeSecondsMax + 1)},
      {"forged",
       "Bearer " + MakeDevToken(std::string(32, 'x'), {.subject = "operator-6474",
                                                       .expires_s = GatewayTestWorld::kNowS + 60})
                       .value()},
      {"claims of a JWT", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJvcGVyYXRvci02NDc0In0."},
      {"very long", "Bearer " + std::string(100'000, 'a')},
      {"bytes above ASCII", "Bearer \xff\xfe"},
  };
  const std::string text(Ask("").status().message());
  EXPECT_FALSE(text.empty());
  for (const auto& c : kCases) {
    const auto identity = Ask(c.header);
    EXPECT_THAT(identity, IsRefused(fault::Reason::kNotAuthenticated)) << c.what;
    EXPECT_EQ(std::string(identity.status().message()), text) << c.what;
  }
}

TEST_F(AuthenticatorTest, AGrantOutsideItsDatesIsNotThere) {
  world_.Add({.name = "akun/plt",
              .person = "plt",
              .grants = {{.role = "KPA",
                          .satker = "6474",
                          .valid_from = period::Tanggal::ParseIso("2018-01-01").value(),
                          .valid_until = period::Tanggal::ParseIso("2018-02-01").value()}}},
             "plt");
  EXPECT_TRUE(Ask(world_.Bearer("plt"))->principal.grants.empty());
}

TEST_F(AuthenticatorTest, AChangedGrantCountsAtOnce) {
  const std::string header = world_.Bearer("kpa-6474");
  ASSERT_EQ(Ask(header)->principal.grants.size(), 1U);
  world_.Add({.name = "akun/kpa-6474", .person = "kpa-6474", .grants = {}}, "kpa-6474");
  EXPECT_TRUE(Ask(header)->principal.grants.empty());
}

TEST_F(AuthenticatorTest, DamagedAccountIsAFaultOfOursNotTheCallers) {
  ASSERT_TRUE(world_.store
                  ->Update([](store::Txn& txn) {
                    return txn.Put(kAccountTable, "akun/kpa-6474", "\xff\xff");
                  })
                  .ok());
  EXPECT_THAT(Ask(world_.Bearer("kpa-6474")), IsRefused(fault::Reason::kInternal));
  EXPECT_EQ(world_.sink.lines().size(), 1U);
}

}  // namespace
}  // namespace sakip::gateway
