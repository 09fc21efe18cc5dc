#include <cairo.h>

#include <cmath>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "services/reporting/document/chart.h"
#include "services/reporting/document/chart_cairo.h"
#include "services/reporting/document/pdf_fonts.h"

namespace sakip::document {
namespace {

struct CairoDelete {
  void operator()(cairo_t* cr) const { cairo_destroy(cr); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};

cairo_status_t Append(void* out, const unsigned char* bytes, unsigned int length) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

absl::StatusOr<std::string> ChartPng(const Chart& chart, double width, int dots_per_inch) {
  if (!(width > 0) || dots_per_inch < 72 || dots_per_inch > 600) {
    return absl::InvalidArgumentError("a picture has a width and 72..600 dots per inch");
  }
  const absl::StatusOr<std::unique_ptr<FontSet>> fonts = FontSet::Create();
  if (!fonts.ok()) {
    return fonts.status();
  }
  const double scale = dots_per_inch / 72.0;
  // An opaque format: a picture with transparent ground turns black in some viewers.
  const std::unique_ptr<cairo_surface_t, CairoDelete> surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(std::ceil(width * scale)),
                                 static_cast<int>(std::ceil(ChartHeight(chart, width) * scale))));
  const std::unique_ptr<cairo_t, CairoDelete> cr(cairo_create(surface.get()));
  cairo_set_source_rgb(cr.get(), 1, 1, 1);
  cairo_paint(cr.get());
  cairo_scale(cr.get(), scale, scale);
  DrawChartOnCairo(chart, width, cr.get(), **fonts);
  std::string png;
  cairo_status_t status = cairo_status(cr.get());
  if (status == CAIRO_STATUS_SUCCESS) {
    status = cairo_surface_write_to_png_stream(surface.get(), Append, &png);
  }
  if (status != CAIRO_STATUS_SUCCESS) {
    return absl::InternalError(absl::StrCat("cairo: ", cairo_status_to_string(status)));
  }
  return png;
}

}  // namespace sakip::document
