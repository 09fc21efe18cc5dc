// For tests only: a report with everything a LAKIP has, to look at and to search in.
#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_SAMPLE_DOCUMENT_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_SAMPLE_DOCUMENT_H_

#include "services/reporting/document/document.h"

namespace sakip::document {

Document SampleDocument();

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_SAMPLE_DOCUMENT_H_
