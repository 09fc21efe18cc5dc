#include "common/rpc/canonical.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <cstdint>
#include <set>

#include "common/rpc/crypto.h"
#include "common/store/big_endian.h"

namespace sakip::rpc {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using store::AppendBigEndian32;
using store::AppendBigEndian64;

char KindOf(const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return 's';
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return 'm';
    default:
      return 'i';
  }
}

void AppendFields(std::string& out, const Message& message,
                  const std::vector<std::string_view>& without);

void AppendBlock(std::string& out, std::string_view bytes) {
  AppendBigEndian64(out, bytes.size());
  out.append(bytes);
}

void AppendSigned(std::string& out, int64_t value) {
  AppendBigEndian64(out, static_cast<uint64_t>(value));
}

void AppendMessage(std::string& out, const Message& message) {
  std::string fields;
  AppendFields(fields, message, {});
  AppendBlock(out, fields);
}

// One reader for singular and repeated fields; `index` counts only for the latter.
void AppendValue(std::string& out, const Message& message, const FieldDescriptor& field,
                 int index) {
  const Reflection& r = *message.GetReflection();
  const bool many = field.is_repeated();
  std::string scratch;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      AppendBlock(out, many ? r.GetRepeatedStringReference(message, &field, index, &scratch)
                            : r.GetStringReference(message, &field, &scratch));
      return;
    case FieldDescriptor::CPPTYPE_MESSAGE:
      AppendMessage(
          out, many ? r.GetRepeatedMessage(message, &field, index) : r.GetMessage(message, &field));
      return;
    case FieldDescriptor::CPPTYPE_INT32:
      AppendSigned(out,
                   many ? r.GetRepeatedInt32(message, &field, index) : r.GetInt32(message, &field));
      return;
    case FieldDescriptor::CPPTYPE_INT64:
      AppendSigned(out,
                   many ? r.GetRepeatedInt64(message, &field, index) : r.GetInt64(message, &field));
      return;
    case FieldDescriptor::CPPTYPE_UINT32:
      AppendBigEndian64(
          out, many ? r.GetRepeatedUInt32(message, &field, index) : r.GetUInt32(message, &field));
      return;
    case FieldDescriptor::CPPTYPE_UINT64:
      AppendBigEndian64(
          out, many ? r.GetRepeatedUInt64(message, &field, index) : r.GetUInt64(message, &field));
      return;
    case FieldDescriptor::CPPTYPE_BOOL:
      AppendBigEndian64(
          out,
          (many ? r.GetRepeatedBool(message, &field, index) : r.GetBool(message, &field)) ? 1 : 0);
      return;
    case FieldDescriptor::CPPTYPE_ENUM:
      AppendSigned(out, many ? r.GetRepeatedEnumValue(message, &field, index)
                             : r.GetEnumValue(message, &field));
      return;
    case FieldDescriptor::CPPTYPE_FLOAT:
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return;  // refused at the start by CanonicalError
  }
}

void AppendFields(std::string& out, const Message& message,
                  const std::vector<std::string_view>& without) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);  // by number
  for (const FieldDescriptor* field : fields) {
    if (std::find(without.begin(), without.end(), field->name()) != without.end()) {
      continue;
    }
    AppendBigEndian32(out, static_cast<uint32_t>(field->number()));
    if (!field->is_repeated()) {
      out.push_back(KindOf(*field));
      AppendValue(out, message, *field, 0);
      continue;
    }
    const int count = message.GetReflection()->FieldSize(message, field);
    out.push_back('r');
    AppendBigEndian64(out, static_cast<uint64_t>(count));
    out.push_back(KindOf(*field));
    for (int i = 0; i < count; ++i) {
      AppendValue(out, message, *field, i);
    }
  }
}

std::string ErrorIn(const Descriptor& descriptor, std::set<const Descriptor*>& seen) {
  if (!seen.insert(&descriptor).second) {
    return {};
  }
  for (int i = 0; i < descriptor.field_count(); ++i) {
    const FieldDescriptor& field = *descriptor.field(i);
    if (field.is_map()) {
      return field.full_name() + " is a map";
    }
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE ||
        field.cpp_type() == FieldDescriptor::CPPTYPE_FLOAT) {
      return field.full_name() + " is a floating-point number";
    }
    if (field.message_type() != nullptr) {
      if (std::string inner = ErrorIn(*field.message_type(), seen); !inner.empty()) {
        return inner;
      }
    }
  }
  return {};
}

}  // namespace

std::string CanonicalBytes(const Message& message, const std::vector<std::string_view>& without) {
  std::string out;
  AppendFields(out, message, without);
  return out;
}

std::string Fingerprint(const Message& message, const std::vector<std::string_view>& without) {
  std::string bytes = "sakip-request-v1";
  AppendBlock(bytes, message.GetDescriptor()->full_name());
  AppendFields(bytes, message, without);
  return Sha256(bytes);
}

std::string CanonicalError(const Descriptor& descriptor) {
  std::set<const Descriptor*> seen;
  return ErrorIn(descriptor, seen);
}

}  // namespace sakip::rpc
