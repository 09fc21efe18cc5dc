#ifndef SAKIP_SERVICES_BUDGET_LAPORAN_PERBANDINGAN_H_
#define SAKIP_SERVICES_BUDGET_LAPORAN_PERBANDINGAN_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/money/money.h"
#include "common/ratio/ratio.h"
#include "services/budget/kode.h"
#include "services/budget/totals.h"

// Two years of one office, code by code. Pure.
namespace sakip::budget {

struct BarisPerbandingan {
  std::string kode;  // of the later year; empty for earlier codes without a counterpart
  std::vector<std::string> kode_awal;  // of the earlier year that it stands for, in their order
  std::string uraian;                  // of the later year, else of the first of the earlier ones
  money::Rupiah pagu_awal;
  money::Rupiah realisasi_awal;
  money::Rupiah pagu;
  money::Rupiah realisasi;
  std::optional<ratio::Ratio> serapan_awal;  // percent, exact; nothing when its pagu is 0
  std::optional<ratio::Ratio> serapan;

  bool operator==(const BarisPerbandingan&) const = default;
};

// One list of Anggaran of each year (totals.h), of one level. By code of the later year; behind
// them earlier codes that the crosswalk does not know, one a row. A code that the later year has no
// line of any more is itself its counterpart within one generation of codes. AMOUNT_OVERFLOW.
absl::StatusOr<std::vector<BarisPerbandingan>> Bandingkan(const std::vector<BarisAnggaran>& awal,
                                                          int32_t tahun_awal,
                                                          const std::vector<BarisAnggaran>& akhir,
                                                          int32_t tahun,
                                                          const DaftarPadanan& padanan);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_LAPORAN_PERBANDINGAN_H_
