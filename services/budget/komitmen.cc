#include "services/budget/komitmen.h"

#include <utility>

#include "common/status/status_macros.h"
#include "services/budget/document_check.h"
#include "services/budget/tugas.h"

namespace sakip::budget {
namespace {

constexpr char kPath[] = "komitmen.";

absl::Status Bandingkan(const Komitmen& komitmen, const Komitmen& stored) {
  Perbandingan beda(kPath, komitmen.id);
  beda.Isian(komitmen.tahun == stored.tahun, "tahun");
  beda.Isian(komitmen.nomor_kontrak == stored.nomor_kontrak, "nomor_kontrak");
  beda.Isian(komitmen.uraian == stored.uraian, "uraian");
  beda.Isian(komitmen.tanggal == stored.tanggal, "tanggal");
  beda.Isian(komitmen.berakhir == stored.berakhir, "berakhir");
  beda.Isian(komitmen.rincian == stored.rincian, "rincian");
  return beda.ToStatus();
}

}  // namespace

void CheckKomitmen(const Komitmen& komitmen, const std::string& path,
                   fault::Violations* violations) {
  CheckIdTahun(komitmen.id, komitmen.tahun, path + "name", violations);
  if (komitmen.nomor_kontrak.empty()) {
    violations->Add(path + "nomor_kontrak", "is required", "wajib diisi");
  }
  if (komitmen.tanggal.year() != komitmen.tahun) {
    const std::string year = std::to_string(komitmen.tahun);
    violations->Add(path + "tanggal", "must be in the fiscal year " + year,
                    "harus dalam tahun anggaran " + year);
  }
  if (komitmen.berakhir < komitmen.tanggal) {
    violations->Add(path + "berakhir", "must not be before the day it was signed",
                    "tidak boleh sebelum tanggal kontrak");
  }
  if (komitmen.rincian.empty()) {
    violations->Add(path + "rincian", "a contract binds at least one line",
                    "kontrak mengikat sedikitnya satu baris pagu");
  }
  CheckRincian(komitmen.rincian, komitmen.tahun, path + "rincian", violations);
}

absl::StatusOr<Perubahan> CatatKomitmen(const Buku& buku, const Pelaku& pelaku,
                                        const Komitmen& komitmen) {
  const std::string path = kPath;
  fault::Violations violations;
  CheckKomitmen(komitmen, path, &violations);
  if (komitmen.tanggal > pelaku.hari_ini) {
    violations.Add(path + "tanggal", "must not be after today, " + pelaku.hari_ini.Iso(),
                   "tidak boleh setelah hari ini, " + pelaku.hari_ini.Iso());
  }
  RETURN_IF_ERROR(violations.ToStatus());
  if (const auto stored = buku.komitmen.find(komitmen.id); stored != buku.komitmen.end()) {
    RETURN_IF_ERROR(Bandingkan(komitmen, stored->second));
    return Perubahan{};
  }
  RETURN_IF_ERROR(CheckTerbuka(buku, komitmen.tanggal, path + "tanggal"));
  RETURN_IF_ERROR(CheckTugas(buku, pelaku, Tugas::kPpk));
  const Nomor nomor{JenisNomor::kKontrak, komitmen.nomor_kontrak};
  RETURN_IF_ERROR(CheckNomor(buku, nomor, path + "nomor_kontrak"));
  RETURN_IF_ERROR(CheckBarisAda(buku, komitmen.rincian, path + "rincian"));
  RETURN_IF_ERROR(CheckTersedia(buku, komitmen.rincian, path + "rincian"));

  Susunan susunan;
  for (const Rincian& one : komitmen.rincian) {
    susunan.Pindah(one.pagu, Akun::kKomitmen, Akun::kTersedia, one.jumlah);
  }
  ASSIGN_OR_RETURN(const Transaksi transaksi, std::move(susunan).Selesai());
  Ledger ledger = LedgerOf(buku);
  RETURN_IF_ERROR(ledger.Catat(
      {.jenis = JenisTransaksi::kKomitmen, .dokumen = komitmen.id, .tanggal = komitmen.tanggal},
      transaksi));
  Komitmen baru = komitmen;
  baru.sisa = komitmen.rincian;
  baru.status = StatusKomitmen::kAktif;
  baru.alasan.clear();
  baru.transaksi = {ledger.nomor()};
  baru.pencatat = pelaku.pencatat;
  Perubahan perubahan;
  perubahan.komitmen = {std::move(baru)};
  perubahan.nomor = {{nomor, komitmen.id}};
  CatatTugas(buku, pelaku, Tugas::kPpk, &perubahan);
  perubahan.jurnal = ledger.tercatat();
  perubahan.kas = ledger.kas();
  RETURN_IF_ERROR(CheckSize(perubahan));
  return perubahan;
}

absl::StatusOr<Perubahan> LepasKomitmen(const Buku& buku, const Pelaku& pelaku,
                                        const std::string& id, period::Tanggal tanggal,
                                        const std::string& alasan) {
  const auto stored = buku.komitmen.find(id);
  if (stored == buku.komitmen.end()) {
    return TidakAda("komitmen", id);
  }
  Komitmen komitmen = stored->second;
  fault::Violations violations;
  CheckTanggal(tanggal, komitmen.tahun, pelaku.hari_ini, "tanggal", &violations);
  if (tanggal < komitmen.tanggal) {
    violations.Add("tanggal", "must not be before the contract, " + komitmen.tanggal.Iso(),
                   "tidak boleh sebelum tanggal kontrak, " + komitmen.tanggal.Iso());
  }
  if (alasan.empty()) {
    violations.Add("alasan", "is required", "wajib diisi");
  }
  RETURN_IF_ERROR(violations.ToStatus());
  RETURN_IF_ERROR(CheckKomitmenAktif(komitmen));

  Susunan susunan;
  for (Rincian& one : komitmen.sisa) {
    susunan.Pindah(one.pagu, Akun::kTersedia, Akun::kKomitmen, one.jumlah);
    one.jumlah = {};
  }
  if (!susunan.empty()) {
    RETURN_IF_ERROR(CheckTerbuka(buku, tanggal, "tanggal"));
  }
  RETURN_IF_ERROR(CheckTugas(buku, pelaku, Tugas::kPpk));
  Ledger ledger = LedgerOf(buku);
  if (!susunan.empty()) {
    ASSIGN_OR_RETURN(const Transaksi transaksi, std::move(susunan).Selesai());
    RETURN_IF_ERROR(ledger.Catat(
        {.jenis = JenisTransaksi::kLepasKomitmen, .dokumen = id, .tanggal = tanggal}, transaksi));
    komitmen.transaksi.push_back(ledger.nomor());
  }
  komitmen.status = StatusKomitmen::kSelesai;
  komitmen.alasan = alasan;
  komitmen.pencatat = pelaku.pencatat;
  Perubahan perubahan;
  perubahan.komitmen = {std::move(komitmen)};
  CatatTugas(buku, pelaku, Tugas::kPpk, &perubahan);
  perubahan.jurnal = ledger.tercatat();
  perubahan.kas = ledger.kas();
  return perubahan;
}

}  // namespace sakip::budget
