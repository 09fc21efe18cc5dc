#include "services/budget/laporan/rekonsiliasi.h"

#include <algorithm>
#include <tuple>

#include "common/status/status_macros.h"
#include "services/budget/laporan/lppa.h"

namespace sakip::budget {
namespace {

using money::Rupiah;
using period::Tanggal;

int32_t HariAntara(Tanggal dari, Tanggal sampai) {
  return static_cast<int32_t>(std::max<int64_t>(0, sampai.epoch_days() - dari.epoch_days()));
}

}  // namespace

std::vector<SetPembanding> Kumpulkan(const std::vector<Pembanding>& pembanding) {
  std::map<std::pair<SumberPembanding, Tanggal>, SetPembanding> sets;
  for (const Pembanding& satu : pembanding) {
    SetPembanding& set = sets[{satu.sumber, satu.tanggal}];
    set.sumber = satu.sumber;
    set.tanggal = satu.tanggal;
    set.jumlah[satu.pagu] = satu.jumlah;
  }
  std::vector<SetPembanding> urut;
  urut.reserve(sets.size());
  for (auto& [kunci, set] : sets) {
    urut.push_back(std::move(set));
  }
  return urut;
}

PenyusunRekonsiliasi::PenyusunRekonsiliasi(const std::set<Tanggal>& hari)
    : hari_(hari.begin(), hari.end()) {}

absl::Status PenyusunRekonsiliasi::Ambil(const TransaksiJurnal& transaksi) {
  if (kumulatif_) {
    return absl::InvalidArgumentError("a transaction after the first set of figures");
  }
  const auto found = std::lower_bound(hari_.begin(), hari_.end(), transaksi.tanggal);
  if (found == hari_.end()) {
    return absl::OkStatus();
  }
  const auto hari = static_cast<size_t>(found - hari_.begin());
  for (const Entri& entri : transaksi.entri) {
    if (entri.akun != Akun::kDipa && entri.akun != Akun::kRealisasi) {
      continue;
    }
    std::vector<Angka>& gerak = gerak_[entri.pagu];
    gerak.resize(hari_.size());
    ASSIGN_OR_RETURN(const Rupiah bersih, Bersih(entri));
    if (entri.akun == Akun::kRealisasi) {
      ASSIGN_OR_RETURN(gerak[hari].realisasi, money::Add(gerak[hari].realisasi, bersih));
    } else {
      ASSIGN_OR_RETURN(gerak[hari].pagu, money::Sub(gerak[hari].pagu, bersih));
    }
  }
  return absl::OkStatus();
}

absl::Status PenyusunRekonsiliasi::Kumulatifkan() {
  if (kumulatif_) {
    return absl::OkStatus();
  }
  kumulatif_ = true;
  for (auto& [pagu, gerak] : gerak_) {
    for (size_t i = 1; i < gerak.size(); ++i) {
      ASSIGN_OR_RETURN(gerak[i].pagu, money::Add(gerak[i].pagu, gerak[i - 1].pagu));
      ASSIGN_OR_RETURN(gerak[i].realisasi, money::Add(gerak[i].realisasi, gerak[i - 1].realisasi));
    }
  }
  return absl::OkStatus();
}

absl::Status PenyusunRekonsiliasi::Ambil(const SetPembanding& set) {
  const auto found = std::lower_bound(hari_.begin(), hari_.end(), set.tanggal);
  const auto [terbaru, pertama] = terbaru_.try_emplace(set.sumber, set.tanggal);
  if (found == hari_.end() || *found != set.tanggal ||
      (!pertama && terbaru->second >= set.tanggal)) {
    return absl::InvalidArgumentError("a set of figures of a day that is not its turn");
  }
  terbaru->second = set.tanggal;
  RETURN_IF_ERROR(Kumulatifkan());
  const auto hari = static_cast<size_t>(found - hari_.begin());
  for (const auto& [pagu, gerak] : gerak_) {
    const auto di_sana = set.jumlah.find(pagu);
    const Rupiah di_sini =
        set.sumber == SumberPembanding::kPok ? gerak[hari].pagu : gerak[hari].realisasi;
    Bandingkan(pagu, set.sumber, set.tanggal, di_sini,
               di_sana == set.jumlah.end() ? Rupiah() : di_sana->second);
  }
  for (const auto& [pagu, di_sana] : set.jumlah) {
    if (!gerak_.contains(pagu)) {
      Bandingkan(pagu, set.sumber, set.tanggal, Rupiah(), di_sana);
    }
  }
  // Lines that only an earlier set had: both have 0 now.
  for (auto& [kunci, keadaan] : keadaan_) {
    const std::string& pagu = kunci.first;
    if (kunci.second == set.sumber && !gerak_.contains(pagu) && !set.jumlah.contains(pagu)) {
      Bandingkan(pagu, set.sumber, set.tanggal, Rupiah(), Rupiah());
    }
  }
  return absl::OkStatus();
}

void PenyusunRekonsiliasi::Bandingkan(const std::string& pagu, SumberPembanding sumber,
                                      Tanggal hari, Rupiah di_sini, Rupiah di_sana) {
  const std::pair kunci(pagu, sumber);
  auto found = keadaan_.find(kunci);
  if (found == keadaan_.end()) {
    if (di_sini == di_sana) {
      return;  // never differed: nothing to keep
    }
    found = keadaan_.emplace(kunci, Keadaan()).first;
  }
  Keadaan& keadaan = found->second;
  keadaan.di_sini = di_sini;
  keadaan.di_sana = di_sana;
  if (di_sini == di_sana) {
    if (!keadaan.selesai) {
      keadaan.selesai = hari;
    }
  } else if (!keadaan.sejak || keadaan.selesai) {
    keadaan.sejak = hari;
    keadaan.selesai.reset();
  }
}

int32_t PenyusunRekonsiliasi::Berbeda(SumberPembanding sumber) const {
  return static_cast<int32_t>(std::count_if(
      keadaan_.begin(), keadaan_.end(),
      [sumber](const auto& satu) { return satu.first.second == sumber && !satu.second.selesai; }));
}

absl::StatusOr<std::vector<Selisih>> PenyusunRekonsiliasi::Selesai(
    const std::vector<Penjelasan>& penjelasan, Tanggal hari_ini, bool dengan_selesai) const {
  using Kunci = std::tuple<std::string, SumberPembanding, int64_t, int64_t>;
  std::map<Kunci, const Penjelasan*> dijelaskan;  // the last given stands
  for (const Penjelasan& satu : penjelasan) {
    dijelaskan[{satu.pagu, satu.sumber, satu.di_sini.value(), satu.di_sana.value()}] = &satu;
  }
  std::vector<Selisih> hasil;
  for (const auto& [kunci, keadaan] : keadaan_) {
    if (keadaan.selesai && !dengan_selesai) {
      continue;
    }
    Selisih satu;
    satu.pagu = kunci.first;
    satu.sumber = kunci.second;
    satu.di_sini = keadaan.di_sini;
    satu.di_sana = keadaan.di_sana;
    ASSIGN_OR_RETURN(satu.selisih, money::Sub(keadaan.di_sini, keadaan.di_sana));
    satu.sejak = *keadaan.sejak;
    satu.umur = HariAntara(satu.sejak, keadaan.selesai.value_or(hari_ini));
    const auto found =
        dijelaskan.find({satu.pagu, satu.sumber, satu.di_sini.value(), satu.di_sana.value()});
    if (keadaan.selesai) {
      satu.status = StatusSelisih::kSelesai;
    } else if (found != dijelaskan.end()) {
      satu.status = StatusSelisih::kDijelaskan;
      satu.penjelasan = found->second->teks;
      satu.penjelas = found->second->oleh;
    }
    hasil.push_back(std::move(satu));
  }
  return hasil;
}

}  // namespace sakip::budget
