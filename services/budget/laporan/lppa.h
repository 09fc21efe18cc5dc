#ifndef SAKIP_SERVICES_BUDGET_LAPORAN_LPPA_H_
#define SAKIP_SERVICES_BUDGET_LAPORAN_LPPA_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/money/money.h"
#include "common/period/period.h"
#include "common/ratio/ratio.h"
#include "services/budget/ledger.h"
#include "services/budget/pagu.h"

// LPPA (Laporan Pertanggungjawaban Penggunaan Anggaran) of a month and LRA (Laporan Realisasi
// Anggaran) up to a day, folded from the journal by the dates that its transactions bear. Pure.
namespace sakip::budget {

enum class Kelompok {
  kBaris,
  kOutput,
  kKegiatan,
  kProgram,
  kAkun,
  kJenisBelanja,
  kSumberDana,
};

struct BarisLppa {
  std::string kode;    // of the group, of a line its id; empty for a total
  std::string uraian;  // empty where the group has none
  money::Rupiah pagu;  // in force on the last day
  money::Rupiah realisasi_lalu;
  money::Rupiah realisasi_bulan;  // below 0 when more came back than went out
  money::Rupiah realisasi_sampai;
  money::Rupiah sisa;                   // pagu - realisasi_sampai
  std::optional<ratio::Ratio> serapan;  // percent, exact; nothing when pagu is 0
  money::Rupiah komitmen;
  money::Rupiah outstanding;  // in SPP and SPM

  bool operator==(const BarisLppa&) const = default;
};

struct Lppa {
  std::vector<BarisLppa> baris;  // in the order of the codes
  std::optional<BarisLppa> total;
  std::optional<BarisLppa> total_tanpa_hibah;
  money::Rupiah saldo_impor;  // of the realisasi, what came without documents
  int64_t nomor = 0;          // last transaction that was taken in, whatever its date

  bool operator==(const Lppa&) const = default;
};

// Takes the journal in, in the order of its numbers, and keeps sums by line only. A transaction
// counts when it is dated up to the last day: so the report of a closed month stays what it was,
// for nothing can be dated into it any more.
class PenyusunLppa {
 public:
  // What is dated before `awal` is `realisasi_lalu`; what is dated after `akhir` does not count.
  PenyusunLppa(period::Tanggal awal, period::Tanggal akhir) : awal_(awal), akhir_(akhir) {}

  // OUT_OF_RANGE when a sum leaves int64.
  absl::Status Ambil(const TransaksiJurnal& transaksi);

  // Rows over `baris`, the office-year's lines, of which those without a transaction up to the last
  // day are left out: they were not there yet. Labels as in totals.h; an akun and a sumber dana
  // have none. AMOUNT_OVERFLOW; DATA_LOSS for a transaction on a line that is not in `baris`.
  absl::StatusOr<Lppa> Selesai(const std::vector<Pagu>& baris, const DaftarKode& kode,
                               Kelompok kelompok) const;

 private:
  struct Jumlah {
    money::Rupiah pagu;
    money::Rupiah lalu;
    money::Rupiah bulan;
    money::Rupiah komitmen;
    money::Rupiah outstanding;
  };

  absl::Status AmbilEntri(const Entri& entri, bool lalu, bool impor);

  period::Tanggal awal_;
  period::Tanggal akhir_;
  std::map<std::string, Jumlah> jumlah_;
  std::set<int64_t> impor_;  // numbers of the kSaldoImpor
  money::Rupiah saldo_impor_;
  int64_t nomor_ = 0;
};

// First and last day of a month of 1..12.
period::Tanggal AwalBulan(int32_t tahun, int32_t bulan);
period::Tanggal AkhirBulan(int32_t tahun, int32_t bulan);

// debit - kredit.
absl::StatusOr<money::Rupiah> Bersih(const Entri& entri);

// OUT_OF_RANGE of a sum as the refusal AMOUNT_OVERFLOW; other statuses as they are.
absl::Status JumlahMeluap(absl::Status status);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_LAPORAN_LPPA_H_
