#include "services/budget/tugas.h"

#include <set>
#include <string>

#include "common/fault/fault.h"

namespace sakip::budget {
namespace {

// What whoever does `tugas` may neither hold nor have done in the same office-year.
std::set<Tugas> TidakBersama(Tugas tugas) {
  switch (tugas) {
    case Tugas::kPembuat:
      break;  // bound to the single document: CheckBukanSendiri
    case Tugas::kPpk:
      return {Tugas::kPpspm, Tugas::kBendahara};
    case Tugas::kPpspm:
      return {Tugas::kPpk, Tugas::kBendahara};
    case Tugas::kBendahara:
      return {Tugas::kPpk, Tugas::kPpspm, Tugas::kKpa};
    case Tugas::kKpa:
      return {Tugas::kBendahara};
  }
  return {};
}

absl::Status Bertentangan(Tugas tugas, Tugas lain, bool holds) {
  const std::string duty(Nama(tugas));
  const std::string conflict(Nama(lain));
  std::string english = holds ? "the person holds" : "the person acted under";
  english += " the duty of " + conflict;
  english += " in this office-year, which excludes that of " + duty;
  std::string indonesian = holds ? "orang ini memegang" : "orang ini sudah menjalankan";
  indonesian += " tugas " + conflict;
  indonesian +=
      " pada satker dan tahun anggaran ini, sehingga tidak boleh bertindak sebagai " + duty;
  return fault::Refuse(fault::Reason::kDutyConflict, english, indonesian,
                       {{"duty", duty}, {"conflict", conflict}});
}

}  // namespace

absl::Status CheckTugas(const Buku& buku, const Pelaku& pelaku, Tugas tugas) {
  const auto done = buku.tugas.find(pelaku.pencatat.orang);
  for (const Tugas lain : TidakBersama(tugas)) {
    const bool holds = pelaku.jabatan.contains(lain);
    const bool did = done != buku.tugas.end() && done->second.contains(lain);
    if (!holds && !did) {
      continue;
    }
    return Bertentangan(tugas, lain, holds);
  }
  return absl::OkStatus();
}

absl::Status CheckBukanSendiri(const Pelaku& pelaku, const Pencatat& pembuat,
                               std::string_view document) {
  if (pelaku.pencatat.orang != pembuat.orang) {
    return absl::OkStatus();
  }
  return fault::Refuse(fault::Reason::kDutyConflict,
                       "the person made " + std::string(document) +
                           " and cannot approve it too; another person has to",
                       "orang ini yang membuat " + std::string(document) +
                           " sehingga tidak boleh menyetujuinya sendiri; harus orang lain",
                       {{"duty", "PENYETUJU"},
                        {"conflict", std::string(Nama(Tugas::kPembuat))},
                        {"document", std::string(document)}});
}

std::string_view Nama(Tugas tugas) {
  switch (tugas) {
    case Tugas::kPembuat:
      return "PEMBUAT";
    case Tugas::kPpk:
      return "PPK";
    case Tugas::kPpspm:
      return "PPSPM";
    case Tugas::kBendahara:
      return "BENDAHARA";
    case Tugas::kKpa:
      return "KPA";
  }
  return "";
}

}  // namespace sakip::budget
