#include <gmock/gmock.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "services/planning/planning_service_fixture.h"
#include "services/planning/planning_wire.h"
#include "services/planning/ukuran.h"

namespace sakip::planning {
namespace {

using ::sakip::fault::Reason;
using ::sakip::rpc::IsOk;
using ::sakip::rpc::IsRefused;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string Difference(const google::protobuf::Message& a, const google::protobuf::Message& b) {
  std::string difference;
  google::protobuf::util::MessageDifferencer differencer;
  differencer.ReportDifferencesToString(&difference);
  differencer.Compare(a, b);
  return difference;
}

// The office-year as it is answered: numbers read, registers added.
v1::Perencanaan Answered() {
  auto p = FromText<v1::Perencanaan>(kPerencanaanText);
  const auto registers = FromText<v1::ImportRegisterRequest>(kRegisterText);
  *p.mutable_satker() = registers.satker(2);
  for (const v1::Kode& kode : registers.kode()) {
    *p.add_kode() = kode;
    p.mutable_kode()->rbegin()->set_name("satker/00/kode/" + kode.kode() + "~2015");
  }
  p.mutable_rkt()->mutable_baris(0)->mutable_target()->set_angka("1200");
  auto& ketua = *p.mutable_perjanjian_kinerja(0)->mutable_baris(0)->mutable_target();
  ketua.set_angka("77.5");
  ketua.set_satuan("%");
  auto& aksi = *p.mutable_rencana_aksi()->mutable_baris(0)->mutable_target();
  aksi.set_angka("1");
  aksi.set_satuan("laporan");
  return p;
}

TEST_F(PlanningServiceTest, AnOfficeYearIsReadBackAsItWasWritten) {
  const auto registers = Import(Register(1));
  ASSERT_THAT(registers, IsOk());
  EXPECT_EQ(registers->satker_changed(), 3);
  EXPECT_EQ(registers->kode_changed(), 3);
  EXPECT_FALSE(registers->consistency_token().empty());
  const auto plan = Import(Plan(2));
  ASSERT_THAT(plan, IsOk());
  EXPECT_EQ(plan->changed(), 9);

  const auto year = GetYear("satker/6474", 2017);
  ASSERT_THAT(year, IsOk());
  EXPECT_EQ(Difference(Answered(), year->perencanaan()), "");
  EXPECT_EQ(year->revision().sequence(), 2u);

  const auto later = GetYear("satker/6474", 2020);
  ASSERT_THAT(later, IsOk());
  EXPECT_FALSE(later->perencanaan().has_renstra());
  EXPECT_FALSE(later->perencanaan().has_rkt());
  EXPECT_EQ(later->perencanaan().indikator_size(), 2);
}

TEST_F(PlanningServiceTest, EachDocumentIsReadByItsName) {
  Fill();
  const v1::Perencanaan all = Answered();
  const auto satker = Get<v1::GetSatkerResponse, v1::GetSatkerRequest>("GetSatker", "satker/6474");
  ASSERT_THAT(satker, IsOk());
  EXPECT_EQ(Difference(all.satker(), satker->satker()), "");
  const auto renstra = Get<v1::GetRenstraResponse, v1::GetRenstraRequest>(
      "GetRenstra", "satker/6474/renstra/2015-2019");
  ASSERT_THAT(renstra, IsOk());
  EXPECT_EQ(Difference(all.renstra(), renstra->renstra()), "");
  const auto indikator = Get<v1::GetIndikatorResponse, v1::GetIndikatorRequest>(
      "GetIndikator", "satker/6474/indikator/3355.003");
  ASSERT_THAT(indikator, IsOk());
  EXPECT_EQ(Difference(all.indikator(0), indikator->indikator()), "");
  const auto rkt = Get<v1::GetRktResponse, v1::GetRktRequest>("GetRkt", "satker/6474/rkt/2017");
  ASSERT_THAT(rkt, IsOk());
  EXPECT_EQ(Difference(all.rkt(), rkt->rkt()), "");
  const auto pk = Get<v1::GetPerjanjianKinerjaResponse, v1::GetPerjanjianKinerjaRequest>(
      "GetPerjanjianKinerja", "satker/6474/perjanjianKinerja/2017-ketua");
  ASSERT_THAT(pk, IsOk());
  EXPECT_EQ(Difference(all.perjanjian_kinerja(0), pk->perjanjian_kinerja()), "");
  const auto aksi = Get<v1::GetRencanaAksiResponse, v1::GetRencanaAksiRequest>(
      "GetRencanaAksi", "satker/6474/rencanaAksi/2017");
  ASSERT_THAT(aksi, IsOk());
  EXPECT_EQ(Difference(all.rencana_aksi(), aksi->rencana_aksi()), "");
}

TEST_F(PlanningServiceTest, WhatDoesNotExistIsNotFound) {
  EXPECT_THAT(GetYear("satker/6474", 2017), IsRefused(Reason::kNotFound));
  EXPECT_THAT((Get<v1::GetSatkerResponse, v1::GetSatkerRequest>("GetSatker", "satker/6474")),
              IsRefused(Reason::kNotFound));
  EXPECT_THAT((Get<v1::GetRenstraResponse, v1::GetRenstraRequest>("GetRenstra",
                                                                  "satker/6474/renstra/2015-2019")),
              IsRefused(Reason::kNotFound));
  EXPECT_THAT((Get<v1::GetIndikatorResponse, v1::GetIndikatorRequest>("GetIndikator",
                                                                      "satker/6474/indikator/x")),
              IsRefused(Reason::kNotFound));
  EXPECT_THAT((Get<v1::GetRktResponse, v1::GetRktRequest>("GetRkt", "satker/6474/rkt/2017")),
              IsRefused(Reason::kNotFound));
  EXPECT_THAT((Get<v1::GetPerjanjianKinerjaResponse, v1::GetPerjanjianKinerjaRequest>(
                  "GetPerjanjianKinerja", "satker/6474/perjanjianKinerja/2017")),
              IsRefused(Reason::kNotFound));
  EXPECT_THAT((Get<v1::GetRencanaAksiResponse, v1::GetRencanaAksiRequest>(
                  "GetRencanaAksi", "satker/6474/rencanaAksi/2017")),
              IsRefused(Reason::kNotFound));
}

TEST_F(PlanningServiceTest, ARepeatedImportIsAnsweredAgainAndANewOneOfTheSameChangesNothing) {
  Fill();
  const auto replayed = Import(Plan(2));
  ASSERT_THAT(replayed, IsOk());
  EXPECT_EQ(replayed->changed(), 9);
  const auto again = Import(Plan(3));
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->changed(), 0);
  const auto registers = Import(Register(4));
  ASSERT_THAT(registers, IsOk());
  EXPECT_EQ(registers->satker_changed() + registers->kode_changed(), 0);

  v1::ImportPerencanaanRequest other = Plan(2);
  other.mutable_perencanaan()->mutable_renstra()->set_visi("Lain");
  EXPECT_THAT(Import(other), IsRefused(Reason::kRequestIdReused));
}

TEST_F(PlanningServiceTest, OnlyWhatDiffersIsToldInTheFeed) {
  Fill();
  v1::ImportPerencanaanRequest request = Plan(3);
  request.mutable_perencanaan()->mutable_renstra()->set_visi("Mandiri dan jujur");
  request.mutable_perencanaan()->mutable_pegawai(0)->set_jumlah(10);
  const auto changed = Import(request);
  ASSERT_THAT(changed, IsOk());
  EXPECT_EQ(changed->changed(), 2);

  server_.ActAs(rpc::TestPrincipalWith("APIP", "00"));
  v1::ListChangesRequest feed;
  feed.set_after(2);
  const auto changes = server_.Call<v1::ListChangesResponse>("ListChanges", feed);
  ASSERT_THAT(changes, IsOk());
  ASSERT_EQ(changes->events_size(), 1);
  EXPECT_THAT(changes->events(0).resources(),
              ElementsAre("satker/6474/pegawai/2017", "satker/6474/renstra/2015-2019"));
  EXPECT_EQ(changes->next(), 3u);

  feed.set_after(0);
  feed.set_page_size(1);
  const auto first = server_.Call<v1::ListChangesResponse>("ListChanges", feed);
  ASSERT_THAT(first, IsOk());
  ASSERT_EQ(first->events_size(), 1);
  EXPECT_THAT(first->events(0).resources(),
              ElementsAre("satker/00", "satker/64", "satker/6474", "satker/00/kode/01~2015",
                          "satker/00/kode/3355~2015", "satker/00/kode/3355.003~2015"));
}

TEST_F(PlanningServiceTest, ValidateOnlyTellsTheAnswerAndChangesNothing) {
  v1::ImportRegisterRequest registers = Register(1);
  registers.set_validate_only(true);
  ASSERT_THAT(Import(registers), IsOk());
  EXPECT_THAT(Import(Plan(2)), IsRefused(Reason::kUnknownReference));
  ASSERT_THAT(Import(Register(1)), IsOk());
  v1::ImportPerencanaanRequest plan = Plan(2);
  plan.set_validate_only(true);
  ASSERT_THAT(Import(plan), IsOk());
  const auto year = GetYear("satker/6474", 2017);
  ASSERT_THAT(year, IsOk());
  EXPECT_FALSE(year->perencanaan().has_rkt());
}

TEST_F(PlanningServiceTest, ARefusedRegisterLeavesNothing) {
  v1::ImportRegisterRequest elsewhere = Register(1);
  elsewhere.set_parent("satker/6474");
  EXPECT_THAT(rpc::FieldsOf(Import(elsewhere).status()), ElementsAre("parent"));

  v1::ImportRegisterRequest orphan = Register(2);
  orphan.mutable_satker()->DeleteSubrange(1, 1);
  EXPECT_THAT(Import(orphan), IsRefused(Reason::kUnknownReference));

  v1::ImportRegisterRequest overlap = Register(3);
  *overlap.add_kode() = overlap.kode(2);
  overlap.mutable_kode(3)->set_tahun_dari(2020);
  EXPECT_THAT(rpc::FieldsOf(Import(overlap).status()), ElementsAre("kode[3].tahun_dari"));

  v1::ListSatkerRequest list;
  const auto satker = server_.Call<v1::ListSatkerResponse>("ListSatker", list);
  ASSERT_THAT(satker, IsOk());
  EXPECT_THAT(satker->satker(), IsEmpty());
}

TEST_F(PlanningServiceTest, ARefusedPlanNamesEveryFieldAndLeavesNothing) {
  ASSERT_THAT(Import(Register(1)), IsOk());
  v1::ImportPerencanaanRequest request = Plan(2);
  v1::Perencanaan& p = *request.mutable_perencanaan();
  p.mutable_satker()->CopyFrom(Register(1).satker(2));
  p.mutable_rkt()->mutable_baris(0)->mutable_target()->set_teks("NaN");
  p.mutable_perjanjian_kinerja(0)->mutable_baris(0)->mutable_target()->set_teks("2 Laporan");
  p.mutable_indikator(0)->set_kode_output("3355.999");
  const auto refused = Import(request);
  ASSERT_THAT(refused, IsRefused(Reason::kInvalidField));
  EXPECT_THAT(rpc::FieldsOf(refused.status()),
              ElementsAre("perencanaan.satker", "perencanaan.rkt.baris[0].target.teks",
                          "perencanaan.perjanjian_kinerja[0].baris[0].target.satuan",
                          "perencanaan.indikator[0].kode_output"));

  request = Plan(2);
  request.mutable_perencanaan()->mutable_rencana_aksi()->mutable_baris(0)->add_bulan(13);
  EXPECT_THAT(Import(request), IsRefused(Reason::kInvalidField));
  request = Plan(2);
  request.mutable_perencanaan()->mutable_indikator(0)->set_kode_output("3355.999");
  EXPECT_THAT(Import(request), IsRefused(Reason::kUnknownReference));
  request = Plan(2);
  request.clear_perencanaan();
  EXPECT_THAT(Import(request), IsRefused(Reason::kInvalidField));

  const auto year = GetYear("satker/6474", 2017);
  ASSERT_THAT(year, IsOk());
  EXPECT_EQ(year->perencanaan().indikator_size(), 0);
  EXPECT_THAT(Import(Plan(2)), IsOk()) << "a refused id may be used again";
}

TEST_F(PlanningServiceTest, AnIndikatorOfAnEarlierYearKeepsWhatItMeasures) {
  Fill();
  v1::ImportPerencanaanRequest request = Plan(3);
  request.set_tahun(2018);
  v1::Perencanaan& p = *request.mutable_perencanaan();
  p.clear_rkt();
  p.clear_perjanjian_kinerja();
  p.clear_rencana_aksi();
  p.mutable_indikator(0)->set_nama("Laporan keuangan");
  p.mutable_indikator(0)->set_polaritas(v1::POLARITAS_MAXIMIZE);
  p.mutable_indikator(1)->set_satuan("orang");
  EXPECT_THAT(rpc::FieldsOf(Import(request).status()),
              ElementsAre("perencanaan.indikator[0].polaritas", "perencanaan.indikator[1].satuan"));
  p.mutable_indikator(0)->set_polaritas(v1::POLARITAS_MINIMIZE);
  p.mutable_indikator(1)->set_name("satker/6474/indikator/ss1a-2018");
  const auto changed = Import(request);
  ASSERT_THAT(changed, IsOk());
  EXPECT_EQ(changed->changed(), 3) << "a label, a new indikator, head counts";
}

TEST_F(PlanningServiceTest, AnOfficeThatHasEndedPlansNoLaterYear) {
  v1::ImportRegisterRequest ended = Register(1);
  ended.mutable_satker(2)->set_berlaku_sampai("2016-12-31");
  ASSERT_THAT(Import(ended), IsOk());
  const auto refused = Import(Plan(2));
  EXPECT_THAT(refused, IsRefused(Reason::kUnknownReference));
  EXPECT_THAT(rpc::FieldsOf(refused.status()), ElementsAre("tahun"));
  ASSERT_THAT(Import(Register(3)), IsOk());
  EXPECT_THAT(Import(Plan(4)), IsOk());
}

TEST_F(PlanningServiceTest, NoOfficeYearTakesMoreBytesThanEstimated) {
  Fill();
  const auto year = GetYear("satker/6474", 2017);
  ASSERT_THAT(year, IsOk());
  v1::ImportPerencanaanRequest request;
  *request.mutable_perencanaan() = year->perencanaan();
  request.mutable_perencanaan()->clear_satker();
  request.mutable_perencanaan()->clear_kode();
  const Perencanaan p = Read(request).perencanaan;
  const size_t estimated = UkuranRegistri(p) + Ukuran(*p.renstra) + UkuranTahun(p);
  EXPECT_LE(request.perencanaan().ByteSizeLong(), estimated);
  v1::Perencanaan codes;
  *codes.mutable_kode() = year->perencanaan().kode();
  size_t of_codes = 0;
  for (const v1::Kode& kode : codes.kode()) {
    of_codes += Ukuran(Kode{{}, kode.kode(), kode.uraian(), kode.induk(), kode.tahun_dari(), 0});
  }
  EXPECT_LE(codes.ByteSizeLong(), of_codes);
}

TEST_F(PlanningServiceTest, TheKetuaSignsOneAgreementAYear) {
  Fill();
  v1::ImportPerencanaanRequest request = Plan(3);
  v1::Perencanaan& p = *request.mutable_perencanaan();
  p.mutable_perjanjian_kinerja(0)->set_name("satker/6474/perjanjianKinerja/2017-komisioner");
  EXPECT_THAT(rpc::FieldsOf(Import(request).status()),
              ElementsAre("perencanaan.perjanjian_kinerja[0].jenis"));
  p.mutable_perjanjian_kinerja(0)->set_name("satker/6474/perjanjianKinerja/2017-ketua");
  p.mutable_perjanjian_kinerja(0)->set_judul("PERJANJIAN KINERJA KETUA (PERUBAHAN)");
  EXPECT_THAT(Import(request), IsOk());
}

TEST_F(PlanningServiceTest, AHistoricalPlanKeepsItsTexts) {
  ASSERT_THAT(Import(Register(1)), IsOk());
  v1::ImportPerencanaanRequest request = Plan(2);
  request.set_historis(true);
  v1::Perencanaan& p = *request.mutable_perencanaan();
  p.mutable_rkt()->mutable_baris(0)->mutable_target()->set_teks("Tidak ada kasus");
  p.mutable_perjanjian_kinerja(0)->mutable_baris(0)->mutable_target()->set_teks("2 Laporan");
  p.mutable_rencana_aksi()->mutable_baris(0)->clear_target();
  p.mutable_rencana_aksi()->mutable_baris(0)->clear_pelaksana();
  ASSERT_THAT(Import(request), IsOk());
  const auto year = GetYear("satker/6474", 2017);
  ASSERT_THAT(year, IsOk());
  const v1::Perencanaan& read = year->perencanaan();
  EXPECT_EQ(read.rkt().baris(0).target().teks(), "Tidak ada kasus");
  EXPECT_EQ(read.rkt().baris(0).target().angka(), "");
  EXPECT_EQ(read.perjanjian_kinerja(0).baris(0).target().satuan(), "Laporan");
  EXPECT_FALSE(read.rencana_aksi().baris(0).has_target());
}

// Reads a listing to its end by pages of one; what() names an entry.
template <class Response, class Request, class What>
std::vector<std::string> Pages(rpc::TestServer& server, const std::string& method, Request request,
                               const What& what) {
  std::vector<std::string> names;
  request.set_page_size(1);
  do {
    const auto page = server.Call<Response>(method, request);
    EXPECT_THAT(page, IsOk());
    if (!page.ok()) {
      break;
    }
    what(*page, names);
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty() && names.size() < 100);
  return names;
}

TEST_F(PlanningServiceTest, ListsAreReadByPagesInTheOrderOfTheirKeys) {
  Fill();
  const auto satker = [](const v1::ListSatkerResponse& page, std::vector<std::string>& names) {
    for (const v1::Satker& one : page.satker()) {
      names.push_back(one.name());
    }
  };
  v1::ListSatkerRequest offices;
  EXPECT_THAT(Pages<v1::ListSatkerResponse>(server_, "ListSatker", offices, satker),
              ElementsAre("satker/00", "satker/64", "satker/6474"));
  offices.set_induk("satker/00");
  EXPECT_THAT(Pages<v1::ListSatkerResponse>(server_, "ListSatker", offices, satker),
              ElementsAre("satker/64"));

  const auto kode = [](const v1::ListKodeResponse& page, std::vector<std::string>& names) {
    for (const v1::Kode& one : page.kode()) {
      names.push_back(one.kode());
    }
  };
  v1::ListKodeRequest codes;
  codes.set_tahun(2020);
  EXPECT_THAT(Pages<v1::ListKodeResponse>(server_, "ListKode", codes, kode),
              ElementsAre("01", "3355", "3355.003"));
  codes.set_tahun(2021);
  EXPECT_THAT(Pages<v1::ListKodeResponse>(server_, "ListKode", codes, kode),
              ElementsAre("01", "3355"));

  v1::ListUnitKerjaRequest units;
  units.set_parent("satker/6474");
  EXPECT_THAT(Pages<v1::ListUnitKerjaResponse>(
                  server_, "ListUnitKerja", units,
                  [](const v1::ListUnitKerjaResponse& page, std::vector<std::string>& names) {
                    for (const v1::UnitKerja& one : page.unit_kerja()) {
                      names.push_back(one.nama());
                    }
                  }),
              ElementsAre("Sub Bagian KUL"));

  v1::ListIndikatorRequest registry;
  registry.set_parent("satker/6474");
  EXPECT_THAT(Pages<v1::ListIndikatorResponse>(
                  server_, "ListIndikator", registry,
                  [](const v1::ListIndikatorResponse& page, std::vector<std::string>& names) {
                    for (const v1::Indikator& one : page.indikator()) {
                      names.push_back(one.nama());
                    }
                  }),
              ElementsAre("Laporan SAI", "Partisipasi pemilih"));

  v1::ListPerjanjianKinerjaRequest agreements;
  agreements.set_parent("satker/6474");
  EXPECT_THAT(
      Pages<v1::ListPerjanjianKinerjaResponse>(
          server_, "ListPerjanjianKinerja", agreements,
          [](const v1::ListPerjanjianKinerjaResponse& page, std::vector<std::string>& names) {
            for (const v1::PerjanjianKinerja& one : page.perjanjian_kinerja()) {
              names.push_back(one.judul());
            }
          }),
      ElementsAre("PERJANJIAN KINERJA KUL", "PERJANJIAN KINERJA KETUA"));
}

TEST_F(PlanningServiceTest, APageTokenOfOtherArgumentsIsRefused) {
  Fill();
  v1::ListKodeRequest request;
  request.set_tahun(2017);
  request.set_page_size(1);
  const auto page = server_.Call<v1::ListKodeResponse>("ListKode", request);
  ASSERT_THAT(page, IsOk());
  request.set_page_token(page->next_page_token());
  request.set_tahun(2018);
  EXPECT_THAT(rpc::FieldsOf(server_.Call<v1::ListKodeResponse>("ListKode", request).status()),
              ElementsAre("page_token"));
}

TEST_F(PlanningServiceTest, AnOfficeReadsTheRegistersButNoOtherOffice) {
  Fill();
  server_.ActAs(rpc::TestPrincipalWith("OPERATOR_SATKER", "6471"));
  EXPECT_THAT(server_.Call<v1::ListSatkerResponse>("ListSatker", v1::ListSatkerRequest()), IsOk());
  v1::ListKodeRequest codes;
  codes.set_tahun(2017);
  EXPECT_THAT(server_.Call<v1::ListKodeResponse>("ListKode", codes), IsOk());
  EXPECT_THAT(GetYear("satker/6474", 2017), IsRefused(Reason::kPermissionDenied));
  EXPECT_THAT(Import(Plan(9)), IsRefused(Reason::kPermissionDenied));
  EXPECT_THAT(Import(Register(9)), IsRefused(Reason::kPermissionDenied));
  EXPECT_THAT(server_.Call<v1::ListChangesResponse>("ListChanges", v1::ListChangesRequest()),
              IsRefused(Reason::kPermissionDenied));
}

}  // namespace
}  // namespace sakip::planning
