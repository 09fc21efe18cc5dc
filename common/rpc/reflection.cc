#include "common/rpc/reflection.h"

#include <google/protobuf/descriptor.pb.h>
#include <grpc/status.h>

#include <utility>

#include "grpc/reflection/v1/reflection.pb.h"

namespace sakip::rpc {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::FileDescriptor;
using grpc::reflection::v1::ServerReflectionRequest;
using grpc::reflection::v1::ServerReflectionResponse;

// The file and everything it imports: clients may ask once for all.
void AddFiles(const FileDescriptor& file, std::set<const FileDescriptor*>& seen,
              grpc::reflection::v1::FileDescriptorResponse& out) {
  if (!seen.insert(&file).second) {
    return;
  }
  google::protobuf::FileDescriptorProto proto;
  file.CopyTo(&proto);
  out.add_file_descriptor_proto(proto.SerializeAsString());
  for (int i = 0; i < file.dependency_count(); ++i) {
    AddFiles(*file.dependency(i), seen, out);
  }
}

void SetError(int code, const char* text, ServerReflectionResponse& response) {
  response.mutable_error_response()->set_error_code(code);
  response.mutable_error_response()->set_error_message(text);
}

}  // namespace

Reflection::Reflection(std::vector<std::string> services) : services_(std::move(services)) {
  for (const std::string& name : services_) {
    if (const auto* service = DescriptorPool::generated_pool()->FindServiceByName(name)) {
      Allow(*service->file());
    }
  }
}

void Reflection::Allow(const FileDescriptor& file) {
  if (files_.insert(&file).second) {
    for (int i = 0; i < file.dependency_count(); ++i) {
      Allow(*file.dependency(i));
    }
  }
}

std::string Reflection::Answer(std::string_view request_bytes) const {
  ServerReflectionRequest request;
  ServerReflectionResponse response;
  const DescriptorPool& pool = *DescriptorPool::generated_pool();
  const FileDescriptor* file = nullptr;
  if (!request.ParseFromArray(request_bytes.data(), static_cast<int>(request_bytes.size()))) {
    SetError(GRPC_STATUS_INVALID_ARGUMENT, "not a reflection request", response);
    return response.SerializeAsString();
  }
  response.set_valid_host(request.host());
  *response.mutable_original_request() = request;
  switch (request.message_request_case()) {
    case ServerReflectionRequest::kListServices:
      for (const std::string& name : services_) {
        response.mutable_list_services_response()->add_service()->set_name(name);
      }
      return response.SerializeAsString();
    case ServerReflectionRequest::kFileByFilename:
      file = pool.FindFileByName(request.file_by_filename());
      break;
    case ServerReflectionRequest::kFileContainingSymbol:
      file = pool.FindFileContainingSymbol(request.file_containing_symbol());
      break;
    default:
      SetError(GRPC_STATUS_UNIMPLEMENTED, "this server has no extensions to tell of", response);
      return response.SerializeAsString();
  }
  if (file == nullptr || !files_.contains(file)) {
    SetError(GRPC_STATUS_NOT_FOUND, "no such file or symbol", response);
    return response.SerializeAsString();
  }
  std::set<const FileDescriptor*> seen;
  AddFiles(*file, seen, *response.mutable_file_descriptor_response());
  return response.SerializeAsString();
}

}  // namespace sakip::rpc
