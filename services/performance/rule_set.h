#ifndef SAKIP_SERVICES_PERFORMANCE_RULE_SET_H_
#define SAKIP_SERVICES_PERFORMANCE_RULE_SET_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/ratio/ratio.h"

// How capaian is computed in a span of fiscal years. Immutable once read; thread-safe.
namespace sakip::performance {

// T = target, R = realisasi.
enum class Rumus {
  kRasio,   // R / T × 100
  kCermin,  // (2T − R) / T × 100: as far under the target as it was over it, mirrored at 100
};

// What a target of 0, by which every formula divides, means.
enum class TargetNol {
  kStatus,          // no number: T_ZERO
  kSeratusAtauNol,  // 100 when the realisasi is 0 (or less), else 0
};

enum class Agregasi { kRerata };

// A band [dari, dari of the next) on the exact capped value; the lowest is open below.
struct Kategori {
  std::string nama;
  std::optional<ratio::Ratio> dari;
};

struct RuleSet {
  std::string id;  // "capaian-2015@<first 12 hex digits of the SHA-256 of its file>"
  int tahun_dari = 0;
  std::optional<int> tahun_sampai;  // inclusive; unset: still in force
  Rumus maximize = Rumus::kRasio;
  Rumus minimize = Rumus::kCermin;
  TargetNol maximize_nol = TargetNol::kStatus;
  TargetNol minimize_nol = TargetNol::kStatus;
  std::optional<ratio::Ratio> batas_atas;   // percent; unset: no cap
  std::optional<ratio::Ratio> batas_bawah;  // percent; unset: no floor
  Agregasi agregasi = Agregasi::kRerata;
  std::vector<Kategori> kategori;  // ascending
};

// INVALID_ARGUMENT with the first thing wrong: years, cap below floor, bands not ascending.
absl::Status CheckRuleSet(const RuleSet& rules);

// `value` within cap and floor.
ratio::Ratio Batasi(const RuleSet& rules, const ratio::Ratio& value);

// Name of the band that holds `value`.
std::string KategoriOf(const RuleSet& rules, const ratio::Ratio& value);

// All rule sets of one instrument.
class RuleBook {
 public:
  // INVALID_ARGUMENT when one is invalid or two cover the same year.
  static absl::StatusOr<RuleBook> Of(std::vector<RuleSet> sets);

  // The set of a fiscal year; null when none covers it.
  const RuleSet* ForYear(int tahun) const;

 private:
  explicit RuleBook(std::vector<RuleSet> sets) : sets_(std::move(sets)) {}

  std::vector<RuleSet> sets_;  // by tahun_dari
};

}  // namespace sakip::performance

#endif  // SAKIP_SERVICES_PERFORMANCE_RULE_SET_H_
