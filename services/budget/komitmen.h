#ifndef SAKIP_SERVICES_BUDGET_KOMITMEN_H_
#define SAKIP_SERVICES_BUDGET_KOMITMEN_H_

#include <string>

#include "absl/status/statusor.h"
#include "common/fault/fault.h"
#include "services/budget/buku.h"

// Contracts bind money before a bill comes. Pure; a refusal changes nothing.
namespace sakip::budget {

// Everything that is wrong with it by itself; `path` begins each field, "komitmen.".
void CheckKomitmen(const Komitmen& komitmen, const std::string& path,
                   fault::Violations* violations);

// By the PPK, dated the day it was signed. The same id and content again: nothing to write;
// ALREADY_EXISTS for other content and for a contract number in use. UNKNOWN_REFERENCE for a line
// that does not exist, PAGU_EXCEEDED naming every line that falls short, PERIOD_CLOSED,
// DUTY_CONFLICT, INVALID_FIELD for a date after today.
absl::StatusOr<Perubahan> CatatKomitmen(const Buku& buku, const Pelaku& pelaku,
                                        const Komitmen& komitmen);

// Gives what is not in a bill back to the lines: the contract is done or broken. By the PPK.
// NOT_FOUND, WRONG_STATE, PERIOD_CLOSED, DUTY_CONFLICT.
absl::StatusOr<Perubahan> LepasKomitmen(const Buku& buku, const Pelaku& pelaku,
                                        const std::string& id, period::Tanggal tanggal,
                                        const std::string& alasan);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_KOMITMEN_H_
