#ifndef SAKIP_SERVICES_SAKIPCTL_PACKAGE_H_
#define SAKIP_SERVICES_SAKIPCTL_PACKAGE_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "sakip/budget/v1/budget_service.pb.h"
#include "sakip/performance/v1/performance_service.pb.h"
#include "sakip/planning/v1/planning_service.pb.h"
#include "sakip/reporting/v1/reporting_service.pb.h"
#include "services/sakipctl/finding.h"

// A data package (docs/DATA_PACKAGE.md): one office-year as the five import requests it becomes.
// Pure: reading the folder is in package_files.h.
namespace sakip::sakipctl {

// A part is one request; this is what a server takes unless its receive-max says otherwise.
inline constexpr size_t kPartBytesMax = size_t{1} << 20;

// Name of a file in the folder -> its bytes.
using PackageFiles = std::map<std::string, std::string, std::less<>>;

// Where an element of a request came from.
struct Origin {
  std::string file;
  int row = 0;
};

// A request and, for each of its elements ("pagu[3]"), its origin.
template <class Request>
struct Part {
  Request request;
  std::map<std::string, Origin> origins;
};

struct Package {
  std::string satker;  // "6474"
  int tahun = 0;
  bool historis = false;
  std::string judul;
  std::string hash;  // SHA-256 over names and bytes of all files, hexadecimal

  Part<planning::v1::ImportRegisterRequest> daftar;
  Part<planning::v1::ImportPerencanaanRequest> perencanaan;
  Part<performance::v1::ImportRealisasiRequest> realisasi;
  Part<budget::v1::ImportAnggaranRequest> anggaran;
  // Unset when the package has no naskah.json.
  std::optional<Part<reporting::v1::ImportNaskahLakipRequest>> naskah;
};

// Builds and checks the package. Everything that is wrong goes to `findings`; the package is
// usable only when there is nothing. Request ids are left empty.
Package LoadPackage(const PackageFiles& files, Findings& findings);

// A violation that a service answered for `field` of the part's request, at the place in the
// package it came from.
Finding Locate(const std::map<std::string, Origin>& origins, std::string_view field,
               std::string english, std::string indonesian);

// The request id of one step of a package: the same package and step, the same id.
std::string StepRequestId(std::string_view package_hash, std::string_view step);

}  // namespace sakip::sakipctl

#endif  // SAKIP_SERVICES_SAKIPCTL_PACKAGE_H_
