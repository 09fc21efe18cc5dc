#include "services/budget/tagihan.h"

#include <algorithm>
#include <string>
#include <utility>

#include "common/status/status_macros.h"
#include "services/budget/document_check.h"
#include "services/budget/refusals.h"
#include "services/budget/tagihan_langkah.h"

namespace sakip::budget {
namespace {

using fault::Reason;
using money::Rupiah;

constexpr Aturan kSppTerbit{.dari = StatusTagihan::kDraft,
                            .menjadi = StatusTagihan::kSppIssued,
                            .jenis = JenisTransaksi::kSpp,
                            .nomor = JenisNomor::kSpp,
                            .tugas = Tugas::kPpk};
constexpr Aturan kSppUji{.dari = StatusTagihan::kSppIssued,
                         .menjadi = StatusTagihan::kSppTested,
                         .jenis = JenisTransaksi::kSpp,
                         .nomor = std::nullopt,
                         .tugas = Tugas::kPpspm};
constexpr Aturan kSpmTerbit{.dari = StatusTagihan::kSppTested,
                            .menjadi = StatusTagihan::kSpmIssued,
                            .jenis = JenisTransaksi::kSpm,
                            .nomor = JenisNomor::kSpm,
                            .tugas = Tugas::kPpspm};
constexpr Aturan kSpmKirim{.dari = StatusTagihan::kSpmIssued,
                           .menjadi = StatusTagihan::kSent,
                           .jenis = JenisTransaksi::kSpm,
                           .nomor = std::nullopt,
                           .tugas = Tugas::kPpspm};
constexpr Aturan kSp2dCatat{.dari = StatusTagihan::kSent,
                            .menjadi = StatusTagihan::kSp2dIssued,
                            .jenis = JenisTransaksi::kSp2d,
                            .nomor = JenisNomor::kSp2d,
                            .tugas = Tugas::kBendahara};
constexpr Aturan kTolakan{.dari = std::nullopt,
                          .menjadi = StatusTagihan::kRejected,
                          .jenis = JenisTransaksi::kTolak,
                          .nomor = std::nullopt,
                          .tugas = std::nullopt};

absl::StatusOr<Tagihan> Cari(const Buku& buku, const std::string& id) {
  const auto stored = buku.tagihan.find(id);
  if (stored == buku.tagihan.end()) {
    return TidakAda("tagihan", id);
  }
  return stored->second;
}

// A step that moves nothing.
absl::StatusOr<Perubahan> TanpaGerak(const Konteks& k) {
  ASSIGN_OR_RETURN(const Tagihan tagihan, Cari(k.buku, k.isi.id));
  fault::Violations violations;
  RETURN_IF_ERROR(CheckLangkah(k, tagihan, &violations));
  RETURN_IF_ERROR(CheckPetugas(k, tagihan));
  return Tulis(k, tagihan, k.isi.tanggal, {}, "", Penulisan(k.buku));
}

// A contract pays from the day it was signed to its last one.
void CheckMasaKontrak(const Buku& buku, const Tagihan& tagihan, period::Tanggal tanggal,
                      fault::Violations* violations) {
  if (tagihan.status != StatusTagihan::kDraft || tagihan.komitmen.empty()) {
    return;
  }
  const Komitmen& komitmen = buku.komitmen.at(tagihan.komitmen);
  if (tanggal < komitmen.tanggal) {
    violations->Add("tanggal", "must not be before the contract, " + komitmen.tanggal.Iso(),
                    "tidak boleh sebelum tanggal kontrak, " + komitmen.tanggal.Iso());
  }
  if (tanggal > komitmen.berakhir) {
    violations->Add("tanggal", "must not be after the contract's end, " + komitmen.berakhir.Iso(),
                    "tidak boleh setelah kontrak berakhir, " + komitmen.berakhir.Iso());
  }
}

// Whether what the SPP asks for is there.
absl::Status CheckDana(const Buku& buku, const Tagihan& tagihan) {
  if (tagihan.komitmen.empty()) {
    return CheckTersedia(buku, tagihan.rincian, "rincian");
  }
  const Komitmen& komitmen = buku.komitmen.at(tagihan.komitmen);
  RETURN_IF_ERROR(CheckKomitmenAktif(komitmen));
  return CheckCukup(tagihan.rincian, komitmen.sisa, komitmen.id, "rincian");
}

void CheckPotonganSpm(const Tagihan& tagihan, Rupiah potongan, fault::Violations* violations) {
  if (potongan < Rupiah() || potongan > tagihan.jumlah) {
    violations->Add("potongan",
                    "must be from 0 to the gross amount, Rp " + money::FormatRupiah(tagihan.jumlah),
                    "harus dari 0 sampai jumlah bruto, Rp " + money::FormatRupiah(tagihan.jumlah));
  }
  if (!PunyaRincian(tagihan.jenis) && potongan != Rupiah()) {
    violations->Add("potongan", "nothing is deducted from a bill without lines",
                    "tagihan tanpa baris pagu tidak dikenai potongan");
  }
}

// What it pays, line by line in the bill's order; lines with nothing are left out.
std::vector<Rincian> Dibayar(const Tagihan& tagihan, const std::vector<Rincian>& dibayar) {
  if (dibayar.empty()) {
    return tagihan.rincian;
  }
  std::vector<Rincian> paid;
  for (const Rincian& one : tagihan.rincian) {
    if (const Rupiah jumlah = PadaBaris(dibayar, one.pagu); jumlah > Rupiah()) {
      paid.push_back({.pagu = one.pagu, .jumlah = jumlah});
    }
  }
  return paid;
}

void CheckDibayar(const Tagihan& tagihan, const std::vector<Rincian>& dibayar,
                  fault::Violations* violations) {
  if (dibayar.empty()) {
    return;
  }
  if (!PunyaRincian(tagihan.jenis)) {
    violations->Add("dibayar", "a bill of this kind has no lines",
                    "tagihan jenis ini tidak memuat baris pagu");
    return;
  }
  CheckRincian(dibayar, tagihan.tahun, "dibayar", violations);
  for (size_t i = 0; i < dibayar.size(); ++i) {
    if (!MemuatBaris(tagihan.rincian, dibayar[i].pagu)) {
      violations->Add("dibayar[" + std::to_string(i) + "].pagu", "the SPM does not have this line",
                      "SPM tidak memuat baris pagu ini");
    }
  }
}

void CheckTanggalBuku(const Konteks& k, const Tagihan& tagihan,
                      const std::optional<period::Tanggal>& tanggal_buku,
                      fault::Violations* violations) {
  if (!tanggal_buku || *tanggal_buku == k.isi.tanggal) {
    return;
  }
  CheckTanggal(*tanggal_buku, tagihan.tahun, k.pelaku.hari_ini, "tanggal_buku", violations);
  if (*tanggal_buku < k.isi.tanggal) {
    violations->Add("tanggal_buku", "must not be before the SP2D",
                    "tidak boleh sebelum tanggal SP2D");
  }
  if (CheckTerbuka(k.buku, k.isi.tanggal, "tanggal").ok()) {
    violations->Add("tanggal_buku", "only for an SP2D whose own month is closed",
                    "hanya untuk SP2D yang bulannya sudah ditutup");
  }
}

// At least the deductions are paid: they are part of the gross amount.
absl::Status CheckPotongan(const Tagihan& tagihan, Rupiah dibayar) {
  ASSIGN_OR_RETURN(const Rupiah kurang, money::Sub(tagihan.potongan, dibayar));
  if (kurang <= Rupiah()) {
    return absl::OkStatus();
  }
  Refusals refusals(Reason::kAmountExceeded);
  refusals.AddFact("document", tagihan.id);
  refusals.AddFact("saldo", money::PlainRupiah(dibayar));
  refusals.AddFact("jumlah", money::PlainRupiah(tagihan.potongan));
  refusals.AddFact("shortfall", money::PlainRupiah(kurang));
  refusals.Add("dibayar",
               "is Rp " + money::FormatRupiah(kurang) + " less than the deductions of the SPM",
               "kurang Rp " + money::FormatRupiah(kurang) + " dari potongan SPM");
  return refusals.ToStatus();
}

// GUP moves no cash, yet no more can be refilled than there is to spend.
absl::Status CheckUp(const Buku& buku, const Tagihan& tagihan, Rupiah dibayar) {
  if (tagihan.jenis != JenisTagihan::kGup) {
    return absl::OkStatus();
  }
  const Rupiah up = buku.kas.up;
  ASSIGN_OR_RETURN(const Rupiah kurang, money::Sub(dibayar, up));
  if (kurang <= Rupiah()) {
    return absl::OkStatus();
  }
  return fault::Refuse(Reason::kAmountExceeded,
                       "UP holds Rp " + money::FormatRupiah(up) + ", Rp " +
                           money::FormatRupiah(kurang) + " less than what was spent from it",
                       "UP bersaldo Rp " + money::FormatRupiah(up) + ", kurang Rp " +
                           money::FormatRupiah(kurang) + " dari yang dibelanjakan",
                       {{"account", "UP"},
                        {"saldo", money::PlainRupiah(up)},
                        {"jumlah", money::PlainRupiah(dibayar)},
                        {"shortfall", money::PlainRupiah(kurang)}});
}

// What the payment moves beside the lines: money of the treasurer and of grants.
void PindahKas(const Tagihan& tagihan, Rupiah dibayar, Susunan* susunan) {
  switch (tagihan.jenis) {
    case JenisTagihan::kLsGaji:
    case JenisTagihan::kLsKontraktual:
    case JenisTagihan::kLsNonKontraktual:
    case JenisTagihan::kGup:  // spent and refilled
      break;
    case JenisTagihan::kUp:
      susunan->Pindah("", Akun::kUp, Akun::kLuar, tagihan.jumlah);
      break;
    case JenisTagihan::kTup:
      susunan->Pindah("", Akun::kTup, Akun::kLuar, tagihan.jumlah);
      break;
    case JenisTagihan::kGupNihil:
      susunan->Pindah("", Akun::kLuar, Akun::kUp, dibayar);
      break;
    case JenisTagihan::kPtup:
      susunan->Pindah("", Akun::kLuar, Akun::kTup, dibayar);
      break;
    case JenisTagihan::kSphl:
      susunan->Pindah("", Akun::kKasHibah, Akun::kLuar, tagihan.pendapatan_hibah);
      susunan->Pindah("", Akun::kLuar, Akun::kKasHibah, dibayar);
      break;
    case JenisTagihan::kSp4hl:
      susunan->Pindah("", Akun::kLuar, Akun::kKasHibah, tagihan.jumlah);
      break;
  }
}

// The payment's entries: what is paid into REALISASI, the rest of the reservation back.
absl::StatusOr<Susunan> Bayar(const Tagihan& tagihan, Penulisan* penulisan) {
  Susunan susunan;
  std::vector<Rincian> sisa;
  for (const Rincian& one : tagihan.rincian) {
    const Rupiah jumlah = PadaBaris(tagihan.dibayar, one.pagu);
    susunan.Pindah(one.pagu, Akun::kRealisasi, Akun::kSpm, jumlah);
    ASSIGN_OR_RETURN(const Rupiah rest, money::Sub(one.jumlah, jumlah));
    if (rest > Rupiah()) {
      sisa.push_back({.pagu = one.pagu, .jumlah = rest});
    }
  }
  RETURN_IF_ERROR(penulisan->Kembalikan(tagihan, Akun::kSpm, sisa, &susunan));
  return susunan;
}

// A sent one may have been paid already: it waits for its SP2D or its refusal.
bool Lewat(const Tagihan& tagihan, period::Tanggal per_tanggal) {
  return !Selesai(tagihan.status) && tagihan.status != StatusTagihan::kSent &&
         tagihan.berlaku_sampai && *tagihan.berlaku_sampai < per_tanggal;
}

bool Lewat(const Komitmen& komitmen, period::Tanggal per_tanggal) {
  return komitmen.status == StatusKomitmen::kAktif && komitmen.berakhir < per_tanggal;
}

// The day that ends something of `tahun`: its books take nothing dated after 31 December.
period::Tanggal HariLepas(int32_t tahun, period::Tanggal per_tanggal) {
  return std::min(per_tanggal, *period::Tanggal::Of(tahun, 12, 31));
}

// Not after today, nor before the year of anything that it ends.
absl::Status CheckPerTanggal(const Buku& buku, const Pelaku& pelaku, period::Tanggal per_tanggal) {
  int32_t tahun = per_tanggal.year();
  for (const auto& [id, tagihan] : buku.tagihan) {
    if (Lewat(tagihan, per_tanggal)) {
      tahun = std::max(tahun, tagihan.tahun);
    }
  }
  for (const auto& [id, komitmen] : buku.komitmen) {
    if (Lewat(komitmen, per_tanggal)) {
      tahun = std::max(tahun, komitmen.tahun);
    }
  }
  fault::Violations violations;
  CheckTanggal(per_tanggal, per_tanggal.year(), pelaku.hari_ini, "per_tanggal", &violations);
  if (tahun > per_tanggal.year()) {
    const std::string year = std::to_string(tahun);
    violations.Add("per_tanggal", "must not be before the fiscal year " + year,
                   "tidak boleh sebelum tahun anggaran " + year);
  }
  return violations.ToStatus();
}

absl::Status Kedaluwarsakan(const Tagihan& tagihan, const Pelaku& pelaku, period::Tanggal tanggal,
                            Penulisan* penulisan) {
  Susunan susunan;
  if (const std::optional<Akun> dari = Penampung(tagihan); dari) {
    RETURN_IF_ERROR(penulisan->Kembalikan(tagihan, *dari, tagihan.rincian, &susunan));
  }
  ASSIGN_OR_RETURN(const int64_t nomor, penulisan->Catat(JenisTransaksi::kKedaluwarsa, tagihan.id,
                                                         tanggal, std::move(susunan)));
  penulisan->Tambah(tagihan, {.status = StatusTagihan::kExpired,
                              .oleh = pelaku.pencatat,
                              .tanggal = tanggal,
                              .nomor = "",
                              .alasan = "",
                              .transaksi = nomor});
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Perubahan> TerbitkanSpp(const Buku& buku, const Pelaku& pelaku,
                                       const IsiLangkah& isi) {
  const Konteks k{buku, pelaku, isi, kSppTerbit};
  ASSIGN_OR_RETURN(const Tagihan tagihan, Cari(buku, isi.id));
  fault::Violations violations;
  CheckMasaKontrak(buku, tagihan, isi.tanggal, &violations);
  RETURN_IF_ERROR(CheckLangkah(k, tagihan, &violations));
  if (!tagihan.rincian.empty()) {
    RETURN_IF_ERROR(CheckTerbuka(buku, isi.tanggal, "tanggal"));
  }
  RETURN_IF_ERROR(CheckPetugas(k, tagihan));
  RETURN_IF_ERROR(CheckDana(buku, tagihan));
  Penulisan penulisan(buku);
  Susunan susunan;
  RETURN_IF_ERROR(penulisan.Cadangkan(tagihan, &susunan));
  return Tulis(k, tagihan, isi.tanggal, std::move(susunan), "", std::move(penulisan));
}

absl::StatusOr<Perubahan> UjiSpp(const Buku& buku, const Pelaku& pelaku, const IsiLangkah& isi) {
  return TanpaGerak({buku, pelaku, isi, kSppUji});
}

absl::StatusOr<Perubahan> TerbitkanSpm(const Buku& buku, const Pelaku& pelaku,
                                       const IsiLangkah& isi, Rupiah potongan) {
  const Konteks k{buku, pelaku, isi, kSpmTerbit};
  ASSIGN_OR_RETURN(Tagihan tagihan, Cari(buku, isi.id));
  fault::Violations violations;
  CheckPotonganSpm(tagihan, potongan, &violations);
  RETURN_IF_ERROR(CheckLangkah(k, tagihan, &violations));
  if (!tagihan.rincian.empty()) {
    RETURN_IF_ERROR(CheckTerbuka(buku, isi.tanggal, "tanggal"));
  }
  RETURN_IF_ERROR(CheckPetugas(k, tagihan));
  tagihan.potongan = potongan;
  Susunan susunan;
  for (const Rincian& one : tagihan.rincian) {
    susunan.Pindah(one.pagu, Akun::kSpm, Akun::kSpp, one.jumlah);
  }
  return Tulis(k, tagihan, isi.tanggal, std::move(susunan), "", Penulisan(buku));
}

absl::StatusOr<Perubahan> KirimSpm(const Buku& buku, const Pelaku& pelaku, const IsiLangkah& isi) {
  return TanpaGerak({buku, pelaku, isi, kSpmKirim});
}

absl::StatusOr<Perubahan> CatatSp2d(const Buku& buku, const Pelaku& pelaku, const IsiSp2d& isi) {
  const Konteks k{buku, pelaku, isi.langkah, kSp2dCatat};
  ASSIGN_OR_RETURN(Tagihan tagihan, Cari(buku, isi.langkah.id));
  fault::Violations violations;
  CheckDibayar(tagihan, isi.dibayar, &violations);
  CheckTanggalBuku(k, tagihan, isi.tanggal_buku, &violations);
  RETURN_IF_ERROR(CheckLangkah(k, tagihan, &violations));
  const period::Tanggal dibukukan = isi.tanggal_buku.value_or(isi.langkah.tanggal);
  RETURN_IF_ERROR(CheckTerbuka(buku, dibukukan, isi.tanggal_buku ? "tanggal_buku" : "tanggal"));
  RETURN_IF_ERROR(CheckPetugas(k, tagihan));
  RETURN_IF_ERROR(CheckCukup(isi.dibayar, tagihan.rincian, tagihan.id, "dibayar"));
  tagihan.dibayar = Dibayar(tagihan, isi.dibayar);
  ASSIGN_OR_RETURN(const Rupiah dibayar, Jumlah(tagihan.dibayar));
  if (PunyaRincian(tagihan.jenis)) {
    RETURN_IF_ERROR(CheckPotongan(tagihan, dibayar));
  }
  RETURN_IF_ERROR(CheckUp(buku, tagihan, dibayar));
  Penulisan penulisan(buku);
  ASSIGN_OR_RETURN(Susunan susunan, Bayar(tagihan, &penulisan));
  PindahKas(tagihan, dibayar, &susunan);
  return Tulis(k, tagihan, dibukukan, std::move(susunan), "", std::move(penulisan));
}

absl::StatusOr<Perubahan> TolakTagihan(const Buku& buku, const Pelaku& pelaku,
                                       const IsiLangkah& isi, const std::string& alasan) {
  const Konteks k{buku, pelaku, isi, kTolakan};
  ASSIGN_OR_RETURN(const Tagihan tagihan, Cari(buku, isi.id));
  fault::Violations violations;
  if (alasan.empty()) {
    violations.Add("alasan", "is required", "wajib diisi");
  }
  RETURN_IF_ERROR(CheckLangkah(k, tagihan, &violations));
  RETURN_IF_ERROR(CheckPenolak(pelaku, tagihan));
  Penulisan penulisan(buku);
  Susunan susunan;
  if (const std::optional<Akun> dari = Penampung(tagihan); dari && !tagihan.rincian.empty()) {
    RETURN_IF_ERROR(CheckTerbuka(buku, isi.tanggal, "tanggal"));
    RETURN_IF_ERROR(penulisan.Kembalikan(tagihan, *dari, tagihan.rincian, &susunan));
  }
  return Tulis(k, tagihan, isi.tanggal, std::move(susunan), alasan, std::move(penulisan));
}

absl::StatusOr<Perubahan> LepasKedaluwarsa(const Buku& buku, const Pelaku& pelaku,
                                           period::Tanggal per_tanggal) {
  RETURN_IF_ERROR(CheckPerTanggal(buku, pelaku, per_tanggal));
  Penulisan penulisan(buku);
  for (const auto& [id, tagihan] : buku.tagihan) {
    if (Lewat(tagihan, per_tanggal)) {
      RETURN_IF_ERROR(
          Kedaluwarsakan(tagihan, pelaku, HariLepas(tagihan.tahun, per_tanggal), &penulisan));
    }
  }
  // After the bills, which may have given back to them.
  for (const auto& [id, komitmen] : buku.komitmen) {
    if (Lewat(komitmen, per_tanggal)) {
      Susunan susunan;
      penulisan.Akhiri(id, &susunan);
      const period::Tanggal tanggal = HariLepas(komitmen.tahun, per_tanggal);
      RETURN_IF_ERROR(
          penulisan.Catat(JenisTransaksi::kKedaluwarsa, id, tanggal, std::move(susunan)).status());
    }
  }
  Perubahan perubahan = std::move(penulisan).Selesai();
  if (!perubahan.jurnal.empty()) {
    const period::Tanggal tanggal = perubahan.jurnal.front().transaksi.tanggal;
    RETURN_IF_ERROR(CheckTerbuka(buku, tanggal, "per_tanggal"));
  }
  RETURN_IF_ERROR(CheckSize(perubahan));
  return perubahan;
}

}  // namespace sakip::budget
