#ifndef SAKIP_SERVICES_SAKIPCTL_CONNECTION_H_
#define SAKIP_SERVICES_SAKIPCTL_CONNECTION_H_

#include <google/protobuf/message.h>

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/rpc/client.h"
#include "services/sakipctl/arguments.h"

namespace sakip::sakipctl {

// Calls of one principal to the gateway. Plain gRPC: meant for loopback or a trusted proxy.
class Connection {
 public:
  // Reads the token; INVALID_ARGUMENT when there is no token file or it cannot be used.
  static absl::StatusOr<Connection> Open(const Arguments& arguments, const std::string& token_file);

  // `method` without the package's head: "planning.v1.PlanningService/GetSatker".
  template <class Response>
  absl::StatusOr<Response> Call(std::string_view method,
                                const google::protobuf::Message& request) const {
    return client_->Unary<Response>("/sakip." + std::string(method), request, Options());
  }
  // The same where only the descriptor tells what the answer is.
  absl::Status Call(std::string_view method, const google::protobuf::Message& request,
                    google::protobuf::Message* response) const;

 private:
  Connection() = default;
  rpc::Client::Options Options() const;

  std::shared_ptr<rpc::Client> client_;
  std::string token_;
  std::chrono::seconds timeout_{};
};

// A UUID that nobody used: 16 bytes of the system's generator.
std::string RandomRequestId();

}  // namespace sakip::sakipctl

#endif  // SAKIP_SERVICES_SAKIPCTL_CONNECTION_H_
