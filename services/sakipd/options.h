#ifndef SAKIP_SERVICES_SAKIPD_OPTIONS_H_
#define SAKIP_SERVICES_SAKIPD_OPTIONS_H_

#include <array>
#include <chrono>
#include <cstddef>
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

std::string_view Name(Service service);          // "planning"; its store's folder and identity
std::string_view ProtoService(Service service);  // "sakip.planning.v1.PlanningService"
// The services that `service` calls.
std::vector<Service> PeersOf(Service service);

// The subcommands that take options.
enum class Command { kInit, kServe };

// Every option of every subcommand: one file or environment serves them all. A subcommand ignores
// what is another's, except as a flag, which is refused. A doc that starts with "init: " or "serve:
// " makes its option that subcommand's own.
const config::Table& AllOptions();
// The options of one, for its --help.
config::Table OptionsOf(Command command);

// `input` as config::Parse takes it. INVALID_ARGUMENT lists the problems, one a line.
absl::StatusOr<config::Config> ParseOptions(Command command, const config::Input& input);

struct InitSettings {
  std::string data;
  std::set<Service> services;
  bool if_missing = false;
  bool development_accounts = false;
};

struct ServeSettings {
  std::string data;
  std::set<Service> services;
  std::map<Service, std::string> listen;    // only services here that listen
  std::map<Service, std::string> upstream;  // only peers that are not in this process
  std::string internal_key_file;
  bool development_issuer = false;
  bool reflection = false;
  log::Level log_level = log::Level::kInfo;
  std::string ready_file;  // empty: none
  size_t receive_bytes_max = 0;
  size_t send_bytes_max = 0;
  size_t in_flight_max = 0;
  int worker_threads = 0;
  std::chrono::milliseconds deadline_default{};
  std::chrono::milliseconds deadline_max{};
  std::chrono::milliseconds drain_timeout{};
};

// INVALID_ARGUMENT lists every contradiction, one a line.
absl::StatusOr<InitSettings> InitSettingsFrom(const config::Config& config);
absl::StatusOr<ServeSettings> ServeSettingsFrom(const config::Config& config);

// Whether only this host reaches what listens there: a Unix socket, localhost, 127.x.x.x or ::1.
bool IsLocalAddress(std::string_view address);

// Where things lie below `data`.
std::string StoreDir(std::string_view data, Service service);
std::string InternalKeyFile(std::string_view data);
std::string DevelopmentTokenKeyFile(std::string_view data);

}  // namespace sakip::sakipd

#endif  // SAKIP_SERVICES_SAKIPD_OPTIONS_H_
