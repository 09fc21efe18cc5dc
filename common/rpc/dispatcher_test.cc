#include "common/rpc/dispatcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "common/rpc/notes_service.h"
#include "common/rpc/records.h"
#include "common/rpc/testing.h"
#include "common/rpc/token.h"

namespace sakip::rpc {
namespace {

using fault::Reason;
using testing::ElementsAre;

class DispatcherTest : public testing::Test {
 protected:
  absl::StatusOr<v1::PutNoteResponse> Put(const v1::PutNoteRequest& request) {
    return server_.Call<v1::PutNoteResponse>("PutNote", request);
  }
  absl::StatusOr<v1::GetNoteResponse> Get(const v1::GetNoteRequest& request = GetRequest()) {
    return server_.Call<v1::GetNoteResponse>("GetNote", request);
  }
  uint64_t Sequence() { return server_.store().GetSnapshot()->head().sequence; }

  Notes notes_;
  TestServer server_{{notes_.Methods()}};
};

TEST_F(DispatcherTest, WritesAndReadsBack) {
  const auto put = Put(PutRequest(1, "halo"));
  ASSERT_THAT(put, IsOk());
  EXPECT_EQ(put->text(), "halo");
  EXPECT_EQ(put->revision().sequence(), 1U);
  EXPECT_EQ(put->revision().epoch(), 1U);
  EXPECT_EQ(put->revision().store(), server_.store().identity().store_id);
  v1::GetNoteRequest request = GetRequest();
  request.set_consistency_token(put->consistency_token());
  const auto got = Get(request);
  ASSERT_THAT(got, IsOk());
  EXPECT_EQ(got->text(), "halo");
  EXPECT_EQ(got->revision().sequence(), 1U);
}

TEST_F(DispatcherTest, SameIdAndContentGetsTheSameAnswerWhateverHappenedSince) {
  const auto first = Put(PutRequest(1, "satu"));
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(Put(PutRequest(2, "dua")), IsOk());
  const auto again = Put(PutRequest(1, "satu"));
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
  EXPECT_EQ(Get()->text(), "dua");
  EXPECT_EQ(Sequence(), 2U);
}

TEST_F(DispatcherTest, SameIdWithOtherContentIsRefusedByName) {
  ASSERT_THAT(Put(PutRequest(1, "satu")), IsOk());
  const auto other = Put(PutRequest(1, "dua"));
  EXPECT_THAT(other, IsRefused(Reason::kRequestIdReused));
  EXPECT_EQ(fault::FromStatus(other.status())->metadata.at("request_id"), TestRequestId(1));
  EXPECT_EQ(Get()->text(), "satu");
}

TEST_F(DispatcherTest, SameIdForAnotherMethodIsRefused) {
  ASSERT_THAT(Put(PutRequest(1)), IsOk());
  v1::PrepareNoteRequest request;
  request.set_name("satker/6474/note/a");
  request.set_request_id(TestRequestId(1));
  EXPECT_THAT(server_.Call<v1::PrepareNoteResponse>("PrepareNote", request),
              IsRefused(Reason::kRequestIdReused));
  EXPECT_EQ(notes_.prepared, 0);
}

TEST_F(DispatcherTest, ReuseIsToldBeforeBrokenFields) {
  ASSERT_THAT(Put(PutRequest(1)), IsOk());
  EXPECT_THAT(Put(PutRequest(1, " broken ")), IsRefused(Reason::kRequestIdReused));
  EXPECT_THAT(Put(PutRequest(2, " broken ")), IsRefused(Reason::kInvalidField));
}

TEST_F(DispatcherTest, IdsAreScopedToTheAccount) {
  ASSERT_THAT(Put(PutRequest(1, "satu")), IsOk());
  Principal other = TestPrincipal();
  other.account = "akun/lain";
  server_.ActAs(other);
  ASSERT_THAT(Put(PutRequest(1, "dua")), IsOk());
  EXPECT_EQ(Get()->text(), "dua");
}

TEST_F(DispatcherTest, ARefusedIdMayBeUsedAgain) {
  v1::PutNoteRequest request = PutRequest(1);
  request.set_mode(v1::MODE_REFUSE);
  EXPECT_THAT(Put(request), IsRefused(Reason::kPaguExceeded));
  EXPECT_EQ(Sequence(), 0U);
  EXPECT_THAT(Get(), IsRefused(Reason::kNotFound));
  EXPECT_THAT(Put(PutRequest(1)), IsOk());
}

TEST_F(DispatcherTest, OutputOnlyFieldsAreIgnoredByHandlerAndFingerprint) {
  v1::PutNoteRequest request = PutRequest(1);
  request.set_version(7);
  ASSERT_THAT(Put(request), IsOk());
  request.set_version(8);
  EXPECT_THAT(Put(request), IsOk());
}

TEST_F(DispatcherTest, ValidateOnlyAnswersAndLeavesNothing) {
  v1::PutNoteRequest request = PutRequest(1);
  request.set_validate_only(true);
  const auto rehearsed = Put(request);
  ASSERT_THAT(rehearsed, IsOk());
  EXPECT_EQ(rehearsed->text(), "isi");
  EXPECT_EQ(rehearsed->version(), 1);
  EXPECT_EQ(rehearsed->consistency_token(), "");
  EXPECT_EQ(Sequence(), 0U);
  request.set_mode(v1::MODE_REFUSE);
  EXPECT_THAT(Put(request), IsRefused(Reason::kPaguExceeded));
  ASSERT_THAT(Put(PutRequest(1)), IsOk());
  request = PutRequest(1);
  request.set_validate_only(true);
  const auto later = Put(request);
  ASSERT_THAT(later, IsOk());
  EXPECT_EQ(later->consistency_token(), "");
  EXPECT_EQ(Sequence(), 1U);
}

TEST_F(DispatcherTest, ConcurrentCallsWithOneIdHaveOneEffect) {
  std::vector<std::thread> threads;
  std::atomic<int> ok{0};
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([this, &ok] {
      const auto put = Put(PutRequest(1));
      ok += put.ok() && put->version() == 1 ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(ok, 8);
  EXPECT_EQ(Sequence(), 1U);
}

TEST_F(DispatcherTest, ConcurrentCallsWithDifferentContentsHaveOneWinner) {
  std::vector<std::thread> threads;
  std::atomic<int> ok{0};
  std::atomic<int> reused{0};
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([this, &ok, &reused, i] {
      const auto put = Put(PutRequest(1, absl::StrCat("isi ", i)));
      ok += put.ok() ? 1 : 0;
      reused += ReasonOf(put) == Reason::kRequestIdReused ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(ok, 1);
  EXPECT_EQ(reused, 7);
}

TEST_F(DispatcherTest, APreparedMutationIsReplayedWithoutPreparingAgain) {
  v1::PrepareNoteRequest request;
  request.set_name("satker/6474/note/a");
  request.set_request_id(TestRequestId(1));
  const auto first = server_.Call<v1::PrepareNoteResponse>("PrepareNote", request);
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->text(), "prepared 1");
  notes_.dependency_down = true;
  const auto again = server_.Call<v1::PrepareNoteResponse>("PrepareNote", request);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->text(), "prepared 1");
  request.set_request_id(TestRequestId(2));
  EXPECT_THAT(server_.Call<v1::PrepareNoteResponse>("PrepareNote", request),
              IsRefused(Reason::kDependencyDown));
}

TEST_F(DispatcherTest, NobodyIsUnauthenticatedWhateverTheContent) {
  server_.ActAsNobody();
  EXPECT_THAT(Put(PutRequest(1, " broken ")), IsRefused(Reason::kNotAuthenticated));
}

TEST_F(DispatcherTest, RoleAndScopeAreCheckedBeforeFields) {
  server_.ActAs(TestPrincipalWith("KPA", "6474"));  // reads only
  EXPECT_THAT(Put(PutRequest(1, " broken ")), IsRefused(Reason::kPermissionDenied));
  server_.ActAs(TestPrincipalWith("OPERATOR_SATKER", "6471"));
  EXPECT_THAT(Put(PutRequest(1, " broken ")), IsRefused(Reason::kPermissionDenied));
  EXPECT_THAT(Get(GetRequest("satker/6474/note/absent")), IsRefused(Reason::kPermissionDenied));
}

TEST_F(DispatcherTest, ABrokenOfficeNameIsAnInvalidField) {
  for (const char* name : {"", "satker/", "satker/64741/note/a", "kantor/6474/note/a"}) {
    const auto put = Put(PutRequest(1, "isi", name));
    EXPECT_THAT(put, IsRefused(Reason::kInvalidField)) << name;
    EXPECT_THAT(FieldsOf(put.status()), ElementsAre("name")) << name;
  }
}

TEST_F(DispatcherTest, AllViolationsComeAtOnce) {
  v1::PutNoteRequest request = PutRequest(1, "a text that is far too long for it\t");
  request.set_request_id("nonsense");
  const auto put = Put(request);
  EXPECT_THAT(put, IsRefused(Reason::kInvalidField));
  EXPECT_THAT(FieldsOf(put.status()), ElementsAre("text", "text", "request_id"));
}

TEST_F(DispatcherTest, RequestIdsAreLowerCaseUuids) {
  for (const char* id :
       {"", "x", "00000000-0000-0000-0000-000000000000", "ABCDEF00-0000-4000-8000-000000000001",
        "00000000-0000-4000-8000-0000000000011"}) {
    v1::PutNoteRequest request = PutRequest(1);
    request.set_request_id(id);
    EXPECT_THAT(FieldsOf(Put(request).status()), ElementsAre("request_id")) << id;
  }
}

TEST_F(DispatcherTest, CausesOfInternalErrorsStayInTheLog) {
  for (const v1::Mode mode : {v1::MODE_THROW, v1::MODE_FAIL}) {
    v1::PutNoteRequest request = PutRequest(1);
    request.set_mode(mode);
    const auto put = Put(request);
    EXPECT_THAT(put, IsRefused(Reason::kInternal));
    EXPECT_EQ(std::string(put.status().message()), fault::Info(Reason::kInternal).english);
    EXPECT_THAT(server_.log_lines().back(), testing::HasSubstr("secret detail"));
  }
  EXPECT_EQ(Sequence(), 0U);
}

TEST_F(DispatcherTest, AnAnswerTooLargeToKeepIsRefusedBeforeTheCommit) {
  v1::PutNoteRequest request = PutRequest(1);
  request.set_mode(v1::MODE_HUGE_ANSWER);
  EXPECT_THAT(Put(request), IsRefused(Reason::kMessageTooLarge));
  EXPECT_EQ(Sequence(), 0U);
}

TEST_F(DispatcherTest, ConsistencyTokensBindStoreAndMoment) {
  ASSERT_THAT(Put(PutRequest(1)), IsOk());
  store::Identity identity = server_.store().identity();
  v1::GetNoteRequest request = GetRequest();
  request.set_consistency_token(ConsistencyToken(identity, 2));
  EXPECT_THAT(Get(request), IsRefused(Reason::kNotYetVisible));
  identity.epoch = 2;
  request.set_consistency_token(ConsistencyToken(identity, 1));
  EXPECT_THAT(Get(request), IsRefused(Reason::kStoreEpochChanged));
  identity.epoch = 1;
  identity.store_id = "00";
  request.set_consistency_token(ConsistencyToken(identity, 1));
  EXPECT_THAT(Get(request), IsRefused(Reason::kStoreEpochChanged));
  request.set_consistency_token("AAAA");
  EXPECT_THAT(FieldsOf(Get(request).status()), ElementsAre("consistency_token"));
}

TEST_F(DispatcherTest, OneAuditRecordTellsWhoDidWhat) {
  ASSERT_THAT(Put(PutRequest(1)), IsOk());
  v1::PutNoteRequest refused = PutRequest(2);
  refused.set_mode(v1::MODE_REFUSE);
  ASSERT_FALSE(Put(refused).ok());
  const auto entries = server_.store().GetSnapshot()->List(kAuditTable, {}, 10);
  ASSERT_THAT(entries, IsOk());
  ASSERT_EQ(entries->size(), 1U);
  sakip::storage::v1::AuditRecord record;
  ASSERT_TRUE(record.ParseFromString(entries->front().value));
  EXPECT_EQ(record.account(), "akun/uji");
  EXPECT_EQ(record.person(), "198001012005011001");
  EXPECT_EQ(record.method(), "/sakip.rpctest.v1.NotesService/PutNote");
  EXPECT_EQ(record.satker(), "6474");
  EXPECT_EQ(record.request_id(), TestRequestId(1));
  EXPECT_EQ(record.sequence(), 1U);
  EXPECT_EQ(record.time_us(), server_.clock().Now().micros);
}

}  // namespace
}  // namespace sakip::rpc
