#ifndef SAKIP_SERVICES_PERFORMANCE_CAPAIAN_H_
#define SAKIP_SERVICES_PERFORMANCE_CAPAIAN_H_

#include <optional>
#include <string>
#include <vector>

#include "common/nilai/nilai.h"
#include "common/ratio/ratio.h"
#include "services/performance/plan.h"
#include "services/performance/realisasi.h"
#include "services/performance/rule_set.h"

namespace sakip::performance {

enum class StatusCapaian {
  kComputed,
  kNoCase,
  kNotApplicable,
  kMissing,
  kTZero,
  kUnitMismatch,
};

// The capaian of one row of an agreement with the target, the year's realisasi and the rule set it
// was computed from.
struct Capaian {
  std::string perjanjian;
  JenisPerjanjian jenis = JenisPerjanjian::kKetua;
  std::string unit_kerja;
  int nomor = 0;
  std::string sasaran;
  std::string indikator;
  std::string uraian;
  std::string kode_output;
  nilai::Nilai target;
  StatusRealisasi status_realisasi = StatusRealisasi::kMissing;
  nilai::Nilai realisasi;
  StatusCapaian status = StatusCapaian::kMissing;
  std::optional<ratio::Ratio> mentah;    // percent; set when COMPUTED
  std::optional<ratio::Ratio> dibatasi;  // the same within the rule set's cap and floor
  std::string kategori;
  std::string aturan;  // id of the rule set
  // Indonesian steps. The one that starts with "Perhitungan: " holds an expression that evaluates
  // to `mentah`.
  std::vector<std::string> penjelasan;
  std::string alasan;  // set unless COMPUTED
  bool operator==(const Capaian&) const = default;
};

// What is asked first decides: the realisasi's own state (NOT_APPLICABLE, NO_CASE, MISSING), then a
// target of 0 or below (T_ZERO), then number and unit of both sides (UNIT_MISMATCH), then the
// formula of the polarity.
Capaian HitungCapaian(const Perjanjian& perjanjian, const BarisPerjanjian& baris,
                      const Indikator& indikator, const NilaiTahun& realisasi,
                      const RuleSet& rules);

}  // namespace sakip::performance

#endif  // SAKIP_SERVICES_PERFORMANCE_CAPAIAN_H_
