#ifndef SAKIP_SERVICES_BUDGET_REFUSALS_H_
#define SAKIP_SERVICES_BUDGET_REFUSALS_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "common/fault/fault.h"

namespace sakip::budget {

// Collects refusals of one reason, so that a caller learns of all of them at once.
class Refusals {
 public:
  explicit Refusals(fault::Reason reason) { fault_.reason = reason; }

  void Add(std::string field, std::string english, std::string indonesian);
  // A fact of the first refusal; later ones of the same key are dropped.
  void AddFact(std::string key, std::string value);

  // OK when nothing was added. Metadata "violations" counts them; at most fault::kViolationsMax
  // are listed.
  absl::Status ToStatus() const;

 private:
  fault::Fault fault_;
  size_t count_ = 0;
};

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_REFUSALS_H_
