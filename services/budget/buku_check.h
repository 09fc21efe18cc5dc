#ifndef SAKIP_SERVICES_BUDGET_BUKU_CHECK_H_
#define SAKIP_SERVICES_BUDGET_BUKU_CHECK_H_

#include "common/rpc/records_check.h"
#include "common/store/store.h"
#include "services/budget/verify.h"

namespace sakip::budget {

// Whether the tables that are derived from an office-year's journal and documents are theirs, no
// more and no less: cards, references, unfinished documents, numbers; for budget_check.cc alone.
// Adds the cards to `cards`.
absl::Status CheckDerived(const store::Snapshot& snapshot, const BukuLengkap& buku,
                          std::string_view where, rpc::Findings* findings, size_t* cards);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_BUKU_CHECK_H_
