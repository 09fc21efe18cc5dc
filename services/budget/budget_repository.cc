#include "services/budget/budget_repository.h"

#include <functional>
#include <utility>

#include "common/status/status_macros.h"
#include "services/budget/budget_keys.h"

namespace sakip::budget {
namespace {

absl::Status Missing() {
  return absl::DataLossError("the budget's store names a record that it does not have");
}

// Calls `visit` for each entry until it answers an error, which is returned.
absl::Status ForEach(
    const store::Reader& reader, const store::Table& table, const store::Range& range,
    const std::function<absl::Status(std::string_view key, std::string_view value)>& visit) {
  absl::Status status;
  RETURN_IF_ERROR(reader.Scan(table, range, [&](std::string_view key, std::string_view value) {
    status = visit(key, value);
    return status.ok();
  }));
  return status;
}

absl::StatusOr<Saldo> LoadSaldo(const store::Reader& reader, std::string_view satker,
                                std::string_view id) {
  ASSIGN_OR_RETURN(const std::optional<std::string> bytes,
                   reader.Get(kSaldoTable, IdKey(satker, id)));
  if (!bytes) {
    return Saldo();  // a line with a pagu of 0
  }
  return DecodeSaldo(*bytes);
}

absl::StatusOr<int64_t> LoadNomorTerakhir(const store::Reader& reader, std::string_view satker,
                                          int32_t tahun) {
  int64_t nomor = 0;
  RETURN_IF_ERROR(reader.ScanReverse(kJurnalTable, Under(satker, std::to_string(tahun)),
                                     [&](std::string_view key, std::string_view) {
                                       nomor = NumberOf(key);
                                       return false;
                                     }));
  return nomor;
}

absl::StatusOr<std::optional<RealisasiBernomor>> FindRealisasi(const store::Reader& reader,
                                                               std::string_view satker,
                                                               std::string_view id) {
  ASSIGN_OR_RETURN(const std::optional<std::string> bytes,
                   reader.Get(kRealisasiTable, IdKey(satker, id)));
  if (!bytes) {
    return std::nullopt;
  }
  return DecodeRealisasi(id, *bytes);
}

absl::StatusOr<BarisJurnal> LoadTransaksi(const store::Reader& reader, std::string_view satker,
                                          int32_t tahun, int64_t nomor) {
  ASSIGN_OR_RETURN(const std::optional<std::string> bytes,
                   reader.Get(kJurnalTable, NumberKey(satker, std::to_string(tahun), nomor)));
  if (!bytes) {
    return Missing();
  }
  return DecodeJurnal(nomor, *bytes);
}

// The balances of a line right after transaction `nomor`, which touched it.
absl::StatusOr<Saldo> LoadKartu(const store::Reader& reader, std::string_view satker,
                                std::string_view pagu, int64_t nomor) {
  ASSIGN_OR_RETURN(const std::optional<std::string> bytes,
                   reader.Get(kKartuTable, NumberKey(satker, pagu, nomor)));
  if (!bytes) {
    return Missing();
  }
  return DecodeSaldo(*bytes);
}

absl::Status SaveTercatat(store::Txn& txn, std::string_view satker, std::string_view tahun,
                          const Tercatat& tercatat, const Pencatat& pencatat) {
  const int64_t nomor = tercatat.transaksi.nomor;
  RETURN_IF_ERROR(
      txn.Put(kJurnalTable, NumberKey(satker, tahun, nomor),
              Encode(BarisJurnal{.transaksi = tercatat.transaksi, .pencatat = pencatat})));
  for (const auto& [pagu, saldo] : tercatat.sesudah) {
    RETURN_IF_ERROR(txn.Put(kKartuTable, NumberKey(satker, pagu, nomor), Encode(saldo)));
    RETURN_IF_ERROR(txn.Put(kSaldoTable, IdKey(satker, pagu), Encode(saldo)));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Buku> LoadBuku(const store::Reader& reader, const Usulan& usulan) {
  Buku buku;
  switch (usulan.bentuk) {
    case Usulan::Bentuk::kImport: {
      ASSIGN_OR_RETURN(std::vector<Baris> lines, LoadBaris(reader, usulan.satker, usulan.tahun));
      for (Baris& baris : lines) {
        buku.baris[baris.pagu.id] = std::move(baris);
      }
      ASSIGN_OR_RETURN(buku.kode, LoadKode(reader, usulan.satker, usulan.tahun));
      break;
    }
    case Usulan::Bentuk::kSatuRealisasi:
      for (const Realisasi& realisasi : usulan.realisasi) {
        ASSIGN_OR_RETURN(std::optional<Baris> baris,
                         FindBaris(reader, usulan.satker, realisasi.pagu));
        if (baris) {
          buku.baris[realisasi.pagu] = *std::move(baris);
        }
      }
      break;
  }
  for (const Realisasi& realisasi : usulan.realisasi) {
    ASSIGN_OR_RETURN(std::optional<RealisasiBernomor> stored,
                     FindRealisasi(reader, usulan.satker, realisasi.id));
    if (stored) {
      buku.realisasi[realisasi.id] = std::move(stored->realisasi);
    }
  }
  ASSIGN_OR_RETURN(buku.nomor_terakhir, LoadNomorTerakhir(reader, usulan.satker, usulan.tahun));
  return buku;
}

absl::Status Save(store::Txn& txn, std::string_view satker, int32_t tahun,
                  const Perubahan& perubahan, const Pencatat& pencatat, const Sumber& sumber) {
  const std::string year = std::to_string(tahun);
  for (const Kode& kode : perubahan.kode) {
    RETURN_IF_ERROR(txn.Put(kKodeTable, KodeKey(satker, tahun, kode.kode), Encode(kode, sumber)));
  }
  for (const Pagu& pagu : perubahan.pagu) {
    RETURN_IF_ERROR(txn.Put(kPaguTable, IdKey(satker, pagu.id), Encode(pagu)));
  }
  std::map<std::string_view, int64_t> nomor;
  for (const Tercatat& tercatat : perubahan.jurnal) {
    RETURN_IF_ERROR(SaveTercatat(txn, satker, year, tercatat, pencatat));
    nomor[tercatat.transaksi.realisasi] = tercatat.transaksi.nomor;
  }
  for (const Realisasi& realisasi : perubahan.realisasi) {
    RETURN_IF_ERROR(
        txn.Put(kRealisasiTable, IdKey(satker, realisasi.id),
                Encode(RealisasiBernomor{.realisasi = realisasi, .nomor = nomor[realisasi.id]})));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<Baris>> FindBaris(const store::Reader& reader, std::string_view satker,
                                               std::string_view id) {
  ASSIGN_OR_RETURN(const std::optional<std::string> bytes,
                   reader.Get(kPaguTable, IdKey(satker, id)));
  if (!bytes) {
    return std::nullopt;
  }
  Baris baris;
  ASSIGN_OR_RETURN(baris.pagu, DecodePagu(id, *bytes));
  ASSIGN_OR_RETURN(baris.saldo, LoadSaldo(reader, satker, id));
  return baris;
}

absl::StatusOr<std::optional<HasilRealisasi>> FindHasil(const store::Reader& reader,
                                                        std::string_view satker,
                                                        std::string_view id) {
  ASSIGN_OR_RETURN(std::optional<RealisasiBernomor> stored, FindRealisasi(reader, satker, id));
  if (!stored) {
    return std::nullopt;
  }
  ASSIGN_OR_RETURN(std::optional<Baris> baris, FindBaris(reader, satker, stored->realisasi.pagu));
  if (!baris) {
    return Missing();
  }
  ASSIGN_OR_RETURN(baris->saldo, LoadKartu(reader, satker, stored->realisasi.pagu, stored->nomor));
  return HasilRealisasi{.realisasi = std::move(stored->realisasi), .baris = *std::move(baris)};
}

absl::StatusOr<Halaman<Baris>> ListBaris(const store::Reader& reader, std::string_view satker,
                                         int32_t tahun, std::string_view after, size_t size) {
  ASSIGN_OR_RETURN(const std::vector<store::Entry> entries,
                   reader.List(kPaguTable, Behind(LinesOfYear(satker, tahun), after), size + 1));
  Halaman<Baris> halaman;
  for (const store::Entry& entry : entries) {
    if (halaman.rows.size() == size) {
      break;
    }
    Baris baris;
    ASSIGN_OR_RETURN(baris.pagu, DecodePagu(LastPart(entry.key), entry.value));
    ASSIGN_OR_RETURN(baris.saldo, LoadSaldo(reader, satker, baris.pagu.id));
    halaman.rows.push_back(std::move(baris));
  }
  if (entries.size() > size) {
    halaman.next = entries[size - 1].key;
  }
  return halaman;
}

absl::StatusOr<Halaman<BarisJurnal>> ListJurnal(const store::Reader& reader,
                                                std::string_view satker, int32_t tahun,
                                                std::string_view pagu, std::string_view after,
                                                size_t size) {
  const bool whole = pagu.empty();
  if (!whole && TahunOf(pagu) != tahun) {
    return Halaman<BarisJurnal>();
  }
  const store::Range range = Under(satker, whole ? std::to_string(tahun) : std::string(pagu));
  ASSIGN_OR_RETURN(const std::vector<store::Entry> entries,
                   reader.List(whole ? kJurnalTable : kKartuTable, Behind(range, after), size + 1));
  Halaman<BarisJurnal> halaman;
  for (const store::Entry& entry : entries) {
    if (halaman.rows.size() == size) {
      break;
    }
    const int64_t nomor = NumberOf(entry.key);
    ASSIGN_OR_RETURN(BarisJurnal baris, whole ? DecodeJurnal(nomor, entry.value)
                                              : LoadTransaksi(reader, satker, tahun, nomor));
    halaman.rows.push_back(std::move(baris));
  }
  if (entries.size() > size) {
    halaman.next = entries[size - 1].key;
  }
  return halaman;
}

absl::StatusOr<std::vector<Baris>> LoadBaris(const store::Reader& reader, std::string_view satker,
                                             int32_t tahun) {
  DaftarSaldo saldo;
  RETURN_IF_ERROR(ForEach(reader, kSaldoTable, LinesOfYear(satker, tahun),
                          [&](std::string_view key, std::string_view value) -> absl::Status {
                            ASSIGN_OR_RETURN(saldo[std::string(LastPart(key))], DecodeSaldo(value));
                            return absl::OkStatus();
                          }));
  std::vector<Baris> lines;
  RETURN_IF_ERROR(ForEach(reader, kPaguTable, LinesOfYear(satker, tahun),
                          [&](std::string_view key, std::string_view value) -> absl::Status {
                            ASSIGN_OR_RETURN(Pagu pagu, DecodePagu(LastPart(key), value));
                            const Saldo& of_line = saldo[pagu.id];
                            lines.push_back({.pagu = std::move(pagu), .saldo = of_line});
                            return absl::OkStatus();
                          }));
  return lines;
}

absl::StatusOr<DaftarKode> LoadKode(const store::Reader& reader, std::string_view satker,
                                    int32_t tahun) {
  DaftarKode daftar;
  RETURN_IF_ERROR(ForEach(reader, kKodeTable, Under(satker, std::to_string(tahun)),
                          [&](std::string_view key, std::string_view value) -> absl::Status {
                            ASSIGN_OR_RETURN(Kode kode, DecodeKode(LastPart(key), value));
                            daftar[kode.kode] = std::move(kode);
                            return absl::OkStatus();
                          }));
  return daftar;
}

absl::StatusOr<BukuLengkap> LoadBukuLengkap(const store::Reader& reader, std::string_view satker,
                                            int32_t tahun) {
  BukuLengkap buku{.tahun = tahun, .baris = {}, .realisasi = {}, .jurnal = {}};
  ASSIGN_OR_RETURN(std::vector<Baris> lines, LoadBaris(reader, satker, tahun));
  for (Baris& baris : lines) {
    buku.baris[baris.pagu.id] = std::move(baris);
  }
  RETURN_IF_ERROR(ForEach(reader, kRealisasiTable, OfSatker(satker),
                          [&](std::string_view key, std::string_view value) -> absl::Status {
                            ASSIGN_OR_RETURN(RealisasiBernomor stored,
                                             DecodeRealisasi(LastPart(key), value));
                            if (TahunOf(stored.realisasi.pagu) == tahun) {
                              buku.realisasi[stored.realisasi.id] = std::move(stored.realisasi);
                            }
                            return absl::OkStatus();
                          }));
  RETURN_IF_ERROR(
      ForEach(reader, kJurnalTable, Under(satker, std::to_string(tahun)),
              [&](std::string_view key, std::string_view value) -> absl::Status {
                ASSIGN_OR_RETURN(BarisJurnal baris, DecodeJurnal(NumberOf(key), value));
                Tercatat tercatat{.transaksi = std::move(baris.transaksi), .sesudah = {}};
                for (const Entri& entri : tercatat.transaksi.entri) {
                  ASSIGN_OR_RETURN(tercatat.sesudah[entri.pagu],
                                   LoadKartu(reader, satker, entri.pagu, NumberOf(key)));
                }
                buku.jurnal.push_back(std::move(tercatat));
                return absl::OkStatus();
              }));
  return buku;
}

}  // namespace sakip::budget
