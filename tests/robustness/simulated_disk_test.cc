// The disk itself, under plain RocksDB: synced data survives every model, unsynced data does not.
#include "tests/robustness/simulated_disk.h"

#include <gtest/gtest.h>
#include <rocksdb/db.h>

#include <map>
#include <set>

#include "tests/robustness/harness.h"

namespace sakip::robustness {
namespace {

using rocksdb::FileOptions;
using rocksdb::IOOptions;

class SimulatedDiskTest : public testing::Test {
 protected:
  SimulatedDiskTest() : disk_(scratch_.path(), 1) {}

  std::unique_ptr<rocksdb::FSWritableFile> Create(const std::string& name) {
    std::unique_ptr<rocksdb::FSWritableFile> file;
    EXPECT_TRUE(disk_.disk->NewWritableFile(Path(name), FileOptions(), &file, nullptr).ok());
    return file;
  }
  void Append(rocksdb::FSWritableFile& file, const std::string& bytes) {
    EXPECT_TRUE(file.Append(bytes, IOOptions(), nullptr).ok());
  }
  void Sync(rocksdb::FSWritableFile& file) { EXPECT_TRUE(file.Sync(IOOptions(), nullptr).ok()); }
  void SyncFolder() {
    std::unique_ptr<rocksdb::FSDirectory> folder;
    ASSERT_TRUE(disk_.disk->NewDirectory(scratch_.path(), IOOptions(), &folder, nullptr).ok());
    EXPECT_TRUE(folder->Fsync(IOOptions(), nullptr).ok());
  }
  std::string Path(const std::string& name) const { return scratch_.path() + "/" + name; }
  std::map<std::string, std::string> Left() const { return Files(scratch_.path()); }

  using Left_ = std::map<std::string, std::string>;
  ScratchDir scratch_;
  DiskEnv disk_;
};

TEST_F(SimulatedDiskTest, DropsWhatWasNotSynced) {
  auto file = Create("a");
  Append(*file, "kept");
  Sync(*file);
  Append(*file, "lost");
  disk_.disk->PowerCut(CutModel::kDropUnsynced, 1);
  EXPECT_EQ(Left(), (Left_{{"a", "kept"}}));
}

TEST_F(SimulatedDiskTest, KeepsSomeSectorsOfWhatWasNotSynced) {
  for (const CutModel model : {CutModel::kSectorsElseZero, CutModel::kSectorsElseGarbage}) {
    bool kept = false;
    bool spoiled = false;
    for (uint64_t seed = 0; seed < 20; ++seed) {
      const std::string bytes(size_t{64} * 512, 'x');
      auto file = Create("a");
      Append(*file, bytes.substr(0, 700));
      Sync(*file);
      Append(*file, bytes.substr(700));
      file.reset();
      disk_.disk->PowerCut(model, seed);
      const std::string left = Left().at("a");
      ASSERT_GE(left.size(), 700U);
      EXPECT_EQ(left.substr(0, 700), bytes.substr(0, 700));
      for (size_t sector = 1024; sector + 512 <= left.size(); sector += 512) {
        const bool whole = left.substr(sector, 512) == bytes.substr(0, 512);
        (whole ? kept : spoiled) = true;
      }
    }
    EXPECT_TRUE(kept && spoiled) << Name(model);
  }
}

TEST_F(SimulatedDiskTest, UndoesNamesThatTheFolderDidNotSync) {
  auto old = Create("CURRENT");
  Append(*old, "old");
  Sync(*old);
  SyncFolder();
  auto fresh = Create("temporary");
  Append(*fresh, "new");
  Sync(*fresh);
  ASSERT_TRUE(disk_.disk->RenameFile(Path("temporary"), Path("CURRENT"), {}, nullptr).ok());
  EXPECT_EQ(Left(), (Left_{{"CURRENT", "new"}}));
  const std::set<Left_> possible = {
      {{"CURRENT", "old"}}, {{"CURRENT", "old"}, {"temporary", "new"}}, {{"CURRENT", "new"}}};
  disk_.disk->PowerCut(CutModel::kNamesUndone, 3);
  EXPECT_TRUE(possible.contains(Left()));
  SyncFolder();

  const Left_ before = Left();
  ASSERT_TRUE(disk_.disk->DeleteFile(Path("CURRENT"), {}, nullptr).ok());
  SyncFolder();
  disk_.disk->PowerCut(CutModel::kNamesUndone, 3);
  EXPECT_FALSE(Left().contains("CURRENT"));
}

TEST_F(SimulatedDiskTest, UndoesEverythingForSomeSeed) {
  auto old = Create("CURRENT");
  Append(*old, "old");
  Sync(*old);
  SyncFolder();
  bool undone = false;
  for (uint64_t seed = 0; seed < 20 && !undone; ++seed) {
    ASSERT_TRUE(disk_.disk->DeleteFile(Path("CURRENT"), {}, nullptr).ok());
    disk_.disk->PowerCut(CutModel::kNamesUndone, seed);
    undone = Left().contains("CURRENT");
    if (!undone) {
      auto again = Create("CURRENT");
      SyncFolder();
    }
  }
  EXPECT_TRUE(undone);
}

TEST_F(SimulatedDiskTest, AFailedSyncLosesItsBytesEvenIfTheNextOneSucceeds) {
  auto file = Create("a");
  Append(*file, "lost");
  disk_.disk->FailOnce({.op = DiskOp::kSync});
  EXPECT_FALSE(file->Sync(IOOptions(), nullptr).ok());
  Append(*file, "kept");
  Sync(*file);
  EXPECT_EQ(Left().at("a"), "lostkept");
  disk_.disk->PowerCut(CutModel::kDropUnsynced, 1);
  EXPECT_EQ(Left().at("a"), std::string(4, '\0') + "kept");
}

TEST_F(SimulatedDiskTest, NothingChangesWhileThePowerIsOff) {
  auto file = Create("a");
  disk_.disk->CutAt(1);
  EXPECT_FALSE(file->Append("first", IOOptions(), nullptr).ok());
  EXPECT_TRUE(disk_.disk->off());
  const auto at_cut = Left();
  EXPECT_FALSE(file->Append("second", IOOptions(), nullptr).ok());
  EXPECT_FALSE(file->Sync(IOOptions(), nullptr).ok());
  EXPECT_FALSE(disk_.disk->DeleteFile(Path("a"), {}, nullptr).ok());
  EXPECT_FALSE(disk_.disk->RenameFile(Path("a"), Path("b"), {}, nullptr).ok());
  EXPECT_EQ(Left(), at_cut);
  disk_.disk->PowerCut(CutModel::kDropUnsynced, 1);
  EXPECT_EQ(Left().at("a"), "");
}

// Plain RocksDB with its own recovery, no store of ours.
int KeysAfterCut(bool sync, CutModel model, uint64_t seed) {
  ScratchDir scratch;
  DiskEnv disk(scratch.path(), seed);
  rocksdb::Options options;
  options.env = disk.env.get();
  options.create_if_missing = true;
  rocksdb::WriteOptions write;
  write.sync = sync;
  for (const bool before : {true, false}) {
    rocksdb::DB* raw = nullptr;
    if (!rocksdb::DB::Open(options, scratch.path(), &raw).ok()) {
      return -1;
    }
    std::unique_ptr<rocksdb::DB> db(raw);
    if (before) {
      for (int i = 0; i < 200; ++i) {
        EXPECT_TRUE(db->Put(write, std::to_string(i), std::string(100, 'v')).ok());
      }
      disk.disk->CutAt(1);
      EXPECT_FALSE(db->Put(write, "last", "v").ok() && db->FlushWAL(true).ok());
      db.reset();
      disk.disk->PowerCut(model, seed);
      continue;
    }
    int keys = 0;
    std::string value;
    for (int i = 0; i < 200; ++i) {
      keys += db->Get({}, std::to_string(i), &value).ok() ? 1 : 0;
    }
    return keys;
  }
  return -1;
}

TEST(SimulatedDiskRocksDbTest, SyncedWritesSurviveAndUnsyncedOnesDoNot) {
  for (int model = 0; model < kCutModels; ++model) {
    int lost = 0;
    for (uint64_t seed = 1; seed <= 10; ++seed) {
      EXPECT_EQ(KeysAfterCut(true, static_cast<CutModel>(model), seed), 200)
          << Name(static_cast<CutModel>(model)) << " seed " << seed;
      lost += 200 - KeysAfterCut(false, static_cast<CutModel>(model), seed);
    }
    EXPECT_GT(lost, 0) << Name(static_cast<CutModel>(model));
  }
}

TEST_F(SimulatedDiskTest, FlipsBitsOnReadAndLeavesTheFile) {
  WriteBytes(Path("a"), std::string(4096, 'x'));
  disk_.disk->FlipBitsOnRead(1);
  std::unique_ptr<rocksdb::FSRandomAccessFile> file;
  ASSERT_TRUE(disk_.disk->NewRandomAccessFile(Path("a"), FileOptions(), &file, nullptr).ok());
  std::string scratch(4096, '\0');
  rocksdb::Slice read;
  ASSERT_TRUE(file->Read(0, 4096, IOOptions(), &read, scratch.data(), nullptr).ok());
  EXPECT_NE(read.ToString(), std::string(4096, 'x'));
  EXPECT_EQ(disk_.disk->flipped(), 1U);
  EXPECT_EQ(Left().at("a"), std::string(4096, 'x'));
}

}  // namespace
}  // namespace sakip::robustness
