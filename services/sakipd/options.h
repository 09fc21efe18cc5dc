#ifndef SAKIP_SERVICES_SAKIPD_OPTIONS_H_
#define SAKIP_SERVICES_SAKIPD_OPTIONS_H_

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/config/config.h"
#include "common/log/log.h"

// The one table of sakipd's options, and what a valid set of them means. Pure.
namespace sakip::sakipd {

enum class Service { kPlanning, kPerformance, kBudget, kReporting, kGateway };

// In the order they start: whoever is called before whoever calls.
inline constexpr std::array kServices = {Service::kPlanning, Service::kBudget,
                                         Service::kPerformance, Service::kReporting,
                                         Service::kGateway};

std::string_view Name(Service service);  // "planning"; its store's folder and identity
// The proto services that it serves, "sakip.planning.v1.PlanningService".
std::vector<std::string_view> ProtoServices(Service service);
// The services that `service` calls.
std::vector<Service> PeersOf(Service service);

// The subcommands that take options.
enum class Command { kInit, kServe, kBackup, kRestore, kVerify, kMigrate };
inline constexpr std::array kCommands = {Command::kInit,    Command::kServe,  Command::kBackup,
                                         Command::kRestore, Command::kVerify, Command::kMigrate};

std::string_view Name(Command command);  // "init"

// Every option of every subcommand: one file or environment serves them all. A subcommand ignores
// what is another's, except as a flag, which is refused. A doc that starts with "init: " or
// "backup, verify: " makes its option those subcommands' own.
const config::Table& AllOptions();
// The options of one, for its --help.
config::Table OptionsOf(Command command);

// `input` as config::Parse takes it. INVALID_ARGUMENT lists the problems, one a line.
absl::StatusOr<config::Config> ParseOptions(Command command, const config::Input& input);

// The stores a subcommand works on.
struct Stores {
  std::string data;
  std::string witness_dir;
  std::set<Service> services;
};

struct InitSettings {
  Stores stores;
  bool if_missing = false;
  bool development_accounts = false;
};

struct ServeSettings {
  Stores stores;
  std::map<Service, std::string> listen;    // only services here that listen
  std::map<Service, std::string> upstream;  // only peers that are not in this process
  std::string internal_key_file;
  bool development_issuer = false;
  bool reflection = false;
  log::Level log_level = log::Level::kInfo;
  std::string ready_file;           // empty: none
  std::string admin_socket;         // empty: none
  bool admin_socket_asked = false;  // by the operator, so that a start without it is a failure
  uint64_t disk_reserve_bytes = 0;
  std::chrono::milliseconds scrub_interval{};  // 0: never
  size_t receive_bytes_max = 0;
  size_t send_bytes_max = 0;
  size_t in_flight_max = 0;
  int worker_threads = 0;
  std::chrono::milliseconds deadline_default{};
  std::chrono::milliseconds deadline_max{};
  std::chrono::milliseconds drain_timeout{};
};

struct BackupSettings {
  Stores stores;
  std::string admin_socket;  // empty: none
  std::string to;            // absolute
  uint64_t disk_reserve_bytes = 0;
};

struct RestoreSettings {
  Stores stores;
  std::string from;
  bool replace_witness = false;
};

struct VerifySettings {
  Stores stores;
  std::string admin_socket;  // empty: none
  std::string backup;        // empty: the stores themselves
  bool renew_witness = false;
  std::string digest;  // as given: links of the budget's hash chains, or nothing
};

struct MigrateSettings {
  Stores stores;
  bool dry_run = false;
  std::string backup_to;  // empty only for a dry run
};

// INVALID_ARGUMENT lists every contradiction, one a line.
absl::StatusOr<InitSettings> InitSettingsFrom(const config::Config& config);
absl::StatusOr<ServeSettings> ServeSettingsFrom(const config::Config& config);
absl::StatusOr<BackupSettings> BackupSettingsFrom(const config::Config& config);
absl::StatusOr<RestoreSettings> RestoreSettingsFrom(const config::Config& config);
absl::StatusOr<VerifySettings> VerifySettingsFrom(const config::Config& config);
absl::StatusOr<MigrateSettings> MigrateSettingsFrom(const config::Config& config);

// Whether only this host reaches what listens there: a Unix socket, localhost, 127.x.x.x or ::1.
bool IsLocalAddress(std::string_view address);

// Where things lie.
std::string StoreDir(std::string_view data, Service service);
std::string WitnessFile(const Stores& stores, Service service);
std::string InternalKeyFile(std::string_view data);
std::string DevelopmentTokenKeyFile(std::string_view data);

}  // namespace sakip::sakipd

#endif  // SAKIP_SERVICES_SAKIPD_OPTIONS_H_
