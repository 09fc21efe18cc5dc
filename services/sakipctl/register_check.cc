#include "services/sakipctl/register_check.h"

#include <google/protobuf/util/message_differencer.h>

#include <map>
#include <string>

namespace sakip::sakipctl {
namespace {

using google::protobuf::util::MessageDifferencer;

absl::Status CheckOffice(const Connection& connection, const Package& package, Findings& findings) {
  const auto& part = package.daftar;
  for (int i = 0; i < part.request.satker_size(); ++i) {
    // Offices above are the business of whoever keeps the register.
    if (part.request.satker(i).name() != "satker/" + package.satker) {
      continue;
    }
    planning::v1::GetSatkerRequest request;
    request.set_name(part.request.satker(i).name());
    const auto stored = connection.Call<planning::v1::GetSatkerResponse>(
        "planning.v1.PlanningService/GetSatker", request);
    const std::string field = "satker[" + std::to_string(i) + "]";
    if (stored.status().code() == absl::StatusCode::kNotFound) {
      findings.Add(Locate(part.origins, field, "is not in the server's register",
                          "belum ada dalam daftar di server"));
    } else if (!stored.ok()) {
      return stored.status();
    } else if (!MessageDifferencer::Equals(stored->satker(), part.request.satker(i))) {
      findings.Add(Locate(part.origins, field, "differs from the server's register",
                          "berbeda dari daftar di server"));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckRegister(const Connection& connection, const Package& package,
                           Findings& findings) {
  if (absl::Status status = CheckOffice(connection, package, findings); !status.ok()) {
    return status;
  }
  const auto& part = package.daftar;
  if (part.request.kode().empty()) {
    return absl::OkStatus();
  }
  std::map<std::string, planning::v1::Kode> stored;
  planning::v1::ListKodeRequest request;
  request.set_tahun(package.tahun);
  request.set_page_size(500);
  do {
    const auto page = connection.Call<planning::v1::ListKodeResponse>(
        "planning.v1.PlanningService/ListKode", request);
    if (!page.ok()) {
      return page.status();
    }
    for (const planning::v1::Kode& one : page->kode()) {
      stored[std::to_string(one.jenis()) + "~" + one.kode()] = one;
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  for (int i = 0; i < part.request.kode_size(); ++i) {
    planning::v1::Kode asked = part.request.kode(i);
    const auto found = stored.find(std::to_string(asked.jenis()) + "~" + asked.kode());
    const std::string field = "kode[" + std::to_string(i) + "]";
    if (found == stored.end()) {
      findings.Add(Locate(part.origins, field, "is not in the server's register for the year",
                          "belum ada dalam daftar kode di server untuk tahun itu"));
      continue;
    }
    asked.set_name(found->second.name());  // made by the server
    if (!MessageDifferencer::Equals(asked, found->second)) {
      findings.Add(Locate(part.origins, field, "differs from the server's register",
                          "berbeda dari daftar kode di server"));
    }
  }
  return absl::OkStatus();
}

}  // namespace sakip::sakipctl
