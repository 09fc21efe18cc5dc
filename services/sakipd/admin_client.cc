#include "services/sakipd/admin_client.h"

#include <sys/socket.h>

#include <cerrno>
#include <iostream>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/status_macros.h"
#include "services/sakipd/subcommands.h"

namespace sakip::sakipd {
namespace {

// nullopt when nobody listens. UNAVAILABLE when serve went away before its last line, UNKNOWN when
// the system refuses.
absl::StatusOr<std::optional<AdminReply>> Ask(const std::string& path,
                                              const AdminRequest& request) {
  const absl::StatusOr<sockaddr_un> address = UnixAddress(path);
  if (!address.ok()) {
    return std::optional<AdminReply>();  // nobody can listen there either
  }
  store::Fd fd(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (connect(fd.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof(*address)) != 0) {
    if (errno == ENOENT || errno == ECONNREFUSED) {
      return std::optional<AdminReply>();
    }
    return absl::UnknownError(absl::StrCat(path, ": ", std::generic_category().message(errno)));
  }
  LineSocket socket(std::move(fd));
  // A busy process answers and closes without reading this.
  socket.Write(Encode(request)).IgnoreError();
  const Say print = Printed();
  for (;;) {
    // No time limit: a copy of a large store takes long.
    ASSIGN_OR_RETURN(const std::string line, socket.ReadLine(std::nullopt));
    ASSIGN_OR_RETURN(AdminReply reply, DecodeReply(line));
    if (!reply.progress) {
      return std::optional<AdminReply>(std::move(reply));
    }
    RETURN_IF_ERROR(print(*reply.progress));
  }
}

}  // namespace

std::optional<int> AskServeAndPrint(Command command, const std::string& path,
                                    const AdminRequest& request) {
  const absl::StatusOr<std::optional<AdminReply>> reply = Ask(path, request);
  if (!reply.ok()) {
    return Fail(command, reply.status());
  }
  if (!reply->has_value()) {
    return std::nullopt;
  }
  if (!(*reply)->done) {
    return Fail(command, absl::UnknownError((*reply)->message), (*reply)->exit);
  }
  std::cout << (*reply)->message << "\n";
  return (*reply)->exit;
}

absl::Status WithSocketHint(const absl::Status& status, const std::string& path) {
  return absl::Status(
      status.code(),
      absl::StrCat(status.message(), "; ",
                   path.empty()
                       ? std::string("admin-socket is off here: if serve has one, leave that out")
                       : absl::StrCat("nobody listens at ", path,
                                      ": if serve has another admin-socket, give that"),
                   "; else stop serve, or wait for the command that works on the store"));
}

}  // namespace sakip::sakipd
