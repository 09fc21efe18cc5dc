#ifndef SAKIP_SERVICES_BUDGET_SKOR_H_
#define SAKIP_SERVICES_BUDGET_SKOR_H_

#include <optional>
#include <string>
#include <vector>

#include "common/ratio/ratio.h"

// A score of an office (IKPA, NKA) and how it came about. Pure; thread-safe. Every number is exact;
// the one exception is a geometric mean (skor_langkah.h), cut to 20 decimals.
namespace sakip::budget {

struct MasukanSkor {
  std::string nama;    // as the step's `rumus` calls it: "RPD", "deviasi_51"
  std::string nilai;   // as officials read it, rounded to 8 decimals: "1.900.000.000", "1,33333333"
  ratio::Ratio tepat;  // the same, exact
  bool operator==(const MasukanSkor&) const = default;
};

// One calculation. `rumus` holds names of `masukan`, numbers ("9,7"), + − × /, brackets, |x|,
// min(a; b), max(a; b) and rerata_geometrik(a; b; ...); with the exact inputs it is `hasil`.
struct LangkahSkor {
  std::string nama;
  std::string rumus;
  std::vector<MasukanSkor> masukan;
  ratio::Ratio hasil;
  bool operator==(const LangkahSkor&) const = default;
};

// The rumus with the figures in place of the names: "min(100; |148 − 150| / 150 × 100)".
std::string DenganAngka(const LangkahSkor& langkah);

// Only a component with a value counts; the weights of the others are shared out by those that do.
enum class StatusKomponen {
  kDihitung,
  kTidakBerlaku,    // does not exist for this office: no contracts
  kBelumAda,        // facts are missing
  kTidakTerhitung,  // the formula would divide by zero
};

// The value of a component before it is weighted. `nilai` is 0..100 and set when kDihitung; else
// `alasan` says in Indonesian why not.
struct NilaiKomponen {
  StatusKomponen status = StatusKomponen::kBelumAda;
  std::optional<ratio::Ratio> nilai;
  std::string alasan;
  std::vector<LangkahSkor> langkah;  // what led to it, in the order of calculation
  bool operator==(const NilaiKomponen&) const = default;
};

struct KomponenSkor {
  std::string kode;    // "DEVIASI_HALAMAN_III"
  std::string nama;    // "Deviasi Halaman III DIPA"
  std::string aspek;   // empty where the rule set has no aspek
  ratio::Ratio bobot;  // percent of its aspek, or of the whole, as in the rule set
  StatusKomponen status = StatusKomponen::kBelumAda;
  std::optional<ratio::Ratio> nilai;
  ratio::Ratio bobot_efektif;  // percent of the whole, others having dropped out; 0: dropped out
  ratio::Ratio sumbangan;      // nilai × bobot_efektif / 100
  std::string alasan;
  std::vector<LangkahSkor> langkah;  // what led to nilai, in the order of calculation
  bool operator==(const KomponenSkor&) const = default;
};

struct Skor {
  std::string aturan;                  // id of the rule set
  std::vector<KomponenSkor> komponen;  // in the order of the rule set
  std::vector<LangkahSkor> langkah;    // from the components to hasil, which the last one has
  std::vector<std::string> catatan;    // Indonesian: what was left out, and why
  ratio::Ratio pengurang;              // points taken from the weighted sum
  std::optional<ratio::Ratio> hasil;   // 0..100; nothing when no component has a value
  std::string alasan;                  // set without hasil
  bool operator==(const Skor&) const = default;
};

// A fact from outside the ledger: a value of 0..100 or, on its own, that there can be none.
struct NilaiDiberikan {
  std::optional<ratio::Ratio> nilai;
  bool tidak_berlaku = false;
  bool operator==(const NilaiDiberikan&) const = default;
};

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_SKOR_H_
