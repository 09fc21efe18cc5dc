#ifndef SAKIP_SERVICES_BUDGET_NKA_H_
#define SAKIP_SERVICES_BUDGET_NKA_H_

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/money/money.h"
#include "common/ratio/ratio.h"
#include "services/budget/skor.h"

// Nilai Kinerja Anggaran of one office and fiscal year. Pure; thread-safe. Sources: PMK 22/2021 and
// PMK 62/2023. Facts are rupiah and volumes: no percentage can be fed into a formula by mistake.
namespace sakip::budget {

enum class KomponenNka {
  kPenyerapan,
  kKonsistensi,
  kCapaianRo,
  kEfisiensi,
  kEfisiensiSbk,
  kIkpa,
};

std::string_view KodeOf(KomponenNka komponen);
std::string_view NamaOf(KomponenNka komponen);

struct BobotNka {
  KomponenNka komponen = KomponenNka::kPenyerapan;
  ratio::Ratio bobot;  // percent of the aspek
};

struct AspekNka {
  std::string nama;
  ratio::Ratio bobot;              // percent of the whole
  std::vector<BobotNka> komponen;  // sum to 100
};

enum class AgregasiRo { kRerataGeometrik, kRerata };

// What an RO is that had no case.
enum class RoTanpaKasus {
  kDikeluarkan,  // left out of capaian and efisiensi, with its pagu and realisasi
  kNol,          // capaian 0
};

struct NkaRules {
  std::string id;  // "nka-2021@<first 12 hex digits of the SHA-256 of its file>"
  int tahun_dari = 0;
  std::optional<int> tahun_sampai;  // inclusive; unset: still in force
  std::vector<AspekNka> aspek;      // sum to 100
  AgregasiRo agregasi_ro = AgregasiRo::kRerataGeometrik;
  RoTanpaKasus tanpa_kasus = RoTanpaKasus::kDikeluarkan;
  ratio::Ratio batas_capaian_ro;  // percent, up to 100: the most that one RO counts
  ratio::Ratio batas_efisiensi;   // percent: efisiensi counts between -this and this
};

// INVALID_ARGUMENT with the first thing wrong.
absl::Status CheckRules(const NkaRules& rules);

enum class StatusRo {
  kTerukur,
  kTanpaKasus,
  kBelumDilaporkan,
};

// One rincian output.
struct RoNka {
  std::string kode;  // letters, digits and dots: "3355.003"
  StatusRo status = StatusRo::kTerukur;
  ratio::Ratio target;  // volume
  ratio::Ratio volume;  // realised; read when kTerukur
  money::Rupiah pagu;   // in force
  money::Rupiah realisasi;
};

struct FaktaNka {
  int sampai_bulan = 12;                      // 1..12, for konsistensi; later months do not count
  std::vector<RoNka> ro;                      // in any order, each code once
  std::array<money::Rupiah, 12> rpd{};        // halaman III of the office, January first
  std::array<money::Rupiah, 12> realisasi{};  // of the month alone, net of returns
  NilaiDiberikan efisiensi_sbk;
  NilaiDiberikan ikpa;
};

// - Penyerapan: Σ realisasi / Σ pagu × 100 over all RO, within 0..100.
// - Konsistensi: mean over the months of (RPD − |RPD − RA|) / RPD × 100, both from January on, at
//   least 0; a month with neither plan nor spending is left out, one with spending and no plan is
//   0.
// - Capaian RO: mean, as the rule set says, of volume / target × 100, at most batas_capaian_ro. An
//   RO with target 0 is left out with a note; one not reported leaves capaian and efisiensi without
//   value, for it is neither 0 nor done.
// - Efisiensi: E = (S − Σ realisasi) / S × 100 with S = Σ(pagu × capaian), over the RO that count,
//   within ± batas_efisiensi; its value 50 + E / batas_efisiensi × 50.
// - The others as given. The total as in Gabungkan.
// INVALID_FIELD with every violation of `fakta`; fields are named as in FaktaNka.
absl::StatusOr<Skor> HitungNka(const NkaRules& rules, const FaktaNka& fakta);

// The total of components that are known already; a component that is not in `nilai` is kBelumAda.
Skor TotalNka(const NkaRules& rules, const std::map<KomponenNka, NilaiKomponen>& nilai,
              Skor skor = {});

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_NKA_H_
