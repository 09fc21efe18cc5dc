#include "common/rpc/status.h"

#include <grpcpp/support/status.h>

#include <optional>
#include <string>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "common/fault/fault.h"
#include "common/rpc/limits.h"
#include "common/store/store.h"
#include "common/text/utf8.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "sakip/common/v1/error_info.pb.h"

namespace sakip::rpc {
namespace {

using fault::Fault;
using fault::Reason;

constexpr char kTypePrefix[] = "type.googleapis.com/google.rpc.";
constexpr char kDomain[] = "sakip";
constexpr char kVerbatimPayload[] = "sakip/verbatim-details";
// `localized_message` of google.rpc.BadRequest.FieldViolation, which our copy predates.
constexpr int kViolationLocalized = 4;

// Cut at a character, so that what is left is still UTF-8.
std::string Shorten(const std::string& text) {
  if (text.size() <= kErrorTextBytesMax) {
    return text;
  }
  size_t end = kErrorTextBytesMax;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) {
    --end;
  }
  return text.substr(0, end) + "...";
}

std::string Clean(const std::string& text) {
  return text::IsValidUtf8(text) ? Shorten(text) : "(text is not UTF-8)";
}

void Pack(const google::protobuf::Message& message, std::string_view name,
          google::rpc::Status& out) {
  google::protobuf::Any& any = *out.add_details();
  any.set_type_url(std::string(kTypePrefix).append(name));
  any.set_value(message.SerializeAsString());
}

google::rpc::LocalizedMessage Indonesian(const std::string& text) {
  google::rpc::LocalizedMessage message;
  message.set_locale("id");
  message.set_message(Clean(text));
  return message;
}

// As many violations as fit; ErrorInfo's metadata has the whole count.
google::rpc::BadRequest MakeBadRequest(const Fault& fault) {
  google::rpc::BadRequest bad;
  size_t bytes = 0;
  for (const fault::Violation& violation : fault.violations) {
    google::rpc::BadRequest::FieldViolation entry;
    entry.set_field(Clean(violation.field));
    entry.set_description(Clean(violation.english));
    if (!violation.indonesian.empty()) {
      entry.GetReflection()->MutableUnknownFields(&entry)->AddLengthDelimited(
          kViolationLocalized, Indonesian(violation.indonesian).SerializeAsString());
    }
    bytes += entry.ByteSizeLong() + 4;
    if (bytes > kErrorDetailBytesMax && bad.field_violations_size() > 0) {
      break;
    }
    *bad.add_field_violations() = std::move(entry);
  }
  return bad;
}

google::rpc::PreconditionFailure MakePrecondition(const Fault& fault) {
  google::rpc::PreconditionFailure failure;
  auto& violation = *failure.add_violations();
  violation.set_type(std::string(fault::Info(fault.reason).name));
  for (const char* key : {"resource", "line", "name"}) {
    if (const auto found = fault.metadata.find(key); found != fault.metadata.end()) {
      violation.set_subject(Clean(found->second));
      break;
    }
  }
  violation.set_description(Clean(fault.english));
  return failure;
}

std::optional<Reason> ReasonNamed(const std::string& name) {
  for (const fault::ReasonInfo& info : fault::Catalogue()) {
    if (info.name == name) {
      return info.reason;
    }
  }
  return std::nullopt;
}

void ReadBadRequest(const google::rpc::BadRequest& bad, Fault& fault) {
  for (const auto& entry : bad.field_violations()) {
    fault::Violation& violation = fault.violations.emplace_back();
    violation.field = entry.field();
    violation.english = entry.description();
    const auto& unknown = entry.GetReflection()->GetUnknownFields(entry);
    google::rpc::LocalizedMessage localized;
    for (int i = 0; i < unknown.field_count(); ++i) {
      const auto& field = unknown.field(i);
      if (field.number() == kViolationLocalized &&
          field.type() == google::protobuf::UnknownField::TYPE_LENGTH_DELIMITED &&
          localized.ParseFromString(field.length_delimited())) {
        violation.indonesian = localized.message();
      }
    }
  }
}

std::optional<Fault> ReadFault(const google::rpc::Status& wire) {
  Fault fault;
  bool known = false;
  for (const google::protobuf::Any& any : wire.details()) {
    const std::string& url = any.type_url();
    sakip::common::v1::ErrorInfo info;
    google::rpc::BadRequest bad;
    google::rpc::LocalizedMessage localized;
    if (url == absl::StrCat(kTypePrefix, "ErrorInfo") && info.ParseFromString(any.value())) {
      const std::optional<Reason> reason = ReasonNamed(info.reason());
      if (info.domain() != kDomain || !reason.has_value()) {
        return std::nullopt;
      }
      known = true;
      fault.reason = *reason;
      fault.metadata = {info.metadata().begin(), info.metadata().end()};
    } else if (url == absl::StrCat(kTypePrefix, "BadRequest") && bad.ParseFromString(any.value())) {
      ReadBadRequest(bad, fault);
    } else if (url == absl::StrCat(kTypePrefix, "LocalizedMessage") &&
               localized.ParseFromString(any.value())) {
      fault.indonesian = localized.message();
    }
  }
  fault.english = wire.message();
  return known ? std::optional<Fault>(std::move(fault)) : std::nullopt;
}

// What a status that carries no fault may say outside: its kind. Its text was written for the log,
// by a store or a library.
Reason ReasonOf(const absl::Status& status) {
  if (store::IsStorageLow(status)) {
    return Reason::kStorageLow;
  }
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
      return Reason::kInvalidField;
    case absl::StatusCode::kNotFound:
      return Reason::kNotFound;
    case absl::StatusCode::kAlreadyExists:
      return Reason::kAlreadyExists;
    case absl::StatusCode::kUnimplemented:
      return Reason::kUnknownMethod;
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kCancelled:
      return Reason::kDeadlineExceeded;
    case absl::StatusCode::kUnavailable:
      return Reason::kShuttingDown;
    case absl::StatusCode::kResourceExhausted:
      return Reason::kOverloaded;
    case absl::StatusCode::kUnauthenticated:
      return Reason::kNotAuthenticated;
    case absl::StatusCode::kPermissionDenied:
      return Reason::kPermissionDenied;
    default:
      return Reason::kInternal;
  }
}

}  // namespace

absl::Status Verbatim(const grpc::Status& status) {
  absl::Status verbatim(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
  FromWire(status).ForEachPayload([&verbatim](absl::string_view url, const absl::Cord& payload) {
    verbatim.SetPayload(url, payload);
  });
  verbatim.SetPayload(kVerbatimPayload, absl::Cord(status.error_details()));
  return verbatim;
}

absl::Status WithFault(const absl::Status& status) {
  if (status.ok() || status.GetPayload(kVerbatimPayload).has_value()) {
    return status;
  }
  std::optional<Fault> fault = fault::FromStatus(status);
  if (!fault.has_value()) {
    return fault::Refuse(ReasonOf(status), "", "");
  }
  if (fault->reason == Reason::kInternal) {
    return fault::Refuse(Reason::kInternal, "", "");
  }
  return status;
}

bool HidesCause(const absl::Status& status) {
  if (status.ok() || status.GetPayload(kVerbatimPayload).has_value()) {
    return false;
  }
  const std::optional<Fault> fault = fault::FromStatus(status);
  return !fault.has_value() || fault->reason == Reason::kInternal;
}

grpc::Status ToWire(const absl::Status& status) {
  if (status.ok()) {
    return grpc::Status::OK;
  }
  if (const auto details = status.GetPayload(kVerbatimPayload); details.has_value()) {
    return {static_cast<grpc::StatusCode>(status.code()), std::string(status.message()),
            std::string(*details)};
  }
  const Fault fault = fault::FromStatus(WithFault(status)).value_or(Fault{});
  const fault::ReasonInfo& info = fault::Info(fault.reason);
  google::rpc::Status wire;
  wire.set_code(static_cast<int>(info.code));
  wire.set_message(Clean(fault.english));
  sakip::common::v1::ErrorInfo error;
  error.set_reason(std::string(info.name));
  error.set_domain(kDomain);
  for (const auto& [key, value] : fault.metadata) {
    (*error.mutable_metadata())[Clean(key)] = Clean(value);
  }
  Pack(error, "ErrorInfo", wire);
  if (!fault.violations.empty()) {
    Pack(MakeBadRequest(fault), "BadRequest", wire);
  }
  if (info.code == absl::StatusCode::kFailedPrecondition) {
    Pack(MakePrecondition(fault), "PreconditionFailure", wire);
  }
  Pack(Indonesian(fault.indonesian), "LocalizedMessage", wire);
  return {static_cast<grpc::StatusCode>(wire.code()), wire.message(), wire.SerializeAsString()};
}

absl::Status FromWire(const grpc::Status& status) {
  if (status.ok()) {
    return absl::OkStatus();
  }
  google::rpc::Status wire;
  if (!status.error_details().empty() && wire.ParseFromString(status.error_details())) {
    if (const std::optional<Fault> fault = ReadFault(wire); fault.has_value()) {
      return fault::ToStatus(*fault);
    }
  }
  switch (status.error_code()) {
    case grpc::StatusCode::UNAVAILABLE:
      return fault::Refuse(Reason::kDependencyDown, "", "");
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return fault::Refuse(Reason::kDeadlineExceeded, "", "");
    default:
      return {static_cast<absl::StatusCode>(status.error_code()), status.error_message()};
  }
}

}  // namespace sakip::rpc
