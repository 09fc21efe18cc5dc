#ifndef SAKIP_COMMON_RPC_SERVER_CALL_H_
#define SAKIP_COMMON_RPC_SERVER_CALL_H_

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/support/byte_buffer.h>

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "common/rpc/dispatcher.h"
#include "common/rpc/server_impl.h"

// Private to common/rpc.
namespace sakip::rpc {

// One call of the generic service, from the wait for it to its end; deletes itself. Generic calls
// are streams, so exactly one message and the half-close are awaited here. Events run on the
// polling thread; Complete may come from any.
class ServerCall {
 public:
  // Waits for the next call of the server.
  explicit ServerCall(ServerImpl& server);
  ~ServerCall();
  ServerCall(const ServerCall&) = delete;
  ServerCall& operator=(const ServerCall&) = delete;

  enum class Op { kAccept, kRead, kWrite, kFinish };
  struct Tag {
    ServerCall* call = nullptr;
    Op op = Op::kAccept;
  };
  void OnEvent(Op op, bool ok);

  // Past the time in which a caller must have sent its request.
  bool Overdue(std::chrono::steady_clock::time_point now) const { return now >= receive_until_; }
  void Expire();

  // Past its deadline for so long that its caller does not take the answer.
  bool Overstayed(std::chrono::steady_clock::time_point now) const;

  // Tells the caller that it is over; whoever works on the call still completes it. Any thread,
  // with the server's lock held.
  void Cancel();

  // Answers, logs, ends. Exactly once.
  void Complete(Outcome outcome);

 private:
  class Raw;
  enum class Route { kNone, kDispatch, kRaw, kHealth, kReflection };

  Route FindRoute();
  static ServerImpl::Lane LaneOf(Route route);
  void OnAccepted();
  void ReadTrace();
  void ReadDeadline();
  void OnRead(bool ok);
  void OnReflectionRead(bool ok);
  void OnRequest();
  void StartRead();
  void StopReceiving();
  std::string Metadata(std::string_view key) const;
  void Refuse(fault::Reason reason);
  Outcome CheckHealth() const;
  void Log(const Outcome& outcome, const absl::Status& answered) const;
  void Report(const Outcome& outcome, const absl::Status& answered) const;
  // The last one to let go deletes. One hold is the call's own, until its finish event.
  void Hold() { holds_.fetch_add(1); }
  void LetGo();

  ServerImpl& server_;
  grpc::GenericServerContext context_;
  grpc::GenericServerAsyncReaderWriter stream_;
  grpc::ByteBuffer buffer_;
  Tag accept_tag_{this, Op::kAccept};
  Tag read_tag_{this, Op::kRead};
  Tag write_tag_{this, Op::kWrite};
  Tag finish_tag_{this, Op::kFinish};
  std::atomic<int> holds_{1};
  // Set before the finish operation and read at its event: what any thread did to answer comes
  // before the end of the call, whatever orders gRPC's queue.
  std::atomic<bool> answered_ = false;

  Route route_ = Route::kNone;
  const BoundMethod* method_ = nullptr;
  std::string request_;
  size_t request_bytes_ = 0;
  bool has_request_ = false;
  bool completed_ = false;  // polling thread, while receiving
  std::optional<ServerImpl::Lane> entered_;
  bool cancelled_ = false;  // under the server's lock
  size_t messages_ = 0;     // of a reflection stream
  std::string trace_id_;
  std::string client_trace_;  // at a public door
  std::string account_;       // of a call in the hands of the RawHandler
  std::chrono::steady_clock::time_point started_;
  std::chrono::steady_clock::time_point receive_until_;
  std::chrono::steady_clock::time_point deadline_;
};

}  // namespace sakip::rpc

#endif  // SAKIP_COMMON_RPC_SERVER_CALL_H_
