#include "services/planning/planning_repository.h"

#include <map>
#include <set>
#include <utility>

#include "common/status/status_macros.h"
#include "services/planning/perencanaan_rules.h"
#include "services/planning/planning_keys.h"
#include "services/planning/planning_records.h"

namespace sakip::planning {
namespace {

template <class T>
absl::StatusOr<std::optional<T>> FindOne(const store::Reader& reader, const store::Table& table,
                                         const std::string& key) {
  ASSIGN_OR_RETURN(const std::optional<std::string> bytes, reader.Get(table, key));
  if (!bytes.has_value()) {
    return std::optional<T>();
  }
  T value;
  RETURN_IF_ERROR(Decode(*bytes, value));
  return std::optional<T>(std::move(value));
}

// At most `limit` entries of `range` that `keep` wants.
template <class T, class Keep>
absl::StatusOr<Listing<T>> ListSome(const store::Reader& reader, const store::Table& table,
                                    const store::Range& range, size_t limit, const Keep& keep) {
  Listing<T> listing;
  std::string last_key;
  bool more = false;
  absl::Status damage;
  RETURN_IF_ERROR(reader.Scan(table, range, [&](std::string_view key, std::string_view bytes) {
    T value;
    damage = Decode(bytes, value);
    if (!damage.ok() || !keep(value)) {
      return damage.ok();
    }
    if (listing.items.size() == limit) {
      more = true;
      return false;
    }
    listing.items.push_back(std::move(value));
    last_key = key;
    return true;
  }));
  RETURN_IF_ERROR(damage);
  if (more) {
    listing.last_key = std::move(last_key);
  }
  return listing;
}

template <class T>
absl::StatusOr<Listing<T>> ListUnder(const store::Reader& reader, const store::Table& table,
                                     std::string_view parent, std::string_view after,
                                     size_t limit) {
  return ListSome<T>(reader, table, Behind(Under(SatkerKey(parent)), after), limit,
                     [](const T&) { return true; });
}

template <class T>
absl::StatusOr<std::vector<T>> All(const store::Reader& reader, const store::Table& table,
                                   const store::Range& range) {
  ASSIGN_OR_RETURN(Listing<T> listing,
                   ListSome<T>(reader, table, range, SIZE_MAX, [](const T&) { return true; }));
  return std::move(listing.items);
}

// The output entry of a code in force in the year?
absl::StatusOr<bool> OutputInForce(const store::Reader& reader, const std::string& kode,
                                   int32_t tahun) {
  ASSIGN_OR_RETURN(const std::vector<Kode> entries, All<Kode>(reader, kKodeTable, Under(kode)));
  for (const Kode& entry : entries) {
    if (entry.jenis == JenisKode::kOutput && InForce(entry, tahun)) {
      return true;
    }
  }
  return false;
}

// Units, indikator, and the year's documents except the Renstra.
absl::StatusOr<Perencanaan> LoadPerencanaan(const store::Reader& reader, const std::string& satker,
                                            int32_t tahun) {
  Perencanaan p;
  const std::string key = Key(satker, std::to_string(tahun));
  ASSIGN_OR_RETURN(p.unit_kerja, All<UnitKerja>(reader, kUnitKerjaTable, Under(satker)));
  ASSIGN_OR_RETURN(p.indikator, All<Indikator>(reader, kIndikatorTable, Under(satker)));
  ASSIGN_OR_RETURN(std::optional<std::vector<Pegawai>> pegawai,
                   FindOne<std::vector<Pegawai>>(reader, kPegawaiTable, key));
  if (pegawai.has_value()) {
    p.pegawai = *std::move(pegawai);
  }
  ASSIGN_OR_RETURN(p.rkt, FindOne<Rkt>(reader, kRktTable, key));
  ASSIGN_OR_RETURN(p.perjanjian_kinerja,
                   All<PerjanjianKinerja>(reader, kPerjanjianKinerjaTable, OfYear(satker, tahun)));
  ASSIGN_OR_RETURN(p.rencana_aksi, FindOne<RencanaAksi>(reader, kRencanaAksiTable, key));
  return p;
}

}  // namespace

absl::StatusOr<Register> LoadRegister(const store::Reader& reader) {
  Register all;
  ASSIGN_OR_RETURN(all.satker, All<Satker>(reader, kSatkerTable, {}));
  ASSIGN_OR_RETURN(all.kode, All<Kode>(reader, kKodeTable, {}));
  return all;
}

absl::Status SaveRegister(store::Txn& txn, const Register& changes) {
  for (const Satker& satker : changes.satker) {
    RETURN_IF_ERROR(txn.Put(kSatkerTable, SatkerKey(satker.name), Encode(satker)));
  }
  for (const Kode& kode : changes.kode) {
    RETURN_IF_ERROR(txn.Put(kKodeTable, KodeKey(kode.kode, kode.tahun_dari), Encode(kode)));
  }
  return absl::OkStatus();
}

namespace {

template <class T>
void NoteUsers(const std::vector<T>& documents, const std::set<std::string>& indikator,
               PerencanaanContext& context) {
  for (const T& document : documents) {
    for (const std::string& name : indikator) {
      if (Names(document, name)) {
        context.dipakai_tahun_lain.emplace(name, document.name);
      }
    }
  }
}

// Fills `dipakai_tahun_lain`. Reads the documents of all years, but only if an indikator changes
// its meaning, which is rare.
absl::Status LoadUsers(const store::Reader& reader, const PerencanaanRequest& request,
                       PerencanaanContext& context) {
  std::map<std::string_view, const Indikator*> stored;
  for (const Indikator& indikator : context.stored.indikator) {
    stored[indikator.name] = &indikator;
  }
  std::set<std::string> changed;
  for (const Indikator& asked : request.perencanaan.indikator) {
    const auto before = stored.find(asked.name);
    if (before != stored.end() && !SameMakna(*before->second, asked)) {
      changed.insert(asked.name);
    }
  }
  if (changed.empty()) {
    return absl::OkStatus();
  }
  const store::Range office = Under(SatkerKey(request.parent));
  ASSIGN_OR_RETURN(std::vector<Rkt> rkt, All<Rkt>(reader, kRktTable, office));
  ASSIGN_OR_RETURN(std::vector<PerjanjianKinerja> pk,
                   All<PerjanjianKinerja>(reader, kPerjanjianKinerjaTable, office));
  std::vector<Renstra> renstra = context.renstra;
  std::erase_if(rkt, [&](const Rkt& one) { return one.tahun == request.tahun; });
  std::erase_if(pk, [&](const PerjanjianKinerja& one) { return one.tahun == request.tahun; });
  std::erase_if(renstra, [&](const Renstra& one) {
    return one.tahun_dari <= request.tahun && request.tahun <= one.tahun_sampai;
  });
  NoteUsers(rkt, changed, context);
  NoteUsers(pk, changed, context);
  NoteUsers(renstra, changed, context);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<PerencanaanContext> LoadContext(const store::Reader& reader,
                                               const PerencanaanRequest& request) {
  PerencanaanContext context;
  const std::string satker = SatkerKey(request.parent);
  ASSIGN_OR_RETURN(const std::optional<Satker> office, FindSatker(reader, request.parent));
  context.satker_known = office.has_value();
  if (office.has_value()) {
    context.berlaku_dari = office->berlaku_dari;
    context.berlaku_sampai = office->berlaku_sampai;
  }
  ASSIGN_OR_RETURN(context.stored, LoadPerencanaan(reader, satker, request.tahun));
  ASSIGN_OR_RETURN(context.renstra, All<Renstra>(reader, kRenstraTable, Under(satker)));
  std::set<std::string> asked;
  for (const Indikator& indikator : request.perencanaan.indikator) {
    asked.insert(indikator.kode_output);
  }
  for (const std::string& kode : asked) {
    ASSIGN_OR_RETURN(const bool in_force, OutputInForce(reader, kode, request.tahun));
    if (in_force) {
      context.kode_output.insert(kode);
    }
  }
  RETURN_IF_ERROR(LoadUsers(reader, request, context));
  return context;
}

absl::Status SavePerencanaan(store::Txn& txn, std::string_view parent, int32_t tahun,
                             const Perencanaan& changes) {
  for (const UnitKerja& unit_kerja : changes.unit_kerja) {
    RETURN_IF_ERROR(txn.Put(kUnitKerjaTable, KeyOf(unit_kerja.name), Encode(unit_kerja)));
  }
  if (!changes.pegawai.empty()) {
    RETURN_IF_ERROR(txn.Put(kPegawaiTable, Key(SatkerKey(parent), std::to_string(tahun)),
                            Encode(changes.pegawai)));
  }
  for (const Indikator& indikator : changes.indikator) {
    RETURN_IF_ERROR(txn.Put(kIndikatorTable, KeyOf(indikator.name), Encode(indikator)));
  }
  if (changes.renstra.has_value()) {
    RETURN_IF_ERROR(txn.Put(kRenstraTable, KeyOf(changes.renstra->name), Encode(*changes.renstra)));
  }
  if (changes.rkt.has_value()) {
    RETURN_IF_ERROR(txn.Put(kRktTable, KeyOf(changes.rkt->name), Encode(*changes.rkt)));
  }
  for (const PerjanjianKinerja& pk : changes.perjanjian_kinerja) {
    RETURN_IF_ERROR(txn.Put(kPerjanjianKinerjaTable, KeyOf(pk.name), Encode(pk)));
  }
  if (changes.rencana_aksi.has_value()) {
    RETURN_IF_ERROR(txn.Put(kRencanaAksiTable, KeyOf(changes.rencana_aksi->name),
                            Encode(*changes.rencana_aksi)));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<OfficeYear>> LoadOfficeYear(const store::Reader& reader,
                                                         const std::string& parent, int32_t tahun) {
  ASSIGN_OR_RETURN(std::optional<Satker> satker, FindSatker(reader, parent));
  if (!satker.has_value()) {
    return std::optional<OfficeYear>();
  }
  OfficeYear year;
  year.satker = *std::move(satker);
  ASSIGN_OR_RETURN(year.perencanaan, LoadPerencanaan(reader, SatkerKey(parent), tahun));
  SortForReading(year.perencanaan.perjanjian_kinerja);
  ASSIGN_OR_RETURN(const std::vector<Renstra> renstra,
                   All<Renstra>(reader, kRenstraTable, Under(SatkerKey(parent))));
  for (const Renstra& period : renstra) {
    if (period.tahun_dari <= tahun && tahun <= period.tahun_sampai) {
      year.perencanaan.renstra = period;
    }
  }
  ASSIGN_OR_RETURN(Listing<Kode> kode, ListKode(reader, tahun, {}, SIZE_MAX));
  year.kode = std::move(kode.items);
  return std::optional<OfficeYear>(std::move(year));
}

absl::StatusOr<std::optional<Satker>> FindSatker(const store::Reader& reader,
                                                 std::string_view name) {
  return FindOne<Satker>(reader, kSatkerTable, SatkerKey(name));
}

absl::StatusOr<std::optional<Indikator>> FindIndikator(const store::Reader& reader,
                                                       std::string_view name) {
  return FindOne<Indikator>(reader, kIndikatorTable, KeyOf(name));
}

absl::StatusOr<std::optional<Renstra>> FindRenstra(const store::Reader& reader,
                                                   std::string_view name) {
  return FindOne<Renstra>(reader, kRenstraTable, KeyOf(name));
}

absl::StatusOr<std::optional<Rkt>> FindRkt(const store::Reader& reader, std::string_view name) {
  return FindOne<Rkt>(reader, kRktTable, KeyOf(name));
}

absl::StatusOr<std::optional<PerjanjianKinerja>> FindPerjanjianKinerja(const store::Reader& reader,
                                                                       std::string_view name) {
  return FindOne<PerjanjianKinerja>(reader, kPerjanjianKinerjaTable, KeyOf(name));
}

absl::StatusOr<std::optional<RencanaAksi>> FindRencanaAksi(const store::Reader& reader,
                                                           std::string_view name) {
  return FindOne<RencanaAksi>(reader, kRencanaAksiTable, KeyOf(name));
}

absl::StatusOr<Listing<Satker>> ListSatker(const store::Reader& reader, std::string_view induk,
                                           std::string_view after, size_t limit) {
  return ListSome<Satker>(
      reader, kSatkerTable, Behind({}, after), limit,
      [induk](const Satker& satker) { return induk.empty() || satker.induk == induk; });
}

absl::StatusOr<Listing<Kode>> ListKode(const store::Reader& reader, int32_t tahun,
                                       std::string_view after, size_t limit) {
  return ListSome<Kode>(reader, kKodeTable, Behind({}, after), limit,
                        [tahun](const Kode& kode) { return InForce(kode, tahun); });
}

absl::StatusOr<Listing<UnitKerja>> ListUnitKerja(const store::Reader& reader,
                                                 std::string_view parent, std::string_view after,
                                                 size_t limit) {
  return ListUnder<UnitKerja>(reader, kUnitKerjaTable, parent, after, limit);
}

absl::StatusOr<Listing<Indikator>> ListIndikator(const store::Reader& reader,
                                                 std::string_view parent, std::string_view after,
                                                 size_t limit) {
  return ListUnder<Indikator>(reader, kIndikatorTable, parent, after, limit);
}

absl::StatusOr<Listing<PerjanjianKinerja>> ListPerjanjianKinerja(const store::Reader& reader,
                                                                 std::string_view parent,
                                                                 std::string_view after,
                                                                 size_t limit) {
  return ListUnder<PerjanjianKinerja>(reader, kPerjanjianKinerjaTable, parent, after, limit);
}

}  // namespace sakip::planning
