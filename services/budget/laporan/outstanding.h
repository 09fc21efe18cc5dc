#ifndef SAKIP_SERVICES_BUDGET_LAPORAN_OUTSTANDING_H_
#define SAKIP_SERVICES_BUDGET_LAPORAN_OUTSTANDING_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/money/money.h"
#include "common/period/period.h"
#include "services/budget/dokumen.h"
#include "services/budget/laporan/norma.h"

// Bills and contracts that are not finished, with their age. Pure.
namespace sakip::budget {

struct BarisOutstanding {
  enum class Jenis { kTagihan, kKomitmen } jenis = Jenis::kTagihan;
  std::string id;
  StatusTagihan status = StatusTagihan::kDraft;  // of a kTagihan; a kKomitmen is active
  std::string nomor;                             // of its last numbered step, or of the contract
  // Day of the step that it waits after, or of the contract.
  period::Tanggal sejak = period::Tanggal::FromEpochDays(0);
  int32_t umur = 0;      // days from then to the asked day; 0 when the asked day is before it
  money::Rupiah jumlah;  // what it reserves on lines
  // Of a draft, the day by which the SPP must be out (norma.h); of a contract its own last day.
  std::optional<period::Tanggal> batas;
  bool terlambat = false;  // the asked day is after `batas`

  bool operator==(const BarisOutstanding&) const = default;
};

class PenyusunOutstanding {
 public:
  // `libur` outlives this.
  PenyusunOutstanding(period::Tanggal per_tanggal, const HariLibur& libur)
      : per_tanggal_(per_tanggal), libur_(libur) {}

  // Passes over what is finished. OUT_OF_RANGE when a sum leaves int64.
  absl::Status Ambil(const Tagihan& tagihan);
  absl::Status Ambil(const Komitmen& komitmen);

  // The oldest first, then by id.
  std::vector<BarisOutstanding> Selesai() &&;

 private:
  void Tambah(BarisOutstanding baris);

  period::Tanggal per_tanggal_;
  const HariLibur& libur_;
  std::vector<BarisOutstanding> baris_;
};

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_LAPORAN_OUTSTANDING_H_
