// The parts of a Word document that are the same in all of them, but for the language.
#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_DOCX_PARTS_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_DOCX_PARTS_H_

#include <string_view>

namespace sakip::document {

// docx_styles.xml byte for byte; "{language}" stands for the language tag.
std::string_view DocxStyles();
std::string_view DocxFontTable();
std::string_view DocxSettings();

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_DOCX_PARTS_H_
