#ifndef SAKIP_SERVICES_PERFORMANCE_CAPAIAN_RULES_H_
#define SAKIP_SERVICES_PERFORMANCE_CAPAIAN_RULES_H_

#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/performance/rule_set.h"

// The rule sets that ship with the program: services/performance/rules, put into it at build time.
namespace sakip::performance {

// The bytes of each file; generated.
const std::vector<std::string_view>& ShippedRuleFiles();

// One CapaianRuleSet in protobuf's text format. INVALID_ARGUMENT with line and column for text that
// does not parse, and for values that mean nothing; not yet checked as a whole (RuleBook::Of).
absl::StatusOr<RuleSet> ParseRuleSet(std::string_view textproto);

absl::StatusOr<RuleBook> ShippedRules();

}  // namespace sakip::performance

#endif  // SAKIP_SERVICES_PERFORMANCE_CAPAIAN_RULES_H_
