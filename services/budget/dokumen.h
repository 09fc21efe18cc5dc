#ifndef SAKIP_SERVICES_BUDGET_DOKUMEN_H_
#define SAKIP_SERVICES_BUDGET_DOKUMEN_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/money/money.h"
#include "common/period/period.h"
#include "services/budget/ledger.h"
#include "services/budget/pagu.h"

// The documents that move a budget, as plain values. Each has an id chosen by its maker and kept
// for ever, is stored as a row of versions of which none is ever changed, and names the
// transactions it made. Dates are civil dates of the fiscal year.
namespace sakip::budget {

// Who acted, when and with which request.
struct Pencatat {
  std::string akun;   // "akun/operator-6474"
  std::string orang;  // NIP, or the name of a system: duties are separated by person
  int64_t waktu_us = 0;
  std::string request_id;
  std::string asal;  // address the call came from, as the gateway saw it; empty: unknown

  bool operator==(const Pencatat&) const = default;
};

// An amount on a line. Within one document each line once.
struct Rincian {
  std::string pagu;  // id of the line
  money::Rupiah jumlah;

  bool operator==(const Rincian&) const = default;
};

// ---- Revisi DIPA/POK
// -----------------------------------------------------------------------------

enum class JenisRevisi {
  kDipaAwal,      // number 0: the year's first DIPA
  kPaguBerubah,   // the total changes
  kPergeseran,    // amounts move, the total stays
  kAdministrasi,  // no amount changes: labels, halaman III
};
enum class Kewenangan { kKpa, kKanwilDjpb, kDja };
enum class StatusUsulan { kDiusulkan, kDisetujui, kDitolak };

// One cell of halaman III: what is planned to be withdrawn in a month.
struct RencanaPenarikan {
  int32_t bulan = 0;  // 1..12
  JenisBelanja jenis = JenisBelanja::kPegawai;
  money::Rupiah jumlah;  // 0 to kRupiahMax

  bool operator==(const RencanaPenarikan&) const = default;
};

// A numbered version of the year's budget. Lines that it does not list stay as they are.
struct Revisi {
  std::string id;  // "2017-rev-03"
  int32_t tahun = 0;
  int32_t nomor = 0;  // 0, 1, 2 ... in the order of approval
  period::Tanggal tanggal = period::Tanggal::FromEpochDays(0);  // in force from
  JenisRevisi jenis = JenisRevisi::kPergeseran;
  Kewenangan kewenangan = Kewenangan::kKpa;
  std::string kode;           // of the treasury, "201"; empty: none
  std::string nomor_dokumen;  // of the DIPA or of the approval, "SP DIPA-076.01.2.654321/2017"
  std::string alasan;
  std::vector<Pagu> baris;  // new lines whole; a stored line with its new amount and label
  // The whole of halaman III as it is from then on; empty: unchanged.
  std::vector<RencanaPenarikan> rencana;
  StatusUsulan status = StatusUsulan::kDiusulkan;
  Pencatat pengusul;
  std::optional<Pencatat> pemutus;
  std::string alasan_putusan;
  int64_t transaksi = 0;  // that moved the amounts; 0: none did

  bool operator==(const Revisi&) const = default;
};

// ---- Komitmen
// ------------------------------------------------------------------------------------

enum class StatusKomitmen { kAktif, kSelesai, kKedaluwarsa };

// A contract: money that is bound before a bill comes.
struct Komitmen {
  std::string id;  // "2017-kontrak-07"
  int32_t tahun = 0;
  std::string nomor_kontrak;
  std::string uraian;
  period::Tanggal tanggal = period::Tanggal::FromEpochDays(0);
  period::Tanggal berakhir =
      period::Tanggal::FromEpochDays(0);  // last day; may lie in a later year
  std::vector<Rincian> rincian;           // as signed
  std::vector<Rincian> sisa;  // bound and not yet in a bill, the same lines in the same order
  StatusKomitmen status = StatusKomitmen::kAktif;
  std::string alasan;  // of the release
  std::vector<int64_t> transaksi;
  Pencatat pencatat;

  bool operator==(const Komitmen&) const = default;
};

// ---- Tagihan: SPP, SPM, SP2D
// ---------------------------------------------------------------------

enum class JenisTagihan {
  kLsGaji,
  kLsKontraktual,
  kLsNonKontraktual,
  kUp,        // cash for the treasurer; no lines
  kTup,       // more of it, for a month; no lines
  kGup,       // spent from UP, which is refilled
  kGupNihil,  // spent from UP, which is not refilled
  kPtup,      // spent from TUP
  kSphl,      // grant money received and spent: its pengesahan is the SP2D. Lines of HIBAH only
  kSp4hl,     // grant money returned to the grantor; no lines
};
bool PunyaRincian(JenisTagihan jenis);

enum class StatusTagihan {
  kDraft,
  kSppIssued,
  kSppTested,
  kSpmIssued,
  kSent,
  kSp2dIssued,
  kRejected,
  kExpired,
};
// Whether nothing can follow.
bool Selesai(StatusTagihan status);

// One step of a bill: what it became, by whom, under which number and date.
struct Langkah {
  StatusTagihan status = StatusTagihan::kDraft;
  Pencatat oleh;
  period::Tanggal tanggal = period::Tanggal::FromEpochDays(0);
  std::string nomor;      // of the SPP, SPM or SP2D; empty for other steps
  std::string alasan;     // of a refusal
  int64_t transaksi = 0;  // 0: the step moved nothing

  bool operator==(const Langkah&) const = default;
};

struct Tagihan {
  std::string id;  // "2017-gaji-01"
  int32_t tahun = 0;
  JenisTagihan jenis = JenisTagihan::kLsNonKontraktual;
  std::string uraian;
  std::string komitmen;                            // id; kLsKontraktual only, and there always
  std::vector<Rincian> rincian;                    // gross; empty for a kind without lines
  money::Rupiah jumlah;                            // gross, the sum of rincian where there are any
  money::Rupiah potongan;                          // deductions of the SPM; net = jumlah - potongan
  money::Rupiah pendapatan_hibah;                  // kSphl only: grant money received with it
  std::optional<period::Tanggal> tagihan_lengkap;  // when its papers were complete
  std::optional<period::Tanggal> berlaku_sampai;   // no step after that day; unset: no end
  StatusTagihan status = StatusTagihan::kDraft;
  std::vector<Rincian> dibayar;  // what the SP2D paid, gross; at most `rincian`, line by line
  std::vector<Langkah> langkah;  // from kDraft on

  bool operator==(const Tagihan&) const = default;
};

// The last step to `status`; null when it was not reached.
const Langkah* LangkahKe(const Tagihan& tagihan, StatusTagihan status);

// ---- Setoran, koreksi, periode
// -------------------------------------------------------------------

enum class JenisSetoran {
  kPengembalian,  // spending of this year paid back; takes from a transaction, line by line
  kSetoranUp,
  kSetoranTup,
  kRetur,       // a transfer that came back; the realisasi stays
  kBayarRetur,  // the same, paid again
};

struct Setoran {
  std::string id;
  int32_t tahun = 0;
  JenisSetoran jenis = JenisSetoran::kPengembalian;
  int64_t acuan =
      0;  // transaction of the payment (kPengembalian, kRetur), of the retur (kBayarRetur)
  std::vector<Rincian> rincian;  // kPengembalian only
  money::Rupiah jumlah;          // the sum of rincian where there are any
  std::string nomor_bukti;       // NTPN or the like
  period::Tanggal tanggal = period::Tanggal::FromEpochDays(0);
  std::string keterangan;
  int64_t transaksi = 0;
  Pencatat pencatat;

  bool operator==(const Setoran&) const = default;
};

// Undoes one transaction and puts another in its place.
struct Koreksi {
  std::string id;
  int32_t tahun = 0;
  int64_t acuan = 0;  // what is undone: a kSaldoImpor, kSp2dImpor, kSp2d, kKoreksi or a setoran's
  period::Tanggal tanggal = period::Tanggal::FromEpochDays(0);  // in an open month
  std::string alasan;
  // In place of what is left of it. A payment keeps its total (treasury rule: correction of an SPM
  // moves money between lines, never changes it); a kSp2dImpor may shrink, or go; a kSaldoImpor and
  // a setoran go whole.
  std::vector<Rincian> pengganti;
  StatusUsulan status = StatusUsulan::kDiusulkan;
  Pencatat pengusul;
  std::optional<Pencatat> pemutus;
  std::string alasan_putusan;
  int64_t pembalik = 0;   // transactions; 0 before approval
  int64_t transaksi = 0;  // 0 also where nothing stands in its place

  bool operator==(const Koreksi&) const = default;
};

enum class StatusPeriode { kTerbuka, kTutup };

// Sums over the office's lines when a month was closed.
struct Neraca {
  int64_t nomor = 0;  // last transaction of the journal then
  Saldo total;        // over all lines
  Kas kas;
  money::Rupiah realisasi_bulan;   // dated in the month
  money::Rupiah realisasi_sampai;  // dated up to its end

  bool operator==(const Neraca&) const = default;
};

// One closing or reopening of a month.
struct AktaPeriode {
  int32_t bulan = 0;  // 1..12
  StatusPeriode menjadi = StatusPeriode::kTutup;
  period::Tanggal tanggal = period::Tanggal::FromEpochDays(0);  // of the treasurer's book closing
  std::string alasan;                                           // of a reopening
  std::string pembukaan;         // id of the request that a reopening follows
  std::optional<Neraca> neraca;  // of a closing
  Pencatat oleh;

  bool operator==(const AktaPeriode&) const = default;
};

// A request to reopen a closed month.
struct Pembukaan {
  std::string id;
  int32_t tahun = 0;
  int32_t bulan = 0;
  std::string alasan;
  StatusUsulan status = StatusUsulan::kDiusulkan;
  Pencatat pengusul;
  std::optional<Pencatat> pemutus;
  std::string alasan_putusan;

  bool operator==(const Pembukaan&) const = default;
};

using BulanTutup = std::array<bool, 12>;  // [0] is January

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_DOKUMEN_H_
