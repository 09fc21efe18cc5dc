// What keeps a store whole while it works: the disk reserve, the scrub, and copies for backups.
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <future>
#include <limits>
#include <mutex>
#include <thread>

#include "common/store/fault_env.h"
#include "common/store/rocksdb_open.h"
#include "common/store/rocksdb_records.h"
#include "common/store/rocksdb_settings.h"
#include "common/store/rocksdb_store.h"
#include "common/store/serial_writer.h"
#include "common/store/store_dir.h"
#include "common/store/store_file_test_util.h"
#include "common/store/store_test_util.h"

namespace sakip::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

namespace fs = std::filesystem;

constexpr uint64_t kMoreThanAnyDisk = std::numeric_limits<uint64_t>::max();

class RocksDbUpkeepTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(InitRocksDbStore(dir(), "planning").ok()); }
  std::string dir() const { return temp_.path() + "/data/planning"; }
  std::string copy() const { return temp_.path() + "/copy"; }

  std::unique_ptr<RocksDbStore> MustOpen(uint64_t reserve = 0, const std::string& from = "") {
    auto store =
        OpenRocksDbStore({.dir = from.empty() ? dir() : from,
                          .service = "planning",
                          .disk_reserve_bytes = reserve,
                          .on_notice = [this](Notice notice, const std::string& message) {
                            std::lock_guard lock(mutex_);
                            notices_.push_back(notice == Notice::kStorageLow ? "low" : "enough");
                            EXPECT_THAT(message, HasSubstr(dir()));
                          }});
    EXPECT_TRUE(store.ok()) << store.status();
    return store.ok() ? *std::move(store) : nullptr;
  }
  std::vector<std::string> notices() {
    std::lock_guard lock(mutex_);
    return notices_;
  }
  // Writes until there are table files of different ages, and too few to be compacted.
  void FillTableFiles(Store& store) {
    for (int i = 0; i < 4; ++i) {
      ASSERT_TRUE(
          store.Update(PutOne(kPagu, std::to_string(i), std::string(kValueBytesMax, 'v'))).ok());
    }
  }

  TempDir temp_;

 private:
  std::mutex mutex_;
  std::vector<std::string> notices_;  // guarded by mutex_
};

TEST_F(RocksDbUpkeepTest, AReserveRefusesWhatWritesAndNothingElse) {
  ASSERT_TRUE(MustOpen()->Update(PutOne(kPagu, "before", "1")).ok());
  auto store = MustOpen(kMoreThanAnyDisk);
  for (int round = 0; round < 2; ++round) {
    const absl::Status refused = store->Update(PutOne(kPagu, "a", "1")).status();
    EXPECT_EQ(refused.code(), absl::StatusCode::kResourceExhausted);
    EXPECT_TRUE(IsStorageLow(refused));
  }
  // A replay writes nothing; a refusal keeps its own reason; reads go on.
  EXPECT_EQ(store->Update([](Txn&) { return absl::OkStatus(); })->sequence, 1U);
  EXPECT_EQ(store
                ->Update([](Txn& txn) {
                  EXPECT_TRUE(txn.Put(kPagu, "b", "1").ok());
                  return absl::FailedPreconditionError("over pagu");
                })
                .status(),
            absl::FailedPreconditionError("over pagu"));
  EXPECT_THAT(Entries(*store->GetSnapshot(), kPagu), ElementsAre("before=1"));
  EXPECT_EQ(store->GetSnapshot()->head().sequence, 1U);
  EXPECT_THAT(notices(), ElementsAre("low"));
}

TEST_F(RocksDbUpkeepTest, InOneGroupTheReserveRefusesOneByOne) {
  auto store = MustOpen(kMoreThanAnyDisk);
  WriterGate gate(*store);
  auto writes = Later(*store, PutOne(kPagu, "a", "1"));
  auto reads = Later(*store, [](Txn& txn) {
    EXPECT_EQ(ValueOf(txn, kPagu, "a"), "(absent)");
    return absl::OkStatus();
  });
  gate.Release();
  EXPECT_TRUE(IsStorageLow(writes.get().status()));
  EXPECT_TRUE(reads.get().ok());
}

TEST_F(RocksDbUpkeepTest, OtherExhaustionIsNotStorageLow) {
  EXPECT_TRUE(IsStorageLow(StorageLow("x")));
  EXPECT_EQ(StorageLow("x").message(), "x");
  EXPECT_FALSE(IsStorageLow(absl::ResourceExhaustedError("x")));
  EXPECT_FALSE(IsStorageLow(absl::OkStatus()));
}

TEST_F(RocksDbUpkeepTest, WritesAreTakenAgainWhenThereIsSpace) {
  const uint64_t free = fs::space(temp_.path()).available;
  if (free < (uint64_t{1} << 30)) {
    GTEST_SKIP() << "less than 1 GiB free";
  }
  // Half a file of 256 MiB below what is free: taking the file away brings the space back.
  const std::string file = temp_.path() + "/balloon";
  constexpr uint64_t kBalloon = uint64_t{256} << 20;
  auto store = MustOpen(free - kBalloon / 2);
  ASSERT_TRUE(store->Update(PutOne(kPagu, "a", "1")).ok());
  const int fd = ::open(file.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
  ASSERT_EQ(::posix_fallocate(fd, 0, static_cast<off_t>(kBalloon)), 0);
  ::close(fd);
  EXPECT_TRUE(IsStorageLow(store->Update(PutOne(kPagu, "b", "1")).status()));
  fs::remove(file);
  EXPECT_TRUE(store->Update(PutOne(kPagu, "c", "1")).ok());
  EXPECT_THAT(notices(), ElementsAre("low", "enough"));
}

TEST_F(RocksDbUpkeepTest, AScrubPassesAWholeStoreAndNamesADamagedFile) {
  auto store = MustOpen();
  FillTableFiles(*store);
  EXPECT_TRUE(store->Scrub(0).ok());
  for (const std::string& file : FilesOf(dir() + "/db", ".sst")) {
    const std::string whole = ReadAll(file);
    for (size_t offset : {size_t{10}, whole.size() / 2, whole.size() - 1}) {
      FlipByte(file, offset);
      const absl::Status damaged = store->Scrub(0);
      EXPECT_EQ(damaged.code(), absl::StatusCode::kDataLoss) << file << " " << offset;
      EXPECT_THAT(std::string(damaged.message()), HasSubstr(file));
      WriteAll(file, whole);
    }
    fs::rename(file, temp_.path() + "/away");
    EXPECT_THAT(std::string(store->Scrub(0).message()), HasSubstr(file));
    fs::rename(temp_.path() + "/away", file);
  }
  EXPECT_TRUE(store->Scrub(0).ok());
}

TEST_F(RocksDbUpkeepTest, AScrubTellsOfADiskThatFailsToRead) {
  FaultyDisk disk;
  auto store =
      OpenRocksDbStore({.dir = dir(), .service = "planning", .test_only = {.env = disk.env.get()}});
  ASSERT_TRUE(store.ok()) << store.status();
  disk.files->Break(Fault::kTableRead);
  const absl::Status failed = (*store)->Scrub(0);
  EXPECT_EQ(failed.code(), absl::StatusCode::kDataLoss) << failed;
  EXPECT_THAT(std::string(failed.message()),
              HasSubstr("the disk fails to read table file '" +
                        FilesOf(dir() + "/db", ".sst").front() + "'"));
  disk.files->Break(Fault::kNone);
  EXPECT_TRUE((*store)->Scrub(0).ok());
}

TEST_F(RocksDbUpkeepTest, TheCheckOfALongHistoryCanBeStopped) {
  ASSERT_TRUE(MustOpen()->Update(PutOne(kPagu, "a", "1")).ok());
  const RocksDbOptions options{.dir = dir(), .service = "planning"};
  auto claimed = ClaimDir(options);
  ASSERT_TRUE(claimed.ok()) << claimed.status();
  auto found = OpenReadOnly(options, *claimed, /*any_format=*/false);
  ASSERT_TRUE(found.ok()) << found.status();
  const auto check = [&](bool go_on) {
    return CheckLinks(*found->db, CheckedRead(), found->head, 1, [go_on] { return go_on; });
  };
  EXPECT_TRUE(check(true).ok());
  EXPECT_EQ(check(false).code(), absl::StatusCode::kCancelled);
}

TEST_F(RocksDbUpkeepTest, ASlowScrubEndsOnClose) {
  auto store = MustOpen();
  FillTableFiles(*store);
  std::future<absl::Status> scrub =
      std::async(std::launch::async, [&] { return store->Scrub(/*bytes_per_second=*/1); });
  EXPECT_EQ(scrub.wait_for(std::chrono::milliseconds(100)), std::future_status::timeout);
  store->Close();
  EXPECT_EQ(scrub.get().code(), absl::StatusCode::kCancelled);
  EXPECT_EQ(store->Scrub(0).code(), absl::StatusCode::kUnavailable);
  scrub = {};
  store.reset();
  EXPECT_NE(MustOpen(), nullptr);
}

TEST_F(RocksDbUpkeepTest, AScrubKeepsItsRate) {
  auto store = MustOpen();  // with the one table file of init, and nothing to compact
  uint64_t bytes = 0;
  for (const std::string& file : FilesOf(dir() + "/db", ".sst")) {
    bytes += fs::file_size(file);
  }
  // Each file is read twice.
  const auto start = std::chrono::steady_clock::now();
  EXPECT_TRUE(store->Scrub(bytes * 4).ok());
  EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(400));
}

// The copy's owner writes the identity; here it keeps the source's.
void MakeStoreOf(const std::string& checkpoint, const std::string& from, const std::string& to) {
  fs::create_directories(to);
  fs::rename(checkpoint, DatabaseDir(to));
  fs::copy(from + "/identity", to + "/identity");
  fs::copy(from + ".witness", to + ".witness");
}

TEST_F(RocksDbUpkeepTest, ACheckpointIsTheSnapshotWhileOthersWrite) {
  auto store = MustOpen();
  ASSERT_TRUE(store->Update([](Txn& txn) { return Increment(txn, "total"); }).ok());
  std::atomic<bool> stop = false;
  std::vector<std::thread> writers;
  for (const char* name : {"a", "b", "c"}) {
    writers.emplace_back([&, name] {
      // Both lines move together in each Update.
      while (!stop) {
        EXPECT_TRUE(store
                        ->Update([&](Txn& txn) {
                          (void)Increment(txn, "total");
                          return Increment(txn, name);
                        })
                        .ok());
      }
    });
  }
  uint64_t last = 1;
  for (int round = 0; round < 5; ++round) {
    auto snapshot = store->Checkpoint(copy());
    ASSERT_TRUE(snapshot.ok()) << snapshot.status();
    EXPECT_GE((*snapshot)->head().sequence, last);
    last = (*snapshot)->head().sequence;
    const std::string opened = temp_.path() + "/opened" + std::to_string(round);
    MakeStoreOf(copy(), dir(), opened);
    // The witness of the source may be ahead of the copy: this one is the copy's own.
    auto at_rest = OpenRocksDbStoreAtRest({.dir = opened, .service = "planning"},
                                          /*any_format=*/false, /*without_witness=*/true);
    ASSERT_TRUE(at_rest.ok()) << at_rest.status();
    auto copied = (*at_rest)->GetSnapshot();
    EXPECT_EQ(copied->head().sequence, (*snapshot)->head().sequence);
    EXPECT_EQ(copied->head().chain, (*snapshot)->head().chain);
    EXPECT_EQ(Entries(*copied, kPagu), Entries(**snapshot, kPagu));
    EXPECT_EQ(NumberOf(*copied, "total"), copied->head().sequence);
    EXPECT_TRUE((*at_rest)->Scrub(0).ok());
  }
  stop = true;
  for (std::thread& writer : writers) {
    writer.join();
  }
}

TEST_F(RocksDbUpkeepTest, ACheckpointOfANewStoreIsAStore) {
  auto store = MustOpen();
  auto snapshot = store->Checkpoint(copy());
  ASSERT_TRUE(snapshot.ok()) << snapshot.status();
  EXPECT_EQ((*snapshot)->head().sequence, 0U);
  store->Close();
  const std::string opened = temp_.path() + "/opened";
  MakeStoreOf(copy(), dir(), opened);
  EXPECT_TRUE(MustOpen(0, opened)->Update(PutOne(kPagu, "a", "1")).ok());
}

TEST_F(RocksDbUpkeepTest, ACheckpointIsRefusedWhereSomethingIsAndAfterClose) {
  auto store = MustOpen();
  fs::create_directory(copy());
  WriteAll(copy() + "/letter.txt", "x");
  EXPECT_EQ(store->Checkpoint(copy()).status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(ReadAll(copy() + "/letter.txt"), "x");
  EXPECT_EQ(store->Checkpoint(temp_.path() + "/no/such/place").status().code(),
            absl::StatusCode::kUnknown);
  EXPECT_TRUE(store->Update(PutOne(kPagu, "a", "1")).ok());
  store->Close();
  EXPECT_EQ(store->Checkpoint(temp_.path() + "/late").status().code(),
            absl::StatusCode::kUnavailable);
}

TEST(SerialWriterTest, AJobRunsAloneInItsTurn) {
  std::vector<std::string> order;
  std::promise<void> entered;
  std::promise<void> release;
  SerialWriter writer([&](std::vector<PendingUpdate> group) {
    if (order.empty()) {
      entered.set_value();
      release.get_future().wait();
    }
    order.push_back("group of " + std::to_string(group.size()));
    return order.size() < 4;
  });
  PendingUpdate update;
  EXPECT_TRUE(writer.Submit(update));
  entered.get_future().wait();
  auto job = [&](bool stopped) { order.push_back(stopped ? "stopped" : "job"); };
  EXPECT_TRUE(writer.Submit(update));
  EXPECT_TRUE(writer.Submit(update));
  EXPECT_TRUE(writer.SubmitJob(job));
  EXPECT_TRUE(writer.Submit(update));
  EXPECT_TRUE(writer.SubmitJob(job));
  release.set_value();
  writer.Close();
  EXPECT_THAT(order, ElementsAre("group of 1", "group of 2", "job", "group of 1", "stopped"));
  EXPECT_FALSE(writer.SubmitJob(job));
}

}  // namespace
}  // namespace sakip::store
