#include "common/rpc/server_call.h"

#include <grpc/support/time.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "common/fault/fault.h"
#include "common/rpc/byte_buffer.h"
#include "common/rpc/formats.h"
#include "common/rpc/limits.h"
#include "common/rpc/passport.h"
#include "common/rpc/peer_address.h"
#include "common/rpc/status.h"
#include "grpc/health/v1/health.pb.h"

namespace sakip::rpc {
namespace {

using fault::Reason;
using std::chrono::steady_clock;

constexpr std::string_view kHealthCheck = "/grpc.health.v1.Health/Check";
constexpr std::string_view kReflectionV1 =
    "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
constexpr std::string_view kReflectionV1Alpha =
    "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";

bool IsTraceId(std::string_view text) {
  const auto good = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
  };
  return !text.empty() && text.size() <= kTraceIdCharsMax &&
         std::all_of(text.begin(), text.end(), good);
}

}  // namespace

// A call in the hands of the RawHandler.
class ServerCall::Raw final : public RawCall {
 public:
  explicit Raw(ServerCall& call) : call_(&call), method_(call.context_.method()) {}
  ~Raw() override {
    if (call_ != nullptr) {
      Finish(absl::InternalError("the raw handler dropped a call"), {});
    }
  }
  const std::string& method() const override { return method_; }
  std::string metadata(std::string_view key) const override { return call_->Metadata(key); }
  steady_clock::time_point deadline() const override { return call_->deadline_; }
  const std::string& trace_id() const override { return call_->trace_id_; }
  const std::string& request() const override { return call_->request_; }
  void SetAccount(std::string account) override { call_->account_ = std::move(account); }
  void Finish(const absl::Status& status, std::string response) override {
    Outcome outcome;
    outcome.status = status;
    outcome.response = std::move(response);
    outcome.account = std::move(call_->account_);
    std::exchange(call_, nullptr)->Complete(std::move(outcome));
  }

 private:
  ServerCall* call_;
  std::string method_;
};

ServerCall::ServerCall(ServerImpl& server) : server_(server), stream_(&context_) {
  server_.CallMade();
  server_.service().RequestCall(&context_, &stream_, server_.queue(), server_.queue(),
                                &accept_tag_);
}

ServerCall::~ServerCall() {
  if (entered_.has_value()) {
    server_.Leave(*entered_);
  }
  server_.CallGone(this);
}

void ServerCall::LetGo() {
  if (holds_.fetch_sub(1) == 1) {
    delete this;
  }
}

void ServerCall::OnEvent(Op op, bool ok) {
  switch (op) {
    case Op::kAccept:
      if (!ok) {  // the server stops
        LetGo();
        return;
      }
      OnAccepted();
      return;
    case Op::kRead:
      if (!completed_) {
        OnRead(ok);
      }
      LetGo();
      return;
    case Op::kWrite:  // of a reflection stream
      if (!completed_ && ok) {
        StartRead();
      } else if (!completed_) {
        Refuse(Reason::kDeadlineExceeded);
      }
      LetGo();
      return;
    case Op::kFinish:
      static_cast<void>(answered_.load(std::memory_order_acquire));
      LetGo();
      return;
  }
}

ServerCall::Route ServerCall::FindRoute() {
  const std::string& path = context_.method();
  if (path == kHealthCheck) {
    return Route::kHealth;
  }
  if (path == kReflectionV1 || path == kReflectionV1Alpha) {
    return server_.options().reflection ? Route::kReflection : Route::kNone;
  }
  method_ = server_.dispatcher().Find(path);
  if (method_ != nullptr) {
    return Route::kDispatch;
  }
  RawHandler* raw = server_.options().raw_handler;
  return raw != nullptr && raw->Accepts(path) ? Route::kRaw : Route::kNone;
}

ServerImpl::Lane ServerCall::LaneOf(Route route) {
  switch (route) {
    case Route::kHealth:
      return ServerImpl::Lane::kHealth;
    case Route::kReflection:
      return ServerImpl::Lane::kReflection;
    case Route::kNone:
    case Route::kDispatch:
    case Route::kRaw:
      break;
  }
  return ServerImpl::Lane::kWork;
}

void ServerCall::OnAccepted() {
  new ServerCall(server_);  // the next one; deletes itself
  server_.CallAccepted(this);
  started_ = steady_clock::now();
  ReadTrace();
  route_ = FindRoute();
  ReadDeadline();
  if (route_ == Route::kNone) {
    Refuse(Reason::kUnknownMethod);
    return;
  }
  // Enter first: a drain that misses this call in its count must be seen here.
  const ServerImpl::Lane lane = LaneOf(route_);
  if (server_.Enter(lane)) {
    entered_ = lane;
  }
  if (lane == ServerImpl::Lane::kWork && server_.draining()) {
    Refuse(Reason::kShuttingDown);
    return;
  }
  if (!entered_.has_value()) {
    Refuse(Reason::kOverloaded);
    return;
  }
  receive_until_ = started_ + server_.options().receive_max;
  server_.receiving().insert(this);
  StartRead();
}

void ServerCall::ReadTrace() {
  std::string given = Metadata(kTraceMetadata);
  if (!IsTraceId(given)) {
    given.clear();
  }
  if (server_.options().public_door) {
    client_trace_ = std::exchange(given, {});
  }
  trace_id_ = given.empty() ? server_.NextTraceId() : std::move(given);
}

// Without a deadline, or with a malformed one, gRPC says "never". A stream of reflection lasts as
// long as somebody looks around; a health check takes no time.
void ServerCall::ReadDeadline() {
  const gpr_timespec wire = gpr_convert_clock_type(context_.raw_deadline(), GPR_CLOCK_MONOTONIC);
  const ServerOptions& options = server_.options();
  const std::chrono::milliseconds most =
      route_ == Route::kHealth ? options.deadline_default : options.deadline_max;
  std::chrono::milliseconds left =
      route_ == Route::kReflection ? options.deadline_max : options.deadline_default;
  if (gpr_time_cmp(wire, gpr_inf_future(GPR_CLOCK_MONOTONIC)) != 0) {
    left = std::chrono::milliseconds(
        gpr_time_to_millis(gpr_time_sub(wire, gpr_now(GPR_CLOCK_MONOTONIC))));
  }
  deadline_ = started_ + std::min(left, most);
}

void ServerCall::StartRead() {
  Hold();
  stream_.Read(&buffer_, &read_tag_);
}

void ServerCall::StopReceiving() {
  server_.receiving().erase(this);
}

bool ServerCall::Overstayed(steady_clock::time_point now) const {
  return now >= deadline_ + kDeadlineGrace;
}

void ServerCall::Cancel() {
  if (!std::exchange(cancelled_, true)) {
    context_.TryCancel();
  }
}

void ServerCall::Expire() {
  Refuse(Reason::kDeadlineExceeded);
}

void ServerCall::Refuse(Reason reason) {
  Outcome outcome;
  outcome.status = fault::Refuse(reason, "", "");
  Complete(std::move(outcome));
}

void ServerCall::OnRead(bool ok) {
  if (route_ == Route::kReflection) {
    OnReflectionRead(ok);
    return;
  }
  if (has_request_) {
    // The half-close, or a second message. A cancelled call looks like a half-close here; to run it
    // is as if the cancellation had come a moment later.
    if (ok) {
      Refuse(Reason::kNotOneMessage);
    } else {
      OnRequest();
    }
    return;
  }
  if (!ok) {
    Refuse(Reason::kNotOneMessage);
    return;
  }
  has_request_ = true;
  request_bytes_ = buffer_.Length();
  if (request_bytes_ > server_.options().receive_bytes_max) {
    Refuse(Reason::kMessageTooLarge);
  } else if (!FromBuffer(buffer_, request_)) {
    Refuse(Reason::kMalformedRequest);
  } else {
    buffer_.Clear();
    StartRead();
  }
}

void ServerCall::OnReflectionRead(bool ok) {
  StopReceiving();  // a reflection stream may stay open; its count is limited instead
  if (!ok) {
    Complete({});
    return;
  }
  if (++messages_ > kReflectionRequestsMax || !FromBuffer(buffer_, request_)) {
    Refuse(Reason::kOverloaded);
    return;
  }
  request_bytes_ += request_.size();
  Hold();
  stream_.Write(ToBuffer(server_.reflection().Answer(request_)), &write_tag_);
}

void ServerCall::OnRequest() {
  StopReceiving();
  completed_ = true;  // whoever has the call now completes it
  if (route_ == Route::kHealth) {
    Complete(CheckHealth());
  } else if (route_ == Route::kRaw) {
    server_.options().raw_handler->Handle(std::make_unique<Raw>(*this));
  } else {
    Incoming incoming;
    incoming.request = std::move(request_);
    incoming.metadata = [this](std::string_view key) { return Metadata(key); };
    incoming.trace_id = trace_id_;
    incoming.deadline = deadline_;
    server_.dispatcher().Dispatch(*method_, std::move(incoming),
                                  [this](Outcome outcome) { Complete(std::move(outcome)); });
  }
}

std::string ServerCall::Metadata(std::string_view key) const {
  if (key == kPeerKey) {
    return PeerAddress(context_.peer());
  }
  const auto range =
      context_.client_metadata().equal_range(grpc::string_ref(key.data(), key.size()));
  const bool once = range.first != range.second && std::next(range.first) == range.second;
  return once ? std::string(range.first->second.data(), range.first->second.size()) : std::string();
}

Outcome ServerCall::CheckHealth() const {
  using grpc::health::v1::HealthCheckRequest;
  using grpc::health::v1::HealthCheckResponse;
  Outcome outcome;
  HealthCheckRequest request;
  if (!request.ParseFromString(request_)) {
    outcome.status = fault::Refuse(Reason::kMalformedRequest, "", "");
  } else if (!server_.Serves(request.service())) {
    outcome.status = fault::Refuse(Reason::kNotFound, "", "");
  } else {
    HealthCheckResponse response;
    response.set_status(server_.draining() ? HealthCheckResponse::NOT_SERVING
                                           : HealthCheckResponse::SERVING);
    outcome.response = response.SerializeAsString();
  }
  return outcome;
}

void ServerCall::Complete(Outcome outcome) {
  if (!completed_) {  // still receiving, so this is the polling thread
    completed_ = true;
    StopReceiving();
  }
  if (outcome.status.ok() && outcome.response.size() > server_.options().send_bytes_max) {
    outcome.status = fault::Refuse(Reason::kMessageTooLarge, "", "");
  }
  const absl::Status answered = WithFault(outcome.status);
  Log(outcome, answered);
  Report(outcome, answered);
  answered_.store(true, std::memory_order_release);
  // The finish event may delete this call before either line below has returned.
  if (answered.ok() && route_ != Route::kReflection) {
    stream_.WriteAndFinish(ToBuffer(outcome.response), grpc::WriteOptions(), ToWire(answered),
                           &finish_tag_);
  } else {
    stream_.Finish(ToWire(answered), &finish_tag_);
  }
}

void ServerCall::Report(const Outcome& outcome, const absl::Status& answered) const {
  const auto& on_refusal = server_.options().on_refusal;
  if (on_refusal && (absl::IsUnauthenticated(answered) || absl::IsPermissionDenied(answered))) {
    on_refusal({.method = context_.method(),
                .code = absl::StatusCodeToString(answered.code()),
                .account = outcome.account,
                .trace_id = trace_id_});
  }
}

void ServerCall::Log(const Outcome& outcome, const absl::Status& answered) const {
  const log::Logger* logger = server_.options().logger;
  if (logger == nullptr) {
    return;
  }
  const auto took =
      std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - started_);
  const std::string code = absl::StatusCodeToString(answered.code());
  std::vector<log::Field> fields = {{"server", server_.options().name},
                                    {"method", context_.method()},
                                    {"code", code},
                                    {"micros", took.count()},
                                    {"trace_id", trace_id_},
                                    {"request_bytes", request_bytes_},
                                    {"response_bytes", outcome.response.size()}};
  const auto add = [&fields](std::string_view key, const std::string& value) {
    if (!value.empty()) {
      fields.emplace_back(key, value);
    }
  };
  add("client_trace", client_trace_);
  add("account", outcome.account);
  add("satker", outcome.satker);
  // An id of the wrong form may be anything, a secret pasted into the wrong field included.
  if (IsUuid(outcome.request_id)) {
    add("request_id", outcome.request_id);
  }
  if (outcome.replayed) {
    fields.emplace_back("replayed", true);
  }
  std::optional<fault::Fault> fault = fault::FromStatus(answered);
  std::string reason;
  std::string cause;
  log::Level level = route_ == Route::kHealth ? log::Level::kDebug : log::Level::kInfo;
  if (fault.has_value()) {
    reason = std::string(fault::Info(fault->reason).name);
    add("reason", reason);
    if (fault->reason == Reason::kInternal) {
      level = log::Level::kError;
    }
  }
  if (HidesCause(outcome.status)) {
    cause = outcome.status.ToString();
    add("cause", cause);
  }
  logger->Log(level, "rpc", fields);
}

}  // namespace sakip::rpc
