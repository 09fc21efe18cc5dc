#ifndef SAKIP_COMMON_RPC_RECORDS_CHECK_H_
#define SAKIP_COMMON_RPC_RECORDS_CHECK_H_

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "common/store/store.h"

// Reads a whole store and says what is wrong in it, for backups and their verification. Findings
// name tables and offices, never a person, a request or a value.
namespace sakip::rpc {

// What was found, up to a number that a person reads; the rest is counted.
class Findings {
 public:
  static constexpr size_t kShown = 20;

  void Add(const store::Table& table, std::string_view what);

  // For each entry of `table`; what `visit` answers is a finding.
  void ForEach(
      const store::Snapshot& snapshot, const store::Table& table,
      const std::function<absl::Status(std::string_view key, std::string_view value)>& visit);

  // Nothing may be in a service's table other than `tables` and those of common/rpc.
  void CheckOwners(const store::Snapshot& snapshot, const std::vector<store::Table>& tables);

  // OK, or DATA_LOSS with one finding a line.
  absl::Status ToStatus() const;

 private:
  std::vector<std::string> shown_;
  size_t more_ = 0;
};

// The dispatcher's own records: requests, audit and change feed, whole, readable, and in agreement.
void CheckRpcRecords(const store::Snapshot& snapshot, Findings& findings);

}  // namespace sakip::rpc

#endif  // SAKIP_COMMON_RPC_RECORDS_CHECK_H_
