#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_DOCX_TABLE_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_DOCX_TABLE_H_

#include "services/reporting/document/document.h"
#include "services/reporting/document/docx_xml.h"

namespace sakip::document {

// What a page of the report leaves for text, in points, as in the PDF.
struct DocxPage {
  double width = 439.28;
  double height = 681.89;
};
DocxPage DocxPageOf(bool landscape);

// The w:tbl of a table, without its caption; nothing for a table without any row, which the format
// doesn't know. `keep_next`: its last row stays with the paragraph after it.
void WriteDocxTable(XmlWriter& xml, const Table& table, const DocxPage& page, bool keep_next);

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_DOCX_TABLE_H_
