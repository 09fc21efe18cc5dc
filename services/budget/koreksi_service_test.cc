// Money that comes back, and entries undone and replaced.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/budget/documents_fixture.h"

namespace sakip::budget {
namespace {

using ::testing::IsEmpty;

class KoreksiServiceTest : public DocumentsTest {};

v1::PostSetoranRequest Receipt(const std::string& id, v1::JenisSetoran jenis, int64_t acuan) {
  v1::PostSetoranRequest request;
  request.set_parent(kParent);
  v1::Setoran* setoran = request.mutable_setoran();
  setoran->set_name(NamaUji("setoran", id));
  setoran->set_tahun(2017);
  setoran->set_jenis(jenis);
  setoran->set_acuan(acuan);
  setoran->set_nomor_bukti("NTPN/" + id);
  setoran->set_tanggal("2017-05-02");
  return request;
}

TEST_F(KoreksiServiceTest, MoneyPaidBackGoesBackToItsLine) {
  Pay("2017-a", {{kLine, 10'000'000}});
  const int64_t paid = NumberOf("2017-a", v1::STATUS_TAGIHAN_SP2D_ISSUED);
  const auto post = [this](const v1::PostSetoranRequest& request) {
    return As<v1::PostSetoranResponse>("bendahara", request);
  };
  v1::PostSetoranRequest back = Receipt("2017-1", v1::JENIS_SETORAN_PENGEMBALIAN, paid);
  Fill({{kLine, 4'000'000}}, back.mutable_setoran()->mutable_rincian());
  const auto posted = post(back);
  ASSERT_THAT(posted, IsOk());
  EXPECT_EQ(posted->setoran().jumlah(), 4'000'000);
  EXPECT_EQ(posted->setoran().pencatat().orang(), "bendahara");
  EXPECT_EQ(Line(kLine).realisasi(), 6'000'000);
  EXPECT_EQ(Journal().back().acuan(), paid);
  EXPECT_EQ(Journal().back().dokumen(), NamaUji("setoran", "2017-1"));
  ASSERT_THAT(post(back), IsOk());  // the same again
  EXPECT_EQ(Line(kLine).realisasi(), 6'000'000);

  back.mutable_setoran()->set_keterangan("lain");
  EXPECT_EQ(FirstField(post(back).status()), "setoran.keterangan");
  v1::PostSetoranRequest more = Receipt("2017-2", v1::JENIS_SETORAN_PENGEMBALIAN, paid);
  Fill({{kLine, 6'000'001}}, more.mutable_setoran()->mutable_rincian());
  EXPECT_THAT(post(more), IsRefused(Reason::kAmountExceeded));
  more.mutable_setoran()->mutable_rincian(0)->set_jumlah(1);
  more.mutable_setoran()->set_nomor_bukti("NTPN/2017-1");
  EXPECT_EQ(FirstField(post(more).status()), "setoran.nomor_bukti");
  more.mutable_setoran()->set_nomor_bukti("NTPN/2017-2");
  more.mutable_setoran()->set_acuan(paid - 1);  // its SPM pays nothing
  EXPECT_THAT(post(more), IsRefused(Reason::kWrongState));
  more.mutable_setoran()->set_acuan(9'999);
  EXPECT_THAT(post(more), IsRefused(Reason::kNotFound));
  more.mutable_setoran()->set_acuan(paid);
  more.mutable_setoran()->set_tanggal("2017-02-28");  // before the payment
  EXPECT_THAT(post(more), IsRefused(Reason::kInvalidField));
  more.mutable_setoran()->set_tanggal("2017-05-02");
  more.mutable_setoran()->mutable_rincian(0)->set_pagu("satker/6471/pagu/2017-01.3355.003");
  EXPECT_EQ(FirstField(post(more).status()), "setoran.rincian[0].pagu");
  EXPECT_THAT(As<v1::PostSetoranResponse>("bendahara-lain", back),
              IsRefused(Reason::kPermissionDenied));
  EXPECT_THAT(As<v1::PostSetoranResponse>("bendahara-ganda",
                                          Receipt("2017-3", v1::JENIS_SETORAN_RETUR, paid)),
              ::testing::Not(IsOk()));
  ExpectVerified();
}

TEST_F(KoreksiServiceTest, AReturnedTransferIsPaidAgainAndStaysRealisasi) {
  Pay("2017-a", {{kLine, 10'000'000}});
  const int64_t paid = NumberOf("2017-a", v1::STATUS_TAGIHAN_SP2D_ISSUED);
  v1::PostSetoranRequest retur = Receipt("2017-1", v1::JENIS_SETORAN_RETUR, paid);
  retur.mutable_setoran()->set_jumlah(3'000'000);
  const auto returned = As<v1::PostSetoranResponse>("bendahara", retur);
  ASSERT_THAT(returned, IsOk());
  EXPECT_EQ(Line(kLine).realisasi(), 10'000'000);
  v1::PostSetoranRequest again =
      Receipt("2017-2", v1::JENIS_SETORAN_BAYAR_RETUR, returned->setoran().transaksi());
  again.mutable_setoran()->set_jumlah(3'000'001);
  EXPECT_THAT(As<v1::PostSetoranResponse>("bendahara", again), IsRefused(Reason::kAmountExceeded));
  again.mutable_setoran()->set_jumlah(3'000'000);
  ASSERT_THAT(As<v1::PostSetoranResponse>("bendahara", again), IsOk());

  v1::ListSetoranRequest list;
  list.set_parent(kParent);
  list.set_tahun(2017);
  list.set_page_size(1);
  const auto first = As<v1::ListSetoranResponse>("operator", list);
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->setoran(0).name(), NamaUji("setoran", "2017-1"));
  list.set_page_token(first->next_page_token());
  const auto second = As<v1::ListSetoranResponse>("operator", list);
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->setoran(0).name(), NamaUji("setoran", "2017-2"));
  EXPECT_EQ(second->next_page_token(), "");
  ExpectVerified();
}

// ---- Koreksi

v1::ProposeKoreksiRequest Correction(const std::string& id, int64_t acuan) {
  v1::ProposeKoreksiRequest request;
  request.set_parent(kParent);
  v1::Koreksi* koreksi = request.mutable_koreksi();
  koreksi->set_name(NamaUji("koreksi", id));
  koreksi->set_tahun(2017);
  koreksi->set_acuan(acuan);
  koreksi->set_tanggal("2017-06-01");
  koreksi->set_alasan("salah akun");
  return request;
}

v1::DecideKoreksiRequest Decision(const std::string& id, bool setuju) {
  v1::DecideKoreksiRequest request;
  request.set_name(NamaUji("koreksi", id));
  request.set_setuju(setuju);
  request.set_alasan(setuju ? "" : "tidak perlu");
  return request;
}

TEST_F(KoreksiServiceTest, ACorrectionReversesAndReplacesWhenAnotherPersonApproves) {
  Pay("2017-a", {{kLine, 10'000'000}});
  const int64_t paid = NumberOf("2017-a", v1::STATUS_TAGIHAN_SP2D_ISSUED);
  v1::ProposeKoreksiRequest request = Correction("2017-1", paid);
  Fill({{kBesar, 10'000'000}}, request.mutable_koreksi()->mutable_pengganti());
  const auto proposed = As<v1::ProposeKoreksiResponse>("operator-ganda", request);
  ASSERT_THAT(proposed, IsOk());
  EXPECT_EQ(proposed->koreksi().status(), v1::STATUS_USULAN_DIUSULKAN);
  EXPECT_FALSE(proposed->koreksi().has_pemutus());
  EXPECT_EQ(Line(kBesar).realisasi(), 0);
  // The proposer is the PPK under another account.
  EXPECT_THAT(As<v1::DecideKoreksiResponse>("ppk", Decision("2017-1", true)),
              IsRefused(Reason::kDutyConflict));
  EXPECT_THAT(As<v1::DecideKoreksiResponse>("operator", Decision("2017-1", true)),
              IsRefused(Reason::kPermissionDenied));
  const auto decided = As<v1::DecideKoreksiResponse>("kpa", Decision("2017-1", true));
  ASSERT_THAT(decided, IsOk());
  EXPECT_EQ(decided->koreksi().status(), v1::STATUS_USULAN_DISETUJUI);
  EXPECT_EQ(decided->koreksi().pemutus().orang(), "kpa");
  EXPECT_EQ(Line(kLine).realisasi(), 0);
  EXPECT_EQ(Line(kBesar).realisasi(), 10'000'000);
  const std::vector<v1::TransaksiJurnal> journal = Journal();
  EXPECT_EQ(journal[journal.size() - 2].jenis(), v1::JENIS_TRANSAKSI_PEMBALIK);
  EXPECT_EQ(journal[journal.size() - 2].acuan(), paid);
  EXPECT_EQ(journal.back().jenis(), v1::JENIS_TRANSAKSI_KOREKSI);
  EXPECT_EQ(journal.back().nomor(), decided->koreksi().transaksi());
  EXPECT_EQ(journal[journal.size() - 2].nomor(), decided->koreksi().pembalik());

  EXPECT_THAT(As<v1::DecideKoreksiResponse>("kpa", Decision("2017-1", true)),
              IsRefused(Reason::kWrongState));
  v1::ProposeKoreksiRequest twice = Correction("2017-2", paid);
  Fill({{kBesar, 10'000'000}}, twice.mutable_koreksi()->mutable_pengganti());
  EXPECT_THAT(As<v1::ProposeKoreksiResponse>("operator", twice),
              IsRefused(Reason::kAlreadyReversed));
  twice.mutable_koreksi()->set_acuan(decided->koreksi().pembalik());
  EXPECT_THAT(As<v1::ProposeKoreksiResponse>("operator", twice), IsRefused(Reason::kWrongState));
  ExpectVerified();
}

TEST_F(KoreksiServiceTest, WhatCameBackIsKnownBehindEveryCorrection) {
  Pay("2017-a", {{kLine, 10'000'000}});
  int64_t kini = NumberOf("2017-a", v1::STATUS_TAGIHAN_SP2D_ISSUED);
  const auto retur = [this](const std::string& id, int64_t acuan, int64_t jumlah) {
    v1::PostSetoranRequest request = Receipt(id, v1::JENIS_SETORAN_RETUR, acuan);
    request.mutable_setoran()->set_jumlah(jumlah);
    request.mutable_setoran()->set_tanggal("2017-06-02");
    return As<v1::PostSetoranResponse>("bendahara", request);
  };
  const auto correct = [this](const std::string& id, int64_t acuan, const Lines& lines) {
    v1::ProposeKoreksiRequest request = Correction(id, acuan);
    request.mutable_koreksi()->set_tanggal("2017-06-02");
    Fill(lines, request.mutable_koreksi()->mutable_pengganti());
    EXPECT_THAT(As<v1::ProposeKoreksiResponse>("operator", request), IsOk());
    const auto decided = As<v1::DecideKoreksiResponse>("kpa", Decision(id, true));
    EXPECT_THAT(decided, IsOk());
    return decided.ok() ? decided->koreksi().transaksi() : 0;
  };
  const auto returned = retur("2017-1", kini, 3'000'000);
  ASSERT_THAT(returned, IsOk());
  kini = correct("2017-1", kini, {{kBesar, 10'000'000}});
  kini = correct("2017-2", kini, {{kLine, 10'000'000}});
  EXPECT_THAT(retur("2017-2", kini, 7'000'001), IsRefused(Reason::kAmountExceeded));
  EXPECT_THAT(retur("2017-2", kini, 7'000'000), IsOk());
  // It is undone, though its payment was corrected since, and may come back then.
  correct("2017-3", returned->setoran().transaksi(), {});
  EXPECT_THAT(retur("2017-3", kini, 3'000'001), IsRefused(Reason::kAmountExceeded));
  EXPECT_THAT(retur("2017-3", kini, 3'000'000), IsOk());
  ExpectVerified();
}

TEST_F(KoreksiServiceTest, CorrectionsAreRefusedForTheirReasons) {
  Pay("2017-a", {{kLine, 10'000'000}});
  const int64_t paid = NumberOf("2017-a", v1::STATUS_TAGIHAN_SP2D_ISSUED);
  const auto propose = [this](const v1::ProposeKoreksiRequest& request) {
    return As<v1::ProposeKoreksiResponse>("operator", request);
  };
  v1::ProposeKoreksiRequest request = Correction("2017-1", paid);
  Fill({{kBesar, 9'999'999}}, request.mutable_koreksi()->mutable_pengganti());
  EXPECT_EQ(FirstField(propose(request).status()), "koreksi.pengganti");  // a payment's total
  v1::Rincian* one = request.mutable_koreksi()->mutable_pengganti(0);
  one->set_jumlah(10'000'000);
  request.mutable_koreksi()->set_acuan(9'999);
  EXPECT_THAT(propose(request), IsRefused(Reason::kNotFound));
  request.mutable_koreksi()->set_acuan(1);  // a pagu
  EXPECT_THAT(propose(request), IsRefused(Reason::kWrongState));
  request.mutable_koreksi()->set_acuan(paid);
  one->set_pagu("satker/6474/pagu/2017-01.3355.777");
  EXPECT_THAT(propose(request), IsRefused(Reason::kUnknownReference));
  one->set_pagu("satker/6474/pagu/2017-01.3355.007");  // pagu 8.371.000
  const auto exceeded = propose(request);
  EXPECT_THAT(exceeded, IsRefused(Reason::kPaguExceeded));
  one->set_pagu("satker/6471/pagu/2017-01.3355.003");
  EXPECT_EQ(FirstField(propose(request).status()), "koreksi.pengganti[0].pagu");
  one->set_pagu(kBesar);
  request.mutable_koreksi()->set_tanggal("2018-01-05");
  EXPECT_EQ(FirstField(propose(request).status()), "koreksi.tanggal");
  request.mutable_koreksi()->set_tanggal("2017-06-01");
  EXPECT_THAT(As<v1::ProposeKoreksiResponse>("operator-lain", request),
              IsRefused(Reason::kPermissionDenied));
  ASSERT_THAT(propose(request), IsOk());
  ASSERT_THAT(propose(request), IsOk());  // the same again
  request.mutable_koreksi()->set_alasan("lain");
  EXPECT_EQ(FirstField(propose(request).status()), "koreksi.alasan");

  v1::DecideKoreksiRequest decision = Decision("2017-1", false);
  decision.clear_alasan();
  EXPECT_EQ(FirstField(As<v1::DecideKoreksiResponse>("kpa", decision).status()), "alasan");
  decision.set_alasan("tidak perlu");
  const auto rejected = As<v1::DecideKoreksiResponse>("kpa", decision);
  ASSERT_THAT(rejected, IsOk());
  EXPECT_EQ(rejected->koreksi().status(), v1::STATUS_USULAN_DITOLAK);
  EXPECT_EQ(rejected->koreksi().alasan_putusan(), "tidak perlu");
  EXPECT_EQ(rejected->koreksi().pembalik(), 0);
  EXPECT_EQ(Line(kLine).realisasi(), 10'000'000);
  Close(6);
  v1::ProposeKoreksiRequest late = Correction("2017-2", paid);
  Fill({{kBesar, 10'000'000}}, late.mutable_koreksi()->mutable_pengganti());
  EXPECT_THAT(propose(late), IsRefused(Reason::kPeriodClosed));

  v1::ListKoreksiRequest list;
  list.set_parent(kParent);
  list.set_tahun(2017);
  const auto listed = As<v1::ListKoreksiResponse>("operator", list);
  ASSERT_THAT(listed, IsOk());
  ASSERT_EQ(listed->koreksi_size(), 1);
  EXPECT_EQ(listed->koreksi(0).pengusul().akun(), "akun/operator");
  EXPECT_THAT(listed->next_page_token(), IsEmpty());
  ExpectVerified();
}

TEST_F(KoreksiServiceTest, ASaldoImporMayGo) {
  ASSERT_THAT(Call(Post(2, "2017-saldo", 5'000'000)), IsOk());
  const int64_t posted = Journal().back().nomor();
  v1::ProposeKoreksiRequest request = Correction("2017-1", posted);
  request.mutable_koreksi()->set_tanggal("2017-12-31");
  ASSERT_THAT(As<v1::ProposeKoreksiResponse>("operator", request), IsOk());
  const auto decided = As<v1::DecideKoreksiResponse>("kpa", Decision("2017-1", true));
  ASSERT_THAT(decided, IsOk());
  EXPECT_EQ(decided->koreksi().transaksi(), 0);
  EXPECT_EQ(Line(kLine).realisasi(), 0);
  EXPECT_EQ(GetAnggaran()->anggaran().saldo_impor(), 0);
  EXPECT_EQ(Line(kLine, "", posted).realisasi(), 5'000'000);
  ExpectVerified();
}

}  // namespace
}  // namespace sakip::budget
