#ifndef SAKIP_SERVICES_BUDGET_IKPA_H_
#define SAKIP_SERVICES_BUDGET_IKPA_H_

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/money/money.h"
#include "common/ratio/ratio.h"
#include "services/budget/skor.h"

// Indikator Kinerja Pelaksanaan Anggaran of one office and fiscal year, up to the end of one month.
// Pure; thread-safe. Sources: PER-5/PB/2022 and PER-5/PB/2024 of the Director General of Treasury.
namespace sakip::budget {

enum class IndikatorIkpa {
  kRevisiDipa,
  kDeviasiHalamanIii,
  kPenyerapanAnggaran,
  kBelanjaKontraktual,
  kPenyelesaianTagihan,
  kUpTup,
  kDispensasiSpm,
  kCapaianOutput,
};

std::string_view KodeOf(IndikatorIkpa indikator);  // "DEVIASI_HALAMAN_III"
std::string_view NamaOf(IndikatorIkpa indikator);  // "Deviasi Halaman III DIPA"

// Which share each jenis belanja has in a mean over them.
enum class RataJenis {
  kPagu,  // that of its pagu in the month
  kSama,  // the same for each that has pagu
};

struct BobotIkpa {
  IndikatorIkpa indikator = IndikatorIkpa::kRevisiDipa;
  ratio::Ratio bobot;  // percent
};

struct IkpaRules {
  std::string id;  // "ikpa-2024@<first 12 hex digits of the SHA-256 of its file>"
  int tahun_dari = 0;
  std::optional<int> tahun_sampai;    // inclusive; unset: still in force
  std::vector<BobotIkpa> bobot;       // sum to 100
  int kuota_revisi = 1;               // counted revisions of one quarter that cost nothing
  std::set<std::string> kode_revisi;  // the treasury's codes of those that count
  ratio::Ratio toleransi_deviasi;     // percent: a mean deviation up to this scores 100
  ratio::Ratio batas_deviasi;         // percent: the most one month of one jenis belanja deviates
  RataJenis rata_jenis = RataJenis::kPagu;
  // By jenis belanja (51, 52, 53, 57), the only ones scored: percent of pagu to be spent by the end
  // of TW I to IV.
  std::map<int, std::array<ratio::Ratio, 4>> target_penyerapan;
  bool dispensasi_mengurangi = false;  // points are taken from the total; it has no bobot then
};

// INVALID_ARGUMENT with the first thing wrong.
absl::Status CheckRules(const IkpaRules& rules);

// One jenis belanja, January first. Whole rupiah.
struct BelanjaIkpa {
  int jenis = 0;                              // first two digits of its akun
  std::array<money::Rupiah, 12> pagu{};       // in force at the end of the month
  std::array<money::Rupiah, 12> rpd{};        // halaman III as in force for the month
  std::array<money::Rupiah, 12> realisasi{};  // of the month alone, net of returns: may be negative
};

struct FaktaIkpa {
  int sampai_bulan = 12;  // 1..12; later months do not count
  // Revisions of each quarter that count: with unchanged pagu, approved by the Ministry of Finance,
  // under one of kode_revisi.
  std::array<int, 4> revisi{};
  std::vector<BelanjaIkpa> belanja;  // in any order, each jenis once
  // What the ledger cannot know: values of 0..100.
  NilaiDiberikan belanja_kontraktual;
  NilaiDiberikan penyelesaian_tagihan;
  NilaiDiberikan up_tup;
  NilaiDiberikan capaian_output;
  NilaiDiberikan dispensasi_spm;                     // where the rule set weighs it
  std::optional<ratio::Ratio> pengurang_dispensasi;  // 0..100, where the rule set subtracts it
};

// - Revisi DIPA: mean over the quarters that have begun of kuota / revisions, at most 100.
// - Deviasi halaman III: per month and jenis |RA − RPD| / RPD, at most batas_deviasi; money spent
//   without a plan deviates by that much, neither plan nor spending by 0; mean over the jenis with
//   pagu, then over the months; 100 less that, or 100 up to the tolerance.
// - Penyerapan: per finished quarter and jenis RA / (pagu × target), at most 100; mean over the
//   jenis with pagu, then over the quarters.
// - The others as given. The total as in Gabungkan.
// INVALID_FIELD with every violation of `fakta`; fields are named as in FaktaIkpa.
absl::StatusOr<Skor> HitungIkpa(const IkpaRules& rules, const FaktaIkpa& fakta);

// The total of components that are known already; a component that is not in `nilai` is kBelumAda.
Skor TotalIkpa(const IkpaRules& rules, const std::map<IndikatorIkpa, NilaiKomponen>& nilai,
               const ratio::Ratio& pengurang, Skor skor = {});

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_IKPA_H_
