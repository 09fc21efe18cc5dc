#ifndef SAKIP_SERVICES_BUDGET_SKOR_RULES_H_
#define SAKIP_SERVICES_BUDGET_SKOR_RULES_H_

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "services/budget/ikpa.h"
#include "services/budget/nka.h"

// The rule sets that ship with the program: services/budget/rules, put into it at build time.
// Immutable once read; thread-safe.
namespace sakip::budget {

// The rule sets of one score. `Rules` is IkpaRules or NkaRules.
template <typename Rules>
class SkorRuleBook {
 public:
  // INVALID_ARGUMENT when one is invalid or two cover the same year.
  static absl::StatusOr<SkorRuleBook> Of(std::vector<Rules> sets) {
    std::sort(sets.begin(), sets.end(),
              [](const Rules& a, const Rules& b) { return a.tahun_dari < b.tahun_dari; });
    for (size_t i = 0; i < sets.size(); ++i) {
      if (absl::Status status = CheckRules(sets[i]); !status.ok()) {
        return absl::InvalidArgumentError(
            absl::StrCat("rule set ", sets[i].id, ": ", status.message()));
      }
      if (i > 0 && sets[i - 1].tahun_sampai.value_or(sets[i].tahun_dari) >= sets[i].tahun_dari) {
        return absl::InvalidArgumentError(
            absl::StrCat("rule sets ", sets[i - 1].id, " and ", sets[i].id, " share a year"));
      }
    }
    return SkorRuleBook(std::move(sets));
  }

  // The set of a fiscal year; null when none covers it.
  const Rules* ForYear(int tahun) const {
    for (const Rules& rules : sets_) {
      if (rules.tahun_dari <= tahun && tahun <= rules.tahun_sampai.value_or(tahun)) {
        return &rules;
      }
    }
    return nullptr;
  }

 private:
  explicit SkorRuleBook(std::vector<Rules> sets) : sets_(std::move(sets)) {}

  std::vector<Rules> sets_;  // by tahun_dari
};

struct SkorRules {
  SkorRuleBook<IkpaRules> ikpa;
  SkorRuleBook<NkaRules> nka;
};

// The bytes of each file; generated.
const std::vector<std::string_view>& ShippedIkpaFiles();
const std::vector<std::string_view>& ShippedNkaFiles();

// One rule set in protobuf's text format. INVALID_ARGUMENT with line and column for text that does
// not parse, and for values that mean nothing; not yet checked as a whole (SkorRuleBook::Of).
absl::StatusOr<IkpaRules> ParseIkpaRules(std::string_view textproto);
absl::StatusOr<NkaRules> ParseNkaRules(std::string_view textproto);

absl::StatusOr<SkorRules> ShippedSkorRules();

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_SKOR_RULES_H_
