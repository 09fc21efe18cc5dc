#include "services/sakipd/composition.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>

#include <future>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "common/rpc/client.h"
#include "common/rpc/crypto.h"
#include "common/rpc/limits.h"
#include "common/rpc/passport.h"
#include "common/rpc/server.h"
#include "common/status/status_macros.h"
#include "services/budget/berkas_service.h"
#include "services/budget/budget_service.h"
#include "services/budget/dipa_service.h"
#include "services/budget/laporan_anggaran_service.h"
#include "services/budget/pembayaran_service.h"
#include "services/budget/pembukuan_service.h"
#include "services/gateway/authenticator.h"
#include "services/gateway/gateway_service.h"
#include "services/gateway/proxy.h"
#include "services/gateway/refusal_audit.h"
#include "services/performance/performance_service.h"
#include "services/planning/planning_service.h"
#include "services/reporting/reporting_service.h"
#include "services/sakipd/admin_commands.h"
#include "services/sakipd/admin_server.h"
#include "services/sakipd/ready_file.h"
#include "services/sakipd/scrubber.h"
#include "services/sakipd/secret_file.h"
#include "services/sakipd/stores.h"

namespace sakip::sakipd {
namespace {

using std::chrono::steady_clock;

// For the refusals of what is cut at the end of a drain to reach their callers.
constexpr std::chrono::milliseconds kRefusalTime{200};

// The gateway's own parts, beside its store and server.
struct GatewayParts {
  std::unique_ptr<gateway::RefusalAudit> audit;
  std::unique_ptr<gateway::TokenAuthenticator> authenticator;
  std::unique_ptr<gateway::Proxy> proxy;
};

std::shared_ptr<grpc::Channel> RemoteChannel(const std::string& address,
                                             const ServeSettings& settings) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(
      static_cast<int>(settings.send_bytes_max + rpc::kReceiveSlackBytes));
  arguments.SetInt(GRPC_ARG_MAX_METADATA_SIZE, rpc::kMetadataBytesMax);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, rpc::kKeepaliveMs);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, rpc::kKeepaliveTimeoutMs);
  // A write that failed on the way is repeated by the client, by its request id, and by nobody
  // else.
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 1'000);
  // Credentials between hosts come from the network (mTLS in a mesh) until we terminate it here;
  // the passport proves the caller either way.
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

class CompositionImpl final : public Composition {
 public:
  CompositionImpl(const ServeSettings& settings, const clock::Clock& clock, log::Logger& logger)
      : settings_(settings), clock_(clock), logger_(logger) {}

  ~CompositionImpl() override { Stop(std::chrono::milliseconds(0)); }

  absl::Status Init();
  void Stop(std::chrono::milliseconds timeout) override;

 private:
  absl::Status StartUpkeep();
  absl::Status StartService(Service service);
  absl::Status MakeGateway();
  absl::StatusOr<std::vector<rpc::MethodTable>> TablesOf(Service service);
  rpc::ServerOptions ServerOptionsFor(Service service);
  const rpc::Client* ClientOf(Service service) const { return clients_.at(service).get(); }
  void WarnOfPlaintext() const;
  absl::Status SayReady();
  void StopGateway(rpc::Server& server, steady_clock::time_point deadline) const;

  const ServeSettings settings_;
  const clock::Clock& clock_;
  log::Logger& logger_;
  std::string internal_key_;
  bool said_ready_ = false;  // the ready file is ours

  // In the order in which they depend on each other: destroyed from the last to the first.
  OpenStores stores_;
  std::unique_ptr<Scrubber> scrubber_;
  std::unique_ptr<AdminServer> admin_;
  std::unique_ptr<rpc::PassportAuthenticator> passports_;
  std::map<Service, std::shared_ptr<grpc::Channel>> channels_;
  std::map<Service, std::unique_ptr<rpc::Client>> clients_;
  GatewayParts gateway_;
  std::vector<std::pair<Service, std::unique_ptr<rpc::Server>>> servers_;
};

absl::Status CompositionImpl::Init() {
  WarnOfPlaintext();
  absl::StatusOr<OpenStores> opened = OpenAll(settings_, logger_);
  // Not the one that a process wrote which runs on these stores.
  if (!settings_.ready_file.empty() && !absl::IsUnavailable(opened.status())) {
    RETURN_IF_ERROR(RemoveReadyFile(settings_.ready_file));
  }
  ASSIGN_OR_RETURN(stores_, std::move(opened));
  ASSIGN_OR_RETURN(internal_key_, ReadKeyFile(settings_.internal_key_file));
  passports_ = std::make_unique<rpc::PassportAuthenticator>(internal_key_, clock_);
  for (const auto& [peer, address] : settings_.upstream) {
    channels_[peer] = RemoteChannel(address, settings_);
    clients_[peer] = std::make_unique<rpc::Client>(channels_[peer]);
  }
  for (const Service service : kServices) {
    if (settings_.stores.services.contains(service)) {
      RETURN_IF_ERROR(StartService(service));
    }
  }
  RETURN_IF_ERROR(StartUpkeep());
  return SayReady();
}

// What looks after the stores beside the services.
absl::Status CompositionImpl::StartUpkeep() {
  if (settings_.scrub_interval > std::chrono::milliseconds(0)) {
    scrubber_ = std::make_unique<Scrubber>(stores_, settings_.scrub_interval, logger_);
  }
  if (settings_.admin_socket.empty()) {
    return absl::OkStatus();
  }
  absl::StatusOr<std::unique_ptr<AdminServer>> admin = AdminServer::Listen(
      settings_.admin_socket,
      AdminCommands(settings_.stores, settings_.disk_reserve_bytes, stores_, clock_), logger_);
  if (admin.ok()) {
    admin_ = *std::move(admin);
  } else if (settings_.admin_socket_asked) {
    return admin.status();
  } else {
    // Such as a second process on the same data folder, or a folder with a very long name.
    logger_.Warning("admin socket is off", {{"reason", std::string(admin.status().message())}});
  }
  return absl::OkStatus();
}

rpc::ServerOptions CompositionImpl::ServerOptionsFor(Service service) {
  rpc::ServerOptions options;
  options.name = Name(service);
  options.store = stores_.at(service).get();
  options.clock = &clock_;
  options.logger = &logger_;
  options.authenticator = passports_.get();
  if (const auto listen = settings_.listen.find(service); listen != settings_.listen.end()) {
    options.listen_address = listen->second;
  }
  options.reflection = settings_.reflection;
  options.receive_bytes_max = settings_.receive_bytes_max;
  options.send_bytes_max = settings_.send_bytes_max;
  options.in_flight_max = settings_.in_flight_max;
  options.worker_threads = settings_.worker_threads;
  options.deadline_default = settings_.deadline_default;
  options.deadline_max = settings_.deadline_max;
  // Derived, so that page tokens survive a restart; a different one for each service.
  options.secret = rpc::HmacSha256(internal_key_, absl::StrCat("page-token:", options.name));
  return options;
}

absl::StatusOr<std::vector<rpc::MethodTable>> CompositionImpl::TablesOf(Service service) {
  std::vector<rpc::MethodTable> tables;
  switch (service) {
    case Service::kPlanning:
      tables.push_back(planning::PlanningMethods());
      break;
    case Service::kPerformance:
      tables.push_back(performance::PerformanceMethods(ClientOf(Service::kPlanning)));
      break;
    case Service::kBudget:
      tables.push_back(budget::BudgetMethods(ClientOf(Service::kPlanning)));
      tables.push_back(budget::DipaMethods(ClientOf(Service::kPlanning)));
      tables.push_back(budget::LaporanAnggaranMethods());
      tables.push_back(budget::BerkasMethods(ClientOf(Service::kPlanning)));
      tables.push_back(budget::PembayaranMethods());
      tables.push_back(budget::PembukuanMethods());
      break;
    case Service::kReporting:
      tables.push_back(reporting::ReportingMethods(ClientOf(Service::kPlanning),
                                                   ClientOf(Service::kPerformance),
                                                   ClientOf(Service::kBudget)));
      break;
    case Service::kGateway:
      tables.push_back(gateway::GatewayMethods(std::string(kVersion)));
      break;
  }
  return tables;
}

absl::Status CompositionImpl::StartService(Service service) {
  rpc::ServerOptions options = ServerOptionsFor(service);
  if (service == Service::kGateway) {
    RETURN_IF_ERROR(MakeGateway());
    options.authenticator = gateway_.authenticator.get();
    options.on_refusal = gateway::RecordedIn(*gateway_.audit);
    options.public_door = true;
    options.raw_handler = gateway_.proxy.get();
    for (const Service peer : PeersOf(service)) {
      for (const std::string_view name : ProtoServices(peer)) {
        options.reflected_services.emplace_back(name);
      }
    }
  }
  ASSIGN_OR_RETURN(std::vector<rpc::MethodTable> tables, TablesOf(service));
  ASSIGN_OR_RETURN(std::unique_ptr<rpc::Server> server,
                   rpc::Server::Start(std::move(options), std::move(tables)));
  channels_[service] = server->InProcessChannel();
  clients_[service] = std::make_unique<rpc::Client>(channels_[service]);
  servers_.emplace_back(service, std::move(server));
  return absl::OkStatus();
}

absl::Status CompositionImpl::MakeGateway() {
  store::Store& own = *stores_.at(Service::kGateway);
  gateway_.audit = std::make_unique<gateway::RefusalAudit>(own, clock_, logger_);
  gateway::TokenAuthenticator::Parts parts{
      .store = &own, .clock = &clock_, .logger = &logger_, .internal_key = internal_key_};
  if (settings_.development_issuer) {
    ASSIGN_OR_RETURN(std::string key, ReadKeyFile(DevelopmentTokenKeyFile(settings_.stores.data)));
    parts.verifiers.push_back(std::make_unique<gateway::DevTokenVerifier>(std::move(key)));
    logger_.Warning("DEVELOPMENT ISSUER IS ON: whoever reads the key file is anybody",
                    {{"key_file", DevelopmentTokenKeyFile(settings_.stores.data)}});
  }
  gateway_.authenticator = std::make_unique<gateway::TokenAuthenticator>(std::move(parts));

  gateway::Proxy::Options options{.authenticator = gateway_.authenticator.get(),
                                  .logger = &logger_};
  for (const Service peer : PeersOf(Service::kGateway)) {
    for (const std::string_view name : ProtoServices(peer)) {
      options.upstreams.push_back({.service = std::string(name), .channel = channels_.at(peer)});
    }
  }
  ASSIGN_OR_RETURN(gateway_.proxy, gateway::Proxy::Make(std::move(options)));
  return absl::OkStatus();
}

void CompositionImpl::WarnOfPlaintext() const {
  for (const auto& [service, address] : settings_.listen) {
    if (!IsLocalAddress(address)) {
      logger_.Warning("plaintext beyond this host",
                      {{"service", Name(service)}, {"listen", address}});
    }
  }
}

absl::Status CompositionImpl::SayReady() {
  std::vector<std::pair<Service, std::string>> addresses;
  for (const auto& [service, server] : servers_) {
    if (const auto listen = settings_.listen.find(service); listen != settings_.listen.end()) {
      addresses.emplace_back(service, BoundAddress(listen->second, server->port()));
    }
  }
  std::string here;
  for (const auto& [service, address] : addresses) {
    absl::StrAppend(&here, here.empty() ? "" : " ", std::string(Name(service)), "=", address);
  }
  if (!settings_.ready_file.empty()) {
    RETURN_IF_ERROR(WriteReadyFile(settings_.ready_file, addresses));
    said_ready_ = true;
  }
  logger_.Info("ready", {{"version", kVersion}, {"addresses", here}});
  return absl::OkStatus();
}

// The server waits for what the gateway forwarded, which may have longer than the drain: at the
// deadline somebody must cut it.
void CompositionImpl::StopGateway(rpc::Server& server, steady_clock::time_point deadline) const {
  std::promise<void> drained;
  std::thread drain([&] {
    server.Drain(deadline + kRefusalTime);
    drained.set_value();
  });
  drained.get_future().wait_until(deadline);
  gateway_.proxy->Cancel();
  drain.join();
}

void CompositionImpl::Stop(std::chrono::milliseconds timeout) {
  const steady_clock::time_point deadline = steady_clock::now() + timeout;
  if (std::exchange(said_ready_, false)) {
    if (const absl::Status status = RemoveReadyFile(settings_.ready_file); !status.ok()) {
      logger_.Warning("ready file stays", {{"reason", status.ToString()}});
    }
  }
  if (admin_ != nullptr) {
    admin_->Stop();
  }
  if (scrubber_ != nullptr) {
    scrubber_->Stop();
  }
  for (; !servers_.empty(); servers_.pop_back()) {
    auto& [service, server] = servers_.back();
    if (service == Service::kGateway) {
      StopGateway(*server, deadline);
    } else {
      server->Drain(deadline);
    }
  }
  gateway_.proxy.reset();
  for (const auto& [service, opened] : stores_) {
    opened->Close();
  }
  // A scrub ends with its store, a command at its next word.
  scrubber_.reset();
  admin_.reset();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Composition>> Composition::Start(const ServeSettings& settings,
                                                                const clock::Clock& clock,
                                                                log::Logger& logger) {
  auto composition = std::make_unique<CompositionImpl>(settings, clock, logger);
  RETURN_IF_ERROR(composition->Init());
  return std::unique_ptr<Composition>(std::move(composition));
}

}  // namespace sakip::sakipd
