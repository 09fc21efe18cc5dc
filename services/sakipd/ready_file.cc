#include "services/sakipd/ready_file.h"

#include <filesystem>
#include <fstream>
#include <system_error>

#include "absl/strings/str_cat.h"

namespace sakip::sakipd {

std::string BoundAddress(const std::string& listen, int port) {
  const size_t colon = listen.rfind(':');
  if (port == 0 || colon == std::string::npos) {
    return listen;
  }
  return absl::StrCat(listen.substr(0, colon), ":", port);
}

absl::Status WriteReadyFile(const std::string& path,
                            const std::vector<std::pair<Service, std::string>>& addresses) {
  std::string text;
  for (const auto& [service, address] : addresses) {
    if (service == Service::kGateway) {
      text = address + "\n";
      break;
    }
    absl::StrAppend(&text, std::string(Name(service)), " ", address, "\n");
  }
  const std::string making = path + ".new";
  {
    std::ofstream file(making, std::ios::binary | std::ios::trunc);
    file << text << std::flush;
    if (!file) {
      return absl::UnknownError(absl::StrCat(making, ": cannot be written"));
    }
  }
  std::error_code error;
  std::filesystem::rename(making, path, error);
  if (error) {
    return absl::UnknownError(absl::StrCat(path, ": ", error.message()));
  }
  return absl::OkStatus();
}

absl::Status RemoveReadyFile(const std::string& path) {
  std::error_code error;
  std::filesystem::remove(path, error);
  return error ? absl::UnknownError(absl::StrCat(path, ": ", error.message())) : absl::OkStatus();
}

}  // namespace sakip::sakipd
