#ifndef SAKIP_SERVICES_BUDGET_TAGIHAN_LANGKAH_H_
#define SAKIP_SERVICES_BUDGET_TAGIHAN_LANGKAH_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/fault/fault.h"
#include "services/budget/buku.h"
#include "services/budget/tagihan.h"

// What the steps of a bill have in common; for tagihan.cc alone. Pure.
namespace sakip::budget {

// What a step is. Unset `dari`: it follows every state that is not an end.
struct Aturan {
  std::optional<StatusTagihan> dari;
  StatusTagihan menjadi = StatusTagihan::kDraft;
  JenisTransaksi jenis = JenisTransaksi::kSpp;
  std::optional<JenisNomor> nomor;  // unset: it bears none
  std::optional<Tugas> tugas;       // unset: nobody in particular
};

// What a step is decided on; refers to what outlives the decision.
struct Konteks {
  const Buku& buku;
  const Pelaku& pelaku;
  const IsiLangkah& isi;
  const Aturan& aturan;
};

// INVALID_FIELD with what `violations` holds already and what is wrong in `isi`; then WRONG_STATE,
// DOCUMENT_EXPIRED.
absl::Status CheckLangkah(const Konteks& k, const Tagihan& tagihan, fault::Violations* violations);

// DUTY_CONFLICT, then ALREADY_EXISTS for the number.
absl::Status CheckPetugas(const Konteks& k, const Tagihan& tagihan);

// DUTY_CONFLICT when the actor is not among those who reject or withdraw a bill in its state; see
// TolakTagihan.
absl::Status CheckPenolak(const Pelaku& pelaku, const Tagihan& tagihan);

// Where the reservation of a bill in this state is held; nullopt when it has none.
std::optional<Akun> Penampung(const Tagihan& tagihan);

// 0 for a line that is not there.
money::Rupiah PadaBaris(const std::vector<Rincian>& rincian, const std::string& pagu);

// AMOUNT_EXCEEDED naming every entry of `rincian` that is more than `ada` has on its line;
// `pemilik` is the id of the document that has it.
absl::Status CheckCukup(const std::vector<Rincian>& rincian, const std::vector<Rincian>& ada,
                        const std::string& pemilik, const std::string& field);

// One write in the making: the ledger, and the new versions of the documents that change.
class Penulisan {
 public:
  // `buku` outlives it.
  explicit Penulisan(const Buku& buku) : buku_(&buku), ledger_(LedgerOf(buku)) {}

  // The komitmen as it stands in this write; null when the bill has none.
  const Komitmen* KomitmenOf(const Tagihan& tagihan);

  // Reserves the bill's lines in SPP, from its komitmen or from the lines, which have as much.
  absl::Status Cadangkan(const Tagihan& tagihan, Susunan* susunan);

  // Gives `rincian` back from `dari` to where it came from: the bill's komitmen while that is
  // active, else TERSEDIA.
  absl::Status Kembalikan(const Tagihan& tagihan, Akun dari, const std::vector<Rincian>& rincian,
                          Susunan* susunan);

  // Gives back what an expired komitmen still binds; `susunan` comes empty, and stays so when it
  // binds nothing.
  void Akhiri(const std::string& komitmen, Susunan* susunan);

  // The number of the transaction, which every komitmen changed since the last one is told; 0 when
  // `susunan` is empty: nothing is written then.
  absl::StatusOr<int64_t> Catat(JenisTransaksi jenis, const std::string& dokumen,
                                period::Tanggal tanggal, Susunan susunan);

  // The bill as it is after one more step.
  void Tambah(Tagihan tagihan, Langkah langkah);

  Perubahan Selesai() &&;

 private:
  struct Salinan {
    Komitmen komitmen;
    bool berubah = false;
    bool belum_dicatat = false;
  };

  Salinan& SalinanOf(const std::string& id);

  const Buku* buku_;
  Ledger ledger_;
  std::vector<Tagihan> tagihan_;
  std::map<std::string, Salinan> komitmen_;
};

// Writes the step with what `susunan` moves, entered under `dibukukan`.
absl::StatusOr<Perubahan> Tulis(const Konteks& k, const Tagihan& tagihan, period::Tanggal dibukukan,
                                Susunan susunan, std::string alasan, Penulisan penulisan);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_TAGIHAN_LANGKAH_H_
