#include "services/budget/rekonsiliasi.h"

#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/fault/fault.h"
#include "common/status/status_macros.h"
#include "services/budget/budget_repository.h"
#include "services/budget/laporan/lppa.h"
#include "services/budget/refusals.h"
#include "services/budget/wire_parts.h"

namespace sakip::budget {
namespace {

using store::Reader;

std::string_view Nama(SumberPembanding sumber) {
  switch (sumber) {
    case SumberPembanding::kPok:
      return "POK";
    case SumberPembanding::kSp2d:
      return "SP2D";
    case SumberPembanding::kLppa:
      return "LPPA";
  }
  return {};
}

std::set<period::Tanggal> HariDari(const std::vector<SetPembanding>& sets) {
  std::set<period::Tanggal> hari;
  for (const SetPembanding& set : sets) {
    hari.insert(set.tanggal);
  }
  return hari;
}

std::string Teks(const std::map<std::string, money::Rupiah>& jumlah, const std::string& pagu) {
  const auto found = jumlah.find(pagu);
  return found == jumlah.end() ? "-" : money::FormatRupiah(found->second);
}

// Every line for which one has another figure than the other, or none.
absl::Status CheckSama(std::string_view satker, const SetPembanding& baru,
                       const SetPembanding& tersimpan) {
  std::set<std::string> baris;
  for (const auto& [pagu, jumlah] : baru.jumlah) {
    baris.insert(pagu);
  }
  for (const auto& [pagu, jumlah] : tersimpan.jumlah) {
    baris.insert(pagu);
  }
  Refusals refusals(fault::Reason::kAlreadyExists);
  for (const std::string& pagu : baris) {
    const std::string di_sini = Teks(tersimpan.jumlah, pagu);
    const std::string di_sana = Teks(baru.jumlah, pagu);
    if (di_sini != di_sana) {
      const std::string nama = NamaPagu(satker, pagu);
      refusals.Add("pembanding", absl::StrCat(nama, " is kept with ", di_sini, ", not ", di_sana),
                   absl::StrCat(nama, " sudah tercatat dengan ", di_sini, ", bukan ", di_sana));
    }
  }
  return refusals.ToStatus();
}

absl::StatusOr<int32_t> HitungBerbeda(const Reader& reader, std::string_view satker, int32_t tahun,
                                      const SetPembanding& set) {
  PenyusunRekonsiliasi penyusun({set.tanggal});
  RETURN_IF_ERROR(
      LoadJurnal(reader, satker, tahun, /*sampai_nomor=*/0, [&](const JurnalTersimpan& jurnal) {
        return JumlahMeluap(penyusun.Ambil(jurnal.baris.transaksi));
      }));
  RETURN_IF_ERROR(JumlahMeluap(penyusun.Ambil(set)));
  return penyusun.Berbeda(set.sumber);
}

}  // namespace

absl::StatusOr<int32_t> SimpanPembanding(store::Txn& txn, const rpc::Call& call, int32_t tahun,
                                         const SetPembanding& set) {
  const std::string& satker = call.satker;
  ASSIGN_OR_RETURN(const std::vector<Pembanding> lama,
                   LoadPembanding(txn, satker, tahun, set.sumber, set.tanggal));
  if (!lama.empty()) {
    RETURN_IF_ERROR(CheckSama(satker, set, Kumpulkan(lama).front()));
    return HitungBerbeda(txn, satker, tahun, set);
  }
  std::vector<Pembanding> baru;
  for (const auto& [pagu, jumlah] : set.jumlah) {
    baru.push_back({.sumber = set.sumber, .tanggal = set.tanggal, .pagu = pagu, .jumlah = jumlah});
  }
  RETURN_IF_ERROR(SavePembanding(txn, satker, tahun, baru));
  call.Changed(
      NamaDokumen(satker, "pembanding", set.tanggal.Iso() + "-" + std::string(Nama(set.sumber))));
  return HitungBerbeda(txn, satker, tahun, set);
}

absl::StatusOr<std::vector<Selisih>> MuatSelisih(const Reader& reader, std::string_view satker,
                                                 int32_t tahun, period::Tanggal hari_ini,
                                                 bool dengan_selesai) {
  ASSIGN_OR_RETURN(const std::vector<Pembanding> pembanding, LoadPembanding(reader, satker, tahun));
  const std::vector<SetPembanding> sets = Kumpulkan(pembanding);
  PenyusunRekonsiliasi penyusun(HariDari(sets));
  RETURN_IF_ERROR(
      LoadJurnal(reader, satker, tahun, /*sampai_nomor=*/0, [&](const JurnalTersimpan& jurnal) {
        return JumlahMeluap(penyusun.Ambil(jurnal.baris.transaksi));
      }));
  for (const SetPembanding& set : sets) {
    RETURN_IF_ERROR(JumlahMeluap(penyusun.Ambil(set)));
  }
  ASSIGN_OR_RETURN(const std::vector<Penjelasan> penjelasan, LoadPenjelasan(reader, satker, tahun));
  return penyusun.Selesai(penjelasan, hari_ini, dengan_selesai);
}

absl::StatusOr<Selisih> CariSelisih(const Reader& reader, std::string_view satker,
                                    const std::string& pagu, SumberPembanding sumber,
                                    period::Tanggal hari_ini) {
  const int32_t tahun = TahunOf(pagu).value_or(0);
  ASSIGN_OR_RETURN(const std::vector<Pembanding> pembanding, LoadPembanding(reader, satker, tahun));
  std::vector<SetPembanding> sets;
  for (SetPembanding& set : Kumpulkan(pembanding)) {
    if (set.sumber == sumber) {
      sets.push_back(std::move(set));
    }
  }
  PenyusunRekonsiliasi penyusun(HariDari(sets));
  RETURN_IF_ERROR(
      LoadJurnalBaris(reader, satker, pagu, /*sampai_nomor=*/0, [&](const JurnalTersimpan& jurnal) {
        return JumlahMeluap(penyusun.Ambil(jurnal.baris.transaksi));
      }));
  for (const SetPembanding& set : sets) {
    RETURN_IF_ERROR(JumlahMeluap(penyusun.Ambil(set)));
  }
  ASSIGN_OR_RETURN(const std::vector<Penjelasan> penjelasan, LoadPenjelasan(reader, satker, tahun));
  ASSIGN_OR_RETURN(const std::vector<Selisih> semua,
                   penyusun.Selesai(penjelasan, hari_ini, /*dengan_selesai=*/false));
  for (const Selisih& satu : semua) {
    if (satu.pagu == pagu && satu.sumber == sumber) {
      return satu;
    }
  }
  const std::string nama = NamaPagu(satker, pagu);
  return fault::Refuse(fault::Reason::kNotFound,
                       nama + " does not differ from " + std::string(Nama(sumber)),
                       nama + " tidak berbeda dengan " + std::string(Nama(sumber)));
}

}  // namespace sakip::budget
