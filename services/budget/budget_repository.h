#ifndef SAKIP_SERVICES_BUDGET_BUDGET_REPOSITORY_H_
#define SAKIP_SERVICES_BUDGET_BUDGET_REPOSITORY_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/store/store.h"
#include "services/budget/budget_records.h"
#include "services/budget/buku.h"
#include "services/budget/decide.h"
#include "services/budget/kode.h"
#include "services/budget/pembanding.h"
#include "services/budget/verify.h"

// Loads and writes the budget of an office. `satker` is an area code, "6474". A record that cannot
// be read, or that another one names and is not there, is DATA_LOSS.
namespace sakip::budget {

// ---- Deciding ----------------------------------------------------------------------------------

// What a decision needs to know (buku.h). A document may be of another year than `tahun`: it is
// loaded as it is. Loading a setoran or koreksi loads the transaction it names with all that refer
// to it; loading a transaction loads the lines it touches.
absl::StatusOr<Buku> LoadBuku(const store::Reader& reader, std::string_view satker, int32_t tahun,
                              const Kebutuhan& kebutuhan);

// What Decide needs for `usulan`: of an import all lines and codes, of a posting its line; the
// postings of those ids; of payments their numbers.
Kebutuhan KebutuhanOf(const Usulan& usulan);
absl::StatusOr<Buku> LoadBuku(const store::Reader& reader, const Usulan& usulan);

// Writes what was decided on a Buku of the same Update, with its place in the hash chain; nothing
// when `perubahan` is empty.
absl::Status Save(store::Txn& txn, std::string_view satker, int32_t tahun,
                  const Perubahan& perubahan, const Pencatat& pencatat, const Sumber& sumber = {});

// ---- Lines and postings ------------------------------------------------------------------------

// At most `size` rows behind the key `after`; `next` is the last one's key, empty at the end.
template <class Row>
struct Halaman {
  std::vector<Row> rows;
  std::string next;
};

// A line with its newest label and its balances; nullopt when there is none.
absl::StatusOr<std::optional<Baris>> FindBaris(const store::Reader& reader, std::string_view satker,
                                               std::string_view id);
absl::StatusOr<Halaman<Baris>> ListBaris(const store::Reader& reader, std::string_view satker,
                                         int32_t tahun, std::string_view after, size_t size);
// All lines of a year, in the order of their ids, and the codes they were entered under.
absl::StatusOr<std::vector<Baris>> LoadBaris(const store::Reader& reader, std::string_view satker,
                                             int32_t tahun);
absl::StatusOr<DaftarKode> LoadKode(const store::Reader& reader, std::string_view satker,
                                    int32_t tahun);

// A posting, its transaction, and its line right after it; nullopt when there is none.
struct HasilRealisasi {
  Realisasi realisasi;
  Baris baris;
  int64_t nomor = 0;
};
absl::StatusOr<std::optional<HasilRealisasi>> FindHasil(const store::Reader& reader,
                                                        std::string_view satker,
                                                        std::string_view id);

// ---- Journal -----------------------------------------------------------------------------------

// With a `pagu` only transactions that touch that line, found without reading the others.
absl::StatusOr<Halaman<JurnalTersimpan>> ListJurnal(const store::Reader& reader,
                                                    std::string_view satker, int32_t tahun,
                                                    std::string_view pagu, std::string_view after,
                                                    size_t size);

// Calls `visit` for each transaction in order, up to number `sampai_nomor` (0: all), until it
// answers an error, which is returned.
using KunjunganJurnal = std::function<absl::Status(const JurnalTersimpan& jurnal)>;
absl::Status LoadJurnal(const store::Reader& reader, std::string_view satker, int32_t tahun,
                        int64_t sampai_nomor, const KunjunganJurnal& visit);
// The same of those that touch one line.
absl::Status LoadJurnalBaris(const store::Reader& reader, std::string_view satker,
                             std::string_view pagu, int64_t sampai_nomor,
                             const KunjunganJurnal& visit);
// The transactions alone, as TutupPeriode wants them.
absl::StatusOr<std::vector<TransaksiJurnal>> LoadTransaksi(const store::Reader& reader,
                                                           std::string_view satker, int32_t tahun);

// nullopt when the journal does not go that far.
absl::StatusOr<std::optional<JurnalTersimpan>> FindJurnal(const store::Reader& reader,
                                                          std::string_view satker, int32_t tahun,
                                                          int64_t nomor);

// Kartu pengawasan: a transaction with the line's balances right before and after it.
struct BarisKartu {
  JurnalTersimpan jurnal;
  Saldo sebelum;
  Saldo sesudah;
};
absl::StatusOr<Halaman<BarisKartu>> ListKartu(const store::Reader& reader, std::string_view satker,
                                              std::string_view pagu, std::string_view after,
                                              size_t size);

// The hash chain right after transaction `nomor`; 0: after the newest. nullopt when the journal
// does not go that far or is empty. Of entries from before there was a chain it is computed.
struct TitikRantai {
  int64_t nomor = 0;
  std::string rantai;  // 32 bytes
  int64_t waktu_us = 0;
};
absl::StatusOr<std::optional<TitikRantai>> GetRantai(const store::Reader& reader,
                                                     std::string_view satker, int32_t tahun,
                                                     int64_t nomor);

// What the office-year stands at. Of an office-year that was last written to before there were
// heads it is computed from the journal.
absl::StatusOr<Kepala> LoadKepala(const store::Reader& reader, std::string_view satker,
                                  int32_t tahun);

// ---- Documents ---------------------------------------------------------------------------------

// The newest version; nullopt when there is none. Row types of the three templates here: Tagihan,
// Komitmen, Revisi, Setoran, Koreksi, Pembukaan.
template <class Dokumen>
absl::StatusOr<std::optional<Dokumen>> FindDokumen(const store::Reader& reader,
                                                   std::string_view satker, std::string_view id);
// Newest versions of all of a year, by id.
template <class Dokumen>
absl::StatusOr<Halaman<Dokumen>> ListDokumen(const store::Reader& reader, std::string_view satker,
                                             int32_t tahun, std::string_view after, size_t size);
template <class Dokumen>
absl::StatusOr<std::vector<Dokumen>> LoadDokumen(const store::Reader& reader,
                                                 std::string_view satker, int32_t tahun);
// Every version, the oldest first; empty when there is none.
template <class Dokumen>
absl::StatusOr<std::vector<Dokumen>> LoadVersi(const store::Reader& reader, std::string_view satker,
                                               std::string_view id);

// Tagihan and komitmen that are not finished, by id.
struct BelumSelesai {
  std::vector<Tagihan> tagihan;
  std::vector<Komitmen> komitmen;
};
absl::StatusOr<BelumSelesai> LoadBelumSelesai(const store::Reader& reader, std::string_view satker,
                                              int32_t tahun);

// Halaman III in force at the end of `per_tanggal`, and the id of the approved revisi that set it;
// empty when none did.
struct RencanaBerlaku {
  std::string revisi;
  std::vector<RencanaPenarikan> rencana;
};
absl::StatusOr<RencanaBerlaku> LoadRencana(const store::Reader& reader, std::string_view satker,
                                           int32_t tahun, period::Tanggal per_tanggal);

// The approved revisi of that number, by its id; empty when there is none.
absl::StatusOr<std::map<std::string, Revisi>> LoadRevisiNomor(const store::Reader& reader,
                                                              std::string_view satker,
                                                              int32_t tahun, int32_t nomor);

// Closings and reopenings of a year in the order they were written.
absl::StatusOr<std::vector<AktaPeriode>> LoadPeriode(const store::Reader& reader,
                                                     std::string_view satker, int32_t tahun);

// ---- Crosswalk and reconciliation --------------------------------------------------------------

// By old code. National.
absl::StatusOr<std::vector<Padanan>> LoadPadanan(const store::Reader& reader);
absl::StatusOr<std::optional<Padanan>> FindPadanan(const store::Reader& reader,
                                                   std::string_view lama);
// INTERNAL for a code that is stored already.
absl::Status SavePadanan(store::Txn& txn, const Padanan& padanan);

// By source, day and line.
absl::StatusOr<std::vector<Pembanding>> LoadPembanding(const store::Reader& reader,
                                                       std::string_view satker, int32_t tahun);
absl::StatusOr<std::vector<Pembanding>> LoadPembanding(const store::Reader& reader,
                                                       std::string_view satker, int32_t tahun,
                                                       SumberPembanding sumber,
                                                       period::Tanggal tanggal);
// INTERNAL for a figure of that source, day and line that is stored already.
absl::Status SavePembanding(store::Txn& txn, std::string_view satker, int32_t tahun,
                            const std::vector<Pembanding>& pembanding);

// By line and source; of one line and source in the order they were written.
absl::StatusOr<std::vector<Penjelasan>> LoadPenjelasan(const store::Reader& reader,
                                                       std::string_view satker, int32_t tahun);
absl::Status SavePenjelasan(store::Txn& txn, std::string_view satker, int32_t tahun,
                            const Penjelasan& penjelasan);

// ---- Everything --------------------------------------------------------------------------------

// Everything of an office-year, for Verify.
absl::StatusOr<BukuLengkap> LoadBukuLengkap(const store::Reader& reader, std::string_view satker,
                                            int32_t tahun);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_BUDGET_REPOSITORY_H_
