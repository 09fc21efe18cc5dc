#ifndef SAKIP_SERVICES_SAKIPD_STORES_H_
#define SAKIP_SERVICES_SAKIPD_STORES_H_

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/log/log.h"
#include "common/store/backup.h"
#include "common/store/rocksdb_store.h"
#include "services/sakipd/options.h"

// What every subcommand that touches the services' stores shares.
namespace sakip::sakipd {

using OpenStores = std::map<Service, std::unique_ptr<store::RocksDbStore>>;

// Tells the operator one line, at once. When it is not OK (nobody listens any more, or the process
// stops) whoever says it gives up with that status.
using Say = std::function<absl::Status(const std::string& line)>;

// Where a service's store and its witness are.
store::RocksDbOptions StoreAt(const Stores& stores, Service service);

// The service's own look at its records.
store::CheckRecords CheckOf(Service service);

// As one word of a shell's command line.
std::string ShellQuoted(const std::string& text);

// "--data=/d --witness-dir=/w --services=budget": what a command on these stores must be given.
std::string FlagsOf(const Stores& stores);

// Says of a store that is not there (NOT_FOUND) what to do, in the order in which to do it; any
// other status as it is.
absl::Status Advised(const Stores& stores, Service service, const absl::Status& status);

// "sakipd 0.1.0", as backups name their maker.
std::string ProgramName();

// Opens the stores of `settings` for writing; their notices go to `logger`, which outlives them.
// When some do not open none stays open, and the status names every one, one a line; its code is
// DATA_LOSS when one of them is damaged, else that of the first.
absl::StatusOr<OpenStores> OpenAll(const ServeSettings& settings, const log::Logger& logger);

// Several failures as one, as above.
class Failures {
 public:
  void Add(Service service, const absl::Status& status);
  bool empty() const { return status_.ok(); }
  const absl::Status& status() const { return status_; }  // OK when empty

 private:
  absl::Status status_;
};

}  // namespace sakip::sakipd

#endif  // SAKIP_SERVICES_SAKIPD_STORES_H_
