#ifndef SAKIP_SERVICES_BUDGET_BERKAS_IMPOR_H_
#define SAKIP_SERVICES_BUDGET_BERKAS_IMPOR_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "common/store/store.h"
#include "sakip/budget/v1/berkas_service.pb.h"
#include "services/budget/berkas_susun.h"

namespace sakip::budget {

// A list of payments, read.
struct Sp2dSiap {
  int32_t tahun = 0;
  bool per_baris = false;  // else nothing is entered when one row is refused
  IsiBerkas isi;
  std::vector<Sp2dBerkas> daftar;
};

// Enters one SP2D after the other, each whole or not at all. With `per_baris` refusals are in the
// answer; else they are the error: the reason of the first, and every row that was refused.
absl::StatusOr<v1::ImportBerkasSp2dResponse> ImporSp2d(store::Txn& txn, const rpc::Call& call,
                                                       const Sp2dSiap& siap);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_BERKAS_IMPOR_H_
