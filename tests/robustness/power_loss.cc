#include "tests/robustness/power_loss.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/store/rocksdb_store.h"

namespace sakip::robustness {
namespace {

constexpr int kWriters = 4;
constexpr uint64_t kAcksMin = 200;
constexpr uint64_t kSmallMemory = 64 << 10;
constexpr std::chrono::seconds kPatience{30};
constexpr size_t kWitnessSlotBytes = 512;
constexpr size_t kWitnessSlots[] = {0, 4096};

}  // namespace

PowerLoss::PowerLoss(uint64_t seed)
    : dir_(scratch_.path() + "/store"), random_(seed), acknowledged_(kWriters, seed) {
  if (!store::InitRocksDbStore(dir_, "planning").ok()) {
    std::abort();
  }
}

CutRound PowerLoss::Round() {
  CutRound round;
  const auto model = static_cast<CutModel>(Draw(random_, 0, kCutModels - 1));
  // Often so little memory that cuts meet flushes and merges of table files too.
  const bool small_memory = Draw(random_, 0, 1) == 0;
  const uint64_t cut_at = Draw(random_, 300, 1'200);
  round.what =
      absl::StrCat(Name(model), ", cut at change ", cut_at, small_memory ? ", small memory" : "");

  DiskEnv disk(dir_ + "/db", random_());
  FatalWatch fatal;
  store::RocksDbOptions options = StoreAt(dir_);
  options.on_fatal = fatal.Handler();
  options.test_only.env = disk.env.get();
  options.test_only.write_buffer_bytes = small_memory ? kSmallMemory : 0;
  auto opened = store::OpenRocksDbStore(options);
  if (!opened.ok()) {
    round.problem = absl::StrCat("does not open: ", opened.status().ToString());
    return round;
  }
  const std::string witness = ReadBytes(dir_ + ".witness");
  const uint64_t before = acknowledged_.acks();
  disk.disk->CutAt(cut_at);
  {
    Traffic traffic(**opened, acknowledged_, fatal, kWriters, 100);
    if (!fatal.WaitFor(kPatience)) {
      round.problem = "the store goes on although the power is off";
    }
    (*opened)->Close();
    traffic.Stop();
    round.acknowledged = acknowledged_.acks() - before;
    round.counts = disk.disk->off() && round.acknowledged >= kAcksMin && traffic.unanswered() > 0;
  }
  opened->reset();
  disk.disk->PowerCut(model, random_());
  if (Draw(random_, 0, 3) == 0) {
    LoseNewestWitness(witness);
    round.what += ", newest witness lost";
  }
  if (Draw(random_, 0, 3) == 0) {
    CutWhileRecovering(round);
  }
  if (round.problem.empty()) {
    OpenAndCheck(round);
  }
  return round;
}

// The witness file is written past the simulated disk. Either its last writes never came to the
// disk, or the power went in the middle of a slot.
void PowerLoss::LoseNewestWitness(const std::string& before) {
  const std::string path = dir_ + ".witness";
  std::string now = ReadBytes(path);
  if (Draw(random_, 0, 1) == 0) {
    WriteBytes(path, before);
    return;
  }
  for (const size_t slot : kWitnessSlots) {
    if (slot + kWitnessSlotBytes <= now.size() &&
        now.compare(slot, kWitnessSlotBytes, before, slot, kWitnessSlotBytes) != 0) {
      now.replace(slot + kWitnessSlotBytes / 2, kWitnessSlotBytes / 2, kWitnessSlotBytes / 2, '?');
      WriteBytes(path, now);
      return;
    }
  }
}

void PowerLoss::CutWhileRecovering(CutRound& round) {
  const uint64_t cut_at = Draw(random_, 1, 40);
  const auto model = static_cast<CutModel>(Draw(random_, 0, kCutModels - 1));
  absl::StrAppend(&round.what, ", cut again at change ", cut_at, " of the recovery, ", Name(model));
  DiskEnv disk(dir_ + "/db", random_());
  FatalWatch fatal;
  store::RocksDbOptions options = StoreAt(dir_);
  options.on_fatal = fatal.Handler();
  options.test_only.env = disk.env.get();
  disk.disk->CutAt(cut_at);
  auto opened = store::OpenRocksDbStore(options);
  if (opened.ok()) {
    (*opened)->Close();
    opened->reset();
  }
  disk.disk->PowerCut(model, random_());
}

void PowerLoss::OpenAndCheck(CutRound& round) {
  FatalWatch fatal;
  store::RocksDbOptions options = StoreAt(dir_);
  options.on_fatal = fatal.Handler();
  auto store = store::OpenRocksDbStore(options);
  if (!store.ok()) {
    round.problem = absl::StrCat("does not open: ", store.status().ToString());
    return;
  }
  auto findings = acknowledged_.Check(*(*store)->GetSnapshot());
  if (!findings.ok()) {
    round.problem = absl::StrCat("does not read: ", findings.status().ToString());
  } else if (!findings->fine()) {
    round.lost = findings->lost;
    round.problem = findings->Text();
  }
  (*store)->Close();
  if (fatal.calls() > 0) {
    round.problem = "failed on a healthy disk: " + fatal.message();
  }
}

}  // namespace sakip::robustness
