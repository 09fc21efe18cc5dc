#include "services/performance/rule_set.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/period/period.h"
#include "common/status/status_macros.h"

namespace sakip::performance {
namespace {

absl::Status CheckBands(const std::vector<Kategori>& bands) {
  if (bands.empty() || bands.front().dari) {
    return absl::InvalidArgumentError("the first kategori must exist and be open below");
  }
  std::set<std::string> names;
  for (size_t i = 0; i < bands.size(); ++i) {
    if (bands[i].nama.empty() || !names.insert(bands[i].nama).second) {
      return absl::InvalidArgumentError("each kategori needs a name of its own");
    }
    if (i > 0 && !bands[i].dari) {
      return absl::InvalidArgumentError(absl::StrCat(bands[i].nama, " has no lower edge"));
    }
    if (i > 1 && *bands[i].dari <= *bands[i - 1].dari) {
      return absl::InvalidArgumentError(
          absl::StrCat(bands[i].nama, " is not above the one before"));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckRuleSet(const RuleSet& rules) {
  if (rules.id.empty()) {
    return absl::InvalidArgumentError("a rule set needs an id");
  }
  RETURN_IF_ERROR(period::TahunAnggaran::Of(rules.tahun_dari).status());
  if (rules.tahun_sampai && *rules.tahun_sampai < rules.tahun_dari) {
    return absl::InvalidArgumentError("tahun_sampai is before tahun_dari");
  }
  if (rules.batas_atas && rules.batas_bawah && *rules.batas_atas <= *rules.batas_bawah) {
    return absl::InvalidArgumentError("batas_atas is not above batas_bawah");
  }
  return CheckBands(rules.kategori);
}

ratio::Ratio Batasi(const RuleSet& rules, const ratio::Ratio& value) {
  ratio::Ratio capped = value;
  if (rules.batas_atas) {
    capped = ratio::Min(capped, *rules.batas_atas);
  }
  if (rules.batas_bawah) {
    capped = ratio::Max(capped, *rules.batas_bawah);
  }
  return capped;
}

std::string KategoriOf(const RuleSet& rules, const ratio::Ratio& value) {
  std::string nama;
  for (const Kategori& band : rules.kategori) {
    if (band.dari && value < *band.dari) {
      break;
    }
    nama = band.nama;
  }
  return nama;
}

absl::StatusOr<RuleBook> RuleBook::Of(std::vector<RuleSet> sets) {
  std::sort(sets.begin(), sets.end(),
            [](const RuleSet& a, const RuleSet& b) { return a.tahun_dari < b.tahun_dari; });
  for (size_t i = 0; i < sets.size(); ++i) {
    if (absl::Status status = CheckRuleSet(sets[i]); !status.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat("rule set ", sets[i].id, ": ", status.message()));
    }
    const bool overlaps =
        i > 0 && (!sets[i - 1].tahun_sampai || *sets[i - 1].tahun_sampai >= sets[i].tahun_dari);
    if (overlaps) {
      return absl::InvalidArgumentError(
          absl::StrCat("rule sets ", sets[i - 1].id, " and ", sets[i].id, " share a year"));
    }
  }
  return RuleBook(std::move(sets));
}

const RuleSet* RuleBook::ForYear(int tahun) const {
  for (const RuleSet& rules : sets_) {
    if (rules.tahun_dari <= tahun && (!rules.tahun_sampai || tahun <= *rules.tahun_sampai)) {
      return &rules;
    }
  }
  return nullptr;
}

}  // namespace sakip::performance
