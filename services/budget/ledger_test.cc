#include "services/budget/ledger.h"

#include <gtest/gtest.h>

#include <limits>

#include "common/fault/fault.h"

namespace sakip::budget {
namespace {

using money::Rupiah;

constexpr int64_t kMax = std::numeric_limits<int64_t>::max();
constexpr int64_t kMin = std::numeric_limits<int64_t>::min();
const period::Tanggal kDay = *period::Tanggal::Of(2017, 6, 30);

Entri Debit(Akun akun, int64_t amount) {
  return {akun, "a", Rupiah::FromInt(amount), {}};
}
Entri Kredit(Akun akun, int64_t amount) {
  return {akun, "a", {}, Rupiah::FromInt(amount)};
}

TEST(TransaksiTest, OnlyBalancedEntriesMakeATransaction) {
  struct Case {
    const char* what;
    std::vector<Entri> entri;
    bool ok;
  };
  const Case cases[] = {
      {"two sides", {Debit(Akun::kTersedia, 5), Kredit(Akun::kDipa, 5)}, true},
      {"split side",
       {Debit(Akun::kTersedia, 2), Debit(Akun::kRealisasi, 3), Kredit(Akun::kDipa, 5)},
       true},
      {"largest", {Debit(Akun::kTersedia, kMax), Kredit(Akun::kDipa, kMax)}, true},
      {"none", {}, false},
      {"one entry", {Debit(Akun::kTersedia, 5)}, false},
      {"one rupiah apart", {Debit(Akun::kTersedia, 5), Kredit(Akun::kDipa, 4)}, false},
      {"zero amounts", {Debit(Akun::kTersedia, 0), Kredit(Akun::kDipa, 0)}, false},
      {"negative amounts", {Debit(Akun::kTersedia, -5), Kredit(Akun::kDipa, -5)}, false},
      {"smallest", {Debit(Akun::kTersedia, kMin), Kredit(Akun::kDipa, kMin)}, false},
      {"both sides in one entry",
       {{Akun::kTersedia, "a", Rupiah::FromInt(5), Rupiah::FromInt(5)},
        {Akun::kDipa, "a", Rupiah::FromInt(5), Rupiah::FromInt(5)}},
       false},
      {"sum leaves int64",
       {Debit(Akun::kTersedia, kMax), Debit(Akun::kTersedia, 1), Kredit(Akun::kDipa, kMax),
        Kredit(Akun::kDipa, 1)},
       false},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Transaksi::Of(c.entri).ok(), c.ok) << c.what;
  }
}

TEST(LedgerTest, APaguBecomesAvailableAndARealisasiTakesFromIt) {
  Ledger ledger({}, 7);
  ASSERT_TRUE(
      ledger
          .Catat(JenisTransaksi::kPagu, "", kDay, *Transaksi::UntukPagu("a", Rupiah::FromInt(100)))
          .ok());
  ASSERT_TRUE(ledger
                  .Catat(JenisTransaksi::kSaldoImpor, "r", kDay,
                         *Transaksi::UntukRealisasi("a", Rupiah::FromInt(30)))
                  .ok());
  const Saldo expected{Rupiah::FromInt(100), Rupiah::FromInt(70), Rupiah::FromInt(30),
                       Rupiah::FromInt(30)};
  EXPECT_EQ(ledger.saldo("a"), expected);
  ASSERT_EQ(ledger.tercatat().size(), 2U);
  EXPECT_EQ(ledger.tercatat()[0].transaksi.nomor, 8);
  EXPECT_EQ(ledger.tercatat()[1].transaksi.nomor, 9);
  EXPECT_EQ(ledger.tercatat()[1].sesudah.at("a"), expected);
}

TEST(LedgerTest, TheLastRupiahFitsAndTheNextDoesNot) {
  Ledger ledger({{"a", {Rupiah::FromInt(100), Rupiah::FromInt(40), Rupiah::FromInt(60), {}}}}, 0);
  const absl::Status refused = ledger.Catat(JenisTransaksi::kSaldoImpor, "r", kDay,
                                            *Transaksi::UntukRealisasi("a", Rupiah::FromInt(41)));
  const auto fault = fault::FromStatus(refused);
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(fault->reason, fault::Reason::kPaguExceeded);
  EXPECT_EQ(fault->metadata,
            (std::map<std::string, std::string>{
                {"line", "a"}, {"tersedia", "40"}, {"jumlah", "41"}, {"shortfall", "1"}}));
  EXPECT_TRUE(ledger.tercatat().empty());
  EXPECT_TRUE(ledger
                  .Catat(JenisTransaksi::kSaldoImpor, "r", kDay,
                         *Transaksi::UntukRealisasi("a", Rupiah::FromInt(40)))
                  .ok());
  EXPECT_EQ(ledger.saldo("a").tersedia, Rupiah());
  EXPECT_EQ(ledger.tercatat().front().transaksi.nomor, 1);
}

TEST(LedgerTest, ABalanceThatLeavesMoneyIsRefused) {
  Ledger ledger({{"a", {Rupiah::FromInt(kMax), Rupiah::FromInt(kMax), {}, {}}}}, 0);
  const absl::Status status =
      ledger.Catat(JenisTransaksi::kPagu, "", kDay, *Transaksi::UntukPagu("a", Rupiah::FromInt(1)));
  EXPECT_EQ(status.code(), absl::StatusCode::kOutOfRange);
  EXPECT_TRUE(ledger.tercatat().empty());
}

}  // namespace
}  // namespace sakip::budget
