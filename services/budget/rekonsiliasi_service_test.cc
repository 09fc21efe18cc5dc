#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/budget/documents_fixture.h"

namespace sakip::budget {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr int64_t kJuta = 1'000'000;

// Bontang's lines, and 10 million paid on one of them on 1 March.
class RekonsiliasiServiceTest : public DocumentsTest {
 protected:
  RekonsiliasiServiceTest() { Pay("2017-a", {{kLine, 10 * kJuta}}); }

  static v1::PutPembandingRequest Set(v1::SumberPembanding sumber, const std::string& hari,
                                      const Lines& lines) {
    v1::PutPembandingRequest request;
    request.set_parent(kParent);
    request.set_tahun(2017);
    request.set_sumber(sumber);
    request.set_per_tanggal(hari);
    for (const auto& [pagu, jumlah] : lines) {
      v1::Pembanding* pembanding = request.add_pembanding();
      pembanding->set_pagu(pagu);
      pembanding->set_jumlah(jumlah);
    }
    return request;
  }
  absl::StatusOr<v1::PutPembandingResponse> Put(const v1::PutPembandingRequest& request) {
    return As<v1::PutPembandingResponse>("bendahara", request);
  }
  absl::StatusOr<v1::PutPembandingResponse> Sp2dList(const std::string& hari, int64_t jumlah) {
    return Put(Set(v1::SUMBER_PEMBANDING_SP2D, hari, {{kLine, jumlah}}));
  }
  absl::StatusOr<v1::ExplainSelisihResponse> Explain(
      const std::string& pagu, v1::SumberPembanding sumber = v1::SUMBER_PEMBANDING_SP2D) {
    v1::ExplainSelisihRequest request;
    request.set_name(pagu);
    request.set_sumber(sumber);
    request.set_penjelasan("SP2D tanggal 28 dicatat KPPN tanggal 1");
    return As<v1::ExplainSelisihResponse>("operator", request);
  }

  std::vector<std::string> Selisih(bool dengan_selesai = false) {
    v1::GetRekonsiliasiRequest request;
    request.set_parent(kParent);
    request.set_tahun(2017);
    request.set_dengan_selesai(dengan_selesai);
    const auto response = As<v1::GetRekonsiliasiResponse>("operator", request);
    EXPECT_THAT(response, IsOk());
    std::vector<std::string> teks;
    for (const v1::Selisih& satu : response->selisih()) {
      teks.push_back(
          satu.pagu().substr(17) + " " + v1::SumberPembanding_Name(satu.sumber()).substr(18) + " " +
          std::to_string(satu.di_sini()) + "-" + std::to_string(satu.di_sana()) + "=" +
          std::to_string(satu.selisih()) + " " + v1::StatusSelisih_Name(satu.status()).substr(15) +
          " " + satu.sejak() + " " + std::to_string(satu.umur()));
    }
    return teks;
  }
};

TEST_F(RekonsiliasiServiceTest, DifferencesAreFoundExplainedAndSettled) {
  EXPECT_THAT(Selisih(true), IsEmpty());
  auto put = Sp2dList("2017-03-31", 9'999'999);
  ASSERT_THAT(put, IsOk());
  EXPECT_EQ(put->selisih(), 1);
  // Today is 2 February 2018.
  EXPECT_THAT(Selisih(),
              ElementsAre("2017-01.3355.003 SP2D 10000000-9999999=1 TERBUKA 2017-03-31 308"));
  const auto explained = Explain(kLine);
  ASSERT_THAT(explained, IsOk());
  EXPECT_EQ(explained->selisih().status(), v1::STATUS_SELISIH_DIJELASKAN);
  EXPECT_EQ(explained->selisih().penjelas().akun(), "akun/operator");
  EXPECT_THAT(Selisih(),
              ElementsAre("2017-01.3355.003 SP2D 10000000-9999999=1 DIJELASKAN 2017-03-31 308"));
  // Other figures: what was said does not stand for them.
  ASSERT_THAT(Sp2dList("2017-04-30", 9'999'998), IsOk());
  EXPECT_THAT(Selisih(),
              ElementsAre("2017-01.3355.003 SP2D 10000000-9999998=2 TERBUKA 2017-03-31 308"));
  put = Sp2dList("2017-05-31", 10'000'000);
  EXPECT_EQ(put->selisih(), 0);
  EXPECT_THAT(Selisih(), IsEmpty());
  EXPECT_THAT(Selisih(true),
              ElementsAre("2017-01.3355.003 SP2D 10000000-10000000=0 SELESAI 2017-03-31 61"));
  EXPECT_THAT(Explain(kLine), IsRefused(Reason::kNotFound));
}

TEST_F(RekonsiliasiServiceTest, ThreeSourcesOfAllLines) {
  Lines pok;
  for (const bontang::Row& row : bontang::kRows) {
    pok.emplace_back(NamaPagu("6474", bontang::LineId(row)), row.pagu);
  }
  auto put = Put(Set(v1::SUMBER_PEMBANDING_POK, "2017-03-31", pok));
  ASSERT_THAT(put, IsOk());
  EXPECT_EQ(put->selisih(), 0);
  pok.pop_back();  // a line that SAKTI does not have, and one that it has otherwise
  pok[0].second += 1;
  put = Put(Set(v1::SUMBER_PEMBANDING_POK, "2017-04-30", pok));
  EXPECT_EQ(put->selisih(), 2);
  ASSERT_THAT(Sp2dList("2017-04-30", 10 * kJuta), IsOk());
  ASSERT_THAT(Put(Set(v1::SUMBER_PEMBANDING_LPPA, "2017-02-28", {{kLine, 7}})), IsOk());
  EXPECT_THAT(Selisih(),
              ElementsAre("2017-01.3355.003 POK 27404000-27404001=-1 TERBUKA 2017-04-30 278",
                          "2017-01.3355.003 LPPA 0-7=-7 TERBUKA 2017-02-28 339",
                          "2017-06.3364.032 POK 115100000-0=115100000 TERBUKA 2017-04-30 278"));
  EXPECT_THAT(Explain(kLine), IsRefused(Reason::kNotFound));
  EXPECT_THAT(Explain(kLine, v1::SUMBER_PEMBANDING_LPPA), IsOk());
}

TEST_F(RekonsiliasiServiceTest, FiguresOfOneSourceAndDayAreKeptOnce) {
  ASSERT_THAT(Sp2dList("2017-03-31", 5), IsOk());
  const auto again = Sp2dList("2017-03-31", 5);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->selisih(), 1);
  EXPECT_THAT(Sp2dList("2017-03-31", 6), IsRefused(Reason::kAlreadyExists));
  EXPECT_THAT(Put(Set(v1::SUMBER_PEMBANDING_SP2D, "2017-03-31", {{kLine, 5}, {kBesar, 0}})),
              IsRefused(Reason::kAlreadyExists));
  EXPECT_THAT(Selisih(),
              ElementsAre("2017-01.3355.003 SP2D 10000000-5=9999995 TERBUKA 2017-03-31 308"));
  EXPECT_THAT(Put(Set(v1::SUMBER_PEMBANDING_LPPA, "2017-03-31", {{kLine, 6}})), IsOk());
}

TEST_F(RekonsiliasiServiceTest, CheckingOnlyKeepsNothing) {
  v1::PutPembandingRequest request = Set(v1::SUMBER_PEMBANDING_SP2D, "2017-03-31", {{kLine, 5}});
  request.set_validate_only(true);
  const auto checked = Put(request);
  ASSERT_THAT(checked, IsOk());
  EXPECT_EQ(checked->selisih(), 1);
  EXPECT_EQ(checked->consistency_token(), "");
  EXPECT_THAT(Selisih(true), IsEmpty());
}

TEST_F(RekonsiliasiServiceTest, EverythingWrongAtOnce) {
  const auto refused = Put(Set(v1::SUMBER_PEMBANDING_SP2D, "2016-12-31",
                               {{kLine, 5},
                                {kLine, 6},
                                {"satker/6471/pagu/2017-01.3355.003", 1},
                                {"satker/6474/pagu/2016-01.3355.003", 1}}));
  EXPECT_THAT(refused, IsRefused(Reason::kInvalidField));
  EXPECT_THAT(
      rpc::FieldsOf(refused.status()),
      ElementsAre("per_tanggal", "pembanding[1].pagu", "pembanding[2].pagu", "pembanding[3].pagu"));
  v1::PutPembandingRequest besok =
      Set(v1::SUMBER_PEMBANDING_SP2D, "2018-02-03", {{"satker/6474/pagu/2018-01.3355.003", 1}});
  besok.set_tahun(2018);
  EXPECT_THAT(rpc::FieldsOf(Put(besok).status()), ElementsAre("per_tanggal"));
  EXPECT_THAT(Put(Set(v1::SUMBER_PEMBANDING_SP2D, "2017-03-31", {})),
              IsRefused(Reason::kInvalidField));
  EXPECT_THAT(Put(Set(v1::SUMBER_PEMBANDING_SP2D, "2017-03-31", {{kLine, -1}})),
              IsRefused(Reason::kInvalidField));
  EXPECT_THAT(Put(Set(static_cast<v1::SumberPembanding>(9), "2017-03-31", {{kLine, 1}})),
              IsRefused(Reason::kInvalidField));
  EXPECT_THAT(Selisih(true), IsEmpty());
}

TEST_F(RekonsiliasiServiceTest, OnlyWhoMay) {
  const auto request = Set(v1::SUMBER_PEMBANDING_SP2D, "2017-03-31", {{kLine, 5}});
  EXPECT_THAT(As<v1::PutPembandingResponse>("ppk", request), IsRefused(Reason::kPermissionDenied));
  EXPECT_THAT(As<v1::PutPembandingResponse>("bendahara-lain", request),
              IsRefused(Reason::kPermissionDenied));
}

}  // namespace
}  // namespace sakip::budget
