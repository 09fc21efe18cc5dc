// Many callers at once: nobody overspends, no late entry gets into a closed month, and every answer
// is from one moment (RELIABILITY: promises of the ledger under concurrency).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <functional>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "services/budget/documents_fixture.h"

namespace sakip::budget {
namespace {

constexpr uint64_t kSeed = 20170203;

void InParallel(int count, const std::function<void(int)>& work) {
  std::vector<std::thread> threads;
  threads.reserve(static_cast<size_t>(count));
  for (int i = 0; i < count; ++i) {
    threads.emplace_back(work, i);
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
}

std::string LineName(size_t i) {
  return NamaPagu("6474", bontang::LineId(bontang::kRows[i]));
}

// The balances of lines from the public journal alone, kept by other means than the service's own.
class Fold {
 public:
  // False when a line is overspent or unbalanced after the transaction.
  bool Apply(const v1::TransaksiJurnal& transaksi) {
    int64_t debit = 0;
    int64_t kredit = 0;
    bool sound = transaksi.nomor() == ++nomor_;
    for (const v1::EntriJurnal& entri : transaksi.entri()) {
      debit += entri.debit();
      kredit += entri.kredit();
      if (!entri.pagu().empty()) {
        lines_[entri.pagu()][entri.akun()] += entri.debit() - entri.kredit();
      }
    }
    for (const v1::EntriJurnal& entri : transaksi.entri()) {
      sound = sound && (entri.pagu().empty() || Sound(lines_[entri.pagu()]));
    }
    return sound && debit == kredit;
  }
  int64_t Of(const std::string& line, v1::AkunJurnal akun) { return lines_[line][akun]; }

 private:
  static bool Sound(const std::map<v1::AkunJurnal, int64_t>& line) {
    int64_t sum = 0;
    bool sound = true;
    for (const auto& [akun, saldo] : line) {
      sum += saldo;
      sound = sound && (akun == v1::AKUN_JURNAL_DIPA ? saldo <= 0 : saldo >= 0);
    }
    return sound && sum == 0;
  }

  int64_t nomor_ = 0;
  std::map<std::string, std::map<v1::AkunJurnal, int64_t>> lines_;
};

class BudgetConcurrencyTest : public DocumentsTest {
 protected:
  // Every number of the journal, from the first.
  void ExpectNeverOverspent() {
    Fold fold;
    for (const v1::TransaksiJurnal& transaksi : Journal()) {
      ASSERT_TRUE(fold.Apply(transaksi)) << transaksi.ShortDebugString();
    }
    for (size_t i = 0; i < bontang::kRows.size(); ++i) {
      const v1::Pagu line = Line(LineName(i));
      EXPECT_EQ(fold.Of(line.name(), v1::AKUN_JURNAL_TERSEDIA), line.tersedia());
      EXPECT_EQ(fold.Of(line.name(), v1::AKUN_JURNAL_REALISASI), line.realisasi());
      EXPECT_EQ(fold.Of(line.name(), v1::AKUN_JURNAL_KOMITMEN), line.komitmen());
    }
    ExpectVerified();
  }

  v1::PostRealisasiRequest Posting(const std::string& id, const std::string& line, int64_t jumlah,
                                   const std::string& day = "2017-12-31") {
    v1::PostRealisasiRequest request;
    request.set_parent(kParent);
    *request.mutable_realisasi() = WireRealisasi(id, line, jumlah);
    request.mutable_realisasi()->set_tanggal(day);
    return request;
  }
};

// The line has room for 27 of the 64 amounts.
TEST_F(BudgetConcurrencyTest, Of64PostingsExactlyThoseThatFitAreTaken) {
  std::atomic<int> taken = 0;
  std::atomic<int> exceeded = 0;
  InParallel(64, [&](int i) {
    const auto response = As<v1::PostRealisasiResponse>(
        "bendahara", Posting("n-" + std::to_string(i), kLine, 1'000'000));
    taken += response.ok() ? 1 : 0;
    exceeded += rpc::ReasonOf(response) == Reason::kPaguExceeded ? 1 : 0;
  });
  EXPECT_EQ(taken, 27);
  EXPECT_EQ(exceeded, 64 - 27);
  EXPECT_EQ(Line(kLine).tersedia(), 404'000);
  ExpectNeverOverspent();
}

TEST_F(BudgetConcurrencyTest, Of64ReservationsExactlyThoseThatFitAreMade) {
  for (int i = 0; i < 64; ++i) {
    ASSERT_THAT(Draft("2017-" + std::to_string(i), {{kLine, 1'000'000}}), IsOk());
  }
  std::atomic<int> taken = 0;
  std::atomic<int> exceeded = 0;
  InParallel(64, [&](int i) {
    const auto response = Spp("2017-" + std::to_string(i), "2017-03-01");
    taken += response.ok() ? 1 : 0;
    exceeded += rpc::ReasonOf(response) == Reason::kPaguExceeded ? 1 : 0;
  });
  EXPECT_EQ(taken, 27);
  EXPECT_EQ(exceeded, 64 - 27);
  EXPECT_EQ(Line(kLine).outstanding(), 27'000'000);
  ExpectNeverOverspent();
}

// One line, amounts of all sizes, until there were 300 refusals: each of them was right when it was
// made, none came too early.
TEST_F(BudgetConcurrencyTest, ARefusalIsTightAndSaysByHowMuch) {
  SCOPED_TRACE(kSeed);
  std::atomic<int> refusals = 0;
  std::mutex mutex;
  std::set<int64_t> seen;  // what refusals said was left
  InParallel(64, [&](int thread) {
    std::mt19937_64 random(kSeed + static_cast<uint64_t>(thread));
    for (int i = 0; refusals < 300; ++i) {
      const int64_t jumlah = std::uniform_int_distribution<int64_t>(1, 2'000'000)(random);
      const std::string id = "p-" + std::to_string(thread) + "-" + std::to_string(i);
      const auto response = As<v1::PostRealisasiResponse>("bendahara", Posting(id, kLine, jumlah));
      if (response.ok()) {
        continue;
      }
      ++refusals;
      const auto fault = fault::FromStatus(response.status());
      ASSERT_TRUE(fault.has_value());
      ASSERT_EQ(fault->reason, Reason::kPaguExceeded);
      const int64_t tersedia = std::stoll(fault->metadata.at("tersedia"));
      EXPECT_EQ(fault->metadata.at("line"), kLine);
      EXPECT_EQ(std::stoll(fault->metadata.at("shortfall")), jumlah - tersedia);
      EXPECT_GT(jumlah, tersedia);
      const std::lock_guard lock(mutex);
      seen.insert(tersedia);
    }
  });
  std::set<int64_t> left;
  Fold fold;
  for (const v1::TransaksiJurnal& transaksi : Journal()) {
    ASSERT_TRUE(fold.Apply(transaksi));
    left.insert(fold.Of(kLine, v1::AKUN_JURNAL_TERSEDIA));
  }
  EXPECT_TRUE(std::includes(left.begin(), left.end(), seen.begin(), seen.end()));
  ExpectNeverOverspent();
}

// Bills of 3 to 8 lines, paid, rejected or left, while revisions take from lines and give to them.
class Mixed : public BudgetConcurrencyTest {
 protected:
  static constexpr size_t kLines = 10;

  void MakeBills(int thread) {
    std::mt19937_64 random(kSeed + static_cast<uint64_t>(thread));
    const auto pick = [&](int64_t from, int64_t to) {
      return std::uniform_int_distribution<int64_t>(from, to)(random);
    };
    for (int i = 0; i < 12; ++i) {
      const std::string id = "2017-" + std::to_string(thread) + "-" + std::to_string(i);
      std::set<size_t> lines;
      const auto count = static_cast<size_t>(pick(3, 8));
      while (lines.size() < count) {
        lines.insert(static_cast<size_t>(pick(0, kLines - 1)));
      }
      Lines rincian;
      for (const size_t line : lines) {
        rincian.emplace_back(LineName(line), pick(1, bontang::kRows[line].pagu / 12));
      }
      ASSERT_THAT(Draft(id, rincian), IsOk());
      const auto spp = Spp(id, "2017-03-01");
      if (!spp.ok()) {
        ASSERT_THAT(spp, IsRefused(Reason::kPaguExceeded));
        ++refused_;
        continue;
      }
      ++reserved_;
      switch (pick(0, 2)) {
        case 0:
          ASSERT_THAT(As<v1::RejectTagihanResponse>("ppk", Step<v1::RejectTagihanRequest>(id)),
                      IsOk());
          break;
        case 1:
          ASSERT_THAT(Test(id, "2017-03-01"), IsOk());
          ASSERT_THAT(Spm(id, "2017-03-01"), IsOk());
          ASSERT_THAT(Send(id, "2017-03-01"), IsOk());
          ASSERT_THAT(Sp2d(id, "2017-03-01"), IsOk());
          break;
        default:
          break;
      }
    }
  }

  // Takes half of what a line has free and gives it back with the next revision.
  void Revise() {
    std::mt19937_64 random(kSeed);
    int32_t nomor = 1;
    for (int i = 0; i < 40; ++i) {
      const size_t at = std::uniform_int_distribution<size_t>(0, kLines - 1)(random);
      const v1::Pagu line = Line(LineName(at));
      const bool up = i % 2 == 1;
      v1::ProposeRevisiRequest request;
      request.set_parent(kParent);
      v1::Revisi* revisi = request.mutable_revisi();
      revisi->set_name(NamaUji("revisi", "2017-" + std::to_string(1000 + i)));
      revisi->set_tahun(2017);
      revisi->set_nomor(nomor);
      revisi->set_tanggal("2017-07-01");
      revisi->set_jenis(v1::JENIS_REVISI_PAGU_BERUBAH);
      revisi->set_kewenangan(v1::KEWENANGAN_DJA);
      revisi->set_nomor_dokumen("S-1/AG/2017");
      revisi->set_alasan("Penyesuaian");
      v1::Pagu* baris = revisi->add_baris();
      *baris = WirePagu(bontang::kRows[at]);
      const int64_t step = up ? 1'000'000 : -(line.tersedia() / 2);
      baris->set_jumlah(line.jumlah() + (step == 0 ? 1 : step));
      const auto proposed = As<v1::ProposeRevisiResponse>("operator", request);
      if (!proposed.ok()) {  // bills took what was free meanwhile
        ASSERT_THAT(proposed, IsRefused(Reason::kRevisionBelowRealised));
        continue;
      }
      v1::DecideRevisiRequest decision;
      decision.set_name(revisi->name());
      decision.set_setuju(true);
      const auto decided = As<v1::DecideRevisiResponse>("admin", decision);
      if (!decided.ok()) {
        ASSERT_THAT(decided, IsRefused(Reason::kRevisionBelowRealised));
        continue;
      }
      ++nomor;
      ++revised_;
    }
  }

  std::atomic<int> refused_ = 0;
  std::atomic<int> reserved_ = 0;
  std::atomic<int> revised_ = 0;
};

TEST_F(Mixed, BillsRevisionsAndRejectionsNeverOverspendALine) {
  SCOPED_TRACE(kSeed);
  InParallel(17, [&](int thread) {
    if (thread == 16) {
      Revise();
    } else {
      MakeBills(thread);
    }
  });
  // The test tests something only while all of these happen.
  EXPECT_GT(refused_, 0);
  EXPECT_GT(reserved_, 0);
  EXPECT_GT(revised_, 0);
  ExpectNeverOverspent();
}

// Postings into December race with its closing; it is opened again for the next round.
TEST_F(BudgetConcurrencyTest, NothingGetsIntoAClosedMonth) {
  Close(11);
  std::atomic<int> late = 0;
  for (int round = 0; round < 8; ++round) {
    std::atomic<bool> go = false;
    v1::ClosePeriodeResponse closed;
    InParallel(33, [&](int thread) {
      while (!go && thread != 0) {
        std::this_thread::yield();
      }
      go = true;
      if (thread == 32) {
        v1::ClosePeriodeRequest request;
        request.set_parent(kParent);
        request.set_tahun(2017);
        request.set_bulan(12);
        request.set_tanggal_tutup_buku("2018-01-31");
        const auto response = As<v1::ClosePeriodeResponse>("bendahara", request);
        ASSERT_THAT(response, IsOk());
        closed = *response;
        return;
      }
      for (int i = 0; i < 3; ++i) {
        const std::string id =
            "r-" + std::to_string(round) + "-" + std::to_string(thread) + "-" + std::to_string(i);
        const auto response =
            As<v1::PostRealisasiResponse>("integrasi", Posting(id, kBesar, 1'000));
        late += rpc::ReasonOf(response) == Reason::kPeriodClosed ? 1 : 0;
        ASSERT_TRUE(response.ok() || rpc::ReasonOf(response) == Reason::kPeriodClosed)
            << response.status();
      }
    });
    // I9, and the sums that the closing kept are those of the journal up to it.
    const v1::Neraca& neraca = closed.periode().akta().rbegin()->neraca();
    EXPECT_EQ(Journal().back().nomor(), neraca.nomor());
    EXPECT_EQ(GetAnggaran()->anggaran().total().realisasi(), neraca.realisasi_sampai());

    v1::ProposePembukaanRequest propose;
    propose.set_parent(kParent);
    v1::Pembukaan* pembukaan = propose.mutable_pembukaan();
    pembukaan->set_name(NamaUji("pembukaan", "2017-" + std::to_string(round)));
    pembukaan->set_tahun(2017);
    pembukaan->set_bulan(12);
    pembukaan->set_alasan("putaran berikut");
    ASSERT_THAT(As<v1::ProposePembukaanResponse>("operator", propose), IsOk());
    v1::DecidePembukaanRequest decide;
    decide.set_name(pembukaan->name());
    decide.set_setuju(true);
    ASSERT_THAT(As<v1::DecidePembukaanResponse>("kpa", decide), IsOk());
  }
  EXPECT_GT(late, 0);
  ExpectNeverOverspent();
}

// Corrections move money from line to line; whoever adds the lines up meanwhile finds all of it.
class Moving : public BudgetConcurrencyTest {
 protected:
  static constexpr int kWriters = 8;
  static constexpr int64_t kEach = 1'000'000;

  // Moves what transaction `nomor` spent, twelve times.
  void Move(int thread, int64_t nomor) {
    std::mt19937_64 random(kSeed + static_cast<uint64_t>(thread));
    const char* const kTo[] = {kBesar, "satker/6474/pagu/2017-06.3363.011"};  // room for all of it
    for (int i = 0; i < 12; ++i) {
      v1::ProposeKoreksiRequest propose;
      propose.set_parent(kParent);
      v1::Koreksi* koreksi = propose.mutable_koreksi();
      koreksi->set_name(
          NamaUji("koreksi", "2017-" + std::to_string(thread) + "-" + std::to_string(i)));
      koreksi->set_tahun(2017);
      koreksi->set_acuan(nomor);
      koreksi->set_tanggal("2017-12-31");
      koreksi->set_alasan("pindah baris");
      const size_t to = std::uniform_int_distribution<size_t>(0, 1)(random);
      Fill({{kTo[to], kEach}}, koreksi->mutable_pengganti());
      ASSERT_THAT(As<v1::ProposeKoreksiResponse>("operator", propose), IsOk());
      v1::DecideKoreksiRequest decide;
      decide.set_name(koreksi->name());
      decide.set_setuju(true);
      const auto decided = As<v1::DecideKoreksiResponse>("kpa", decide);
      ASSERT_THAT(decided, IsOk());
      nomor = decided->koreksi().transaksi();
    }
  }

  void Read() {
    const auto response = GetAnggaran();
    ASSERT_THAT(response, IsOk());
    int64_t sum = 0;
    for (const v1::BarisAnggaran& baris : response->anggaran().output()) {
      sum += baris.realisasi();
    }
    EXPECT_EQ(sum, kWriters * kEach);
    EXPECT_EQ(response->anggaran().total().realisasi(), kWriters * kEach);
  }
};

TEST_F(Moving, TotalsStayWhileMoneyMovesBetweenLines) {
  SCOPED_TRACE(kSeed);
  std::array<int64_t, kWriters> posted{};
  for (int i = 0; i < kWriters; ++i) {
    const auto at = static_cast<size_t>(i);
    auto posting = Posting("p-" + std::to_string(i), LineName(at), kEach);
    posting.mutable_realisasi()->set_jenis(v1::JENIS_REALISASI_SP2D);  // a payment keeps its total
    posting.mutable_realisasi()->set_nomor_sp2d("SP2D-" + std::to_string(i));
    ASSERT_THAT(As<v1::PostRealisasiResponse>("bendahara", posting), IsOk());
    posted[at] = Journal().back().nomor();
  }
  std::atomic<int> writing = kWriters;
  std::atomic<int> reads = 0;
  InParallel(kWriters + 2, [&](int thread) {
    if (thread < kWriters) {
      Move(thread, posted[static_cast<size_t>(thread)]);
      --writing;
      return;
    }
    for (; writing > 0; ++reads) {
      Read();
    }
  });
  EXPECT_GT(reads, 0);
  ExpectNeverOverspent();
}

}  // namespace
}  // namespace sakip::budget
