#include <set>
#include <utility>

#include "common/status/status_macros.h"
#include "services/budget/budget_keys.h"
#include "services/budget/dokumen_records.h"
#include "services/budget/nomor_sp2d.h"
#include "services/budget/repository_parts.h"

namespace sakip::budget {
namespace {

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
      RETURN_IF_ERROR(Posting(id));
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

  absl::Status Posting(const std::string& id) {
    if (buku_.realisasi.contains(id)) {
      return absl::OkStatus();
    }
    ASSIGN_OR_RETURN(std::optional<RealisasiBernomor> stored,
                     parts::FindRealisasi(reader_, satker_, id));
    if (stored) {
      RETURN_IF_ERROR(Line(stored->realisasi.pagu));
      buku_.realisasi[id] = std::move(stored->realisasi);
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

  // With all that refer to it, and to them, and what it takes from; corrections with what they
  // replace and what replaces them, payments with their bill.
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
      const TransaksiJurnal& transaksi =
          buku_.transaksi.emplace(next, std::move(jurnal->baris.transaksi)).first->second;
      ASSIGN_OR_RETURN(const std::vector<int64_t> terkait, Related(transaksi));
      waiting.insert(waiting.end(), terkait.begin(), terkait.end());
      const std::string prefix = NumberKey(satker_, std::to_string(tahun_), next) + '\0';
      RETURN_IF_ERROR(parts::ForEach(reader_, kAcuanTable, store::PrefixRange(prefix),
                                     [&](std::string_view key, std::string_view) {
                                       waiting.push_back(NumberOf(key));
                                       return absl::OkStatus();
                                     }));
    }
    return absl::OkStatus();
  }

  // A kKoreksi is written right after the kPembalik that it completes.
  absl::StatusOr<std::vector<int64_t>> Related(const TransaksiJurnal& transaksi) {
    std::vector<int64_t> terkait;
    if (transaksi.acuan != 0) {
      terkait.push_back(transaksi.acuan);
    }
    if (transaksi.jenis == JenisTransaksi::kKoreksi) {
      terkait.push_back(transaksi.nomor - 1);
    } else if (transaksi.jenis == JenisTransaksi::kPembalik) {
      ASSIGN_OR_RETURN(const std::optional<JurnalTersimpan> berikut,
                       FindJurnal(reader_, satker_, tahun_, transaksi.nomor + 1));
      if (berikut && berikut->baris.transaksi.jenis == JenisTransaksi::kKoreksi &&
          berikut->baris.transaksi.dokumen == transaksi.dokumen) {
        terkait.push_back(transaksi.nomor + 1);
      }
    } else if (transaksi.jenis == JenisTransaksi::kSp2d) {
      RETURN_IF_ERROR(Each({transaksi.dokumen}, &buku_.tagihan));
    }
    return terkait;
  }

  absl::Status DocumentNumber(const Nomor& nomor) {
    ASSIGN_OR_RETURN(
        const std::optional<std::string> bytes,
        reader_.Get(kNomorTable, SignKey(satker_, tahun_, DigitOf(nomor.first), nomor.second)));
    if (bytes) {
      ASSIGN_OR_RETURN(std::string pemilik, DecodeNomor(*bytes));
      if (pemilik.starts_with(kMilikRealisasi)) {
        RETURN_IF_ERROR(Posting(pemilik.substr(kMilikRealisasi.size())));
      }
      buku_.nomor[nomor] = std::move(pemilik);
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
    for (Nomor& nomor : NomorDari(realisasi)) {
      kebutuhan.nomor.insert(std::move(nomor));
    }
  }
  return kebutuhan;
}

absl::StatusOr<Buku> LoadBuku(const store::Reader& reader, const Usulan& usulan) {
  return LoadBuku(reader, usulan.satker, usulan.tahun, KebutuhanOf(usulan));
}

}  // namespace sakip::budget
