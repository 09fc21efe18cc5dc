#ifndef SAKIP_COMMON_RPC_TOKEN_H_
#define SAKIP_COMMON_RPC_TOKEN_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "common/store/store.h"

// Consistency tokens: "this store, at least as fresh as this write". Opaque to clients and not
// secret; a made-up one can only make its own read fail. Pure; thread-safe.
namespace sakip::rpc {

std::string ConsistencyToken(const store::Identity& identity, uint64_t sequence);

// OK for an empty token, and when a store at `head_sequence` has what the token asks for.
// kStoreEpochChanged for one of another store or of before a restore, kNotYetVisible for one of
// the future, kInvalidField naming consistency_token for anything else.
absl::Status CheckConsistencyToken(std::string_view token, const store::Identity& identity,
                                   uint64_t head_sequence);

}  // namespace sakip::rpc

#endif  // SAKIP_COMMON_RPC_TOKEN_H_
