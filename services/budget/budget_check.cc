#include "services/budget/budget_check.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/rpc/records_check.h"
#include "common/status/status_macros.h"
#include "services/budget/budget_keys.h"
#include "services/budget/budget_records.h"
#include "services/budget/budget_repository.h"
#include "services/budget/buku_check.h"
#include "services/budget/dokumen_records.h"
#include "services/budget/verify.h"

namespace sakip::budget {
namespace {

using rpc::Findings;
using store::Snapshot;

using OfficeYear = std::pair<std::string, int32_t>;
using Visit = std::function<absl::Status(std::string_view key, std::string_view value)>;

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

// Office and year of a key of satker NUL year NUL rest, whose rest is not empty.
absl::StatusOr<OfficeYear> SplitYear(std::string_view key) {
  ASSIGN_OR_RETURN(const auto parts, Split(key));
  constexpr size_t kYear = 4;
  if (parts.second.size() <= kYear + 1 || parts.second[kYear] != '\0') {
    return Wrong("a key has nothing behind its year");
  }
  ASSIGN_OR_RETURN(const int32_t tahun, Year(parts.second.substr(0, kYear)));
  return OfficeYear(parts.first, tahun);
}

absl::Status RequireLine(const Snapshot& snapshot, std::string_view satker, std::string_view line) {
  ASSIGN_OR_RETURN(const auto pagu, snapshot.Get(kPaguTable, IdKey(satker, line)));
  return pagu.has_value() ? absl::OkStatus()
                          : Wrong(absl::StrCat("satker ", std::string(satker), ": line ",
                                               std::string(line), " is not there"));
}

const std::vector<store::Table>& Tables() {
  static const std::vector<store::Table> kTables = {
      kPaguTable,    kRealisasiTable,  kJurnalTable,    kKartuTable,     kSaldoTable,
      kKodeTable,    kKepalaTable,     kLabelTable,     kTagihanTable,   kKomitmenTable,
      kRevisiTable,  kSetoranTable,    kKoreksiTable,   kPembukaanTable, kDokumenTable,
      kTerbukaTable, kNomorTable,      kTugasTable,     kAcuanTable,     kAktaTable,
      kPadananTable, kPembandingTable, kPenjelasanTable};
  return kTables;
}

// Versions under one id that are dense from 1.
class Versions {
 public:
  absl::Status Next(std::string_view key) {
    ASSIGN_OR_RETURN(const auto parts, SplitNumbered(key));
    const std::string thing = IdKey(parts.first, parts.second);
    version_ = thing == thing_ ? version_ + 1 : 1;
    thing_ = thing;
    return NumberOf(key) == version_ ? absl::OkStatus() : Wrong("a version is missing");
  }

 private:
  std::string thing_;
  int64_t version_ = 0;
};

class Check {
 public:
  Check(const Snapshot& snapshot, const std::vector<DigestRantai>& digests, BudgetReport* report)
      : snapshot_(snapshot), digests_(digests), report_(report) {}

  absl::Status Run() {
    rpc::CheckRpcRecords(snapshot_, findings_);
    findings_.CheckOwners(snapshot_, Tables());
    ReadLines();
    ReadPostings();
    ReadJournal();
    ReadBalances();
    ReadHeads();
    ReadDocuments();
    ReadLists();
    ReadOthers();
    std::set<std::string> offices;
    for (const OfficeYear& year : years_) {
      offices.insert(year.first);
      Fold(year);
    }
    if (cards_ != folded_cards_) {
      findings_.Add(kKartuTable,
                    absl::StrCat(cards_, " entries, the journals make ", folded_cards_));
    }
    for (const DigestRantai& digest : digests_) {
      Prove(digest);
    }
    report_->satker = offices.size();
    report_->tahun = years_.size();
    return findings_.ToStatus();
  }

 private:
  void Each(const store::Table& table, const Visit& visit) {
    findings_.ForEach(snapshot_, table, visit);
  }

  void ReadLines() {
    Each(kPaguTable, [&](std::string_view key, std::string_view value) -> absl::Status {
      ASSIGN_OR_RETURN(const auto parts, Split(key));
      ASSIGN_OR_RETURN(const Pagu pagu, DecodePagu(parts.second, value));
      ASSIGN_OR_RETURN(const int32_t tahun, Year(parts.second.substr(0, 4)));
      years_.emplace(parts.first, tahun);
      return pagu.tahun == tahun ? absl::OkStatus() : Wrong("a line is of another year");
    });
    Versions versions;
    Each(kLabelTable, [&](std::string_view key, std::string_view value) -> absl::Status {
      RETURN_IF_ERROR(versions.Next(key));
      ASSIGN_OR_RETURN(const auto parts, SplitNumbered(key));
      RETURN_IF_ERROR(RequireLine(snapshot_, parts.first, parts.second));
      Pagu pagu;
      return DecodeLabel(value, &pagu);
    });
  }

  void ReadPostings() {
    Each(kRealisasiTable, [&](std::string_view key, std::string_view value) -> absl::Status {
      ASSIGN_OR_RETURN(const auto parts, Split(key));
      ASSIGN_OR_RETURN(const RealisasiBernomor stored, DecodeRealisasi(parts.second, value));
      RETURN_IF_ERROR(RequireLine(snapshot_, parts.first, stored.realisasi.pagu));
      ASSIGN_OR_RETURN(
          const auto transaksi,
          snapshot_.Get(kJurnalTable,
                        NumberKey(parts.first, stored.realisasi.pagu.substr(0, 4), stored.nomor)));
      if (!transaksi) {
        return Wrong("the transaction of a posting is not there");
      }
      ASSIGN_OR_RETURN(const JurnalTersimpan jurnal, DecodeJurnal(stored.nomor, *transaksi));
      return jurnal.baris.transaksi.dokumen == stored.realisasi.id
                 ? absl::OkStatus()
                 : Wrong("the transaction of a posting is another's");
    });
  }

  void ReadJournal() {
    Each(kJurnalTable, [&](std::string_view key, std::string_view value) -> absl::Status {
      ASSIGN_OR_RETURN(const auto parts, SplitNumbered(key));
      ASSIGN_OR_RETURN(const int32_t tahun, Year(parts.second));
      years_.emplace(parts.first, tahun);
      ++report_->transaksi;
      return DecodeJurnal(NumberOf(key), value).status();
    });
  }

  void ReadBalances() {
    Each(kKartuTable, [&](std::string_view key, std::string_view value) -> absl::Status {
      ++cards_;
      ASSIGN_OR_RETURN(const auto parts, SplitNumbered(key));
      RETURN_IF_ERROR(RequireLine(snapshot_, parts.first, parts.second));
      return value.empty() ? absl::OkStatus() : DecodeSaldo(value).status();
    });
    Each(kSaldoTable, [&](std::string_view key, std::string_view value) -> absl::Status {
      ASSIGN_OR_RETURN(const auto parts, Split(key));
      RETURN_IF_ERROR(RequireLine(snapshot_, parts.first, parts.second));
      return DecodeSaldo(value).status();
    });
  }

  void ReadHeads() {
    Each(kKepalaTable, [&](std::string_view key, std::string_view value) -> absl::Status {
      ASSIGN_OR_RETURN(const auto parts, Split(key));
      ASSIGN_OR_RETURN(const int32_t tahun, Year(parts.second));
      years_.emplace(parts.first, tahun);
      return DecodeKepala(value).status();
    });
    Each(kKodeTable, [&](std::string_view key, std::string_view value) -> absl::Status {
      RETURN_IF_ERROR(SplitYear(key).status());
      return DecodeKode(LastPart(key), value).status();
    });
    Versions versions;
    Each(kAktaTable, [&](std::string_view key, std::string_view value) -> absl::Status {
      RETURN_IF_ERROR(versions.Next(key));
      ASSIGN_OR_RETURN(OfficeYear year, SplitYear(key));
      years_.insert(std::move(year));
      return DecodeAkta(value).status();
    });
  }

  template <class Dokumen>
  void ReadVersions() {
    Versions versions;
    Each(*kJenisDokumen<Dokumen>.table,
         [&](std::string_view key, std::string_view value) -> absl::Status {
           RETURN_IF_ERROR(versions.Next(key));
           ASSIGN_OR_RETURN(const auto parts, SplitNumbered(key));
           ASSIGN_OR_RETURN(const Dokumen dokumen, DecodeDokumen<Dokumen>(parts.second, value));
           years_.emplace(parts.first, dokumen.tahun);
           report_->dokumen += NumberOf(key) == 1 ? 1 : 0;
           ASSIGN_OR_RETURN(
               const auto listed,
               snapshot_.Get(kDokumenTable, SignKey(parts.first, dokumen.tahun,
                                                    kJenisDokumen<Dokumen>.huruf, dokumen.id)));
           return listed ? absl::OkStatus() : Wrong("a document is not in the list of its year");
         });
  }

  void ReadDocuments() {
    ReadVersions<Tagihan>();
    ReadVersions<Komitmen>();
    ReadVersions<Revisi>();
    ReadVersions<Setoran>();
    ReadVersions<Koreksi>();
    ReadVersions<Pembukaan>();
  }

  // Tables whose keys say everything, and that of numbers. What belongs in them is compared with
  // each office-year.
  void ReadLists() {
    size_t listed = 0;
    for (const store::Table* table :
         {&kDokumenTable, &kTerbukaTable, &kTugasTable, &kAcuanTable, &kNomorTable}) {
      Each(*table, [&](std::string_view key, std::string_view value) -> absl::Status {
        ASSIGN_OR_RETURN(OfficeYear year, SplitYear(key));
        years_.insert(std::move(year));
        listed += table == &kDokumenTable ? 1 : 0;
        if (table == &kNomorTable) {
          return DecodeNomor(value).status();
        }
        return value.empty() ? absl::OkStatus() : Wrong("a list has a value");
      });
    }
    if (listed != report_->dokumen) {
      findings_.Add(kDokumenTable,
                    absl::StrCat(listed, " documents, ", report_->dokumen, " have versions"));
    }
  }

  void ReadOthers() {
    Each(kPadananTable, [&](std::string_view key, std::string_view value) -> absl::Status {
      ASSIGN_OR_RETURN(const Padanan padanan, DecodePadanan(key, value));
      return DaftarPadanan::Of({padanan}).ok() ? absl::OkStatus()
                                               : Wrong("a code and its counterpart do not fit");
    });
    std::set<OfficeYear> compared;
    Each(kPembandingTable, [&](std::string_view key, std::string_view value) -> absl::Status {
      ASSIGN_OR_RETURN(OfficeYear year, SplitYear(key));
      compared.insert(std::move(year));
      return DecodePembanding(value).status();
    });
    Each(kPenjelasanTable, [&](std::string_view key, std::string_view value) -> absl::Status {
      ASSIGN_OR_RETURN(OfficeYear year, SplitYear(key));
      compared.insert(std::move(year));
      return DecodePenjelasan(SumberPembanding::kPok, "", value).status();
    });
    for (const OfficeYear& year : compared) {
      Note(kPembandingTable, LoadPembanding(snapshot_, year.first, year.second).status());
      Note(kPenjelasanTable, LoadPenjelasan(snapshot_, year.first, year.second).status());
    }
  }

  void Note(const store::Table& table, const absl::Status& status) {
    if (!status.ok()) {
      findings_.Add(table, std::string(status.message()));
    }
  }

  void Fold(const OfficeYear& year) {
    const std::string where = absl::StrCat("satker ", year.first, ", ", year.second, ": ");
    const absl::StatusOr<BukuLengkap> buku = LoadBukuLengkap(snapshot_, year.first, year.second);
    if (!buku.ok()) {
      findings_.Add(kJurnalTable, absl::StrCat(where, buku.status().message()));
      return;
    }
    for (const Temuan& temuan : Verify(*buku)) {
      findings_.Add(kJurnalTable, absl::StrCat(where, temuan.invariant, ": ", temuan.what));
    }
    Note(kJurnalTable, CheckDerived(snapshot_, *buku, where, &findings_, &folded_cards_));
  }

  void Prove(const DigestRantai& digest) {
    const std::string where = absl::StrCat("satker ", digest.satker, ", ", digest.tahun,
                                           ": I5: the digest of transaction ", digest.nomor);
    const absl::StatusOr<std::optional<TitikRantai>> titik =
        GetRantai(snapshot_, digest.satker, digest.tahun, digest.nomor);
    if (!titik.ok()) {
      findings_.Add(kJurnalTable, absl::StrCat(where, ": ", titik.status().message()));
    } else if (!*titik) {
      findings_.Add(kJurnalTable, absl::StrCat(where, ": the journal does not go that far"));
    } else if ((*titik)->rantai != digest.rantai) {
      findings_.Add(kJurnalTable, absl::StrCat(where, " is another in this store"));
    } else {
      ++report_->digest;
    }
  }

  const Snapshot& snapshot_;
  const std::vector<DigestRantai>& digests_;
  BudgetReport* report_;
  Findings findings_;
  std::set<OfficeYear> years_;
  size_t cards_ = 0;
  size_t folded_cards_ = 0;
};

}  // namespace

absl::StatusOr<DigestRantai> ParseDigest(std::string_view text) {
  const std::vector<std::string> parts = absl::StrSplit(std::string(text), ':');
  DigestRantai digest;
  constexpr size_t kHexDigits = 64;
  const bool fits =
      parts.size() == 4 && !parts[0].empty() && absl::SimpleAtoi(parts[1], &digest.tahun) &&
      parts[1].size() == 4 && absl::SimpleAtoi(parts[2], &digest.nomor) && digest.nomor > 0 &&
      parts[3].size() == kHexDigits && std::all_of(parts[3].begin(), parts[3].end(), [](char c) {
        return absl::ascii_isxdigit(static_cast<unsigned char>(c));
      });
  if (!fits) {
    return absl::InvalidArgumentError(absl::StrCat(
        "'", std::string(text), "' is not SATKER:YEAR:NUMBER:DIGEST with 64 hexadecimal digits"));
  }
  digest.satker = parts[0];
  digest.rantai = absl::HexStringToBytes(parts[3]);
  return digest;
}

absl::Status CheckBudgetRecords(const Snapshot& snapshot, const std::vector<DigestRantai>& digests,
                                BudgetReport* report) {
  *report = BudgetReport();
  return Check(snapshot, digests, report).Run();
}

absl::Status CheckBudgetRecords(const Snapshot& snapshot) {
  BudgetReport report;
  return CheckBudgetRecords(snapshot, {}, &report);
}

}  // namespace sakip::budget
