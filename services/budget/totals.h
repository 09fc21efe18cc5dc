#ifndef SAKIP_SERVICES_BUDGET_TOTALS_H_
#define SAKIP_SERVICES_BUDGET_TOTALS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/money/money.h"
#include "common/ratio/ratio.h"
#include "services/budget/decide.h"

// Sums over the lines of one office-year (LRA: uraian, pagu, realisasi, sisa, %). Pure.
namespace sakip::budget {

struct BarisAnggaran {
  std::string kode;    // empty for the office's total
  std::string uraian;  // empty for the office's total
  money::Rupiah pagu;  // in force
  money::Rupiah realisasi;
  money::Rupiah sisa;                   // pagu - realisasi
  std::optional<ratio::Ratio> serapan;  // realisasi / pagu × 100, exact; nothing when pagu is 0

  bool operator==(const BarisAnggaran&) const = default;
};

struct Anggaran {
  // Each in the order of the codes.
  std::vector<BarisAnggaran> output;
  std::vector<BarisAnggaran> kegiatan;
  std::vector<BarisAnggaran> program;
  std::optional<BarisAnggaran> total;  // nothing when there is no line
  money::Rupiah saldo_impor;           // of the realisasi, what came without documents

  bool operator==(const Anggaran&) const = default;
};

// AMOUNT_OVERFLOW when a sum leaves int64. The label of an output is that of its own line, and
// where it has only deeper lines the register's; kegiatan and program take the register's.
absl::StatusOr<Anggaran> Jumlahkan(const std::vector<Baris>& baris, const DaftarKode& kode);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_TOTALS_H_
