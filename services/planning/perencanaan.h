#ifndef SAKIP_SERVICES_PLANNING_PERENCANAAN_H_
#define SAKIP_SERVICES_PLANNING_PERENCANAAN_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/planning/planning.h"
#include "services/planning/target.h"

// The planning documents of one office-year. Pure.
namespace sakip::planning {

// What one office may hold, so that an office-year fits into one answer.
inline constexpr size_t kUnitKerjaMax = 50;
inline constexpr size_t kIndikatorMax = 1000;
inline constexpr size_t kPerjanjianKinerjaPerTahunMax = 100;

struct PerencanaanRequest {
  std::string parent;  // "satker/6474"
  int32_t tahun = 0;
  Mode mode = Mode::kBerjalan;
  // Whether the request names an office, which it must not: offices are of the register.
  bool satker_given = false;
  Perencanaan perencanaan;
};

// What the store knows before the import.
struct PerencanaanContext {
  bool satker_known = false;
  // The office's, as in Satker.
  std::string berlaku_dari;
  std::string berlaku_sampai;
  // Units, indikator and Renstra of the office; the documents and pegawai of the year. `renstra` is
  // unused here.
  Perencanaan stored;
  std::vector<Renstra> renstra;
  // Of the output codes that the request names, those in force in the year.
  std::set<std::string> kode_output;
  // Of the stored indikator that the request gives another meaning (SameMakna), those named by an
  // RKT or agreement of another year or a Renstra without the year; with the first such document.
  std::map<std::string, std::string> dipakai_tahun_lain;
};

// What is to be written, targets read: every resource that is new or different. Or every reason
// against the request (INVALID_FIELD, UNKNOWN_REFERENCE; paths "perencanaan.rkt.baris[3].target").
//
// The office is in force on at least one day of the year. All names are of the office, each once.
// References resolve in the request or the store. Numbers of misi, tujuan, sasaran, IKU and rows
// are dense from 1. A Renstra is named by its period, holds the year, and shares no year with
// another. RKT and Rencana Aksi are named by the year, an agreement by the year and a suffix. Only
// a sub-bagian's agreement names a unit; nobody has two. In kBerjalan every indikator has a unit,
// every row of the Rencana Aksi a target and a pelaksana. Targets: target.h. What looks beyond the
// request: perencanaan_rules.h.
absl::StatusOr<Perencanaan> DecidePerencanaan(const PerencanaanContext& context,
                                              PerencanaanRequest request);

}  // namespace sakip::planning

#endif  // SAKIP_SERVICES_PLANNING_PERENCANAAN_H_
