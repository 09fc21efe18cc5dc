#include "services/reporting/render.h"

#include <utility>

#include "common/status/status_macros.h"
#include "services/reporting/document/canonical.h"
#include "services/reporting/document/docx_writer.h"
#include "services/reporting/document/html_writer.h"
#include "services/reporting/document/pdf_writer.h"
#include "services/reporting/document/xlsx_writer.h"

namespace sakip::reporting {
namespace {

absl::StatusOr<std::string> WriteDocx(const document::Document& document) {
  ASSIGN_OR_RETURN(const auto pages, document::PagesOfHeadings(document));
  return document::WriteDocx(document, pages);
}

absl::StatusOr<Berkas> BerkasOf(absl::StatusOr<std::string> bytes, std::string media_type,
                                std::string ekstensi) {
  RETURN_IF_ERROR(bytes.status());
  return Berkas{.isi = *std::move(bytes),
                .media_type = std::move(media_type),
                .ekstensi = std::move(ekstensi)};
}

}  // namespace

absl::StatusOr<Berkas> Render(std::string_view model, v1::FormatDokumen format) {
  const absl::StatusOr<document::Document> document = document::Parse(model);
  if (!document.ok()) {
    return absl::DataLossError("a stored document model cannot be read: " +
                               std::string(document.status().message()));
  }
  switch (format) {
    case v1::FORMAT_DOKUMEN_PDF:
      return BerkasOf(document::WritePdf(*document), "application/pdf", "pdf");
    case v1::FORMAT_DOKUMEN_HTML:
      return BerkasOf(document::WriteHtml(*document), "text/html", "html");
    case v1::FORMAT_DOKUMEN_DOCX:
      return BerkasOf(WriteDocx(*document),
                      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                      "docx");
    case v1::FORMAT_DOKUMEN_XLSX:
      return BerkasOf(document::WriteXlsx(*document),
                      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");
    case v1::FORMAT_DOKUMEN_UNSPECIFIED:
    case v1::FormatDokumen_INT_MIN_SENTINEL_DO_NOT_USE_:
    case v1::FormatDokumen_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return absl::InvalidArgumentError("no document format " + std::to_string(format));
}

}  // namespace sakip::reporting
