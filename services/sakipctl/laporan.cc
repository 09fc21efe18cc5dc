#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <system_error>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "sakip/reporting/v1/reporting_service.pb.h"
#include "services/sakipctl/commands.h"
#include "services/sakipctl/connection.h"
#include "services/sakipctl/exit_codes.h"
#include "services/sakipctl/print.h"
#include "services/sakipctl/table.h"

namespace sakip::sakipctl {
namespace {

namespace report = reporting::v1;

absl::StatusOr<std::vector<report::FormatDokumen>> FormatsOf(const std::string& text) {
  std::vector<report::FormatDokumen> formats;
  for (const auto& part : absl::StrSplit(text, ',')) {
    if (part == "pdf") {
      formats.push_back(report::FORMAT_DOKUMEN_PDF);
    } else if (part == "html") {
      formats.push_back(report::FORMAT_DOKUMEN_HTML);
    } else if (part == "docx") {
      formats.push_back(report::FORMAT_DOKUMEN_DOCX);
    } else if (part == "xlsx") {
      formats.push_back(report::FORMAT_DOKUMEN_XLSX);
    } else {
      return absl::InvalidArgumentError(
          absl::StrCat("--format is pdf, html, docx, xlsx or several with commas, not ", text));
    }
  }
  return formats;
}

// A reader of the folder never sees half a file.
absl::Status WriteWhole(const std::filesystem::path& path, const std::string& bytes) {
  const std::filesystem::path half = path.string() + ".tmp" + std::to_string(getpid());
  std::ofstream out(half, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  std::error_code error;
  if (out.good()) {
    std::filesystem::rename(half, path, error);
  }
  if (!out.good() || error) {
    std::error_code ignored;
    std::filesystem::remove(half, ignored);
    return absl::UnknownError(absl::StrCat("cannot write ", path.string()));
  }
  return absl::OkStatus();
}

struct Written {
  std::string path;
  size_t bytes = 0;
  std::string sha256;
};

absl::StatusOr<Written> WriteOne(const Connection& connection, const report::Lakip& lakip,
                                 report::FormatDokumen format, const std::string& folder) {
  report::RenderLakipRequest request;
  request.set_name(lakip.name());
  request.set_format(format);
  const auto file = connection.Call<report::RenderLakipResponse>(
      "reporting.v1.ReportingService/RenderLakip", request);
  if (!file.ok()) {
    return file.status();
  }
  // Only the last part: a server's answer does not choose another folder.
  const auto path =
      std::filesystem::path(folder) / std::filesystem::path(file->nama_berkas()).filename();
  if (absl::Status status = WriteWhole(path, file->isi()); !status.ok()) {
    return status;
  }
  return Written{.path = path.string(), .bytes = file->isi().size(), .sha256 = file->sha256()};
}

void Print(const report::CreateLakipResponse& made, const std::vector<Written>& files,
           Output output, std::ostream& out) {
  const report::Lakip& lakip = made.lakip();
  if (output == Output::kJson) {
    nlohmann::ordered_json json = {{"name", lakip.name()},
                                   {"versi", lakip.versi()},
                                   {"hash", lakip.hash()},
                                   {"created", made.created()},
                                   {"files", nlohmann::ordered_json::array()}};
    for (const Written& one : files) {
      json["files"].push_back({{"path", one.path}, {"bytes", one.bytes}, {"sha256", one.sha256}});
    }
    out << json.dump(2) << "\n";
    return;
  }
  out << "Laporan Kinerja " << lakip.tahun() << " versi " << lakip.versi() << " ("
      << (made.created() ? "baru" : "isi tidak berubah sejak versi ini")
      << ")\nHash isi: " << lakip.hash() << "\n";
  for (const Written& one : files) {
    out << one.path << "  " << Rupiah(static_cast<int64_t>(one.bytes)) << " byte  sha256 "
        << one.sha256 << "\n";
  }
}

}  // namespace

int Laporan(const Arguments& arguments, const Streams& streams) {
  const auto office = OfficeYearOf(arguments);
  if (!office.ok()) {
    return PrintUsage(office.status(), streams.err);
  }
  const auto formats = FormatsOf(arguments.Get("format").value_or("pdf"));
  if (!formats.ok()) {
    return PrintUsage(formats.status(), streams.err);
  }
  const std::string folder = arguments.Get("out").value_or(".");
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    streams.err << "sakipctl: cannot make " << folder << ": " << error.message() << "\n";
    return kExitRefused;
  }
  const auto connection = Connection::Open(arguments, arguments.token_file);
  if (!connection.ok()) {
    return PrintUsage(connection.status(), streams.err);
  }
  report::CreateLakipRequest request;
  request.set_parent(office->parent);
  request.set_tahun(office->tahun);
  // A new id each time: an old one would be answered with the version of then.
  request.set_request_id(RandomRequestId());
  const auto made = connection->Call<report::CreateLakipResponse>(
      "reporting.v1.ReportingService/CreateLakip", request);
  if (!made.ok()) {
    return PrintRefusal(made.status(), arguments.output, streams.err);
  }
  std::vector<Written> files;
  for (const report::FormatDokumen format : *formats) {
    const auto written = WriteOne(*connection, made->lakip(), format, folder);
    if (!written.ok()) {
      return PrintRefusal(written.status(), arguments.output, streams.err);
    }
    files.push_back(*written);
  }
  Print(*made, files, arguments.output, streams.out);
  return kExitOk;
}

}  // namespace sakip::sakipctl
