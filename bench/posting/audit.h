#ifndef SAKIP_BENCH_POSTING_AUDIT_H_
#define SAKIP_BENCH_POSTING_AUDIT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "bench/posting/workload.h"
#include "common/rpc/client.h"

// What the service says of itself after a run, read through its API.
namespace sakip::bench {

struct AuditResult {
  uint64_t transactions = 0;        // in all journals
  uint64_t postings = 0;            // of those, with a posting as document
  uint64_t missing = 0;             // acknowledged postings that no journal has
  uint64_t repeated = 0;            // acknowledged postings sent again, and answered as the same
  std::vector<std::string> faults;  // at most a few
};

// Enters the offices and lines of `size`. A repeated call changes nothing.
absl::Status Seed(const rpc::Client& planning, const rpc::Client& budget, Passports& passports,
                  Size size);

// For each office: the journal is numbered densely from 1, no document stands in it twice, and for
// each line the sums of its entries are its balances, none below 0. Then: each of `acknowledged` is
// there, and the last of them sent again are answered with the same posting and change nothing.
absl::StatusOr<AuditResult> Audit(const rpc::Client& budget, Passports& passports, Size size,
                                  const std::vector<Posting>& acknowledged);

}  // namespace sakip::bench

#endif  // SAKIP_BENCH_POSTING_AUDIT_H_
