#include "services/gateway/proxy.h"

#include <gmock/gmock.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "common/fault/fault.h"
#include "common/rpc/passport.h"
#include "common/rpc/raw_http2.h"
#include "common/rpc/status.h"
#include "common/rpc/testing.h"
#include "google/rpc/status.pb.h"
#include "sakip/planning/v1/planning_service.pb.h"
#include "services/gateway/gateway_service.h"
#include "services/gateway/gateway_test_world.h"

namespace sakip::gateway {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr char kService[] = "sakip.planning.v1.PlanningService";
constexpr char kMethod[] = "/sakip.planning.v1.PlanningService/GetSatker";
const std::string kAnswer("answer\0of bytes", 15);

using Metadata = std::vector<std::pair<std::string, std::string>>;

struct Answer {
  grpc::Status status;
  std::string bytes;
};

// One call as any gRPC client makes it, with exactly this metadata.
Answer CallRaw(const std::shared_ptr<grpc::ChannelInterface>& channel, const std::string& method,
               const std::string& request, const Metadata& metadata,
               milliseconds timeout = seconds(30)) {
  grpc::CompletionQueue queue;
  grpc::ClientContext context;
  context.set_deadline(gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC),
                                    gpr_time_from_millis(timeout.count(), GPR_TIMESPAN)));
  for (const auto& [key, value] : metadata) {
    context.AddMetadata(key, value);
  }
  const grpc::Slice slice(request);
  grpc::GenericStub stub(channel);
  const auto reader = stub.PrepareUnaryCall(&context, method, grpc::ByteBuffer(&slice, 1), &queue);
  reader->StartCall();
  Answer answer;
  grpc::ByteBuffer bytes;
  reader->Finish(&bytes, &answer.status, &answer);
  void* tag = nullptr;
  bool ok = false;
  EXPECT_TRUE(queue.Next(&tag, &ok));
  grpc::Slice whole;
  if (bytes.Valid() && bytes.DumpToSingleSlice(&whole).ok()) {
    answer.bytes.assign(reinterpret_cast<const char*>(whole.begin()), whole.size());
  }
  queue.Shutdown();
  while (queue.Next(&tag, &ok)) {
  }
  return answer;
}

// A service behind the gateway that says what reached it.
class Upstream : public rpc::RawHandler {
 public:
  bool Accepts(std::string_view) const override { return true; }
  void Handle(std::unique_ptr<rpc::RawCall> call) override {
    const std::lock_guard lock(mutex_);
    calls_.push_back({.method = call->method(),
                      .request = call->request(),
                      .trace_id = call->trace_id(),
                      .passport = call->metadata(rpc::kPassportMetadata),
                      .account = call->metadata("sakip-account"),
                      .authorization = call->metadata("authorization"),
                      .remaining = std::chrono::duration_cast<milliseconds>(call->deadline() -
                                                                            steady_clock::now())});
    if (hold_) {
      held_ = std::move(call);
      changed_.notify_all();
      return;
    }
    call->Finish(status_, status_.ok() ? kAnswer : std::string());
  }

  struct Seen {
    std::string method;
    std::string request;
    std::string trace_id;
    std::string passport;
    std::string account;
    std::string authorization;
    milliseconds remaining{};
  };
  std::vector<Seen> calls() const {
    const std::lock_guard lock(mutex_);
    return calls_;
  }
  void AnswerWith(absl::Status status) {
    const std::lock_guard lock(mutex_);
    status_ = std::move(status);
  }
  // Answers no call until Release.
  void Hold() {
    const std::lock_guard lock(mutex_);
    hold_ = true;
  }
  bool WaitUntilHeld() {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, seconds(30), [this] { return held_ != nullptr; });
  }
  void Release() {
    const std::lock_guard lock(mutex_);
    if (held_) {
      std::exchange(held_, nullptr)->Finish(absl::OkStatus(), "");
    }
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Seen> calls_;
  absl::Status status_;
  bool hold_ = false;
  std::unique_ptr<rpc::RawCall> held_;
};

class ProxyTest : public testing::Test {
 protected:
  // Links the proto service into this program.
  ProxyTest() { sakip::planning::v1::GetSatkerRequest::descriptor(); }
  ~ProxyTest() override { upstream_.Release(); }

  std::unique_ptr<Proxy> MakeProxy(std::shared_ptr<grpc::ChannelInterface> channel) {
    auto proxy = Proxy::Make({.authenticator = world_.authenticator.get(),
                              .logger = &world_.logger,
                              .upstreams = {{.service = kService, .channel = std::move(channel)}}});
    EXPECT_TRUE(proxy.ok()) << proxy.status();
    return *std::move(proxy);
  }

  Metadata As(const char* subject) const { return {{"authorization", world_.Bearer(subject)}}; }
  Answer Call(const Metadata& metadata, milliseconds timeout = seconds(30)) {
    return CallRaw(front_.server().InProcessChannel(), kMethod, "request", metadata, timeout);
  }
  static std::optional<fault::Reason> ReasonOf(const Answer& answer) {
    return rpc::ReasonOf(rpc::FromWire(answer.status));
  }

  GatewayTestWorld world_;
  Upstream upstream_;
  rpc::TestServer upstream_server_{
      {GatewayMethods("upstream")},
      {.name = "planning", .store = nullptr, .change = [this](rpc::ServerOptions& options) {
         options.raw_handler = &upstream_;
       }}};
  std::unique_ptr<Proxy> proxy_ = MakeProxy(upstream_server_.server().InProcessChannel());
  rpc::TestServer front_{{GatewayMethods("front")},
                         {.name = "gateway",
                          .store = world_.store.get(),
                          .change = [this](rpc::ServerOptions& options) {
                            options.raw_handler = proxy_.get();
                            options.authenticator = world_.authenticator.get();
                            options.on_refusal = RecordedIn(world_.audit);
                            options.public_door = true;
                          }}};
};

TEST_F(ProxyTest, BytesGoThroughUnread) {
  const Answer answer = Call(As("operator-6474"));
  ASSERT_TRUE(answer.status.ok()) << answer.status.error_message();
  EXPECT_EQ(answer.bytes, kAnswer);
  ASSERT_EQ(upstream_.calls().size(), 1U);
  EXPECT_EQ(upstream_.calls()[0].method, kMethod);
  EXPECT_EQ(upstream_.calls()[0].request, "request");
  EXPECT_FALSE(upstream_.calls()[0].trace_id.empty());
}

TEST_F(ProxyTest, TheServiceLearnsTheCallerFromTheGatewayOnly) {
  Metadata spoofed = As("operator-6474");
  const auto admin = rpc::SignPassport({.account = "akun/admin-00", .person = "x", .grants = {}},
                                       std::string(32, 'x'), world_.clock.Now());
  spoofed.emplace_back(rpc::kPassportMetadata, admin);
  spoofed.emplace_back("sakip-account", "akun/admin-00");
  spoofed.emplace_back(rpc::kTraceMetadata, "chosen-by-the-client");
  ASSERT_TRUE(Call(spoofed).status.ok());
  const Upstream::Seen seen = upstream_.calls().at(0);
  const auto principal =
      rpc::VerifyPassport(seen.passport, world_.internal_key, world_.clock.Now());
  ASSERT_TRUE(principal.ok()) << principal.status();
  EXPECT_EQ(principal->account, "akun/operator-6474");
  EXPECT_EQ(seen.account, "");
  EXPECT_EQ(seen.authorization, "");
  EXPECT_NE(seen.trace_id, "chosen-by-the-client");
  EXPECT_THAT(front_.log_lines(),
              testing::Contains(
                  testing::AllOf(testing::HasSubstr("\"client_trace\":\"chosen-by-the-client\""),
                                 testing::HasSubstr("\"account\":\"akun/operator-6474\""),
                                 testing::HasSubstr("\"trace_id\":\"" + seen.trace_id + "\""))));
}

// gRPC's client cannot send such a value, and asserts where a program forwards one.
TEST_F(ProxyTest, MetadataOfAnyBytesDoesNoHarm) {
  rpc::TestServer front(
      {GatewayMethods("front")},
      {.name = "gateway", .store = world_.store.get(), .change = [&](rpc::ServerOptions& options) {
         options.listen_address = "127.0.0.1:0";
         options.raw_handler = proxy_.get();
         options.authenticator = world_.authenticator.get();
       }});
  for (const char* name : {"accept-language", "sakip-trace-id", "user-agent", "x-any"}) {
    rpc::RawHttp2 client(front.server().port());
    client.Call(kMethod, "", {{"authorization", world_.Bearer("kpa-6474")}, {name, "i\xe9\x01"}});
    EXPECT_TRUE(client.AwaitBytes(kAnswer)) << name;
  }
}

TEST_F(ProxyTest, TheDeadlineGoesAlongWithAMargin) {
  ASSERT_TRUE(Call(As("operator-6474"), seconds(20)).status.ok());
  EXPECT_LE(upstream_.calls().at(0).remaining, seconds(20) - milliseconds(50));
  EXPECT_GT(upstream_.calls().at(0).remaining, seconds(10));
}

TEST_F(ProxyTest, ADeadlineWithinTheMarginIsRefusedHere) {
  for (const Metadata& metadata : {As("operator-6474"), Metadata()}) {
    const Answer answer = Call(metadata, milliseconds(40));
    EXPECT_EQ(answer.status.error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
  }
  EXPECT_TRUE(world_.Refusals().empty());  // a late stranger is late, not a stranger
  EXPECT_TRUE(upstream_.calls().empty());
}

TEST_F(ProxyTest, RefusalsComeBackUnchanged) {
  // Of a release whose reasons this one does not know.
  google::rpc::Status details;
  details.set_code(9);
  details.add_details()->set_type_url("type.googleapis.com/google.rpc.Newer");
  const grpc::Status sent{grpc::StatusCode::FAILED_PRECONDITION, "a newer text",
                          details.SerializeAsString()};
  upstream_.AnswerWith(rpc::Verbatim(sent));
  const Answer answer = Call(As("operator-6474"));
  EXPECT_EQ(answer.status.error_code(), sent.error_code());
  EXPECT_EQ(answer.status.error_message(), sent.error_message());
  EXPECT_EQ(answer.status.error_details(), sent.error_details());
}

TEST_F(ProxyTest, RefusalsKeepTheirFacts) {
  const fault::Fault fault{.reason = fault::Reason::kPaguExceeded,
                           .english = "too much",
                           .indonesian = "terlalu banyak",
                           .violations = {},
                           .metadata = {{"line", "01"}, {"shortfall", "1"}}};
  upstream_.AnswerWith(fault::ToStatus(fault));
  const Answer answer = Call(As("operator-6474"));
  EXPECT_EQ(answer.status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(fault::FromStatus(rpc::FromWire(answer.status)), fault);
}

TEST_F(ProxyTest, UnknownMethodsNeverLeave) {
  for (const char* method :
       {"/sakip.planning.v1.PlanningService/Nope", "/sakip.budget.v1.BudgetService/GetPagu",
        "/sakip.planning.v1.PlanningService/", "/x"}) {
    const Answer answer = CallRaw(front_.server().InProcessChannel(), method, "", As("kpa-6474"));
    EXPECT_EQ(answer.status.error_code(), grpc::StatusCode::UNIMPLEMENTED) << method;
  }
  EXPECT_TRUE(upstream_.calls().empty());
}

TEST_F(ProxyTest, StrangersNeverLeaveAndAreOnRecord) {
  const std::string good = world_.Bearer("kpa-6474");
  const Metadata kCases[] = {{},
                             {{"authorization", "Bearer x"}},
                             {{"authorization", good}, {"authorization", good}},
                             {{rpc::kPassportMetadata, "x"}}};
  for (const Metadata& metadata : kCases) {
    EXPECT_EQ(ReasonOf(Call(metadata)), fault::Reason::kNotAuthenticated);
  }
  EXPECT_TRUE(upstream_.calls().empty());
  const std::vector<Refusal> refusals = world_.Refusals();
  ASSERT_EQ(refusals.size(), std::size(kCases));
  EXPECT_EQ(refusals[0].method, kMethod);
  EXPECT_EQ(refusals[0].code, "UNAUTHENTICATED");
}

TEST_F(ProxyTest, RefusedPermissionIsOnRecordWithItsCaller) {
  upstream_.AnswerWith(fault::Refuse(fault::Reason::kPermissionDenied, "", ""));
  EXPECT_EQ(ReasonOf(Call(As("apip-00"))), fault::Reason::kPermissionDenied);
  ASSERT_EQ(world_.Refusals().size(), 1U);
  EXPECT_EQ(world_.Refusals()[0].account, "akun/apip-00");
  EXPECT_EQ(world_.Refusals()[0].code, "PERMISSION_DENIED");
}

TEST_F(ProxyTest, AServiceThatIsDownIsSaidAtOnce) {
  auto down = MakeProxy(
      grpc::CreateChannel("unix:/nonexistent/sakip.sock", grpc::InsecureChannelCredentials()));
  rpc::TestServer front(
      {GatewayMethods("front")},
      {.name = "gateway", .store = world_.store.get(), .change = [&](rpc::ServerOptions& options) {
         options.raw_handler = down.get();
         options.authenticator = world_.authenticator.get();
       }});
  const auto started = steady_clock::now();
  const Answer answer =
      CallRaw(front.server().InProcessChannel(), kMethod, "", As("kpa-6474"), seconds(30));
  EXPECT_EQ(answer.status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(ReasonOf(answer), fault::Reason::kDependencyDown);
  EXPECT_LT(steady_clock::now() - started, seconds(10));
  EXPECT_THAT(answer.status.error_message(), testing::Not(testing::HasSubstr("nonexistent")));
}

TEST_F(ProxyTest, CancelEndsWhatIsUnderWay) {
  upstream_.Hold();
  Answer answer;
  std::thread caller([&] { answer = Call(As("kpa-6474")); });
  EXPECT_TRUE(upstream_.WaitUntilHeld());
  proxy_->Cancel();
  caller.join();
  EXPECT_EQ(ReasonOf(answer), fault::Reason::kShuttingDown);
  EXPECT_EQ(ReasonOf(Call(As("kpa-6474"))), fault::Reason::kShuttingDown);
}

// For AddressSanitizer: calls end while they are cancelled.
TEST_F(ProxyTest, CancelMeetsCallsThatEnd) {
  std::vector<std::thread> callers;
  callers.reserve(4);
  std::atomic<int> answered = 0;
  for (int i = 0; i < 4; ++i) {
    callers.emplace_back([&] {
      while (!ReasonOf(Call(As("kpa-6474"))).has_value()) {
        ++answered;
      }
    });
  }
  while (answered < 20) {
    std::this_thread::yield();
  }
  proxy_->Cancel();
  for (std::thread& caller : callers) {
    caller.join();
  }
}

TEST(ProxyMake, RefusesAServiceWithoutAProto) {
  GatewayTestWorld world;
  EXPECT_TRUE(absl::IsNotFound(
      Proxy::Make({.authenticator = world.authenticator.get(),
                   .logger = &world.logger,
                   .upstreams = {{.service = "sakip.none.v1.NoneService",
                                  .channel = grpc::CreateChannel(
                                      "unix:/nonexistent", grpc::InsecureChannelCredentials())}}})
          .status()));
}

}  // namespace
}  // namespace sakip::gateway
