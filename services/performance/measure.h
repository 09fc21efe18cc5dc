#ifndef SAKIP_SERVICES_PERFORMANCE_MEASURE_H_
#define SAKIP_SERVICES_PERFORMANCE_MEASURE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "common/rpc/client.h"
#include "common/store/store.h"
#include "services/performance/entry.h"
#include "services/performance/pengukuran.h"
#include "services/performance/performance_repository.h"
#include "services/performance/plan.h"
#include "services/performance/rule_set.h"

// What the three writes of performance share: the plan is asked for before the transaction; in it
// the entries are checked and stored and the whole office-year is computed again.
namespace sakip::performance {

struct Prepared {
  OfficeYear year;
  const RuleSet* rules = nullptr;
  Plan plan;
};

// `field` is where the request names the year: refused when no rule set covers it. Planning's own
// refusals (an unknown satker) pass through.
absl::StatusOr<Prepared> PreparePlan(const rpc::Client& planning, const RuleBook& book,
                                     const rpc::Call& call, int tahun, const std::string& field);

struct Written {
  std::vector<Realisasi> realisasi;  // with `corrects`: the entered ones as they are stored now
  int changed = 0;                   // of them, new or different
  std::vector<Capaian> capaian;      // of the office-year
};

// With `corrects`, an entry whose realisasi exists must bring its etag.
struct MeasureOptions {
  bool historis = false;
  bool corrects = false;
};
absl::StatusOr<Written> Measure(store::Txn& txn, const rpc::Call& call, const Prepared& prepared,
                                const std::vector<Entry>& entries, const MeasureOptions& options);

}  // namespace sakip::performance

#endif  // SAKIP_SERVICES_PERFORMANCE_MEASURE_H_
