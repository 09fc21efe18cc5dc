#include "services/budget/laporan/lppa.h"

#include <string_view>
#include <utility>

#include "common/fault/fault.h"
#include "common/status/status_macros.h"
#include "services/budget/kode.h"

namespace sakip::budget {
namespace {

using money::Rupiah;
using period::Tanggal;

absl::Status Tambah(Rupiah* jumlah, Rupiah tambahan) {
  ASSIGN_OR_RETURN(*jumlah, money::Add(*jumlah, tambahan));
  return absl::OkStatus();
}

std::string KodeOf(const Pagu& pagu, Kelompok kelompok) {
  switch (kelompok) {
    case Kelompok::kBaris:
      return pagu.id;
    case Kelompok::kOutput:
      return pagu.kode_output;
    case Kelompok::kKegiatan:
      return pagu.kode_kegiatan;
    case Kelompok::kProgram:
      return pagu.kode_program;
    case Kelompok::kAkun:
      return pagu.akun;
    case Kelompok::kJenisBelanja:
      return pagu.akun.substr(0, 2);
    case Kelompok::kSumberDana:
      return std::string(Nama(pagu.sumber_dana));
  }
  return {};
}

// The label that a line gives its group by itself; empty when it gives none.
std::string UraianBaris(const Pagu& pagu, Kelompok kelompok) {
  const bool satu_output =
      pagu.id == std::to_string(pagu.tahun) + "-" + pagu.kode_program + "." + pagu.kode_output;
  if (kelompok == Kelompok::kBaris || (kelompok == Kelompok::kOutput && satu_output)) {
    return pagu.uraian;
  }
  return {};
}

std::string UraianKode(const std::string& kode, Kelompok kelompok, const DaftarKode& daftar) {
  switch (kelompok) {
    case Kelompok::kOutput:
    case Kelompok::kKegiatan:
    case Kelompok::kProgram: {
      const auto found = daftar.find(kode);
      return found == daftar.end() ? std::string() : found->second.uraian;
    }
    case Kelompok::kJenisBelanja: {
      const auto jenis = ParseJenisBelanja(kode);
      return jenis ? std::string(Nama(*jenis)) : std::string();
    }
    case Kelompok::kBaris:
    case Kelompok::kAkun:
    case Kelompok::kSumberDana:
      return {};
  }
  return {};
}

absl::Status Gabung(const BarisLppa& satu, BarisLppa* kelompok) {
  RETURN_IF_ERROR(Tambah(&kelompok->pagu, satu.pagu));
  RETURN_IF_ERROR(Tambah(&kelompok->realisasi_lalu, satu.realisasi_lalu));
  RETURN_IF_ERROR(Tambah(&kelompok->realisasi_bulan, satu.realisasi_bulan));
  RETURN_IF_ERROR(Tambah(&kelompok->komitmen, satu.komitmen));
  return Tambah(&kelompok->outstanding, satu.outstanding);
}

absl::Status Lengkapi(BarisLppa* baris) {
  ASSIGN_OR_RETURN(baris->realisasi_sampai,
                   money::Add(baris->realisasi_lalu, baris->realisasi_bulan));
  ASSIGN_OR_RETURN(baris->sisa, money::Sub(baris->pagu, baris->realisasi_sampai));
  if (baris->pagu != Rupiah()) {
    ASSIGN_OR_RETURN(baris->serapan, ratio::Percent(baris->realisasi_sampai, baris->pagu));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Rupiah> Bersih(const Entri& entri) {
  return money::Sub(entri.debit, entri.kredit);
}

absl::Status JumlahMeluap(absl::Status status) {
  if (status.code() == absl::StatusCode::kOutOfRange) {
    return fault::Refuse(fault::Reason::kAmountOverflow, "", "");
  }
  return status;
}

Tanggal AwalBulan(int32_t tahun, int32_t bulan) {
  // A month of 1..12 of a fiscal year always has a first day.
  return *Tanggal::Of(tahun, bulan, 1);
}

Tanggal AkhirBulan(int32_t tahun, int32_t bulan) {
  const Tanggal berikut = bulan == 12 ? AwalBulan(tahun + 1, 1) : AwalBulan(tahun, bulan + 1);
  return Tanggal::FromEpochDays(berikut.epoch_days() - 1);
}

absl::Status PenyusunLppa::Ambil(const TransaksiJurnal& transaksi) {
  nomor_ = transaksi.nomor;
  if (transaksi.jenis == JenisTransaksi::kSaldoImpor) {
    impor_.insert(transaksi.nomor);
  }
  if (transaksi.tanggal > akhir_) {
    return absl::OkStatus();
  }
  const bool impor =
      transaksi.jenis == JenisTransaksi::kSaldoImpor ||
      (transaksi.jenis == JenisTransaksi::kPembalik && impor_.contains(transaksi.acuan));
  for (const Entri& entri : transaksi.entri) {
    RETURN_IF_ERROR(AmbilEntri(entri, transaksi.tanggal < awal_, impor));
  }
  return absl::OkStatus();
}

absl::Status PenyusunLppa::AmbilEntri(const Entri& entri, bool lalu, bool impor) {
  if (!IsOfLine(entri.akun)) {
    return absl::OkStatus();
  }
  Jumlah& jumlah = jumlah_[entri.pagu];
  ASSIGN_OR_RETURN(const Rupiah bersih, Bersih(entri));
  switch (entri.akun) {
    case Akun::kDipa: {
      ASSIGN_OR_RETURN(jumlah.pagu, money::Sub(jumlah.pagu, bersih));
      return absl::OkStatus();
    }
    case Akun::kRealisasi:
      if (impor) {
        RETURN_IF_ERROR(Tambah(&saldo_impor_, bersih));
      }
      return Tambah(lalu ? &jumlah.lalu : &jumlah.bulan, bersih);
    case Akun::kKomitmen:
      return Tambah(&jumlah.komitmen, bersih);
    case Akun::kSpp:
    case Akun::kSpm:
      return Tambah(&jumlah.outstanding, bersih);
    case Akun::kTersedia:
    case Akun::kUp:
    case Akun::kTup:
    case Akun::kKasHibah:
    case Akun::kRetur:
    case Akun::kLuar:
      return absl::OkStatus();
  }
  return absl::OkStatus();
}

absl::StatusOr<Lppa> PenyusunLppa::Selesai(const std::vector<Pagu>& baris, const DaftarKode& kode,
                                           Kelompok kelompok) const {
  std::map<std::string, BarisLppa> kelompok_baris;
  BarisLppa total;
  std::optional<BarisLppa> tanpa_hibah;
  Lppa lppa{.baris = {},
            .total = {},
            .total_tanpa_hibah = {},
            .saldo_impor = saldo_impor_,
            .nomor = nomor_};
  size_t dikenal = 0;
  for (const Pagu& pagu : baris) {
    const auto found = jumlah_.find(pagu.id);
    if (found == jumlah_.end()) {
      continue;
    }
    ++dikenal;
    BarisLppa satu;
    satu.pagu = found->second.pagu;
    satu.realisasi_lalu = found->second.lalu;
    satu.realisasi_bulan = found->second.bulan;
    satu.komitmen = found->second.komitmen;
    satu.outstanding = found->second.outstanding;
    BarisLppa& milik = kelompok_baris[KodeOf(pagu, kelompok)];
    if (std::string uraian = UraianBaris(pagu, kelompok); !uraian.empty()) {
      milik.uraian = std::move(uraian);
    }
    RETURN_IF_ERROR(JumlahMeluap(Gabung(satu, &milik)));
    RETURN_IF_ERROR(JumlahMeluap(Gabung(satu, &total)));
    if (pagu.sumber_dana != SumberDana::kHibah) {
      if (!tanpa_hibah) {
        tanpa_hibah.emplace();
      }
      RETURN_IF_ERROR(JumlahMeluap(Gabung(satu, &*tanpa_hibah)));
    }
  }
  if (dikenal != jumlah_.size()) {
    return absl::DataLossError("the journal moves a line that is not stored");
  }
  for (auto& [kode_baris, satu] : kelompok_baris) {
    satu.kode = kode_baris;
    if (satu.uraian.empty()) {
      satu.uraian = UraianKode(kode_baris, kelompok, kode);
    }
    RETURN_IF_ERROR(JumlahMeluap(Lengkapi(&satu)));
    lppa.baris.push_back(std::move(satu));
  }
  if (dikenal != 0) {
    RETURN_IF_ERROR(JumlahMeluap(Lengkapi(&total)));
    lppa.total = std::move(total);
  }
  if (tanpa_hibah) {
    RETURN_IF_ERROR(JumlahMeluap(Lengkapi(&*tanpa_hibah)));
    lppa.total_tanpa_hibah = std::move(tanpa_hibah);
  }
  return lppa;
}

}  // namespace sakip::budget
