#include "services/budget/periode.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "services/budget/test_kantor.h"

namespace sakip::budget {
namespace {

using fault::Reason;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// An office that paid in January and March.
Kantor Buatan() {
  Kantor kantor;
  kantor.TambahBaris("3355.003", 1000);
  EXPECT_TRUE(kantor
                  .Jalankan(TagihanUji("2017-a", JenisTagihan::kLsGaji, {{"3355.003", 100}}),
                            StatusTagihan::kSp2dIssued, Hari(1, 20))
                  .ok());
  EXPECT_TRUE(kantor
                  .Jalankan(TagihanUji("2017-b", JenisTagihan::kLsGaji, {{"3355.003", 50}}),
                            StatusTagihan::kSp2dIssued, Hari(3, 20))
                  .ok());
  return kantor;
}

absl::Status Tutup(Kantor* kantor, int32_t bulan, period::Tanggal tutup_buku) {
  return kantor->Lakukan(kantor->Bendahara(),
                         TutupPeriode(kantor->buku, kantor->Bendahara(), kantor->Jurnal(),
                                      kTahunUji, bulan, tutup_buku));
}

Pembukaan Permintaan(const std::string& id, int32_t bulan) {
  Pembukaan pembukaan;
  pembukaan.id = id;
  pembukaan.tahun = kTahunUji;
  pembukaan.bulan = bulan;
  pembukaan.alasan = "SP2D terlambat dicatat";
  return pembukaan;
}

absl::Status Ajukan(Kantor* kantor, const Pembukaan& pembukaan) {
  return kantor->Lakukan(kantor->Bendahara(),
                         AjukanPembukaan(kantor->buku, kantor->Bendahara(), pembukaan));
}

TEST(PeriodeTest, MonthsCloseInOrderAndKeepTheirSums) {
  Kantor kantor = Buatan();
  ASSERT_TRUE(Tutup(&kantor, 1, Hari(2, 3)).ok());
  ASSERT_TRUE(Tutup(&kantor, 2, Hari(3, 3)).ok());
  ASSERT_TRUE(Tutup(&kantor, 3, Hari(4, 3)).ok());
  ASSERT_EQ(kantor.akta.size(), 3U);
  const Neraca& januari = *kantor.akta[0].neraca;
  EXPECT_EQ(januari.realisasi_bulan, Rp(100));
  EXPECT_EQ(januari.realisasi_sampai, Rp(100));
  EXPECT_EQ(kantor.akta[1].neraca->realisasi_bulan, Rp(0));
  const Neraca& maret = *kantor.akta[2].neraca;
  EXPECT_EQ(maret.realisasi_bulan, Rp(50));
  EXPECT_EQ(maret.realisasi_sampai, Rp(150));
  EXPECT_EQ(maret.total, kantor.saldo("3355.003"));
  EXPECT_EQ(maret.nomor, kantor.buku.nomor_terakhir);
  EXPECT_EQ(kantor.akta[2].tanggal, Hari(4, 3));
  EXPECT_EQ(kantor.akta[2].oleh.orang, "bendahara");
}

TEST(PeriodeTest, ClosingIsRefused) {
  struct Case {
    const char* what;
    std::function<void(Kantor&)> before;
    int32_t bulan;
    period::Tanggal tutup_buku;
    Reason reason;
  };
  const auto nothing = [](Kantor&) {};
  const auto today = [](period::Tanggal hari) { return [hari](Kantor& k) { k.hari_ini = hari; }; };
  const Case cases[] = {
      {"no such month", nothing, 13, Hari(12, 31), Reason::kInvalidField},
      {"month 0", nothing, 0, Hari(12, 31), Reason::kInvalidField},
      {"out of order", nothing, 2, Hari(3, 1), Reason::kWrongState},
      {"closed already", [](Kantor& k) { ASSERT_TRUE(Tutup(&k, 1, Hari(2, 1)).ok()); }, 1,
       Hari(2, 1), Reason::kWrongState},
      {"too early", today(Hari(1, 30)), 1, Hari(1, 30), Reason::kPeriodNotOver},
      {"book closing before the last day", nothing, 1, Hari(1, 30), Reason::kInvalidField},
      {"book closing after today", today(Hari(2, 5)), 1, Hari(2, 6), Reason::kInvalidField},
  };
  for (const Case& c : cases) {
    Kantor kantor = Buatan();
    c.before(kantor);
    const BulanTutup before = kantor.buku.bulan_tutup;
    EXPECT_EQ(ReasonOf(Tutup(&kantor, c.bulan, c.tutup_buku)), c.reason) << c.what;
    EXPECT_EQ(kantor.buku.bulan_tutup, before) << c.what;
  }
  Kantor kantor = Buatan();
  kantor.hari_ini = Hari(1, 31);
  EXPECT_TRUE(Tutup(&kantor, 1, Hari(1, 31)).ok()) << "on its last day";
  EXPECT_EQ(
      ReasonOf(TutupPeriode(kantor.buku, kantor.Ppk(), kantor.Jurnal(), kTahunUji, 1, Hari(1, 31))
                   .status()),
      Reason::kWrongState);
  kantor.hari_ini = Hari(3, 1);
  EXPECT_EQ(
      ReasonOf(TutupPeriode(kantor.buku, kantor.Ppk(), kantor.Jurnal(), kTahunUji, 2, Hari(3, 1))
                   .status()),
      Reason::kDutyConflict)
      << "a PPK";
}

TEST(PeriodeTest, MonthsBeforeTheFirstTransactionCloseWithIt) {
  Kantor kantor;
  kantor.TambahBaris("3355.003", 0);
  TransaksiJurnal april;
  april.nomor = 1;
  april.tanggal = Hari(4, 2);
  const auto putusan =
      TutupPeriode(kantor.buku, kantor.Bendahara(), {april}, kTahunUji, 4, Hari(5, 2));
  ASSERT_TRUE(putusan.ok()) << putusan.status();
  std::vector<int32_t> bulan;
  for (const AktaPeriode& akta : putusan->akta) {
    bulan.push_back(akta.bulan);
  }
  EXPECT_THAT(bulan, ElementsAre(1, 2, 3, 4));
  EXPECT_EQ(
      ReasonOf(TutupPeriode(kantor.buku, kantor.Bendahara(), {april}, kTahunUji, 5, Hari(6, 2))
                   .status()),
      Reason::kWrongState);
}

TEST(PeriodeTest, NothingIsDatedIntoAClosedMonth) {
  Kantor kantor = Buatan();
  ASSERT_TRUE(Tutup(&kantor, 1, Hari(2, 1)).ok());
  const absl::Status status =
      kantor.Jalankan(TagihanUji("2017-c", JenisTagihan::kLsGaji, {{"3355.003", 1}}),
                      StatusTagihan::kSp2dIssued, Hari(1, 31));
  EXPECT_EQ(ReasonOf(status), Reason::kPeriodClosed);
  EXPECT_EQ(FactsOf(status).at("month"), "2017-01");
  EXPECT_TRUE(kantor
                  .Jalankan(TagihanUji("2017-d", JenisTagihan::kLsGaji, {{"3355.003", 1}}),
                            StatusTagihan::kSp2dIssued, Hari(2, 1))
                  .ok());
}

TEST(PeriodeTest, ReopeningIsARecordedActOfTwoPersons) {
  Kantor kantor = Buatan();
  ASSERT_TRUE(Tutup(&kantor, 1, Hari(2, 1)).ok());
  ASSERT_TRUE(Ajukan(&kantor, Permintaan("2017-buka-1", 1)).ok());
  EXPECT_TRUE(kantor.buku.bulan_tutup[0]) << "not before it is decided";
  ASSERT_TRUE(kantor
                  .Lakukan(kantor.Kpa(),
                           PutuskanPembukaan(kantor.buku, kantor.Kpa(), "2017-buka-1", true, ""))
                  .ok());
  EXPECT_FALSE(kantor.buku.bulan_tutup[0]);
  const AktaPeriode& akta = kantor.akta.back();
  EXPECT_EQ(akta.pembukaan, "2017-buka-1");
  EXPECT_EQ(akta.alasan, "SP2D terlambat dicatat");
  EXPECT_EQ(akta.oleh.orang, "kpa");
  EXPECT_TRUE(Tutup(&kantor, 1, Hari(2, 1)).ok()) << "and closes again";
  EXPECT_THAT(Verify(kantor.Lengkap()), IsEmpty());
}

TEST(PeriodeTest, ReopeningIsRefused) {
  Kantor kantor = Buatan();
  ASSERT_TRUE(Tutup(&kantor, 1, Hari(2, 1)).ok());
  ASSERT_TRUE(Tutup(&kantor, 2, Hari(3, 1)).ok());
  EXPECT_EQ(ReasonOf(Ajukan(&kantor, Permintaan("2017-x", 1))), Reason::kWrongState)
      << "not the last closed month";
  EXPECT_EQ(ReasonOf(Ajukan(&kantor, Permintaan("2017-x", 3))), Reason::kWrongState) << "open";
  Pembukaan kosong = Permintaan("2018-x", 14);
  kosong.alasan = "";
  EXPECT_THAT(FieldsOf(Ajukan(&kantor, kosong)),
              ElementsAre("pembukaan.name", "pembukaan.bulan", "pembukaan.alasan"));

  ASSERT_TRUE(Ajukan(&kantor, Permintaan("2017-buka", 2)).ok());
  const auto again = AjukanPembukaan(kantor.buku, kantor.Kpa(), Permintaan("2017-buka", 2));
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(CountWrites(*again), 0U);
  EXPECT_THAT(FieldsOf(Ajukan(&kantor, Permintaan("2017-buka", 1))),
              ElementsAre("pembukaan.bulan"));
  EXPECT_EQ(ReasonOf(Ajukan(&kantor, Permintaan("2017-buka", 1))), Reason::kAlreadyExists);

  const auto decide = [&](const Pelaku& oleh, const std::string& id, bool setuju,
                          const std::string& alasan) {
    return ReasonOf(kantor.Lakukan(oleh, PutuskanPembukaan(kantor.buku, oleh, id, setuju, alasan)));
  };
  EXPECT_EQ(decide(kantor.Kpa(), "2017-lain", true, ""), Reason::kNotFound);
  EXPECT_EQ(decide(kantor.Ppk(), "2017-buka", true, ""), Reason::kDutyConflict);
  EXPECT_EQ(decide(kantor.Orang("bendahara", {Tugas::kKpa}, "akun/lain"), "2017-buka", true, ""),
            Reason::kDutyConflict)
      << "who asked, under another account";
  EXPECT_EQ(decide(kantor.Kpa(), "2017-buka", false, ""), Reason::kInvalidField);
  EXPECT_EQ(decide(kantor.Kpa(), "2017-buka", false, "tidak perlu"), std::nullopt);
  EXPECT_TRUE(kantor.buku.bulan_tutup[1]);
  EXPECT_EQ(decide(kantor.Kpa(), "2017-buka", true, ""), Reason::kWrongState) << "decided";
}

}  // namespace
}  // namespace sakip::budget
