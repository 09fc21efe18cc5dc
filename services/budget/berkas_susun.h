#ifndef SAKIP_SERVICES_BUDGET_BERKAS_SUSUN_H_
#define SAKIP_SERVICES_BUDGET_BERKAS_SUSUN_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/budget/berkas.h"
#include "services/budget/buku.h"

// From the rows of a file to a revisi, and to payments. Pure.
namespace sakip::budget {

// ---- POK ---------------------------------------------------------------------------------------

struct RevisiBerkas {
  Revisi revisi;
  std::vector<int> nomor;  // row of the file that each line of it came from
};

// `kepala` with the lines of the file that differ from what `buku`, with all its lines, has. An
// empty label, lokasi or KPPN stands for the stored one. A stored line that the file lacks is
// INVALID_FIELD unless its pagu is 0, and so is a new line without a label. Where the revisi was
// approved already and the file says what is stored, its lines are the stored ones.
absl::StatusOr<RevisiBerkas> SusunRevisi(const Buku& buku, Revisi kepala, const IsiBerkas& isi);

// Refusals of "revisi.baris[3].jumlah" as those of "berkas[12].jumlah".
absl::Status DenganBaris(const absl::Status& status, const std::vector<int>& nomor, bool satu_kode);

// ---- SP2D --------------------------------------------------------------------------------------

// The rows of one SP2D, by their places in IsiBerkas::baris.
struct Sp2dBerkas {
  std::string nomor;      // empty: a row that does not say, alone
  std::string nomor_spm;  // empty: not given
  period::Tanggal tanggal = period::Tanggal::FromEpochDays(0);
  std::vector<size_t> baris;
  bool sah = true;  // every row is
};

// In the order of the file. A row whose date or SPM differs from that of its SP2D's first row is
// wrong, too.
std::vector<Sp2dBerkas> Kelompokkan(IsiBerkas* isi);

// Of all of them: their possible lines, and who bears their numbers.
Kebutuhan KebutuhanOf(const IsiBerkas& isi, const std::vector<Sp2dBerkas>& daftar);

// What one SP2D pays.
struct Bayaran {
  std::string nomor;
  period::Tanggal tanggal = period::Tanggal::FromEpochDays(0);
  std::string tagihan;                     // id of the bill it pays; empty: postings of its own
  std::vector<Realisasi> realisasi;        // one for each line, its rows added up
  std::vector<std::vector<size_t>> baris;  // rows of each, places as above
};

// `buku` was loaded with KebutuhanOf. The bill is the one that bears the SP2D already, else the one
// that bears the SPM, in whatever state. UNKNOWN_REFERENCE and INVALID_FIELD (PenentuBaris) name
// "baris[0].pagu", the place in `sp2d.baris`.
absl::StatusOr<Bayaran> SusunBayaran(const Buku& buku, const IsiBerkas& isi,
                                     const Sp2dBerkas& sp2d);

// The id of a posting, for ever the same: "2017-sp2d-170341302000123-01.3355.003". What is no
// letter or digit in the number becomes '-', with a digest of the whole behind it.
std::string IdRealisasiSp2d(std::string_view nomor, const std::string& pagu);

Kebutuhan KebutuhanOf(const Bayaran& bayaran);

// Of a bill what CatatSp2d decides, and INVALID_FIELD unless the lines and amounts are the bill's;
// else what Decide does. Nothing to write when it is stored with the same content; ALREADY_EXISTS
// for other content.
absl::StatusOr<Perubahan> PutuskanBayaran(const Buku& buku, const Pelaku& pelaku,
                                          std::string_view satker, const Bayaran& bayaran);

// A refusal of SusunBayaran or PutuskanBayaran by row and column; a refusal that names no field is
// of the first row.
std::vector<SalahBaris> SalahDari(const fault::Fault& fault, const IsiBerkas& isi,
                                  const Sp2dBerkas& sp2d, const Bayaran& bayaran);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_BERKAS_SUSUN_H_
