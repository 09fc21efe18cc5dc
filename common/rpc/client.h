#ifndef SAKIP_COMMON_RPC_CLIENT_H_
#define SAKIP_COMMON_RPC_CLIENT_H_

#include <google/protobuf/message.h>

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/rpc/call.h"

namespace grpc {
class ChannelInterface;
}

namespace sakip::rpc {

// Calls one peer by method name, over TCP, a Unix socket or inside the process. Thread-safe.
class Client {
 public:
  explicit Client(std::shared_ptr<grpc::ChannelInterface> channel);
  ~Client();

  struct Options {
    std::chrono::steady_clock::time_point deadline;  // the zero time_point: none
    std::map<std::string, std::string> metadata;
  };

  // Blocks until the answer or the deadline. A refusal comes back as the status with the fault the
  // peer sent (common/fault); a peer that cannot be reached is kDependencyDown.
  absl::Status CallBytes(std::string_view method, std::string_view request, const Options& options,
                         std::string* response) const;

  // `method` is the full path, "/sakip.planning.v1.PlanningService/GetPerencanaan".
  template <class Response>
  absl::StatusOr<Response> Unary(std::string_view method, const google::protobuf::Message& request,
                                 const Options& options) const {
    Response response;
    absl::Status status = CallMessage(method, request, options, &response);
    if (!status.ok()) {
      return status;
    }
    return response;
  }

  // The same on behalf of `call`'s principal: identity, trace and what is left of its deadline go
  // along. For calls between services.
  template <class Response>
  absl::StatusOr<Response> UnaryFor(const Call& call, std::string_view method,
                                    const google::protobuf::Message& request) const {
    return Unary<Response>(method, request, OptionsFor(call));
  }

 private:
  absl::Status CallMessage(std::string_view method, const google::protobuf::Message& request,
                           const Options& options, google::protobuf::Message* response) const;
  static Options OptionsFor(const Call& call);

  std::shared_ptr<grpc::ChannelInterface> channel_;
};

}  // namespace sakip::rpc

#endif  // SAKIP_COMMON_RPC_CLIENT_H_
