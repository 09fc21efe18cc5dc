#include "common/rpc/server.h"

#include <gmock/gmock.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <thread>

#include "common/rpc/limits.h"
#include "common/rpc/notes_service.h"
#include "common/rpc/raw_http2.h"
#include "common/rpc/testing.h"
#include "grpc/health/v1/health.pb.h"

namespace sakip::rpc {
namespace {

using fault::Reason;
using grpc::health::v1::HealthCheckRequest;
using grpc::health::v1::HealthCheckResponse;
using std::chrono::milliseconds;
using std::chrono::steady_clock;
using testing::HasSubstr;

class ServerTest : public testing::Test {
 protected:
  void Start(std::function<void(ServerOptions&)> change = nullptr) {
    server_ = std::make_unique<TestServer>(std::vector<MethodTable>{notes_.Methods()},
                                           TestServer::Options{.change = std::move(change)});
  }
  absl::StatusOr<HealthCheckResponse> Health(const std::string& service = "") {
    HealthCheckRequest request;
    request.set_service(service);
    return server_->Call<HealthCheckResponse>("/grpc.health.v1.Health/Check", request);
  }
  absl::StatusOr<v1::WaitNoteResponse> Wait() {
    return server_->Call<v1::WaitNoteResponse>("WaitNote", v1::WaitNoteRequest());
  }

  Notes notes_;
  std::unique_ptr<TestServer> server_;
};

TEST_F(ServerTest, HealthKnowsItsServicesOnly) {
  Start();
  for (const char* name : {"", "test", "sakip.rpctest.v1.NotesService"}) {
    const auto health = Health(name);
    ASSERT_THAT(health, IsOk()) << name;
    EXPECT_EQ(health->status(), HealthCheckResponse::SERVING) << name;
  }
  EXPECT_THAT(Health("sakip.budget.v1.BudgetService"), IsRefused(Reason::kNotFound));
}

TEST_F(ServerTest, UnknownMethodsAreUnimplemented) {
  Start();
  for (const char* method :
       {"/sakip.rpctest.v1.NotesService/Nope", "/x", "/sakip.rpctest.v1.NotesService/../PutNote",
        "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"}) {
    EXPECT_THAT(server_->Call<v1::GetNoteResponse>(method, GetRequest()),
                IsRefused(Reason::kUnknownMethod))
        << method;
  }
}

TEST_F(ServerTest, DrainFinishesWhatRunsAndRefusesTheRest) {
  Start();
  absl::StatusOr<v1::WaitNoteResponse> waited = absl::UnknownError("never ran");
  std::thread caller([&] { waited = Wait(); });
  notes_.gate.AwaitWaiting(1);
  std::thread drainer(
      [&] { server_->server().Drain(steady_clock::now() + std::chrono::seconds(30)); });
  while (Health()->status() == HealthCheckResponse::SERVING) {
    std::this_thread::yield();
  }
  EXPECT_THAT(server_->Call<v1::GetNoteResponse>("GetNote", GetRequest()),
              IsRefused(Reason::kShuttingDown));
  notes_.gate.Open();
  drainer.join();
  caller.join();
  EXPECT_THAT(waited, IsOk());
  EXPECT_THAT(Wait(), IsRefused(Reason::kShuttingDown));
  server_->server().Drain(steady_clock::now());  // idempotent
}

TEST_F(ServerTest, ASecondDrainForces) {
  Start();
  absl::StatusOr<v1::WaitNoteResponse> waited = absl::UnknownError("never ran");
  std::thread caller([&] { waited = Wait(); });
  notes_.gate.AwaitWaiting(1);
  std::thread drainer(
      [&] { server_->server().Drain(steady_clock::now() + std::chrono::hours(1)); });
  std::thread forcer([&] { server_->server().Drain(steady_clock::now()); });
  forcer.join();
  drainer.join();
  caller.join();  // cancelled although its handler still stands at the gate
  EXPECT_EQ(waited.status().code(), absl::StatusCode::kCancelled);
  notes_.gate.Open();
}

TEST_F(ServerTest, CallsAboveTheLimitAreOverloaded) {
  Start([](ServerOptions& options) { options.in_flight_max = 1; });
  std::thread caller([&] { EXPECT_THAT(Wait(), IsOk()); });
  notes_.gate.AwaitWaiting(1);
  EXPECT_THAT(server_->Call<v1::GetNoteResponse>("GetNote", GetRequest()),
              IsRefused(Reason::kOverloaded));
  EXPECT_THAT(Health(), IsOk());
  notes_.gate.Open();
  caller.join();
}

TEST_F(ServerTest, ShortReadsPassWhileLongOnesWait) {
  Start([](ServerOptions& options) { options.worker_threads = 1; });
  std::thread caller([&] { EXPECT_THAT(Wait(), IsOk()); });
  notes_.gate.AwaitWaiting(1);
  EXPECT_THAT(server_->Call<v1::PutNoteResponse>("PutNote", PutRequest(1)), IsOk());
  EXPECT_THAT(server_->Call<v1::GetNoteResponse>("GetNote", GetRequest()), IsOk());
  notes_.gate.Open();
  caller.join();
}

TEST_F(ServerTest, DeadlinesEndTheWaitOfACaller) {
  Start();
  Client::Options options;
  options.deadline = steady_clock::now() + milliseconds(50);
  std::string response;
  EXPECT_THAT(server_->client().CallBytes(server_->FullName("WaitNote"), "", options, &response),
              IsRefused(Reason::kDeadlineExceeded));
  notes_.gate.Open();
}

TEST_F(ServerTest, ACallWithoutDeadlineGetsTheDefault) {
  Start([](ServerOptions& options) { options.deadline_default = milliseconds(0); });
  std::string response;
  EXPECT_THAT(server_->client().CallBytes(server_->FullName("GetNote"),
                                          GetRequest().SerializeAsString(), {}, &response),
              IsRefused(Reason::kDeadlineExceeded));
}

TEST_F(ServerTest, LongDeadlinesAreClamped) {
  Start([](ServerOptions& options) { options.deadline_max = milliseconds(0); });
  EXPECT_THAT(server_->Call<v1::PutNoteResponse>("PutNote", PutRequest(1)),
              IsRefused(Reason::kDeadlineExceeded));
}

// A window of 0 keeps every answer here, past all deadlines.
TEST_F(ServerTest, CallersThatTakeNoAnswerLoseTheirPlaces) {
  Start([](ServerOptions& options) {
    options.listen_address = "127.0.0.1:0";
    options.in_flight_max = 4;
    options.deadline_default = milliseconds(100);
    options.receive_max = milliseconds(400);
  });
  ASSERT_THAT(server_->Call<v1::PutNoteResponse>("PutNote", PutRequest(1)), IsOk());
  RawHttp2 deaf(server_->server().port(), /*reads_answers=*/false);
  const auto read = [this] { return server_->Call<v1::GetNoteResponse>("GetNote", GetRequest()); };
  while (!ReasonOf(read()).has_value()) {
    deaf.Call(server_->FullName("GetNote"), GetRequest().SerializeAsString());
  }
  EXPECT_THAT(Health(), IsOk());
  const auto give_up = steady_clock::now() + std::chrono::seconds(30);
  while (!read().ok() && steady_clock::now() < give_up) {
    std::this_thread::yield();
  }
  EXPECT_THAT(read(), IsOk());
}

TEST_F(ServerTest, HealthChecksHaveFewPlacesOfTheirOwn) {
  Start([](ServerOptions& options) { options.listen_address = "127.0.0.1:0"; });
  RawHttp2 deaf(server_->server().port(), /*reads_answers=*/false);
  for (size_t i = 0; i <= kHealthChecksMax; ++i) {
    deaf.Call("/grpc.health.v1.Health/Check", "");
  }
  EXPECT_TRUE(deaf.AwaitBytes("too many calls at once"));
  EXPECT_THAT(server_->Call<v1::PutNoteResponse>("PutNote", PutRequest(1)), IsOk());
}

TEST_F(ServerTest, LogsOneLinePerCallWithoutValues) {
  Start();
  Client::Options options = TestServer::CallOptions();
  options.metadata["sakip-trace-id"] = "jejak-1";
  std::string response;
  ASSERT_THAT(
      server_->client().CallBytes(server_->FullName("PutNote"),
                                  PutRequest(1, "rahasia").SerializeAsString(), options, &response),
      IsOk());
  const std::vector<std::string> lines = server_->log_lines();
  ASSERT_EQ(lines.size(), 1U);
  for (const char* part :
       {"\"method\":\"/sakip.rpctest.v1.NotesService/PutNote\"", "\"code\":\"OK\"",
        "\"account\":\"akun/uji\"", "\"satker\":\"6474\"", "\"trace_id\":\"jejak-1\"",
        "\"request_id\":\"00000000-0000-4000-8000-000000000001\""}) {
    EXPECT_THAT(lines[0], HasSubstr(part));
  }
  EXPECT_THAT(lines[0], testing::Not(HasSubstr("rahasia")));
}

TEST_F(ServerTest, ServesTcpAndRefusesATakenPort) {
  Start([](ServerOptions& options) { options.listen_address = "127.0.0.1:0"; });
  const int port = server_->server().port();
  ASSERT_GT(port, 0);
  const std::string address = absl::StrCat("127.0.0.1:", port);
  const Client client(grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));
  EXPECT_THAT(client.Unary<v1::PutNoteResponse>(server_->FullName("PutNote"), PutRequest(1),
                                                TestServer::CallOptions()),
              IsOk());
  ServerOptions options;
  options.clock = &server_->clock();
  options.listen_address = address;
  EXPECT_EQ(Server::Start(options, {}).status().code(), absl::StatusCode::kUnavailable);
}

// Echoes what it was given, from another thread.
class EchoHandler final : public RawHandler {
 public:
  ~EchoHandler() override {
    for (std::thread& thread : threads_) {
      thread.join();
    }
  }
  bool Accepts(std::string_view method) const override { return method == "/echo/Echo"; }
  void Handle(std::unique_ptr<RawCall> call) override {
    threads_.emplace_back([call = std::move(call)] {
      if (call->request() == "drop") {
        return;
      }
      call->Finish(absl::OkStatus(), call->metadata("k") + call->request());
    });
  }

 private:
  std::vector<std::thread> threads_;
};

TEST_F(ServerTest, HandsOtherMethodsToTheRawHandler) {
  EchoHandler echo;
  Start([&echo](ServerOptions& options) { options.raw_handler = &echo; });
  Client::Options options = TestServer::CallOptions();
  options.metadata["k"] = "meta ";
  std::string response;
  ASSERT_THAT(server_->client().CallBytes("/echo/Echo", "bytes", options, &response), IsOk());
  EXPECT_EQ(response, "meta bytes");
  EXPECT_THAT(server_->client().CallBytes("/echo/Echo", "drop", options, &response),
              IsRefused(Reason::kInternal));
  EXPECT_THAT(server_->client().CallBytes("/echo/Nope", "", options, &response),
              IsRefused(Reason::kUnknownMethod));
  server_.reset();
}

}  // namespace
}  // namespace sakip::rpc
