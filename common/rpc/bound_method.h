#ifndef SAKIP_COMMON_RPC_BOUND_METHOD_H_
#define SAKIP_COMMON_RPC_BOUND_METHOD_H_

#include <google/protobuf/descriptor.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/rpc/handler.h"
#include "common/rpc/validator.h"

// A method table, checked against its proto service at the start. Thread-safe once made.
namespace sakip::rpc {

struct BoundMethod {
  Method entry;
  std::string path;  // "/sakip.budget.v1.BudgetService/PostRealisasi"
  std::string permission;
  Validator validator;
  // Fields by what they mean to the dispatcher; null where the message has none.
  const google::protobuf::FieldDescriptor* satker = nullptr;             // request
  const google::protobuf::FieldDescriptor* request_id = nullptr;         // request
  const google::protobuf::FieldDescriptor* validate_only = nullptr;      // request
  const google::protobuf::FieldDescriptor* freshness = nullptr;          // request
  const google::protobuf::FieldDescriptor* consistency_token = nullptr;  // response
  const google::protobuf::FieldDescriptor* revision = nullptr;           // response
};

using BoundMethods = std::map<std::string, BoundMethod, std::less<>>;  // by path

// INTERNAL with every mistake found: a method missing, unknown or entered twice, other message
// types, no policy, an unknown permission, a kind or field that does not fit.
absl::StatusOr<BoundMethods> Bind(const std::vector<MethodTable>& tables);

}  // namespace sakip::rpc

#endif  // SAKIP_COMMON_RPC_BOUND_METHOD_H_
