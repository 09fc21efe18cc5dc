// posting_server KIND --key-file=FILE --ready-file=FILE: the references that bench/posting compares
// with.
//   echo     rpc::Server with a handler that answers each call with its own bytes; no log
//   balances the budget service over a NullStore that keeps balances (N)
//   answers  the same over one that answers without running the Update (N0)
// The budget service runs as in `sakipd serve`: passports, checks, one log line a call. On standard
// input the line "freeze" ends the seeding, and the end of the input ends the program.
#include "common/rpc/server.h"

#include <grpcpp/channel.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "bench/posting/null_store.h"
#include "common/clock/clock.h"
#include "common/log/log.h"
#include "common/rpc/client.h"
#include "common/rpc/passport.h"
#include "common/status/status_macros.h"
#include "common/store/memory_store.h"
#include "services/budget/budget_service.h"
#include "services/gateway/dev_token.h"
#include "services/planning/planning_service.h"

namespace sakip::bench {
namespace {

constexpr size_t kInFlightMax = 1024;

class Echo final : public rpc::RawHandler {
 public:
  bool Accepts(std::string_view) const override { return true; }
  void Handle(std::unique_ptr<rpc::RawCall> call) override {
    call->Finish(absl::OkStatus(), call->request());
  }
};

std::string Flag(int argc, char** argv, std::string_view name) {
  const std::string prefix = absl::StrCat("--", std::string(name), "=");
  for (int i = 2; i < argc; ++i) {
    if (std::string_view(argv[i]).starts_with(prefix)) {
      return std::string(argv[i]).substr(prefix.size());
    }
  }
  return {};
}

absl::StatusOr<std::string> ReadKey(const std::string& path) {
  std::ifstream file(path);
  std::string text;
  std::getline(file, text);
  return gateway::DecodeDevKey(text);
}

// Under another name first: whoever waits for the file must not read half of it.
void WriteReadyFile(const std::string& path, const std::string& text) {
  const std::string making = path + ".new";
  std::ofstream(making) << text;
  std::rename(making.c_str(), path.c_str());
}

void ServeUntilInputEnds(NullStore* store) {
  for (std::string line; std::getline(std::cin, line);) {
    if (line == "freeze" && store != nullptr) {
      store->Freeze();
    }
  }
}

std::string Address(const rpc::Server& server) {
  return absl::StrCat("127.0.0.1:", server.port());
}

absl::Status ServeEcho(const std::string& ready_file) {
  const clock::SystemClock clock;
  Echo echo;
  rpc::ServerOptions options;
  options.name = "echo";
  options.clock = &clock;
  options.raw_handler = &echo;
  options.listen_address = "127.0.0.1:0";
  options.in_flight_max = kInFlightMax;
  ASSIGN_OR_RETURN(const auto server, rpc::Server::Start(std::move(options), {}));
  WriteReadyFile(ready_file, absl::StrCat("echo ", Address(*server), "\n"));
  ServeUntilInputEnds(nullptr);
  return absl::OkStatus();
}

absl::Status ServeBudget(NullStore::Mode mode, const std::string& key,
                         const std::string& ready_file) {
  const clock::SystemClock clock;
  log::Logger logger(clock, log::Stderr());
  const rpc::PassportAuthenticator passports(key, clock);
  const auto planning_store = store::NewMemoryStore("planning");
  const auto budget_store = NewNullStore("budget", mode);
  rpc::ServerOptions options;
  options.clock = &clock;
  options.logger = &logger;
  options.authenticator = &passports;
  options.listen_address = "127.0.0.1:0";
  options.in_flight_max = kInFlightMax;

  rpc::ServerOptions of_planning = options;
  of_planning.name = "planning";
  of_planning.store = planning_store.get();
  ASSIGN_OR_RETURN(const auto planning,
                   rpc::Server::Start(std::move(of_planning), {planning::PlanningMethods()}));
  const rpc::Client client(planning->InProcessChannel());
  options.name = "budget";
  options.store = budget_store.get();
  ASSIGN_OR_RETURN(const auto budget,
                   rpc::Server::Start(std::move(options), {budget::BudgetMethods(&client)}));
  WriteReadyFile(ready_file, absl::StrCat("planning ", Address(*planning), "\nbudget ",
                                          Address(*budget), "\n"));
  ServeUntilInputEnds(budget_store.get());
  return absl::OkStatus();
}

absl::Status Run(int argc, char** argv) {
  const std::string_view kind = argc > 1 ? argv[1] : "";
  const std::string ready_file = Flag(argc, argv, "ready-file");
  if (kind == "echo") {
    return ServeEcho(ready_file);
  }
  ASSIGN_OR_RETURN(const std::string key, ReadKey(Flag(argc, argv, "key-file")));
  if (kind == "balances") {
    return ServeBudget(NullStore::Mode::kKeepsBalances, key, ready_file);
  }
  if (kind == "answers") {
    return ServeBudget(NullStore::Mode::kAnswersOnly, key, ready_file);
  }
  return absl::InvalidArgumentError("posting_server echo|balances|answers");
}

}  // namespace
}  // namespace sakip::bench

int main(int argc, char** argv) {
  // As sakipd does: Debian's Abseil is a debug build.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  if (const absl::Status status = sakip::bench::Run(argc, argv); !status.ok()) {
    std::cerr << status << "\n";
    return 1;
  }
  // Without the destructors of static objects: gRPC's threads may still run.
  std::cerr.flush();
  ::_exit(0);
}
