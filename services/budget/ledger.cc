#include "services/budget/ledger.h"

#include <utility>

#include "common/fault/fault.h"
#include "common/status/status_macros.h"

namespace sakip::budget {
namespace {

using money::Rupiah;

constexpr Rupiah kNol;

// `balance` + plus - minus.
absl::Status Move(Rupiah plus, Rupiah minus, Rupiah* balance) {
  ASSIGN_OR_RETURN(const Rupiah change, money::Sub(plus, minus));
  ASSIGN_OR_RETURN(*balance, money::Add(*balance, change));
  return absl::OkStatus();
}

absl::Status ApplyEntry(JenisTransaksi jenis, const Entri& entri, Saldo* saldo) {
  switch (entri.akun) {
    case Akun::kDipa:
      return Move(entri.kredit, entri.debit, &saldo->dipa);
    case Akun::kTersedia:
      return Move(entri.debit, entri.kredit, &saldo->tersedia);
    case Akun::kRealisasi:
      if (jenis == JenisTransaksi::kSaldoImpor) {
        RETURN_IF_ERROR(Move(entri.debit, entri.kredit, &saldo->saldo_impor));
      }
      return Move(entri.debit, entri.kredit, &saldo->realisasi);
  }
  return absl::InternalError("an account that does not exist");
}

absl::Status PaguExceeded(const std::string& pagu, Rupiah tersedia, Rupiah sesudah) {
  ASSIGN_OR_RETURN(const Rupiah shortfall, money::Neg(sesudah));
  ASSIGN_OR_RETURN(const Rupiah jumlah, money::Sub(tersedia, sesudah));
  return fault::Refuse(fault::Reason::kPaguExceeded,
                       "line " + pagu + " has Rp " + money::FormatRupiah(tersedia) + " left, Rp " +
                           money::FormatRupiah(shortfall) + " less than the Rp " +
                           money::FormatRupiah(jumlah) + " asked for",
                       "baris " + pagu + " tersisa Rp " + money::FormatRupiah(tersedia) +
                           ", kurang Rp " + money::FormatRupiah(shortfall) + " dari Rp " +
                           money::FormatRupiah(jumlah) + " yang diminta",
                       {{"line", pagu},
                        {"tersedia", money::PlainRupiah(tersedia)},
                        {"jumlah", money::PlainRupiah(jumlah)},
                        {"shortfall", money::PlainRupiah(shortfall)}});
}

absl::StatusOr<Transaksi> Pair(Akun debit, Akun kredit, std::string_view pagu, Rupiah jumlah) {
  return Transaksi::Of(
      {Entri{.akun = debit, .pagu = std::string(pagu), .debit = jumlah, .kredit = kNol},
       Entri{.akun = kredit, .pagu = std::string(pagu), .debit = kNol, .kredit = jumlah}});
}

}  // namespace

absl::StatusOr<Transaksi> Transaksi::Of(std::vector<Entri> entri) {
  if (entri.size() < 2) {
    return absl::InvalidArgumentError("a transaction has at least two entries");
  }
  std::vector<Rupiah> debits;
  std::vector<Rupiah> kredits;
  for (const Entri& one : entri) {
    const bool is_debit = one.debit > kNol && one.kredit == kNol;
    const bool is_kredit = one.kredit > kNol && one.debit == kNol;
    if (!is_debit && !is_kredit) {
      return absl::InvalidArgumentError("an entry has exactly one positive side");
    }
    debits.push_back(one.debit);
    kredits.push_back(one.kredit);
  }
  ASSIGN_OR_RETURN(const Rupiah debit, money::Sum(debits));
  ASSIGN_OR_RETURN(const Rupiah kredit, money::Sum(kredits));
  if (debit != kredit) {
    return absl::InvalidArgumentError("a transaction's debits equal its credits");
  }
  return Transaksi(std::move(entri));
}

absl::StatusOr<Transaksi> Transaksi::UntukPagu(std::string_view pagu, Rupiah jumlah) {
  return Pair(Akun::kTersedia, Akun::kDipa, pagu, jumlah);
}

absl::StatusOr<Transaksi> Transaksi::UntukRealisasi(std::string_view pagu, Rupiah jumlah) {
  return Pair(Akun::kRealisasi, Akun::kTersedia, pagu, jumlah);
}

absl::Status Terapkan(JenisTransaksi jenis, const std::vector<Entri>& entri, DaftarSaldo* saldo) {
  for (const Entri& one : entri) {
    RETURN_IF_ERROR(ApplyEntry(jenis, one, &(*saldo)[one.pagu]));
  }
  return absl::OkStatus();
}

absl::StatusOr<DaftarSaldo> Lipat(const std::vector<TransaksiJurnal>& jurnal) {
  DaftarSaldo saldo;
  for (const TransaksiJurnal& transaksi : jurnal) {
    RETURN_IF_ERROR(Terapkan(transaksi.jenis, transaksi.entri, &saldo));
  }
  return saldo;
}

absl::Status Ledger::Catat(JenisTransaksi jenis, std::string realisasi, period::Tanggal tanggal,
                           const Transaksi& transaksi) {
  DaftarSaldo sesudah;
  for (const Entri& entri : transaksi.entri()) {
    sesudah[entri.pagu] = saldo_[entri.pagu];
  }
  RETURN_IF_ERROR(Terapkan(jenis, transaksi.entri(), &sesudah));
  for (const auto& [pagu, saldo] : sesudah) {
    if (saldo.tersedia < kNol) {
      return PaguExceeded(pagu, saldo_[pagu].tersedia, saldo.tersedia);
    }
  }
  for (const auto& [pagu, saldo] : sesudah) {
    saldo_[pagu] = saldo;
  }
  tercatat_.push_back({.transaksi = {.nomor = ++nomor_,
                                     .jenis = jenis,
                                     .realisasi = std::move(realisasi),
                                     .tanggal = tanggal,
                                     .entri = transaksi.entri()},
                       .sesudah = std::move(sesudah)});
  return absl::OkStatus();
}

}  // namespace sakip::budget
