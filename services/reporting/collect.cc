#include "services/reporting/collect.h"

#include "common/status/status_macros.h"
#include "sakip/budget/v1/budget_service.pb.h"
#include "sakip/performance/v1/performance_service.pb.h"
#include "sakip/planning/v1/planning_service.pb.h"
#include "services/reporting/reporting_wire.h"

namespace sakip::reporting {

absl::StatusOr<LakipData> Collect(const Peers& peers, const rpc::Call& call,
                                  const std::string& satker, int tahun) {
  LakipData data;
  data.satker = satker;
  data.tahun = tahun;
  const std::string parent = "satker/" + satker;

  planning::v1::GetPerencanaanRequest plan;
  plan.set_parent(parent);
  plan.set_tahun(tahun);
  ASSIGN_OR_RETURN(const auto perencanaan,
                   peers.planning->UnaryFor<planning::v1::GetPerencanaanResponse>(
                       call, "/sakip.planning.v1.PlanningService/GetPerencanaan", plan));
  FromWire(perencanaan.perencanaan(), data);
  data.sumber.push_back(SumberOf("planning", perencanaan.revision()));

  performance::v1::GetPengukuranRequest measure;
  measure.set_parent(parent);
  measure.set_tahun(tahun);
  ASSIGN_OR_RETURN(const auto pengukuran,
                   peers.performance->UnaryFor<performance::v1::GetPengukuranResponse>(
                       call, "/sakip.performance.v1.PerformanceService/GetPengukuran", measure));
  RETURN_IF_ERROR(FromWire(pengukuran.pengukuran(), data));
  data.sumber.push_back(SumberOf("performance", pengukuran.revision()));

  budget::v1::GetAnggaranRequest money;
  money.set_parent(parent);
  money.set_tahun(tahun);
  ASSIGN_OR_RETURN(const auto anggaran,
                   peers.budget->UnaryFor<budget::v1::GetAnggaranResponse>(
                       call, "/sakip.budget.v1.BudgetService/GetAnggaran", money));
  RETURN_IF_ERROR(FromWire(anggaran.anggaran(), data));
  data.sumber.push_back(SumberOf("budget", anggaran.revision()));
  return data;
}

}  // namespace sakip::reporting
