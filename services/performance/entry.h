#ifndef SAKIP_SERVICES_PERFORMANCE_ENTRY_H_
#define SAKIP_SERVICES_PERFORMANCE_ENTRY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/performance/plan.h"
#include "services/performance/realisasi.h"

// What may be entered as realisasi, and what an entry changes.
namespace sakip::performance {

// A realisasi as it arrives.
struct Entry {
  std::string field;  // its path in the request: "realisasi", "realisasi[3]"
  std::string indikator;
  std::string periode;
  StatusRealisasi status = StatusRealisasi::kMissing;
  // The value as people write it, as systems do, or both agreeing.
  std::string teks;
  std::string angka;
  std::string satuan;
  std::string alasan;
  Narasi narasi;
  std::string etag;
};

struct EntryRules {
  std::string satker;  // "6474": whose indikator may be named
  int tahun = 0;       // in which every period lies
  // From a document of the past: a text without number or in another unit is kept as written,
  // but not "NaN" or "Inf", which are broken numbers.
  bool historis = false;
  // MISSING with the stored etag and a reason, and nothing else, takes a stored value back.
  bool may_withdraw = false;
  int64_t now_us = 0;
};

// The entries as values to store, in their order. Refused with everything found at once:
// kInvalidField for a broken rule, a period or indikator of elsewhere, one entered twice; then
// kUnknownReference for indikator that `plan` does not hold.
absl::StatusOr<std::vector<Realisasi>> CheckEntries(const Plan& plan, const EntryRules& rules,
                                                    const std::vector<Entry>& entries);

// kEtagMismatch unless `etag` is that of the stored realisasi, or empty where there is none yet.
absl::Status CheckEtag(const std::vector<Realisasi>& stored, const Realisasi& entered,
                       const std::string& etag);

struct Merged {
  std::vector<Realisasi> changed;  // to write: new, or other content than the stored one
  std::vector<Realisasi> all;      // of the office-year afterwards, by indikator and period
};

// `stored` and `entered` are of one office-year; `entries[i]` is where `entered[i]` came from.
// Refused as kInvalidField: an indikator that would have values of a year and of its periods, or of
// months and of quarters, since they would count twice; a withdrawn value (MISSING) counts not at
// all.
absl::StatusOr<Merged> Merge(const std::vector<Realisasi>& stored,
                             const std::vector<Realisasi>& entered,
                             const std::vector<Entry>& entries);

// `all` and `entered` are of one office-year, `all` after the merge; the rest as for Merge. Refused
// as kInvalidField: an entered value with which a CUMULATIVE indikator falls from one measured
// period to the next. Values that are no number or in another unit are passed over.
absl::Status CheckCumulative(const Plan& plan, const std::vector<Realisasi>& all,
                             const std::vector<Realisasi>& entered,
                             const std::vector<Entry>& entries);

}  // namespace sakip::performance

#endif  // SAKIP_SERVICES_PERFORMANCE_ENTRY_H_
