#include <gmock/gmock.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <gtest/gtest.h>

#include <tuple>

#include "services/budget/documents_fixture.h"

namespace sakip::budget {
namespace {

using ::testing::ElementsAre;

constexpr char kSatu[] = "satker/6474/pagu/2017-01.3355.003";  // pagu 27.404.000
constexpr char kDua[] = "satker/6474/pagu/2017-01.3355.007";   // pagu 8.371.000

class DipaServiceTest : public DocumentsTest {
 protected:
  static v1::Pagu PaguOf(const std::string& name, int64_t jumlah) {
    for (const bontang::Row& row : bontang::kRows) {
      v1::Pagu pagu = WirePagu(row);
      if (pagu.name() == name) {
        pagu.set_jumlah(jumlah);
        return pagu;
      }
    }
    ADD_FAILURE() << name;
    return {};
  }

  // A shift between two lines of one kegiatan, in force from 1 July.
  static v1::ProposeRevisiRequest Shift(const std::string& id, int32_t nomor, int64_t satu,
                                        int64_t dua) {
    v1::ProposeRevisiRequest request;
    request.set_parent(kParent);
    v1::Revisi* revisi = request.mutable_revisi();
    revisi->set_name(NamaUji("revisi", id));
    revisi->set_tahun(2017);
    revisi->set_nomor(nomor);
    revisi->set_tanggal("2017-07-01");
    revisi->set_jenis(v1::JENIS_REVISI_PERGESERAN);
    revisi->set_kewenangan(v1::KEWENANGAN_KANWIL_DJPB);
    revisi->set_kode("201");
    revisi->set_nomor_dokumen("S-12/WPB.19/2017");
    revisi->set_alasan("Pemenuhan kebutuhan sewa");
    *revisi->add_baris() = PaguOf(kSatu, satu);
    *revisi->add_baris() = PaguOf(kDua, dua);
    return request;
  }
  static v1::DecideRevisiRequest Decision(const std::string& id, bool setuju) {
    v1::DecideRevisiRequest request;
    request.set_name(NamaUji("revisi", id));
    request.set_setuju(setuju);
    request.set_alasan(setuju ? "" : "tidak disetujui");
    return request;
  }
  absl::StatusOr<v1::ProposeRevisiResponse> Propose(const v1::ProposeRevisiRequest& request,
                                                    const std::string& account = "operator") {
    return As<v1::ProposeRevisiResponse>(account, request);
  }
  absl::StatusOr<v1::DecideRevisiResponse> Decide(const v1::DecideRevisiRequest& request,
                                                  const std::string& account = "admin") {
    return As<v1::DecideRevisiResponse>(account, request);
  }
  absl::StatusOr<v1::GetRevisiResponse> Get(const std::string& id) {
    v1::GetRevisiRequest request;
    request.set_name(NamaUji("revisi", id));
    return As<v1::GetRevisiResponse>("operator", request);
  }
};

TEST_F(DipaServiceTest, ARevisionMovesAmountsWhenAnotherPersonApprovesIt) {
  const auto proposed = Propose(Shift("2017-rev-01", 1, 25'404'000, 10'371'000));
  ASSERT_THAT(proposed, IsOk());
  EXPECT_EQ(proposed->revisi().status(), v1::STATUS_USULAN_DIUSULKAN);
  EXPECT_EQ(proposed->revisi().pengusul().akun(), "akun/operator");
  EXPECT_EQ(proposed->revisi().baris_size(), 0);  // the caller has them
  EXPECT_EQ(Line(kSatu).jumlah(), 27'404'000);
  // It is the Kanwil's letter, not the office's.
  EXPECT_THAT(Decide(Decision("2017-rev-01", true), "kpa"), IsRefused(Reason::kDutyConflict));
  EXPECT_THAT(Decide(Decision("2017-rev-01", true), "kpa-ganda"), IsRefused(Reason::kDutyConflict));
  EXPECT_THAT(Decide(Decision("2017-rev-01", true), "operator"),
              IsRefused(Reason::kPermissionDenied));

  const int64_t before = Journal().back().nomor();
  const auto decided = Decide(Decision("2017-rev-01", true));
  ASSERT_THAT(decided, IsOk());
  EXPECT_EQ(decided->revisi().status(), v1::STATUS_USULAN_DISETUJUI);
  EXPECT_EQ(decided->revisi().pemutus().orang(), "admin");
  EXPECT_EQ(decided->revisi().pemutus().asal(), "203.0.113.7");
  EXPECT_EQ(decided->revisi().transaksi(), before + 1);
  const v1::TransaksiJurnal moved = Journal().back();
  EXPECT_EQ(moved.jenis(), v1::JENIS_TRANSAKSI_REVISI);
  EXPECT_EQ(moved.dokumen(), NamaUji("revisi", "2017-rev-01"));
  EXPECT_EQ(moved.tanggal(), "2017-07-01");

  EXPECT_EQ(Line(kSatu).jumlah(), 25'404'000);
  EXPECT_EQ(Line(kDua).jumlah(), 10'371'000);
  // What the pagu was then, and what was known then.
  EXPECT_EQ(Line(kSatu, "2017-06-30").jumlah(), 27'404'000);
  EXPECT_EQ(Line(kSatu, "2017-07-01").jumlah(), 25'404'000);
  EXPECT_EQ(Line(kSatu, "", before).jumlah(), 27'404'000);
  EXPECT_EQ(Line(kSatu, "2017-12-31", before).jumlah(), 27'404'000);
  EXPECT_EQ(Line(kSatu, "2017-12-31", before + 1).jumlah(), 25'404'000);
  EXPECT_EQ(Line(kSatu, "2016-12-31").jumlah(), 0);
  const auto stored = Get("2017-rev-01");
  ASSERT_THAT(stored, IsOk());
  EXPECT_EQ(stored->revisi().baris_size(), 2);
  EXPECT_EQ(stored->revisi().baris(0).jumlah(), 25'404'000);
  v1::Revisi without = stored->revisi();
  without.clear_baris();
  EXPECT_EQ(without.SerializeAsString(), decided->revisi().SerializeAsString());
  ExpectVerified();
}

TEST_F(DipaServiceTest, ARevisionIsNotDatedBeforeTheOneBeforeIt) {
  ASSERT_THAT(Propose(Shift("2017-rev-01", 1, 25'404'000, 10'371'000)), IsOk());
  ASSERT_THAT(Decide(Decision("2017-rev-01", true)), IsOk());
  v1::ProposeRevisiRequest request = Shift("2017-rev-02", 2, 27'404'000, 8'371'000);
  request.mutable_revisi()->set_tanggal("2017-06-30");
  const auto refused = Propose(request);
  ASSERT_THAT(refused, IsRefused(Reason::kWrongState));
  EXPECT_EQ(FirstField(refused.status()), "revisi.tanggal");
  request.mutable_revisi()->set_tanggal("2017-07-01");
  EXPECT_THAT(Propose(request), IsOk());
}

TEST_F(DipaServiceTest, ARevisionBelowWhatIsSpentAndBoundIsRefused) {
  ASSERT_THAT(Call(Post(2, "2017-saldo", 20'000'000)), IsOk());
  ASSERT_THAT(As<v1::CreateKomitmenResponse>("ppk", Contract("2017-k", {{kDua, 8'000'000}})),
              IsOk());
  v1::ProposeRevisiRequest request = Shift("2017-rev-01", 1, 19'999'999, 7'999'999);
  request.mutable_revisi()->set_jenis(v1::JENIS_REVISI_PAGU_BERUBAH);
  const auto refused = Propose(request);
  ASSERT_THAT(refused, IsRefused(Reason::kRevisionBelowRealised));
  EXPECT_THAT(rpc::FieldsOf(refused.status()),
              ElementsAre("revisi.baris[0].jumlah", "revisi.baris[1].jumlah"));
  // What was right when it was proposed may not be when it is decided.
  ASSERT_THAT(Propose(Shift("2017-rev-01", 1, 27'404'000 - 7'404'000, 8'371'000 + 7'404'000)),
              IsOk());
  ASSERT_THAT(Call(Post(3, "2017-saldo-2", 1)), IsOk());
  EXPECT_THAT(Decide(Decision("2017-rev-01", true)), IsRefused(Reason::kRevisionBelowRealised));
  EXPECT_EQ(Get("2017-rev-01")->revisi().status(), v1::STATUS_USULAN_DIUSULKAN);
  ExpectVerified();
}

TEST_F(DipaServiceTest, RevisionsAreRefusedForTheirReasons) {
  const v1::ProposeRevisiRequest good = Shift("2017-rev-01", 1, 25'404'000, 10'371'000);
  EXPECT_THAT(Propose(Shift("2017-rev-01", 3, 25'404'000, 10'371'000)),
              IsRefused(Reason::kWrongState));  // not the next number
  EXPECT_EQ(FirstField(Propose(Shift("2017-rev-01", 1, 25'404'000, 10'371'001)).status()),
            "revisi.baris");  // a shift keeps the total
  EXPECT_EQ(FirstField(Propose(Shift("rev-01", 1, 25'404'000, 10'371'000)).status()),
            "revisi.name");
  v1::ProposeRevisiRequest request = good;
  request.mutable_revisi()->mutable_baris(1)->set_name("satker/6471/pagu/2017-01.3355.007");
  EXPECT_EQ(FirstField(Propose(request).status()), "revisi.baris[1].name");
  request = good;
  request.mutable_revisi()->set_name("satker/6471/revisi/2017-rev-01");
  EXPECT_EQ(FirstField(Propose(request).status()), "revisi.name");
  request = good;
  request.mutable_revisi()->mutable_baris(1)->set_sumber_dana(v1::SUMBER_DANA_PNBP);
  EXPECT_THAT(Propose(request), IsRefused(Reason::kAlreadyExists));
  request = good;
  request.mutable_revisi()->set_kewenangan(v1::KEWENANGAN_KPA);
  EXPECT_THAT(Propose(request), IsRefused(Reason::kInvalidField));  // outputs change their totals
  request = good;
  v1::Pagu* baru = request.mutable_revisi()->add_baris();
  *baru = PaguOf(kSatu, 0);
  baru->set_name("satker/6474/pagu/2017-01.3355.777");
  baru->set_kode_output("3355.777");
  EXPECT_THAT(Propose(request), IsRefused(Reason::kUnknownReference));
  request = good;
  request.mutable_revisi()->clear_nomor_dokumen();
  EXPECT_EQ(FirstField(Propose(request).status()), "revisi.nomor_dokumen");
  request = good;
  request.mutable_revisi()->set_tanggal("2018-07-01");
  EXPECT_EQ(FirstField(Propose(request).status()), "revisi.tanggal");
  EXPECT_THAT(Propose(good, "operator-lain"), IsRefused(Reason::kPermissionDenied));
  EXPECT_THAT(Propose(good, "ppk"), IsRefused(Reason::kPermissionDenied));

  ASSERT_THAT(Propose(good), IsOk());
  ASSERT_THAT(Propose(good), IsOk());  // the same again, by another request
  request = good;
  request.mutable_revisi()->set_alasan("lain");
  EXPECT_EQ(FirstField(Propose(request).status()), "revisi.alasan");
  EXPECT_THAT(Decide(Decision("2017-tak-ada", true)), IsRefused(Reason::kNotFound));
  EXPECT_THAT(Decide(Decision("tanpa-tahun", true)), IsRefused(Reason::kNotFound));
  EXPECT_THAT(Get("2017-tak-ada"), IsRefused(Reason::kNotFound));
  ASSERT_THAT(Decide(Decision("2017-rev-01", true)), IsOk());
  EXPECT_THAT(Decide(Decision("2017-rev-01", true)), IsRefused(Reason::kWrongState));
  // A line comes by revision from now on.
  v1::ImportAnggaranRequest later = Import(9, false);
  later.mutable_pagu(0)->set_name("satker/6474/pagu/2017-01.3355.003.001");
  later.mutable_pagu(0)->set_kode_ro("001");
  EXPECT_THAT(Call(later), IsRefused(Reason::kWrongState));
  ExpectVerified();
}

TEST_F(DipaServiceTest, ARevisionDatedInAClosedMonthIsRefused) {
  ASSERT_THAT(Propose(Shift("2017-rev-01", 1, 25'404'000, 10'371'000)), IsOk());
  Close(7);
  EXPECT_THAT(Decide(Decision("2017-rev-01", true)), IsRefused(Reason::kPeriodClosed));
  const auto rejected = Decide(Decision("2017-rev-01", false));
  ASSERT_THAT(rejected, IsOk());
  EXPECT_EQ(rejected->revisi().status(), v1::STATUS_USULAN_DITOLAK);
  EXPECT_EQ(rejected->revisi().alasan_putusan(), "tidak disetujui");
  EXPECT_EQ(Line(kSatu).jumlah(), 27'404'000);
}

TEST_F(DipaServiceTest, ARequestIdAndARehearsalAreWhatTheyAreElsewhere) {
  v1::ProposeRevisiRequest request = Shift("2017-rev-01", 1, 25'404'000, 10'371'000);
  request.set_validate_only(true);
  const auto rehearsed = Propose(request);
  ASSERT_THAT(rehearsed, IsOk());
  EXPECT_EQ(rehearsed->consistency_token(), "");
  EXPECT_THAT(Get("2017-rev-01"), IsRefused(Reason::kNotFound));
  request.set_validate_only(false);
  request.set_request_id(TestRequestId(7));
  const auto first = Propose(request);
  ASSERT_THAT(first, IsOk());
  v1::DecideRevisiRequest decision = Decision("2017-rev-01", true);
  decision.set_validate_only(true);
  ASSERT_THAT(Decide(decision), IsOk());
  EXPECT_EQ(Line(kSatu).jumlah(), 27'404'000);
  ASSERT_THAT(Decide(Decision("2017-rev-01", true)), IsOk());
  EXPECT_EQ(Propose(request)->SerializeAsString(), first->SerializeAsString());
  request.mutable_revisi()->set_alasan("lain");
  EXPECT_THAT(Propose(request), IsRefused(Reason::kRequestIdReused));
}

TEST_F(DipaServiceTest, HalamanIiiIsThatOfTheRevisionInForce) {
  v1::GetRencanaPenarikanRequest request;
  request.set_parent(kParent);
  request.set_tahun(2017);
  const auto none = As<v1::GetRencanaPenarikanResponse>("operator", request);
  ASSERT_THAT(none, IsOk());
  EXPECT_EQ(none->rencana_size(), 0);
  EXPECT_EQ(none->revisi(), "");

  v1::ProposeRevisiRequest plan = Shift("2017-rev-01", 1, 25'404'000, 10'371'000);
  for (const auto& [bulan, jenis, jumlah] :
       {std::tuple(3, v1::JENIS_BELANJA_MODAL, 5), std::tuple(1, v1::JENIS_BELANJA_BARANG, 7),
        std::tuple(1, v1::JENIS_BELANJA_PEGAWAI, 9)}) {
    v1::RencanaPenarikan* one = plan.mutable_revisi()->add_rencana();
    one->set_bulan(bulan);
    one->set_jenis_belanja(jenis);
    one->set_jumlah(jumlah);
  }
  ASSERT_THAT(Propose(plan), IsOk());
  EXPECT_EQ(As<v1::GetRencanaPenarikanResponse>("operator", request)->rencana_size(), 0);
  ASSERT_THAT(Decide(Decision("2017-rev-01", true)), IsOk());
  const auto now = As<v1::GetRencanaPenarikanResponse>("operator", request);
  ASSERT_THAT(now, IsOk());
  EXPECT_EQ(now->revisi(), NamaUji("revisi", "2017-rev-01"));
  ASSERT_EQ(now->rencana_size(), 3);
  EXPECT_EQ(now->rencana(0).jenis_belanja(), v1::JENIS_BELANJA_PEGAWAI);
  EXPECT_EQ(now->rencana(0).jumlah(), 9);
  EXPECT_EQ(now->rencana(2).bulan(), 3);
  request.set_per_tanggal("2017-06-30");
  EXPECT_EQ(As<v1::GetRencanaPenarikanResponse>("operator", request)->rencana_size(), 0);
  EXPECT_THAT(As<v1::GetRencanaPenarikanResponse>("operator-lain", request),
              IsRefused(Reason::kPermissionDenied));
}

TEST_F(DipaServiceTest, RevisionsAreListedInPagesWithoutTheirLines) {
  ASSERT_THAT(Propose(Shift("2017-rev-01", 1, 25'404'000, 10'371'000)), IsOk());
  ASSERT_THAT(Decide(Decision("2017-rev-01", true)), IsOk());
  ASSERT_THAT(Propose(Shift("2017-rev-02", 2, 26'404'000, 9'371'000)), IsOk());
  v1::ListRevisiRequest request;
  request.set_parent(kParent);
  request.set_tahun(2017);
  request.set_page_size(1);
  const auto first = As<v1::ListRevisiResponse>("operator", request);
  ASSERT_THAT(first, IsOk());
  ASSERT_EQ(first->revisi_size(), 1);
  EXPECT_EQ(first->revisi(0).baris_size(), 0);
  EXPECT_EQ(first->revisi(0).status(), v1::STATUS_USULAN_DISETUJUI);
  request.set_page_token(first->next_page_token());
  const auto second = As<v1::ListRevisiResponse>("operator", request);
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->revisi(0).name(), NamaUji("revisi", "2017-rev-02"));
  EXPECT_EQ(second->next_page_token(), "");
}

v1::ImportPadananRequest Crosswalk(const std::vector<std::pair<std::string, std::string>>& rows) {
  v1::ImportPadananRequest request;
  request.set_parent("satker/00");
  for (const auto& [lama, baru] : rows) {
    v1::Padanan* padanan = request.add_padanan();
    padanan->set_lama(lama);
    padanan->set_baru(baru);
  }
  return request;
}

TEST_F(DipaServiceTest, TheCrosswalkIsNationalAndKeepsItsCounterparts) {
  const auto enter = [this](const v1::ImportPadananRequest& request,
                            const std::string& account = "admin") {
    return As<v1::ImportPadananResponse>(account, request);
  };
  const auto added = enter(Crosswalk({{"3356.008", "3356.EBA"}, {"01", "WA"}, {"3355", "3355"}}));
  ASSERT_THAT(added, IsOk());
  EXPECT_EQ(added->padanan_added(), 3);
  EXPECT_EQ(enter(Crosswalk({{"01", "WA"}, {"06", "CQ"}}))->padanan_added(), 1);
  const auto other = enter(Crosswalk({{"3357", "3357"}, {"01", "CQ"}}));
  ASSERT_THAT(other, IsRefused(Reason::kAlreadyExists));
  EXPECT_EQ(FirstField(other.status()), "padanan[1].baru");
  EXPECT_THAT(enter(Crosswalk({{"3358", "3358"}, {"3358", "3359"}})),
              IsRefused(Reason::kInvalidField));
  v1::ImportPadananRequest local = Crosswalk({{"3358", "3358"}});
  local.set_parent(kParent);
  EXPECT_EQ(FirstField(enter(local).status()), "parent");
  EXPECT_THAT(enter(Crosswalk({{"3358", "3358"}}), "operator"),
              IsRefused(Reason::kPermissionDenied));

  v1::ListPadananRequest request;
  request.set_page_size(3);
  std::string codes;
  do {
    const auto response = As<v1::ListPadananResponse>("operator", request);
    ASSERT_THAT(response, IsOk());
    for (const v1::Padanan& padanan : response->padanan()) {
      codes += padanan.lama() + ">" + padanan.baru() + " ";
    }
    codes += "|";
    request.set_page_token(response->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(codes, "01>WA 06>CQ 3355>3355 |3356.008>3356.EBA |");
}

TEST(DipaWithoutPlanningTest, AProposalIsRefusedAndARejectionIsNot) {
  // Nobody listens there.
  const rpc::Client nobody(
      grpc::CreateChannel("unix:/nonexistent/planning.sock", grpc::InsecureChannelCredentials()));
  rpc::TestServer dipa({DipaMethods(&nobody)});
  v1::DecideRevisiRequest request;
  request.set_name(NamaUji("revisi", "2017-rev-01"));
  request.set_request_id(TestRequestId(1));
  request.set_setuju(true);
  EXPECT_THAT(dipa.Call<v1::DecideRevisiResponse>("DecideRevisi", request),
              IsRefused(Reason::kDependencyDown));
  request.set_setuju(false);
  request.set_alasan("tidak perlu");
  EXPECT_THAT(dipa.Call<v1::DecideRevisiResponse>("DecideRevisi", request),
              IsRefused(Reason::kNotFound));
}

}  // namespace
}  // namespace sakip::budget
