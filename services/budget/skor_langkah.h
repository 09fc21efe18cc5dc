#ifndef SAKIP_SERVICES_BUDGET_SKOR_LANGKAH_H_
#define SAKIP_SERVICES_BUDGET_SKOR_LANGKAH_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/fault/fault.h"
#include "common/money/money.h"
#include "common/ratio/ratio.h"
#include "services/budget/skor.h"

// How a score is built up, step by step. For ikpa.cc and nka.cc. Pure; thread-safe.
namespace sakip::budget {

NilaiKomponen Terhitung(ratio::Ratio nilai);
NilaiKomponen TanpaNilai(StatusKomponen status, std::string alasan);
NilaiKomponen DariLuar(const NilaiDiberikan& diberikan);

// Adds what is wrong with a given value: not 0..100, or a value that does not apply.
void CheckDiberikan(const std::string& field, const NilaiDiberikan& diberikan,
                    fault::Violations& violations);

// Ends a component: takes the steps out of `skor`.
NilaiKomponen Selesai(NilaiKomponen nilai, Skor& skor);

ratio::Ratio Seratus();                       // 100
bool DalamPersen(const ratio::Ratio& value);  // 0..100

// What a component is in a rule set.
struct BobotSkor {
  std::string kode;
  std::string nama;
  ratio::Ratio bobot;  // percent of the aspek
};

struct AspekSkor {
  std::string nama;    // empty for the only aspek of a score
  ratio::Ratio bobot;  // percent of the whole
  std::vector<BobotSkor> komponen;
};

// Σ(bobot × nilai) / Σ bobot over the components that have a value, in each aspek and then over the
// aspek that have one, less `pengurang`, at least 0. `nama` names the last steps: "IKPA". `nilai`
// holds one value for each component, in the order of `aspek`.
void Gabungkan(std::string_view nama, const std::vector<AspekSkor>& aspek,
               const std::vector<NilaiKomponen>& nilai, const ratio::Ratio& pengurang, Skor& skor);

// The steps of one calculation, put into skor.langkah. Each Tambah answers its hasil.
MasukanSkor Masukan(std::string nama, ratio::Ratio nilai);
MasukanSkor Masukan(std::string nama, money::Rupiah nilai);
ratio::Ratio Tambah(Skor& skor, std::string nama, std::string rumus,
                    std::vector<MasukanSkor> masukan, ratio::Ratio hasil);
ratio::Ratio TambahJumlah(Skor& skor, std::string nama, std::vector<MasukanSkor> masukan);
// The arithmetic mean; `masukan` is not empty.
ratio::Ratio TambahRata(Skor& skor, std::string nama, std::vector<MasukanSkor> masukan);
// Σ(bobot × nilai) / Σ bobot; as many of each, Σ bobot above 0.
ratio::Ratio TambahRataTertimbang(Skor& skor, std::string nama,
                                  const std::vector<MasukanSkor>& bobot,
                                  const std::vector<MasukanSkor>& nilai);

// A name that a rumus can hold: blanks become '_'.
std::string Pengenal(std::string_view nama);

inline constexpr int kDesimalGeometrik = 20;

// The n-th root of the product of n values, cut to kDesimalGeometrik decimals: such a root is
// rarely rational, so it is taken with integers, the same on every machine and for every order of
// the values; a root that ends is exact. INVALID_ARGUMENT without values or for one below 0.
absl::StatusOr<ratio::Ratio> RerataGeometrik(const std::vector<ratio::Ratio>& values);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_SKOR_LANGKAH_H_
