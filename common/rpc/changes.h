#ifndef SAKIP_COMMON_RPC_CHANGES_H_
#define SAKIP_COMMON_RPC_CHANGES_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/store/store.h"
#include "sakip/common/v1/change_event.pb.h"

// Reading of the change feed that the dispatcher writes with every mutation. Thread-safe.
namespace sakip::rpc {

struct ChangePage {
  std::vector<sakip::common::v1::ChangeEvent> events;
  uint64_t next = 0;  // continue after this cursor; the asked one when nothing is new
};

// At most `limit` events after cursor `after` (0: from the first), in commit order; 0 takes the
// default of pages, large limits are clamped to theirs. With `satker` ("6474") only the events of
// that office.
absl::StatusOr<ChangePage> ListChanges(const store::Reader& reader, uint64_t after, size_t limit,
                                       std::string_view satker = {});

}  // namespace sakip::rpc

#endif  // SAKIP_COMMON_RPC_CHANGES_H_
