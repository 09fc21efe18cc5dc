// Which stores are opened and which are refused, with what message, and that looking changes
// nothing.
#include <sys/file.h>
#include <sys/mount.h>

#include <cerrno>
#include <cstring>
#include <functional>
#include <future>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/failpoint/failpoint.h"
#include "common/store/rocksdb_store.h"
#include "common/store/store_dir.h"
#include "common/store/store_file_test_util.h"
#include "common/store/store_test_util.h"
#include "common/store/witness.h"

namespace sakip::store {
namespace {

using testing::AllOf;
using testing::HasSubstr;

namespace fs = std::filesystem;

constexpr uint64_t kCommits = 6;

// A store with kCommits commits, the last of which are in its log only.
class RocksDbOpenTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(InitRocksDbStore(dir(), "planning").ok());
    Write(1, 2);
    Write(3, kCommits);  // the reopen moved the first ones into a table file
  }
  std::string dir() const { return temp_.path() + "/data/planning"; }
  std::string witness() const { return dir() + ".witness"; }
  std::string db() const { return dir() + "/db"; }
  std::string log() const { return FilesOf(db(), ".log").back(); }
  std::string renew_command() const {
    const std::string data = temp_.path() + "/data";
    return "check the store, then run: sakipd verify --services=planning --renew-witness --data='" +
           data + "' --witness-dir='" + data + "'";
  }
  std::string restore_command() const {
    const std::string data = temp_.path() + "/data";
    return "the right disk is mounted; if it is, move '" + dir() +
           "' away and run: sakipd restore --services=planning --from=BACKUP --data='" + data +
           "' --witness-dir='" + data +
           "' --replace-witness; BACKUP is its newest verified one, and stores that were damaged "
           "together are restored together from one backup, all named in --services";
  }

  absl::StatusOr<std::unique_ptr<RocksDbStore>> Open() {
    return OpenRocksDbStore({.dir = dir(), .service = "planning"});
  }
  absl::StatusOr<std::unique_ptr<RocksDbStore>> OpenAtRest() {
    return OpenRocksDbStoreAtRest({.dir = dir(), .service = "planning"});
  }
  void Write(uint64_t from, uint64_t to, const std::string& value = "1000000") {
    auto store = Open();
    ASSERT_TRUE(store.ok()) << store.status();
    for (uint64_t i = from; i <= to; ++i) {
      ASSERT_TRUE((*store)->Update(PutOne(kPagu, "line-" + std::to_string(i), value)).ok());
    }
  }
  std::vector<std::string> Stored() {
    auto store = Open();
    EXPECT_TRUE(store.ok()) << store.status();
    return store.ok() ? Entries(*(*store)->GetSnapshot(), kPagu) : std::vector<std::string>();
  }

  // Both ways of opening say `code` and `message`, twice, and change nothing.
  void ExpectRefused(absl::StatusCode code, const std::string& message) {
    const auto before = Picture(temp_.path());
    for (int round = 0; round < 2; ++round) {
      for (const absl::Status& status : {Open().status(), OpenAtRest().status()}) {
        EXPECT_EQ(status.code(), code) << status;
        EXPECT_THAT(std::string(status.message()), AllOf(HasSubstr(message), HasSubstr(dir())));
      }
    }
    EXPECT_EQ(Picture(temp_.path()), before);
  }
  void ExpectLost(const std::string& found) {
    ExpectRefused(absl::StatusCode::kDataLoss, found);
    ExpectRefused(absl::StatusCode::kDataLoss, "Nothing was changed");
    ExpectRefused(absl::StatusCode::kDataLoss, restore_command());
  }

  TempDir temp_;
};

TEST_F(RocksDbOpenTest, LookingAtAStoreAtRestChangesNoFile) {
  const auto before = Picture(temp_.path());
  {
    auto store = OpenAtRest();
    ASSERT_TRUE(store.ok()) << store.status();
    EXPECT_EQ((*store)->GetSnapshot()->head().sequence, kCommits);
    EXPECT_EQ(Entries(*(*store)->GetSnapshot(), kPagu).size(), kCommits);
    EXPECT_TRUE((*store)->Scrub(0).ok());
    EXPECT_EQ(Picture(temp_.path()), before);
  }
  EXPECT_EQ(Picture(temp_.path()), before);
  EXPECT_EQ(Stored().size(), kCommits);
}

TEST_F(RocksDbOpenTest, AStoreAtRestTakesNoUpdateAndNoCheckpoint) {
  auto store = OpenAtRest();
  ASSERT_TRUE(store.ok());
  EXPECT_EQ((*store)->Update(PutOne(kPagu, "a", "1")).status().code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ((*store)->Checkpoint(temp_.path() + "/copy").status().code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(Open().status().code(), absl::StatusCode::kUnavailable);  // it holds the lock
  (*store)->Close();
  EXPECT_EQ((*store)->GetSnapshot()->Get(kPagu, "a").status().code(),
            absl::StatusCode::kUnavailable);
  EXPECT_EQ((*store)->Scrub(0).code(), absl::StatusCode::kUnavailable);
  EXPECT_TRUE(Open().ok());
}

// RELIABILITY of the log: RocksDB alone opens the next two with OK and fewer commits.
TEST_F(RocksDbOpenTest, AFlippedByteInTheMiddleOfTheLogIsRefused) {
  FlipByte(log(), fs::file_size(log()) / 2);
  ExpectLost("ends at commit 4, but its witness saw commit 6");
}

TEST_F(RocksDbOpenTest, AMissingLogIsRefused) {
  fs::remove(log());
  ExpectLost("ends at commit 2, but its witness saw commit 6");
}

TEST_F(RocksDbOpenTest, ALogThatLostAcknowledgedBytesIsRefused) {
  fs::resize_file(log(), fs::file_size(log()) - 1);
  ExpectLost("ends at commit 5, but its witness saw commit 6");
}

TEST_F(RocksDbOpenTest, ATornTailThatNobodyWasToldOfIsOpened) {
  // What a power cut leaves of a commit that was not acknowledged: a piece of its record.
  const std::string whole = ReadAll(log());
  WriteAll(log(), whole + whole.substr(0, 40));
  EXPECT_EQ(Stored().size(), kCommits);
  Write(kCommits + 1, kCommits + 1);
  EXPECT_EQ(Stored().size(), kCommits + 1);
}

TEST_F(RocksDbOpenTest, CommitsAfterTheLastWitnessAreKept) {
  const std::string seen = ReadAll(witness());
  Write(kCommits + 1, kCommits + 3);
  WriteAll(witness(), seen);  // as if the power went before the witness was written
  EXPECT_EQ(Stored().size(), kCommits + 3);
  EXPECT_EQ(ReadWitness(witness())->head.sequence, kCommits + 3);
}

TEST_F(RocksDbOpenTest, AnOlderCopyIsRefused) {
  fs::copy(dir(), temp_.path() + "/copy", fs::copy_options::recursive);
  Write(kCommits + 1, 9);
  fs::remove_all(dir());
  fs::copy(temp_.path() + "/copy", dir(), fs::copy_options::recursive);
  ExpectLost("ends at commit 6, but its witness saw commit 9");
}

TEST_F(RocksDbOpenTest, AnotherHistoryIsRefusedEvenWhenItIsLonger) {
  fs::copy(temp_.path() + "/data", temp_.path() + "/copy", fs::copy_options::recursive);
  Write(7, 8);
  fs::rename(witness(), temp_.path() + "/seen");
  fs::remove_all(temp_.path() + "/data");
  fs::rename(temp_.path() + "/copy", temp_.path() + "/data");
  Write(7, 9, "2000000");
  fs::rename(temp_.path() + "/seen", witness());
  ExpectLost("ends at commit 9 and has another history than its witness saw at commit 8");
}

TEST_F(RocksDbOpenTest, ACopyFromBeforeARestoreIsRefused) {
  Witness later = *ReadWitness(witness());
  later.epoch = 2;
  ASSERT_TRUE(WriteWitness(witness(), later).ok());
  ExpectLost("has epoch 1, but its witness saw epoch 2");
}

TEST_F(RocksDbOpenTest, AnotherInstancesStoreIsRefused) {
  const std::string other = temp_.path() + "/other";
  ASSERT_TRUE(InitRocksDbStore(other, "planning").ok());
  const std::string other_id = ReadWitness(other + ".witness")->store_id;
  fs::rename(db(), temp_.path() + "/db");
  fs::copy(other + "/db", db(), fs::copy_options::recursive);
  ExpectLost("holds the database of another instance: planning " + other_id + " epoch 1");
  fs::copy(other + "/identity", dir() + "/identity", fs::copy_options::overwrite_existing);
  ExpectLost("is the instance " + other_id + ", but its witness is of the instance ");
}

TEST_F(RocksDbOpenTest, AnEmptiedOrUnmountedFolderIsNotAMissingStore) {
  fs::rename(dir(), temp_.path() + "/away");
  ExpectLost("was emptied or is not mounted");
  fs::create_directory(dir());
  ExpectLost("was emptied or is not mounted");
  const absl::Status init = InitRocksDbStore(dir(), "planning").status();
  EXPECT_EQ(init.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(init.message()), HasSubstr(witness()));
  EXPECT_TRUE(fs::is_empty(dir()));

  fs::remove(witness());
  ExpectRefused(absl::StatusCode::kNotFound, "sakipd init");
  EXPECT_TRUE(InitRocksDbStore(dir(), "planning").ok());
}

TEST_F(RocksDbOpenTest, AMissingPartIsRefusedByName) {
  fs::rename(dir() + "/identity", temp_.path() + "/identity");
  ExpectLost("has no identity file");
  fs::rename(temp_.path() + "/identity", dir() + "/identity");
  fs::rename(db() + "/CURRENT", temp_.path() + "/CURRENT");
  ExpectLost("has no file db/CURRENT");
  fs::remove(log());  // RocksDB alone would then begin a new database
  ExpectLost("has no file db/CURRENT");
  fs::rename(db(), temp_.path() + "/db");
  ExpectLost("has no file db/CURRENT");
}

TEST_F(RocksDbOpenTest, DamagedDatabaseFilesAreRefusedAndNotTouched) {
  for (const char* ending : {".sst", "/CURRENT"}) {
    const std::string file = FilesOf(db(), ending).back();
    const std::string whole = ReadAll(file);
    WriteAll(file, whole.substr(0, whole.size() / 2));
    ExpectLost("does not open: Corruption");
    fs::rename(file, temp_.path() + "/away");
    ExpectLost(ending == std::string(".sst") ? "does not open" : "has no file db/CURRENT");
    fs::remove(temp_.path() + "/away");
    WriteAll(file, whole);
  }
  EXPECT_EQ(Stored().size(), kCommits);
}

// RocksDB takes a manifest whose end is missing for an older one, and with it a store without the
// newest table file but with the log after it: head and witness then agree.
TEST_F(RocksDbOpenTest, ADamagedManifestIsRefusedOrLosesNothing) {
  const std::string data = temp_.path() + "/data";
  const std::string copy = temp_.path() + "/copy";
  fs::copy(data, copy, fs::copy_options::recursive);
  const std::string manifest = db() + "/" + ReadAll(db() + "/CURRENT").substr(0, 15);
  const std::string whole = ReadAll(manifest);
  int lost_behind_the_head = 0;
  for (size_t cut = 0; cut < 2; ++cut) {
    for (size_t offset = 0; offset < whole.size(); offset += whole.size() / 25) {
      SCOPED_TRACE(absl::StrCat(cut == 0 ? "flip " : "cut ", offset));
      if (cut == 0) {
        FlipByte(manifest, offset);
      } else {
        WriteAll(manifest, whole.substr(0, offset));
      }
      const auto before = Picture(data);
      const absl::Status refused = OpenAtRest().status();
      EXPECT_EQ(Picture(data), before);
      if (refused.ok()) {
        EXPECT_EQ(Stored().size(), kCommits);
      } else {
        EXPECT_EQ(refused.code(), absl::StatusCode::kDataLoss) << refused;
        EXPECT_EQ(Open().status(), refused);
        EXPECT_EQ(Picture(data), before);
      }
      lost_behind_the_head +=
          refused.message().find("though later ones are there") != absl::string_view::npos ? 1 : 0;
      fs::remove_all(data);
      fs::copy(copy, data, fs::copy_options::recursive);
    }
  }
  EXPECT_GT(lost_behind_the_head, 0);
  EXPECT_EQ(Stored().size(), kCommits);
}

TEST_F(RocksDbOpenTest, AMissingWitnessNeedsAnOperator) {
  const std::string seen = ReadAll(witness());
  fs::remove(witness());
  ExpectRefused(absl::StatusCode::kFailedPrecondition,
                "Mount the witness's disk; if the witness is gone, " + renew_command());
  auto unwitnessed = OpenRocksDbStoreAtRest({.dir = dir(), .service = "planning"},
                                            /*any_format=*/false, /*without_witness=*/true);
  ASSERT_TRUE(unwitnessed.ok()) << unwitnessed.status();
  EXPECT_EQ((*unwitnessed)->GetSnapshot()->head().sequence, kCommits);
  (*unwitnessed)->Close();
  WriteAll(witness(), seen);
  EXPECT_EQ(Stored().size(), kCommits);
}

TEST_F(RocksDbOpenTest, AWitnessWithNoWholeSlotIsRefusedAndOneIsEnough) {
  FlipByte(witness(), 30);
  FlipByte(witness(), 4096 + 30);
  ExpectRefused(absl::StatusCode::kDataLoss,
                "has a damaged witness: both slots of '" + witness() +
                    "' are unreadable. Nothing was changed. To go on, " + renew_command());
  FlipByte(witness(), 30);
  EXPECT_TRUE(Open().ok());
}

TEST_F(RocksDbOpenTest, TheWitnessMayStandElsewhere) {
  const std::string elsewhere = temp_.path() + "/other-disk/planning.witness";
  const std::string second = temp_.path() + "/second/planning";
  ASSERT_TRUE(InitRocksDbStore(second, "planning", elsewhere).ok());
  EXPECT_FALSE(fs::exists(second + ".witness"));
  {
    auto store =
        OpenRocksDbStore({.dir = second, .service = "planning", .witness_file = elsewhere});
    ASSERT_TRUE(store.ok()) << store.status();
    ASSERT_TRUE((*store)->Update(PutOne(kPagu, "a", "1")).ok());
  }
  EXPECT_EQ(ReadWitness(elsewhere)->head.sequence, 1U);
  EXPECT_EQ(OpenRocksDbStore({.dir = second, .service = "planning"}).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

// RocksDB finds its files by name: a running store would write into what stands in its place.
TEST_F(RocksDbOpenTest, AStoreInThePlaceOfARunningOneIsRefused) {
  auto running = Open();
  ASSERT_TRUE(running.ok()) << running.status();
  fs::copy(dir(), temp_.path() + "/copy", fs::copy_options::recursive);
  fs::rename(dir(), temp_.path() + "/away");
  fs::rename(temp_.path() + "/copy", dir());
  const auto before = Picture(temp_.path());
  const absl::Status refused = Open().status();
  EXPECT_EQ(refused.code(), absl::StatusCode::kUnavailable) << refused;
  EXPECT_THAT(std::string(refused.message()), HasSubstr(witness()));
  EXPECT_EQ(Picture(temp_.path()), before);
  (*running)->Close();
  running->reset();
  EXPECT_TRUE(Open().ok());
}

TEST_F(RocksDbOpenTest, TheCommandsAreRightInAShellAndWithTheWitnessElsewhere) {
  const std::string parent = temp_.path() + "/Pejabat's data";
  const std::string disk = temp_.path() + "/other disk";
  const RocksDbOptions options{
      .dir = parent + "/budget/", .service = "budget", .witness_file = disk + "/budget.witness"};
  ASSERT_TRUE(InitRocksDbStore(options.dir, "budget", options.witness_file).ok());
  const std::string quoted = "'" + temp_.path() + "/Pejabat'\\''s data";
  const std::string places = " --data=" + quoted + "' --witness-dir='" + disk + "'";
  fs::remove(parent + "/budget/db/CURRENT");
  EXPECT_THAT(std::string(OpenRocksDbStore(options).status().message()),
              AllOf(HasSubstr("move " + quoted + "/budget' away"),
                    HasSubstr("--services=budget --from=BACKUP" + places + " --replace-witness")));
  fs::remove(options.witness_file);
  fs::remove_all(parent);
  ASSERT_TRUE(InitRocksDbStore(options.dir, "budget", options.witness_file).ok());
  fs::remove(options.witness_file);
  EXPECT_THAT(std::string(OpenRocksDbStore(options).status().message()),
              HasSubstr("sakipd verify --services=budget --renew-witness" + places));
}

TEST_F(RocksDbOpenTest, AFolderThatWasReplacedStopsTheStore) {
  using Act = std::function<void(RocksDbStore&)>;
  const Act update = [](RocksDbStore& store) {
    store.Submit(PutOne(kPagu, "late", "1"), [](absl::StatusOr<Head>) { ADD_FAILURE(); });
  };
  const Act checkpoint = [this](RocksDbStore& store) {
    EXPECT_FALSE(store.Checkpoint(temp_.path() + "/checkpoint").ok());
  };
  for (const Act& act : {update, checkpoint}) {
    std::promise<std::string> fatal;
    auto store = OpenRocksDbStore(
        {.dir = dir(), .service = "planning", .on_fatal = [&](const std::string& message) {
           fatal.set_value(message);
         }});
    ASSERT_TRUE(store.ok()) << store.status();
    fs::copy(dir(), temp_.path() + "/copy", fs::copy_options::recursive);
    fs::rename(dir(), temp_.path() + "/away");
    fs::rename(temp_.path() + "/copy", dir());
    const auto before = Picture(temp_.path());
    act(**store);
    EXPECT_EQ(fatal.get_future().get(), "planning store: the folder '" + dir() +
                                            "' is no longer the one that was opened: it was moved, "
                                            "removed or replaced");
    EXPECT_EQ(Picture(temp_.path()), before);
    store->reset();
    fs::remove_all(dir());
    fs::rename(temp_.path() + "/away", dir());
  }
  EXPECT_EQ(Stored().size(), kCommits);
}

// Earlier programs locked a file in the folder.
TEST_F(RocksDbOpenTest, AStoreThatAnEarlierProgramHasOpenIsNotOpened) {
  WriteAll(dir() + "/lock", "");
  const int fd = ::open((dir() + "/lock").c_str(), O_RDWR | O_CLOEXEC);
  ASSERT_EQ(::flock(fd, LOCK_EX | LOCK_NB), 0);
  ExpectRefused(absl::StatusCode::kUnavailable, "is open already");
  ::close(fd);
  EXPECT_TRUE(Open().ok());
}

TEST_F(RocksDbOpenTest, ARefusalMakesNoLockFile) {
  fs::remove(dir() + "/lock");
  FlipByte(log(), fs::file_size(log()) / 2);
  ExpectLost("ends at commit 4, but its witness saw commit 6");
}

TEST_F(RocksDbOpenTest, AnOpenStoreIsLockedWithoutALockFile) {
  auto store = Open();
  ASSERT_TRUE(store.ok()) << store.status();
  fs::remove(dir() + "/lock");
  ExpectRefused(absl::StatusCode::kUnavailable, "is open already");
}

// Format 1 had no chain records and no witness.
TEST_F(RocksDbOpenTest, AStoreWhoseMigrationStoppedHalfwayIsForTheMigrationOnly) {
  std::string identity = ReadAll(dir() + "/identity");
  WriteAll(dir() + "/identity", identity.replace(identity.find(" 3\n"), 3, " 1\n"));
  fs::remove(witness());
  EXPECT_EQ(Open().status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(OpenAtRest().status().code(), absl::StatusCode::kFailedPrecondition);
  auto store = OpenRocksDbStoreAtRest({.dir = dir(), .service = "planning"}, /*any_format=*/true);
  ASSERT_TRUE(store.ok()) << store.status();
  EXPECT_EQ((*store)->identity().format, 3U);
}

TEST_F(RocksDbOpenTest, AReadOnlyDiskIsTheSystemsRefusal) {
  const std::string data = temp_.path() + "/data";
  const auto before = Picture(data);
  if (::mount(data.c_str(), data.c_str(), nullptr, MS_BIND, nullptr) != 0) {
    GTEST_SKIP() << "may not mount here: " << std::strerror(errno);
  }
  const int read_only =
      ::mount(nullptr, data.c_str(), nullptr, MS_REMOUNT | MS_BIND | MS_RDONLY, nullptr);
  const absl::Status refused = Open().status();
  const absl::Status at_rest = OpenAtRest().status();
  ASSERT_EQ(::umount(data.c_str()), 0);
  ASSERT_EQ(read_only, 0);
  EXPECT_EQ(refused.code(), absl::StatusCode::kUnknown) << refused;
  EXPECT_THAT(std::string(refused.message()), HasSubstr("Read-only file system"));
  EXPECT_TRUE(at_rest.ok()) << at_rest;
  EXPECT_EQ(Picture(data), before);
  EXPECT_TRUE(Open().ok());
}

TEST_F(RocksDbOpenTest, AReadOnlyWitnessDiskRefusesAnUnchangedStore) {
  const std::string disk = temp_.path() + "/disk";
  const RocksDbOptions options{
      .dir = dir(), .service = "planning", .witness_file = disk + "/planning.witness"};
  fs::create_directory(disk);
  fs::rename(witness(), options.witness_file);
  const auto before = Picture(temp_.path());
  if (::mount(disk.c_str(), disk.c_str(), nullptr, MS_BIND, nullptr) != 0) {
    GTEST_SKIP() << "may not mount here: " << std::strerror(errno);
  }
  const int read_only =
      ::mount(nullptr, disk.c_str(), nullptr, MS_REMOUNT | MS_BIND | MS_RDONLY, nullptr);
  const absl::Status refused = OpenRocksDbStore(options).status();
  ASSERT_EQ(::umount(disk.c_str()), 0);
  ASSERT_EQ(read_only, 0);
  EXPECT_EQ(refused.code(), absl::StatusCode::kUnknown) << refused;
  EXPECT_THAT(std::string(refused.message()), HasSubstr("Read-only file system"));
  EXPECT_EQ(Picture(temp_.path()), before);
  EXPECT_TRUE(OpenRocksDbStore(options).ok());
}

#ifdef SAKIP_TEST_SWITCHES
// The suite would see a witness that is not compared.
TEST_F(RocksDbOpenTest, WithoutTheComparisonADamagedLogWouldOpen) {
  FlipByte(log(), fs::file_size(log()) / 2);
  failpoint::Plant(failpoint::Defect::kNoWitness, true);
  EXPECT_EQ(Stored().size(), 4U);
  failpoint::Plant(failpoint::Defect::kNoWitness, false);
}
#endif

}  // namespace
}  // namespace sakip::store
