#include "services/performance/capaian.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace sakip::performance {
namespace {

using ratio::Ratio;

std::string_view Arah(Polaritas polaritas) {
  return polaritas == Polaritas::kMaximize ? "maximize" : "minimize";
}

std::string Satuan(const std::string& satuan) {
  return satuan.empty() ? "tanpa satuan" : absl::StrCat("\"", satuan, "\"");
}

// Why target and realisasi cannot be compared; empty when they can.
std::string WhyMismatch(const nilai::Nilai& target, const std::optional<Ratio>& target_angka,
                        const NilaiTahun& realisasi) {
  if (!target_angka) {
    return absl::StrCat("Target bukan angka: \"", target.raw, "\"");
  }
  if (!realisasi.angka) {
    return realisasi.alasan;
  }
  if (!nilai::SameSatuan(target.satuan, realisasi.nilai.satuan)) {
    return absl::StrCat("Satuan target (", Satuan(target.satuan),
                        ") berbeda dengan satuan realisasi (", Satuan(realisasi.nilai.satuan), ")");
  }
  return "";
}

void Stop(Capaian& capaian, StatusCapaian status, std::string alasan) {
  capaian.status = status;
  capaian.alasan = std::move(alasan);
}

// The state that the realisasi's own status decides; nullopt when it was measured.
std::optional<StatusCapaian> OfRealisasi(StatusRealisasi status) {
  switch (status) {
    case StatusRealisasi::kMeasured:
      return std::nullopt;
    case StatusRealisasi::kNoCase:
      return StatusCapaian::kNoCase;
    case StatusRealisasi::kNotApplicable:
      return StatusCapaian::kNotApplicable;
    case StatusRealisasi::kMissing:
    case StatusRealisasi::kRejected:
      return StatusCapaian::kMissing;
  }
  return StatusCapaian::kMissing;
}

// Sets `mentah` and the steps that lead to it. `target` is above 0.
void Terapkan(Rumus rumus, Polaritas polaritas, const Ratio& target, const NilaiTahun& realisasi,
              Capaian& capaian) {
  const Ratio seratus = Ratio::FromInt(100);
  const std::string t = Angka(target);
  std::string ungkapan;
  std::string_view bentuk;
  Ratio pembilang;
  switch (rumus) {
    case Rumus::kRasio:
      bentuk = "realisasi / target × 100";
      ungkapan = absl::StrCat(realisasi.ungkapan, " / ", t, " × 100");
      pembilang = *realisasi.angka;
      break;
    case Rumus::kCermin:
      bentuk = "(2 × target − realisasi) / target × 100";
      ungkapan = absl::StrCat("(2 × ", t, " − ", realisasi.ungkapan, ") / ", t, " × 100");
      pembilang = Ratio::FromInt(2) * target - *realisasi.angka;
      break;
  }
  capaian.mentah = ratio::Div(pembilang * seratus, target).value_or(Ratio());
  bool exact = false;
  const std::string hasil = Angka(*capaian.mentah, &exact);
  const std::string arah(Arah(polaritas));
  capaian.penjelasan.push_back(absl::StrCat("Rumus: ", std::string(bentuk), " (", arah, ")"));
  if (!realisasi.langkah.empty()) {
    capaian.penjelasan.push_back(realisasi.langkah);
  }
  capaian.penjelasan.push_back(
      absl::StrCat("Perhitungan: ", ungkapan, exact ? " = " : " ≈ ", hasil));
}

// The same for a target of 0 where the rule set gives it a value.
void TerapkanNol(Polaritas polaritas, const NilaiTahun& realisasi, Capaian& capaian) {
  const bool tercapai = realisasi.angka->Sign() <= 0;
  capaian.mentah = Ratio::FromInt(tercapai ? 100 : 0);
  capaian.penjelasan.push_back(
      absl::StrCat("Rumus: target 0; realisasi 0 bernilai 100, lebih dari 0 bernilai 0 (",
                   std::string(Arah(polaritas)), ")"));
  if (!realisasi.langkah.empty()) {
    capaian.penjelasan.push_back(realisasi.langkah);
  }
  const std::string hasil = Angka(*capaian.mentah);
  capaian.penjelasan.push_back(absl::StrCat("Perhitungan: ", hasil, " = ", hasil));
}

void Selesaikan(const RuleSet& rules, Capaian& capaian) {
  capaian.status = StatusCapaian::kComputed;
  capaian.dibatasi = Batasi(rules, *capaian.mentah);
  if (*capaian.dibatasi != *capaian.mentah) {
    capaian.penjelasan.push_back(
        absl::StrCat("Dibatasi ", Angka(*capaian.dibatasi), " (aturan ", rules.id, ")"));
  }
  capaian.kategori = KategoriOf(rules, *capaian.dibatasi);
  capaian.penjelasan.push_back(absl::StrCat("Kategori: ", capaian.kategori));
}

Capaian Baris(const Perjanjian& perjanjian, const BarisPerjanjian& baris,
              const Indikator& indikator, const NilaiTahun& realisasi, const RuleSet& rules) {
  Capaian capaian;
  capaian.perjanjian = perjanjian.name;
  capaian.jenis = perjanjian.jenis;
  capaian.unit_kerja = perjanjian.unit_kerja;
  capaian.nomor = baris.nomor;
  capaian.sasaran = baris.sasaran;
  capaian.indikator = baris.indikator;
  capaian.uraian = baris.uraian.empty() ? indikator.nama : baris.uraian;
  capaian.kode_output = indikator.kode_output;
  capaian.target = baris.target;
  capaian.status_realisasi = realisasi.status;
  capaian.realisasi = realisasi.nilai;
  capaian.aturan = rules.id;
  return capaian;
}

}  // namespace

Capaian HitungCapaian(const Perjanjian& perjanjian, const BarisPerjanjian& baris,
                      const Indikator& indikator, const NilaiTahun& realisasi,
                      const RuleSet& rules) {
  Capaian capaian = Baris(perjanjian, baris, indikator, realisasi, rules);
  if (const auto status = OfRealisasi(realisasi.status)) {
    Stop(capaian, *status, realisasi.alasan);
    return capaian;
  }
  const bool maximize = indikator.polaritas == Polaritas::kMaximize;
  const TargetNol nol = maximize ? rules.maximize_nol : rules.minimize_nol;
  const auto parsed = Ratio::FromDecimal(baris.target.angka);
  const std::optional<Ratio> target = parsed.ok() ? std::optional(*parsed) : std::nullopt;
  if (target && (target->Sign() < 0 || (target->IsZero() && nol == TargetNol::kStatus))) {
    Stop(capaian, StatusCapaian::kTZero,
         absl::StrCat("Target ", Angka(*target), ": capaian tidak dapat dihitung"));
    return capaian;
  }
  if (std::string alasan = WhyMismatch(baris.target, target, realisasi); !alasan.empty()) {
    Stop(capaian, StatusCapaian::kUnitMismatch, std::move(alasan));
    return capaian;
  }
  if (target->IsZero()) {
    TerapkanNol(indikator.polaritas, realisasi, capaian);
  } else {
    Terapkan(maximize ? rules.maximize : rules.minimize, indikator.polaritas, *target, realisasi,
             capaian);
  }
  Selesaikan(rules, capaian);
  return capaian;
}

}  // namespace sakip::performance
