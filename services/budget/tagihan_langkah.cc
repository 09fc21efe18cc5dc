#include "services/budget/tagihan_langkah.h"

#include <algorithm>
#include <set>
#include <utility>

#include "common/status/status_macros.h"
#include "services/budget/document_check.h"
#include "services/budget/refusals.h"
#include "services/budget/tugas.h"

namespace sakip::budget {
namespace {

using fault::Reason;
using money::Rupiah;

std::string_view Nama(StatusTagihan status) {
  switch (status) {
    case StatusTagihan::kDraft:
      return "DRAFT";
    case StatusTagihan::kSppIssued:
      return "SPP_ISSUED";
    case StatusTagihan::kSppTested:
      return "SPP_TESTED";
    case StatusTagihan::kSpmIssued:
      return "SPM_ISSUED";
    case StatusTagihan::kSent:
      return "SENT";
    case StatusTagihan::kSp2dIssued:
      return "SP2D_ISSUED";
    case StatusTagihan::kRejected:
      return "REJECTED";
    case StatusTagihan::kExpired:
      return "EXPIRED";
  }
  return "";
}

bool Mengikuti(const Aturan& aturan, StatusTagihan status) {
  return aturan.dari ? *aturan.dari == status : !Selesai(status);
}

absl::Status SalahStatus(const Aturan& aturan, const Tagihan& tagihan) {
  const std::string state(Nama(tagihan.status));
  const std::string required(aturan.dari ? Nama(*aturan.dari) : "DRAFT..SENT");
  std::string english = "tagihan " + tagihan.id + " is " + state + "; the step follows " + required;
  std::string indonesian =
      "tagihan " + tagihan.id + " berstatus " + state + "; langkah ini mengikuti " + required;
  if (tagihan.status == StatusTagihan::kSp2dIssued) {
    english += "; a paid one is changed by a correction alone";
    indonesian += "; tagihan yang sudah dibayar hanya diubah melalui koreksi";
  }
  return fault::Refuse(Reason::kWrongState, english, indonesian,
                       {{"state", state}, {"required", required}});
}

// The day a next step must not lie before; unset after a draft without a day of complete papers:
// when a draft was entered says nothing about the day of its SPP.
std::optional<period::Tanggal> PalingAwal(const Tagihan& tagihan) {
  return tagihan.status == StatusTagihan::kDraft ? tagihan.tagihan_lengkap
                                                 : tagihan.langkah.back().tanggal;
}

void CheckIsi(const Aturan& aturan, const Pelaku& pelaku, const Tagihan& tagihan,
              const IsiLangkah& isi, fault::Violations* violations) {
  if (aturan.nomor && isi.nomor.empty()) {
    violations->Add("nomor", "is required", "wajib diisi");
  } else if (!aturan.nomor && !isi.nomor.empty()) {
    violations->Add("nomor", "this step bears no number", "langkah ini tidak bernomor");
  }
  CheckTanggal(isi.tanggal, tagihan.tahun, pelaku.hari_ini, "tanggal", violations);
  const std::optional<period::Tanggal> awal = PalingAwal(tagihan);
  if (Mengikuti(aturan, tagihan.status) && awal && isi.tanggal < *awal) {
    violations->Add("tanggal", "must not be before the step it follows, " + awal->Iso(),
                    "tidak boleh sebelum langkah yang diikutinya, " + awal->Iso());
  }
}

absl::Status CheckBerlaku(const Tagihan& tagihan, period::Tanggal tanggal) {
  // What the paying office has is paid or refused whenever that office gets to it.
  if (!tagihan.berlaku_sampai || tanggal <= *tagihan.berlaku_sampai ||
      tagihan.status == StatusTagihan::kSent) {
    return absl::OkStatus();
  }
  const std::string until = tagihan.berlaku_sampai->Iso();
  return fault::Refuse(Reason::kDocumentExpired,
                       "tagihan " + tagihan.id + " was valid until " + until,
                       "tagihan " + tagihan.id + " berlaku sampai " + until, {{"until", until}});
}

// The maker, the PPK and the PPSPM of one bill are three persons, whoever held which duty when;
// what was tested by one PPSPM is not ordered to be paid by another.
absl::Status CheckTigaOrang(const Pelaku& pelaku, const Tagihan& tagihan, Tugas tugas) {
  if (tugas == Tugas::kBendahara) {
    return absl::OkStatus();  // receives money for what others decided
  }
  RETURN_IF_ERROR(CheckBukanSendiri(pelaku, tagihan.langkah.front().oleh, "tagihan " + tagihan.id));
  const Langkah* spp = LangkahKe(tagihan, StatusTagihan::kSppIssued);
  if (spp != nullptr && tugas == Tugas::kPpspm) {
    RETURN_IF_ERROR(CheckBukanSendiri(pelaku, spp->oleh, "SPP " + spp->nomor));
  }
  return absl::OkStatus();
}

absl::Status CheckPenguji(const Pelaku& pelaku, const Tagihan& tagihan) {
  const Langkah* uji = LangkahKe(tagihan, StatusTagihan::kSppTested);
  if (uji == nullptr || uji->oleh.orang == pelaku.pencatat.orang) {
    return absl::OkStatus();
  }
  return fault::Refuse(
      Reason::kDutyConflict,
      "the SPM is issued by the PPSPM who tested the SPP; another one tested this",
      "SPM diterbitkan oleh PPSPM yang menguji SPP; SPP ini diuji orang lain",
      {{"duty", std::string(Nama(Tugas::kPpspm))}, {"conflict", std::string(Nama(Tugas::kPpspm))}});
}

}  // namespace

absl::Status CheckLangkah(const Konteks& k, const Tagihan& tagihan, fault::Violations* violations) {
  CheckIsi(k.aturan, k.pelaku, tagihan, k.isi, violations);
  RETURN_IF_ERROR(violations->ToStatus());
  if (!Mengikuti(k.aturan, tagihan.status)) {
    return SalahStatus(k.aturan, tagihan);
  }
  return CheckBerlaku(tagihan, k.isi.tanggal);
}

absl::Status CheckPetugas(const Konteks& k, const Tagihan& tagihan) {
  if (k.aturan.tugas) {
    RETURN_IF_ERROR(CheckTugas(k.buku, k.pelaku, *k.aturan.tugas));
    RETURN_IF_ERROR(CheckTigaOrang(k.pelaku, tagihan, *k.aturan.tugas));
  }
  if (k.aturan.menjadi == StatusTagihan::kSpmIssued) {
    RETURN_IF_ERROR(CheckPenguji(k.pelaku, tagihan));
  }
  return k.aturan.nomor ? CheckNomor(k.buku, {*k.aturan.nomor, k.isi.nomor}, "nomor")
                        : absl::OkStatus();
}

absl::Status CheckPenolak(const Pelaku& pelaku, const Tagihan& tagihan) {
  std::set<Tugas> boleh;
  bool pembuat = false;
  switch (tagihan.status) {
    case StatusTagihan::kDraft:
    case StatusTagihan::kSppIssued:
    case StatusTagihan::kSppTested:
      pembuat = true;
      boleh = {Tugas::kPpk, Tugas::kPpspm};
      break;
    case StatusTagihan::kSpmIssued:
      boleh = {Tugas::kPpk, Tugas::kPpspm};
      break;
    case StatusTagihan::kSent:
      if (pelaku.jabatan.empty()) {
        return absl::OkStatus();  // a system that tells what the paying office did
      }
      boleh = {Tugas::kPpspm, Tugas::kBendahara};
      break;
    case StatusTagihan::kSp2dIssued:
    case StatusTagihan::kRejected:
    case StatusTagihan::kExpired:
      break;
  }
  if (pembuat && pelaku.pencatat.orang == tagihan.langkah.front().oleh.orang) {
    return absl::OkStatus();
  }
  std::string nama = pembuat ? std::string(Nama(Tugas::kPembuat)) : "";
  for (const Tugas tugas : boleh) {
    if (pelaku.jabatan.contains(tugas)) {
      return absl::OkStatus();
    }
    nama += (nama.empty() ? "" : ", ") + std::string(Nama(tugas));
  }
  const std::string state(Nama(tagihan.status));
  return fault::Refuse(Reason::kDutyConflict,
                       "a bill that is " + state + " is rejected or withdrawn by: " + nama,
                       "tagihan berstatus " + state + " hanya ditolak atau ditarik oleh: " + nama,
                       {{"duty", nama}, {"conflict", ""}});
}

std::optional<Akun> Penampung(const Tagihan& tagihan) {
  switch (tagihan.status) {
    case StatusTagihan::kSppIssued:
    case StatusTagihan::kSppTested:
      return Akun::kSpp;
    case StatusTagihan::kSpmIssued:
    case StatusTagihan::kSent:
      return Akun::kSpm;
    case StatusTagihan::kDraft:
    case StatusTagihan::kSp2dIssued:
    case StatusTagihan::kRejected:
    case StatusTagihan::kExpired:
      break;
  }
  return std::nullopt;
}

Rupiah PadaBaris(const std::vector<Rincian>& rincian, const std::string& pagu) {
  const auto found = std::find_if(rincian.begin(), rincian.end(),
                                  [&](const Rincian& one) { return one.pagu == pagu; });
  return found == rincian.end() ? Rupiah() : found->jumlah;
}

absl::Status CheckCukup(const std::vector<Rincian>& rincian, const std::vector<Rincian>& ada,
                        const std::string& pemilik, const std::string& field) {
  Refusals refusals(Reason::kAmountExceeded);
  for (size_t i = 0; i < rincian.size(); ++i) {
    const Rupiah saldo = PadaBaris(ada, rincian[i].pagu);
    ASSIGN_OR_RETURN(const Rupiah kurang, money::Sub(rincian[i].jumlah, saldo));
    if (kurang <= Rupiah()) {
      continue;
    }
    refusals.AddFact("document", pemilik);
    refusals.AddFact("line", rincian[i].pagu);
    refusals.AddFact("saldo", money::PlainRupiah(saldo));
    refusals.AddFact("jumlah", money::PlainRupiah(rincian[i].jumlah));
    refusals.AddFact("shortfall", money::PlainRupiah(kurang));
    refusals.Add(field + "[" + std::to_string(i) + "].jumlah",
                 pemilik + " has Rp " + money::FormatRupiah(saldo) + " on line " + rincian[i].pagu +
                     ", Rp " + money::FormatRupiah(kurang) + " too little",
                 pemilik + " bersaldo Rp " + money::FormatRupiah(saldo) + " pada baris " +
                     rincian[i].pagu + ", kurang Rp " + money::FormatRupiah(kurang));
  }
  return refusals.ToStatus();
}

const Komitmen* Penulisan::KomitmenOf(const Tagihan& tagihan) {
  return tagihan.komitmen.empty() ? nullptr : &SalinanOf(tagihan.komitmen).komitmen;
}

Penulisan::Salinan& Penulisan::SalinanOf(const std::string& id) {
  const auto added = komitmen_.try_emplace(id);
  if (added.second) {
    added.first->second.komitmen = buku_->komitmen.at(id);
  }
  return added.first->second;
}

absl::Status Penulisan::Cadangkan(const Tagihan& tagihan, Susunan* susunan) {
  const bool terikat = !tagihan.komitmen.empty();
  for (const Rincian& one : tagihan.rincian) {
    susunan->Pindah(one.pagu, Akun::kSpp, terikat ? Akun::kKomitmen : Akun::kTersedia, one.jumlah);
  }
  if (terikat) {
    Salinan& salinan = SalinanOf(tagihan.komitmen);
    for (Rincian& sisa : salinan.komitmen.sisa) {
      ASSIGN_OR_RETURN(sisa.jumlah, money::Sub(sisa.jumlah, PadaBaris(tagihan.rincian, sisa.pagu)));
    }
    salinan.berubah = salinan.belum_dicatat = true;
  }
  return absl::OkStatus();
}

absl::Status Penulisan::Kembalikan(const Tagihan& tagihan, Akun dari,
                                   const std::vector<Rincian>& rincian, Susunan* susunan) {
  const Komitmen* komitmen = KomitmenOf(tagihan);
  const bool aktif = komitmen != nullptr && komitmen->status == StatusKomitmen::kAktif;
  for (const Rincian& one : rincian) {
    susunan->Pindah(one.pagu, aktif ? Akun::kKomitmen : Akun::kTersedia, dari, one.jumlah);
  }
  if (aktif && !rincian.empty()) {
    Salinan& salinan = SalinanOf(tagihan.komitmen);
    for (Rincian& sisa : salinan.komitmen.sisa) {
      ASSIGN_OR_RETURN(sisa.jumlah, money::Add(sisa.jumlah, PadaBaris(rincian, sisa.pagu)));
    }
    salinan.berubah = salinan.belum_dicatat = true;
  }
  return absl::OkStatus();
}

void Penulisan::Akhiri(const std::string& komitmen, Susunan* susunan) {
  Salinan& salinan = SalinanOf(komitmen);
  for (Rincian& sisa : salinan.komitmen.sisa) {
    susunan->Pindah(sisa.pagu, Akun::kTersedia, Akun::kKomitmen, sisa.jumlah);
    sisa.jumlah = {};
  }
  salinan.komitmen.status = StatusKomitmen::kKedaluwarsa;
  salinan.berubah = true;
  salinan.belum_dicatat = !susunan->empty();  // else the next transaction is another document's
}

absl::StatusOr<int64_t> Penulisan::Catat(JenisTransaksi jenis, const std::string& dokumen,
                                         period::Tanggal tanggal, Susunan susunan) {
  if (susunan.empty()) {
    return 0;
  }
  ASSIGN_OR_RETURN(const Transaksi transaksi, std::move(susunan).Selesai());
  RETURN_IF_ERROR(
      ledger_.Catat({.jenis = jenis, .dokumen = dokumen, .tanggal = tanggal}, transaksi));
  for (auto& [id, salinan] : komitmen_) {
    if (salinan.belum_dicatat) {
      salinan.komitmen.transaksi.push_back(ledger_.nomor());
      salinan.belum_dicatat = false;
    }
  }
  return ledger_.nomor();
}

void Penulisan::Tambah(Tagihan tagihan, Langkah langkah) {
  tagihan.status = langkah.status;
  tagihan.langkah.push_back(std::move(langkah));
  tagihan_.push_back(std::move(tagihan));
}

Perubahan Penulisan::Selesai() && {
  Perubahan perubahan;
  perubahan.tagihan = std::move(tagihan_);
  for (auto& [id, salinan] : komitmen_) {
    if (salinan.berubah) {
      perubahan.komitmen.push_back(std::move(salinan.komitmen));
    }
  }
  perubahan.jurnal = ledger_.tercatat();
  perubahan.kas = ledger_.kas();
  return perubahan;
}

absl::StatusOr<Perubahan> Tulis(const Konteks& k, const Tagihan& tagihan, period::Tanggal dibukukan,
                                Susunan susunan, std::string alasan, Penulisan penulisan) {
  ASSIGN_OR_RETURN(const int64_t nomor,
                   penulisan.Catat(k.aturan.jenis, tagihan.id, dibukukan, std::move(susunan)));
  penulisan.Tambah(tagihan, {.status = k.aturan.menjadi,
                             .oleh = k.pelaku.pencatat,
                             .tanggal = k.isi.tanggal,
                             .nomor = k.isi.nomor,
                             .alasan = std::move(alasan),
                             .transaksi = nomor});
  Perubahan perubahan = std::move(penulisan).Selesai();
  if (k.aturan.nomor) {
    perubahan.nomor.push_back({{*k.aturan.nomor, k.isi.nomor}, tagihan.id});
  }
  if (k.aturan.tugas) {
    CatatTugas(k.buku, k.pelaku, *k.aturan.tugas, &perubahan);
  }
  RETURN_IF_ERROR(CheckSize(perubahan));
  return perubahan;
}

}  // namespace sakip::budget
