#ifndef SAKIP_SERVICES_BUDGET_TAGIHAN_TEST_UTIL_H_
#define SAKIP_SERVICES_BUDGET_TAGIHAN_TEST_UTIL_H_

#include <gtest/gtest.h>

#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "services/budget/komitmen.h"
#include "services/budget/tagihan.h"
#include "services/budget/test_kantor.h"

// The office and the bills that the tests of bills begin with.
namespace sakip::budget {

using Fields = std::vector<std::string>;
using Facts = std::map<std::string, std::string>;

inline constexpr int64_t kMax = std::numeric_limits<int64_t>::max();
inline const period::Tanggal kHari = Hari(3, 15);

// Two lines of RM, one of HIBAH, and a contract over 300 of the first.
inline Kantor KantorUji() {
  Kantor kantor;
  kantor.TambahBaris("3355.003", 1000);
  kantor.TambahBaris("3356.001", 500);
  kantor.TambahBaris("3364.001", 700, SumberDana::kHibah);
  const absl::Status status = kantor.Lakukan(
      kantor.Ppk(),
      CatatKomitmen(kantor.buku, kantor.Ppk(), KomitmenUji("2017-k1", {{"3355.003", 300}})));
  EXPECT_TRUE(status.ok()) << status;
  return kantor;
}

inline Tagihan Biasa(const std::string& id = "2017-t1") {
  return TagihanUji(id, JenisTagihan::kLsNonKontraktual, {{"3355.003", 400}, {"3356.001", 100}});
}

inline Tagihan Kontraktual(int64_t jumlah, const std::string& id = "2017-t1") {
  Tagihan tagihan = TagihanUji(id, JenisTagihan::kLsKontraktual, {{"3355.003", jumlah}});
  tagihan.komitmen = "2017-k1";
  return tagihan;
}

inline Tagihan Sphl(int64_t belanja, int64_t pendapatan, const std::string& id = "2017-t1") {
  Tagihan tagihan = TagihanUji(id, JenisTagihan::kSphl, {{"3364.001", belanja}});
  tagihan.pendapatan_hibah = Rp(pendapatan);
  return tagihan;
}

inline IsiLangkah Isi(const std::string& nomor = "", period::Tanggal tanggal = kHari,
                      const std::string& id = "2017-t1") {
  return {.id = id, .nomor = nomor, .tanggal = tanggal};
}

inline IsiSp2d Sp2d(const std::string& nomor, std::vector<Rincian> dibayar = {}) {
  return {.langkah = Isi(nomor), .dibayar = std::move(dibayar), .tanggal_buku = std::nullopt};
}

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_TAGIHAN_TEST_UTIL_H_
