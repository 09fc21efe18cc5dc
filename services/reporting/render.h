#ifndef SAKIP_SERVICES_REPORTING_RENDER_H_
#define SAKIP_SERVICES_REPORTING_RENDER_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "sakip/reporting/v1/reporting.pb.h"

namespace sakip::reporting {

struct Berkas {
  std::string isi;
  std::string media_type;
  std::string ekstensi;  // "pdf"
};

// The file that a stored document model makes in `format`. DATA_LOSS for bytes that are no
// model, INVALID_ARGUMENT for a format that is none, and the errors of its writer.
absl::StatusOr<Berkas> Render(std::string_view model, v1::FormatDokumen format);

}  // namespace sakip::reporting

#endif  // SAKIP_SERVICES_REPORTING_RENDER_H_
