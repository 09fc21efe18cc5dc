#include "services/budget/ledger.h"

#include <array>
#include <set>
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

// `entri` on the balances it names; a kRealisasi of saldo impor also on its own sum.
absl::Status ApplyEntry(bool impor, const Entri& entri, Posisi* posisi) {
  const auto line = [&]() -> Saldo& { return posisi->baris[entri.pagu]; };
  const auto add = [&](Rupiah* balance) { return Move(entri.debit, entri.kredit, balance); };
  switch (entri.akun) {
    case Akun::kDipa:
      return Move(entri.kredit, entri.debit, &line().dipa);
    case Akun::kTersedia:
      return add(&line().tersedia);
    case Akun::kRealisasi:
      if (impor) {
        RETURN_IF_ERROR(add(&line().saldo_impor));
      }
      return add(&line().realisasi);
    case Akun::kKomitmen:
      return add(&line().komitmen);
    case Akun::kSpp:
      return add(&line().spp);
    case Akun::kSpm:
      return add(&line().spm);
    case Akun::kUp:
      return add(&posisi->kas.up);
    case Akun::kTup:
      return add(&posisi->kas.tup);
    case Akun::kKasHibah:
      return add(&posisi->kas.hibah);
    case Akun::kRetur:
      return add(&posisi->kas.retur);
    case Akun::kLuar:
      return absl::OkStatus();  // what the four above add up to
  }
  return absl::InternalError("an account that does not exist");
}

// A balance that must not fall below 0, besides TERSEDIA, and what its owner is called.
struct Kotak {
  std::string_view nama;
  Rupiah saldo;
};

std::array<Kotak, 5> Kotaks(const Saldo& saldo) {
  return {{{"DIPA", saldo.dipa},
           {"REALISASI", saldo.realisasi},
           {"KOMITMEN", saldo.komitmen},
           {"SPP", saldo.spp},
           {"SPM", saldo.spm}}};
}

std::array<Kotak, 4> Kotaks(const Kas& kas) {
  return {{{"UP", kas.up}, {"TUP", kas.tup}, {"KAS_HIBAH", kas.hibah}, {"RETUR", kas.retur}}};
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

// `pagu` is empty for an account of the office.
absl::Status AmountExceeded(std::string_view akun, const std::string& pagu, Rupiah sebelum,
                            Rupiah sesudah) {
  ASSIGN_OR_RETURN(const Rupiah shortfall, money::Neg(sesudah));
  ASSIGN_OR_RETURN(const Rupiah jumlah, money::Sub(sebelum, sesudah));
  const std::string nama(akun);
  const std::string of = pagu.empty() ? "" : " of line " + pagu;
  const std::string dari = pagu.empty() ? "" : " baris " + pagu;
  std::map<std::string, std::string> metadata = {{"account", nama},
                                                 {"saldo", money::PlainRupiah(sebelum)},
                                                 {"jumlah", money::PlainRupiah(jumlah)},
                                                 {"shortfall", money::PlainRupiah(shortfall)}};
  if (!pagu.empty()) {
    metadata["line"] = pagu;
  }
  return fault::Refuse(fault::Reason::kAmountExceeded,
                       nama + of + " holds Rp " + money::FormatRupiah(sebelum) + ", Rp " +
                           money::FormatRupiah(shortfall) + " less than the Rp " +
                           money::FormatRupiah(jumlah) + " asked for",
                       nama + dari + " bersaldo Rp " + money::FormatRupiah(sebelum) +
                           ", kurang Rp " + money::FormatRupiah(shortfall) + " dari Rp " +
                           money::FormatRupiah(jumlah) + " yang diminta",
                       std::move(metadata));
}

// Refuses the first of `sesudah` that is below 0.
template <typename T>
absl::Status CheckKotaks(const std::string& pagu, const T& sebelum, const T& sesudah) {
  const auto before = Kotaks(sebelum);
  const auto after = Kotaks(sesudah);
  for (size_t i = 0; i < after.size(); ++i) {
    if (after[i].saldo < kNol) {
      return AmountExceeded(after[i].nama, pagu, before[i].saldo, after[i].saldo);
    }
  }
  return absl::OkStatus();
}

// TERSEDIA of every line first: an empty line is what a user is to read of.
absl::Status CheckSesudah(const Posisi& sebelum, const Posisi& sesudah) {
  for (const auto& [pagu, saldo] : sesudah.baris) {
    if (saldo.tersedia < kNol) {
      return PaguExceeded(pagu, sebelum.baris.at(pagu).tersedia, saldo.tersedia);
    }
  }
  for (const auto& [pagu, saldo] : sesudah.baris) {
    RETURN_IF_ERROR(CheckKotaks(pagu, sebelum.baris.at(pagu), saldo));
  }
  return CheckKotaks("", sebelum.kas, sesudah.kas);
}

absl::StatusOr<Transaksi> Pair(Akun debit, Akun kredit, std::string_view pagu, Rupiah jumlah) {
  return Transaksi::Of(
      {Entri{.akun = debit, .pagu = std::string(pagu), .debit = jumlah, .kredit = kNol},
       Entri{.akun = kredit, .pagu = std::string(pagu), .debit = kNol, .kredit = jumlah}});
}

}  // namespace

bool IsOfLine(Akun akun) {
  switch (akun) {
    case Akun::kDipa:
    case Akun::kTersedia:
    case Akun::kRealisasi:
    case Akun::kKomitmen:
    case Akun::kSpp:
    case Akun::kSpm:
      return true;
    case Akun::kUp:
    case Akun::kTup:
    case Akun::kKasHibah:
    case Akun::kRetur:
    case Akun::kLuar:
      break;
  }
  return false;
}

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
    if (IsOfLine(one.akun) == one.pagu.empty()) {
      return absl::InvalidArgumentError("an entry names a line exactly when its account is of one");
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

Susunan& Susunan::Pindah(std::string_view pagu, Akun debit, Akun kredit, Rupiah jumlah) {
  if (jumlah == kNol) {
    return *this;
  }
  const auto of = [&](Akun akun) { return IsOfLine(akun) ? std::string(pagu) : std::string(); };
  entri_.push_back({.akun = debit, .pagu = of(debit), .debit = jumlah, .kredit = kNol});
  entri_.push_back({.akun = kredit, .pagu = of(kredit), .debit = kNol, .kredit = jumlah});
  return *this;
}

absl::Status Terapkan(JenisTransaksi jenis, bool dari_impor, const std::vector<Entri>& entri,
                      Posisi* posisi) {
  const bool impor =
      jenis == JenisTransaksi::kSaldoImpor || (jenis == JenisTransaksi::kPembalik && dari_impor);
  for (const Entri& one : entri) {
    RETURN_IF_ERROR(ApplyEntry(impor, one, posisi));
  }
  return absl::OkStatus();
}

absl::StatusOr<Posisi> Lipat(const std::vector<TransaksiJurnal>& jurnal) {
  Posisi posisi;
  std::set<int64_t> impor;
  for (const TransaksiJurnal& transaksi : jurnal) {
    if (transaksi.jenis == JenisTransaksi::kSaldoImpor) {
      impor.insert(transaksi.nomor);
    }
    RETURN_IF_ERROR(
        Terapkan(transaksi.jenis, impor.contains(transaksi.acuan), transaksi.entri, &posisi));
  }
  return posisi;
}

std::string Pelanggaran(const Saldo& saldo) {
  if (saldo.tersedia < kNol) {
    return "TERSEDIA is below 0";
  }
  for (const Kotak& kotak : Kotaks(saldo)) {
    if (kotak.saldo < kNol) {
      return std::string(kotak.nama) + " is below 0";
    }
  }
  if (saldo.saldo_impor < kNol) {
    return "saldo impor is below 0";
  }
  const auto sum =
      money::Sum({saldo.tersedia, saldo.realisasi, saldo.komitmen, saldo.spp, saldo.spm});
  if (!sum.ok() || *sum != saldo.dipa) {
    return "DIPA is not TERSEDIA + KOMITMEN + SPP + SPM + REALISASI";
  }
  return "";
}

std::string Pelanggaran(const Kas& kas) {
  for (const Kotak& kotak : Kotaks(kas)) {
    if (kotak.saldo < kNol) {
      return std::string(kotak.nama) + " is below 0";
    }
  }
  return "";
}

absl::Status Ledger::Catat(Catatan catatan, const Transaksi& transaksi) {
  Posisi sebelum{.baris = {}, .kas = posisi_.kas};
  for (const Entri& entri : transaksi.entri()) {
    if (IsOfLine(entri.akun)) {
      const auto found = posisi_.baris.find(entri.pagu);
      sebelum.baris[entri.pagu] = found == posisi_.baris.end() ? Saldo{} : found->second;
    }
  }
  Posisi sesudah = sebelum;
  RETURN_IF_ERROR(Terapkan(catatan.jenis, catatan.dari_impor, transaksi.entri(), &sesudah));
  RETURN_IF_ERROR(CheckSesudah(sebelum, sesudah));
  for (const auto& [pagu, saldo] : sesudah.baris) {
    posisi_.baris[pagu] = saldo;
  }
  posisi_.kas = sesudah.kas;
  tercatat_.push_back({.transaksi = {.nomor = ++nomor_,
                                     .jenis = catatan.jenis,
                                     .dokumen = std::move(catatan.dokumen),
                                     .tanggal = catatan.tanggal,
                                     .entri = transaksi.entri(),
                                     .acuan = catatan.acuan},
                       .sesudah = std::move(sesudah.baris)});
  return absl::OkStatus();
}

}  // namespace sakip::budget
