#include "common/rpc/client.h"

#include <grpcpp/client_context.h>
#include <grpcpp/impl/codegen/client_unary_call.h>
#include <grpcpp/impl/codegen/rpc_method.h>
#include <grpcpp/support/byte_buffer.h>

#include <chrono>
#include <utility>

#include "common/fault/fault.h"
#include "common/rpc/byte_buffer.h"
#include "common/rpc/passport.h"
#include "common/rpc/status.h"

namespace sakip::rpc {
namespace {

// gRPC's deadlines are of its own clock.
gpr_timespec GprDeadline(std::chrono::steady_clock::time_point deadline) {
  const auto left = std::chrono::duration_cast<std::chrono::microseconds>(
      deadline - std::chrono::steady_clock::now());
  return gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC),
                      gpr_time_from_micros(left.count(), GPR_TIMESPAN));
}

void Fill(const Client::Options& options, grpc::ClientContext& context) {
  if (options.deadline != std::chrono::steady_clock::time_point{}) {
    context.set_deadline(GprDeadline(options.deadline));
  }
  for (const auto& [key, value] : options.metadata) {
    context.AddMetadata(key, value);
  }
}

absl::Status Unreadable() {
  return absl::InternalError("the answer is not the method's response message");
}

}  // namespace

Client::Client(std::shared_ptr<grpc::ChannelInterface> channel) : channel_(std::move(channel)) {}
Client::~Client() = default;

absl::Status Client::CallBytes(std::string_view method, std::string_view request,
                               const Options& options, std::string* response) const {
  grpc::ClientContext context;
  Fill(options, context);
  const std::string name(method);
  const grpc::ByteBuffer sent = ToBuffer(request);
  grpc::ByteBuffer received;
  const grpc::Status status = grpc::internal::BlockingUnaryCall(
      channel_.get(),
      grpc::internal::RpcMethod(name.c_str(), grpc::internal::RpcMethod::NORMAL_RPC), &context,
      sent, &received);
  if (!status.ok()) {
    return FromWire(status);
  }
  return FromBuffer(received, *response) ? absl::OkStatus() : Unreadable();
}

absl::Status Client::CallMessage(std::string_view method, const google::protobuf::Message& request,
                                 const Options& options,
                                 google::protobuf::Message* response) const {
  std::string bytes;
  if (absl::Status status = CallBytes(method, request.SerializeAsString(), options, &bytes);
      !status.ok()) {
    return status;
  }
  return response->ParseFromString(bytes) ? absl::OkStatus() : Unreadable();
}

Client::Options Client::OptionsFor(const Call& call) {
  Options options;
  options.deadline = call.deadline;
  options.metadata = {{kPassportMetadata, call.passport}, {kTraceMetadata, call.trace_id}};
  return options;
}

}  // namespace sakip::rpc
