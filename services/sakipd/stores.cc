#include "services/sakipd/stores.h"

#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "services/budget/budget_check.h"
#include "services/gateway/gateway_check.h"
#include "services/performance/performance_check.h"
#include "services/planning/planning_check.h"
#include "services/reporting/reporting_check.h"
#include "services/sakipd/restore_marker.h"

namespace sakip::sakipd {
namespace {

std::string ServiceNames(const std::set<Service>& services) {
  return absl::StrJoin(services, ",",
                       [](std::string* out, Service service) { out->append(Name(service)); });
}

store::NoticeHandler NoticesTo(const log::Logger& logger, Service service) {
  return [&logger, service](store::Notice notice, const std::string& message) {
    switch (notice) {
      case store::Notice::kStorageLow:
        logger.Warning("storage low", {{"service", Name(service)}, {"reason", message}});
        return;
      case store::Notice::kStorageEnough:
        logger.Info("storage enough again", {{"service", Name(service)}, {"reason", message}});
        return;
    }
  };
}

}  // namespace

store::RocksDbOptions StoreAt(const Stores& stores, Service service) {
  return {.dir = StoreDir(stores.data, service),
          .service = std::string(Name(service)),
          .witness_file = WitnessFile(stores, service)};
}

store::CheckRecords CheckOf(Service service) {
  switch (service) {
    case Service::kPlanning:
      return planning::CheckPlanningRecords;
    case Service::kPerformance:
      return performance::CheckPerformanceRecords;
    case Service::kBudget:
      return [](const store::Snapshot& snapshot) { return budget::CheckBudgetRecords(snapshot); };
    case Service::kReporting:
      return reporting::CheckReportingRecords;
    case Service::kGateway:
      return gateway::CheckGatewayRecords;
  }
  return {};
}

std::string ShellQuoted(const std::string& text) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+=:,@%";
  if (!text.empty() && text.find_first_not_of(kPlain) == std::string::npos) {
    return text;
  }
  return absl::StrCat("'", absl::StrReplaceAll(text, {{"'", "'\\''"}}), "'");
}

std::string FlagsOf(const Stores& stores) {
  std::string flags = absl::StrCat("--data=", ShellQuoted(stores.data));
  if (stores.witness_dir != stores.data) {
    absl::StrAppend(&flags, " --witness-dir=", ShellQuoted(stores.witness_dir));
  }
  if (stores.services.size() != kServices.size()) {
    absl::StrAppend(&flags, " --services=", ServiceNames(stores.services));
  }
  return flags;
}

absl::Status Advised(const Stores& stores, Service service, const absl::Status& status) {
  if (!absl::IsNotFound(status)) {
    return status;
  }
  return absl::NotFoundError(
      absl::StrCat("no store in ", StoreDir(stores.data, service),
                   ": if a store was here, its disk is not mounted; only for a new one run: sakipd "
                   "init ",
                   FlagsOf({stores.data, stores.witness_dir, {service}})));
}

std::string ProgramName() {
  return "sakipd " SAKIP_VERSION;
}

absl::StatusOr<OpenStores> OpenAll(const ServeSettings& settings, const log::Logger& logger) {
  if (absl::Status status = CheckNoRestore(settings.stores); !status.ok()) {
    return status;
  }
  OpenStores stores;
  Failures failures;
  for (const Service service : settings.stores.services) {
    store::RocksDbOptions options = StoreAt(settings.stores, service);
    options.disk_reserve_bytes = settings.disk_reserve_bytes;
    options.on_notice = NoticesTo(logger, service);
    absl::StatusOr<std::unique_ptr<store::RocksDbStore>> opened = store::OpenRocksDbStore(options);
    if (opened.ok()) {
      stores[service] = *std::move(opened);
    } else {
      failures.Add(service, Advised(settings.stores, service, opened.status()));
    }
  }
  if (!failures.empty()) {
    return failures.status();
  }
  return stores;
}

void Failures::Add(Service service, const absl::Status& status) {
  std::string message = absl::StrCat(std::string(Name(service)), ": ", status.message());
  if (status_.ok()) {
    status_ = absl::Status(status.code(), message);
    return;
  }
  const bool worse = absl::IsDataLoss(status);
  status_ = absl::Status(worse ? status.code() : status_.code(),
                         absl::StrCat(status_.message(), "\n", message));
}

}  // namespace sakip::sakipd
