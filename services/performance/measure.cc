#include "services/performance/measure.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/fault/fault.h"
#include "common/status/status_macros.h"
#include "sakip/planning/v1/planning_service.pb.h"
#include "services/performance/performance_records.h"
#include "services/performance/performance_wire.h"

namespace sakip::performance {
namespace {

constexpr char kGetPerencanaan[] = "/sakip.planning.v1.PlanningService/GetPerencanaan";

// Between asking planning and this transaction another write may have brought a newer plan; what it
// computed must not be computed back.
absl::Status RefuseOlderPlan(const std::optional<Ringkasan>& stored, const SourceRevision& plan) {
  if (stored && stored->perencanaan.store == plan.store &&
      stored->perencanaan.epoch == plan.epoch && stored->perencanaan.sequence > plan.sequence) {
    return fault::Refuse(fault::Reason::kNotYetVisible,
                         "the capaian was meanwhile computed from a newer plan; try again",
                         "capaian sementara itu sudah dihitung dari rencana yang lebih baru; coba "
                         "lagi");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Realisasi>> CheckedEntries(const rpc::Call& call,
                                                      const Prepared& prepared,
                                                      const std::vector<Realisasi>& stored,
                                                      const std::vector<Entry>& entries,
                                                      const MeasureOptions& options) {
  const EntryRules rules{.satker = prepared.year.satker,
                         .tahun = prepared.year.tahun,
                         .historis = options.historis,
                         .may_withdraw = options.corrects,
                         .now_us = call.now_us};
  ASSIGN_OR_RETURN(std::vector<Realisasi> entered, CheckEntries(prepared.plan, rules, entries));
  for (size_t i = 0; options.corrects && i < entered.size(); ++i) {
    RETURN_IF_ERROR(CheckEtag(stored, entered[i], entries[i].etag));
  }
  return entered;
}

// The stored version of each entered realisasi.
std::vector<Realisasi> AsStored(const std::vector<Realisasi>& entered,
                                const std::vector<Realisasi>& all) {
  std::vector<Realisasi> found;
  for (const Realisasi& one : entered) {
    for (const Realisasi& now : all) {
      if (now.indikator == one.indikator && now.periode == one.periode) {
        found.push_back(now);
        found.back().etag = EtagOf(now);
      }
    }
  }
  return found;
}

}  // namespace

absl::StatusOr<Prepared> PreparePlan(const rpc::Client& planning, const RuleBook& book,
                                     const rpc::Call& call, int tahun, const std::string& field) {
  const RuleSet* rules = book.ForYear(tahun);
  if (rules == nullptr) {
    fault::Violations violations;
    violations.Add(field, absl::StrCat("no rule set computes capaian of the year ", tahun),
                   absl::StrCat("tidak ada aturan penghitungan capaian untuk tahun ", tahun));
    return violations.ToStatus();
  }
  planning::v1::GetPerencanaanRequest request;
  request.set_parent(absl::StrCat("satker/", call.satker));
  request.set_tahun(tahun);
  ASSIGN_OR_RETURN(const auto response, planning.UnaryFor<planning::v1::GetPerencanaanResponse>(
                                            call, kGetPerencanaan, request));
  ASSIGN_OR_RETURN(Plan plan, PlanOf(response));
  return Prepared{{call.satker, tahun}, rules, std::move(plan)};
}

absl::StatusOr<Written> Measure(store::Txn& txn, const rpc::Call& call, const Prepared& prepared,
                                const std::vector<Entry>& entries, const MeasureOptions& options) {
  const OfficeYear& year = prepared.year;
  ASSIGN_OR_RETURN(const std::optional<Ringkasan> before, FindRingkasan(txn, year));
  RETURN_IF_ERROR(RefuseOlderPlan(before, prepared.plan.revision));
  ASSIGN_OR_RETURN(const std::vector<Realisasi> stored, LoadRealisasi(txn, year));
  ASSIGN_OR_RETURN(const std::vector<Realisasi> entered,
                   CheckedEntries(call, prepared, stored, entries, options));
  ASSIGN_OR_RETURN(const Merged merged, Merge(stored, entered, entries));
  if (!options.historis) {
    RETURN_IF_ERROR(CheckCumulative(prepared.plan, merged.all, entered, entries));
  }
  ASSIGN_OR_RETURN(Pengukuran pengukuran, Ukur(prepared.plan, merged.all, *prepared.rules));

  for (const Realisasi& one : merged.changed) {
    RETURN_IF_ERROR(PutRealisasi(txn, year.satker, one));
    ASSIGN_OR_RETURN(std::string name, RealisasiName(one.indikator, one.periode));
    call.Changed(std::move(name));
  }
  ASSIGN_OR_RETURN(const bool recomputed, PutPengukuran(txn, year, pengukuran));
  if (recomputed) {
    call.Changed(absl::StrCat("satker/", year.satker, "/pengukuran/", year.tahun));
  }
  return Written{options.corrects ? AsStored(entered, merged.all) : std::vector<Realisasi>(),
                 static_cast<int>(merged.changed.size()), std::move(pengukuran.capaian)};
}

}  // namespace sakip::performance
