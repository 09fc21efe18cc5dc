#include <algorithm>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "common/fault/fault.h"
#include "services/sakipctl/commands.h"
#include "services/sakipctl/connection.h"
#include "services/sakipctl/exit_codes.h"
#include "services/sakipctl/package_files.h"
#include "services/sakipctl/print.h"
#include "services/sakipctl/register_check.h"
#include "services/sakipctl/table.h"

namespace sakip::sakipctl {
namespace {

// One of the five parts of a package: how to send it, and what its answers count.
struct Step {
  std::string part;   // "planning.perencanaan": for the request id
  std::string title;  // for officials
  const std::map<std::string, Origin>* origins = nullptr;
  // Sends with a request id; answers how many things changed or, with `validate_only`, would.
  std::function<absl::StatusOr<int64_t>(const std::string& request_id, bool validate_only)> send;
};

template <class Response, class Request, class Count>
Step MakeStep(const Connection& connection, const char* part, const char* title, std::string method,
              const Part<Request>& of, Count count) {
  Step step{.part = part, .title = title, .origins = &of.origins, .send = {}};
  step.send = [&connection, &of, method = std::move(method), count](
                  const std::string& request_id, bool validate_only) -> absl::StatusOr<int64_t> {
    Request request = of.request;
    request.set_request_id(request_id);
    request.set_validate_only(validate_only);
    const auto answer = connection.Call<Response>(method, request);
    if (!answer.ok()) {
      return answer.status();
    }
    return static_cast<int64_t>(count(*answer));
  };
  return step;
}

std::vector<Step> StepsOf(const Package& package, const Connection& office,
                          const std::optional<Connection>& registrar) {
  std::vector<Step> steps;
  if (registrar.has_value() &&
      package.daftar.request.satker_size() + package.daftar.request.kode_size() > 0) {
    steps.push_back(MakeStep<planning::v1::ImportRegisterResponse>(
        *registrar, "register", "Daftar satker dan kode",
        "planning.v1.PlanningService/ImportRegister", package.daftar,
        [](const auto& answer) { return answer.satker_changed() + answer.kode_changed(); }));
  }
  steps.push_back(MakeStep<planning::v1::ImportPerencanaanResponse>(
      office, "perencanaan", "Perencanaan", "planning.v1.PlanningService/ImportPerencanaan",
      package.perencanaan, [](const auto& answer) { return answer.changed(); }));
  if (package.realisasi.request.realisasi_size() > 0) {
    steps.push_back(MakeStep<performance::v1::ImportRealisasiResponse>(
        office, "realisasi", "Realisasi kinerja",
        "performance.v1.PerformanceService/ImportRealisasi", package.realisasi,
        [](const auto& answer) { return answer.changed(); }));
  }
  if (package.anggaran.request.pagu_size() + package.anggaran.request.realisasi_size() > 0) {
    steps.push_back(MakeStep<budget::v1::ImportAnggaranResponse>(
        office, "anggaran", "Pagu dan realisasi anggaran", "budget.v1.BudgetService/ImportAnggaran",
        package.anggaran,
        [](const auto& answer) { return answer.pagu_added() + answer.realisasi_added(); }));
  }
  if (package.naskah.has_value()) {
    steps.push_back(MakeStep<reporting::v1::ImportNaskahLakipResponse>(
        office, "naskah", "Naskah laporan", "reporting.v1.ReportingService/ImportNaskahLakip",
        *package.naskah, [](const auto& answer) { return answer.changed() ? 1 : 0; }));
  }
  return steps;
}

// "pagu.csv:2 jumlah", the place a person can open.
std::string PlaceOf(const Finding& finding) {
  if (finding.file.empty()) {
    return finding.column;
  }
  return finding.file + (finding.row > 0 ? ":" + std::to_string(finding.row) : "") + " " +
         finding.column;
}

// A service's violations at the places of the package they came from.
int Refused(const Step& step, const absl::Status& status, const Arguments& arguments,
            const Streams& streams) {
  auto fault = fault::FromStatus(status);
  if (!fault.has_value() || fault->violations.empty()) {
    return PrintRefusal(status, arguments.output, streams.err);
  }
  for (fault::Violation& one : fault->violations) {
    one.field = PlaceOf(Locate(*step.origins, one.field, "", ""));
  }
  // Its own text may quote the first violation with the request's path: the catalogue's is enough.
  fault->english.clear();
  fault->indonesian.clear();
  return PrintRefusal(fault::ToStatus(*fault), arguments.output, streams.err);
}

struct Outcome {
  std::string title;
  int64_t changed = 0;
  bool checked_later = false;  // needs what an earlier step has not entered yet
};

// Another version of this program may have made another request of the same package.
bool IsReused(const absl::Status& status) {
  const auto fault = fault::FromStatus(status);
  return fault.has_value() && fault->reason == fault::Reason::kRequestIdReused;
}

// Applies one step. The package's own id comes first, so that a repeated run is answered and not
// done again; when that answer is an old one and something since then differs, a new id enters it.
absl::StatusOr<int64_t> Apply(const Step& step, const Package& package) {
  const auto before = step.send(RandomRequestId(), /*validate_only=*/true);
  if (!before.ok()) {
    return before.status();
  }
  if (*before == 0) {
    return 0;
  }
  if (const auto done = step.send(StepRequestId(package.hash, step.part), false);
      !done.ok() && !IsReused(done.status())) {
    return done.status();
  }
  const auto left = step.send(RandomRequestId(), /*validate_only=*/true);
  if (!left.ok()) {
    return left.status();
  }
  if (*left > 0) {
    if (const auto done = step.send(RandomRequestId(), false); !done.ok()) {
      return done.status();
    }
  }
  return *before;
}

// Whether the package can leave capaian that were computed from an older plan. Those of a year
// without realisasi, which may be one that no rule set covers, are not computed for a plan alone.
absl::StatusOr<bool> NeedsRefresh(const Connection& office, const Package& package) {
  if (package.realisasi.request.realisasi_size() > 0) {
    return true;
  }
  performance::v1::GetPengukuranRequest request;
  request.set_parent("satker/" + package.satker);
  request.set_tahun(package.tahun);
  const auto stored = office.Call<performance::v1::GetPengukuranResponse>(
      "performance.v1.PerformanceService/GetPengukuran", request);
  if (!stored.ok()) {
    return stored.status();
  }
  return stored->pengukuran().capaian_size() > 0;
}

absl::Status SendRefresh(const Connection& office, const Package& package,
                         const std::string& request_id, bool validate_only) {
  performance::v1::RefreshCapaianRequest request;
  request.set_parent("satker/" + package.satker);
  request.set_tahun(package.tahun);
  request.set_request_id(request_id);
  request.set_validate_only(validate_only);
  return office
      .Call<performance::v1::RefreshCapaianResponse>(
          "performance.v1.PerformanceService/RefreshCapaian", request)
      .status();
}

// Computes the capaian from the plan that is stored now, also after an import that was cut between
// the plan and the realisasi. The id names the plan's revision: the same plan is answered, not
// computed again.
absl::Status RefreshCapaian(const Connection& office, const Package& package) {
  planning::v1::GetPerencanaanRequest plan;
  plan.set_parent("satker/" + package.satker);
  plan.set_tahun(package.tahun);
  const auto stored = office.Call<planning::v1::GetPerencanaanResponse>(
      "planning.v1.PlanningService/GetPerencanaan", plan);
  if (!stored.ok()) {
    return stored.status();
  }
  return SendRefresh(
      office, package,
      StepRequestId(package.hash,
                    absl::StrCat("capaian@", stored->revision().store(), "/",
                                 stored->revision().epoch(), "/", stored->revision().sequence())),
      /*validate_only=*/false);
}

// Whether a check failed only because an earlier part is not entered yet. Other preconditions, such
// as what a stored line has left, are not met by entering a part.
bool NeedsEarlierPart(const absl::Status& status) {
  const auto fault = fault::FromStatus(status);
  return fault.has_value() && (fault->reason == fault::Reason::kNotFound ||
                               fault->reason == fault::Reason::kUnknownReference);
}

void Print(const std::vector<Outcome>& outcomes, bool validate_only, const Package& package,
           Output output, std::ostream& out) {
  int64_t total = 0;
  for (const Outcome& one : outcomes) {
    total += one.changed;
  }
  if (output == Output::kJson) {
    nlohmann::ordered_json json = {{"package", package.hash},
                                   {"validate_only", validate_only},
                                   {"changed", total},
                                   {"parts", nlohmann::ordered_json::array()}};
    for (const Outcome& one : outcomes) {
      json["parts"].push_back(
          {{"part", one.title}, {"changed", one.changed}, {"checked_later", one.checked_later}});
    }
    out << json.dump(2) << "\n";
    return;
  }
  out << Printable(package.judul) << "\nSatker " << package.satker << ", tahun " << package.tahun
      << (package.historis ? ", historis" : "") << "; paket " << package.hash.substr(0, 12)
      << "\n\n";
  Table table(
      {{"Bagian"}, {validate_only ? "Akan berubah" : "Berubah", Align::kRight}, {"Keterangan"}});
  for (const Outcome& one : outcomes) {
    table.Add({one.title, one.checked_later ? "-" : Rupiah(one.changed),
               one.checked_later  ? "diperiksa setelah bagian sebelumnya masuk"
               : one.changed == 0 ? "tidak ada yang berubah"
                                  : ""});
  }
  out << table.Text() << "\n";
  if (validate_only) {
    out << "Paket sah. Tidak ada yang dikirim untuk disimpan.\n";
  } else if (total == 0) {
    out << "Tidak ada yang berubah: seluruh isi paket sudah tersimpan, tidak ada yang "
           "digandakan.\n";
  } else {
    out << "Selesai.\n";
  }
}

// Asks about every part before any is entered, so that a package that will be refused changes
// nothing. Nullopt after a refusal, whose exit code is in `code`.
std::optional<std::vector<Outcome>> CheckSteps(const std::vector<Step>& steps,
                                               const Arguments& arguments, const Streams& streams,
                                               int& code) {
  std::vector<Outcome> outcomes;
  bool pending = false;  // something earlier is not entered yet
  for (const Step& step : steps) {
    if (streams.progress) {
      streams.err << "Memeriksa: " << step.title << " ...\n";
    }
    const auto changed = step.send(RandomRequestId(), /*validate_only=*/true);
    const bool later = !changed.ok() && pending && NeedsEarlierPart(changed.status());
    if (!changed.ok() && !later) {
      code = Refused(step, changed.status(), arguments, streams);
      return std::nullopt;
    }
    outcomes.push_back(
        {.title = step.title, .changed = changed.value_or(0), .checked_later = later});
    pending = pending || later || *changed > 0;
  }
  return outcomes;
}

// The closing refresh is asked about with the parts: were it refused only at the end, everything
// would be in by then. Answers whether it is needed.
absl::StatusOr<bool> CheckRefresh(const Connection& office, const Package& package,
                                  const std::vector<Outcome>& checked) {
  const auto needed = NeedsRefresh(office, package);
  if (!needed.ok() || !*needed) {
    return needed;
  }
  const bool pending = std::any_of(checked.begin(), checked.end(), [](const Outcome& one) {
    return one.changed > 0 || one.checked_later;
  });
  const absl::Status status =
      SendRefresh(office, package, RandomRequestId(), /*validate_only=*/true);
  if (!status.ok() && !(pending && NeedsEarlierPart(status))) {
    return status;
  }
  return true;
}

int RunSteps(const std::vector<Step>& steps, const Package& package, const Connection& office,
             const Arguments& arguments, const Streams& streams) {
  int code = kExitOk;
  const auto checked = CheckSteps(steps, arguments, streams, code);
  if (!checked.has_value()) {
    return code;
  }
  const auto refresh = CheckRefresh(office, package, *checked);
  if (!refresh.ok()) {
    return PrintRefusal(refresh.status(), arguments.output, streams.err);
  }
  const bool validate_only = arguments.Has("validate-only");
  if (validate_only) {
    Print(*checked, validate_only, package, arguments.output, streams.out);
    return kExitOk;
  }
  std::vector<Outcome> outcomes;
  for (const Step& step : steps) {
    if (streams.progress) {
      streams.err << "Memasukkan: " << step.title << " ...\n";
    }
    const auto changed = Apply(step, package);
    if (!changed.ok()) {
      return Refused(step, changed.status(), arguments, streams);
    }
    outcomes.push_back({.title = step.title, .changed = *changed, .checked_later = false});
  }
  if (*refresh) {
    if (absl::Status refreshed = RefreshCapaian(office, package); !refreshed.ok()) {
      return PrintRefusal(refreshed, arguments.output, streams.err);
    }
  }
  Print(outcomes, validate_only, package, arguments.output, streams.out);
  return kExitOk;
}

}  // namespace

int Import(const Arguments& arguments, const Streams& streams) {
  if (arguments.positional.empty()) {
    return PrintUsage(absl::InvalidArgumentError("import needs the folder of a data package"),
                      streams.err);
  }
  Findings findings;
  const PackageFiles files = ReadPackageFiles(arguments.positional.front(), findings);
  const Package package = findings.empty() ? LoadPackage(files, findings) : Package();
  if (!findings.empty()) {
    PrintFindings(findings.all(), arguments.output, streams.err);
    return kExitPackage;
  }
  const auto office = Connection::Open(arguments, arguments.token_file);
  if (!office.ok()) {
    return PrintUsage(office.status(), streams.err);
  }
  std::optional<Connection> registrar;
  if (const auto file = arguments.Get("register-token-file"); file.has_value()) {
    auto opened = Connection::Open(arguments, *file);
    if (!opened.ok()) {
      return PrintUsage(opened.status(), streams.err);
    }
    registrar = *std::move(opened);
  } else if (absl::Status status = CheckRegister(*office, package, findings); !status.ok()) {
    return PrintRefusal(status, arguments.output, streams.err);
  }
  if (!findings.empty()) {
    PrintFindings(findings.all(), arguments.output, streams.err);
    streams.err << "sakipctl: the register lacks these; a national account enters them with "
                   "--register-token-file\n";
    return kExitRefused;
  }
  return RunSteps(StepsOf(package, *office, registrar), package, *office, arguments, streams);
}

}  // namespace sakip::sakipctl
