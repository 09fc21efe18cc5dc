#include "services/sakipd/init.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>

#include "common/store/rocksdb_store.h"
#include "services/gateway/gateway_repository.h"
#include "services/sakipd/exit_codes.h"
#include "services/sakipd/secret_file.h"

namespace sakip::sakipd {
namespace {

namespace fs = std::filesystem;

class InitTest : public testing::Test {
 protected:
  InitTest() {
    std::string pattern = testing::TempDir() + "sakipd_init_XXXXXX";
    dir_ = mkdtemp(pattern.data());
    settings_.stores.data = dir_ + "/store";
    settings_.stores.witness_dir = settings_.stores.data;
    settings_.stores.services = {kServices.begin(), kServices.end()};
  }
  ~InitTest() override { fs::remove_all(dir_); }

  absl::StatusOr<std::vector<std::string>> Run() { return Init(settings_, clock_); }
  std::string Text(const std::string& path) const {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::optional<gateway::Account> FindAccount(const char* subject) const {
    const auto opened = store::OpenRocksDbStore(
        {.dir = StoreDir(settings_.stores.data, Service::kGateway), .service = "gateway"});
    EXPECT_TRUE(opened.ok()) << opened.status();
    return gateway::FindAccountOf(*(*opened)->GetSnapshot(), "dev", subject).value();
  }

  std::string dir_;
  InitSettings settings_;
  clock::FakeClock clock_{{.micros = 1'517'540'645'000'000}};
};

TEST_F(InitTest, MakesAStoreOfEachServiceAndTheKeys) {
  const auto report = Run();
  ASSERT_TRUE(report.ok()) << report.status();
  for (const Service service : kServices) {
    const auto opened = store::OpenRocksDbStore(
        {.dir = StoreDir(settings_.stores.data, service), .service = std::string(Name(service))});
    EXPECT_TRUE(opened.ok()) << opened.status();
  }
  EXPECT_NE(ReadKeyFile(InternalKeyFile(settings_.stores.data)).value(),
            ReadKeyFile(DevelopmentTokenKeyFile(settings_.stores.data)).value());
  EXPECT_EQ(FindAccount("operator-6474"), std::nullopt);
}

TEST_F(InitTest, KeysAreTheOwnersAlone) {
  ASSERT_TRUE(Run().ok());
  for (const std::string& path :
       {InternalKeyFile(settings_.stores.data), DevelopmentTokenKeyFile(settings_.stores.data)}) {
    struct stat info {};
    ASSERT_EQ(stat(path.c_str(), &info), 0) << path;
    EXPECT_EQ(info.st_mode & 0777U, 0600U) << path;
  }
}

TEST_F(InitTest, ASecondRunIsRefusedAndChangesNothing) {
  ASSERT_TRUE(Run().ok());
  const std::string key = Text(InternalKeyFile(settings_.stores.data));
  EXPECT_TRUE(absl::IsAlreadyExists(Run().status()));
  settings_.if_missing = true;
  const auto report = Run();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_THAT(*report, testing::Each(testing::HasSubstr("exists in")));
  EXPECT_EQ(Text(InternalKeyFile(settings_.stores.data)), key);
}

TEST_F(InitTest, IfMissingMakesTheRest) {
  settings_.stores.services = {Service::kBudget};
  ASSERT_TRUE(Run().ok());
  EXPECT_FALSE(fs::exists(StoreDir(settings_.stores.data, Service::kGateway)));
  settings_.stores.services = {kServices.begin(), kServices.end()};
  EXPECT_TRUE(absl::IsAlreadyExists(Run().status()));
  EXPECT_FALSE(fs::exists(StoreDir(settings_.stores.data, Service::kGateway)));
  settings_.if_missing = true;
  EXPECT_TRUE(Run().ok());
  EXPECT_TRUE(fs::exists(InternalKeyFile(settings_.stores.data)));
}

TEST_F(InitTest, CompletesAGatewayWhoseKeysWereNotReached) {
  settings_.development_accounts = true;
  ASSERT_TRUE(
      store::InitRocksDbStore(StoreDir(settings_.stores.data, Service::kGateway), "gateway").ok());
  settings_.if_missing = true;
  const auto report = Run();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(FindAccount("operator-6474").has_value());
  EXPECT_TRUE(ReadKeyFile(InternalKeyFile(settings_.stores.data)).ok());
}

TEST_F(InitTest, DevelopmentAccountsHoldFromToday) {
  settings_.development_accounts = true;
  ASSERT_TRUE(Run().ok());
  const auto account = FindAccount("verifikator-64");
  ASSERT_TRUE(account.has_value());
  EXPECT_EQ(account->name, "akun/verifikator-64");
  ASSERT_EQ(account->grants.size(), 1U);
  EXPECT_EQ(account->grants[0].role, "VERIFIKATOR_PROVINSI");
  EXPECT_EQ(account->grants[0].satker, "64");
  EXPECT_EQ(account->grants[0].valid_from.Iso(), "2018-02-02");
}

TEST_F(InitTest, AFolderThatIsNoStoreIsNamedAndNeverTouched) {
  const std::string folder = StoreDir(settings_.stores.data, Service::kPlanning);
  // What a crash in the middle leaves, and what is somebody else's.
  for (const char* file : {"lock", "letter.txt"}) {
    fs::create_directories(folder);
    std::ofstream(folder + "/" + file) << "mine";
    for (const bool if_missing : {false, true}) {
      settings_.if_missing = if_missing;
      const absl::Status status = Run().status();
      EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
      EXPECT_THAT(std::string(status.message()), testing::HasSubstr(folder));
      EXPECT_EQ(Text(folder + "/" + file), "mine");
      EXPECT_FALSE(fs::exists(StoreDir(settings_.stores.data, Service::kBudget)));
    }
    fs::remove_all(folder);
  }
  EXPECT_TRUE(Run().ok());
}

// Its disk may just not be mounted: an empty store in its place would look like lost data.
TEST_F(InitTest, AStoreThatIsGoneButWitnessedIsNotReplaced) {
  ASSERT_TRUE(Run().ok());
  const std::string budget = StoreDir(settings_.stores.data, Service::kBudget);
  fs::remove_all(budget);
  fs::remove_all(StoreDir(settings_.stores.data, Service::kPlanning));
  fs::remove(settings_.stores.data + "/planning.witness");
  settings_.if_missing = true;
  const absl::Status status = Run().status();
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_THAT(std::string(status.message()),
              testing::AllOf(testing::HasSubstr(budget), testing::HasSubstr("sakipd restore")));
  EXPECT_FALSE(fs::exists(StoreDir(settings_.stores.data, Service::kPlanning)));
  fs::remove(settings_.stores.data + "/budget.witness");
  EXPECT_TRUE(Run().ok());
}

TEST_F(InitTest, WitnessesMayBeOnAnotherDisk) {
  settings_.stores.witness_dir = dir_ + "/witness";
  fs::create_directory(settings_.stores.witness_dir);
  ASSERT_TRUE(Run().ok());
  for (const Service service : kServices) {
    EXPECT_TRUE(fs::exists(WitnessFile(settings_.stores, service)));
    EXPECT_FALSE(fs::exists(StoreDir(settings_.stores.data, service) + ".witness"));
  }
}

TEST_F(InitTest, AddsDevelopmentAccountsToAnExistingGateway) {
  ASSERT_TRUE(Run().ok());
  settings_.if_missing = true;
  settings_.development_accounts = true;
  for (const char* said : {"10 development accounts", "0 development accounts"}) {
    const auto report = Run();
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_THAT(*report, testing::Contains(testing::HasSubstr(said)));
  }
  EXPECT_TRUE(FindAccount("operator-6474").has_value());
}

class KeyFileTest : public InitTest {
 protected:
  const std::string path_ = dir_ + "/a.key";
};

TEST_F(KeyFileTest, IsReadOnlyWhenNobodyElseMay) {
  ASSERT_TRUE(MakeKeyFile(path_).ok());
  const std::string key = ReadKeyFile(path_).value();
  for (const int mode : {0400, 0600}) {
    ASSERT_EQ(chmod(path_.c_str(), static_cast<mode_t>(mode)), 0);
    EXPECT_EQ(ReadKeyFile(path_).value(), key);
  }
  for (const int mode : {0640, 0604, 0620, 0601}) {
    ASSERT_EQ(chmod(path_.c_str(), static_cast<mode_t>(mode)), 0);
    EXPECT_TRUE(absl::IsFailedPrecondition(ReadKeyFile(path_).status())) << mode;
  }
}

TEST_F(KeyFileTest, IsNeverReplaced) {
  ASSERT_TRUE(MakeKeyFile(path_).ok());
  const std::string key = ReadKeyFile(path_).value();
  EXPECT_TRUE(MakeKeyFile(path_).ok());
  EXPECT_EQ(ReadKeyFile(path_).value(), key);
}

TEST_F(KeyFileTest, IsNotMadeOnAFullDisk) {
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  const rlimit small{.rlim_cur = 10, .rlim_max = before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  const absl::Status status = MakeKeyFile(path_);
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);
  EXPECT_EQ(ExitCodeOf(status), kExitIo) << status;
  EXPECT_FALSE(fs::exists(path_));
}

TEST_F(KeyFileTest, SaysWhatIsWrongWithoutTheContent) {
  EXPECT_TRUE(absl::IsNotFound(ReadKeyFile(path_).status()));
  EXPECT_TRUE(absl::IsFailedPrecondition(ReadKeyFile(dir_).status()));
  std::ofstream(path_) << "secret-but-malformed";
  ASSERT_EQ(chmod(path_.c_str(), 0600), 0);
  EXPECT_TRUE(absl::IsFailedPrecondition(ReadKeyFile(path_).status()));
  EXPECT_THAT(
      ReadKeyFile(path_).status().ToString(),
      testing::AllOf(testing::HasSubstr("a.key"), testing::Not(testing::HasSubstr("secret-but"))));
}

}  // namespace
}  // namespace sakip::sakipd
