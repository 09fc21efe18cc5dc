#include "common/rpc/dispatcher.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/fault/fault.h"
#include "common/resource_name/resource_name.h"
#include "common/rpc/canonical.h"
#include "common/rpc/crypto.h"
#include "common/rpc/formats.h"
#include "common/rpc/limits.h"
#include "common/rpc/policy.h"
#include "common/rpc/records.h"
#include "common/rpc/token.h"
#include "common/status/status_macros.h"
#include "sakip/common/v1/revision.pb.h"

namespace sakip::rpc {
namespace {

using fault::Reason;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

absl::Status Refused(Reason reason) {
  return fault::Refuse(reason, "", "");
}

std::string Text(const Message& message, const FieldDescriptor* field) {
  return field == nullptr ? std::string() : message.GetReflection()->GetString(message, field);
}

absl::Status CheckDeadline(const Call& call) {
  return std::chrono::steady_clock::now() < call.deadline ? absl::OkStatus()
                                                          : Refused(Reason::kDeadlineExceeded);
}

// Handlers are trusted to be right, not to be perfect: whatever they throw ends their call only.
template <class Fn>
auto Guarded(const Fn& fn) -> decltype(fn()) {
  try {
    return fn();
  } catch (const std::exception& error) {
    return absl::InternalError(absl::StrCat("handler threw: ", error.what()));
  } catch (...) {
    return absl::InternalError("handler threw something that is no exception");
  }
}

// Tells the client which moment of the store it saw or made.
void Stamp(const BoundMethod& method, const store::Identity& identity, uint64_t sequence,
           Message& response) {
  const auto* reflection = response.GetReflection();
  if (method.consistency_token != nullptr) {
    reflection->SetString(&response, method.consistency_token,
                          ConsistencyToken(identity, sequence));
  }
  if (method.revision != nullptr) {
    auto* revision = static_cast<sakip::common::v1::Revision*>(
        reflection->MutableMessage(&response, method.revision));
    revision->set_store(identity.store_id);
    revision->set_epoch(identity.epoch);
    revision->set_sequence(sequence);
  }
}

absl::Status Serialize(const Message& message, size_t max, std::string& out) {
  const size_t size = message.ByteSizeLong();
  if (size > max) {
    return fault::Refuse(Reason::kMessageTooLarge,
                         absl::StrCat("the answer has ", size, " bytes, more than the limit of ",
                                      max, "; ask for less at once"),
                         absl::StrCat("jawaban berukuran ", size, " bita, melebihi batas ", max,
                                      "; mintalah lebih sedikit sekaligus"));
  }
  if (!message.SerializeToString(&out)) {
    return absl::InternalError("the response cannot be serialized");
  }
  return absl::OkStatus();
}

}  // namespace

// One call on its way through.
struct Dispatcher::Exchange {
  Exchange(const BoundMethod& bound, Incoming in, Done then)
      : method(bound), incoming(std::move(in)), done(std::move(then)) {}

  void Finish(absl::Status status) {
    Outcome outcome;
    outcome.status = std::move(status);
    if (outcome.status.ok()) {
      outcome.response = std::move(response);
    }
    outcome.account = call.principal.account;
    outcome.satker = call.satker;
    outcome.request_id = call.request_id;
    outcome.replayed = replayed;
    done(std::move(outcome));
  }

  const BoundMethod& method;
  Incoming incoming;
  Done done;
  Call call;
  MessagePtr request;
  bool validate_only = false;
  std::string fingerprint;
  std::shared_ptr<void> prepared;

  // Results of the last run.
  std::string response;
  bool replayed = false;
  bool rehearsed = false;  // validate_only came through
};

absl::StatusOr<std::unique_ptr<Dispatcher>> Dispatcher::Create(
    Options options, const std::vector<MethodTable>& tables) {
  ASSIGN_OR_RETURN(BoundMethods methods, Bind(tables));
  if (!methods.empty() && options.store == nullptr) {
    return absl::InternalError("method tables need a store");
  }
  return std::unique_ptr<Dispatcher>(new Dispatcher(std::move(options), std::move(methods)));
}

Dispatcher::Dispatcher(Options options, BoundMethods methods)
    : options_(std::move(options)), methods_(std::move(methods)) {
  if (options_.store != nullptr) {
    const store::Identity& identity = options_.store->identity();
    page_key_ = HmacSha256(
        options_.secret, absl::StrCat("sakip-page-v1\n", identity.store_id, "\n", identity.epoch));
  }
}

const BoundMethod* Dispatcher::Find(std::string_view path) const {
  const auto found = methods_.find(path);
  return found == methods_.end() ? nullptr : &found->second;
}

void Dispatcher::Dispatch(const BoundMethod& method, Incoming incoming, Done done) const {
  auto x = std::make_shared<Exchange>(method, std::move(incoming), std::move(done));
  absl::Status admitted = Guarded([&] { return Admit(*x); });
  if (!admitted.ok()) {
    x->Finish(std::move(admitted));
    return;
  }
  fault::Violations violations;
  method.validator.Check(*x->request, violations);
  const absl::Status invalid = violations.ToStatus();
  if (method.entry.kind == Method::Kind::kMutation) {
    StartMutation(x, invalid);
  } else if (!invalid.ok()) {
    x->Finish(invalid);
  } else {
    StartRead(x);
  }
}

absl::Status Dispatcher::Admit(Exchange& x) const {
  if (x.incoming.request.size() > options_.receive_bytes_max) {
    return Refused(Reason::kMessageTooLarge);
  }
  x.call.method = x.method.path;
  x.call.trace_id = std::move(x.incoming.trace_id);
  x.call.deadline = x.incoming.deadline;
  x.call.now_us = options_.clock->Now().micros;
  x.call.page_key = page_key_;
  RETURN_IF_ERROR(CheckDeadline(x.call));
  if (options_.authenticator == nullptr) {
    return Refused(Reason::kNotAuthenticated);
  }
  ASSIGN_OR_RETURN(Authenticator::Identity identity,
                   options_.authenticator->Authenticate(x.incoming.metadata));
  x.incoming.metadata = nullptr;
  x.call.principal = std::move(identity.principal);
  x.call.passport = std::move(identity.passport);
  if (!MayCall(x.call.principal, x.method.permission)) {
    return Refused(Reason::kPermissionDenied);
  }
  RETURN_IF_ERROR(Decode(x));
  return CheckScope(x);
}

absl::Status Dispatcher::Decode(Exchange& x) const {
  const Message& prototype = *x.method.entry.request_prototype;
  const std::string bytes = std::move(x.incoming.request);
  if (!ElementsWithin(*prototype.GetDescriptor(), bytes, kElementsMax, kDepthMax)) {
    return Refused(Reason::kMessageTooLarge);
  }
  x.request.reset(prototype.New());
  if (!x.request->ParseFromString(bytes)) {
    return Refused(Reason::kMalformedRequest);
  }
  const size_t whole = x.request->ByteSizeLong();
  x.request->DiscardUnknownFields();
  if (x.method.entry.kind == Method::Kind::kMutation &&
      whole - x.request->ByteSizeLong() > kUnknownBytesMax) {
    return fault::Refuse(Reason::kMalformedRequest,
                         "the request carries more unknown fields than a newer client would send",
                         "permintaan membawa terlalu banyak isian yang tidak dikenal");
  }
  x.method.validator.ClearOutputOnly(*x.request);
  x.call.request_id = Text(*x.request, x.method.request_id);
  x.validate_only = x.method.validate_only != nullptr &&
                    x.request->GetReflection()->GetBool(*x.request, x.method.validate_only);
  return absl::OkStatus();
}

absl::Status Dispatcher::CheckScope(Exchange& x) const {
  if (x.method.satker == nullptr) {
    return absl::OkStatus();
  }
  absl::StatusOr<std::string> satker = resource_name::SatkerOf(Text(*x.request, x.method.satker));
  if (!satker.ok()) {
    fault::Violations violations;
    x.method.validator.Check(*x.request, violations);
    if (violations.empty()) {
      violations.AddStatus(x.method.satker->name(), satker.status());
    }
    return violations.ToStatus();
  }
  x.call.satker = *std::move(satker);
  return Allowed(x.call.principal, x.method.permission, x.call.satker)
             ? absl::OkStatus()
             : Refused(Reason::kPermissionDenied);
}

void Dispatcher::StartRead(const ExchangePtr& x) const {
  if (x->method.entry.kind == Method::Kind::kRead) {
    x->Finish(RunRead(*x));
    return;
  }
  if (!options_.workers->TrySubmit([this, x] { x->Finish(RunRead(*x)); })) {
    x->Finish(Refused(Reason::kOverloaded));
  }
}

absl::Status Dispatcher::RunRead(Exchange& x) const {
  RETURN_IF_ERROR(CheckDeadline(x.call));
  const std::unique_ptr<store::Snapshot> snapshot = options_.store->GetSnapshot();
  const uint64_t sequence = snapshot->head().sequence;
  const store::Identity& identity = options_.store->identity();
  RETURN_IF_ERROR(CheckConsistencyToken(Text(*x.request, x.method.freshness), identity, sequence));
  absl::StatusOr<MessagePtr> response =
      Guarded([&] { return x.method.entry.read(*snapshot, x.call, *x.request); });
  RETURN_IF_ERROR(response.status());
  Stamp(x.method, identity, sequence, **response);
  return Serialize(**response, options_.send_bytes_max, x.response);
}

absl::StatusOr<bool> Dispatcher::Replay(const store::Reader& reader, Exchange& x) const {
  ASSIGN_OR_RETURN(auto record, FindAnswer(reader, x.call.principal.account, x.call.request_id));
  if (!record.has_value()) {
    return false;
  }
  if (record->method() != x.call.method || record->fingerprint() != x.fingerprint) {
    const std::string& id = x.call.request_id;
    return fault::Refuse(
        Reason::kRequestIdReused,
        absl::StrCat("request_id ", id, " was used before with other content; send a new one"),
        absl::StrCat("request_id ", id, " sudah dipakai dengan isi lain; gunakan yang baru"),
        {{"request_id", id}});
  }
  x.replayed = true;
  x.response = record->response();
  if (x.validate_only) {
    const MessagePtr response(x.method.entry.response_prototype->New());
    if (!response->ParseFromString(x.response)) {
      return absl::DataLossError("a stored answer cannot be read");
    }
    response->GetReflection()->ClearField(response.get(), x.method.consistency_token);
    x.response = response->SerializeAsString();
  }
  return true;
}

void Dispatcher::StartMutation(const ExchangePtr& x, const absl::Status& invalid) const {
  x->fingerprint = Fingerprint(*x->request);
  if (invalid.ok() && x->method.entry.prepare == nullptr) {
    Submit(x);
    return;
  }
  if (!IsUuid(x->call.request_id)) {
    x->Finish(invalid);
    return;
  }
  const absl::StatusOr<bool> replayed = Replay(*options_.store->GetSnapshot(), *x);
  if (!replayed.ok() || *replayed) {
    x->Finish(replayed.status());
  } else if (!invalid.ok()) {
    x->Finish(invalid);
  } else if (!options_.workers->TrySubmit([this, x] { Prepare(x); })) {
    x->Finish(Refused(Reason::kOverloaded));
  }
}

void Dispatcher::Prepare(const ExchangePtr& x) const {
  if (absl::Status status = CheckDeadline(x->call); !status.ok()) {
    x->Finish(std::move(status));
    return;
  }
  absl::StatusOr<std::shared_ptr<void>> prepared =
      Guarded([&] { return x->method.entry.prepare(x->call, *x->request); });
  if (!prepared.ok()) {
    x->Finish(prepared.status());
    return;
  }
  x->prepared = *std::move(prepared);
  Submit(x);
}

void Dispatcher::Submit(const ExchangePtr& x) const {
  store::Store::Done answer = [x](const absl::StatusOr<store::Head>& head) {
    x->Finish(x->rehearsed ? absl::OkStatus() : head.status());
  };
  if (RecordsApart()) {  // a planted defect, never in a release
    answer = [this, x, answer](const absl::StatusOr<store::Head>& head) {
      if (!head.ok() || x->replayed) {
        answer(head);
        return;
      }
      options_.store->Submit(
          [x](store::Txn& txn) {
            return WriteRecordsApart(txn, x->call, x->fingerprint, x->response);
          },
          answer);
    };
  }
  options_.store->Submit([this, x](store::Txn& txn) { return RunMutation(txn, *x); },
                         std::move(answer));
}

absl::Status Dispatcher::RunMutation(store::Txn& txn, Exchange& x) const {
  x.call.changed.clear();  // this may be a second run
  x.response.clear();
  x.replayed = false;
  x.rehearsed = false;
  RETURN_IF_ERROR(CheckDeadline(x.call));
  ASSIGN_OR_RETURN(const bool replayed, Replay(txn, x));
  if (replayed) {
    return absl::OkStatus();
  }
  absl::StatusOr<MessagePtr> response =
      Guarded([&] { return x.method.entry.mutate(txn, x.call, *x.request, x.prepared.get()); });
  RETURN_IF_ERROR(response.status());
  const size_t max = std::min(options_.send_bytes_max, kMutationResponseBytesMax);
  if (x.validate_only) {
    RETURN_IF_ERROR(Serialize(**response, max, x.response));
    x.rehearsed = true;
    return absl::CancelledError("validate_only");  // rolls back
  }
  Stamp(x.method, options_.store->identity(), txn.sequence(), **response);
  RETURN_IF_ERROR(Serialize(**response, max, x.response));
  return WriteRecords(txn, x.call, x.fingerprint, x.response);
}

}  // namespace sakip::rpc
