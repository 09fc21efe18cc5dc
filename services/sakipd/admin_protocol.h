#ifndef SAKIP_SERVICES_SAKIPD_ADMIN_PROTOCOL_H_
#define SAKIP_SERVICES_SAKIPD_ADMIN_PROTOCOL_H_

#include <sys/un.h>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/store/fd.h"

// How `sakipd backup` and `sakipd verify` ask a running `sakipd serve`: one JSON object a line over
// a Unix socket. The asker sends one request; the answer is any number of lines {"progress":"..."}
// and a last one {"done":true,"exit":0,"message":"..."}. `exit` is the code with which the asker
// ends.
namespace sakip::sakipd {

inline constexpr size_t kAdminLineBytesMax = size_t{64} << 10;
inline constexpr std::chrono::seconds kAdminTimeout{5};  // for one line to come or to go

struct AdminRequest {
  std::string command;                // "backup" or "verify"
  std::string to;                     // backup: absolute path
  std::vector<std::string> services;  // names
  std::string data{};                 // absolute: the folder of the stores that are meant
  std::string digest{};               // verify: as the option
};

struct AdminReply {
  std::optional<std::string> progress;  // without it this is the last line
  bool done = false;
  int exit = 0;
  std::string message;
};

// One line with its line feed.
std::string Encode(const AdminRequest& request);
std::string Encode(const AdminReply& reply);

// INVALID_ARGUMENT for anything else.
absl::StatusOr<AdminRequest> DecodeRequest(std::string_view line);
absl::StatusOr<AdminReply> DecodeReply(std::string_view line);

// INVALID_ARGUMENT for a path longer than the system allows: 107 bytes.
absl::StatusOr<sockaddr_un> UnixAddress(const std::string& path);

// A connected socket, read and written by lines. Not thread-safe.
class LineSocket {
 public:
  explicit LineSocket(store::Fd fd) : fd_(std::move(fd)) {}

  // Without its line feed. DEADLINE_EXCEEDED after `timeout`, where one is given; UNAVAILABLE when
  // the other side is gone; INVALID_ARGUMENT for a line longer than kAdminLineBytesMax.
  // CANCELLED as soon as the descriptor `stop` is readable, where one is given.
  absl::StatusOr<std::string> ReadLine(std::optional<std::chrono::milliseconds> timeout,
                                       int stop = -1);
  // UNAVAILABLE when the other side is gone or takes nothing for kAdminTimeout.
  absl::Status Write(std::string_view line);

 private:
  store::Fd fd_;
  std::string read_;  // beyond the last line
};

}  // namespace sakip::sakipd

#endif  // SAKIP_SERVICES_SAKIPD_ADMIN_PROTOCOL_H_
