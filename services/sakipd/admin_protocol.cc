#include "services/sakipd/admin_protocol.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <nlohmann/json.hpp>
#include <type_traits>

#include "absl/strings/str_cat.h"

namespace sakip::sakipd {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

// Paths may hold any bytes: what is not UTF-8 is replaced, not thrown about.
std::string Line(const json& object) {
  return object.dump(-1, ' ', /*ensure_ascii=*/true, json::error_handler_t::replace) + "\n";
}

template <class T>
bool Take(const json& object, const char* key, T& out) {
  const auto found = object.find(key);
  if (found == object.end()) {
    return true;
  }
  bool fits = false;
  if constexpr (std::is_same_v<T, std::string>) {
    fits = found->is_string();
  } else if constexpr (std::is_same_v<T, bool>) {
    fits = found->is_boolean();
  } else if constexpr (std::is_same_v<T, int>) {
    fits = found->is_number_integer();
  } else {
    fits = found->is_array() &&
           std::all_of(found->begin(), found->end(), [](const json& e) { return e.is_string(); });
  }
  if (fits) {
    out = found->template get<T>();
  }
  return fits;
}

absl::Status NotALine(std::string_view what) {
  return absl::InvalidArgumentError(
      absl::StrCat("not a line of the admin protocol: ", std::string(what)));
}

absl::StatusOr<json> Parse(std::string_view line) {
  json object = json::parse(line.begin(), line.end(), nullptr, /*allow_exceptions=*/false);
  if (!object.is_object()) {
    return NotALine("no JSON object");
  }
  return object;
}

// Waits until `fd` is ready for `events`; UNAVAILABLE when it failed.
// CANCELLED as soon as `stop` is readable, where it is one.
absl::Status WaitFor(int fd, short events, std::optional<steady_clock::time_point> deadline,
                     int stop = -1) {
  for (;;) {
    int wait = -1;
    if (deadline) {
      const auto left = std::chrono::ceil<milliseconds>(*deadline - steady_clock::now());
      wait = static_cast<int>(std::max<milliseconds::rep>(left.count(), 0));
    }
    std::array<pollfd, 2> both{pollfd{.fd = fd, .events = events, .revents = 0},
                               pollfd{.fd = stop, .events = POLLIN, .revents = 0}};  // -1: ignored
    const int ready = poll(both.data(), both.size(), wait);
    if (ready > 0 && both[1].revents != 0) {
      return absl::CancelledError("serve is stopping");
    }
    if (ready > 0) {
      return absl::OkStatus();
    }
    if (ready == 0) {
      return absl::DeadlineExceededError("the other side of the admin socket is silent");
    }
    if (errno != EINTR) {
      return absl::UnavailableError("the admin socket cannot be waited for");
    }
  }
}

}  // namespace

std::string Encode(const AdminRequest& request) {
  return Line({{"command", request.command},
               {"to", request.to},
               {"services", request.services},
               {"data", request.data},
               {"digest", request.digest}});
}

std::string Encode(const AdminReply& reply) {
  if (reply.progress) {
    return Line({{"progress", *reply.progress}});
  }
  return Line({{"done", reply.done}, {"exit", reply.exit}, {"message", reply.message}});
}

absl::StatusOr<AdminRequest> DecodeRequest(std::string_view line) {
  const absl::StatusOr<json> object = Parse(line);
  if (!object.ok()) {
    return object.status();
  }
  AdminRequest request;
  if (!Take(*object, "command", request.command) || !Take(*object, "to", request.to) ||
      !Take(*object, "services", request.services) || !Take(*object, "data", request.data) ||
      !Take(*object, "digest", request.digest)) {
    return NotALine("a member of another type");
  }
  return request;
}

absl::StatusOr<AdminReply> DecodeReply(std::string_view line) {
  const absl::StatusOr<json> object = Parse(line);
  if (!object.ok()) {
    return object.status();
  }
  AdminReply reply;
  if (object->contains("progress")) {
    reply.progress.emplace();
    return Take(*object, "progress", *reply.progress) ? absl::StatusOr<AdminReply>(reply)
                                                      : NotALine("progress is no text");
  }
  if (!object->contains("done") || !Take(*object, "done", reply.done) ||
      !Take(*object, "exit", reply.exit) || !Take(*object, "message", reply.message)) {
    return NotALine("neither progress nor done");
  }
  return reply;
}

absl::StatusOr<sockaddr_un> UnixAddress(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof(address.sun_path)) {
    return absl::InvalidArgumentError(
        absl::StrCat("admin-socket: ", path, " has ", path.size(), " bytes, the system allows ",
                     sizeof(address.sun_path) - 1, "; name a shorter path"));
  }
  path.copy(address.sun_path, path.size());
  return address;
}

absl::StatusOr<std::string> LineSocket::ReadLine(std::optional<milliseconds> timeout, int stop) {
  std::optional<steady_clock::time_point> deadline;
  if (timeout) {
    deadline = steady_clock::now() + *timeout;
  }
  for (;;) {
    if (const size_t end = read_.find('\n'); end != std::string::npos) {
      std::string line = read_.substr(0, end);
      read_.erase(0, end + 1);
      return line;
    }
    if (read_.size() >= kAdminLineBytesMax) {
      return NotALine("it is too long");
    }
    if (absl::Status status = WaitFor(fd_.get(), POLLIN, deadline, stop); !status.ok()) {
      return status;
    }
    std::array<char, 4096> bytes{};
    const ssize_t count = recv(fd_.get(), bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (count > 0) {
      read_.append(bytes.data(), static_cast<size_t>(count));
    } else if (count == 0 || (errno != EAGAIN && errno != EINTR)) {
      return absl::UnavailableError("the other side of the admin socket is gone");
    }
  }
}

absl::Status LineSocket::Write(std::string_view line) {
  const auto deadline = steady_clock::now() + kAdminTimeout;
  while (!line.empty()) {
    if (absl::Status status = WaitFor(fd_.get(), POLLOUT, deadline); !status.ok()) {
      return absl::UnavailableError(status.message());
    }
    const ssize_t count = send(fd_.get(), line.data(), line.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count > 0) {
      line.remove_prefix(static_cast<size_t>(count));
    } else if (errno != EAGAIN && errno != EINTR) {
      return absl::UnavailableError("the other side of the admin socket is gone");
    }
  }
  return absl::OkStatus();
}

}  // namespace sakip::sakipd
