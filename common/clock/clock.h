#ifndef SAKIP_COMMON_CLOCK_CLOCK_H_
#define SAKIP_COMMON_CLOCK_CLOCK_H_

#include <atomic>
#include <compare>
#include <cstdint>
#include <string>

#include "common/period/period.h"

// The only place that reads the system clock. Whoever needs the time is given a Clock.
namespace sakip::clock {

// Microseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
struct Timestamp {
  int64_t micros = 0;

  friend auto operator<=>(Timestamp, Timestamp) = default;
};

// Thread-safe. Not monotonic: an administrator may set the system's clock back.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Timestamp Now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Timestamp Now() const override;
};

// For tests and reproducible runs: stands still until told.
class FakeClock final : public Clock {
 public:
  explicit FakeClock(Timestamp now = {}) : micros_(now.micros) {}

  Timestamp Now() const override { return {micros_.load()}; }
  void Set(Timestamp now) { micros_.store(now.micros); }
  void Advance(int64_t micros) { micros_.fetch_add(micros); }

 private:
  std::atomic<int64_t> micros_;
};

// The civil date in Asia/Jakarta (UTC+7, without daylight saving), by which deadlines count.
// A moment outside years 1..9999 is clamped to that range.
period::Tanggal InJakarta(Timestamp moment);

// RFC 3339 in UTC with six decimals: "2018-02-02T03:04:05.000006Z". Clamped as InJakarta.
std::string FormatRfc3339(Timestamp moment);

}  // namespace sakip::clock

#endif  // SAKIP_COMMON_CLOCK_CLOCK_H_
