#include "services/budget/refusals.h"

#include <utility>

namespace sakip::budget {

void Refusals::Add(std::string field, std::string english, std::string indonesian) {
  ++count_;
  if (count_ <= fault::kViolationsMax) {
    fault_.violations.push_back({std::move(field), std::move(english), std::move(indonesian)});
  }
}

void Refusals::AddFact(std::string key, std::string value) {
  fault_.metadata.emplace(std::move(key), std::move(value));
}

absl::Status Refusals::ToStatus() const {
  if (count_ == 0) {
    return absl::OkStatus();
  }
  fault::Fault fault = fault_;
  const fault::Violation& first = fault.violations.front();
  fault.metadata["violations"] = std::to_string(count_);
  fault.english = first.field + ": " + first.english;
  fault.indonesian = first.field + ": " + first.indonesian;
  if (count_ > 1) {
    const std::string more = std::to_string(count_ - 1);
    fault.english += " (and " + more + " more)";
    fault.indonesian += " (dan " + more + " lagi)";
  }
  return fault::ToStatus(fault);
}

}  // namespace sakip::budget
