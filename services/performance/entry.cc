#include "services/performance/entry.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/fault/fault.h"
#include "common/nilai/nilai.h"
#include "common/resource_name/resource_name.h"
#include "common/status/status_macros.h"

namespace sakip::performance {
namespace {

using fault::Violations;

std::string Message(const absl::Status& status) {
  return absl::StrCat(status.message());
}

std::string Quote(const std::string& text) {
  return absl::StrCat("\"", text, "\"");
}

std::string_view Trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t");
  return begin == text.npos ? "" : text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

// "NaN", "-Inf", "nan %", "Infinity Laporan": what a program writes for a number it does not have,
// with at most a unit. No office's words.
bool IsBrokenNumber(std::string_view text) {
  text = Trimmed(text);
  if (text.starts_with('-') || text.starts_with('+')) {
    text = Trimmed(text.substr(1));
  }
  const std::string lower = absl::AsciiStrToLower(std::string(text));
  const size_t end = std::min(lower.find_first_not_of("abcdefghijklmnopqrstuvwxyz"), lower.size());
  const std::string word = lower.substr(0, end);
  const std::string_view unit = Trimmed(std::string_view(lower).substr(end));
  return (word == "nan" || word == "inf" || word == "infinity") &&
         (unit == "%" || unit.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == unit.npos);
}

// One entry under check.
struct Checker {
  const Plan& plan;
  const EntryRules& rules;
  const Entry& entry;
  Violations& violations;

  void Bad(std::string_view field, std::string english, std::string indonesian) {
    violations.Add(absl::StrCat(entry.field, ".", std::string(field)), std::move(english),
                   std::move(indonesian));
  }

  // Null when the indikator is of elsewhere (a violation) or not registered.
  const Indikator* FindIndikator() {
    const auto satker = resource_name::SatkerOf(entry.indikator);
    if (!satker.ok() || *satker != rules.satker) {
      Bad("indikator", absl::StrCat("is not an indikator of satker/", rules.satker),
          absl::StrCat("bukan indikator satker/", rules.satker));
      return nullptr;
    }
    const auto found = plan.indikator.find(entry.indikator);
    return found == plan.indikator.end() ? nullptr : &found->second;
  }

  std::optional<period::Periode> ParsePeriode() {
    const auto periode = period::Periode::Parse(entry.periode);
    if (!periode.ok()) {
      Bad("periode", Message(periode.status()), "periode tidak sah");
      return std::nullopt;
    }
    if (periode->tahun().value() != rules.tahun) {
      Bad("periode", absl::StrCat("is not in the year ", rules.tahun),
          absl::StrCat("tidak di dalam tahun ", rules.tahun));
      return std::nullopt;
    }
    if (const auto name = RealisasiName(entry.indikator, *periode); !name.ok()) {
      Bad("indikator", Message(name.status()), "nama indikator terlalu panjang");
      return std::nullopt;
    }
    return *periode;
  }

  // The number and unit of `teks`, with `satuan` for a text that names none.
  nilai::Nilai FromTeks() {
    nilai::Nilai kept;
    kept.raw = entry.teks;
    auto parsed = nilai::ParseNilai(entry.teks, nilai::Sign::kAllow);
    if (!parsed.ok()) {
      if (!entry.angka.empty()) {
        Bad("nilai.angka", absl::StrCat("does not agree with the text ", Quote(entry.teks)),
            absl::StrCat("tidak sesuai dengan teks ", Quote(entry.teks)));
      } else if (!rules.historis || IsBrokenNumber(entry.teks)) {
        Bad("nilai.teks", Message(parsed.status()),
            absl::StrCat("tidak terbaca sebagai angka: ", Quote(entry.teks),
                         "; tulis misalnya \"77,5%\" atau \"2 Laporan\""));
      }
      return kept;
    }
    if (!entry.angka.empty() && nilai::ParseAngka(entry.angka).value_or("") != parsed->angka) {
      Bad("nilai.angka", absl::StrCat("does not agree with the text ", Quote(entry.teks)),
          absl::StrCat("tidak sesuai dengan teks ", Quote(entry.teks)));
    }
    if (parsed->satuan.empty()) {
      parsed->satuan = entry.satuan;
    } else if (!entry.satuan.empty() && !nilai::SameSatuan(entry.satuan, parsed->satuan)) {
      Bad("nilai.satuan", absl::StrCat("does not agree with the text ", Quote(entry.teks)),
          absl::StrCat("tidak sesuai dengan teks ", Quote(entry.teks)));
    }
    return *std::move(parsed);
  }

  nilai::Nilai Measured(const Indikator* indikator) {
    nilai::Nilai value;
    if (!entry.teks.empty()) {
      value = FromTeks();
    } else if (const auto angka = nilai::ParseAngka(entry.angka); angka.ok()) {
      value = {.raw = "", .angka = *angka, .satuan = entry.satuan};
    } else {
      Bad("nilai", "is required when the status is MEASURED", "wajib diisi bila status MEASURED");
    }
    if (indikator != nullptr && !value.angka.empty()) {
      CheckAgainst(*indikator, value);
    }
    if (!entry.alasan.empty()) {
      Bad("alasan", "must be empty when the status is MEASURED",
          "harus kosong bila status MEASURED");
    }
    return value;
  }

  void CheckAgainst(const Indikator& indikator, const nilai::Nilai& value) {
    if (!rules.historis && !nilai::SameSatuan(value.satuan, indikator.satuan)) {
      Bad("nilai.satuan",
          absl::StrCat("is ", Quote(value.satuan), ", but the indikator's is ",
                       Quote(indikator.satuan)),
          absl::StrCat("adalah ", Quote(value.satuan), ", sedangkan satuan indikator ",
                       Quote(indikator.satuan)));
    }
    if (indikator.jenis != JenisNilai::kOrdinal && value.angka.starts_with('-')) {
      Bad("nilai", "must not be negative", "tidak boleh negatif");
    }
  }

  nilai::Nilai Unmeasured() {
    if (entry.alasan.empty()) {
      Bad("alasan", "is required when there is no value", "wajib diisi bila tidak ada nilai");
    }
    if (entry.status == StatusRealisasi::kNoCase && entry.narasi.uraian.empty()) {
      Bad("narasi.uraian", "is required when the status is NO_CASE",
          "wajib diisi bila status NO_CASE");
    }
    if (!entry.angka.empty() || !entry.satuan.empty()) {
      Bad("nilai", "must hold no number or unit when nothing was measured",
          "tidak boleh berisi angka atau satuan bila tidak ada yang diukur");
    }
    return {.raw = entry.teks, .angka = "", .satuan = ""};
  }

  void Withdrawn() {
    if (entry.alasan.empty()) {
      Bad("alasan", "is required to withdraw a value", "wajib diisi untuk menarik nilai");
    }
    if (entry.etag.empty()) {
      Bad("etag", "is required to withdraw a value", "wajib diisi untuk menarik nilai");
    }
    if (!entry.teks.empty() || !entry.angka.empty() || !entry.satuan.empty()) {
      Bad("nilai", "must be empty when the status is MISSING", "harus kosong bila status MISSING");
    }
    if (entry.narasi != Narasi()) {
      Bad("narasi", "must be empty when the status is MISSING", "harus kosong bila status MISSING");
    }
  }

  nilai::Nilai Value(const Indikator* indikator) {
    switch (entry.status) {
      case StatusRealisasi::kMeasured:
        return Measured(indikator);
      case StatusRealisasi::kNoCase:
      case StatusRealisasi::kNotApplicable:
        return Unmeasured();
      case StatusRealisasi::kMissing:
        if (rules.may_withdraw) {
          Withdrawn();
          return {};
        }
        break;
      case StatusRealisasi::kRejected:
        break;
    }
    Bad("status", "must be MEASURED, NO_CASE or NOT_APPLICABLE",
        "harus MEASURED, NO_CASE atau NOT_APPLICABLE");
    return {};
  }
};

// Every entry that repeats an earlier one, naming both.
void FindRepeats(const std::vector<Entry>& entries, Violations& violations) {
  std::map<std::pair<std::string, std::string>, const Entry*> seen;
  for (const Entry& entry : entries) {
    const auto [first, fresh] = seen.emplace(std::pair(entry.indikator, entry.periode), &entry);
    if (!fresh) {
      violations.Add(entry.field,
                     absl::StrCat("repeats the indikator and periode of ", first->second->field),
                     absl::StrCat("mengulang indikator dan periode ", first->second->field));
    }
  }
}

absl::Status RefuseUnknown(const std::vector<const Entry*>& unknown) {
  fault::Fault fault;
  fault.reason = fault::Reason::kUnknownReference;
  const std::string& first = unknown.front()->indikator;
  fault.english = absl::StrCat(first, " is not registered in planning");
  fault.indonesian = absl::StrCat(first, " belum terdaftar pada perencanaan");
  fault.metadata = {{"indikator", first}, {"count", absl::StrCat(unknown.size())}};
  for (const Entry* entry : unknown) {
    if (fault.violations.size() < fault::kViolationsMax) {
      fault.violations.push_back({absl::StrCat(entry->field, ".indikator"),
                                  absl::StrCat(entry->indikator, " is not registered"),
                                  absl::StrCat(entry->indikator, " belum terdaftar")});
    }
  }
  return fault::ToStatus(fault);
}

std::string_view KindText(period::Periode::Kind kind) {
  switch (kind) {
    case period::Periode::Kind::kTahun:
      return "tahun";
    case period::Periode::Kind::kTriwulan:
      return "triwulan";
    case period::Periode::Kind::kBulan:
      return "bulan";
  }
  return "";
}

// The number of a measured value; nullopt when there is none.
std::optional<ratio::Ratio> NumberOf(const Realisasi& one) {
  const auto number = ratio::Ratio::FromDecimal(one.nilai.angka);
  return one.status == StatusRealisasi::kMeasured && number.ok() ? std::optional(*number)
                                                                 : std::nullopt;
}

// Where `one` came from; null when it was stored before.
const Entry* EntryFor(const Realisasi& one, const std::vector<Realisasi>& entered,
                      const std::vector<Entry>& entries) {
  for (size_t i = 0; i < entered.size(); ++i) {
    if (entered[i].indikator == one.indikator && entered[i].periode == one.periode) {
      return &entries[i];
    }
  }
  return nullptr;
}

}  // namespace

absl::StatusOr<std::vector<Realisasi>> CheckEntries(const Plan& plan, const EntryRules& rules,
                                                    const std::vector<Entry>& entries) {
  Violations violations;
  std::vector<const Entry*> unknown;
  std::vector<Realisasi> checked;
  for (const Entry& entry : entries) {
    Checker checker{plan, rules, entry, violations};
    const Indikator* indikator = checker.FindIndikator();
    if (indikator == nullptr) {
      unknown.push_back(&entry);
    }
    const std::optional<period::Periode> periode = checker.ParsePeriode();
    nilai::Nilai value = checker.Value(indikator);
    if (periode) {
      checked.push_back({.indikator = entry.indikator,
                         .periode = *periode,
                         .status = entry.status,
                         .nilai = std::move(value),
                         .alasan = entry.alasan,
                         .narasi = entry.narasi,
                         .historis = rules.historis,
                         .update_us = rules.now_us,
                         .etag = ""});
    }
  }
  FindRepeats(entries, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  if (!unknown.empty()) {
    return RefuseUnknown(unknown);
  }
  return checked;
}

absl::Status CheckEtag(const std::vector<Realisasi>& stored, const Realisasi& entered,
                       const std::string& etag) {
  for (const Realisasi& old : stored) {
    if (old.indikator != entered.indikator || old.periode != entered.periode) {
      continue;
    }
    if (etag == old.etag) {
      return absl::OkStatus();
    }
    if (etag.empty()) {
      return fault::Refuse(
          fault::Reason::kEtagMismatch,
          "a realisasi of this indikator and periode exists; send its etag to correct it",
          "realisasi indikator dan periode ini sudah ada; sertakan etag-nya untuk memperbaiki");
    }
    return fault::Refuse(fault::Reason::kEtagMismatch, "", "");
  }
  if (!etag.empty()) {
    return fault::Refuse(fault::Reason::kEtagMismatch,
                         "there is no realisasi of this indikator and periode to correct; send no "
                         "etag to record the first",
                         "belum ada realisasi indikator dan periode ini; kosongkan etag untuk "
                         "mencatat yang pertama");
  }
  return absl::OkStatus();
}

absl::StatusOr<Merged> Merge(const std::vector<Realisasi>& stored,
                             const std::vector<Realisasi>& entered,
                             const std::vector<Entry>& entries) {
  using Key = std::pair<std::string, period::Periode>;
  std::map<Key, Realisasi> all;
  std::map<std::string, period::Periode::Kind> kinds;
  for (const Realisasi& old : stored) {
    all.emplace(Key(old.indikator, old.periode), old);
    if (old.status != StatusRealisasi::kMissing) {
      kinds.emplace(old.indikator, old.periode.kind());
    }
  }
  Merged merged;
  Violations violations;
  for (size_t i = 0; i < entered.size(); ++i) {
    const Realisasi& one = entered[i];
    const bool counts = one.status != StatusRealisasi::kMissing;
    const auto kind = counts ? kinds.emplace(one.indikator, one.periode.kind()).first->second
                             : one.periode.kind();
    if (kind != one.periode.kind()) {
      const std::string other(KindText(kind));
      violations.Add(absl::StrCat(entries[i].field, ".periode"),
                     absl::StrCat("the indikator has values per ", other,
                                  " in this year; a second kind would count twice"),
                     absl::StrCat("indikator ini sudah bernilai per ", other,
                                  " pada tahun ini; jenis periode lain akan terhitung ganda"));
      continue;
    }
    const auto [place, fresh] = all.emplace(Key(one.indikator, one.periode), one);
    if (fresh || !SameContent(place->second, one)) {
      place->second = one;
      merged.changed.push_back(one);
    }
  }
  RETURN_IF_ERROR(violations.ToStatus());
  for (auto& [key, one] : all) {
    merged.all.push_back(std::move(one));
  }
  return merged;
}

absl::Status CheckCumulative(const Plan& plan, const std::vector<Realisasi>& all,
                             const std::vector<Realisasi>& entered,
                             const std::vector<Entry>& entries) {
  Violations violations;
  const Realisasi* before = nullptr;
  for (const Realisasi& one : all) {
    const auto indikator = plan.indikator.find(one.indikator);
    const auto number = NumberOf(one);
    if (indikator == plan.indikator.end() ||
        indikator->second.akumulasi != Akumulasi::kCumulative || !number) {
      continue;
    }
    const Realisasi* const last = std::exchange(before, &one);
    if (last == nullptr || last->indikator != one.indikator ||
        !nilai::SameSatuan(last->nilai.satuan, one.nilai.satuan) || *NumberOf(*last) <= *number) {
      continue;
    }
    const Entry* const later = EntryFor(one, entered, entries);
    const Entry* const bad = later != nullptr ? later : EntryFor(*last, entered, entries);
    if (bad != nullptr) {
      const Realisasi& other = later != nullptr ? *last : one;
      const std::string angka = Angka(*NumberOf(other));
      violations.Add(absl::StrCat(bad->field, ".nilai"),
                     absl::StrCat("is ", later != nullptr ? "below " : "above ", angka, " of ",
                                  other.periode.ToString(),
                                  "; a cumulative value does not fall within the year"),
                     absl::StrCat(later != nullptr ? "kurang dari " : "lebih dari ", angka,
                                  " pada ", other.periode.FormatIndonesian(),
                                  "; nilai kumulatif tidak boleh turun dalam setahun"));
    }
  }
  return violations.ToStatus();
}

}  // namespace sakip::performance
