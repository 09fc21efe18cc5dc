#ifndef SAKIP_SERVICES_BUDGET_KOREKSI_H_
#define SAKIP_SERVICES_BUDGET_KOREKSI_H_

#include <cstdint>
#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "common/fault/fault.h"
#include "services/budget/buku.h"

// Setoran (money that comes back) and koreksi (an entry undone and replaced). Nothing is changed in
// place: both are new transactions that name the one they concern. Pure.
namespace sakip::budget {

// What is left of the realisasi that transaction `nomor` made, by line: its own effect and those of
// all that refer to it, and of theirs. `buku` was loaded with it. Empty when nothing is left.
std::map<std::string, money::Rupiah> Tersisa(const Buku& buku, int64_t nomor);

// Whether a kPembalik refers to `nomor`.
bool SudahDibalik(const Buku& buku, int64_t nomor);

void CheckSetoran(const Setoran& setoran, const std::string& path, fault::Violations* violations);

// By the bendahara. The same id and content again: nothing to write; ALREADY_EXISTS for other
// content and for a receipt number in use. NOT_FOUND for an unknown transaction, WRONG_STATE for
// one of a kind that pays nothing or that was undone, AMOUNT_EXCEEDED when a line gets back more
// than is left of the payment there, when UP, TUP or returned transfers are less;
// INVALID_FIELD, PERIOD_CLOSED, DUTY_CONFLICT.
absl::StatusOr<Perubahan> CatatSetoran(const Buku& buku, const Pelaku& pelaku,
                                       const Setoran& setoran);

void CheckKoreksi(const Koreksi& koreksi, const std::string& path, fault::Violations* violations);

// Checks all that PutuskanKoreksi checks, and keeps the request.
absl::StatusOr<Perubahan> AjukanKoreksi(const Buku& buku, const Pelaku& pelaku,
                                        const Koreksi& koreksi);

// Approves or rejects, by another person: PPK, PPSPM or KPA. On approval, in one commit, a
// kPembalik of what is left of the transaction and, unless `pengganti` is empty, a kKoreksi:
//   NOT_FOUND         no such transaction
//   WRONG_STATE       one of a kind that cannot be undone: a reversal, a reservation, a revisi
//   ALREADY_REVERSED  it was undone before; metadata by
//   INVALID_FIELD     a payment whose total would change
//   PAGU_EXCEEDED     a line of `pengganti` has less left
//   UNKNOWN_REFERENCE, PERIOD_CLOSED, DUTY_CONFLICT
absl::StatusOr<Perubahan> PutuskanKoreksi(const Buku& buku, const Pelaku& pelaku,
                                          const std::string& id, bool setuju,
                                          const std::string& alasan);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_KOREKSI_H_
