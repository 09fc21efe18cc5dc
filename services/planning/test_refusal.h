#ifndef SAKIP_SERVICES_PLANNING_TEST_REFUSAL_H_
#define SAKIP_SERVICES_PLANNING_TEST_REFUSAL_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "common/fault/fault.h"

namespace sakip::planning {

// A refusal on one line: "INVALID_FIELD kode[0].kode kode[1].induk"; "" for OK. A violation without
// both texts shows as "(no text)".
inline std::string Refusal(const absl::Status& status) {
  if (status.ok()) {
    return "";
  }
  const std::optional<fault::Fault> fault = fault::FromStatus(status);
  if (!fault.has_value()) {
    return status.ToString();
  }
  std::string line(fault::Info(fault->reason).name);
  for (const fault::Violation& violation : fault->violations) {
    const bool texts = !violation.english.empty() && !violation.indonesian.empty();
    line += " " + (texts ? violation.field : "(no text)");
  }
  return line;
}

}  // namespace sakip::planning

#endif  // SAKIP_SERVICES_PLANNING_TEST_REFUSAL_H_
