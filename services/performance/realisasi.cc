#include "services/performance/realisasi.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/resource_name/resource_name.h"
#include "common/status/status_macros.h"

namespace sakip::performance {
namespace {

constexpr int kDesimalMax = 8;
constexpr std::string_view kIndikatorPattern = "satker/{satker}/indikator/{indikator}";
constexpr std::string_view kRealisasiPattern = "satker/{satker}/realisasi/{realisasi}";

void Append(std::string& bytes, std::string_view field) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<char>((field.size() >> shift) & 0xff));
  }
  bytes.append(field);
}

std::string_view StatusText(StatusRealisasi status) {
  switch (status) {
    case StatusRealisasi::kMeasured:
      return "MEASURED";
    case StatusRealisasi::kNoCase:
      return "NO_CASE";
    case StatusRealisasi::kNotApplicable:
      return "NOT_APPLICABLE";
    case StatusRealisasi::kMissing:
      return "MISSING";
    case StatusRealisasi::kRejected:
      return "REJECTED";
  }
  return "";
}

std::optional<ratio::Ratio> NumberOf(const Realisasi& realisasi) {
  const auto number = ratio::Ratio::FromDecimal(realisasi.nilai.angka);
  return number.ok() ? std::optional(*number) : std::nullopt;
}

// A negative number inside an expression.
std::string Operand(const ratio::Ratio& value) {
  return value.Sign() < 0 ? absl::StrCat("(", Angka(value), ")") : Angka(value);
}

std::string WithSatuan(const std::string& angka, const std::string& satuan) {
  return satuan.empty() || satuan == "%" ? absl::StrCat(angka, satuan)
                                         : absl::StrCat(angka, " ", satuan);
}

// Why `measured` do not add up; empty when they do.
std::string WhyNotComparable(const std::vector<const Realisasi*>& measured) {
  for (const Realisasi* one : measured) {
    if (one->nilai.angka.empty()) {
      return absl::StrCat("Realisasi ", one->periode.FormatIndonesian(), " bukan angka: \"",
                          one->nilai.raw, "\"");
    }
    if (!nilai::SameSatuan(one->nilai.satuan, measured.front()->nilai.satuan)) {
      return absl::StrCat("Satuan realisasi ", one->periode.FormatIndonesian(),
                          " berbeda dengan periode sebelumnya");
    }
  }
  return "";
}

// The value of one entry, as it stands.
NilaiTahun OfOne(const Realisasi& one) {
  NilaiTahun tahun;
  tahun.status = StatusRealisasi::kMeasured;
  tahun.nilai = one.nilai;
  tahun.angka = NumberOf(one);
  if (!tahun.angka) {
    tahun.alasan = absl::StrCat("Realisasi bukan angka: \"", one.nilai.raw, "\"");
    return tahun;
  }
  tahun.ungkapan = Operand(*tahun.angka);
  if (one.periode.kind() != period::Periode::Kind::kTahun) {
    tahun.langkah = absl::StrCat("Realisasi tahun: nilai terakhir, ",
                                 one.periode.FormatIndonesian(), " = ", Angka(*tahun.angka));
  }
  return tahun;
}

// Sum or mean.
NilaiTahun OfAll(bool mean, const std::vector<const Realisasi*>& measured) {
  NilaiTahun tahun;
  tahun.status = StatusRealisasi::kMeasured;
  tahun.nilai.satuan = measured.front()->nilai.satuan;
  tahun.alasan = WhyNotComparable(measured);
  if (!tahun.alasan.empty()) {
    tahun.nilai = measured.back()->nilai;
    return tahun;
  }
  std::vector<ratio::Ratio> numbers;
  for (const Realisasi* one : measured) {
    numbers.push_back(NumberOf(*one).value_or(ratio::Ratio()));
    absl::StrAppend(&tahun.ungkapan, tahun.ungkapan.empty() ? "(" : " + ", Operand(numbers.back()));
  }
  tahun.ungkapan += ")";
  const auto value = mean ? ratio::Mean(numbers) : ratio::Sum(numbers);
  tahun.angka = value.value_or(ratio::Ratio());
  if (mean) {
    tahun.ungkapan = absl::StrCat("(", tahun.ungkapan, " / ", numbers.size(), ")");
  }
  bool exact = false;
  const std::string angka = Angka(*tahun.angka, &exact);
  tahun.nilai.angka = nilai::ParseAngka(tahun.angka->RoundHalfAway(kDesimalMax)).value_or("");
  tahun.nilai.raw = WithSatuan(angka, tahun.nilai.satuan);
  tahun.langkah = absl::StrCat("Realisasi tahun: ", mean ? "rata-rata " : "jumlah ", numbers.size(),
                               " periode, ", tahun.ungkapan, exact ? " = " : " ≈ ", angka);
  return tahun;
}

}  // namespace

std::string CanonicalBytes(const Realisasi& realisasi) {
  std::string bytes;
  Append(bytes, "realisasi/1");
  Append(bytes, realisasi.indikator);
  Append(bytes, realisasi.periode.ToString());
  Append(bytes, StatusText(realisasi.status));
  Append(bytes, realisasi.nilai.raw);
  Append(bytes, realisasi.nilai.angka);
  Append(bytes, realisasi.nilai.satuan);
  Append(bytes, realisasi.alasan);
  Append(bytes, realisasi.narasi.uraian);
  Append(bytes, realisasi.narasi.faktor_pendukung);
  Append(bytes, realisasi.narasi.kendala);
  Append(bytes, realisasi.narasi.tindak_lanjut);
  Append(bytes, realisasi.historis ? "1" : "0");
  return bytes;
}

absl::StatusOr<std::string> RealisasiName(std::string_view indikator,
                                          const period::Periode& periode) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids,
                   resource_name::Match(kIndikatorPattern, indikator));
  return resource_name::Format(kRealisasiPattern,
                               {ids[0], absl::StrCat(ids[1], "~", periode.ToString())});
}

absl::StatusOr<RealisasiKey> ParseRealisasiName(std::string_view name) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids,
                   resource_name::Match(kRealisasiPattern, name));
  const size_t tilde = ids[1].rfind('~');
  if (tilde == std::string::npos) {
    return absl::InvalidArgumentError("the name of a realisasi ends in ~ and its periode");
  }
  ASSIGN_OR_RETURN(const period::Periode periode,
                   period::Periode::Parse(std::string_view(ids[1]).substr(tilde + 1)));
  ASSIGN_OR_RETURN(std::string indikator,
                   resource_name::Format(kIndikatorPattern, {ids[0], ids[1].substr(0, tilde)}));
  return RealisasiKey{std::move(indikator), periode};
}

void KeepNewestNarasi(std::vector<Realisasi>& realisasi) {
  const std::string* told = nullptr;  // the indikator whose narrative is found
  for (auto entry = realisasi.rbegin(); entry != realisasi.rend(); ++entry) {
    if (told != nullptr && *told == entry->indikator) {
      entry->narasi = Narasi();
    } else if (entry->narasi != Narasi()) {
      told = &entry->indikator;
    }
  }
}

bool SameContent(const Realisasi& a, const Realisasi& b) {
  return CanonicalBytes(a) == CanonicalBytes(b);
}

std::string Angka(const ratio::Ratio& value, bool* exact) {
  if (exact != nullptr) {
    const auto rounded = ratio::Ratio::FromDecimal(value.RoundHalfAway(kDesimalMax));
    *exact = rounded.ok() && *rounded == value;
  }
  return value.FormatIndonesian(kDesimalMax, /*trim_zeros=*/true);
}

NilaiTahun Akumulasikan(Akumulasi akumulasi, const std::vector<const Realisasi*>& realisasi) {
  std::vector<const Realisasi*> measured;
  const Realisasi* unmeasured = nullptr;
  for (const Realisasi* one : realisasi) {
    if (one->status == StatusRealisasi::kMeasured) {
      measured.push_back(one);
    } else if (one->status == StatusRealisasi::kNoCase ||
               (one->status == StatusRealisasi::kNotApplicable && unmeasured == nullptr)) {
      unmeasured = one;
    }
  }
  if (measured.empty()) {
    NilaiTahun tahun;
    if (unmeasured == nullptr) {
      tahun.alasan = "Realisasi belum dilaporkan";
      return tahun;
    }
    tahun.status = unmeasured->status;
    tahun.nilai = unmeasured->nilai;
    tahun.alasan = unmeasured->alasan;
    return tahun;
  }
  if (measured.front()->periode.kind() == period::Periode::Kind::kTahun) {
    return OfOne(*measured.front());
  }
  switch (akumulasi) {
    case Akumulasi::kCumulative:
    case Akumulasi::kLast:
      return OfOne(*measured.back());
    case Akumulasi::kSum:
    case Akumulasi::kAverage:
      break;
  }
  return OfAll(akumulasi == Akumulasi::kAverage, measured);
}

}  // namespace sakip::performance
