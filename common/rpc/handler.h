#ifndef SAKIP_COMMON_RPC_HANDLER_H_
#define SAKIP_COMMON_RPC_HANDLER_H_

#include <google/protobuf/message.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "common/store/store.h"

// How a service enters its methods. A handler is a plain function that sees decoded, validated,
// authorised requests; the dispatcher does everything else (DESIGN: one request, four files).
namespace sakip::rpc {

// Runs inside the store's Update: it may run again, and has no effect but its writes and
// Call::Changed. The dispatcher fills `consistency_token` and `revision` of the response.
template <class Request, class Response>
using MutationFn =
    std::function<absl::StatusOr<Response>(store::Txn&, const Call&, const Request&)>;

// Runs on one moment, on the polling thread: quick. Slow work is a LongRead.
template <class Request, class Response>
using ReadFn =
    std::function<absl::StatusOr<Response>(const store::Reader&, const Call&, const Request&)>;

// Runs on the worker pool before a mutation; may call other services through Client::UnaryFor and
// may block until the call's deadline. Its value is handed to the mutation.
template <class Request, class Prepared>
using PrepareFn = std::function<absl::StatusOr<Prepared>(const Call&, const Request&)>;
template <class Request, class Response, class Prepared>
using PreparedMutationFn = std::function<absl::StatusOr<Response>(store::Txn&, const Call&,
                                                                  const Request&, const Prepared&)>;

using MessagePtr = std::unique_ptr<google::protobuf::Message>;

// One entered method with its types erased; made by MethodTable only.
struct Method {
  std::string name;  // short name, "GetSatker"
  const google::protobuf::Message* request_prototype = nullptr;
  const google::protobuf::Message* response_prototype = nullptr;
  enum class Kind { kRead, kLongRead, kMutation } kind = Kind::kRead;
  std::function<absl::StatusOr<MessagePtr>(const store::Reader&, const Call&,
                                           const google::protobuf::Message&)>
      read;
  // Null unless the method has a prepare step.
  std::function<absl::StatusOr<std::shared_ptr<void>>(const Call&,
                                                      const google::protobuf::Message&)>
      prepare;
  std::function<absl::StatusOr<MessagePtr>(store::Txn&, const Call&,
                                           const google::protobuf::Message&, const void* prepared)>
      mutate;
};

// The methods of one proto service. Entering a method that the proto does not declare, with other
// types, a kind that differs from its policy, or leaving a declared one out stops the start:
// rpc::Server checks it against the descriptor.
class MethodTable {
 public:
  // `service` is the full proto name, "sakip.planning.v1.PlanningService".
  explicit MethodTable(std::string service) : service_(std::move(service)) {}

  template <class Request, class Response>
  void Read(std::string name, ReadFn<Request, Response> fn) {
    AddRead<Request, Response>(std::move(name), Method::Kind::kRead, std::move(fn));
  }

  // A read that may take more than a few milliseconds; runs on the worker pool.
  template <class Request, class Response>
  void LongRead(std::string name, ReadFn<Request, Response> fn) {
    AddRead<Request, Response>(std::move(name), Method::Kind::kLongRead, std::move(fn));
  }

  template <class Request, class Response>
  void Mutation(std::string name, MutationFn<Request, Response> fn) {
    Method& method = Add<Request, Response>(std::move(name), Method::Kind::kMutation);
    method.mutate = [fn = std::move(fn)](store::Txn& txn, const Call& call,
                                         const google::protobuf::Message& request, const void*) {
      return Erase<Response>(fn(txn, call, static_cast<const Request&>(request)));
    };
  }

  template <class Request, class Response, class Prepared>
  void PreparedMutation(std::string name, PrepareFn<Request, Prepared> prepare,
                        PreparedMutationFn<Request, Response, Prepared> fn) {
    Method& method = Add<Request, Response>(std::move(name), Method::Kind::kMutation);
    method.prepare =
        [prepare = std::move(prepare)](
            const Call& call,
            const google::protobuf::Message& request) -> absl::StatusOr<std::shared_ptr<void>> {
      absl::StatusOr<Prepared> value = prepare(call, static_cast<const Request&>(request));
      if (!value.ok()) {
        return value.status();
      }
      return std::static_pointer_cast<void>(std::make_shared<Prepared>(*std::move(value)));
    };
    method.mutate = [fn = std::move(fn)](store::Txn& txn, const Call& call,
                                         const google::protobuf::Message& request,
                                         const void* prepared) {
      return Erase<Response>(fn(txn, call, static_cast<const Request&>(request),
                                *static_cast<const Prepared*>(prepared)));
    };
  }

  const std::string& service() const { return service_; }
  const std::vector<Method>& methods() const { return methods_; }

 private:
  template <class Response>
  static absl::StatusOr<MessagePtr> Erase(absl::StatusOr<Response> response) {
    if (!response.ok()) {
      return response.status();
    }
    return MessagePtr(std::make_unique<Response>(*std::move(response)));
  }

  template <class Request, class Response>
  void AddRead(std::string name, Method::Kind kind, ReadFn<Request, Response> fn) {
    Method& method = Add<Request, Response>(std::move(name), kind);
    method.read = [fn = std::move(fn)](const store::Reader& reader, const Call& call,
                                       const google::protobuf::Message& request) {
      return Erase<Response>(fn(reader, call, static_cast<const Request&>(request)));
    };
  }

  template <class Request, class Response>
  Method& Add(std::string name, Method::Kind kind) {
    Method& method = methods_.emplace_back();
    method.name = std::move(name);
    method.kind = kind;
    method.request_prototype = &Request::default_instance();
    method.response_prototype = &Response::default_instance();
    return method;
  }

  std::string service_;
  std::vector<Method> methods_;
};

}  // namespace sakip::rpc

#endif  // SAKIP_COMMON_RPC_HANDLER_H_
