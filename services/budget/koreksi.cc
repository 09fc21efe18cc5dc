#include "services/budget/koreksi.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "common/status/status_macros.h"
#include "services/budget/document_check.h"
#include "services/budget/proposal_check.h"
#include "services/budget/refusals.h"
#include "services/budget/tugas.h"

namespace sakip::budget {
namespace {

using fault::Reason;
using money::Rupiah;

using PerBaris = std::map<std::string, Rupiah>;

// Sums of amounts that the journal took in stay in range, as the balances they made did.
void Tambah(Rupiah jumlah, Rupiah* total) {
  if (const auto sum = money::Add(*total, jumlah); sum.ok()) {
    *total = *sum;
  }
}

void TambahPengaruh(const Buku& buku, const TransaksiJurnal& transaksi, Akun akun, PerBaris* sisa) {
  for (const Entri& entri : transaksi.entri) {
    if (entri.akun == akun) {
      Tambah(Rupiah::FromInt(entri.debit.value() - entri.kredit.value()), &(*sisa)[entri.pagu]);
    }
  }
  for (const auto& [nomor, lain] : buku.transaksi) {
    // Nothing refers to what was written after it.
    if (lain.acuan == transaksi.nomor && nomor > transaksi.nomor) {
      TambahPengaruh(buku, lain, akun, sisa);
    }
  }
}

Rupiah Total(const PerBaris& per_baris) {
  Rupiah total;
  for (const auto& [pagu, jumlah] : per_baris) {
    Tambah(jumlah, &total);
  }
  return total;
}

const TransaksiJurnal* Pembalik(const Buku& buku, int64_t nomor) {
  for (const auto& [lain, transaksi] : buku.transaksi) {
    if (transaksi.jenis == JenisTransaksi::kPembalik && transaksi.acuan == nomor) {
      return &transaksi;
    }
  }
  return nullptr;
}

const TransaksiJurnal* Cari(const Buku& buku, int64_t nomor) {
  const auto found = buku.transaksi.find(nomor);
  return found == buku.transaksi.end() ? nullptr : &found->second;
}

// What `pengganti` stands in place of: the reversal before it undid that. Null for other kinds.
const TransaksiJurnal* Diganti(const Buku& buku, const TransaksiJurnal& pengganti) {
  const TransaksiJurnal* pembalik =
      pengganti.jenis == JenisTransaksi::kKoreksi ? Cari(buku, pengganti.nomor - 1) : nullptr;
  return pembalik == nullptr || pembalik->dokumen != pengganti.dokumen
             ? nullptr
             : Cari(buku, pembalik->acuan);
}

// What stands in place of `nomor` now, however often it was corrected; null when nothing does.
const TransaksiJurnal* Kini(const Buku& buku, int64_t nomor) {
  const TransaksiJurnal* kini = Cari(buku, nomor);
  while (kini != nullptr) {
    const TransaksiJurnal* pembalik = Pembalik(buku, kini->nomor);
    if (pembalik == nullptr) {
      break;
    }
    const TransaksiJurnal* pengganti = Cari(buku, pembalik->nomor + 1);
    kini = pengganti != nullptr && Diganti(buku, *pengganti) == kini ? pengganti : nullptr;
  }
  return kini;
}

// Whether bills of that kind are paid by transfers, which the bank may send back.
bool LewatTransfer(JenisTagihan jenis) {
  return jenis == JenisTagihan::kLsGaji || jenis == JenisTagihan::kLsKontraktual ||
         jenis == JenisTagihan::kLsNonKontraktual || jenis == JenisTagihan::kGup;
}

bool DariSetoran(JenisTransaksi jenis) {
  return jenis == JenisTransaksi::kPengembalian || jenis == JenisTransaksi::kSetoranUp ||
         jenis == JenisTransaksi::kSetoranTup || jenis == JenisTransaksi::kRetur ||
         jenis == JenisTransaksi::kBayarRetur;
}

bool DapatDibalik(JenisTransaksi jenis) {
  return jenis == JenisTransaksi::kSaldoImpor || jenis == JenisTransaksi::kSp2dImpor ||
         jenis == JenisTransaksi::kSp2d || jenis == JenisTransaksi::kKoreksi || DariSetoran(jenis);
}

// Money that came back can be undone while what it says of its payment still holds without it.
absl::Status CheckSetoranLepas(const Buku& buku, const TransaksiJurnal& setoran) {
  if (setoran.jenis == JenisTransaksi::kPengembalian && SudahDibalik(buku, setoran.acuan)) {
    return TidakDapatDiacu(setoran.nomor, "payment that stands",
                           "is of a payment that was corrected since",
                           "berasal dari pembayaran yang sudah dikoreksi");
  }
  const Rupiah jumlah = setoran.entri.front().debit;
  if (setoran.jenis == JenisTransaksi::kRetur && ReturTerbuka(buku, setoran.nomor) != jumlah) {
    return TidakDapatDiacu(setoran.nomor, "RETUR not paid again", "was paid again; undo that first",
                           "sudah dibayarkan kembali; balikkan pembayarannya dahulu");
  }
  if (setoran.jenis == JenisTransaksi::kBayarRetur) {
    const TransaksiJurnal* retur = Cari(buku, setoran.acuan);
    const TransaksiJurnal* bayar = retur == nullptr ? nullptr : Kini(buku, retur->acuan);
    if (bayar == nullptr || DapatDiretur(buku, bayar->nomor) < jumlah) {
      return TidakDapatDiacu(setoran.nomor, "payment with as much left",
                             "is of a payment that came back since",
                             "berasal dari pembayaran yang sudah kembali lagi");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckAcuan(const Buku& buku, const Koreksi& koreksi, const PerBaris& sisa) {
  const auto found = buku.transaksi.find(koreksi.acuan);
  if (found == buku.transaksi.end()) {
    return TidakAda("transaksi", std::to_string(koreksi.acuan));
  }
  if (!DapatDibalik(found->second.jenis)) {
    return TidakDapatDiacu(koreksi.acuan, "SP2D, SALDO_IMPOR or KOREKSI",
                           "is of a kind that cannot be undone",
                           "termasuk jenis yang tidak dapat dibalik");
  }
  if (const TransaksiJurnal* pembalik = Pembalik(buku, koreksi.acuan)) {
    return fault::Refuse(Reason::kAlreadyReversed,
                         "transaction " + std::to_string(koreksi.acuan) + " was undone by " +
                             pembalik->dokumen + "; correct what stands in its place",
                         "transaksi " + std::to_string(koreksi.acuan) + " sudah dibalik oleh " +
                             pembalik->dokumen + "; koreksilah penggantinya",
                         {{"by", pembalik->dokumen}});
  }
  if (DariSetoran(found->second.jenis)) {
    RETURN_IF_ERROR(CheckSetoranLepas(buku, found->second));
  } else if (sisa.empty()) {
    return TidakDapatDiacu(koreksi.acuan, "realisasi that is left",
                           "has no realisasi left to correct",
                           "tidak lagi memiliki realisasi untuk dikoreksi");
  }
  if (koreksi.tanggal < found->second.tanggal) {
    fault::Violations violations;
    violations.Add("koreksi.tanggal",
                   "must not be before that of the transaction, " + found->second.tanggal.Iso(),
                   "tidak boleh sebelum tanggal transaksinya, " + found->second.tanggal.Panjang());
    return violations.ToStatus();
  }
  return absl::OkStatus();
}

bool DariHibah(const Buku& buku, const std::string& pagu) {
  const auto found = buku.baris.find(pagu);
  return found != buku.baris.end() && found->second.pagu.sumber_dana == SumberDana::kHibah;
}

// What may not be replaced: a total without documents would get one by it, and money that came back
// is entered anew.
absl::Status CheckTanpaPengganti(const Buku& buku, const Koreksi& koreksi) {
  const JenisTransaksi jenis = buku.transaksi.at(koreksi.acuan).jenis;
  const TransaksiJurnal* asal = Asal(buku, koreksi.acuan);
  const bool impor = asal != nullptr && asal->jenis == JenisTransaksi::kSaldoImpor;
  fault::Violations violations;
  if ((impor || DariSetoran(jenis)) && !koreksi.pengganti.empty()) {
    violations.Add("koreksi.pengganti",
                   "must be empty: this is undone as a whole; what is right is entered anew",
                   "harus kosong: transaksi ini dibalik seluruhnya; yang benar dicatat kembali");
  }
  return violations.ToStatus();
}

// A payment moves between lines; the money that was paid, and whether it is a grant's, stays. What
// was imported as paid may have been less, but not less than of it came back and waits.
absl::Status CheckTotal(const Buku& buku, const Koreksi& koreksi, const PerBaris& sisa) {
  RETURN_IF_ERROR(CheckTanpaPengganti(buku, koreksi));
  const JenisTransaksi jenis = buku.transaksi.at(koreksi.acuan).jenis;
  if (jenis == JenisTransaksi::kSaldoImpor || DariSetoran(jenis)) {
    return absl::OkStatus();
  }
  const bool impor = jenis == JenisTransaksi::kSp2dImpor;
  ASSIGN_OR_RETURN(const Rupiah baru, Jumlah(koreksi.pengganti));
  const Rupiah lama = Total(sisa);
  Rupiah hibah;
  for (const Rincian& satu : koreksi.pengganti) {
    Tambah(DariHibah(buku, satu.pagu) ? satu.jumlah : Rupiah(), &hibah);
  }
  for (const auto& [pagu, jumlah] : sisa) {
    Tambah(DariHibah(buku, pagu) ? Rupiah::FromInt(-jumlah.value()) : Rupiah(), &hibah);
  }
  ASSIGN_OR_RETURN(const Rupiah selisih, money::Sub(baru, lama));
  const bool tercampur = impor ? hibah > Rupiah() || selisih > hibah : hibah != Rupiah();
  fault::Violations violations;
  if (baru > lama || (baru < lama && (!impor || baru < ReturTerbuka(buku, koreksi.acuan)))) {
    violations.Add("koreksi.pengganti",
                   "a payment keeps its total, Rp " + money::FormatRupiah(lama) + "; this is Rp " +
                       money::FormatRupiah(baru),
                   "jumlah pembayaran tetap Rp " + money::FormatRupiah(lama) +
                       "; yang diminta Rp " + money::FormatRupiah(baru));
  } else if (tercampur) {
    violations.Add("koreksi.pengganti", "money of a grant stays on lines of HIBAH",
                   "dana hibah tetap pada baris bersumber HIBAH");
  }
  return violations.ToStatus();
}

// The opposite of what is left of the transaction; of money that came back, of all its entries.
absl::StatusOr<Transaksi> Kebalikan(const TransaksiJurnal& acuan, const PerBaris& sisa) {
  if (DariSetoran(acuan.jenis)) {
    std::vector<Entri> entri = acuan.entri;
    for (Entri& satu : entri) {
      std::swap(satu.debit, satu.kredit);
    }
    return Transaksi::Of(std::move(entri));
  }
  Susunan susunan;
  for (const auto& [pagu, jumlah] : sisa) {
    susunan.Pindah(pagu, Akun::kTersedia, Akun::kRealisasi, jumlah);
  }
  return std::move(susunan).Selesai();
}

absl::Status CatatPembalik(const Buku& buku, const Koreksi& koreksi, const PerBaris& sisa,
                           Ledger* ledger) {
  const TransaksiJurnal& acuan = buku.transaksi.at(koreksi.acuan);
  ASSIGN_OR_RETURN(const Transaksi transaksi, Kebalikan(acuan, sisa));
  return ledger->Catat({.jenis = JenisTransaksi::kPembalik,
                        .dokumen = koreksi.id,
                        .tanggal = koreksi.tanggal,
                        .acuan = koreksi.acuan,
                        .dari_impor = acuan.jenis == JenisTransaksi::kSaldoImpor},
                       transaksi);
}

// Every line that has less left than is put on it, once the old entry is gone.
absl::Status CheckMuat(const Koreksi& koreksi, Ledger* ledger) {
  Buku sesudah;
  for (const Rincian& satu : koreksi.pengganti) {
    sesudah.baris[satu.pagu].saldo = ledger->saldo(satu.pagu);
  }
  return CheckTersedia(sesudah, koreksi.pengganti, "koreksi.pengganti");
}

absl::Status CatatPengganti(const Koreksi& koreksi, Ledger* ledger) {
  RETURN_IF_ERROR(CheckMuat(koreksi, ledger));
  Susunan susunan;
  for (const Rincian& satu : koreksi.pengganti) {
    susunan.Pindah(satu.pagu, Akun::kRealisasi, Akun::kTersedia, satu.jumlah);
  }
  ASSIGN_OR_RETURN(const Transaksi transaksi, std::move(susunan).Selesai());
  return ledger->Catat(
      {.jenis = JenisTransaksi::kKoreksi, .dokumen = koreksi.id, .tanggal = koreksi.tanggal},
      transaksi);
}

// Balances of lines that were not loaded would be taken for 0.
absl::Status CheckTermuat(const Buku& buku, const PerBaris& sisa) {
  for (const auto& [pagu, jumlah] : sisa) {
    if (!buku.baris.contains(pagu)) {
      return absl::InternalError("line " + pagu + " of a transaction was not loaded with it");
    }
  }
  return absl::OkStatus();
}

// What approving it would write; sets its transactions.
absl::StatusOr<Perubahan> Susun(const Buku& buku, const Pelaku& pelaku, Koreksi* koreksi) {
  const PerBaris sisa = Tersisa(buku, koreksi->acuan);
  RETURN_IF_ERROR(CheckAcuan(buku, *koreksi, sisa));
  fault::Violations violations;
  CheckTanggal(koreksi->tanggal, koreksi->tahun, pelaku.hari_ini, "koreksi.tanggal", &violations);
  RETURN_IF_ERROR(violations.ToStatus());
  RETURN_IF_ERROR(CheckTerbuka(buku, koreksi->tanggal, "koreksi.tanggal"));
  RETURN_IF_ERROR(CheckBarisAda(buku, koreksi->pengganti, "koreksi.pengganti"));
  RETURN_IF_ERROR(CheckTermuat(buku, sisa));
  RETURN_IF_ERROR(CheckTotal(buku, *koreksi, sisa));
  Ledger ledger = LedgerOf(buku);
  RETURN_IF_ERROR(CatatPembalik(buku, *koreksi, sisa, &ledger));
  koreksi->pembalik = ledger.nomor();
  if (!koreksi->pengganti.empty()) {
    RETURN_IF_ERROR(CatatPengganti(*koreksi, &ledger));
    koreksi->transaksi = ledger.nomor();
  }
  Perubahan perubahan;
  perubahan.jurnal = ledger.tercatat();
  perubahan.kas = ledger.kas();
  return perubahan;
}

absl::Status Bandingkan(const Koreksi& koreksi, const Koreksi& stored) {
  Perbandingan banding("koreksi.", koreksi.id);
  banding.Isian(koreksi.tahun == stored.tahun, "tahun");
  banding.Isian(koreksi.acuan == stored.acuan, "acuan");
  banding.Isian(koreksi.tanggal == stored.tanggal, "tanggal");
  banding.Isian(koreksi.alasan == stored.alasan, "alasan");
  banding.Isian(koreksi.pengganti == stored.pengganti, "pengganti");
  return banding.ToStatus();
}

}  // namespace

PerBaris Tersisa(const Buku& buku, int64_t nomor) {
  PerBaris sisa;
  const auto found = buku.transaksi.find(nomor);
  if (found != buku.transaksi.end()) {
    TambahPengaruh(buku, found->second, Akun::kRealisasi, &sisa);
  }
  std::erase_if(sisa, [](const auto& satu) { return satu.second == Rupiah(); });
  return sisa;
}

bool SudahDibalik(const Buku& buku, int64_t nomor) {
  return Pembalik(buku, nomor) != nullptr;
}

const TransaksiJurnal* Asal(const Buku& buku, int64_t nomor) {
  const TransaksiJurnal* asal = Cari(buku, nomor);
  while (asal != nullptr && asal->jenis == JenisTransaksi::kKoreksi) {
    asal = Diganti(buku, *asal);
  }
  return asal;
}

Rupiah ReturTerbuka(const Buku& buku, int64_t nomor) {
  PerBaris retur;
  for (const TransaksiJurnal* satu = Cari(buku, nomor); satu != nullptr;
       satu = Diganti(buku, *satu)) {
    TambahPengaruh(buku, *satu, Akun::kRetur, &retur);
  }
  return Total(retur);
}

bool Ditransfer(const Buku& buku, int64_t nomor) {
  const TransaksiJurnal* asal = Asal(buku, nomor);
  if (asal == nullptr || asal->jenis != JenisTransaksi::kSp2d) {
    return asal != nullptr && asal->jenis == JenisTransaksi::kSp2dImpor;
  }
  const auto tagihan = buku.tagihan.find(asal->dokumen);
  return tagihan != buku.tagihan.end() && LewatTransfer(tagihan->second.jenis);
}

Rupiah DapatDiretur(const Buku& buku, int64_t nomor) {
  const TransaksiJurnal* asal = Asal(buku, nomor);
  if (asal == nullptr || !Ditransfer(buku, nomor)) {
    return {};
  }
  const auto tagihan = buku.tagihan.find(asal->dokumen);
  Rupiah ada = Total(Tersisa(buku, nomor));
  const Rupiah potongan =
      asal->jenis == JenisTransaksi::kSp2d ? tagihan->second.potongan : Rupiah();
  Tambah(Rupiah::FromInt(-potongan.value()), &ada);
  Tambah(Rupiah::FromInt(-ReturTerbuka(buku, nomor).value()), &ada);
  return std::max(ada, Rupiah());
}

void CheckKoreksi(const Koreksi& koreksi, const std::string& path, fault::Violations* violations) {
  CheckIdTahun(koreksi.id, koreksi.tahun, path + "name", violations);
  if (koreksi.tanggal.year() != koreksi.tahun) {
    violations->Add(path + "tanggal", "must be in the fiscal year " + std::to_string(koreksi.tahun),
                    "harus dalam tahun anggaran " + std::to_string(koreksi.tahun));
  }
  if (koreksi.acuan <= 0) {
    violations->Add(path + "acuan", "names the transaction to undo",
                    "harus menyebut transaksi yang dibalik");
  }
  if (koreksi.alasan.empty()) {
    violations->Add(path + "alasan", "a correction needs its reason",
                    "koreksi harus disertai alasan");
  }
  CheckRincian(koreksi.pengganti, koreksi.tahun, path + "pengganti", violations);
}

absl::StatusOr<Perubahan> AjukanKoreksi(const Buku& buku, const Pelaku& pelaku,
                                        const Koreksi& koreksi) {
  Perubahan perubahan;
  perubahan.kas = buku.kas;
  const auto stored = buku.koreksi.find(koreksi.id);
  if (stored != buku.koreksi.end()) {
    RETURN_IF_ERROR(Bandingkan(koreksi, stored->second));
    return perubahan;
  }
  fault::Violations violations;
  CheckKoreksi(koreksi, "koreksi.", &violations);
  RETURN_IF_ERROR(violations.ToStatus());
  Koreksi percobaan = koreksi;
  RETURN_IF_ERROR(Susun(buku, pelaku, &percobaan).status());
  perubahan.koreksi.push_back({.id = koreksi.id,
                               .tahun = koreksi.tahun,
                               .acuan = koreksi.acuan,
                               .tanggal = koreksi.tanggal,
                               .alasan = koreksi.alasan,
                               .pengganti = koreksi.pengganti,
                               .status = StatusUsulan::kDiusulkan,
                               .pengusul = pelaku.pencatat,
                               .pemutus = std::nullopt,
                               .alasan_putusan = ""});
  return perubahan;
}

absl::StatusOr<Perubahan> PutuskanKoreksi(const Buku& buku, const Pelaku& pelaku,
                                          const std::string& id, bool setuju,
                                          const std::string& alasan) {
  const auto found = buku.koreksi.find(id);
  if (found == buku.koreksi.end()) {
    return TidakAda("koreksi", id);
  }
  Koreksi koreksi = found->second;
  RETURN_IF_ERROR(CheckAlasan(setuju, alasan));
  RETURN_IF_ERROR(CheckBelumDiputus(koreksi.status, id));
  RETURN_IF_ERROR(CheckBukanSendiri(pelaku, koreksi.pengusul, id));
  ASSIGN_OR_RETURN(const Tugas tugas,
                   CheckBertindak(buku, pelaku, {Tugas::kKpa, Tugas::kPpk, Tugas::kPpspm}));
  Perubahan perubahan;
  perubahan.kas = buku.kas;
  if (setuju) {
    ASSIGN_OR_RETURN(perubahan, Susun(buku, pelaku, &koreksi));
  }
  Putuskan(pelaku, setuju, alasan, &koreksi);
  perubahan.koreksi.push_back(std::move(koreksi));
  CatatTugas(buku, pelaku, tugas, &perubahan);
  return perubahan;
}

}  // namespace sakip::budget
