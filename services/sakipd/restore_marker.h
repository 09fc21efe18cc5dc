#ifndef SAKIP_SERVICES_SAKIPD_RESTORE_MARKER_H_
#define SAKIP_SERVICES_SAKIPD_RESTORE_MARKER_H_

#include <map>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/store/fd.h"
#include "services/sakipd/options.h"

// The file <data>/restore-unfinished, which stands while a restore is under way and stays when it
// is interrupted: until the restore is run again, some stores are there and some are not, and
// nothing else may take that for a system.
namespace sakip::sakipd {

// What a restore does: from which folder, and the SHA-256 of each service's manifest there.
struct RestorePlan {
  std::string from;  // absolute
  std::map<Service, std::string> manifests;
};

// FAILED_PRECONDITION, with the command that finishes it, while a restore is not finished.
absl::Status CheckNoRestore(const Stores& stores);

// Held by the restore that runs.
class RestoreMarker {
 public:
  static bool IsThere(const std::string& data);

  // Makes the file, or takes the one that an interrupted restore of the same backup left.
  // FAILED_PRECONDITION: that was of another backup, or of other services. UNAVAILABLE: another
  // restore runs.
  static absl::StatusOr<RestoreMarker> Take(const Stores& stores, const RestorePlan& plan);

  const std::set<Service>& finished() const { return finished_; }
  absl::Status Finish(Service service);  // durable
  absl::Status Remove();

 private:
  RestoreMarker(std::string path, store::Fd fd) : path_(std::move(path)), fd_(std::move(fd)) {}

  std::string path_;
  store::Fd fd_;  // locked
  std::set<Service> finished_;
};

}  // namespace sakip::sakipd

#endif  // SAKIP_SERVICES_SAKIPD_RESTORE_MARKER_H_
