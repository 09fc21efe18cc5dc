#include "common/rpc/server.h"

#include <google/protobuf/stubs/logging.h>
#include <grpc/grpc.h>
#include <grpc/support/time.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server_builder.h>
#include <grpcpp/support/channel_arguments.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/rpc/crypto.h"
#include "common/rpc/limits.h"
#include "common/rpc/server_call.h"
#include "common/rpc/server_impl.h"
#include "common/status/status_macros.h"

namespace sakip::rpc {
namespace {

using std::chrono::steady_clock;

constexpr int kCallsAwaited = 8;
constexpr size_t kSecretBytes = 32;

std::vector<std::string> ServicesOf(const ServerOptions& options,
                                    const std::vector<MethodTable>& tables) {
  std::vector<std::string> services = {"grpc.health.v1.Health"};
  for (const MethodTable& table : tables) {
    services.push_back(table.service());
  }
  services.insert(services.end(), options.reflected_services.begin(),
                  options.reflected_services.end());
  return services;
}

int AsInt(size_t bytes) {
  return static_cast<int>(std::min<size_t>(bytes, INT32_MAX));
}

void Configure(const ServerOptions& options, grpc::ServerBuilder& builder) {
  // Compressed messages would be inflated before any size check.
  builder.SetCompressionAlgorithmSupportStatus(GRPC_COMPRESS_DEFLATE, false);
  builder.SetCompressionAlgorithmSupportStatus(GRPC_COMPRESS_GZIP, false);
  builder.SetMaxReceiveMessageSize(AsInt(options.receive_bytes_max + kReceiveSlackBytes));
  builder.SetMaxSendMessageSize(AsInt(options.send_bytes_max + kReceiveSlackBytes));
  const std::pair<const char*, int> arguments[] = {
      {GRPC_ARG_ALLOW_REUSEPORT, 0},
      {GRPC_ARG_MAX_CONCURRENT_STREAMS, kStreamsPerConnectionMax},
      {GRPC_ARG_MAX_METADATA_SIZE, kMetadataBytesMax},
      {GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS, kHandshakeMs},
      {GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMs},
      {GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveTimeoutMs},
      {GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, kPingIntervalMinMs},
      {GRPC_ARG_HTTP2_MAX_PING_STRIKES, kPingStrikesMax},
      {GRPC_ARG_MAX_CONNECTION_IDLE_MS, kConnectionIdleMs},
      {GRPC_ARG_MAX_CONNECTION_AGE_MS, kConnectionAgeMs},
      {GRPC_ARG_MAX_CONNECTION_AGE_GRACE_MS, kConnectionGraceMs},
  };
  for (const auto& [name, value] : arguments) {
    builder.AddChannelArgument(name, value);
  }
}

gpr_timespec ToGpr(steady_clock::time_point when) {
  const auto left =
      std::chrono::duration_cast<std::chrono::microseconds>(when - steady_clock::now());
  return gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC),
                      gpr_time_from_micros(left.count(), GPR_TIMESPAN));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(ServerOptions options,
                                                      const std::vector<MethodTable>& tables) {
  if (options.clock == nullptr) {
    return absl::InternalError("a server needs a clock");
  }
  // Protobuf's own log repeats names and texts of hostile messages on standard error.
  google::protobuf::SetLogHandler(nullptr);
  if (options.secret.empty()) {
    options.secret = RandomBytes(kSecretBytes);
  } else if (options.secret.size() < kSecretBytes) {
    return absl::InternalError(absl::StrCat("the secret is shorter than ", kSecretBytes, " bytes"));
  }
  auto workers = std::make_unique<WorkerPool>(options.worker_threads, kWorkerQueueMax);
  Dispatcher::Options dispatching;
  dispatching.store = options.store;
  dispatching.clock = options.clock;
  dispatching.authenticator = options.authenticator;
  dispatching.workers = workers.get();
  dispatching.receive_bytes_max = options.receive_bytes_max;
  dispatching.send_bytes_max = options.send_bytes_max;
  dispatching.secret = options.secret;
  ASSIGN_OR_RETURN(std::unique_ptr<Dispatcher> dispatcher,
                   Dispatcher::Create(std::move(dispatching), tables));
  std::vector<std::string> services = ServicesOf(options, tables);
  auto server = std::make_unique<ServerImpl>(std::move(options), std::move(workers),
                                             std::move(dispatcher), std::move(services));
  RETURN_IF_ERROR(server->Listen());
  return server;
}

ServerImpl::ServerImpl(ServerOptions options, std::unique_ptr<WorkerPool> workers,
                       std::unique_ptr<Dispatcher> dispatcher, std::vector<std::string> services)
    : options_(std::move(options)),
      workers_(std::move(workers)),
      dispatcher_(std::move(dispatcher)),
      reflection_(services),
      healthy_names_(services.begin(), services.end()),
      trace_prefix_(EncodeHex(RandomBytes(8))) {
  healthy_names_.insert({"", options_.name});
}

absl::Status ServerImpl::Listen() {
  grpc::ServerBuilder builder;
  Configure(options_, builder);
  int port = 0;
  if (!options_.listen_address.empty()) {
    builder.AddListeningPort(options_.listen_address, grpc::InsecureServerCredentials(), &port);
  }
  builder.RegisterAsyncGenericService(&service_);
  queue_ = builder.AddCompletionQueue();
  server_ = builder.BuildAndStart();
  if (server_ == nullptr || (!options_.listen_address.empty() && port == 0)) {
    return absl::UnavailableError(
        absl::StrCat("cannot listen on ", options_.listen_address, "; is it in use?"));
  }
  port_ = options_.listen_address.starts_with("unix:") ? 0 : port;
  for (int i = 0; i < kCallsAwaited; ++i) {
    new ServerCall(*this);  // deletes itself
  }
  poller_ = std::thread([this] { Poll(); });
  return absl::OkStatus();
}

ServerImpl::~ServerImpl() {
  Stop();
  if (queue_ != nullptr) {
    queue_->Shutdown();
  }
  if (poller_.joinable()) {
    poller_.join();
  } else if (queue_ != nullptr) {  // never listened; gRPC still wants its queue emptied
    void* tag = nullptr;
    bool ok = false;
    while (queue_->Next(&tag, &ok)) {
    }
  }
  workers_->Stop();
}

std::shared_ptr<grpc::Channel> ServerImpl::InProcessChannel() {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(AsInt(options_.send_bytes_max + kReceiveSlackBytes));
  arguments.SetInt(GRPC_ARG_MAX_METADATA_SIZE, kMetadataBytesMax);
  return server_->InProcessChannel(arguments);
}

void ServerImpl::Poll() {
  for (;;) {
    void* tag = nullptr;
    bool ok = false;
    const gpr_timespec until =
        accepted_.empty() ? gpr_inf_future(GPR_CLOCK_MONOTONIC) : ToGpr(next_sweep_);
    switch (queue_->AsyncNext(&tag, &ok, until)) {
      case grpc::CompletionQueue::SHUTDOWN:
        return;
      case grpc::CompletionQueue::GOT_EVENT: {
        auto* event = static_cast<ServerCall::Tag*>(tag);
        event->call->OnEvent(event->op, ok);
        break;
      }
      case grpc::CompletionQueue::TIMEOUT:
        break;
    }
    if (!accepted_.empty() && steady_clock::now() >= next_sweep_) {
      Sweep();
    }
  }
}

void ServerImpl::Sweep() {
  const auto now = steady_clock::now();
  std::vector<ServerCall*> overdue;
  std::copy_if(receiving_.begin(), receiving_.end(), std::back_inserter(overdue),
               [now](const ServerCall* call) { return call->Overdue(now); });
  for (ServerCall* call : overdue) {
    call->Expire();
  }
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (ServerCall* call : accepted_) {
      if (call->Overstayed(now)) {
        call->Cancel();
      }
    }
  }
  // A quarter late is near enough, and keeps the sweeps of a busy server few.
  next_sweep_ = now + options_.receive_max / 4;
}

std::string ServerImpl::NextTraceId() {
  return absl::StrCat(trace_prefix_, absl::Hex(traces_.fetch_add(1), absl::kZeroPad8));
}

size_t ServerImpl::PlacesOf(Lane lane) const {
  switch (lane) {
    case Lane::kWork:
      return options_.in_flight_max;
    case Lane::kHealth:
      return kHealthChecksMax;
    case Lane::kReflection:
      return kReflectionStreamsMax;
  }
  return 0;
}

bool ServerImpl::Enter(Lane lane) {
  const std::lock_guard<std::mutex> lock(mutex_);
  size_t& taken = in_flight_.at(static_cast<size_t>(lane));
  if (taken >= PlacesOf(lane)) {
    return false;
  }
  ++taken;
  return true;
}

void ServerImpl::Leave(Lane lane) {
  const std::lock_guard<std::mutex> lock(mutex_);
  --in_flight_.at(static_cast<size_t>(lane));
  changed_.notify_all();
}

void ServerImpl::CallMade() {
  const std::lock_guard<std::mutex> lock(mutex_);
  ++calls_;
}

void ServerImpl::CallAccepted(ServerCall* call) {
  const std::lock_guard<std::mutex> lock(mutex_);
  accepted_.insert(call);
}

void ServerImpl::CallGone(ServerCall* call) {
  const std::lock_guard<std::mutex> lock(mutex_);
  accepted_.erase(call);
  --calls_;
  changed_.notify_all();
}

// gRPC's own Shutdown waits for the destructor: in gRPC 1.51 a call that starts on an in-process
// channel of a server that was shut down ends the whole process.
void ServerImpl::Drain(steady_clock::time_point deadline) {
  draining_ = true;
  std::unique_lock<std::mutex> lock(mutex_);
  drain_deadline_ = std::min(drain_deadline_, deadline);
  changed_.notify_all();
  const size_t& working = in_flight_.at(static_cast<size_t>(Lane::kWork));
  while (working > 0 && steady_clock::now() < drain_deadline_) {
    changed_.wait_until(lock, drain_deadline_);
  }
  // Under the lock, so that none of them goes meanwhile.
  for (ServerCall* call : accepted_) {
    call->Cancel();
  }
}

void ServerImpl::Stop() {
  Drain(steady_clock::now());
  if (server_ != nullptr) {
    server_->Shutdown(gpr_inf_past(GPR_CLOCK_MONOTONIC));
  }
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock, [this] { return calls_ == 0; });
}

}  // namespace sakip::rpc
