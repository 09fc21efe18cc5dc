#ifndef SAKIP_SERVICES_BUDGET_BUDGET_CHECK_H_
#define SAKIP_SERVICES_BUDGET_BUDGET_CHECK_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/store/store.h"

namespace sakip::budget {

// A link of an office-year's hash chain that was kept outside the store.
struct DigestRantai {
  std::string satker;
  int32_t tahun = 0;
  int64_t nomor = 0;
  std::string rantai;  // 32 bytes
};

// "6474:2017:44:8060d795...", as GetRantai gives it: 64 hexadecimal digits. INVALID_ARGUMENT.
absl::StatusOr<DigestRantai> ParseDigest(std::string_view text);

// What was looked at.
struct BudgetReport {
  size_t satker = 0;
  size_t tahun = 0;  // office-years
  size_t transaksi = 0;
  size_t dokumen = 0;  // each counted once, whatever its versions
  size_t digest = 0;   // that are links of their chain
};

// Reads the budget's whole store, one office-year at a time, folds every journal anew and compares
// (verify.h), and looks for each of `digests`. OK, or DATA_LOSS that names tables, offices, years,
// lines and documents, never a person or a text. `report` is filled either way.
absl::Status CheckBudgetRecords(const store::Snapshot& snapshot,
                                const std::vector<DigestRantai>& digests, BudgetReport* report);
absl::Status CheckBudgetRecords(const store::Snapshot& snapshot);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_BUDGET_CHECK_H_
