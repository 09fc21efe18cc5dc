#ifndef SAKIP_SERVICES_BUDGET_TUGAS_H_
#define SAKIP_SERVICES_BUDGET_TUGAS_H_

#include <string_view>

#include "absl/status/status.h"
#include "services/budget/buku.h"

// Separation of duties, by person and not by account (treasury practice: the officer who commits
// money is not the one who tests the bill, and the one who pays holds neither duty). Pure.
namespace sakip::budget {

// DUTY_CONFLICT (metadata duty, conflict) when the actor may not do `tugas` in this office-year:
//   PPK and PPSPM        never one person, whether held today or done earlier in the year
//   BENDAHARA            holds none of PPK, PPSPM, KPA
//   KPA                  may also be PPK or PPSPM
// `buku` holds what the actor did.
absl::Status CheckTugas(const Buku& buku, const Pelaku& pelaku, Tugas tugas);

// DUTY_CONFLICT when the actor is the person who made the thing he is to approve.
absl::Status CheckBukanSendiri(const Pelaku& pelaku, const Pencatat& pembuat,
                               std::string_view document);

std::string_view Nama(Tugas tugas);  // "PPSPM"

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_TUGAS_H_
