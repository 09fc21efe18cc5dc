#include "common/rpc/validator.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/resource_name/resource_name.h"
#include "common/rpc/canonical.h"
#include "common/rpc/formats.h"
#include "common/rpc/limits.h"
#include "common/text/utf8.h"
#include "google/api/field_behavior.pb.h"

namespace sakip::rpc {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using sakip::common::v1::FieldRules;

bool IsOutputOnly(const FieldDescriptor& field) {
  const auto& options = field.options();
  for (int i = 0; i < options.ExtensionSize(google::api::field_behavior); ++i) {
    if (options.GetExtension(google::api::field_behavior, i) == google::api::OUTPUT_ONLY) {
      return true;
    }
  }
  return false;
}

bool IsNumber(const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_INT64:
    case FieldDescriptor::CPPTYPE_UINT32:
    case FieldDescriptor::CPPTYPE_UINT64:
      return true;
    default:
      return false;
  }
}

// What is wrong with the rules themselves; a mistake of ours, found at the start.
std::string RuleMistake(const FieldDescriptor& field, const FieldRules& rules) {
  const bool text = field.type() == FieldDescriptor::TYPE_STRING;
  if ((rules.format() != FieldRules::FORMAT_UNSPECIFIED || !rules.resource().empty()) && !text) {
    return "format and resource are for strings";
  }
  if (!FieldRules::Format_IsValid(rules.format())) {
    return "unknown format";
  }
  if ((rules.min_len() != 0 || rules.max_len() != 0) &&
      field.cpp_type() != FieldDescriptor::CPPTYPE_STRING) {
    return "min_len and max_len are for strings and bytes";
  }
  if ((rules.min_items() != 0 || rules.max_items() != 0) && !field.is_repeated()) {
    return "min_items and max_items are for repeated fields";
  }
  if ((rules.has_min() || rules.has_max()) && !IsNumber(field)) {
    return "min and max are for integers";
  }
  return {};
}

}  // namespace

absl::StatusOr<Validator> Validator::Compile(const Descriptor& request) {
  if (std::string error = CanonicalError(request); !error.empty()) {
    return absl::InternalError(error + ", which a request cannot have");
  }
  Validator validator;
  validator.root_ = &request;
  if (absl::Status status = validator.CompileMessage(request); !status.ok()) {
    return status;
  }
  return validator;
}

absl::Status Validator::CompileMessage(const Descriptor& descriptor) {
  const auto [place, is_new] = plans_.try_emplace(&descriptor);
  if (!is_new) {
    return absl::OkStatus();
  }
  Plan plan;
  for (int i = 0; i < descriptor.field_count(); ++i) {
    Field entry;
    entry.field = descriptor.field(i);
    entry.rules = entry.field->options().GetExtension(sakip::common::v1::rules);
    entry.output_only = IsOutputOnly(*entry.field);
    if (std::string mistake = RuleMistake(*entry.field, entry.rules); !mistake.empty()) {
      return absl::InternalError(absl::StrCat(entry.field->full_name(), ": ", mistake));
    }
    if (!entry.rules.resource().empty()) {
      entry.patterns = absl::StrSplit(entry.rules.resource(), '|');
    }
    if (entry.field->message_type() != nullptr) {
      if (absl::Status status = CompileMessage(*entry.field->message_type()); !status.ok()) {
        return status;
      }
    }
    plan.push_back(std::move(entry));
  }
  plans_.at(&descriptor) = std::move(plan);
  return absl::OkStatus();
}

void Validator::ClearOutputOnly(Message& request) const {
  const Reflection& reflection = *request.GetReflection();
  for (const Field& entry : plans_.at(request.GetDescriptor())) {
    if (entry.output_only) {
      reflection.ClearField(&request, entry.field);
    } else if (entry.field->message_type() != nullptr) {
      if (!entry.field->is_repeated()) {
        if (reflection.HasField(request, entry.field)) {
          ClearOutputOnly(*reflection.MutableMessage(&request, entry.field));
        }
        continue;
      }
      for (int i = 0; i < reflection.FieldSize(request, entry.field); ++i) {
        ClearOutputOnly(*reflection.MutableRepeatedMessage(&request, entry.field, i));
      }
    }
  }
}

// One walk through one request.
class Validator::Run {
 public:
  Run(const Validator& validator, fault::Violations& violations)
      : validator_(validator), violations_(violations) {}

  void CheckMessage(const Message& message, const std::string& prefix) {
    for (const Field& entry : validator_.plans_.at(message.GetDescriptor())) {
      if (count_ >= kViolationsCollectedMax) {
        return;
      }
      const std::string path = prefix + entry.field->name();
      if (entry.field->is_repeated()) {
        CheckRepeated(message, entry, path);
      } else {
        CheckSingular(message, entry, path);
      }
    }
  }

 private:
  void Add(const std::string& path, std::string english, std::string indonesian) {
    ++count_;
    violations_.Add(path, std::move(english), std::move(indonesian));
  }

  void CheckSingular(const Message& message, const Field& entry, const std::string& path) {
    if (!message.GetReflection()->HasField(message, entry.field)) {
      if (entry.rules.required()) {
        Add(path, "is required", "wajib diisi");
      }
      return;
    }
    CheckValue(message, entry, -1, path);
  }

  void CheckRepeated(const Message& message, const Field& entry, const std::string& path) {
    const FieldRules& rules = entry.rules;
    const auto count =
        static_cast<uint32_t>(message.GetReflection()->FieldSize(message, entry.field));
    if (count == 0 && rules.required()) {
      Add(path, "is required", "wajib diisi");
    } else if (count < rules.min_items()) {
      Add(path, absl::StrCat("must have at least ", rules.min_items(), " elements"),
          absl::StrCat("harus berisi paling sedikit ", rules.min_items(), " unsur"));
    } else if (rules.max_items() != 0 && count > rules.max_items()) {
      Add(path, absl::StrCat("must have at most ", rules.max_items(), " elements, has ", count),
          absl::StrCat("harus berisi paling banyak ", rules.max_items(), " unsur, ada ", count));
      return;
    }
    for (int i = 0; i < static_cast<int>(count) && count_ < kViolationsCollectedMax; ++i) {
      CheckValue(message, entry, i, absl::StrCat(path, "[", i, "]"));
    }
  }

  // `index` is -1 for a singular field.
  void CheckValue(const Message& message, const Field& entry, int index, const std::string& path) {
    const Reflection& r = *message.GetReflection();
    const FieldDescriptor* field = entry.field;
    const bool many = index >= 0;
    std::string scratch;
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        CheckMessage(
            many ? r.GetRepeatedMessage(message, field, index) : r.GetMessage(message, field),
            path + ".");
        return;
      case FieldDescriptor::CPPTYPE_STRING:
        CheckString(entry,
                    many ? r.GetRepeatedStringReference(message, field, index, &scratch)
                         : r.GetStringReference(message, field, &scratch),
                    path);
        return;
      case FieldDescriptor::CPPTYPE_ENUM:
        CheckEnum(
            entry,
            many ? r.GetRepeatedEnumValue(message, field, index) : r.GetEnumValue(message, field),
            path);
        return;
      case FieldDescriptor::CPPTYPE_INT32:
        return CheckNumber(
            entry, many ? r.GetRepeatedInt32(message, field, index) : r.GetInt32(message, field),
            path);
      case FieldDescriptor::CPPTYPE_INT64:
        return CheckNumber(
            entry, many ? r.GetRepeatedInt64(message, field, index) : r.GetInt64(message, field),
            path);
      case FieldDescriptor::CPPTYPE_UINT32:
        return CheckNumber(
            entry, many ? r.GetRepeatedUInt32(message, field, index) : r.GetUInt32(message, field),
            path);
      case FieldDescriptor::CPPTYPE_UINT64:
        // Above int64 only `max` can speak, and it always does.
        return CheckNumber(
            entry,
            static_cast<int64_t>(std::min<uint64_t>(
                many ? r.GetRepeatedUInt64(message, field, index) : r.GetUInt64(message, field),
                INT64_MAX)),
            path);
      default:
        return;
    }
  }

  void CheckNumber(const Field& entry, int64_t value, const std::string& path) {
    if (entry.rules.has_min() && value < entry.rules.min()) {
      Add(path, absl::StrCat("must be at least ", entry.rules.min()),
          absl::StrCat("harus paling sedikit ", entry.rules.min()));
    } else if (entry.rules.has_max() && value > entry.rules.max()) {
      Add(path, absl::StrCat("must be at most ", entry.rules.max()),
          absl::StrCat("harus paling banyak ", entry.rules.max()));
    }
  }

  void CheckEnum(const Field& entry, int number, const std::string& path) {
    if (entry.field->enum_type()->FindValueByNumber(number) == nullptr) {
      Add(path, "is not a known value", "bukan nilai yang dikenal");
    } else if (number == 0 && entry.rules.required()) {
      Add(path, "is required", "wajib diisi");
    }
  }

  void CheckString(const Field& entry, const std::string& value, const std::string& path) {
    const FieldRules& rules = entry.rules;
    if (entry.field->type() == FieldDescriptor::TYPE_BYTES) {
      CheckLength(rules, value.size(), "bytes", "bita", path);
      return;
    }
    if (!text::IsValidUtf8(value)) {
      Add(path, "is not valid UTF-8", "bukan UTF-8 yang sah");
      return;
    }
    CheckLength(rules, text::CountCodePoints(value), "characters", "karakter", path);
    if (value.empty()) {
      if (rules.required() || rules.format() != FieldRules::FORMAT_UNSPECIFIED ||
          !entry.patterns.empty()) {
        Add(path, "must not be empty", "tidak boleh kosong");
      }
      return;
    }
    if (rules.format() != FieldRules::FORMAT_UNSPECIFIED) {
      if (std::optional<BrokenRule> broken = CheckFormat(rules.format(), value)) {
        Add(path, std::move(broken->english), std::move(broken->indonesian));
      }
    } else if (entry.patterns.empty() && text::HasControlOrBidi(value, text::LineBreaks::kAllow)) {
      Add(path, "has control, direction or zero-width characters",
          "memuat karakter kendali, arah tulisan, atau lebar nol");
    }
    const auto matches = [&value](const std::string& pattern) {
      return resource_name::Match(pattern, value).ok();
    };
    if (!entry.patterns.empty() &&
        std::none_of(entry.patterns.begin(), entry.patterns.end(), matches)) {
      Add(path, absl::StrCat("must be a name like ", rules.resource()),
          absl::StrCat("harus berupa nama seperti ", rules.resource()));
    }
  }

  void CheckLength(const FieldRules& rules, size_t length, const char* unit, const char* satuan,
                   const std::string& path) {
    if (length < rules.min_len()) {
      Add(path, absl::StrCat("must have at least ", rules.min_len(), " ", unit),
          absl::StrCat("harus paling sedikit ", rules.min_len(), " ", satuan));
    } else if (rules.max_len() != 0 && length > rules.max_len()) {
      Add(path, absl::StrCat("must have at most ", rules.max_len(), " ", unit, ", has ", length),
          absl::StrCat("harus paling banyak ", rules.max_len(), " ", satuan, ", ada ", length));
    }
  }

  const Validator& validator_;
  fault::Violations& violations_;
  size_t count_ = 0;
};

void Validator::Check(const Message& request, fault::Violations& violations) const {
  Run(*this, violations).CheckMessage(request, "");
}

namespace {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;

// False as soon as `left` runs out. Stops quietly at bytes the parser will refuse anyway.
bool CountElements(const Descriptor* descriptor, CodedInputStream& in, size_t& left,
                   int depth_left) {
  if (depth_left == 0) {
    return false;
  }
  while (const uint32_t tag = in.ReadTag()) {
    const FieldDescriptor* field =
        descriptor == nullptr
            ? nullptr
            : descriptor->FindFieldByNumber(WireFormatLite::GetTagFieldNumber(tag));
    if (WireFormatLite::GetTagWireType(tag) != WireFormatLite::WIRETYPE_LENGTH_DELIMITED) {
      if (!WireFormatLite::SkipField(&in, tag)) {
        return true;
      }
      continue;
    }
    if (left-- == 0) {
      return false;
    }
    uint32_t size = 0;
    if (!in.ReadVarint32(&size) || size > INT32_MAX) {
      return true;
    }
    if (field == nullptr || field->message_type() == nullptr) {
      if (!in.Skip(static_cast<int>(size))) {
        return true;
      }
      continue;
    }
    const auto limit = in.PushLimit(static_cast<int>(size));
    if (!CountElements(field->message_type(), in, left, depth_left - 1)) {
      return false;
    }
    if (in.BytesUntilLimit() > 0) {
      return true;
    }
    in.PopLimit(limit);
  }
  return true;
}

}  // namespace

bool ElementsWithin(const Descriptor& descriptor, std::string_view bytes, size_t max,
                    int depth_max) {
  CodedInputStream in(reinterpret_cast<const uint8_t*>(bytes.data()),
                      static_cast<int>(bytes.size()));
  size_t left = max;
  return CountElements(&descriptor, in, left, depth_max);
}

}  // namespace sakip::rpc
