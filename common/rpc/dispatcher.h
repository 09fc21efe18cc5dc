#ifndef SAKIP_COMMON_RPC_DISPATCHER_H_
#define SAKIP_COMMON_RPC_DISPATCHER_H_

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/clock/clock.h"
#include "common/rpc/bound_method.h"
#include "common/rpc/handler.h"
#include "common/rpc/server.h"
#include "common/rpc/worker_pool.h"
#include "common/store/store.h"

// From the bytes of a request to the bytes of its answer, without a transport.
//
// The order of checks, so that each bad call has one right answer:
//   method known (server) -> not draining, in-flight limit (server) -> one message (server) ->
//   message size -> deadline -> identity -> some role may call the method -> decoding, and the name
//   of the office -> the role reaches that office -> replay of the request id -> field rules ->
//   freshness (reads) -> handler -> size of the answer -> commit.
//
// A mutation's request_id, {account, id}, is looked up in the Update that would use it, so of
// concurrent calls with one id exactly one has an effect. Only commits are remembered: a refused id
// may be used again. Refusals for broken fields and prepared mutations look it up before, too, so
// that a retry is answered even when its content would be refused today or a peer is down.
namespace sakip::rpc {

// One request. `metadata` is used during Dispatch only.
struct Incoming {
  std::string request;
  std::function<std::string(std::string_view key)> metadata;
  std::string trace_id;
  std::chrono::steady_clock::time_point deadline;
};

// How it ended. `status` is as it happened, causes included; the rest is for the log line and
// empty as far as the call did not get there.
struct Outcome {
  absl::Status status;
  std::string response;
  std::string account;
  std::string satker;
  std::string request_id;
  bool replayed = false;
};

// Thread-safe. Everything in the options outlives it and all its calls.
class Dispatcher {
 public:
  struct Options {
    store::Store* store = nullptr;
    const clock::Clock* clock = nullptr;
    const Authenticator* authenticator = nullptr;
    WorkerPool* workers = nullptr;
    size_t receive_bytes_max = 0;
    size_t send_bytes_max = 0;
    std::string secret;  // seals page tokens
  };

  static absl::StatusOr<std::unique_ptr<Dispatcher>> Create(Options options,
                                                            const std::vector<MethodTable>& tables);

  // Null for a path that no table serves.
  const BoundMethod* Find(std::string_view path) const;

  // Calls `done` exactly once: from inside, from a worker or from the store's writer. Never blocks.
  using Done = std::function<void(Outcome)>;
  void Dispatch(const BoundMethod& method, Incoming incoming, Done done) const;

 private:
  struct Exchange;
  using ExchangePtr = std::shared_ptr<Exchange>;

  Dispatcher(Options options, BoundMethods methods);

  absl::Status Admit(Exchange& x) const;
  absl::Status Decode(Exchange& x) const;
  absl::Status CheckScope(Exchange& x) const;
  void StartRead(const ExchangePtr& x) const;
  absl::Status RunRead(Exchange& x) const;
  void StartMutation(const ExchangePtr& x, const absl::Status& invalid) const;
  void Prepare(const ExchangePtr& x) const;
  void Submit(const ExchangePtr& x) const;
  absl::Status RunMutation(store::Txn& txn, Exchange& x) const;
  // Whether the request id has an answer already; a reused id is the error.
  absl::StatusOr<bool> Replay(const store::Reader& reader, Exchange& x) const;

  Options options_;
  std::string page_key_;
  BoundMethods methods_;
};

}  // namespace sakip::rpc

#endif  // SAKIP_COMMON_RPC_DISPATCHER_H_
