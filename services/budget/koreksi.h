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

// The transaction that `nomor` stands in place of, through all corrections: itself when it is no
// kKoreksi. A kKoreksi is written right after the kPembalik of its koreksi, which names what it
// replaces. Null when that was not loaded.
const TransaksiJurnal* Asal(const Buku& buku, int64_t nomor);

// What came back of transfers of `nomor`, and of what it replaces, and was not paid again; of a
// kRetur, what is left of it.
money::Rupiah ReturTerbuka(const Buku& buku, int64_t nomor);

// Whether `nomor` paid by a transfer that can come back: GUP nihil, PTUP, SPHL and SP4HL transfer
// nothing, UP and TUP go back by setoran. Its bill was loaded with it.
bool Ditransfer(const Buku& buku, int64_t nomor);

// What of it may still come back: what is left of it, without the deductions of its SPM (never
// transferred) and without what came back already. 0 when nothing was transferred.
money::Rupiah DapatDiretur(const Buku& buku, int64_t nomor);

void CheckSetoran(const Setoran& setoran, const std::string& path, fault::Violations* violations);

// By the bendahara. The same id and content again: nothing to write; ALREADY_EXISTS for other
// content and for a receipt number in use. NOT_FOUND for an unknown transaction, WRONG_STATE for
// one of a kind that pays nothing, that stands for a saldo impor, of which nothing was transferred
// (kRetur) or that was undone; AMOUNT_EXCEEDED when a line gets back more than is left of the
// payment there, all lines more than is left without its open retur, a retur more than
// DapatDiretur, when UP, TUP or returned transfers are less;
// INVALID_FIELD, PERIOD_CLOSED, DUTY_CONFLICT.
absl::StatusOr<Perubahan> CatatSetoran(const Buku& buku, const Pelaku& pelaku,
                                       const Setoran& setoran);

void CheckKoreksi(const Koreksi& koreksi, const std::string& path, fault::Violations* violations);

// Checks all that PutuskanKoreksi checks, and keeps the request.
absl::StatusOr<Perubahan> AjukanKoreksi(const Buku& buku, const Pelaku& pelaku,
                                        const Koreksi& koreksi);

// Approves or rejects, by another person: PPK, PPSPM or KPA. On approval, in one commit, a
// kPembalik of what is left of the transaction and, unless `pengganti` is empty, a kKoreksi:
//   of an SP2D, KOREKSI  it keeps its total, and its part of grants
//   of an imported SP2D  it may shrink or go, down to its open retur; it never grows
//   of a saldo impor     goes whole, without `pengganti`: a kKoreksi counts as documented, which it
//                        is not. What of it is right is posted anew as saldo impor
//   of a setoran         goes whole, without `pengganti`; what is right is entered anew
// Refusals:
//   NOT_FOUND         no such transaction
//   WRONG_STATE       one of a kind that cannot be undone: a reversal, a reservation, a revisi; a
//                     pengembalian whose payment was corrected since, a retur that was paid again,
//                     a payment of a retur that came back once more
//   ALREADY_REVERSED  it was undone before; metadata by
//   AMOUNT_EXCEEDED   the office holds less than a setoran that is undone brought
//   INVALID_FIELD     another total than above, or a `pengganti` where none may be
//   PAGU_EXCEEDED     a line of `pengganti` has less left
//   UNKNOWN_REFERENCE, PERIOD_CLOSED, DUTY_CONFLICT
absl::StatusOr<Perubahan> PutuskanKoreksi(const Buku& buku, const Pelaku& pelaku,
                                          const std::string& id, bool setuju,
                                          const std::string& alasan);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_KOREKSI_H_
