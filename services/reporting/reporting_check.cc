#include "services/reporting/reporting_check.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "common/rpc/crypto.h"
#include "common/rpc/records_check.h"
#include "common/status/status_macros.h"
#include "services/reporting/document/canonical.h"
#include "services/reporting/reporting_keys.h"
#include "services/reporting/reporting_repository.h"

namespace sakip::reporting {
namespace {

using rpc::Findings;
using store::Snapshot;

constexpr size_t kYearDigits = 4;

absl::Status Wrong(std::string_view what) {
  return absl::DataLossError(std::string(what));
}

// "satker NUL year".
struct OfficeYear {
  std::string satker;
  int tahun = 0;
};

absl::StatusOr<OfficeYear> ParseYearKey(std::string_view key) {
  const size_t nul = key.find('\0');
  const std::string_view digits = nul == std::string_view::npos ? "" : key.substr(nul + 1);
  if (digits.size() != kYearDigits ||
      !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    return Wrong("a key is of no office and year");
  }
  return OfficeYear{.satker = std::string(key.substr(0, nul)),
                    .tahun = std::stoi(std::string(digits))};
}

absl::StatusOr<OfficeYear> ParseVersionKey(std::string_view key) {
  constexpr size_t kTail = 9;
  if (key.size() <= kTail || key[key.size() - kTail] != '\0') {
    return Wrong("a key has no version");
  }
  return ParseYearKey(key.substr(0, key.size() - kTail));
}

// The document of one version: whole, and the one its hash names.
absl::Status CheckModel(const Snapshot& snapshot, const VersiLakip& lakip) {
  ASSIGN_OR_RETURN(const std::string model, LoadModel(snapshot, lakip));
  if (rpc::EncodeHex(rpc::Sha256(model)) != lakip.hash) {
    return Wrong("the stored document has another hash than the report says");
  }
  const auto document = document::Parse(model);
  return document.ok() ? absl::OkStatus()
                       : Wrong(absl::StrCat("a document: ", document.status().message()));
}

absl::Status CheckLakip(const Snapshot& snapshot, std::string_view key, int64_t expected) {
  ASSIGN_OR_RETURN(const OfficeYear year, ParseVersionKey(key));
  const int64_t versi = VersiOf(key);
  const auto checked = [&]() -> absl::Status {
    ASSIGN_OR_RETURN(const auto lakip, FindLakip(snapshot, year.satker, year.tahun, versi));
    if (!lakip.has_value() || versi != expected) {
      return Wrong(absl::StrCat("comes where version ", expected, " belongs"));
    }
    return CheckModel(snapshot, *lakip);
  };
  const absl::Status status = checked();
  return status.ok() ? status
                     : Wrong(absl::StrCat("satker ", year.satker, ", ", year.tahun, ", version ",
                                          versi, ": ", status.message()));
}

}  // namespace

absl::Status CheckReportingRecords(const store::Snapshot& snapshot) {
  Findings findings;
  rpc::CheckRpcRecords(snapshot, findings);
  findings.CheckOwners(snapshot, {kNaskahTable, kLakipTable, kModelTable});
  findings.ForEach(snapshot, kNaskahTable,
                   [&](std::string_view key, std::string_view) -> absl::Status {
                     ASSIGN_OR_RETURN(const OfficeYear year, ParseYearKey(key));
                     return FindNaskah(snapshot, year.satker, year.tahun).status();
                   });
  std::map<std::string, int64_t, std::less<>> versions;  // by the key without its version
  findings.ForEach(
      snapshot, kLakipTable, [&](std::string_view key, std::string_view) -> absl::Status {
        const std::string_view year = key.substr(0, key.size() - std::min<size_t>(key.size(), 9));
        return CheckLakip(snapshot, key, ++versions[std::string(year)]);
      });
  findings.ForEach(
      snapshot, kModelTable, [&](std::string_view key, std::string_view) -> absl::Status {
        ASSIGN_OR_RETURN(const auto lakip, snapshot.Get(kLakipTable, key));
        return lakip.has_value() ? absl::OkStatus() : Wrong("a document belongs to no report");
      });
  return findings.ToStatus();
}

}  // namespace sakip::reporting
