#ifndef SAKIP_COMMON_RPC_PAGE_H_
#define SAKIP_COMMON_RPC_PAGE_H_

#include <google/protobuf/message.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/rpc/call.h"

// Paging of list methods. A page token carries the last key of its page, sealed to the method, the
// arguments and the caller: one that was edited, is a day old, or belongs to another listing is
// refused as kInvalidField naming page_token. Thread-safe.
namespace sakip::rpc {

struct Page {
  size_t size = 0;    // entries to return, 1..500
  std::string after;  // continue behind this key; empty: from the start

  std::string seal_key;  // for NextToken
  std::string binding;
  int64_t now_us = 0;
};

// Reads `page_size` (0 takes the default, large ones are clamped, negative ones refused) and
// `page_token` of a list request.
absl::StatusOr<Page> StartPage(const Call& call, const google::protobuf::Message& request);

// The token that continues behind `last_key`, the key of the last entry returned (at most 600
// bytes). Leave next_page_token empty on the last page.
std::string NextToken(const Page& page, std::string_view last_key);

}  // namespace sakip::rpc

#endif  // SAKIP_COMMON_RPC_PAGE_H_
