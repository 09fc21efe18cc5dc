#ifndef SAKIP_SERVICES_BUDGET_SKOR_HANDLERS_H_
#define SAKIP_SERVICES_BUDGET_SKOR_HANDLERS_H_

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "common/store/store.h"
#include "sakip/budget/v1/laporan_anggaran_service.pb.h"

// IKPA and NKA of LaporanAnggaranService: the facts come from the journal, the revisions and
// halaman III, what only other systems know from the request. Both fold a year: LongRead.
namespace sakip::budget {

// NO_DATA when no rule set covers the year. INVALID_FIELD for a value outside 0..100.
absl::StatusOr<v1::GetIkpaResponse> GetIkpa(const store::Reader& reader, const rpc::Call& call,
                                            const v1::GetIkpaRequest& request);

// NO_DATA as above. INVALID_FIELD for an output that is listed twice or is none of the year's.
absl::StatusOr<v1::GetNkaResponse> GetNka(const store::Reader& reader, const rpc::Call& call,
                                          const v1::GetNkaRequest& request);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_SKOR_HANDLERS_H_
