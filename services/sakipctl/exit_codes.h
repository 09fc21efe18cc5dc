#ifndef SAKIP_SERVICES_SAKIPCTL_EXIT_CODES_H_
#define SAKIP_SERVICES_SAKIPCTL_EXIT_CODES_H_

namespace sakip::sakipctl {

// What the exit code tells a script. docs/DATA_PACKAGE.md and `sakipctl help` list them.
inline constexpr int kExitOk = 0;
inline constexpr int kExitRefused = 1;      // the server refused, or a local file cannot be written
inline constexpr int kExitUsage = 2;        // the command line is wrong
inline constexpr int kExitPackage = 3;      // the data package is invalid; nothing was sent
inline constexpr int kExitUnreachable = 4;  // no answer from the server in time

}  // namespace sakip::sakipctl

#endif  // SAKIP_SERVICES_SAKIPCTL_EXIT_CODES_H_
