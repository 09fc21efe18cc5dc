#ifndef SAKIP_SERVICES_SAKIPCTL_PACKAGE_FILES_H_
#define SAKIP_SERVICES_SAKIPCTL_PACKAGE_FILES_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>

#include "services/sakipctl/finding.h"
#include "services/sakipctl/package.h"

namespace sakip::sakipctl {

inline constexpr uintmax_t kPackageFileBytesMax = uintmax_t{8} << 20;
inline constexpr size_t kPackageFilesMax = 64;

// Reads the files of a package folder. What is too large, no plain file or not readable becomes a
// finding; a file's size is asked before a byte of it is read. Hidden files are passed over.
PackageFiles ReadPackageFiles(const std::filesystem::path& folder, Findings& findings);

}  // namespace sakip::sakipctl

#endif  // SAKIP_SERVICES_SAKIPCTL_PACKAGE_FILES_H_
