#ifndef SAKIP_SERVICES_BUDGET_PEMBANDING_H_
#define SAKIP_SERVICES_BUDGET_PEMBANDING_H_

#include <cstdint>
#include <string>

#include "common/money/money.h"
#include "common/period/period.h"
#include "services/budget/dokumen.h"

// Figures of other systems about the lines of an office, and why they differ from the journal's.
// Plain values.
namespace sakip::budget {

enum class SumberPembanding { kPok, kSp2d, kLppa };

// What a source says about one line on a day. Kept for ever.
struct Pembanding {
  SumberPembanding sumber = SumberPembanding::kPok;
  period::Tanggal tanggal = period::Tanggal::FromEpochDays(0);
  std::string pagu;  // id of the line; it need not exist
  money::Rupiah jumlah;

  bool operator==(const Pembanding&) const = default;
};

// Why a line differs. It stands for these two figures and for no others.
struct Penjelasan {
  SumberPembanding sumber = SumberPembanding::kPok;
  std::string pagu;
  money::Rupiah di_sini;
  money::Rupiah di_sana;
  std::string teks;
  Pencatat oleh;

  bool operator==(const Penjelasan&) const = default;
};

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_PEMBANDING_H_
