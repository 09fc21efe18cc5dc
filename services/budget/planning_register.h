#ifndef SAKIP_SERVICES_BUDGET_PLANNING_REGISTER_H_
#define SAKIP_SERVICES_BUDGET_PLANNING_REGISTER_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "common/rpc/client.h"
#include "services/budget/budget_records.h"
#include "services/budget/pagu.h"

namespace sakip::budget {

// What planning's registers say about an office-year, from one moment.
struct Register {
  DaftarKode kode;  // in force in the year
  Sumber sumber;
};

// Asks planning on behalf of the call's principal. UNKNOWN_REFERENCE, naming `parent`, for an
// unknown satker; planning's own refusals otherwise.
absl::StatusOr<Register> ReadRegister(const rpc::Client& planning, const rpc::Call& call,
                                      const std::string& parent, int32_t tahun);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_PLANNING_REGISTER_H_
