#ifndef SAKIP_SERVICES_BUDGET_LAPORAN_NORMA_H_
#define SAKIP_SERVICES_BUDGET_LAPORAN_NORMA_H_

#include <optional>
#include <set>
#include <string_view>

#include "common/period/period.h"
#include "services/budget/dokumen.h"

// How long a bill may wait by regulation: dated data, in norma.cc. Pure.
namespace sakip::budget {

// Holidays, in any year.
using HariLibur = std::set<period::Tanggal>;

// None is known to this program: national holidays and cuti bersama are set by decree each year.
// Without them a norm ends earlier than by law, never later; what is shown to officials says so.
const HariLibur& LiburTercatat();

// Monday to Friday, and no holiday.
bool HariKerja(period::Tanggal tanggal, const HariLibur& libur);

// The `hari`-th working day after `dari`.
period::Tanggal TambahHariKerja(period::Tanggal dari, int hari, const HariLibur& libur);

struct Norma {
  int tahun_dari = 0;  // fiscal year from which it holds
  JenisTagihan jenis = JenisTagihan::kLsGaji;
  int hari_kerja = 0;       // from complete papers to the SPP
  std::string_view sumber;  // regulation
};

// The one in force for bills of `jenis` in `tahun`; null when none is known.
const Norma* NormaSpp(JenisTagihan jenis, int tahun);

// The day by which the SPP must be out: nothing without a norm or without a day on which the papers
// were complete.
std::optional<period::Tanggal> BatasSpp(const Tagihan& tagihan, const HariLibur& libur);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_LAPORAN_NORMA_H_
