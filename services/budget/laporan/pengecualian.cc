#include "services/budget/laporan/pengecualian.h"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <limits>
#include <optional>
#include <utility>

#include "common/status/status_macros.h"
#include "services/budget/laporan/lppa.h"
#include "services/budget/laporan/outstanding.h"

namespace sakip::budget {
namespace {

using money::FormatRupiah;
using money::Rupiah;
using period::Tanggal;
using Hal = Pengecualian::Hal;

constexpr int64_t kHariUs = int64_t{24} * 3600 * 1'000'000;
constexpr int64_t kJakartaUs = int64_t{7} * 3600 * 1'000'000;
constexpr std::string_view kCatatanLibur =
    " Hari kerja dihitung Senin sampai Jumat; hari libur nasional belum diperhitungkan.";

// The civil date in Asia/Jakarta of a moment after 1970.
Tanggal HariJakarta(int64_t waktu_us) {
  return Tanggal::FromEpochDays((waktu_us + kJakartaUs) / kHariUs);
}

std::vector<int64_t> NomorAda(std::initializer_list<int64_t> nomor) {
  std::vector<int64_t> ada;
  std::copy_if(nomor.begin(), nomor.end(), std::back_inserter(ada),
               [](int64_t satu) { return satu != 0; });
  std::sort(ada.begin(), ada.end());
  return ada;
}

// What a second person approved on the day it was proposed; nothing otherwise.
std::optional<Pengecualian> Sehari(Hal hal, const std::string& id, std::string_view apa,
                                   StatusUsulan status, const Pencatat& pengusul,
                                   const std::optional<Pencatat>& pemutus) {
  if (status != StatusUsulan::kDisetujui || !pemutus ||
      HariJakarta(pengusul.waktu_us) != HariJakarta(pemutus->waktu_us)) {
    return std::nullopt;
  }
  Pengecualian temuan;
  temuan.jenis = JenisPengecualian::kPersetujuanSehari;
  temuan.hal = hal;
  temuan.id = id;
  temuan.tanggal = HariJakarta(pemutus->waktu_us);
  temuan.uraian = std::string(apa) + " diusulkan dan disetujui pada hari yang sama, " +
                  temuan.tanggal.Panjang() + ".";
  temuan.pelaku = {pengusul, *pemutus};
  return temuan;
}

// What a transaction took from (kredit) or put to (debit) the realisasi of all its lines.
absl::StatusOr<Rupiah> RealisasiBersih(const TransaksiJurnal& transaksi) {
  Rupiah jumlah;
  for (const Entri& entri : transaksi.entri) {
    if (entri.akun == Akun::kRealisasi) {
      ASSIGN_OR_RETURN(const Rupiah bersih, Bersih(entri));
      ASSIGN_OR_RETURN(jumlah, money::Add(jumlah, bersih));
    }
  }
  return jumlah;
}

}  // namespace

PenyusunPengecualian::PenyusunPengecualian(int32_t tahun, std::vector<AktaPeriode> akta,
                                           Tanggal per_tanggal, const HariLibur& libur)
    : tahun_(tahun), akta_(std::move(akta)), per_tanggal_(per_tanggal), libur_(libur) {
  CatatPembukaan();
}

void PenyusunPengecualian::CatatPembukaan() {
  for (size_t i = 0; i < akta_.size(); ++i) {
    const AktaPeriode& akta = akta_[i];
    if (akta.menjadi != StatusPeriode::kTerbuka) {
      continue;
    }
    BukaLagi satu;
    satu.bulan = akta.bulan;
    satu.dari_us = akta.oleh.waktu_us;
    satu.sampai_us = std::numeric_limits<int64_t>::max();
    for (size_t j = i + 1; j < akta_.size(); ++j) {
      if (akta_[j].bulan == akta.bulan && akta_[j].menjadi == StatusPeriode::kTutup) {
        satu.sampai_us = akta_[j].oleh.waktu_us;
        break;
      }
    }
    satu.temuan.jenis = JenisPengecualian::kPembukaanPeriode;
    satu.temuan.hal = Hal::kPembukaan;
    satu.temuan.id = akta.pembukaan;
    satu.temuan.tanggal = HariJakarta(akta.oleh.waktu_us);
    satu.temuan.uraian = "Bulan " + std::string(period::NamaBulan(akta.bulan)) +
                         " dibuka kembali pada " + satu.temuan.tanggal.Panjang() +
                         (akta.alasan.empty() ? "." : ", alasan: " + akta.alasan + ".");
    satu.temuan.pelaku = {akta.oleh};
    pembukaan_.push_back(std::move(satu));
  }
}

absl::Status PenyusunPengecualian::Ambil(const Baris& baris) {
  if (baris.saldo.dipa == Rupiah() || baris.saldo.tersedia != Rupiah()) {
    return absl::OkStatus();
  }
  Pengecualian temuan;
  temuan.jenis = JenisPengecualian::kHabisTerikat;
  temuan.hal = Hal::kBaris;
  temuan.id = baris.pagu.id;
  temuan.jumlah = baris.saldo.dipa;
  ASSIGN_OR_RETURN(const Rupiah proses, money::Add(baris.saldo.spp, baris.saldo.spm));
  temuan.uraian = "Pagu Rp" + FormatRupiah(baris.saldo.dipa) + " tidak bersisa: realisasi Rp" +
                  FormatRupiah(baris.saldo.realisasi) + ", komitmen Rp" +
                  FormatRupiah(baris.saldo.komitmen) + ", dalam SPP dan SPM Rp" +
                  FormatRupiah(proses) + ".";
  habis_.emplace(baris.pagu.id, std::move(temuan));
  return absl::OkStatus();
}

absl::Status PenyusunPengecualian::Ambil(const Tagihan& tagihan) {
  PeriksaSehari(tagihan);
  PeriksaNorma(tagihan);
  if (const Langkah* sp2d = LangkahKe(tagihan, StatusTagihan::kSp2dIssued);
      sp2d != nullptr && sp2d->transaksi != 0) {
    sp2d_.emplace(sp2d->transaksi, sp2d->tanggal);
  }
  return PeriksaPecahan(tagihan);
}

void PenyusunPengecualian::PeriksaSehari(const Tagihan& tagihan) {
  const Langkah* spp = LangkahKe(tagihan, StatusTagihan::kSppIssued);
  const Langkah* spm = LangkahKe(tagihan, StatusTagihan::kSpmIssued);
  if (spp == nullptr || spm == nullptr || spp->tanggal != spm->tanggal) {
    return;
  }
  Pengecualian temuan;
  temuan.jenis = JenisPengecualian::kPersetujuanSehari;
  temuan.hal = Hal::kTagihan;
  temuan.id = tagihan.id;
  temuan.tanggal = spm->tanggal;
  temuan.uraian = "SPP " + spp->nomor + " dan SPM " + spm->nomor + " bertanggal sama, " +
                  spm->tanggal.Panjang() + ".";
  temuan.transaksi = NomorAda({spp->transaksi, spm->transaksi});
  temuan.pelaku = {spp->oleh, spm->oleh};
  temuan.jumlah = tagihan.jumlah;
  temuan_.push_back(std::move(temuan));
}

void PenyusunPengecualian::PeriksaNorma(const Tagihan& tagihan) {
  const std::optional<Tanggal> batas = BatasSpp(tagihan, libur_);
  const Langkah* spp = LangkahKe(tagihan, StatusTagihan::kSppIssued);
  if (!batas || (spp == nullptr && tagihan.status != StatusTagihan::kDraft) ||
      (spp != nullptr ? spp->tanggal : per_tanggal_) <= *batas) {
    return;
  }
  Pengecualian temuan;
  temuan.jenis = JenisPengecualian::kMelewatiNorma;
  temuan.hal = Hal::kTagihan;
  temuan.id = tagihan.id;
  temuan.tanggal = spp != nullptr ? spp->tanggal : per_tanggal_;
  const Norma* norma = NormaSpp(tagihan.jenis, tagihan.tahun);
  temuan.uraian = "Dokumen lengkap pada " + tagihan.tagihan_lengkap->Panjang() +
                  (spp != nullptr ? ", SPP terbit pada " + spp->tanggal.Panjang()
                                  : ", SPP belum terbit sampai " + per_tanggal_.Panjang()) +
                  "; batasnya " + batas->Panjang() + " (" + std::to_string(norma->hari_kerja) +
                  " hari kerja, " + std::string(norma->sumber) + ")." + std::string(kCatatanLibur);
  if (spp != nullptr) {
    temuan.transaksi = NomorAda({spp->transaksi});
    temuan.pelaku = {spp->oleh};
  } else {
    temuan.pelaku = {tagihan.langkah.front().oleh};
  }
  temuan.jumlah = tagihan.jumlah;
  temuan_.push_back(std::move(temuan));
}

absl::Status PenyusunPengecualian::PeriksaPecahan(const Tagihan& tagihan) {
  if (tagihan.langkah.empty() || tagihan.status == StatusTagihan::kRejected ||
      tagihan.status == StatusTagihan::kExpired) {
    return absl::OkStatus();
  }
  const Langkah& draf = tagihan.langkah.front();
  const Langkah* spp = LangkahKe(tagihan, StatusTagihan::kSppIssued);
  for (const Rincian& rincian : tagihan.rincian) {
    Pecahan& pecahan = pecahan_[{rincian.pagu, draf.tanggal, draf.oleh.orang}];
    pecahan.tagihan.push_back(tagihan.id);
    if (spp != nullptr && spp->transaksi != 0) {
      pecahan.transaksi.push_back(spp->transaksi);
    }
    ASSIGN_OR_RETURN(pecahan.jumlah, money::Add(pecahan.jumlah, rincian.jumlah));
    pecahan.pembuat = draf.oleh;
  }
  return absl::OkStatus();
}

absl::Status PenyusunPengecualian::Ambil(const Komitmen& komitmen) {
  PenyusunOutstanding outstanding(per_tanggal_, libur_);
  RETURN_IF_ERROR(outstanding.Ambil(komitmen));
  for (const BarisOutstanding& baris : std::move(outstanding).Selesai()) {
    if (!baris.terlambat) {
      continue;
    }
    Pengecualian temuan;
    temuan.jenis = JenisPengecualian::kMelewatiNorma;
    temuan.hal = Hal::kKomitmen;
    temuan.id = komitmen.id;
    temuan.tanggal = komitmen.berakhir;
    temuan.uraian = "Kontrak " + komitmen.nomor_kontrak + " berakhir pada " +
                    komitmen.berakhir.Panjang() + " dan masih mengikat Rp" +
                    FormatRupiah(baris.jumlah) + ".";
    temuan.transaksi = komitmen.transaksi;
    temuan.pelaku = {komitmen.pencatat};
    temuan.jumlah = baris.jumlah;
    temuan_.push_back(std::move(temuan));
  }
  return absl::OkStatus();
}

absl::Status PenyusunPengecualian::Ambil(const Revisi& revisi) {
  if (auto temuan = Sehari(Hal::kRevisi, revisi.id, "Revisi", revisi.status, revisi.pengusul,
                           revisi.pemutus)) {
    temuan->transaksi = NomorAda({revisi.transaksi});
    temuan_.push_back(*std::move(temuan));
  }
  return absl::OkStatus();
}

absl::Status PenyusunPengecualian::Ambil(const Koreksi& koreksi) {
  if (auto temuan = Sehari(Hal::kKoreksi, koreksi.id, "Koreksi", koreksi.status, koreksi.pengusul,
                           koreksi.pemutus)) {
    temuan->transaksi = NomorAda({koreksi.pembalik, koreksi.transaksi});
    temuan_.push_back(*std::move(temuan));
  }
  if (koreksi.status == StatusUsulan::kDisetujui && koreksi.pemutus) {
    koreksi_.emplace(koreksi.acuan, koreksi);
  }
  return absl::OkStatus();
}

absl::Status PenyusunPengecualian::Ambil(const Pembukaan& pembukaan) {
  if (auto temuan = Sehari(Hal::kPembukaan, pembukaan.id, "Pembukaan periode", pembukaan.status,
                           pembukaan.pengusul, pembukaan.pemutus)) {
    temuan_.push_back(*std::move(temuan));
  }
  for (BukaLagi& satu : pembukaan_) {
    if (satu.temuan.id == pembukaan.id) {
      satu.temuan.pelaku.insert(satu.temuan.pelaku.begin(), pembukaan.pengusul);
    }
  }
  return absl::OkStatus();
}

absl::Status PenyusunPengecualian::Ambil(const BarisJurnal& baris) {
  AmbilAcuan(baris.transaksi);
  AmbilHabis(baris);
  AmbilPembukaan(baris);
  return AmbilSp2d(baris);
}

// An entry that some koreksi undid.
void PenyusunPengecualian::AmbilAcuan(const TransaksiJurnal& transaksi) {
  const auto [begin, end] = koreksi_.equal_range(transaksi.nomor);
  for (auto it = begin; it != end; ++it) {
    const Koreksi& koreksi = it->second;
    const int32_t bulan = transaksi.tanggal.month();
    if (transaksi.tanggal.year() != tahun_ || !TertutupPada(bulan, koreksi.pemutus->waktu_us)) {
      continue;
    }
    Pengecualian temuan;
    temuan.jenis = JenisPengecualian::kKoreksiSetelahTutup;
    temuan.hal = Hal::kKoreksi;
    temuan.id = koreksi.id;
    temuan.tanggal = koreksi.tanggal;
    temuan.uraian = "Transaksi " + std::to_string(transaksi.nomor) + " bertanggal " +
                    transaksi.tanggal.Panjang() + " dikoreksi pada " + koreksi.tanggal.Panjang() +
                    ", setelah bulan " + std::string(period::NamaBulan(bulan)) +
                    " ditutup, alasan: " + koreksi.alasan + ".";
    temuan.transaksi = NomorAda({transaksi.nomor, koreksi.pembalik, koreksi.transaksi});
    temuan.pelaku = {koreksi.pengusul, *koreksi.pemutus};
    temuan.jumlah = RealisasiBersih(transaksi).value_or(Rupiah());
    temuan_.push_back(std::move(temuan));
  }
}

// The entry that took the last of a line.
void PenyusunPengecualian::AmbilHabis(const BarisJurnal& baris) {
  const TransaksiJurnal& transaksi = baris.transaksi;
  for (const Entri& entri : transaksi.entri) {
    if (entri.akun != Akun::kTersedia || entri.kredit == Rupiah()) {
      continue;
    }
    if (const auto found = habis_.find(entri.pagu); found != habis_.end()) {
      found->second.transaksi = {transaksi.nomor};
      found->second.tanggal = transaksi.tanggal;
      found->second.pelaku = {baris.pencatat};
    }
  }
}

// An entry that was dated into a month while it was open again.
void PenyusunPengecualian::AmbilPembukaan(const BarisJurnal& baris) {
  for (BukaLagi& satu : pembukaan_) {
    const int64_t waktu = baris.pencatat.waktu_us;
    if (baris.transaksi.tanggal.month() != satu.bulan || waktu < satu.dari_us ||
        waktu > satu.sampai_us) {
      continue;
    }
    ++satu.banyak;
    if (satu.temuan.transaksi.size() < kTransaksiMaks) {
      satu.temuan.transaksi.push_back(baris.transaksi.nomor);
    }
  }
}

absl::Status PenyusunPengecualian::AmbilSp2d(const BarisJurnal& baris) {
  const TransaksiJurnal& transaksi = baris.transaksi;
  const auto found = sp2d_.find(transaksi.nomor);
  if (found == sp2d_.end() || found->second.month() == transaksi.tanggal.month()) {
    return absl::OkStatus();
  }
  Pengecualian temuan;
  temuan.jenis = JenisPengecualian::kDibukukanTerlambat;
  temuan.hal = Hal::kTagihan;
  temuan.id = transaksi.dokumen;
  temuan.tanggal = transaksi.tanggal;
  temuan.uraian = "SP2D bertanggal " + found->second.Panjang() + " dibukukan pada " +
                  transaksi.tanggal.Panjang() + ".";
  temuan.transaksi = {transaksi.nomor};
  temuan.pelaku = {baris.pencatat};
  ASSIGN_OR_RETURN(temuan.jumlah, RealisasiBersih(transaksi));
  temuan_.push_back(std::move(temuan));
  return absl::OkStatus();
}

// By the newest akta of the month that is not after the moment.
bool PenyusunPengecualian::TertutupPada(int32_t bulan, int64_t waktu_us) const {
  bool tertutup = false;
  for (const AktaPeriode& akta : akta_) {
    if (akta.bulan == bulan && akta.oleh.waktu_us <= waktu_us) {
      tertutup = akta.menjadi == StatusPeriode::kTutup;
    }
  }
  return tertutup;
}

void PenyusunPengecualian::SelesaikanPecahan() {
  for (auto& [kunci, pecahan] : pecahan_) {
    if (pecahan.tagihan.size() < 2) {
      continue;
    }
    Pengecualian temuan;
    temuan.jenis = JenisPengecualian::kDipecah;
    temuan.hal = Hal::kBaris;
    temuan.id = std::get<0>(kunci);
    temuan.tanggal = std::get<1>(kunci);
    temuan.uraian = std::to_string(pecahan.tagihan.size()) + " tagihan atas satu baris pada " +
                    temuan.tanggal.Panjang() + " oleh satu pembuat, jumlah Rp" +
                    FormatRupiah(pecahan.jumlah) + ".";
    std::sort(pecahan.transaksi.begin(), pecahan.transaksi.end());
    pecahan.transaksi.resize(std::min(pecahan.transaksi.size(), kTransaksiMaks));
    temuan.transaksi = std::move(pecahan.transaksi);
    temuan.pelaku = {std::move(pecahan.pembuat)};
    temuan.jumlah = pecahan.jumlah;
    temuan_.push_back(std::move(temuan));
  }
}

std::vector<Pengecualian> PenyusunPengecualian::Selesai() && {
  for (auto& [pagu, temuan] : habis_) {
    temuan_.push_back(std::move(temuan));
  }
  for (BukaLagi& satu : pembukaan_) {
    satu.temuan.uraian +=
        " Dicatat ke bulan itu sesudahnya: " + std::to_string(satu.banyak) + " transaksi.";
    temuan_.push_back(std::move(satu.temuan));
  }
  SelesaikanPecahan();
  std::stable_sort(temuan_.begin(), temuan_.end(),
                   [](const Pengecualian& a, const Pengecualian& b) {
                     return std::tie(a.jenis, a.hal, a.id, a.tanggal) <
                            std::tie(b.jenis, b.hal, b.id, b.tanggal);
                   });
  return std::move(temuan_);
}

}  // namespace sakip::budget
