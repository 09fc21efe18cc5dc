#ifndef SAKIP_SERVICES_BUDGET_TAGIHAN_H_
#define SAKIP_SERVICES_BUDGET_TAGIHAN_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/fault/fault.h"
#include "services/budget/buku.h"

// A bill from draft to payment:
//
//   DRAFT -> SPP_ISSUED -> SPP_TESTED -> SPM_ISSUED -> SENT -> SP2D_ISSUED
//     any state before SP2D_ISSUED -> REJECTED; before SENT, past its last day -> EXPIRED
//
// The SPP reserves, the SP2D turns the reservation into realisasi, REJECTED and EXPIRED give it
// back. Each function decides one step on what is stored; all are pure and change nothing when they
// refuse. Besides what each says:
//   NOT_FOUND         no tagihan of that id
//   WRONG_STATE       the step does not follow its state; metadata state, required
//   DOCUMENT_EXPIRED  a step after berlaku_sampai; what was sent is paid or refused without an end
//   DUTY_CONFLICT     tugas.h; the maker, the PPK and the PPSPM of one bill are three persons
//   PERIOD_CLOSED     a step that moves money, dated in a closed month
//   ALREADY_EXISTS    a number that another document of the office-year bears; field named
//   INVALID_FIELD     a date after today, before the step it follows, or outside the year
namespace sakip::budget {

// Everything that is wrong with a new bill by itself: lines given or missing for its kind, one line
// twice, a line of another year, amounts out of range, komitmen given or missing, deductions or
// grant money where they do not belong, a day that lies before another it must follow. `path`
// begins each field, "tagihan.".
void CheckTagihan(const Tagihan& tagihan, const std::string& path, fault::Violations* violations);

// A draft; reserves nothing. The same id and content again: nothing to write. ALREADY_EXISTS with
// the differing fields for other content; UNKNOWN_REFERENCE for a line or komitmen that does not
// exist; WRONG_STATE for a komitmen that is not active; INVALID_FIELD for an SPHL on a line that is
// not of HIBAH, a line of HIBAH in anything else, and a line that the komitmen does not have.
absl::StatusOr<Perubahan> BuatTagihan(const Buku& buku, const Pelaku& pelaku,
                                      const Tagihan& tagihan);

// What a step brings.
struct IsiLangkah {
  std::string id;
  std::string nomor;
  period::Tanggal tanggal = period::Tanggal::FromEpochDays(0);
};

// By the PPK. PAGU_EXCEEDED when a line has less left; AMOUNT_EXCEEDED when the komitmen has. Every
// line that falls short is named. INVALID_FIELD for a day before the komitmen was signed or after
// it ended.
absl::StatusOr<Perubahan> TerbitkanSpp(const Buku& buku, const Pelaku& pelaku,
                                       const IsiLangkah& isi);

// By the PPSPM: the papers were tested and found right. Moves nothing, bears no number.
absl::StatusOr<Perubahan> UjiSpp(const Buku& buku, const Pelaku& pelaku, const IsiLangkah& isi);

// By the PPSPM who tested. INVALID_FIELD when the deductions exceed the gross amount.
absl::StatusOr<Perubahan> TerbitkanSpm(const Buku& buku, const Pelaku& pelaku,
                                       const IsiLangkah& isi, money::Rupiah potongan);

// By the PPSPM, to the paying office. Moves nothing, bears no number.
absl::StatusOr<Perubahan> KirimSpm(const Buku& buku, const Pelaku& pelaku, const IsiLangkah& isi);

struct IsiSp2d {
  IsiLangkah langkah;  // number and date of the SP2D
  // What was paid, gross; empty: all of it. Less than the SPM gives the rest of the reservation
  // back to where it came from, in the same transaction's company.
  std::vector<Rincian> dibayar;
  // The day it is entered under when the SP2D's own month is closed; unset: its own.
  std::optional<period::Tanggal> tanggal_buku;
};

// AMOUNT_EXCEEDED when more is paid than the SPM has on a line, or less than its deductions; for
// GUP, GUP NIHIL and PTUP when the treasurer's UP or TUP is less than what was spent from it, for
// SP4HL when the grant money is.
absl::StatusOr<Perubahan> CatatSp2d(const Buku& buku, const Pelaku& pelaku, const IsiSp2d& isi);

// Refused or withdrawn: before its SPM by its maker, a PPK or a PPSPM; after it by a PPK or a
// PPSPM; once sent, when the paying office has it, by a PPSPM, a BENDAHARA or a system that reports
// what that office did, which is whoever has the permission and none of an office's duties
// (jabatan). Everybody else: DUTY_CONFLICT. A paid one cannot be (treasury rule): WRONG_STATE names
// the correction as the way.
absl::StatusOr<Perubahan> TolakTagihan(const Buku& buku, const Pelaku& pelaku,
                                       const IsiLangkah& isi, const std::string& alasan);

// Gives back the reservations of every unfinished tagihan that was not sent and every active
// komitmen whose last day is before `per_tanggal`, dated that day or, after the fiscal year, its 31
// December. Writes nothing when there is none. INVALID_FIELD when `per_tanggal` is after today or
// before the year of something that it ends. `buku` was loaded with belum_selesai.
absl::StatusOr<Perubahan> LepasKedaluwarsa(const Buku& buku, const Pelaku& pelaku,
                                           period::Tanggal per_tanggal);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_TAGIHAN_H_
