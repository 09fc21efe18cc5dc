#include "services/budget/decide.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "services/budget/bontang_2017.h"
#include "services/budget/test_kantor.h"

namespace sakip::budget {
namespace {

using fault::Reason;
using money::Rupiah;
using ::testing::ElementsAre;

using Fields = std::vector<std::string>;

absl::Status Check(const Usulan& usulan) {
  fault::Violations violations;
  CheckUsulan(usulan, &violations);
  return violations.ToStatus();
}

// What is stored after `usulan` was accepted into an empty office-year.
Buku BukuAfter(const Usulan& usulan) {
  const auto perubahan = Decide({}, usulan, bontang::Register());
  EXPECT_TRUE(perubahan.ok()) << perubahan.status();
  Kantor kantor;
  kantor.Terapkan(kantor.Orang("impor"), *perubahan);
  return kantor.buku;
}

struct Case {
  const char* what;
  std::function<void(Usulan&)> change;
  Fields fields;
};

void PeriksaSemua(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    Usulan usulan = bontang::Proposal();
    c.change(usulan);
    EXPECT_EQ(FieldsOf(Check(usulan)), c.fields) << c.what;
  }
}

TEST(CheckUsulanTest, OfLinesSayingWhatIsWrongWithoutLookingAnythingUp) {
  PeriksaSemua({
      {"nothing", [](Usulan&) {}, {}},
      {"line of another year",
       [](Usulan& u) { u.pagu[0].tahun = 2018; },
       {"pagu[0].tahun", "pagu[0].name"}},
      {"id of another output",
       [](Usulan& u) { u.pagu[1].id = "2017-01.3355.008"; },
       {"pagu[1].name"}},
      {"id that only begins alike", [](Usulan& u) { u.pagu[1].id += "1"; }, {"pagu[1].name"}},
      {"id with deeper codes", [](Usulan& u) { u.pagu[1].id += ".001.051"; }, {}},
      {"id without program", [](Usulan& u) { u.pagu[1].id = "2017-3355.007"; }, {"pagu[1].name"}},
      {"negative pagu",
       [](Usulan& u) { u.pagu[2].jumlah = Rupiah::FromInt(-1); },
       {"pagu[2].jumlah"}},
      {"pagu of zero", [](Usulan& u) { u.pagu[2].jumlah = Rupiah(); }, {}},
      {"pagu above the largest",
       [](Usulan& u) { u.pagu[2].jumlah = Rupiah::FromInt(money::kRupiahMax + 1); },
       {"pagu[2].jumlah"}},
      {"line twice", [](Usulan& u) { u.pagu.push_back(u.pagu[0]); }, {"pagu[22].name"}},
  });
}

TEST(CheckUsulanTest, OfPostingsSayingWhatIsWrongWithoutLookingAnythingUp) {
  PeriksaSemua({
      {"posting of zero",
       [](Usulan& u) { u.realisasi[3].jumlah = Rupiah(); },
       {"realisasi[3].jumlah"}},
      {"date before the year",
       [](Usulan& u) { u.realisasi[3].tanggal = *period::Tanggal::Of(2016, 12, 31); },
       {"realisasi[3].tanggal"}},
      {"first day",
       [](Usulan& u) { u.realisasi[3].tanggal = *period::Tanggal::Of(2017, 1, 1); },
       {}},
      {"date after the year",
       [](Usulan& u) { u.realisasi[3].tanggal = *period::Tanggal::Of(2018, 1, 1); },
       {"realisasi[3].tanggal"}},
      {"posting to another year",
       [](Usulan& u) { u.realisasi[3].pagu = "2018-01.3355.003"; },
       {"realisasi[3].pagu", "realisasi[3].tanggal"}},
      {"posting of tomorrow",
       [](Usulan& u) {
         u.hari_ini = *period::Tanggal::Of(2017, 12, 30);
         u.realisasi.resize(1);
       },
       {"realisasi[0].tanggal"}},
      {"posting of today", [](Usulan& u) { u.hari_ini = *period::Tanggal::Of(2017, 12, 31); }, {}},
      {"payment without its number",
       [](Usulan& u) { u.realisasi[1].jenis = JenisRealisasi::kSp2d; },
       {"realisasi[1].nomor_sp2d"}},
      {"a total with the number of a payment",
       [](Usulan& u) { u.realisasi[1].nomor_sp2d = "170391302000123"; },
       {"realisasi[1].nomor_sp2d"}},
      {"akun not of six digits",
       [](Usulan& u) {
         u.pagu[0].kode_ro = "001";
         u.pagu[0].kode_komponen = "051";
         u.pagu[0].kode_subkomponen = "A";
         u.pagu[0].akun = "5211";
         u.pagu[0].id = "2017-01.3355.003.001.051.A.5211";
         u.realisasi.clear();
       },
       {"pagu[0].akun"}},
      {"posting twice",
       [](Usulan& u) { u.realisasi[1].id = u.realisasi[0].id; },
       {"realisasi[1].name"}},
  });
}

TEST(DecideTest, RefusesWhatTheRegisterDoesNotKnow) {
  const Case cases[] = {
      {"nothing", [](Usulan&) {}, {}},
      {"unknown kegiatan",
       [](Usulan& u) { u.pagu[3].kode_kegiatan = "3399"; },
       {"pagu[3].kode_kegiatan", "pagu[3].kode_output"}},
      {"kegiatan of another program",
       [](Usulan& u) { u.pagu[3].kode_program = "06"; },
       {"pagu[3].kode_kegiatan"}},
      {"output of another kegiatan",
       [](Usulan& u) { u.pagu[3].kode_kegiatan = "3355"; },
       {"pagu[3].kode_output"}},
      {"a kegiatan in the place of the program",
       [](Usulan& u) { u.pagu[3].kode_program = "3356"; },
       {"pagu[3].kode_program", "pagu[3].kode_kegiatan"}},
      {"several at once",
       [](Usulan& u) {
         u.pagu[0].kode_output = "3355.777";
         u.pagu[21].kode_program = "99";
         u.realisasi[7].pagu = "2017-01.3357.777";
       },
       {"pagu[0].kode_output", "pagu[21].kode_program", "pagu[21].kode_kegiatan",
        "realisasi[7].pagu"}},
  };
  for (const Case& c : cases) {
    Usulan usulan = bontang::Proposal();
    c.change(usulan);
    const absl::Status status = Decide({}, usulan, bontang::Register()).status();
    EXPECT_EQ(FieldsOf(status), c.fields) << c.what;
    if (!c.fields.empty()) {
      EXPECT_EQ(fault::FromStatus(status)->reason, Reason::kUnknownReference) << c.what;
    }
  }
}

TEST(DecideTest, TheSameImportAgainChangesNothingEvenWhenTheRegisterForgot) {
  const Usulan usulan = bontang::Proposal();
  const auto again = Decide(BukuAfter(usulan), usulan, {});
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(CountWrites(*again), 0U);
}

TEST(DecideTest, StoredNamesWithOtherContentAreRefusedWithEveryDifferingField) {
  const Buku buku = BukuAfter(bontang::Proposal());
  Usulan usulan = bontang::Proposal();
  usulan.pagu[0].jumlah = Rupiah::FromInt(27404001);
  usulan.pagu[0].uraian = "Lain";
  usulan.pagu[1].sumber_dana = SumberDana::kHibah;
  usulan.realisasi[5].jumlah = Rupiah::FromInt(1);
  usulan.realisasi[6].tanggal = *period::Tanggal::Of(2017, 12, 30);
  usulan.realisasi[7].pagu = usulan.pagu[0].id;
  usulan.realisasi[8].keterangan = "lain";
  const absl::Status status = Decide(buku, usulan, bontang::Register()).status();
  EXPECT_THAT(
      FieldsOf(status),
      ElementsAre("pagu[0].uraian", "pagu[0].jumlah", "pagu[1].sumber_dana", "realisasi[5].jumlah",
                  "realisasi[6].tanggal", "realisasi[7].pagu", "realisasi[8].keterangan"));
  const fault::Fault fault = *fault::FromStatus(status);
  EXPECT_EQ(fault.reason, Reason::kAlreadyExists);
  EXPECT_EQ(fault.metadata.at("name"), "satker/6474/pagu/2017-01.3355.003");
  EXPECT_EQ(fault.metadata.at("field"), "uraian");
  EXPECT_EQ(fault.metadata.at("violations"), "7");
  EXPECT_THAT(fault.violations[1].english, ::testing::HasSubstr("revision"));
  EXPECT_THAT(fault.violations[1].indonesian, ::testing::HasSubstr("27.404.000"));
}

TEST(DecideTest, PostingsToOneLineCountTogetherAndEveryExcessIsReported) {
  Usulan usulan = bontang::Proposal();
  usulan.pagu.resize(2);
  usulan.realisasi.clear();
  const auto post = [&](const std::string& id, size_t line, int64_t jumlah) {
    usulan.realisasi.push_back({.id = id,
                                .pagu = usulan.pagu[line].id,
                                .jenis = JenisRealisasi::kSaldoImpor,
                                .jumlah = Rupiah::FromInt(jumlah),
                                .tanggal = *period::Tanggal::Of(2017, 3, 1),
                                .keterangan = "",
                                .nomor_sp2d = ""});
  };
  post("a", 0, 27404000 - 10);
  post("b", 0, 11);       // one too many
  post("c", 1, 8371001);  // one too many
  post("d", 0, 10);       // fits beside a
  post("e", 0, 1);        // the line is empty by now
  const absl::Status status = Decide({}, usulan, bontang::Register()).status();
  EXPECT_THAT(FieldsOf(status),
              ElementsAre("realisasi[1].jumlah", "realisasi[2].jumlah", "realisasi[4].jumlah"));
  const fault::Fault fault = *fault::FromStatus(status);
  EXPECT_EQ(fault.reason, Reason::kPaguExceeded);
  EXPECT_EQ(fault.metadata,
            (std::map<std::string, std::string>{{"line", "satker/6474/pagu/2017-01.3355.003"},
                                                {"tersedia", "10"},
                                                {"jumlah", "11"},
                                                {"shortfall", "1"},
                                                {"violations", "3"}}));
}

TEST(DecideTest, APaguOfZeroIsALineWithoutATransaction) {
  Usulan usulan = bontang::Proposal();
  usulan.pagu.resize(1);
  usulan.pagu[0].jumlah = Rupiah();
  usulan.realisasi.clear();
  const auto perubahan = Decide({}, usulan, bontang::Register());
  ASSERT_TRUE(perubahan.ok());
  EXPECT_EQ(perubahan->pagu.size(), 1U);
  EXPECT_TRUE(perubahan->jurnal.empty());
}

TEST(DecideTest, SnapshotsAreTakenOncePerCode) {
  Usulan usulan = bontang::Proposal();
  const auto first = Decide({}, usulan, bontang::Register());
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(first->kode.size(), 2U + 8U + 22U);

  const Buku buku = BukuAfter(usulan);
  usulan.pagu[0].id += ".001";
  const auto second = Decide(buku, usulan, bontang::Register());
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second->pagu.size(), 1U);
  EXPECT_TRUE(second->kode.empty());
  EXPECT_EQ(second->jurnal.front().transaksi.nomor, buku.nomor_terakhir + 1);
}

// What is not entered yet: a payment, as the treasury's list has it.
Realisasi Sp2d(const std::string& id, const std::string& pagu, int64_t jumlah,
               const std::string& nomor) {
  return {.id = id,
          .pagu = pagu,
          .jenis = JenisRealisasi::kSp2d,
          .jumlah = Rupiah::FromInt(jumlah),
          .tanggal = *period::Tanggal::Of(2017, 3, 9),
          .keterangan = "",
          .nomor_sp2d = nomor};
}

// The lines of Bontang without their postings.
Usulan HanyaPagu() {
  Usulan usulan = bontang::Proposal();
  usulan.realisasi.clear();
  return usulan;
}

TEST(DecideTest, APaymentOfTheTreasurysListBearsItsNumber) {
  Usulan usulan = HanyaPagu();
  usulan.realisasi = {Sp2d("2017-sp2d-1-a", usulan.pagu[0].id, 100, "1703"),
                      Sp2d("2017-sp2d-1-b", usulan.pagu[1].id, 200, "1703")};
  const auto perubahan = Decide({}, usulan, bontang::Register());
  ASSERT_TRUE(perubahan.ok()) << perubahan.status();
  ASSERT_EQ(perubahan->nomor.size(), 3U) << "one SP2D, and its two lines";
  EXPECT_EQ(perubahan->nomor[0].first, Nomor(JenisNomor::kSp2d, "1703"));
  const TransaksiJurnal& transaksi = perubahan->jurnal.back().transaksi;
  EXPECT_EQ(transaksi.jenis, JenisTransaksi::kSp2dImpor);
  EXPECT_EQ(transaksi.dokumen, "2017-sp2d-1-b");
  EXPECT_EQ(perubahan->jurnal.back().sesudah.at(usulan.pagu[1].id).saldo_impor, Rupiah());

  Buku buku = BukuAfter(usulan);
  EXPECT_EQ(CountWrites(*Decide(buku, usulan, {})), 0U) << "the same list again";
  usulan.realisasi[0].nomor_sp2d = "1704";
  EXPECT_THAT(FieldsOf(Decide(buku, usulan, {}).status()), ElementsAre("realisasi[0].nomor_sp2d"));
  // A bill of this system bears it: the money would count twice.
  usulan.realisasi = {Sp2d("2017-sp2d-2", usulan.pagu[0].id, 100, "SP2D/2017-gaji-01")};
  buku.nomor[{JenisNomor::kSp2d, "SP2D/2017-gaji-01"}] = "2017-gaji-01";
  const absl::Status twice = Decide(buku, usulan, {}).status();
  EXPECT_EQ(ReasonOf(twice), Reason::kAlreadyExists);
  EXPECT_THAT(FieldsOf(twice), ElementsAre("realisasi[0].nomor_sp2d"));
}

TEST(DecideTest, AnSp2dPaysALineOnceAndHasOneDate) {
  Usulan usulan = HanyaPagu();
  const std::string satu = usulan.pagu[0].id;
  usulan.realisasi = {Sp2d("2017-ada", satu, 100, "1703")};
  const Buku buku = BukuAfter(usulan);
  const struct {
    const char* what;
    Realisasi baru;
    const char* field;
    int hari;
  } cases[] = {
      {"the same line, the same amount", Sp2d("2017-lagi", satu, 100, "1703"), "nomor_sp2d", 9},
      {"the same line, another amount", Sp2d("2017-lagi", satu, 5, "1703"), "nomor_sp2d", 9},
      {"another line", Sp2d("2017-lagi", usulan.pagu[1].id, 100, "1703"), "", 9},
      {"another line, another day", Sp2d("2017-lagi", usulan.pagu[1].id, 5, "1703"), "tanggal", 8},
  };
  for (const auto& c : cases) {
    const Fields fields = *c.field == '\0' ? Fields{} : Fields{c.field};
    Usulan lagi = HanyaPagu();
    lagi.pagu.clear();
    lagi.realisasi = {c.baru};
    lagi.realisasi[0].tanggal = *period::Tanggal::Of(2017, 3, c.hari);
    const auto expect = [&](const absl::Status& status, const std::string& at) {
      EXPECT_EQ(FieldsOf(status), fields.empty() ? Fields{} : Fields{at + fields[0]}) << c.what;
      EXPECT_EQ(ReasonOf(status),
                fields.empty() ? std::nullopt : std::optional(Reason::kAlreadyExists))
          << c.what;
    };
    expect(Decide(buku, lagi, {}).status(), "realisasi[0].");
    lagi.bentuk = Usulan::Bentuk::kSatuRealisasi;
    expect(DecideSatuSatu(buku, lagi)->satu_satu.at(0), "realisasi.");
    // Both in one request.
    Usulan dua = usulan;
    dua.realisasi.push_back(lagi.realisasi[0]);
    expect(Decide({}, dua, bontang::Register()).status(), "realisasi[1].");
  }
}

TEST(DecideSatuSatuTest, ARefusedPostingUsesNoNumber) {
  Usulan batch = HanyaPagu();
  const Buku buku = BukuAfter(batch);
  const std::string satu = batch.pagu[0].id;
  batch.pagu.clear();
  batch.bentuk = Usulan::Bentuk::kSatuRealisasi;
  batch.realisasi = {Sp2d("2017-lebih", satu, money::kRupiahMax, "1"), Sp2d("2017-a", satu, 1, "1"),
                     Sp2d("2017-b", satu, 1, "1")};
  const auto putusan = DecideSatuSatu(buku, batch);
  ASSERT_TRUE(putusan.ok()) << putusan.status();
  EXPECT_EQ(ReasonOf(putusan->satu_satu[0]), Reason::kPaguExceeded);
  EXPECT_TRUE(putusan->satu_satu[1].ok());
  EXPECT_EQ(ReasonOf(putusan->satu_satu[2]), Reason::kAlreadyExists);
}

TEST(DecideTest, WhoPostsDoesTheDutyOfTheBendahara) {
  Usulan usulan = HanyaPagu();
  usulan.realisasi = {Sp2d("2017-a", usulan.pagu[0].id, 1, "1")};
  const Kantor kantor;
  const auto sistem = [&](const std::set<Tugas>& jabatan) {
    Pelaku pelaku = kantor.Orang("x", jabatan);
    pelaku.sistem = true;
    return pelaku;
  };
  const struct {
    const char* what;
    Pelaku pelaku;
    std::set<Tugas> pernah;
    bool ok;
    std::vector<Tugas> tugas;
  } cases[] = {
      {"bendahara", kantor.Bendahara(), {}, true, {Tugas::kBendahara}},
      {"again", kantor.Bendahara(), {Tugas::kBendahara}, true, {}},
      {"was PPK", kantor.Bendahara(), {Tugas::kPpk}, false, {}},
      {"is KPA", kantor.Orang("x", {Tugas::kBendahara, Tugas::kKpa}), {}, false, {}},
      {"a system with a duty", sistem({Tugas::kBendahara, Tugas::kKpa}), {}, true, {}},
  };
  for (const auto& c : cases) {
    auto perubahan = Decide({}, usulan, bontang::Register());
    ASSERT_TRUE(perubahan.ok()) << perubahan.status();
    Buku buku;
    buku.tugas[c.pelaku.pencatat.orang] = c.pernah;
    const absl::Status status = CatatPemosting(buku, c.pelaku, &*perubahan);
    EXPECT_EQ(ReasonOf(status), c.ok ? std::nullopt : std::optional(Reason::kDutyConflict))
        << c.what;
    EXPECT_EQ(perubahan->tugas, c.tugas) << c.what;
  }
}

TEST(DecideTest, AfterTheFirstRevisionNewLinesComeByRevision) {
  Buku buku = BukuAfter(HanyaPagu());
  buku.revisi_berikut = 1;
  Usulan usulan = HanyaPagu();
  EXPECT_TRUE(Decide(buku, usulan, bontang::Register()).ok()) << "the same lines again";
  usulan.pagu[3].id += ".001";
  const absl::Status status = Decide(buku, usulan, bontang::Register()).status();
  EXPECT_EQ(ReasonOf(status), Reason::kWrongState);
  EXPECT_THAT(FieldsOf(status), ElementsAre("pagu[3].name"));
}

TEST(DecideTest, NothingIsEnteredIntoAClosedMonth) {
  Buku buku = BukuAfter(HanyaPagu());
  buku.bulan_tutup = {true, true, true};
  Usulan usulan = HanyaPagu();
  usulan.realisasi = {Sp2d("2017-a", usulan.pagu[0].id, 1, "1"),
                      Sp2d("2017-b", usulan.pagu[0].id, 1, "2"),
                      Sp2d("2017-c", usulan.pagu[0].id, 1, "3")};
  usulan.realisasi[1].tanggal = *period::Tanggal::Of(2017, 4, 1);
  const absl::Status status = Decide(buku, usulan, bontang::Register()).status();
  EXPECT_EQ(ReasonOf(status), Reason::kPeriodClosed);
  EXPECT_EQ(FactsOf(status).at("month"), "2017-03");
  EXPECT_THAT(FieldsOf(status), ElementsAre("realisasi[0].tanggal", "realisasi[2].tanggal"));
  buku.realisasi[usulan.realisasi[0].id] = usulan.realisasi[0];
  buku.realisasi[usulan.realisasi[2].id] = usulan.realisasi[2];
  EXPECT_TRUE(Decide(buku, usulan, bontang::Register()).ok()) << "what is stored stays";
  // Lines count from January.
  usulan.pagu[0].id += ".001";
  EXPECT_THAT(FieldsOf(Decide(buku, usulan, bontang::Register()).status()),
              ElementsAre("pagu[0].jumlah"));
}

TEST(DecideSatuSatuTest, EachPostingHasItsOwnVerdict) {
  Buku buku = BukuAfter(HanyaPagu());
  buku.bulan_tutup[0] = true;
  Usulan batch = bontang::Proposal();
  const std::string line = batch.pagu[1].id;  // 8,371,000
  batch.pagu.clear();
  batch.realisasi = {Sp2d("2017-0", line, 8000000, "1"), Sp2d("2017-1", line, 371001, "2"),
                     Sp2d("2017-2", line, 371000, "3"),  Sp2d("2017-3", line, 1, "4"),
                     Sp2d("2017-0", line, 8000000, "1"), Sp2d("2017-5", "2017-01.x", 1, "5"),
                     Sp2d("2017-6", line, 1, ""),        Sp2d("2017-7", line, 1, "6"),
                     Sp2d("2017-8", line, 0, "7")};
  batch.realisasi[7].tanggal = *period::Tanggal::Of(2017, 1, 9);
  const auto putusan = DecideSatuSatu(buku, batch);
  ASSERT_TRUE(putusan.ok()) << putusan.status();
  std::vector<std::optional<Reason>> reasons;
  for (const absl::Status& status : putusan->satu_satu) {
    reasons.push_back(ReasonOf(status));
  }
  EXPECT_THAT(reasons,
              ElementsAre(std::nullopt, Reason::kPaguExceeded, std::nullopt, Reason::kPaguExceeded,
                          Reason::kInvalidField, Reason::kUnknownReference, Reason::kInvalidField,
                          Reason::kPeriodClosed, Reason::kInvalidField));
  EXPECT_THAT(FieldsOf(putusan->satu_satu[3]), ElementsAre("realisasi[3].jumlah"));
  EXPECT_EQ(putusan->perubahan.realisasi.size(), 2U);
  EXPECT_EQ(putusan->perubahan.jurnal.size(), 2U);

  // Sent again, the taken ones are there and the others are refused as before.
  Kantor kantor;
  kantor.buku = buku;
  kantor.Terapkan(kantor.Bendahara(), putusan->perubahan);
  const auto again = DecideSatuSatu(kantor.buku, batch);
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE(again->satu_satu[0].ok());
  EXPECT_EQ(ReasonOf(again->satu_satu[1]), Reason::kPaguExceeded);
  EXPECT_EQ(CountWrites(again->perubahan), 0U);
}

TEST(DecideSatuSatuTest, OneAfterTheOtherIsTheSameAsABatch) {
  Kantor satu;
  satu.Terapkan(satu.Orang("impor"), *Decide({}, HanyaPagu(), bontang::Register()));
  Usulan batch = bontang::Proposal();
  batch.pagu.clear();
  for (Realisasi& realisasi : batch.realisasi) {
    realisasi.pagu = bontang::LineId(bontang::kRows[0]);
  }
  const auto putusan = DecideSatuSatu(satu.buku, batch);
  ASSERT_TRUE(putusan.ok());
  for (size_t i = 0; i < batch.realisasi.size(); ++i) {
    Usulan one = batch;
    one.bentuk = Usulan::Bentuk::kSatuRealisasi;
    one.realisasi = {batch.realisasi[i]};
    const absl::Status status =
        satu.Lakukan(satu.Bendahara(), Decide(satu.buku, one, bontang::Register()));
    EXPECT_EQ(ReasonOf(status), ReasonOf(putusan->satu_satu[i])) << i;
  }
  EXPECT_EQ(satu.buku.baris.at(bontang::LineId(bontang::kRows[0])).saldo,
            putusan->perubahan.jurnal.back().sesudah.at(bontang::LineId(bontang::kRows[0])));
}

// 9,223 lines of 10^15 fit into int64, one more does not.
TEST(DecideTest, ATotalThatLeavesMoneyIsRefused) {
  Usulan usulan = bontang::Proposal();
  usulan.pagu.resize(1);
  usulan.realisasi.clear();
  usulan.pagu[0].jumlah = Rupiah::FromInt(money::kRupiahMax);
  Buku buku;
  for (int i = 0; i < 9222; ++i) {
    buku.baris["2017-" + std::to_string(i)].saldo.dipa = Rupiah::FromInt(money::kRupiahMax);
  }
  EXPECT_TRUE(Decide(buku, usulan, bontang::Register()).ok());
  buku.baris["2017-9222"].saldo.dipa = Rupiah::FromInt(money::kRupiahMax);
  const absl::Status status = Decide(buku, usulan, bontang::Register()).status();
  EXPECT_EQ(fault::FromStatus(status)->reason, Reason::kAmountOverflow);
  EXPECT_THAT(FieldsOf(status), ElementsAre("pagu"));
}

TEST(DecideTest, AnImportThatAStoreCannotTakeAtOnceIsRefused) {
  Usulan usulan = bontang::Proposal();
  usulan.pagu.resize(1);
  usulan.realisasi.clear();
  const Pagu line = usulan.pagu[0];
  // Four records a line, three codes, and the office-year's own.
  for (size_t i = 1; i < (kWritesMax - 3) / 4; ++i) {
    usulan.pagu.push_back(line);
    usulan.pagu.back().id += "." + std::to_string(i);
  }
  const auto fits = Decide({}, usulan, bontang::Register());
  ASSERT_TRUE(fits.ok()) << fits.status();
  EXPECT_GT(CountWrites(*fits), kWritesMax - 4);
  usulan.pagu.push_back(line);
  usulan.pagu.back().id += ".x";
  const absl::Status status = Decide({}, usulan, bontang::Register()).status();
  EXPECT_EQ(fault::FromStatus(status)->reason, Reason::kMessageTooLarge);
}

}  // namespace
}  // namespace sakip::budget
