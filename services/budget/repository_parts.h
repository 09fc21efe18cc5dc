#ifndef SAKIP_SERVICES_BUDGET_REPOSITORY_PARTS_H_
#define SAKIP_SERVICES_BUDGET_REPOSITORY_PARTS_H_

#include <functional>
#include <string_view>

#include "common/store/store.h"
#include "services/budget/budget_repository.h"

// Between the files of the repository; for nobody else.
namespace sakip::budget::parts {

// The store names a record that it does not have.
absl::Status Missing();

// Calls `visit` for each entry until it answers an error, which is returned.
absl::Status ForEach(
    const store::Reader& reader, const store::Table& table, const store::Range& range,
    const std::function<absl::Status(std::string_view key, std::string_view value)>& visit);

// The stored head, and nothing when none was stored.
absl::StatusOr<std::optional<Kepala>> FindKepala(const store::Reader& reader,
                                                 std::string_view satker, int32_t tahun);

// A transaction from its stored bytes, with its balances wherever they are.
absl::StatusOr<JurnalTersimpan> ReadJurnal(const store::Reader& reader, std::string_view satker,
                                           int64_t nomor, std::string_view bytes);

// A line whose label may have been changed.
absl::StatusOr<std::optional<Baris>> FindBaris(const store::Reader& reader, std::string_view satker,
                                               std::string_view id, bool label_berubah);

// A posting with its transaction; nothing when there is none.
absl::StatusOr<std::optional<RealisasiBernomor>> FindRealisasi(const store::Reader& reader,
                                                               std::string_view satker,
                                                               std::string_view id);

// Appends the documents of `perubahan`, and keeps the lists of them.
absl::Status SaveDokumen(store::Txn& txn, std::string_view satker, int32_t tahun,
                         const Perubahan& perubahan);

// Numbers at the end of keys under `range`: the last one; 0 when there is none.
absl::StatusOr<int64_t> LastNumber(const store::Reader& reader, const store::Table& table,
                                   const store::Range& range);

}  // namespace sakip::budget::parts

#endif  // SAKIP_SERVICES_BUDGET_REPOSITORY_PARTS_H_
