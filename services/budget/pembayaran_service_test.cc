#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/budget/documents_fixture.h"

namespace sakip::budget {
namespace {

using ::testing::ElementsAre;

class PembayaranServiceTest : public DocumentsTest {};

TEST_F(PembayaranServiceTest, ABillGoesFromDraftToPayment) {
  ASSERT_THAT(Draft("2017-a", {{kLine, 10'000'000}, {kBesar, 5'000'000}}), IsOk());
  EXPECT_EQ(Line(kLine).tersedia(), 27'404'000);
  Bring("2017-a", v1::STATUS_TAGIHAN_SPP_ISSUED, "2017-03-01");
  EXPECT_EQ(Line(kLine).outstanding(), 10'000'000);
  EXPECT_EQ(Line(kLine).tersedia(), 17'404'000);
  EXPECT_EQ(Line(kLine).realisasi(), 0);
  ASSERT_THAT(Test("2017-a", "2017-03-02"), IsOk());
  v1::IssueSpmRequest spm = Step<v1::IssueSpmRequest>("2017-a", "2017-03-03");
  spm.set_potongan(250'000);
  ASSERT_THAT(As<v1::IssueSpmResponse>("ppspm", spm), IsOk());
  EXPECT_EQ(Line(kLine).outstanding(), 10'000'000);
  ASSERT_THAT(Send("2017-a", "2017-03-04"), IsOk());
  ASSERT_THAT(Sp2d("2017-a", "2017-03-06"), IsOk());
  EXPECT_EQ(Line(kLine).outstanding(), 0);
  EXPECT_EQ(Line(kLine).realisasi(), 10'000'000);
  EXPECT_EQ(Line(kBesar).realisasi(), 5'000'000);

  const v1::Tagihan paid = Stored("2017-a");
  EXPECT_EQ(paid.status(), v1::STATUS_TAGIHAN_SP2D_ISSUED);
  EXPECT_EQ(paid.jumlah(), 15'000'000);
  EXPECT_EQ(paid.potongan(), 250'000);
  EXPECT_EQ(paid.dibayar_size(), 2);
  ASSERT_EQ(paid.langkah_size(), 6);
  const struct {
    const char* account;
    const char* day;
    bool moves;
  } kSteps[] = {{"akun/operator", "", false},        {"akun/ppk", "2017-03-01", true},
                {"akun/ppspm", "2017-03-02", false}, {"akun/ppspm", "2017-03-03", true},
                {"akun/ppspm", "2017-03-04", false}, {"akun/bendahara", "2017-03-06", true}};
  for (int i = 0; i < 6; ++i) {
    EXPECT_EQ(paid.langkah(i).oleh().akun(), kSteps[i].account) << i;
    EXPECT_EQ(paid.langkah(i).oleh().asal(), "203.0.113.7") << i;
    EXPECT_EQ(paid.langkah(i).transaksi() > 0, kSteps[i].moves) << i;
    if (i > 0) {
      EXPECT_EQ(paid.langkah(i).tanggal(), kSteps[i].day) << i;
    }
  }
  ExpectVerified();
}

TEST_F(PembayaranServiceTest, TheJournalTellsOfEachStepByWhomAndFromWhere) {
  Pay("2017-a", {{kLine, 10'000'000}});
  const std::vector<v1::TransaksiJurnal> journal = Journal();
  ASSERT_EQ(journal.size(), 25U);  // 22 lines, SPP, SPM, SP2D
  const v1::TransaksiJurnal& paid = journal.back();
  EXPECT_EQ(paid.jenis(), v1::JENIS_TRANSAKSI_SP2D);
  EXPECT_EQ(paid.dokumen(), NamaUji("tagihan", "2017-a"));
  EXPECT_EQ(paid.pencatat(), "akun/bendahara");
  EXPECT_EQ(paid.orang(), "bendahara");
  EXPECT_EQ(paid.asal(), "203.0.113.7");
  EXPECT_EQ(paid.request_id().size(), 36U);
  EXPECT_EQ(paid.rantai().size(), 64U);
  EXPECT_NE(paid.rantai(), journal[23].rantai());
  ASSERT_EQ(paid.entri_size(), 2);
  EXPECT_EQ(paid.entri(0).akun(), v1::AKUN_JURNAL_REALISASI);
  EXPECT_EQ(paid.entri(1).akun(), v1::AKUN_JURNAL_SPM);
}

TEST_F(PembayaranServiceTest, APartialPaymentGivesTheRestBack) {
  ASSERT_THAT(Draft("2017-a", {{kLine, 10'000'000}, {kBesar, 5'000'000}}), IsOk());
  Bring("2017-a", v1::STATUS_TAGIHAN_SENT);
  v1::RecordSp2dRequest request = Step<v1::RecordSp2dRequest>("2017-a");
  Fill({{kLine, 10'000'001}}, request.mutable_dibayar());
  EXPECT_THAT(As<v1::RecordSp2dResponse>("bendahara", request), IsRefused(Reason::kAmountExceeded));
  request.mutable_dibayar(0)->set_jumlah(4'000'000);
  ASSERT_THAT(As<v1::RecordSp2dResponse>("bendahara", request), IsOk());
  EXPECT_EQ(Line(kLine).realisasi(), 4'000'000);
  EXPECT_EQ(Line(kLine).tersedia(), 23'404'000);
  EXPECT_EQ(Line(kBesar).realisasi(), 0);
  EXPECT_EQ(Line(kBesar).outstanding(), 0);
  ExpectVerified();
}

TEST_F(PembayaranServiceTest, AContractBindsMoneyBeforeItsBillComes) {
  const auto created =
      As<v1::CreateKomitmenResponse>("ppk", Contract("2017-k", {{kLine, 20'000'000}}));
  ASSERT_THAT(created, IsOk());
  EXPECT_EQ(created->komitmen().status(), v1::STATUS_KOMITMEN_AKTIF);
  EXPECT_EQ(created->komitmen().sisa(0).jumlah(), 20'000'000);
  EXPECT_EQ(Line(kLine).komitmen(), 20'000'000);
  EXPECT_EQ(Line(kLine).tersedia(), 7'404'000);
  EXPECT_THAT(Call(Post(2, "satu", 7'404'001)), IsRefused(Reason::kPaguExceeded));

  v1::CreateTagihanRequest bill =
      Bill("2017-a", {{kLine, 15'000'000}}, v1::JENIS_TAGIHAN_LS_KONTRAKTUAL);
  bill.mutable_tagihan()->set_komitmen(NamaUji("komitmen", "2017-k"));
  ASSERT_THAT(As<v1::CreateTagihanResponse>("operator", bill), IsOk());
  bill.mutable_tagihan()->set_name(NamaUji("tagihan", "2017-b"));
  bill.mutable_tagihan()->mutable_rincian(0)->set_jumlah(5'000'001);
  ASSERT_THAT(As<v1::CreateTagihanResponse>("operator", bill), IsOk());
  Bring("2017-a", v1::STATUS_TAGIHAN_SP2D_ISSUED);
  EXPECT_EQ(Stored("2017-a").komitmen(), NamaUji("komitmen", "2017-k"));
  EXPECT_THAT(Spp("2017-b", "2017-03-01"), IsRefused(Reason::kAmountExceeded));

  v1::GetKomitmenRequest get;
  get.set_name(NamaUji("komitmen", "2017-k"));
  auto stored = As<v1::GetKomitmenResponse>("operator", get);
  ASSERT_THAT(stored, IsOk());
  EXPECT_EQ(stored->komitmen().sisa(0).jumlah(), 5'000'000);
  v1::ReleaseKomitmenRequest release;
  release.set_name(get.name());
  release.set_tanggal("2017-04-01");
  release.set_alasan("selesai");
  const auto released = As<v1::ReleaseKomitmenResponse>("ppk", release);
  ASSERT_THAT(released, IsOk());
  EXPECT_EQ(released->komitmen().status(), v1::STATUS_KOMITMEN_SELESAI);
  EXPECT_EQ(released->komitmen().sisa_size(), 0);
  EXPECT_EQ(released->komitmen().alasan(), "selesai");
  EXPECT_EQ(Line(kLine).komitmen(), 0);
  EXPECT_EQ(Line(kLine).tersedia(), 12'404'000);
  release.clear_request_id();
  EXPECT_THAT(As<v1::ReleaseKomitmenResponse>("ppk", release), IsRefused(Reason::kWrongState));
  ExpectVerified();
}

TEST_F(PembayaranServiceTest, ContractsAreRefusedForTheirReasons) {
  const auto create = [this](const v1::CreateKomitmenRequest& request,
                             const std::string& account = "ppk") {
    return As<v1::CreateKomitmenResponse>(account, request);
  };
  EXPECT_THAT(create(Contract("2017-x", {{kLine, 27'404'001}})), IsRefused(Reason::kPaguExceeded));
  const auto both = create(Contract("2017-x", {{kLine, 27'404'001}, {kBesar, 1'963'169'001}}));
  ASSERT_THAT(both, IsRefused(Reason::kPaguExceeded));
  EXPECT_EQ(fault::FromStatus(both.status())->metadata.at("line"), kLine);
  EXPECT_THAT(rpc::FieldsOf(both.status()),
              ElementsAre("komitmen.rincian[0].jumlah", "komitmen.rincian[1].jumlah"));
  EXPECT_THAT(create(Contract("2017-x", {{"satker/6474/pagu/2017-01.3355.777", 5}})),
              IsRefused(Reason::kUnknownReference));
  ASSERT_THAT(create(Contract("2017-k", {{kLine, 5}})), IsOk());
  ASSERT_THAT(create(Contract("2017-k", {{kLine, 5}})), IsOk());  // the same again
  EXPECT_EQ(Line(kLine).komitmen(), 5);
  const auto other = create(Contract("2017-k", {{kLine, 6}}));
  EXPECT_THAT(other, IsRefused(Reason::kAlreadyExists));
  EXPECT_EQ(FirstField(other.status()), "komitmen.rincian");
  v1::CreateKomitmenRequest number = Contract("2017-n", {{kLine, 5}});
  number.mutable_komitmen()->set_nomor_kontrak("K/2017-k");
  EXPECT_EQ(FirstField(create(number).status()), "komitmen.nomor_kontrak");
  v1::CreateKomitmenRequest late = Contract("2017-l", {{kLine, 5}});
  late.mutable_komitmen()->set_berakhir("2017-01-31");
  EXPECT_EQ(FirstField(create(late).status()), "komitmen.berakhir");
  EXPECT_EQ(FirstField(create(Contract("lain", {{kLine, 5}})).status()), "komitmen.name");
  EXPECT_EQ(
      FirstField(create(Contract("2017-x", {{"satker/6471/pagu/2017-01.3355.003", 5}})).status()),
      "komitmen.rincian[0].pagu");
  EXPECT_THAT(create(Contract("2017-x", {{kLine, 5}}), "operator"),
              IsRefused(Reason::kPermissionDenied));
  Close(3);
  EXPECT_THAT(create(Contract("2017-x", {{kLine, 5}})), IsRefused(Reason::kPeriodClosed));
  ExpectVerified();
}

// Cash of the treasurer is no realisasi until it is accounted for.
TEST_F(PembayaranServiceTest, CashIsNotSpending) {
  v1::CreateTagihanRequest up = Bill("2017-up", {}, v1::JENIS_TAGIHAN_UP);
  up.mutable_tagihan()->set_jumlah(50'000'000);
  ASSERT_THAT(As<v1::CreateTagihanResponse>("operator", up), IsOk());
  Bring("2017-up", v1::STATUS_TAGIHAN_SP2D_ISSUED);
  EXPECT_EQ(GetAnggaran()->anggaran().total().realisasi(), 0);

  ASSERT_THAT(As<v1::CreateTagihanResponse>("operator", Bill("2017-gup", {{kBesar, 30'000'000}},
                                                             v1::JENIS_TAGIHAN_GUP_NIHIL)),
              IsOk());
  Bring("2017-gup", v1::STATUS_TAGIHAN_SP2D_ISSUED);
  EXPECT_EQ(GetAnggaran()->anggaran().total().realisasi(), 30'000'000);

  v1::PostSetoranRequest setoran;
  setoran.set_parent(kParent);
  setoran.mutable_setoran()->set_name(NamaUji("setoran", "2017-1"));
  setoran.mutable_setoran()->set_tahun(2017);
  setoran.mutable_setoran()->set_jenis(v1::JENIS_SETORAN_UP);
  setoran.mutable_setoran()->set_jumlah(20'000'001);
  setoran.mutable_setoran()->set_nomor_bukti("NTPN1");
  setoran.mutable_setoran()->set_tanggal("2017-12-30");
  EXPECT_THAT(As<v1::PostSetoranResponse>("bendahara", setoran),
              IsRefused(Reason::kAmountExceeded));
  setoran.mutable_setoran()->set_jumlah(20'000'000);
  const auto posted = As<v1::PostSetoranResponse>("bendahara", setoran);
  ASSERT_THAT(posted, IsOk());
  EXPECT_GT(posted->setoran().transaksi(), 0);
  ExpectVerified();
}

TEST_F(PembayaranServiceTest, StepsAreRefusedForTheirReasons) {
  ASSERT_THAT(Draft("2017-a", {{kLine, 10'000'000}}), IsOk());
  ASSERT_THAT(Draft("2017-b", {{kLine, 17'404'001}}), IsOk());
  EXPECT_THAT(Sp2d("2017-a", "2017-03-01"), IsRefused(Reason::kWrongState));
  EXPECT_THAT(Spm("2017-a", "2017-03-01"), IsRefused(Reason::kWrongState));  // without an SPP
  ASSERT_THAT(Spp("2017-a", "2017-03-01"), IsOk());
  EXPECT_THAT(Spp("2017-a", "2017-03-01"), IsRefused(Reason::kWrongState));
  const auto exceeded = Spp("2017-b", "2017-03-01");
  ASSERT_THAT(exceeded, IsRefused(Reason::kPaguExceeded));
  EXPECT_EQ(fault::FromStatus(exceeded.status())->metadata.at("line"), kLine);
  EXPECT_EQ(fault::FromStatus(exceeded.status())->metadata.at("shortfall"), "1");
  EXPECT_THAT(Test("2017-a", "2017-02-28"), IsRefused(Reason::kInvalidField));  // before its SPP
  EXPECT_THAT(Test("2017-a", "2018-02-01"), IsRefused(Reason::kInvalidField));  // another year
  ASSERT_THAT(Test("2017-a", "2017-03-01"), IsOk());
  v1::IssueSpmRequest spm = Step<v1::IssueSpmRequest>("2017-a");
  spm.set_potongan(10'000'001);
  EXPECT_EQ(FirstField(As<v1::IssueSpmResponse>("ppspm", spm).status()), "potongan");
  ASSERT_THAT(Spm("2017-a", "2017-03-01"), IsOk());
  ASSERT_THAT(Send("2017-a", "2017-03-01"), IsOk());
  ASSERT_THAT(Sp2d("2017-a", "2017-03-01"), IsOk());
  EXPECT_THAT(Sp2d("2017-a", "2017-03-01"), IsRefused(Reason::kWrongState));  // twice
  EXPECT_THAT(As<v1::RejectTagihanResponse>("ppk", Step<v1::RejectTagihanRequest>("2017-a")),
              IsRefused(Reason::kWrongState));  // paid
  ASSERT_THAT(Draft("2017-d", {{kBesar, 5}}), IsOk());
  v1::IssueSppRequest taken = Step<v1::IssueSppRequest>("2017-d");
  taken.set_nomor("IssueSppRequest/2017-a");
  const auto number = As<v1::IssueSppResponse>("ppk", taken);
  ASSERT_THAT(number, IsRefused(Reason::kAlreadyExists));
  EXPECT_EQ(FirstField(number.status()), "nomor");
  ExpectVerified();
}

TEST_F(PembayaranServiceTest, BillsAreRefusedForTheirReasons) {
  const auto create = [this](const v1::CreateTagihanRequest& request) {
    return As<v1::CreateTagihanResponse>("operator", request);
  };
  EXPECT_THAT(create(Bill("2017-x", {{"satker/6474/pagu/2017-01.3355.777", 5}})),
              IsRefused(Reason::kUnknownReference));
  EXPECT_EQ(FirstField(create(Bill("2017-x", {{kLine, 5}, {kLine, 6}})).status()),
            "tagihan.rincian[1].pagu");
  EXPECT_EQ(FirstField(create(Bill("2017-x", {})).status()), "tagihan.rincian");
  EXPECT_EQ(FirstField(create(Bill("x", {{kLine, 5}})).status()), "tagihan.name");
  EXPECT_EQ(FirstField(create(Bill("2017-x", {{"satker/6471/pagu/2017-01.3355.003", 5}})).status()),
            "tagihan.rincian[0].pagu");
  v1::CreateTagihanRequest request = Bill("2017-x", {{kLine, 5}});
  request.mutable_tagihan()->set_name("satker/6471/tagihan/2017-x");
  EXPECT_EQ(FirstField(create(request).status()), "tagihan.name");
  request = Bill("2017-x", {{kLine, 5}}, v1::JENIS_TAGIHAN_LS_KONTRAKTUAL);
  EXPECT_EQ(FirstField(create(request).status()), "tagihan.komitmen");
  request.mutable_tagihan()->set_komitmen(NamaUji("komitmen", "2017-tak-ada"));
  EXPECT_THAT(create(request), IsRefused(Reason::kUnknownReference));
  request = Bill("2017-x", {{kLine, 5}}, static_cast<v1::JenisTagihan>(77));
  EXPECT_EQ(FirstField(create(request).status()), "tagihan.jenis");
  request = Bill("2017-x", {{kLine, 5}}, v1::JENIS_TAGIHAN_SPHL);
  EXPECT_THAT(create(request), IsRefused(Reason::kInvalidField));  // the line is of RM
  request = Bill("2017-x", {{kLine, 5}});
  request.mutable_tagihan()->set_jumlah(6);
  EXPECT_EQ(FirstField(create(request).status()), "tagihan.jumlah");
  request.mutable_tagihan()->clear_jumlah();
  ASSERT_THAT(create(request), IsOk());
  ASSERT_THAT(create(request), IsOk());  // the same again, by another request
  request.mutable_tagihan()->set_uraian("lain");
  const auto other = create(request);
  ASSERT_THAT(other, IsRefused(Reason::kAlreadyExists));
  EXPECT_EQ(FirstField(other.status()), "tagihan.uraian");
}

TEST_F(PembayaranServiceTest, WhatDoesNotExistIsNotFound) {
  for (const std::string id : {"2017-tak-ada", "tanpa-tahun"}) {
    EXPECT_THAT(Spp(id, "2017-03-01"), IsRefused(Reason::kNotFound));
    EXPECT_THAT(Test(id, "2017-03-01"), IsRefused(Reason::kNotFound));
    EXPECT_THAT(Spm(id, "2017-03-01"), IsRefused(Reason::kNotFound));
    EXPECT_THAT(Send(id, "2017-03-01"), IsRefused(Reason::kNotFound));
    EXPECT_THAT(Sp2d(id, "2017-03-01"), IsRefused(Reason::kNotFound));
    EXPECT_THAT(As<v1::RejectTagihanResponse>("ppk", Step<v1::RejectTagihanRequest>(id)),
                IsRefused(Reason::kNotFound));
    v1::GetTagihanRequest tagihan;
    tagihan.set_name(NamaUji("tagihan", id));
    EXPECT_THAT(As<v1::GetTagihanResponse>("ppk", tagihan), IsRefused(Reason::kNotFound));
    v1::GetKomitmenRequest komitmen;
    komitmen.set_name(NamaUji("komitmen", id));
    EXPECT_THAT(As<v1::GetKomitmenResponse>("ppk", komitmen), IsRefused(Reason::kNotFound));
    v1::ReleaseKomitmenRequest release;
    release.set_name(komitmen.name());
    release.set_tanggal("2017-03-01");
    release.set_alasan("selesai");
    EXPECT_THAT(As<v1::ReleaseKomitmenResponse>("ppk", release), IsRefused(Reason::kNotFound));
    v1::DecideKoreksiRequest koreksi;
    koreksi.set_name(NamaUji("koreksi", id));
    koreksi.set_setuju(true);
    EXPECT_THAT(As<v1::DecideKoreksiResponse>("ppk", koreksi), IsRefused(Reason::kNotFound));
  }
}

// Duties go with the person, whatever account he comes with.
TEST_F(PembayaranServiceTest, OnePersonHasOneDutyWhateverTheAccount) {
  ASSERT_THAT(Draft("2017-a", {{kLine, 5}}), IsOk());
  ASSERT_THAT(Spp("2017-a", "2017-03-01"), IsOk());
  const auto tested = As<v1::TestSppResponse>("ppspm-ganda", Step<v1::TestSppRequest>("2017-a"));
  ASSERT_THAT(tested, IsRefused(Reason::kDutyConflict));
  EXPECT_EQ(fault::FromStatus(tested.status())->metadata.at("duty"), "PPSPM");
  EXPECT_EQ(fault::FromStatus(tested.status())->metadata.at("conflict"), "PPK");
  // Who made the bill may not ask for its payment.
  ASSERT_THAT(As<v1::CreateTagihanResponse>("operator-ganda", Bill("2017-b", {{kLine, 5}})),
              IsOk());
  EXPECT_THAT(Spp("2017-b", "2017-03-01"), IsRefused(Reason::kDutyConflict));
  // Who tests and orders does not receive the money, and the other way round.
  ASSERT_THAT(Test("2017-a", "2017-03-01"), IsOk());
  ASSERT_THAT(Spm("2017-a", "2017-03-01"), IsOk());
  ASSERT_THAT(Send("2017-a", "2017-03-01"), IsOk());
  EXPECT_THAT(As<v1::RecordSp2dResponse>("bendahara-ganda", Step<v1::RecordSp2dRequest>("2017-a")),
              IsRefused(Reason::kDutyConflict));
  EXPECT_EQ(Stored("2017-a").status(), v1::STATUS_TAGIHAN_SENT);
}

TEST_F(PembayaranServiceTest, AStepMayNameTheVersionItFollows) {
  const auto draft = Draft("2017-a", {{kLine, 5}});
  ASSERT_THAT(draft, IsOk());
  v1::IssueSppRequest spp = Step<v1::IssueSppRequest>("2017-a");
  spp.set_etag(draft->tagihan().etag());
  const auto issued = As<v1::IssueSppResponse>("ppk", spp);
  ASSERT_THAT(issued, IsOk());
  EXPECT_NE(issued->tagihan().etag(), draft->tagihan().etag());
  v1::TestSppRequest test = Step<v1::TestSppRequest>("2017-a");
  test.set_etag(draft->tagihan().etag());
  EXPECT_THAT(As<v1::TestSppResponse>("ppspm", test), IsRefused(Reason::kEtagMismatch));
  test.set_etag(issued->tagihan().etag());
  EXPECT_THAT(As<v1::TestSppResponse>("ppspm", test), IsOk());
}

TEST_F(PembayaranServiceTest, ARequestIdIsAnsweredTheSameForEver) {
  v1::CreateTagihanRequest request = Bill("2017-a", {{kLine, 5}});
  request.set_request_id(TestRequestId(7));
  const auto first = As<v1::CreateTagihanResponse>("operator", request);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(Spp("2017-a", "2017-03-01"), IsOk());
  const auto again = As<v1::CreateTagihanResponse>("operator", request);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
  request.mutable_tagihan()->set_uraian("lain");
  EXPECT_THAT(As<v1::CreateTagihanResponse>("operator", request),
              IsRefused(Reason::kRequestIdReused));
  v1::TestSppRequest test = Step<v1::TestSppRequest>("2017-a");
  test.set_request_id(TestRequestId(8));
  ASSERT_THAT(As<v1::TestSppResponse>("ppspm", test), IsOk());
  ASSERT_THAT(As<v1::TestSppResponse>("ppspm", test), IsOk());
  EXPECT_EQ(Stored("2017-a").langkah_size(), 3);
}

TEST_F(PembayaranServiceTest, ARehearsalChangesNothing) {
  v1::CreateTagihanRequest request = Bill("2017-a", {{kLine, 5}});
  request.set_validate_only(true);
  const auto rehearsed = As<v1::CreateTagihanResponse>("operator", request);
  ASSERT_THAT(rehearsed, IsOk());
  EXPECT_EQ(rehearsed->consistency_token(), "");
  EXPECT_EQ(rehearsed->tagihan().status(), v1::STATUS_TAGIHAN_DRAFT);
  EXPECT_THAT(Spp("2017-a", "2017-03-01"), IsRefused(Reason::kNotFound));
  ASSERT_THAT(Draft("2017-a", {{kLine, 5}}), IsOk());
  v1::IssueSppRequest spp = Step<v1::IssueSppRequest>("2017-a");
  spp.set_validate_only(true);
  ASSERT_THAT(As<v1::IssueSppResponse>("ppk", spp), IsOk());
  EXPECT_EQ(Line(kLine).outstanding(), 0);
  EXPECT_EQ(Stored("2017-a").status(), v1::STATUS_TAGIHAN_DRAFT);
}

TEST_F(PembayaranServiceTest, OfficersOfAnotherOfficeAreRefusedAlike) {
  ASSERT_THAT(Draft("2017-a", {{kLine, 5}}), IsOk());
  EXPECT_THAT(As<v1::CreateTagihanResponse>("operator-lain", Bill("2017-b", {{kLine, 5}})),
              IsRefused(Reason::kPermissionDenied));
  EXPECT_THAT(As<v1::CreateKomitmenResponse>("ppk-lain", Contract("2017-k", {{kLine, 5}})),
              IsRefused(Reason::kPermissionDenied));
  for (const std::string id : {"2017-a", "2017-tak-ada"}) {
    EXPECT_THAT(As<v1::IssueSppResponse>("ppk-lain", Step<v1::IssueSppRequest>(id)),
                IsRefused(Reason::kPermissionDenied));
    v1::GetTagihanRequest get;
    get.set_name(NamaUji("tagihan", id));
    EXPECT_THAT(As<v1::GetTagihanResponse>("ppk-lain", get), IsRefused(Reason::kPermissionDenied));
  }
  // The duty is not that of the caller's role.
  EXPECT_THAT(As<v1::IssueSppResponse>("bendahara", Step<v1::IssueSppRequest>("2017-a")),
              IsRefused(Reason::kPermissionDenied));
  EXPECT_THAT(As<v1::IssueSppResponse>("ppspm", Step<v1::IssueSppRequest>("2017-a")),
              IsRefused(Reason::kPermissionDenied));
}

TEST_F(PembayaranServiceTest, ALateDocumentIsEnteredInAnOpenMonth) {
  ASSERT_THAT(Draft("2017-a", {{kLine, 5}}), IsOk());
  Bring("2017-a", v1::STATUS_TAGIHAN_SENT);
  ASSERT_THAT(Draft("2017-b", {{kLine, 5}}), IsOk());
  Close(3);
  EXPECT_THAT(Spp("2017-b", "2017-03-31"), IsRefused(Reason::kPeriodClosed));
  EXPECT_THAT(Sp2d("2017-a", "2017-03-31"), IsRefused(Reason::kPeriodClosed));
  v1::RecordSp2dRequest late = Step<v1::RecordSp2dRequest>("2017-a", "2017-03-31");
  late.set_tanggal_buku("2017-04-03");
  ASSERT_THAT(As<v1::RecordSp2dResponse>("bendahara", late), IsOk());
  EXPECT_EQ(Journal().back().tanggal(), "2017-04-03");
  EXPECT_EQ(Stored("2017-a").langkah().rbegin()->tanggal(), "2017-03-31");
  EXPECT_EQ(Line(kLine, "2017-03-31").realisasi(), 0);
  ExpectVerified();
}

TEST_F(PembayaranServiceTest, BillsAndContractsAreListedInPages) {
  for (int i = 1; i <= 5; ++i) {
    const std::string n = std::to_string(i);
    ASSERT_THAT(Draft("2017-" + n, {{kLine, i}}), IsOk());
    ASSERT_THAT(As<v1::CreateKomitmenResponse>("ppk", Contract("2017-" + n, {{kLine, i}})), IsOk());
  }
  ASSERT_THAT(Spp("2017-2", "2017-03-01"), IsOk());
  ASSERT_THAT(Spp("2017-5", "2017-03-01"), IsOk());
  const auto list = [this](v1::StatusTagihan status, int32_t size) {
    v1::ListTagihanRequest request;
    request.set_parent(kParent);
    request.set_tahun(2017);
    request.set_status(status);
    request.set_page_size(size);
    std::vector<std::string> pages;
    do {
      const auto response = As<v1::ListTagihanResponse>("operator", request);
      EXPECT_THAT(response, IsOk());
      std::string page;
      for (const v1::Tagihan& tagihan : response->tagihan()) {
        page += tagihan.name().back();
      }
      pages.push_back(page);
      request.set_page_token(response->next_page_token());
    } while (!request.page_token().empty());
    return pages;
  };
  EXPECT_THAT(list(v1::STATUS_TAGIHAN_UNSPECIFIED, 2), ElementsAre("12", "34", "5"));
  EXPECT_THAT(list(v1::STATUS_TAGIHAN_SPP_ISSUED, 2), ElementsAre("25"));
  EXPECT_THAT(list(v1::STATUS_TAGIHAN_DRAFT, 2), ElementsAre("13", "4"));
  EXPECT_THAT(list(v1::STATUS_TAGIHAN_SENT, 2), ElementsAre(""));

  v1::ListKomitmenRequest request;
  request.set_parent(kParent);
  request.set_tahun(2017);
  request.set_page_size(3);
  const auto first = As<v1::ListKomitmenResponse>("operator", request);
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->komitmen_size(), 3);
  request.set_page_token(first->next_page_token());
  EXPECT_EQ(As<v1::ListKomitmenResponse>("operator", request)->komitmen_size(), 2);
  request.set_tahun(2016);
  request.clear_page_token();
  EXPECT_EQ(As<v1::ListKomitmenResponse>("operator", request)->komitmen_size(), 0);
}

TEST_F(PembayaranServiceTest, FollowersLearnWhatWasMadeAndWhichLinesMoved) {
  ASSERT_THAT(Draft("2017-a", {{kLine, 5}, {kBesar, 6}}), IsOk());
  ASSERT_THAT(Spp("2017-a", "2017-03-01"), IsOk());
  const v1::ListChangesResponse changes = Changes();
  ASSERT_EQ(changes.events_size(), 3);
  EXPECT_THAT(changes.events(1).resources(), ElementsAre(NamaUji("tagihan", "2017-a")));
  EXPECT_THAT(changes.events(2).resources(),
              ElementsAre(NamaUji("tagihan", "2017-a"), kLine, kBesar));
}

}  // namespace
}  // namespace sakip::budget
