#ifndef SAKIP_SERVICES_BUDGET_LAPORAN_PENGECUALIAN_H_
#define SAKIP_SERVICES_BUDGET_LAPORAN_PENGECUALIAN_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/money/money.h"
#include "common/period/period.h"
#include "services/budget/buku.h"
#include "services/budget/dokumen.h"
#include "services/budget/laporan/norma.h"
#include "services/budget/rantai.h"

// What an inspector should look at in an office-year, with the entries behind it. Pure.
namespace sakip::budget {

enum class JenisPengecualian {
  kKoreksiSetelahTutup,
  kPembukaanPeriode,
  kPersetujuanSehari,
  kHabisTerikat,
  kMelewatiNorma,
  kDibukukanTerlambat,
  kDipecah,
};

struct Pengecualian {
  enum class Hal { kBaris, kTagihan, kKomitmen, kRevisi, kKoreksi, kPembukaan };

  JenisPengecualian jenis = JenisPengecualian::kHabisTerikat;
  Hal hal = Hal::kBaris;
  std::string id;
  std::string uraian;              // Indonesian
  std::vector<int64_t> transaksi;  // by number; at most kTransaksiMaks
  std::vector<Pencatat> pelaku;
  period::Tanggal tanggal = period::Tanggal::FromEpochDays(0);
  money::Rupiah jumlah;  // 0: there is none

  bool operator==(const Pengecualian&) const = default;
};

inline constexpr size_t kTransaksiMaks = 500;

// Takes in first every document and line, then the journal in the order of its numbers.
//   kKoreksiSetelahTutup  an approved koreksi of an entry whose month was closed at the approval
//   kPembukaanPeriode     a reopening, with what was dated into the month before it closed again
//   kPersetujuanSehari    revisi, koreksi, pembukaan proposed and approved on one day in Jakarta;
//                         SPP and SPM of one date
//   kHabisTerikat         a line with a pagu and nothing free now
//   kMelewatiNorma        an SPP after the day of norma.h, or none yet and the asked day is after
//                         it; an active contract whose last day is before the asked day
//   kDibukukanTerlambat   an SP2D whose transaction is dated in another month than itself
//   kDipecah              two or more bills that were not refused, with one line, day and maker
class PenyusunPengecualian {
 public:
  // `akta` in the order they were written; `libur` outlives this.
  PenyusunPengecualian(int32_t tahun, std::vector<AktaPeriode> akta, period::Tanggal per_tanggal,
                       const HariLibur& libur);

  absl::Status Ambil(const Baris& baris);
  absl::Status Ambil(const Tagihan& tagihan);
  absl::Status Ambil(const Komitmen& komitmen);
  absl::Status Ambil(const Revisi& revisi);
  absl::Status Ambil(const Koreksi& koreksi);
  absl::Status Ambil(const Pembukaan& pembukaan);
  absl::Status Ambil(const BarisJurnal& baris);

  // By kind, then what it is about.
  std::vector<Pengecualian> Selesai() &&;

 private:
  struct Pecahan {
    std::vector<std::string> tagihan;
    std::vector<int64_t> transaksi;
    money::Rupiah jumlah;
    Pencatat pembuat;
  };
  struct BukaLagi {
    Pengecualian temuan;
    int32_t bulan = 0;
    int64_t dari_us = 0;
    int64_t sampai_us = 0;
    int64_t banyak = 0;
  };

  void CatatPembukaan();
  void PeriksaSehari(const Tagihan& tagihan);
  void PeriksaNorma(const Tagihan& tagihan);
  absl::Status PeriksaPecahan(const Tagihan& tagihan);
  void AmbilAcuan(const TransaksiJurnal& transaksi);
  absl::Status AmbilSp2d(const BarisJurnal& baris);
  void AmbilHabis(const BarisJurnal& baris);
  void AmbilPembukaan(const BarisJurnal& baris);
  bool TertutupPada(int32_t bulan, int64_t waktu_us) const;
  void SelesaikanPecahan();

  int32_t tahun_;
  std::vector<AktaPeriode> akta_;
  period::Tanggal per_tanggal_;
  const HariLibur& libur_;
  std::vector<Pengecualian> temuan_;
  std::vector<BukaLagi> pembukaan_;
  std::map<std::string, Pengecualian> habis_;  // by line
  std::multimap<int64_t, Koreksi> koreksi_;    // by the transaction that is undone
  std::map<int64_t, period::Tanggal> sp2d_;    // date of the SP2D by its transaction
  std::map<std::tuple<std::string, period::Tanggal, std::string>, Pecahan> pecahan_;
};

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_LAPORAN_PENGECUALIAN_H_
