#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <future>
#include <optional>
#include <string>

#include "common/clock/clock.h"
#include "services/sakipd/admin_client.h"
#include "services/sakipd/admin_protocol.h"
#include "services/sakipd/admin_server.h"
#include "services/sakipd/exit_codes.h"

namespace sakip::sakipd {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class AdminTest : public testing::Test {
 protected:
  AdminTest() {
    std::string pattern = testing::TempDir() + "sakipd_admin_XXXXXX";
    dir_ = mkdtemp(pattern.data());
    path_ = dir_ + "/admin.sock";
  }
  ~AdminTest() override { fs::remove_all(dir_); }

  std::unique_ptr<AdminServer> Listen(AdminServer::Handler handler) {
    auto server = AdminServer::Listen(path_, std::move(handler), logger_);
    EXPECT_TRUE(server.ok()) << server.status();
    return *std::move(server);
  }
  LineSocket Connect() const {
    store::Fd fd(socket(AF_UNIX, SOCK_STREAM, 0));
    const sockaddr_un address = UnixAddress(path_).value();
    EXPECT_EQ(connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
    return LineSocket(std::move(fd));
  }
  static AdminReply Read(LineSocket& socket) {
    const auto line = socket.ReadLine(std::chrono::seconds(60));
    EXPECT_TRUE(line.ok()) << line.status();
    return DecodeReply(line.value_or("")).value_or(AdminReply{});
  }

  std::string dir_;
  std::string path_;
  const clock::FakeClock clock_{{.micros = 0}};
  log::MemorySink sink_;
  log::Logger logger_{clock_, sink_};
};

absl::StatusOr<std::string> Echo(const AdminRequest& request, const Say& say) {
  if (const absl::Status said = say("for " + request.to); !said.ok()) {
    return said;
  }
  if (request.command == "fail") {
    return absl::DataLossError("bad\nbyte \xff");
  }
  return "done " + std::to_string(request.services.size());
}

TEST_F(AdminTest, AnswersProgressAndOneLastLine) {
  const auto server = Listen(Echo);
  for (int run = 0; run < 20; ++run) {  // right after each other: the last line means free again
    LineSocket socket = Connect();
    ASSERT_TRUE(socket.Write(Encode(AdminRequest{"backup", "/a \"b\"\n", {"x", "y"}})).ok());
    EXPECT_EQ(Read(socket).progress, "for /a \"b\"\n");
    const AdminReply last = Read(socket);
    EXPECT_TRUE(last.done);
    EXPECT_EQ(last.exit, 0);
    EXPECT_EQ(last.message, "done 2");
  }
}

TEST_F(AdminTest, AFailureHasItsExitCode) {
  const auto server = Listen(Echo);
  LineSocket socket = Connect();
  ASSERT_TRUE(socket.Write(Encode(AdminRequest{"fail", "", {}})).ok());
  Read(socket);
  const AdminReply last = Read(socket);
  EXPECT_FALSE(last.done);
  EXPECT_EQ(last.exit, kExitData);
  EXPECT_THAT(last.message, HasSubstr("bad\nbyte"));
}

TEST_F(AdminTest, RefusesWhatIsNoRequestAndGoesOn) {
  const auto server = Listen(Echo);
  for (const std::string& line :
       {std::string("hello\n"), std::string("[]\n"), std::string("{\"command\":1}\n"),
        std::string("{\"command\":\"x\",\"services\":[1]}\n"),
        std::string(kAdminLineBytesMax + 10, 'x')}) {
    LineSocket socket = Connect();
    ASSERT_TRUE(socket.Write(line).ok());
    const AdminReply last = Read(socket);
    EXPECT_FALSE(last.done);
    EXPECT_EQ(last.exit, kExitConfig) << last.message;
  }
  { const LineSocket silent = Connect(); }  // gone without a word
  LineSocket socket = Connect();
  ASSERT_TRUE(socket.Write(Encode(AdminRequest{"backup", "", {}})).ok());
  Read(socket);
  EXPECT_TRUE(Read(socket).done);
}

TEST_F(AdminTest, RunsOneCommandAtATime) {
  std::promise<void> running;
  std::promise<void> finish;
  const auto server = Listen([&](const AdminRequest&, const Say&) -> absl::StatusOr<std::string> {
    running.set_value();
    finish.get_future().wait();
    return "first";
  });
  LineSocket first = Connect();
  ASSERT_TRUE(first.Write(Encode(AdminRequest{"backup", "", {}})).ok());
  running.get_future().wait();
  LineSocket second = Connect();
  const AdminReply refused = Read(second);
  EXPECT_FALSE(refused.done);
  EXPECT_EQ(refused.exit, kExitUnavailable);
  EXPECT_THAT(refused.message, HasSubstr("busy"));
  finish.set_value();
  EXPECT_EQ(Read(first).message, "first");
}

TEST_F(AdminTest, IsForTheOwnerOnly) {
  const auto server = Listen(Echo);
  struct stat info {};
  ASSERT_EQ(stat(path_.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0600U);
}

TEST_F(AdminTest, AnotherUserIsRefusedWhateverTheModeSays) {
  if (geteuid() != 0) {
    GTEST_SKIP() << "only root can become another user";
  }
  const auto server = Listen(Echo);
  ASSERT_EQ(chmod(dir_.c_str(), 0755), 0);
  ASSERT_EQ(chmod(path_.c_str(), 0666), 0);
  // The system call itself, which changes this thread only and not the server's.
  ASSERT_EQ(syscall(SYS_setresuid, -1, 65534, -1), 0);
  LineSocket socket = Connect();
  ASSERT_EQ(syscall(SYS_setresuid, -1, 0, -1), 0);
  socket.Write(Encode(AdminRequest{"backup", "", {}})).IgnoreError();
  EXPECT_TRUE(absl::IsUnavailable(socket.ReadLine(std::chrono::seconds(60)).status()));
  EXPECT_THAT(sink_.lines(), testing::Contains(HasSubstr("admin command refused")));
}

TEST_F(AdminTest, ReplacesADeadSocketButNeverALiveOneNorAFile) {
  {
    const store::Fd dead(socket(AF_UNIX, SOCK_STREAM, 0));
    const sockaddr_un address = UnixAddress(path_).value();
    ASSERT_EQ(bind(dead.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  }
  ASSERT_TRUE(fs::exists(path_));  // as a killed process leaves it
  const auto server = Listen(Echo);
  EXPECT_TRUE(absl::IsUnavailable(AdminServer::Listen(path_, Echo, logger_).status()));
  LineSocket socket = Connect();
  ASSERT_TRUE(socket.Write(Encode(AdminRequest{"backup", "", {}})).ok());
  Read(socket);
  EXPECT_TRUE(Read(socket).done);

  const std::string letter = dir_ + "/letter.txt";
  std::ofstream(letter) << "mine";
  EXPECT_TRUE(absl::IsFailedPrecondition(AdminServer::Listen(letter, Echo, logger_).status()));
  EXPECT_EQ(fs::file_size(letter), 4U);
}

// Anybody who may read a folder may hold its lock.
TEST_F(AdminTest, AnothersLockOnTheFolderIsNoneOfIts) {
  const store::Fd folder(open(dir_.c_str(), O_RDONLY | O_DIRECTORY));
  ASSERT_EQ(flock(folder.get(), LOCK_EX | LOCK_NB), 0);
  EXPECT_TRUE(AdminServer::Listen(path_, Echo, logger_).ok());
  struct stat info {};
  ASSERT_EQ(stat((path_ + ".lock").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0600U);
}

// A stop does not wait for peers that say nothing: one that is read, and the next behind it.
TEST_F(AdminTest, SilentPeersHoldUpNoStop) {
  auto server = Listen(Echo);
  const LineSocket first = Connect();
  const LineSocket second = Connect();
  const auto begin = std::chrono::steady_clock::now();
  server->Stop();
  server.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, kAdminTimeout / 2);
}

TEST_F(AdminTest, SaysWhenAPathIsTooLong) {
  const std::string path = dir_ + "/" + std::string(120, 'x');
  const absl::Status status = AdminServer::Listen(path, Echo, logger_).status();
  EXPECT_TRUE(absl::IsInvalidArgument(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr("107"));
}

TEST_F(AdminTest, StoppingEndsACommandAtItsNextWordAndRemovesTheSocket) {
  std::promise<void> running;
  auto server = Listen([&](const AdminRequest&, const Say& say) -> absl::StatusOr<std::string> {
    running.set_value();
    for (;;) {
      if (const absl::Status said = say("still"); !said.ok()) {
        return said;
      }
    }
  });
  LineSocket socket = Connect();
  ASSERT_TRUE(socket.Write(Encode(AdminRequest{"backup", "", {}})).ok());
  running.get_future().wait();
  server->Stop();
  EXPECT_FALSE(fs::exists(path_));
  AdminReply reply;
  do {
    reply = Read(socket);
  } while (reply.progress);
  EXPECT_EQ(reply.exit, kExitUnavailable);
  EXPECT_THAT(reply.message, HasSubstr("stopping"));
}

TEST_F(AdminTest, ACommandEndsWhenWhoeverAskedIsGone) {
  std::promise<absl::Status> ended;
  const auto server =
      Listen([&](const AdminRequest&, const Say& say) -> absl::StatusOr<std::string> {
        absl::Status said;
        do {
          said = say("still");
        } while (said.ok());
        ended.set_value(said);
        return said;
      });
  {
    LineSocket socket = Connect();
    ASSERT_TRUE(socket.Write(Encode(AdminRequest{"backup", "", {}})).ok());
    Read(socket);
  }
  EXPECT_TRUE(absl::IsCancelled(ended.get_future().get()));
}

TEST_F(AdminTest, WhereNobodyListensTheStoresAreAtRest) {
  const AdminRequest request{"verify", "", {"planning"}};
  EXPECT_EQ(AskServeAndPrint(Command::kVerify, path_, request), std::nullopt);
  EXPECT_EQ(AskServeAndPrint(Command::kVerify, "", request), std::nullopt);
  EXPECT_EQ(AskServeAndPrint(Command::kVerify, std::string(200, 'x'), request), std::nullopt);
  const auto server = Listen(Echo);
  EXPECT_EQ(AskServeAndPrint(Command::kVerify, path_, request), 0);
  EXPECT_EQ(AskServeAndPrint(Command::kVerify, path_, {"fail", "", {}}), kExitData);
}

}  // namespace
}  // namespace sakip::sakipd
