#include <cstddef>
#include <cstdint>

#include "tests/fuzz/sheet_fuzz.h"

// The name is libFuzzer's.
// NOLINTNEXTLINE(readability-identifier-naming)
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  sakip::fuzz::SheetXml({reinterpret_cast<const char*>(data), size});
  return 0;
}
