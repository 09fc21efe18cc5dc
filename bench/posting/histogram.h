#ifndef SAKIP_BENCH_POSTING_HISTOGRAM_H_
#define SAKIP_BENCH_POSTING_HISTOGRAM_H_

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace sakip::bench {

// Counts of durations in nanoseconds, log-linear: 64 cells an octave, so that a quantile is at most
// 1.6 % too high. Not thread-safe: one a thread, merged afterwards.
class Histogram {
 public:
  void Add(uint64_t nanos) {
    ++cells_[CellOf(nanos)];
    ++count_;
    max_ = nanos > max_ ? nanos : max_;
  }

  void Merge(const Histogram& other) {
    for (size_t i = 0; i < kCells; ++i) {
      cells_[i] += other.cells_[i];
    }
    count_ += other.count_;
    max_ = other.max_ > max_ ? other.max_ : max_;
  }

  uint64_t count() const { return count_; }
  uint64_t max() const { return max_; }

  // The upper edge of the cell that holds the `q` quantile, 0 <= q <= 1; 0 when nothing was added.
  uint64_t Quantile(double q) const {
    const double wanted = q * static_cast<double>(count_);
    uint64_t seen = 0;
    for (size_t i = 0; i < kCells; ++i) {
      seen += cells_[i];
      if (seen > 0 && static_cast<double>(seen) >= wanted) {
        const uint64_t edge = UpperEdge(i);
        return edge < max_ ? edge : max_;
      }
    }
    return max_;
  }

 private:
  static constexpr size_t kSub = 64;
  static constexpr size_t kCells = kSub * 60;

  // Below kSub the value itself; above, the octave and its six bits after the first.
  static size_t CellOf(uint64_t value) {
    if (value < kSub) {
      return static_cast<size_t>(value);
    }
    const auto shift = static_cast<size_t>(std::bit_width(value)) - 7;
    const size_t cell = (shift + 1) * kSub + (static_cast<size_t>(value >> shift) - kSub);
    return cell < kCells ? cell : kCells - 1;
  }
  static uint64_t UpperEdge(size_t cell) {
    if (cell < kSub) {
      return cell;
    }
    const size_t shift = cell / kSub - 1;
    return ((uint64_t{cell % kSub + kSub} + 1) << shift) - 1;
  }

  std::array<uint64_t, kCells> cells_{};
  uint64_t count_ = 0;
  uint64_t max_ = 0;
};

}  // namespace sakip::bench

#endif  // SAKIP_BENCH_POSTING_HISTOGRAM_H_
