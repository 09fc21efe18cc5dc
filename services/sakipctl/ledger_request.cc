#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <functional>
#include <iterator>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "common/resource_name/resource_name.h"
#include "common/status/status_macros.h"
#include "google/api/field_behavior.pb.h"
#include "sakip/budget/v1/dipa_service.pb.h"
#include "sakip/budget/v1/laporan_anggaran_service.pb.h"
#include "sakip/budget/v1/pembayaran_service.pb.h"
#include "sakip/budget/v1/pembukuan_service.pb.h"
#include "sakip/common/v1/options.pb.h"
#include "services/sakipctl/connection.h"
#include "services/sakipctl/ledger.h"

namespace sakip::sakipctl {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr size_t kDataBytesMax = size_t{4} << 20;

const common::v1::FieldRules& RulesOf(const FieldDescriptor& field) {
  return field.options().GetExtension(common::v1::rules);
}

// Filled by another way than --FIELD, or by nobody.
bool IsOwn(const FieldDescriptor& field) {
  static const auto& names = *new std::set<std::string>{
      "parent", "name", "validate_only", "page_size", "page_token", "consistency_token"};
  return names.count(field.name()) > 0;
}

bool IsOutputOnly(const FieldDescriptor& field) {
  const auto& behavior = field.options();
  for (int i = 0; i < behavior.ExtensionSize(google::api::field_behavior); ++i) {
    if (behavior.GetExtension(google::api::field_behavior, i) == google::api::OUTPUT_ONLY) {
      return true;
    }
  }
  return false;
}

bool IsSettable(const FieldDescriptor& field) {
  return !field.is_repeated() && field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE &&
         !IsOutputOnly(field) && !IsOwn(field);
}

std::string OptionName(const FieldDescriptor& field) {
  std::string name = field.name();
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

void ForEachSettable(const Descriptor& type, const std::function<void(const FieldDescriptor&)>& f) {
  for (int i = 0; i < type.field_count(); ++i) {
    if (IsSettable(*type.field(i))) {
      f(*type.field(i));
    }
  }
}

bool TakesData(const Descriptor& request) {
  for (int i = 0; i < request.field_count(); ++i) {
    const FieldDescriptor& field = *request.field(i);
    if (field.is_repeated() || field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      return true;
    }
  }
  return false;
}

absl::Status Bad(const std::string& option, const std::string& text, const std::string& wants) {
  return absl::InvalidArgumentError(
      absl::StrCat("--", option, " is ", wants, ", not '", text, "'"));
}

template <class Number>
bool ReadNumber(const std::string& text, Number& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

absl::Status SetEnum(const std::string& option, std::string text, const FieldDescriptor& field,
                     Message* message) {
  const EnumDescriptor& type = *field.enum_type();
  const std::string zero = type.value(0)->name();
  const std::string prefix = zero.substr(0, zero.rfind("UNSPECIFIED"));
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  const auto* value = type.FindValueByName(prefix + text);
  if (value == nullptr || value->number() == 0) {
    std::string known;
    for (int i = 1; i < type.value_count(); ++i) {
      absl::StrAppend(&known, i == 1 ? "" : ", ", type.value(i)->name().substr(prefix.size()));
    }
    return Bad(option, text, "one of " + known);
  }
  message->GetReflection()->SetEnum(message, &field, value);
  return absl::OkStatus();
}

absl::Status Set(const std::string& option, const std::string& text, const FieldDescriptor& field,
                 Message* message) {
  const auto& reflection = *message->GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      reflection.SetString(message, &field, text);
      return absl::OkStatus();
    case FieldDescriptor::CPPTYPE_ENUM:
      return SetEnum(option, text, field, message);
    case FieldDescriptor::CPPTYPE_BOOL:
      if (text != "ya" && text != "tidak") {
        return Bad(option, text, "ya or tidak");
      }
      reflection.SetBool(message, &field, text == "ya");
      return absl::OkStatus();
    case FieldDescriptor::CPPTYPE_INT32: {
      int32_t value = 0;
      if (!ReadNumber(text, value)) {
        return Bad(option, text, "a whole number");
      }
      reflection.SetInt32(message, &field, value);
      return absl::OkStatus();
    }
    case FieldDescriptor::CPPTYPE_INT64: {
      int64_t value = 0;
      if (!ReadNumber(text, value)) {
        return Bad(option, text, "a whole number without dots");
      }
      reflection.SetInt64(message, &field, value);
      return absl::OkStatus();
    }
    default:
      return absl::InternalError(absl::StrCat("--", option, " has a type without a form"));
  }
}

absl::Status ReadData(const std::string& path, Message* message) {
  std::ifstream in(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!in.good() && text.empty()) {
    return absl::InvalidArgumentError(absl::StrCat("--data: ", path, " cannot be read"));
  }
  if (text.size() > kDataBytesMax) {
    return absl::InvalidArgumentError(absl::StrCat("--data: ", path, " is larger than 4 MiB"));
  }
  const auto status = google::protobuf::util::JsonStringToMessage(text, message);
  if (!status.ok()) {
    return absl::InvalidArgumentError(absl::StrCat("--data: ", path, " is no ",
                                                   message->GetDescriptor()->name(), ": ",
                                                   std::string(status.message())));
  }
  return absl::OkStatus();
}

// "satker/6474/tagihan/2017-gaji-01" of that or of "2017-gaji-01" at office 6474.
absl::StatusOr<std::string> FullName(const FieldDescriptor& field, const std::string& name,
                                     const std::string& satker) {
  if (name.find('/') != std::string::npos) {
    return name;
  }
  if (!resource_name::IsSatkerId(satker)) {
    return absl::InvalidArgumentError(
        absl::StrCat("'", name, "' needs --satker, or the whole ", RulesOf(field).resource()));
  }
  auto made = resource_name::Format(RulesOf(field).resource(), {satker, name});
  if (!made.ok()) {
    return absl::InvalidArgumentError(absl::StrCat("'", name, "' is no name"));
  }
  return made;
}

absl::Status SetParent(const std::string& satker, Message* request) {
  const FieldDescriptor* parent = request->GetDescriptor()->FindFieldByName("parent");
  if (parent == nullptr) {
    return absl::OkStatus();
  }
  if (!resource_name::IsSatkerId(satker)) {
    return absl::InvalidArgumentError("--satker needs an office's area code, such as 6474");
  }
  request->GetReflection()->SetString(request, parent, "satker/" + satker);
  return absl::OkStatus();
}

absl::Status SetName(const Arguments& arguments, const std::string& name, Message* request,
                     Message* document) {
  const FieldDescriptor* field = NamaOf(*request->GetDescriptor());
  if (field == nullptr) {
    return name.empty() ? absl::OkStatus()
                        : absl::InvalidArgumentError(absl::StrCat("'", name, "' is too much"));
  }
  Message* owner = field->containing_type() == request->GetDescriptor() ? request : document;
  if (name.empty()) {
    if (owner->GetReflection()->GetString(*owner, field).empty()) {
      return absl::InvalidArgumentError(
          absl::StrCat("which ", RulesOf(*field).resource(), "? Its NAME is missing"));
    }
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(std::string full, FullName(*field, name, arguments.Get("satker").value_or("")));
  owner->GetReflection()->SetString(owner, field, std::move(full));
  return absl::OkStatus();
}

// The request's own field before the document's.
absl::Status SetOption(const std::string& option, const std::string& text, Message* request,
                       Message* document) {
  std::string name = option;
  std::replace(name.begin(), name.end(), '-', '_');
  for (Message* message : {request, document}) {
    const FieldDescriptor* field =
        message == nullptr ? nullptr : message->GetDescriptor()->FindFieldByName(name);
    if (field != nullptr && IsSettable(*field)) {
      return Set(option, text, *field, message);
    }
  }
  return absl::InvalidArgumentError(absl::StrCat("--", option, " is no option of this command"));
}

void SetDefaults(const Arguments& arguments, Message* request) {
  const Descriptor& type = *request->GetDescriptor();
  const auto& reflection = *request->GetReflection();
  if (const auto* field = type.FindFieldByName("validate_only"); field != nullptr) {
    reflection.SetBool(request, field, arguments.Has("validate-only"));
  }
  const auto* id = type.FindFieldByName("request_id");
  if (id != nullptr && reflection.GetString(*request, id).empty()) {
    reflection.SetString(request, id, RandomRequestId());
  }
  if (const auto* size = type.FindFieldByName("page_size"); size != nullptr) {
    reflection.SetInt32(request, size, 500);
  }
}

}  // namespace

const google::protobuf::MethodDescriptor& MethodOf(const Perintah& perintah) {
  // Names the files, so that the linker keeps them and the pool knows their methods.
  static const auto& pool = [&]() -> const google::protobuf::DescriptorPool& {
    budget::v1::GetRevisiRequest::descriptor();
    budget::v1::GetLppaRequest::descriptor();
    budget::v1::GetTagihanRequest::descriptor();
    budget::v1::GetRantaiRequest::descriptor();
    return *google::protobuf::DescriptorPool::generated_pool();
  }();
  std::string full = "sakip.budget.v1." + perintah.method;
  std::replace(full.begin(), full.end(), '/', '.');
  return *pool.FindMethodByName(full);
}

const FieldDescriptor* DokumenOf(const Descriptor& request) {
  const FieldDescriptor* found = nullptr;
  for (int i = 0; i < request.field_count(); ++i) {
    const FieldDescriptor& field = *request.field(i);
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && !field.is_repeated() &&
        RulesOf(field).required()) {
      found = &field;
    }
  }
  return found;
}

const FieldDescriptor* NamaOf(const Descriptor& request) {
  const FieldDescriptor* document = DokumenOf(request);
  const FieldDescriptor* own = request.FindFieldByName("name");
  return own != nullptr || document == nullptr ? own
                                               : document->message_type()->FindFieldByName("name");
}

std::set<std::string, std::less<>> OptionsOf(const Perintah& perintah) {
  const Descriptor& request = *MethodOf(perintah).input_type();
  const FieldDescriptor* document = DokumenOf(request);
  std::set<std::string, std::less<>> options = {"satker"};
  const auto add = [&](const FieldDescriptor& field) { options.insert(OptionName(field)); };
  ForEachSettable(request, add);
  if (document != nullptr) {
    ForEachSettable(*document->message_type(), add);
  }
  if (TakesData(request)) {
    options.insert("data");
  }
  if (request.FindFieldByName("validate_only") != nullptr) {
    options.insert("validate-only");
  }
  if (NamaOf(request) != nullptr && RulesOf(*NamaOf(request)).resource().ends_with("/{pagu}")) {
    options.insert("pagu");
  }
  if (std::any_of(perintah.tampilan.begin(), perintah.tampilan.end(),
                  [](const Bagian& bagian) { return bagian.penjelasan; })) {
    options.insert("explain");
  }
  return options;
}

bool IsRequired(const Perintah& perintah, std::string_view option) {
  const Descriptor& request = *MethodOf(perintah).input_type();
  if (option == "satker") {
    return request.FindFieldByName("parent") != nullptr;
  }
  std::string name(option);
  std::replace(name.begin(), name.end(), '-', '_');
  const FieldDescriptor* field = request.FindFieldByName(name);
  return field != nullptr && name != "request_id" && RulesOf(*field).required();
}

bool IsLedgerOption(std::string_view option) {
  static const auto& all = *[] {
    auto* made = new std::set<std::string, std::less<>>;
    for (const Perintah& perintah : DaftarPerintah()) {
      made->merge(OptionsOf(perintah));
    }
    made->erase("validate-only");
    made->erase("explain");
    return made;
  }();
  return all.count(option) > 0;
}

absl::StatusOr<std::unique_ptr<Message>> BuatPermintaan(const Perintah& perintah,
                                                        const Arguments& arguments,
                                                        const std::string& name) {
  const Descriptor& type = *MethodOf(perintah).input_type();
  std::unique_ptr<Message> request(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(&type)->New());
  const FieldDescriptor* field = DokumenOf(type);
  Message* document =
      field == nullptr ? nullptr : request->GetReflection()->MutableMessage(request.get(), field);
  if (const auto data = arguments.Get("data")) {
    RETURN_IF_ERROR(ReadData(*data, document != nullptr ? document : request.get()));
  }
  RETURN_IF_ERROR(SetParent(arguments.Get("satker").value_or(""), request.get()));
  const std::string given = name.empty() ? arguments.Get("pagu").value_or("") : name;
  RETURN_IF_ERROR(SetName(arguments, given, request.get(), document));
  for (const auto& [option, text] : arguments.options) {
    static const auto& done =
        *new std::set<std::string>{"satker", "data", "pagu", "validate-only", "explain"};
    if (done.count(option) == 0) {
      RETURN_IF_ERROR(SetOption(option, text, request.get(), document));
    }
  }
  SetDefaults(arguments, request.get());
  return request;
}

}  // namespace sakip::sakipctl
