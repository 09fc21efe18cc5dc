#ifndef SAKIP_COMMON_PERIOD_PERIOD_H_
#define SAKIP_COMMON_PERIOD_PERIOD_H_

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

// Fiscal years, months, quarters and civil dates. No clock and no time zone: see common/clock.
// Values are always valid; factories answer INVALID_ARGUMENT for what is not. Thread-safe.
namespace sakip::period {

// Tahun anggaran, equal to the calendar year: 2010..2100.
class TahunAnggaran {
 public:
  static constexpr int kMin = 2010;
  static constexpr int kMax = 2100;

  static absl::StatusOr<TahunAnggaran> Of(int64_t tahun);
  static absl::StatusOr<TahunAnggaran> Parse(std::string_view text);  // "2017", four digits

  int value() const { return value_; }
  std::string ToString() const;  // "2017"

  friend auto operator<=>(TahunAnggaran, TahunAnggaran) = default;

 private:
  explicit TahunAnggaran(int value) : value_(value) {}

  int value_;
};

// Triwulan I..IV.
class Triwulan {
 public:
  static absl::StatusOr<Triwulan> Of(int64_t triwulan);  // 1..4

  int value() const { return value_; }
  int first_bulan() const { return value_ * 3 - 2; }  // 1, 4, 7, 10
  int last_bulan() const { return value_ * 3; }       // 3, 6, 9, 12
  std::string Romawi() const;                         // "II"

  friend auto operator<=>(Triwulan, Triwulan) = default;

 private:
  friend class Bulan;
  explicit Triwulan(int value) : value_(value) {}

  int value_;
};

// A month of a fiscal year: 1..12.
class Bulan {
 public:
  static absl::StatusOr<Bulan> Of(int64_t bulan);

  int value() const { return value_; }
  Triwulan triwulan() const { return Triwulan((value_ + 2) / 3); }
  std::string Nama() const;  // "Februari"

  friend auto operator<=>(Bulan, Bulan) = default;

 private:
  explicit Bulan(int value) : value_(value) {}

  int value_;
};

// A civil date of the proleptic Gregorian calendar, years 1..9999.
class Tanggal {
 public:
  static absl::StatusOr<Tanggal> Of(int64_t year, int64_t month, int64_t day);
  static absl::StatusOr<Tanggal> ParseIso(std::string_view text);  // "2018-02-02" exactly

  // Days since 1970-01-01; a count outside years 1..9999 is clamped to the nearest date inside.
  static Tanggal FromEpochDays(int64_t days);
  int64_t epoch_days() const;

  int year() const { return year_; }
  int month() const { return month_; }
  int day() const { return day_; }

  std::string Iso() const;      // "2018-02-02"
  std::string Panjang() const;  // "2 Februari 2018"

  // NOLINTNEXTLINE(modernize-use-nullptr): version 14 mistakes the 0 of a rewritten comparison
  friend auto operator<=>(Tanggal, Tanggal) = default;

 private:
  Tanggal(int year, int month, int day) : year_(year), month_(month), day_(day) {}

  int year_;
  int month_;
  int day_;
};

// A reporting period: a year, one of its quarters, or one of its months.
class Periode {
 public:
  enum class Kind { kTahun, kTriwulan, kBulan };

  static Periode OfTahun(TahunAnggaran tahun);
  static Periode OfTriwulan(TahunAnggaran tahun, Triwulan triwulan);
  static Periode OfBulan(TahunAnggaran tahun, Bulan bulan);

  // The canonical form, one spelling per period: "2017", "2017-TW2", "2017-06".
  static absl::StatusOr<Periode> Parse(std::string_view text);
  std::string ToString() const;

  TahunAnggaran tahun() const { return tahun_; }
  Kind kind() const { return kind_; }
  int number() const { return number_; }  // triwulan 1..4, bulan 1..12; 0 for a year

  int first_bulan() const;  // 1..12
  int last_bulan() const;   // 1..12
  Tanggal Awal() const;     // first day
  Tanggal Akhir() const;    // last day

  std::string FormatIndonesian() const;  // "Tahun 2017", "Triwulan II Tahun 2017", "Juni 2017"

  // A total order for sorting and keys: year, then last month, then the shorter period first
  // ("2017-06" < "2017-TW2" < "2017-07").
  friend std::strong_ordering operator<=>(const Periode& a, const Periode& b);
  friend bool operator==(const Periode& a, const Periode& b) = default;

 private:
  Periode(TahunAnggaran tahun, Kind kind, int number)
      : tahun_(tahun), kind_(kind), number_(number) {}

  TahunAnggaran tahun_;
  Kind kind_;
  int number_;
};

// "Januari" .. "Desember" for 1..12.
std::string_view NamaBulan(int bulan);

}  // namespace sakip::period

#endif  // SAKIP_COMMON_PERIOD_PERIOD_H_
