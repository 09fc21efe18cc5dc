#include "services/budget/laporan/perbandingan.h"

#include <map>
#include <utility>

#include "common/status/status_macros.h"
#include "services/budget/laporan/lppa.h"

namespace sakip::budget {
namespace {

absl::Status TambahAwal(const BarisAnggaran& awal, BarisPerbandingan* baris) {
  baris->kode_awal.push_back(awal.kode);
  if (baris->uraian.empty()) {
    baris->uraian = awal.uraian;
  }
  ASSIGN_OR_RETURN(baris->pagu_awal, money::Add(baris->pagu_awal, awal.pagu));
  ASSIGN_OR_RETURN(baris->realisasi_awal, money::Add(baris->realisasi_awal, awal.realisasi));
  return absl::OkStatus();
}

absl::Status Lengkapi(BarisPerbandingan* baris) {
  if (baris->pagu_awal != money::Rupiah()) {
    ASSIGN_OR_RETURN(baris->serapan_awal, ratio::Percent(baris->realisasi_awal, baris->pagu_awal));
  }
  if (baris->pagu != money::Rupiah()) {
    ASSIGN_OR_RETURN(baris->serapan, ratio::Percent(baris->realisasi, baris->pagu));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<BarisPerbandingan>> Bandingkan(const std::vector<BarisAnggaran>& awal,
                                                          int32_t tahun_awal,
                                                          const std::vector<BarisAnggaran>& akhir,
                                                          int32_t tahun,
                                                          const DaftarPadanan& padanan) {
  std::map<std::string, BarisPerbandingan> menurut_kode;
  for (const BarisAnggaran& satu : akhir) {
    BarisPerbandingan& baris = menurut_kode[satu.kode];
    baris.kode = satu.kode;
    baris.uraian = satu.uraian;
    baris.pagu = satu.pagu;
    baris.realisasi = satu.realisasi;
  }
  std::vector<BarisPerbandingan> tanpa_padanan;
  for (const BarisAnggaran& satu : awal) {
    const auto kode = padanan.Cari(satu.kode, GenerasiOf(tahun_awal), GenerasiOf(tahun));
    BarisPerbandingan& baris = kode ? menurut_kode[*kode] : tanpa_padanan.emplace_back();
    baris.kode = kode.value_or("");
    RETURN_IF_ERROR(JumlahMeluap(TambahAwal(satu, &baris)));
  }
  std::vector<BarisPerbandingan> hasil;
  hasil.reserve(menurut_kode.size() + tanpa_padanan.size());
  for (auto& [kode, baris] : menurut_kode) {
    hasil.push_back(std::move(baris));
  }
  for (BarisPerbandingan& baris : tanpa_padanan) {
    hasil.push_back(std::move(baris));
  }
  for (BarisPerbandingan& baris : hasil) {
    RETURN_IF_ERROR(Lengkapi(&baris));
  }
  return hasil;
}

}  // namespace sakip::budget
