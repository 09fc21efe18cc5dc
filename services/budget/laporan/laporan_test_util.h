#ifndef SAKIP_SERVICES_BUDGET_LAPORAN_LAPORAN_TEST_UTIL_H_
#define SAKIP_SERVICES_BUDGET_LAPORAN_LAPORAN_TEST_UTIL_H_

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "services/budget/ledger.h"
#include "services/budget/pagu.h"

// For tests: an office-year 2017 of a few lines, its journal written by hand.
namespace sakip::budget::testing {

inline money::Rupiah Rp(int64_t jumlah) {
  return money::Rupiah::FromInt(jumlah);
}

inline period::Tanggal Hari(int bulan, int hari) {
  return *period::Tanggal::Of(2017, bulan, hari);
}

inline Pagu BuatPagu(const std::string& program, const std::string& kegiatan,
                     const std::string& output, const std::string& akun,
                     SumberDana sumber = SumberDana::kRm) {
  Pagu pagu;
  pagu.id = "2017-" + program + "." + output;
  pagu.id += akun.empty() ? "" : ".001.051.A." + akun;
  pagu.tahun = 2017;
  pagu.kode_program = program;
  pagu.kode_kegiatan = kegiatan;
  pagu.kode_output = output;
  pagu.uraian = "Baris " + output;
  pagu.sumber_dana = sumber;
  pagu.akun = akun;
  return pagu;
}

// Numbers transactions from 1; what is not balanced fails the test.
class Buatan {
 public:
  // `jumlah` from the credited to the debited account of `pagu`; its number.
  int64_t Catat(JenisTransaksi jenis, period::Tanggal tanggal, const std::string& pagu, Akun debit,
                Akun kredit, int64_t jumlah, const std::string& dokumen = "", int64_t acuan = 0) {
    TransaksiJurnal transaksi;
    transaksi.nomor = static_cast<int64_t>(jurnal_.size()) + 1;
    transaksi.jenis = jenis;
    transaksi.dokumen = dokumen;
    transaksi.tanggal = tanggal;
    transaksi.acuan = acuan;
    Susunan susunan;
    susunan.Pindah(pagu, debit, kredit, Rp(jumlah));
    const auto seimbang = std::move(susunan).Selesai();
    EXPECT_TRUE(seimbang.ok()) << seimbang.status();
    transaksi.entri = seimbang->entri();
    jurnal_.push_back(transaksi);
    return transaksi.nomor;
  }

  const std::vector<TransaksiJurnal>& jurnal() const { return jurnal_; }

 private:
  std::vector<TransaksiJurnal> jurnal_;
};

}  // namespace sakip::budget::testing

#endif  // SAKIP_SERVICES_BUDGET_LAPORAN_LAPORAN_TEST_UTIL_H_
