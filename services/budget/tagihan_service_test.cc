#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/budget/documents_fixture.h"

// Bills that end without a payment.
namespace sakip::budget {
namespace {

using ::testing::ElementsAre;

class TagihanServiceTest : public DocumentsTest {};

TEST_F(TagihanServiceTest, ARejectedBillGivesItsReservationBack) {
  ASSERT_THAT(Draft("2017-a", {{kLine, 5}}), IsOk());
  Bring("2017-a", v1::STATUS_TAGIHAN_SENT);
  const auto reject = [this](const char* account, const char* id = "2017-a") {
    return As<v1::RejectTagihanResponse>(account, Step<v1::RejectTagihanRequest>(id));
  };
  // The paying office has it: neither its maker nor its PPK takes it back.
  for (const char* account : {"operator", "operator-ganda", "ppk"}) {
    EXPECT_THAT(reject(account), IsRefused(Reason::kDutyConflict)) << account;
  }
  EXPECT_THAT(reject("kpa"), IsRefused(Reason::kPermissionDenied));
  const auto rejected = reject("integrasi");  // which tells what that office did
  ASSERT_THAT(rejected, IsOk());
  EXPECT_EQ(rejected->tagihan().status(), v1::STATUS_TAGIHAN_REJECTED);
  EXPECT_EQ(rejected->tagihan().langkah().rbegin()->alasan(), "berkas tidak lengkap");
  EXPECT_EQ(Line(kLine).outstanding(), 0);
  EXPECT_EQ(Line(kLine).tersedia(), 27'404'000);
  EXPECT_EQ(Journal().back().jenis(), v1::JENIS_TRANSAKSI_TOLAK);
  EXPECT_THAT(Sp2d("2017-a", "2017-03-01"), IsRefused(Reason::kWrongState));
  ASSERT_THAT(Draft("2017-b", {{kLine, 5}}), IsOk());
  EXPECT_THAT(reject("integrasi", "2017-b"), IsRefused(Reason::kDutyConflict));
  EXPECT_THAT(reject("operator", "2017-b"), IsOk());
  ExpectVerified();
}

TEST_F(TagihanServiceTest, WhatHasExpiredIsReleasedOnce) {
  v1::CreateTagihanRequest bill = Bill("2017-a", {{kLine, 5}});
  bill.mutable_tagihan()->set_berlaku_sampai("2017-03-31");
  ASSERT_THAT(As<v1::CreateTagihanResponse>("operator", bill), IsOk());
  ASSERT_THAT(Spp("2017-a", "2017-03-01"), IsOk());
  EXPECT_THAT(Test("2017-a", "2017-04-01"), IsRefused(Reason::kDocumentExpired));
  ASSERT_THAT(As<v1::CreateKomitmenResponse>("ppk", Contract("2017-k", {{kLine, 7}})), IsOk());

  v1::ReleaseExpiredRequest request;
  request.set_parent(kParent);
  request.set_tahun(2017);
  request.set_per_tanggal("2017-03-31");
  EXPECT_EQ(As<v1::ReleaseExpiredResponse>("bendahara", request)->dilepas_size(), 0);
  request.set_per_tanggal("2017-12-01");
  const auto released = As<v1::ReleaseExpiredResponse>("bendahara", request);
  ASSERT_THAT(released, IsOk());
  EXPECT_THAT(released->dilepas(),
              ElementsAre(NamaUji("tagihan", "2017-a"), NamaUji("komitmen", "2017-k")));
  EXPECT_EQ(Line(kLine).tersedia(), 27'404'000);
  EXPECT_EQ(Stored("2017-a").status(), v1::STATUS_TAGIHAN_EXPIRED);
  EXPECT_EQ(As<v1::ReleaseExpiredResponse>("bendahara", request)->dilepas_size(), 0);
  EXPECT_EQ(Journal().back().dokumen(), NamaUji("komitmen", "2017-k"));

  // What ends with the year is released in the next one, in the books of its own.
  bill = Bill("2017-b", {{kLine, 5}});
  bill.mutable_tagihan()->set_berlaku_sampai("2017-12-31");
  ASSERT_THAT(As<v1::CreateTagihanResponse>("operator", bill), IsOk());
  ASSERT_THAT(Spp("2017-b", "2017-12-20"), IsOk());
  request.set_per_tanggal("2018-01-02");
  EXPECT_THAT(As<v1::ReleaseExpiredResponse>("integrasi", request)->dilepas(),
              ElementsAre(NamaUji("tagihan", "2017-b")));
  EXPECT_EQ(Journal().back().tanggal(), "2017-12-31");
  request.set_per_tanggal("2018-03-01");  // after today
  EXPECT_THAT(As<v1::ReleaseExpiredResponse>("bendahara", request),
              IsRefused(Reason::kInvalidField));
  ExpectVerified();
}

}  // namespace
}  // namespace sakip::budget
