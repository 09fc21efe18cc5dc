#include <grpc/health/v1/health.pb.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <chrono>

#include "common/rpc/client.h"
#include "services/sakipctl/commands.h"
#include "services/sakipctl/exit_codes.h"
#include "services/sakipctl/print.h"

namespace sakip::sakipctl {

// For container health checks and start scripts: any service's address, no token, a new connection.
int Health(const Arguments& arguments, const Streams& streams) {
  const rpc::Client client(
      grpc::CreateChannel(arguments.server, grpc::InsecureChannelCredentials()));
  const auto answer = client.Unary<grpc::health::v1::HealthCheckResponse>(
      "/grpc.health.v1.Health/Check", grpc::health::v1::HealthCheckRequest(),
      {.deadline = std::chrono::steady_clock::now() + arguments.timeout, .metadata = {}});
  if (!answer.ok()) {
    return PrintRefusal(answer.status(), arguments.output, streams.err);
  }
  if (arguments.output == Output::kJson) {
    streams.out << Json(*answer) << "\n";
  } else {
    streams.out << grpc::health::v1::HealthCheckResponse::ServingStatus_Name(answer->status())
                << "\n";
  }
  return answer->status() == grpc::health::v1::HealthCheckResponse::SERVING ? kExitOk
                                                                            : kExitRefused;
}

}  // namespace sakip::sakipctl
