#ifndef SAKIP_SERVICES_BUDGET_NOMOR_SP2D_H_
#define SAKIP_SERVICES_BUDGET_NOMOR_SP2D_H_

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/budget/buku.h"
#include "services/budget/refusals.h"

// Postings of one SP2D share its number, a line each, all of one date; and a number that a bill
// bears has been paid by it already. Pure.
namespace sakip::budget {

// What begins the name of a number's bearer that is a posting; of any other it is the bare id.
inline constexpr std::string_view kMilikRealisasi = "realisasiAnggaran/";

// The numbers that `realisasi` bears: the SP2D's, and that number on its line. None of a total
// without documents.
std::vector<Nomor> NomorDari(const Realisasi& realisasi);

// The numbers in use in an office-year, and by the postings taken since. `buku` and the postings
// outlive it.
class NomorSp2d {
 public:
  explicit NomorSp2d(const Buku& buku) : buku_(buku) {}

  // Adds to `refusals` (of ALREADY_EXISTS) what keeps a new posting from its number; `path` begins
  // the field, "realisasi.". `satker` for names.
  void Check(const Realisasi& realisasi, std::string_view satker, const std::string& path,
             Refusals* refusals) const;
  void Ambil(const Realisasi& realisasi);

  // What the postings taken use newly, each once, and the posting that does.
  std::vector<std::pair<Nomor, std::string>> Baru() const;

 private:
  // nullptr when no posting bears it.
  const Realisasi* Pemegang(const Nomor& nomor) const;

  const Buku& buku_;
  std::map<Nomor, const Realisasi*> baru_;
};

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_NOMOR_SP2D_H_
