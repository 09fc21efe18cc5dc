#ifndef SAKIP_SERVICES_BUDGET_BUDGET_REPOSITORY_H_
#define SAKIP_SERVICES_BUDGET_BUDGET_REPOSITORY_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/store/store.h"
#include "services/budget/budget_records.h"
#include "services/budget/decide.h"
#include "services/budget/verify.h"

// Loads and writes the budget of an office. `satker` is an area code, "6474". A record that cannot
// be read, or that another one names and is not there, is DATA_LOSS.
namespace sakip::budget {

// What Decide needs for `usulan`.
absl::StatusOr<Buku> LoadBuku(const store::Reader& reader, const Usulan& usulan);

// Writes what Decide answered.
absl::Status Save(store::Txn& txn, std::string_view satker, int32_t tahun,
                  const Perubahan& perubahan, const Pencatat& pencatat, const Sumber& sumber);

// A line with its balances; nullopt when there is none.
absl::StatusOr<std::optional<Baris>> FindBaris(const store::Reader& reader, std::string_view satker,
                                               std::string_view id);

// A posting and its line right after it; nullopt when there is none.
struct HasilRealisasi {
  Realisasi realisasi;
  Baris baris;
};
absl::StatusOr<std::optional<HasilRealisasi>> FindHasil(const store::Reader& reader,
                                                        std::string_view satker,
                                                        std::string_view id);

// At most `size` rows behind the key `after`; `next` is the last one's key, empty at the end.
template <class Row>
struct Halaman {
  std::vector<Row> rows;
  std::string next;
};
absl::StatusOr<Halaman<Baris>> ListBaris(const store::Reader& reader, std::string_view satker,
                                         int32_t tahun, std::string_view after, size_t size);
// With a `pagu` only transactions that touch that line, found without reading the others.
absl::StatusOr<Halaman<BarisJurnal>> ListJurnal(const store::Reader& reader,
                                                std::string_view satker, int32_t tahun,
                                                std::string_view pagu, std::string_view after,
                                                size_t size);

// All lines of a year, in the order of their ids, and the codes they were entered under.
absl::StatusOr<std::vector<Baris>> LoadBaris(const store::Reader& reader, std::string_view satker,
                                             int32_t tahun);
absl::StatusOr<DaftarKode> LoadKode(const store::Reader& reader, std::string_view satker,
                                    int32_t tahun);

// Everything of an office-year, for Verify.
absl::StatusOr<BukuLengkap> LoadBukuLengkap(const store::Reader& reader, std::string_view satker,
                                            int32_t tahun);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_BUDGET_REPOSITORY_H_
