#include "services/planning/planning_check.h"

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/rpc/records_check.h"
#include "common/status/status_macros.h"
#include "services/planning/planning_keys.h"
#include "services/planning/planning_records.h"

namespace sakip::planning {
namespace {

using rpc::Findings;
using store::Snapshot;
using store::Table;

absl::Status Wrong(std::string_view what) {
  return absl::DataLossError(std::string(what));
}

// A name that KeyOf can take apart: "satker/{satker}/{collection}/{id}".
bool IsOfOffice(std::string_view name) {
  return name.substr(0, 7) == "satker/" && std::count(name.begin(), name.end(), '/') == 3;
}

bool IsYear(std::string_view text) {
  return text.size() == 4 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

class Check {
 public:
  explicit Check(const Snapshot& snapshot) : snapshot_(snapshot) {}

  absl::Status Run() {
    rpc::CheckRpcRecords(snapshot_, findings_);
    findings_.CheckOwners(
        snapshot_, {kSatkerTable, kUnitKerjaTable, kPegawaiTable, kKodeTable, kIndikatorTable,
                    kRenstraTable, kRktTable, kPerjanjianKinerjaTable, kRencanaAksiTable});
    ReadRegister();
    ReadHeadCounts();
    ReadNamed<UnitKerja>(kUnitKerjaTable, [](const UnitKerja&) { return absl::OkStatus(); });
    ReadNamed<Indikator>(kIndikatorTable, [&](const Indikator& one) { return Refers(one); });
    ReadNamed<Renstra>(kRenstraTable, [&](const Renstra& one) { return Refers(one); });
    ReadNamed<Rkt>(kRktTable, [&](const Rkt& one) { return Refers(one.baris); });
    ReadNamed<PerjanjianKinerja>(kPerjanjianKinerjaTable, [&](const PerjanjianKinerja& one) {
      if (absl::Status unit = Unit(one.unit_kerja); !unit.ok()) {
        return unit;
      }
      return Refers(one.baris);
    });
    ReadNamed<RencanaAksi>(kRencanaAksiTable, [](const RencanaAksi&) { return absl::OkStatus(); });
    return findings_.ToStatus();
  }

 private:
  void ReadRegister() {
    findings_.ForEach(
        snapshot_, kSatkerTable, [&](std::string_view key, std::string_view value) -> absl::Status {
          Satker satker;
          RETURN_IF_ERROR(Decode(value, satker));
          if (satker.name != absl::StrCat("satker/", std::string(key))) {
            return Wrong("an office is not under its key");
          }
          return satker.induk.empty() ? absl::OkStatus() : Office(SatkerKey(satker.induk));
        });
    findings_.ForEach(
        snapshot_, kKodeTable, [&](std::string_view key, std::string_view value) -> absl::Status {
          Kode kode;
          RETURN_IF_ERROR(Decode(value, kode));
          return KodeKey(kode.kode, kode.tahun_dari) == key ? absl::OkStatus()
                                                            : Wrong("a code is not under its key");
        });
  }

  void ReadHeadCounts() {
    findings_.ForEach(snapshot_, kPegawaiTable,
                      [&](std::string_view key, std::string_view value) -> absl::Status {
                        std::vector<Pegawai> pegawai;
                        RETURN_IF_ERROR(Decode(value, pegawai));
                        const std::string_view satker = key.substr(0, key.find('\0'));
                        if (satker == key || !IsYear(key.substr(satker.size() + 1))) {
                          return Wrong("head counts are under no office and year");
                        }
                        return Office(satker);
                      });
  }

  // Every record of a table whose values have names, with `refers` for what they name.
  template <class T>
  void ReadNamed(const Table& table, const std::function<absl::Status(const T&)>& refers) {
    findings_.ForEach(
        snapshot_, table, [&](std::string_view key, std::string_view value) -> absl::Status {
          T one;
          RETURN_IF_ERROR(Decode(value, one));
          if (!IsOfOffice(one.name) || KeyOf(one.name) != key) {
            return Wrong("a record is not under its key");
          }
          RETURN_IF_ERROR(Office(key.substr(0, key.find('\0'))));
          const absl::Status status = refers(one);
          return status.ok() ? status
                             : Wrong(absl::StrCat(one.name, " names ", status.message(),
                                                  ", which is not there"));
        });
  }

  absl::Status Office(std::string_view satker) {
    ASSIGN_OR_RETURN(const auto office, snapshot_.Get(kSatkerTable, satker));
    return office.has_value()
               ? absl::OkStatus()
               : Wrong(absl::StrCat("satker ", std::string(satker), " is not there"));
  }

  // OK, or an error whose message is the name.
  absl::Status Find(const Table& table, std::string_view name) {
    if (!IsOfOffice(name)) {
      return Wrong(name);
    }
    ASSIGN_OR_RETURN(const auto record, snapshot_.Get(table, KeyOf(name)));
    return record.has_value() ? absl::OkStatus() : Wrong(name);
  }

  absl::Status Unit(std::string_view name) {
    return name.empty() ? absl::OkStatus() : Find(kUnitKerjaTable, name);
  }

  absl::Status Refers(const Indikator& indikator) {
    RETURN_IF_ERROR(Unit(indikator.unit_kerja));
    if (indikator.kode_output.empty()) {
      return absl::OkStatus();
    }
    ASSIGN_OR_RETURN(const auto codes, snapshot_.List(kKodeTable, Under(indikator.kode_output), 1));
    return codes.empty() ? Wrong(indikator.kode_output) : absl::OkStatus();
  }

  absl::Status Refers(const Renstra& renstra) {
    for (const Sasaran& sasaran : renstra.sasaran) {
      for (const std::string& indikator : sasaran.indikator) {
        RETURN_IF_ERROR(Find(kIndikatorTable, indikator));
      }
    }
    for (const Iku& iku : renstra.iku) {
      RETURN_IF_ERROR(Find(kIndikatorTable, iku.indikator));
    }
    return absl::OkStatus();
  }

  absl::Status Refers(const std::vector<BarisRencana>& baris) {
    for (const BarisRencana& row : baris) {
      RETURN_IF_ERROR(Find(kIndikatorTable, row.indikator));
    }
    return absl::OkStatus();
  }

  const Snapshot& snapshot_;
  Findings findings_;
};

}  // namespace

absl::Status CheckPlanningRecords(const store::Snapshot& snapshot) {
  return Check(snapshot).Run();
}

}  // namespace sakip::planning
