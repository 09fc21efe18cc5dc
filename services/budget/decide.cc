#include "services/budget/decide.h"

#include <numeric>
#include <set>
#include <string_view>
#include <utility>

#include "common/status/status_macros.h"
#include "services/budget/document_check.h"
#include "services/budget/kode.h"
#include "services/budget/nomor_sp2d.h"
#include "services/budget/refusals.h"
#include "services/budget/tugas.h"

namespace sakip::budget {
namespace {

using fault::Reason;
using money::Rupiah;

std::string PaguPath(size_t i, std::string_view field) {
  return "pagu[" + std::to_string(i) + "]." + std::string(field);
}

std::string RealisasiPath(const Usulan& usulan, size_t i, std::string_view field) {
  switch (usulan.bentuk) {
    case Usulan::Bentuk::kImport:
      return "realisasi[" + std::to_string(i) + "]." + std::string(field);
    case Usulan::Bentuk::kSatuRealisasi:
      break;
  }
  return "realisasi." + std::string(field);
}

void CheckPagu(const Usulan& usulan, size_t i, fault::Violations* violations) {
  const Pagu& pagu = usulan.pagu[i];
  if (pagu.tahun != usulan.tahun) {
    violations->Add(PaguPath(i, "tahun"), "must be the year of the import",
                    "harus sama dengan tahun impor");
  }
  CheckKode(pagu, PaguPath(i, ""), violations);
  if (pagu.jumlah < Rupiah() || !money::CheckEntry(pagu.jumlah).ok()) {
    violations->Add(PaguPath(i, "jumlah"), "must be from 0 to 10^15", "harus dari 0 sampai 10^15");
  }
}

void CheckNomor(const Realisasi& realisasi, const std::string& path,
                fault::Violations* violations) {
  switch (realisasi.jenis) {
    case JenisRealisasi::kSaldoImpor:
      if (!realisasi.nomor_sp2d.empty()) {
        violations->Add(path, "a total without documents has no SP2D",
                        "saldo tanpa dokumen tidak memiliki SP2D");
      }
      return;
    case JenisRealisasi::kSp2d:
      if (realisasi.nomor_sp2d.empty()) {
        violations->Add(path, "a payment has the number of its SP2D",
                        "pembayaran harus memuat nomor SP2D");
      }
      return;
  }
}

void CheckRealisasi(const Usulan& usulan, size_t i, fault::Violations* violations) {
  const Realisasi& realisasi = usulan.realisasi[i];
  // An id that begins with no year names no line; Decide says so.
  const std::optional<int32_t> tahun = TahunOf(realisasi.pagu);
  if (usulan.bentuk == Usulan::Bentuk::kImport && tahun && *tahun != usulan.tahun) {
    violations->Add(RealisasiPath(usulan, i, "pagu"), "must be a line of the import's year",
                    "harus baris pagu dari tahun impor");
  }
  if (tahun && realisasi.tanggal.year() != *tahun) {
    violations->Add(RealisasiPath(usulan, i, "tanggal"),
                    "must be in the fiscal year of the line, " + std::to_string(*tahun),
                    "harus dalam tahun anggaran baris pagu, " + std::to_string(*tahun));
  }
  if (realisasi.tanggal > usulan.hari_ini) {
    violations->Add(RealisasiPath(usulan, i, "tanggal"),
                    "must not be after today, " + usulan.hari_ini.Iso(),
                    "tidak boleh setelah hari ini, " + usulan.hari_ini.Panjang());
  }
  if (realisasi.jumlah <= Rupiah() || !money::CheckEntry(realisasi.jumlah).ok()) {
    violations->Add(RealisasiPath(usulan, i, "jumlah"), "must be from 1 to 10^15",
                    "harus dari 1 sampai 10^15");
  }
  CheckNomor(realisasi, RealisasiPath(usulan, i, "nomor_sp2d"), violations);
}

// A name given twice cannot be meant, not even with the same content.
void CheckTwice(const std::string& id, const std::string& path,
                std::map<std::string, std::string>* seen, fault::Violations* violations) {
  const auto [first, added] = seen->emplace(id, path);
  if (!added) {
    violations->Add(path, "the same name as " + first->second, "nama sama dengan " + first->second);
  }
}

void CheckSatuKode(const DaftarKode& daftar, JenisKode jenis, const std::string& kode,
                   const std::string& induk, int32_t tahun, const std::string& field,
                   Refusals* refusals) {
  const auto found = daftar.find(kode);
  if (found == daftar.end() || found->second.jenis != jenis) {
    const std::string year = std::to_string(tahun);
    refusals->Add(field, "code " + kode + " is not in the register for " + year,
                  "kode " + kode + " tidak ada dalam daftar kode tahun " + year);
  } else if (found->second.induk != induk) {
    refusals->Add(field, "code " + kode + " is not under " + induk + " in the register",
                  "kode " + kode + " tidak berada di bawah " + induk + " dalam daftar kode");
  }
}

// All of the proposal's postings, by their place in it.
std::vector<size_t> SemuaRealisasi(const Usulan& usulan) {
  std::vector<size_t> all(usulan.realisasi.size());
  std::iota(all.begin(), all.end(), size_t{0});
  return all;
}

// A line is dated the first of January, a posting as it says.
absl::Status CheckBolehMasuk(const Buku& buku, const Usulan& usulan) {
  Refusals refusals(Reason::kWrongState);
  Refusals closed(Reason::kPeriodClosed);
  for (size_t i = 0; i < usulan.pagu.size(); ++i) {
    if (buku.baris.contains(usulan.pagu[i].id)) {
      continue;
    }
    if (buku.revisi_berikut > 0) {
      refusals.AddFact("state", "REVISI_" + std::to_string(buku.revisi_berikut - 1));
      refusals.AddFact("required", "no approved revisi");
      refusals.Add(PaguPath(i, "name"),
                   "the year has an approved revisi; a new line comes by the next one",
                   "tahun ini sudah memiliki revisi yang disetujui; baris baru masuk melalui "
                   "revisi berikutnya");
    }
    if (buku.bulan_tutup[0] && usulan.pagu[i].jumlah != Rupiah()) {
      closed.AddFact("month", std::to_string(usulan.tahun) + "-01");
      closed.Add(PaguPath(i, "jumlah"), "a line counts from January, whose books are closed",
                 "baris pagu berlaku sejak Januari, yang pembukuannya sudah ditutup");
    }
  }
  RETURN_IF_ERROR(refusals.ToStatus());
  return closed.ToStatus();
}

absl::Status CheckBulan(const Buku& buku, const Usulan& usulan,
                        const std::vector<size_t>& postings) {
  Refusals refusals(Reason::kPeriodClosed);
  for (const size_t i : postings) {
    const Realisasi& realisasi = usulan.realisasi[i];
    if (buku.realisasi.contains(realisasi.id) ||
        !buku.bulan_tutup[static_cast<size_t>(realisasi.tanggal.month() - 1)]) {
      continue;
    }
    const std::string bulan = realisasi.tanggal.Iso().substr(0, 7);
    refusals.AddFact("month", bulan);
    refusals.Add(RealisasiPath(usulan, i, "tanggal"), "the books of " + bulan + " are closed",
                 "pembukuan " + bulan + " sudah ditutup");
  }
  return refusals.ToStatus();
}

absl::Status CheckReferences(const Buku& buku, const Usulan& usulan, const DaftarKode& kode,
                             const std::vector<size_t>& postings) {
  Refusals refusals(Reason::kUnknownReference);
  std::set<std::string_view> proposed;
  for (size_t i = 0; i < usulan.pagu.size(); ++i) {
    const Pagu& pagu = usulan.pagu[i];
    proposed.insert(pagu.id);
    // A stored line keeps its snapshot, whatever became of the register.
    if (!buku.baris.contains(pagu.id)) {
      CheckTerdaftar(pagu, kode, PaguPath(i, ""), &refusals);
    }
  }
  for (const size_t i : postings) {
    const std::string& pagu = usulan.realisasi[i].pagu;
    if (!proposed.contains(pagu) && !buku.baris.contains(pagu)) {
      refusals.Add(RealisasiPath(usulan, i, "pagu"), "line " + pagu + " does not exist",
                   "baris pagu " + pagu + " tidak ada");
    }
  }
  return refusals.ToStatus();
}

// Collects the fields of a stored thing that a request gives another value, for ALREADY_EXISTS.
class Comparison {
 public:
  // `name` is what the refusal calls the thing.
  Comparison(std::string name, Refusals* refusals) : name_(std::move(name)), refusals_(refusals) {}

  void Field(bool same, std::string path, std::string_view field, std::string_view english = "",
             std::string_view indonesian = "") {
    if (same) {
      return;
    }
    refusals_->AddFact("name", name_);
    refusals_->AddFact("field", std::string(field));
    refusals_->Add(std::move(path), name_ + " is stored with another value" + std::string(english),
                   name_ + " sudah tersimpan dengan nilai lain" + std::string(indonesian));
  }

 private:
  std::string name_;
  Refusals* refusals_;
};

void ComparePagu(const Usulan& usulan, size_t i, const Pagu& stored, Refusals* refusals) {
  const Pagu& pagu = usulan.pagu[i];
  Comparison compare(NamaPagu(usulan.satker, pagu.id), refusals);
  const auto field = [&](bool same, std::string_view name) {
    compare.Field(same, PaguPath(i, name), name);
  };
  field(pagu.kode_program == stored.kode_program, "kode_program");
  field(pagu.kode_kegiatan == stored.kode_kegiatan, "kode_kegiatan");
  field(pagu.kode_output == stored.kode_output, "kode_output");
  field(pagu.uraian == stored.uraian, "uraian");
  field(pagu.sumber_dana == stored.sumber_dana, "sumber_dana");
  compare.Field(
      pagu.jumlah == stored.jumlah, PaguPath(i, "jumlah"), "jumlah",
      ", Rp " + money::FormatRupiah(stored.jumlah) + "; a pagu changes by a revision only",
      ", Rp " + money::FormatRupiah(stored.jumlah) + "; pagu hanya berubah melalui revisi");
  field(pagu.kode_ro == stored.kode_ro, "kode_ro");
  field(pagu.kode_komponen == stored.kode_komponen, "kode_komponen");
  field(pagu.kode_subkomponen == stored.kode_subkomponen, "kode_subkomponen");
  field(pagu.akun == stored.akun, "akun");
  field(pagu.lokasi == stored.lokasi, "lokasi");
  field(pagu.kppn == stored.kppn, "kppn");
}

void CompareRealisasi(const Usulan& usulan, size_t i, const Realisasi& stored, Refusals* refusals) {
  const Realisasi& realisasi = usulan.realisasi[i];
  Comparison compare(NamaRealisasi(usulan.satker, realisasi.id), refusals);
  const auto field = [&](bool same, std::string_view name, const std::string& value) {
    compare.Field(same, RealisasiPath(usulan, i, name), name, value, value);
  };
  field(realisasi.pagu == stored.pagu, "pagu", ", " + stored.pagu);
  field(realisasi.jenis == stored.jenis, "jenis", "");
  field(realisasi.jumlah == stored.jumlah, "jumlah", ", Rp " + money::FormatRupiah(stored.jumlah));
  field(realisasi.tanggal == stored.tanggal, "tanggal", ", " + stored.tanggal.Iso());
  field(realisasi.keterangan == stored.keterangan, "keterangan", "");
  field(realisasi.nomor_sp2d == stored.nomor_sp2d, "nomor_sp2d", ", " + stored.nomor_sp2d);
}

// Compares what is stored already and hands over the rest.
void SkipStoredPagu(const Buku& buku, const Usulan& usulan, Perubahan* perubahan,
                    Refusals* refusals) {
  for (size_t i = 0; i < usulan.pagu.size(); ++i) {
    const auto stored = buku.baris.find(usulan.pagu[i].id);
    if (stored == buku.baris.end()) {
      perubahan->pagu.push_back(usulan.pagu[i]);
    } else {
      ComparePagu(usulan, i, stored->second.pagu, refusals);
    }
  }
}

// Whether posting `i` is new; adds its refusal when it is stored with other content, or cannot bear
// its number.
bool IsBaru(const Buku& buku, const Usulan& usulan, size_t i, const NomorSp2d& nomor,
            Refusals* refusals) {
  const Realisasi& realisasi = usulan.realisasi[i];
  const auto stored = buku.realisasi.find(realisasi.id);
  if (stored == buku.realisasi.end()) {
    nomor.Check(realisasi, usulan.satker, RealisasiPath(usulan, i, ""), refusals);
    return true;
  }
  CompareRealisasi(usulan, i, stored->second, refusals);
  return false;
}

// With the total in range, no sum over any of its lines, nor of their realisasi, leaves it.
absl::Status CheckTotal(const Buku& buku, const std::vector<Pagu>& added) {
  std::vector<Rupiah> amounts;
  for (const auto& [id, baris] : buku.baris) {
    amounts.push_back(baris.saldo.dipa);
  }
  for (const Pagu& pagu : added) {
    amounts.push_back(pagu.jumlah);
  }
  if (money::Sum(amounts).ok()) {
    return absl::OkStatus();
  }
  Refusals refusals(Reason::kAmountOverflow);
  refusals.Add("pagu", "the total of the office's lines leaves the range of money",
               "jumlah seluruh baris pagu satker keluar dari rentang uang");
  return refusals.ToStatus();
}

absl::Status EnterPagu(const std::vector<Pagu>& added, Ledger* ledger) {
  for (const Pagu& pagu : added) {
    if (pagu.jumlah == Rupiah()) {
      continue;
    }
    ASSIGN_OR_RETURN(const Transaksi transaksi, Transaksi::UntukPagu(pagu.id, pagu.jumlah));
    ASSIGN_OR_RETURN(const period::Tanggal tanggal, period::Tanggal::Of(pagu.tahun, 1, 1));
    RETURN_IF_ERROR(ledger->Catat(
        {.jenis = JenisTransaksi::kPagu, .dokumen = "", .tanggal = tanggal}, transaksi));
  }
  return absl::OkStatus();
}

JenisTransaksi JenisOf(JenisRealisasi jenis) {
  switch (jenis) {
    case JenisRealisasi::kSaldoImpor:
      break;
    case JenisRealisasi::kSp2d:
      return JenisTransaksi::kSp2dImpor;
  }
  return JenisTransaksi::kSaldoImpor;
}

// Takes one posting in, or adds its refusal.
absl::Status EnterRealisasi(const Usulan& usulan, size_t i, Ledger* ledger, Perubahan* perubahan,
                            Refusals* refusals) {
  const Realisasi& realisasi = usulan.realisasi[i];
  ASSIGN_OR_RETURN(const Transaksi transaksi,
                   Transaksi::UntukRealisasi(realisasi.pagu, realisasi.jumlah));
  const absl::Status status = ledger->Catat(
      {.jenis = JenisOf(realisasi.jenis), .dokumen = realisasi.id, .tanggal = realisasi.tanggal},
      transaksi);
  if (status.ok()) {
    perubahan->realisasi.push_back(realisasi);
    return absl::OkStatus();
  }
  std::optional<fault::Fault> refused = fault::FromStatus(status);
  if (!refused || refused->reason != Reason::kPaguExceeded) {
    return status;
  }
  refused->metadata["line"] = NamaPagu(usulan.satker, realisasi.pagu);
  for (auto& [key, value] : refused->metadata) {
    refusals->AddFact(key, value);
  }
  refusals->Add(RealisasiPath(usulan, i, "jumlah"), refused->english, refused->indonesian);
  return absl::OkStatus();
}

absl::StatusOr<Perubahan> Selesaikan(const NomorSp2d& nomor, const Ledger& ledger,
                                     Perubahan perubahan) {
  perubahan.nomor = nomor.Baru();
  perubahan.jurnal = ledger.tercatat();
  perubahan.kas = ledger.kas();
  RETURN_IF_ERROR(CheckSize(perubahan));
  return perubahan;
}

// What PostRealisasi would answer for posting `i`, were the ones before it posted.
absl::Status DecideSatu(const Buku& buku, const Usulan& usulan, size_t i, NomorSp2d* nomor,
                        Ledger* ledger, Perubahan* perubahan) {
  fault::Violations violations;
  CheckRealisasi(usulan, i, &violations);
  RETURN_IF_ERROR(violations.ToStatus());
  RETURN_IF_ERROR(CheckBulan(buku, usulan, {i}));
  RETURN_IF_ERROR(CheckReferences(buku, usulan, {}, {i}));
  Refusals exists(Reason::kAlreadyExists);
  const bool baru = IsBaru(buku, usulan, i, *nomor, &exists);
  RETURN_IF_ERROR(exists.ToStatus());
  if (!baru) {
    return absl::OkStatus();
  }
  Refusals exceeded(Reason::kPaguExceeded);
  RETURN_IF_ERROR(EnterRealisasi(usulan, i, ledger, perubahan, &exceeded));
  RETURN_IF_ERROR(exceeded.ToStatus());
  nomor->Ambil(usulan.realisasi[i]);
  return absl::OkStatus();
}

}  // namespace

void CheckTerdaftar(const Pagu& pagu, const DaftarKode& daftar, const std::string& path,
                    Refusals* refusals) {
  CheckSatuKode(daftar, JenisKode::kProgram, pagu.kode_program, "", pagu.tahun,
                path + "kode_program", refusals);
  CheckSatuKode(daftar, JenisKode::kKegiatan, pagu.kode_kegiatan, pagu.kode_program, pagu.tahun,
                path + "kode_kegiatan", refusals);
  CheckSatuKode(daftar, JenisKode::kOutput, pagu.kode_output, pagu.kode_kegiatan, pagu.tahun,
                path + "kode_output", refusals);
}

std::vector<Kode> SnapshotBaru(const Buku& buku, const std::vector<Pagu>& pagu,
                               const DaftarKode& daftar) {
  std::vector<Kode> snapshots;
  std::set<std::string> taken;
  for (const Pagu& satu : pagu) {
    for (const std::string& code : {satu.kode_program, satu.kode_kegiatan, satu.kode_output}) {
      if (!buku.kode.contains(code) && taken.insert(code).second) {
        snapshots.push_back(daftar.at(code));
      }
    }
  }
  return snapshots;
}

void CheckUsulan(const Usulan& usulan, fault::Violations* violations) {
  std::map<std::string, std::string> seen_pagu;
  for (size_t i = 0; i < usulan.pagu.size(); ++i) {
    CheckPagu(usulan, i, violations);
    CheckTwice(usulan.pagu[i].id, PaguPath(i, "name"), &seen_pagu, violations);
  }
  std::map<std::string, std::string> seen_realisasi;
  for (size_t i = 0; i < usulan.realisasi.size(); ++i) {
    CheckRealisasi(usulan, i, violations);
    CheckTwice(usulan.realisasi[i].id, RealisasiPath(usulan, i, "name"), &seen_realisasi,
               violations);
  }
}

absl::StatusOr<Perubahan> Decide(const Buku& buku, const Usulan& usulan, const DaftarKode& kode) {
  const std::vector<size_t> semua = SemuaRealisasi(usulan);
  RETURN_IF_ERROR(CheckBolehMasuk(buku, usulan));
  RETURN_IF_ERROR(CheckBulan(buku, usulan, semua));
  RETURN_IF_ERROR(CheckReferences(buku, usulan, kode, semua));
  Perubahan perubahan;
  std::vector<size_t> new_realisasi;
  Refusals exists(Reason::kAlreadyExists);
  SkipStoredPagu(buku, usulan, &perubahan, &exists);
  NomorSp2d nomor(buku);
  for (const size_t i : semua) {
    if (IsBaru(buku, usulan, i, nomor, &exists)) {
      nomor.Ambil(usulan.realisasi[i]);
      new_realisasi.push_back(i);
    }
  }
  RETURN_IF_ERROR(exists.ToStatus());
  RETURN_IF_ERROR(CheckTotal(buku, perubahan.pagu));
  perubahan.kode = SnapshotBaru(buku, perubahan.pagu, kode);

  Ledger ledger = LedgerOf(buku);
  RETURN_IF_ERROR(EnterPagu(perubahan.pagu, &ledger));
  Refusals exceeded(Reason::kPaguExceeded);
  for (const size_t i : new_realisasi) {
    RETURN_IF_ERROR(EnterRealisasi(usulan, i, &ledger, &perubahan, &exceeded));
  }
  RETURN_IF_ERROR(exceeded.ToStatus());
  return Selesaikan(nomor, ledger, std::move(perubahan));
}

absl::Status CatatPemosting(const Buku& buku, const Pelaku& pelaku, Perubahan* perubahan) {
  if (perubahan->realisasi.empty() || pelaku.sistem ||
      !pelaku.jabatan.contains(Tugas::kBendahara)) {
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(CheckTugas(buku, pelaku, Tugas::kBendahara));
  CatatTugas(buku, pelaku, Tugas::kBendahara, perubahan);
  return absl::OkStatus();
}

absl::StatusOr<Putusan> DecideSatuSatu(const Buku& buku, const Usulan& usulan) {
  if (!usulan.pagu.empty()) {
    return absl::InternalError("a batch of postings brings no lines");
  }
  Putusan putusan;
  Perubahan perubahan;
  Ledger ledger = LedgerOf(buku);
  NomorSp2d nomor(buku);
  std::set<std::string_view> seen;
  for (size_t i = 0; i < usulan.realisasi.size(); ++i) {
    if (!seen.insert(usulan.realisasi[i].id).second) {
      fault::Violations twice;
      twice.Add(RealisasiPath(usulan, i, "name"), "the name is given twice in the batch",
                "nama diberikan dua kali dalam satu permintaan");
      putusan.satu_satu.push_back(twice.ToStatus());
      continue;
    }
    absl::Status status = DecideSatu(buku, usulan, i, &nomor, &ledger, &perubahan);
    if (absl::IsInternal(status)) {
      return status;
    }
    putusan.satu_satu.push_back(std::move(status));
  }
  ASSIGN_OR_RETURN(putusan.perubahan, Selesaikan(nomor, ledger, std::move(perubahan)));
  return putusan;
}

}  // namespace sakip::budget
