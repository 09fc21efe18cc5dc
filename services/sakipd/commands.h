#ifndef SAKIP_SERVICES_SAKIPD_COMMANDS_H_
#define SAKIP_SERVICES_SAKIPD_COMMANDS_H_

#include <string>
#include <vector>

#include "common/config/config.h"

namespace sakip::sakipd {

// Runs one subcommand; `args` without the program's name. Results go to standard output, problems
// and the log to standard error. Answers the exit code (exit_codes.h).
int Run(const std::vector<std::string>& args, const config::Environment& environment);

}  // namespace sakip::sakipd

#endif  // SAKIP_SERVICES_SAKIPD_COMMANDS_H_
