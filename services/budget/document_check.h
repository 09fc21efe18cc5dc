#ifndef SAKIP_SERVICES_BUDGET_DOCUMENT_CHECK_H_
#define SAKIP_SERVICES_BUDGET_DOCUMENT_CHECK_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/fault/fault.h"
#include "services/budget/buku.h"
#include "services/budget/refusals.h"

// What the documents of an office-year have in common: ids, dates, amounts by line, numbers. Pure.
namespace sakip::budget {

// A document's id begins with its year, "2017-gaji-01": a step that names only the id finds its
// office-year by it.
void CheckIdTahun(const std::string& id, int32_t tahun, const std::string& field,
                  fault::Violations* violations);

// A date in the fiscal year and not after today.
void CheckTanggal(period::Tanggal tanggal, int32_t tahun, period::Tanggal hari_ini,
                  const std::string& field, fault::Violations* violations);

// An amount that somebody entered: 1 to kRupiahMax.
void CheckJumlah(money::Rupiah jumlah, const std::string& field, fault::Violations* violations);

// One line twice, a line of another year, an amount or a total that is not 1 to kRupiahMax. `field`
// is the list's, "tagihan.rincian". That there are any is the caller's to check.
void CheckRincian(const std::vector<Rincian>& rincian, int32_t tahun, const std::string& field,
                  fault::Violations* violations);

// OUT_OF_RANGE when the sum leaves int64.
absl::StatusOr<money::Rupiah> Jumlah(const std::vector<Rincian>& rincian);

// UNKNOWN_REFERENCE naming every line that is not stored.
absl::Status CheckBarisAda(const Buku& buku, const std::vector<Rincian>& rincian,
                           const std::string& field);

bool MemuatBaris(const std::vector<Rincian>& rincian, const std::string& pagu);

// WRONG_STATE for a komitmen that was released or has expired.
absl::Status CheckKomitmenAktif(const Komitmen& komitmen);

// PAGU_EXCEEDED naming every line whose TERSEDIA is less than what is asked of it; metadata of the
// first as in Ledger::Catat.
absl::Status CheckTersedia(const Buku& buku, const std::vector<Rincian>& rincian,
                           const std::string& field);

// ALREADY_EXISTS (metadata document, field) when a document of the office-year bears the number.
absl::Status CheckNomor(const Buku& buku, const Nomor& nomor, const std::string& field);

absl::Status TidakAda(std::string_view jenis, const std::string& id);  // NOT_FOUND

// Compares a document that is sent again with the stored one of its id.
class Perbandingan {
 public:
  // `path` begins each field, "tagihan."; `id` is named in the refusal.
  Perbandingan(std::string path, std::string id)
      : path_(std::move(path)), id_(std::move(id)), refusals_(fault::Reason::kAlreadyExists) {}

  void Isian(bool sama, std::string_view field);
  // OK when all was the same; else ALREADY_EXISTS (metadata document, field) with every difference.
  absl::Status ToStatus() const { return refusals_.ToStatus(); }

 private:
  std::string path_;
  std::string id_;
  Refusals refusals_;
};

// Notes the duty in `perubahan` unless it is known of the actor already.
void CatatTugas(const Buku& buku, const Pelaku& pelaku, Tugas tugas, Perubahan* perubahan);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_DOCUMENT_CHECK_H_
