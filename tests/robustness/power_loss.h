#ifndef SAKIP_TESTS_ROBUSTNESS_POWER_LOSS_H_
#define SAKIP_TESTS_ROBUSTNESS_POWER_LOSS_H_

#include <cstdint>
#include <memory>
#include <random>
#include <string>

#include "tests/robustness/acknowledged.h"
#include "tests/robustness/harness.h"
#include "tests/robustness/simulated_disk.h"

namespace sakip::robustness {

struct CutRound {
  bool counts = false;  // enough was acknowledged and the cut met someone writing
  uint64_t acknowledged = 0;
  uint64_t lost = 0;
  std::string problem;  // empty: the store opened by itself and had everything
  std::string what;     // the model and the moment, for the reader of a failure
};

// One store, its writers, and power cuts one after the other.
class PowerLoss {
 public:
  explicit PowerLoss(uint64_t seed);

  // Four writers, a cut at a random change of the disk, sometimes a second one while the store
  // recovers; then it opens, and everything acknowledged since the beginning is looked for.
  CutRound Round();

 private:
  void LoseNewestWitness(const std::string& before);
  void CutWhileRecovering(CutRound& round);
  void OpenAndCheck(CutRound& round);

  ScratchDir scratch_;
  const std::string dir_;
  std::mt19937_64 random_;
  Acknowledged acknowledged_;
};

}  // namespace sakip::robustness

#endif  // SAKIP_TESTS_ROBUSTNESS_POWER_LOSS_H_
