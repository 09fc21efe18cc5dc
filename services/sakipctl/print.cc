#include "services/sakipctl/print.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "common/fault/fault.h"
#include "common/money/money.h"
#include "common/ratio/ratio.h"
#include "services/sakipctl/exit_codes.h"
#include "services/sakipctl/table.h"

namespace sakip::sakipctl {
namespace {

nlohmann::ordered_json ToJson(const Finding& one) {
  return {{"file", one.file},
          {"row", one.row},
          {"column", one.column},
          {"english", one.english},
          {"indonesian", one.indonesian}};
}

nlohmann::ordered_json ToJson(const fault::Fault& fault) {
  nlohmann::ordered_json json = {{"reason", fault::Info(fault.reason).name},
                                 {"english", fault.english},
                                 {"indonesian", fault.indonesian},
                                 {"metadata", fault.metadata},
                                 {"violations", nlohmann::ordered_json::array()}};
  for (const fault::Violation& one : fault.violations) {
    json["violations"].push_back(
        {{"field", one.field}, {"english", one.english}, {"indonesian", one.indonesian}});
  }
  return json;
}

std::string Dump(const nlohmann::ordered_json& json) {
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string Json(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.preserve_proto_field_names = true;
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(message, &json, options).ok()) {
    return "{}\n";
  }
  return json;
}

std::string Rupiah(int64_t amount) {
  return money::FormatRupiah(money::Rupiah::FromInt(amount));
}

std::string Persen(const common::v1::Rasio& ratio) {
  const auto exact = ratio::Ratio::FromCanonical(ratio.eksak());
  return exact.ok() ? exact->FormatIndonesian(2) : "-";
}

std::string Nilai(const common::v1::Nilai& nilai) {
  if (!nilai.teks().empty()) {
    return nilai.teks();
  }
  if (nilai.angka().empty()) {
    return "-";
  }
  const auto number = ratio::Ratio::FromDecimal(nilai.angka());
  const std::string text =
      number.ok() ? number->FormatIndonesian(8, /*trim_zeros=*/true) : nilai.angka();
  return nilai.satuan().empty() ? text : text + " " + nilai.satuan();
}

std::string LastId(const std::string& name) {
  return name.substr(name.rfind('/') + 1);
}

void PrintFindings(const std::vector<Finding>& findings, Output output, std::ostream& out) {
  if (output == Output::kJson) {
    nlohmann::ordered_json json = {{"findings", nlohmann::ordered_json::array()}};
    for (const Finding& one : findings) {
      json["findings"].push_back(ToJson(one));
    }
    out << Dump(json);
    return;
  }
  Table table({{"Berkas"}, {"Baris", Align::kRight}, {"Kolom"}, {"Kesalahan"}, {"Rule"}});
  for (const Finding& one : findings) {
    table.Add({one.file, one.row > 0 ? std::to_string(one.row) : "-", one.column, one.indonesian,
               one.english});
  }
  out << table.Text() << findings.size() << " kesalahan.\n";
}

int PrintRefusal(const absl::Status& status, Output output, std::ostream& err) {
  fault::Fault fault = fault::FromStatus(status).value_or(fault::Fault{});
  if (fault.english.empty()) {
    fault.english = std::string(status.message());
  }
  const bool unreachable = status.code() == absl::StatusCode::kUnavailable ||
                           status.code() == absl::StatusCode::kDeadlineExceeded;
  if (output == Output::kJson) {
    err << Dump({{"error", ToJson(fault)}});
  } else {
    err << "sakipctl: " << (unreachable ? "tidak ada jawaban" : "ditolak") << " ("
        << fault::Info(fault.reason).name << "): " << Printable(fault.indonesian) << "\n  "
        << Printable(fault.english) << "\n";
    for (const fault::Violation& one : fault.violations) {
      err << "  - " << Printable(one.field) << ": " << Printable(one.indonesian) << " ("
          << Printable(one.english) << ")\n";
    }
  }
  return unreachable ? kExitUnreachable : kExitRefused;
}

int PrintUsage(const absl::Status& status, std::ostream& err) {
  err << "sakipctl: " << status.message() << "\nSee `sakipctl help`.\n";
  return kExitUsage;
}

}  // namespace sakip::sakipctl
