#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/budget/documents_fixture.h"

namespace sakip::budget {
namespace {

class PembukuanServiceTest : public DocumentsTest {
 protected:
  absl::StatusOr<v1::ClosePeriodeResponse> CloseOne(int32_t bulan,
                                                    const std::string& day = "2018-01-31",
                                                    const std::string& account = "bendahara") {
    v1::ClosePeriodeRequest request;
    request.set_parent(kParent);
    request.set_tahun(2017);
    request.set_bulan(bulan);
    request.set_tanggal_tutup_buku(day);
    return As<v1::ClosePeriodeResponse>(account, request);
  }
  static v1::ProposePembukaanRequest Reopening(const std::string& id, int32_t bulan) {
    v1::ProposePembukaanRequest request;
    request.set_parent(kParent);
    v1::Pembukaan* pembukaan = request.mutable_pembukaan();
    pembukaan->set_name(NamaUji("pembukaan", id));
    pembukaan->set_tahun(2017);
    pembukaan->set_bulan(bulan);
    pembukaan->set_alasan("SP2D terlambat diterima");
    return request;
  }
  static v1::DecidePembukaanRequest Decision(const std::string& id, bool setuju) {
    v1::DecidePembukaanRequest request;
    request.set_name(NamaUji("pembukaan", id));
    request.set_setuju(setuju);
    request.set_alasan(setuju ? "" : "tidak perlu");
    return request;
  }
  absl::StatusOr<v1::ProposePembukaanResponse> Propose(const v1::ProposePembukaanRequest& request,
                                                       const std::string& account = "operator") {
    return As<v1::ProposePembukaanResponse>(account, request);
  }
  absl::StatusOr<v1::DecidePembukaanResponse> Decide(const v1::DecidePembukaanRequest& request,
                                                     const std::string& account = "kpa") {
    return As<v1::DecidePembukaanResponse>(account, request);
  }
  v1::ListPeriodeResponse Months(int32_t tahun = 2017) {
    v1::ListPeriodeRequest request;
    request.set_parent(kParent);
    request.set_tahun(tahun);
    const auto response = As<v1::ListPeriodeResponse>("operator", request);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? *response : v1::ListPeriodeResponse();
  }
  absl::StatusOr<v1::GetRantaiResponse> Chain(int64_t nomor) {
    v1::GetRantaiRequest request;
    request.set_parent(kParent);
    request.set_tahun(2017);
    request.set_nomor(nomor);
    return As<v1::GetRantaiResponse>("operator", request);
  }
};

TEST_F(PembukuanServiceTest, AClosedMonthKeepsItsSums) {
  Pay("2017-a", {{kLine, 10'000'000}}, "2017-01-10");
  ASSERT_THAT(Draft("2017-b", {{kLine, 1'000'000}}), IsOk());
  ASSERT_THAT(Spp("2017-b", "2017-01-11"), IsOk());
  ASSERT_THAT(CloseOne(1, "2017-02-03"), IsOk());
  Pay("2017-c", {{kLine, 2'000'000}}, "2017-02-10");
  const auto closed = CloseOne(2, "2017-03-02");
  ASSERT_THAT(closed, IsOk());
  EXPECT_EQ(closed->periode().bulan(), 2);
  EXPECT_EQ(closed->periode().status(), v1::STATUS_PERIODE_TUTUP);
  ASSERT_EQ(closed->periode().akta_size(), 1);
  const v1::AktaPeriode& akta = closed->periode().akta(0);
  EXPECT_EQ(akta.tanggal(), "2017-03-02");
  EXPECT_EQ(akta.oleh().akun(), "akun/bendahara");
  EXPECT_EQ(akta.neraca().nomor(), Journal().back().nomor());
  EXPECT_EQ(akta.neraca().pagu(), 3'511'812'000);
  EXPECT_EQ(akta.neraca().outstanding(), 1'000'000);
  EXPECT_EQ(akta.neraca().realisasi_bulan(), 2'000'000);
  EXPECT_EQ(akta.neraca().realisasi_sampai(), 12'000'000);
  EXPECT_EQ(akta.neraca().tersedia(), 3'511'812'000 - 13'000'000);
  const v1::ListPeriodeResponse months = Months();
  ASSERT_EQ(months.periode_size(), 12);
  EXPECT_EQ(months.periode(1).SerializeAsString(), closed->periode().SerializeAsString());
  EXPECT_EQ(months.periode(2).status(), v1::STATUS_PERIODE_TERBUKA);
  EXPECT_EQ(months.periode(11).bulan(), 12);
  EXPECT_EQ(Months(2016).periode_size(), 12);
  ExpectVerified();
}

TEST_F(PembukuanServiceTest, MonthsAreClosedInOrderAndWhenTheyAreOver) {
  EXPECT_THAT(CloseOne(2), IsRefused(Reason::kWrongState));
  EXPECT_EQ(FirstField(CloseOne(1, "2017-01-30").status()), "tanggal_tutup_buku");
  EXPECT_EQ(FirstField(CloseOne(1, "2018-02-03").status()), "tanggal_tutup_buku");  // tomorrow
  EXPECT_EQ(FirstField(CloseOne(13).status()), "bulan");
  EXPECT_THAT(CloseOne(1, "2017-02-01", "operator"), IsRefused(Reason::kPermissionDenied));
  EXPECT_THAT(CloseOne(1, "2017-02-01", "bendahara-lain"), IsRefused(Reason::kPermissionDenied));
  ASSERT_THAT(Draft("2017-a", {{kLine, 5}}), IsOk());
  ASSERT_THAT(Spp("2017-a", "2017-01-11"), IsOk());
  EXPECT_THAT(CloseOne(1, "2017-02-01", "bendahara-ganda"), IsRefused(Reason::kDutyConflict));
  ASSERT_THAT(CloseOne(1), IsOk());
  EXPECT_THAT(CloseOne(1), IsRefused(Reason::kWrongState));
  budget_.clock().Set({1'486'000'000'000'000});  // 2 February 2017
  EXPECT_THAT(CloseOne(2, "2017-02-02"), IsRefused(Reason::kPeriodNotOver));
}

TEST_F(PembukuanServiceTest, AMonthIsReopenedByTwoPersonsWithAReason) {
  Close(2);
  EXPECT_THAT(Propose(Reopening("2017-x", 3)), IsRefused(Reason::kWrongState));  // open
  EXPECT_THAT(Propose(Reopening("2017-x", 1)), IsRefused(Reason::kWrongState));  // not the last
  EXPECT_EQ(FirstField(Propose(Reopening("x", 2)).status()), "pembukaan.name");
  v1::ProposePembukaanRequest foreign = Reopening("2017-x", 2);
  foreign.mutable_pembukaan()->set_name("satker/6471/pembukaan/2017-x");
  EXPECT_EQ(FirstField(Propose(foreign).status()), "pembukaan.name");
  EXPECT_THAT(Propose(Reopening("2017-x", 2), "operator-lain"),
              IsRefused(Reason::kPermissionDenied));
  const auto proposed = Propose(Reopening("2017-02-a", 2));
  ASSERT_THAT(proposed, IsOk());
  EXPECT_EQ(proposed->pembukaan().status(), v1::STATUS_USULAN_DIUSULKAN);
  ASSERT_THAT(Propose(Reopening("2017-02-a", 2)), IsOk());  // the same again
  v1::ProposePembukaanRequest other = Reopening("2017-02-a", 2);
  other.mutable_pembukaan()->set_alasan("lain");
  EXPECT_EQ(FirstField(Propose(other).status()), "pembukaan.alasan");

  EXPECT_THAT(Decide(Decision("2017-tak-ada", true)), IsRefused(Reason::kNotFound));
  EXPECT_THAT(Decide(Decision("2017-02-a", true), "kpa-ganda"), IsRefused(Reason::kDutyConflict));
  EXPECT_THAT(Decide(Decision("2017-02-a", true), "bendahara"),
              IsRefused(Reason::kPermissionDenied));
  v1::DecidePembukaanRequest silent = Decision("2017-02-a", false);
  silent.clear_alasan();
  EXPECT_EQ(FirstField(Decide(silent).status()), "alasan");
  const auto decided = Decide(Decision("2017-02-a", true));
  ASSERT_THAT(decided, IsOk());
  EXPECT_EQ(decided->pembukaan().status(), v1::STATUS_USULAN_DISETUJUI);
  EXPECT_EQ(decided->pembukaan().pemutus().akun(), "akun/kpa");
  EXPECT_THAT(Decide(Decision("2017-02-a", true)), IsRefused(Reason::kWrongState));

  const v1::PeriodeAnggaran february = Months().periode(1);
  EXPECT_EQ(february.status(), v1::STATUS_PERIODE_TERBUKA);
  ASSERT_EQ(february.akta_size(), 2);
  EXPECT_EQ(february.akta(1).menjadi(), v1::STATUS_PERIODE_TERBUKA);
  EXPECT_EQ(february.akta(1).pembukaan(), NamaUji("pembukaan", "2017-02-a"));
  EXPECT_EQ(february.akta(1).alasan(), "SP2D terlambat diterima");
  EXPECT_FALSE(february.akta(1).has_neraca());
  Pay("2017-a", {{kLine, 5}}, "2017-02-10");
  ASSERT_THAT(CloseOne(2), IsOk());
  EXPECT_EQ(Months().periode(1).akta_size(), 3);
  ExpectVerified();
}

TEST_F(PembukuanServiceTest, ARequestToReopenMayBeTurnedDownAndRehearsed) {
  Close(1);
  v1::ProposePembukaanRequest request = Reopening("2017-01-a", 1);
  request.set_validate_only(true);
  ASSERT_THAT(Propose(request), IsOk());
  EXPECT_THAT(Decide(Decision("2017-01-a", true)), IsRefused(Reason::kNotFound));
  request.set_validate_only(false);
  request.set_request_id(TestRequestId(7));
  const auto first = Propose(request);
  ASSERT_THAT(first, IsOk());
  const auto rejected = Decide(Decision("2017-01-a", false));
  ASSERT_THAT(rejected, IsOk());
  EXPECT_EQ(rejected->pembukaan().status(), v1::STATUS_USULAN_DITOLAK);
  EXPECT_EQ(Months().periode(0).status(), v1::STATUS_PERIODE_TUTUP);
  EXPECT_EQ(Propose(request)->SerializeAsString(), first->SerializeAsString());
  request.mutable_pembukaan()->set_alasan("lain");
  EXPECT_THAT(Propose(request), IsRefused(Reason::kRequestIdReused));
}

TEST_F(PembukuanServiceTest, TheChainIsThatOfTheJournalAndStaysAsItWas) {
  const auto newest = Chain(0);
  ASSERT_THAT(newest, IsOk());
  EXPECT_EQ(newest->nomor(), 22);
  EXPECT_EQ(newest->rantai().size(), 64U);
  EXPECT_EQ(newest->waktu(), "2018-02-02T03:04:05.000000Z");
  const std::vector<v1::TransaksiJurnal> journal = Journal();
  for (const int64_t nomor : {1, 7, 22}) {
    EXPECT_EQ(Chain(nomor)->rantai(), journal[static_cast<size_t>(nomor - 1)].rantai()) << nomor;
  }
  Pay("2017-a", {{kLine, 5}});
  EXPECT_EQ(Chain(22)->rantai(), newest->rantai());
  EXPECT_NE(Chain(0)->rantai(), newest->rantai());
  EXPECT_THAT(Chain(26), IsRefused(Reason::kNotFound));
  v1::GetRantaiRequest empty;
  empty.set_parent(kParent);
  empty.set_tahun(2016);
  const auto none = As<v1::GetRantaiResponse>("operator", empty);
  ASSERT_THAT(none, IsOk());
  EXPECT_EQ(none->nomor(), 0);
  EXPECT_EQ(none->rantai(), "");
  EXPECT_THAT(As<v1::GetRantaiResponse>("operator-lain", empty),
              IsRefused(Reason::kPermissionDenied));
}

}  // namespace
}  // namespace sakip::budget
