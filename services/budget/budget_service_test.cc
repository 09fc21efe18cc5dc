#include <gmock/gmock.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "services/budget/budget_service_fixture.h"

namespace sakip::budget {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST_F(BudgetServiceTest, APostingIsAnsweredTheSameForEver) {
  ASSERT_THAT(Call(Import(1, false)), IsOk());
  const auto first = Call(Post(2, "satu", 1'000'000));
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->pagu().realisasi(), 1'000'000);
  EXPECT_EQ(first->pagu().tersedia(), 26'404'000);
  EXPECT_EQ(first->realisasi().SerializeAsString(),
            WireRealisasi("satu", kLine, 1'000'000).SerializeAsString());
  ASSERT_THAT(Call(Post(3, "dua", 5)), IsOk());

  const auto other_request = Call(Post(4, "satu", 1'000'000));
  ASSERT_THAT(other_request, IsOk());
  EXPECT_EQ(other_request->pagu().SerializeAsString(), first->pagu().SerializeAsString());
  EXPECT_EQ(GetLine().realisasi(), 1'000'005);

  const auto other_amount = Call(Post(5, "satu", 1'000'001));
  ASSERT_THAT(other_amount, IsRefused(Reason::kAlreadyExists));
  EXPECT_EQ(fault::FromStatus(other_amount.status())->violations.front().field, "realisasi.jumlah");
  EXPECT_THAT(Call(Post(2, "satu", 1'000'001)), IsRefused(Reason::kRequestIdReused));
  ExpectVerified();
}

TEST_F(BudgetServiceTest, APostingAboveItsLineSaysByHowMuch) {
  ASSERT_THAT(Call(Import(1, false)), IsOk());
  const auto response = Call(Post(2, "satu", 27'404'001));
  ASSERT_THAT(response, IsRefused(Reason::kPaguExceeded));
  const fault::Fault fault = *fault::FromStatus(response.status());
  EXPECT_EQ(fault.metadata.at("line"), kLine);
  EXPECT_EQ(fault.metadata.at("tersedia"), "27404000");
  EXPECT_EQ(fault.metadata.at("shortfall"), "1");
  EXPECT_EQ(GetLine().realisasi(), 0);
  EXPECT_THAT(Call(Post(2, "satu", 27'404'000)), IsOk());  // a refused id may be used again
}

TEST_F(BudgetServiceTest, PostingsThatMakeNoSenseAreRefused) {
  ASSERT_THAT(Call(Import(1, false)), IsOk());
  v1::PostRealisasiRequest request = Post(2, "satu", 5);
  request.mutable_realisasi()->set_pagu("satker/6474/pagu/2017-01.3355.777");
  EXPECT_THAT(Call(request), IsRefused(Reason::kUnknownReference));
  request.mutable_realisasi()->set_pagu("satker/6474/pagu/x");
  EXPECT_THAT(Call(request), IsRefused(Reason::kUnknownReference));
  request.mutable_realisasi()->set_pagu("satker/6471/pagu/2017-01.3355.003");
  EXPECT_THAT(Call(request), IsRefused(Reason::kInvalidField));
  request = Post(2, "satu", 5);
  request.mutable_realisasi()->set_tanggal("2016-12-31");
  EXPECT_THAT(Call(request), IsRefused(Reason::kInvalidField));
  request = Post(2, "satu", 0);
  EXPECT_THAT(Call(request), IsRefused(Reason::kInvalidField));
}

// Sixteen callers, 40 postings each of 100.000 on a line that has room for 274 of them.
TEST_F(BudgetServiceTest, ExactlyWhatFitsIsTakenUnderConcurrency) {
  ASSERT_THAT(Call(Import(1, false)), IsOk());
  std::atomic<int> taken = 0;
  std::atomic<int> exceeded = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 16; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 40; ++i) {
        const int number = 1000 + t * 40 + i;
        const auto response = Call(Post(number, "n-" + std::to_string(number), 100'000));
        taken += response.ok() ? 1 : 0;
        exceeded += rpc::ReasonOf(response) == Reason::kPaguExceeded ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(taken, 274);
  EXPECT_EQ(exceeded, 640 - 274);
  EXPECT_EQ(GetLine().tersedia(), 4'000);
  ExpectVerified();
}

TEST_F(BudgetServiceTest, LinesAreListedInPages) {
  ASSERT_THAT(Call(Import(1, true)), IsOk());
  v1::ListPaguRequest request;
  request.set_parent(kParent);
  request.set_tahun(2017);
  request.set_page_size(10);
  std::vector<std::string> names;
  int pages = 0;
  do {
    const auto response = budget_.Call<v1::ListPaguResponse>("ListPagu", request);
    ASSERT_THAT(response, IsOk());
    for (const v1::Pagu& pagu : response->pagu()) {
      names.push_back(pagu.name());
    }
    request.set_page_token(response->next_page_token());
    ++pages;
  } while (!request.page_token().empty());
  EXPECT_EQ(pages, 3);
  std::vector<std::string> expected;
  for (const bontang::Row& row : bontang::kRows) {
    expected.push_back(NamaPagu("6474", bontang::LineId(row)));
  }
  EXPECT_EQ(names, expected);
}

TEST_F(BudgetServiceTest, TheJournalIsListedInPagesWithAndWithoutALine) {
  ASSERT_THAT(Call(Import(1, true)), IsOk());
  v1::ListJurnalRequest request;
  request.set_parent(kParent);
  request.set_tahun(2017);
  request.set_page_size(40);
  const auto first = budget_.Call<v1::ListJurnalResponse>("ListJurnal", request);
  ASSERT_THAT(first, IsOk());
  ASSERT_EQ(first->transaksi_size(), 40);
  EXPECT_EQ(first->transaksi(0).nomor(), 1);
  EXPECT_EQ(first->transaksi(0).dokumen(), "PAGU");
  EXPECT_EQ(first->transaksi(0).tanggal(), "2017-01-01");
  EXPECT_EQ(first->transaksi(0).pencatat(), "akun/uji");
  EXPECT_EQ(first->transaksi(0).waktu(), "2018-02-02T03:04:05.000000Z");
  ASSERT_EQ(first->transaksi(0).entri_size(), 2);
  EXPECT_EQ(first->transaksi(0).entri(0).akun(), v1::AKUN_JURNAL_TERSEDIA);
  EXPECT_EQ(first->transaksi(0).entri(0).debit(), 27'404'000);
  request.set_page_token(first->next_page_token());
  const auto second = budget_.Call<v1::ListJurnalResponse>("ListJurnal", request);
  ASSERT_THAT(second, IsOk());
  ASSERT_EQ(second->transaksi_size(), 4);
  EXPECT_EQ(second->transaksi(3).nomor(), 44);
  EXPECT_EQ(second->next_page_token(), "");

  request.set_pagu(kLine);
  EXPECT_THAT(budget_.Call<v1::ListJurnalResponse>("ListJurnal", request),
              IsRefused(Reason::kInvalidField));  // the token is of another listing
  request.clear_page_token();
  request.set_page_size(1);
  const auto line_first = budget_.Call<v1::ListJurnalResponse>("ListJurnal", request);
  ASSERT_THAT(line_first, IsOk());
  request.set_page_token(line_first->next_page_token());
  const auto line_second = budget_.Call<v1::ListJurnalResponse>("ListJurnal", request);
  ASSERT_THAT(line_second, IsOk());
  EXPECT_EQ(line_second->transaksi(0).dokumen(),
            "satker/6474/realisasiAnggaran/2017-saldo-3355.003");
  EXPECT_EQ(line_second->next_page_token(), "");

  request.clear_page_token();
  request.set_pagu("satker/6474/pagu/2016-01.3355.003");
  EXPECT_THAT(budget_.Call<v1::ListJurnalResponse>("ListJurnal", request),
              IsRefused(Reason::kInvalidField));
  request.set_pagu("satker/6471/pagu/2017-01.3355.003");
  EXPECT_THAT(budget_.Call<v1::ListJurnalResponse>("ListJurnal", request),
              IsRefused(Reason::kInvalidField));
}

TEST_F(BudgetServiceTest, AnUnknownLineIsNotFound) {
  v1::GetPaguRequest request;
  request.set_name(kLine);
  EXPECT_THAT(budget_.Call<v1::GetPaguResponse>("GetPagu", request), IsRefused(Reason::kNotFound));
}

TEST_F(BudgetServiceTest, AYearWithoutALineIsEmpty) {
  const auto response = GetAnggaran(2016);
  ASSERT_THAT(response, IsOk());
  EXPECT_FALSE(response->anggaran().has_total());
  EXPECT_EQ(response->anggaran().output_size(), 0);
  EXPECT_EQ(response->revision().store().size(), 32U);
}

TEST_F(BudgetServiceTest, APaguOfZeroIsALineOfZero) {
  v1::ImportAnggaranRequest request = Import(1, false);
  request.mutable_pagu(0)->set_jumlah(0);
  ASSERT_THAT(Call(request), IsOk());
  EXPECT_EQ(GetLine().jumlah(), 0);
  EXPECT_FALSE(GetAnggaran()->anggaran().output(0).has_serapan());
  EXPECT_THAT(Call(Post(2, "satu", 1)), IsRefused(Reason::kPaguExceeded));
  ExpectVerified();
}

TEST_F(BudgetServiceTest, ChangesNameWhatIsNewOrDifferent) {
  ASSERT_THAT(Call(Import(1, false)), IsOk());
  ASSERT_THAT(Call(Post(2, "satu", 5)), IsOk());
  ASSERT_THAT(Call(Post(3, "satu", 5)), IsOk());  // nothing new
  const v1::ListChangesResponse changes = Changes();
  ASSERT_GE(changes.events_size(), 2);
  EXPECT_EQ(changes.events(0).resources_size(), 22);
  EXPECT_EQ(changes.events(0).satker(), kParent);
  EXPECT_THAT(changes.events(1).resources(),
              ElementsAre("satker/6474/realisasiAnggaran/satu", kLine));
  for (int i = 2; i < changes.events_size(); ++i) {
    EXPECT_THAT(changes.events(i).resources(), IsEmpty());
  }
}

TEST_F(BudgetServiceTest, OnlyThoseWithTheDutyMayWrite) {
  budget_.ActAs(rpc::TestPrincipalWith("BENDAHARA", "6471"));
  EXPECT_THAT(Call(Import(1, false)), IsRefused(Reason::kPermissionDenied));
  EXPECT_THAT(Call(Post(2, "satu", 5)), IsRefused(Reason::kPermissionDenied));
  EXPECT_THAT(GetAnggaran(), IsRefused(Reason::kPermissionDenied));
}

TEST(BudgetWithoutPlanningTest, AnImportIsRefusedAndAPostingIsNot) {
  const rpc::Client nobody(
      grpc::CreateChannel("unix:/nonexistent/planning.sock", grpc::InsecureChannelCredentials()));
  rpc::TestServer budget({BudgetMethods(&nobody)});
  EXPECT_THAT(budget.Call<v1::ImportAnggaranResponse>("ImportAnggaran", Import(1, false)),
              IsRefused(Reason::kDependencyDown));
  EXPECT_EQ(budget.store().GetSnapshot()->head().sequence, 0U);
  // Refused for its line, which only the budget's own store knows.
  EXPECT_THAT(budget.Call<v1::PostRealisasiResponse>("PostRealisasi", Post(2, "satu", 5)),
              IsRefused(Reason::kUnknownReference));
}

}  // namespace
}  // namespace sakip::budget
