#include "services/planning/register.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "common/period/period.h"
#include "common/resource_name/resource_name.h"
#include "common/status/status_macros.h"
#include "services/planning/findings.h"
#include "services/planning/ukuran.h"

namespace sakip::planning {
namespace {

using period::TahunAnggaran;

std::string At(std::string_view list, size_t i, std::string_view field) {
  return std::string(list) + "[" + std::to_string(i) + "]." + std::string(field);
}

void Duplicate(std::string path, Findings& findings) {
  findings.Field(std::move(path), "comes more than once in the request",
                 "muncul lebih dari sekali dalam permintaan");
}

TingkatSatker TingkatOf(std::string_view id) {
  if (id.size() == 4) {
    return TingkatSatker::kKabkota;
  }
  return id == "00" ? TingkatSatker::kPusat : TingkatSatker::kProvinsi;
}

// The parent that the area code implies; empty for the national office.
std::string IndukOf(std::string_view id) {
  if (id == "00") {
    return "";
  }
  return "satker/" + std::string(id.size() == 4 ? id.substr(0, 2) : "00");
}

void CheckInduk(size_t i, const Satker& satker, const std::set<std::string_view>& known,
                Findings& findings) {
  const std::string path = At("satker", i, "induk");
  const std::string expected = IndukOf(IdOf(satker.name));
  if (expected.empty() && !satker.induk.empty()) {
    findings.Field(path, "the national office has no parent", "kantor pusat tidak punya induk");
  } else if (!expected.empty() && satker.induk.empty()) {
    findings.Required(path);
  } else if (satker.induk != expected) {
    findings.Reference(path, "must be the office one level up, " + expected,
                       "harus satker satu tingkat di atasnya, " + expected);
  } else if (!expected.empty() && !known.contains(satker.induk)) {
    findings.Reference(path, "satker " + satker.induk + " is not known",
                       "satker " + satker.induk + " tidak dikenal");
  }
}

void CheckMasaBerlaku(size_t i, const Satker& satker, Findings& findings) {
  const auto bad_date = [&findings](std::string path) {
    findings.Field(std::move(path), "is no date such as 2015-01-31",
                   "bukan tanggal seperti 2015-01-31");
  };
  if (!period::Tanggal::ParseIso(satker.berlaku_dari).ok()) {
    bad_date(At("satker", i, "berlaku_dari"));
  }
  if (satker.berlaku_sampai.empty()) {
    return;
  }
  if (!period::Tanggal::ParseIso(satker.berlaku_sampai).ok()) {
    bad_date(At("satker", i, "berlaku_sampai"));
  } else if (satker.berlaku_sampai < satker.berlaku_dari) {
    findings.Field(At("satker", i, "berlaku_sampai"), "must not be before berlaku_dari",
                   "tidak boleh sebelum berlaku_dari");
  }
}

void CheckSatker(size_t i, const Satker& satker, const std::set<std::string_view>& known,
                 Findings& findings) {
  const std::string_view id = IdOf(satker.name);
  if (satker.name != "satker/" + std::string(id) || !resource_name::IsSatkerId(id) ||
      (id.size() == 4 && id.starts_with("00"))) {
    findings.Field(At("satker", i, "name"), "is no area code of an office, such as satker/6474",
                   "bukan kode wilayah satker seperti satker/6474");
    return;
  }
  if (satker.nama.empty()) {
    findings.Required(At("satker", i, "nama"));
  }
  if (satker.tingkat == TingkatSatker::kUnspecified) {
    findings.Required(At("satker", i, "tingkat"));
  } else if (satker.tingkat != TingkatOf(id)) {
    findings.Field(At("satker", i, "tingkat"), "is not the level of area code " + std::string(id),
                   "bukan tingkat kode wilayah " + std::string(id));
  }
  const bool digits = satker.kode_dipa.find_first_not_of("0123456789") == std::string::npos;
  if (!satker.kode_dipa.empty() && (satker.kode_dipa.size() != 6 || !digits)) {
    findings.Field(At("satker", i, "kode_dipa"), "must be six digits", "harus enam angka");
  }
  CheckInduk(i, satker, known, findings);
  CheckMasaBerlaku(i, satker, findings);
}

// An office of the register as it will be, with its place in the request if it is there.
struct Kantor {
  const Satker* satker = nullptr;
  std::optional<size_t> requested;
};
using Offices = std::map<std::string_view, Kantor>;

bool DatesAreGiven(const Satker& satker) {
  return period::Tanggal::ParseIso(satker.berlaku_dari).ok() &&
         (satker.berlaku_sampai.empty() || period::Tanggal::ParseIso(satker.berlaku_sampai).ok());
}

std::string Masa(const Satker& satker, std::string_view to) {
  return satker.berlaku_dari +
         (satker.berlaku_sampai.empty() ? "" : std::string(to) + satker.berlaku_sampai);
}

void CheckMasaInduk(const Offices& offices, Findings& findings) {
  for (const auto& [name, child] : offices) {
    const auto found = offices.find(child.satker->induk);
    if (found == offices.end() || !DatesAreGiven(*child.satker) ||
        !DatesAreGiven(*found->second.satker)) {
      continue;  // CheckSatker has said so
    }
    const Kantor& parent = found->second;
    const std::string& end = parent.satker->berlaku_sampai;
    const bool begins = parent.satker->berlaku_dari <= child.satker->berlaku_dari;
    const bool lasts = end.empty() || (!child.satker->berlaku_sampai.empty() &&
                                       child.satker->berlaku_sampai <= end);
    if ((begins && lasts) || (!child.requested.has_value() && !parent.requested.has_value())) {
      continue;
    }
    const std::string path = child.requested.has_value()
                                 ? At("satker", *child.requested, "induk")
                                 : At("satker", parent.requested.value_or(0),
                                      begins ? "berlaku_sampai" : "berlaku_dari");
    findings.Reference(
        path,
        parent.satker->name + " is in force from " + Masa(*parent.satker, " to ") +
            ", which does not cover " + child.satker->name + " from " + Masa(*child.satker, " to "),
        parent.satker->name + " berlaku sejak " + Masa(*parent.satker, " sampai ") +
            ", tidak mencakup " + child.satker->name + " sejak " + Masa(*child.satker, " sampai "));
  }
}

std::vector<Satker> DecideSatker(const std::vector<Satker>& stored,
                                 const std::vector<Satker>& requested, Findings& findings) {
  std::map<std::string_view, const Satker*> before;
  std::set<std::string_view> known;
  Offices offices;
  for (const Satker& satker : stored) {
    before[satker.name] = &satker;
    known.insert(satker.name);
    offices[satker.name] = {&satker, std::nullopt};
  }
  for (size_t i = 0; i < requested.size(); ++i) {
    known.insert(requested[i].name);
    offices[requested[i].name] = {&requested[i], i};
  }
  std::set<std::string_view> seen;
  std::vector<Satker> changed;
  for (size_t i = 0; i < requested.size(); ++i) {
    const Satker& satker = requested[i];
    if (!seen.insert(satker.name).second) {
      Duplicate(At("satker", i, "name"), findings);
    }
    CheckSatker(i, satker, known, findings);
    const auto old = before.find(satker.name);
    if (old == before.end() || *old->second != satker) {
      changed.push_back(satker);
    }
  }
  CheckMasaInduk(offices, findings);
  return changed;
}

// One entry of the register as it will be, with its place in the request if it is there.
struct Entry {
  const Kode* kode = nullptr;
  std::optional<size_t> requested;
};

// Entries of one code by first year.
using Entries = std::map<int32_t, Entry>;
using Codes = std::map<std::string_view, Entries>;

int32_t LastYear(const Kode& kode) {
  return kode.tahun_sampai == 0 ? TahunAnggaran::kMax : kode.tahun_sampai;
}

void CheckYears(size_t i, const Kode& kode, Findings& findings) {
  if (kode.tahun_dari < TahunAnggaran::kMin || kode.tahun_dari > TahunAnggaran::kMax) {
    findings.Field(At("kode", i, "tahun_dari"), "must be a year from 2010 to 2100",
                   "harus tahun 2010 sampai 2100");
  }
  if (kode.tahun_sampai != 0 &&
      (kode.tahun_sampai < kode.tahun_dari || kode.tahun_sampai > TahunAnggaran::kMax)) {
    findings.Field(At("kode", i, "tahun_sampai"), "must not be before tahun_dari nor after 2100",
                   "tidak boleh sebelum tahun_dari atau sesudah 2100");
  }
}

// What an entry says of itself; parents come after, in CheckParents.
void CheckKode(size_t i, const Kode& kode, Findings& findings) {
  if (kode.kode.empty() || !resource_name::IsId(kode.kode)) {
    findings.Field(At("kode", i, "kode"), "is no code such as 3355.003",
                   "bukan kode seperti 3355.003");
  }
  if (kode.uraian.empty()) {
    findings.Required(At("kode", i, "uraian"));
  }
  CheckYears(i, kode, findings);
  const std::string path = At("kode", i, "induk");
  switch (kode.jenis) {
    case JenisKode::kUnspecified:
      findings.Required(At("kode", i, "jenis"));
      return;
    case JenisKode::kProgram:
      if (!kode.induk.empty()) {
        findings.Field(path, "a program has no parent", "program tidak punya induk");
      }
      return;
    case JenisKode::kKegiatan:
    case JenisKode::kOutput:
      break;
  }
  if (kode.induk.empty()) {
    findings.Required(path);
  } else if (kode.jenis == JenisKode::kOutput && (!kode.kode.starts_with(kode.induk + ".") ||
                                                  kode.kode.size() == kode.induk.size() + 1)) {
    findings.Field(At("kode", i, "kode"), "must start with its kegiatan, \"" + kode.induk + ".\"",
                   "harus diawali kegiatannya, \"" + kode.induk + ".\"");
  }
}

void CheckOverlaps(const Codes& codes, Findings& findings) {
  for (const auto& [code, entries] : codes) {
    const Entry* before = nullptr;
    for (const auto& [year, entry] : entries) {
      if (before != nullptr && LastYear(*before->kode) >= year) {
        // The store holds no overlap, so one of the two is in the request.
        const Entry& blamed = entry.requested.has_value() ? entry : *before;
        const Entry& other = entry.requested.has_value() ? *before : entry;
        findings.Field(
            At("kode", blamed.requested.value_or(0), "tahun_dari"),
            "years of code " + std::string(code) + " overlap with " + KodeName(*other.kode),
            "tahun kode " + std::string(code) + " bertumpang tindih dengan " +
                KodeName(*other.kode));
      }
      before = &entry;
    }
  }
}

// The first year of `child` in which no `parents` of level `jenis` is in force; nullopt if none.
std::optional<int32_t> FirstOrphanYear(const Kode& child, JenisKode jenis, const Entries* parents) {
  int32_t year = child.tahun_dari;
  if (parents != nullptr) {
    for (const auto& [first, entry] : *parents) {
      if (entry.kode->jenis == jenis && first <= year) {
        year = std::max(year, LastYear(*entry.kode) + 1);
      }
    }
  }
  return year <= LastYear(child) ? std::optional(year) : std::nullopt;
}

// Place in the request to blame for a child without parent: its own, else that of an entry of the
// parent's code, since the store alone has no orphans.
std::string BlamedPath(const Entry& child, const Entries* parents) {
  if (child.requested.has_value()) {
    return At("kode", *child.requested, "induk");
  }
  if (parents != nullptr) {
    for (const auto& [first, entry] : *parents) {
      if (entry.requested.has_value()) {
        return At("kode", *entry.requested, "tahun_sampai");
      }
    }
  }
  return "kode";
}

void CheckParents(const Codes& codes, Findings& findings) {
  for (const auto& [code, entries] : codes) {
    for (const auto& [first, entry] : entries) {
      const Kode& kode = *entry.kode;
      if (kode.induk.empty() ||
          (kode.jenis != JenisKode::kKegiatan && kode.jenis != JenisKode::kOutput)) {
        continue;  // CheckKode has said so
      }
      const bool kegiatan = kode.jenis == JenisKode::kKegiatan;
      const auto found = codes.find(kode.induk);
      const Entries* parents = found == codes.end() ? nullptr : &found->second;
      const std::optional<int32_t> orphan =
          FirstOrphanYear(kode, kegiatan ? JenisKode::kProgram : JenisKode::kKegiatan, parents);
      if (orphan.has_value()) {
        const std::string what = (kegiatan ? "program " : "kegiatan ") + kode.induk;
        const std::string year = std::to_string(*orphan);
        findings.Reference(BlamedPath(entry, parents),
                           what + " of " + kode.kode + " is not in force in " + year,
                           what + " dari " + kode.kode + " tidak berlaku pada tahun " + year);
      }
    }
  }
}

void CheckCount(const Codes& codes, Findings& findings) {
  struct Step {
    int64_t codes = 0;
    int64_t bytes = 0;
  };
  std::map<int32_t, Step> steps;
  for (const auto& [code, entries] : codes) {
    for (const auto& [first, entry] : entries) {
      const auto bytes = static_cast<int64_t>(Ukuran(*entry.kode));
      ++steps[first].codes;
      steps[first].bytes += bytes;
      --steps[LastYear(*entry.kode) + 1].codes;
      steps[LastYear(*entry.kode) + 1].bytes -= bytes;
    }
  }
  int64_t in_force = 0;
  int64_t size = 0;
  for (const auto& [year, step] : steps) {
    in_force += step.codes;
    size += step.bytes;
    if (size > static_cast<int64_t>(kUkuranKodeMax)) {
      const std::string text = std::to_string(year);
      findings.Field("kode", "texts of the codes in force in " + text + " are too long together",
                     "teks kode yang berlaku pada tahun " + text + " seluruhnya terlalu panjang");
      return;
    }
    if (in_force > static_cast<int64_t>(kKodePerTahunMax)) {
      const std::string max = std::to_string(kKodePerTahunMax);
      findings.Field("kode", "more than " + max + " codes in force in " + std::to_string(year),
                     "lebih dari " + max + " kode berlaku pada tahun " + std::to_string(year));
      return;
    }
  }
}

std::vector<Kode> DecideKode(const std::vector<Kode>& stored, const std::vector<Kode>& requested,
                             Findings& findings) {
  Codes codes;
  for (const Kode& kode : stored) {
    codes[kode.kode][kode.tahun_dari] = {&kode, std::nullopt};
  }
  std::vector<Kode> changed;
  for (size_t i = 0; i < requested.size(); ++i) {
    const Kode& kode = requested[i];
    CheckKode(i, kode, findings);
    Entry& entry = codes[kode.kode][kode.tahun_dari];
    if (entry.requested.has_value()) {
      Duplicate(At("kode", i, "kode"), findings);
      continue;
    }
    if (entry.kode == nullptr || *entry.kode != kode) {
      changed.push_back(kode);
    }
    entry = {&kode, i};
  }
  if (requested.empty()) {
    return changed;
  }
  CheckOverlaps(codes, findings);
  CheckParents(codes, findings);
  CheckCount(codes, findings);
  return changed;
}

}  // namespace

absl::StatusOr<Register> DecideRegister(const Register& stored, const Register& requested) {
  Findings findings;
  Register changes;
  changes.satker = DecideSatker(stored.satker, requested.satker, findings);
  changes.kode = DecideKode(stored.kode, requested.kode, findings);
  RETURN_IF_ERROR(findings.ToStatus());
  return changes;
}

}  // namespace sakip::planning
