// What belongs together on pages, the same in every paged format.
#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_BLOCK_RULES_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_BLOCK_RULES_H_

#include <cstddef>
#include <vector>

#include "services/reporting/document/document.h"

namespace sakip::document {

// A paragraph in kNote.
bool IsNote(const Block& block);

// Which blocks stand on landscape pages, one for each: landscape tables take the headings, a short
// introduction and the notes around them along; everything else is portrait.
std::vector<bool> LandscapeBlocks(const std::vector<Block>& blocks);

// Does the end of block i have to share its page with the start of the next one? `landscape` as
// LandscapeBlocks gives it.
bool StaysWithNext(const std::vector<Block>& blocks, const std::vector<bool>& landscape,
                   std::size_t i);

// Which rows of a table share their page with the next one: no row of the table stands alone at the
// head or foot of a page, a group heading keeps its first row, a sum the row above it, a short
// group its subtotal, and the last two rows the totals under them.
std::vector<bool> RowsKeptWithNext(const std::vector<Row>& rows);

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_BLOCK_RULES_H_
