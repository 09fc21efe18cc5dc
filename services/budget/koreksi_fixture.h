#ifndef SAKIP_SERVICES_BUDGET_KOREKSI_FIXTURE_H_
#define SAKIP_SERVICES_BUDGET_KOREKSI_FIXTURE_H_

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "services/budget/decide.h"
#include "services/budget/koreksi.h"
#include "services/budget/test_kantor.h"

// For the tests of setoran and koreksi: an office that has paid something.
namespace sakip::budget {

inline constexpr const char* kA = "3355.003";
inline constexpr const char* kB = "3355.007";
inline constexpr const char* kHibah = "3356.008";

// Two lines of 1,000 and one of a grant; a payment of 300 + 50, number kBayar, and a saldo impor of
// 200, number kSaldo.
inline constexpr int64_t kSaldo = 4;
inline constexpr int64_t kBayar = 7;

inline Kantor Buatan() {
  Kantor kantor;
  kantor.TambahBaris(kA, 1000);
  kantor.TambahBaris(kB, 1000);
  kantor.TambahBaris(kHibah, 1000, SumberDana::kHibah);
  Usulan usulan;
  usulan.satker = "6474";
  usulan.tahun = kTahunUji;
  usulan.hari_ini = kantor.hari_ini;
  usulan.realisasi = {{.id = "2017-saldo",
                       .pagu = IdBaris(kB),
                       .jenis = JenisRealisasi::kSaldoImpor,
                       .jumlah = Rp(200),
                       .tanggal = Hari(1, 31),
                       .keterangan = "",
                       .nomor_sp2d = ""}};
  EXPECT_TRUE(kantor.Lakukan(kantor.Bendahara(), Decide(kantor.buku, usulan, {})).ok());
  const absl::Status status =
      kantor.Jalankan(TagihanUji("2017-a", JenisTagihan::kLsGaji, {{kA, 300}, {kB, 50}}),
                      StatusTagihan::kSp2dIssued, Hari(3, 6));
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(kantor.buku.transaksi.at(kSaldo).jenis, JenisTransaksi::kSaldoImpor);
  EXPECT_EQ(kantor.buku.transaksi.at(kBayar).jenis, JenisTransaksi::kSp2d);
  return kantor;
}

// An SP2D that was imported; answers its transaction.
inline int64_t PostingSp2d(Kantor* kantor, const std::string& baris, int64_t jumlah) {
  Usulan usulan;
  usulan.satker = "6474";
  usulan.tahun = kTahunUji;
  usulan.hari_ini = kantor->hari_ini;
  usulan.realisasi = {{.id = "2017-sp2d",
                       .pagu = IdBaris(baris),
                       .jenis = JenisRealisasi::kSp2d,
                       .jumlah = Rp(jumlah),
                       .tanggal = Hari(2, 1),
                       .keterangan = "",
                       .nomor_sp2d = "SP2D/impor"}};
  EXPECT_TRUE(kantor->Lakukan(kantor->Bendahara(), Decide(kantor->buku, usulan, {})).ok());
  return kantor->buku.nomor_terakhir;
}

inline Setoran SetoranUji(const std::string& id, JenisSetoran jenis, int64_t acuan,
                          int64_t jumlah) {
  Setoran setoran;
  setoran.id = id;
  setoran.tahun = kTahunUji;
  setoran.jenis = jenis;
  setoran.acuan = acuan;
  setoran.jumlah = Rp(jumlah);
  setoran.nomor_bukti = "NTPN/" + id;
  setoran.tanggal = Hari(4, 3);
  return setoran;
}

inline Setoran Pengembalian(const std::string& id, int64_t acuan,
                            const std::vector<std::pair<std::string, int64_t>>& jumlah) {
  Setoran setoran = SetoranUji(id, JenisSetoran::kPengembalian, acuan, 0);
  setoran.rincian = RincianUji(jumlah);
  return setoran;
}

inline absl::Status Setor(Kantor* kantor, const Setoran& setoran) {
  return kantor->Lakukan(kantor->Bendahara(),
                         CatatSetoran(kantor->buku, kantor->Bendahara(), setoran));
}

inline Koreksi KoreksiUji(const std::string& id, int64_t acuan,
                          const std::vector<std::pair<std::string, int64_t>>& pengganti) {
  Koreksi koreksi;
  koreksi.id = id;
  koreksi.tahun = kTahunUji;
  koreksi.acuan = acuan;
  koreksi.tanggal = Hari(5, 4);
  koreksi.alasan = "Salah pembebanan akun";
  koreksi.pengganti = RincianUji(pengganti);
  return koreksi;
}

inline absl::Status Ajukan(Kantor* kantor, const Koreksi& koreksi) {
  return kantor->Lakukan(kantor->Bendahara(),
                         AjukanKoreksi(kantor->buku, kantor->Bendahara(), koreksi));
}

inline absl::Status Putuskan(Kantor* kantor, const std::string& id, bool setuju = true,
                             const std::string& alasan = "") {
  return kantor->Lakukan(kantor->Kpa(),
                         PutuskanKoreksi(kantor->buku, kantor->Kpa(), id, setuju, alasan));
}

inline absl::Status Sahkan(Kantor* kantor, const Koreksi& koreksi) {
  const absl::Status status = Ajukan(kantor, koreksi);
  return status.ok() ? Putuskan(kantor, koreksi.id) : status;
}

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_KOREKSI_FIXTURE_H_
