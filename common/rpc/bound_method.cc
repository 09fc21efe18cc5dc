#include "common/rpc/bound_method.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/rpc/policy.h"
#include "sakip/common/v1/options.pb.h"
#include "sakip/common/v1/revision.pb.h"

namespace sakip::rpc {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;
using sakip::common::v1::FieldRules;
using sakip::common::v1::MethodPolicy;

const FieldDescriptor* Singular(const Descriptor& message, const std::string& name,
                                FieldDescriptor::Type type) {
  const FieldDescriptor* field = message.FindFieldByName(name);
  return field != nullptr && !field->is_repeated() && field->type() == type ? field : nullptr;
}

class Binder {
 public:
  void BindTable(const MethodTable& table) {
    const ServiceDescriptor* service =
        DescriptorPool::generated_pool()->FindServiceByName(table.service());
    if (service == nullptr) {
      Mistake(table.service(), "is not a linked proto service");
      return;
    }
    std::set<std::string> entered;
    for (const Method& method : table.methods()) {
      const std::string path = absl::StrCat("/", table.service(), "/", method.name);
      const MethodDescriptor* descriptor = service->FindMethodByName(method.name);
      if (descriptor == nullptr) {
        Mistake(path, "is not declared by the service");
      } else if (!entered.insert(method.name).second || bound.contains(path)) {
        Mistake(path, "is entered twice");
      } else {
        BindMethod(*descriptor, method, path);
      }
    }
    for (int i = 0; i < service->method_count(); ++i) {
      if (!entered.contains(service->method(i)->name())) {
        Mistake(absl::StrCat("/", table.service(), "/", service->method(i)->name()),
                "is declared but not entered");
      }
    }
  }

  BoundMethods bound;
  std::vector<std::string> mistakes;

 private:
  void Mistake(const std::string& where, const std::string& what) {
    mistakes.push_back(absl::StrCat(where, " ", what));
  }

  void BindMethod(const MethodDescriptor& descriptor, const Method& method,
                  const std::string& path) {
    const Descriptor& request = *descriptor.input_type();
    const Descriptor& response = *descriptor.output_type();
    if (method.request_prototype->GetDescriptor() != &request ||
        method.response_prototype->GetDescriptor() != &response || descriptor.client_streaming() ||
        descriptor.server_streaming()) {
      Mistake(path, "has other message types than declared");
      return;
    }
    absl::StatusOr<Validator> validator = Validator::Compile(request);
    if (!validator.ok()) {
      Mistake(path, std::string(validator.status().message()));
      return;
    }
    BoundMethod made{.entry = method, .path = path, .permission = {}, .validator = *validator};
    made.consistency_token = Singular(response, "consistency_token", FieldDescriptor::TYPE_STRING);
    made.revision = Singular(response, "revision", FieldDescriptor::TYPE_MESSAGE);
    if (made.revision != nullptr &&
        made.revision->message_type() != sakip::common::v1::Revision::descriptor()) {
      made.revision = nullptr;
    }
    made.validate_only = Singular(request, "validate_only", FieldDescriptor::TYPE_BOOL);
    made.freshness = Singular(request, "consistency_token", FieldDescriptor::TYPE_STRING);
    CheckPolicy(descriptor, made);
    if (method.kind == Method::Kind::kMutation) {
      CheckMutation(request, made);
    }
    bound.emplace(path, std::move(made));
  }

  void CheckPolicy(const MethodDescriptor& descriptor, BoundMethod& made) {
    if (!descriptor.options().HasExtension(sakip::common::v1::policy)) {
      Mistake(made.path, "has no policy");
      return;
    }
    const MethodPolicy& policy = descriptor.options().GetExtension(sakip::common::v1::policy);
    made.permission = policy.permission();
    if (!IsPermission(policy.permission())) {
      Mistake(made.path, absl::StrCat("asks for the permission '", policy.permission(),
                                      "', which no role has"));
    }
    const auto kind = made.entry.kind == Method::Kind::kMutation ? MethodPolicy::KIND_MUTATION
                                                                 : MethodPolicy::KIND_READ;
    if (policy.kind() != kind) {
      Mistake(made.path, "is entered as another kind than its policy says");
    }
    if (!policy.satker_field().empty()) {
      made.satker =
          Singular(*descriptor.input_type(), policy.satker_field(), FieldDescriptor::TYPE_STRING);
      if (made.satker == nullptr) {
        Mistake(made.path, absl::StrCat("has no string field '", policy.satker_field(), "'"));
      }
    }
  }

  void CheckMutation(const Descriptor& request, BoundMethod& made) {
    made.request_id = Singular(request, "request_id", FieldDescriptor::TYPE_STRING);
    const FieldRules rules =
        made.request_id == nullptr
            ? FieldRules()
            : made.request_id->options().GetExtension(sakip::common::v1::rules);
    if (!rules.required() || rules.format() != FieldRules::FORMAT_UUID) {
      Mistake(made.path, "needs a required string request_id of FORMAT_UUID");
    }
    if (made.consistency_token == nullptr) {
      Mistake(made.path, "needs a string consistency_token in its response");
    }
  }
};

}  // namespace

absl::StatusOr<BoundMethods> Bind(const std::vector<MethodTable>& tables) {
  Binder binder;
  for (const MethodTable& table : tables) {
    binder.BindTable(table);
  }
  if (!binder.mistakes.empty()) {
    return absl::InternalError(absl::StrJoin(binder.mistakes, "; "));
  }
  return std::move(binder.bound);
}

}  // namespace sakip::rpc
