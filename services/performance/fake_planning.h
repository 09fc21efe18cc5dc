#ifndef SAKIP_SERVICES_PERFORMANCE_FAKE_PLANNING_H_
#define SAKIP_SERVICES_PERFORMANCE_FAKE_PLANNING_H_

#include <mutex>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "common/fault/fault.h"
#include "common/rpc/handler.h"
#include "common/rpc/testing.h"
#include "sakip/planning/v1/planning_service.pb.h"

// A peer that speaks planning's protocol over a real channel and answers GetPerencanaan of
// satker/6474 with what a test put into it. Its other methods are UNIMPLEMENTED.
namespace sakip::performance::testing {

class FakePlanning {
 public:
  FakePlanning() : server_({Table()}) {}

  const rpc::Client& client() const { return server_.client(); }
  rpc::TestServer& server() { return server_; }

  // As a new moment of planning's store.
  void Set(planning::v1::Perencanaan plan) {
    {
      const std::lock_guard lock(mutex_);
      plan_ = std::move(plan);
    }
    const auto head = server_.store().Update([](store::Txn& txn) {
      return txn.Put({.id = 1, .name = "fake"}, std::to_string(txn.sequence()), "");
    });
    EXPECT_TRUE(head.ok()) << head.status();
  }

 private:
  template <class Request, class Response>
  static void RefuseRead(rpc::MethodTable& table, std::string name) {
    table.Read<Request, Response>(
        std::move(name),
        [](const store::Reader&, const rpc::Call&, const Request&) -> absl::StatusOr<Response> {
          return absl::UnimplementedError("not part of this test");
        });
  }
  template <class Request, class Response>
  static void RefuseMutation(rpc::MethodTable& table, std::string name) {
    table.Mutation<Request, Response>(
        std::move(name),
        [](store::Txn&, const rpc::Call&, const Request&) -> absl::StatusOr<Response> {
          return absl::UnimplementedError("not part of this test");
        });
  }

  rpc::MethodTable Table() {
    namespace pb = planning::v1;
    rpc::MethodTable table("sakip.planning.v1.PlanningService");
    table.Read<pb::GetPerencanaanRequest, pb::GetPerencanaanResponse>(
        "GetPerencanaan",
        [this](const store::Reader&, const rpc::Call& call,
               const pb::GetPerencanaanRequest&) -> absl::StatusOr<pb::GetPerencanaanResponse> {
          if (call.satker != "6474") {
            return fault::Refuse(fault::Reason::kNotFound, "", "");
          }
          pb::GetPerencanaanResponse response;
          const std::lock_guard lock(mutex_);
          *response.mutable_perencanaan() = plan_;
          return response;
        });
    RefuseMutation<pb::ImportRegisterRequest, pb::ImportRegisterResponse>(table, "ImportRegister");
    RefuseMutation<pb::ImportPerencanaanRequest, pb::ImportPerencanaanResponse>(
        table, "ImportPerencanaan");
    RefuseRead<pb::GetSatkerRequest, pb::GetSatkerResponse>(table, "GetSatker");
    RefuseRead<pb::ListSatkerRequest, pb::ListSatkerResponse>(table, "ListSatker");
    RefuseRead<pb::ListUnitKerjaRequest, pb::ListUnitKerjaResponse>(table, "ListUnitKerja");
    RefuseRead<pb::ListKodeRequest, pb::ListKodeResponse>(table, "ListKode");
    RefuseRead<pb::GetRenstraRequest, pb::GetRenstraResponse>(table, "GetRenstra");
    RefuseRead<pb::GetIndikatorRequest, pb::GetIndikatorResponse>(table, "GetIndikator");
    RefuseRead<pb::ListIndikatorRequest, pb::ListIndikatorResponse>(table, "ListIndikator");
    RefuseRead<pb::GetRktRequest, pb::GetRktResponse>(table, "GetRkt");
    RefuseRead<pb::GetPerjanjianKinerjaRequest, pb::GetPerjanjianKinerjaResponse>(
        table, "GetPerjanjianKinerja");
    RefuseRead<pb::ListPerjanjianKinerjaRequest, pb::ListPerjanjianKinerjaResponse>(
        table, "ListPerjanjianKinerja");
    RefuseRead<pb::GetRencanaAksiRequest, pb::GetRencanaAksiResponse>(table, "GetRencanaAksi");
    RefuseRead<pb::ListChangesRequest, pb::ListChangesResponse>(table, "ListChanges");
    return table;
  }

  std::mutex mutex_;
  planning::v1::Perencanaan plan_;
  rpc::TestServer server_;
};

}  // namespace sakip::performance::testing

#endif  // SAKIP_SERVICES_PERFORMANCE_FAKE_PLANNING_H_
