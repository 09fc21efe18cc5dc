#ifndef SAKIP_SERVICES_PERFORMANCE_REALISASI_H_
#define SAKIP_SERVICES_PERFORMANCE_REALISASI_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/nilai/nilai.h"
#include "common/period/period.h"
#include "common/ratio/ratio.h"
#include "services/performance/plan.h"

namespace sakip::performance {

enum class StatusRealisasi { kMeasured, kNoCase, kNotApplicable, kMissing, kRejected };

struct Narasi {
  std::string uraian;
  std::string faktor_pendukung;
  std::string kendala;
  std::string tindak_lanjut;
  bool operator==(const Narasi&) const = default;
};

// The value of one indikator in one period.
struct Realisasi {
  std::string indikator;  // "satker/6474/indikator/3355.003"
  period::Periode periode;
  // A stored MISSING is a value that was withdrawn.
  StatusRealisasi status = StatusRealisasi::kMissing;
  // MEASURED: with a number, unless historis. Otherwise only `raw`.
  nilai::Nilai nilai;
  std::string alasan;
  Narasi narasi;
  bool historis = false;
  int64_t update_us = 0;  // microseconds since 1970-01-01T00:00Z of the last write
  std::string etag;       // of the stored content; filled by the repository
};

// The bytes an etag is the hash of: everything but name of the office, update_us and etag, each
// field with a big-endian 32-bit length before it, in the order of the struct.
std::string CanonicalBytes(const Realisasi& realisasi);

// "satker/6474/realisasi/3355.003~2017" for indikator "satker/6474/indikator/3355.003".
// INVALID_ARGUMENT when that would be longer than a name may be.
absl::StatusOr<std::string> RealisasiName(std::string_view indikator,
                                          const period::Periode& periode);

// The indikator and period of such a name; INVALID_ARGUMENT for any other text.
struct RealisasiKey {
  std::string indikator;
  period::Periode periode;
};
absl::StatusOr<RealisasiKey> ParseRealisasiName(std::string_view name);

// The same entry, whenever it was written.
bool SameContent(const Realisasi& a, const Realisasi& b);

// Leaves of each indikator only the narrative of its last entry that has one. `realisasi` is in the
// order of indikator and period.
void KeepNewestNarasi(std::vector<Realisasi>& realisasi);

// The value of the whole year that the periods of one indikator make.
struct NilaiTahun {
  StatusRealisasi status = StatusRealisasi::kMissing;
  nilai::Nilai nilai;  // for reading: rounded to 8 decimals where a mean does not end
  // Set when MEASURED and comparable: the exact number.
  std::optional<ratio::Ratio> angka;
  // The number as an expression of what was entered: "79,9", "(1 + 1 + 1)", "((80 + 90) / 2)".
  std::string ungkapan;
  std::string langkah;  // Indonesian step for the explanation; empty for a year's own value
  std::string alasan;   // why there is no number
};

// `realisasi` are those of one indikator and year, in the order of periods; empty: MISSING. Periods
// that are MEASURED make the number; without one, NO_CASE goes before NOT_APPLICABLE.
// Source: PMK 62/2023 and the manual of the Ministry of Finance name the modes sum, average and
// take-last-known.
NilaiTahun Akumulasikan(Akumulasi akumulasi, const std::vector<const Realisasi*>& realisasi);

// A number as the explanation prints it: at most 8 decimals; `exact` says whether that is all of
// it.
std::string Angka(const ratio::Ratio& value, bool* exact = nullptr);

}  // namespace sakip::performance

#endif  // SAKIP_SERVICES_PERFORMANCE_REALISASI_H_
