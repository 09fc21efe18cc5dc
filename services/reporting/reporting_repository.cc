#include "services/reporting/reporting_repository.h"

#include <utility>

#include "common/status/status_macros.h"
#include "sakip/storage/v1/reporting.pb.h"
#include "services/reporting/reporting_keys.h"

namespace sakip::reporting {
namespace {

namespace storage = sakip::storage::v1;

constexpr uint32_t kSchema = 1;

absl::Status Unreadable(std::string_view what) {
  return absl::DataLossError(std::string(what) + " record cannot be read");
}

storage::NaskahRecord ToRecord(const Naskah& naskah) {
  storage::NaskahRecord record;
  record.set_schema(kSchema);
  record.set_tempat(naskah.tempat);
  record.set_tanggal(naskah.tanggal.has_value() ? naskah.tanggal->epoch_days() : 0);
  record.set_jabatan_penandatangan(naskah.jabatan_penandatangan);
  record.set_nama_penandatangan(naskah.nama_penandatangan);
  for (const Narasi& narasi : naskah.narasi) {
    storage::NarasiRecord& out = *record.add_narasi();
    out.set_bagian(static_cast<int32_t>(narasi.bagian) + 1);  // as numbered in the public enum
    for (const std::string& paragraf : narasi.paragraf) {
      out.add_paragraf(paragraf);
    }
  }
  return record;
}

Naskah FromRecord(const storage::NaskahRecord& record) {
  Naskah naskah;
  naskah.tempat = record.tempat();
  naskah.tanggal = period::Tanggal::FromEpochDays(record.tanggal());
  naskah.jabatan_penandatangan = record.jabatan_penandatangan();
  naskah.nama_penandatangan = record.nama_penandatangan();
  for (const storage::NarasiRecord& narasi : record.narasi()) {
    naskah.narasi.push_back({.bagian = static_cast<BagianNarasi>(narasi.bagian() - 1),
                             .paragraf = {narasi.paragraf().begin(), narasi.paragraf().end()}});
  }
  return naskah;
}

absl::StatusOr<VersiLakip> ParseLakip(std::string_view satker, std::string_view key,
                                      std::string_view value) {
  storage::LakipRecord record;
  if (!record.ParseFromArray(value.data(), static_cast<int>(value.size())) ||
      record.schema() != kSchema) {
    return Unreadable("LAKIP");
  }
  VersiLakip lakip{.satker = std::string(satker),
                   .tahun = TahunOf(key),
                   .versi = VersiOf(key),
                   .hash = record.hash(),
                   .sumber = {},
                   .pembuat = record.pembuat(),
                   .waktu_us = record.waktu_us()};
  for (const storage::SumberRecord& sumber : record.sumber()) {
    lakip.sumber.push_back({.layanan = sumber.layanan(),
                            .store = sumber.store(),
                            .epoch = sumber.epoch(),
                            .sequence = sumber.sequence()});
  }
  return lakip;
}

}  // namespace

absl::StatusOr<std::optional<Naskah>> FindNaskah(const store::Reader& reader,
                                                 std::string_view satker, int tahun) {
  ASSIGN_OR_RETURN(const auto value, reader.Get(kNaskahTable, YearKey(satker, tahun)));
  if (!value.has_value()) {
    return std::optional<Naskah>();
  }
  storage::NaskahRecord record;
  if (!record.ParseFromString(*value) || record.schema() != kSchema) {
    return Unreadable("naskah");
  }
  return std::optional<Naskah>(FromRecord(record));
}

absl::StatusOr<bool> SaveNaskah(store::Txn& txn, std::string_view satker, int tahun,
                                const Naskah& naskah) {
  const std::string key = YearKey(satker, tahun);
  const std::string value = ToRecord(naskah).SerializeAsString();
  ASSIGN_OR_RETURN(const auto stored, txn.Get(kNaskahTable, key));
  if (stored == value) {
    return false;
  }
  RETURN_IF_ERROR(txn.Put(kNaskahTable, key, value));
  return true;
}

absl::StatusOr<std::optional<VersiLakip>> FindLakip(const store::Reader& reader,
                                                    std::string_view satker, int tahun,
                                                    int64_t versi) {
  const std::string key = VersionKey(satker, tahun, versi);
  ASSIGN_OR_RETURN(const auto value, reader.Get(kLakipTable, key));
  if (!value.has_value()) {
    return std::optional<VersiLakip>();
  }
  ASSIGN_OR_RETURN(VersiLakip lakip, ParseLakip(satker, key, *value));
  return std::optional<VersiLakip>(std::move(lakip));
}

absl::StatusOr<std::optional<VersiLakip>> NewestLakip(const store::Reader& reader,
                                                      std::string_view satker, int tahun) {
  std::optional<store::Entry> newest;
  RETURN_IF_ERROR(reader.ScanReverse(kLakipTable, VersionsOfYear(satker, tahun),
                                     [&](std::string_view key, std::string_view value) {
                                       newest = {std::string(key), std::string(value)};
                                       return false;
                                     }));
  if (!newest.has_value()) {
    return std::optional<VersiLakip>();
  }
  ASSIGN_OR_RETURN(VersiLakip lakip, ParseLakip(satker, newest->key, newest->value));
  return std::optional<VersiLakip>(std::move(lakip));
}

absl::StatusOr<std::string> LoadModel(const store::Reader& reader, const VersiLakip& lakip) {
  ASSIGN_OR_RETURN(auto value,
                   reader.Get(kModelTable, VersionKey(lakip.satker, lakip.tahun, lakip.versi)));
  if (!value.has_value()) {
    return absl::DataLossError("a LAKIP has no document model");
  }
  return *std::move(value);
}

absl::Status AppendLakip(store::Txn& txn, const VersiLakip& lakip, std::string_view model) {
  storage::LakipRecord record;
  record.set_schema(kSchema);
  record.set_hash(lakip.hash);
  record.set_pembuat(lakip.pembuat);
  record.set_waktu_us(lakip.waktu_us);
  for (const Sumber& sumber : lakip.sumber) {
    storage::SumberRecord& out = *record.add_sumber();
    out.set_layanan(sumber.layanan);
    out.set_store(sumber.store);
    out.set_epoch(sumber.epoch);
    out.set_sequence(sumber.sequence);
  }
  const std::string key = VersionKey(lakip.satker, lakip.tahun, lakip.versi);
  RETURN_IF_ERROR(txn.Put(kLakipTable, key, record.SerializeAsString()));
  return txn.Put(kModelTable, key, model);
}

absl::StatusOr<HalamanLakip> ListLakip(const store::Reader& reader, std::string_view satker,
                                       std::string_view after, size_t size) {
  store::Range range = VersionsOfSatker(satker);
  if (!after.empty()) {
    range.begin = std::string(after) + '\0';
  }
  ASSIGN_OR_RETURN(const auto entries, reader.List(kLakipTable, range, size + 1));
  HalamanLakip page;
  for (size_t i = 0; i < entries.size() && i < size; ++i) {
    ASSIGN_OR_RETURN(VersiLakip lakip, ParseLakip(satker, entries[i].key, entries[i].value));
    page.rows.push_back(std::move(lakip));
  }
  if (entries.size() > size) {
    page.next = entries[size - 1].key;
  }
  return page;
}

}  // namespace sakip::reporting
