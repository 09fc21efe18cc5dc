#include <map>
#include <string>
#include <utility>
#include <vector>

#include "common/status/status_macros.h"
#include "services/budget/document_check.h"
#include "services/budget/koreksi.h"
#include "services/budget/proposal_check.h"
#include "services/budget/refusals.h"
#include "services/budget/tugas.h"

namespace sakip::budget {
namespace {

using fault::Reason;
using money::Rupiah;

// Which transactions a setoran may refer to.
bool BolehDiacu(JenisSetoran jenis, JenisTransaksi acuan) {
  switch (jenis) {
    case JenisSetoran::kPengembalian:
    case JenisSetoran::kRetur:
      return acuan == JenisTransaksi::kSp2d || acuan == JenisTransaksi::kSp2dImpor ||
             acuan == JenisTransaksi::kKoreksi;
    case JenisSetoran::kBayarRetur:
      return acuan == JenisTransaksi::kRetur;
    case JenisSetoran::kSetoranUp:
    case JenisSetoran::kSetoranTup:
      break;
  }
  return false;
}

bool PunyaAcuan(JenisSetoran jenis) {
  switch (jenis) {
    case JenisSetoran::kPengembalian:
    case JenisSetoran::kRetur:
    case JenisSetoran::kBayarRetur:
      return true;
    case JenisSetoran::kSetoranUp:
    case JenisSetoran::kSetoranTup:
      break;
  }
  return false;
}

JenisTransaksi TransaksiOf(JenisSetoran jenis) {
  switch (jenis) {
    case JenisSetoran::kPengembalian:
      break;
    case JenisSetoran::kSetoranUp:
      return JenisTransaksi::kSetoranUp;
    case JenisSetoran::kSetoranTup:
      return JenisTransaksi::kSetoranTup;
    case JenisSetoran::kRetur:
      return JenisTransaksi::kRetur;
    case JenisSetoran::kBayarRetur:
      return JenisTransaksi::kBayarRetur;
  }
  return JenisTransaksi::kPengembalian;
}

// The transaction it refers to, which may be; null for a kind that refers to none.
absl::StatusOr<const TransaksiJurnal*> AcuanOf(const Buku& buku, const Setoran& setoran) {
  if (!PunyaAcuan(setoran.jenis)) {
    return nullptr;
  }
  const auto found = buku.transaksi.find(setoran.acuan);
  if (found == buku.transaksi.end()) {
    return TidakAda("transaksi", std::to_string(setoran.acuan));
  }
  const TransaksiJurnal& transaksi = found->second;
  if (!BolehDiacu(setoran.jenis, transaksi.jenis)) {
    return setoran.jenis == JenisSetoran::kBayarRetur
               ? TidakDapatDiacu(setoran.acuan, "RETUR", "is no retur", "bukan retur")
               : TidakDapatDiacu(setoran.acuan, "SP2D", "pays nothing", "bukan pembayaran");
  }
  if (setoran.jenis != JenisSetoran::kBayarRetur) {
    const TransaksiJurnal* asal = Asal(buku, setoran.acuan);
    if (asal == nullptr || asal->jenis == JenisTransaksi::kSaldoImpor) {
      return TidakDapatDiacu(setoran.acuan, "SP2D", "stands for a total without documents",
                             "berasal dari saldo tanpa dokumen");
    }
    if (setoran.jenis == JenisSetoran::kRetur && !Ditransfer(buku, setoran.acuan)) {
      return TidakDapatDiacu(setoran.acuan, "SP2D of a transfer", "transferred nothing",
                             "tidak mentransfer dana");
    }
  }
  if (SudahDibalik(buku, setoran.acuan)) {
    return TidakDapatDiacu(setoran.acuan, "SP2D", "was undone by a correction",
                           "sudah dibalik oleh koreksi");
  }
  if (setoran.tanggal < transaksi.tanggal) {
    fault::Violations violations;
    violations.Add("setoran.tanggal",
                   "must not be before that of the transaction, " + transaksi.tanggal.Iso(),
                   "tidak boleh sebelum tanggal transaksinya, " + transaksi.tanggal.Panjang());
    return violations.ToStatus();
  }
  return &transaksi;
}

void LebihDari(const std::string& field, const std::string& document, Rupiah saldo, Rupiah jumlah,
               Refusals* refusals) {
  refusals->AddFact("document", document);
  refusals->AddFact("saldo", money::PlainRupiah(saldo));
  refusals->AddFact("shortfall",
                    money::PlainRupiah(Rupiah::FromInt(jumlah.value() - saldo.value())));
  refusals->Add(field,
                "of " + document + " Rp " + money::FormatRupiah(saldo) + " is left, less than Rp " +
                    money::FormatRupiah(jumlah),
                "dari " + document + " tersisa Rp " + money::FormatRupiah(saldo) +
                    ", kurang dari Rp " + money::FormatRupiah(jumlah));
}

// What is left on its lines, and of all of them without what waits as retur.
absl::Status CheckPengembalian(const Buku& buku, const Setoran& setoran,
                               const std::string& document) {
  Refusals refusals(Reason::kAmountExceeded);
  const std::map<std::string, Rupiah> sisa = Tersisa(buku, setoran.acuan);
  for (size_t i = 0; i < setoran.rincian.size(); ++i) {
    const Rincian& satu = setoran.rincian[i];
    const auto found = sisa.find(satu.pagu);
    const Rupiah ada = found == sisa.end() ? Rupiah() : found->second;
    if (satu.jumlah > ada) {
      refusals.AddFact("line", satu.pagu);
      LebihDari("setoran.rincian[" + std::to_string(i) + "].jumlah", document, ada, satu.jumlah,
                &refusals);
    }
  }
  RETURN_IF_ERROR(refusals.ToStatus());
  std::vector<Rupiah> semua;
  for (const auto& [pagu, jumlah] : sisa) {
    semua.push_back(jumlah);
  }
  ASSIGN_OR_RETURN(const Rupiah total, money::Sum(semua));
  ASSIGN_OR_RETURN(const Rupiah ada, money::Sub(total, ReturTerbuka(buku, setoran.acuan)));
  ASSIGN_OR_RETURN(const Rupiah jumlah, Jumlah(setoran.rincian));
  if (jumlah > ada) {
    LebihDari("setoran.rincian", document, ada, jumlah, &refusals);
  }
  return refusals.ToStatus();
}

// Nobody gives back more than was paid.
absl::Status CheckSisa(const Buku& buku, const Setoran& setoran) {
  const std::string document = "transaksi " + std::to_string(setoran.acuan);
  if (setoran.jenis == JenisSetoran::kPengembalian) {
    return CheckPengembalian(buku, setoran, document);
  }
  const Rupiah ada = setoran.jenis == JenisSetoran::kRetur ? DapatDiretur(buku, setoran.acuan)
                                                           : ReturTerbuka(buku, setoran.acuan);
  Refusals refusals(Reason::kAmountExceeded);
  if (setoran.jumlah > ada) {
    LebihDari("setoran.jumlah", document, ada, setoran.jumlah, &refusals);
  }
  return refusals.ToStatus();
}

absl::StatusOr<Transaksi> SusunSetoran(const Buku& buku, const Setoran& setoran) {
  Susunan susunan;
  switch (setoran.jenis) {
    case JenisSetoran::kPengembalian:
      for (const Rincian& satu : setoran.rincian) {
        susunan.Pindah(satu.pagu, Akun::kTersedia, Akun::kRealisasi, satu.jumlah);
        if (buku.baris.at(satu.pagu).pagu.sumber_dana == SumberDana::kHibah) {
          susunan.Pindah("", Akun::kKasHibah, Akun::kLuar, satu.jumlah);
        }
      }
      break;
    case JenisSetoran::kSetoranUp:
      susunan.Pindah("", Akun::kLuar, Akun::kUp, setoran.jumlah);
      break;
    case JenisSetoran::kSetoranTup:
      susunan.Pindah("", Akun::kLuar, Akun::kTup, setoran.jumlah);
      break;
    case JenisSetoran::kRetur:
      susunan.Pindah("", Akun::kRetur, Akun::kLuar, setoran.jumlah);
      break;
    case JenisSetoran::kBayarRetur:
      susunan.Pindah("", Akun::kLuar, Akun::kRetur, setoran.jumlah);
      break;
  }
  return std::move(susunan).Selesai();
}

// 0 stands for the sum of the lines.
Rupiah JumlahOf(const Setoran& setoran) {
  return setoran.rincian.empty() ? setoran.jumlah : Jumlah(setoran.rincian).value_or(Rupiah());
}

absl::Status Bandingkan(const Setoran& setoran, const Setoran& stored) {
  Perbandingan banding("setoran.", setoran.id);
  banding.Isian(setoran.tahun == stored.tahun, "tahun");
  banding.Isian(setoran.jenis == stored.jenis, "jenis");
  banding.Isian(setoran.acuan == stored.acuan, "acuan");
  banding.Isian(setoran.rincian == stored.rincian, "rincian");
  banding.Isian(JumlahOf(setoran) == stored.jumlah &&
                    (setoran.jumlah == Rupiah() || setoran.jumlah == stored.jumlah),
                "jumlah");
  banding.Isian(setoran.nomor_bukti == stored.nomor_bukti, "nomor_bukti");
  banding.Isian(setoran.tanggal == stored.tanggal, "tanggal");
  banding.Isian(setoran.keterangan == stored.keterangan, "keterangan");
  return banding.ToStatus();
}

}  // namespace

void CheckSetoran(const Setoran& setoran, const std::string& path, fault::Violations* violations) {
  CheckIdTahun(setoran.id, setoran.tahun, path + "name", violations);
  if (setoran.tanggal.year() != setoran.tahun) {
    violations->Add(path + "tanggal", "must be in the fiscal year " + std::to_string(setoran.tahun),
                    "harus dalam tahun anggaran " + std::to_string(setoran.tahun));
  }
  if (setoran.nomor_bukti.empty()) {
    violations->Add(path + "nomor_bukti", "a receipt has its number", "bukti harus bernomor");
  }
  if (PunyaAcuan(setoran.jenis) != (setoran.acuan > 0)) {
    const bool harus = PunyaAcuan(setoran.jenis);
    violations->Add(
        path + "acuan",
        harus ? "names the transaction it takes from" : "money of the treasurer has none",
        harus ? "harus menyebut transaksi asalnya" : "setoran kas tidak memiliki acuan");
  }
  if (setoran.jenis != JenisSetoran::kPengembalian) {
    CheckJumlah(setoran.jumlah, path + "jumlah", violations);
    if (!setoran.rincian.empty()) {
      violations->Add(path + "rincian", "only a PENGEMBALIAN is of lines",
                      "hanya PENGEMBALIAN yang memiliki rincian");
    }
    return;
  }
  CheckRincian(setoran.rincian, setoran.tahun, path + "rincian", violations);
  if (setoran.rincian.empty()) {
    violations->Add(path + "rincian", "says which lines get how much back",
                    "harus memuat baris pagu yang menerima pengembalian");
  } else if (setoran.jumlah != Rupiah() && setoran.jumlah != JumlahOf(setoran)) {
    violations->Add(path + "jumlah", "must be the sum of the lines",
                    "harus sama dengan jumlah rincian");
  }
}

absl::StatusOr<Perubahan> CatatSetoran(const Buku& buku, const Pelaku& pelaku,
                                       const Setoran& setoran) {
  Perubahan perubahan;
  perubahan.kas = buku.kas;
  const auto stored = buku.setoran.find(setoran.id);
  if (stored != buku.setoran.end()) {
    RETURN_IF_ERROR(Bandingkan(setoran, stored->second));
    return perubahan;
  }
  fault::Violations violations;
  CheckSetoran(setoran, "setoran.", &violations);
  if (setoran.tanggal > pelaku.hari_ini) {
    violations.Add("setoran.tanggal", "must not be after today, " + pelaku.hari_ini.Iso(),
                   "tidak boleh setelah hari ini, " + pelaku.hari_ini.Panjang());
  }
  RETURN_IF_ERROR(violations.ToStatus());
  const Nomor nomor(JenisNomor::kBukti, setoran.nomor_bukti);
  RETURN_IF_ERROR(CheckNomor(buku, nomor, "setoran.nomor_bukti"));
  ASSIGN_OR_RETURN(const TransaksiJurnal* const acuan, AcuanOf(buku, setoran));
  RETURN_IF_ERROR(CheckTerbuka(buku, setoran.tanggal, "setoran.tanggal"));
  RETURN_IF_ERROR(CheckTugas(buku, pelaku, Tugas::kBendahara));
  if (acuan != nullptr) {
    RETURN_IF_ERROR(CheckSisa(buku, setoran));
  }
  RETURN_IF_ERROR(CheckBarisAda(buku, setoran.rincian, "setoran.rincian"));
  ASSIGN_OR_RETURN(const Transaksi transaksi, SusunSetoran(buku, setoran));
  Ledger ledger = LedgerOf(buku);
  RETURN_IF_ERROR(ledger.Catat({.jenis = TransaksiOf(setoran.jenis),
                                .dokumen = setoran.id,
                                .tanggal = setoran.tanggal,
                                .acuan = setoran.acuan},
                               transaksi));
  Setoran tercatat = setoran;
  tercatat.jumlah = JumlahOf(setoran);
  tercatat.transaksi = ledger.nomor();
  tercatat.pencatat = pelaku.pencatat;
  perubahan.setoran.push_back(std::move(tercatat));
  perubahan.nomor.emplace_back(nomor, setoran.id);
  CatatTugas(buku, pelaku, Tugas::kBendahara, &perubahan);
  perubahan.jurnal = ledger.tercatat();
  perubahan.kas = ledger.kas();
  return perubahan;
}

}  // namespace sakip::budget
