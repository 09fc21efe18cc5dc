#include "common/period/period.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <tuple>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "common/status/status_macros.h"

namespace sakip::period {
namespace {

constexpr std::string_view kNamaBulan[] = {"Januari",   "Februari", "Maret",    "April",
                                           "Mei",       "Juni",     "Juli",     "Agustus",
                                           "September", "Oktober",  "November", "Desember"};
constexpr const char* kRomawi[] = {"I", "II", "III", "IV"};

// A calendar only: nothing of <chrono> here reads a clock.
using std::chrono::sys_days;
using std::chrono::year_month_day;

year_month_day Ymd(int year, int month, int day) {
  return {std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
          std::chrono::day(static_cast<unsigned>(day))};
}

int64_t Days(int year, int month, int day) {
  return static_cast<sys_days>(Ymd(year, month, day)).time_since_epoch().count();
}

// Exactly `text.size()` ASCII digits, at most four.
std::optional<int> Digits(std::string_view text) {
  if (text.empty() || text.size() > 4 ||
      text.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  int value = 0;
  for (const char c : text) {
    value = value * 10 + (c - '0');
  }
  return value;
}

std::string Padded(int value, size_t width) {
  std::string text = absl::StrCat(value);
  text.insert(0, width - std::min(width, text.size()), '0');
  return text;
}

absl::Status Bad(const char* what, std::string_view text) {
  return absl::InvalidArgumentError(absl::StrCat(what, ": ", std::string(text.substr(0, 40))));
}

}  // namespace

std::string_view NamaBulan(int bulan) {
  return kNamaBulan[std::clamp(bulan, 1, 12) - 1];
}

absl::StatusOr<TahunAnggaran> TahunAnggaran::Of(int64_t tahun) {
  if (tahun < kMin || tahun > kMax) {
    return absl::InvalidArgumentError(
        absl::StrCat("not a fiscal year (", kMin, "..", kMax, "): ", tahun));
  }
  return TahunAnggaran(static_cast<int>(tahun));
}

absl::StatusOr<TahunAnggaran> TahunAnggaran::Parse(std::string_view text) {
  const auto value = Digits(text);
  if (!value || text.size() != 4) {
    return Bad("not a fiscal year of four digits", text);
  }
  return Of(*value);
}

std::string TahunAnggaran::ToString() const {
  return absl::StrCat(value_);
}

absl::StatusOr<Triwulan> Triwulan::Of(int64_t triwulan) {
  if (triwulan < 1 || triwulan > 4) {
    return absl::InvalidArgumentError(absl::StrCat("not a quarter (1..4): ", triwulan));
  }
  return Triwulan(static_cast<int>(triwulan));
}

std::string Triwulan::Romawi() const {
  return kRomawi[value_ - 1];
}

absl::StatusOr<Bulan> Bulan::Of(int64_t bulan) {
  if (bulan < 1 || bulan > 12) {
    return absl::InvalidArgumentError(absl::StrCat("not a month (1..12): ", bulan));
  }
  return Bulan(static_cast<int>(bulan));
}

std::string Bulan::Nama() const {
  return std::string(NamaBulan(value_));
}

absl::StatusOr<Tanggal> Tanggal::Of(int64_t year, int64_t month, int64_t day) {
  const bool in_range =
      year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  if (!in_range ||
      !Ymd(static_cast<int>(year), static_cast<int>(month), static_cast<int>(day)).ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat("no such date: year ", year, ", month ", month, ", day ", day));
  }
  return Tanggal(static_cast<int>(year), static_cast<int>(month), static_cast<int>(day));
}

absl::StatusOr<Tanggal> Tanggal::ParseIso(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
    return Bad("not a date of the form YYYY-MM-DD", text);
  }
  const auto year = Digits(text.substr(0, 4));
  const auto month = Digits(text.substr(5, 2));
  const auto day = Digits(text.substr(8, 2));
  if (!year || !month || !day) {
    return Bad("not a date of the form YYYY-MM-DD", text);
  }
  return Of(*year, *month, *day);
}

Tanggal Tanggal::FromEpochDays(int64_t days) {
  const int64_t inside = std::clamp(days, Days(1, 1, 1), Days(9999, 12, 31));
  const year_month_day date{sys_days(std::chrono::days(inside))};
  return Tanggal(static_cast<int>(date.year()),
                 static_cast<int>(static_cast<unsigned>(date.month())),
                 static_cast<int>(static_cast<unsigned>(date.day())));
}

int64_t Tanggal::epoch_days() const {
  return Days(year_, month_, day_);
}

std::string Tanggal::Iso() const {
  return absl::StrCat(Padded(year_, 4), "-", Padded(month_, 2), "-", Padded(day_, 2));
}

std::string Tanggal::Panjang() const {
  return absl::StrCat(day_, " ", std::string(NamaBulan(month_)), " ", year_);
}

Periode Periode::OfTahun(TahunAnggaran tahun) {
  return Periode(tahun, Kind::kTahun, 0);
}

Periode Periode::OfTriwulan(TahunAnggaran tahun, Triwulan triwulan) {
  return Periode(tahun, Kind::kTriwulan, triwulan.value());
}

Periode Periode::OfBulan(TahunAnggaran tahun, Bulan bulan) {
  return Periode(tahun, Kind::kBulan, bulan.value());
}

absl::StatusOr<Periode> Periode::Parse(std::string_view text) {
  static constexpr char kBad[] = "not a period (2017, 2017-TW2 or 2017-06)";
  if (text.size() != 4 && (text.size() < 7 || text[4] != '-')) {
    return Bad(kBad, text);
  }
  ASSIGN_OR_RETURN(const TahunAnggaran tahun, TahunAnggaran::Parse(text.substr(0, 4)));
  if (text.size() == 4) {
    return OfTahun(tahun);
  }
  const std::string_view part = text.substr(5);
  if (part.starts_with("TW")) {
    const auto number = Digits(part.substr(2));
    if (!number || part.size() != 3) {
      return Bad(kBad, text);
    }
    ASSIGN_OR_RETURN(const Triwulan triwulan, Triwulan::Of(*number));
    return OfTriwulan(tahun, triwulan);
  }
  const auto number = Digits(part);
  if (!number || part.size() != 2) {
    return Bad(kBad, text);
  }
  ASSIGN_OR_RETURN(const Bulan bulan, Bulan::Of(*number));
  return OfBulan(tahun, bulan);
}

std::string Periode::ToString() const {
  switch (kind_) {
    case Kind::kTahun:
      break;
    case Kind::kTriwulan:
      return absl::StrCat(tahun_.ToString(), "-TW", number_);
    case Kind::kBulan:
      return absl::StrCat(tahun_.ToString(), "-", Padded(number_, 2));
  }
  return tahun_.ToString();
}

int Periode::first_bulan() const {
  switch (kind_) {
    case Kind::kTahun:
      break;
    case Kind::kTriwulan:
      return number_ * 3 - 2;
    case Kind::kBulan:
      return number_;
  }
  return 1;
}

int Periode::last_bulan() const {
  switch (kind_) {
    case Kind::kTahun:
      break;
    case Kind::kTriwulan:
      return number_ * 3;
    case Kind::kBulan:
      return number_;
  }
  return 12;
}

Tanggal Periode::Awal() const {
  return Tanggal::FromEpochDays(Days(tahun_.value(), first_bulan(), 1));
}

Tanggal Periode::Akhir() const {
  const int last = last_bulan();
  const int64_t next =
      last == 12 ? Days(tahun_.value() + 1, 1, 1) : Days(tahun_.value(), last + 1, 1);
  return Tanggal::FromEpochDays(next - 1);
}

std::string Periode::FormatIndonesian() const {
  switch (kind_) {
    case Kind::kTahun:
      break;
    case Kind::kTriwulan:
      return absl::StrCat("Triwulan ", kRomawi[number_ - 1], " Tahun ", tahun_.ToString());
    case Kind::kBulan:
      return absl::StrCat(std::string(NamaBulan(number_)), " ", tahun_.ToString());
  }
  return absl::StrCat("Tahun ", tahun_.ToString());
}

std::strong_ordering operator<=>(const Periode& a, const Periode& b) {
  const auto key = [](const Periode& p) {
    return std::tuple(p.tahun_.value(), p.last_bulan(), p.last_bulan() - p.first_bulan());
  };
  if (key(a) == key(b)) {
    return std::strong_ordering::equal;
  }
  return key(a) < key(b) ? std::strong_ordering::less : std::strong_ordering::greater;
}

}  // namespace sakip::period
