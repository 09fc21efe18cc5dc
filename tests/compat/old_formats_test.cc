#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <csignal>
#include <fstream>
#include <memory>
#include <string>
#include <tuple>

#include "common/failpoint/failpoint.h"
#include "common/store/backup.h"
#include "common/store/migrate.h"
#include "common/store/rocksdb_store.h"
#include "common/store/store_test_util.h"
#include "common/store/witness.h"
#include "tests/compat/old_stores.h"

namespace sakip::compat {
namespace {

namespace fs = std::filesystem;

using store::MigrationReport;
using store::RocksDbStore;
using testing::HasSubstr;

std::string DigestOf(const absl::StatusOr<std::unique_ptr<RocksDbStore>>& store) {
  EXPECT_TRUE(store.ok()) << store.status();
  return store.ok() ? *store::StateDigest(*(*store)->GetSnapshot()) : "";
}

constexpr int kThisFormat = 3;

class OldFormatTest : public testing::TestWithParam<std::tuple<int, std::string>> {
 protected:
  static int format() { return std::get<0>(GetParam()); }
  static const std::string& service() { return std::get<1>(GetParam()); }
  static size_t steps() { return static_cast<size_t>(kThisFormat - format()); }
  store::RocksDbOptions Options() const { return stores_.Options(service()); }
  store::BackupOptions Backup() const { return stores_.Backup(service()); }
  std::string Digest() const { return DigestOf(OpenRocksDbStoreAtRest(Options(), true)); }

  OldStores stores_{format()};
};

TEST_P(OldFormatTest, IsNotOpenedAsItIs) {
  const auto before = stores_.Files(service());
  const absl::Status status = OpenRocksDbStore(Options()).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), HasSubstr("sakipd migrate"));
  EXPECT_EQ(stores_.Files(service()), before);
}

TEST_P(OldFormatTest, APlanChangesNothing) {
  const auto before = stores_.Files(service());
  const absl::StatusOr<MigrationReport> plan = PlanMigration(Options());
  ASSERT_TRUE(plan.ok()) << plan.status();
  EXPECT_EQ(plan->from, format());
  EXPECT_EQ(plan->to, kThisFormat);
  ASSERT_EQ(plan->steps.size(), steps());
  EXPECT_EQ(plan->steps[0].records, format() == 1 ? 2U : 1U);
  EXPECT_EQ(stores_.Files(service()), before);
  EXPECT_EQ(fs::exists(Options().dir + ".witness"), format() > 1);
}

TEST_P(OldFormatTest, IsMigratedAfterAVerifiedBackupWithNothingChanged) {
  const std::string digest = Digest();
  const absl::StatusOr<MigrationReport> report = Migrate(Options(), Backup());
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->steps.size(), steps());
  EXPECT_EQ(report->backup.digest, digest);
  EXPECT_EQ(report->backup.identity.format, format());
  EXPECT_TRUE(store::VerifyBackup(Backup().to, stores_.path(), {}).ok());
  {
    const auto store = OpenRocksDbStore(Options());
    EXPECT_EQ(DigestOf(store), digest);
    EXPECT_EQ((*store)->identity().format, kThisFormat);
    EXPECT_EQ((*store)->identity().epoch, report->backup.identity.epoch);
    ASSERT_TRUE((*store)->Update(store::PutOne({.id = 199, .name = "new"}, "a", "b")).ok());
  }
  const std::string written = DigestOf(OpenRocksDbStore(Options()));
  EXPECT_NE(written, digest);

  const auto before = stores_.Files(service());
  const absl::StatusOr<MigrationReport> again = Migrate(Options(), Backup());
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_TRUE(again->steps.empty());
  EXPECT_EQ(stores_.Files(service()), before);
}

// The way back: the backup is a store of the old program, and can be migrated once more.
TEST_P(OldFormatTest, TheBackupOfAMigrationRestoresTheOldFormat) {
  const std::string digest = Digest();
  ASSERT_TRUE(Migrate(Options(), Backup()).ok());
  fs::remove_all(Options().dir);
  const auto identity = Restore(Backup().to, Options(), {.check = {}, .replace_witness = true});
  ASSERT_TRUE(identity.ok()) << identity.status();
  EXPECT_EQ(identity->format, format());
  EXPECT_EQ(Digest(), digest);
  store::BackupOptions second = Backup();
  second.to += "-2";
  const auto report = Migrate(Options(), second);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->backup.identity.epoch, identity->epoch);
  EXPECT_EQ(DigestOf(OpenRocksDbStore(Options())), digest);
}

TEST_P(OldFormatTest, AMigrationKilledHalfWayIsFinished) {
  if (!failpoint::kCompiledIn) {
    GTEST_SKIP() << "no failpoints in this build";
  }
  const std::string digest = Digest();
  for (size_t step = 1; step <= steps(); ++step) {
    OldStores stores(format());
    const store::RocksDbOptions options = stores.Options(service());
    const store::BackupOptions backup = stores.Backup(service());
    const std::string command = "FAILPOINT=migrate-step:" + std::to_string(step) +
                                " " SAKIP_STORE_BACKUP_CRASH " migrate " + options.dir + " " +
                                service() + " " + backup.to + " >/dev/null";
    const int status = std::system(command.c_str());  // NOLINT(cert-env33-c)
    EXPECT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 128 + SIGKILL) << status;
    EXPECT_FALSE(OpenRocksDbStore(options).ok());
    EXPECT_TRUE(store::VerifyBackup(backup.to, stores.path(), {}).ok());

    const auto plan = PlanMigration(options);
    ASSERT_TRUE(plan.ok()) << plan.status();
    ASSERT_EQ(plan->steps.size(), steps());
    for (size_t i = 0; i < steps(); ++i) {
      EXPECT_EQ(plan->steps[i].records == 0, i < step);
    }
    // Its backup is there already, so none is made in its place.
    const auto report = Migrate(options, backup);
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_EQ(DigestOf(OpenRocksDbStore(options)), digest);
    EXPECT_TRUE(PlanMigration(options)->steps.empty());
  }
}

TEST_P(OldFormatTest, AnUnknownFormatIsRefusedAndLeftAsItIs) {
  const std::string path = Options().dir + "/identity";
  std::string identity = stores_.Files(service())["identity"];
  identity.replace(identity.find('\n') - 1, 1, "9");
  std::ofstream(path, std::ios::binary) << identity;
  const auto before = stores_.Files(service());
  for (const absl::Status& status :
       {PlanMigration(Options()).status(), Migrate(Options(), Backup()).status(),
        OpenRocksDbStore(Options()).status(), BackUpAtRest(Options(), Backup()).status()}) {
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr("format 9"));
  }
  EXPECT_EQ(stores_.Files(service()), before);
  EXPECT_FALSE(fs::exists(Backup().to));
}

TEST_P(OldFormatTest, ADamagedStoreIsRefusedAndLeftAsItIs) {
  for (const auto& [name, bytes] : stores_.Files(service())) {
    // What RocksDB writes for people, or keeps beside the manifest's own copy.
    if (bytes.empty() || name == "db/IDENTITY" || name.starts_with("db/OPTIONS")) {
      continue;
    }
    std::string damaged = bytes;
    damaged[bytes.size() / 2] = static_cast<char>(damaged[bytes.size() / 2] ^ 0x10);
    std::ofstream(Options().dir + "/" + name, std::ios::binary) << damaged;
    const auto before = stores_.Files(service());
    const absl::Status status = Migrate(Options(), Backup()).status();
    EXPECT_FALSE(status.ok()) << name;
    EXPECT_EQ(stores_.Files(service()), before) << name;
    EXPECT_FALSE(fs::exists(Backup().to)) << name;
    std::ofstream(Options().dir + "/" + name, std::ios::binary) << bytes;
  }
  EXPECT_TRUE(Migrate(Options(), Backup()).ok());
}

// Format 1 had nothing that could tell; of a later one the witness does.
TEST_P(OldFormatTest, AStoreWithoutItsWitnessIsRefused) {
  if (format() == 1) {
    GTEST_SKIP() << "it had none";
  }
  fs::remove(Options().dir + ".witness");
  const auto before = stores_.Files(service());
  for (const absl::Status& status :
       {PlanMigration(Options()).status(), Migrate(Options(), Backup()).status()}) {
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr("witness"));
  }
  EXPECT_EQ(stores_.Files(service()), before);
}

INSTANTIATE_TEST_SUITE_P(Stores, OldFormatTest,
                         testing::Combine(testing::Values(1, 2),
                                          testing::Values("planning", "performance", "budget",
                                                          "reporting", "gateway")),
                         [](const auto& store) {
                           return "Format" + std::to_string(std::get<0>(store.param)) +
                                  std::get<1>(store.param);
                         });

}  // namespace
}  // namespace sakip::compat
