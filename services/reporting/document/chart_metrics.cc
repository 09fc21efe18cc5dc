#include "services/reporting/document/chart_metrics.h"

#include <cstddef>
#include <cstdint>
#include <iterator>

#include "services/reporting/document/text.h"

namespace sakip::document {
namespace {

// Advance widths of ASCII 32..126 in thousandths of the size.
constexpr int kWidths[] = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584};
static_assert(std::size(kWidths) == 95);

}  // namespace

double SansWidth(std::string_view text, double size) {
  int thousandths = 0;
  for (std::size_t pos = 0; pos < text.size();) {
    const std::uint32_t code = NextCodePoint(text, pos);
    thousandths += code >= 32 && code <= 126 ? kWidths[code - 32] : 1000;
  }
  return thousandths * size / 1000;
}

}  // namespace sakip::document
