#ifndef SAKIP_COMMON_STORE_FAILED_SNAPSHOT_H_
#define SAKIP_COMMON_STORE_FAILED_SNAPSHOT_H_

#include <utility>

#include "common/store/chain.h"
#include "common/store/store.h"

namespace sakip::store {

// For engines: what GetSnapshot gives when there is nothing to read. Every read is `status`.
class FailedSnapshot final : public Snapshot {
 public:
  explicit FailedSnapshot(absl::Status status) : status_(std::move(status)) {
    head_.chain = EmptyChain();
  }

  const Head& head() const override { return head_; }

 private:
  absl::StatusOr<std::optional<std::string>> DoGet(const Table&, std::string_view) const override {
    return status_;
  }
  absl::Status DoScan(const Table&, const Range&, bool, const Visitor&) const override {
    return status_;
  }

  absl::Status status_;
  Head head_;
};

}  // namespace sakip::store

#endif  // SAKIP_COMMON_STORE_FAILED_SNAPSHOT_H_
