#include "services/performance/performance_service.h"

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/fault/fault.h"
#include "common/rpc/changes.h"
#include "common/rpc/page.h"
#include "common/status/status_macros.h"
#include "sakip/performance/v1/performance_service.pb.h"
#include "services/performance/capaian_rules.h"
#include "services/performance/measure.h"
#include "services/performance/performance_repository.h"
#include "services/performance/performance_wire.h"

namespace sakip::performance {
namespace {

constexpr char kService[] = "sakip.performance.v1.PerformanceService";

std::shared_ptr<const RuleBook> RulesOrDie() {
  absl::StatusOr<RuleBook> book = ShippedRules();
  if (!book.ok()) {
    std::fprintf(stderr, "sakip: %s\n", book.status().ToString().c_str());
    std::abort();
  }
  return std::make_shared<const RuleBook>(*std::move(book));
}

// The year of a period that may be malformed; the entry check names that with everything else.
int TahunOf(const v1::Realisasi& realisasi) {
  const auto periode = period::Periode::Parse(realisasi.periode());
  return periode.ok() ? periode->tahun().value() : 0;
}

absl::StatusOr<v1::RecordRealisasiResponse> RecordRealisasi(
    store::Txn& txn, const rpc::Call& call, const v1::RecordRealisasiRequest& request,
    const Prepared& prepared) {
  ASSIGN_OR_RETURN(const Written written,
                   Measure(txn, call, prepared, {EntryOf(request.realisasi(), "realisasi")},
                           {.corrects = true}));
  v1::RecordRealisasiResponse response;
  *response.mutable_realisasi() = ToWire(written.realisasi.front());
  for (const Capaian& row : written.capaian) {
    if (row.indikator == request.realisasi().indikator()) {
      *response.add_capaian() = ToWire(row);
    }
  }
  return response;
}

absl::StatusOr<v1::ImportRealisasiResponse> ImportRealisasi(
    store::Txn& txn, const rpc::Call& call, const v1::ImportRealisasiRequest& request,
    const Prepared& prepared) {
  std::vector<Entry> entries;
  for (const v1::Realisasi& one : request.realisasi()) {
    entries.push_back(EntryOf(one, absl::StrCat("realisasi[", entries.size(), "]")));
  }
  ASSIGN_OR_RETURN(const Written written,
                   Measure(txn, call, prepared, entries, {.historis = request.historis()}));
  v1::ImportRealisasiResponse response;
  response.set_changed(written.changed);
  response.set_capaian(static_cast<int>(written.capaian.size()));
  return response;
}

absl::StatusOr<v1::RefreshCapaianResponse> RefreshCapaian(store::Txn& txn, const rpc::Call& call,
                                                          const v1::RefreshCapaianRequest&,
                                                          const Prepared& prepared) {
  ASSIGN_OR_RETURN(const Written written, Measure(txn, call, prepared, {}, {}));
  v1::RefreshCapaianResponse response;
  response.set_capaian(static_cast<int>(written.capaian.size()));
  return response;
}

absl::StatusOr<v1::GetRealisasiResponse> GetRealisasi(const store::Reader& reader,
                                                      const rpc::Call& call,
                                                      const v1::GetRealisasiRequest& request) {
  std::optional<Realisasi> realisasi;
  if (const auto key = ParseRealisasiName(request.name()); key.ok()) {
    ASSIGN_OR_RETURN(realisasi, FindRealisasi(reader, call.satker, *key));
  }
  if (!realisasi) {
    return fault::Refuse(fault::Reason::kNotFound, absl::StrCat(request.name(), " does not exist"),
                         absl::StrCat(request.name(), " tidak ditemukan"));
  }
  v1::GetRealisasiResponse response;
  *response.mutable_realisasi() = ToWire(*realisasi);
  return response;
}

absl::StatusOr<v1::ListRealisasiResponse> HandleListRealisasi(
    const store::Reader& reader, const rpc::Call& call, const v1::ListRealisasiRequest& request) {
  ASSIGN_OR_RETURN(const rpc::Page page, rpc::StartPage(call, request));
  ASSIGN_OR_RETURN(const Listed<Realisasi> listed,
                   ListRealisasi(reader, {call.satker, request.tahun()}, page.after, page.size));
  v1::ListRealisasiResponse response;
  for (const Realisasi& one : listed.entries) {
    *response.add_realisasi() = ToWire(one);
  }
  if (listed.more) {
    response.set_next_page_token(rpc::NextToken(page, listed.last_key));
  }
  return response;
}

absl::StatusOr<v1::ListCapaianResponse> HandleListCapaian(const store::Reader& reader,
                                                          const rpc::Call& call,
                                                          const v1::ListCapaianRequest& request) {
  ASSIGN_OR_RETURN(const rpc::Page page, rpc::StartPage(call, request));
  ASSIGN_OR_RETURN(const Listed<Capaian> listed,
                   ListCapaian(reader, {call.satker, request.tahun()}, page.after, page.size));
  v1::ListCapaianResponse response;
  for (const Capaian& row : listed.entries) {
    *response.add_capaian() = ToWire(row);
  }
  if (listed.more) {
    response.set_next_page_token(rpc::NextToken(page, listed.last_key));
  }
  return response;
}

absl::StatusOr<v1::GetPengukuranResponse> GetPengukuran(const store::Reader& reader,
                                                        const rpc::Call& call,
                                                        const v1::GetPengukuranRequest& request) {
  const OfficeYear year{call.satker, request.tahun()};
  v1::GetPengukuranResponse response;
  response.mutable_pengukuran();
  ASSIGN_OR_RETURN(const std::optional<Ringkasan> ringkasan, FindRingkasan(reader, year));
  if (ringkasan) {
    ASSIGN_OR_RETURN(std::vector<Realisasi> realisasi, LoadRealisasi(reader, year));
    KeepNewestNarasi(realisasi);
    ASSIGN_OR_RETURN(const std::vector<Capaian> capaian, LoadCapaian(reader, year));
    *response.mutable_pengukuran() = ToWire(realisasi, capaian, *ringkasan);
  }
  return response;
}

absl::StatusOr<v1::ListChangesResponse> ListChanges(const store::Reader& reader, const rpc::Call&,
                                                    const v1::ListChangesRequest& request) {
  ASSIGN_OR_RETURN(
      rpc::ChangePage page,
      rpc::ListChanges(reader, request.after(), static_cast<size_t>(request.page_size())));
  v1::ListChangesResponse response;
  for (auto& event : page.events) {
    *response.add_events() = std::move(event);
  }
  response.set_next(page.next);
  return response;
}

}  // namespace

rpc::MethodTable PerformanceMethods(const rpc::Client* planning) {
  const std::shared_ptr<const RuleBook> book = RulesOrDie();
  const auto prepare_year = [planning, book](const rpc::Call& call, const auto& request) {
    return PreparePlan(*planning, *book, call, request.tahun(), "tahun");
  };
  const auto prepare_record = [planning, book](const rpc::Call& call,
                                               const v1::RecordRealisasiRequest& request) {
    return PreparePlan(*planning, *book, call, TahunOf(request.realisasi()), "realisasi.periode");
  };
  rpc::MethodTable table(kService);
  table.PreparedMutation<v1::RecordRealisasiRequest, v1::RecordRealisasiResponse, Prepared>(
      "RecordRealisasi", prepare_record, RecordRealisasi);
  table.PreparedMutation<v1::ImportRealisasiRequest, v1::ImportRealisasiResponse, Prepared>(
      "ImportRealisasi", prepare_year, ImportRealisasi);
  table.PreparedMutation<v1::RefreshCapaianRequest, v1::RefreshCapaianResponse, Prepared>(
      "RefreshCapaian", prepare_year, RefreshCapaian);
  table.Read<v1::GetRealisasiRequest, v1::GetRealisasiResponse>("GetRealisasi", GetRealisasi);
  table.Read<v1::ListRealisasiRequest, v1::ListRealisasiResponse>("ListRealisasi",
                                                                  HandleListRealisasi);
  table.Read<v1::ListCapaianRequest, v1::ListCapaianResponse>("ListCapaian", HandleListCapaian);
  table.Read<v1::GetPengukuranRequest, v1::GetPengukuranResponse>("GetPengukuran", GetPengukuran);
  table.Read<v1::ListChangesRequest, v1::ListChangesResponse>("ListChanges", ListChanges);
  return table;
}

}  // namespace sakip::performance
