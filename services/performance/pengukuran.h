#ifndef SAKIP_SERVICES_PERFORMANCE_PENGUKURAN_H_
#define SAKIP_SERVICES_PERFORMANCE_PENGUKURAN_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/ratio/ratio.h"
#include "services/performance/capaian.h"
#include "services/performance/plan.h"
#include "services/performance/realisasi.h"
#include "services/performance/rule_set.h"

// A whole office-year: every row of every agreement and the means over them.
namespace sakip::performance {

enum class TingkatRekap { kSasaran, kPerjanjian, kSatker };

// Rows of one group by state, and the mean of the COMPUTED ones. No other row moves a mean.
struct RekapCapaian {
  TingkatRekap tingkat = TingkatRekap::kSatker;
  std::string perjanjian;  // of a sasaran and of an agreement
  std::string sasaran;     // of a sasaran
  std::optional<ratio::Ratio> rata_mentah;
  std::optional<ratio::Ratio> rata_dibatasi;
  std::string kategori;  // of rata_dibatasi
  int jumlah = 0;
  int computed = 0;
  int no_case = 0;
  int not_applicable = 0;
  int missing = 0;
  int t_zero = 0;
  int unit_mismatch = 0;
  std::string aturan;
  bool operator==(const RekapCapaian&) const = default;
};

// What is stored of one office-year beside its rows.
struct Ringkasan {
  // Each agreement's sasaran in the order of their first rows, then the agreement; the office last.
  std::vector<RekapCapaian> rekap;
  SourceRevision perencanaan;
  std::string aturan;
  std::string batas_atas;  // decimal percent; empty: no cap
  bool operator==(const Ringkasan&) const = default;
};

struct Pengukuran {
  std::vector<Capaian> capaian;  // by agreement and row
  Ringkasan ringkasan;
};

// Means over rows in any order; rows of one agreement need not stand together.
std::vector<RekapCapaian> Rekapitulasi(const std::vector<Capaian>& capaian, const RuleSet& rules);

// `realisasi` are all of the office-year, by indikator and period. INTERNAL when an agreement names
// an indikator that the plan does not hold, which planning rules out.
absl::StatusOr<Pengukuran> Ukur(const Plan& plan, const std::vector<Realisasi>& realisasi,
                                const RuleSet& rules);

}  // namespace sakip::performance

#endif  // SAKIP_SERVICES_PERFORMANCE_PENGUKURAN_H_
