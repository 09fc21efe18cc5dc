#ifndef SAKIP_SERVICES_BUDGET_LAPORAN_PENARIKAN_H_
#define SAKIP_SERVICES_BUDGET_LAPORAN_PENARIKAN_H_

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/money/money.h"
#include "common/period/period.h"
#include "common/ratio/ratio.h"
#include "services/budget/dokumen.h"
#include "services/budget/ledger.h"
#include "services/budget/pagu.h"

// Realisasi against halaman III of the DIPA by month and jenis belanja. Pure.
namespace sakip::budget {

// Halaman III as in force at the end of each month, whole; empty where none was yet.
using RencanaAkhirBulan = std::array<std::vector<RencanaPenarikan>, 12>;

// One jenis belanja, January first; nothing for lines without an akun.
using KunciJenis = std::optional<JenisBelanja>;
struct BulananJenis {
  std::array<money::Rupiah, 12> pagu{};     // in force at the end of the month
  std::array<money::Rupiah, 12> rencana{};  // halaman III in force at the end of the month
  std::array<money::Rupiah, 12> realisasi{};
  bool operator==(const BulananJenis&) const = default;
};
using Bulanan = std::map<KunciJenis, BulananJenis>;

// Takes the journal in, in any order, and keeps sums by jenis belanja and month only.
class PenyusunBulanan {
 public:
  // The lines of the office-year; they outlive this.
  explicit PenyusunBulanan(const std::vector<Pagu>& baris);

  // OUT_OF_RANGE when a sum leaves int64; DATA_LOSS for a line that is not among those given.
  absl::Status Ambil(const TransaksiJurnal& transaksi);

  // Jenis that have a pagu, a plan or spending in the year. Of each plan its own month counts.
  absl::StatusOr<Bulanan> Selesai(const RencanaAkhirBulan& rencana) const;

 private:
  std::map<std::string, KunciJenis, std::less<>> jenis_;  // by line
  Bulanan bulanan_;                                       // pagu here: what changed in the month
};

struct BarisPenarikan {
  int32_t bulan = 0;
  KunciJenis jenis;
  money::Rupiah rencana;
  money::Rupiah realisasi;
  money::Rupiah selisih;                // realisasi - rencana
  std::optional<ratio::Ratio> deviasi;  // selisih / rencana in percent; nothing when rencana is 0
  money::Rupiah rencana_kumulatif;      // of the months up to this, each as in force at its end
  money::Rupiah realisasi_kumulatif;

  bool operator==(const BarisPenarikan&) const = default;
};

// By month, then jenis, for all twelve months; nothing when there was no plan in any. A jenis with
// neither a plan nor spending in the year has no rows. AMOUNT_OVERFLOW.
absl::StatusOr<std::vector<BarisPenarikan>> SusunPenarikan(const Bulanan& bulanan,
                                                           const RencanaAkhirBulan& rencana);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_LAPORAN_PENARIKAN_H_
