#ifndef SAKIP_COMMON_RPC_TESTING_H_
#define SAKIP_COMMON_RPC_TESTING_H_

#include <gmock/gmock.h>
#include <google/protobuf/message.h>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/clock/clock.h"
#include "common/fault/fault.h"
#include "common/log/log.h"
#include "common/rpc/client.h"
#include "common/rpc/server.h"
#include "common/store/store.h"

// For service tests: one service in this process over a memory store, called through a real
// channel. Link rpc_testing.
//
//   TestServer server({PlanningMethods()});
//   auto response = server.Call<GetSatkerResponse>("GetSatker", request);
//   EXPECT_THAT(response, IsRefused(fault::Reason::kNotFound));
namespace sakip::rpc {

class TestServer {
 public:
  struct Options {
    std::string name = "test";
    // Null: a memory store of its own. A given one outlives the server.
    store::Store* store = nullptr;
    // Called before the start, for what a test wants otherwise.
    std::function<void(ServerOptions&)> change;
  };

  // Fails the test's process with the reason when the server does not start.
  explicit TestServer(const std::vector<MethodTable>& tables);
  TestServer(const std::vector<MethodTable>& tables, const Options& options);
  ~TestServer();

  // The caller of the following calls. At first TestPrincipal().
  void ActAs(Principal principal);
  // Calls without an identity from now on.
  void ActAsNobody();

  // `method` is a full path, or the short name of a method of the first table's service. Waits at
  // most 30 seconds.
  template <class Response>
  absl::StatusOr<Response> Call(std::string_view method,
                                const google::protobuf::Message& request) const {
    return client().Unary<Response>(FullName(method), request, CallOptions());
  }

  std::string FullName(std::string_view method) const;
  static Client::Options CallOptions();
  const Client& client() const { return *client_; }
  Server& server() { return *server_; }
  store::Store& store() { return *store_; }
  clock::FakeClock& clock() { return clock_; }  // starts at 2018-02-02T03:04:05Z
  std::vector<std::string> log_lines() const { return sink_.lines(); }

 private:
  class FixedAuthenticator;

  clock::FakeClock clock_;
  log::MemorySink sink_;
  log::Logger logger_;
  std::unique_ptr<FixedAuthenticator> authenticator_;
  std::unique_ptr<store::Store> own_store_;
  store::Store* store_ = nullptr;
  std::string service_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<Client> client_;
};

// "akun/uji" with every role that tests of one office want: OPERATOR_SATKER, KPA, BENDAHARA and
// INTEGRATION at 6474, INTEGRATION at 00.
Principal TestPrincipal();
// One grant: TestPrincipalWith("APIP", "00").
Principal TestPrincipalWith(std::string role, std::string satker);

// A request id, the same for the same number.
std::string TestRequestId(int number);

// The reason of a refusal; nullopt for OK and for statuses without a fault.
std::optional<fault::Reason> ReasonOf(const absl::Status& status);
template <class T>
std::optional<fault::Reason> ReasonOf(const absl::StatusOr<T>& result) {
  return ReasonOf(result.status());
}
inline const absl::Status& StatusOf(const absl::Status& status) {
  return status;
}
template <class T>
const absl::Status& StatusOf(const absl::StatusOr<T>& result) {
  return result.status();
}
// Fields named by a kInvalidField refusal, in order.
std::vector<std::string> FieldsOf(const absl::Status& status);

MATCHER_P(IsRefused, reason,
          std::string("is refused as ") + std::string(fault::Info(reason).name)) {
  *result_listener << "whose status is " << StatusOf(arg).ToString();
  return ReasonOf(arg) == std::optional<fault::Reason>(reason);
}

MATCHER(IsOk, "is OK") {
  *result_listener << "whose status is " << StatusOf(arg).ToString();
  return arg.ok();
}

}  // namespace sakip::rpc

#endif  // SAKIP_COMMON_RPC_TESTING_H_
