#ifndef SAKIP_SERVICES_PERFORMANCE_PERFORMANCE_REPOSITORY_H_
#define SAKIP_SERVICES_PERFORMANCE_PERFORMANCE_REPOSITORY_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/store/store.h"
#include "services/performance/pengukuran.h"
#include "services/performance/realisasi.h"

// Performance's data in its store. Every reader answers DATA_LOSS for records it cannot read.
namespace sakip::performance {

struct OfficeYear {
  std::string satker;  // "6474"
  int tahun = 0;
};

// One page of a list and the key of its last entry.
template <class T>
struct Listed {
  std::vector<T> entries;
  std::string last_key;
  bool more = false;
};

absl::StatusOr<std::optional<Realisasi>> FindRealisasi(const store::Reader& reader,
                                                       const std::string& satker,
                                                       const RealisasiKey& key);

// All of an office-year, by indikator and period.
absl::StatusOr<std::vector<Realisasi>> LoadRealisasi(const store::Reader& reader,
                                                     const OfficeYear& year);

// At most `limit` behind `after` (empty: from the start).
absl::StatusOr<Listed<Realisasi>> ListRealisasi(const store::Reader& reader, const OfficeYear& year,
                                                std::string_view after, size_t limit);
absl::StatusOr<Listed<Capaian>> ListCapaian(const store::Reader& reader, const OfficeYear& year,
                                            std::string_view after, size_t limit);

// By agreement and row.
absl::StatusOr<std::vector<Capaian>> LoadCapaian(const store::Reader& reader,
                                                 const OfficeYear& year);

// Nullopt when nothing was ever computed for the office-year.
absl::StatusOr<std::optional<Ringkasan>> FindRingkasan(const store::Reader& reader,
                                                       const OfficeYear& year);

absl::Status PutRealisasi(store::Txn& txn, const std::string& satker, const Realisasi& realisasi);

// Makes the office-year's rows and means these; writes what differs. Whether a reader sees other
// rows or means: a newer moment of planning alone, which any office's write there brings, is none.
absl::StatusOr<bool> PutPengukuran(store::Txn& txn, const OfficeYear& year,
                                   const Pengukuran& pengukuran);

}  // namespace sakip::performance

#endif  // SAKIP_SERVICES_PERFORMANCE_PERFORMANCE_REPOSITORY_H_
