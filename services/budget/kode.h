#ifndef SAKIP_SERVICES_BUDGET_KODE_H_
#define SAKIP_SERVICES_BUDGET_KODE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/fault/fault.h"
#include "services/budget/pagu.h"

// The code of a line, 076.01.<program>.<kegiatan>.<output>.<ro>.<komponen>.<subkomponen>.<akun>, in
// both generations: to 2020 program of two digits, output and suboutput of three digits; from 2021
// (redesign of the planning and budgeting system) program of two capital letters, output is a KRO
// of three capital letters, RO of three digits. Pure.
namespace sakip::budget {

// Bagian anggaran of KPU and its only eselon I, which begin every full code.
inline constexpr std::string_view kBagianAnggaran = "076.01";

enum class Generasi { kSampai2020, kDari2021 };
Generasi GenerasiOf(int32_t tahun);

// "076.01.01.3355.003.001.051.A.521211", as deep as the line goes.
std::string KodePenuh(const Pagu& pagu);

// nullopt for an akun of another kind than 51, 52, 53, 57, and for an empty one.
std::optional<JenisBelanja> JenisBelanjaOf(std::string_view akun);
std::string_view KodeOf(JenisBelanja jenis);  // "51"
std::string_view Nama(JenisBelanja jenis);    // "Belanja Pegawai"
std::optional<JenisBelanja> ParseJenisBelanja(std::string_view kode);
std::string_view Nama(SumberDana sumber);  // "RM"
std::optional<SumberDana> ParseSumberDana(std::string_view nama);

// The id that the line's codes make, without a sumber dana at the end.
std::string IdDariKode(const Pagu& pagu);

// Everything that is wrong with the codes of one line, whatever is registered; `path` begins each
// field, "pagu[3].". A part below an empty one; parts that have not the form of the year's
// generation; an akun that is not six digits or not of a jenis belanja; an id that is not the
// codes'. Lines that go no deeper than the output may have deeper codes in their id alone, as
// earlier imports did.
void CheckKode(const Pagu& pagu, const std::string& path, fault::Violations* violations);

// Old codes and the new ones that took their place, for comparing years. One old code has one new
// one; several old ones may share it. National data.
struct Padanan {
  std::string lama;  // code to 2020 of a program, kegiatan or output: "01", "3355", "3355.003"
  std::string baru;  // code from 2021 of the same level: "WA", "3355", "3355.EBA"
  std::string keterangan;

  bool operator==(const Padanan&) const = default;
};

class DaftarPadanan {
 public:
  // INVALID_FIELD for a code given twice or of another level than its counterpart.
  static absl::StatusOr<DaftarPadanan> Of(const std::vector<Padanan>& padanan);

  // The code of generation `ke` that `kode` of `dari` became, or itself within one generation. The
  // longest known part counts: an output without a row of its own follows its kegiatan only in
  // name, so it is nullopt. Backwards only where one old code stands for it.
  std::optional<std::string> Cari(std::string_view kode, Generasi dari, Generasi ke) const;

 private:
  std::map<std::string, std::string, std::less<>> baru_;
  std::multimap<std::string, std::string, std::less<>> lama_;
};

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_KODE_H_
