#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_CHART_CAIRO_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_CHART_CAIRO_H_

#include <cairo.h>

#include "services/reporting/document/chart.h"
#include "services/reporting/document/pdf_fonts.h"

namespace sakip::document {

// Draws with the origin at the context's current origin.
void DrawChartOnCairo(const Chart& chart, double width, cairo_t* cr, const FontSet& fonts);

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_CHART_CAIRO_H_
