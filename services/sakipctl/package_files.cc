#include "services/sakipctl/package_files.h"

#include <fstream>
#include <string>
#include <system_error>

namespace sakip::sakipctl {

PackageFiles ReadPackageFiles(const std::filesystem::path& folder, Findings& findings) {
  PackageFiles files;
  std::error_code error;
  std::filesystem::directory_iterator entries(folder, error);
  if (error) {
    findings.Add({folder.string(), 0, "", "cannot be read as a folder: " + error.message(),
                  "tidak dapat dibaca sebagai folder"});
    return files;
  }
  for (const auto& entry : entries) {
    const std::string name = entry.path().filename().string();
    if (name.front() == '.') {
      continue;
    }
    if (files.size() >= kPackageFilesMax) {
      findings.Add(
          {folder.string(), 0, "", "holds more than 64 files", "memuat lebih dari 64 berkas"});
      return files;
    }
    if (!entry.is_regular_file(error)) {
      findings.Add({name, 0, "", "is no plain file", "bukan berkas biasa"});
      continue;
    }
    const uintmax_t size = entry.file_size(error);
    if (error || size > kPackageFileBytesMax) {
      findings.Add({name, 0, "", "is larger than 8 MiB", "lebih besar dari 8 MiB"});
      continue;
    }
    std::string bytes(static_cast<size_t>(size), '\0');
    std::ifstream in(entry.path(), std::ios::binary);
    if (!in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) {
      findings.Add({name, 0, "", "cannot be read", "tidak dapat dibaca"});
      continue;
    }
    files.emplace(name, std::move(bytes));
  }
  return files;
}

}  // namespace sakip::sakipctl
