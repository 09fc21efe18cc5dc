#ifndef SAKIP_SERVICES_SAKIPD_SECRET_FILE_H_
#define SAKIP_SERVICES_SAKIPD_SECRET_FILE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// Key files: 32 random bytes as 64 hexadecimal digits and a line feed.
namespace sakip::sakipd {

// The 32 bytes. NOT_FOUND without the file; FAILED_PRECONDITION when others than its owner may read
// or write it, or it is not such a file. Messages name the file, never its content.
absl::StatusOr<std::string> ReadKeyFile(const std::string& path);

// Makes one with mode 0600, synced with its folder. Leaves an existing file as it is.
absl::Status MakeKeyFile(const std::string& path);

}  // namespace sakip::sakipd

#endif  // SAKIP_SERVICES_SAKIPD_SECRET_FILE_H_
