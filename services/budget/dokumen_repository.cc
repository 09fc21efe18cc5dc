#include <utility>

#include "common/status/status_macros.h"
#include "services/budget/budget_keys.h"
#include "services/budget/dokumen_records.h"
#include "services/budget/repository_parts.h"

namespace sakip::budget {
namespace {

// Of one year and kind, in kDokumenTable or kTerbukaTable.
template <class Dokumen>
store::Range InList(std::string_view satker, int32_t tahun) {
  return store::PrefixRange(SignKey(satker, tahun, kJenisDokumen<Dokumen>.huruf, ""));
}

template <class Dokumen>
absl::StatusOr<Dokumen> MustFind(const store::Reader& reader, std::string_view satker,
                                 std::string_view id) {
  ASSIGN_OR_RETURN(std::optional<Dokumen> dokumen, FindDokumen<Dokumen>(reader, satker, id));
  if (!dokumen) {
    return parts::Missing();
  }
  return *std::move(dokumen);
}

template <class Dokumen>
absl::StatusOr<std::vector<Dokumen>> LoadList(const store::Reader& reader,
                                              const store::Table& table, std::string_view satker,
                                              int32_t tahun) {
  std::vector<Dokumen> all;
  RETURN_IF_ERROR(parts::ForEach(
      reader, table, InList<Dokumen>(satker, tahun),
      [&](std::string_view key, std::string_view) -> absl::Status {
        ASSIGN_OR_RETURN(Dokumen dokumen, MustFind<Dokumen>(reader, satker, LastPart(key)));
        all.push_back(std::move(dokumen));
        return absl::OkStatus();
      }));
  return all;
}

// Appends a version.
template <class Dokumen>
absl::Status SaveVersi(store::Txn& txn, std::string_view satker, int32_t tahun,
                       const Dokumen& dokumen) {
  const JenisDokumen& jenis = kJenisDokumen<Dokumen>;
  ASSIGN_OR_RETURN(const int64_t newest,
                   parts::LastNumber(txn, *jenis.table, Under(satker, dokumen.id)));
  if (newest == 0) {
    RETURN_IF_ERROR(txn.Put(kDokumenTable, SignKey(satker, tahun, jenis.huruf, dokumen.id), ""));
  }
  return txn.Put(*jenis.table, NumberKey(satker, dokumen.id, newest + 1), Encode(dokumen));
}

template <class Dokumen>
absl::Status SaveTerbuka(store::Txn& txn, std::string_view satker, int32_t tahun,
                         const Dokumen& dokumen, bool open) {
  const std::string key = SignKey(satker, tahun, kJenisDokumen<Dokumen>.huruf, dokumen.id);
  ASSIGN_OR_RETURN(const std::optional<std::string> listed, txn.Get(kTerbukaTable, key));
  if (open == listed.has_value()) {
    return absl::OkStatus();
  }
  return open ? txn.Put(kTerbukaTable, key, "") : txn.Delete(kTerbukaTable, key);
}

}  // namespace

namespace parts {

absl::Status SaveDokumen(store::Txn& txn, std::string_view satker, int32_t tahun,
                         const Perubahan& perubahan) {
  for (const Tagihan& tagihan : perubahan.tagihan) {
    RETURN_IF_ERROR(SaveVersi(txn, satker, tahun, tagihan));
    RETURN_IF_ERROR(SaveTerbuka(txn, satker, tahun, tagihan, !Selesai(tagihan.status)));
  }
  for (const Komitmen& komitmen : perubahan.komitmen) {
    RETURN_IF_ERROR(SaveVersi(txn, satker, tahun, komitmen));
    RETURN_IF_ERROR(
        SaveTerbuka(txn, satker, tahun, komitmen, komitmen.status == StatusKomitmen::kAktif));
  }
  for (const Revisi& revisi : perubahan.revisi) {
    RETURN_IF_ERROR(SaveVersi(txn, satker, tahun, revisi));
  }
  for (const Setoran& setoran : perubahan.setoran) {
    RETURN_IF_ERROR(SaveVersi(txn, satker, tahun, setoran));
  }
  for (const Koreksi& koreksi : perubahan.koreksi) {
    RETURN_IF_ERROR(SaveVersi(txn, satker, tahun, koreksi));
  }
  for (const Pembukaan& pembukaan : perubahan.pembukaan) {
    RETURN_IF_ERROR(SaveVersi(txn, satker, tahun, pembukaan));
  }
  if (!perubahan.akta.empty()) {
    const std::string year = std::to_string(tahun);
    ASSIGN_OR_RETURN(int64_t last, LastNumber(txn, kAktaTable, Under(satker, year)));
    for (const AktaPeriode& akta : perubahan.akta) {
      RETURN_IF_ERROR(txn.Put(kAktaTable, NumberKey(satker, year, ++last), Encode(akta)));
    }
  }
  for (const auto& [nomor, dokumen] : perubahan.nomor) {
    RETURN_IF_ERROR(txn.Put(kNomorTable, SignKey(satker, tahun, DigitOf(nomor.first), nomor.second),
                            EncodeNomor(dokumen)));
  }
  return absl::OkStatus();
}

}  // namespace parts

template <class Dokumen>
absl::StatusOr<std::optional<Dokumen>> FindDokumen(const store::Reader& reader,
                                                   std::string_view satker, std::string_view id) {
  std::optional<absl::StatusOr<Dokumen>> newest;
  RETURN_IF_ERROR(reader.ScanReverse(*kJenisDokumen<Dokumen>.table, Under(satker, id),
                                     [&](std::string_view, std::string_view value) {
                                       newest = DecodeDokumen<Dokumen>(id, value);
                                       return false;
                                     }));
  if (!newest) {
    return std::nullopt;
  }
  ASSIGN_OR_RETURN(Dokumen dokumen, *std::move(newest));
  return dokumen;
}

template <class Dokumen>
absl::StatusOr<Halaman<Dokumen>> ListDokumen(const store::Reader& reader, std::string_view satker,
                                             int32_t tahun, std::string_view after, size_t size) {
  ASSIGN_OR_RETURN(
      const std::vector<store::Entry> entries,
      reader.List(kDokumenTable, Behind(InList<Dokumen>(satker, tahun), after), size + 1));
  Halaman<Dokumen> halaman;
  for (const store::Entry& entry : entries) {
    if (halaman.rows.size() == size) {
      halaman.next = entries[size - 1].key;
      break;
    }
    ASSIGN_OR_RETURN(Dokumen dokumen, MustFind<Dokumen>(reader, satker, LastPart(entry.key)));
    halaman.rows.push_back(std::move(dokumen));
  }
  return halaman;
}

template <class Dokumen>
absl::StatusOr<std::vector<Dokumen>> LoadDokumen(const store::Reader& reader,
                                                 std::string_view satker, int32_t tahun) {
  return LoadList<Dokumen>(reader, kDokumenTable, satker, tahun);
}

template <class Dokumen>
absl::StatusOr<std::vector<Dokumen>> LoadVersi(const store::Reader& reader, std::string_view satker,
                                               std::string_view id) {
  std::vector<Dokumen> versi;
  RETURN_IF_ERROR(parts::ForEach(reader, *kJenisDokumen<Dokumen>.table, Under(satker, id),
                                 [&](std::string_view, std::string_view value) -> absl::Status {
                                   ASSIGN_OR_RETURN(Dokumen dokumen,
                                                    DecodeDokumen<Dokumen>(id, value));
                                   versi.push_back(std::move(dokumen));
                                   return absl::OkStatus();
                                 }));
  return versi;
}

#define SAKIP_DOKUMEN(D)                                                                           \
  template absl::StatusOr<std::optional<D>> FindDokumen(const store::Reader&, std::string_view,    \
                                                        std::string_view);                         \
  template absl::StatusOr<Halaman<D>> ListDokumen(const store::Reader&, std::string_view, int32_t, \
                                                  std::string_view, size_t);                       \
  template absl::StatusOr<std::vector<D>> LoadDokumen(const store::Reader&, std::string_view,      \
                                                      int32_t);                                    \
  template absl::StatusOr<std::vector<D>> LoadVersi(const store::Reader&, std::string_view,        \
                                                    std::string_view)
SAKIP_DOKUMEN(Tagihan);
SAKIP_DOKUMEN(Komitmen);
SAKIP_DOKUMEN(Revisi);
SAKIP_DOKUMEN(Setoran);
SAKIP_DOKUMEN(Koreksi);
SAKIP_DOKUMEN(Pembukaan);
#undef SAKIP_DOKUMEN

absl::StatusOr<BelumSelesai> LoadBelumSelesai(const store::Reader& reader, std::string_view satker,
                                              int32_t tahun) {
  BelumSelesai belum;
  ASSIGN_OR_RETURN(belum.tagihan, LoadList<Tagihan>(reader, kTerbukaTable, satker, tahun));
  ASSIGN_OR_RETURN(belum.komitmen, LoadList<Komitmen>(reader, kTerbukaTable, satker, tahun));
  return belum;
}

absl::StatusOr<RencanaBerlaku> LoadRencana(const store::Reader& reader, std::string_view satker,
                                           int32_t tahun, period::Tanggal per_tanggal) {
  ASSIGN_OR_RETURN(std::vector<Revisi> semua, LoadDokumen<Revisi>(reader, satker, tahun));
  Revisi* newest = nullptr;
  for (Revisi& revisi : semua) {
    if (revisi.status == StatusUsulan::kDisetujui && !revisi.rencana.empty() &&
        revisi.tanggal <= per_tanggal && (newest == nullptr || revisi.nomor > newest->nomor)) {
      newest = &revisi;
    }
  }
  if (newest == nullptr) {
    return RencanaBerlaku();
  }
  return RencanaBerlaku{.revisi = std::move(newest->id), .rencana = std::move(newest->rencana)};
}

absl::StatusOr<std::map<std::string, Revisi>> LoadRevisiNomor(const store::Reader& reader,
                                                              std::string_view satker,
                                                              int32_t tahun, int32_t nomor) {
  ASSIGN_OR_RETURN(std::vector<Revisi> semua, LoadDokumen<Revisi>(reader, satker, tahun));
  std::map<std::string, Revisi> found;
  for (Revisi& revisi : semua) {
    if (revisi.status == StatusUsulan::kDisetujui && revisi.nomor == nomor) {
      std::string id = revisi.id;
      found.emplace(std::move(id), std::move(revisi));
    }
  }
  return found;
}

absl::StatusOr<std::vector<AktaPeriode>> LoadPeriode(const store::Reader& reader,
                                                     std::string_view satker, int32_t tahun) {
  std::vector<AktaPeriode> semua;
  RETURN_IF_ERROR(parts::ForEach(reader, kAktaTable, Under(satker, std::to_string(tahun)),
                                 [&](std::string_view, std::string_view value) -> absl::Status {
                                   ASSIGN_OR_RETURN(AktaPeriode akta, DecodeAkta(value));
                                   semua.push_back(std::move(akta));
                                   return absl::OkStatus();
                                 }));
  return semua;
}

}  // namespace sakip::budget
