#include "services/budget/decide.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "services/budget/bontang_2017.h"

namespace sakip::budget {
namespace {

using fault::Reason;
using money::Rupiah;
using ::testing::ElementsAre;

using Fields = std::vector<std::string>;

Fields FieldsOf(const absl::Status& status) {
  Fields fields;
  for (const fault::Violation& violation :
       fault::FromStatus(status).value_or(fault::Fault()).violations) {
    fields.push_back(violation.field);
  }
  return fields;
}

absl::Status Check(const Usulan& usulan) {
  fault::Violations violations;
  CheckUsulan(usulan, &violations);
  return violations.ToStatus();
}

// What is stored after `usulan` was accepted into an empty office-year.
Buku BukuAfter(const Usulan& usulan) {
  const auto perubahan = Decide({}, usulan, bontang::Register());
  EXPECT_TRUE(perubahan.ok()) << perubahan.status();
  Buku buku;
  for (const Pagu& pagu : perubahan->pagu) {
    buku.baris[pagu.id] = {.pagu = pagu, .saldo = {}};
  }
  for (const Kode& kode : perubahan->kode) {
    buku.kode[kode.kode] = kode;
  }
  for (const Realisasi& realisasi : perubahan->realisasi) {
    buku.realisasi[realisasi.id] = realisasi;
  }
  for (const Tercatat& tercatat : perubahan->jurnal) {
    buku.nomor_terakhir = tercatat.transaksi.nomor;
    for (const auto& [pagu, saldo] : tercatat.sesudah) {
      buku.baris[pagu].saldo = saldo;
    }
  }
  return buku;
}

TEST(CheckUsulanTest, SayingWhatIsWrongWithoutLookingAnythingUp) {
  struct Case {
    const char* what;
    std::function<void(Usulan&)> change;
    Fields fields;
  };
  const Case cases[] = {
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
      {"posting twice",
       [](Usulan& u) { u.realisasi[1].id = u.realisasi[0].id; },
       {"realisasi[1].name"}},
  };
  for (const Case& c : cases) {
    Usulan usulan = bontang::Proposal();
    c.change(usulan);
    EXPECT_EQ(FieldsOf(Check(usulan)), c.fields) << c.what;
  }
}

TEST(DecideTest, RefusesWhatTheRegisterDoesNotKnow) {
  struct Case {
    const char* what;
    std::function<void(Usulan&)> change;
    Fields fields;
  };
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
                                .keterangan = ""});
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
  // Four records a line, and three codes.
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
