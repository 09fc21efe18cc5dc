#ifndef SAKIP_SERVICES_BUDGET_LEDGER_H_
#define SAKIP_SERVICES_BUDGET_LEDGER_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/money/money.h"
#include "common/period/period.h"

// The double-entry journal of one office-year, as pure values: every rupiah of a line is in exactly
// one place, and only balanced transactions move it. No I/O and no clock.
//
//   entering a pagu      debit TERSEDIA    credit DIPA
//   a realisasi          debit REALISASI   credit TERSEDIA
//
// so that DIPA = TERSEDIA + REALISASI on every line at every moment. Later movements (komitmen,
// SPP, SP2D, revisions) add accounts and kinds; these stay.
namespace sakip::budget {

enum class Akun { kDipa, kTersedia, kRealisasi };

// One side of a transaction: one of debit and kredit is above 0, the other is 0.
struct Entri {
  Akun akun = Akun::kDipa;
  std::string pagu;  // id of the line
  money::Rupiah debit;
  money::Rupiah kredit;

  bool operator==(const Entri&) const = default;
};

// A balanced transaction; one that is not balanced cannot exist.
class Transaksi {
 public:
  // INVALID_ARGUMENT for fewer than two entries, an entry that is not one positive side, or
  // Σ debit != Σ kredit; OUT_OF_RANGE when a sum leaves int64.
  static absl::StatusOr<Transaksi> Of(std::vector<Entri> entri);

  // INVALID_ARGUMENT unless `jumlah` > 0.
  static absl::StatusOr<Transaksi> UntukPagu(std::string_view pagu, money::Rupiah jumlah);
  static absl::StatusOr<Transaksi> UntukRealisasi(std::string_view pagu, money::Rupiah jumlah);

  const std::vector<Entri>& entri() const { return entri_; }

 private:
  explicit Transaksi(std::vector<Entri> entri) : entri_(std::move(entri)) {}

  std::vector<Entri> entri_;
};

enum class JenisTransaksi { kPagu, kSaldoImpor };

// A transaction in its place in the journal.
struct TransaksiJurnal {
  int64_t nomor = 0;  // dense from 1 within the office-year
  JenisTransaksi jenis = JenisTransaksi::kPagu;
  std::string realisasi;  // id of the posting; empty for kPagu
  // A pagu counts from 1 January of its year, whatever the day it was entered.
  period::Tanggal tanggal = period::Tanggal::FromEpochDays(0);
  std::vector<Entri> entri;

  bool operator==(const TransaksiJurnal&) const = default;
};

// Balances of one line, each as a positive number.
struct Saldo {
  money::Rupiah dipa;  // the ceiling in force: credit - debit
  money::Rupiah tersedia;
  money::Rupiah realisasi;
  money::Rupiah saldo_impor;  // of `realisasi`, what came as kSaldoImpor

  bool operator==(const Saldo&) const = default;
};

using DaftarSaldo = std::map<std::string, Saldo>;  // by id of the line

// `saldo` with the effect of a transaction's entries, on the lines they touch. Lines that `saldo`
// lacks begin at 0. OUT_OF_RANGE when a balance leaves int64; nothing else is refused here.
absl::Status Terapkan(JenisTransaksi jenis, const std::vector<Entri>& entri, DaftarSaldo* saldo);

// Balances from nothing: the fold of a journal.
absl::StatusOr<DaftarSaldo> Lipat(const std::vector<TransaksiJurnal>& jurnal);

// What was written: a transaction and the balances of the lines it touched, right after it.
struct Tercatat {
  TransaksiJurnal transaksi;
  DaftarSaldo sesudah;

  bool operator==(const Tercatat&) const = default;
};

// The ledger of an office-year while it is being written to.
class Ledger {
 public:
  // `saldo` holds at least the lines that will be touched; `nomor` is the journal's last number, 0
  // when it is empty.
  Ledger(DaftarSaldo saldo, int64_t nomor) : saldo_(std::move(saldo)), nomor_(nomor) {}

  // Numbers the transaction and takes it in. PAGU_EXCEEDED, with metadata line, tersedia, jumlah
  // and shortfall, when TERSEDIA of a line would fall below 0; a refused one changes nothing.
  absl::Status Catat(JenisTransaksi jenis, std::string realisasi, period::Tanggal tanggal,
                     const Transaksi& transaksi);

  const Saldo& saldo(const std::string& pagu) { return saldo_[pagu]; }
  const std::vector<Tercatat>& tercatat() const { return tercatat_; }

 private:
  DaftarSaldo saldo_;
  int64_t nomor_;
  std::vector<Tercatat> tercatat_;
};

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_LEDGER_H_
