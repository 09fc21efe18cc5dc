#include "services/budget/budget_repository.h"

#include <map>
#include <utility>

#include "common/status/status_macros.h"
#include "services/budget/budget_keys.h"
#include "services/budget/dokumen_records.h"
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

}  // namespace parts

namespace {

using parts::ForEach;

absl::StatusOr<bool> LabelBerubah(const store::Reader& reader, std::string_view satker,
                                  int32_t tahun) {
  ASSIGN_OR_RETURN(const std::optional<Kepala> kepala, parts::FindKepala(reader, satker, tahun));
  return kepala && kepala->label_berubah;
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

// Loads what is asked for and all that it names.
class Loader {
 public:
  Loader(const store::Reader& reader, std::string_view satker, int32_t tahun)
      : reader_(reader), satker_(satker), tahun_(tahun) {}

  absl::StatusOr<Buku> Load(const Kebutuhan& kebutuhan) {
    ASSIGN_OR_RETURN(const Kepala kepala, LoadKepala(reader_, satker_, tahun_));
    label_berubah_ = kepala.label_berubah;
    buku_.kas = kepala.kas;
    buku_.nomor_terakhir = kepala.nomor;
    buku_.revisi_berikut = kepala.revisi_berikut;
    buku_.bulan_tutup = kepala.bulan_tutup;
    if (kebutuhan.semua_baris) {
      RETURN_IF_ERROR(SemuaBaris());
    }
    for (const std::string& id : kebutuhan.baris) {
      RETURN_IF_ERROR(Line(id));
    }
    for (const std::string& id : kebutuhan.realisasi) {
      ASSIGN_OR_RETURN(std::optional<RealisasiBernomor> stored,
                       FindRealisasi(reader_, satker_, id));
      if (stored) {
        RETURN_IF_ERROR(Line(stored->realisasi.pagu));
        buku_.realisasi[id] = std::move(stored->realisasi);
      }
    }
    RETURN_IF_ERROR(Documents(kebutuhan));
    for (const int64_t nomor : kebutuhan.transaksi) {
      RETURN_IF_ERROR(Transaction(nomor));
    }
    for (const Nomor& nomor : kebutuhan.nomor) {
      RETURN_IF_ERROR(DocumentNumber(nomor));
    }
    for (const std::string& orang : kebutuhan.orang) {
      RETURN_IF_ERROR(Duties(orang));
    }
    return std::move(buku_);
  }

 private:
  absl::Status SemuaBaris() {
    ASSIGN_OR_RETURN(std::vector<Baris> lines, LoadBaris(reader_, satker_, tahun_));
    for (Baris& baris : lines) {
      std::string id = baris.pagu.id;
      buku_.baris.emplace(std::move(id), std::move(baris));
    }
    ASSIGN_OR_RETURN(buku_.kode, LoadKode(reader_, satker_, tahun_));
    return absl::OkStatus();
  }

  absl::Status Line(const std::string& id) {
    if (buku_.baris.contains(id)) {
      return absl::OkStatus();
    }
    ASSIGN_OR_RETURN(std::optional<Baris> baris,
                     parts::FindBaris(reader_, satker_, id, label_berubah_));
    if (baris) {
      buku_.baris.emplace(id, *std::move(baris));
    }
    return absl::OkStatus();
  }

  absl::Status Lines(const std::vector<Rincian>& rincian) {
    for (const Rincian& one : rincian) {
      RETURN_IF_ERROR(Line(one.pagu));
    }
    return absl::OkStatus();
  }

  absl::Status Documents(const Kebutuhan& kebutuhan) {
    RETURN_IF_ERROR(Each(kebutuhan.tagihan, &buku_.tagihan));
    RETURN_IF_ERROR(Each(kebutuhan.komitmen, &buku_.komitmen));
    if (!kebutuhan.revisi.empty()) {
      ASSIGN_OR_RETURN(buku_.revisi,
                       LoadRevisiNomor(reader_, satker_, tahun_, buku_.revisi_berikut - 1));
    }
    RETURN_IF_ERROR(Each(kebutuhan.revisi, &buku_.revisi));
    RETURN_IF_ERROR(Each(kebutuhan.setoran, &buku_.setoran));
    RETURN_IF_ERROR(Each(kebutuhan.koreksi, &buku_.koreksi));
    RETURN_IF_ERROR(Each(kebutuhan.pembukaan, &buku_.pembukaan));
    if (!kebutuhan.belum_selesai) {
      return absl::OkStatus();
    }
    ASSIGN_OR_RETURN(BelumSelesai belum, LoadBelumSelesai(reader_, satker_, tahun_));
    for (Komitmen& komitmen : belum.komitmen) {
      RETURN_IF_ERROR(Take(std::move(komitmen), &buku_.komitmen));
    }
    for (Tagihan& tagihan : belum.tagihan) {
      RETURN_IF_ERROR(Take(std::move(tagihan), &buku_.tagihan));
    }
    return absl::OkStatus();
  }

  template <class Dokumen>
  absl::Status Each(const std::set<std::string>& ids, std::map<std::string, Dokumen>* into) {
    for (const std::string& id : ids) {
      ASSIGN_OR_RETURN(std::optional<Dokumen> dokumen, FindDokumen<Dokumen>(reader_, satker_, id));
      if (dokumen) {
        RETURN_IF_ERROR(Take(*std::move(dokumen), into));
      }
    }
    return absl::OkStatus();
  }

  template <class Dokumen>
  absl::Status Take(Dokumen dokumen, std::map<std::string, Dokumen>* into) {
    RETURN_IF_ERROR(Named(dokumen));
    std::string id = dokumen.id;
    into->insert_or_assign(std::move(id), std::move(dokumen));
    return absl::OkStatus();
  }

  absl::Status Named(const Tagihan& tagihan) {
    if (!tagihan.komitmen.empty() && !buku_.komitmen.contains(tagihan.komitmen)) {
      RETURN_IF_ERROR(Each({tagihan.komitmen}, &buku_.komitmen));
    }
    return Lines(tagihan.rincian);
  }
  absl::Status Named(const Komitmen& komitmen) { return Lines(komitmen.rincian); }
  absl::Status Named(const Revisi& revisi) {
    for (const Pagu& pagu : revisi.baris) {
      RETURN_IF_ERROR(Line(pagu.id));
    }
    return absl::OkStatus();
  }
  absl::Status Named(const Setoran& setoran) {
    RETURN_IF_ERROR(Lines(setoran.rincian));
    return Transaction(setoran.acuan);
  }
  absl::Status Named(const Koreksi& koreksi) {
    RETURN_IF_ERROR(Lines(koreksi.pengganti));
    return Transaction(koreksi.acuan);
  }
  static absl::Status Named(const Pembukaan&) { return absl::OkStatus(); }

  // With all that refer to it, and to them.
  absl::Status Transaction(int64_t nomor) {
    std::vector<int64_t> waiting = {nomor};
    while (!waiting.empty()) {
      const int64_t next = waiting.back();
      waiting.pop_back();
      if (buku_.transaksi.contains(next)) {
        continue;
      }
      ASSIGN_OR_RETURN(std::optional<JurnalTersimpan> jurnal,
                       FindJurnal(reader_, satker_, tahun_, next));
      if (!jurnal) {
        continue;
      }
      for (const auto& [pagu, saldo] : jurnal->sesudah) {
        RETURN_IF_ERROR(Line(pagu));
      }
      buku_.transaksi.emplace(next, std::move(jurnal->baris.transaksi));
      const std::string prefix = NumberKey(satker_, std::to_string(tahun_), next) + '\0';
      RETURN_IF_ERROR(ForEach(reader_, kAcuanTable, store::PrefixRange(prefix),
                              [&](std::string_view key, std::string_view) {
                                waiting.push_back(NumberOf(key));
                                return absl::OkStatus();
                              }));
    }
    return absl::OkStatus();
  }

  absl::Status DocumentNumber(const Nomor& nomor) {
    ASSIGN_OR_RETURN(
        const std::optional<std::string> bytes,
        reader_.Get(kNomorTable, SignKey(satker_, tahun_, DigitOf(nomor.first), nomor.second)));
    if (bytes) {
      ASSIGN_OR_RETURN(buku_.nomor[nomor], DecodeNomor(*bytes));
    }
    return absl::OkStatus();
  }

  absl::Status Duties(const std::string& orang) {
    for (const Tugas tugas :
         {Tugas::kPembuat, Tugas::kPpk, Tugas::kPpspm, Tugas::kBendahara, Tugas::kKpa}) {
      ASSIGN_OR_RETURN(const std::optional<std::string> done,
                       reader_.Get(kTugasTable, TugasKey(satker_, tahun_, orang, DigitOf(tugas))));
      if (done) {
        buku_.tugas[orang].insert(tugas);
      }
    }
    return absl::OkStatus();
  }

  const store::Reader& reader_;
  const std::string_view satker_;
  const int32_t tahun_;
  bool label_berubah_ = false;
  Buku buku_;
};

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

absl::StatusOr<Buku> LoadBuku(const store::Reader& reader, std::string_view satker, int32_t tahun,
                              const Kebutuhan& kebutuhan) {
  return Loader(reader, satker, tahun).Load(kebutuhan);
}

Kebutuhan KebutuhanOf(const Usulan& usulan) {
  Kebutuhan kebutuhan;
  kebutuhan.semua_baris = usulan.bentuk == Usulan::Bentuk::kImport;
  for (const Realisasi& realisasi : usulan.realisasi) {
    kebutuhan.realisasi.insert(realisasi.id);
    if (!kebutuhan.semua_baris) {
      kebutuhan.baris.insert(realisasi.pagu);
    }
    if (realisasi.jenis == JenisRealisasi::kSp2d) {
      kebutuhan.nomor.insert({JenisNomor::kSp2d, realisasi.nomor_sp2d});
    }
  }
  return kebutuhan;
}

absl::StatusOr<Buku> LoadBuku(const store::Reader& reader, const Usulan& usulan) {
  return LoadBuku(reader, usulan.satker, usulan.tahun, KebutuhanOf(usulan));
}

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
  ASSIGN_OR_RETURN(std::optional<RealisasiBernomor> stored, FindRealisasi(reader, satker, id));
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
