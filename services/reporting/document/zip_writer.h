// A ZIP archive in memory, part after part; what is written is compressed at once.
#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_ZIP_WRITER_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_ZIP_WRITER_H_

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace sakip::document {

class ZipWriter {
 public:
  // `date` is YYYY-MM-DD, the time stamp of every part (ZIP knows the years 1980 to 2107; others
  // become the nearest of these). Same parts, same bytes.
  explicit ZipWriter(std::string_view date);
  ~ZipWriter();
  ZipWriter(const ZipWriter&) = delete;
  ZipWriter& operator=(const ZipWriter&) = delete;

  // Ends the part before. `compress` is false for what is compressed already.
  void BeginPart(const std::string& name, bool compress = true);
  void Write(std::string_view bytes);
  // The whole archive; INTERNAL when any call failed.
  absl::StatusOr<std::string> Finish();

 private:
  struct State;
  void EndPart();

  std::unique_ptr<State> state_;
};

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_ZIP_WRITER_H_
