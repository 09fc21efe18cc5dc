#include "services/reporting/render.h"

#include <utility>

#include "common/status/status_macros.h"
#include "services/reporting/document/canonical.h"
#include "services/reporting/document/html_writer.h"
#include "services/reporting/document/pdf_writer.h"

namespace sakip::reporting {

absl::StatusOr<Berkas> Render(std::string_view model, v1::FormatDokumen format) {
  const absl::StatusOr<document::Document> document = document::Parse(model);
  if (!document.ok()) {
    return absl::DataLossError("a stored document model cannot be read: " +
                               std::string(document.status().message()));
  }
  if (format == v1::FORMAT_DOKUMEN_HTML) {
    ASSIGN_OR_RETURN(std::string html, document::WriteHtml(*document));
    return Berkas{.isi = std::move(html), .media_type = "text/html", .ekstensi = "html"};
  }
  ASSIGN_OR_RETURN(std::string pdf, document::WritePdf(*document));
  return Berkas{.isi = std::move(pdf), .media_type = "application/pdf", .ekstensi = "pdf"};
}

}  // namespace sakip::reporting
