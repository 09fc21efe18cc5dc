#ifndef SAKIP_SERVICES_SAKIPCTL_PACKAGE_LOADER_H_
#define SAKIP_SERVICES_SAKIPCTL_PACKAGE_LOADER_H_

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "services/sakipctl/package.h"
#include "services/sakipctl/row_reader.h"

// The steps of LoadPackage, one group of files each. Internal to package*.cc.
namespace sakip::sakipctl {

struct Loading {
  const PackageFiles& files;
  Findings& findings;
  Package package;

  std::string Prefix() const { return "satker/" + package.satker + "/"; }
  // Calls `row` for each row of a CSV file; nothing when the file is absent.
  void EachRow(const std::string& file, const std::vector<std::string>& columns,
               const std::function<void(const RowReader&)>& row) const;
  // Nullopt when absent or not usable.
  std::optional<nlohmann::json> Json(const std::string& file) const;
};

// Strict JSON: one value, no duplicate keys, at most 16 deep.
std::optional<nlohmann::json> ReadJson(const std::string& file, std::string_view text,
                                       Findings& findings);

// Refuses the second row with the same key.
class Unique {
 public:
  void Check(const RowReader& row, std::string_view column, const std::string& key);
  bool Holds(const std::string& key) const { return lines_.count(key) > 0; }
  bool empty() const { return lines_.empty(); }

 private:
  std::map<std::string, int> lines_;
};

void LoadHeader(Loading& loading);       // package.cc: paket.json
void LoadRegister(Loading& loading);     // package_planning.cc: satker.csv, kode.csv
void LoadPerencanaan(Loading& loading);  // package_planning.cc
void LoadRenstra(Loading& loading, planning::v1::Perencanaan& out);  // package_renstra.cc
void LoadRealisasi(Loading& loading);    // package_measure.cc: realisasi.csv
void LoadAnggaran(Loading& loading);     // package_measure.cc: pagu.csv, realisasi_anggaran.csv
void LoadNaskah(Loading& loading);       // package_measure.cc: naskah.json
void CheckRules(Loading& loading);       // package_rules.cc: the field rules of the contract
void CheckReferences(Loading& loading);  // package_references.cc

}  // namespace sakip::sakipctl

#endif  // SAKIP_SERVICES_SAKIPCTL_PACKAGE_LOADER_H_
