#include "services/planning/target.h"

#include "absl/status/statusor.h"
#include "common/nilai/nilai.h"

namespace sakip::planning {
namespace {

// Makes `angka` canonical; false when it is no number to plan with.
bool ReadAngka(const std::string& path, Target& target, Findings& findings) {
  absl::StatusOr<std::string> angka = nilai::ParseAngka(target.angka);
  if (!angka.ok()) {
    findings.Field(path + ".angka", "is no decimal number such as 77.5",
                   "bukan angka desimal seperti 77.5");
    return false;
  }
  if (angka->starts_with('-')) {
    findings.Field(path + ".angka", "must not be negative", "tidak boleh negatif");
    return false;
  }
  target.angka = *std::move(angka);
  return true;
}

// Takes number and unit from a text that could be read.
void Agree(const std::string& path, const nilai::Nilai& read, Target& target, Findings& findings) {
  if (!target.angka.empty() && target.angka != read.angka) {
    findings.Field(path + ".angka", "differs from the text, which says " + read.angka,
                   "berbeda dengan teks, yang menyebut " + read.angka);
  }
  if (!target.satuan.empty() && !read.satuan.empty() &&
      !nilai::SameSatuan(target.satuan, read.satuan)) {
    findings.Field(path + ".satuan", "differs from the text, which says " + read.satuan,
                   "berbeda dengan teks, yang menyebut " + read.satuan);
  }
  target.angka = read.angka;
  if (!read.satuan.empty()) {
    target.satuan = read.satuan;
  }
}

void ReadTeks(const std::string& path, Mode mode, Target& target, Findings& findings) {
  absl::StatusOr<nilai::Nilai> read = nilai::ParseNilai(target.teks);
  if (read.ok()) {
    Agree(path, *read, target, findings);
  } else if (mode == Mode::kBerjalan) {
    findings.Field(path + ".teks",
                   "cannot be read as a number: " + std::string(read.status().message()),
                   "tidak terbaca sebagai angka; tulis seperti \"77,5%\" atau \"2 Laporan\"");
  } else if (target.angka.empty()) {
    target.keadaan = KeadaanTarget::kBukanAngka;
  }
}

}  // namespace

void ReadTarget(const std::string& path, std::optional<std::string_view> satuan_indikator,
                Mode mode, Target& target, Findings& findings) {
  target.keadaan = KeadaanTarget::kTerbaca;
  if (target.teks.empty() && target.angka.empty()) {
    findings.Field(path, "give teks or angka", "isi teks atau angka");
    return;
  }
  if (!target.angka.empty() && !ReadAngka(path, target, findings)) {
    return;
  }
  if (!target.teks.empty()) {
    ReadTeks(path, mode, target, findings);
  }
  if (target.angka.empty() || !satuan_indikator.has_value() ||
      nilai::SameSatuan(target.satuan, *satuan_indikator)) {
    return;
  }
  if (mode == Mode::kHistoris) {
    target.keadaan = KeadaanTarget::kSatuanBerbeda;
    return;
  }
  const std::string satuan(*satuan_indikator);
  findings.Field(path + ".satuan", "must be the indikator's unit, \"" + satuan + "\"",
                 "harus satuan indikatornya, \"" + satuan + "\"");
}

}  // namespace sakip::planning
