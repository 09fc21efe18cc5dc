#include "services/budget/laporan/norma.h"

#include <array>

namespace sakip::budget {
namespace {

using period::Tanggal;

constexpr std::string_view kPmk190 = "PMK 190/PMK.05/2012";
constexpr std::string_view kPmk62 = "PMK 62 Tahun 2023";

// The newest of a kind holds from its year on. PMK 62: officials' pay three working days after
// complete papers, a supplier five after a complete bill. The five days of PMK 190 are as commonly
// cited, not compared with its text. The monthly salary (by the 10th of the month before) is not
// here: a bill does not say which month it pays.
constexpr std::array<Norma, 6> kNorma = {{
    {2013, JenisTagihan::kLsGaji, 5, kPmk190},
    {2013, JenisTagihan::kLsKontraktual, 5, kPmk190},
    {2013, JenisTagihan::kLsNonKontraktual, 5, kPmk190},
    {2023, JenisTagihan::kLsGaji, 3, kPmk62},
    {2023, JenisTagihan::kLsKontraktual, 5, kPmk62},
    {2023, JenisTagihan::kLsNonKontraktual, 5, kPmk62},
}};

}  // namespace

const HariLibur& LiburTercatat() {
  static const HariLibur* const libur = new HariLibur();
  return *libur;
}

bool HariKerja(Tanggal tanggal, const HariLibur& libur) {
  // 1970-01-01 was a Thursday: 0 is Monday.
  const int64_t hari = ((tanggal.epoch_days() + 3) % 7 + 7) % 7;
  return hari < 5 && !libur.contains(tanggal);
}

Tanggal TambahHariKerja(Tanggal dari, int hari, const HariLibur& libur) {
  Tanggal sampai = dari;
  while (hari > 0) {
    sampai = Tanggal::FromEpochDays(sampai.epoch_days() + 1);
    if (HariKerja(sampai, libur)) {
      --hari;
    }
  }
  return sampai;
}

const Norma* NormaSpp(JenisTagihan jenis, int tahun) {
  const Norma* berlaku = nullptr;
  for (const Norma& norma : kNorma) {
    if (norma.jenis == jenis && norma.tahun_dari <= tahun &&
        (berlaku == nullptr || norma.tahun_dari > berlaku->tahun_dari)) {
      berlaku = &norma;
    }
  }
  return berlaku;
}

std::optional<Tanggal> BatasSpp(const Tagihan& tagihan, const HariLibur& libur) {
  const Norma* norma = NormaSpp(tagihan.jenis, tagihan.tahun);
  if (norma == nullptr || !tagihan.tagihan_lengkap) {
    return std::nullopt;
  }
  return TambahHariKerja(*tagihan.tagihan_lengkap, norma->hari_kerja, libur);
}

}  // namespace sakip::budget
