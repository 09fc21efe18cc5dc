#ifndef SAKIP_SERVICES_BUDGET_REKONSILIASI_H_
#define SAKIP_SERVICES_BUDGET_REKONSILIASI_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "common/store/store.h"
#include "services/budget/laporan/rekonsiliasi.h"

// Figures of other systems between the store and the comparison (laporan/rekonsiliasi.h).
namespace sakip::budget {

// Keeps `set`, of lines of the call's office in `tahun`, and names it to the change feed. Nothing
// to write when the same is stored; ALREADY_EXISTS, with every line that differs, when other
// figures of the source and day are. Its answer is how many lines differ from the journal then.
absl::StatusOr<int32_t> SimpanPembanding(store::Txn& txn, const rpc::Call& call, int32_t tahun,
                                         const SetPembanding& set);

// Every difference of an office-year, by line, then source.
absl::StatusOr<std::vector<Selisih>> MuatSelisih(const store::Reader& reader,
                                                 std::string_view satker, int32_t tahun,
                                                 period::Tanggal hari_ini, bool dengan_selesai);

// That of one line and source that is not settled; NOT_FOUND when there is none. Reads the journal
// of that line only.
absl::StatusOr<Selisih> CariSelisih(const store::Reader& reader, std::string_view satker,
                                    const std::string& pagu, SumberPembanding sumber,
                                    period::Tanggal hari_ini);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_REKONSILIASI_H_
