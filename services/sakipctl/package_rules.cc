#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/str_join.h"
#include "common/rpc/validator.h"
#include "services/sakipctl/package_loader.h"

namespace sakip::sakipctl {
namespace {

// The file among `files` that brings most: where to begin when a part is too large.
std::string LargestOf(const PackageFiles& all, const std::vector<std::string>& files) {
  std::string largest;
  size_t bytes = 0;
  for (const std::string& name : files) {
    const auto found = all.find(name);
    if (found != all.end() && found->second.size() > bytes) {
      largest = name;
      bytes = found->second.size();
    }
  }
  return largest;
}

// `title` is the part as an import names it, `bytes` its request.
void CheckSize(const char* title, const std::vector<std::string>& files, size_t bytes,
               Loading& loading) {
  if (bytes <= kPartBytesMax) {
    return;
  }
  const std::string made = std::to_string(bytes);
  const std::string most = std::to_string(kPartBytesMax);
  loading.findings.Add({LargestOf(loading.files, files), 0, "",
                        "the part '" + std::string(title) + "' (" + absl::StrJoin(files, ", ") +
                            ") makes a request of " + made + " bytes, and one takes at most " +
                            most + "; divide it among several packages",
                        "bagian '" + std::string(title) + "' (" + absl::StrJoin(files, ", ") +
                            ") menjadi permintaan " + made + " byte, paling besar " + most +
                            "; bagilah ke dalam beberapa paket"});
}

// The rules the services state in their contract, applied before anything is sent.
template <class Request>
void CheckPart(const char* title, const std::vector<std::string>& files, const Part<Request>& part,
               Loading& loading) {
  Findings& findings = loading.findings;
  Request request = part.request;
  request.set_request_id(StepRequestId("", "local"));
  request.set_validate_only(true);  // so much longer is the first request made of it
  CheckSize(title, files, request.ByteSizeLong(), loading);
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
    CheckPart("register", {"satker.csv", "kode.csv"}, package.daftar, loading);
  }
  CheckPart("perencanaan",
            {"unit_kerja.csv", "pegawai.csv", "renstra.json", "indikator.csv", "rkt.csv", "pk.csv",
             "pk_baris.csv", "rencana_aksi.csv"},
            package.perencanaan, loading);
  CheckPart("realisasi", {"realisasi.csv"}, package.realisasi, loading);
  CheckPart("anggaran", {"pagu.csv", "realisasi_anggaran.csv"}, package.anggaran, loading);
  if (package.naskah.has_value()) {
    CheckPart("naskah", {"naskah.json"}, *package.naskah, loading);
  }
}

}  // namespace sakip::sakipctl
