#include "services/gateway/proxy.h"

#include <google/protobuf/descriptor.h>
#include <grpc/support/time.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <cstdint>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "common/fault/fault.h"
#include "common/rpc/byte_buffer.h"
#include "common/rpc/passport.h"
#include "common/rpc/status.h"

namespace sakip::gateway {
namespace {

using std::chrono::steady_clock;

absl::Status Refused(fault::Reason reason) {
  return fault::Refuse(reason, "", "");
}

// A call on its way; deleted by whoever takes its completion off the queue.
struct Forward {
  std::unique_ptr<rpc::RawCall> call;
  grpc::ClientContext context;
  grpc::ByteBuffer response;
  grpc::Status status;
  std::unique_ptr<grpc::GenericClientAsyncResponseReader> reader;
};

class ProxyImpl final : public Proxy {
 public:
  explicit ProxyImpl(Options options) : options_(std::move(options)) {}

  ~ProxyImpl() override {
    Cancel();
    queue_.Shutdown();  // the poller still completes what is under way
    if (poller_.joinable()) {
      poller_.join();
    }
  }

  absl::Status Init() {
    for (const Upstream& upstream : options_.upstreams) {
      const auto* const service =
          google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(upstream.service);
      if (service == nullptr) {
        return absl::NotFoundError(absl::StrCat("no proto service ", upstream.service));
      }
      const auto stub = std::make_shared<grpc::GenericStub>(upstream.channel);
      for (int i = 0; i < service->method_count(); ++i) {
        routes_.emplace(absl::StrCat("/", upstream.service, "/", service->method(i)->name()), stub);
      }
    }
    poller_ = std::thread([this] { Poll(); });
    return absl::OkStatus();
  }

  bool Accepts(std::string_view method) const override {
    return routes_.contains(std::string(method));
  }

  void Handle(std::unique_ptr<rpc::RawCall> call) override;
  void Cancel() override;

 private:
  void Start(Forward* forward, grpc::GenericStub& stub, steady_clock::duration remaining);
  void Poll();
  void Complete(std::unique_ptr<Forward> forward);
  absl::Status FailureOf(const Forward& forward) const;

  const Options options_;
  std::unordered_map<std::string, std::shared_ptr<grpc::GenericStub>> routes_;
  grpc::CompletionQueue queue_;
  std::thread poller_;

  std::mutex mutex_;
  std::unordered_set<Forward*> under_way_;
  bool cancelled_ = false;
};

void ProxyImpl::Handle(std::unique_ptr<rpc::RawCall> call) {
  const auto route = routes_.find(call->method());
  if (route == routes_.end()) {
    call->Finish(Refused(fault::Reason::kUnknownMethod), "");
    return;
  }
  const steady_clock::duration remaining =
      call->deadline() - steady_clock::now() - options_.deadline_margin;
  if (remaining <= steady_clock::duration::zero()) {
    call->Finish(Refused(fault::Reason::kDeadlineExceeded), "");
    return;
  }
  const absl::StatusOr<rpc::Authenticator::Identity> identity =
      options_.authenticator->Authenticate(
          [&call](std::string_view key) { return call->metadata(key); });
  if (!identity.ok()) {
    call->Finish(identity.status(), "");
    return;
  }
  call->SetAccount(identity->principal.account);
  auto forward = std::make_unique<Forward>();
  forward->context.AddMetadata(rpc::kPassportMetadata, identity->passport);
  forward->context.AddMetadata(rpc::kTraceMetadata, call->trace_id());
  forward->call = std::move(call);
  Start(forward.release(), *route->second, remaining);
}

void ProxyImpl::Start(Forward* forward, grpc::GenericStub& stub, steady_clock::duration remaining) {
  const int64_t micros = std::chrono::duration_cast<std::chrono::microseconds>(remaining).count();
  forward->context.set_deadline(
      gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC), gpr_time_from_micros(micros, GPR_TIMESPAN)));
  {
    const std::lock_guard lock(mutex_);
    if (!cancelled_) {
      under_way_.insert(forward);
      // Under the lock, so that Cancel finds either no call or a started one.
      forward->reader = stub.PrepareUnaryCall(&forward->context, forward->call->method(),
                                              rpc::ToBuffer(forward->call->request()), &queue_);
      forward->reader->StartCall();
      forward->reader->Finish(&forward->response, &forward->status, forward);
      return;
    }
  }
  const std::unique_ptr<Forward> refused(forward);
  refused->call->Finish(Refused(fault::Reason::kShuttingDown), "");
}

void ProxyImpl::Cancel() {
  const std::lock_guard lock(mutex_);
  cancelled_ = true;
  for (Forward* forward : under_way_) {
    forward->context.TryCancel();
  }
}

void ProxyImpl::Poll() {
  void* tag = nullptr;
  bool ok = false;
  while (queue_.Next(&tag, &ok)) {
    Complete(std::unique_ptr<Forward>(static_cast<Forward*>(tag)));
  }
}

void ProxyImpl::Complete(std::unique_ptr<Forward> forward) {
  {
    // First of all, so that Cancel never sees a call that is about to go.
    const std::lock_guard lock(mutex_);
    under_way_.erase(forward.get());
  }
  if (forward->status.ok()) {
    std::string response;
    const bool read = rpc::FromBuffer(forward->response, response);
    forward->call->Finish(read ? absl::OkStatus() : Refused(fault::Reason::kInternal),
                          std::move(response));
  } else {
    forward->call->Finish(FailureOf(*forward), "");
  }
}

// A service explains its refusals in details, which pass as they are. What has none was made by
// gRPC on the way, in texts that name addresses and files of ours.
absl::Status ProxyImpl::FailureOf(const Forward& forward) const {
  const grpc::Status& status = forward.status;
  if (!status.error_details().empty()) {
    return rpc::Verbatim(status);
  }
  options_.logger->Warning("upstream failed", {{"method", forward.call->method()},
                                               {"trace_id", forward.call->trace_id()},
                                               {"code", static_cast<int>(status.error_code())},
                                               {"reason", status.error_message()}});
  switch (status.error_code()) {
    case grpc::StatusCode::UNAVAILABLE:
      return Refused(fault::Reason::kDependencyDown);
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return Refused(fault::Reason::kDeadlineExceeded);
    case grpc::StatusCode::CANCELLED:
      return Refused(fault::Reason::kShuttingDown);
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
      return Refused(fault::Reason::kMessageTooLarge);
    case grpc::StatusCode::UNIMPLEMENTED:
      return Refused(fault::Reason::kUnknownMethod);
    default:
      return Refused(fault::Reason::kInternal);
  }
}

}  // namespace

absl::StatusOr<std::unique_ptr<Proxy>> Proxy::Make(Options options) {
  auto proxy = std::make_unique<ProxyImpl>(std::move(options));
  if (absl::Status status = proxy->Init(); !status.ok()) {
    return status;
  }
  return std::unique_ptr<Proxy>(std::move(proxy));
}

}  // namespace sakip::gateway
