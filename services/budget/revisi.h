#ifndef SAKIP_SERVICES_BUDGET_REVISI_H_
#define SAKIP_SERVICES_BUDGET_REVISI_H_

#include <string>

#include "absl/status/statusor.h"
#include "common/fault/fault.h"
#include "services/budget/buku.h"

// Versions of an office's budget. One person proposes, another approves; the amounts move at the
// approval, dated as the revisi says. Pure; a refusal changes nothing.
namespace sakip::budget {

// Everything that is wrong with it by itself (`path` begins each field, "revisi."): codes (kode.h),
// one line twice, amounts out of range, halaman III with one cell twice, an approval by
// others than the KPA without its number, what its kind and its authority may not do by itself:
//   KPA      POK only: PERGESERAN or ADMINISTRASI, no halaman III, and not after 27 December
//            (PMK 62/2023: shifts between RO of one KRO, within one RO, akun, data)
//   KANWIL   everything but the first DIPA
//   DJA      everything
// The dated table of these is in kewenangan.cc.
void CheckRevisi(const Revisi& revisi, const std::string& path, fault::Violations* violations);

// The same id and content again: nothing to write; ALREADY_EXISTS for other content. What
// PutuskanRevisi would refuse is refused here already, so that a proposal can be approved as long
// as nothing moved. `kode` is planning's register. UNKNOWN_REFERENCE as in decide.h.
absl::StatusOr<Perubahan> AjukanRevisi(const Buku& buku, const Pelaku& pelaku, const Revisi& revisi,
                                       const DaftarKode& kode);

// Approves or rejects, by another person than the proposer: a KPA revisi by the KPA, any other by a
// national administrator who is not the office's KPA, for the letter is not the office's. `buku`
// has all lines. NOT_FOUND; WRONG_STATE when it is decided already; DUTY_CONFLICT. On approval
// also:
//   WRONG_STATE              `nomor` is not the next number (0 and 1 both are where lines came by
//                            import); a date before that of the revisi before
//   REVISION_BELOW_REALISED  a line would fall below komitmen + SPP + SPM + realisasi; every such
//                            line, with its floor
//   ALREADY_EXISTS           a stored line listed with other codes or sumber dana
//   INVALID_FIELD            the total does not change under PAGU_BERUBAH; an amount changes under
//                            ADMINISTRASI; the total of a sumber dana changes under PERGESERAN, or
//                            under KPA that of one in a KRO (output without its RO)
//   AMOUNT_OVERFLOW, PERIOD_CLOSED, UNKNOWN_REFERENCE
absl::StatusOr<Perubahan> PutuskanRevisi(const Buku& buku, const Pelaku& pelaku,
                                         const std::string& id, bool setuju,
                                         const std::string& alasan, const DaftarKode& kode);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_REVISI_H_
