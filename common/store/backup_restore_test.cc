#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "common/store/backup.h"
#include "common/store/rocksdb_store.h"
#include "common/store/store_test_util.h"
#include "common/store/witness.h"

// What a restore may do to what is there, and what it may not.
namespace sakip::store {
namespace {

namespace fs = std::filesystem;

using testing::AllOf;
using testing::HasSubstr;

class RestoreTest : public testing::Test {
 protected:
  // A backup at commit 1 of a store that went on to commit 3 and is closed.
  void SetUp() override {
    ASSERT_TRUE(InitRocksDbStore(real_.dir, "planning").ok());
    auto store = OpenRocksDbStore(real_);
    ASSERT_TRUE(store.ok()) << store.status();
    ASSERT_TRUE((*store)->Update(PutOne(kPagu, "a", "1")).ok());
    (*store)->Close();
    store->reset();
    ASSERT_TRUE(BackUpAtRest(real_, Named(backup())).ok());
    store = OpenRocksDbStore(real_);
    ASSERT_TRUE(store.ok()) << store.status();
    for (const char* key : {"b", "c"}) {
      ASSERT_TRUE((*store)->Update(PutOne(kPagu, key, "1")).ok());
    }
    (*store)->Close();
  }

  std::string Path(const std::string& name) const { return dir_.path() + "/" + name; }
  std::string backup() const { return Path("backup"); }
  static BackupOptions Named(const std::string& to) {
    return {.to = to, .program = "sakipd 0.1.0", .time = "2018-02-02T08:00:00Z"};
  }
  // A drill that forgot to name another folder for the witness.
  RocksDbOptions Drill() const {
    return {.dir = Path("drill"), .service = "planning", .witness_file = Path("planning.witness")};
  }
  absl::Status RestoreDrill(bool replace_witness) const {
    return Restore(backup(), Drill(), {.check = {}, .replace_witness = replace_witness}).status();
  }

  TempDir dir_;
  const RocksDbOptions real_{.dir = Path("planning"), .service = "planning"};
};

TEST_F(RestoreTest, ADrillDoesNotTakeTheRealStoresWitness) {
  const absl::Status refused = RestoreDrill(false);
  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition) << refused;
  EXPECT_THAT(std::string(refused.message()),
              AllOf(HasSubstr("saw commit 3, epoch 1"), HasSubstr("ends at commit 1, epoch 1"),
                    HasSubstr("--witness-dir"), HasSubstr("--replace-witness")));
  EXPECT_EQ(CheckRestore(backup(), Drill(), false), refused);
  EXPECT_FALSE(fs::exists(Drill().dir));
  EXPECT_EQ(ReadWitness(Path("planning.witness"))->head.sequence, 3U);
  EXPECT_TRUE(OpenRocksDbStore(real_).ok());
}

TEST_F(RestoreTest, ARunningStoresWitnessIsNeverReplaced) {
  const auto running = OpenRocksDbStore(real_);
  ASSERT_TRUE(running.ok()) << running.status();
  for (const bool replace : {false, true}) {
    EXPECT_EQ(RestoreDrill(replace).code(), absl::StatusCode::kUnavailable) << replace;
    EXPECT_FALSE(fs::exists(Drill().dir));
  }
  ASSERT_TRUE((*running)->Update(PutOne(kPagu, "d", "1")).ok());
  (*running)->Close();
  EXPECT_EQ(ReadWitness(Path("planning.witness"))->head.sequence, 4U);
}

TEST_F(RestoreTest, AnUnreadableWitnessIsReplacedOnlyWhenAsked) {
  std::ofstream(Path("planning.witness"), std::ios::trunc) << "nothing";
  EXPECT_EQ(RestoreDrill(false).code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_TRUE(RestoreDrill(true).ok());
  EXPECT_TRUE(OpenRocksDbStore(Drill()).ok());
}

TEST_F(RestoreTest, AnotherStoresWitnessIsReplacedByNoFlag) {
  ASSERT_TRUE(InitRocksDbStore(Path("other"), "planning").ok());
  RocksDbOptions target = Drill();
  target.witness_file = Path("other.witness");
  for (const bool replace : {false, true}) {
    const absl::Status status =
        Restore(backup(), target, {.check = {}, .replace_witness = replace}).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr("move it away"));
  }
  EXPECT_TRUE(OpenRocksDbStore({.dir = Path("other"), .service = "planning"}).ok());
}

// Whoever loses the race for the folder must leave it as the winner made it.
TEST_F(RestoreTest, OfTwoInOneFolderOneWins) {
  for (int round = 0; round < 20; ++round) {
    const RocksDbOptions target{.dir = Path("target-" + std::to_string(round)),
                                .service = "planning"};
    const auto restore = [&] { return Restore(backup(), target, {}).ok(); };
    std::future<bool> other = std::async(std::launch::async, restore);
    const bool one = restore();
    EXPECT_NE(one, other.get()) << round;
    EXPECT_TRUE(OpenRocksDbStore(target).ok()) << round;
  }
}

std::vector<std::string> NamesIn(const std::string& dir) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(dir)) {
    names.push_back(entry.path().filename().string());
  }
  return names;
}

// Personal data does not stay where a killed process left it.
TEST_F(RestoreTest, VerifyRemovesWhatKilledOnesLeftAndNothingElse) {
  const std::string scratch = Path("scratch");
  for (const char* name :
       {"sakip-verify-AbCd12/restored", "sakip-verify-mine/restored", "verify"}) {
    fs::create_directories(scratch + "/" + name);
  }
  size_t seen = 0;
  const auto inside = [&](const Snapshot&) {
    ++seen;
    EXPECT_EQ(NamesIn(scratch).size(), 3U);  // its own, and what is not of this name
    // A second one, meanwhile, leaves the first's.
    EXPECT_TRUE(VerifyBackup(backup(), scratch, {}).ok());
    EXPECT_EQ(NamesIn(scratch).size(), 3U);
    return absl::OkStatus();
  };
  EXPECT_TRUE(VerifyBackup(backup(), scratch, inside).ok());
  EXPECT_EQ(seen, 1U);
  EXPECT_THAT(NamesIn(scratch), testing::UnorderedElementsAre("sakip-verify-mine", "verify"));
}

TEST_F(RestoreTest, AStopLeavesNothing) {
  for (int last = 1; last <= 4; ++last) {
    int asked = 0;
    const Stop stop = [&] { return ++asked == last; };
    EXPECT_EQ(VerifyBackup(backup(), dir_.path(), {}, stop).status().code(),
              absl::StatusCode::kCancelled);
    asked = 0;
    BackupOptions second = Named(Path("second"));
    second.stop = stop;
    EXPECT_EQ(BackUpAtRest(real_, second).status().code(), absl::StatusCode::kCancelled);
    asked = 0;
    const RocksDbOptions target{.dir = Path("stopped"), .service = "planning"};
    EXPECT_EQ(Restore(backup(), target, {.check = {}, .replace_witness = false, .stop = stop})
                  .status()
                  .code(),
              absl::StatusCode::kCancelled);
    EXPECT_TRUE(fs::is_empty(target.dir));
    EXPECT_THAT(NamesIn(dir_.path()),
                testing::UnorderedElementsAre("planning", "planning.witness", "backup", "stopped"));
  }
}

TEST_F(RestoreTest, ABackupLeavesTheStoresDiskItsReserve) {
  BackupOptions options = Named(Path("second"));
  options.disk_reserve_bytes = uint64_t{1} << 60;
  EXPECT_EQ(BackUpAtRest(real_, options).status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_FALSE(fs::exists(options.to));
  options.disk_reserve_bytes = 1;
  EXPECT_TRUE(BackUpAtRest(real_, options).ok());
}

// The engine links on one disk and copies to another, and writers wait for that.
TEST_F(RestoreTest, ABackupOfAnOpenStoreLinksInTheStoresOwnFolder) {
  const auto store = OpenRocksDbStore(real_);
  ASSERT_TRUE(store.ok()) << store.status();
  fs::create_directories(real_.dir + "/checkpoint/left-by-a-crash");
  BackupOptions options = Named(Path("second"));
  bool linked = false;
  options.stop = [&] {
    for (const auto& entry : fs::directory_iterator(real_.dir + "/checkpoint")) {
      linked |= entry.path().extension() == ".sst" && fs::hard_link_count(entry.path()) == 2;
    }
    return false;
  };
  const auto manifest = BackUp(**store, real_.dir, options);
  ASSERT_TRUE(manifest.ok()) << manifest.status();
  EXPECT_TRUE(linked);
  EXPECT_FALSE(fs::exists(real_.dir + "/checkpoint"));
}

}  // namespace
}  // namespace sakip::store
