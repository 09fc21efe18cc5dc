#include "services/performance/performance_check.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/rpc/records_check.h"
#include "common/status/status_macros.h"
#include "services/performance/capaian_rules.h"
#include "services/performance/performance_keys.h"
#include "services/performance/performance_records.h"
#include "services/performance/performance_repository.h"

namespace sakip::performance {
namespace {

using rpc::Findings;
using store::Snapshot;

absl::Status Wrong(std::string_view what) {
  return absl::DataLossError(std::string(what));
}

// The office and year that a key begins with.
absl::StatusOr<OfficeYear> OfficeYearOf(std::string_view key) {
  const size_t nul = key.find('\0');
  const std::string_view digits = nul == std::string_view::npos ? "" : key.substr(nul + 1, 4);
  if (digits.size() != 4 ||
      !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    return Wrong("a key is of no office and year");
  }
  return OfficeYear{.satker = std::string(key.substr(0, nul)),
                    .tahun = std::stoi(std::string(digits))};
}

std::string Where(const OfficeYear& year) {
  return absl::StrCat("satker ", year.satker, ", ", year.tahun, ": ");
}

void CheckRealisasi(const Snapshot& snapshot, Findings& findings) {
  findings.ForEach(snapshot, kRealisasiTable,
                   [&](std::string_view key, std::string_view value) -> absl::Status {
                     ASSIGN_OR_RETURN(const OfficeYear year, OfficeYearOf(key));
                     ASSIGN_OR_RETURN(const Realisasi one, DecodeRealisasi(value));
                     return RealisasiTableKey(year.satker, one.indikator, one.periode) == key
                                ? absl::OkStatus()
                                : Wrong(Where(year) + "a realisasi is not under its key");
                   });
}

// Rows whose value nobody entered.
absl::Status CheckRows(const std::vector<Capaian>& rows, const std::vector<Realisasi>& realisasi) {
  std::set<std::pair<std::string_view, StatusRealisasi>> entered;
  for (const Realisasi& one : realisasi) {
    entered.emplace(one.indikator, one.status);
  }
  for (const Capaian& row : rows) {
    if (row.status_realisasi != StatusRealisasi::kMissing &&
        !entered.contains({row.indikator, row.status_realisasi})) {
      return Wrong(absl::StrCat("row ", row.nomor, " of ", row.perjanjian,
                                " has a realisasi that is not there"));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckOfficeYear(const Snapshot& snapshot, const RuleBook& rules,
                             const OfficeYear& year) {
  ASSIGN_OR_RETURN(const auto summary, FindRingkasan(snapshot, year));
  ASSIGN_OR_RETURN(const std::vector<Capaian> rows, LoadCapaian(snapshot, year));
  ASSIGN_OR_RETURN(const std::vector<Realisasi> realisasi, LoadRealisasi(snapshot, year));
  if (!summary.has_value()) {
    return Wrong("rows without their means");
  }
  RETURN_IF_ERROR(CheckRows(rows, realisasi));
  // What an earlier program's rules made cannot be made again with this one's.
  const RuleSet* const set = rules.ForYear(year.tahun);
  if (set != nullptr && set->id == summary->aturan && Rekapitulasi(rows, *set) != summary->rekap) {
    return Wrong("the means do not follow from the rows");
  }
  return absl::OkStatus();
}

// Every office-year that has rows or means.
std::set<std::pair<std::string, int>> ReadPengukuran(const Snapshot& snapshot, Findings& findings) {
  std::set<std::pair<std::string, int>> years;
  findings.ForEach(
      snapshot, kCapaianTable, [&](std::string_view key, std::string_view value) -> absl::Status {
        ASSIGN_OR_RETURN(const OfficeYear year, OfficeYearOf(key));
        years.emplace(year.satker, year.tahun);
        ASSIGN_OR_RETURN(const Capaian row, DecodeCapaian(value));
        return CapaianTableKey(year.satker, year.tahun, row.perjanjian, row.nomor) == key
                   ? absl::OkStatus()
                   : Wrong(Where(year) + "a row is not under its key");
      });
  findings.ForEach(snapshot, kPengukuranTable,
                   [&](std::string_view key, std::string_view value) -> absl::Status {
                     ASSIGN_OR_RETURN(const OfficeYear year, OfficeYearOf(key));
                     if (OfficeYearKey(year.satker, year.tahun) != key) {
                       return Wrong(Where(year) + "means are not under their key");
                     }
                     years.emplace(year.satker, year.tahun);
                     return DecodeRingkasan(value).status();
                   });
  return years;
}

}  // namespace

absl::Status CheckPerformanceRecords(const store::Snapshot& snapshot) {
  ASSIGN_OR_RETURN(const RuleBook rules, ShippedRules());
  Findings findings;
  rpc::CheckRpcRecords(snapshot, findings);
  findings.CheckOwners(snapshot, {kRealisasiTable, kCapaianTable, kPengukuranTable});
  CheckRealisasi(snapshot, findings);
  for (const auto& [satker, tahun] : ReadPengukuran(snapshot, findings)) {
    const OfficeYear year{.satker = satker, .tahun = tahun};
    if (const absl::Status status = CheckOfficeYear(snapshot, rules, year); !status.ok()) {
      findings.Add(kPengukuranTable, absl::StrCat(Where(year), status.message()));
    }
  }
  return findings.ToStatus();
}

}  // namespace sakip::performance
