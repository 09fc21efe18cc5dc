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
#include "common/log/log.h"
#include "common/status/status_macros.h"
#include "services/sakipd/composition.h"
#include "services/sakipd/exit_codes.h"
#include "services/sakipd/init.h"
#include "services/sakipd/library_logs.h"
#include "services/sakipd/options.h"
#include "services/sakipd/signals.h"
#include "services/sakipd/stop_limit.h"

namespace sakip::sakipd {
namespace {

constexpr std::string_view kUsage =
    "sakipd runs the services of SAKIP: planning, performance, budget, reporting, gateway.\n"
    "\n"
    "  sakipd init --data=FOLDER    makes the stores and keys\n"
    "  sakipd serve --data=FOLDER   runs the services until SIGTERM\n"
    "  sakipd version               prints the release\n"
    "\n"
    "sakipd init --help and sakipd serve --help list the options.\n";

constexpr uintmax_t kConfigBytesMax = 1 << 20;
// Beyond the drain, for closing what takes no time.
constexpr std::chrono::milliseconds kStopGrace{2'000};

int Fail(std::string_view command, const absl::Status& status, int code) {
  std::cerr << "sakipd " << command << ": " << status.message() << "\n";
  return code;
}

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

int RunInit(const config::Config& config) {
  const absl::StatusOr<InitSettings> settings = InitSettingsFrom(config);
  if (!settings.ok()) {
    return Fail("init", settings.status(), kExitConfig);
  }
  const clock::SystemClock clock;
  const absl::StatusOr<std::vector<std::string>> report = Init(*settings, clock);
  if (!report.ok()) {
    return Fail("init", report.status(), ExitCodeOf(report.status()));
  }
  for (const std::string& line : *report) {
    std::cout << line << "\n";
  }
  return kExitOk;
}

// What the operator set; defaults are in --help.
std::string OptionsSet(const config::Config& config) {
  std::vector<std::string> lines = absl::StrSplit(config.Dump(), '\n', absl::SkipEmpty());
  std::erase_if(lines, [](const std::string& line) { return line.ends_with("# default"); });
  return absl::StrJoin(lines, "; ");
}

int RunServe(const config::Config& config) {
  const absl::StatusOr<ServeSettings> settings = ServeSettingsFrom(config);
  if (!settings.ok()) {
    return Fail("serve", settings.status(), kExitConfig);
  }
  const std::shared_future<int> stop = StopRequested();
  // Both live until the process ends: gRPC's threads may still log.
  static const clock::SystemClock clock;
  static log::Logger logger(clock, log::Stderr(), settings->log_level);
  RouteLibraryLogs(logger);
  logger.Info("starting", {{"version", kVersion}, {"options", OptionsSet(config)}});

  absl::StatusOr<std::unique_ptr<Composition>> running =
      Composition::Start(*settings, clock, logger);
  if (!running.ok()) {
    logger.Error("cannot start", {{"reason", std::string(running.status().message())}});
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

}  // namespace

int Run(const std::vector<std::string>& args, const config::Environment& environment) {
  const std::string name = args.empty() ? "" : args.front();
  if (name == "--help" || name == "help") {
    std::cout << kUsage;
    return kExitOk;
  }
  if (name == "version" || name == "--version") {
    std::cout << "sakipd " << kVersion << "\n";
    return kExitOk;
  }
  if (name != "init" && name != "serve") {
    std::cerr << (name.empty() ? "sakipd: a subcommand is required"
                               : absl::StrCat("sakipd: there is no subcommand ", name))
              << "\n\n"
              << kUsage;
    return kExitUsage;
  }
  const Command command = name == "init" ? Command::kInit : Command::kServe;
  config::Input input{.args = {args.begin() + 1, args.end()}, .environment = environment};
  if (config::WantsHelp(input)) {
    std::cout << config::Help(OptionsOf(command));
    return kExitOk;
  }
  const absl::StatusOr<config::Config> config = Configure(command, std::move(input));
  if (!config.ok()) {
    return Fail(name, config.status(), ExitCodeOfOptions(config.status()));
  }
  return command == Command::kInit ? RunInit(*config) : RunServe(*config);
}

}  // namespace sakip::sakipd
