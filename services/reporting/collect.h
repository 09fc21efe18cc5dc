#ifndef SAKIP_SERVICES_REPORTING_COLLECT_H_
#define SAKIP_SERVICES_REPORTING_COLLECT_H_

#include <string>

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "common/rpc/client.h"
#include "services/reporting/lakip_data.h"

namespace sakip::reporting {

// The services that hold what a report is made of. They outlive the methods.
struct Peers {
  const rpc::Client* planning = nullptr;
  const rpc::Client* performance = nullptr;
  const rpc::Client* budget = nullptr;
};

// Takes one office-year from the three services, each from one moment that `sumber` names. The
// naskah, which reporting holds itself, is left unset. A peer's refusal comes back as it is.
absl::StatusOr<LakipData> Collect(const Peers& peers, const rpc::Call& call,
                                  const std::string& satker, int tahun);

}  // namespace sakip::reporting

#endif  // SAKIP_SERVICES_REPORTING_COLLECT_H_
