// Texts made to break a report or attack its reader, in every place of a document that holds text.
// For tests.
#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_HOSTILE_DOCUMENT_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_HOSTILE_DOCUMENT_H_

#include <string>
#include <vector>

#include "services/reporting/document/document.h"

namespace sakip::document {

// Valid UTF-8 each, none longer than 200 bytes.
const std::vector<std::string>& HostileTexts();

// `document_text` in the fields of the document and its cover; each of `texts` in every other text
// field there is.
Document HostileDocument(const std::string& document_text, const std::vector<std::string>& texts);

// One paragraph and one cell of a million bytes.
Document HugeDocument();

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_HOSTILE_DOCUMENT_H_
