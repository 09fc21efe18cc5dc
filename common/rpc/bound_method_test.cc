#include "common/rpc/bound_method.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/rpc/notes_service.h"
#include "common/rpc/testing.h"
#include "testdata/mistakes.pb.h"

namespace sakip::rpc {
namespace {

using testing::HasSubstr;

template <class Request>
void AddRead(MethodTable& table, const std::string& name = "Get") {
  table.Read<Request, v1::MistakeResponse>(
      name, [](const store::Reader&, const Call&, const Request&) {
        return absl::StatusOr<v1::MistakeResponse>(v1::MistakeResponse());
      });
}

template <class Request = v1::MistakeRequest>
std::string ErrorOf(const std::string& service) {
  MethodTable table("sakip.rpctest.v1." + service);
  AddRead<Request>(table);
  return Bind({table}).status().ToString();
}

TEST(Bind, AcceptsAWholeService) {
  Notes notes;
  const auto bound = Bind({notes.Methods()});
  ASSERT_THAT(bound, IsOk());
  const BoundMethod& put = bound->at("/sakip.rpctest.v1.NotesService/PutNote");
  EXPECT_EQ(put.permission, "planning.import");
  EXPECT_EQ(put.satker->name(), "name");
}

TEST(Bind, NamesEachMistake) {
  EXPECT_THAT(ErrorOf("NoPolicyService"), HasSubstr("NoPolicyService/Get has no policy"));
  EXPECT_THAT(ErrorOf("UnknownPermissionService"), HasSubstr("'planning.readd'"));
  EXPECT_THAT(ErrorOf("WrongSatkerFieldService"), HasSubstr("no string field 'parent'"));
  EXPECT_THAT(ErrorOf("WrongKindService"), HasSubstr("another kind"));
  EXPECT_THAT(ErrorOf<v1::MapRequest>("MapService"), HasSubstr("is a map"));
  EXPECT_THAT(ErrorOf<v1::BadRuleRequest>("BadRuleService"), HasSubstr("BadRuleRequest.number"));
  EXPECT_THAT(ErrorOf<v1::MapRequest>("NoPolicyService"), HasSubstr("other message types"));
  EXPECT_THAT(ErrorOf("NoSuchService"), HasSubstr("not a linked proto service"));
}

TEST(Bind, WantsRequestIdAndTokenOfMutations) {
  MethodTable table("sakip.rpctest.v1.NoRequestIdService");
  table.Mutation<v1::MistakeRequest, v1::MistakeResponse>(
      "Put", [](store::Txn&, const Call&, const v1::MistakeRequest&) {
        return absl::StatusOr<v1::MistakeResponse>(v1::MistakeResponse());
      });
  const std::string error = Bind({table}).status().ToString();
  EXPECT_THAT(error, HasSubstr("request_id"));
  EXPECT_THAT(error, HasSubstr("consistency_token"));
}

TEST(Bind, WantsEveryMethodOnce) {
  EXPECT_THAT(Bind({MethodTable("sakip.rpctest.v1.NotesService")}).status().ToString(),
              HasSubstr("GetNote is declared but not entered"));
  MethodTable twice("sakip.rpctest.v1.NoPolicyService");
  AddRead<v1::MistakeRequest>(twice);
  AddRead<v1::MistakeRequest>(twice);
  AddRead<v1::MistakeRequest>(twice, "Nope");
  const std::string error = Bind({twice}).status().ToString();
  EXPECT_THAT(error, HasSubstr("entered twice"));
  EXPECT_THAT(error, HasSubstr("Nope is not declared"));
}

TEST(Bind, AMistakeStopsTheServer) {
  const clock::FakeClock clock;
  ServerOptions options;
  options.clock = &clock;
  MethodTable table("sakip.rpctest.v1.NoPolicyService");
  AddRead<v1::MistakeRequest>(table);
  EXPECT_THAT(Server::Start(options, {table}).status().ToString(), HasSubstr("has no policy"));
}

}  // namespace
}  // namespace sakip::rpc
