#include "services/budget/revisi.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "services/budget/kode.h"
#include "services/budget/komitmen.h"
#include "services/budget/test_kantor.h"

namespace sakip::budget {
namespace {

using fault::Reason;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Fields = std::vector<std::string>;

const DaftarKode& Register() {
  static const auto* const kode =
      new DaftarKode(Kantor::Kode({"3355.003", "3355.007", "3356.008", "3356.011"}));
  return *kode;
}

// Three lines of 1,000 by import; of the first 300 are spent, 150 reserved and 50 bound.
Kantor Buatan() {
  Kantor kantor;
  kantor.TambahBaris("3355.003.001", 1000);
  kantor.TambahBaris("3355.003.002", 1000);
  kantor.TambahBaris("3356.008", 1000);
  kantor.hari_ini = Hari(6, 30);
  EXPECT_TRUE(kantor
                  .Jalankan(TagihanUji("2017-a", JenisTagihan::kLsGaji, {{"3355.003.001", 300}}),
                            StatusTagihan::kSp2dIssued, Hari(2, 1))
                  .ok());
  EXPECT_TRUE(kantor
                  .Jalankan(TagihanUji("2017-b", JenisTagihan::kLsGaji, {{"3355.003.001", 150}}),
                            StatusTagihan::kSpmIssued, Hari(2, 1))
                  .ok());
  EXPECT_TRUE(
      kantor
          .Lakukan(kantor.Ppk(), CatatKomitmen(kantor.buku, kantor.Ppk(),
                                               KomitmenUji("2017-k", {{"3355.003.001", 50}})))
          .ok());
  return kantor;
}

// A shift by the Kanwil that moves nothing yet.
Revisi RevisiUji(int32_t nomor, const std::vector<std::pair<std::string, int64_t>>& jumlah) {
  Revisi revisi;
  revisi.id = "2017-rev-" + std::to_string(nomor);
  revisi.tahun = kTahunUji;
  revisi.nomor = nomor;
  revisi.tanggal = Hari(3, 10);
  revisi.jenis = JenisRevisi::kPergeseran;
  revisi.kewenangan = Kewenangan::kKanwilDjpb;
  revisi.nomor_dokumen = "S-1/WPB.20/2017";
  revisi.alasan = "Pemenuhan belanja operasional";
  for (const auto& [output, satu] : jumlah) {
    revisi.baris.push_back(BarisUji(output, satu));
  }
  return revisi;
}

absl::Status Ajukan(Kantor* kantor, const Revisi& revisi) {
  return kantor->Lakukan(kantor->Pembuat(),
                         AjukanRevisi(kantor->buku, kantor->Pembuat(), revisi, Register()));
}

absl::Status Putuskan(Kantor* kantor, const std::string& id, bool setuju = true,
                      const std::string& alasan = "") {
  const auto found = kantor->buku.revisi.find(id);
  const bool kpa =
      found != kantor->buku.revisi.end() && found->second.kewenangan == Kewenangan::kKpa;
  const Pelaku oleh = kpa ? kantor->Kpa() : kantor->Admin();
  return kantor->Lakukan(oleh, PutuskanRevisi(kantor->buku, oleh, id, setuju, alasan, Register()));
}

absl::Status Sahkan(Kantor* kantor, const Revisi& revisi) {
  const absl::Status status = Ajukan(kantor, revisi);
  return status.ok() ? Putuskan(kantor, revisi.id) : status;
}

struct Isian {
  const char* what;
  std::function<void(Revisi&)> change;
  Fields fields;
};

void Periksa(const std::vector<Isian>& cases) {
  for (const Isian& c : cases) {
    Revisi revisi = RevisiUji(1, {{"3355.003.001", 900}, {"3355.003.002", 1100}});
    c.change(revisi);
    fault::Violations violations;
    CheckRevisi(revisi, "revisi.", &violations);
    EXPECT_EQ(FieldsOf(violations.ToStatus()), c.fields) << c.what;
  }
}

const RencanaPenarikan kJuni{.bulan = 6, .jenis = JenisBelanja::kBarang, .jumlah = Rp(5)};

TEST(CheckRevisiTest, SaysWhatIsWrongWithoutLookingAnythingUp) {
  Periksa({
      {"nothing", [](Revisi&) {}, {}},
      {"id of another year", [](Revisi& r) { r.id = "2018-rev-1"; }, {"revisi.name"}},
      {"date of another year", [](Revisi& r) { r.tanggal = Hari(1, 1, 2018); }, {"revisi.tanggal"}},
      {"a number below 0", [](Revisi& r) { r.nomor = -1; }, {"revisi.nomor"}},
      {"0 is the first DIPA's", [](Revisi& r) { r.nomor = 0; }, {"revisi.nomor"}},
      {"no reason", [](Revisi& r) { r.alasan = ""; }, {"revisi.alasan"}},
      {"no letter", [](Revisi& r) { r.nomor_dokumen = ""; }, {"revisi.nomor_dokumen"}},
      {"no letter, of the first DIPA",
       [](Revisi& r) {
         r.nomor = 0;
         r.jenis = JenisRevisi::kDipaAwal;
         r.kewenangan = Kewenangan::kDja;
         r.nomor_dokumen = "";
       },
       {"revisi.nomor_dokumen"}},
      {"no letter, by the KPA",
       [](Revisi& r) {
         r.kewenangan = Kewenangan::kKpa;
         r.nomor_dokumen = "";
       },
       {}},
      {"no line", [](Revisi& r) { r.baris.clear(); }, {"revisi.baris"}},
      {"one line twice",
       [](Revisi& r) { r.baris.push_back(r.baris[0]); },
       {"revisi.baris[2].name"}},
      {"line of another year",
       [](Revisi& r) {
         r.baris[1].tahun = 2018;
         r.baris[1].id = "2018-01.3355.003.002";
       },
       {"revisi.baris[1].tahun"}},
      {"below 0", [](Revisi& r) { r.baris[0].jumlah = Rp(-1); }, {"revisi.baris[0].jumlah"}},
      {"above the largest",
       [](Revisi& r) { r.baris[0].jumlah = Rp(money::kRupiahMax + 1); },
       {"revisi.baris[0].jumlah"}},
      {"akun not of six digits",
       [](Revisi& r) {
         Pagu& p = r.baris[0];
         p.kode_ro = "001";
         p.kode_komponen = "051";
         p.kode_subkomponen = "A";
         p.akun = "52121";
         p.id = IdDariKode(p);
       },
       {"revisi.baris[0].akun"}},
  });
}

TEST(CheckRevisiTest, HalamanTigaHasEachCellOnce) {
  Periksa({
      {"halaman III", [&](Revisi& r) { r.rencana = {kJuni}; }, {}},
      {"one cell twice",
       [&](Revisi& r) {
         r.rencana = {kJuni, kJuni};
       },
       {"revisi.rencana[1]"}},
      {"month 13 and an amount below 0",
       [&](Revisi& r) {
         r.rencana = {kJuni};
         r.rencana[0].bulan = 13;
         r.rencana[0].jumlah = Rp(-5);
       },
       {"revisi.rencana[0].bulan", "revisi.rencana[0].jumlah"}},
  });
}

TEST(CheckRevisiTest, EachAuthorityHasItsKinds) {
  const auto kpa = [](Revisi& r) { r.kewenangan = Kewenangan::kKpa; };
  Periksa({
      {"KPA shifts", kpa, {}},
      {"KPA and the total",
       [&](Revisi& r) {
         kpa(r);
         r.jenis = JenisRevisi::kPaguBerubah;
       },
       {"revisi.kewenangan"}},
      {"KPA and halaman III",
       [&](Revisi& r) {
         kpa(r);
         r.rencana = {kJuni};
       },
       {"revisi.rencana"}},
      {"KPA after 27 December, 2017",
       [&](Revisi& r) {
         kpa(r);
         r.tanggal = Hari(12, 28);
       },
       {}},
      {"Kanwil and the first DIPA",
       [](Revisi& r) {
         r.nomor = 0;
         r.jenis = JenisRevisi::kDipaAwal;
       },
       {"revisi.kewenangan"}},
      {"DJA and the first DIPA",
       [](Revisi& r) {
         r.nomor = 0;
         r.jenis = JenisRevisi::kDipaAwal;
         r.kewenangan = Kewenangan::kDja;
       },
       {}},
  });
}

TEST(CheckRevisiTest, SincePmk62TheKpasLastDayIs27December) {
  Revisi revisi = RevisiUji(1, {});
  revisi.id = "2023-rev-1";
  revisi.tahun = 2023;
  revisi.jenis = JenisRevisi::kAdministrasi;
  revisi.kewenangan = Kewenangan::kKpa;
  const auto check = [&](int32_t hari) {
    revisi.tanggal = Hari(12, hari, 2023);
    fault::Violations violations;
    CheckRevisi(revisi, "revisi.", &violations);
    return FieldsOf(violations.ToStatus());
  };
  EXPECT_EQ(check(27), Fields{});
  EXPECT_EQ(check(28), Fields{"revisi.tanggal"});
}

TEST(RevisiTest, AmountsMoveAtTheApproval) {
  Kantor kantor = Buatan();
  Revisi revisi = RevisiUji(1, {{"3355.003.001", 700}, {"3356.008", 1250}, {"3356.011", 50}});
  revisi.baris[0].uraian = "Layanan yang dipangkas";
  ASSERT_TRUE(Ajukan(&kantor, revisi).ok());
  EXPECT_EQ(kantor.saldo("3355.003.001").dipa, Rp(1000)) << "only asked for";
  const absl::Status status = Putuskan(&kantor, revisi.id);
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_EQ(kantor.saldo("3355.003.001").dipa, Rp(700));
  EXPECT_EQ(kantor.saldo("3355.003.001").tersedia, Rp(200));
  EXPECT_EQ(kantor.saldo("3355.003.002").dipa, Rp(1000)) << "not listed";
  EXPECT_EQ(kantor.saldo("3356.008").tersedia, Rp(1250));
  EXPECT_EQ(kantor.saldo("3356.011").tersedia, Rp(50)) << "a new line";
  EXPECT_EQ(kantor.buku.baris.at(IdBaris("3355.003.001")).pagu.uraian, "Layanan yang dipangkas");
  EXPECT_EQ(kantor.buku.baris.at(IdBaris("3355.003.001")).pagu.jumlah, Rp(1000)) << "as entered";
  EXPECT_TRUE(kantor.buku.kode.contains("3356.011"));

  const Revisi& stored = kantor.buku.revisi.at(revisi.id);
  EXPECT_EQ(stored.status, StatusUsulan::kDisetujui);
  EXPECT_EQ(stored.pengusul.orang, "pembuat");
  EXPECT_EQ(stored.pemutus->orang, "admin");
  const TransaksiJurnal& transaksi = kantor.buku.transaksi.at(stored.transaksi);
  EXPECT_EQ(transaksi.jenis, JenisTransaksi::kRevisi);
  EXPECT_EQ(transaksi.dokumen, revisi.id);
  EXPECT_EQ(transaksi.tanggal, Hari(3, 10));
  EXPECT_EQ(kantor.versi.revisi.at(revisi.id).size(), 2U) << "history stays";
}

TEST(RevisiTest, NoLineFallsBelowWhatIsBoundAndSpent) {
  Kantor kantor = Buatan();
  ASSERT_TRUE(kantor
                  .Jalankan(TagihanUji("2017-c", JenisTagihan::kLsGaji, {{"3356.008", 10}}),
                            StatusTagihan::kSppIssued, Hari(2, 1))
                  .ok());
  const absl::Status status =
      Ajukan(&kantor, RevisiUji(1, {{"3355.003.001", 499}, {"3356.008", 9}, {"3356.011", 1492}}));
  EXPECT_EQ(ReasonOf(status), Reason::kRevisionBelowRealised);
  EXPECT_THAT(FieldsOf(status), ElementsAre("revisi.baris[0].jumlah", "revisi.baris[1].jumlah"));
  EXPECT_EQ(FactsOf(status), (std::map<std::string, std::string>{{"line", IdBaris("3355.003.001")},
                                                                 {"floor", "500"},
                                                                 {"shortfall", "1"},
                                                                 {"violations", "2"}}));
  EXPECT_TRUE(
      Sahkan(&kantor, RevisiUji(1, {{"3355.003.001", 500}, {"3356.008", 10}, {"3356.011", 1490}}))
          .ok())
      << "down to the last rupiah";
  EXPECT_EQ(kantor.saldo("3355.003.001").tersedia, Rp(0));
}

TEST(RevisiTest, WhatMovedSinceTheProposalCountsAtTheApproval) {
  Kantor kantor = Buatan();
  const Revisi revisi = RevisiUji(1, {{"3355.003.001", 500}, {"3355.003.002", 1500}});
  ASSERT_TRUE(Ajukan(&kantor, revisi).ok());
  ASSERT_TRUE(kantor
                  .Jalankan(TagihanUji("2017-d", JenisTagihan::kLsGaji, {{"3355.003.001", 1}}),
                            StatusTagihan::kSppIssued, Hari(3, 1))
                  .ok());
  EXPECT_EQ(ReasonOf(Putuskan(&kantor, revisi.id)), Reason::kRevisionBelowRealised);
  EXPECT_EQ(kantor.buku.revisi.at(revisi.id).status, StatusUsulan::kDiusulkan);
}

struct Case {
  const char* what;
  std::function<void(Revisi&, Kantor&)> change;
  Reason reason;
  Fields fields;
};

void Tolak(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    Kantor kantor = Buatan();
    Revisi revisi = RevisiUji(1, {{"3355.003.001", 900}, {"3355.003.002", 1100}});
    c.change(revisi, kantor);
    const absl::Status status = Ajukan(&kantor, revisi);
    EXPECT_EQ(ReasonOf(status), c.reason) << c.what << ": " << status;
    EXPECT_EQ(FieldsOf(status), c.fields) << c.what;
    EXPECT_TRUE(kantor.buku.revisi.empty()) << c.what;
  }
}

TEST(RevisiTest, HasItsPlaceInTheYear) {
  Tolak({
      {"not the next number",
       [](Revisi& r, Kantor&) { r.nomor = 2; },
       Reason::kWrongState,
       {"revisi.nomor"}},
      {"1 where no line came by import",
       [](Revisi&, Kantor& k) { k.buku.baris.clear(); },
       Reason::kWrongState,
       {"revisi.nomor"}},
      {"in a closed month",
       [](Revisi&, Kantor& k) {
         k.buku.bulan_tutup = {true, true, true};
       },
       Reason::kPeriodClosed,
       {"revisi.tanggal"}},
      {"of tomorrow",
       [](Revisi& r, Kantor&) { r.tanggal = Hari(7, 1); },
       Reason::kInvalidField,
       {"revisi.tanggal"}},
  });
}

TEST(RevisiTest, KeepsToItsKindAndItsAuthority) {
  using Baris = std::vector<std::pair<std::string, int64_t>>;
  const auto lines = [](const Baris& baris, JenisRevisi jenis = JenisRevisi::kPergeseran,
                        Kewenangan kewenangan = Kewenangan::kKanwilDjpb) {
    return [=](Revisi& r, Kantor&) {
      r.baris = RevisiUji(1, baris).baris;
      r.jenis = jenis;
      r.kewenangan = kewenangan;
    };
  };
  Tolak({
      {"unknown code of a new line",
       lines({{"3355.003.001", 900}, {"3399.001", 100}}),
       Reason::kUnknownReference,
       {"revisi.baris[1].kode_kegiatan", "revisi.baris[1].kode_output"}},
      {"a stored line of another sumber dana",
       [](Revisi& r, Kantor&) { r.baris[0].sumber_dana = SumberDana::kHibah; },
       Reason::kAlreadyExists,
       {"revisi.baris[0].sumber_dana"}},
      {"a shift that changes the total",
       lines({{"3355.003.001", 900}, {"3356.008", 1101}}),
       Reason::kInvalidField,
       {"revisi.baris"}},
      {"a change of the total that keeps it",
       lines({{"3355.003.001", 900}, {"3356.008", 1100}}, JenisRevisi::kPaguBerubah),
       Reason::kInvalidField,
       {"revisi.baris"}},
      {"an administrative one that moves money",
       lines({{"3355.003.001", 900}, {"3356.008", 1100}}, JenisRevisi::kAdministrasi),
       Reason::kInvalidField,
       {"revisi.baris[0].jumlah", "revisi.baris[1].jumlah"}},
      {"KPA between two KRO",
       lines({{"3355.003.001", 900}, {"3356.008", 1100}}, JenisRevisi::kPergeseran,
             Kewenangan::kKpa),
       Reason::kInvalidField,
       {"revisi.baris", "revisi.baris"}},
      {"the total leaves money",
       [](Revisi& r, Kantor& k) {
         r.jenis = JenisRevisi::kPaguBerubah;
         for (int i = 0; i < 9223; ++i) {
           k.buku.baris["2017-" + std::to_string(i)].saldo.dipa = Rp(money::kRupiahMax);
         }
         r.baris[0].jumlah = Rp(money::kRupiahMax);
       },
       Reason::kAmountOverflow,
       {"revisi.baris"}},
  });
}

TEST(RevisiTest, TheKpaShiftsWithinOneKro) {
  Kantor kantor = Buatan();
  Revisi revisi = RevisiUji(1, {{"3355.003.001", 900}, {"3355.003.002", 1100}});
  revisi.kewenangan = Kewenangan::kKpa;
  ASSERT_TRUE(Ajukan(&kantor, revisi).ok());
  const auto by = [&](const Pelaku& oleh) {
    return ReasonOf(PutuskanRevisi(kantor.buku, oleh, revisi.id, true, "", Register()).status());
  };
  EXPECT_EQ(by(kantor.Ppspm()), Reason::kDutyConflict) << "not the KPA";
  EXPECT_EQ(by(kantor.Orang("pembuat", {Tugas::kKpa}, "akun/lain")), Reason::kDutyConflict)
      << "who proposed it, under another account";
  EXPECT_TRUE(Putuskan(&kantor, revisi.id).ok());
  EXPECT_TRUE(kantor.buku.tugas.at("kpa").contains(Tugas::kKpa));
}

TEST(RevisiTest, NumbersFollowEachOtherAndSoDoDates) {
  Kantor kantor = Buatan();
  ASSERT_TRUE(Sahkan(&kantor, RevisiUji(1, {{"3355.003.001", 900}, {"3355.003.002", 1100}})).ok());
  Revisi kedua = RevisiUji(2, {{"3355.003.001", 800}, {"3355.003.002", 1200}});
  kedua.tanggal = Hari(3, 9);
  EXPECT_THAT(FieldsOf(Ajukan(&kantor, kedua)), ElementsAre("revisi.tanggal"));
  kedua.tanggal = Hari(3, 10);
  EXPECT_TRUE(Sahkan(&kantor, kedua).ok()) << "on the same day";
  EXPECT_EQ(ReasonOf(Ajukan(&kantor, RevisiUji(4, {{"3355.003.001", 900}}))), Reason::kWrongState);
  EXPECT_EQ(kantor.saldo("3355.003.002").dipa, Rp(1200));
  EXPECT_THAT(Verify(kantor.Lengkap()), IsEmpty());
}

TEST(RevisiTest, TheFirstDipaOfAnEmptyYear) {
  Kantor kantor;
  kantor.hari_ini = Hari(12, 5, 2016);
  Revisi dipa = RevisiUji(0, {{"3355.003", 700}, {"3356.008", 0}});
  dipa.jenis = JenisRevisi::kDipaAwal;
  dipa.kewenangan = Kewenangan::kDja;
  dipa.tanggal = Hari(1, 1);
  dipa.rencana = {{.bulan = 2, .jenis = JenisBelanja::kBarang, .jumlah = Rp(700)}};
  ASSERT_TRUE(Sahkan(&kantor, dipa).ok());
  EXPECT_EQ(kantor.saldo("3355.003").tersedia, Rp(700));
  EXPECT_EQ(kantor.buku.revisi_berikut, 1);
  EXPECT_TRUE(kantor.buku.baris.contains(IdBaris("3356.008"))) << "a line of 0";
}

TEST(RevisiTest, AnAdministrativeOneMovesNothing) {
  Kantor kantor = Buatan();
  const size_t before = kantor.jurnal.size();
  Revisi revisi = RevisiUji(1, {{"3356.008", 1000}});
  revisi.jenis = JenisRevisi::kAdministrasi;
  revisi.baris[0].kppn = "046";
  ASSERT_TRUE(Sahkan(&kantor, revisi).ok());
  EXPECT_EQ(kantor.jurnal.size(), before);
  EXPECT_EQ(kantor.buku.revisi.at(revisi.id).transaksi, 0);
  EXPECT_EQ(kantor.buku.baris.at(IdBaris("3356.008")).pagu.kppn, "046");
}

TEST(RevisiTest, TheSameAgainIsNothingAndOtherContentIsRefused) {
  Kantor kantor = Buatan();
  Revisi revisi = RevisiUji(1, {{"3355.003.001", 900}, {"3355.003.002", 1100}});
  ASSERT_TRUE(Sahkan(&kantor, revisi).ok());
  const auto again = AjukanRevisi(kantor.buku, kantor.Pembuat(), revisi, Register());
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(CountWrites(*again), 0U);
  revisi.baris[0].jumlah = Rp(899);
  revisi.alasan = "lain";
  const absl::Status status = Ajukan(&kantor, revisi);
  EXPECT_EQ(ReasonOf(status), Reason::kAlreadyExists);
  EXPECT_THAT(FieldsOf(status), ElementsAre("revisi.alasan", "revisi.baris"));
}

TEST(RevisiTest, IsDecidedOnceAndRejectedWithAReason) {
  Kantor kantor = Buatan();
  const Revisi revisi = RevisiUji(1, {{"3355.003.001", 900}, {"3355.003.002", 1100}});
  EXPECT_EQ(ReasonOf(Putuskan(&kantor, revisi.id)), Reason::kNotFound);
  ASSERT_TRUE(Ajukan(&kantor, revisi).ok());
  EXPECT_EQ(
      ReasonOf(kantor.Lakukan(kantor.Pembuat(), PutuskanRevisi(kantor.buku, kantor.Pembuat(),
                                                               revisi.id, true, "", Register()))),
      Reason::kDutyConflict);
  EXPECT_THAT(FieldsOf(Putuskan(&kantor, revisi.id, false)), ElementsAre("alasan"));
  ASSERT_TRUE(Putuskan(&kantor, revisi.id, false, "dokumen kurang").ok());
  EXPECT_EQ(kantor.saldo("3355.003.001").dipa, Rp(1000));
  EXPECT_EQ(kantor.buku.revisi_berikut, 0) << "the number is free again";
  EXPECT_EQ(ReasonOf(Putuskan(&kantor, revisi.id)), Reason::kWrongState);
}

}  // namespace
}  // namespace sakip::budget
