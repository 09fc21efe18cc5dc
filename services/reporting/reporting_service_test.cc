#include "services/reporting/reporting_service.h"

#include <gmock/gmock.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "absl/strings/escaping.h"
#include "common/rpc/crypto.h"
#include "services/reporting/reporting_service_fixture.h"

namespace sakip::reporting {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kVersion1[] = "satker/6474/lakip/2017-1";
constexpr char kVersion2[] = "satker/6474/lakip/2017-2";
constexpr char kNaskah[] = "satker/6474/naskahLakip/2017";

// --- naskah

TEST_F(ReportingServiceTest, ANaskahIsWrittenKeptAndReplaced) {
  const v1::ImportNaskahLakipRequest request = NaskahRequest();
  const auto first = Import(request);
  ASSERT_THAT(first, IsOk());
  EXPECT_TRUE(first->changed());
  EXPECT_EQ(GetNaskah(kNaskah)->naskah_lakip().SerializeAsString(),
            request.naskah().SerializeAsString());

  const auto same = Import(NaskahRequest());
  ASSERT_THAT(same, IsOk());
  EXPECT_FALSE(same->changed());

  v1::ImportNaskahLakipRequest other = NaskahRequest();
  other.mutable_naskah()->clear_narasi();
  other.mutable_naskah()->set_nama_penandatangan("A. Pejabat");
  const auto replaced = Import(other);
  ASSERT_THAT(replaced, IsOk());
  EXPECT_TRUE(replaced->changed());
  EXPECT_EQ(GetNaskah(kNaskah)->naskah_lakip().SerializeAsString(),
            other.naskah().SerializeAsString());
}

TEST_F(ReportingServiceTest, ANaskahThatIsOnlyCheckedIsNotStored) {
  v1::ImportNaskahLakipRequest request = NaskahRequest();
  request.set_validate_only(true);
  const auto response = Import(request);
  ASSERT_THAT(response, IsOk());
  EXPECT_TRUE(response->changed());
  EXPECT_EQ(Sequence(), 0u);
  EXPECT_THAT(GetNaskah(kNaskah), IsRefused(Reason::kNotFound));
}

TEST_F(ReportingServiceTest, AWrongNaskahIsRefusedWithEveryMistakeAndNoEffect) {
  v1::ImportNaskahLakipRequest request = NaskahRequest();
  request.mutable_naskah()->set_name("satker/6474/naskahLakip/2016");
  *request.mutable_naskah()->add_narasi() = request.naskah().narasi(0);
  *request.mutable_naskah()->add_narasi() = request.naskah().narasi(1);
  const auto rules = Import(request);
  ASSERT_THAT(rules, IsRefused(Reason::kInvalidField));
  EXPECT_THAT(FieldsOf(rules.status()),
              ElementsAre("naskah.name", "naskah.narasi[2].bagian", "naskah.narasi[3].bagian"));

  request = NaskahRequest();
  request.mutable_naskah()->set_tanggal("2018-02-30");
  request.mutable_naskah()->clear_tempat();
  request.mutable_naskah()->mutable_narasi(0)->set_paragraf(1, "Du\x01");
  request.mutable_naskah()->mutable_narasi(1)->set_bagian(static_cast<v1::BagianNarasi>(99));
  const auto fields = Import(request);
  ASSERT_THAT(fields, IsRefused(Reason::kInvalidField));
  EXPECT_THAT(FieldsOf(fields.status()),
              ElementsAre("naskah.tempat", "naskah.tanggal", "naskah.narasi[0].paragraf[1]",
                          "naskah.narasi[1].bagian"));

  request = NaskahRequest();
  request.mutable_naskah()->set_name("satker/6471/naskahLakip/2017");
  EXPECT_THAT(FieldsOf(Import(request).status()), ElementsAre("naskah.name"));
  EXPECT_EQ(Sequence(), 0u);
}

TEST_F(ReportingServiceTest, AnUnknownNaskahIsNotFound) {
  EnterNaskah();
  for (const char* year : {"2016", "02017", "2017x", "x"}) {
    EXPECT_THAT(GetNaskah(std::string("satker/6474/naskahLakip/") + year),
                IsRefused(Reason::kNotFound))
        << year;
  }
}

// --- making a version

TEST_F(ReportingServiceTest, AnOfficesYearBecomesAReport) {
  EnterRegister();
  EnterOffice();
  const auto created = Create(CreateRequest());
  ASSERT_THAT(created, IsOk());
  EXPECT_TRUE(created->created());
  const v1::Lakip& lakip = created->lakip();
  EXPECT_EQ(lakip.name(), kVersion1);
  EXPECT_EQ(lakip.tahun(), 2017);
  EXPECT_EQ(lakip.versi(), 1);
  EXPECT_EQ(lakip.hash().size(), 64u);
  EXPECT_EQ(lakip.pembuat(), "akun/uji");
  EXPECT_EQ(lakip.create_time(), "2018-02-02T03:04:05.000000Z");

  v1::GetLakipRequest get;
  get.set_name(kVersion1);
  get.set_consistency_token(created->consistency_token());
  const auto got = reporting_.Call<v1::GetLakipResponse>("GetLakip", get);
  ASSERT_THAT(got, IsOk());
  EXPECT_EQ(got->lakip().SerializeAsString(), lakip.SerializeAsString());

  const std::string html = Html(kVersion1);
  for (const char* part :
       {"Sekretariat KPU Kota Contoh", "Contoh, 2 Februari 2018", "Sekretaris KPU Kota Contoh",
        "Laporan ini disusun.", "Misi satu", "Golongan III", "PERJANJIAN KINERJA SEKRETARIS",
        "Menyusun laporan", "27.404.000", "2.208.500", "32.404.000", "Tidak ada sengketa"}) {
    EXPECT_THAT(html, HasSubstr(part));
  }
  // What an official writes is text, whatever it looks like.
  EXPECT_THAT(html, HasSubstr("Kinerja &lt;b&gt;baik&lt;/b&gt; &amp; tertib."));
}

TEST_F(ReportingServiceTest, SourcesAreNamedWithTheMomentsTheyWereReadAt) {
  EnterRegister();
  EnterOffice();
  planning::v1::GetPerencanaanRequest plan;
  plan.set_parent(kParent);
  plan.set_tahun(2017);
  performance::v1::GetPengukuranRequest measure;
  measure.set_parent(kParent);
  measure.set_tahun(2017);
  budget::v1::GetAnggaranRequest money;
  money.set_parent(kParent);
  money.set_tahun(2017);
  const auto planned = planning_.Call<planning::v1::GetPerencanaanResponse>("GetPerencanaan", plan);
  const auto measured =
      performance_.Call<performance::v1::GetPengukuranResponse>("GetPengukuran", measure);
  const auto spent = budget_.Call<budget::v1::GetAnggaranResponse>("GetAnggaran", money);
  const auto created = Create(CreateRequest());
  ASSERT_THAT(created, IsOk());
  std::vector<std::string> sumber;
  for (const v1::Sumber& one : created->lakip().sumber()) {
    sumber.push_back(one.layanan() + " " + one.revision().ShortDebugString());
  }
  EXPECT_THAT(sumber, ElementsAre("planning " + planned->revision().ShortDebugString(),
                                  "performance " + measured->revision().ShortDebugString(),
                                  "budget " + spent->revision().ShortDebugString()));
  EXPECT_EQ(created->lakip().sumber(0).revision().sequence(), 2u);
  EXPECT_NE(created->lakip().sumber(0).revision().store(),
            created->lakip().sumber(1).revision().store());
}

TEST_F(ReportingServiceTest, TheYearsLastNarrativeOfAnIndikatorIsPrinted) {
  EnterRegister();
  EnterOffice();  // the first half of the year has no narrative
  ASSERT_THAT(Create(CreateRequest()), IsOk());
  const std::string html = Html(kVersion1);
  EXPECT_THAT(html, HasSubstr("<i>Jumlah laporan keuangan"));
  EXPECT_THAT(html, HasSubstr("Kedua laporan selesai tepat waktu."));
}

TEST_F(ReportingServiceTest, AnIndikatorWithoutNarrativeHasNoEmptyAnalysis) {
  EnterRegister();
  EnterPlan();
  EnterAnggaran();
  EnterNaskah();
  auto request = FromText<performance::v1::ImportRealisasiRequest>(kRealisasiText);
  request.set_request_id(NewId());
  request.mutable_realisasi(1)->clear_narasi();
  ASSERT_THAT(
      performance_.Call<performance::v1::ImportRealisasiResponse>("ImportRealisasi", request),
      IsOk());
  ASSERT_THAT(Create(CreateRequest()), IsOk());
  EXPECT_THAT(Html(kVersion1), Not(HasSubstr("<i>Jumlah laporan keuangan")));
}

TEST_F(ReportingServiceTest, EqualContentIsTheVersionThatExists) {
  EnterRegister();
  EnterOffice();
  const auto first = Create(CreateRequest());
  ASSERT_THAT(first, IsOk());
  EnterPlan();  // moves the peer's store, changes nothing
  EnterNaskah();
  reporting_.clock().Advance(int64_t{3600} * 1'000'000);
  const auto second = Create(CreateRequest());
  ASSERT_THAT(second, IsOk());
  EXPECT_FALSE(second->created());
  EXPECT_EQ(second->lakip().SerializeAsString(), first->lakip().SerializeAsString());
  EXPECT_THAT(Versions(), ElementsAre(kVersion1));
}

TEST_F(ReportingServiceTest, ChangedContentIsANewVersionAndTheOldOneStaysAsItWas) {
  EnterRegister();
  EnterOffice();
  const auto first = Create(CreateRequest());
  ASSERT_THAT(first, IsOk());
  const auto pdf = Render(kVersion1, v1::FORMAT_DOKUMEN_PDF);
  ASSERT_THAT(pdf, IsOk());
  const std::string html = Html(kVersion1);

  ChangeNaskah("Simpulan lain.");
  const auto second = Create(CreateRequest());
  ASSERT_THAT(second, IsOk());
  EXPECT_TRUE(second->created());
  EXPECT_EQ(second->lakip().name(), kVersion2);
  EXPECT_EQ(second->lakip().versi(), 2);
  EXPECT_NE(second->lakip().hash(), first->lakip().hash());
  EXPECT_THAT(Html(kVersion2), HasSubstr("Simpulan lain."));

  EXPECT_EQ(Get(kVersion1)->lakip().SerializeAsString(), first->lakip().SerializeAsString());
  EXPECT_EQ(Render(kVersion1, v1::FORMAT_DOKUMEN_PDF)->isi(), pdf->isi());
  EXPECT_EQ(Html(kVersion1), html);
  EXPECT_THAT(html, Not(HasSubstr("Simpulan lain.")));

  // Back to the first text: compared with the newest version only, so a third one.
  EnterNaskah();
  const auto third = Create(CreateRequest());
  ASSERT_THAT(third, IsOk());
  EXPECT_EQ(third->lakip().versi(), 3);
  EXPECT_EQ(third->lakip().hash(), first->lakip().hash());
}

TEST_F(ReportingServiceTest, AReportThatIsOnlyCheckedIsNotStored) {
  EnterRegister();
  EnterOffice();
  const uint64_t before = Sequence();
  v1::CreateLakipRequest request = CreateRequest();
  request.set_validate_only(true);
  const auto response = Create(request);
  ASSERT_THAT(response, IsOk());
  EXPECT_TRUE(response->created());
  EXPECT_EQ(Sequence(), before);
  EXPECT_THAT(Get(kVersion1), IsRefused(Reason::kNotFound));
}

TEST_F(ReportingServiceTest, CallersAtOnceMakeOneVersion) {
  EnterRegister();
  EnterOffice();
  std::vector<v1::CreateLakipRequest> requests;
  for (int i = 0; i < 8; ++i) {
    requests.push_back(CreateRequest());
  }
  std::atomic<int> created = 0;
  std::vector<std::thread> threads;
  for (const v1::CreateLakipRequest& request : requests) {
    threads.emplace_back([&] {
      const auto response = Create(request);
      EXPECT_THAT(response, IsOk());
      created += response.ok() && response->created() ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(created, 1);
  EXPECT_THAT(Versions(), ElementsAre(kVersion1));
}

// --- refusals

TEST_F(ReportingServiceTest, AnOfficeWithoutDataIsToldWhatIsMissing) {
  EnterRegister();
  const auto nothing = Create(CreateRequest());
  ASSERT_THAT(nothing, IsRefused(Reason::kNoData));
  const fault::Fault all = *fault::FromStatus(nothing.status());
  for (const char* part : {"6474", "2017", "Perjanjian Kinerja", "budget lines", "naskah"}) {
    EXPECT_THAT(all.english, HasSubstr(part));
  }
  EXPECT_THAT(all.indonesian, HasSubstr("baris pagu"));

  EnterPlan();
  EnterAnggaran();
  const auto no_naskah = Create(CreateRequest());
  ASSERT_THAT(no_naskah, IsRefused(Reason::kNoData));
  const fault::Fault one = *fault::FromStatus(no_naskah.status());
  EXPECT_THAT(one.english, HasSubstr("naskah"));
  EXPECT_THAT(one.english, Not(HasSubstr("budget lines")));
  EXPECT_EQ(Sequence(), 0u);

  // Realisasi may be missing: the report says so. Capaian of no plan, or of another, may not.
  EnterNaskah();
  EXPECT_THAT(Create(CreateRequest()), IsRefused(Reason::kCapaianOutdated));
  RefreshCapaian();
  EXPECT_THAT(Create(CreateRequest()), IsOk());
  EXPECT_THAT(Create(CreateRequest(2016)), IsRefused(Reason::kNoData));
  EXPECT_THAT(Versions(), ElementsAre(kVersion1));
}

TEST_F(ReportingServiceTest, AnUnknownOfficeGetsNoReport) {
  EnterNaskah();
  const uint64_t before = Sequence();
  EXPECT_THAT(Create(CreateRequest()), IsRefused(Reason::kNotFound));
  EXPECT_EQ(Sequence(), before);
}

TEST_F(ReportingServiceTest, AServiceThatIsDownIsNamedSoAndNothingIsStored) {
  EnterRegister();
  EnterOffice();
  const uint64_t before = Sequence();
  const v1::CreateLakipRequest request = CreateRequest();
  const rpc::Client dead(
      grpc::CreateChannel("unix:/nonexistent/peer.sock", grpc::InsecureChannelCredentials()));
  const rpc::Client* planning = &planning_.client();
  const rpc::Client* performance = &performance_.client();
  const rpc::Client* budget = &budget_.client();
  for (rpc::MethodTable table :
       {ReportingMethods(&dead, performance, budget), ReportingMethods(planning, &dead, budget),
        ReportingMethods(planning, performance, &dead)}) {
    rpc::TestServer::Options options = Named("reporting");
    options.store = &reporting_.store();
    const rpc::TestServer cut_off({table}, options);
    EXPECT_THAT(cut_off.Call<v1::CreateLakipResponse>("CreateLakip", request),
                IsRefused(Reason::kDependencyDown));
    EXPECT_EQ(Sequence(), before);
  }
  // The same request once the peers are back.
  const auto response = Create(request);
  ASSERT_THAT(response, IsOk());
  EXPECT_TRUE(response->created());
}

TEST_F(ReportingServiceTest, ARepeatedRequestIsAnsweredTheSameAndMakesNothing) {
  EnterRegister();
  EnterOffice();
  const v1::CreateLakipRequest request = CreateRequest();
  const auto first = Create(request);
  ASSERT_THAT(first, IsOk());
  ChangeNaskah("Simpulan lain.");
  const auto again = Create(request);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
  EXPECT_THAT(Versions(), ElementsAre(kVersion1));

  v1::CreateLakipRequest other_year = request;
  other_year.set_tahun(2016);
  EXPECT_THAT(Create(other_year), IsRefused(Reason::kRequestIdReused));
  v1::ImportNaskahLakipRequest other_method = NaskahRequest();
  other_method.set_request_id(request.request_id());
  EXPECT_THAT(Import(other_method), IsRefused(Reason::kRequestIdReused));
}

TEST_F(ReportingServiceTest, OnlyThoseWithTheDutyMayWriteOrRead) {
  EnterRegister();
  EnterOffice();
  ASSERT_THAT(Create(CreateRequest()), IsOk());
  const uint64_t before = Sequence();

  reporting_.ActAs(rpc::TestPrincipalWith("OPERATOR_SATKER", "6471"));
  EXPECT_THAT(Import(NaskahRequest()), IsRefused(Reason::kPermissionDenied));
  EXPECT_THAT(Create(CreateRequest()), IsRefused(Reason::kPermissionDenied));
  EXPECT_THAT(GetNaskah(kNaskah), IsRefused(Reason::kPermissionDenied));
  EXPECT_THAT(Get(kVersion1), IsRefused(Reason::kPermissionDenied));
  EXPECT_THAT(Get("satker/6474/lakip/2016-1"), IsRefused(Reason::kPermissionDenied));
  EXPECT_THAT(List(), IsRefused(Reason::kPermissionDenied));
  EXPECT_THAT(Render(kVersion1, v1::FORMAT_DOKUMEN_HTML), IsRefused(Reason::kPermissionDenied));

  reporting_.ActAs(rpc::TestPrincipalWith("APIP", "00"));
  EXPECT_THAT(Import(NaskahRequest()), IsRefused(Reason::kPermissionDenied));
  EXPECT_THAT(Create(CreateRequest()), IsRefused(Reason::kPermissionDenied));
  EXPECT_THAT(GetNaskah(kNaskah), IsOk());
  EXPECT_THAT(Get(kVersion1), IsOk());
  EXPECT_THAT(Versions(), ElementsAre(kVersion1));
  EXPECT_THAT(Render(kVersion1, v1::FORMAT_DOKUMEN_HTML), IsOk());

  reporting_.ActAs(rpc::TestPrincipalWith("KPA", "6474"));
  EXPECT_THAT(Import(NaskahRequest()), IsRefused(Reason::kPermissionDenied));
  EXPECT_EQ(Sequence(), before);
  EXPECT_THAT(Create(CreateRequest()), IsOk());

  reporting_.ActAsNobody();
  EXPECT_THAT(Get(kVersion1), IsRefused(Reason::kNotAuthenticated));
}

// --- reading

TEST_F(ReportingServiceTest, AVersionIsRenderedAsAFile) {
  EnterRegister();
  EnterOffice();
  ASSERT_THAT(Create(CreateRequest()), IsOk());
  struct Case {
    v1::FormatDokumen format;
    std::string begins, media_type, nama_berkas;
  };
  for (const Case& c :
       {Case{v1::FORMAT_DOKUMEN_PDF, "%PDF-", "application/pdf", "LAKIP-2017-6474-v1.pdf"},
        Case{v1::FORMAT_DOKUMEN_HTML, "<!DOCTYPE html>", "text/html", "LAKIP-2017-6474-v1.html"},
        Case{v1::FORMAT_DOKUMEN_DOCX, "PK\x03\x04",
             "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
             "LAKIP-2017-6474-v1.docx"},
        Case{v1::FORMAT_DOKUMEN_XLSX, "PK\x03\x04",
             "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
             "LAKIP-2017-6474-v1.xlsx"}}) {
    const auto file = Render(kVersion1, c.format);
    ASSERT_THAT(file, IsOk());
    EXPECT_EQ(file->isi().substr(0, c.begins.size()), c.begins);
    EXPECT_EQ(file->media_type(), c.media_type);
    EXPECT_EQ(file->nama_berkas(), c.nama_berkas);
    EXPECT_EQ(file->sha256(), absl::BytesToHexString(rpc::Sha256(file->isi())));
    EXPECT_EQ(Render(kVersion1, c.format)->isi(), file->isi());
  }
  for (const int format : {0, 9}) {
    EXPECT_THAT(FieldsOf(Render(kVersion1, static_cast<v1::FormatDokumen>(format)).status()),
                ElementsAre("format"));
  }
}

TEST_F(ReportingServiceTest, NoOtherNameIsAVersion) {
  EnterRegister();
  EnterOffice();
  ASSERT_THAT(Create(CreateRequest()), IsOk());
  for (const char* id : {"2017-2", "2016-1", "2017-0", "2017--1", "2017", "2017-", "-1", "2017-01",
                         "02017-1", "2017-1x", "x-1", "2017-1-1", "2017-99999999999999999999"}) {
    const std::string name = std::string("satker/6474/lakip/") + id;
    EXPECT_THAT(Get(name), IsRefused(Reason::kNotFound)) << id;
    EXPECT_THAT(Render(name, v1::FORMAT_DOKUMEN_PDF), IsRefused(Reason::kNotFound)) << id;
  }
  EXPECT_THAT(Get("satker/6474/lakip"), IsRefused(Reason::kInvalidField));
  EXPECT_THAT(Get("satker/6474/naskahLakip/2017"), IsRefused(Reason::kInvalidField));
}

TEST_F(ReportingServiceTest, VersionsAreListedInPagesByYearAndNumber) {
  EnterRegister();
  EnterOffice(2016);
  EnterOffice(2017);
  std::vector<std::string> expected = {"satker/6474/lakip/2016-1"};
  for (int versi = 1; versi <= 11; ++versi) {
    ChangeNaskah("Simpulan " + std::to_string(versi));
    ASSERT_THAT(Create(CreateRequest()), IsOk());
    expected.push_back("satker/6474/lakip/2017-" + std::to_string(versi));
  }
  ASSERT_THAT(Create(CreateRequest(2016)), IsOk());

  for (const int size : {1, 5, 6, 12, 50}) {
    std::vector<std::string> names;
    int pages = 0;
    std::string token;
    do {
      const auto page = List(size, token);
      ASSERT_THAT(page, IsOk());
      for (const v1::Lakip& lakip : page->lakip()) {
        names.push_back(lakip.name());
      }
      token = page->next_page_token();
      ++pages;
    } while (!token.empty());
    EXPECT_EQ(names, expected);
    EXPECT_EQ(pages, (12 + size - 1) / size);
  }
  EXPECT_THAT(List(5, "AAAA"), IsRefused(Reason::kInvalidField));
  EXPECT_THAT(List(-1), IsRefused(Reason::kInvalidField));
}

TEST_F(ReportingServiceTest, AnOfficeWithoutAReportHasAnEmptyList) {
  const auto page = List();
  ASSERT_THAT(page, IsOk());
  EXPECT_EQ(page->lakip_size(), 0);
  EXPECT_EQ(page->next_page_token(), "");
}

TEST_F(ReportingServiceTest, ChangesNameWhatIsNewOrDifferent) {
  EnterRegister();
  EnterOffice();
  ASSERT_THAT(Create(CreateRequest()), IsOk());
  ASSERT_THAT(Create(CreateRequest()), IsOk());  // nothing new
  EnterNaskah();                                 // nothing different
  ChangeNaskah("Simpulan lain.");
  ASSERT_THAT(Create(CreateRequest()), IsOk());

  const v1::ListChangesRequest request;
  EXPECT_THAT(reporting_.Call<v1::ListChangesResponse>("ListChanges", request),
              IsRefused(Reason::kPermissionDenied));  // feeds tell of every office
  reporting_.ActAs(rpc::TestPrincipalWith("APIP", "00"));
  const auto changes = reporting_.Call<v1::ListChangesResponse>("ListChanges", request);
  ASSERT_THAT(changes, IsOk());
  std::vector<std::string> resources;
  for (const auto& event : changes->events()) {
    EXPECT_EQ(event.satker(), kParent);
    resources.insert(resources.end(), event.resources().begin(), event.resources().end());
  }
  EXPECT_THAT(resources, ElementsAre(kNaskah, kVersion1, kNaskah, kVersion2));

  v1::ListChangesRequest after;
  after.set_after(changes->next());
  const auto nothing = reporting_.Call<v1::ListChangesResponse>("ListChanges", after);
  ASSERT_THAT(nothing, IsOk());
  EXPECT_THAT(nothing->events(), IsEmpty());
  EXPECT_EQ(nothing->next(), changes->next());
}

}  // namespace
}  // namespace sakip::reporting
