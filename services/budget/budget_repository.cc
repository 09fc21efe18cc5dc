#include "services/budget/budget_repository.h"

#include <map>
#include <utility>

#include "common/status/status_macros.h"
#include "services/budget/budget_keys.h"
#include "services/budget/repository_parts.h"

namespace sakip::budget {
namespace parts {

absl::Status Missing() {
  return absl::DataLossError("the budget's store names a record that it does not have");
}

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

absl::StatusOr<int64_t> LastNumber(const store::Reader& reader, const store::Table& table,
                                   const store::Range& range) {
  int64_t nomor = 0;
  RETURN_IF_ERROR(reader.ScanReverse(table, range, [&](std::string_view key, std::string_view) {
    nomor = NumberOf(key);
    return false;
  }));
  return nomor;
}

absl::StatusOr<std::optional<Baris>> FindBaris(const store::Reader& reader, std::string_view satker,
                                               std::string_view id, bool label_berubah) {
  const std::string key = IdKey(satker, id);
  ASSIGN_OR_RETURN(const std::optional<std::string> bytes, reader.Get(kPaguTable, key));
  if (!bytes) {
    return std::nullopt;
  }
  Baris baris;
  ASSIGN_OR_RETURN(baris.pagu, DecodePagu(id, *bytes));
  ASSIGN_OR_RETURN(const std::optional<std::string> saldo, reader.Get(kSaldoTable, key));
  if (saldo) {  // else a line with a pagu of 0
    ASSIGN_OR_RETURN(baris.saldo, DecodeSaldo(*saldo));
  }
  if (label_berubah) {
    absl::Status status;
    RETURN_IF_ERROR(reader.ScanReverse(kLabelTable, Under(satker, id),
                                       [&](std::string_view, std::string_view label) {
                                         status = DecodeLabel(label, &baris.pagu);
                                         return false;
                                       }));
    RETURN_IF_ERROR(status);
  }
  return baris;
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

}  // namespace parts

namespace {

using parts::ForEach;

absl::StatusOr<bool> LabelBerubah(const store::Reader& reader, std::string_view satker,
                                  int32_t tahun) {
  ASSIGN_OR_RETURN(const std::optional<Kepala> kepala, parts::FindKepala(reader, satker, tahun));
  return kepala && kepala->label_berubah;
}

// Whether `jenis` is that of a posting, whose document is the posting itself.
bool IsPosting(JenisTransaksi jenis) {
  return jenis == JenisTransaksi::kSaldoImpor || jenis == JenisTransaksi::kSp2dImpor;
}

absl::Status SaveJurnal(store::Txn& txn, std::string_view satker, int32_t tahun,
                        const Perubahan& perubahan, const Pencatat& pencatat, Kepala* kepala) {
  const std::string year = std::to_string(tahun);
  std::map<std::string_view, const Saldo*> newest;
  for (const Tercatat& tercatat : perubahan.jurnal) {
    const int64_t nomor = tercatat.transaksi.nomor;
    if (nomor != kepala->nomor + 1) {
      return absl::InternalError("a transaction does not follow the journal");
    }
    JurnalTersimpan jurnal{.baris = {.transaksi = tercatat.transaksi, .pencatat = pencatat},
                           .sesudah = tercatat.sesudah,
                           .rantai = {}};
    jurnal.rantai = RantaiBerikut(kepala->rantai, satker, tahun, jurnal.baris);
    RETURN_IF_ERROR(txn.Put(kJurnalTable, NumberKey(satker, year, nomor), Encode(jurnal)));
    for (const auto& [pagu, saldo] : tercatat.sesudah) {
      RETURN_IF_ERROR(txn.Put(kKartuTable, NumberKey(satker, pagu, nomor), ""));
      newest[pagu] = &saldo;
    }
    if (const int64_t acuan = tercatat.transaksi.acuan; acuan != 0) {
      RETURN_IF_ERROR(txn.Put(kAcuanTable, AcuanKey(satker, tahun, acuan, nomor), ""));
    }
    kepala->nomor = nomor;
    kepala->rantai = std::move(jurnal.rantai);
  }
  for (const auto& [pagu, saldo] : newest) {
    RETURN_IF_ERROR(txn.Put(kSaldoTable, IdKey(satker, pagu), Encode(*saldo)));
  }
  return absl::OkStatus();
}

absl::Status SaveRealisasi(store::Txn& txn, std::string_view satker, const Perubahan& perubahan) {
  std::map<std::string_view, int64_t> nomor;
  for (const Tercatat& tercatat : perubahan.jurnal) {
    if (IsPosting(tercatat.transaksi.jenis)) {
      nomor[tercatat.transaksi.dokumen] = tercatat.transaksi.nomor;
    }
  }
  for (const Realisasi& realisasi : perubahan.realisasi) {
    const auto found = nomor.find(realisasi.id);
    if (found == nomor.end()) {
      return absl::InternalError("a posting has no transaction");
    }
    RETURN_IF_ERROR(
        txn.Put(kRealisasiTable, IdKey(satker, realisasi.id),
                Encode(RealisasiBernomor{.realisasi = realisasi, .nomor = found->second})));
  }
  return absl::OkStatus();
}

absl::Status SaveBaris(store::Txn& txn, std::string_view satker, int32_t tahun,
                       const Perubahan& perubahan, const Sumber& sumber) {
  for (const Kode& kode : perubahan.kode) {
    RETURN_IF_ERROR(txn.Put(kKodeTable, KodeKey(satker, tahun, kode.kode), Encode(kode, sumber)));
  }
  for (const Pagu& pagu : perubahan.pagu) {
    RETURN_IF_ERROR(txn.Put(kPaguTable, IdKey(satker, pagu.id), Encode(pagu)));
  }
  for (const Pagu& pagu : perubahan.label) {
    ASSIGN_OR_RETURN(const int64_t last,
                     parts::LastNumber(txn, kLabelTable, Under(satker, pagu.id)));
    RETURN_IF_ERROR(txn.Put(kLabelTable, NumberKey(satker, pagu.id, last + 1), EncodeLabel(pagu)));
  }
  return absl::OkStatus();
}

absl::Status SaveTugas(store::Txn& txn, std::string_view satker, int32_t tahun,
                       const Perubahan& perubahan, const Pencatat& pencatat) {
  for (const Tugas tugas : perubahan.tugas) {
    RETURN_IF_ERROR(
        txn.Put(kTugasTable, TugasKey(satker, tahun, pencatat.orang, DigitOf(tugas)), ""));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Save(store::Txn& txn, std::string_view satker, int32_t tahun,
                  const Perubahan& perubahan, const Pencatat& pencatat, const Sumber& sumber) {
  ASSIGN_OR_RETURN(Kepala kepala, LoadKepala(txn, satker, tahun));
  const Kepala before = kepala;
  RETURN_IF_ERROR(SaveBaris(txn, satker, tahun, perubahan, sumber));
  RETURN_IF_ERROR(SaveJurnal(txn, satker, tahun, perubahan, pencatat, &kepala));
  RETURN_IF_ERROR(SaveRealisasi(txn, satker, perubahan));
  RETURN_IF_ERROR(parts::SaveDokumen(txn, satker, tahun, perubahan));
  RETURN_IF_ERROR(SaveTugas(txn, satker, tahun, perubahan, pencatat));
  if (!perubahan.jurnal.empty()) {
    kepala.kas = perubahan.kas;
  }
  for (const Revisi& revisi : perubahan.revisi) {
    if (revisi.status == StatusUsulan::kDisetujui) {
      kepala.revisi_berikut = revisi.nomor + 1;
    }
  }
  for (const AktaPeriode& akta : perubahan.akta) {
    kepala.bulan_tutup.at(static_cast<size_t>(akta.bulan - 1)) =
        akta.menjadi == StatusPeriode::kTutup;
  }
  kepala.label_berubah = kepala.label_berubah || !perubahan.label.empty();
  return kepala == before
             ? absl::OkStatus()
             : txn.Put(kKepalaTable, IdKey(satker, std::to_string(tahun)), Encode(kepala));
}

absl::StatusOr<std::optional<Baris>> FindBaris(const store::Reader& reader, std::string_view satker,
                                               std::string_view id) {
  const std::optional<int32_t> tahun = TahunOf(id);
  if (!tahun) {
    return std::nullopt;
  }
  ASSIGN_OR_RETURN(const bool label_berubah, LabelBerubah(reader, satker, *tahun));
  return parts::FindBaris(reader, satker, id, label_berubah);
}

absl::StatusOr<std::optional<HasilRealisasi>> FindHasil(const store::Reader& reader,
                                                        std::string_view satker,
                                                        std::string_view id) {
  ASSIGN_OR_RETURN(std::optional<RealisasiBernomor> stored,
                   parts::FindRealisasi(reader, satker, id));
  if (!stored) {
    return std::nullopt;
  }
  const std::string& pagu = stored->realisasi.pagu;
  ASSIGN_OR_RETURN(std::optional<Baris> baris, FindBaris(reader, satker, pagu));
  if (!baris) {
    return parts::Missing();
  }
  ASSIGN_OR_RETURN(const std::optional<JurnalTersimpan> jurnal,
                   FindJurnal(reader, satker, baris->pagu.tahun, stored->nomor));
  if (!jurnal || !jurnal->sesudah.contains(pagu)) {
    return parts::Missing();
  }
  baris->saldo = jurnal->sesudah.at(pagu);
  return HasilRealisasi{.realisasi = std::move(stored->realisasi),
                        .baris = *std::move(baris),
                        .nomor = stored->nomor};
}

absl::StatusOr<Halaman<Baris>> ListBaris(const store::Reader& reader, std::string_view satker,
                                         int32_t tahun, std::string_view after, size_t size) {
  ASSIGN_OR_RETURN(const std::vector<store::Entry> entries,
                   reader.List(kPaguTable, Behind(LinesOfYear(satker, tahun), after), size + 1));
  ASSIGN_OR_RETURN(const bool label_berubah, LabelBerubah(reader, satker, tahun));
  Halaman<Baris> halaman;
  for (const store::Entry& entry : entries) {
    if (halaman.rows.size() == size) {
      halaman.next = entries[size - 1].key;
      break;
    }
    ASSIGN_OR_RETURN(std::optional<Baris> baris,
                     parts::FindBaris(reader, satker, LastPart(entry.key), label_berubah));
    if (!baris) {
      return parts::Missing();
    }
    halaman.rows.push_back(*std::move(baris));
  }
  return halaman;
}

absl::StatusOr<std::vector<Baris>> LoadBaris(const store::Reader& reader, std::string_view satker,
                                             int32_t tahun) {
  std::vector<Baris> lines;
  std::map<std::string, size_t, std::less<>> place;
  const store::Range range = LinesOfYear(satker, tahun);
  RETURN_IF_ERROR(ForEach(reader, kPaguTable, range,
                          [&](std::string_view key, std::string_view value) -> absl::Status {
                            ASSIGN_OR_RETURN(Pagu pagu, DecodePagu(LastPart(key), value));
                            place.emplace(pagu.id, lines.size());
                            lines.push_back({.pagu = std::move(pagu), .saldo = {}});
                            return absl::OkStatus();
                          }));
  RETURN_IF_ERROR(ForEach(reader, kSaldoTable, range,
                          [&](std::string_view key, std::string_view value) -> absl::Status {
                            const auto found = place.find(LastPart(key));
                            if (found == place.end()) {
                              return parts::Missing();
                            }
                            ASSIGN_OR_RETURN(lines[found->second].saldo, DecodeSaldo(value));
                            return absl::OkStatus();
                          }));
  // The newest label of a line comes last.
  RETURN_IF_ERROR(ForEach(reader, kLabelTable, range,
                          [&](std::string_view key, std::string_view value) -> absl::Status {
                            constexpr size_t kTail = 9;  // NUL and version
                            const auto found = place.find(key.substr(
                                satker.size() + 1, key.size() - satker.size() - 1 - kTail));
                            return found == place.end()
                                       ? parts::Missing()
                                       : DecodeLabel(value, &lines[found->second].pagu);
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

}  // namespace sakip::budget
