#include <string_view>
#include <utility>

#include "common/status/status_macros.h"
#include "services/budget/document_check.h"
#include "services/budget/tagihan.h"

// The bill as its maker enters it.
namespace sakip::budget {
namespace {

using fault::Reason;
using money::Rupiah;

constexpr char kPath[] = "tagihan.";

void CheckDenganRincian(const Tagihan& tagihan, const std::string& path,
                        fault::Violations* violations) {
  if (tagihan.rincian.empty()) {
    violations->Add(path + "rincian", "a bill of this kind has at least one line",
                    "tagihan jenis ini memuat sedikitnya satu baris pagu");
  }
  CheckRincian(tagihan.rincian, tagihan.tahun, path + "rincian", violations);
  const absl::StatusOr<Rupiah> total = Jumlah(tagihan.rincian);
  if (tagihan.jumlah != Rupiah() && total.ok() && tagihan.jumlah != *total) {
    violations->Add(path + "jumlah",
                    "must be the sum of the lines, Rp " + money::FormatRupiah(*total),
                    "harus jumlah seluruh rincian, Rp " + money::FormatRupiah(*total));
  }
}

void CheckTanpaRincian(const Tagihan& tagihan, const std::string& path,
                       fault::Violations* violations) {
  if (!tagihan.rincian.empty()) {
    violations->Add(path + "rincian", "a bill of this kind has no lines",
                    "tagihan jenis ini tidak memuat baris pagu");
  }
  CheckJumlah(tagihan.jumlah, path + "jumlah", violations);
}

absl::Status Bandingkan(const Tagihan& tagihan, const Tagihan& stored) {
  Perbandingan beda(kPath, tagihan.id);
  beda.Isian(tagihan.tahun == stored.tahun, "tahun");
  beda.Isian(tagihan.jenis == stored.jenis, "jenis");
  beda.Isian(tagihan.uraian == stored.uraian, "uraian");
  beda.Isian(tagihan.komitmen == stored.komitmen, "komitmen");
  beda.Isian(tagihan.rincian == stored.rincian, "rincian");
  beda.Isian(tagihan.jumlah == stored.jumlah, "jumlah");
  beda.Isian(tagihan.pendapatan_hibah == stored.pendapatan_hibah, "pendapatan_hibah");
  beda.Isian(tagihan.tagihan_lengkap == stored.tagihan_lengkap, "tanggal_lengkap");
  beda.Isian(tagihan.berlaku_sampai == stored.berlaku_sampai, "berlaku_sampai");
  return beda.ToStatus();
}

absl::Status CheckKomitmenAda(const Buku& buku, const Tagihan& tagihan) {
  if (tagihan.komitmen.empty()) {
    return absl::OkStatus();
  }
  const auto found = buku.komitmen.find(tagihan.komitmen);
  if (found == buku.komitmen.end()) {
    Refusals refusals(Reason::kUnknownReference);
    refusals.AddFact("document", tagihan.komitmen);
    refusals.Add(std::string(kPath) + "komitmen",
                 "komitmen " + tagihan.komitmen + " does not exist",
                 "komitmen " + tagihan.komitmen + " tidak ada");
    return refusals.ToStatus();
  }
  return CheckKomitmenAktif(found->second);
}

// What a line has to be for this bill: of its komitmen, and of HIBAH for an SPHL alone.
absl::Status CheckBaris(const Buku& buku, const Tagihan& tagihan) {
  const auto komitmen = buku.komitmen.find(tagihan.komitmen);
  fault::Violations violations;
  for (size_t i = 0; i < tagihan.rincian.size(); ++i) {
    const std::string& pagu = tagihan.rincian[i].pagu;
    const std::string field = std::string(kPath) + "rincian[" + std::to_string(i) + "].pagu";
    const bool hibah = buku.baris.at(pagu).pagu.sumber_dana == SumberDana::kHibah;
    if (hibah != (tagihan.jenis == JenisTagihan::kSphl)) {
      violations.Add(field,
                     hibah ? "a line of HIBAH is spent by SPHL alone"
                           : "an SPHL acknowledges spending of HIBAH alone",
                     hibah ? "baris pagu HIBAH hanya dibebani melalui SPHL"
                           : "SPHL hanya mengesahkan belanja dari baris pagu HIBAH");
    }
    if (komitmen != buku.komitmen.end() && !MemuatBaris(komitmen->second.rincian, pagu)) {
      violations.Add(field, "komitmen " + tagihan.komitmen + " does not bind this line",
                     "komitmen " + tagihan.komitmen + " tidak mengikat baris pagu ini");
    }
  }
  return violations.ToStatus();
}

}  // namespace

void CheckTagihan(const Tagihan& tagihan, const std::string& path, fault::Violations* violations) {
  CheckIdTahun(tagihan.id, tagihan.tahun, path + "name", violations);
  if (PunyaRincian(tagihan.jenis)) {
    CheckDenganRincian(tagihan, path, violations);
  } else {
    CheckTanpaRincian(tagihan, path, violations);
  }
  const bool kontraktual = tagihan.jenis == JenisTagihan::kLsKontraktual;
  if (kontraktual == tagihan.komitmen.empty()) {
    violations->Add(
        path + "komitmen",
        kontraktual ? "is required of LS_KONTRAKTUAL" : "belongs to LS_KONTRAKTUAL alone",
        kontraktual ? "wajib diisi untuk LS_KONTRAKTUAL" : "hanya untuk LS_KONTRAKTUAL");
  }
  if (tagihan.potongan != Rupiah()) {
    violations->Add(path + "potongan", "deductions belong to the SPM", "potongan dimuat pada SPM");
  }
  const Rupiah hibah = tagihan.pendapatan_hibah;
  if (hibah < Rupiah() || !money::CheckEntry(hibah).ok()) {
    violations->Add(path + "pendapatan_hibah", "must be from 0 to 10^15",
                    "harus dari 0 sampai 10^15");
  }
  if (tagihan.jenis != JenisTagihan::kSphl && hibah != Rupiah()) {
    violations->Add(path + "pendapatan_hibah", "belongs to SPHL alone", "hanya untuk SPHL");
  }
  if (tagihan.berlaku_sampai && tagihan.tagihan_lengkap &&
      *tagihan.berlaku_sampai < *tagihan.tagihan_lengkap) {
    violations->Add(path + "berlaku_sampai", "must not be before the papers were complete",
                    "tidak boleh sebelum tanggal tagihan lengkap");
  }
}

absl::StatusOr<Perubahan> BuatTagihan(const Buku& buku, const Pelaku& pelaku,
                                      const Tagihan& tagihan) {
  const std::string path = kPath;
  fault::Violations violations;
  CheckTagihan(tagihan, path, &violations);
  if (tagihan.tagihan_lengkap && *tagihan.tagihan_lengkap > pelaku.hari_ini) {
    violations.Add(path + "tanggal_lengkap", "must not be after today, " + pelaku.hari_ini.Iso(),
                   "tidak boleh setelah hari ini, " + pelaku.hari_ini.Iso());
  }
  RETURN_IF_ERROR(violations.ToStatus());
  Tagihan baru = tagihan;
  if (PunyaRincian(tagihan.jenis)) {
    ASSIGN_OR_RETURN(baru.jumlah, Jumlah(tagihan.rincian));
  }
  if (const auto stored = buku.tagihan.find(tagihan.id); stored != buku.tagihan.end()) {
    RETURN_IF_ERROR(Bandingkan(baru, stored->second));
    return Perubahan{};
  }
  RETURN_IF_ERROR(CheckBarisAda(buku, tagihan.rincian, path + "rincian"));
  RETURN_IF_ERROR(CheckKomitmenAda(buku, tagihan));
  RETURN_IF_ERROR(CheckBaris(buku, tagihan));
  baru.status = StatusTagihan::kDraft;
  baru.dibayar.clear();
  baru.langkah = {{.status = StatusTagihan::kDraft,
                   .oleh = pelaku.pencatat,
                   .tanggal = pelaku.hari_ini,
                   .nomor = "",
                   .alasan = "",
                   .transaksi = 0}};
  Perubahan perubahan;
  perubahan.tagihan = {std::move(baru)};
  perubahan.kas = buku.kas;
  CatatTugas(buku, pelaku, Tugas::kPembuat, &perubahan);
  return perubahan;
}

}  // namespace sakip::budget
