#ifndef SAKIP_SERVICES_SAKIPD_BACKUP_H_
#define SAKIP_SERVICES_SAKIPD_BACKUP_H_

#include <array>
#include <functional>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/clock/clock.h"
#include "common/store/backup.h"
#include "services/sakipd/options.h"
#include "services/sakipd/stores.h"

namespace sakip::sakipd {

// Whoever reads from another is copied before it: what a report or a capaian was made from is then
// in the backup, too, for a store only grows. The other way round a restored report could name a
// plan that its planning store never heard of.
inline constexpr std::array kBackupOrder = {Service::kReporting, Service::kPerformance,
                                            Service::kBudget, Service::kPlanning,
                                            Service::kGateway};

// Copies one service's store.
using BackUpOne = std::function<absl::StatusOr<store::BackupManifest>(
    Service service, const store::BackupOptions& options)>;

// Makes the folder `settings.to` with a backup of each service in a folder of its name. It grows as
// `to`.partial and gets its name when it is whole and verified; a failed one is removed. Answers
// the last line for the operator. ALREADY_EXISTS when either is there; FAILED_PRECONDITION for one
// inside a store.
absl::StatusOr<std::string> BackUpServices(const BackupSettings& settings,
                                           const clock::Clock& clock, const BackUpOne& back_up,
                                           const Say& say);

// FAILED_PRECONDITION when `path` is a store's own folder or inside one, whichever service's.
absl::Status CheckOutsideStores(const std::string& data, const std::string& path);

// "sequence 12, 9 files, 123456 bytes".
std::string Summary(const store::BackupManifest& manifest);

// An absolute path without a slash at its end.
std::string Absolute(const std::string& path);

}  // namespace sakip::sakipd

#endif  // SAKIP_SERVICES_SAKIPD_BACKUP_H_
