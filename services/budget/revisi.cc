#include "services/budget/revisi.h"

#include <map>
#include <optional>
#include <set>
#include <utility>

#include "common/status/status_macros.h"
#include "services/budget/decide.h"
#include "services/budget/document_check.h"
#include "services/budget/kewenangan.h"
#include "services/budget/kode.h"
#include "services/budget/proposal_check.h"
#include "services/budget/refusals.h"
#include "services/budget/tugas.h"

namespace sakip::budget {
namespace {

using fault::Reason;
using money::Rupiah;

std::string BarisPath(const std::string& path, size_t i, std::string_view field) {
  return path + "baris[" + std::to_string(i) + "]." + std::string(field);
}

// What may be entered as a ceiling.
bool SahPagu(Rupiah jumlah) {
  return jumlah >= Rupiah() && money::CheckEntry(jumlah).ok();
}

void CheckKepala(const Revisi& revisi, const std::string& path, fault::Violations* violations) {
  CheckIdTahun(revisi.id, revisi.tahun, path + "name", violations);
  if (revisi.tanggal.year() != revisi.tahun) {
    violations->Add(path + "tanggal", "must be in the fiscal year " + std::to_string(revisi.tahun),
                    "harus dalam tahun anggaran " + std::to_string(revisi.tahun));
  }
  if (revisi.nomor < 0) {
    violations->Add(path + "nomor", "must not be below 0", "tidak boleh di bawah 0");
  } else if ((revisi.nomor == 0) != (revisi.jenis == JenisRevisi::kDipaAwal)) {
    violations->Add(path + "nomor", "0 is the number of the first DIPA and of nothing else",
                    "nomor 0 adalah nomor DIPA awal dan bukan yang lain");
  }
  if (revisi.nomor_dokumen.empty() && revisi.kewenangan != Kewenangan::kKpa) {
    violations->Add(path + "nomor_dokumen",
                    "an approval by " + Nama(revisi.kewenangan) + " has the number of its letter",
                    "pengesahan " + Nama(revisi.kewenangan) + " harus memuat nomor suratnya");
  }
  if (revisi.alasan.empty()) {
    violations->Add(path + "alasan", "a revision needs its reason", "revisi harus disertai alasan");
  }
  if (revisi.baris.empty() && revisi.jenis != JenisRevisi::kAdministrasi) {
    violations->Add(path + "baris", "a revision that moves amounts lists its lines",
                    "revisi yang mengubah pagu harus memuat baris pagu");
  }
}

void CheckBaris(const Revisi& revisi, const std::string& path, fault::Violations* violations) {
  std::map<std::string, size_t> seen;
  for (size_t i = 0; i < revisi.baris.size(); ++i) {
    const Pagu& pagu = revisi.baris[i];
    if (pagu.tahun != revisi.tahun) {
      violations->Add(BarisPath(path, i, "tahun"), "must be the year of the revision",
                      "harus sama dengan tahun revisi");
    }
    CheckKode(pagu, BarisPath(path, i, ""), violations);
    if (!SahPagu(pagu.jumlah)) {
      violations->Add(BarisPath(path, i, "jumlah"), "must be from 0 to 10^15",
                      "harus dari 0 sampai 10^15");
    }
    const auto [first, added] = seen.emplace(pagu.id, i);
    if (!added) {
      const std::string same = BarisPath(path, first->second, "name");
      violations->Add(BarisPath(path, i, "name"), "the same line as " + same,
                      "baris pagu yang sama dengan " + same);
    }
  }
}

void CheckRencana(const Revisi& revisi, const std::string& path, fault::Violations* violations) {
  std::set<std::pair<int32_t, JenisBelanja>> seen;
  for (size_t i = 0; i < revisi.rencana.size(); ++i) {
    const RencanaPenarikan& rencana = revisi.rencana[i];
    const std::string at = path + "rencana[" + std::to_string(i) + "]";
    if (rencana.bulan < 1 || rencana.bulan > 12) {
      violations->Add(at + ".bulan", "must be from 1 to 12", "harus dari 1 sampai 12");
    }
    if (!SahPagu(rencana.jumlah)) {
      violations->Add(at + ".jumlah", "must be from 0 to 10^15", "harus dari 0 sampai 10^15");
    }
    if (!seen.insert({rencana.bulan, rencana.jenis}).second) {
      violations->Add(at, "the month and kind of spending are given twice",
                      "bulan dan jenis belanja diberikan dua kali");
    }
  }
}

void CheckKewenangan(const Revisi& revisi, const std::string& path, fault::Violations* violations) {
  const AturanRevisi& aturan = AturanOf(revisi.kewenangan, revisi.tahun);
  const std::string siapa = Nama(revisi.kewenangan);
  if (!Boleh(aturan, revisi.jenis)) {
    violations->Add(path + "kewenangan", siapa + " may not approve this kind of revision",
                    siapa + " tidak berwenang atas jenis revisi ini");
  }
  if (!aturan.halaman_iii && !revisi.rencana.empty()) {
    violations->Add(path + "rencana", siapa + " may not change halaman III",
                    siapa + " tidak berwenang mengubah halaman III");
  }
  if (revisi.tanggal.month() == 12 && revisi.tanggal.day() > aturan.akhir_tahun) {
    const std::string hari = std::to_string(aturan.akhir_tahun);
    violations->Add(path + "tanggal", siapa + " may not revise after " + hari + " December",
                    siapa + " tidak boleh merevisi setelah " + hari + " Desember");
  }
}

absl::Status CheckUrutan(const Buku& buku, const Revisi& revisi) {
  const int32_t berikut = buku.revisi_berikut;
  // Lines that came by import stand for the first DIPA.
  const bool sesudah_impor = berikut == 0 && revisi.nomor == 1 && !buku.baris.empty();
  Refusals refusals(Reason::kWrongState);
  if (revisi.nomor != berikut && !sesudah_impor) {
    const std::string nomor = std::to_string(berikut);
    refusals.AddFact("state", "REVISI_" + std::to_string(revisi.nomor));
    refusals.AddFact("required", "REVISI_" + nomor);
    refusals.Add("revisi.nomor", "the next number is " + nomor, "nomor berikutnya adalah " + nomor);
  }
  for (const auto& [id, lain] : buku.revisi) {
    if (lain.status == StatusUsulan::kDisetujui && lain.tanggal > revisi.tanggal) {
      refusals.AddFact("state", lain.tanggal.Iso());
      refusals.AddFact("required", "a date from then on");
      refusals.Add("revisi.tanggal",
                   "must not be before that of revision " + std::to_string(lain.nomor) + ", " +
                       lain.tanggal.Iso(),
                   "tidak boleh sebelum tanggal revisi ke-" + std::to_string(lain.nomor) + ", " +
                       lain.tanggal.Panjang());
    }
  }
  return refusals.ToStatus();
}

absl::Status CheckTanggalBerlaku(const Buku& buku, const Pelaku& pelaku, const Revisi& revisi) {
  RETURN_IF_ERROR(CheckTerbuka(buku, revisi.tanggal, "revisi.tanggal"));
  fault::Violations violations;
  // The first DIPA is approved in the year before the one it is of.
  if (revisi.jenis != JenisRevisi::kDipaAwal && revisi.tanggal > pelaku.hari_ini) {
    violations.Add("revisi.tanggal", "must not be after today, " + pelaku.hari_ini.Iso(),
                   "tidak boleh setelah hari ini, " + pelaku.hari_ini.Panjang());
  }
  return violations.ToStatus();
}

// New lines are registered, stored ones keep what they are.
absl::Status CheckIdentitas(const Buku& buku, const Revisi& revisi, const DaftarKode& kode) {
  Refusals unknown(Reason::kUnknownReference);
  Refusals exists(Reason::kAlreadyExists);
  for (size_t i = 0; i < revisi.baris.size(); ++i) {
    const Pagu& baru = revisi.baris[i];
    const auto stored = buku.baris.find(baru.id);
    if (stored == buku.baris.end()) {
      CheckTerdaftar(baru, kode, BarisPath("revisi.", i, ""), &unknown);
      continue;
    }
    const Pagu& lama = stored->second.pagu;
    const auto field = [&](bool same, std::string_view name) {
      if (!same) {
        exists.AddFact("line", baru.id);
        exists.AddFact("field", std::string(name));
        exists.Add(BarisPath("revisi.", i, name),
                   "line " + baru.id + " keeps its codes and its sumber dana",
                   "kode dan sumber dana baris " + baru.id + " tidak dapat diubah");
      }
    };
    field(baru.kode_program == lama.kode_program, "kode_program");
    field(baru.kode_kegiatan == lama.kode_kegiatan, "kode_kegiatan");
    field(baru.kode_output == lama.kode_output, "kode_output");
    field(baru.kode_ro == lama.kode_ro, "kode_ro");
    field(baru.kode_komponen == lama.kode_komponen, "kode_komponen");
    field(baru.kode_subkomponen == lama.kode_subkomponen, "kode_subkomponen");
    field(baru.akun == lama.akun, "akun");
    field(baru.sumber_dana == lama.sumber_dana, "sumber_dana");
  }
  RETURN_IF_ERROR(unknown.ToStatus());
  return exists.ToStatus();
}

Saldo SaldoOf(const Buku& buku, const std::string& pagu) {
  const auto found = buku.baris.find(pagu);
  return found == buku.baris.end() ? Saldo{} : found->second.saldo;
}

// How the ceiling of each listed line changes.
absl::StatusOr<std::vector<Rupiah>> Selisih(const Buku& buku, const Revisi& revisi) {
  std::vector<Rupiah> selisih;
  for (const Pagu& pagu : revisi.baris) {
    ASSIGN_OR_RETURN(const Rupiah satu, money::Sub(pagu.jumlah, SaldoOf(buku, pagu.id).dipa));
    selisih.push_back(satu);
  }
  return selisih;
}

// Everything that the kind forbids of these changes.
void CheckJenis(const Revisi& revisi, const std::vector<Rupiah>& selisih, Rupiah total,
                fault::Violations* violations) {
  switch (revisi.jenis) {
    case JenisRevisi::kDipaAwal:
      return;
    case JenisRevisi::kPaguBerubah:
      if (total == Rupiah()) {
        violations->Add("revisi.baris", "the total stays as it is; then it is a PERGESERAN",
                        "jumlah pagu tetap; jenisnya PERGESERAN");
      }
      return;
    case JenisRevisi::kPergeseran:
      return;  // CheckPergeseran
    case JenisRevisi::kAdministrasi:
      for (size_t i = 0; i < selisih.size(); ++i) {
        if (selisih[i] != Rupiah()) {
          violations->Add(BarisPath("revisi.", i, "jumlah"), "an ADMINISTRASI changes no amount",
                          "revisi ADMINISTRASI tidak mengubah pagu");
        }
      }
      return;
  }
}

// A shift keeps the total of each sumber dana, and where its authority may not shift between
// outputs, that of each sumber dana in each of them.
absl::Status CheckPergeseran(const Revisi& revisi, const std::vector<Rupiah>& selisih,
                             fault::Violations* violations) {
  if (revisi.jenis != JenisRevisi::kPergeseran) {
    return absl::OkStatus();
  }
  const bool antar_output = AturanOf(revisi.kewenangan, revisi.tahun).antar_output;
  std::map<std::string, Rupiah> per_bagian;
  for (size_t i = 0; i < selisih.size(); ++i) {
    const Pagu& pagu = revisi.baris[i];
    const std::string sumber(Nama(pagu.sumber_dana));
    Rupiah& jumlah = per_bagian[antar_output ? sumber : pagu.kode_output + " " + sumber];
    ASSIGN_OR_RETURN(jumlah, money::Add(jumlah, selisih[i]));
  }
  for (const auto& [bagian, jumlah] : per_bagian) {
    if (jumlah != Rupiah()) {
      const std::string rupiah = "Rp " + money::FormatRupiah(jumlah);
      violations->Add("revisi.baris",
                      "the total of " + bagian + " changes by " + rupiah + "; a PERGESERAN by " +
                          Nama(revisi.kewenangan) + " keeps it",
                      "jumlah pagu " + bagian + " berubah sebesar " + rupiah +
                          "; PERGESERAN oleh " + Nama(revisi.kewenangan) + " tidak mengubahnya");
    }
  }
  return absl::OkStatus();
}

// With the total in range, no sum over any of the lines leaves it.
absl::Status CheckTotal(const Buku& buku, const std::vector<Rupiah>& selisih) {
  std::vector<Rupiah> amounts = selisih;
  for (const auto& [id, baris] : buku.baris) {
    amounts.push_back(baris.saldo.dipa);
  }
  if (money::Sum(amounts).ok()) {
    return absl::OkStatus();
  }
  Refusals refusals(Reason::kAmountOverflow);
  refusals.Add("revisi.baris", "the total of the office's lines leaves the range of money",
               "jumlah seluruh baris pagu satker keluar dari rentang uang");
  return refusals.ToStatus();
}

absl::Status CheckTerikat(const Buku& buku, const Revisi& revisi) {
  Refusals refusals(Reason::kRevisionBelowRealised);
  for (size_t i = 0; i < revisi.baris.size(); ++i) {
    const Pagu& pagu = revisi.baris[i];
    const Saldo saldo = SaldoOf(buku, pagu.id);
    ASSIGN_OR_RETURN(const Rupiah terikat, money::Sub(saldo.dipa, saldo.tersedia));
    if (pagu.jumlah >= terikat) {
      continue;
    }
    ASSIGN_OR_RETURN(const Rupiah kurang, money::Sub(terikat, pagu.jumlah));
    refusals.AddFact("line", pagu.id);
    refusals.AddFact("floor", money::PlainRupiah(terikat));
    refusals.AddFact("shortfall", money::PlainRupiah(kurang));
    refusals.Add(BarisPath("revisi.", i, "jumlah"),
                 "line " + pagu.id + " has Rp " + money::FormatRupiah(terikat) +
                     " bound and spent and cannot go below",
                 "baris " + pagu.id + " sudah terikat dan terpakai Rp " +
                     money::FormatRupiah(terikat) + " dan tidak boleh lebih kecil");
  }
  return refusals.ToStatus();
}

absl::Status CheckJumlahRevisi(const Buku& buku, const Revisi& revisi,
                               const std::vector<Rupiah>& selisih) {
  RETURN_IF_ERROR(CheckTotal(buku, selisih));
  ASSIGN_OR_RETURN(const Rupiah total, money::Sum(selisih));
  fault::Violations violations;
  CheckJenis(revisi, selisih, total, &violations);
  RETURN_IF_ERROR(CheckPergeseran(revisi, selisih, &violations));
  RETURN_IF_ERROR(violations.ToStatus());
  return CheckTerikat(buku, revisi);
}

void CatatBaris(const Buku& buku, const Revisi& revisi, Perubahan* perubahan) {
  for (const Pagu& pagu : revisi.baris) {
    const auto stored = buku.baris.find(pagu.id);
    if (stored == buku.baris.end()) {
      perubahan->pagu.push_back(pagu);
      continue;
    }
    Pagu label = stored->second.pagu;
    label.uraian = pagu.uraian;
    label.lokasi = pagu.lokasi;
    label.kppn = pagu.kppn;
    if (label != stored->second.pagu) {
      perubahan->label.push_back(std::move(label));
    }
  }
}

absl::Status CatatSelisih(const Revisi& revisi, const std::vector<Rupiah>& selisih,
                          Ledger* ledger) {
  Susunan susunan;
  for (size_t i = 0; i < selisih.size(); ++i) {
    const std::string& pagu = revisi.baris[i].id;
    if (selisih[i] > Rupiah()) {
      susunan.Pindah(pagu, Akun::kTersedia, Akun::kDipa, selisih[i]);
    } else {
      ASSIGN_OR_RETURN(const Rupiah turun, money::Neg(selisih[i]));
      susunan.Pindah(pagu, Akun::kDipa, Akun::kTersedia, turun);
    }
  }
  if (susunan.empty()) {
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const Transaksi transaksi, std::move(susunan).Selesai());
  return ledger->Catat(
      {.jenis = JenisTransaksi::kRevisi, .dokumen = revisi.id, .tanggal = revisi.tanggal},
      transaksi);
}

// What approving it would write, without the revisi itself.
absl::StatusOr<Perubahan> Susun(const Buku& buku, const Pelaku& pelaku, const Revisi& revisi,
                                const DaftarKode& kode) {
  RETURN_IF_ERROR(CheckUrutan(buku, revisi));
  RETURN_IF_ERROR(CheckTanggalBerlaku(buku, pelaku, revisi));
  RETURN_IF_ERROR(CheckIdentitas(buku, revisi, kode));
  ASSIGN_OR_RETURN(const std::vector<Rupiah> selisih, Selisih(buku, revisi));
  RETURN_IF_ERROR(CheckJumlahRevisi(buku, revisi, selisih));
  Perubahan perubahan;
  CatatBaris(buku, revisi, &perubahan);
  perubahan.kode = SnapshotBaru(buku, perubahan.pagu, kode);
  Ledger ledger = LedgerOf(buku);
  RETURN_IF_ERROR(CatatSelisih(revisi, selisih, &ledger));
  perubahan.jurnal = ledger.tercatat();
  perubahan.kas = ledger.kas();
  RETURN_IF_ERROR(CheckSize(perubahan));
  return perubahan;
}

absl::Status Bandingkan(const Revisi& revisi, const Revisi& stored) {
  Perbandingan banding("revisi.", revisi.id);
  banding.Isian(revisi.tahun == stored.tahun, "tahun");
  banding.Isian(revisi.nomor == stored.nomor, "nomor");
  banding.Isian(revisi.tanggal == stored.tanggal, "tanggal");
  banding.Isian(revisi.jenis == stored.jenis, "jenis");
  banding.Isian(revisi.kewenangan == stored.kewenangan, "kewenangan");
  banding.Isian(revisi.kode == stored.kode, "kode");
  banding.Isian(revisi.nomor_dokumen == stored.nomor_dokumen, "nomor_dokumen");
  banding.Isian(revisi.alasan == stored.alasan, "alasan");
  banding.Isian(revisi.baris == stored.baris, "baris");
  banding.Isian(revisi.rencana == stored.rencana, "rencana");
  return banding.ToStatus();
}

}  // namespace

void CheckRevisi(const Revisi& revisi, const std::string& path, fault::Violations* violations) {
  CheckKepala(revisi, path, violations);
  CheckBaris(revisi, path, violations);
  CheckRencana(revisi, path, violations);
  CheckKewenangan(revisi, path, violations);
}

absl::StatusOr<Perubahan> AjukanRevisi(const Buku& buku, const Pelaku& pelaku, const Revisi& revisi,
                                       const DaftarKode& kode) {
  Perubahan perubahan;
  perubahan.kas = buku.kas;
  const auto stored = buku.revisi.find(revisi.id);
  if (stored != buku.revisi.end()) {
    RETURN_IF_ERROR(Bandingkan(revisi, stored->second));
    return perubahan;
  }
  fault::Violations violations;
  CheckRevisi(revisi, "revisi.", &violations);
  RETURN_IF_ERROR(violations.ToStatus());
  RETURN_IF_ERROR(Susun(buku, pelaku, revisi, kode).status());
  Revisi usulan = revisi;
  usulan.status = StatusUsulan::kDiusulkan;
  usulan.pengusul = pelaku.pencatat;
  usulan.pemutus.reset();
  usulan.alasan_putusan.clear();
  usulan.transaksi = 0;
  perubahan.revisi.push_back(std::move(usulan));
  return perubahan;
}

absl::StatusOr<Perubahan> PutuskanRevisi(const Buku& buku, const Pelaku& pelaku,
                                         const std::string& id, bool setuju,
                                         const std::string& alasan, const DaftarKode& kode) {
  const auto found = buku.revisi.find(id);
  if (found == buku.revisi.end()) {
    return TidakAda("revisi", id);
  }
  Revisi revisi = found->second;
  RETURN_IF_ERROR(CheckAlasan(setuju, alasan));
  RETURN_IF_ERROR(CheckBelumDiputus(revisi.status, id));
  RETURN_IF_ERROR(CheckBukanSendiri(pelaku, revisi.pengusul, id));
  std::optional<Tugas> tugas;
  if (revisi.kewenangan == Kewenangan::kKpa) {
    ASSIGN_OR_RETURN(tugas, CheckBertindak(buku, pelaku, {Tugas::kKpa}));
  } else {
    RETURN_IF_ERROR(CheckNasional(pelaku));
  }
  Perubahan perubahan;
  perubahan.kas = buku.kas;
  if (setuju) {
    ASSIGN_OR_RETURN(perubahan, Susun(buku, pelaku, revisi, kode));
    revisi.transaksi = perubahan.jurnal.empty() ? 0 : perubahan.jurnal.back().transaksi.nomor;
  }
  if (tugas) {
    CatatTugas(buku, pelaku, *tugas, &perubahan);
  }
  Putuskan(pelaku, setuju, alasan, &revisi);
  perubahan.revisi.push_back(std::move(revisi));
  RETURN_IF_ERROR(CheckSize(perubahan));
  return perubahan;
}

}  // namespace sakip::budget
