#include "services/sakipd/options.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/status/status_macros.h"

namespace sakip::sakipd {
namespace {

std::string Str(std::string_view text) {
  return std::string(text);
}

// The subcommands an option is for, by its doc; empty: all.
struct Doc {
  std::vector<Command> commands;
  std::string_view text;
};

Doc DocOf(const config::Option& option) {
  const size_t colon = option.doc.find(": ");
  if (colon == std::string_view::npos) {
    return {.commands = {}, .text = option.doc};
  }
  Doc doc{.commands = {}, .text = option.doc.substr(colon + 2)};
  const std::vector<std::string> names = absl::StrSplit(Str(option.doc.substr(0, colon)), ", ");
  for (const std::string& name : names) {
    const auto* const found = std::find_if(kCommands.begin(), kCommands.end(),
                                           [&](Command command) { return Name(command) == name; });
    if (found == kCommands.end()) {
      return {.commands = {}, .text = option.doc};  // a sentence with a colon
    }
    doc.commands.push_back(*found);
  }
  return doc;
}

bool IsOf(Command command, const config::Option& option) {
  const Doc doc = DocOf(option);
  return doc.commands.empty() ||
         std::find(doc.commands.begin(), doc.commands.end(), command) != doc.commands.end();
}

std::string OptionFor(std::string_view prefix, Service service) {
  return absl::StrCat(Str(prefix), Str(Name(service)));
}

// Collects what contradicts, so that an operator corrects a configuration in one go.
class Problems {
 public:
  void Add(std::string text) { problems_.push_back(std::move(text)); }
  absl::Status ToStatus() const {
    return problems_.empty() ? absl::OkStatus()
                             : absl::InvalidArgumentError(absl::StrJoin(problems_, "\n"));
  }

 private:
  std::vector<std::string> problems_;
};

std::set<Service> ServicesFrom(const config::Config& config, Problems& problems) {
  const std::string& text = config.String("services");
  std::set<Service> services;
  if (text == "all") {
    services.insert(kServices.begin(), kServices.end());
    return services;
  }
  for (const absl::string_view part : absl::StrSplit(text, ',')) {
    const auto* const found =
        std::find_if(kServices.begin(), kServices.end(), [&](Service service) {
          return Name(service) == std::string_view(part.data(), part.size());
        });
    if (found == kServices.end()) {
      problems.Add(absl::StrCat("services: no service is called \"", part,
                                "\"; there are planning, performance, budget, reporting, gateway"));
    } else if (!services.insert(*found).second) {
      problems.Add(absl::StrCat("services: ", part, " is named twice"));
    }
  }
  return services;
}

// The path of an option that has no default.
std::string RequiredPath(const config::Config& config, std::string_view option,
                         Problems& problems) {
  if (config.Path(option).empty()) {
    problems.Add(absl::StrCat(Str(option), ": required; give --", Str(option), "=FOLDER"));
  }
  return config.Path(option);
}

std::string WitnessDirFrom(const config::Config& config) {
  const std::string& dir = config.Path("witness-dir");
  return dir.empty() ? config.Path("data") : dir;
}

Stores StoresFrom(const config::Config& config, Problems& problems) {
  return {.data = RequiredPath(config, "data", problems),
          .witness_dir = WitnessDirFrom(config),
          .services = ServicesFrom(config, problems)};
}

std::string AdminSocketFrom(const config::Config& config) {
  const std::string& path = config.Path("admin-socket");
  if (path == "off") {
    return {};
  }
  return path.empty() ? config.Path("data") + "/admin.sock" : path;
}

// The one address of an option; nullopt for none.
std::optional<std::string> AddressFrom(const config::Config& config, const std::string& option,
                                       Problems& problems) {
  const std::vector<std::string>& addresses = config.Addresses(option);
  if (addresses.size() > 1) {
    problems.Add(absl::StrCat(option, ": only one address"));
  }
  return addresses.empty() ? std::nullopt : std::optional(addresses.front());
}

void ReadListen(const config::Config& config, ServeSettings& settings, Problems& problems) {
  const bool gateway_here = settings.stores.services.contains(Service::kGateway);
  for (const Service service : kServices) {
    const bool is_gateway = service == Service::kGateway;
    const std::string option = is_gateway ? "listen" : OptionFor("listen-", service);
    const std::optional<std::string> address = AddressFrom(config, option, problems);
    if (settings.stores.services.contains(service)) {
      if (address) {
        settings.listen[service] = *address;
      } else if (is_gateway || !gateway_here) {
        problems.Add(absl::StrCat(option, ": required, or nobody can reach ", Str(Name(service))));
      }
    } else if (address && config.source(option) == config::Source::kFlag) {
      problems.Add(absl::StrCat(option, ": ", Str(Name(service)), " is not in services"));
    }
  }
}

void ReadUpstream(const config::Config& config, ServeSettings& settings, Problems& problems) {
  for (const Service peer : kServices) {
    if (peer == Service::kGateway) {
      continue;  // nobody calls it
    }
    const std::string option = OptionFor("upstream-", peer);
    const std::optional<std::string> address = AddressFrom(config, option, problems);
    if (settings.stores.services.contains(peer)) {
      if (address && config.source(option) == config::Source::kFlag) {
        problems.Add(absl::StrCat(option, ": ", Str(Name(peer)), " is in this process"));
      }
      continue;
    }
    for (const Service caller : settings.stores.services) {
      const std::vector<Service> peers = PeersOf(caller);
      if (std::find(peers.begin(), peers.end(), peer) == peers.end()) {
        continue;
      }
      if (address) {
        settings.upstream[peer] = *address;
      } else {
        problems.Add(absl::StrCat(option, ": required, since ", Str(Name(caller)), " calls ",
                                  Str(Name(peer)), ", which is not in services"));
        break;
      }
    }
  }
}

void ReadLogLevel(const config::Config& config, ServeSettings& settings, Problems& problems) {
  static constexpr std::pair<std::string_view, log::Level> kLevels[] = {
      {"debug", log::Level::kDebug},
      {"info", log::Level::kInfo},
      {"warning", log::Level::kWarning},
      {"error", log::Level::kError}};
  for (const auto& [name, level] : kLevels) {
    if (config.String("log-level") == name) {
      settings.log_level = level;
      return;
    }
  }
  problems.Add("log-level: debug, info, warning or error");
}

void ReadLimits(const config::Config& config, ServeSettings& settings, Problems& problems) {
  settings.receive_bytes_max = static_cast<size_t>(config.Bytes("receive-max"));
  settings.send_bytes_max = static_cast<size_t>(config.Bytes("send-max"));
  settings.in_flight_max = static_cast<size_t>(config.Int("in-flight-max"));
  settings.worker_threads = static_cast<int>(config.Int("worker-threads"));
  settings.deadline_default = std::chrono::milliseconds(config.DurationMs("deadline-default"));
  settings.deadline_max = std::chrono::milliseconds(config.DurationMs("deadline-max"));
  settings.drain_timeout = std::chrono::milliseconds(config.DurationMs("drain-timeout"));
  if (settings.deadline_default > settings.deadline_max) {
    problems.Add("deadline-default: longer than deadline-max");
  }
}

}  // namespace

std::string_view Name(Command command) {
  switch (command) {
    case Command::kInit:
      return "init";
    case Command::kServe:
      return "serve";
    case Command::kBackup:
      return "backup";
    case Command::kRestore:
      return "restore";
    case Command::kVerify:
      return "verify";
    case Command::kMigrate:
      return "migrate";
  }
  return {};
}

std::string_view Name(Service service) {
  switch (service) {
    case Service::kPlanning:
      return "planning";
    case Service::kPerformance:
      return "performance";
    case Service::kBudget:
      return "budget";
    case Service::kReporting:
      return "reporting";
    case Service::kGateway:
      return "gateway";
  }
  return {};
}

std::vector<std::string_view> ProtoServices(Service service) {
  switch (service) {
    case Service::kPlanning:
      return {"sakip.planning.v1.PlanningService"};
    case Service::kPerformance:
      return {"sakip.performance.v1.PerformanceService"};
    case Service::kBudget:
      return {"sakip.budget.v1.BerkasService",     "sakip.budget.v1.BudgetService",
              "sakip.budget.v1.DipaService",       "sakip.budget.v1.LaporanAnggaranService",
              "sakip.budget.v1.PembayaranService", "sakip.budget.v1.PembukuanService"};
    case Service::kReporting:
      return {"sakip.reporting.v1.ReportingService"};
    case Service::kGateway:
      return {"sakip.gateway.v1.GatewayService"};
  }
  return {};
}

std::vector<Service> PeersOf(Service service) {
  switch (service) {
    case Service::kPlanning:
      return {};
    case Service::kPerformance:
    case Service::kBudget:
      return {Service::kPlanning};
    case Service::kReporting:
      return {Service::kPlanning, Service::kPerformance, Service::kBudget};
    case Service::kGateway:
      return {Service::kPlanning, Service::kPerformance, Service::kBudget, Service::kReporting};
  }
  return {};
}

config::Table OptionsOf(Command command) {
  config::Table table;
  for (const config::Option& option : AllOptions()) {
    if (IsOf(command, option)) {
      table.push_back(option);
      table.back().doc = DocOf(option).text;
    }
  }
  return table;
}

absl::StatusOr<config::Config> ParseOptions(Command command, const config::Input& input) {
  ASSIGN_OR_RETURN(config::Config config, config::Parse(AllOptions(), input));
  Problems problems;
  for (const config::Option& option : AllOptions()) {
    if (!IsOf(command, option) && config.source(option.name) == config::Source::kFlag) {
      problems.Add(absl::StrCat("command line, --", Str(option.name), ": not an option of ",
                                Str(Name(command))));
    }
  }
  RETURN_IF_ERROR(problems.ToStatus());
  return config;
}

absl::StatusOr<InitSettings> InitSettingsFrom(const config::Config& config) {
  Problems problems;
  const InitSettings settings{.stores = StoresFrom(config, problems),
                              .if_missing = config.Bool("if-missing"),
                              .development_accounts = config.Bool("development-accounts")};
  RETURN_IF_ERROR(problems.ToStatus());
  return settings;
}

absl::StatusOr<BackupSettings> BackupSettingsFrom(const config::Config& config) {
  Problems problems;
  BackupSettings settings{
      .stores = StoresFrom(config, problems),
      .admin_socket = AdminSocketFrom(config),
      .to = RequiredPath(config, "to", problems),
      .disk_reserve_bytes = static_cast<uint64_t>(config.Bytes("disk-reserve"))};
  RETURN_IF_ERROR(problems.ToStatus());
  return settings;
}

absl::StatusOr<RestoreSettings> RestoreSettingsFrom(const config::Config& config) {
  Problems problems;
  RestoreSettings settings{.stores = StoresFrom(config, problems),
                           .from = RequiredPath(config, "from", problems),
                           .replace_witness = config.Bool("replace-witness")};
  RETURN_IF_ERROR(problems.ToStatus());
  return settings;
}

absl::StatusOr<VerifySettings> VerifySettingsFrom(const config::Config& config) {
  Problems problems;
  VerifySettings settings;
  settings.backup = config.Path("backup");
  settings.renew_witness = config.Bool("renew-witness");
  settings.digest = config.String("digest");
  settings.admin_socket = AdminSocketFrom(config);
  if (settings.backup.empty()) {
    settings.stores = StoresFrom(config, problems);
    if (settings.renew_witness && config.source("services") != config::Source::kFlag) {
      problems.Add("renew-witness: say which store is meant; give --services=NAME");
    }
  } else {
    settings.stores.services = ServicesFrom(config, problems);
    if (settings.renew_witness) {
      problems.Add("renew-witness: for the stores, not for a backup");
    }
  }
  if (!settings.digest.empty() && !settings.stores.services.contains(Service::kBudget)) {
    problems.Add("digest: of the budget, which is not in services");
  }
  RETURN_IF_ERROR(problems.ToStatus());
  return settings;
}

absl::StatusOr<MigrateSettings> MigrateSettingsFrom(const config::Config& config) {
  Problems problems;
  MigrateSettings settings{.stores = StoresFrom(config, problems),
                           .dry_run = config.Bool("dry-run"),
                           .backup_to = config.Path("backup-to")};
  if (!settings.dry_run) {
    RequiredPath(config, "backup-to", problems);
  }
  RETURN_IF_ERROR(problems.ToStatus());
  return settings;
}

absl::StatusOr<ServeSettings> ServeSettingsFrom(const config::Config& config) {
  Problems problems;
  ServeSettings settings;
  settings.stores = StoresFrom(config, problems);
  ReadListen(config, settings, problems);
  ReadUpstream(config, settings, problems);
  settings.internal_key_file = config.Path("internal-key-file");
  if (settings.internal_key_file.empty()) {
    if (settings.stores.services.contains(Service::kGateway)) {
      settings.internal_key_file = InternalKeyFile(settings.stores.data);
    } else {
      problems.Add(
          "internal-key-file: required where the gateway is elsewhere; it is the gateway's "
          "internal.key");
    }
  }
  settings.development_issuer = config.Bool("development-issuer");
  if (const auto door = settings.listen.find(Service::kGateway); settings.development_issuer &&
                                                                 door != settings.listen.end() &&
                                                                 !IsLocalAddress(door->second)) {
    problems.Add(absl::StrCat("development-issuer: not where others reach the gateway; listen is ",
                              door->second));
  }
  settings.reflection = config.Bool("reflection");
  settings.ready_file = config.Path("ready-file");
  settings.admin_socket = AdminSocketFrom(config);
  settings.admin_socket_asked = config.source("admin-socket") != config::Source::kDefault;
  settings.disk_reserve_bytes = static_cast<uint64_t>(config.Bytes("disk-reserve"));
  settings.scrub_interval = std::chrono::milliseconds(config.DurationMs("scrub-interval"));
  ReadLogLevel(config, settings, problems);
  ReadLimits(config, settings, problems);
  RETURN_IF_ERROR(problems.ToStatus());
  return settings;
}

bool IsLocalAddress(std::string_view address) {
  if (address.starts_with("unix:")) {
    return true;
  }
  const std::string_view host = address.substr(0, address.rfind(':'));
  const bool numeric = host.find_first_not_of("0123456789.") == std::string_view::npos;
  return host == "localhost" || host == "[::1]" || (numeric && host.starts_with("127."));
}

std::string StoreDir(std::string_view data, Service service) {
  return absl::StrCat(Str(data), "/", Str(Name(service)));
}

std::string WitnessFile(const Stores& stores, Service service) {
  return absl::StrCat(stores.witness_dir, "/", Str(Name(service)), ".witness");
}

std::string InternalKeyFile(std::string_view data) {
  return StoreDir(data, Service::kGateway) + "/internal.key";
}

std::string DevelopmentTokenKeyFile(std::string_view data) {
  return StoreDir(data, Service::kGateway) + "/development-token.key";
}

}  // namespace sakip::sakipd
