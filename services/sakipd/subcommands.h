#ifndef SAKIP_SERVICES_SAKIPD_SUBCOMMANDS_H_
#define SAKIP_SERVICES_SAKIPD_SUBCOMMANDS_H_

#include "absl/status/status.h"
#include "common/config/config.h"
#include "services/sakipd/options.h"
#include "services/sakipd/stores.h"

// One function for each subcommand, in the file of its name. Each answers the exit code.
namespace sakip::sakipd {

int RunInit(const config::Config& config);
int RunServe(const config::Config& config);
int RunBackup(const config::Config& config);
int RunRestore(const config::Config& config);
int RunVerify(const config::Config& config);
int RunMigrate(const config::Config& config);

// Says on standard error why a subcommand failed, and answers `code`.
int Fail(Command command, const absl::Status& status, int code);
int Fail(Command command, const absl::Status& status);  // with the status's own exit code

// Prints to standard output, at once.
Say Printed();

}  // namespace sakip::sakipd

#endif  // SAKIP_SERVICES_SAKIPD_SUBCOMMANDS_H_
