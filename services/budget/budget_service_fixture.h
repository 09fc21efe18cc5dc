#ifndef SAKIP_SERVICES_BUDGET_BUDGET_SERVICE_FIXTURE_H_
#define SAKIP_SERVICES_BUDGET_BUDGET_SERVICE_FIXTURE_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/rpc/testing.h"
#include "sakip/budget/v1/budget_service.pb.h"
#include "sakip/budget/v1/dipa_service.pb.h"
#include "sakip/budget/v1/laporan_anggaran_service.pb.h"
#include "sakip/budget/v1/pembayaran_service.pb.h"
#include "sakip/budget/v1/pembukuan_service.pb.h"
#include "sakip/planning/v1/planning_service.pb.h"
#include "services/budget/berkas_service.h"
#include "services/budget/bontang_2017.h"
#include "services/budget/budget_repository.h"
#include "services/budget/budget_service.h"
#include "services/budget/dipa_service.h"
#include "services/budget/laporan_anggaran_service.h"
#include "services/budget/pembayaran_service.h"
#include "services/budget/pembukuan_service.h"
#include "services/planning/planning_service.h"

// For tests: the budget service over a memory store, beside a planning service that knows the codes
// and offices of Bontang.
namespace sakip::budget {

namespace planning_v1 = ::sakip::planning::v1;

using fault::Reason;
using rpc::IsOk;
using rpc::IsRefused;
using rpc::TestRequestId;

inline constexpr char kParent[] = "satker/6474";
inline constexpr char kLine[] = "satker/6474/pagu/2017-01.3355.003";  // pagu 27.404.000

inline v1::Pagu WirePagu(const bontang::Row& row) {
  v1::Pagu pagu;
  pagu.set_name(NamaPagu("6474", bontang::LineId(row)));
  pagu.set_tahun(2017);
  pagu.set_kode_program(std::string(row.program));
  pagu.set_kode_kegiatan(std::string(row.kegiatan));
  pagu.set_kode_output(std::string(row.output));
  pagu.set_uraian("Baris " + std::string(row.output));
  pagu.set_sumber_dana(v1::SUMBER_DANA_RM);
  pagu.set_jumlah(row.pagu);
  return pagu;
}

inline v1::RealisasiAnggaran WireRealisasi(const std::string& id, const std::string& pagu,
                                           int64_t jumlah) {
  v1::RealisasiAnggaran realisasi;
  realisasi.set_name(NamaRealisasi("6474", id));
  realisasi.set_pagu(pagu);
  realisasi.set_jenis(v1::JENIS_REALISASI_SALDO_IMPOR);
  realisasi.set_jumlah(jumlah);
  realisasi.set_tanggal("2017-12-31");
  return realisasi;
}

// Every line of Bontang, and its realisasi where asked for.
inline v1::ImportAnggaranRequest Import(int request_id, bool with_realisasi) {
  v1::ImportAnggaranRequest request;
  request.set_parent(kParent);
  request.set_request_id(TestRequestId(request_id));
  request.set_tahun(2017);
  for (const bontang::Row& row : bontang::kRows) {
    *request.add_pagu() = WirePagu(row);
    if (with_realisasi) {
      *request.add_realisasi() =
          WireRealisasi("2017-saldo-" + std::string(row.output),
                        NamaPagu("6474", bontang::LineId(row)), row.realisasi);
    }
  }
  return request;
}

inline v1::PostRealisasiRequest Post(int request_id, const std::string& id, int64_t jumlah) {
  v1::PostRealisasiRequest request;
  request.set_parent(kParent);
  request.set_request_id(TestRequestId(request_id));
  *request.mutable_realisasi() = WireRealisasi(id, kLine, jumlah);
  return request;
}

// The officers of Bontang by the account that a call names; a call that names none is whom the test
// server acts as. "ppspm-ganda" is a second account of the person "ppk".
class ByAccount final : public rpc::Authenticator {
 public:
  static constexpr char kKey[] = "uji-akun";

  const rpc::Authenticator* otherwise = nullptr;

  absl::StatusOr<Identity> Authenticate(
      const std::function<std::string(std::string_view key)>& metadata) const override {
    const std::string account = metadata(kKey);
    if (account.empty()) {
      return otherwise->Authenticate(metadata);
    }
    static const std::map<std::string, std::pair<std::string, rpc::Grant>> kAccounts = {
        {"operator", {"operator", {"OPERATOR_SATKER", "6474"}}},
        {"ppk", {"ppk", {"PPK", "6474"}}},
        {"ppspm", {"ppspm", {"PPSPM", "6474"}}},
        {"ppspm-ganda", {"ppk", {"PPSPM", "6474"}}},
        {"operator-ganda", {"ppk", {"OPERATOR_SATKER", "6474"}}},
        {"kpa", {"kpa", {"KPA", "6474"}}},
        {"kpa-ganda", {"operator", {"KPA", "6474"}}},
        {"bendahara", {"bendahara", {"BENDAHARA", "6474"}}},
        {"bendahara-ganda", {"ppk", {"BENDAHARA", "6474"}}},
        {"integrasi", {"integrasi", {"INTEGRATION", "6474"}}},
        {"admin", {"admin", {"ADMIN_NASIONAL", "00"}}},
        {"ppk-lain", {"ppk-lain", {"PPK", "6471"}}},
        {"operator-lain", {"operator-lain", {"OPERATOR_SATKER", "6471"}}},
        {"bendahara-lain", {"bendahara-lain", {"BENDAHARA", "6471"}}},
    };
    const auto& [person, grant] = kAccounts.at(account);
    return Identity{{.account = "akun/" + account,
                     .person = person,
                     .grants = {grant},
                     .origin = "203.0.113.7"},
                    "test-passport"};
  }
};

// "/sakip.budget.v1.PembayaranService/IssueSpp" of an IssueSppRequest.
inline std::string MethodOf(const google::protobuf::Message& request) {
  const auto* type = request.GetDescriptor();
  const std::string name = type->name().substr(0, type->name().size() - 7);  // "Request"
  for (int i = 0; i < type->file()->service_count(); ++i) {
    const auto* service = type->file()->service(i);
    if (service->FindMethodByName(name) != nullptr) {
      return "/" + service->full_name() + "/" + name;
    }
  }
  ADD_FAILURE() << "no method of " << type->name();
  return {};
}

class BudgetServiceTest : public ::testing::Test {
 protected:
  BudgetServiceTest() {
    planning_v1::ImportRegisterRequest request;
    request.set_parent("satker/00");
    request.set_request_id(TestRequestId(1));
    AddSatker("00", "", planning_v1::TINGKAT_SATKER_PUSAT, &request);
    AddSatker("64", "satker/00", planning_v1::TINGKAT_SATKER_PROVINSI, &request);
    AddSatker("6474", "satker/64", planning_v1::TINGKAT_SATKER_KABKOTA, &request);
    for (const auto& [code, kode] : bontang::Register()) {
      planning_v1::Kode* wire = request.add_kode();
      wire->set_jenis(static_cast<planning_v1::JenisKode>(static_cast<int>(kode.jenis) + 1));
      wire->set_kode(code);
      wire->set_uraian(kode.uraian);
      wire->set_induk(kode.induk);
      wire->set_tahun_dari(2015);
      wire->set_tahun_sampai(2017);
    }
    const auto entered =
        planning_.Call<planning_v1::ImportRegisterResponse>("ImportRegister", request);
    EXPECT_THAT(entered, IsOk());
  }

  static void AddSatker(const std::string& id, const std::string& induk,
                        planning_v1::TingkatSatker tingkat,
                        planning_v1::ImportRegisterRequest* request) {
    planning_v1::Satker* satker = request->add_satker();
    satker->set_name("satker/" + id);
    satker->set_nama("KPU " + id);
    satker->set_tingkat(tingkat);
    satker->set_induk(induk);
    satker->set_berlaku_dari("2010-01-01");
  }

  absl::StatusOr<v1::ImportAnggaranResponse> Call(const v1::ImportAnggaranRequest& request) {
    return budget_.Call<v1::ImportAnggaranResponse>("ImportAnggaran", request);
  }
  absl::StatusOr<v1::PostRealisasiResponse> Call(const v1::PostRealisasiRequest& request) {
    return budget_.Call<v1::PostRealisasiResponse>("PostRealisasi", request);
  }
  absl::StatusOr<v1::GetAnggaranResponse> GetAnggaran(int tahun = 2017) {
    v1::GetAnggaranRequest request;
    request.set_parent(kParent);
    request.set_tahun(tahun);
    return budget_.Call<v1::GetAnggaranResponse>("GetAnggaran", request);
  }
  v1::Pagu GetLine() {
    v1::GetPaguRequest request;
    request.set_name(kLine);
    const auto response = budget_.Call<v1::GetPaguResponse>("GetPagu", request);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? response->pagu() : v1::Pagu();
  }
  // As APIP from now on: an office's roles do not follow feeds.
  v1::ListChangesResponse Changes() {
    budget_.ActAs(rpc::TestPrincipalWith("APIP", "00"));
    return *budget_.Call<v1::ListChangesResponse>("ListChanges", v1::ListChangesRequest());
  }
  void ExpectVerified() {
    const auto buku = LoadBukuLengkap(*budget_.store().GetSnapshot(), "6474", 2017);
    ASSERT_TRUE(buku.ok()) << buku.status();
    EXPECT_EQ(Verify(*buku), std::vector<Temuan>());
  }

  // As that account; an empty request_id is given one. Thread-safe.
  template <class Response, class Request>
  absl::StatusOr<Response> As(const std::string& account, Request request) {
    const auto* field = Request::descriptor()->FindFieldByName("request_id");
    if (field != nullptr && Request::GetReflection()->GetString(request, field).empty()) {
      Request::GetReflection()->SetString(&request, field, TestRequestId(++request_number_));
    }
    rpc::Client::Options options = rpc::TestServer::CallOptions();
    options.metadata[ByAccount::kKey] = account;
    return budget_.client().Unary<Response>(MethodOf(request), request, options);
  }

  std::atomic<int> request_number_ = 1'000'000;
  ByAccount accounts_;
  rpc::TestServer planning_{{planning::PlanningMethods()}};
  rpc::TestServer budget_{
      {BudgetMethods(&planning_.client()), DipaMethods(&planning_.client()), PembayaranMethods(),
       PembukuanMethods(), LaporanAnggaranMethods(), BerkasMethods(&planning_.client())},
      {.change = [this](rpc::ServerOptions& options) {
        accounts_.otherwise = options.authenticator;
        options.authenticator = &accounts_;
      }}};
};

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_BUDGET_SERVICE_FIXTURE_H_
