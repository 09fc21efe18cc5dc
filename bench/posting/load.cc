// posting_load COMMAND --name=value ...: the client side of bench/posting; bench/posting/run calls
// it.
//   seed    enters offices and lines
//   run     closed or (--rate) open loop over gRPC, or over HTTP with --http
//   audit   compares journals, balances and what was acknowledged
// Prints one line of JSON; ends with 1 when it could not do its work.
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "bench/posting/audit.h"
#include "bench/posting/grpc_load.h"
#include "bench/posting/http_load.h"
#include "bench/posting/workload.h"
#include "common/rpc/passport.h"
#include "nlohmann/json.hpp"
#include "services/gateway/dev_token.h"

namespace sakip::bench {
namespace {

using nlohmann::json;

class Flags {
 public:
  Flags(int argc, char** argv) {
    for (int i = 2; i < argc; ++i) {
      const std::string_view flag(argv[i]);
      const size_t equals = flag.find('=');
      values_[std::string(flag.substr(0, equals))] =
          equals == std::string_view::npos ? "" : std::string(flag.substr(equals + 1));
    }
  }
  std::string Text(const std::string& name) const {
    const auto found = values_.find("--" + name);
    return found == values_.end() ? "" : found->second;
  }
  bool Has(const std::string& name) const { return values_.contains("--" + name); }
  double Number(const std::string& name, double otherwise) const {
    return Has(name) ? std::strtod(Text(name).c_str(), nullptr) : otherwise;
  }
  int Int(const std::string& name, int otherwise) const {
    return static_cast<int>(Number(name, otherwise));
  }

 private:
  std::map<std::string, std::string> values_;
};

int Fail(const std::string& why) {
  std::cerr << why << "\n";
  return 1;
}

void Print(const json& result) {
  std::cerr.flush();
  std::fputs((result.dump() + "\n").c_str(), stdout);
}

std::unique_ptr<rpc::Client> ClientTo(const std::string& address) {
  return std::make_unique<rpc::Client>(
      grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));
}

Size SizeOf(const Flags& flags) {
  return {.offices = flags.Int("offices", 100), .lines = flags.Int("lines", 200)};
}

Passports PassportsOf(const Flags& flags) {
  std::ifstream file(flags.Text("key-file"));
  std::string text;
  std::getline(file, text);
  return Passports(gateway::DecodeDevKey(text).value_or(""));
}

int RunSeed(const Flags& flags) {
  Passports passports = PassportsOf(flags);
  const absl::Status status = Seed(*ClientTo(flags.Text("planning")),
                                   *ClientTo(flags.Text("budget")), passports, SizeOf(flags));
  if (!status.ok()) {
    return Fail("seed: " + status.ToString());
  }
  Print({{"lines", SizeOf(flags).offices * SizeOf(flags).lines}});
  return 0;
}

json Millis(uint64_t nanos) {
  return static_cast<double>(nanos) / 1e6;
}

// Counts are of postings, `batch` in a call; latencies are of calls.
json ToJson(const LoadResult& result, uint64_t batch) {
  const Histogram& latency = result.latency;
  const uint64_t measured = latency.count() * batch;
  return {{"measured", measured},
          {"seconds", result.seconds},
          {"per_second", static_cast<double>(measured) / result.seconds},
          {"done", result.accepted},
          {"sent", result.next_number * batch},
          {"refused", (result.refused + result.done) * batch - result.accepted},
          {"failed", result.failed},
          {"first_error", result.first_error},
          {"p50_ms", Millis(latency.Quantile(0.5))},
          {"p90_ms", Millis(latency.Quantile(0.9))},
          {"p99_ms", Millis(latency.Quantile(0.99))},
          {"p999_ms", Millis(latency.Quantile(0.999))},
          {"max_ms", Millis(latency.max())}};
}

std::chrono::nanoseconds Seconds(double seconds) {
  return std::chrono::nanoseconds(static_cast<int64_t>(seconds * 1e9));
}

int RunLoadCommand(const Flags& flags) {
  const auto run = static_cast<uint32_t>(flags.Int("run", 1));
  LoadPlan plan{.address = flags.Text("server"),
                .method = flags.Has("method") ? flags.Text("method") : std::string(kPostRealisasi),
                .in_flight = flags.Int("in-flight", 64),
                .rate = flags.Number("rate", 0),
                .warm_up = Seconds(flags.Number("warm-up", 0.3)),
                .measured = Seconds(flags.Number("seconds", 2)),
                .seed = run,
                .keep_answered = flags.Has("answered")};
  const Size size = SizeOf(flags);
  Places places(size, flags.Has("hot"), run);
  const int batch = flags.Int("batch", 1);
  std::vector<Place> drawn;
  LoadResult result;
  if (flags.Has("http")) {
    result = RunHttpLoad(plan, [&](uint64_t number) {
      const Place place = places.Next();
      return Request{
          .body = absl::StrCat("{\"line\":", place.office * size.lines + place.line + 1,
                               ",\"amount\":12345,\"key\":\"", RequestId(run, number), "\"}"),
          .passport = {}};
    });
  } else if (batch > 1) {
    Passports passports = PassportsOf(flags);
    plan.method = kBatchPostRealisasi;
    plan.accepted = AcceptedOf;
    result = RunLoad(plan, [&](uint64_t number) {
      const auto request = BatchRequest(places, run, number, batch);
      return Request{.body = request.SerializeAsString(),
                     .passport = passports.Of(request.parent())};
    });
  } else {
    Passports passports = PassportsOf(flags);
    result = RunLoad(plan, [&](uint64_t number) {
      drawn.push_back(places.Next());
      const auto request = PostingRequest({.place = drawn.back(), .run = run, .number = number});
      return Request{.body = request.SerializeAsString(),
                     .passport = passports.Of(request.parent())};
    });
  }
  if (plan.keep_answered) {
    std::ofstream file(flags.Text("answered"));
    for (const uint64_t number : result.answered) {
      const Place& place = drawn[number];
      file << run << " " << number << " " << place.office << " " << place.line << "\n";
    }
    if (!file.flush()) {
      return Fail("cannot write " + flags.Text("answered"));
    }
  }
  Print(ToJson(result, static_cast<uint64_t>(batch)));
  return 0;
}

int RunAudit(const Flags& flags) {
  std::vector<Posting> acknowledged;
  std::ifstream file(flags.Text("answered"));
  for (Posting posting;
       file >> posting.run >> posting.number >> posting.place.office >> posting.place.line;) {
    acknowledged.push_back(posting);
  }
  Passports passports = PassportsOf(flags);
  const auto result =
      Audit(*ClientTo(flags.Text("budget")), passports, SizeOf(flags), acknowledged);
  if (!result.ok()) {
    return Fail("audit: " + result.status().ToString());
  }
  Print({{"transactions", result->transactions},
         {"postings", result->postings},
         {"acknowledged", acknowledged.size()},
         {"missing", result->missing},
         {"repeated", result->repeated},
         {"faults", result->faults}});
  return 0;
}

int Main(int argc, char** argv) {
  const Flags flags(argc, argv);
  const std::string_view command = argc > 1 ? argv[1] : "";
  if (command == "seed") {
    return RunSeed(flags);
  }
  if (command == "run") {
    return RunLoadCommand(flags);
  }
  if (command == "audit") {
    return RunAudit(flags);
  }
  return Fail("posting_load seed|run|audit --name=value ...");
}

}  // namespace
}  // namespace sakip::bench

int main(int argc, char** argv) {
  // As sakipd does: Debian's Abseil is a debug build.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  return sakip::bench::Main(argc, argv);
}
