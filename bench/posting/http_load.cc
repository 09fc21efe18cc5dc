#include "bench/posting/http_load.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string_view>

#include "absl/strings/str_cat.h"

namespace sakip::bench {
namespace {

using std::chrono::nanoseconds;
using std::chrono::steady_clock;

struct Connection {
  int fd = -1;
  std::string received;
  steady_clock::time_point sent;
  uint64_t number = 0;
};

// 0 without a connection.
int Connect(const std::string& port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(std::strtoul(port.c_str(), nullptr, 10)));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(fd);
    return -1;
  }
  return fd;
}

// The status of a whole answer in `received`, which is then empty; 0 while it is not whole.
int TakeAnswer(std::string& received) {
  const size_t body = received.find("\r\n\r\n");
  const size_t length = received.find("content-length: ");
  if (body == std::string::npos || length == std::string::npos || length > body) {
    return 0;
  }
  const size_t whole = body + 4 + std::strtoul(received.c_str() + length + 16, nullptr, 10);
  if (received.size() < whole) {
    return 0;
  }
  const int status = static_cast<int>(std::strtoul(received.c_str() + 9, nullptr, 10));
  received.erase(0, whole);
  return status;
}

class HttpLoader {
 public:
  HttpLoader(const LoadPlan& plan, const MakeRequest& make_request)
      : plan_(plan), make_request_(make_request), epoll_(::epoll_create1(EPOLL_CLOEXEC)) {}
  ~HttpLoader() {
    for (const Connection& connection : connections_) {
      ::close(connection.fd);
    }
    ::close(epoll_);
  }
  HttpLoader(const HttpLoader&) = delete;
  HttpLoader& operator=(const HttpLoader&) = delete;

  LoadResult Run() {
    connections_.resize(static_cast<size_t>(plan_.in_flight));
    for (Connection& connection : connections_) {
      connection.fd = Connect(plan_.address);
      if (connection.fd < 0) {
        Fail("cannot connect");
        return result_;
      }
      epoll_event event{};
      event.events = EPOLLIN;
      event.data.ptr = &connection;
      ::epoll_ctl(epoll_, EPOLL_CTL_ADD, connection.fd, &event);
    }
    begin_ = steady_clock::now() + plan_.warm_up;
    end_ = begin_ + plan_.measured;
    for (Connection& connection : connections_) {
      Send(connection);
    }
    std::array<epoll_event, 64> events{};
    while (running_ > 0) {
      const int ready = ::epoll_wait(epoll_, events.data(), events.size(), 20'000);
      if (ready <= 0) {
        Fail("no answer");
        break;
      }
      for (int i = 0; i < ready; ++i) {
        Receive(*static_cast<Connection*>(events.at(static_cast<size_t>(i)).data.ptr));
      }
    }
    result_.seconds = std::chrono::duration<double>(plan_.measured).count();
    result_.next_number = next_number_;
    return result_;
  }

 private:
  void Fail(std::string why) {
    ++result_.failed;
    if (result_.first_error.empty()) {
      result_.first_error = std::move(why);
    }
  }

  void Send(Connection& connection) {
    connection.number = next_number_++;
    const std::string body = make_request_(connection.number).body;
    const std::string request = absl::StrCat(
        "POST ", plan_.method, " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n",
        "Content-Length: ", body.size(), "\r\n\r\n", body);
    connection.sent = steady_clock::now();
    if (::send(connection.fd, request.data(), request.size(), MSG_NOSIGNAL) ==
        static_cast<ssize_t>(request.size())) {
      ++running_;
    } else {
      Fail("cannot send");
    }
  }

  void Receive(Connection& connection) {
    std::array<char, 8192> bytes{};
    const ssize_t size = ::recv(connection.fd, bytes.data(), bytes.size(), 0);
    if (size <= 0) {
      --running_;
      ::epoll_ctl(epoll_, EPOLL_CTL_DEL, connection.fd, nullptr);
      Fail("connection lost");
      return;
    }
    connection.received.append(bytes.data(), static_cast<size_t>(size));
    const int status = TakeAnswer(connection.received);
    if (status == 0) {
      return;
    }
    --running_;
    const auto now = steady_clock::now();
    if (status == 200) {
      ++result_.done;
      ++result_.accepted;
      if (now >= begin_ && now < end_) {
        result_.latency.Add(static_cast<uint64_t>(nanoseconds(now - connection.sent).count()));
      }
    } else if (status < 500) {
      ++result_.refused;
    } else {
      Fail(absl::StrCat("status ", status));
    }
    if (now < end_) {
      Send(connection);
    }
  }

  const LoadPlan& plan_;
  const MakeRequest& make_request_;
  const int epoll_;
  std::vector<Connection> connections_;
  int running_ = 0;
  uint64_t next_number_ = 0;
  steady_clock::time_point begin_;
  steady_clock::time_point end_;
  LoadResult result_;
};

}  // namespace

LoadResult RunHttpLoad(const LoadPlan& plan, const MakeRequest& make_request) {
  return HttpLoader(plan, make_request).Run();
}

}  // namespace sakip::bench
