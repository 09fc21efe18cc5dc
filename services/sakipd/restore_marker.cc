#include "services/sakipd/restore_marker.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/status/status_macros.h"
#include "common/store/store_dir.h"
#include "services/sakipd/stores.h"

namespace sakip::sakipd {
namespace {

constexpr std::string_view kFirstLine = "sakip-restore 1";

std::string PathIn(const std::string& data) {
  return data + "/restore-unfinished";
}

absl::Status Failed(const std::string& path) {
  return absl::UnknownError(absl::StrCat(path, ": ", std::generic_category().message(errno)));
}

struct Content {
  RestorePlan plan;
  std::set<Service> finished;
};

std::string Encode(const RestorePlan& plan) {
  std::string text = absl::StrCat(std::string(kFirstLine), "\nfrom ", plan.from, "\n");
  for (const auto& [service, manifest] : plan.manifests) {
    absl::StrAppend(&text, "service ", std::string(Name(service)), " ", manifest, "\n");
  }
  return text;
}

std::optional<Service> ServiceNamed(std::string_view name) {
  const auto* const found = std::find_if(kServices.begin(), kServices.end(),
                                         [&](Service service) { return Name(service) == name; });
  return found == kServices.end() ? std::nullopt : std::optional(*found);
}

absl::StatusOr<Content> Read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  std::vector<std::string> lines = absl::StrSplit(text, '\n');
  lines.pop_back();  // a line that a crash cut short, or nothing
  if (lines.size() < 2 || lines[0] != kFirstLine || !absl::StartsWith(lines[1], "from ")) {
    return absl::DataLossError(absl::StrCat(path, " is no file of this program; look at it"));
  }
  Content content;
  content.plan.from = lines[1].substr(std::string_view("from ").size());
  for (size_t i = 2; i < lines.size(); ++i) {
    const std::vector<std::string> words = absl::StrSplit(lines[i], ' ');
    const std::optional<Service> service = words.size() < 2 ? std::nullopt : ServiceNamed(words[1]);
    if (service && words[0] == "service" && words.size() == 3) {
      content.plan.manifests[*service] = words[2];
    } else if (service && words[0] == "finished") {
      content.finished.insert(*service);
    } else {
      return absl::DataLossError(absl::StrCat(path, " is damaged: ", lines[i]));
    }
  }
  return content;
}

absl::Status Unfinished(const Stores& stores, const RestorePlan& plan) {
  Stores those = stores;
  those.services.clear();
  for (const auto& [service, manifest] : plan.manifests) {
    those.services.insert(service);
  }
  return absl::FailedPreconditionError(absl::StrCat(
      "the restore of ", plan.from, " into ", stores.data,
      " was not finished. Nothing was changed. Run it again, which goes on where it ended: sakipd "
      "restore --from=",
      ShellQuoted(plan.from), " ", FlagsOf(those),
      " (with --replace-witness, if it was given before). To give it up, move the folders of its "
      "services away, and then the file ",
      PathIn(stores.data)));
}

absl::Status Write(int fd, const std::string& path, std::string_view text) {
  if (::write(fd, text.data(), text.size()) != static_cast<ssize_t>(text.size()) ||
      ::fsync(fd) != 0) {
    return Failed(path);
  }
  return absl::OkStatus();
}

// What a crash cut short of the last line is one line's worth of nothing.
absl::Status EndLine(int fd, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  const size_t end = text.rfind('\n') + 1;
  return end == text.size() || ::ftruncate(fd, static_cast<off_t>(end)) == 0 ? absl::OkStatus()
                                                                             : Failed(path);
}

absl::Status Lock(int fd, const std::string& path) {
  if (::flock(fd, LOCK_EX | LOCK_NB) == 0) {
    return absl::OkStatus();
  }
  return errno == EWOULDBLOCK
             ? absl::UnavailableError(absl::StrCat("another restore is under way: ", path))
             : Failed(path);
}

}  // namespace

absl::Status CheckNoRestore(const Stores& stores) {
  if (!RestoreMarker::IsThere(stores.data)) {
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const Content content, Read(PathIn(stores.data)));
  return Unfinished(stores, content.plan);
}

bool RestoreMarker::IsThere(const std::string& data) {
  std::error_code ignored;
  return std::filesystem::exists(PathIn(data), ignored);
}

absl::StatusOr<RestoreMarker> RestoreMarker::Take(const Stores& stores, const RestorePlan& plan) {
  if (absl::StrContains(plan.from, "\n")) {
    return absl::InvalidArgumentError("from: a path of one line");
  }
  const std::string path = PathIn(stores.data);
  const std::string making = path + ".new";
  const bool there = IsThere(stores.data);
  store::Fd fd(::open(
      (there ? path : making).c_str(),
      there ? O_WRONLY | O_APPEND | O_CLOEXEC : O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
  if (fd.get() < 0) {
    return Failed(path);
  }
  RETURN_IF_ERROR(Lock(fd.get(), path));
  RestoreMarker marker(path, std::move(fd));
  if (there) {
    ASSIGN_OR_RETURN(Content content, Read(path));
    RETURN_IF_ERROR(EndLine(marker.fd_.get(), path));
    if (content.plan.manifests != plan.manifests) {
      return Unfinished(stores, content.plan);
    }
    marker.finished_ = std::move(content.finished);
    return marker;
  }
  if (::ftruncate(marker.fd_.get(), 0) != 0) {
    return Failed(making);
  }
  RETURN_IF_ERROR(Write(marker.fd_.get(), making, Encode(plan)));
  if (std::rename(making.c_str(), path.c_str()) != 0) {
    return Failed(path);
  }
  RETURN_IF_ERROR(store::SyncDir(stores.data));
  return marker;
}

absl::Status RestoreMarker::Finish(Service service) {
  RETURN_IF_ERROR(
      Write(fd_.get(), path_, absl::StrCat("finished ", std::string(Name(service)), "\n")));
  finished_.insert(service);
  return absl::OkStatus();
}

absl::Status RestoreMarker::Remove() {
  if (::unlink(path_.c_str()) != 0) {
    return Failed(path_);
  }
  return store::SyncDir(std::filesystem::path(path_).parent_path().string());
}

}  // namespace sakip::sakipd
