#ifndef SAKIP_SERVICES_BUDGET_PROPOSAL_CHECK_H_
#define SAKIP_SERVICES_BUDGET_PROPOSAL_CHECK_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/budget/buku.h"

// What proposals that another person decides have in common: revisi, koreksi, pembukaan. Pure.
namespace sakip::budget {

// WRONG_STATE unless it is still to be decided.
absl::Status CheckBelumDiputus(StatusUsulan status, const std::string& document);

// DUTY_CONFLICT unless the actor holds one of `boleh` today, or when tugas.h bars him from it;
// otherwise which one he acts under.
absl::StatusOr<Tugas> CheckBertindak(const Buku& buku, const Pelaku& pelaku,
                                     const std::vector<Tugas>& boleh);

// DUTY_CONFLICT unless the actor is a national administrator and not the office's KPA.
absl::Status CheckNasional(const Pelaku& pelaku);

// WRONG_STATE for a transaction that a setoran or koreksi cannot refer to: "transaction 7 " and
// why.
absl::Status TidakDapatDiacu(int64_t nomor, const std::string& required, const std::string& english,
                             const std::string& indonesian);

// INVALID_FIELD ("alasan") for a rejection without a reason.
absl::Status CheckAlasan(bool setuju, const std::string& alasan);

// Marks a proposal as decided by the actor.
template <class Usul>
void Putuskan(const Pelaku& pelaku, bool setuju, const std::string& alasan, Usul* usul) {
  usul->status = setuju ? StatusUsulan::kDisetujui : StatusUsulan::kDitolak;
  usul->pemutus = pelaku.pencatat;
  usul->alasan_putusan = alasan;
}

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_PROPOSAL_CHECK_H_
