#include "services/budget/kewenangan.h"

#include <array>

namespace sakip::budget {
namespace {

constexpr std::array kAturan = {
    // POK, by the satker itself. Of the years before PMK 62/2023 no last day is known to us.
    AturanRevisi{Kewenangan::kKpa, 2010, false, false, false, false, 31},
    // PMK 62/2023: POK shifts within one KRO, data; halaman III stays; to 27 December.
    AturanRevisi{Kewenangan::kKpa, 2023, false, false, false, false, 27},
    // PMK 199/PMK.02/2021: shifts between KRO as well. Earlier years are not told apart.
    AturanRevisi{Kewenangan::kKanwilDjpb, 2010, false, true, true, true, 31},
    // The budget authority of the ministry of finance.
    AturanRevisi{Kewenangan::kDja, 2010, true, true, true, true, 31},
};

}  // namespace

const AturanRevisi& AturanOf(Kewenangan kewenangan, int32_t tahun) {
  const AturanRevisi* berlaku = nullptr;
  for (const AturanRevisi& aturan : kAturan) {
    if (aturan.kewenangan == kewenangan && (berlaku == nullptr || aturan.sejak <= tahun)) {
      berlaku = &aturan;
    }
  }
  return *berlaku;
}

std::string Nama(Kewenangan kewenangan) {
  switch (kewenangan) {
    case Kewenangan::kKpa:
      return "KPA";
    case Kewenangan::kKanwilDjpb:
      return "Kanwil DJPb";
    case Kewenangan::kDja:
      return "DJA";
  }
  return "";
}

bool Boleh(const AturanRevisi& aturan, JenisRevisi jenis) {
  switch (jenis) {
    case JenisRevisi::kDipaAwal:
      return aturan.dipa_awal;
    case JenisRevisi::kPaguBerubah:
      return aturan.pagu_berubah;
    case JenisRevisi::kPergeseran:
    case JenisRevisi::kAdministrasi:
      break;
  }
  return true;
}

}  // namespace sakip::budget
