#include "services/sakipctl/package.h"

#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/resource_name/resource_name.h"
#include "services/sakipctl/package_loader.h"

namespace sakip::sakipctl {
namespace {

const std::set<std::string, std::less<>>& KnownFiles() {
  static const auto& files = *new std::set<std::string, std::less<>>{
      "paket.json",    "satker.csv",   "kode.csv",  "unit_kerja.csv",
      "pegawai.csv",   "renstra.json", "rkt.csv",   "indikator.csv",
      "pk.csv",        "pk_baris.csv", "pagu.csv",  "rencana_aksi.csv",
      "realisasi.csv", "naskah.json",  "README.md", "realisasi_anggaran.csv"};
  return files;
}

std::string Sha256(std::string_view bytes) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

// README.md is for people: editing it makes no other package.
std::string HashOf(const PackageFiles& files) {
  std::string all;
  for (const auto& [name, bytes] : files) {
    if (name != "README.md") {
      absl::StrAppend(&all, name.size(), ":", name, bytes.size(), ":", bytes);
    }
  }
  return absl::BytesToHexString(Sha256(all));
}

// Refuses duplicate keys and depth while nlohmann's parser walks the text.
class StrictSax {
 public:
  explicit StrictSax(std::string& fault) : fault_(fault) {}

  bool operator()(int depth, nlohmann::json::parse_event_t event, const nlohmann::json& parsed) {
    if (event == nlohmann::json::parse_event_t::object_start) {
      keys_.emplace_back();
    } else if (event == nlohmann::json::parse_event_t::object_end) {
      keys_.pop_back();
    } else if (event == nlohmann::json::parse_event_t::key &&
               !keys_.back().insert(parsed.get<std::string>()).second) {
      fault_ = "key '" + parsed.get<std::string>() + "' stands twice";
    }
    if (depth > kDepthMax) {
      fault_ = "is nested more than " + std::to_string(kDepthMax) + " deep";
    }
    return true;
  }

 private:
  static constexpr int kDepthMax = 16;
  std::string& fault_;
  std::vector<std::set<std::string>> keys_;
};

// The CSV column that became a field of an element: "target.angka" is column target.
std::string ColumnOf(std::string_view field) {
  constexpr std::string_view kNarasi = "narasi.";
  constexpr std::string_view kSatuan = ".satuan";
  if (field == "name") {
    return "kode";
  }
  if (field.substr(0, kNarasi.size()) == kNarasi) {
    field.remove_prefix(kNarasi.size());
  }
  if (field.size() > kSatuan.size() && field.substr(field.size() - kSatuan.size()) == kSatuan) {
    return "satuan";
  }
  return std::string(field.substr(0, field.find_first_of(".[")));
}

}  // namespace

std::optional<nlohmann::json> ReadJson(const std::string& file, std::string_view text,
                                       Findings& findings) {
  std::string fault;
  // The parser has no depth limit of its own: count brackets before it recurses.
  int depth = 0;
  for (const char c : text) {
    depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
    if (depth > 1000) {
      fault = "is nested too deep";
    }
  }
  if (fault.empty()) {
    StrictSax sax(fault);
    nlohmann::json json = nlohmann::json::parse(
        text,
        [&](int level, nlohmann::json::parse_event_t event, nlohmann::json& parsed) {
          return sax(level, event, parsed);
        },
        /*allow_exceptions=*/false);
    if (!json.is_discarded() && fault.empty()) {
      return json;
    }
  }
  findings.Add({file, 0, "", fault.empty() ? "is no valid JSON" : fault,
                fault.empty() ? "bukan JSON yang sah" : "JSON tidak diterima: " + fault});
  return std::nullopt;
}

void Loading::EachRow(const std::string& file, const std::vector<std::string>& columns,
                      const std::function<void(const RowReader&)>& row) const {
  const auto found = files.find(file);
  if (found == files.end()) {
    return;
  }
  const auto table = ReadCsv(file, found->second, columns, findings);
  if (!table.has_value()) {
    return;
  }
  for (const CsvRow& one : table->rows) {
    row(RowReader(*table, one, findings));
  }
}

std::optional<nlohmann::json> Loading::Json(const std::string& file) const {
  const auto found = files.find(file);
  return found == files.end() ? std::nullopt : ReadJson(file, found->second, findings);
}

void Unique::Check(const RowReader& row, std::string_view column, const std::string& key) {
  const auto [first, added] = lines_.emplace(key, row.line());
  if (!added && !key.empty()) {
    const std::string line = std::to_string(first->second);
    row.Fault(column, "'" + key + "' stands in line " + line + " already",
              "'" + key + "' sudah ada pada baris " + line);
  }
}

void LoadHeader(Loading& loading) {
  const std::string file = "paket.json";
  const auto fault = [&](const char* column, const char* english, const char* indonesian) {
    loading.findings.Add({file, 0, column, english, indonesian});
  };
  if (loading.files.count(file) == 0) {
    fault("", "is missing; it names the office and the year", "tidak ada; memuat satker dan tahun");
    return;
  }
  const auto json = loading.Json(file);
  if (!json.has_value()) {
    return;
  }
  if (!json->is_object() || json->value("format", nlohmann::json()) != "sakip-paket/1") {
    fault("format", "must be \"sakip-paket/1\"", "harus \"sakip-paket/1\"");
    return;
  }
  const auto satker = json->value("satker", nlohmann::json());
  if (satker.is_string() && resource_name::IsSatkerId(satker.get<std::string>())) {
    loading.package.satker = satker.get<std::string>();
  } else {
    fault("satker", "must be the office's area code in quotes, \"6474\"",
          "harus kode wilayah dalam tanda kutip, \"6474\"");
  }
  const auto tahun = json->value("tahun", nlohmann::json());
  if (tahun.is_number_integer() && tahun >= 2010 && tahun <= 2100) {
    loading.package.tahun = tahun.get<int>();
  } else {
    fault("tahun", "must be a fiscal year, 2010-2100", "harus tahun anggaran, 2010-2100");
  }
  const auto historis = json->value("historis", nlohmann::json(false));
  if (historis.is_boolean()) {
    loading.package.historis = historis.get<bool>();
  } else {
    fault("historis", "must be true or false", "harus true atau false");
  }
  const auto judul = json->value("judul", nlohmann::json(""));
  loading.package.judul = judul.is_string() ? judul.get<std::string>() : "";
}

namespace {

// Where a whole list came from, for what is wrong with no row in particular.
void SetListOrigins(Package& package) {
  package.daftar.origins = {{"satker", {"satker.csv", 0}}, {"kode", {"kode.csv", 0}}};
  package.perencanaan.origins = {{"perencanaan.unit_kerja", {"unit_kerja.csv", 0}},
                                 {"perencanaan.pegawai", {"pegawai.csv", 0}},
                                 {"perencanaan.indikator", {"indikator.csv", 0}},
                                 {"perencanaan.rkt", {"rkt.csv", 0}},
                                 {"perencanaan.perjanjian_kinerja", {"pk.csv", 0}},
                                 {"perencanaan.rencana_aksi", {"rencana_aksi.csv", 0}}};
  package.realisasi.origins = {{"realisasi", {"realisasi.csv", 0}}};
  package.anggaran.origins = {{"pagu", {"pagu.csv", 0}},
                              {"realisasi", {"realisasi_anggaran.csv", 0}}};
}

}  // namespace

Package LoadPackage(const PackageFiles& files, Findings& findings) {
  Loading loading{.files = files, .findings = findings, .package = {}};
  for (const auto& [name, bytes] : files) {
    if (KnownFiles().count(name) == 0) {
      findings.Add({name, 0, "", "is no file of a data package", "bukan berkas paket data"});
    }
  }
  LoadHeader(loading);
  if (!findings.empty()) {
    return std::move(loading.package);  // without office and year nothing else can be named
  }
  loading.package.hash = HashOf(files);
  SetListOrigins(loading.package);
  LoadRegister(loading);
  LoadPerencanaan(loading);
  LoadRealisasi(loading);
  LoadAnggaran(loading);
  LoadNaskah(loading);
  CheckRules(loading);
  CheckReferences(loading);
  return std::move(loading.package);
}

Finding Locate(const std::map<std::string, Origin>& origins, std::string_view field,
               std::string english, std::string indonesian) {
  Finding finding{"", 0, std::string(field), std::move(english), std::move(indonesian)};
  // The longest beginning of the path, cut at dots, that came from somewhere.
  for (std::string_view path = field; !path.empty();
       path = path.substr(0, path.rfind('.') == std::string_view::npos ? 0 : path.rfind('.'))) {
    const auto origin = origins.find(std::string(path));
    if (origin == origins.end()) {
      continue;
    }
    const auto rest = field.substr(std::min(field.size(), path.size() + 1));
    finding.file = origin->second.file;
    finding.row = origin->second.row;
    finding.column = finding.row > 0 ? ColumnOf(rest) : std::string(rest);
    break;
  }
  return finding;
}

std::string StepRequestId(std::string_view package_hash, std::string_view step) {
  std::string bytes =
      Sha256("sakip-paket/1\n" + std::string(package_hash) + "\n" + std::string(step));
  bytes.resize(16);
  // Version 8 (own construction) and variant of RFC 9562.
  bytes[6] = static_cast<char>((static_cast<unsigned char>(bytes[6]) & 0x0FU) | 0x80U);
  bytes[8] = static_cast<char>((static_cast<unsigned char>(bytes[8]) & 0x3FU) | 0x80U);
  const std::string hex = absl::BytesToHexString(bytes);
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" +
         hex.substr(16, 4) + "-" + hex.substr(20);
}

}  // namespace sakip::sakipctl
