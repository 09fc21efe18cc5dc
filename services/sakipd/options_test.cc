#include "services/sakipd/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace sakip::sakipd {
namespace {

using testing::HasSubstr;

absl::StatusOr<ServeSettings> Serve(std::vector<std::string> args, std::string file = "",
                                    config::Environment environment = {}) {
  const auto config = ParseOptions(
      Command::kServe,
      {.args = std::move(args), .environment = std::move(environment), .file = std::move(file)});
  return config.ok() ? ServeSettingsFrom(*config) : config.status();
}

// What is wrong with the command line of any subcommand.
absl::Status Understood(Command command, std::vector<std::string> args) {
  const auto config = ParseOptions(command, {.args = std::move(args)});
  if (!config.ok()) {
    return config.status();
  }
  switch (command) {
    case Command::kInit:
      return InitSettingsFrom(*config).status();
    case Command::kServe:
      return ServeSettingsFrom(*config).status();
    case Command::kBackup:
      return BackupSettingsFrom(*config).status();
    case Command::kRestore:
      return RestoreSettingsFrom(*config).status();
    case Command::kVerify:
      return VerifySettingsFrom(*config).status();
    case Command::kMigrate:
      return MigrateSettingsFrom(*config).status();
  }
  return absl::InternalError("no such subcommand");
}

std::string ReadFile(const char* path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Options, OneProcessNeedsOnlyItsData) {
  const auto settings = Serve({"--data=/d"});
  ASSERT_TRUE(settings.ok()) << settings.status();
  EXPECT_EQ(settings->stores.services.size(), kServices.size());
  EXPECT_EQ(settings->listen.at(Service::kGateway), "127.0.0.1:8470");
  EXPECT_EQ(settings->listen.size(), 1U);
  EXPECT_TRUE(settings->upstream.empty());
  EXPECT_EQ(settings->internal_key_file, "/d/gateway/internal.key");
  EXPECT_FALSE(settings->development_issuer);
  EXPECT_FALSE(settings->reflection);
}

TEST(Options, AServiceAloneNamesItsAddressPeersAndKey) {
  const auto settings =
      Serve({"--data=/d", "--services=reporting", "--listen-reporting=127.0.0.1:1",
             "--upstream-planning=127.0.0.1:2", "--upstream-performance=127.0.0.1:3",
             "--upstream-budget=127.0.0.1:4", "--internal-key-file=/k"});
  ASSERT_TRUE(settings.ok()) << settings.status();
  EXPECT_EQ(settings->listen.at(Service::kReporting), "127.0.0.1:1");
  EXPECT_EQ(settings->upstream.at(Service::kBudget), "127.0.0.1:4");
  EXPECT_EQ(settings->upstream.size(), 3U);
  EXPECT_EQ(settings->internal_key_file, "/k");
}

TEST(Options, RefusesWhatCannotWork) {
  const struct {
    std::vector<std::string> args;
    const char* problem;
  } kCases[] = {
      {{}, "data: required"},
      {{"--data=/d", "--bogus=1"}, "unknown flag \"--bogus\""},
      {{"--data=/d", "--dta=/d"}, "did you mean data?"},
      {{"--data=/d", "stray"}, "unexpected argument"},
      {{"--data=/d", "--if-missing"}, "not an option of serve"},
      {{"--data=/d", "--services="}, "no service is called"},
      {{"--data=/d", "--services=planing"}, "no service is called \"planing\""},
      {{"--data=/d", "--services=gateway,gateway"}, "named twice"},
      {{"--data=/d", "--listen="}, "listen: required"},
      {{"--data=/d", "--listen=127.0.0.1:1,127.0.0.1:2"}, "only one address"},
      {{"--data=/d", "--services=planning", "--internal-key-file=/k"}, "listen-planning: required"},
      {{"--data=/d", "--services=planning", "--listen-planning=127.0.0.1:1"},
       "internal-key-file: required"},
      {{"--data=/d", "--services=gateway"},
       "upstream-planning: required, since gateway calls planning"},
      {{"--data=/d", "--services=performance"},
       "upstream-planning: required, since performance calls planning"},
      {{"--data=/d", "--upstream-budget=127.0.0.1:1"}, "budget is in this process"},
      {{"--data=/d", "--services=budget", "--listen-budget=127.0.0.1:1", "--listen=127.0.0.1:2",
        "--internal-key-file=/k"},
       "listen: gateway is not in services"},
      {{"--data=/d", "--log-level=loud"}, "log-level: debug, info, warning or error"},
      {{"--data=/d", "--receive-max=1GiB"}, "--receive-max"},
      {{"--data=/d", "--deadline-default=20s", "--deadline-max=10s"},
       "deadline-default: longer than deadline-max"},
      // The gateway's word about a caller is good for no longer.
      {{"--data=/d", "--deadline-max=61s"}, "--deadline-max"},
      {{"--data=/d", "--drain-timeout=-1s"}, "--drain-timeout"},
      {{"--data=/d", "--listen=0.0.0.0:1", "--development-issuer=true"},
       "development-issuer: not where others reach the gateway"},
  };
  for (const auto& c : kCases) {
    const auto settings = Serve(c.args);
    ASSERT_FALSE(settings.ok()) << c.problem;
    EXPECT_THAT(std::string(settings.status().message()), HasSubstr(c.problem));
  }
}

TEST(Options, KnowsWhatOnlyThisHostReaches) {
  for (const char* address : {"127.0.0.1:1", "localhost:1", "[::1]:1", "unix:/run/s.sock"}) {
    EXPECT_TRUE(IsLocalAddress(address)) << address;
    const auto settings =
        Serve({"--data=/d", std::string("--listen=") + address, "--development-issuer=true"});
    EXPECT_TRUE(settings.ok()) << settings.status();
  }
  for (const char* address :
       {"0.0.0.0:1", "[::]:1", "10.0.0.1:1", "sakip.example:1", "1127.0:1", "127.example:1"}) {
    EXPECT_FALSE(IsLocalAddress(address)) << address;
  }
}

TEST(Options, ListsEveryContradictionAtOnce) {
  const auto settings = Serve({"--services=performance", "--log-level=loud"});
  const std::string message(settings.status().message());
  for (const char* option :
       {"data:", "listen-performance:", "upstream-planning:", "internal-key-file:", "log-level:"}) {
    EXPECT_THAT(message, HasSubstr(option));
  }
}

TEST(Options, UnknownKeysAreFatalInFileAndEnvironment) {
  EXPECT_THAT(std::string(Serve({"--data=/d"}, "developmentissuer = true\n").status().message()),
              HasSubstr("did you mean development-issuer?"));
  EXPECT_THAT(std::string(Serve({"--data=/d"}, "", {{"SAKIP_LISTENN", "x"}}).status().message()),
              HasSubstr("did you mean listen?"));
}

TEST(Options, OneFileServesEverySubcommand) {
  const std::string file = "data = /d\ndevelopment-accounts = true\nlisten = 127.0.0.1:0\n";
  EXPECT_TRUE(Serve({}, file).ok());
  const auto config = ParseOptions(Command::kInit, {.file = file});
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_TRUE(InitSettingsFrom(*config)->development_accounts);
}

TEST(Options, ServicesStartAfterThoseTheyCall) {
  std::set<Service> started;
  for (const Service service : kServices) {
    for (const Service peer : PeersOf(service)) {
      EXPECT_TRUE(started.contains(peer)) << Name(service) << " before " << Name(peer);
    }
    started.insert(service);
  }
}

TEST(Options, SocketAndWitnessesAreBelowTheDataFolderUnlessToldOtherwise) {
  const auto settings = Serve({"--data=/d"});
  ASSERT_TRUE(settings.ok()) << settings.status();
  EXPECT_EQ(settings->admin_socket, "/d/admin.sock");
  EXPECT_FALSE(settings->admin_socket_asked);
  EXPECT_EQ(WitnessFile(settings->stores, Service::kBudget), "/d/budget.witness");
  EXPECT_EQ(settings->disk_reserve_bytes, uint64_t{512} << 20);
  EXPECT_EQ(settings->scrub_interval, std::chrono::hours(24));

  const auto told = Serve({"--data=/d", "--admin-socket=/run/s", "--witness-dir=/w",
                           "--disk-reserve=0", "--scrub-interval=0"});
  ASSERT_TRUE(told.ok()) << told.status();
  EXPECT_EQ(told->admin_socket, "/run/s");
  EXPECT_TRUE(told->admin_socket_asked);
  EXPECT_EQ(WitnessFile(told->stores, Service::kBudget), "/w/budget.witness");
  EXPECT_EQ(told->disk_reserve_bytes, 0U);
  EXPECT_EQ(Serve({"--data=/d", "--admin-socket=off"})->admin_socket, "");
}

TEST(Options, EachSubcommandSaysWhatItNeeds) {
  const struct {
    Command command;
    std::vector<std::string> args;
    const char* problem;  // nullptr: none
  } kCases[] = {
      {Command::kBackup, {"--data=/d"}, "to: required"},
      {Command::kBackup, {"--to=/b"}, "data: required"},
      {Command::kBackup, {"--data=/d", "--to=/b"}, nullptr},
      {Command::kBackup, {"--data=/d", "--to=/b", "--from=/x"}, "--from: not an option of backup"},
      {Command::kRestore, {"--data=/d"}, "from: required"},
      {Command::kRestore, {"--data=/d", "--from=/b"}, nullptr},
      {Command::kVerify, {}, "data: required"},
      {Command::kVerify, {"--data=/d", "--renew-witness"}, "say which store is meant"},
      {Command::kVerify, {"--data=/d", "--renew-witness", "--services=budget"}, nullptr},
      {Command::kVerify, {"--backup=/b"}, nullptr},
      {Command::kVerify, {"--backup=/b", "--renew-witness"}, "not for a backup"},
      {Command::kVerify, {"--data=/d", "--digest=6474:2017:1:ff"}, nullptr},
      {Command::kVerify, {"--backup=/b", "--services=planning", "--digest=x"}, "not in services"},
      {Command::kMigrate, {"--data=/d"}, "backup-to: required"},
      {Command::kMigrate, {"--data=/d", "--dry-run"}, nullptr},
      {Command::kMigrate, {"--data=/d", "--backup-to=/b"}, nullptr},
      {Command::kServe, {"--data=/d", "--to=/b"}, "--to: not an option of serve"},
  };
  for (const auto& c : kCases) {
    const absl::Status status = Understood(c.command, c.args);
    if (c.problem == nullptr) {
      EXPECT_TRUE(status.ok()) << status;
    } else {
      EXPECT_THAT(std::string(status.message()), HasSubstr(c.problem));
    }
  }
}

TEST(Options, EveryOptionIsInSomeHelp) {
  std::string help;
  for (const Command command : kCommands) {
    help += config::Help(OptionsOf(command));
  }
  for (const config::Option& option : AllOptions()) {
    EXPECT_THAT(help, HasSubstr("--" + std::string(option.name) + "="));
  }
}

TEST(Options, OperationsPageShowsTheHelpAsItIs) {
  const std::string page = ReadFile("docs/OPERATIONS.md");
  for (const Command command : kCommands) {
    EXPECT_THAT(page, HasSubstr(config::Help(OptionsOf(command)))) << Name(command);
  }
}

TEST(Options, ExampleFileIsAValidConfiguration) {
  const std::string example = ReadFile("deploy/config.example");
  ASSERT_FALSE(example.empty());
  EXPECT_TRUE(Serve({}, example).ok()) << Serve({}, example).status();
  // Its commented-out lines too must name options.
  std::string all;
  for (size_t begin = 0; begin < example.size();) {
    const size_t end = example.find('\n', begin);
    std::string line = example.substr(begin, end - begin);
    if (line.starts_with("#") && !line.starts_with("# ")) {
      line.erase(0, 1);
      all += line + "\n";
    }
    begin = end + 1;
  }
  const auto config = ParseOptions(Command::kServe, {.file = all});
  EXPECT_TRUE(config.ok()) << config.status();
}

}  // namespace
}  // namespace sakip::sakipd
