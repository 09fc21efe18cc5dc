#include "common/rpc/testing.h"

#include <grpcpp/channel.h>

#include <cstdio>
#include <cstdlib>
#include <utility>

#include "absl/strings/str_format.h"
#include "common/store/memory_store.h"

namespace sakip::rpc {
namespace {

constexpr clock::Timestamp kStart{1517540645000000};  // 2018-02-02T03:04:05Z

}  // namespace

class TestServer::FixedAuthenticator final : public Authenticator {
 public:
  void Set(std::optional<Principal> principal) {
    const std::lock_guard<std::mutex> lock(mutex_);
    principal_ = std::move(principal);
  }

  absl::StatusOr<Identity> Authenticate(
      const std::function<std::string(std::string_view key)>&) const override {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!principal_.has_value()) {
      return fault::Refuse(fault::Reason::kNotAuthenticated, "", "");
    }
    return Identity{*principal_, "test-passport"};
  }

 private:
  mutable std::mutex mutex_;
  std::optional<Principal> principal_ = TestPrincipal();
};

TestServer::TestServer(const std::vector<MethodTable>& tables) : TestServer(tables, Options()) {}

TestServer::TestServer(const std::vector<MethodTable>& tables, const Options& options)
    : clock_(kStart),
      logger_(clock_, sink_, log::Level::kDebug),
      authenticator_(std::make_unique<FixedAuthenticator>()),
      store_(options.store) {
  if (store_ == nullptr) {
    own_store_ = store::NewMemoryStore(options.name);
    store_ = own_store_.get();
  }
  service_ = tables.empty() ? std::string() : tables.front().service();
  ServerOptions server_options;
  server_options.name = options.name;
  server_options.store = store_;
  server_options.clock = &clock_;
  server_options.logger = &logger_;
  server_options.authenticator = authenticator_.get();
  server_options.deadline_default = std::chrono::seconds(30);
  server_options.secret = "the same in every run of the tests";
  if (options.change) {
    options.change(server_options);
  }
  absl::StatusOr<std::unique_ptr<Server>> server = Server::Start(std::move(server_options), tables);
  if (!server.ok()) {
    std::fprintf(stderr, "test server: %s\n", server.status().ToString().c_str());
    std::abort();
  }
  server_ = *std::move(server);
  client_ = std::make_unique<Client>(server_->InProcessChannel());
}

TestServer::~TestServer() = default;

void TestServer::ActAs(Principal principal) {
  authenticator_->Set(std::move(principal));
}

void TestServer::ActAsNobody() {
  authenticator_->Set(std::nullopt);
}

std::string TestServer::FullName(std::string_view method) const {
  return method.starts_with('/') ? std::string(method) : "/" + service_ + "/" + std::string(method);
}

Client::Options TestServer::CallOptions() {
  Client::Options options;
  options.deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  return options;
}

Principal TestPrincipal() {
  return {"akun/uji",
          "198001012005011001",
          {{"OPERATOR_SATKER", "6474"},
           {"KPA", "6474"},
           {"BENDAHARA", "6474"},
           {"INTEGRATION", "6474"},
           {"INTEGRATION", "00"}}};
}

Principal TestPrincipalWith(std::string role, std::string satker) {
  Principal principal = TestPrincipal();
  principal.grants = {{std::move(role), std::move(satker)}};
  return principal;
}

std::string TestRequestId(int number) {
  return absl::StrFormat("00000000-0000-4000-8000-%012d", number);
}

std::optional<fault::Reason> ReasonOf(const absl::Status& status) {
  const std::optional<fault::Fault> fault = fault::FromStatus(status);
  return fault.has_value() ? std::optional<fault::Reason>(fault->reason) : std::nullopt;
}

std::vector<std::string> FieldsOf(const absl::Status& status) {
  std::vector<std::string> fields;
  if (const std::optional<fault::Fault> fault = fault::FromStatus(status); fault.has_value()) {
    for (const fault::Violation& violation : fault->violations) {
      fields.push_back(violation.field);
    }
  }
  return fields;
}

}  // namespace sakip::rpc
