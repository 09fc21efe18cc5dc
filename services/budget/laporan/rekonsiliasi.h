#ifndef SAKIP_SERVICES_BUDGET_LAPORAN_REKONSILIASI_H_
#define SAKIP_SERVICES_BUDGET_LAPORAN_REKONSILIASI_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/money/money.h"
#include "common/period/period.h"
#include "services/budget/dokumen.h"
#include "services/budget/ledger.h"
#include "services/budget/pembanding.h"

// Three-way comparison of the journal with POK, SP2D list and LPPA, line by line. Pure.
namespace sakip::budget {

// What one system says about all lines on a day: each line once, by its id. A line that it does not
// list it has with 0.
struct SetPembanding {
  SumberPembanding sumber = SumberPembanding::kPok;
  period::Tanggal tanggal = period::Tanggal::FromEpochDays(0);
  // Rupiah: the pagu of a POK, what was spent up to the day of an SP2D list or an LPPA.
  std::map<std::string, money::Rupiah> jumlah;

  bool operator==(const SetPembanding&) const = default;
};

// `pembanding` by source and day, in that order.
std::vector<SetPembanding> Kumpulkan(const std::vector<Pembanding>& pembanding);

enum class StatusSelisih { kTerbuka, kDijelaskan, kSelesai };

struct Selisih {
  std::string pagu;
  SumberPembanding sumber = SumberPembanding::kPok;
  money::Rupiah di_sini;  // on the day of the newest comparison
  money::Rupiah di_sana;
  money::Rupiah selisih;  // di_sini - di_sana
  StatusSelisih status = StatusSelisih::kTerbuka;
  // Day of the first comparison of the last unbroken row at which the line differed.
  period::Tanggal sejak = period::Tanggal::FromEpochDays(0);
  // Days from then to today; of a settled one, to the first comparison at which it agreed.
  int32_t umur = 0;
  std::string penjelasan;  // empty: none stands
  std::optional<Pencatat> penjelas;

  bool operator==(const Selisih&) const = default;
};

// First the whole journal, then every set, of each source by its day.
class PenyusunRekonsiliasi {
 public:
  // `hari`: the days of all sets. Sums are kept for each line and day.
  explicit PenyusunRekonsiliasi(const std::set<period::Tanggal>& hari);

  // OUT_OF_RANGE when a sum leaves int64; INVALID_ARGUMENT after the first set.
  absl::Status Ambil(const TransaksiJurnal& transaksi);
  // INVALID_ARGUMENT for a day that was not given, or not after that of the set of its source
  // before; OUT_OF_RANGE.
  absl::Status Ambil(const SetPembanding& set);

  // By line, then source; settled ones only `dengan_selesai`.
  absl::StatusOr<std::vector<Selisih>> Selesai(const std::vector<Penjelasan>& penjelasan,
                                               period::Tanggal hari_ini, bool dengan_selesai) const;

  // Lines that differ from the newest set of `sumber`.
  int32_t Berbeda(SumberPembanding sumber) const;

 private:
  struct Angka {
    money::Rupiah pagu;
    money::Rupiah realisasi;
  };
  struct Keadaan {
    money::Rupiah di_sini;
    money::Rupiah di_sana;
    std::optional<period::Tanggal> sejak;    // differed from then on
    std::optional<period::Tanggal> selesai;  // and agreed from then on
  };

  absl::Status Kumulatifkan();
  void Bandingkan(const std::string& pagu, SumberPembanding sumber, period::Tanggal hari,
                  money::Rupiah di_sini, money::Rupiah di_sana);

  std::vector<period::Tanggal> hari_;
  // By line: what moved after the day before and up to each day; from the first set on, all that
  // moved up to it.
  std::map<std::string, std::vector<Angka>> gerak_;
  bool kumulatif_ = false;
  std::map<SumberPembanding, period::Tanggal> terbaru_;
  std::map<std::pair<std::string, SumberPembanding>, Keadaan> keadaan_;
};

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_LAPORAN_REKONSILIASI_H_
