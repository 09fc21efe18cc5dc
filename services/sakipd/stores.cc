#include "services/sakipd/stores.h"

#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/budget/budget_check.h"
#include "services/gateway/gateway_check.h"
#include "services/performance/performance_check.h"
#include "services/planning/planning_check.h"
#include "services/reporting/reporting_check.h"

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
      return budget::CheckBudgetRecords;
    case Service::kReporting:
      return reporting::CheckReportingRecords;
    case Service::kGateway:
      return gateway::CheckGatewayRecords;
  }
  return {};
}

std::string ProgramName() {
  return "sakipd " SAKIP_VERSION;
}

absl::StatusOr<OpenStores> OpenAll(const ServeSettings& settings, const log::Logger& logger) {
  OpenStores stores;
  Failures failures;
  for (const Service service : settings.stores.services) {
    store::RocksDbOptions options = StoreAt(settings.stores, service);
    options.disk_reserve_bytes = settings.disk_reserve_bytes;
    options.on_notice = NoticesTo(logger, service);
    absl::StatusOr<std::unique_ptr<store::RocksDbStore>> opened = store::OpenRocksDbStore(options);
    if (opened.ok()) {
      stores[service] = *std::move(opened);
    } else if (absl::IsNotFound(opened.status())) {
      failures.Add(service, absl::NotFoundError(absl::StrCat(
                                "no store in ", options.dir,
                                "; make it with: sakipd init --data=", settings.stores.data,
                                " --services=", ServiceNames(settings.stores.services))));
    } else {
      failures.Add(service, opened.status());
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
