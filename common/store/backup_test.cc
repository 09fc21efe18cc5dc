#include "common/store/backup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "common/failpoint/failpoint.h"
#include "common/store/rocksdb_store.h"
#include "common/store/store_test_util.h"
#include "common/store/witness.h"

namespace sakip::store {
namespace {

namespace fs = std::filesystem;

using testing::HasSubstr;

std::string ReadAll(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void WriteAll(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

// All files below a folder, by their path in it.
std::vector<std::string> FilesOf(const std::string& dir) {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(dir)) {
    if (entry.is_regular_file()) {
      files.push_back(fs::relative(entry.path(), dir).string());
    }
  }
  return files;
}

std::string FirstTableFile(const std::string& dir) {
  for (const std::string& file : FilesOf(dir)) {
    if (file.ends_with(".sst")) {
      return dir + "/" + file;
    }
  }
  ADD_FAILURE() << "no table file in " << dir;
  return {};
}

void FlipByte(const std::string& path, size_t at) {
  std::string bytes = ReadAll(path);
  bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
  WriteAll(path, bytes);
}

// Of a file that is open and may grow.
void FlipByteInPlace(const std::string& path, size_t at) {
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  file.seekg(static_cast<std::streamoff>(at));
  const int byte = file.get();
  file.seekp(static_cast<std::streamoff>(at));
  file.put(static_cast<char>(byte ^ 0x10));
}

class BackupTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(InitRocksDbStore(source(), "planning").ok());
    Open();
  }

  std::string source() const { return dir_.path() + "/planning"; }
  std::string to() const { return dir_.path() + "/backup"; }
  std::string Path(const std::string& name) const { return dir_.path() + "/" + name; }

  void Open() {
    auto store = OpenRocksDbStore({.dir = source(), .service = "planning"});
    ASSERT_TRUE(store.ok()) << store.status();
    store_ = *std::move(store);
  }

  void MustPut(const std::string& key, const std::string& value) {
    const auto head = store_->Update(PutOne(kPagu, key, value));
    ASSERT_TRUE(head.ok()) << head.status();
  }

  BackupOptions Options(CheckRecords check = {}) const {
    return {.to = to(),
            .program = "sakipd 0.1.0",
            .time = "2018-02-02T08:00:00Z",
            .check = std::move(check)};
  }

  // A good backup of a store with three entries, in a table file.
  BackupManifest MustBackUp() {
    for (const char* key : {"a", "b", "c"}) {
      MustPut(key, std::string(2000, key[0]));
    }
    absl::StatusOr<BackupManifest> manifest = BackUp(*store_, source(), Options());
    EXPECT_TRUE(manifest.ok()) << manifest.status();
    return manifest.value_or(BackupManifest{});
  }

  static RestoreOptions replacing() { return {.check = {}, .replace_witness = true}; }

  absl::Status Verify() { return VerifyBackup(to(), dir_.path(), {}).status(); }

  TempDir dir_;
  std::unique_ptr<RocksDbStore> store_;
};

// What `to` says when it is refused.
void ExpectDamaged(const absl::Status& status, const std::string& file) {
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss) << file << ": " << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr(file));
}

TEST_F(BackupTest, HoldsTheStateOfItsCommit) {
  const BackupManifest manifest = MustBackUp();
  const auto snapshot = store_->GetSnapshot();
  EXPECT_EQ(manifest.head.sequence, 3U);
  EXPECT_EQ(manifest.head.chain, snapshot->head().chain);
  EXPECT_EQ(manifest.digest, *StateDigest(*snapshot));
  EXPECT_EQ(manifest.identity.store_id, store_->identity().store_id);
  EXPECT_EQ(manifest.program, "sakipd 0.1.0");

  const auto verified = VerifyBackup(to(), dir_.path(), {});
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_EQ(EncodeManifest(*verified), ReadAll(to() + "/manifest"));
  EXPECT_FALSE(fs::exists(to() + ".partial"));
}

TEST_F(BackupTest, SharesNoFileWithTheStore) {
  MustBackUp();
  for (const std::string& file : FilesOf(to())) {
    struct stat info = {};
    ASSERT_EQ(::stat((to() + "/" + file).c_str(), &info), 0);
    EXPECT_EQ(info.st_nlink, 1U) << file;
  }
}

TEST_F(BackupTest, OfAStoreThatIsWrittenToIsOneCommit) {
  std::atomic<bool> stop = false;
  std::atomic<int> written = 0;
  std::thread writer([&] {
    for (int i = 1; !stop; ++i) {
      if (!store_->Update(PutOne(kPagu, std::to_string(i), std::string(500, 'v'))).ok()) {
        ADD_FAILURE() << "write " << i;
        return;
      }
      written = i;
    }
  });
  // Every commit adds one entry, so a state has as many as its commit's number.
  size_t checked = 0;
  const auto check = [&](const Snapshot& snapshot) {
    ++checked;
    return Entries(snapshot, kPagu).size() == snapshot.head().sequence
               ? absl::OkStatus()
               : absl::DataLossError("not one commit");
  };
  uint64_t last = 0;
  for (int i = 0; i < 5; ++i) {
    const int before = written;
    while (written < before + 20) {
      std::this_thread::yield();
    }
    BackupOptions options = Options(check);
    options.to = Path("backup-" + std::to_string(i));
    const auto manifest = BackUp(*store_, source(), options);
    ASSERT_TRUE(manifest.ok()) << manifest.status();
    EXPECT_GE(manifest->head.sequence, last + 20);
    EXPECT_GE(manifest->head.sequence, static_cast<uint64_t>(before));
    last = manifest->head.sequence;
    EXPECT_TRUE(VerifyBackup(options.to, dir_.path(), check).ok());
  }
  stop = true;
  writer.join();
  EXPECT_EQ(checked, 10U);
}

TEST_F(BackupTest, IsRestoredWithANewEpochEachTime) {
  const BackupManifest manifest = MustBackUp();
  MustPut("later", "1");
  store_->Close();
  store_.reset();
  fs::rename(source(), Path("moved-away"));
  for (const uint64_t epoch : {uint64_t{2}, uint64_t{3}}) {
    const auto identity = Restore(to(), {.dir = source(), .service = "planning"}, replacing());
    ASSERT_TRUE(identity.ok()) << identity.status();
    EXPECT_EQ(identity->epoch, epoch);
    EXPECT_EQ(identity->store_id, manifest.identity.store_id);
    EXPECT_EQ(ReadWitness(source() + ".witness")->epoch, epoch);
    Open();
    EXPECT_EQ(store_->identity().epoch, epoch);
    EXPECT_EQ(*StateDigest(*store_->GetSnapshot()), manifest.digest);
    EXPECT_EQ(ValueOf(*store_->GetSnapshot(), kPagu, "later"), "(absent)");
    MustPut("after", "1");
    store_->Close();
    store_.reset();
    fs::remove_all(source());
  }
  // The copy that was moved away is older now than what its witness saw.
  fs::rename(Path("moved-away"), source());
  EXPECT_EQ(OpenRocksDbStore({.dir = source(), .service = "planning"}).status().code(),
            absl::StatusCode::kDataLoss);
}

TEST_F(BackupTest, IsRestoredWhereThereNeverWasAStore) {
  MustBackUp();
  const RocksDbOptions elsewhere{.dir = Path("new/planning"),
                                 .service = "planning",
                                 .witness_file = Path("other/disk/planning.witness")};
  const auto identity = Restore(to(), elsewhere, {});
  ASSERT_TRUE(identity.ok()) << identity.status();
  EXPECT_EQ(identity->epoch, 2U);
  const auto store = OpenRocksDbStore(elsewhere);
  ASSERT_TRUE(store.ok()) << store.status();
  EXPECT_EQ(Entries(*(*store)->GetSnapshot(), kPagu), Entries(*store_->GetSnapshot(), kPagu));
}

TEST_F(BackupTest, IsNeverRestoredOverAnything) {
  MustBackUp();
  const auto code = [&](const RocksDbOptions& target) {
    return Restore(to(), target, replacing()).status().code();
  };
  store_->Close();
  store_.reset();
  EXPECT_EQ(code({.dir = source(), .service = "planning"}), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(code({.dir = Path("new"), .service = "budget"}), absl::StatusCode::kFailedPrecondition);
  ASSERT_TRUE(
      WriteWitness(Path("new.witness"), {.store_id = std::string(32, '0'),
                                         .epoch = 1,
                                         .head = {.sequence = 0, .chain = std::string(32, '\0')}})
          .ok());
  EXPECT_EQ(code({.dir = Path("new"), .service = "planning"}),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_FALSE(fs::exists(Path("new")));
  EXPECT_EQ(ReadWitness(Path("new.witness"))->store_id, std::string(32, '0'));
}

TEST_F(BackupTest, HonoursAWitnessThatSawALaterEpoch) {
  const BackupManifest manifest = MustBackUp();
  ASSERT_TRUE(
      WriteWitness(Path("new.witness"), {.store_id = manifest.identity.store_id,
                                         .epoch = 7,
                                         .head = {.sequence = 900, .chain = std::string(32, 'x')}})
          .ok());
  const RocksDbOptions target{.dir = Path("new"), .service = "planning"};
  const auto identity = Restore(to(), target, replacing());
  ASSERT_TRUE(identity.ok()) << identity.status();
  EXPECT_EQ(identity->epoch, 8U);
  EXPECT_TRUE(OpenRocksDbStore(target).ok());
}

TEST_F(BackupTest, OfAStoreAtRestHoldsItsLog) {
  MustPut("a", "1");
  const std::string digest = *StateDigest(*store_->GetSnapshot());
  EXPECT_EQ(BackUpAtRest({.dir = source(), .service = "planning"}, Options()).status().code(),
            absl::StatusCode::kUnavailable);
  store_->Close();
  store_.reset();
  const auto manifest = BackUpAtRest({.dir = source(), .service = "planning"}, Options());
  ASSERT_TRUE(manifest.ok()) << manifest.status();
  EXPECT_EQ(manifest->digest, digest);
  EXPECT_TRUE(Verify().ok());
  const RocksDbOptions target{.dir = Path("new"), .service = "planning"};
  ASSERT_TRUE(Restore(to(), target, {}).ok());
  const auto restored = OpenRocksDbStore(target);
  ASSERT_TRUE(restored.ok()) << restored.status();
  EXPECT_EQ(*StateDigest(*(*restored)->GetSnapshot()), digest);
}

TEST_F(BackupTest, OneWrongByteAnywhereIsRefusedByName) {
  MustBackUp();
  const std::vector<std::string> files = FilesOf(to());
  EXPECT_GE(files.size(), 6U);
  for (const std::string& file : files) {
    const std::string path = to() + "/" + file;
    const std::string good = ReadAll(path);
    for (const size_t at : {size_t{0}, good.size() / 2, good.size() - 1}) {
      if (at < good.size()) {
        FlipByte(path, at);
        ExpectDamaged(Verify(), file);
        WriteAll(path, good);
      }
    }
    WriteAll(path, good.substr(0, good.size() / 2));
    if (!good.empty()) {
      ExpectDamaged(Verify(), file);
    }
    WriteAll(path, good + "x");
    ExpectDamaged(Verify(), file);
    WriteAll(path, good);
    ASSERT_TRUE(Verify().ok()) << file;
  }
}

TEST_F(BackupTest, AMissingOrAnExtraFileIsRefusedByName) {
  MustBackUp();
  for (const std::string& file : FilesOf(to())) {
    const std::string path = to() + "/" + file;
    fs::rename(path, Path("aside"));
    const absl::Status status = Verify();
    EXPECT_EQ(status.code(), file == "manifest" ? absl::StatusCode::kFailedPrecondition
                                                : absl::StatusCode::kDataLoss);
    EXPECT_THAT(std::string(status.message()), HasSubstr(fs::path(file).filename().string()));
    fs::rename(Path("aside"), path);
  }
  for (const std::string name : {"db/000099.sst", "db/LOG", "extra"}) {
    WriteAll(to() + "/" + name, "x");
    ExpectDamaged(Verify(), fs::path(name).filename());
    fs::remove(to() + "/" + name);
  }
  EXPECT_TRUE(Verify().ok());
}

TEST_F(BackupTest, ADamagedBackupIsNotRestored) {
  MustBackUp();
  FlipByte(FirstTableFile(to()), 100);
  const RocksDbOptions target{.dir = Path("new"), .service = "planning"};
  ExpectDamaged(Restore(to(), target, {}).status(), ".sst");
  EXPECT_TRUE(fs::is_empty(target.dir));
  EXPECT_FALSE(fs::exists(target.dir + ".witness"));
}

TEST_F(BackupTest, ADamagedSourceIsRefusedByName) {
  MustBackUp();
  fs::remove_all(to());
  const std::string file = FirstTableFile(source());
  for (const size_t at : {size_t{10}, ReadAll(file).size() / 2, ReadAll(file).size() - 1}) {
    FlipByte(file, at);
    const absl::Status status = BackUp(*store_, source(), Options()).status();
    ExpectDamaged(status, fs::path(file).filename());
    EXPECT_THAT(std::string(status.message()), HasSubstr("source"));
    EXPECT_FALSE(fs::exists(to()));
    EXPECT_FALSE(fs::exists(to() + ".partial"));
    FlipByte(file, at);
  }
  EXPECT_TRUE(BackUp(*store_, source(), Options()).ok());
}

// Whatever is wrong in the folder of an open store: a backup is refused or holds the whole state.
TEST_F(BackupTest, NoDamageInTheSourceMakesAWrongBackup) {
  MustBackUp();
  int refused = 0;
  int backups = 0;
  for (const std::string& file : FilesOf(source() + "/db")) {
    const std::string path = source() + "/db/" + file;
    if (!fs::exists(path) || fs::file_size(path) == 0) {
      continue;
    }
    const size_t middle = fs::file_size(path) / 2;
    FlipByteInPlace(path, middle);
    BackupOptions options = Options();
    options.to = Path("damaged-" + std::to_string(++backups));
    const auto manifest = BackUp(*store_, source(), options);
    if (manifest.ok()) {
      EXPECT_EQ(manifest->digest, *StateDigest(*store_->GetSnapshot())) << file;
      EXPECT_TRUE(VerifyBackup(options.to, dir_.path(), {}).ok()) << file;
    } else {
      ++refused;
      ExpectDamaged(manifest.status(), file);
    }
    if (fs::exists(path)) {
      FlipByteInPlace(path, middle);
    }
  }
  EXPECT_GE(refused, 2) << "the table file and the manifest";
}

TEST_F(BackupTest, AFailedOneLeavesNothing) {
  MustPut("a", "1");
  const auto check = [](const Snapshot&) { return absl::DataLossError("saldo is not the fold"); };
  const absl::Status status = BackUp(*store_, source(), Options(check)).status();
  ExpectDamaged(status, "saldo is not the fold");
  EXPECT_FALSE(fs::exists(to()));
  EXPECT_FALSE(fs::exists(to() + ".partial"));
  ASSERT_TRUE(BackUp(*store_, source(), Options()).ok());
  EXPECT_EQ(VerifyBackup(to(), dir_.path(), check).status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(
      Restore(to(), {.dir = Path("new"), .service = "planning"}, {.check = check}).status().code(),
      absl::StatusCode::kDataLoss);
  EXPECT_TRUE(fs::is_empty(Path("new")));
}

TEST_F(BackupTest, IsNotMadeWhereSomethingIs) {
  MustBackUp();
  EXPECT_EQ(BackUp(*store_, source(), Options()).status().code(), absl::StatusCode::kAlreadyExists);
  BackupOptions options = Options();
  options.to = Path("other");
  fs::create_directory(options.to + ".partial");
  EXPECT_EQ(BackUp(*store_, source(), options).status().code(), absl::StatusCode::kAlreadyExists);
  options.to = Path("not/there");
  EXPECT_EQ(BackUp(*store_, source(), options).status().code(), absl::StatusCode::kUnknown);
  options.to = Path("third/");
  EXPECT_TRUE(BackUp(*store_, source(), options).ok());
  options = Options();
  options.to = Path("fourth");
  options.program = "two\nlines";
  EXPECT_EQ(BackUp(*store_, source(), options).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(VerifyBackup(source(), dir_.path(), {}).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

// Runs store_backup_crash, which dies at `point`.
void Crash(failpoint::Point point, const std::string& arguments) {
  const std::string command = "FAILPOINT=" + std::string(failpoint::Name(point)) + ":1 " +
                              SAKIP_STORE_BACKUP_CRASH + " " + arguments + " >/dev/null";
  const int status = std::system(command.c_str());  // NOLINT(cert-env33-c)
  const bool killed =
      WIFSIGNALED(status) ? WTERMSIG(status) == SIGKILL : WEXITSTATUS(status) == 128 + SIGKILL;
  EXPECT_TRUE(killed) << command << ": " << status;
}

TEST_F(BackupTest, AKilledBackupHasNoNameAndAKilledRestoreIsNoStore) {
  if (!failpoint::kCompiledIn) {
    GTEST_SKIP() << "no failpoints in this build";
  }
  MustPut("a", "1");
  store_->Close();
  store_.reset();
  Crash(failpoint::Point::kBackupManifest, "backup " + source() + " planning " + to());
  EXPECT_FALSE(fs::exists(to()));
  EXPECT_TRUE(fs::exists(to() + ".partial"));
  fs::remove_all(to() + ".partial");
  const RocksDbOptions options{.dir = source(), .service = "planning"};
  ASSERT_TRUE(BackUpAtRest(options, Options()).ok());

  fs::remove_all(source());
  fs::remove(source() + ".witness");
  Crash(failpoint::Point::kRestoreIdentity, "restore " + source() + " planning " + to());
  EXPECT_FALSE(OpenRocksDbStore(options).ok());
  EXPECT_EQ(Restore(to(), options, {}).status().code(), absl::StatusCode::kAlreadyExists);
  fs::remove_all(source());
  ASSERT_TRUE(Restore(to(), options, replacing()).ok());
  EXPECT_TRUE(OpenRocksDbStore(options).ok());
}

}  // namespace
}  // namespace sakip::store
