#include "services/sakipd/secret_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/rpc/crypto.h"
#include "common/status/status_macros.h"
#include "services/gateway/dev_token.h"

namespace sakip::sakipd {
namespace {

class Fd {
 public:
  explicit Fd(int fd) : fd_(fd) {}
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;
  ~Fd() {
    if (fd_ >= 0) {
      close(fd_);
    }
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

// UNKNOWN but for a missing file: whatever the disk says, the exit code is that of a file error.
absl::Status Failed(const std::string& path, absl::string_view what) {
  const int error = errno;
  const std::string text =
      absl::StrCat(path, ": ", what, ": ", std::generic_category().message(error));
  return error == ENOENT ? absl::NotFoundError(text) : absl::UnknownError(text);
}

absl::Status WriteSynced(const std::string& path, int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(fd, text.data(), text.size());
    if (written <= 0) {
      errno = written < 0 ? errno : EIO;
      return Failed(path, "cannot be written");
    }
    text.remove_prefix(static_cast<size_t>(written));
  }
  if (fsync(fd) != 0) {
    return Failed(path, "cannot be synced");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> ReadKeyFile(const std::string& path) {
  const Fd file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.get() < 0) {
    return Failed(path, "cannot be opened");
  }
  struct stat info {};
  if (fstat(file.get(), &info) != 0) {
    return Failed(path, "cannot be examined");
  }
  if (!S_ISREG(info.st_mode) || (info.st_mode & 077) != 0) {
    return absl::FailedPreconditionError(absl::StrCat(
        path, ": must be a file that only its owner may read; run: chmod 0600 ", path));
  }
  std::array<char, 128> text{};
  const ssize_t size = read(file.get(), text.data(), text.size());
  if (size < 0) {
    return Failed(path, "cannot be read");
  }
  absl::StatusOr<std::string> key =
      gateway::DecodeDevKey(std::string_view(text.data(), static_cast<size_t>(size)));
  if (!key.ok()) {
    return absl::FailedPreconditionError(absl::StrCat(path, ": ", key.status().message()));
  }
  return key;
}

absl::Status MakeKeyFile(const std::string& path) {
  // Complete under another name first: a crash must not leave half a key.
  const std::string making = path + ".new";
  {
    const Fd file(open(making.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (file.get() < 0 || fchmod(file.get(), 0600) != 0) {
      return Failed(making, "cannot be made");
    }
    RETURN_IF_ERROR(WriteSynced(making, file.get(),
                                gateway::EncodeDevKey(rpc::RandomBytes(gateway::kDevKeyBytesMin))));
  }
  if (link(making.c_str(), path.c_str()) != 0 && errno != EEXIST) {
    return Failed(path, "cannot be made");
  }
  unlink(making.c_str());
  const std::string folder = std::filesystem::path(path).parent_path();
  const Fd dir(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (dir.get() < 0 || fsync(dir.get()) != 0) {
    return Failed(folder, "cannot be synced");
  }
  return absl::OkStatus();
}

}  // namespace sakip::sakipd
