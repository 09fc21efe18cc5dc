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

TEST_F(BudgetServiceTest, ABatchIsAnsweredLineByLine) {
  ASSERT_THAT(Call(Import(1, false)), IsOk());
  ASSERT_THAT(Call(Post(2, "ada", 4'000)), IsOk());
  v1::BatchPostRealisasiRequest request;
  request.set_parent(kParent);
  request.set_request_id(TestRequestId(3));
  request.set_tahun(2017);
  const auto add = [&](const std::string& id, const std::string& pagu, int64_t jumlah) {
    *request.add_realisasi() = WireRealisasi(id, pagu, jumlah);
  };
  add("satu", kLine, 27'000'000);
  add("ada", kLine, 4'000);      // stored already
  add("lebih", kLine, 400'001);  // 1 more than is left
  add("tak-ada", "satker/6474/pagu/2017-01.3355.777", 5);
  add("lain-tahun", "satker/6474/pagu/2016-01.3355.003", 5);
  add("sisa", kLine, 400'000);
  add("ada-lain", kLine, 1);  // nothing is left
  request.mutable_realisasi(3)->set_jenis(v1::JENIS_REALISASI_SP2D);
  request.mutable_realisasi(3)->set_nomor_sp2d("170001");
  request.set_validate_only(true);
  ASSERT_THAT(budget_.Call<v1::BatchPostRealisasiResponse>("BatchPostRealisasi", request), IsOk());
  EXPECT_EQ(GetLine().realisasi(), 4'000);
  request.set_validate_only(false);
  const auto response = budget_.Call<v1::BatchPostRealisasiResponse>("BatchPostRealisasi", request);
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->ditambahkan(), 2);
  ASSERT_EQ(response->putusan_size(), 7);
  const struct {
    int64_t nomor;
    const char* alasan;
  } kVerdicts[] = {{24, ""},     {23, ""}, {0, "PAGU_EXCEEDED"}, {0, "UNKNOWN_REFERENCE"},
                   {0, nullptr}, {25, ""}, {0, "PAGU_EXCEEDED"}};
  for (int i = 0; i < 7; ++i) {
    const v1::PutusanRealisasi& putusan = response->putusan(i);
    EXPECT_EQ(putusan.name(), request.realisasi(i).name()) << i;
    EXPECT_EQ(putusan.nomor(), kVerdicts[i].nomor) << i;
    EXPECT_EQ(putusan.diterima(), kVerdicts[i].nomor > 0) << i;
    if (kVerdicts[i].alasan != nullptr) {
      EXPECT_EQ(putusan.alasan(), kVerdicts[i].alasan) << i;
    }
    EXPECT_EQ(putusan.pesan().empty(), putusan.diterima()) << i;
    EXPECT_EQ(putusan.pesan_lokal().empty(), putusan.diterima()) << i;
  }
  EXPECT_EQ(GetLine().tersedia(), 0);
  const auto again = budget_.Call<v1::BatchPostRealisasiResponse>("BatchPostRealisasi", request);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->SerializeAsString(), response->SerializeAsString());
  request.mutable_realisasi(0)->set_jumlah(1);
  EXPECT_THAT(budget_.Call<v1::BatchPostRealisasiResponse>("BatchPostRealisasi", request),
              IsRefused(Reason::kRequestIdReused));
  request.set_request_id(TestRequestId(4));
  request.mutable_realisasi(0)->set_pagu("satker/6471/pagu/2017-01.3355.003");
  const auto foreign = budget_.Call<v1::BatchPostRealisasiResponse>("BatchPostRealisasi", request);
  ASSERT_THAT(foreign, IsRefused(Reason::kInvalidField));
  EXPECT_THAT(rpc::FieldsOf(foreign.status()), ElementsAre("realisasi[0].pagu"));
  budget_.ActAs(rpc::TestPrincipalWith("BENDAHARA", "6471"));
  EXPECT_THAT(budget_.Call<v1::BatchPostRealisasiResponse>("BatchPostRealisasi", request),
              IsRefused(Reason::kPermissionDenied));
  ExpectVerified();
}

// A line as deep as the code goes, and a payment of the treasury's list on it.
TEST_F(BudgetServiceTest, ALineTellsItsWholeCodeAndAPaymentItsNumber) {
  v1::ImportAnggaranRequest request = Import(1, false);
  v1::Pagu* deep = request.add_pagu();
  *deep = request.pagu(0);
  deep->set_name("satker/6474/pagu/2017-01.3355.007.001.051.A.521211");
  deep->set_kode_output("3355.007");
  deep->set_kode_ro("001");
  deep->set_kode_komponen("051");
  deep->set_kode_subkomponen("A");
  deep->set_akun("521211");
  deep->set_lokasi("16.74");
  deep->set_kppn("046");
  ASSERT_THAT(Call(request), IsOk());
  v1::GetPaguRequest get;
  get.set_name(deep->name());
  const auto line = budget_.Call<v1::GetPaguResponse>("GetPagu", get);
  ASSERT_THAT(line, IsOk());
  EXPECT_EQ(line->pagu().kode_penuh(), "076.01.01.3355.007.001.051.A.521211");
  EXPECT_EQ(line->pagu().akun(), "521211");
  EXPECT_EQ(line->pagu().lokasi(), "16.74");
  EXPECT_EQ(line->pagu().kppn(), "046");
  EXPECT_EQ(line->pagu().outstanding(), 0);
  EXPECT_EQ(line->pagu().komitmen(), 0);

  v1::PostRealisasiRequest post = Post(2, "satu", 5);
  post.mutable_realisasi()->set_pagu(deep->name());
  post.mutable_realisasi()->set_jenis(v1::JENIS_REALISASI_SP2D);
  EXPECT_THAT(Call(post), IsRefused(Reason::kInvalidField));  // without its number
  post.mutable_realisasi()->set_nomor_sp2d("170461301000001");
  const auto posted = Call(post);
  ASSERT_THAT(posted, IsOk());
  EXPECT_EQ(posted->realisasi().nomor_sp2d(), "170461301000001");
  EXPECT_EQ(posted->pagu().realisasi(), 5);
  ExpectVerified();
}

TEST_F(BudgetServiceTest, ALineIsAsItWasOnADayAndAsItWasKnown) {
  ASSERT_THAT(Call(Import(1, false)), IsOk());
  v1::PostRealisasiRequest post = Post(2, "juni", 5);
  post.mutable_realisasi()->set_tanggal("2017-06-30");
  ASSERT_THAT(Call(post), IsOk());  // 23
  post = Post(3, "maret", 7);
  post.mutable_realisasi()->set_tanggal("2017-03-31");
  ASSERT_THAT(Call(post), IsOk());  // 24
  const struct {
    const char* per_tanggal;
    int64_t sampai_nomor;
    int64_t realisasi;
  } kCases[] = {{"", 0, 12},           {"2017-06-30", 0, 12}, {"2017-06-29", 0, 7},
                {"2017-03-30", 0, 0},  {"", 23, 5},           {"", 22, 0},
                {"2017-06-29", 23, 0}, {"2017-12-31", 23, 5}, {"2017-12-31", 99, 12}};
  for (const auto& c : kCases) {
    v1::GetPaguRequest request;
    request.set_name(kLine);
    request.set_per_tanggal(c.per_tanggal);
    request.set_sampai_nomor(c.sampai_nomor);
    const auto response = budget_.Call<v1::GetPaguResponse>("GetPagu", request);
    ASSERT_THAT(response, IsOk());
    EXPECT_EQ(response->pagu().realisasi(), c.realisasi) << c.per_tanggal << c.sampai_nomor;
    EXPECT_EQ(response->pagu().jumlah(), 27'404'000) << c.per_tanggal << c.sampai_nomor;
    EXPECT_EQ(response->pagu().tersedia(), 27'404'000 - c.realisasi);
  }
  v1::GetPaguRequest request;
  request.set_name(kLine);
  request.set_per_tanggal("2017-02-30");
  EXPECT_THAT(budget_.Call<v1::GetPaguResponse>("GetPagu", request),
              IsRefused(Reason::kInvalidField));
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
  threads.reserve(16);
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
  expected.reserve(bontang::kRows.size());
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
  EXPECT_EQ(first->transaksi(0).jenis(), v1::JENIS_TRANSAKSI_PAGU);
  EXPECT_EQ(first->transaksi(0).orang(), "198001012005011001");
  EXPECT_EQ(first->transaksi(0).request_id(), TestRequestId(1));
  EXPECT_EQ(first->transaksi(0).asal(), "");  // from this process
  EXPECT_EQ(first->transaksi(0).rantai().size(), 64U);
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

TEST_F(BudgetServiceTest, AnSp2dIsPostedOnALineOnce) {
  ASSERT_THAT(Call(Import(1, false)), IsOk());
  v1::PostRealisasiRequest post = Post(2, "satu", 4'000);
  post.mutable_realisasi()->set_jenis(v1::JENIS_REALISASI_SP2D);
  post.mutable_realisasi()->set_nomor_sp2d("170001");
  ASSERT_THAT(Call(post), IsOk());
  post.set_request_id(TestRequestId(3));
  ASSERT_THAT(Call(post), IsOk()) << "the same posting again";
  post.set_request_id(TestRequestId(4));
  post.mutable_realisasi()->set_name(NamaRealisasi("6474", "dua"));
  const auto twice = Call(post);
  ASSERT_THAT(twice, IsRefused(Reason::kAlreadyExists));
  EXPECT_EQ(fault::FromStatus(twice.status())->violations.front().field, "realisasi.nomor_sp2d");
  post.mutable_realisasi()->set_pagu("satker/6474/pagu/2017-01.3355.007");
  post.mutable_realisasi()->set_tanggal("2017-12-30");
  const auto day = Call(post);
  ASSERT_THAT(day, IsRefused(Reason::kAlreadyExists));
  EXPECT_EQ(fault::FromStatus(day.status())->violations.front().field, "realisasi.tanggal");
  post.mutable_realisasi()->set_tanggal("2017-12-31");
  ASSERT_THAT(Call(post), IsOk());
  EXPECT_EQ(GetLine().realisasi(), 4'000);
  ExpectVerified();
}

TEST_F(BudgetServiceTest, APostingByAPersonIsTheBendaharasDuty) {
  ASSERT_THAT(Call(Import(1, false)), IsOk());
  const auto komitmen = [&](const std::string& account) {
    v1::CreateKomitmenRequest request;
    request.set_parent(kParent);
    v1::Komitmen* kontrak = request.mutable_komitmen();
    kontrak->set_name("satker/6474/komitmen/2017-k-" + account);
    kontrak->set_tahun(2017);
    kontrak->set_nomor_kontrak("K-" + account);
    kontrak->set_uraian("Sewa");
    kontrak->set_tanggal("2017-02-01");
    kontrak->set_berakhir("2017-11-30");
    v1::Rincian* rincian = kontrak->add_rincian();
    rincian->set_pagu(kLine);
    rincian->set_jumlah(5);
    return As<v1::CreateKomitmenResponse>(account, request);
  };
  ASSERT_THAT(As<v1::PostRealisasiResponse>("bendahara", Post(2, "satu", 5)), IsOk());
  ASSERT_THAT(As<v1::PostRealisasiResponse>("integrasi", Post(3, "dua", 5)), IsOk());
  ASSERT_THAT(komitmen("ppk"), IsOk());
  // This account is the person "ppk".
  EXPECT_THAT(As<v1::PostRealisasiResponse>("bendahara-ganda", Post(4, "tiga", 5)),
              IsRefused(Reason::kDutyConflict));
  v1::BatchPostRealisasiRequest batch;
  batch.set_parent(kParent);
  batch.set_tahun(2017);
  *batch.add_realisasi() = WireRealisasi("empat", kLine, 5);
  EXPECT_THAT(As<v1::BatchPostRealisasiResponse>("bendahara-ganda", batch),
              IsRefused(Reason::kDutyConflict));
  EXPECT_EQ(GetLine().realisasi(), 10);
  const auto buku = LoadBuku(*budget_.store().GetSnapshot(), "6474", 2017, [] {
    Kebutuhan k;
    k.orang = {"bendahara", "integrasi"};
    return k;
  }());
  ASSERT_TRUE(buku.ok()) << buku.status();
  EXPECT_EQ(buku->tugas,
            (std::map<std::string, std::set<Tugas>>{{"bendahara", {Tugas::kBendahara}}}));
  ExpectVerified();
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
