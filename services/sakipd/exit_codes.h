#ifndef SAKIP_SERVICES_SAKIPD_EXIT_CODES_H_
#define SAKIP_SERVICES_SAKIPD_EXIT_CODES_H_

#include "absl/status/status.h"

// What sakipd's exit code tells a script; the numbers of sysexits.h. docs/OPERATIONS.md lists them.
namespace sakip::sakipd {

inline constexpr int kExitOk = 0;
inline constexpr int kExitUsage = 64;        // the command line is wrong
inline constexpr int kExitData = 65;         // a store or a backup is damaged, rolled back, emptied
inline constexpr int kExitUnavailable = 69;  // a store, an address or the admin socket is in use
inline constexpr int kExitInternal = 70;     // a fault of the program
inline constexpr int kExitExists = 73;       // init, backup or restore would overwrite something
inline constexpr int kExitIo = 74;           // a disk or file error
inline constexpr int kExitConfig = 78;  // configuration; a store or witness is missing, another's
                                        // or of another format

inline int ExitCodeOf(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kOk:
      return kExitOk;
    case absl::StatusCode::kDataLoss:
      return kExitData;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kCancelled:
      return kExitUnavailable;
    case absl::StatusCode::kAlreadyExists:
      return kExitExists;
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kNotFound:
    case absl::StatusCode::kFailedPrecondition:
      return kExitConfig;
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kAborted:
      return kExitIo;
    default:
      return kExitInternal;
  }
}

}  // namespace sakip::sakipd

#endif  // SAKIP_SERVICES_SAKIPD_EXIT_CODES_H_
