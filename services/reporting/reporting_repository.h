#ifndef SAKIP_SERVICES_REPORTING_REPORTING_REPOSITORY_H_
#define SAKIP_SERVICES_REPORTING_REPORTING_REPOSITORY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/store/store.h"
#include "services/reporting/lakip_data.h"

// Stored records of reporting as plain values. A record of an unknown schema is DATA_LOSS.
namespace sakip::reporting {

// One stored version of a report.
struct VersiLakip {
  std::string satker;
  int tahun = 0;
  int64_t versi = 0;  // dense from 1
  std::string hash;
  std::vector<Sumber> sumber;
  std::string pembuat;
  int64_t waktu_us = 0;
};

absl::StatusOr<std::optional<Naskah>> FindNaskah(const store::Reader& reader,
                                                 std::string_view satker, int tahun);
// False when the stored naskah is the same and nothing was written.
absl::StatusOr<bool> SaveNaskah(store::Txn& txn, std::string_view satker, int tahun,
                                const Naskah& naskah);

absl::StatusOr<std::optional<VersiLakip>> FindLakip(const store::Reader& reader,
                                                    std::string_view satker, int tahun,
                                                    int64_t versi);
absl::StatusOr<std::optional<VersiLakip>> NewestLakip(const store::Reader& reader,
                                                      std::string_view satker, int tahun);
// Canonical bytes of the version's document model. DATA_LOSS when they are not there.
absl::StatusOr<std::string> LoadModel(const store::Reader& reader, const VersiLakip& lakip);
// Appends; a version that is stored already fails the transaction.
absl::Status AppendLakip(store::Txn& txn, const VersiLakip& lakip, std::string_view model);

struct HalamanLakip {
  std::vector<VersiLakip> rows;
  std::string next;  // key to continue behind; empty on the last page
};

// Versions of all years in order, from behind `after` (empty: from the start).
absl::StatusOr<HalamanLakip> ListLakip(const store::Reader& reader, std::string_view satker,
                                       std::string_view after, size_t size);

}  // namespace sakip::reporting

#endif  // SAKIP_SERVICES_REPORTING_REPORTING_REPOSITORY_H_
