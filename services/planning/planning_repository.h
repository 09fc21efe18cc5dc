#ifndef SAKIP_SERVICES_PLANNING_PLANNING_REPOSITORY_H_
#define SAKIP_SERVICES_PLANNING_PLANNING_REPOSITORY_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/store/store.h"
#include "services/planning/perencanaan.h"
#include "services/planning/planning.h"
#include "services/planning/register.h"

// Stored planning data as values. Names are full resource names that match their patterns. Errors
// are the store's, and DATA_LOSS for a record that cannot be read.
namespace sakip::planning {

absl::StatusOr<Register> LoadRegister(const store::Reader& reader);
absl::Status SaveRegister(store::Txn& txn, const Register& changes);

// What DecidePerencanaan needs to know of the store.
absl::StatusOr<PerencanaanContext> LoadContext(const store::Reader& reader,
                                               const PerencanaanRequest& request);
absl::Status SavePerencanaan(store::Txn& txn, std::string_view parent, int32_t tahun,
                             const Perencanaan& changes);

// Everything of one office-year, agreements in the order of reading; `kode`: all in force.
struct OfficeYear {
  Satker satker;
  Perencanaan perencanaan;
  std::vector<Kode> kode;
};

// nullopt for an unknown office.
absl::StatusOr<std::optional<OfficeYear>> LoadOfficeYear(const store::Reader& reader,
                                                         const std::string& parent, int32_t tahun);

absl::StatusOr<std::optional<Satker>> FindSatker(const store::Reader& reader,
                                                 std::string_view name);
absl::StatusOr<std::optional<Indikator>> FindIndikator(const store::Reader& reader,
                                                       std::string_view name);
absl::StatusOr<std::optional<Renstra>> FindRenstra(const store::Reader& reader,
                                                   std::string_view name);
absl::StatusOr<std::optional<Rkt>> FindRkt(const store::Reader& reader, std::string_view name);
absl::StatusOr<std::optional<PerjanjianKinerja>> FindPerjanjianKinerja(const store::Reader& reader,
                                                                       std::string_view name);
absl::StatusOr<std::optional<RencanaAksi>> FindRencanaAksi(const store::Reader& reader,
                                                           std::string_view name);

// One page of a listing, in the order of the keys.
template <class T>
struct Listing {
  std::vector<T> items;
  // To continue behind; empty when there is no more.
  std::string last_key;
};

// At most `limit` entries behind the key `after` (empty: from the first).
absl::StatusOr<Listing<Satker>> ListSatker(const store::Reader& reader, std::string_view induk,
                                           std::string_view after, size_t limit);
absl::StatusOr<Listing<Kode>> ListKode(const store::Reader& reader, int32_t tahun,
                                       std::string_view after, size_t limit);
absl::StatusOr<Listing<UnitKerja>> ListUnitKerja(const store::Reader& reader,
                                                 std::string_view parent, std::string_view after,
                                                 size_t limit);
absl::StatusOr<Listing<Indikator>> ListIndikator(const store::Reader& reader,
                                                 std::string_view parent, std::string_view after,
                                                 size_t limit);
absl::StatusOr<Listing<PerjanjianKinerja>> ListPerjanjianKinerja(const store::Reader& reader,
                                                                 std::string_view parent,
                                                                 std::string_view after,
                                                                 size_t limit);

}  // namespace sakip::planning

#endif  // SAKIP_SERVICES_PLANNING_PLANNING_REPOSITORY_H_
