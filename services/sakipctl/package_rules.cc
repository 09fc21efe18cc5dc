#include <set>
#include <string>
#include <tuple>

#include "common/rpc/validator.h"
#include "services/sakipctl/package_loader.h"

namespace sakip::sakipctl {
namespace {

// The rules the services state in their contract, applied before anything is sent.
template <class Request>
void CheckPart(const Part<Request>& part, Findings& findings) {
  Request request = part.request;
  request.set_request_id(StepRequestId("", "local"));
  fault::Violations violations;
  const auto validator = rpc::Validator::Compile(*Request::descriptor());
  if (!validator.ok()) {
    findings.Add({"", 0, "", std::string(validator.status().message()), "galat program"});
    return;
  }
  validator->Check(request, violations);
  const auto fault = fault::FromStatus(violations.ToStatus());
  if (!fault.has_value()) {
    return;
  }
  std::set<std::tuple<std::string, int, std::string>> told;
  for (const Finding& one : findings.all()) {
    told.emplace(one.file, one.row, one.column);
  }
  for (const fault::Violation& one : fault->violations) {
    Finding finding = Locate(part.origins, one.field, one.english, one.indonesian);
    // A cell that could not be read is empty by now: one finding says so already.
    if (told.count({finding.file, finding.row, finding.column}) == 0) {
      findings.Add(std::move(finding));
    }
  }
}

}  // namespace

void CheckRules(Loading& loading) {
  const Package& package = loading.package;
  if (package.daftar.request.satker_size() + package.daftar.request.kode_size() > 0) {
    CheckPart(package.daftar, loading.findings);
  }
  CheckPart(package.perencanaan, loading.findings);
  CheckPart(package.realisasi, loading.findings);
  CheckPart(package.anggaran, loading.findings);
  if (package.naskah.has_value()) {
    CheckPart(*package.naskah, loading.findings);
  }
}

}  // namespace sakip::sakipctl
