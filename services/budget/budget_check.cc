#include "services/budget/budget_check.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/rpc/records_check.h"
#include "common/status/status_macros.h"
#include "services/budget/budget_keys.h"
#include "services/budget/budget_records.h"
#include "services/budget/budget_repository.h"
#include "services/budget/verify.h"

namespace sakip::budget {
namespace {

using rpc::Findings;
using store::Snapshot;

using OfficeYear = std::pair<std::string, int32_t>;

absl::Status Wrong(std::string_view what) {
  return absl::DataLossError(std::string(what));
}

// A key's part before the first NUL and all behind it.
absl::StatusOr<std::pair<std::string_view, std::string_view>> Split(std::string_view key) {
  const size_t nul = key.find('\0');
  if (nul == 0 || nul == std::string_view::npos || nul + 1 == key.size()) {
    return Wrong("a key has not the parts it should have");
  }
  return std::pair(key.substr(0, nul), key.substr(nul + 1));
}

// The same of a key that ends in NUL and a number; the second part is without them.
absl::StatusOr<std::pair<std::string_view, std::string_view>> SplitNumbered(std::string_view key) {
  constexpr size_t kTail = 9;
  if (key.size() <= kTail || key[key.size() - kTail] != '\0') {
    return Wrong("a key does not end in a number");
  }
  return Split(key.substr(0, key.size() - kTail));
}

absl::StatusOr<int32_t> Year(std::string_view digits) {
  int32_t tahun = 0;
  if (digits.size() != 4 || !absl::SimpleAtoi(std::string(digits), &tahun)) {
    return Wrong("a key has no year");
  }
  return tahun;
}

absl::Status RequireLine(const Snapshot& snapshot, std::string_view satker, std::string_view line) {
  ASSIGN_OR_RETURN(const auto pagu, snapshot.Get(kPaguTable, IdKey(satker, line)));
  return pagu.has_value() ? absl::OkStatus()
                          : Wrong(absl::StrCat("satker ", std::string(satker), ": line ",
                                               std::string(line), " is not there"));
}

class Check {
 public:
  explicit Check(const Snapshot& snapshot) : snapshot_(snapshot) {}

  absl::Status Run() {
    rpc::CheckRpcRecords(snapshot_, findings_);
    findings_.CheckOwners(snapshot_, {kPaguTable, kRealisasiTable, kJurnalTable, kKartuTable,
                                      kSaldoTable, kKodeTable});
    ReadLines();
    ReadPostings();
    ReadJournal();
    ReadBalances();
    ReadCodes();
    for (const OfficeYear& year : years_) {
      Fold(year);
    }
    if (cards_ != folded_cards_) {
      findings_.Add(kKartuTable,
                    absl::StrCat(cards_, " balances, the journals make ", folded_cards_));
    }
    return findings_.ToStatus();
  }

 private:
  void ReadLines() {
    findings_.ForEach(
        snapshot_, kPaguTable, [&](std::string_view key, std::string_view value) -> absl::Status {
          ASSIGN_OR_RETURN(const auto parts, Split(key));
          ASSIGN_OR_RETURN(const Pagu pagu, DecodePagu(parts.second, value));
          ASSIGN_OR_RETURN(const int32_t tahun, Year(parts.second.substr(0, 4)));
          years_.emplace(parts.first, tahun);
          return pagu.tahun == tahun ? absl::OkStatus() : Wrong("a line is of another year");
        });
  }

  void ReadPostings() {
    findings_.ForEach(snapshot_, kRealisasiTable,
                      [&](std::string_view key, std::string_view value) -> absl::Status {
                        ASSIGN_OR_RETURN(const auto parts, Split(key));
                        ASSIGN_OR_RETURN(const RealisasiBernomor stored,
                                         DecodeRealisasi(parts.second, value));
                        return RequireLine(snapshot_, parts.first, stored.realisasi.pagu);
                      });
  }

  void ReadJournal() {
    findings_.ForEach(snapshot_, kJurnalTable,
                      [&](std::string_view key, std::string_view value) -> absl::Status {
                        ASSIGN_OR_RETURN(const auto parts, SplitNumbered(key));
                        ASSIGN_OR_RETURN(const int32_t tahun, Year(parts.second));
                        years_.emplace(parts.first, tahun);
                        return DecodeJurnal(NumberOf(key), value).status();
                      });
  }

  void ReadBalances() {
    findings_.ForEach(snapshot_, kKartuTable,
                      [&](std::string_view key, std::string_view value) -> absl::Status {
                        ++cards_;
                        ASSIGN_OR_RETURN(const auto parts, SplitNumbered(key));
                        RETURN_IF_ERROR(RequireLine(snapshot_, parts.first, parts.second));
                        return DecodeSaldo(value).status();
                      });
    findings_.ForEach(snapshot_, kSaldoTable,
                      [&](std::string_view key, std::string_view value) -> absl::Status {
                        ASSIGN_OR_RETURN(const auto parts, Split(key));
                        RETURN_IF_ERROR(RequireLine(snapshot_, parts.first, parts.second));
                        return DecodeSaldo(value).status();
                      });
  }

  void ReadCodes() {
    findings_.ForEach(
        snapshot_, kKodeTable, [&](std::string_view key, std::string_view value) -> absl::Status {
          ASSIGN_OR_RETURN(const auto parts, Split(key));
          RETURN_IF_ERROR(Year(parts.second.substr(0, parts.second.find('\0'))).status());
          return DecodeKode(LastPart(key), value).status();
        });
  }

  void Fold(const OfficeYear& year) {
    const std::string where = absl::StrCat("satker ", year.first, ", ", year.second, ": ");
    const absl::StatusOr<BukuLengkap> buku = LoadBukuLengkap(snapshot_, year.first, year.second);
    if (!buku.ok()) {
      findings_.Add(kJurnalTable, absl::StrCat(where, buku.status().message()));
      return;
    }
    for (const Tercatat& tercatat : buku->jurnal) {
      folded_cards_ += tercatat.sesudah.size();
    }
    for (const Temuan& temuan : Verify(*buku)) {
      findings_.Add(kJurnalTable, absl::StrCat(where, temuan.invariant, ": ", temuan.what));
    }
  }

  const Snapshot& snapshot_;
  Findings findings_;
  std::set<OfficeYear> years_;
  size_t cards_ = 0;
  size_t folded_cards_ = 0;
};

}  // namespace

absl::Status CheckBudgetRecords(const store::Snapshot& snapshot) {
  return Check(snapshot).Run();
}

}  // namespace sakip::budget
