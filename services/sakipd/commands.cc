#include "services/sakipd/commands.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/clock/clock.h"
#include "common/failpoint/failpoint.h"
#include "common/log/log.h"
#include "common/status/status_macros.h"
#include "services/sakipd/composition.h"
#include "services/sakipd/exit_codes.h"
#include "services/sakipd/init.h"
#include "services/sakipd/library_logs.h"
#include "services/sakipd/options.h"
#include "services/sakipd/signals.h"
#include "services/sakipd/stop_limit.h"
#include "services/sakipd/subcommands.h"

namespace sakip::sakipd {
namespace {

struct Subcommand {
  Command command;
  std::string_view usage;  // its lines in the overview
  int (*run)(const config::Config& config);
};

constexpr Subcommand kSubcommands[] = {
    {Command::kInit, "init --data=FOLDER                makes the stores and keys", RunInit},
    {Command::kServe, "serve --data=FOLDER               runs the services until SIGTERM",
     RunServe},
    {Command::kBackup, "backup --data=FOLDER --to=NEW     copies the stores and proves the copy",
     RunBackup},
    {Command::kRestore, "restore --from=BACKUP --data=NEW  makes stores from a backup", RunRestore},
    {Command::kVerify,
     "verify --data=FOLDER              reads the stores in full; or --backup=BACKUP", RunVerify},
    {Command::kMigrate,
     "migrate --data=FOLDER             brings the stores of an earlier release to this one's "
     "format",
     RunMigrate},
};

std::string Usage() {
  std::string text =
      "sakipd runs the services of SAKIP: planning, performance, budget, reporting, gateway.\n\n";
  for (const Subcommand& subcommand : kSubcommands) {
    absl::StrAppend(&text, "  sakipd ", std::string(subcommand.usage), "\n");
  }
  return text +
         "  sakipd version                           prints the release\n\n"
         "sakipd SUBCOMMAND --help lists its options.\n";
}

const Subcommand* Find(std::string_view name) {
  for (const Subcommand& subcommand : kSubcommands) {
    if (Name(subcommand.command) == name) {
      return &subcommand;
    }
  }
  return nullptr;
}

void PrintVersion() {
  std::cout << "sakipd " << kVersion << "\n";
  if (failpoint::kCompiledIn) {
    std::cout << "test switches compiled in: not for production\n";
  }
}

constexpr uintmax_t kConfigBytesMax = 1 << 20;
// Beyond the drain, for closing what takes no time.
constexpr std::chrono::milliseconds kStopGrace{2'000};

absl::StatusOr<std::string> ReadConfigFile(const std::string& path) {
  std::error_code error;
  const uintmax_t size = std::filesystem::file_size(path, error);
  std::ifstream file(path, std::ios::binary);
  if (error || !file) {
    return absl::InvalidArgumentError(absl::StrCat("config: ", path, " cannot be read"));
  }
  if (size > kConfigBytesMax) {
    return absl::InvalidArgumentError(absl::StrCat("config: ", path, " is larger than 1 MiB"));
  }
  return std::string(std::istreambuf_iterator<char>(file), {});
}

absl::StatusOr<config::Config> Configure(Command command, config::Input input) {
  if (const std::optional<std::string> path = config::Peek("config", input); path) {
    ASSIGN_OR_RETURN(input.file, ReadConfigFile(*path));
  }
  return ParseOptions(command, input);
}

// A typing error on the command line is told from a configuration that does not fit.
int ExitCodeOfOptions(const absl::Status& status) {
  return status.message().find("command line") != absl::string_view::npos ? kExitUsage
                                                                          : kExitConfig;
}

// What the operator set; defaults are in --help.
std::string OptionsSet(const config::Config& config) {
  std::vector<std::string> lines = absl::StrSplit(config.Dump(), '\n', absl::SkipEmpty());
  std::erase_if(lines, [](const std::string& line) { return line.ends_with("# default"); });
  return absl::StrJoin(lines, "; ");
}

}  // namespace

int Fail(Command command, const absl::Status& status, int code) {
  std::cerr << "sakipd " << Name(command) << ": " << status.message() << "\n";
  return code;
}

int Fail(Command command, const absl::Status& status) {
  return Fail(command, status, ExitCodeOf(status));
}

Say Printed() {
  return [](const std::string& line) {
    std::cout << line << std::endl;  // NOLINT(performance-avoid-endl): at once
    return absl::OkStatus();
  };
}

int RunInit(const config::Config& config) {
  const absl::StatusOr<InitSettings> settings = InitSettingsFrom(config);
  if (!settings.ok()) {
    return Fail(Command::kInit, settings.status(), kExitConfig);
  }
  const clock::SystemClock clock;
  const absl::StatusOr<std::vector<std::string>> report = Init(*settings, clock);
  if (!report.ok()) {
    return Fail(Command::kInit, report.status());
  }
  for (const std::string& line : *report) {
    std::cout << line << "\n";
  }
  return kExitOk;
}

int RunServe(const config::Config& config) {
  const absl::StatusOr<ServeSettings> settings = ServeSettingsFrom(config);
  if (!settings.ok()) {
    return Fail(Command::kServe, settings.status(), kExitConfig);
  }
  const std::shared_future<int> stop = StopRequested();
  // Both live until the process ends: gRPC's threads may still log.
  static const clock::SystemClock clock;
  static log::Logger logger(clock, log::Stderr(), settings->log_level);
  RouteLibraryLogs(logger);
  logger.Info("starting", {{"version", kVersion}, {"options", OptionsSet(config)}});
  if (failpoint::kCompiledIn) {
    logger.Warning("TEST SWITCHES ARE COMPILED IN: not for production");
  }

  absl::StatusOr<std::unique_ptr<Composition>> running =
      Composition::Start(*settings, clock, logger);
  if (!running.ok()) {
    const std::vector<std::string> reasons =
        absl::StrSplit(std::string(running.status().message()), '\n');
    for (const std::string& reason : reasons) {
      logger.Error("cannot start", {{"reason", reason}});
    }
    return ExitCodeOf(running.status());
  }
  const int signal = stop.get();
  logger.Info("stopping", {{"signal", signal}});
  {
    const StopLimit limit(settings->drain_timeout + kStopGrace, logger);
    (*running)->Stop(settings->drain_timeout);
  }
  logger.Info("stopped");
  return kExitOk;
}

int Run(const std::vector<std::string>& args, const config::Environment& environment) {
  const std::string name = args.empty() ? "" : args.front();
  if (name == "--help" || name == "help") {
    std::cout << Usage();
    return kExitOk;
  }
  if (name == "version" || name == "--version") {
    PrintVersion();
    return kExitOk;
  }
  const Subcommand* const subcommand = Find(name);
  if (subcommand == nullptr) {
    std::cerr << (name.empty() ? "sakipd: a subcommand is required"
                               : absl::StrCat("sakipd: there is no subcommand ", name))
              << "\n\n"
              << Usage();
    return kExitUsage;
  }
  config::Input input{.args = {args.begin() + 1, args.end()}, .environment = environment};
  if (config::WantsHelp(input)) {
    std::cout << config::Help(OptionsOf(subcommand->command));
    return kExitOk;
  }
  const absl::StatusOr<config::Config> config = Configure(subcommand->command, std::move(input));
  if (!config.ok()) {
    return Fail(subcommand->command, config.status(), ExitCodeOfOptions(config.status()));
  }
  return subcommand->run(*config);
}

}  // namespace sakip::sakipd
