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

// The double-entry journal of one office-year, as pure values: every rupiah is in exactly one
// place, and only balanced transactions move it. No I/O and no clock.
//
// On a line (DOMAIN: tersedia = pagu - realisasi - outstanding - komitmen):
//
//   pagu, revision upwards       debit TERSEDIA    credit DIPA       downwards: the other way
//   contract signed              debit KOMITMEN    credit TERSEDIA   released: the other way
//   SPP issued                   debit SPP         credit TERSEDIA, of a contract KOMITMEN
//   SPM issued                   debit SPM         credit SPP
//   SP2D, pengesahan (SPHL)      debit REALISASI   credit SPM
//   refused, void, expired       the reservation back to where it came from
//   saldo impor, imported SP2D   debit REALISASI   credit TERSEDIA
//   pengembalian                 debit TERSEDIA    credit REALISASI, of a grant KAS_HIBAH too
//   correction                   a reversing transaction, then one that stands in its place; of a
//                                saldo impor and of money that came back, the reversal alone
//
// so that DIPA = TERSEDIA + KOMITMEN + SPP + SPM + REALISASI on every line at every moment. Beside
// the lines the office holds money: UP and TUP of its treasurer, grant money before and after its
// pengesahan, returned transfers. Each is an account whose other side is LUAR, all that is outside
// the office. Withdrawing UP or TUP is no realisasi; GUP nihil and PTUP bring both together.
//
//   SP2D of UP, TUP              debit UP, TUP     credit LUAR       setoran: the other way
//   SP2D of GUP NIHIL, PTUP      debit LUAR        credit UP, TUP    beside the lines' own entries
//   grant money received (SPHL)  debit KAS_HIBAH   credit LUAR       spent, returned (SP4HL): back
//   pengembalian on HIBAH lines  debit KAS_HIBAH   credit LUAR       beside the lines' own entries
//   retur                        debit RETUR       credit LUAR       paid again: the other way
namespace sakip::budget {

enum class Akun {
  // Of a line.
  kDipa,  // contra account: source of the ceiling
  kTersedia,
  kRealisasi,
  kKomitmen,
  kSpp,
  kSpm,
  // Of the office-year; an entry on one has no line.
  kUp,
  kTup,
  kKasHibah,
  kRetur,
  kLuar,  // contra account
};

// Whether entries of this account name a line.
bool IsOfLine(Akun akun);

// One side of a transaction: one of debit and kredit is above 0, the other is 0.
struct Entri {
  Akun akun = Akun::kDipa;
  std::string pagu;  // id of the line; empty for an account of the office
  money::Rupiah debit;
  money::Rupiah kredit;

  bool operator==(const Entri&) const = default;
};

// A balanced transaction; one that is not balanced cannot exist.
class Transaksi {
 public:
  // INVALID_ARGUMENT for fewer than two entries, an entry that is not one positive side, one whose
  // account and line do not go together, or Σ debit != Σ kredit; OUT_OF_RANGE when a sum leaves
  // int64.
  static absl::StatusOr<Transaksi> Of(std::vector<Entri> entri);

  // INVALID_ARGUMENT unless `jumlah` > 0.
  static absl::StatusOr<Transaksi> UntukPagu(std::string_view pagu, money::Rupiah jumlah);
  static absl::StatusOr<Transaksi> UntukRealisasi(std::string_view pagu, money::Rupiah jumlah);

  const std::vector<Entri>& entri() const { return entri_; }

 private:
  explicit Transaksi(std::vector<Entri> entri) : entri_(std::move(entri)) {}

  std::vector<Entri> entri_;
};

// Collects the two sides of each movement; what nets to nothing is the caller's to avoid.
class Susunan {
 public:
  // `jumlah` from the credited to the debited account. A `jumlah` of 0 adds nothing.
  Susunan& Pindah(std::string_view pagu, Akun debit, Akun kredit, money::Rupiah jumlah);
  bool empty() const { return entri_.empty(); }
  absl::StatusOr<Transaksi> Selesai() && { return Transaksi::Of(std::move(entri_)); }

 private:
  std::vector<Entri> entri_;
};

// What a transaction is about. `dokumen` of the transaction is the id of the named thing.
enum class JenisTransaksi {
  kPagu,           // a line entered by import; dokumen empty
  kSaldoImpor,     // posting
  kSp2dImpor,      // posting
  kRevisi,         // revisi
  kKomitmen,       // komitmen
  kLepasKomitmen,  // komitmen
  kSpp,            // tagihan, and so on to kKedaluwarsa
  kSpm,
  kSp2d,
  kTolak,
  kKedaluwarsa,   // tagihan or komitmen whose time ran out
  kPengembalian,  // setoran
  kSetoranUp,     // setoran
  kSetoranTup,    // setoran
  kRetur,         // setoran
  kBayarRetur,    // setoran
  kPembalik,      // koreksi: undoes `acuan`
  kKoreksi,       // koreksi: stands in its place
};

// A transaction in its place in the journal.
struct TransaksiJurnal {
  int64_t nomor = 0;  // dense from 1 within the office-year
  JenisTransaksi jenis = JenisTransaksi::kPagu;
  std::string dokumen;  // id, see JenisTransaksi
  // The day it counts from: that of the document; of a kPagu 1 January, whatever the day it was
  // entered.
  period::Tanggal tanggal = period::Tanggal::FromEpochDays(0);
  std::vector<Entri> entri;
  // Number of the transaction that this one takes from (kPengembalian, kRetur, kBayarRetur) or
  // undoes (kPembalik); 0 for every other kind.
  int64_t acuan = 0;

  bool operator==(const TransaksiJurnal&) const = default;
};

// Balances of one line, each as a positive number.
struct Saldo {
  money::Rupiah dipa;  // the ceiling in force: credit - debit
  money::Rupiah tersedia;
  money::Rupiah realisasi;
  money::Rupiah saldo_impor;  // of `realisasi`, what came as kSaldoImpor and was not undone; no
                              // kKoreksi stands for one (koreksi.h)
  money::Rupiah komitmen;
  money::Rupiah spp;
  money::Rupiah spm;

  bool operator==(const Saldo&) const = default;
};

using DaftarSaldo = std::map<std::string, Saldo>;  // by id of the line

// What the office holds beside its lines. Together they are what LUAR is owed.
struct Kas {
  money::Rupiah up;
  money::Rupiah tup;
  money::Rupiah hibah;
  money::Rupiah retur;

  bool operator==(const Kas&) const = default;
};

struct Posisi {
  DaftarSaldo baris;
  Kas kas;

  bool operator==(const Posisi&) const = default;
};

// `posisi` with the effect of a transaction's entries on the lines they touch. Lines that it lacks
// begin at 0. `dari_impor` tells what part of a kPembalik takes saldo impor back: true when the
// transaction it undoes is a kSaldoImpor. OUT_OF_RANGE when a balance leaves int64; nothing else is
// refused here.
absl::Status Terapkan(JenisTransaksi jenis, bool dari_impor, const std::vector<Entri>& entri,
                      Posisi* posisi);

// Balances from nothing: the fold of a journal.
absl::StatusOr<Posisi> Lipat(const std::vector<TransaksiJurnal>& jurnal);

// The first rule that `saldo` or `kas` breaks (I2): a balance below 0, or the equation above; empty
// when it breaks none.
std::string Pelanggaran(const Saldo& saldo);
std::string Pelanggaran(const Kas& kas);

// What was written: a transaction and the balances of the lines it touched, right after it.
struct Tercatat {
  TransaksiJurnal transaksi;
  DaftarSaldo sesudah;

  bool operator==(const Tercatat&) const = default;
};

// A transaction before it has its place.
struct Catatan {
  JenisTransaksi jenis = JenisTransaksi::kPagu;
  std::string dokumen;
  period::Tanggal tanggal = period::Tanggal::FromEpochDays(0);
  int64_t acuan = 0;
  bool dari_impor = false;  // see Terapkan
};

// The ledger of an office-year while it is being written to.
class Ledger {
 public:
  // `posisi` holds at least the lines that will be touched; `nomor` is the journal's last number, 0
  // when it is empty.
  Ledger(Posisi posisi, int64_t nomor) : posisi_(std::move(posisi)), nomor_(nomor) {}

  // Numbers the transaction and takes it in, or refuses and changes nothing:
  //   PAGU_EXCEEDED    TERSEDIA of a line would fall below 0; metadata line, tersedia, jumlah,
  //                    shortfall
  //   AMOUNT_EXCEEDED  another balance of a line or of the office would; metadata account and, of a
  //                    line, line; saldo, jumlah, shortfall
  absl::Status Catat(Catatan catatan, const Transaksi& transaksi);

  const Saldo& saldo(const std::string& pagu) { return posisi_.baris[pagu]; }
  const Kas& kas() const { return posisi_.kas; }
  int64_t nomor() const { return nomor_; }
  const std::vector<Tercatat>& tercatat() const { return tercatat_; }

 private:
  Posisi posisi_;
  int64_t nomor_;
  std::vector<Tercatat> tercatat_;
};

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_LEDGER_H_
