#ifndef SAKIP_SERVICES_BUDGET_KEWENANGAN_H_
#define SAKIP_SERVICES_BUDGET_KEWENANGAN_H_

#include <cstdint>
#include <string>

#include "services/budget/dokumen.h"

// The dated table of what an authority may approve of a revision.
namespace sakip::budget {

// From a fiscal year on until the next row of the same authority.
struct AturanRevisi {
  Kewenangan kewenangan;
  int32_t sejak;
  bool dipa_awal;
  bool pagu_berubah;
  bool halaman_iii;
  bool antar_output;    // amounts between KRO (to 2020: outputs)
  int32_t akhir_tahun;  // last day in December
};

const AturanRevisi& AturanOf(Kewenangan kewenangan, int32_t tahun);

bool Boleh(const AturanRevisi& aturan, JenisRevisi jenis);

std::string Nama(Kewenangan kewenangan);  // "Kanwil DJPb"

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_KEWENANGAN_H_
