#ifndef SAKIP_COMMON_SHEET_ZIP_READER_H_
#define SAKIP_COMMON_SHEET_ZIP_READER_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/sheet/sheet.h"

// A ZIP archive in memory, read with suspicion. Internal to common/sheet; not thread-safe.
namespace sakip::sheet {

class ZipReader {
 public:
  // Lists the parts. Refuses what is no archive or an odd one: too many parts, a name that leaves
  // the archive, comes twice or holds controls, symbolic links, encrypted parts. `bytes` must
  // outlive the reader.
  static absl::StatusOr<std::unique_ptr<ZipReader>> Open(std::string_view bytes,
                                                         const Limits& limits);
  ~ZipReader();
  ZipReader(const ZipReader&) = delete;
  ZipReader& operator=(const ZipReader&) = delete;

  // Names are those of OPC: no slash in front, case does not matter.
  bool Has(std::string_view name) const;
  // True when the name of some part contains `text` (lower case).
  bool HasNameWith(std::string_view text) const;

  // Hands the part over piece by piece, and ends when `sink` answers a refusal. Refuses a missing
  // or damaged part, and more bytes than the limits allow, counted over all calls.
  absl::Status Inflate(std::string_view name,
                       absl::FunctionRef<absl::Status(std::string_view)> sink);

 private:
  struct State;
  explicit ZipReader(const Limits& limits);
  absl::Status List();
  absl::Status AddCurrent();
  absl::Status Pump(size_t packed, size_t claimed,
                    absl::FunctionRef<absl::Status(std::string_view)> sink);

  std::unique_ptr<State> state_;
};

}  // namespace sakip::sheet

#endif  // SAKIP_COMMON_SHEET_ZIP_READER_H_
