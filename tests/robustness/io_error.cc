#include "tests/robustness/io_error.h"

#include <array>
#include <random>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/store/rocksdb_store.h"
#include "tests/robustness/acknowledged.h"

namespace sakip::robustness {
namespace {

constexpr int kWriters = 8;
constexpr std::chrono::seconds kPatience{10};
constexpr std::chrono::seconds kStopsWithin{1};
constexpr uint64_t kWarmUp = 50;

struct Target {
  DiskOp op;
  const char* file;
  uint64_t nth_most;
  bool opening;
};

// Small write buffers make table files and MANIFEST records during a run.
constexpr std::array<Target, 8> kTargets = {{
    {DiskOp::kAppend, ".log", 200, false},
    {DiskOp::kSync, ".log", 200, false},
    {DiskOp::kAppend, ".sst", 4, false},
    {DiskOp::kSync, ".sst", 3, false},
    {DiskOp::kAppend, "MANIFEST", 3, false},
    {DiskOp::kSync, "MANIFEST", 3, false},
    {DiskOp::kCreate, ".log", 2, false},
    {DiskOp::kRename, "CURRENT", 1, true},
}};

// An open makes few calls.
constexpr std::array<DiskOp, 3> kOpeningOps = {DiskOp::kAppend, DiskOp::kSync, DiskOp::kRename};
constexpr std::array<uint64_t, 3> kOpeningMost = {8, 3, 1};

class Run {
 public:
  Run(uint64_t number, uint64_t seed)
      : dir_(scratch_.path() + "/store"),
        random_(seed * 1'000'003 + number),
        acknowledged_(kWriters, seed) {
    const Target& target = kTargets[number % kTargets.size()];
    const uint64_t turn = number / kTargets.size();
    opening_ = target.opening;
    fault_.op = opening_ ? kOpeningOps[turn % kOpeningOps.size()] : target.op;
    fault_.file = opening_ ? "" : target.file;
    fault_.nth = turn % target.nth_most + 1;
    if (opening_) {
      fault_.nth = turn / kOpeningOps.size() % kOpeningMost[turn % kOpeningOps.size()] + 1;
    }
    fault_.retryable = Draw(random_, 0, 1) == 0;
    fault_.effect = static_cast<Effect>(Draw(random_, 0, 2));
    result_.what = absl::StrCat("run ", number, ": ", robustness::Name(fault_.op), " ", fault_.nth,
                                " of '", fault_.file, "'", opening_ ? " while opening" : "",
                                fault_.retryable ? ", retryable" : "", ", effect ",
                                static_cast<int>(fault_.effect));
  }

  IoErrorRun Go() {
    if (!store::InitRocksDbStore(dir_, "planning").ok()) {
      result_.problem = "no store";
      return result_;
    }
    if (opening_) {
      Acknowledge();  // past the simulated disk, which sees what is there when it is attached
    }
    DiskEnv disk(dir_ + "/db", random_());
    if (opening_) {
      FailWhileOpening(disk);
    } else {
      FailWhileWriting(disk);
    }
    const bool power_cut = Draw(random_, 0, 1) == 0;
    if (power_cut) {
      const auto model = static_cast<CutModel>(Draw(random_, 0, kCutModels - 1));
      absl::StrAppend(&result_.what, ", then a power cut, ", robustness::Name(model));
      disk.disk->PowerCut(model, random_());
    }
    CheckOnHealthyDisk();
    result_.acknowledged = acknowledged_.acks();
    return result_;
  }

 private:
  void Fail(const std::string& problem) {
    absl::StrAppend(&result_.problem, result_.problem.empty() ? "" : "; ", problem);
  }

  store::RocksDbOptions Options(const DiskEnv* disk) {
    store::RocksDbOptions options = StoreAt(dir_);
    options.on_fatal = fatal_.Handler();
    options.test_only.env = disk == nullptr ? nullptr : disk->env.get();
    options.test_only.write_buffer_bytes = 64 << 10;
    return options;
  }

  void FailWhileWriting(DiskEnv& disk) {
    auto opened = store::OpenRocksDbStore(Options(&disk));
    if (!opened.ok()) {
      Fail(absl::StrCat("does not open: ", opened.status().ToString()));
      return;
    }
    {
      Traffic traffic(**opened, acknowledged_, fatal_, kWriters, 200);
      if (!traffic.WaitForAcks(kWarmUp, kPatience)) {
        Fail("no traffic");
      }
      disk.disk->FailOnce(fault_);
      const bool stopped = fatal_.WaitFor(kPatience);
      (*opened)->Close();
      traffic.Stop();
      const auto failed_at = disk.disk->failed_at();
      result_.counts = failed_at.has_value();
      if (failed_at.has_value()) {
        CheckStop(traffic, *failed_at, stopped);
      }
    }
    opened->reset();
  }

  void CheckStop(const Traffic& traffic, Clock::time_point failed_at, bool stopped) {
    if (!stopped) {
      Fail("the store goes on");
    } else if (fatal_.first() - failed_at > kStopsWithin) {
      Fail("it took more than a second to stop");
    }
    if (fatal_.calls() > 1) {
      Fail(absl::StrCat("the handler was called ", fatal_.calls(), " times"));
    }
    if (traffic.acked_after_fatal() != 0) {
      Fail("an operation begun after the stop was acknowledged");
    }
    // The log is written by the thread that answers: after its error there is no answer at all.
    const bool log = fault_.file == ".log" && fault_.op != DiskOp::kCreate;
    if (log && traffic.last_ack().has_value() && *traffic.last_ack() > failed_at) {
      Fail("acknowledged after the log failed");
    }
  }

  // Refuses, or stops, or did not need that call; afterwards everything is there.
  void FailWhileOpening(DiskEnv& disk) {
    disk.disk->FailOnce(fault_);
    auto opened = store::OpenRocksDbStore(Options(&disk));
    result_.counts = disk.disk->failed_at().has_value();
    if (opened.ok()) {
      (*opened)->Close();
    }
    if (result_.counts && opened.ok() && fatal_.calls() == 0) {
      Fail("opens as if the disk were well");
    }
  }

  void Acknowledge() {
    FatalWatch fatal;
    store::RocksDbOptions options = StoreAt(dir_);
    options.on_fatal = fatal.Handler();
    auto store = store::OpenRocksDbStore(options);
    if (!store.ok()) {
      Fail(store.status().ToString());
      return;
    }
    Traffic traffic(**store, acknowledged_, fatal, kWriters, 200);
    traffic.WaitForAcks(kWarmUp, kPatience);
    (*store)->Close();
  }

  void CheckOnHealthyDisk() {
    FatalWatch fatal;
    store::RocksDbOptions options = StoreAt(dir_);
    options.on_fatal = fatal.Handler();
    auto store = store::OpenRocksDbStore(options);
    if (!store.ok()) {
      Fail(absl::StrCat("does not open afterwards: ", store.status().ToString()));
      return;
    }
    auto findings = acknowledged_.Check(*(*store)->GetSnapshot());
    if (!findings.ok()) {
      Fail(absl::StrCat("does not read afterwards: ", findings.status().ToString()));
    } else if (!findings->fine()) {
      Fail(findings->Text());
    }
    if (fatal.calls() > 0) {
      Fail("fails on a healthy disk: " + fatal.message());
    }
  }

  ScratchDir scratch_;
  const std::string dir_;
  std::mt19937_64 random_;
  Acknowledged acknowledged_;
  FatalWatch fatal_;
  bool opening_ = false;
  DiskFault fault_;
  IoErrorRun result_;
};

}  // namespace

IoErrorRun RunIoError(uint64_t number, uint64_t seed) {
  return Run(number, seed).Go();
}

}  // namespace sakip::robustness
