#include "services/sakipd/backup.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/status_macros.h"
#include "common/store/store_dir.h"
#include "services/sakipd/admin_client.h"
#include "services/sakipd/exit_codes.h"
#include "services/sakipd/restore_marker.h"
#include "services/sakipd/signals.h"
#include "services/sakipd/subcommands.h"

namespace sakip::sakipd {
namespace {

namespace fs = std::filesystem;

absl::Status Refused(const std::string& path, const std::error_code& error) {
  return absl::UnknownError(absl::StrCat(path, ": ", error.message()));
}

// Makes the folder in which the backup grows.
absl::Status MakeFolder(const std::string& to, const std::string& making) {
  std::error_code error;
  if (fs::exists(fs::symlink_status(to, error))) {
    return absl::AlreadyExistsError(absl::StrCat(to, " exists; name a folder to make"));
  }
  if (fs::create_directory(making, error)) {
    return absl::OkStatus();
  }
  if (error) {
    return Refused(making, error);
  }
  return absl::AlreadyExistsError(
      absl::StrCat(making, " exists: another backup makes it, or one was interrupted and left it; ",
                   "then remove it"));
}

absl::Status GiveName(const std::string& making, const std::string& to) {
  RETURN_IF_ERROR(store::SyncDir(making));
  std::error_code error;
  fs::rename(making, to, error);
  if (error) {
    return Refused(to, error);
  }
  return store::SyncDir(fs::path(to).parent_path().string());
}

absl::Status BackUpInto(const std::string& folder, const BackupSettings& settings,
                        const clock::Clock& clock, const BackUpOne& back_up, const Say& say) {
  for (const Service service : kBackupOrder) {
    if (!settings.stores.services.contains(service)) {
      continue;
    }
    const std::string name(Name(service));
    RETURN_IF_ERROR(say(absl::StrCat(name, ": copying")));
    const absl::StatusOr<store::BackupManifest> manifest =
        back_up(service, {.to = absl::StrCat(folder, "/", name),
                          .program = ProgramName(),
                          .time = clock::FormatRfc3339(clock.Now()),
                          .check = CheckOf(service),
                          .disk_reserve_bytes = settings.disk_reserve_bytes});
    if (!manifest.ok()) {
      return absl::Status(manifest.status().code(),
                          absl::StrCat(name, ": ", manifest.status().message()));
    }
    RETURN_IF_ERROR(say(absl::StrCat(name, ": ", Summary(*manifest), ", VERIFIED")));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> BackUpStoresAtRest(const BackupSettings& settings,
                                               const clock::Clock& clock) {
  const store::Stop stop = StopOnSignal();
  absl::StatusOr<std::string> done = BackUpServices(
      settings, clock,
      [&](Service service, store::BackupOptions options) -> absl::StatusOr<store::BackupManifest> {
        options.stop = stop;
        absl::StatusOr<store::BackupManifest> manifest =
            store::BackUpAtRest(StoreAt(settings.stores, service), options);
        return manifest.ok() ? std::move(manifest)
                             : Advised(settings.stores, service, manifest.status());
      },
      Printed());
  return absl::IsUnavailable(done.status()) ? WithSocketHint(done.status(), settings.admin_socket)
                                            : done;
}

}  // namespace

absl::Status CheckOutsideStores(const std::string& data, const std::string& path) {
  std::error_code error;
  const fs::path inner = fs::weakly_canonical(path, error);
  for (const Service service : kServices) {
    const fs::path dir = fs::weakly_canonical(StoreDir(data, service), error);
    if (std::mismatch(dir.begin(), dir.end(), inner.begin(), inner.end()).first == dir.end()) {
      return absl::FailedPreconditionError(
          absl::StrCat(path, " is in the store's own folder ", dir.string(), "; name another"));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> BackUpServices(const BackupSettings& settings,
                                           const clock::Clock& clock, const BackUpOne& back_up,
                                           const Say& say) {
  const std::string& to = settings.to;
  RETURN_IF_ERROR(CheckOutsideStores(settings.stores.data, to));
  const std::string making = to + ".partial";
  RETURN_IF_ERROR(MakeFolder(to, making));
  absl::Status status = BackUpInto(making, settings, clock, back_up, say);
  if (status.ok()) {
    status = GiveName(making, to);
  }
  if (!status.ok()) {
    std::error_code ignored;
    fs::remove_all(making, ignored);  // a full disk must not stay full of it
    return status;
  }
  return absl::StrCat(to, ": VERIFIED",
                      settings.stores.services.contains(Service::kGateway)
                          ? "; the gateway's keys are not in it: restore says how to make new ones"
                          : "");
}

std::string Summary(const store::BackupManifest& manifest) {
  uint64_t bytes = 0;
  for (const store::BackupFile& file : manifest.files) {
    bytes += file.bytes;
  }
  return absl::StrCat("sequence ", manifest.head.sequence, ", ", manifest.files.size(), " files, ",
                      bytes, " bytes");
}

std::string Absolute(const std::string& path) {
  std::string absolute = fs::absolute(path).lexically_normal().string();
  while (absolute.size() > 1 && absolute.back() == '/') {
    absolute.pop_back();
  }
  return absolute;
}

int RunBackup(const config::Config& config) {
  absl::StatusOr<BackupSettings> settings = BackupSettingsFrom(config);
  if (!settings.ok()) {
    return Fail(Command::kBackup, settings.status(), kExitConfig);
  }
  if (const absl::Status status = CheckNoRestore(settings->stores); !status.ok()) {
    return Fail(Command::kBackup, status);
  }
  settings->to = Absolute(settings->to);  // serve's working folder is another
  AdminRequest request{.command = "backup", .to = settings->to, .services = {}, .data = {}};
  request.data = Absolute(settings->stores.data);
  for (const Service service : settings->stores.services) {
    request.services.emplace_back(Name(service));
  }
  if (const std::optional<int> code =
          AskServeAndPrint(Command::kBackup, settings->admin_socket, request)) {
    return *code;
  }
  const absl::StatusOr<std::string> done = BackUpStoresAtRest(*settings, clock::SystemClock());
  if (!done.ok()) {
    return Fail(Command::kBackup, done.status());
  }
  std::cout << *done << "\n";
  return kExitOk;
}

}  // namespace sakip::sakipd
