#include "services/budget/verify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <random>

#include "services/budget/bontang_2017.h"
#include "services/budget/totals.h"

namespace sakip::budget {
namespace {

using money::Rupiah;

const Pencatat kPencatat{.akun = "akun/uji",
                         .orang = "198001012005011001",
                         .waktu_us = 1517540645000006,
                         .request_id = "00000000-0000-4000-8000-000000000001",
                         .asal = "127.0.0.1"};

// Takes a decision into a book, as a store would.
void Take(const Perubahan& perubahan, BukuLengkap* buku) {
  for (const Pagu& pagu : perubahan.pagu) {
    buku->baris[pagu.id] = {.pagu = pagu, .saldo = {}};
  }
  for (const Realisasi& realisasi : perubahan.realisasi) {
    buku->realisasi[realisasi.id] = realisasi;
  }
  for (const Tercatat& tercatat : perubahan.jurnal) {
    for (const auto& [pagu, saldo] : tercatat.sesudah) {
      buku->baris[pagu].saldo = saldo;
    }
    buku->jurnal.push_back({.baris = {.transaksi = tercatat.transaksi, .pencatat = kPencatat},
                            .sesudah = tercatat.sesudah,
                            .rantai = {}});
    if (buku->rantai.empty()) {
      buku->rantai = RantaiAwal();
    }
    JurnalTersimpan& last = buku->jurnal.back();
    buku->rantai = RantaiBerikut(buku->rantai, buku->satker, buku->tahun, last.baris);
    last.rantai = buku->rantai;
    buku->nomor_terakhir = tercatat.transaksi.nomor;
  }
}

Buku Stored(const BukuLengkap& buku) {
  Buku stored;
  stored.baris = buku.baris;
  stored.realisasi = buku.realisasi;
  stored.nomor_terakhir = static_cast<int64_t>(buku.jurnal.size());
  return stored;
}

BukuLengkap Bontang() {
  BukuLengkap buku;
  buku.satker = "6474";
  buku.tahun = 2017;
  Take(*Decide({}, bontang::Proposal(), bontang::Register()), &buku);
  return buku;
}

TEST(VerifyTest, AnUntouchedBookIsClean) {
  EXPECT_TRUE(Verify(Bontang()).empty());
}

TEST(VerifyTest, FindsWhatWasChanged) {
  struct Case {
    const char* what;
    std::function<void(BukuLengkap&)> change;
    const char* invariant;
  };
  const auto amount = [](Rupiah* rupiah) { *rupiah = Rupiah::FromInt(rupiah->value() + 1); };
  const std::string line = "2017-01.3355.003";
  const Case cases[] = {
      {"an entry's amount", [&](auto& b) { amount(&b.jurnal[3].baris.transaksi.entri[0].debit); },
       "I1"},
      {"both sides of a pagu",
       [&](auto& b) {
         amount(&b.jurnal[3].baris.transaksi.entri[0].debit);
         amount(&b.jurnal[3].baris.transaksi.entri[1].kredit);
       },
       "POSTING"},
      {"a spending above its line",
       [&](auto& b) {
         for (int i = 0; i < 50000; ++i) {
           amount(&b.jurnal[22].baris.transaksi.entri[0].debit);
           amount(&b.jurnal[22].baris.transaksi.entri[1].kredit);
         }
       },
       "I2"},
      {"a stored balance", [&](auto& b) { amount(&b.baris[line].saldo.tersedia); }, "I3"},
      {"a running balance", [&](auto& b) { amount(&b.jurnal[5].sesudah.begin()->second.dipa); },
       "I3"},
      {"a transaction lost", [](auto& b) { b.jurnal.erase(b.jurnal.begin() + 30); }, "I4"},
      {"the last transaction lost", [](auto& b) { b.jurnal.pop_back(); }, "POSTING"},
      {"a transaction twice", [](auto& b) { b.jurnal.push_back(b.jurnal.back()); }, "I4"},
      {"a line lost", [&](auto& b) { b.baris.erase(line); }, "I3"},
      {"a line's pagu", [&](auto& b) { amount(&b.baris[line].pagu.jumlah); }, "POSTING"},
      {"a posting lost", [](auto& b) { b.realisasi.erase(b.realisasi.begin()); }, "POSTING"},
      {"a posting's amount", [&](auto& b) { amount(&b.realisasi.begin()->second.jumlah); },
       "POSTING"},
      {"a posting's date",
       [](auto& b) { b.realisasi.begin()->second.tanggal = *period::Tanggal::Of(2017, 1, 2); },
       "POSTING"},
      {"a posting beside the journal",
       [](auto& b) { b.realisasi["extra"] = b.realisasi.begin()->second; }, "POSTING"},
  };
  for (const Case& c : cases) {
    BukuLengkap buku = Bontang();
    c.change(buku);
    std::vector<std::string> found;
    for (const Temuan& temuan : Verify(buku)) {
      found.push_back(temuan.invariant);
    }
    EXPECT_THAT(found, ::testing::Contains(c.invariant)) << c.what;
  }
}

class RandomLedger {
 public:
  explicit RandomLedger(uint32_t seed) : random_(seed) {}

  size_t Below(size_t bound) {
    return std::uniform_int_distribution<size_t>(0, bound - 1)(random_);
  }

  // A book with five lines of which one has a pagu of 0.
  BukuLengkap Lines() {
    Usulan usulan = bontang::Proposal();
    usulan.pagu.resize(5);
    usulan.realisasi.clear();
    for (size_t i = 0; i < 5; ++i) {
      usulan.pagu[i].jumlah = Rupiah::FromInt(static_cast<int64_t>(i == 4 ? 0 : 1 + Below(300)));
    }
    BukuLengkap buku;
    buku.tahun = 2017;
    Take(*Decide({}, usulan, bontang::Register()), &buku);
    return buku;
  }

  Usulan Postings(const BukuLengkap& buku, int step) {
    Usulan usulan = bontang::Proposal();
    usulan.pagu.clear();
    usulan.realisasi.clear();
    for (size_t i = 0; i <= Below(3); ++i) {
      auto line = buku.baris.begin();
      std::advance(line, static_cast<ptrdiff_t>(Below(buku.baris.size())));
      usulan.realisasi.push_back(
          {.id = std::to_string(step) + "-" + std::to_string(i),
           .pagu = line->first,
           .jenis = JenisRealisasi::kSaldoImpor,
           .jumlah = Rupiah::FromInt(static_cast<int64_t>(1 + Below(80))),
           .tanggal = period::Tanggal::FromEpochDays(17167 + static_cast<int64_t>(Below(365))),
           .keterangan = "",
           .nomor_sp2d = ""});
    }
    return usulan;
  }

  std::mt19937& random() { return random_; }

 private:
  std::mt19937 random_;
};

// What the ledger must amount to: each line an amount left, a request all or nothing.
bool ModelTakes(const Usulan& usulan, std::map<std::string, int64_t>* left) {
  std::map<std::string, int64_t> next = *left;
  for (const Realisasi& realisasi : usulan.realisasi) {
    next[realisasi.pagu] -= realisasi.jumlah.value();
    if (next[realisasi.pagu] < 0) {
      return false;
    }
  }
  *left = next;
  return true;
}

TEST(LedgerProperty, AnyPostingsKeepEveryInvariantAndMatchTheModel) {
  const uint32_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  for (uint32_t round = 0; round < 40; ++round) {
    RandomLedger random(seed + round);
    BukuLengkap buku = random.Lines();
    std::map<std::string, int64_t> left;
    for (const auto& [id, baris] : buku.baris) {
      left[id] = baris.pagu.jumlah.value();
    }
    for (int step = 0; step < 60; ++step) {
      const Usulan usulan = random.Postings(buku, step);
      const auto perubahan = Decide(Stored(buku), usulan, {});
      ASSERT_EQ(perubahan.ok(), ModelTakes(usulan, &left)) << perubahan.status();
      if (!perubahan.ok()) {
        continue;
      }
      Take(*perubahan, &buku);
      const auto replay = Decide(Stored(buku), usulan, {});
      ASSERT_TRUE(replay.ok());
      ASSERT_EQ(CountWrites(*replay), 0U);
    }
    for (const auto& [id, baris] : buku.baris) {
      EXPECT_EQ(baris.saldo.tersedia.value(), left[id]);
    }
    EXPECT_EQ(Verify(buku), std::vector<Temuan>());
  }
}

TEST(LedgerProperty, TheOrderOfPostingsThatAllFitDoesNotChangeTheTotals) {
  const uint32_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  RandomLedger random(seed);
  std::vector<Anggaran> totals;
  Usulan usulan = bontang::Proposal();
  for (int round = 0; round < 10; ++round) {
    std::shuffle(usulan.pagu.begin(), usulan.pagu.end(), random.random());
    std::shuffle(usulan.realisasi.begin(), usulan.realisasi.end(), random.random());
    BukuLengkap buku;
    Take(*Decide({}, usulan, bontang::Register()), &buku);
    std::vector<Baris> baris;
    for (const auto& [id, satu] : buku.baris) {
      baris.push_back(satu);
    }
    totals.push_back(*Jumlahkan(baris, bontang::Register()));
    EXPECT_EQ(totals.back(), totals.front());
  }
}

}  // namespace
}  // namespace sakip::budget
