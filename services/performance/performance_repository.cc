#include "services/performance/performance_repository.h"

#include <limits>
#include <map>
#include <utility>

#include "common/status/status_macros.h"
#include "services/performance/performance_keys.h"
#include "services/performance/performance_records.h"

namespace sakip::performance {
namespace {

template <class T>
using Decode = absl::StatusOr<T> (*)(std::string_view);

template <class T>
absl::StatusOr<Listed<T>> List(const store::Reader& reader, const store::Table& table,
                               store::Range range, std::string_view after, size_t limit,
                               Decode<T> decode) {
  if (!after.empty()) {
    range.begin = std::string(after) + '\0';
  }
  Listed<T> listed;
  absl::Status bad;
  const absl::Status scanned =
      reader.Scan(table, range, [&](std::string_view key, std::string_view value) {
        if (listed.entries.size() == limit) {
          listed.more = true;
          return false;
        }
        absl::StatusOr<T> entry = decode(value);
        if (!entry.ok()) {
          bad = entry.status();
          return false;
        }
        listed.entries.push_back(*std::move(entry));
        listed.last_key = key;
        return true;
      });
  RETURN_IF_ERROR(scanned);
  RETURN_IF_ERROR(bad);
  return listed;
}

constexpr size_t kAll = std::numeric_limits<size_t>::max();

}  // namespace

absl::StatusOr<std::optional<Realisasi>> FindRealisasi(const store::Reader& reader,
                                                       const std::string& satker,
                                                       const RealisasiKey& key) {
  ASSIGN_OR_RETURN(
      const std::optional<std::string> bytes,
      reader.Get(kRealisasiTable, RealisasiTableKey(satker, key.indikator, key.periode)));
  if (!bytes) {
    return std::nullopt;
  }
  ASSIGN_OR_RETURN(Realisasi realisasi, DecodeRealisasi(*bytes));
  return realisasi;
}

absl::StatusOr<Listed<Realisasi>> ListRealisasi(const store::Reader& reader, const OfficeYear& year,
                                                std::string_view after, size_t limit) {
  return List<Realisasi>(reader, kRealisasiTable, OfficeYearRange(year.satker, year.tahun), after,
                         limit, DecodeRealisasi);
}

absl::StatusOr<Listed<Capaian>> ListCapaian(const store::Reader& reader, const OfficeYear& year,
                                            std::string_view after, size_t limit) {
  return List<Capaian>(reader, kCapaianTable, OfficeYearRange(year.satker, year.tahun), after,
                       limit, DecodeCapaian);
}

absl::StatusOr<std::vector<Realisasi>> LoadRealisasi(const store::Reader& reader,
                                                     const OfficeYear& year) {
  ASSIGN_OR_RETURN(Listed<Realisasi> listed, ListRealisasi(reader, year, {}, kAll));
  return std::move(listed.entries);
}

absl::StatusOr<std::vector<Capaian>> LoadCapaian(const store::Reader& reader,
                                                 const OfficeYear& year) {
  ASSIGN_OR_RETURN(Listed<Capaian> listed, ListCapaian(reader, year, {}, kAll));
  return std::move(listed.entries);
}

absl::StatusOr<std::optional<Ringkasan>> FindRingkasan(const store::Reader& reader,
                                                       const OfficeYear& year) {
  ASSIGN_OR_RETURN(const std::optional<std::string> bytes,
                   reader.Get(kPengukuranTable, OfficeYearKey(year.satker, year.tahun)));
  if (!bytes) {
    return std::nullopt;
  }
  ASSIGN_OR_RETURN(Ringkasan ringkasan, DecodeRingkasan(*bytes));
  return ringkasan;
}

absl::Status PutRealisasi(store::Txn& txn, const std::string& satker, const Realisasi& realisasi) {
  return txn.Put(kRealisasiTable, RealisasiTableKey(satker, realisasi.indikator, realisasi.periode),
                 EncodeRealisasi(realisasi));
}

absl::StatusOr<bool> PutPengukuran(store::Txn& txn, const OfficeYear& year,
                                   const Pengukuran& pengukuran) {
  const auto key_of = [&](const Capaian& row) {
    return CapaianTableKey(year.satker, year.tahun, row.perjanjian, row.nomor);
  };
  ASSIGN_OR_RETURN(std::vector<Capaian> stored, LoadCapaian(txn, year));
  std::map<std::string, Capaian> left;
  for (Capaian& row : stored) {
    std::string key = key_of(row);
    left.emplace(std::move(key), std::move(row));
  }
  bool changed = false;
  for (const Capaian& row : pengukuran.capaian) {
    const std::string key = key_of(row);
    const auto old = left.find(key);
    if (old == left.end() || old->second != row) {
      RETURN_IF_ERROR(txn.Put(kCapaianTable, key, EncodeCapaian(row)));
      changed = true;
    }
    if (old != left.end()) {
      left.erase(old);
    }
  }
  for (const auto& [key, row] : left) {
    RETURN_IF_ERROR(txn.Delete(kCapaianTable, key));
    changed = true;
  }
  ASSIGN_OR_RETURN(const std::optional<Ringkasan> summary, FindRingkasan(txn, year));
  if (!summary || *summary != pengukuran.ringkasan) {
    RETURN_IF_ERROR(txn.Put(kPengukuranTable, OfficeYearKey(year.satker, year.tahun),
                            EncodeRingkasan(pengukuran.ringkasan)));
    Ringkasan seen = summary.value_or(Ringkasan());
    seen.perencanaan = pengukuran.ringkasan.perencanaan;
    changed = changed || !summary || seen != pengukuran.ringkasan;
  }
  return changed;
}

}  // namespace sakip::performance
