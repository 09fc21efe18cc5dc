#include "services/budget/periode.h"

#include <algorithm>
#include <utility>

#include "common/status/status_macros.h"
#include "services/budget/document_check.h"
#include "services/budget/proposal_check.h"
#include "services/budget/tugas.h"

namespace sakip::budget {
namespace {

using fault::Reason;
using money::Rupiah;

constexpr int32_t kBulan = 12;

bool Tutup(const Buku& buku, int32_t bulan) {
  return buku.bulan_tutup[static_cast<size_t>(bulan - 1)];
}

absl::StatusOr<period::Tanggal> HariTerakhir(int32_t tahun, int32_t bulan) {
  ASSIGN_OR_RETURN(const auto tahun_anggaran, period::TahunAnggaran::Of(tahun));
  ASSIGN_OR_RETURN(const auto satu, period::Bulan::Of(bulan));
  return period::Periode::OfBulan(tahun_anggaran, satu).Akhir();
}

std::string NamaBulanTahun(int32_t tahun, int32_t bulan) {
  return std::string(period::NamaBulan(bulan)) + " " + std::to_string(tahun);
}

std::string KodeBulan(int32_t tahun, int32_t bulan) {
  return std::to_string(tahun) + (bulan < 10 ? "-0" : "-") + std::to_string(bulan);
}

void CheckBulan(int32_t bulan, const std::string& field, fault::Violations* violations) {
  if (bulan < 1 || bulan > kBulan) {
    violations->Add(field, "must be from 1 to 12", "harus dari 1 sampai 12");
  }
}

// Amounts of all lines, for one sum after the other.
absl::StatusOr<Rupiah> JumlahSaldo(const Buku& buku, Rupiah Saldo::*bagian) {
  std::vector<Rupiah> amounts;
  for (const auto& [id, baris] : buku.baris) {
    amounts.push_back(baris.saldo.*bagian);
  }
  return money::Sum(amounts);
}

absl::StatusOr<Saldo> JumlahBaris(const Buku& buku) {
  Saldo total;
  for (Rupiah Saldo::*bagian : {&Saldo::dipa, &Saldo::tersedia, &Saldo::realisasi,
                                &Saldo::saldo_impor, &Saldo::komitmen, &Saldo::spp, &Saldo::spm}) {
    ASSIGN_OR_RETURN(total.*bagian, JumlahSaldo(buku, bagian));
  }
  return total;
}

absl::StatusOr<Neraca> Susun(const Buku& buku, const std::vector<TransaksiJurnal>& jurnal,
                             int32_t bulan) {
  std::vector<Rupiah> bulan_ini;
  std::vector<Rupiah> sampai;
  for (const TransaksiJurnal& transaksi : jurnal) {
    for (const Entri& entri : transaksi.entri) {
      if (entri.akun != Akun::kRealisasi || transaksi.tanggal.month() > bulan) {
        continue;
      }
      ASSIGN_OR_RETURN(const Rupiah jumlah, money::Sub(entri.debit, entri.kredit));
      sampai.push_back(jumlah);
      if (transaksi.tanggal.month() == bulan) {
        bulan_ini.push_back(jumlah);
      }
    }
  }
  Neraca neraca;
  neraca.nomor = buku.nomor_terakhir;
  neraca.kas = buku.kas;
  ASSIGN_OR_RETURN(neraca.total, JumlahBaris(buku));
  ASSIGN_OR_RETURN(neraca.realisasi_bulan, money::Sum(bulan_ini));
  ASSIGN_OR_RETURN(neraca.realisasi_sampai, money::Sum(sampai));
  return neraca;
}

// The first month that has to be closed by itself: that of the first transaction.
int32_t BulanPertama(const std::vector<TransaksiJurnal>& jurnal) {
  int32_t pertama = kBulan;
  for (const TransaksiJurnal& transaksi : jurnal) {
    pertama = std::min(pertama, static_cast<int32_t>(transaksi.tanggal.month()));
  }
  return pertama;
}

absl::Status CheckUrutan(const Buku& buku, const std::vector<TransaksiJurnal>& jurnal,
                         int32_t tahun, int32_t bulan) {
  if (Tutup(buku, bulan)) {
    return fault::Refuse(Reason::kWrongState, KodeBulan(tahun, bulan) + " is closed already",
                         NamaBulanTahun(tahun, bulan) + " sudah ditutup",
                         {{"state", "TUTUP"}, {"required", "TERBUKA"}});
  }
  for (int32_t lalu = BulanPertama(jurnal); lalu < bulan; ++lalu) {
    if (!Tutup(buku, lalu)) {
      return fault::Refuse(
          Reason::kWrongState, KodeBulan(tahun, lalu) + " is still open and closes first",
          NamaBulanTahun(tahun, lalu) + " masih terbuka dan harus ditutup lebih dulu",
          {{"state", "TERBUKA"}, {"required", "TUTUP"}, {"month", KodeBulan(tahun, lalu)}});
    }
  }
  return absl::OkStatus();
}

absl::Status CheckTutupBuku(const Pelaku& pelaku, int32_t tahun, int32_t bulan,
                            period::Tanggal tutup_buku) {
  ASSIGN_OR_RETURN(const period::Tanggal akhir, HariTerakhir(tahun, bulan));
  if (pelaku.hari_ini < akhir) {
    return fault::Refuse(
        Reason::kPeriodNotOver, KodeBulan(tahun, bulan) + " is not over before " + akhir.Iso(),
        NamaBulanTahun(tahun, bulan) + " belum berakhir sebelum " + akhir.Panjang(),
        {{"month", KodeBulan(tahun, bulan)}});
  }
  fault::Violations violations;
  if (tutup_buku < akhir) {
    violations.Add("tanggal_tutup_buku", "must not be before the month's last day, " + akhir.Iso(),
                   "tidak boleh sebelum hari terakhir bulan itu, " + akhir.Panjang());
  }
  if (tutup_buku > pelaku.hari_ini) {
    violations.Add("tanggal_tutup_buku", "must not be after today, " + pelaku.hari_ini.Iso(),
                   "tidak boleh setelah hari ini, " + pelaku.hari_ini.Panjang());
  }
  return violations.ToStatus();
}

// Months stay closed in order, so only the last closed one opens.
absl::Status CheckTutupTerakhir(const Buku& buku, int32_t tahun, int32_t bulan) {
  if (!Tutup(buku, bulan)) {
    return fault::Refuse(Reason::kWrongState, KodeBulan(tahun, bulan) + " is open",
                         NamaBulanTahun(tahun, bulan) + " masih terbuka",
                         {{"state", "TERBUKA"}, {"required", "TUTUP"}});
  }
  for (int32_t nanti = kBulan; nanti > bulan; --nanti) {
    if (Tutup(buku, nanti)) {
      return fault::Refuse(
          Reason::kWrongState, KodeBulan(tahun, nanti) + " is closed and has to be opened first",
          NamaBulanTahun(tahun, nanti) + " sudah ditutup dan harus dibuka lebih dulu",
          {{"state", "TUTUP"}, {"required", "TERBUKA"}, {"month", KodeBulan(tahun, nanti)}});
    }
  }
  return absl::OkStatus();
}

absl::Status CheckPembukaan(const Pembukaan& pembukaan) {
  fault::Violations violations;
  CheckIdTahun(pembukaan.id, pembukaan.tahun, "pembukaan.name", &violations);
  CheckBulan(pembukaan.bulan, "pembukaan.bulan", &violations);
  if (pembukaan.alasan.empty()) {
    violations.Add("pembukaan.alasan", "a reopening needs its reason",
                   "pembukaan kembali harus disertai alasan");
  }
  return violations.ToStatus();
}

}  // namespace

absl::StatusOr<Neraca> SusunNeraca(const Buku& buku, const std::vector<TransaksiJurnal>& jurnal,
                                   int32_t bulan) {
  absl::StatusOr<Neraca> neraca = Susun(buku, jurnal, bulan);
  if (!neraca.ok() && absl::IsOutOfRange(neraca.status())) {
    return fault::Refuse(Reason::kAmountOverflow, "", "");
  }
  return neraca;
}

absl::StatusOr<Perubahan> TutupPeriode(const Buku& buku, const Pelaku& pelaku,
                                       const std::vector<TransaksiJurnal>& jurnal, int32_t tahun,
                                       int32_t bulan, period::Tanggal tutup_buku) {
  fault::Violations violations;
  CheckBulan(bulan, "bulan", &violations);
  RETURN_IF_ERROR(violations.ToStatus());
  RETURN_IF_ERROR(CheckUrutan(buku, jurnal, tahun, bulan));
  RETURN_IF_ERROR(CheckTutupBuku(pelaku, tahun, bulan, tutup_buku));
  RETURN_IF_ERROR(CheckTugas(buku, pelaku, Tugas::kBendahara));
  Perubahan perubahan;
  perubahan.kas = buku.kas;
  for (int32_t satu = 1; satu <= bulan; ++satu) {
    if (Tutup(buku, satu)) {
      continue;
    }
    ASSIGN_OR_RETURN(Neraca neraca, SusunNeraca(buku, jurnal, satu));
    perubahan.akta.push_back({.bulan = satu,
                              .menjadi = StatusPeriode::kTutup,
                              .tanggal = tutup_buku,
                              .alasan = "",
                              .pembukaan = "",
                              .neraca = std::move(neraca),
                              .oleh = pelaku.pencatat});
  }
  CatatTugas(buku, pelaku, Tugas::kBendahara, &perubahan);
  return perubahan;
}

absl::StatusOr<Perubahan> AjukanPembukaan(const Buku& buku, const Pelaku& pelaku,
                                          const Pembukaan& pembukaan) {
  Perubahan perubahan;
  perubahan.kas = buku.kas;
  const auto stored = buku.pembukaan.find(pembukaan.id);
  if (stored != buku.pembukaan.end()) {
    Perbandingan banding("pembukaan.", pembukaan.id);
    banding.Isian(pembukaan.tahun == stored->second.tahun, "tahun");
    banding.Isian(pembukaan.bulan == stored->second.bulan, "bulan");
    banding.Isian(pembukaan.alasan == stored->second.alasan, "alasan");
    RETURN_IF_ERROR(banding.ToStatus());
    return perubahan;
  }
  RETURN_IF_ERROR(CheckPembukaan(pembukaan));
  RETURN_IF_ERROR(CheckTutupTerakhir(buku, pembukaan.tahun, pembukaan.bulan));
  perubahan.pembukaan.push_back({.id = pembukaan.id,
                                 .tahun = pembukaan.tahun,
                                 .bulan = pembukaan.bulan,
                                 .alasan = pembukaan.alasan,
                                 .status = StatusUsulan::kDiusulkan,
                                 .pengusul = pelaku.pencatat,
                                 .pemutus = std::nullopt,
                                 .alasan_putusan = ""});
  return perubahan;
}

absl::StatusOr<Perubahan> PutuskanPembukaan(const Buku& buku, const Pelaku& pelaku,
                                            const std::string& id, bool setuju,
                                            const std::string& alasan) {
  const auto found = buku.pembukaan.find(id);
  if (found == buku.pembukaan.end()) {
    return TidakAda("pembukaan", id);
  }
  Pembukaan pembukaan = found->second;
  RETURN_IF_ERROR(CheckAlasan(setuju, alasan));
  RETURN_IF_ERROR(CheckBelumDiputus(pembukaan.status, id));
  RETURN_IF_ERROR(CheckBukanSendiri(pelaku, pembukaan.pengusul, id));
  ASSIGN_OR_RETURN(const Tugas tugas, CheckBertindak(buku, pelaku, {Tugas::kKpa}));
  Perubahan perubahan;
  perubahan.kas = buku.kas;
  if (setuju) {
    RETURN_IF_ERROR(CheckTutupTerakhir(buku, pembukaan.tahun, pembukaan.bulan));
    perubahan.akta.push_back({.bulan = pembukaan.bulan,
                              .menjadi = StatusPeriode::kTerbuka,
                              .tanggal = pelaku.hari_ini,
                              .alasan = pembukaan.alasan,
                              .pembukaan = pembukaan.id,
                              .neraca = std::nullopt,
                              .oleh = pelaku.pencatat});
  }
  Putuskan(pelaku, setuju, alasan, &pembukaan);
  perubahan.pembukaan.push_back(std::move(pembukaan));
  CatatTugas(buku, pelaku, tugas, &perubahan);
  return perubahan;
}

}  // namespace sakip::budget
