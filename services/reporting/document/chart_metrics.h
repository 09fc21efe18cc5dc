#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_CHART_METRICS_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_CHART_METRICS_H_

#include <string_view>

namespace sakip::document {

// Width of valid UTF-8 in regular Liberation Sans (the metrics of Helvetica) at `size`, without a
// font at hand. Exact for ASCII, generous for everything else.
double SansWidth(std::string_view text, double size);

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_CHART_METRICS_H_
