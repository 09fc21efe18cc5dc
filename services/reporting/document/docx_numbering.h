#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_DOCX_NUMBERING_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_DOCX_NUMBERING_H_

#include <vector>

#include "services/reporting/document/docx_plan.h"
#include "services/reporting/document/docx_xml.h"

namespace sakip::document {

// The part word/numbering.xml: list i is w:num i + 1.
void WriteNumbering(XmlWriter& xml, const std::vector<DocxList>& lists);

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_DOCX_NUMBERING_H_
