#ifndef SAKIP_COMMON_RPC_SERVER_H_
#define SAKIP_COMMON_RPC_SERVER_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/clock/clock.h"
#include "common/log/log.h"
#include "common/rpc/call.h"
#include "common/rpc/handler.h"
#include "common/store/store.h"

namespace grpc {
class Channel;
}

namespace sakip::rpc {

// Beside metadata keys the `metadata` functions below answer this one: the caller's address as the
// server's own socket has it, "203.0.113.7", "2001:db8::1", without a port; empty for a caller in
// this process or on a socket file. No client can send a key that begins with a colon.
inline constexpr std::string_view kPeerKey = ":peer";

// One call as bytes, for a handler that forwards instead of decoding (the gateway). Finish it
// exactly once, from any thread; the call object ends with that.
class RawCall {
 public:
  virtual ~RawCall() = default;
  virtual const std::string& method() const = 0;  // "/sakip.budget.v1.BudgetService/ListPagu"
  // Value of a metadata key in lower case; empty when absent or given twice.
  virtual std::string metadata(std::string_view key) const = 0;
  virtual std::chrono::steady_clock::time_point deadline() const = 0;
  virtual const std::string& trace_id() const = 0;
  virtual const std::string& request() const = 0;  // serialized message
  // Who calls, once known: for the log and ServerOptions::on_refusal.
  virtual void SetAccount(std::string account) = 0;
  virtual void Finish(const absl::Status& status, std::string response) = 0;
};

// Takes the methods that no MethodTable of the server serves.
class RawHandler {
 public:
  virtual ~RawHandler() = default;
  virtual bool Accepts(std::string_view method) const = 0;
  // Called on the polling thread: must not block.
  virtual void Handle(std::unique_ptr<RawCall> call) = 0;
};

// Who calls, from the call's metadata, where a key that is given twice counts as absent.
// UNAUTHENTICATED with one constant text otherwise.
class Authenticator {
 public:
  virtual ~Authenticator() = default;
  struct Identity {
    Principal principal;
    std::string passport;
  };
  virtual absl::StatusOr<Identity> Authenticate(
      const std::function<std::string(std::string_view key)>& metadata) const = 0;
};

// A call that was refused for who made it.
struct CallRefusal {
  std::string method;
  std::string code;     // "UNAUTHENTICATED" or "PERMISSION_DENIED"
  std::string account;  // empty: unknown
  std::string trace_id;
};

struct ServerOptions {
  std::string name;  // "planning": for logs and health
  store::Store* store = nullptr;
  const clock::Clock* clock = nullptr;
  log::Logger* logger = nullptr;
  const Authenticator* authenticator = nullptr;
  RawHandler* raw_handler = nullptr;  // null: unknown methods are UNIMPLEMENTED
  // "127.0.0.1:0", "unix:/run/sakip/planning.sock"; empty serves in-process channels only.
  std::string listen_address;
  bool reflection = false;
  // Callers are strangers: the trace ids they send are logged as client_trace, and go no further.
  bool public_door = false;
  // Called for every CallRefusal, from any thread; must not block.
  std::function<void(const CallRefusal&)> on_refusal = nullptr;
  size_t receive_bytes_max = size_t{1} << 20;
  size_t send_bytes_max = size_t{4} << 20;
  size_t in_flight_max = 256;  // more calls at once are kOverloaded
  int worker_threads = 2;      // long reads and prepare steps
  std::chrono::milliseconds deadline_default{5'000};
  std::chrono::milliseconds deadline_max{60'000};
  // Longest time a caller may take to send its request after opening the call.
  std::chrono::milliseconds receive_max{5'000};
  // Seals page tokens; at least 32 bytes. Empty: a random one, so that tokens end with the process.
  std::string secret;
  // Services shown by reflection and health beside those of the tables (the gateway's upstreams).
  // Their descriptors are linked in.
  std::vector<std::string> reflected_services;
};

// Serves the methods of `tables` over one generic gRPC service on one completion queue with one
// polling thread, with health and, where configured, reflection. See dispatcher.h for the order of
// the checks that every call passes. The pointers in the options outlive the server. Thread-safe.
class Server {
 public:
  // Fails when a table disagrees with its proto service, a method has no policy, or the address
  // cannot be bound.
  static absl::StatusOr<std::unique_ptr<Server>> Start(ServerOptions options,
                                                       const std::vector<MethodTable>& tables);
  virtual ~Server() = default;

  // Make no call on it once the Server is destroyed: gRPC 1.51 would end the process. After Drain
  // it is safe, and refused as kShuttingDown.
  virtual std::shared_ptr<grpc::Channel> InProcessChannel() = 0;
  // The bound TCP port; 0 without one.
  virtual int port() const = 0;

  // Health turns NOT_SERVING, new calls are refused as kShuttingDown, running ones finish until
  // `deadline`, then the rest is cancelled: their callers know, and handlers that still run end
  // with the destructor. Idempotent; a second, earlier deadline forces.
  virtual void Drain(std::chrono::steady_clock::time_point deadline) = 0;
};

}  // namespace sakip::rpc

#endif  // SAKIP_COMMON_RPC_SERVER_H_
