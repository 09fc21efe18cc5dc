#include <utility>

#include "common/status/status_macros.h"
#include "services/budget/budget_keys.h"
#include "services/budget/dokumen_records.h"
#include "services/budget/repository_parts.h"

namespace sakip::budget {
namespace {

absl::Status Unreadable() {
  return absl::DataLossError("a key of the budget's store cannot be read");
}

absl::StatusOr<SumberPembanding> ToSumber(std::string_view digit) {
  if (digit.size() == 1 && digit[0] >= '1' && digit[0] <= DigitOf(SumberPembanding::kLppa)) {
    return static_cast<SumberPembanding>(digit[0] - '1');
  }
  return Unreadable();
}

// satker NUL year NUL, and what comes behind it in `key`.
std::string_view BehindYear(std::string_view key, std::string_view satker) {
  constexpr size_t kYear = 4;
  return key.substr(satker.size() + kYear + 2);
}

std::string PembandingPrefix(std::string_view satker, int32_t tahun, SumberPembanding sumber,
                             period::Tanggal tanggal) {
  return SignKey(satker, tahun, DigitOf(sumber), tanggal.Iso()) + '\0';
}

absl::StatusOr<std::vector<Pembanding>> LoadRange(const store::Reader& reader,
                                                  std::string_view satker,
                                                  const store::Range& range) {
  std::vector<Pembanding> semua;
  RETURN_IF_ERROR(parts::ForEach(
      reader, kPembandingTable, range,
      [&](std::string_view key, std::string_view value) -> absl::Status {
        // digit NUL date NUL line
        const std::string_view rest = BehindYear(key, satker);
        constexpr size_t kDate = 10;
        if (rest.size() < kDate + 3) {
          return Unreadable();
        }
        Pembanding pembanding;
        ASSIGN_OR_RETURN(pembanding.sumber, ToSumber(rest.substr(0, 1)));
        ASSIGN_OR_RETURN(pembanding.tanggal, period::Tanggal::ParseIso(rest.substr(2, kDate)));
        pembanding.pagu = std::string(rest.substr(kDate + 3));
        ASSIGN_OR_RETURN(pembanding.jumlah, DecodePembanding(value));
        semua.push_back(std::move(pembanding));
        return absl::OkStatus();
      }));
  return semua;
}

std::string PenjelasanPrefix(std::string_view satker, int32_t tahun, const Penjelasan& of) {
  return TugasKey(satker, tahun, of.pagu, DigitOf(of.sumber));
}

}  // namespace

absl::StatusOr<std::vector<Padanan>> LoadPadanan(const store::Reader& reader) {
  std::vector<Padanan> semua;
  RETURN_IF_ERROR(parts::ForEach(reader, kPadananTable, {},
                                 [&](std::string_view key, std::string_view value) -> absl::Status {
                                   ASSIGN_OR_RETURN(Padanan padanan, DecodePadanan(key, value));
                                   semua.push_back(std::move(padanan));
                                   return absl::OkStatus();
                                 }));
  return semua;
}

absl::StatusOr<std::optional<Padanan>> FindPadanan(const store::Reader& reader,
                                                   std::string_view lama) {
  ASSIGN_OR_RETURN(const std::optional<std::string> bytes, reader.Get(kPadananTable, lama));
  if (!bytes) {
    return std::nullopt;
  }
  return DecodePadanan(lama, *bytes);
}

absl::Status SavePadanan(store::Txn& txn, const Padanan& padanan) {
  return txn.Put(kPadananTable, padanan.lama, Encode(padanan));
}

absl::StatusOr<std::vector<Pembanding>> LoadPembanding(const store::Reader& reader,
                                                       std::string_view satker, int32_t tahun) {
  return LoadRange(reader, satker, Under(satker, std::to_string(tahun)));
}

absl::StatusOr<std::vector<Pembanding>> LoadPembanding(const store::Reader& reader,
                                                       std::string_view satker, int32_t tahun,
                                                       SumberPembanding sumber,
                                                       period::Tanggal tanggal) {
  return LoadRange(reader, satker,
                   store::PrefixRange(PembandingPrefix(satker, tahun, sumber, tanggal)));
}

absl::Status SavePembanding(store::Txn& txn, std::string_view satker, int32_t tahun,
                            const std::vector<Pembanding>& pembanding) {
  for (const Pembanding& one : pembanding) {
    RETURN_IF_ERROR(txn.Put(kPembandingTable,
                            PembandingPrefix(satker, tahun, one.sumber, one.tanggal) + one.pagu,
                            Encode(one)));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Penjelasan>> LoadPenjelasan(const store::Reader& reader,
                                                       std::string_view satker, int32_t tahun) {
  std::vector<Penjelasan> semua;
  RETURN_IF_ERROR(parts::ForEach(
      reader, kPenjelasanTable, Under(satker, std::to_string(tahun)),
      [&](std::string_view key, std::string_view value) -> absl::Status {
        // line NUL digit NUL number
        const std::string_view rest = BehindYear(key, satker);
        constexpr size_t kTail = 11;
        if (rest.size() <= kTail) {
          return Unreadable();
        }
        const size_t line = rest.size() - kTail;
        ASSIGN_OR_RETURN(const SumberPembanding sumber, ToSumber(rest.substr(line + 1, 1)));
        ASSIGN_OR_RETURN(Penjelasan penjelasan,
                         DecodePenjelasan(sumber, rest.substr(0, line), value));
        semua.push_back(std::move(penjelasan));
        return absl::OkStatus();
      }));
  return semua;
}

absl::Status SavePenjelasan(store::Txn& txn, std::string_view satker, int32_t tahun,
                            const Penjelasan& penjelasan) {
  std::string key = PenjelasanPrefix(satker, tahun, penjelasan) + '\0';
  ASSIGN_OR_RETURN(const int64_t last,
                   parts::LastNumber(txn, kPenjelasanTable, store::PrefixRange(key)));
  store::AppendBigEndian64(key, static_cast<uint64_t>(last + 1));
  return txn.Put(kPenjelasanTable, key, Encode(penjelasan));
}

}  // namespace sakip::budget
