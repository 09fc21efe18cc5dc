#include "services/budget/rantai.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <random>

#include "absl/strings/escaping.h"
#include "services/budget/verify.h"

namespace sakip::budget {
namespace {

using money::Rupiah;

BarisJurnal Contoh() {
  return {.transaksi = {.nomor = 1,
                        .jenis = JenisTransaksi::kSaldoImpor,
                        .dokumen = "2017-saldo",
                        .tanggal = *period::Tanggal::Of(2017, 12, 31),
                        .entri = {{.akun = Akun::kRealisasi,
                                   .pagu = "2017-01.3355.003",
                                   .debit = Rupiah::FromInt(1000),
                                   .kredit = Rupiah()},
                                  {.akun = Akun::kTersedia,
                                   .pagu = "2017-01.3355.003",
                                   .debit = Rupiah(),
                                   .kredit = Rupiah::FromInt(1000)}},
                        .acuan = 0},
          .pencatat = {.akun = "akun/uji",
                       .orang = "198001012005011001",
                       .waktu_us = 1517540645000006,
                       .request_id = "00000000-0000-4000-8000-000000000001",
                       .asal = "127.0.0.1"}};
}

// Bytes that digests kept outside the store stand for: a change here breaks them.
TEST(RantaiTest, IsWhatTheDataFormatPageSays) {
  EXPECT_EQ(RantaiAwal(), std::string(32, '\0'));
  EXPECT_EQ(absl::BytesToHexString(RantaiBerikut(RantaiAwal(), "6474", 2017, Contoh())),
            "8060d79531906ff6da5f14ca112b664e00aa2078c34f523ce5e4b4587d05ee42");
}

TEST(RantaiTest, EveryPartCounts) {
  const std::string chain = RantaiBerikut(RantaiAwal(), "6474", 2017, Contoh());
  EXPECT_NE(RantaiBerikut(chain, "6474", 2017, Contoh()), chain);
  EXPECT_NE(RantaiBerikut(RantaiAwal(), "647", 2017, Contoh()), chain);
  EXPECT_NE(RantaiBerikut(RantaiAwal(), "6474", 2018, Contoh()), chain);
  const std::function<void(BarisJurnal&)> changes[] = {
      [](auto& b) { b.transaksi.nomor = 2; },
      [](auto& b) { b.transaksi.jenis = JenisTransaksi::kSp2dImpor; },
      [](auto& b) { b.transaksi.dokumen += "x"; },
      [](auto& b) { b.transaksi.tanggal = *period::Tanggal::Of(2017, 12, 30); },
      [](auto& b) { b.transaksi.acuan = 1; },
      [](auto& b) { b.transaksi.entri.pop_back(); },
      [](auto& b) { b.transaksi.entri[0].akun = Akun::kSpp; },
      [](auto& b) { b.transaksi.entri[0].pagu += "x"; },
      [](auto& b) { b.transaksi.entri[0].debit = Rupiah::FromInt(1001); },
      [](auto& b) { b.transaksi.entri[1].kredit = Rupiah::FromInt(1001); },
      [](auto& b) { b.pencatat.akun += "x"; },
      [](auto& b) { b.pencatat.orang += "x"; },
      [](auto& b) { ++b.pencatat.waktu_us; },
      [](auto& b) { b.pencatat.request_id += "x"; },
      [](auto& b) { b.pencatat.asal += "x"; },
      // The same letters in another field.
      [](auto& b) {
        b.pencatat.akun += "1";
        b.pencatat.orang.erase(0, 1);
      },
  };
  for (size_t i = 0; i < std::size(changes); ++i) {
    BarisJurnal changed = Contoh();
    changes[i](changed);
    EXPECT_NE(RantaiBerikut(RantaiAwal(), "6474", 2017, changed), chain) << i;
  }
}

// A journal of 1,000 entries that move 1 rupiah each, in and out of one line.
BukuLengkap Panjang() {
  BukuLengkap buku;
  buku.satker = "6474";
  buku.tahun = 2017;
  const std::string line = "2017-01.3355.003";
  buku.baris[line].pagu.id = line;
  buku.baris[line].pagu.jumlah = Rupiah::FromInt(1'000'000);
  buku.rantai = RantaiAwal();
  Ledger ledger({}, 0);
  const auto catat = [&](Catatan catatan, const Transaksi& transaksi) {
    ASSERT_TRUE(ledger.Catat(std::move(catatan), transaksi).ok());
  };
  catat(
      {.jenis = JenisTransaksi::kPagu, .dokumen = "", .tanggal = *period::Tanggal::Of(2017, 1, 1)},
      *Transaksi::UntukPagu(line, buku.baris[line].pagu.jumlah));
  for (int i = 2; i <= 1000; ++i) {
    const std::string id = "p" + std::to_string(i);
    const Realisasi realisasi{.id = id,
                              .pagu = line,
                              .jenis = JenisRealisasi::kSaldoImpor,
                              .jumlah = Rupiah::FromInt(i),
                              .tanggal = *period::Tanggal::Of(2017, 6, 1 + i % 28),
                              .keterangan = "",
                              .nomor_sp2d = ""};
    buku.realisasi[id] = realisasi;
    catat({.jenis = JenisTransaksi::kSaldoImpor, .dokumen = id, .tanggal = realisasi.tanggal},
          *Transaksi::UntukRealisasi(line, realisasi.jumlah));
  }
  for (const Tercatat& tercatat : ledger.tercatat()) {
    JurnalTersimpan jurnal{
        .baris = {.transaksi = tercatat.transaksi, .pencatat = Contoh().pencatat},
        .sesudah = tercatat.sesudah,
        .rantai = {}};
    jurnal.rantai = buku.rantai = RantaiBerikut(buku.rantai, "6474", 2017, jurnal.baris);
    buku.jurnal.push_back(std::move(jurnal));
  }
  buku.baris[line].saldo = ledger.saldo(line);
  buku.nomor_terakhir = ledger.nomor();
  return buku;
}

// The place of the first transaction that a finding of the chain or of its numbers names.
std::string FirstBad(const BukuLengkap& buku) {
  for (const Temuan& temuan : Verify(buku)) {
    if (temuan.invariant == "I4" || temuan.invariant == "I5") {
      return temuan.what.substr(0, temuan.what.find(' ', sizeof("transaction")));
    }
  }
  return "";
}

std::string At(size_t i) {
  return "transaction " + std::to_string(i + 1);
}

// One bit of the text or number that `which` picks.
void Flip(std::mt19937& random, JurnalTersimpan* jurnal) {
  const auto bit = [&](std::string* text) {
    if (text->empty()) {
      *text = "x";
      return;
    }
    char& one = (*text)[random() % text->size()];
    one = static_cast<char>(one ^ (1 << random() % 8));
  };
  TransaksiJurnal& transaksi = jurnal->baris.transaksi;
  Pencatat& pencatat = jurnal->baris.pencatat;
  Entri& entri = transaksi.entri[random() % 2];
  Rupiah& side = entri.debit == Rupiah() ? entri.kredit : entri.debit;
  switch (random() % 8) {
    case 0:
      return bit(&transaksi.dokumen);
    case 1:
      return bit(&entri.pagu);
    case 2:
      side = Rupiah::FromInt(side.value() ^ (int64_t{1} << random() % 40));
      return;
    case 3:
      pencatat.waktu_us ^= int64_t{1} << random() % 50;
      return;
    case 4:
      return bit(&pencatat.orang);
    case 5:
      return bit(&pencatat.request_id);
    case 6:
      return bit(&pencatat.akun);
    default:
      return bit(&jurnal->rantai);
  }
}

TEST(RantaiTest, EveryEditOfAStoredJournalIsFoundWhereItWasMade) {
  const uint32_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const BukuLengkap whole = Panjang();
  for (int i = 0; i < 10; ++i) {
    ASSERT_EQ(Verify(whole), std::vector<Temuan>());
  }
  const auto place = [&](size_t end) { return random() % end; };
  const auto at = [](BukuLengkap& buku, size_t i) {
    return buku.jurnal.begin() + static_cast<std::ptrdiff_t>(i);
  };
  for (int i = 0; i < 100; ++i) {
    BukuLengkap buku = whole;
    const size_t k = place(1000);
    Flip(random, &buku.jurnal[k]);
    ASSERT_EQ(FirstBad(buku), At(k)) << "flip";
  }
  for (int i = 0; i < 20; ++i) {
    BukuLengkap buku = whole;
    const size_t k = place(999);
    buku.jurnal.erase(at(buku, k));
    ASSERT_EQ(FirstBad(buku), At(k + 1)) << "deletion";  // the one that took its place
  }
  for (int i = 0; i < 20; ++i) {
    BukuLengkap buku = whole;
    const size_t k = place(999);
    std::swap(buku.jurnal[k], buku.jurnal[k + 1]);
    // As keys order them: only the contents change places.
    std::swap(buku.jurnal[k].baris.transaksi.nomor, buku.jurnal[k + 1].baris.transaksi.nomor);
    ASSERT_EQ(FirstBad(buku), At(k)) << "swap";
  }
  for (int i = 0; i < 20; ++i) {
    BukuLengkap buku = whole;
    const size_t k = place(1000);
    buku.jurnal.insert(at(buku, k), buku.jurnal[place(1000)]);
    ASSERT_NE(FirstBad(buku), "") << "insertion";
  }
  for (int i = 0; i < 5; ++i) {
    BukuLengkap buku = whole;
    buku.jurnal.resize(1 + place(999));
    ASSERT_NE(FirstBad(buku), "") << "tail cut";
  }
}

// Who can rewrite the end of the journal can rewrite its chain and the head: what was exported
// before tells.
TEST(RantaiTest, ARewrittenEndHasAnotherDigestThanTheExportedOne) {
  const BukuLengkap whole = Panjang();
  const std::string exported = whole.jurnal[899].rantai;
  BukuLengkap buku = whole;
  std::string chain = buku.jurnal[799].rantai;
  for (size_t i = 800; i < buku.jurnal.size(); ++i) {
    buku.jurnal[i].baris.pencatat.orang = "lain";
    chain = buku.jurnal[i].rantai = RantaiBerikut(chain, "6474", 2017, buku.jurnal[i].baris);
  }
  buku.rantai = chain;
  EXPECT_EQ(Verify(buku), std::vector<Temuan>());
  EXPECT_NE(buku.jurnal[899].rantai, exported);
}

}  // namespace
}  // namespace sakip::budget
