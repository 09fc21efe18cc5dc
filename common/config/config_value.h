#ifndef SAKIP_COMMON_CONFIG_CONFIG_VALUE_H_
#define SAKIP_COMMON_CONFIG_CONFIG_VALUE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/config/config.h"

// The written forms of option values. Internal to common/config.
namespace sakip::config {

struct ParsedValue {
  int64_t number = 0;  // kBool as 0 or 1; kInt, kDurationMs, kBytes
  std::vector<std::string> list;
};

// INVALID_ARGUMENT saying what the type wants.
absl::StatusOr<ParsedValue> ParseValue(const Option& option, std::string_view text);

// "path", "duration (500ms, 30s, 5m, 2h)": for --help.
std::string_view TypeName(Type type);

}  // namespace sakip::config

#endif  // SAKIP_COMMON_CONFIG_CONFIG_VALUE_H_
