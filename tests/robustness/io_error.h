#ifndef SAKIP_TESTS_ROBUSTNESS_IO_ERROR_H_
#define SAKIP_TESTS_ROBUSTNESS_IO_ERROR_H_

#include <cstdint>
#include <string>

#include "tests/robustness/harness.h"
#include "tests/robustness/simulated_disk.h"

namespace sakip::robustness {

struct IoErrorRun {
  bool counts = false;  // the call that should fail was reached
  uint64_t acknowledged = 0;
  std::string problem;  // empty: every promise was kept
  std::string what;     // the fault, for the reader of a failure
};

// The run of this number: which call fails, how, and when. Of 8 runs 7 meet a store that writes,
// with 8 writers, and one a store that opens.
IoErrorRun RunIoError(uint64_t number, uint64_t seed);

}  // namespace sakip::robustness

#endif  // SAKIP_TESTS_ROBUSTNESS_IO_ERROR_H_
