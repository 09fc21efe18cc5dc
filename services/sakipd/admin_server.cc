#include "services/sakipd/admin_server.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <string_view>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/status_macros.h"
#include "services/sakipd/exit_codes.h"

namespace sakip::sakipd {
namespace {

using store::Fd;

constexpr int kBacklog = 4;
constexpr int kPauseMs = 100;

absl::Status Failed(const std::string& path, absl::string_view what) {
  return absl::UnknownError(absl::StrCat("admin-socket: ", path, ": ", what, ": ",
                                         std::generic_category().message(errno)));
}

// Whether somebody listens at `address`; a socket file alone does not say it.
bool IsLive(const sockaddr_un& address) {
  const Fd probe(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  return connect(probe.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
}

absl::Status RemoveStale(const std::string& path, const sockaddr_un& address) {
  struct stat info {};
  if (lstat(path.c_str(), &info) != 0) {
    return errno == ENOENT ? absl::OkStatus() : Failed(path, "cannot be examined");
  }
  if (!S_ISSOCK(info.st_mode)) {
    return absl::FailedPreconditionError(
        absl::StrCat("admin-socket: ", path, " is there and is no socket"));
  }
  if (IsLive(address)) {
    return absl::UnavailableError(absl::StrCat("admin-socket: another process listens at ", path));
  }
  return unlink(path.c_str()) == 0 ? absl::OkStatus() : Failed(path, "cannot be removed");
}

// Two processes that start at once must not each take the other's socket for stale: who looks and
// replaces holds a lock meanwhile, on a file that no other user can open and so none can hold.
absl::StatusOr<Fd> Bind(const std::string& path) {
  ASSIGN_OR_RETURN(const sockaddr_un address, UnixAddress(path));
  const std::string lock_file = path + ".lock";
  const Fd lock(open(lock_file.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (lock.get() < 0) {
    return Failed(lock_file, "cannot be opened");
  }
  if (flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
    return absl::UnavailableError(absl::StrCat("admin-socket: another process is making ", path));
  }
  RETURN_IF_ERROR(RemoveStale(path, address));
  Fd listener(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (listener.get() < 0 ||
      bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
    return Failed(path, "cannot be made");
  }
  // Before listening, so that nobody connects by a looser mode.
  if (chmod(path.c_str(), 0600) != 0 || listen(listener.get(), kBacklog) != 0) {
    return Failed(path, "cannot be listened on");
  }
  return listener;
}

bool MayAsk(int fd) {
  ucred peer{};
  socklen_t size = sizeof(peer);
  return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 &&
         (peer.uid == geteuid() || peer.uid == 0);
}

AdminReply Refusal(const absl::Status& status) {
  return {.progress = {},
          .done = false,
          .exit = ExitCodeOf(status),
          .message = std::string(status.message())};
}

}  // namespace

absl::StatusOr<std::unique_ptr<AdminServer>> AdminServer::Listen(const std::string& path,
                                                                 Handler handler,
                                                                 const log::Logger& logger) {
  ASSIGN_OR_RETURN(Fd listener, Bind(path));
  Fd wake(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (wake.get() < 0) {
    return Failed(path, "no event for it");
  }
  return std::unique_ptr<AdminServer>(
      new AdminServer(path, std::move(listener), std::move(wake), std::move(handler), logger));
}

AdminServer::AdminServer(std::string path, Fd listener, Fd wake, Handler handler,
                         const log::Logger& logger)
    : path_(std::move(path)),
      listener_(std::move(listener)),
      wake_(std::move(wake)),
      handler_(std::move(handler)),
      logger_(logger),
      accepting_([this] { Accept(); }) {}

AdminServer::~AdminServer() {
  Stop();
  accepting_.join();
  if (command_.joinable()) {
    command_.join();
  }
}

void AdminServer::Stop() {
  if (!stopping_.exchange(true)) {
    unlink(path_.c_str());
    eventfd_write(wake_.get(), 1);
    { const std::lock_guard lock(mutex_); }  // whoever looked before is waiting by now
    changed_.notify_all();
  }
}

void AdminServer::Accept() {
  while (!stopping_) {
    std::array<pollfd, 2> events{pollfd{.fd = listener_.get(), .events = POLLIN, .revents = 0},
                                 pollfd{.fd = wake_.get(), .events = POLLIN, .revents = 0}};
    poll(events.data(), events.size(), -1);
    Fd peer(accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (peer.get() < 0) {
      // Out of descriptors, say: not in a circle until there are some.
      const bool passes = errno == EAGAIN || errno == EINTR || errno == ECONNABORTED;
      poll(&events[1], 1, passes ? 0 : kPauseMs);
      continue;
    }
    if (!MayAsk(peer.get())) {
      logger_.Warning("admin command refused", {{"reason", "neither this user nor root"}});
      continue;
    }
    Start(LineSocket(std::move(peer)));
  }
}

void AdminServer::Enter(State state) {
  {
    const std::lock_guard lock(mutex_);
    state_ = state;
  }
  changed_.notify_all();
}

void AdminServer::Start(LineSocket socket) {
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopping_ || state_ != State::kReading; });
    if (stopping_) {
      return;
    }
    if (state_ == State::kRunning) {
      lock.unlock();
      // Never waits: an empty socket takes one line.
      socket
          .Write(Encode(Refusal(absl::UnavailableError(
              "busy: another backup or verify runs; try again when it has ended"))))
          .IgnoreError();
      return;
    }
    state_ = State::kReading;
  }
  if (command_.joinable()) {
    command_.join();
  }
  command_ = std::thread([this, taken = std::move(socket)]() mutable { Serve(taken); });
}

void AdminServer::Serve(LineSocket& socket) {
  AdminReply reply;
  if (const absl::StatusOr<std::string> line = socket.ReadLine(kAdminTimeout, wake_.get());
      !line.ok()) {
    reply = Refusal(line.status());
  } else if (const absl::StatusOr<AdminRequest> request = DecodeRequest(*line); !request.ok()) {
    reply = Refusal(request.status());
  } else {
    Enter(State::kRunning);
    reply = Answer(*request, socket);
  }
  Enter(State::kFree);  // first, or whoever asks again on this answer would be refused
  socket.Write(Encode(reply)).IgnoreError();
}

AdminReply AdminServer::Answer(const AdminRequest& request, LineSocket& socket) {
  logger_.Info("admin command", {{"command", request.command}, {"to", request.to}});
  const Say say = [&](const std::string& text) -> absl::Status {
    if (stopping_) {
      return absl::CancelledError("serve is stopping");
    }
    return socket.Write(
                     Encode(AdminReply{.progress = text, .done = false, .exit = 0, .message = {}}))
                   .ok()
               ? absl::OkStatus()
               : absl::CancelledError("whoever asked is gone");
  };
  const absl::StatusOr<std::string> message = handler_(request, say);
  if (!message.ok()) {
    logger_.Warning("admin command failed", {{"command", request.command},
                                             {"reason", std::string(message.status().message())}});
    return Refusal(message.status());
  }
  logger_.Info("admin command done", {{"command", request.command}, {"result", *message}});
  return {.progress = {}, .done = true, .exit = kExitOk, .message = *message};
}

}  // namespace sakip::sakipd
