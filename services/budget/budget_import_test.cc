#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "services/budget/budget_service_fixture.h"

namespace sakip::budget {
namespace {

class BudgetImportTest : public BudgetServiceTest {};

TEST_F(BudgetImportTest, Bontang2017) {
  const auto imported = Call(Import(1, true));
  ASSERT_THAT(imported, IsOk());
  EXPECT_EQ(imported->pagu_added(), 22);
  EXPECT_EQ(imported->realisasi_added(), 22);
  EXPECT_FALSE(imported->consistency_token().empty());

  const auto response = GetAnggaran();
  ASSERT_THAT(response, IsOk());
  const v1::Anggaran& anggaran = response->anggaran();
  EXPECT_EQ(anggaran.total().pagu(), 3'511'812'000);
  EXPECT_EQ(anggaran.total().realisasi(), 3'127'524'380);
  EXPECT_EQ(anggaran.total().sisa(), 384'287'620);
  EXPECT_EQ(anggaran.total().serapan().desimal().substr(0, 5), "89.05");  // 89.0572...
  EXPECT_EQ(anggaran.saldo_impor(), 3'127'524'380);
  ASSERT_EQ(anggaran.output_size(), 22);
  EXPECT_EQ(anggaran.output(0).kode(), "3355.003");
  EXPECT_EQ(anggaran.output(0).uraian(), "Baris 3355.003");
  ASSERT_EQ(anggaran.kegiatan_size(), 8);
  EXPECT_EQ(anggaran.kegiatan(0).uraian(), "Kegiatan 3355");
  ASSERT_EQ(anggaran.program_size(), 2);
  EXPECT_EQ(anggaran.program(1).uraian(), "Program 06");
  EXPECT_EQ(response->revision().store().size(), 32U);
  EXPECT_EQ(response->revision().sequence(), 1U);
  ExpectVerified();
}

TEST_F(BudgetImportTest, TheSameImportAgainAddsNothing) {
  ASSERT_THAT(Call(Import(1, true)), IsOk());
  const auto replayed = Call(Import(1, true));
  ASSERT_THAT(replayed, IsOk());
  EXPECT_EQ(replayed->pagu_added(), 22);  // the answer of the same request
  const auto again = Call(Import(2, true));
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->pagu_added(), 0);
  EXPECT_EQ(again->realisasi_added(), 0);
  EXPECT_EQ(GetAnggaran()->anggaran().total().realisasi(), 3'127'524'380);
  ExpectVerified();
}

TEST_F(BudgetImportTest, ValidateOnlyChecksAndChangesNothing) {
  v1::ImportAnggaranRequest request = Import(1, true);
  request.set_validate_only(true);
  EXPECT_THAT(Call(request), IsOk());
  EXPECT_EQ(GetAnggaran()->anggaran().output_size(), 0);
  request.mutable_realisasi(0)->set_jumlah(27'404'001);
  EXPECT_THAT(Call(request), IsRefused(Reason::kPaguExceeded));
}

TEST_F(BudgetImportTest, RefusedImportsNameThePlaceAndLeaveNothing) {
  struct Case {
    const char* what;
    std::function<void(v1::ImportAnggaranRequest&)> change;
    Reason reason;
    std::vector<std::string> fields;
  };
  const Case cases[] = {
      {"unknown kegiatan",
       [](auto& r) { r.mutable_pagu(3)->set_kode_kegiatan("3399"); },
       Reason::kUnknownReference,
       {"pagu[3].kode_kegiatan", "pagu[3].kode_output"}},
      {"kegiatan of another program",
       [](auto& r) {
         r.mutable_pagu(3)->set_kode_program("06");
         r.mutable_pagu(3)->set_name("satker/6474/pagu/2017-06.3356.008");
       },
       Reason::kUnknownReference,
       {"pagu[3].kode_kegiatan", "realisasi[3].pagu"}},
      {"line of another office",
       [](auto& r) { r.mutable_pagu(3)->set_name("satker/6471/pagu/2017-01.3356.008"); },
       Reason::kInvalidField,
       {"pagu[3].name"}},
      {"posting to another office",
       [](auto& r) { r.mutable_realisasi(3)->set_pagu("satker/6471/pagu/2017-01.3356.008"); },
       Reason::kInvalidField,
       {"realisasi[3].pagu"}},
      {"unknown sumber dana",
       [](auto& r) { r.mutable_pagu(3)->set_sumber_dana(static_cast<v1::SumberDana>(99)); },
       Reason::kInvalidField,
       {"pagu[3].sumber_dana"}},
      {"date outside the year",
       [](auto& r) { r.mutable_realisasi(3)->set_tanggal("2018-01-01"); },
       Reason::kInvalidField,
       {"realisasi[3].tanggal"}},
      {"negative pagu",
       [](auto& r) { r.mutable_pagu(3)->set_jumlah(-1); },
       Reason::kInvalidField,
       {"pagu[3].jumlah"}},
      {"line twice",
       [](auto& r) { *r.add_pagu() = r.pagu(0); },
       Reason::kInvalidField,
       {"pagu[22].name"}},
      {"posting above its line",
       [](auto& r) { r.mutable_realisasi(3)->set_jumlah(9'532'001); },
       Reason::kPaguExceeded,
       {"realisasi[3].jumlah"}},
  };
  int request_id = 100;
  for (const Case& c : cases) {
    v1::ImportAnggaranRequest request = Import(++request_id, true);
    c.change(request);
    const auto response = Call(request);
    EXPECT_THAT(response, IsRefused(c.reason)) << c.what;
    std::vector<std::string> fields;
    if (const auto fault = fault::FromStatus(response.status())) {
      for (const fault::Violation& violation : fault->violations) {
        fields.push_back(violation.field);
      }
    }
    EXPECT_EQ(fields, c.fields) << c.what;
  }
  EXPECT_EQ(budget_.store().GetSnapshot()->head().sequence, 0U);
}

TEST_F(BudgetImportTest, AnUnregisteredSatkerIsRefused) {
  const rpc::Principal caller = rpc::TestPrincipalWith("INTEGRATION", "6499");
  budget_.ActAs(caller);
  planning_.ActAs(caller);
  v1::ImportAnggaranRequest request;
  request.set_parent("satker/6499");
  request.set_request_id(TestRequestId(1));
  request.set_tahun(2017);
  const auto response = Call(request);
  ASSERT_THAT(response, IsRefused(Reason::kUnknownReference));
  EXPECT_EQ(fault::FromStatus(response.status())->violations.front().field, "parent");
}

TEST_F(BudgetImportTest, AYearWhoseCodesAreNotInForceIsRefused) {
  v1::ImportAnggaranRequest request = Import(1, false);
  request.set_tahun(2018);
  request.mutable_pagu()->DeleteSubrange(1, 21);
  request.mutable_pagu(0)->set_tahun(2018);
  request.mutable_pagu(0)->set_name("satker/6474/pagu/2018-01.3355.003");
  EXPECT_THAT(Call(request), IsRefused(Reason::kUnknownReference));
}

TEST_F(BudgetImportTest, AChangedPaguNeedsARevision) {
  ASSERT_THAT(Call(Import(1, true)), IsOk());
  v1::ImportAnggaranRequest changed = Import(2, true);
  changed.mutable_pagu(0)->set_jumlah(27'404'001);
  const auto response = Call(changed);
  ASSERT_THAT(response, IsRefused(Reason::kAlreadyExists));
  const fault::Fault fault = *fault::FromStatus(response.status());
  EXPECT_EQ(fault.metadata.at("field"), "jumlah");
  EXPECT_THAT(fault.english, ::testing::HasSubstr("revision"));
  EXPECT_EQ(GetLine().jumlah(), 27'404'000);
}

// 9,223 lines of 10^15 rupiah are all that int64 holds.
TEST_F(BudgetImportTest, TotalsThatLeaveMoneyAreRefusedBeforeTheyExist) {
  int next_line = 0;
  const auto import = [&](int request_id, int lines) {
    v1::ImportAnggaranRequest request;
    request.set_parent(kParent);
    request.set_request_id(TestRequestId(request_id));
    request.set_tahun(2017);
    for (int i = 0; i < lines; ++i) {
      v1::Pagu* pagu = request.add_pagu();
      *pagu = WirePagu(bontang::kRows[0]);
      pagu->set_name(std::string(kLine) + "." + std::to_string(next_line++));
      pagu->set_jumlah(money::kRupiahMax);
    }
    return Call(request);
  };
  ASSERT_THAT(import(1, 4600), IsOk());
  ASSERT_THAT(import(2, 4600), IsOk());
  EXPECT_THAT(import(3, 24), IsRefused(Reason::kAmountOverflow));
  ASSERT_THAT(import(4, 23), IsOk());
  EXPECT_EQ(GetAnggaran()->anggaran().total().pagu(), 9'223 * money::kRupiahMax);
}

}  // namespace
}  // namespace sakip::budget
