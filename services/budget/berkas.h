#ifndef SAKIP_SERVICES_BUDGET_BERKAS_H_
#define SAKIP_SERVICES_BUDGET_BERKAS_H_

#include <cstddef>
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
#include "services/budget/pagu.h"

// Files of other systems, from rows of text cells to budget lines and payments. docs/BERKAS.md has
// the columns. Nothing is guessed: amounts are plain digits, codes and numbers of documents are
// text. Pure.
namespace sakip::budget {

enum class JenisBerkas { kPok, kSp2d, kPembanding };

// Rows below the heading that one call takes: of a POK what a revisi may have, of payments what
// one transaction of the store may write.
size_t BarisMax(JenisBerkas jenis);

// Which heading of the file is which column.
struct PetaKolom {
  std::string kolom;
  std::string judul;
};

// How headings are compared: lower case, one blank between words; '_' is a blank.
std::string JudulBaku(std::string_view judul);

// One wrong cell, or with an empty `kolom` a wrong row.
struct SalahBaris {
  int baris = 0;
  std::string kolom;
  std::string english;
  std::string indonesian;

  bool operator==(const SalahBaris&) const = default;
};

// "berkas[12].jumlah"; "berkas[12]" without a column, "berkas" without a row.
std::string JalurBaris(int baris, std::string_view kolom);

// One row; what is wrong in it is left empty.
struct BarisBerkas {
  int nomor = 0;    // in the file, from 1
  bool sah = true;  // nothing is wrong with it by itself
  // Codes, amount, and of a POK the labels. The id is that of the codes without a sumber dana:
  // which stored line it is tells CariBaris.
  Pagu pagu;
  std::optional<SumberDana> sumber_dana;  // unset: the file does not say
  // Of a payment.
  std::string nomor_sp2d;
  std::string nomor_spm;  // empty: not given
  period::Tanggal tanggal = period::Tanggal::FromEpochDays(0);
  std::string keterangan;
};

struct IsiBerkas {
  std::vector<BarisBerkas> baris;  // wrong ones included
  std::vector<SalahBaris> salah;
  bool satu_kode = false;  // the codes came in one column "kode"
};

// Reads a CSV or XLSX. INVALID_FIELD for what the reader of sheets refuses (common/sheet/sheet.h),
// a column map that names no column of the kind or one twice, missing and double headings, more
// rows than BarisMax. What is wrong in single rows stands in `salah`: wrong types and forms,
// amounts below 1 (of a payment) or 0, or above 10^15, dates outside `tahun` or after `hari_ini`,
// codes of the wrong generation, of a POK and of figures one line twice.
absl::StatusOr<IsiBerkas> BacaBerkas(JenisBerkas jenis, int32_t tahun, period::Tanggal hari_ini,
                                     std::string_view isi, bool xlsx,
                                     const std::vector<PetaKolom>& peta);

// INVALID_FIELD with every wrong row; OK when there is none.
absl::Status SalahToStatus(const std::vector<SalahBaris>& salah);

// Column that a field of Pagu came from: "output" of "kode_output", or "kode".
std::string KolomOf(std::string_view field, bool satu_kode);

// The ids that a row's line may have: of its codes, with each sumber dana behind it, and bare.
std::vector<std::string> CalonBaris(const BarisBerkas& baris);

// Tells which line a row is of. Stored lines are in `buku` as far as CalonBaris names them.
class PenentuBaris {
 public:
  // `buku` outlives it.
  explicit PenentuBaris(const Buku& buku) : buku_(buku) {}

  // The stored line. UNKNOWN_REFERENCE when there is none; INVALID_FIELD when the file does not say
  // the sumber dana and several lines have these codes. Fields are columns.
  absl::StatusOr<std::string> Tersimpan(const BarisBerkas& baris) const;

  // The stored line, or the id that a new one gets: bare, unless another sumber dana has that.
  absl::StatusOr<std::string> AtauBaru(const BarisBerkas& baris);

 private:
  const Buku& buku_;
  std::map<std::string, SumberDana> baru_;  // bare ids given to new lines
};

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_BERKAS_H_
