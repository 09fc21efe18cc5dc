#include "services/budget/laporan/penarikan.h"

#include <algorithm>
#include <utility>

#include "common/status/status_macros.h"
#include "services/budget/kode.h"
#include "services/budget/laporan/lppa.h"

namespace sakip::budget {
namespace {

using money::Rupiah;

constexpr size_t kBulan = 12;

absl::Status Tambah(Rupiah* jumlah, Rupiah tambahan) {
  ASSIGN_OR_RETURN(*jumlah, money::Add(*jumlah, tambahan));
  return absl::OkStatus();
}

bool AdaIsi(const std::array<Rupiah, kBulan>& bulan) {
  return std::any_of(bulan.begin(), bulan.end(), [](Rupiah satu) { return satu != Rupiah(); });
}

absl::StatusOr<std::vector<BarisPenarikan>> Susun(const Bulanan& bulanan) {
  std::vector<BarisPenarikan> baris;
  std::map<KunciJenis, BarisPenarikan> kumulatif;
  for (size_t bulan = 0; bulan < kBulan; ++bulan) {
    for (const auto& [jenis, isi] : bulanan) {
      if (!AdaIsi(isi.rencana) && !AdaIsi(isi.realisasi)) {
        continue;
      }
      BarisPenarikan satu;
      satu.bulan = static_cast<int32_t>(bulan) + 1;
      satu.jenis = jenis;
      satu.rencana = isi.rencana[bulan];
      satu.realisasi = isi.realisasi[bulan];
      ASSIGN_OR_RETURN(satu.selisih, money::Sub(satu.realisasi, satu.rencana));
      if (satu.rencana != Rupiah()) {
        ASSIGN_OR_RETURN(satu.deviasi, ratio::Percent(satu.selisih, satu.rencana));
      }
      BarisPenarikan& sampai = kumulatif[jenis];
      RETURN_IF_ERROR(Tambah(&sampai.rencana_kumulatif, satu.rencana));
      RETURN_IF_ERROR(Tambah(&sampai.realisasi_kumulatif, satu.realisasi));
      satu.rencana_kumulatif = sampai.rencana_kumulatif;
      satu.realisasi_kumulatif = sampai.realisasi_kumulatif;
      baris.push_back(std::move(satu));
    }
  }
  return baris;
}

}  // namespace

PenyusunBulanan::PenyusunBulanan(const std::vector<Pagu>& baris) {
  for (const Pagu& pagu : baris) {
    jenis_[pagu.id] = JenisBelanjaOf(pagu.akun);
  }
}

absl::Status PenyusunBulanan::Ambil(const TransaksiJurnal& transaksi) {
  const auto bulan = static_cast<size_t>(transaksi.tanggal.month() - 1);
  for (const Entri& entri : transaksi.entri) {
    if (entri.akun != Akun::kDipa && entri.akun != Akun::kRealisasi) {
      continue;
    }
    const auto jenis = jenis_.find(entri.pagu);
    if (jenis == jenis_.end()) {
      return absl::DataLossError("the journal moves a line that is not stored");
    }
    BulananJenis& isi = bulanan_[jenis->second];
    ASSIGN_OR_RETURN(const Rupiah bersih, Bersih(entri));
    if (entri.akun == Akun::kRealisasi) {
      RETURN_IF_ERROR(Tambah(&isi.realisasi[bulan], bersih));
    } else {
      ASSIGN_OR_RETURN(isi.pagu[bulan], money::Sub(isi.pagu[bulan], bersih));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<Bulanan> PenyusunBulanan::Selesai(const RencanaAkhirBulan& rencana) const {
  Bulanan bulanan = bulanan_;
  for (auto& [jenis, isi] : bulanan) {
    for (size_t bulan = 1; bulan < kBulan; ++bulan) {
      RETURN_IF_ERROR(JumlahMeluap(Tambah(&isi.pagu[bulan], isi.pagu[bulan - 1])));
    }
  }
  for (size_t bulan = 0; bulan < kBulan; ++bulan) {
    for (const RencanaPenarikan& sel : rencana[bulan]) {
      if (sel.bulan == static_cast<int32_t>(bulan) + 1) {
        RETURN_IF_ERROR(JumlahMeluap(Tambah(&bulanan[sel.jenis].rencana[bulan], sel.jumlah)));
      }
    }
  }
  return bulanan;
}

absl::StatusOr<std::vector<BarisPenarikan>> SusunPenarikan(const Bulanan& bulanan,
                                                           const RencanaAkhirBulan& rencana) {
  if (std::all_of(rencana.begin(), rencana.end(), [](const auto& satu) { return satu.empty(); })) {
    return std::vector<BarisPenarikan>();
  }
  absl::StatusOr<std::vector<BarisPenarikan>> baris = Susun(bulanan);
  if (!baris.ok()) {
    return JumlahMeluap(baris.status());
  }
  return baris;
}

}  // namespace sakip::budget
