#ifndef SAKIP_SERVICES_PLANNING_FINDINGS_H_
#define SAKIP_SERVICES_PLANNING_FINDINGS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/fault/fault.h"

namespace sakip::planning {

// Everything wrong with one import. Wrong fields and unknown references are kept apart, because a
// caller corrects the first in the request and the second, often, by another import first.
class Findings {
 public:
  void Field(std::string path, std::string english, std::string indonesian);
  void Reference(std::string path, std::string english, std::string indonesian);
  // The rule that most fields break: the value is not given.
  void Required(std::string path);

  // OK when nothing is wrong; UNKNOWN_REFERENCE when only references are; else INVALID_FIELD with
  // the fields first and the references after them. At most fault::kViolationsMax are told.
  absl::Status ToStatus() const;

 private:
  std::vector<fault::Violation> fields_;
  std::vector<fault::Violation> references_;
};

}  // namespace sakip::planning

#endif  // SAKIP_SERVICES_PLANNING_FINDINGS_H_
