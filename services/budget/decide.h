#ifndef SAKIP_SERVICES_BUDGET_DECIDE_H_
#define SAKIP_SERVICES_BUDGET_DECIDE_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/fault/fault.h"
#include "services/budget/buku.h"
#include "services/budget/pagu.h"
#include "services/budget/refusals.h"

// Whether lines and postings may be entered, and what has to be written then. Pure.
namespace sakip::budget {

// What is asked for.
struct Usulan {
  enum class Bentuk { kImport, kSatuRealisasi };
  Bentuk bentuk =
      Bentuk::kImport;  // decides the field paths: "realisasi[3].pagu", "realisasi.pagu"
  std::string satker;   // "6474"
  int32_t tahun = 0;
  std::vector<Pagu> pagu;
  std::vector<Realisasi> realisasi;
  period::Tanggal hari_ini = period::Tanggal::FromEpochDays(0);  // no posting is of a later day
};

// Everything that is wrong with the proposal by itself, whatever is stored: ids that do not match
// the codes or the year, dates outside the year, amounts out of range, one name twice.
void CheckUsulan(const Usulan& usulan, fault::Violations* violations);

// Decides on a proposal that CheckUsulan found nothing in. What is stored with the same content is
// skipped. Refusals, in this order, each with every place it was found at:
//   WRONG_STATE        a new line after the first approved revisi: then a pagu changes by a revisi
//   PERIOD_CLOSED      a new posting dated in a closed month; a new line when January is closed
//   UNKNOWN_REFERENCE  a new line's code that `kode` does not have, or not under that parent; a
//                      posting to a line that is neither stored nor proposed
//   ALREADY_EXISTS     a stored line or posting with other content; the differing fields. A payment
//                      whose SP2D is that of a bill, is on that line by another posting, or has
//                      another date there. Postings of one SP2D share its number, a line each
//   AMOUNT_OVERFLOW    the office's total pagu leaves int64
//   PAGU_EXCEEDED      a posting above what its line has left after those before it, the pagu of
//                      this import included
//   MESSAGE_TOO_LARGE  more than kWritesMax records
// A pagu of 0 makes a line without a transaction: an entry is above 0.
// A posting has no second signature; who may enter it is the caller's permission and
// CatatPemosting.
absl::StatusOr<Perubahan> Decide(const Buku& buku, const Usulan& usulan, const DaftarKode& kode);

// Who posts a payment does the duty of BENDAHARA: of a person who holds it, DUTY_CONFLICT when
// tugas.h bars him, otherwise the duty is recorded in `perubahan`. Nothing when it brings no new
// posting, or the actor is a system.
absl::Status CatatPemosting(const Buku& buku, const Pelaku& pelaku, Perubahan* perubahan);

// Adds UNKNOWN_REFERENCE for each code of a new line that `daftar` does not have, or not under that
// parent. `path` begins each field.
void CheckTerdaftar(const Pagu& pagu, const DaftarKode& daftar, const std::string& path,
                    Refusals* refusals);

// What the lines' codes are in `daftar`, each once, without those that `buku` has. All are there.
std::vector<Kode> SnapshotBaru(const Buku& buku, const std::vector<Pagu>& pagu,
                               const DaftarKode& daftar);

// A batch of postings: what is written, and what each was answered, in the order given.
struct Putusan {
  Perubahan perubahan;
  std::vector<absl::Status> satu_satu;  // OK: taken now, or stored already with the same content
};

// Decides postings one by one in the order given, without lines: a refused one leaves the others.
// Each is checked as CheckUsulan and Decide would; the call fails with MESSAGE_TOO_LARGE only.
absl::StatusOr<Putusan> DecideSatuSatu(const Buku& buku, const Usulan& usulan);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_DECIDE_H_
