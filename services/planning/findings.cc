#include "services/planning/findings.h"

#include <algorithm>
#include <utility>

namespace sakip::planning {

void Findings::Field(std::string path, std::string english, std::string indonesian) {
  fields_.push_back({std::move(path), std::move(english), std::move(indonesian)});
}

void Findings::Reference(std::string path, std::string english, std::string indonesian) {
  references_.push_back({std::move(path), std::move(english), std::move(indonesian)});
}

void Findings::Required(std::string path) {
  Field(std::move(path), "is required", "wajib diisi");
}

absl::Status Findings::ToStatus() const {
  if (fields_.empty() && references_.empty()) {
    return absl::OkStatus();
  }
  if (fields_.empty()) {
    fault::Fault fault;
    fault.reason = fault::Reason::kUnknownReference;
    fault.violations.assign(references_.begin(),
                            references_.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                      references_.size(), fault::kViolationsMax)));
    const fault::Violation& first = references_.front();
    const std::string total = std::to_string(references_.size());
    fault.english =
        total + " unknown or wrong references; first: " + first.field + ": " + first.english;
    fault.indonesian = total + " rujukan tidak dikenal atau salah; yang pertama: " + first.field +
                       ": " + first.indonesian;
    fault.metadata["references"] = total;
    return fault::ToStatus(fault);
  }
  fault::Violations all;
  for (const std::vector<fault::Violation>* list : {&fields_, &references_}) {
    for (const fault::Violation& violation : *list) {
      all.Add(violation.field, violation.english, violation.indonesian);
    }
  }
  return all.ToStatus();
}

}  // namespace sakip::planning
