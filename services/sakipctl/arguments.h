#ifndef SAKIP_SERVICES_SAKIPCTL_ARGUMENTS_H_
#define SAKIP_SERVICES_SAKIPCTL_ARGUMENTS_H_

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace sakip::sakipctl {

enum class Output { kTable, kJson };

// A command line: "import DIR --validate-only". Options may stand anywhere, as "--name value" or
// "--name=value".
struct Arguments {
  std::string command;                  // empty: none was given
  std::vector<std::string> positional;  // behind the command
  std::string server;                   // host:port
  std::string token_file;               // empty: none
  Output output = Output::kTable;
  std::chrono::seconds timeout{60};  // of one call; 1..3600
  bool help = false;
  std::map<std::string, std::string, std::less<>> options;  // the command's own, without "--"

  // The value of a command's option; nullopt when it was not given. A switch has the value "".
  std::optional<std::string> Get(std::string_view option) const;
  bool Has(std::string_view option) const { return Get(option).has_value(); }
};

using Environment = std::function<std::optional<std::string>(const char* name)>;

// INVALID_ARGUMENT for an unknown option, one that lacks its value, one given twice, a bad value.
absl::StatusOr<Arguments> ParseArguments(const std::vector<std::string>& words,
                                         const Environment& environment);

// --satker and --tahun of a command that needs both: INVALID_ARGUMENT when one is missing or bad.
struct OfficeYear {
  std::string parent;  // "satker/6474"
  int tahun = 0;
};
absl::StatusOr<OfficeYear> OfficeYearOf(const Arguments& arguments);

}  // namespace sakip::sakipctl

#endif  // SAKIP_SERVICES_SAKIPCTL_ARGUMENTS_H_
