#include "common/clock/clock.h"

#include <algorithm>
#include <chrono>

#include "absl/strings/str_cat.h"

namespace sakip::clock {
namespace {

constexpr int64_t kSecond = 1'000'000;
constexpr int64_t kDay = int64_t{86'400} * kSecond;
constexpr int64_t kJakarta = int64_t{7} * 3'600 * kSecond;

// A day and the micros since its midnight; whole days round down, before 1970 too.
struct Split {
  int64_t days = 0;
  int64_t micros = 0;
};

Split SplitDay(int64_t micros) {
  Split split{micros / kDay, micros % kDay};
  if (split.micros < 0) {
    split.micros += kDay;
    --split.days;
  }
  return split;
}

std::string Padded(int64_t value, size_t width) {
  std::string text = absl::StrCat(value);
  text.insert(0, width - std::min(width, text.size()), '0');
  return text;
}

Timestamp Clamp(Timestamp moment) {
  static const int64_t first = period::Tanggal::FromEpochDays(INT64_MIN).epoch_days() * kDay;
  static const int64_t end = (period::Tanggal::FromEpochDays(INT64_MAX).epoch_days() + 1) * kDay;
  return {std::clamp(moment.micros, first, end - 1)};
}

}  // namespace

Timestamp SystemClock::Now() const {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::microseconds>(since).count()};
}

period::Tanggal InJakarta(Timestamp moment) {
  return period::Tanggal::FromEpochDays(SplitDay(Clamp(moment).micros + kJakarta).days);
}

std::string FormatRfc3339(Timestamp moment) {
  const Split split = SplitDay(Clamp(moment).micros);
  const int64_t seconds = split.micros / kSecond;
  return absl::StrCat(period::Tanggal::FromEpochDays(split.days).Iso(), "T",
                      Padded(seconds / 3600, 2), ":", Padded(seconds / 60 % 60, 2), ":",
                      Padded(seconds % 60, 2), ".", Padded(split.micros % kSecond, 6), "Z");
}

}  // namespace sakip::clock
