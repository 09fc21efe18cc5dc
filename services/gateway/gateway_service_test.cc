#include "services/gateway/gateway_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "common/fault/fault.h"
#include "common/rpc/testing.h"
#include "sakip/gateway/v1/gateway.pb.h"
#include "services/gateway/gateway_test_world.h"

namespace sakip::gateway {
namespace {

namespace v1 = ::sakip::gateway::v1;
using rpc::IsRefused;
using testing::Contains;
using testing::Not;

class GatewayServiceTest : public testing::Test {
 protected:
  absl::StatusOr<v1::GetCallerResponse> GetCaller(const std::string& authorization) {
    rpc::Client::Options options = rpc::TestServer::CallOptions();
    options.metadata["authorization"] = authorization;
    return server_.client().Unary<v1::GetCallerResponse>(server_.FullName("GetCaller"),
                                                         v1::GetCallerRequest(), options);
  }

  GatewayTestWorld world_;
  rpc::TestServer server_{{GatewayMethods("1.2.3")},
                          {.name = "gateway",
                           .store = world_.store.get(),
                           .change = [this](rpc::ServerOptions& options) {
                             options.authenticator = world_.authenticator.get();
                             options.on_refusal = RecordedIn(world_.audit);
                             options.clock = &world_.clock;
                           }}};
};

TEST_F(GatewayServiceTest, GetCallerTellsWhoAsks) {
  const auto response = GetCaller(world_.Bearer("operator-6474"));
  ASSERT_TRUE(response.ok()) << response.status();
  const v1::Caller& caller = response->caller();
  EXPECT_EQ(caller.account(), "akun/operator-6474");
  EXPECT_EQ(caller.person(), "operator-6474");
  ASSERT_EQ(caller.grants_size(), 1);
  EXPECT_EQ(caller.grants(0).role(), "OPERATOR_SATKER");
  EXPECT_EQ(caller.grants(0).satker(), "satker/6474");
  EXPECT_EQ(caller.grants(0).valid_from(), "2018-01-01");
  EXPECT_EQ(caller.grants(0).valid_until(), "");
  EXPECT_THAT(caller.permissions(), Contains("planning.import"));
  EXPECT_THAT(caller.permissions(), Not(Contains("planning.register.import")));
}

TEST_F(GatewayServiceTest, EveryDevelopmentAccountMayAskWhoItIs) {
  for (const Account& account :
       DevelopmentAccounts(period::Tanggal::ParseIso("2018-01-01").value())) {
    const auto response = GetCaller(world_.Bearer(account.name.substr(5)));
    ASSERT_TRUE(response.ok()) << account.name << ": " << response.status();
    EXPECT_GT(response->caller().permissions_size(), 1) << account.name;
  }
}

TEST_F(GatewayServiceTest, StrangersLearnNothing) {
  EXPECT_THAT(GetCaller("Bearer x"), IsRefused(fault::Reason::kNotAuthenticated));
  ASSERT_EQ(world_.Refusals().size(), 1U);
  EXPECT_EQ(world_.Refusals()[0].code, "UNAUTHENTICATED");
  EXPECT_EQ(world_.Refusals()[0].method, "/sakip.gateway.v1.GatewayService/GetCaller");
}

TEST_F(GatewayServiceTest, ACallerBetweenAppointmentsIsRefused) {
  world_.Add({.name = "akun/kpa-6474", .person = "kpa-6474", .grants = {}}, "kpa-6474");
  EXPECT_THAT(GetCaller(world_.Bearer("kpa-6474")), IsRefused(fault::Reason::kPermissionDenied));
  ASSERT_EQ(world_.Refusals().size(), 1U);
  EXPECT_EQ(world_.Refusals()[0].code, "PERMISSION_DENIED");
  EXPECT_EQ(world_.Refusals()[0].account, "akun/kpa-6474");
  EXPECT_FALSE(world_.Refusals()[0].trace_id.empty());
}

TEST_F(GatewayServiceTest, GetVersionTellsTheRelease) {
  rpc::Client::Options options = rpc::TestServer::CallOptions();
  options.metadata["authorization"] = world_.Bearer("apip-00");
  const auto response = server_.client().Unary<v1::GetVersionResponse>(
      server_.FullName("GetVersion"), v1::GetVersionRequest(), options);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->version(), "1.2.3");
}

}  // namespace
}  // namespace sakip::gateway
