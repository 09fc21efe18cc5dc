#ifndef SAKIP_SERVICES_BUDGET_BUKU_H_
#define SAKIP_SERVICES_BUDGET_BUKU_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "common/period/period.h"
#include "services/budget/dokumen.h"
#include "services/budget/ledger.h"
#include "services/budget/pagu.h"

// Between the store and the decisions: what a decision needs to know of an office-year (Buku), and
// what it wants written (Perubahan). Plain values. The repository fills the one and writes the
// other; the simulator keeps both in memory.
namespace sakip::budget {

struct Baris {
  Pagu pagu;
  Saldo saldo;

  bool operator==(const Baris&) const = default;
};

// What an officer did in an office-year. Who did one may be barred from another (tugas.h).
enum class Tugas { kPembuat, kPpk, kPpspm, kBendahara, kKpa };

// Numbers of documents, each unique in an office-year. kSp2dBaris: that of an SP2D, NUL, and the
// line of a posting that bears it.
enum class JenisNomor { kSpp, kSpm, kSp2d, kKontrak, kBukti, kSp2dBaris };
using Nomor = std::pair<JenisNomor, std::string>;

// What has to be loaded. Loading a document loads the lines it names, a tagihan also its komitmen,
// a revisi also the last approved one, a setoran or koreksi also the transaction it names; loading
// a number also the posting that bears it; loading a transaction by number also the lines it
// touches, all that refer to it, what it takes from, the corrections of it and what it replaces,
// and theirs; of a kSp2d also its bill.
struct Kebutuhan {
  bool semua_baris = false;  // and the codes of the year
  std::set<std::string> baris;
  std::set<std::string> realisasi;
  std::set<std::string> tagihan;
  std::set<std::string> komitmen;
  std::set<std::string> revisi;
  std::set<std::string> setoran;
  std::set<std::string> koreksi;
  std::set<std::string> pembukaan;
  std::set<int64_t> transaksi;
  std::set<Nomor> nomor;
  std::set<std::string> orang;  // whose duties
  bool belum_selesai = false;   // all tagihan and komitmen that are not finished
};

// What is stored, as far as it was asked for. A thing that was asked for and is not here does not
// exist.
struct Buku {
  std::map<std::string, Baris> baris;
  std::map<std::string, Realisasi> realisasi;
  std::map<std::string, Tagihan> tagihan;
  std::map<std::string, Komitmen> komitmen;
  std::map<std::string, Revisi> revisi;
  std::map<std::string, Setoran> setoran;
  std::map<std::string, Koreksi> koreksi;
  std::map<std::string, Pembukaan> pembukaan;
  std::map<int64_t, TransaksiJurnal> transaksi;
  std::map<Nomor, std::string> nomor;            // in use, and by which document
  std::map<std::string, std::set<Tugas>> tugas;  // by person
  DaftarKode kode;                               // snapshots of the year
  // Of the office-year as a whole; always loaded.
  Kas kas;
  int64_t nomor_terakhir = 0;  // of the journal
  int32_t revisi_berikut = 0;  // number of the next revisi to be approved
  BulanTutup bulan_tutup{};
};

// Who asks, and when.
struct Pelaku {
  Pencatat pencatat;
  // Duties that the person's grants of today give at this office, used or not.
  std::set<Tugas> jabatan;
  bool nasional = false;  // administers for all offices
  bool sistem = false;    // another system, which holds no duty
  period::Tanggal hari_ini = period::Tanggal::FromEpochDays(0);  // in Asia/Jakarta
};

// What has to be written; empty when everything is stored already. Documents are whole new
// versions.
struct Perubahan {
  std::vector<Pagu> pagu;   // new lines
  std::vector<Pagu> label;  // stored lines whose label, lokasi or KPPN a revisi changes
  std::vector<Kode> kode;
  std::vector<Realisasi> realisasi;
  std::vector<Tagihan> tagihan;
  std::vector<Komitmen> komitmen;
  std::vector<Revisi> revisi;
  std::vector<Setoran> setoran;
  std::vector<Koreksi> koreksi;
  std::vector<Pembukaan> pembukaan;
  std::vector<AktaPeriode> akta;
  std::vector<std::pair<Nomor, std::string>> nomor;  // newly used, and by which document
  std::vector<Tugas> tugas;                          // newly done by the actor
  std::vector<Tercatat> jurnal;
  Kas kas;  // after it
};

// The ledger that begins where `buku` stands.
Ledger LedgerOf(const Buku& buku);

// Records that `perubahan` writes at most.
size_t CountWrites(const Perubahan& perubahan);

// More than this is refused (MESSAGE_TOO_LARGE: split the request); leaves the dispatcher its own
// share of a store's Update.
inline constexpr size_t kWritesMax = 19'000;
absl::Status CheckSize(const Perubahan& perubahan);

// PERIOD_CLOSED, naming `field`, when `tanggal` is in a month that is closed.
absl::Status CheckTerbuka(const Buku& buku, period::Tanggal tanggal, std::string_view field);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_BUKU_H_
