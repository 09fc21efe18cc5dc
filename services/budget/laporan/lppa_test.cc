#include "services/budget/laporan/lppa.h"

#include <gmock/gmock.h>

#include <map>
#include <random>

#include "common/fault/fault.h"
#include "services/budget/bontang_2017.h"
#include "services/budget/laporan/laporan_test_util.h"

namespace sakip::budget {
namespace {

using testing::Buatan;
using testing::BuatPagu;
using ::testing::ElementsAre;
using testing::Hari;
using testing::Rp;
using Jenis = JenisTransaksi;

const std::string kBarang = "2017-01.3355.003.001.051.A.521211";
const std::string kGaji = "2017-01.3355.994.001.051.A.511111";
const std::string kHibah = "2017-06.3364.029.001.051.A.521219";

std::vector<Pagu> Baris() {
  return {BuatPagu("01", "3355", "3355.003", "521211"),
          BuatPagu("01", "3355", "3355.994", "511111"),
          BuatPagu("06", "3364", "3364.029", "521219", SumberDana::kHibah)};
}

// January to April by hand; each figure below follows from these lines.
Buatan Setahun() {
  Buatan buatan;
  buatan.Catat(Jenis::kPagu, Hari(1, 1), kBarang, Akun::kTersedia, Akun::kDipa, 1000);
  buatan.Catat(Jenis::kPagu, Hari(1, 1), kGaji, Akun::kTersedia, Akun::kDipa, 2000);
  buatan.Catat(Jenis::kSpp, Hari(1, 20), kBarang, Akun::kSpp, Akun::kTersedia, 100, "t1");
  buatan.Catat(Jenis::kSpm, Hari(2, 1), kBarang, Akun::kSpm, Akun::kSpp, 100, "t1");
  buatan.Catat(Jenis::kSp2d, Hari(2, 2), kBarang, Akun::kRealisasi, Akun::kSpm, 100, "t1");
  buatan.Catat(Jenis::kSp2dImpor, Hari(2, 15), kGaji, Akun::kRealisasi, Akun::kTersedia, 300, "g");
  buatan.Catat(Jenis::kRevisi, Hari(3, 1), kHibah, Akun::kTersedia, Akun::kDipa, 500, "r1");
  buatan.Catat(Jenis::kKomitmen, Hari(3, 5), kBarang, Akun::kKomitmen, Akun::kTersedia, 400, "k1");
  buatan.Catat(Jenis::kSpp, Hari(3, 20), kBarang, Akun::kSpp, Akun::kKomitmen, 150, "t2");
  buatan.Catat(Jenis::kPengembalian, Hari(4, 3), kGaji, Akun::kTersedia, Akun::kRealisasi, 50, "s1",
               6);
  return buatan;
}

absl::StatusOr<Lppa> Bulan(const Buatan& buatan, int bulan, Kelompok kelompok,
                           size_t sampai_nomor = 1000) {
  PenyusunLppa penyusun(AwalBulan(2017, bulan), AkhirBulan(2017, bulan));
  for (const TransaksiJurnal& transaksi : buatan.jurnal()) {
    if (static_cast<size_t>(transaksi.nomor) <= sampai_nomor) {
      EXPECT_TRUE(penyusun.Ambil(transaksi).ok());
    }
  }
  return penyusun.Selesai(Baris(), {}, kelompok);
}

// pagu lalu bulan sampai sisa komitmen outstanding
std::vector<int64_t> Angka(const BarisLppa& baris) {
  return {baris.pagu.value(),
          baris.realisasi_lalu.value(),
          baris.realisasi_bulan.value(),
          baris.realisasi_sampai.value(),
          baris.sisa.value(),
          baris.komitmen.value(),
          baris.outstanding.value()};
}

TEST(LppaTest, EachMonthAsCountedByHand) {
  struct Case {
    int bulan;
    std::vector<int64_t> total;
    std::vector<int64_t> tanpa_hibah;
    size_t baris;
  };
  const Case cases[] = {
      {1, {3000, 0, 0, 0, 3000, 0, 100}, {3000, 0, 0, 0, 3000, 0, 100}, 2},
      {2, {3000, 0, 400, 400, 2600, 0, 0}, {3000, 0, 400, 400, 2600, 0, 0}, 2},
      {3, {3500, 400, 0, 400, 3100, 250, 150}, {3000, 400, 0, 400, 2600, 250, 150}, 3},
      {4, {3500, 400, -50, 350, 3150, 250, 150}, {3000, 400, -50, 350, 2650, 250, 150}, 3},
      {12, {3500, 350, 0, 350, 3150, 250, 150}, {3000, 350, 0, 350, 2650, 250, 150}, 3},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.bulan);
    const auto lppa = Bulan(Setahun(), c.bulan, Kelompok::kBaris);
    ASSERT_TRUE(lppa.ok()) << lppa.status();
    EXPECT_EQ(Angka(*lppa->total), c.total);
    EXPECT_EQ(Angka(*lppa->total_tanpa_hibah), c.tanpa_hibah);
    EXPECT_EQ(lppa->baris.size(), c.baris);
    EXPECT_EQ(lppa->nomor, 10);
  }
}

TEST(LppaTest, AsItWasKnownAfterATransaction) {
  const auto lppa = Bulan(Setahun(), 12, Kelompok::kBaris, 5);
  EXPECT_EQ(Angka(*lppa->total), (std::vector<int64_t>{3000, 100, 0, 100, 2900, 0, 0}));
  EXPECT_EQ(lppa->nomor, 5);
}

TEST(LppaTest, RowsOfEachGroup) {
  const auto kode = [](Kelompok kelompok) {
    std::vector<std::string> hasil;
    const auto lppa = Bulan(Setahun(), 4, kelompok);
    for (const BarisLppa& baris : lppa->baris) {
      hasil.push_back(baris.kode + " " + baris.uraian + " " +
                      std::to_string(baris.realisasi_sampai.value()));
    }
    return hasil;
  };
  EXPECT_THAT(kode(Kelompok::kBaris),
              ElementsAre(kBarang + " Baris 3355.003 100", kGaji + " Baris 3355.994 250",
                          kHibah + " Baris 3364.029 0"));
  EXPECT_THAT(kode(Kelompok::kOutput),
              ElementsAre("3355.003  100", "3355.994  250", "3364.029  0"));
  EXPECT_THAT(kode(Kelompok::kKegiatan), ElementsAre("3355  350", "3364  0"));
  EXPECT_THAT(kode(Kelompok::kProgram), ElementsAre("01  350", "06  0"));
  EXPECT_THAT(kode(Kelompok::kAkun), ElementsAre("511111  250", "521211  100", "521219  0"));
  EXPECT_THAT(kode(Kelompok::kJenisBelanja),
              ElementsAre("51 Belanja Pegawai 250", "52 Belanja Barang 100"));
  EXPECT_THAT(kode(Kelompok::kSumberDana), ElementsAre("HIBAH  0", "RM  350"));
}

TEST(LppaTest, SaldoImporIsToldUntilItIsCorrectedAway) {
  Buatan buatan;
  buatan.Catat(Jenis::kPagu, Hari(1, 1), kBarang, Akun::kTersedia, Akun::kDipa, 1000);
  const int64_t impor = buatan.Catat(Jenis::kSaldoImpor, Hari(1, 31), kBarang, Akun::kRealisasi,
                                     Akun::kTersedia, 700, "i");
  buatan.Catat(Jenis::kPembalik, Hari(3, 1), kBarang, Akun::kTersedia, Akun::kRealisasi, 700, "x",
               impor);
  buatan.Catat(Jenis::kKoreksi, Hari(3, 1), kBarang, Akun::kRealisasi, Akun::kTersedia, 600, "x");
  EXPECT_EQ(Bulan(buatan, 1, Kelompok::kBaris)->saldo_impor, Rp(700));
  EXPECT_EQ(Bulan(buatan, 2, Kelompok::kBaris)->saldo_impor, Rp(700));
  EXPECT_EQ(Bulan(buatan, 3, Kelompok::kBaris)->saldo_impor, Rp(0));
  EXPECT_EQ(Bulan(buatan, 3, Kelompok::kBaris)->total->realisasi_bulan, Rp(-100));
}

TEST(LppaTest, LaterDatedTransactionsLeaveAMonthAsItWas) {
  Buatan buatan = Setahun();
  const auto sebelum = Bulan(buatan, 2, Kelompok::kBaris);
  buatan.Catat(Jenis::kPembalik, Hari(5, 2), kBarang, Akun::kTersedia, Akun::kRealisasi, 100, "x",
               5);
  buatan.Catat(Jenis::kRevisi, Hari(5, 3), kBarang, Akun::kTersedia, Akun::kDipa, 9, "r2");
  auto sesudah = Bulan(buatan, 2, Kelompok::kBaris);
  sesudah->nomor = sebelum->nomor;
  EXPECT_EQ(*sesudah, *sebelum);
}

TEST(LppaTest, NothingEntered) {
  const auto lppa = Bulan(Buatan(), 6, Kelompok::kBaris);
  EXPECT_EQ(*lppa, Lppa());
}

TEST(LppaTest, OnlyGrantMoney) {
  Buatan buatan;
  buatan.Catat(Jenis::kPagu, Hari(1, 1), kHibah, Akun::kTersedia, Akun::kDipa, 5);
  EXPECT_EQ(Bulan(buatan, 1, Kelompok::kBaris)->total->pagu, Rp(5));
  EXPECT_FALSE(Bulan(buatan, 1, Kelompok::kBaris)->total_tanpa_hibah.has_value());
}

TEST(LppaTest, ALineThatIsNotStoredIsDataLoss) {
  Buatan buatan;
  buatan.Catat(Jenis::kPagu, Hari(1, 1), "2017-99.none", Akun::kTersedia, Akun::kDipa, 5);
  EXPECT_EQ(Bulan(buatan, 1, Kelompok::kBaris).status().code(), absl::StatusCode::kDataLoss);
}

TEST(LppaTest, SumsThatLeaveTheRangeAreRefused) {
  Buatan buatan;
  for (const std::string& pagu : {kBarang, kGaji}) {
    buatan.Catat(Jenis::kPagu, Hari(1, 1), pagu, Akun::kTersedia, Akun::kDipa,
                 std::numeric_limits<int64_t>::max());
  }
  const auto fault = fault::FromStatus(Bulan(buatan, 1, Kelompok::kKegiatan).status());
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(fault->reason, fault::Reason::kAmountOverflow);
}

TEST(LppaTest, BontangAsItsLakipPrintsIt) {
  Buatan buatan;
  std::vector<Pagu> lines = bontang::Proposal().pagu;
  for (const bontang::Row& row : bontang::kRows) {
    const std::string id = bontang::LineId(row);
    buatan.Catat(Jenis::kPagu, Hari(1, 1), id, Akun::kTersedia, Akun::kDipa, row.pagu);
    buatan.Catat(Jenis::kSaldoImpor, Hari(12, 31), id, Akun::kRealisasi, Akun::kTersedia,
                 row.realisasi);
  }
  PenyusunLppa penyusun(AwalBulan(2017, 12), AkhirBulan(2017, 12));
  for (const TransaksiJurnal& transaksi : buatan.jurnal()) {
    ASSERT_TRUE(penyusun.Ambil(transaksi).ok());
  }
  const auto output = penyusun.Selesai(lines, bontang::Register(), Kelompok::kOutput);
  ASSERT_EQ(output->baris.size(), 22U);
  EXPECT_EQ(output->baris[0].uraian, "Baris 3355.003");
  EXPECT_EQ(money::FormatRupiah(output->total->pagu), "3.511.812.000");
  EXPECT_EQ(money::FormatRupiah(output->total->realisasi_sampai), "3.127.524.380");
  EXPECT_EQ(money::FormatRupiah(output->total->sisa), "384.287.620");
  EXPECT_EQ(output->total->serapan->FormatIndonesian(2), "89,06");
  std::vector<std::string> serapan;
  const auto kegiatan = penyusun.Selesai(lines, bontang::Register(), Kelompok::kKegiatan);
  for (const BarisLppa& baris : kegiatan->baris) {
    serapan.push_back(baris.kode + " " + baris.serapan->FormatIndonesian(2));
  }
  EXPECT_THAT(serapan, ElementsAre("3355 86,75", "3356 86,56", "3357 88,28", "3360 99,85",
                                   "3361 99,80", "3362 97,35", "3363 86,28", "3364 92,43"));
}

// Against the ledger's own fold, whatever the transactions and their dates.
TEST(LppaTest, DecemberEqualsTheLedger) {
  const uint32_t seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const auto acak = [&](int sampai) {
    return std::uniform_int_distribution<int>(0, sampai - 1)(random);
  };
  const std::pair<Akun, Akun> pindah[] = {{Akun::kTersedia, Akun::kDipa},
                                          {Akun::kKomitmen, Akun::kTersedia},
                                          {Akun::kSpp, Akun::kTersedia},
                                          {Akun::kSpp, Akun::kKomitmen},
                                          {Akun::kSpm, Akun::kSpp},
                                          {Akun::kRealisasi, Akun::kSpm},
                                          {Akun::kRealisasi, Akun::kTersedia},
                                          {Akun::kTersedia, Akun::kRealisasi}};
  Buatan buatan;
  const std::string ids[] = {kBarang, kGaji, kHibah};
  for (int i = 0; i < 500; ++i) {
    const auto& [debit, kredit] = pindah[acak(8)];
    buatan.Catat(Jenis::kSp2d, Hari(1 + acak(12), 1 + acak(28)), ids[acak(3)], debit, kredit,
                 1 + acak(1000));
  }
  const auto posisi = Lipat(buatan.jurnal());
  ASSERT_TRUE(posisi.ok());
  const auto lppa = Bulan(buatan, 12, Kelompok::kBaris);
  for (const BarisLppa& baris : lppa->baris) {
    const Saldo& saldo = posisi->baris.at(baris.kode);
    EXPECT_EQ(baris.pagu, saldo.dipa);
    EXPECT_EQ(baris.realisasi_sampai, saldo.realisasi);
    EXPECT_EQ(baris.komitmen, saldo.komitmen);
    EXPECT_EQ(baris.outstanding.value(), saldo.spp.value() + saldo.spm.value());
  }
}

}  // namespace
}  // namespace sakip::budget
