// What has to be known before the first block of a Word document is written: where its sections
// end, and how its lists are numbered.
#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_DOCX_PLAN_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_DOCX_PLAN_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/reporting/document/document.h"

namespace sakip::document {

struct DocxSection {
  std::size_t last_block = 0;  // the section's last, and not a PageBreak
  bool cover = false;          // without head and foot
  bool landscape = false;
  Numbering numbering = Numbering::kArabic;  // kRoman or kArabic
  bool restart = false;                      // page numbers start again
};

enum class ListFormat : std::uint8_t { kBullet, kDecimal, kLowerLetter, kUpperLetter, kLowerRoman };

// One list as Word numbers it: the items count up from `start` by themselves.
struct DocxList {
  ListFormat format = ListFormat::kDecimal;
  std::string before = {};  // "(" of "(1)"; the sign itself for kBullet
  std::string after = {};   // "."
  int start = 1;
  std::uint8_t depth = 0;
};

struct DocxPlan {
  std::vector<DocxSection> sections;  // at least one
  std::vector<bool> landscape;        // by block
  std::vector<bool> new_page;         // by block: starts a page within its section
  std::vector<DocxList> lists;
  // By block: the list an item belongs to. Absent for markers no list of Word's would print.
  std::vector<std::optional<std::size_t>> list_of;
};

DocxPlan PlanDocx(const std::vector<Block>& blocks);

// The marker of the item `value` of the list: "1.", "(b)", "iv."; empty when there is none.
std::string MarkerOf(const DocxList& list, int value);

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_DOCX_PLAN_H_
