#ifndef SAKIP_SERVICES_BUDGET_PERIODE_H_
#define SAKIP_SERVICES_BUDGET_PERIODE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/fault/fault.h"
#include "services/budget/buku.h"

// Months close in order, with the treasurer's book closing, and lock: nothing can be dated into a
// closed month any more, a late document is entered in an open one. Pure.
namespace sakip::budget {

// Sums over `buku`, which has all lines, and the realisasi of the journal's transactions dated in
// and up to `bulan`.
absl::StatusOr<Neraca> SusunNeraca(const Buku& buku, const std::vector<TransaksiJurnal>& jurnal,
                                   int32_t bulan);

// By the bendahara. WRONG_STATE when it is closed already or the month before is not (the months
// before the first transaction of the year close with it); PERIOD_NOT_OVER before its last day;
// INVALID_FIELD for a book closing before the month's last day or after today; DUTY_CONFLICT.
// `jurnal` is the whole journal of the year.
absl::StatusOr<Perubahan> TutupPeriode(const Buku& buku, const Pelaku& pelaku,
                                       const std::vector<TransaksiJurnal>& jurnal, int32_t tahun,
                                       int32_t bulan, period::Tanggal tutup_buku);

// A request with its reason; the last closed month only, so that months stay closed in order:
// WRONG_STATE. The same id and content again: nothing to write; ALREADY_EXISTS.
absl::StatusOr<Perubahan> AjukanPembukaan(const Buku& buku, const Pelaku& pelaku,
                                          const Pembukaan& pembukaan);

// By the KPA, who is another person than the one who asked. NOT_FOUND, WRONG_STATE, DUTY_CONFLICT.
absl::StatusOr<Perubahan> PutuskanPembukaan(const Buku& buku, const Pelaku& pelaku,
                                            const std::string& id, bool setuju,
                                            const std::string& alasan);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_PERIODE_H_
