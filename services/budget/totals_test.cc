#include "services/budget/totals.h"

#include <gtest/gtest.h>

#include <limits>

#include "common/fault/fault.h"
#include "services/budget/bontang_2017.h"

namespace sakip::budget {
namespace {

using money::Rupiah;

Baris Line(const std::string& deeper, int64_t pagu, int64_t realisasi) {
  Baris baris;
  baris.pagu.id = "2017-01.3355.003" + deeper;
  baris.pagu.tahun = 2017;
  baris.pagu.kode_program = "01";
  baris.pagu.kode_kegiatan = "3355";
  baris.pagu.kode_output = "3355.003";
  baris.pagu.uraian = "Baris" + deeper;
  baris.pagu.jumlah = Rupiah::FromInt(pagu);
  baris.saldo.dipa = Rupiah::FromInt(pagu);
  baris.saldo.tersedia = Rupiah::FromInt(pagu - realisasi);
  baris.saldo.realisasi = Rupiah::FromInt(realisasi);
  return baris;
}

// The totals the report itself does not print.
TEST(TotalsTest, Bontang2017) {
  const Usulan usulan = bontang::Proposal();
  const auto perubahan = Decide({}, usulan, bontang::Register());
  ASSERT_TRUE(perubahan.ok()) << perubahan.status();
  std::vector<TransaksiJurnal> jurnal;
  for (const Tercatat& tercatat : perubahan->jurnal) {
    jurnal.push_back(tercatat.transaksi);
  }
  const DaftarSaldo saldo = Lipat(jurnal)->baris;
  std::vector<Baris> baris;
  for (const Pagu& pagu : usulan.pagu) {
    baris.push_back({.pagu = pagu, .saldo = saldo.at(pagu.id)});
  }
  const auto anggaran = Jumlahkan(baris, bontang::Register());
  ASSERT_TRUE(anggaran.ok()) << anggaran.status();

  EXPECT_EQ(anggaran->output.size(), 22U);
  EXPECT_EQ(money::FormatRupiah(anggaran->total->pagu), "3.511.812.000");
  EXPECT_EQ(money::FormatRupiah(anggaran->total->realisasi), "3.127.524.380");
  EXPECT_EQ(money::FormatRupiah(anggaran->total->sisa), "384.287.620");
  EXPECT_EQ(anggaran->total->serapan->FormatIndonesian(2), "89,06");
  EXPECT_EQ(anggaran->saldo_impor, anggaran->total->realisasi);

  std::map<std::string, std::string> serapan;
  for (const BarisAnggaran& kegiatan : anggaran->kegiatan) {
    serapan[kegiatan.kode] = kegiatan.serapan->FormatIndonesian(2);
  }
  EXPECT_EQ(serapan, (std::map<std::string, std::string>{{"3355", "86,75"},
                                                         {"3356", "86,56"},
                                                         {"3357", "88,28"},
                                                         {"3360", "99,85"},
                                                         {"3361", "99,80"},
                                                         {"3362", "97,35"},
                                                         {"3363", "86,28"},
                                                         {"3364", "92,43"}}));
  ASSERT_EQ(anggaran->program.size(), 2U);
  EXPECT_EQ(anggaran->program[0].kode, "01");
  EXPECT_EQ(anggaran->program[0].uraian, "Program 01");
  EXPECT_EQ(anggaran->program[1].kode, "06");
}

TEST(TotalsTest, LinesOfOneOutputAreSummedUnderTheLabelOfItsOwnLine) {
  const DaftarKode kode = bontang::Register();
  const auto with_own = Jumlahkan({Line("", 100, 50), Line(".001", 20, 1)}, kode);
  ASSERT_TRUE(with_own.ok());
  ASSERT_EQ(with_own->output.size(), 1U);
  EXPECT_EQ(with_own->output[0].uraian, "Baris");
  EXPECT_EQ(with_own->output[0].pagu, Rupiah::FromInt(120));
  EXPECT_EQ(with_own->output[0].sisa, Rupiah::FromInt(69));
  EXPECT_EQ(with_own->output[0].serapan->ToCanonical(), "85/2");
  EXPECT_EQ(with_own->saldo_impor, Rupiah());

  const auto deeper_only = Jumlahkan({Line(".001", 20, 1)}, kode);
  ASSERT_TRUE(deeper_only.ok());
  EXPECT_EQ(deeper_only->output[0].uraian, "Output 3355.003");
}

TEST(TotalsTest, APaguOfZeroHasNoSerapan) {
  const auto anggaran = Jumlahkan({Line("", 0, 0)}, {});
  ASSERT_TRUE(anggaran.ok());
  EXPECT_FALSE(anggaran->output[0].serapan.has_value());
  EXPECT_FALSE(anggaran->total->serapan.has_value());
}

TEST(TotalsTest, NoLineNoTotal) {
  const auto anggaran = Jumlahkan({}, bontang::Register());
  ASSERT_TRUE(anggaran.ok());
  EXPECT_EQ(*anggaran, Anggaran());
}

TEST(TotalsTest, ASumThatLeavesMoneyIsRefused) {
  const int64_t max = std::numeric_limits<int64_t>::max();
  const auto anggaran = Jumlahkan({Line("", max, 0), Line(".001", 1, 0)}, {});
  const auto fault = fault::FromStatus(anggaran.status());
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(fault->reason, fault::Reason::kAmountOverflow);
}

}  // namespace
}  // namespace sakip::budget
