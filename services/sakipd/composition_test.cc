#include "services/sakipd/composition.h"

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <thread>

#include "common/fault/fault.h"
#include "common/rpc/client.h"
#include "common/rpc/testing.h"
#include "sakip/budget/v1/pembayaran_service.pb.h"
#include "sakip/gateway/v1/gateway.pb.h"
#include "sakip/planning/v1/planning_service.pb.h"
#include "services/gateway/dev_token.h"
#include "services/sakipd/init.h"
#include "services/sakipd/secret_file.h"
#include "services/sakipd/signals.h"
#include "services/sakipd/stop_limit.h"

namespace sakip::sakipd {
namespace {

using rpc::IsOk;
using rpc::IsRefused;
using std::chrono::seconds;

class CompositionTest : public testing::Test {
 protected:
  CompositionTest() {
    std::string pattern = testing::TempDir() + "sakipd_composition_XXXXXX";
    dir_ = mkdtemp(pattern.data());
    data_ = dir_ + "/store";
    const auto made = Init({.stores = {.data = data_,
                                       .witness_dir = data_,
                                       .services = {kServices.begin(), kServices.end()}},
                            .if_missing = false,
                            .development_accounts = true},
                           clock_);
    EXPECT_TRUE(made.ok()) << made.status();
  }
  ~CompositionTest() override { std::filesystem::remove_all(dir_); }

  ServeSettings SettingsFor(std::vector<std::string> args) const {
    args.push_back("--data=" + data_);
    args.push_back("--ready-file=" + dir_ + "/ready");
    const auto config = ParseOptions(Command::kServe, {.args = std::move(args)});
    EXPECT_TRUE(config.ok()) << config.status();
    const auto settings = ServeSettingsFrom(*config);
    EXPECT_TRUE(settings.ok()) << settings.status();
    return *settings;
  }
  std::unique_ptr<Composition> Start(std::vector<std::string> args) {
    auto started = Composition::Start(SettingsFor(std::move(args)), clock_, logger_);
    EXPECT_TRUE(started.ok()) << started.status();
    return *std::move(started);
  }
  // What the ready file says: "127.0.0.1:1", or "planning 127.0.0.1:1" lines.
  std::string Ready() const {
    std::ifstream file(dir_ + "/ready");
    std::string text{std::istreambuf_iterator<char>(file), {}};
    EXPECT_TRUE(text.ends_with('\n'));
    text.pop_back();
    return text;
  }

  template <class Response>
  absl::StatusOr<Response> Call(const std::string& address, const char* method,
                                const google::protobuf::Message& request) const {
    const rpc::Client client(grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));
    return client.Unary<Response>(method, request, OptionsOf());
  }
  // Of a call as operator-6474.
  rpc::Client::Options OptionsOf() const {
    const auto key = ReadKeyFile(DevelopmentTokenKeyFile(data_));
    const auto token = gateway::MakeDevToken(
        *key, {.subject = "operator-6474", .expires_s = clock_.Now().micros / 1'000'000 + 60});
    return {.deadline = std::chrono::steady_clock::now() + seconds(30),
            .metadata = {{"authorization", "Bearer " + *token}}};
  }
  absl::Status GetCaller(const std::string& address) const {
    return Call<sakip::gateway::v1::GetCallerResponse>(address,
                                                       "/sakip.gateway.v1.GatewayService/GetCaller",
                                                       sakip::gateway::v1::GetCallerRequest())
        .status();
  }
  // A call that the gateway forwards and an empty planning store answers.
  absl::Status ListSatker(const std::string& address) const {
    return Call<sakip::planning::v1::ListSatkerResponse>(
               address, "/sakip.planning.v1.PlanningService/ListSatker",
               sakip::planning::v1::ListSatkerRequest())
        .status();
  }

  std::string dir_;
  std::string data_;
  const clock::FakeClock clock_{{.micros = 1'517'540'645'000'000}};
  log::MemorySink sink_;
  log::Logger logger_{clock_, sink_};
};

TEST_F(CompositionTest, OneProcessAnswersForAllServices) {
  const auto running = Start({"--listen=127.0.0.1:0", "--development-issuer=true"});
  EXPECT_THAT(GetCaller(Ready()), IsOk());
  EXPECT_THAT(ListSatker(Ready()), IsOk());
  EXPECT_THAT(sink_.lines(), testing::Contains(testing::HasSubstr("\"message\":\"ready\"")));
  EXPECT_THAT(sink_.lines(),
              testing::Contains(testing::AllOf(testing::HasSubstr("\"level\":\"WARNING\""),
                                               testing::HasSubstr("DEVELOPMENT ISSUER IS ON"))));
}

// An empty request is refused for its fields or answered, but every method is there.
TEST_F(CompositionTest, EveryMethodOfEveryServiceIsRouted) {
  const auto running = Start({"--listen=127.0.0.1:0", "--development-issuer=true"});
  const rpc::Client client(grpc::CreateChannel(Ready(), grpc::InsecureChannelCredentials()));
  int methods = 0;
  for (const Service service : kServices) {
    for (const std::string_view name : ProtoServices(service)) {
      const auto* const found =
          google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(std::string(name));
      ASSERT_NE(found, nullptr) << name;
      for (int i = 0; i < found->method_count(); ++i, ++methods) {
        const std::string path = "/" + found->full_name() + "/" + found->method(i)->name();
        std::string response;
        const absl::Status status = client.CallBytes(path, "", OptionsOf(), &response);
        EXPECT_NE(rpc::ReasonOf(status), fault::Reason::kUnknownMethod) << path;
        EXPECT_NE(rpc::ReasonOf(status), fault::Reason::kInternal) << path;
      }
    }
  }
  EXPECT_GT(methods, 80);
}

TEST_F(CompositionTest, ADocumentTellsWhichAddressItsMakerCalledFrom) {
  const auto running = Start({"--listen=127.0.0.1:0", "--development-issuer=true"});
  sakip::budget::v1::CreateTagihanRequest request;
  request.set_parent("satker/6474");
  request.set_request_id(rpc::TestRequestId(1));
  request.mutable_tagihan()->set_name("satker/6474/tagihan/2017-up");
  request.mutable_tagihan()->set_tahun(2017);
  request.mutable_tagihan()->set_jenis(sakip::budget::v1::JENIS_TAGIHAN_UP);
  request.mutable_tagihan()->set_uraian("Uang persediaan");
  request.mutable_tagihan()->set_jumlah(50'000'000);
  const auto made = Call<sakip::budget::v1::CreateTagihanResponse>(
      Ready(), "/sakip.budget.v1.PembayaranService/CreateTagihan", request);
  ASSERT_THAT(made, IsOk());
  EXPECT_EQ(made->tagihan().langkah(0).oleh().akun(), "akun/operator-6474");
  EXPECT_EQ(made->tagihan().langkah(0).oleh().asal(), "127.0.0.1");
}

TEST_F(CompositionTest, WithoutTheDevelopmentIssuerItsTokensAreNothing) {
  const auto running = Start({"--listen=127.0.0.1:0"});
  EXPECT_THAT(GetCaller(Ready()), IsRefused(fault::Reason::kNotAuthenticated));
  EXPECT_THAT(ListSatker(Ready()), IsRefused(fault::Reason::kNotAuthenticated));
}

TEST_F(CompositionTest, EachServiceMayBeElsewhere) {
  const std::string key = "--internal-key-file=" + InternalKeyFile(data_);
  const auto planning = Start({"--services=planning", "--listen-planning=127.0.0.1:0", key});
  const std::string at_planning = Ready().substr(std::string("planning ").size());
  const auto middle =
      Start({"--services=performance,budget,reporting", "--listen-performance=127.0.0.1:0",
             "--listen-budget=127.0.0.1:0", "--listen-reporting=127.0.0.1:0",
             "--upstream-planning=" + at_planning, key});
  std::map<std::string, std::string> at;
  std::istringstream lines(Ready());
  for (std::string service, address; lines >> service >> address;) {
    at[service] = address;
  }
  EXPECT_EQ(at.size(), 3U);
  const auto gateway =
      Start({"--services=gateway", "--listen=127.0.0.1:0", "--development-issuer=true",
             "--upstream-planning=" + at_planning, "--upstream-performance=" + at["performance"],
             "--upstream-budget=" + at["budget"], "--upstream-reporting=" + at["reporting"]});
  EXPECT_THAT(ListSatker(Ready()), IsOk());
  // A token is nothing to a service: only the gateway's word counts.
  EXPECT_THAT(ListSatker(at_planning), IsRefused(fault::Reason::kNotAuthenticated));
  const std::string at_gateway = Ready();
  planning->Stop(seconds(10));
  EXPECT_THAT(ListSatker(at_gateway), IsRefused(fault::Reason::kDependencyDown));
}

TEST_F(CompositionTest, AnotherInternalKeyIsNoIdentity) {
  const std::string other = dir_ + "/other.key";
  ASSERT_TRUE(MakeKeyFile(other).ok());
  const auto planning = Start(
      {"--services=planning", "--listen-planning=127.0.0.1:0", "--internal-key-file=" + other});
  const std::string at_planning = Ready().substr(std::string("planning ").size());
  const auto rest =
      Start({"--services=performance,budget,reporting,gateway", "--listen=127.0.0.1:0",
             "--development-issuer=true", "--upstream-planning=" + at_planning});
  EXPECT_THAT(ListSatker(Ready()), IsRefused(fault::Reason::kNotAuthenticated));
}

TEST_F(CompositionTest, RefusesToStartAndSaysWhatToDo) {
  const auto start = [this](std::vector<std::string> args) {
    return Composition::Start(SettingsFor(std::move(args)), clock_, logger_).status();
  };
  {
    const auto running = Start({"--listen=127.0.0.1:0"});
    EXPECT_TRUE(absl::IsUnavailable(start({"--listen=127.0.0.1:0"})));  // the stores are taken
  }
  EXPECT_TRUE(absl::IsUnavailable(start({"--listen=unix:/nonexistent/sakip.sock"})));
  std::filesystem::permissions(InternalKeyFile(data_), std::filesystem::perms::all);
  EXPECT_TRUE(absl::IsFailedPrecondition(start({"--listen=127.0.0.1:0"})));
  std::filesystem::remove_all(StoreDir(data_, Service::kBudget));
  std::filesystem::remove(data_ + "/budget.witness");
  const absl::Status missing = start({"--listen=127.0.0.1:0"});
  EXPECT_TRUE(absl::IsNotFound(missing));
  EXPECT_THAT(std::string(missing.message()), testing::HasSubstr("sakipd init --data="));
}

TEST_F(CompositionTest, NamesEveryStoreThatDoesNotOpen) {
  std::filesystem::remove_all(StoreDir(data_, Service::kBudget));
  std::filesystem::remove(data_ + "/budget.witness");
  std::filesystem::remove(data_ + "/planning.witness");
  const absl::Status status =
      Composition::Start(SettingsFor({"--listen=127.0.0.1:0"}), clock_, logger_).status();
  EXPECT_THAT(std::string(status.message()),
              testing::AllOf(testing::HasSubstr("budget: "), testing::HasSubstr("planning: "),
                             testing::HasSubstr("\n")));
}

TEST_F(CompositionTest, AnAdminSocketThatWasAskedForMustWork) {
  const std::string taken = dir_ + "/taken";
  std::ofstream(taken) << "a letter";
  EXPECT_FALSE(Composition::Start(SettingsFor({"--listen=127.0.0.1:0", "--admin-socket=" + taken}),
                                  clock_, logger_)
                   .ok());
  // One that nobody asked for is only missed: a second process on the same folder has none.
  const std::string key = "--internal-key-file=" + InternalKeyFile(data_);
  const auto planning = Start({"--services=planning", "--listen-planning=127.0.0.1:0", key});
  const auto budget = Start(
      {"--services=budget", "--listen-budget=127.0.0.1:0", "--upstream-planning=127.0.0.1:1", key});
  EXPECT_THAT(sink_.lines(),
              testing::Contains(testing::AllOf(testing::HasSubstr("\"level\":\"WARNING\""),
                                               testing::HasSubstr("admin socket is off"))));
  planning->Stop(seconds(10));
  EXPECT_FALSE(std::filesystem::exists(data_ + "/admin.sock"));
}

TEST_F(CompositionTest, ScrubsEveryStoreTimeAfterTime) {
  const auto running = Start({"--listen=127.0.0.1:0", "--scrub-interval=1ms"});
  const auto deadline = std::chrono::steady_clock::now() + seconds(60);
  const auto scrubbed = [this](Service service) {
    const auto lines = sink_.lines();
    return std::count_if(lines.begin(), lines.end(), [&](const std::string& line) {
             return line.find("scrubbed") != std::string::npos &&
                    line.find(Name(service)) != std::string::npos;
           }) >= 2;
  };
  while (!std::all_of(kServices.begin(), kServices.end(), scrubbed) &&
         std::chrono::steady_clock::now() < deadline) {
    std::this_thread::yield();
  }
  EXPECT_TRUE(std::all_of(kServices.begin(), kServices.end(), scrubbed));
}

TEST_F(CompositionTest, StartsAgainOnWhatItLeft) {
  for (int run = 0; run < 2; ++run) {
    const auto running = Start({"--listen=127.0.0.1:0", "--development-issuer=true"});
    EXPECT_THAT(GetCaller(Ready()), IsOk());
    running->Stop(seconds(10));
    EXPECT_FALSE(std::filesystem::exists(dir_ + "/ready"));
  }
}

TEST_F(CompositionTest, AnEarlierRunsReadyFileIsGoneBeforeAnythingElse) {
  std::ofstream(dir_ + "/ready") << "127.0.0.1:1\n";
  std::filesystem::remove_all(StoreDir(data_, Service::kBudget));
  EXPECT_FALSE(Composition::Start(SettingsFor({"--listen=127.0.0.1:0"}), clock_, logger_).ok());
  EXPECT_FALSE(std::filesystem::exists(dir_ + "/ready"));
}

TEST_F(CompositionTest, WarnsOfPlaintextBeyondThisHost) {
  const auto running = Start({"--listen=127.0.0.1:0", "--listen-budget=0.0.0.0:0"});
  EXPECT_THAT(sink_.lines(),
              testing::Contains(testing::AllOf(testing::HasSubstr("\"level\":\"WARNING\""),
                                               testing::HasSubstr("plaintext beyond this host"),
                                               testing::HasSubstr("budget"))));
}

// The stop never ends here, as with a call that waits for a silent peer.
TEST(StopLimitTest, EndsTheProcessWhenTheStopTakesTooLong) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        static const clock::FakeClock clock{{.micros = 0}};
        static const log::Logger logger(clock, log::Stderr());
        const StopLimit limit(std::chrono::milliseconds(1), logger);
        std::promise<void>().get_future().wait_for(std::chrono::hours(1));
      },
      testing::ExitedWithCode(kExitForced), "calls still running");
}

TEST(StopLimitTest, LetsAStopInTimeBe) {
  const clock::FakeClock clock{{.micros = 0}};
  log::MemorySink sink;
  const log::Logger logger(clock, sink);
  { const StopLimit limit(std::chrono::hours(1), logger); }
  EXPECT_TRUE(sink.lines().empty());
}

}  // namespace
}  // namespace sakip::sakipd
